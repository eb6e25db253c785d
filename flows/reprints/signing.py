"""A signature for every article: made once, kept with the article, read by every later run.

Those of pages that were read now lie in their shards.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from flows.catalogue import quoted
from flows.parts import ROWS_IN_BATCH, write_table
from flows.rows import count_rows, read_part
from flows.shards import signature_columns
from transforms.reprint.signatures import sign
from transforms.tables import SIGNATURES

# Articles whose signatures the database brings to them: of a million it has no room for that, and to sign them again
# takes a minute.
MOST_BROUGHT = 100_000
_SCHEMA = pa.schema([(field.name, field.type) for field in SIGNATURES.schema])


def sign_articles(con: duckdb.DuckDBPyConnection, snapshot: Path, before: Path | None) -> pa.Array:
    """Write a signature for each article of the snapshot that has none there; return the ids of these articles."""
    signed: list[pa.Array] = []
    write_table(snapshot, SIGNATURES, _signatures(con, snapshot, signed), before)
    return pa.concat_arrays(signed) if signed else pa.array([], pa.string())


def _signatures(con: duckdb.DuckDBPyConnection, snapshot: Path, signed: list[pa.Array]) -> Iterator[pa.RecordBatch]:
    for batch in _unsigned(con, snapshot):
        rows = pa.Table.from_batches([batch])
        is_known = pc.is_valid(rows["windows"])
        if not pc.all(is_known).as_py():
            unknown = rows.filter(pc.invert(is_known))
            found = pa.concat_tables([rows.filter(is_known).select(_SCHEMA.names), _sign(snapshot, unknown)])
            rows = found.take(pc.index_in(rows["article_id"], found["article_id"].combine_chunks()))
        rows = rows.select(_SCHEMA.names).cast(_SCHEMA)
        signed.append(rows["article_id"].combine_chunks())
        yield from rows.to_batches()


def _unsigned(con: duckdb.DuckDBPyConnection, snapshot: Path) -> Iterator[pa.RecordBatch]:
    """Yield the articles that have no signature in order, each with its part, and what a shard tells, else NULL."""
    shards = f"FROM read_parquet({quoted(f'{snapshot.parent}/shards/signatures-*.parquet')})"
    articles, signatures = (quoted(f"{snapshot}/{name}/*.parquet") for name in ("articles", "signatures"))
    is_signed = any((snapshot / "signatures").glob("part-*.parquet"))
    if _count(snapshot) > MOST_BROUGHT:
        shards += " LIMIT 0"
    yield from (
        con.cursor()
        .execute(f"""
        WITH unsigned AS (
            SELECT article_id, page_id, filename, file_row_number AS place
            FROM read_parquet({articles}, filename = true, file_row_number = true)
            {f"WHERE article_id NOT IN (SELECT article_id FROM read_parquet({signatures}))" if is_signed else ""}
        )
        SELECT article_id, parse_filename(filename) AS part, windows, step, names
        FROM unsigned
        LEFT JOIN (SELECT DISTINCT ON (page_id) * FROM ({shards})) USING (page_id)
        ORDER BY filename, place
    """)
        .to_arrow_reader(ROWS_IN_BATCH)
    )


def _count(snapshot: Path) -> int:
    return sum(map(count_rows, (snapshot / "articles").glob("part-*.parquet")))


def _sign(snapshot: Path, articles: pa.Table) -> pa.Table:
    """Return the signatures of articles, whose bodies are read."""
    ids, bodies = articles["article_id"].combine_chunks(), []
    for part in pc.unique(articles["part"]).to_pylist():
        rows = read_part(snapshot / "articles" / part, ["article_id", "body"])
        bodies.append(rows.filter(pc.is_in(rows["article_id"], ids)))
    found = pa.concat_tables(bodies)
    return pa.table(
        [found["article_id"], *signature_columns([sign(body.as_py()) for body in found["body"]])], schema=_SCHEMA
    )
