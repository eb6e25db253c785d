"""From shards to tables: compare pages with each other, and write every table sorted.

The tables are a function of the set of pages held: the pages of this run, and those of the snapshot before
that this run did not deliver again. `assemble_all` writes every table anew, in one order; `add` writes only
what a run changes, behind the parts that stay. Both hold the same rows.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.author_file import NOTHING_SAID, AuthorFile
from flows.authors import find_persons, register_splits
from flows.beside import writing_beside
from flows.bodies import sorted_articles
from flows.buckets import scatter, starts_of
from flows.catalogue import add_parquet_views, quoted, threads_of
from flows.correction_file import NOTHING_CORRECTED, Corrections
from flows.corrections import apply_corrections
from flows.gathering import gather_all, gather_changed
from flows.parts import QUICK, ROWS_IN_BATCH, ROWS_IN_GROUP, batches, carry_over, write_table
from flows.reprints import write_reprints
from flows.rows import in_order, offer, read_part, without_twins
from flows.sql_files import sql_files
from transforms.registry import countries, known_outlets
from transforms.tables import TABLES


class Choices(NamedTuple):
    """What people decide about the tables: the files by hand, whether each entry must fit, reprints, and how dense."""

    authors: AuthorFile = NOTHING_SAID
    corrections: Corrections = NOTHING_CORRECTED
    is_strict: bool = True
    reprints: bool = True
    level: int = QUICK


CHOICES = Choices()
PAGES_IN_BUCKET = 500
_FROM_READINGS = ("pages", "bylines", "captions")
_FROM_THESE = ("authors", "outlets", "countries")
# Which rows of each table give way to those of a run.
_REMOVED = {
    "readings": "removed_readings", "pages": "removed_pages", "lines": "removed_lines",
    "articles": "removed_articles", "bylines": "removed_articles", "captions": "removed_articles",
}  # fmt: skip


def assemble_all(
    con: duckdb.DuckDBPyConnection,
    staging: Path,
    before: Path | None,
    choices: Choices = CHOICES,
) -> None:
    """Write all tables but `runs` below `staging/snapshot`, of all pages held.

    Raises `CorrectionError` if a correction does not fit.
    """
    gather_all(con)
    _group(con)
    apply_corrections(con, choices.corrections, all_held=True)
    beside = con.cursor()
    lines = chain(_shards(beside, staging, "lines", "written_pages"), _kept_lines(beside, before))
    with _writing_lines(beside, staging, lines, None, choices.level):
        _write_changed(con, staging, _kept_lines(con, before), choices)
        write_table(staging / "snapshot", TABLES["readings"], batches(con, "FROM readings ORDER BY input, source"))
        _write_rest(con, staging, before, choices, adds=False)


def add(con: duckdb.DuckDBPyConnection, staging: Path, before: Path, choices: Choices = CHOICES) -> None:
    """Write what this run changes, and carry over the parts of the snapshot before without the rows that give way.

    Raises `CorrectionError` if a correction of what is changed does not fit; where that does not matter it is left out.
    """
    snapshot = staging / "snapshot"
    add_parquet_views(con, before, ("pages",))
    gather_changed(con)
    for name, removed in _REMOVED.items():
        carry_over(con, before, snapshot, name, removed)
    _group(con)
    apply_corrections(con, choices.corrections, all_held=False, strict=choices.is_strict)
    beside = con.cursor()
    with _writing_lines(beside, staging, _shards(beside, staging, "lines", "written_pages"), before, choices.level):
        _write_changed(con, staging, _needed_lines(con, before), choices, before)
        write_table(snapshot, TABLES["readings"], batches(con, "FROM new_readings ORDER BY input, source"), before)
        _write_rest(con, staging, before, choices, adds=True)


def _writing_lines(
    con: duckdb.DuckDBPyConnection, staging: Path, tables: Iterator[pa.Table], before: Path | None, level: int
) -> AbstractContextManager[None]:
    """Write the lines beside all other tables: none is made of them. `con` is for this alone."""
    return writing_beside(
        lambda rows: write_table(staging / "snapshot", TABLES["lines"], rows, before, level),
        _sorted_lines(con, staging, tables),
        threads=threads_of(con),
    )


def _write_changed(
    con: duckdb.DuckDBPyConnection,
    staging: Path,
    kept: Iterator[pa.Table],
    choices: Choices,
    before: Path | None = None,
) -> None:
    """Write the tables that have a row for each page or article."""
    snapshot = staging / "snapshot"
    rows = sorted_articles(con, staging / "bodies", _bodies(con, staging, kept), PAGES_IN_BUCKET)
    write_table(snapshot, TABLES["articles"], rows, before, choices.level)
    register_splits(con, choices.authors)
    for name in _FROM_READINGS:
        write_table(snapshot, TABLES[name], batches(con, sql_files("tables")[name]), before)


def _write_rest(
    con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None, choices: Choices, *, adds: bool
) -> None:
    """Write the tables that look at the whole corpus."""
    snapshot = staging / "snapshot"
    add_parquet_views(con, snapshot, ("articles", *_FROM_READINGS))
    _register(con)
    find_persons(con, choices.authors)
    for name in _FROM_THESE:
        write_table(snapshot, TABLES[name], batches(con, sql_files("tables")[name]))
        add_parquet_views(con, snapshot, (name,))
    write_reprints(con, staging, before, adds=adds, wanted=choices.reprints)


def _shards(con: duckdb.DuckDBPyConnection, staging: Path, kind: str, pages: str) -> Iterator[pa.Table]:
    """Yield the rows of shards that belong to one of the `pages`, a table of their ids."""
    wanted = con.execute(f"SELECT DISTINCT page_id FROM {pages}").to_arrow_table()["page_id"].combine_chunks()
    for file in sorted((staging / "shards").glob(f"{kind}-*.parquet")):
        rows = read_part(file)
        is_wanted = pc.is_in(rows["page_id"], wanted)
        yield rows if pc.all(is_wanted).as_py() else rows.filter(is_wanted)


def _kept_lines(con: duckdb.DuckDBPyConnection, before: Path | None) -> Iterator[pa.Table]:
    """Yield the lines of the pages that stay from the snapshot before, each table in order of its pages."""
    kept = con.execute("FROM kept_pages").to_arrow_table()["page_id"].combine_chunks()
    if before is None or not len(kept):
        return
    for file in sorted((before / "lines").glob("*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches(ROWS_IN_GROUP, use_threads=False):
            rows = pa.Table.from_batches([batch])
            yield rows.filter(pc.is_in(rows["page_id"], kept)).cast(TABLES["lines"].schema)


def _needed_lines(con: duckdb.DuckDBPyConnection, before: Path) -> Iterator[pa.Table]:
    """Yield the same where the pages are few: only the parts that hold them are read."""
    if con.execute("SELECT count(*) FROM kept_pages").fetchone() == (0,):
        return
    files = quoted(f"{before}/lines/*.parquet")
    query = f"FROM read_parquet({files}) SEMI JOIN kept_pages USING (page_id) ORDER BY page_id, line"
    for batch in con.cursor().execute(query).to_arrow_reader(ROWS_IN_BATCH):
        yield pa.Table.from_batches([batch])


def _sorted_lines(
    con: duckdb.DuckDBPyConnection, staging: Path, tables: Iterator[pa.Table]
) -> Iterator[pa.RecordBatch]:
    """Yield lines in order of page and line, each page once however often it was delivered."""
    ids = con.execute("SELECT DISTINCT page_id FROM members ORDER BY page_id").to_arrow_table()["page_id"]
    for bucket in scatter(staging / "lines", starts_of(ids, PAGES_IN_BUCKET), tables, "page_id"):
        yield from without_twins(in_order(bucket, "page_id", "line"), "page_id", "line").to_batches()


def _bodies(con: duckdb.DuckDBPyConnection, staging: Path, kept: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Yield `page_id` and `body` of every page: read now, or joined again from its `kept` lines."""
    yield from _shards(con, staging, "bodies", "pages_read")
    con.execute(sql_files("macros")["joint"])
    for lines in kept:
        offer(con, "kept_lines", lines)
        yield con.execute("""
            SELECT page_id, joint(repairs) || coalesce(text, raw) AS body, line
            FROM kept_lines
            WHERE role IN ('body', 'subhead')
        """).to_arrow_table()


