"""The file `corrections.toml` beside the warehouse: what a page says wrongly, or was read wrongly, mended by hand.

Each entry names a page (`source` with `input`, or `page_id`) or an article, one field, the value that was read and
the right one; an empty text is NULL. One that does not fit any more stops the run: somebody has to look again.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from flows.rows import offer
from transforms.bylines import read_byline
from transforms.folding import slug
from transforms.identity import author_id, digest
from transforms.papers.outlets import find_outlets
from transforms.registry import countries, find_language_code
from transforms.tables import READINGS

FILE = "corrections.toml"
TEXTS = (
    "headline", "kicker", "standfirst", "byline", "agency", "dateline", "section", "edition", "outlet",
    "outlet_as_printed", "country", "language",
)  # fmt: skip
FIELDS = (*TEXTS, "published")
EVIDENCE = "correction"
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
    file = warehouse.parent / FILE
    if not file.is_file():
        return NOTHING_CORRECTED
    try:
        said = msgspec.convert(tomllib.loads(file.read_text("utf-8")), Corrections)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{file}: not valid TOML: {error}"
        raise CorrectionError(message) from error
    except msgspec.ValidationError as error:
        message = f"{file}: {error}; mend that key (README, *Corrections by hand*, shows an entry)"
        raise CorrectionError(message) from error
    seen: set[str] = set()
    for entry in said.correction:
        wrong = "a second [[correction]] of it; keep one" if entry.name in seen else _fault(entry)
        if wrong:
            message = f"{file}: {entry.name}: {wrong}"
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


def apply_corrections(
    con: duckdb.DuckDBPyConnection, said: Corrections, *, all_held: bool, strict: bool = True
) -> None:
    """Make `corrected`: the `readings` of `members`, with their fields as corrected.

    `all_held` says that `readings` are all that are held; else a page that is not among them is as it was when
    its corrections were applied. Raises `CorrectionError` if a correction does not fit; without `strict` it is
    left out.
    """
    con.execute("CREATE TABLE corrected_rows AS FROM readings LIMIT 0")
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in sorted(said.correction, key=lambda entry: (entry.field == "outlet", entry.name)):
        if (stale := _correct(con, entry, rows, all_held=all_held)) and strict:
            message = f"nothing was published: {FILE}: {entry.name}: {stale}; mend the entry or take it out"
            raise CorrectionError(message)
    if rows:
        offer(con, "corrected_in", pa.Table.from_pylist(list(rows.values()), schema=READINGS.schema))
        con.execute("INSERT INTO corrected_rows BY NAME FROM corrected_in")
        con.unregister("corrected_in")
    con.execute("""
        CREATE VIEW corrected AS
        FROM readings ANTI JOIN corrected_rows USING (input, source) UNION ALL BY NAME FROM corrected_rows
    """)


def _correct(
    con: duckdb.DuckDBPyConnection, entry: Correction, rows: dict[tuple[str, str], dict[str, Any]], *, all_held: bool
) -> str | None:
    """Correct the readings that an entry names, in `rows`; return why it is stale, if it is."""
    found = _find(con, entry)
    if not found:
        return "it is not in the corpus any more" if all_held or _is_removed(con, entry) else None
    for reading in found:
        row = rows.get((reading["input"], reading["source"]), reading)
        if reading[entry.field] != entry.read:
            return f"expected {entry.expected!r}, but the page says {reading[entry.field] or ''!r}"
        if dict(row["evidence"]).get(entry.field) == EVIDENCE:
            return "two corrections of it, by page and by article"
        rows[row["input"], row["source"]] = _with(row, entry)
    return None


def _find(con: duckdb.DuckDBPyConnection, entry: Correction) -> list[dict[str, Any]]:
    """Return the readings that an entry names; of an article, the one that represents it."""
    query = """
        SELECT r.*
        FROM readings AS r JOIN members AS m USING (input, source)
        WHERE (r.input = $input AND r.source = $source) OR r.page_id = $page OR (m.article_id = $article AND m.rank = 1)
        ORDER BY r.input, r.source
    """
    named = {"input": entry.input, "source": entry.source, "page": entry.page_id, "article": entry.article_id}
    found: list[dict[str, Any]] = con.execute(query, named).to_arrow_table().to_pylist()
    return found


def _is_removed(con: duckdb.DuckDBPyConnection, entry: Correction) -> bool:
    """Tell whether a run that adds takes away what an entry names."""
    named: list[str | None]
    if entry.article_id:
        query, named = "FROM removed_articles WHERE article_id = $1", [entry.article_id]
    elif entry.page_id:
        query, named = "FROM replaced WHERE page_id = $1", [entry.page_id]
    else:
        query, named = "FROM replaced WHERE input = $1 AND source = $2", [entry.input, entry.source]
    return bool(con.execute(f"{query} LIMIT 1", named).fetchall())


def _with(row: dict[str, Any], entry: Correction) -> dict[str, Any]:
    """Return a reading with one field corrected, and what follows from that field."""
    right = entry.right
    evidence = sorted((dict(row["evidence"]) | {entry.field: EVIDENCE}).items())
    changed = row | {entry.field: right, "evidence": evidence}
    if entry.field == "byline":
        read = read_byline(str(right)).people if right else ()
        changed["people"] = [person._asdict() for person in read]
    elif entry.field == "outlet":
        known = find_outlets(str(right), None) if right else []
        changed["outlet_id"] = known[0].outlet_id if known else slug(str(right)) if right else None
        changed["outlet"] = known[0].name if known else right
    ids = [author_id(changed["outlet_id"], person["name"]) for person in changed["people"]]
    people = [person | {"author_id": who} for person, who in zip(changed["people"], ids, strict=True)]
    return changed | {"people": people}
