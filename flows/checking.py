"""The checks of `sql/checks` on a staged snapshot: on all of it, or on what a run has changed in it.

What a run changes is a small corpus of its own: whole articles with all their pages, lines and people. A row
that was carried over was checked when it was written, and its part has the same content still.
"""

from pathlib import Path
from typing import Any

import duckdb

from flows import catalogue
from flows.catalogue import quoted
from flows.parts import batches, number_of, place_of, write_table
from flows.summaries import RunSettings
from transforms.tables import TABLES

# Tables of which only the parts that are new are looked at; the others are small, and looked at as a whole.
_LARGE = ("readings", "pages", "lines", "articles", "bylines", "captions", "signatures")
# These compare small tables with all rows of large ones, a few columns of each.
_ON_ALL = frozenset({"counts_agree", "reprints_are_whole"})


class CheckError(Exception):
    """The staged tables are wrong: nothing was published."""


def stage_changed(con: duckdb.DuckDBPyConnection, staging: Path, before: Path) -> Path:
    """Return a folder laid out as a snapshot that holds only what a run changes.

    Lines that stand in parts carried over are added where an article or page of the run is read from them.
    """
    changed = staging / "changed"
    for name in (*catalogue.TABLES, *catalogue.WORKING_TABLES):
        folder = changed / name
        folder.mkdir(parents=True)
        first = number_of(before / name) if name in _LARGE else -1
        for part in (staging / "snapshot" / name).glob("part-*.parquet"):
            if place_of(part) > first:
                (folder / part.name).hardlink_to(part)
    needed = "FROM kept_pages UNION SELECT page_id FROM pages_read ANTI JOIN written_pages USING (page_id)"
    old = quoted(f"{before}/lines/*.parquet")
    has_any = con.execute(f"SELECT count(*) FROM ({needed})").fetchone() != (0,)
    query = f"FROM read_parquet({old}) SEMI JOIN ({needed}) USING (page_id) ORDER BY page_id, line"
    write_table(changed, TABLES["lines"], batches(con, query) if has_any else [], staging / "snapshot")
    for name in _LARGE:
        write_table(changed, TABLES[name], [])
    return changed


def check(settings: RunSettings, staging: Path, changed: Path | None) -> None:
    """Run all checks on what is staged, most of them only on what has `changed` where that is told.

    Raises `CheckError` if one finds a bad row.
    """
    staged = (staging / "snapshot").resolve()
    failures: dict[str, list[Any]] = {}
    for folder, names in ((staged, _ON_ALL), (changed.resolve(), None)) if changed else ((staged, None),):
        con = catalogue.bounded(staging, settings.memory, settings.workers)
        with catalogue.open_snapshot(folder, con) as con:
            without = _ON_ALL if changed and names is None else frozenset()
            failures |= catalogue.failed_checks(con, names, without)
    if failures:
        name, rows = next(iter(failures.items()))
        message = f"nothing was published: check '{name}' found {rows[0]} (and {len(failures) - 1} more checks failed)"
        raise CheckError(message)