def _group(con: duckdb.DuckDBPyConnection) -> None:
    """Find the pages that tell one article, then choose who represents it."""
    sql = sql_files("tables")
    con.execute(sql["groups"])
    while con.execute("""
        SELECT count(*) FROM (
            SELECT label, min(label) OVER (PARTITION BY edition_key) AS a, min(label) OVER (PARTITION BY own_label) AS b
            FROM groups
        ) WHERE label <> least(a, b)
    """).fetchone() != (0,):
        con.execute("""
            CREATE OR REPLACE TABLE groups AS
            SELECT * REPLACE (least(min(label) OVER (PARTITION BY edition_key),
                                    min(label) OVER (PARTITION BY own_label)) AS label)
            FROM groups
        """)
    con.execute(sql["members"])


def _register(con: duckdb.DuckDBPyConnection) -> None:
    """Make the registries tables: newspapers that the corpus met, and countries."""
    met = {row[0] for row in con.execute("SELECT DISTINCT outlet_id FROM parquet.articles").fetchall()}
    known = [o for o in known_outlets() if o.outlet_id in met]
    columns = ("outlet_id", "name", "country", "place", "language")
    outlets = pa.table(
        {n: pa.array([getattr(o, n) for o in known], pa.string()) for n in columns}
        | {"aliases": pa.array([list(o.aliases) for o in known], pa.list_(pa.string()))}
    )
    nations = [{"country": c.code, "alpha_3": c.alpha_3, "name": c.name} for c in countries().values()]
    offer(con, "outlets_in", outlets)
    offer(con, "countries_in", pa.Table.from_pylist(nations))
    con.execute("CREATE TABLE registered AS SELECT * FROM outlets_in")
    con.execute("CREATE TABLE registered_countries AS SELECT * FROM countries_in")
