"""A signature for every article: made once, kept with the article, read by every later run."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.parts import ROWS_IN_BATCH, write_table
from flows.rows import read_part
from transforms.reprint.signatures import sign
from transforms.tables import SIGNATURES


def sign_articles(snapshot: Path, before: Path | None) -> pa.Array:
    """Write a signature for each article of the snapshot that has none there; return the ids of these articles."""
    signed: list[pa.Array] = []
    write_table(snapshot, SIGNATURES, _signatures(snapshot, signed), before)
    return pa.concat_arrays(signed) if signed else pa.array([], pa.string())


def _signatures(snapshot: Path, signed: list[pa.Array]) -> Iterator[pa.RecordBatch]:
    known = pa.chunked_array(
        [part for file in sorted((snapshot / "signatures").glob("part-*.parquet")) for part in _ids(file)], pa.string()
    )
    for file in sorted((snapshot / "articles").glob("part-*.parquet")):
        if pc.all(pc.is_in(read_part(file, ["article_id"])["article_id"], known)).as_py():
            continue
        for batch in pq.ParquetFile(file).iter_batches(
            ROWS_IN_BATCH, columns=["article_id", "body"], use_threads=False
        ):
            new = batch.filter(pc.invert(pc.is_in(batch["article_id"], known)))
            signed.append(new["article_id"])
            yield _sign(new)


def _ids(file: Path) -> list[pa.Array]:
    return list(read_part(file, ["article_id"])["article_id"].chunks)


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
