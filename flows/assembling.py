"""From shards to tables: compare pages with each other, and write every table sorted.

The tables are a function of the set of pages held: the pages of this run, and those of the
snapshot before that this run did not deliver again.
"""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.author_file import NOTHING_SAID, AuthorFile
from flows.authors import find_persons, register_splits
from flows.buckets import scatter, starts_of
from flows.catalogue import add_parquet_views, quoted
from flows.sql_files import sql_files
from transforms.registry import countries, known_outlets
from transforms.tables import TABLES, Table

PAGES_IN_BUCKET = 500
ROWS_IN_BATCH = 2_000
ROWS_IN_GROUP = 20_000
ROWS_IN_PART = {"lines": 50_000}
USUAL_ROWS_IN_PART = 2_000
# Of such a page another try can say something else: its file is read again by every run.
_NOT_SETTLED = ("unreadable", "timeout", "crash", "failed")
_FROM_READINGS = ("pages", "bylines", "captions")
_FROM_THESE = ("authors", "outlets", "countries")


def gather(
    con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None, only: tuple[str, ...] | None = None
) -> bool:
    """Make `readings` of all pages held; tell whether any differs from the snapshot before.

    A file that was delivered again replaces all that it held before; a run over `only` some pages
    replaces these.
    """
    # Every table is sorted by its own query; to keep the order of thousands of shards fills the memory.
    con.execute("SET preserve_insertion_order = false")
    _gather_readings(con, staging, before, only)
    return before is None or _differs(con, before)


def assemble(
    con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None, author_file: AuthorFile = NOTHING_SAID
) -> None:
    """Write all tables but `runs` below `staging/snapshot`, of the `readings` that were gathered."""
    snapshot, sql = staging / "snapshot", sql_files("tables")
    _group(con)
    write_table(snapshot, TABLES["lines"], _sorted_lines(con, staging, before))
    write_table(snapshot, TABLES["articles"], _sorted_articles(con, staging, before))
    register_splits(con, author_file)
    for name in _FROM_READINGS:
        write_table(snapshot, TABLES[name], _batches(con, sql[name]))
    add_parquet_views(con, snapshot, ("articles", *_FROM_READINGS))
    _register(con)
    find_persons(con, author_file)
    for name in _FROM_THESE:
        write_table(snapshot, TABLES[name], _batches(con, sql[name]))
        add_parquet_views(con, snapshot, (name,))
    write_table(snapshot, TABLES["readings"], _batches(con, "FROM readings ORDER BY input, source"))
    write_table(snapshot, TABLES["reprints"], [])


def _differs(con: duckdb.DuckDBPyConnection, before: Path) -> bool:
    """Tell whether the pages read now say anything else than the snapshot before says of the same files."""
    files = quoted(f"{before}/readings/*.parquet")
    con.execute(f"""
        CREATE TABLE replaced AS
        FROM read_parquet({files})
        SEMI JOIN new_readings USING (input, file)
        EXCEPT ALL
        FROM readings SEMI JOIN new_readings USING (input, file)
    """)
    counts = con.execute(f"""
        SELECT
            (SELECT count(*) FROM replaced),
            (SELECT count(*) FROM read_parquet({files}) SEMI JOIN new_readings USING (input, file)),
            (SELECT count(*) FROM readings SEMI JOIN new_readings USING (input, file))
    """).fetchone()
    return counts is None or counts[0] > 0 or counts[1] != counts[2]


