"""Read a batch of pages and write what they say as shards: the work of one worker process."""

import os
import re
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from flows.sources import Unit
from transforms import clean, identity, rules
from transforms.decoding import decode
from transforms.record import NOISE_ROLES, Page
from transforms.tables import LINES, READINGS

BODIES = pa.schema([("page_id", pa.string()), ("body", pa.string()), ("line", pa.int32())])
_OTHER_MEDIA = re.compile(r"\s*(?:<!doctype html|<html|<\?xml|<article|[{\[]\s*[\"{\[])", re.IGNORECASE)
_STORY = ("section", "headline", "standfirst", "byline", "agency", "dateline")


class Batch(NamedTuple):
    """Pages to read together, and where their shards go."""

    number: int
    input: str
    units: tuple[Unit, ...]
    folder: str


def die_with_parent() -> None:
    """Let this worker end when the run that started it is killed: nobody else would end it."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def read_batch(batch: Batch) -> int:
    """Read every page of a batch, write its three shards, return the number of pages."""
    readings: list[dict[str, Any]] = []
    lines: dict[str, list[Any]] = {c.name: [] for c in LINES.columns}
    bodies: dict[str, list[Any]] = {"page_id": [], "body": [], "line": []}
    seen: set[str] = set()
    for unit in batch.units:
        row, page = read_unit(batch.input, unit)
        readings.append(row)
        if page is not None and page.body and row["page_id"] not in seen:
            seen.add(row["page_id"])
            _add_lines(lines, row["page_id"], page)
            bodies["page_id"].append(row["page_id"])
            bodies["body"].append(page.body)
            bodies["line"].append(0)
    columns = {n: [row.get(n) for row in readings] for n in READINGS.schema.names}
    _write(batch, "readings", pa.table(columns, schema=READINGS.schema))
    _write(batch, "bodies", pa.table(bodies, schema=BODIES))
    _write(batch, "lines", pa.table(lines, schema=LINES.schema))
    return len(readings)


def _write(batch: Batch, kind: str, table: pa.Table) -> None:
    """Write one shard, sorted so that a range of pages can be read without the rest."""
    if kind != "readings":
        order = [("page_id", "ascending")] + ([("line", "ascending")] if kind == "lines" else [])
        table = table.sort_by(order)
    file = Path(batch.folder) / f"{kind}-{batch.number:06}.parquet"
    pq.write_table(table, file, compression="zstd", compression_level=1, row_group_size=20_000)


def read_unit(name: str, unit: Unit) -> tuple[dict[str, Any], Page | None]:
    """Return the row of a page for `readings`, and the page if it could be decoded."""
    row: dict[str, Any] = {
        "input": name, "source": unit.source, "url": unit.url, "fetched_at": unit.fetched_at, "bytes": unit.size,
        "rules": rules.version(), "reason": unit.reason, "detail": unit.detail,
        "page_numbers": [], "flags": [], "evidence": [], "people": [], "photographs": [],
    }  # fmt: skip
    if unit.reason:
        return row, None
    try:
        data = Path(unit.path).read_bytes()
    except OSError as error:
        return row | {"reason": "unreadable", "detail": f"The file cannot be read: {error.strerror}."}, None
    decoded = decode(data)
    row |= {"page_id": identity.page_id(data), "bytes": len(data), "charset": decoded.charset}
    if decoded.text is None:
        return row | {"reason": decoded.reason, "detail": decoded.detail}, None
    if _OTHER_MEDIA.match(decoded.text):
        detail = "HTML, XML or JSON; only text pages are read so far."
        return row | {"reason": "not_text", "detail": detail}, None
    page = clean(decoded.text, unit.url, unit.source)
    row |= {"media": "text", "layout": page.layout, "characters": len(page.text), "characters_markup": 0}
    if page.body is None:
        return row | {"reason": "no_body", "detail": "No line of the page is text of an article."}, page
    return row | _story(page, decoded.flags), page


def _story(page: Page, decoding_flags: tuple[str, ...]) -> dict[str, Any]:
    """Return the columns of an article that a page fills."""
    outlet_id = page.outlet.outlet_id if page.outlet else None
    ids = identity.identify(page, page.published)
    people = [{"author_id": identity.author_id(outlet_id, person.name), **person._asdict()} for person in page.people]
    story = {name: getattr(page, name) for name in _STORY} | {
        "outlet_id": outlet_id, "outlet": page.outlet.name if page.outlet else None,
        "outlet_as_printed": page.outlet_as_printed, "country": page.country, "language": page.language,
        "published": page.published, "source_article_id": page.address.source_article_id,
    }  # fmt: skip
    return story | {
        "fields": sum(value is not None for value in story.values()) + bool(people) + len(page.captions),
        "own_id": ids.own_id,
        "text_id": ids.text_id,
        "text_key": ids.text_key,
        "word_count": page.word_count,
        "characters_kept": sum(
            len(line.text) for line, given in zip(page.lines, page.marks, strict=True)
            if given is not None and given.role not in NOISE_ROLES
        ),
        "flags": sorted({*page.flags, *decoding_flags}),
        "evidence": sorted(page.evidence),
        "people": people,
        "photographs": [caption._asdict() for caption in page.captions],
    }  # fmt: skip


def _add_lines(columns: dict[str, list[Any]], page_id: str, page: Page) -> None:
    """Append the lines of one page, column by column."""
    count = len(page.lines)
    columns["page_id"] += [page_id] * count
    columns["line"] += range(1, count + 1)
    columns["role"] += [given.role.value if given else None for given in page.marks]
    columns["rule"] += [given.rule if given else None for given in page.marks]
    columns["raw"] += [line.raw for line in page.lines]
    columns["ending"] += [line.ending for line in page.lines]
    columns["text"] += [None if line.text == line.raw else line.text or None for line in page.lines]
    columns["repairs"] += [line.repairs for line in page.lines]
