"""A signature for every article: made once, kept with the article, read by every later run."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.catalogue import quoted
from flows.parts import ROWS_IN_BATCH, write_table
from transforms.reprint.signatures import sign
from transforms.tables import SIGNATURES


def sign_articles(con: duckdb.DuckDBPyConnection, snapshot: Path, before: Path | None) -> pa.Array:
    """Write a signature for each article of the snapshot that has none there; return the ids of these articles."""
    signed: list[pa.Array] = []
    write_table(snapshot, SIGNATURES, _signatures(con, snapshot, signed), before)
    return pa.concat_arrays(signed) if signed else pa.array([], pa.string())


def _signatures(con: duckdb.DuckDBPyConnection, snapshot: Path, signed: list[pa.Array]) -> Iterator[pa.RecordBatch]:
    for file, ids in _unsigned(con, snapshot):
        for batch in pq.ParquetFile(file).iter_batches(
            ROWS_IN_BATCH, columns=["article_id", "body"], use_threads=False
        ):
            new = batch.filter(pc.is_in(batch["article_id"], ids))
            signed.append(new["article_id"])
            yield _sign(new)


def _unsigned(con: duckdb.DuckDBPyConnection, snapshot: Path) -> Iterator[tuple[Path, pa.Array]]:
    """Yield the parts of the articles in order, each with the ids that have no signature, where it has any."""
    articles = quoted(f"{snapshot}/articles/*.parquet")
    is_known = any((snapshot / "signatures").glob("part-*.parquet"))
    signatures = f"ANTI JOIN read_parquet({quoted(f'{snapshot}/signatures/*.parquet')}) USING (article_id)"
    rows = con.execute(f"""
        SELECT part, list(article_id) AS ids
        FROM (SELECT article_id, parse_filename(filename) AS part FROM read_parquet({articles}, filename = true))
        {signatures if is_known else ""}
        GROUP BY part
        ORDER BY part
    """).fetchall()
    for part, ids in rows:
        yield snapshot / "articles" / part, pa.array(ids, pa.string())


def _sign(articles: pa.RecordBatch) -> pa.RecordBatch:
    found = [sign(body) for body in articles["body"].to_pylist()]
    lengths = np.cumsum([0, *(len(signature.names) for signature in found)])
    names = np.concatenate([signature.names for signature in found] or [np.empty(0, np.uint32)])
    columns = [
        articles["article_id"],
        pa.array([signature.windows for signature in found], pa.int32()),
        pa.array([signature.step for signature in found], pa.int32()),
        pa.ListArray.from_arrays(pa.array(lengths, pa.int32()), pa.array(names)),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=pa.schema([(f.name, f.type) for f in SIGNATURES.schema]))