def unsettled_files(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the files read now that another try may read better: their fingerprints are not kept."""
    query = f"SELECT DISTINCT file FROM new_readings WHERE reason IN {_NOT_SETTLED}"
    return [file for (file,) in con.execute(query).fetchall()]


def _batches(con: duckdb.DuckDBPyConnection, query: str) -> Iterable[pa.RecordBatch]:
    reader: Iterable[pa.RecordBatch] = con.execute(query).to_arrow_reader(ROWS_IN_BATCH)
    return reader


def write_table(snapshot: Path, table: Table, batches: Iterable[pa.RecordBatch]) -> None:
    """Write rows, already in order, as parts of a fixed number of rows named by their content.

    A table without rows gets one empty part, so that a glob over its files always finds one.
    """
    folder = snapshot / table.name
    folder.mkdir(exist_ok=True)
    empty = table.schema.empty_table()
    held: list[pa.RecordBatch] = []
    count = parts = 0
    limit = ROWS_IN_PART.get(table.name, USUAL_ROWS_IN_PART)
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
    pq.write_table(rows, file, compression="zstd", compression_level=3, row_group_size=ROWS_IN_GROUP)
    with file.open("rb") as data:
        name = hashlib.file_digest(data, "sha256").hexdigest()[:16]
    file.rename(folder / f"part-{number:05}-{name}.parquet")


def _gather_readings(
    con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None, only: tuple[str, ...] | None
) -> None:
    """Make `readings`, and `kept_ids`: the pages whose lines only the snapshot before has."""
    files = quoted(f"{staging}/shards/readings-*.parquet")
    con.execute(f"CREATE TABLE readings AS SELECT * FROM read_parquet({files})")
    _part_twins(con)
    con.execute("""
        CREATE TABLE new_readings AS
        SELECT input, source, file, page_id, reason, characters, characters_kept FROM readings
    """)
    con.execute("CREATE TABLE kept_ids (page_id VARCHAR)")
    if before is None:
        return
    files = quoted(f"{before}/readings/*.parquet")
    superseded = "SELECT input, source FROM new_readings UNION SELECT r.input, source FROM only_these, inputs AS r"
    con.register("only_in", pa.table({"source": pa.array(only or (), pa.string())}))
    con.execute("CREATE TABLE only_these AS SELECT source FROM only_in")
    con.execute("CREATE TABLE inputs AS SELECT DISTINCT input FROM new_readings")
    same = "input, file" if only is None else "input, source"
    superseded = "FROM new_readings" if only is None else superseded
    con.execute(f"""
        INSERT INTO readings BY NAME
        SELECT * FROM read_parquet({files}) ANTI JOIN ({superseded}) USING ({same})
    """)
    _part_twins(con)
    con.execute("""
        INSERT INTO kept_ids
        SELECT DISTINCT page_id
        FROM readings ANTI JOIN (FROM new_readings WHERE reason IS NULL) AS new_pages USING (page_id)
        WHERE reason IS NULL
    """)


def _part_twins(con: duckdb.DuckDBPyConnection) -> None:
    """Give the second page of one name `~2`: a file may be called `may.zip!a.html`, and stand beside `may.zip`."""
    while con.execute("SELECT 1 FROM readings GROUP BY input, source HAVING count(*) > 1 LIMIT 1").fetchone():
        con.execute("""
            CREATE OR REPLACE TABLE readings AS
            SELECT * EXCLUDE (twin) REPLACE (CASE WHEN twin > 1 THEN source || '~' || twin ELSE source END AS source)
            FROM (
                SELECT *, row_number() OVER (PARTITION BY input, source ORDER BY file, page_id, detail) AS twin
                FROM readings
            )
        """)


def _shards(staging: Path, kind: str) -> Iterator[pa.Table]:
    for file in sorted((staging / "shards").glob(f"{kind}-*.parquet")):
        yield pq.read_table(file)


def _kept_lines(con: duckdb.DuckDBPyConnection, before: Path | None) -> Iterator[pa.Table]:
    """Yield the lines of the pages that stay from the snapshot before, in order of their pages."""
    kept = con.execute("FROM kept_ids").to_arrow_table()["page_id"].combine_chunks()
    if before is None or not len(kept):
        return
    for file in sorted((before / "lines").glob("*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches(ROWS_IN_GROUP):
            rows = pa.Table.from_batches([batch])
            yield rows.filter(pc.is_in(rows["page_id"], kept)).cast(TABLES["lines"].schema)


def _sorted_lines(con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None) -> Iterator[pa.RecordBatch]:
    """Yield all lines in order of page and line, each page once however often it was delivered."""
    ids = con.execute("SELECT DISTINCT page_id FROM members ORDER BY page_id").to_arrow_table()["page_id"]
    tables = chain(_shards(staging, "lines"), _kept_lines(con, before))
    for bucket in scatter(staging / "lines", starts_of(ids, PAGES_IN_BUCKET), tables, "page_id"):
        rows = bucket.sort_by([("page_id", "ascending"), ("line", "ascending")]).combine_chunks()
        pages, lines = rows["page_id"], rows["line"]
        again = pc.and_(pc.equal(pages[1:], pages[:-1]), pc.equal(lines[1:], lines[:-1])).combine_chunks()
        yield from rows.filter(pa.concat_arrays([pa.array([True]), pc.invert(again)])).to_batches()


def _bodies(con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None) -> Iterator[pa.Table]:
    """Yield `page_id` and `body` of every page held: read now, or joined again from its lines."""
    yield from _shards(staging, "bodies")
    con.execute(sql_files("macros")["joint"])
    for lines in _kept_lines(con, before):
        con.register("kept_lines", lines)
        yield con.execute("""
            SELECT page_id, joint(repairs) || coalesce(text, raw) AS body, line
            FROM kept_lines
            WHERE role IN ('body', 'subhead')
        """).to_arrow_table()


def _sorted_articles(con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None) -> Iterator[pa.RecordBatch]:
    """Yield all articles in their order: bodies meet the other columns bucket by bucket."""
    con.execute("""
        CREATE TABLE places AS
        SELECT
            format('{:012d}', row_number() OVER (ORDER BY r.outlet_id, r.published, m.article_id)) AS place,
            m.article_id,
            m.page_id
        FROM members AS m
        JOIN readings AS r USING (input, source)
        WHERE m.rank = 1
    """)
    places = con.execute("SELECT place FROM places ORDER BY place").to_arrow_table()["place"]
    placed = (_placed(con, bodies) for bodies in _bodies(con, staging, before))
    for bucket in scatter(staging / "bodies", starts_of(places, PAGES_IN_BUCKET), placed, "place"):
        con.register("placed_bodies", bucket)
        con.execute("""
            CREATE OR REPLACE TABLE bodies AS
            SELECT article_id, ltrim(string_agg(body, '' ORDER BY line), e'\\n') AS body
            FROM (SELECT DISTINCT article_id, body, line FROM placed_bodies)
            GROUP BY article_id
        """)
        yield from con.execute(sql_files("tables")["articles"]).to_arrow_table().to_batches()


def _placed(con: duckdb.DuckDBPyConnection, bodies: pa.Table) -> pa.Table:
    """Return the bodies with the place of the article that each of them is."""
    con.register("some_bodies", bodies)
    return con.execute("""
        SELECT p.place, p.article_id, b.body, b.line
        FROM some_bodies AS b
        JOIN places AS p USING (page_id)
        ORDER BY p.place
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
    con.register("outlets_in", outlets)
    con.register("countries_in", pa.Table.from_pylist(nations))
    con.execute("CREATE TABLE registered AS SELECT * FROM outlets_in")
    con.execute("CREATE TABLE registered_countries AS SELECT * FROM countries_in")
