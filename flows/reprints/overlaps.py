"""Pairs of articles that share much: candidates from the signatures, then their texts compared letter by letter."""

from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from flows.catalogue import add_parquet_views
from flows.parts import ROWS_IN_BATCH, carry_over, write_table
from flows.reprints.kept import find_candidates, read_articles
from flows.reprints.texts import read_texts
from transforms.reprint.overlap import compare
from transforms.tables import OVERLAPS

Row = tuple[str | float | list[int], ...]


def write_overlaps(con: duckdb.DuckDBPyConnection, snapshot: Path, before: Path | None, new: pa.Array) -> None:
    """Write what articles share: the pairs carried over from `before`, and those of which an article is `new`."""
    if before:
        add_parquet_views(con, before, ("overlaps",))
        con.execute("""
            CREATE TABLE removed_overlaps AS
            SELECT article_id, longer_id
            FROM parquet.overlaps
            WHERE article_id IN (FROM removed_articles) OR longer_id IN (FROM removed_articles)
        """)
        carry_over(con, before, snapshot, "overlaps", "removed_overlaps")
    rows = sorted(_compare_all(con, _candidates(snapshot, new)), key=itemgetter(0, 1))
    write_table(snapshot, OVERLAPS, _batches(rows), before)


def _candidates(snapshot: Path, new: pa.Array) -> list[tuple[str, str]]:
    """Return pairs of ids, of the longer and the shorter article."""
    if not len(new):
        return []
    articles = read_articles(snapshot)
    found = find_candidates(articles, pc.is_in(articles.ids, new).to_numpy(zero_copy_only=False))
    longer, shorter = (articles.ids.take(pa.array(side)).to_pylist() for side in (found.longer, found.shorter))
    return list(zip(longer, shorter, strict=True))


def _compare_all(con: duckdb.DuckDBPyConnection, candidates: list[tuple[str, str]]) -> Iterator[Row]:
    """Yield a row for each pair that shares much; articles of one edition are no reprints of each other."""
    for pairs, texts in read_texts(con, candidates):
        for longer_id, shorter_id in pairs:
            longer, shorter = texts[longer_id], texts[shorter_id]
            if longer.edition and longer.edition == shorter.edition:
                continue
            if overlap := compare(shorter.body, longer.body):
                yield (shorter_id, longer_id, *overlap)


def _batches(rows: list[Row]) -> Iterator[pa.RecordBatch]:
    names = [column.name for column in OVERLAPS.columns]
    for start in range(0, len(rows), ROWS_IN_BATCH):
        columns = zip(*rows[start : start + ROWS_IN_BATCH], strict=True)
        yield pa.RecordBatch.from_pydict(dict(zip(names, columns, strict=True)), schema=OVERLAPS.schema)
