"""What `corrections.toml` says, applied: the readings that represent articles, with their fields as corrected."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa

from flows.correction_file import FILE, Correction, CorrectionError, Corrections
from flows.rows import offer
from transforms.bylines import read_byline
from transforms.folding import slug
from transforms.identity import author_id
from transforms.papers.outlets import find_outlets
from transforms.tables import READINGS

EVIDENCE = "correction"
_NAMED = ("input", "source", "page_id", "article_id")
Row = dict[str, Any]


def apply_corrections(
    con: duckdb.DuckDBPyConnection, said: Corrections, *, all_held: bool, strict: bool = True
) -> None:
    """Make `corrected`: the `readings` of `members`, with their fields as corrected.

    `all_held` says that `readings` are all that are held; else a page that is not among them is as it was when
    its corrections were applied. Raises `CorrectionError` if a correction does not fit; without `strict` it is
    left out.
    """
    con.execute("CREATE TABLE corrected_rows AS FROM readings LIMIT 0")
    rows: dict[tuple[str, str], Row] = {}
    entries = sorted(said.correction, key=lambda entry: (entry.field == "outlet", entry.name))
    found, removed = _find(con, entries), set() if all_held else _removed(con)
    for place, entry in enumerate(entries):
        if place in found:
            stale = _correct(entry, found[place], rows)
        else:
            stale = "it is not in the corpus any more" if all_held or place in removed else None
        if stale and strict:
            message = f"nothing was published: {FILE}: {entry.name}: {stale}; mend the entry or take it out"
            raise CorrectionError(message)
    idle = [entry.name for place, entry in enumerate(entries) if _is_idle(found.get(place, ()))]
    con.execute("CREATE TABLE idle_corrections AS SELECT unnest($names::VARCHAR[]) AS name", {"names": idle})
    if rows:
        offer(con, "corrected_in", pa.Table.from_pylist(list(rows.values()), schema=READINGS.schema))
        con.execute("INSERT INTO corrected_rows BY NAME FROM corrected_in")
        con.unregister("corrected_in")
    con.execute("""
        CREATE VIEW corrected AS
        FROM readings ANTI JOIN corrected_rows USING (input, source) UNION ALL BY NAME FROM corrected_rows
    """)


def find_idle(con: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return the corrections that change nothing, because another copy represents the article."""
    return tuple(name for (name,) in con.execute("FROM idle_corrections").fetchall())


def _is_idle(found: Iterable[Row]) -> bool:
    ranks = [reading["rank"] for reading in found]
    return bool(ranks) and min(ranks) > 1


def _correct(entry: Correction, found: list[Row], rows: dict[tuple[str, str], Row]) -> str | None:
    """Correct the readings that an entry names, in `rows`; return why it is stale, if it is."""
    for reading in found:
        row = rows.get((reading["input"], reading["source"]), reading)
        if reading[entry.field] != entry.read:
            return f"expected {entry.expected!r}, but the page says {reading[entry.field] or ''!r}"
        if dict(row["evidence"]).get(entry.field) == EVIDENCE:
            return "two corrections of it, by page and by article"
        rows[row["input"], row["source"]] = _with(row, entry)
    return None


def _find(con: duckdb.DuckDBPyConnection, entries: list[Correction]) -> dict[int, list[Row]]:
    """Return the readings that each entry names, by its place; of an article, the one that represents it.

    Makes `asked`, the entries. One query finds them all: there may be thousands.
    """
    columns = {"place": pa.array(range(len(entries)), pa.int64())}
    columns |= {name: pa.array([getattr(entry, name) for entry in entries], pa.string()) for name in _NAMED}
    offer(con, "asked_in", pa.table(columns))
    con.execute("CREATE TABLE asked AS FROM asked_in")
    found: list[Row] = (
        con.execute("""
        WITH named AS (
            SELECT place, input, source, rank FROM asked JOIN members AS m USING (input, source)
            UNION ALL
            SELECT place, m.input, m.source, rank FROM asked JOIN members AS m USING (page_id)
            UNION ALL
            SELECT place, m.input, m.source, rank FROM asked JOIN members AS m USING (article_id) WHERE rank = 1
        )
        SELECT place, rank, r.*
        FROM named JOIN readings AS r USING (input, source)
        ORDER BY place, r.input, r.source
    """)
        .to_arrow_table()
        .to_pylist()
    )
    return {place: list(readings) for place, readings in groupby(found, itemgetter("place"))}


def _removed(con: duckdb.DuckDBPyConnection) -> set[int]:
    """Return the places of the entries whose page or article a run that adds takes away."""
    found = con.execute("""
        SELECT place FROM asked SEMI JOIN replaced USING (input, source)
        UNION
        SELECT place FROM asked SEMI JOIN replaced USING (page_id)
        UNION
        SELECT place FROM asked SEMI JOIN removed_articles USING (article_id)
    """).fetchall()
    return {place for (place,) in found}


def _with(row: Row, entry: Correction) -> dict[str, Any]:
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
