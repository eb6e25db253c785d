"""One page looked at closely, with no warehouse: the same path that a run takes, up to the tables."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from flows.containers import Fields
from flows.delivery import Delivery
from flows.limits import Limits
from flows.manifests import Said, read_manifest
from flows.reading import read_pages
from flows.sources import SourceError
from transforms.record import Page


class Explained(NamedTuple):
    """One article, or what stands in its place: its source, the page as read, and why it is none."""

    source: str
    page: Page | None
    reason: str | None
    detail: str | None


def explain(
    asked: str, url: str | None, limits: Limits, fields: dict[str, str], pattern: str | None = None
) -> Iterator[Explained]:
    """Yield every article of a file; of a container only the page that is asked for (`may.zip!a.html`).

    Raises `SourceError` if there is no such file, or no such page in it.
    """
    found = False
    file = _file_of(asked)
    source = file.name + asked[len(str(file)) :]
    known = read_manifest(file.parent).get(source, Said())
    with tempfile.TemporaryDirectory() as scratch:
        delivery = Delivery(str(file), Path(scratch), limits, Fields(**fields), frozenset({source}))
        delivery.name_pattern = pattern
        for unit in delivery.units():
            told = unit._replace(
                url=url or known.url or unit.url,
                charset=known.charset or unit.charset,
                facts=(*known.facts, *unit.facts),
            )
            for row, page in read_pages(told, limits):
                found = True
                yield Explained(row["source"], page, row.get("reason"), row.get("detail"))
    if not found:
        message = f"{asked}: {file.name} holds no such page"
        raise SourceError(message)


def _file_of(asked: str) -> Path:
    """Return the file on disk that a source begins with: a page may stand inside a container."""
    ends = [len(asked), *(place for place, sign in enumerate(asked) if sign in "!#")]
    found = [asked[:end] for end in ends if Path(asked[:end]).is_file()]
    if not found:
        message = f"{asked}: no such file"
        raise SourceError(message)
    return Path(found[0])
