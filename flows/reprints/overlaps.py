"""Pairs of articles that share much: candidates from the signatures, then their texts compared letter by letter."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from flows.catalogue import add_parquet_views, threads_of
from flows.parts import ROWS_IN_BATCH, batches, carry_over, write_table
from flows.processes import in_processes
from flows.reprints.kept import find_candidates, read_articles
from flows.reprints.texts import Pairs, Stored, Text, read_texts, stored_texts
from flows.rows import offer
from transforms.reprint.overlap import compare
from transforms.tables import OVERLAPS

PAIRS_IN_PART = 1_000  # that one process compares at once: a quarter of a second
Row = tuple[Any, ...]


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
    """Make `found_overlaps`, some thousands at a time: of a large corpus they are too many to be held."""
    offer(con, "overlaps_in", OVERLAPS.schema.empty_table())
    con.execute("CREATE TABLE found_overlaps AS FROM overlaps_in")
    if not len(new):
        return
    pairs = _candidates(snapshot, new)
    found = _compared(con, snapshot, pairs)
    while rows := list(islice(found, ROWS_IN_BATCH)):
        shorter, longer, *overlaps = zip(*rows, strict=True)
        ids = [pairs.ids.take(pa.array(places)) for places in (shorter, longer)]
        offer(
            con,
            "overlaps_in",
            pa.table([*ids, *map(pa.array, overlaps)], names=OVERLAPS.schema.names).cast(OVERLAPS.schema),
        )
        con.execute("INSERT INTO found_overlaps FROM overlaps_in")


def _candidates(snapshot: Path, new: pa.Array) -> Pairs:
    articles = read_articles(snapshot)
    is_new = pc.is_in(articles.ids, new).to_numpy(zero_copy_only=False)
    found = find_candidates(articles, is_new, snapshot.parent / "pairs")
    return Pairs(articles.ids, found.shorter, found.longer)


def _compared(con: duckdb.DuckDBPyConnection, snapshot: Path, pairs: Pairs) -> Iterator[Row]:
    """Yield each pair that shares much, by places, and what."""
    with stored_texts(con, snapshot.parent, pairs) as stored:
        for rows in in_processes(_compare, stored.parts(PAIRS_IN_PART), threads_of(con)):
            yield from rows


def _compare(stored: Stored) -> list[Row]:
    """Return these rows of some pairs; articles of one edition are no reprints of each other."""
    texts = [found for found in read_texts(stored) if not _are_of_one_edition(*found[2:])]
    overlaps = compare((one.body, other.body) for _, _, one, other in texts)
    told = zip(texts, overlaps, strict=True)
    return [(shorter, longer, *overlap) for (shorter, longer, *_), overlap in told if overlap]


def _are_of_one_edition(one: Text, other: Text) -> bool:
    return one.edition is not None and one.edition == other.edition
