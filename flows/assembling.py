"""From shards to tables: compare pages with each other, and write every table sorted.

The tables are a function of the set of pages held: the pages of this run, and those of the
snapshot before that this run did not deliver again.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.catalogue import add_parquet_views, quoted
from flows.sql_files import sql_files
from transforms.registry import countries, known_outlets
from transforms.tables import TABLES, Table

PAGES_IN_PART = 2_000
ROWS_IN_GROUP = 20_000
_FROM_READINGS = ("pages", "articles", "bylines", "captions")
_FROM_THESE = ("authors", "outlets", "countries")


def connect(staging: Path, memory: str, threads: int) -> duckdb.DuckDBPyConnection:
    """Return the connection of an assembly: bounded memory, the rest on disk below `staging`."""
    con = duckdb.connect(str(staging / "assembly.duckdb"))
    con.execute(f"SET memory_limit = {quoted(memory)}")
    con.execute(f"SET temp_directory = {quoted(str(staging / 'spill'))}")
    con.execute(f"SET threads = {threads}")
    return con


def assemble(con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None) -> None:
    """Write all tables but `runs` below `staging/snapshot`."""
    snapshot = staging / "snapshot"
    _gather_readings(con, staging, before)
    _group(con)
    sql = sql_files("tables")
    _write_lines(con, snapshot)
    for name in _FROM_READINGS:
        write_table(snapshot, TABLES[name], _batches(con, sql[name]))
    add_parquet_views(con, snapshot, _FROM_READINGS)
    _register(con)
    for name in _FROM_THESE:
        write_table(snapshot, TABLES[name], _batches(con, sql[name]))
        add_parquet_views(con, snapshot, (name,))
    write_table(snapshot, TABLES["readings"], _batches(con, "FROM readings ORDER BY input, source"))
    write_table(snapshot, TABLES["reprints"], [])


def _batches(con: duckdb.DuckDBPyConnection, query: str) -> Iterable[pa.RecordBatch]:
    return con.execute(query).to_arrow_reader(PAGES_IN_PART)


def write_table(snapshot: Path, table: Table, batches: Iterable[pa.RecordBatch]) -> None:
    """Write rows, already in order, as parts of a fixed number of rows named by their content.

    A table without rows gets one empty part, so that a glob over its files always finds one.
    """
    folder = snapshot / table.name
    folder.mkdir(exist_ok=True)
    empty = table.schema.empty_table()
    held: list[pa.RecordBatch] = []
    count = parts = 0
    limit = ROWS_IN_GROUP * 5 if table.name == "lines" else PAGES_IN_PART * 2
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        while count >= limit:
            rows = pa.Table.from_batches(held)
            _write_part(folder, parts, rows.slice(0, limit).cast(table.schema))
            held = rows.slice(limit).to_batches()
            count -= limit
            parts += 1
    if count or not parts:
        _write_part(folder, parts, pa.Table.from_batches(held).cast(table.schema) if count else empty)


def _write_part(folder: Path, number: int, rows: pa.Table) -> None:
    file = folder / "part.writing"
    pq.write_table(rows.combine_chunks(), file, compression="zstd", compression_level=3, row_group_size=ROWS_IN_GROUP)
    with file.open("rb") as data:
        name = hashlib.file_digest(data, "sha256").hexdigest()[:16]
    file.rename(folder / f"part-{number:05}-{name}.parquet")


def _gather_readings(con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None) -> None:
    """Make `readings`, `bodies` and `line_sources`: this run's, and what stays of the snapshot before."""
    shards = staging / "shards"
    for kind in ("readings", "lines", "bodies"):
        files = quoted(f"{shards}/{kind}-*.parquet")
        con.execute(f"CREATE VIEW new_{kind} AS SELECT * FROM read_parquet({files})")
    con.execute("CREATE TABLE readings AS SELECT * FROM new_readings")
    con.execute("CREATE TABLE new_ids AS SELECT DISTINCT page_id FROM new_lines WHERE line = 1")
    if before is None:
        con.execute("CREATE VIEW bodies AS SELECT DISTINCT ON (page_id) page_id, body FROM new_bodies")
        con.execute("CREATE VIEW all_lines AS SELECT * FROM new_lines")
        return
    for name in ("readings", "lines", "articles"):
        files = quoted(f"{before}/{name}/*.parquet")
        con.execute(f"CREATE VIEW old_{name} AS SELECT * FROM read_parquet({files})")
    con.execute("INSERT INTO readings BY NAME SELECT * FROM old_readings ANTI JOIN new_readings USING (input, source)")
    con.execute("""
        CREATE TABLE kept_ids AS
        SELECT DISTINCT page_id FROM readings WHERE reason IS NULL AND page_id NOT IN (SELECT page_id FROM new_ids)
    """)
    con.execute("""
        CREATE VIEW bodies AS
        SELECT DISTINCT ON (page_id) page_id, body FROM new_bodies
        UNION ALL
        SELECT page_id, string_agg(coalesce(text, raw), e'\\n\\n' ORDER BY line) AS body
        FROM old_lines SEMI JOIN kept_ids USING (page_id)
        WHERE role IN ('body', 'subhead')
        GROUP BY page_id
    """)
    con.execute("""
        CREATE VIEW all_lines AS
        SELECT * FROM new_lines UNION ALL SELECT * FROM old_lines SEMI JOIN kept_ids USING (page_id)
    """)


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


def _write_lines(con: duckdb.DuckDBPyConnection, snapshot: Path) -> None:
    """Write `lines` range by range of page ids, so that memory does not grow with the corpus."""
    ids = con.execute("SELECT DISTINCT page_id FROM members ORDER BY page_id").to_arrow_table()["page_id"]
    starts = [ids[i].as_py() for i in range(0, len(ids), PAGES_IN_PART)]
    ranges = zip(starts, [*starts[1:], "g"], strict=True)  # every hexadecimal id is smaller than "g"
    write_table(snapshot, TABLES["lines"], (b for low, high in ranges for b in _lines_between(con, low, high)))


def _lines_between(con: duckdb.DuckDBPyConnection, low: str, high: str) -> Iterable[pa.RecordBatch]:
    query = """
        SELECT DISTINCT ON (page_id, line) *
        FROM all_lines SEMI JOIN members USING (page_id)
        WHERE page_id >= $low AND page_id < $high
        ORDER BY page_id, line
    """
    return con.execute(query, {"low": low, "high": high}).to_arrow_table().to_batches()


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
    con.register("outlets_in", outlets)
    con.register("countries_in", pa.Table.from_pylist(nations))
    con.execute("CREATE TABLE registered AS SELECT * FROM outlets_in")
    con.execute("CREATE TABLE registered_countries AS SELECT * FROM countries_in")
