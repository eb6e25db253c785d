"""The file `corrections.toml` beside the warehouse: what a page says wrongly, or was read wrongly, mended by hand.

Each entry names a page (`source` with `input`, or `page_id`) or an article, one field, the value that was read and
the right one; an empty text is NULL. One that does not fit any more stops the run: somebody has to look again.
"""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import tomli

from flows.warehouse import beside
from transforms.identity import digest
from transforms.papers.outlets import find_outlets
from transforms.registry import countries, find_language_code

FILE = "corrections.toml"
TEXTS = (
    "headline", "kicker", "standfirst", "byline", "agency", "dateline", "section", "edition", "outlet",
    "outlet_as_printed", "country", "language",
)  # fmt: skip
FIELDS = (*TEXTS, "published")
Value = str | date | None


class CorrectionError(Exception):
    """The file of corrections is wrong, or a correction is stale: the message names entry and mend."""


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field of one page or article; `expected` is what was read before."""

    why: str
    field: str
    expected: Any
    value: Any
    input: str | None = None
    source: str | None = None
    page_id: str | None = None
    article_id: str | None = None

    @property
    def target(self) -> str:
        """The page or article, as people name it."""
        page = f"{self.input}/{self.source}" if self.source else f"page {self.page_id}"
        return f"article {self.article_id}" if self.article_id else page

    @property
    def name(self) -> str:
        """What is corrected, as people name it."""
        return f"{self.field} of {self.target}"

    @property
    def right(self) -> Value:
        """The right value."""
        return None if self.value == "" else self.value

    @property
    def read(self) -> Value:
        """The value that was read."""
        return None if self.expected == "" else self.expected


class Corrections(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a file of corrections says."""

    correction: tuple[Correction, ...] = ()

    @property
    def digest(self) -> str | None:
        """Changes when the entries do; None where there are none."""
        return digest("corrections", msgspec.json.encode(self).decode()) if self.correction else None


NOTHING_CORRECTED = Corrections()


def read_corrections(warehouse: Path) -> Corrections:
    """Return what `corrections.toml` beside the warehouse says, nothing if there is none.

    Raises `CorrectionError` if it is no TOML, does not fit, or contradicts itself.
    """
    file, called = beside(warehouse, FILE)
    if not file.is_file():
        return NOTHING_CORRECTED
    try:
        said = msgspec.convert(tomli.loads(file.read_text("utf-8")), Corrections)
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{called}: not valid TOML: {error}"
        raise CorrectionError(message) from error
    except msgspec.ValidationError as error:
        message = f"{called}: {error}; mend that key (README, *Corrections by hand*, shows an entry)"
        raise CorrectionError(message) from error
    seen: set[str] = set()
    for entry in said.correction:
        wrong = "a second [[correction]] of it; keep one" if entry.name in seen else _fault(entry)
        if wrong:
            message = f"{called}: {entry.name}: {wrong}"
            raise CorrectionError(message)
        seen.add(entry.name)
    return said


def _fault(entry: Correction) -> str | None:
    """Return what is wrong with one entry, None if nothing is."""
    named = sum(key is not None for key in (entry.source, entry.page_id, entry.article_id))
    if named != 1 or (entry.source is None) != (entry.input is None):
        return "name the page by `input` and `source`, or by `page_id`, or name an `article_id`"
    if entry.field not in FIELDS:
        return f"no field that can be corrected; these can: {', '.join(FIELDS)}"
    kind: type = date if entry.field == "published" else str
    for key, value in (("expected", entry.expected), ("value", entry.value)):
        if value != "" and type(value) is not kind:
            return f"{key} = {value!r} must be {'a day, as 2019-03-14,' if kind is date else 'a text'} or empty"
        if isinstance(value, str) and value != value.strip():
            return f"{key} = {value!r} begins or ends with a space"
    if entry.expected == entry.value:
        return "`expected` and `value` are the same"
    return _unfit(entry)


def _unfit(entry: Correction) -> str | None:
    """Return why a right value can be none, None if it can."""
    value = entry.right
    if entry.field == "country" and value and value not in {nation.code for nation in countries().values()}:
        return f"'{value}' is no country; write its ISO 3166-1 alpha-2 code"
    if entry.field == "language" and value and find_language_code(str(value)) != value:
        return f"'{value}' is no language; write its ISO 639-1 code"
    if entry.field == "outlet" and value and len(find_outlets(str(value), None)) > 1:
        return f"several newspapers are called '{value}'; the registry has to tell them apart first"
    return None
