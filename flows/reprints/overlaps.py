"""Pairs of articles that share much: candidates from the signatures, then their texts compared letter by letter."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from flows.catalogue import add_parquet_views
from flows.parts import batches, carry_over, write_table
from flows.reprints.kept import find_candidates, read_articles
from flows.reprints.texts import Pairs, Texts, read_texts
from flows.rows import offer
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
    _find_overlaps(con, snapshot, new)
    write_table(snapshot, OVERLAPS, batches(con, "FROM found_overlaps ORDER BY article_id, longer_id"), before)


def _find_overlaps(con: duckdb.DuckDBPyConnection, snapshot: Path, new: pa.Array) -> None:
    """Make `found_overlaps`, batch by batch: of a large corpus they are too many to be held."""
    offer(con, "overlaps_in", OVERLAPS.schema.empty_table())
    con.execute("CREATE TABLE found_overlaps AS FROM overlaps_in")
    if not len(new):
        return
    names = [column.name for column in OVERLAPS.columns]
    for pairs, texts in read_texts(con, _candidates(snapshot, new)):
        if rows := list(_compare(pairs, texts)):
            columns = dict(zip(names, zip(*rows, strict=True), strict=True))
            offer(con, "overlaps_in", pa.table(columns, schema=OVERLAPS.schema))
            con.execute("INSERT INTO found_overlaps FROM overlaps_in")


def _candidates(snapshot: Path, new: pa.Array) -> Pairs:
    articles = read_articles(snapshot)
    found = find_candidates(articles, pc.is_in(articles.ids, new).to_numpy(zero_copy_only=False))
    return Pairs(articles.ids, found.shorter, found.longer)


def _compare(pairs: list[tuple[str, str]], texts: Texts) -> Iterator[Row]:
    """Yield a row for each pair that shares much; articles of one edition are no reprints of each other."""
    for shorter_id, longer_id in pairs:
        shorter, longer = texts[shorter_id], texts[longer_id]
        if longer.edition and longer.edition == shorter.edition:
            continue
        if overlap := compare(shorter.body, longer.body):
            yield (shorter_id, longer_id, *overlap)
