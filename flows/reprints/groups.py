"""Groups of reprints: found among all that hangs together with what is new, and told against the longest text."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, tee
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from flows.catalogue import add_parquet_views
from flows.parts import ROWS_IN_BATCH, batches, carry_over, write_table
from flows.reprints.related import Overlaps, read_related
from flows.reprints.texts import Pairs, read_texts, stored_texts
from flows.rows import offer
from flows.sql_files import sql_files
from transforms.reprint.clusters import Pair, find_clusters
from transforms.reprint.overlap import measure
from transforms.tables import REPRINTS

Row = dict[str, Any]
# What is measured on texts; the rest of `reprints` is asked of the tables.
_MEASURED = ("containment", "words_cut", "words_added", "paragraphs_cut", "paragraphs_added")
_SCHEMA = pa.schema([REPRINTS.schema.field(name) for name in ("cluster_id", "article_id", "longest_id", *_MEASURED)])
_ITSELF = dict(zip(_MEASURED, (1.0, 0, 0, [], []), strict=True))


def write_groups(con: duckdb.DuckDBPyConnection, snapshot: Path, before: Path | None, new: pa.Array) -> None:
    """Write the groups: those of `before` that nothing new touches as they are, all others anew."""
    add_parquet_views(con, snapshot, ("overlaps", "signatures"))
    offer(con, "new_articles_in", pa.table({"article_id": new}))
    _find_touched(con, before)
    _measure_groups(con, snapshot.parent)
    if before:
        carry_over(con, before, snapshot, "reprints", "touched")
    write_table(snapshot, REPRINTS, batches(con, sql_files("tables")["reprints"]), before)


def _find_touched(con: duckdb.DuckDBPyConnection, before: Path | None) -> None:
    """Make `touched`: new articles, those that gave way, and all that hangs together with either."""
    con.execute("CREATE TABLE touched AS SELECT article_id FROM new_articles_in")
    if before:
        con.execute("""
            INSERT INTO touched
            SELECT unnest([article_id, longer_id]) FROM removed_overlaps
        """)
    con.execute("CREATE TABLE pairs AS SELECT article_id, longer_id FROM parquet.overlaps")
    while con.execute("""
        INSERT INTO touched
        SELECT unnest([article_id, longer_id]) AS article_id
        FROM pairs
        WHERE (article_id IN (FROM touched)) <> (longer_id IN (FROM touched))
        EXCEPT FROM touched
    """).fetchone() != (0,):
        pass


def _measure_groups(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Make `measured`: what each article of each group has of the longest text in it."""
    offer(con, "measured_in", _SCHEMA.empty_table())
    con.execute("CREATE TABLE measured AS FROM measured_in")
    waiting: list[tuple[str, str, str]] = []
    for overlaps, sizes in read_related(con):
        rows = []
        for row in _members(_find_groups(overlaps), sizes):
            overlap = overlaps.get((row["article_id"], row["longest_id"]))
            if row["article_id"] == row["longest_id"]:
                rows.append(row | _ITSELF)
            elif overlap:
                rows.append(row | {name: getattr(overlap, name) for name in _MEASURED})
            else:
                waiting.append((row["article_id"], row["longest_id"], row["cluster_id"]))
        _add(con, rows)
    compared = _compared(con, folder, waiting)
    while rows := list(islice(compared, ROWS_IN_BATCH)):
        _add(con, rows)


def _find_groups(overlaps: Overlaps) -> dict[str, list[str]]:
    """Return the articles of each group by the smallest id."""
    ids = sorted({article for pair in overlaps for article in pair})
    numbers = {article: number for number, article in enumerate(ids)}
    found = find_clusters(
        Pair(numbers[longer], numbers[shorter], overlap) for (shorter, longer), overlap in overlaps.items()
    )
    groups = defaultdict[str, list[str]](list)
    for number, group in sorted(found.items()):
        groups[ids[group]].append(ids[number])
    return dict(groups)


def _members(groups: dict[str, list[str]], sizes: dict[str, int]) -> Iterator[Row]:
    for group, articles in groups.items():
        longest = max(articles, key=lambda article: (sizes[article], article))
        for article in articles:
            yield {"cluster_id": group, "article_id": article, "longest_id": longest}


def _compared(con: duckdb.DuckDBPyConnection, folder: Path, waiting: list[tuple[str, str, str]]) -> Iterator[Row]:
    """Yield rows of articles that were not compared with the longest text before: both are read."""
    if not waiting:
        return
    articles, longest, groups = zip(*waiting, strict=True)
    group_of = dict(zip(articles, groups, strict=True))
    sides = pa.array([*articles, *longest]).dictionary_encode()
    ids, places = sides.dictionary, sides.indices.to_numpy().astype(np.int64)
    pairs = Pairs(ids, places[: len(articles)], places[len(articles) :])
    with stored_texts(con, folder, pairs) as stored:
        for_places, for_bodies = tee(read_texts(stored))
        overlaps = measure((text.body, longest_text.body) for _, _, text, longest_text in for_bodies)
        for (article, other, *_), overlap in zip(for_places, overlaps, strict=True):
            article_id = ids[article].as_py()
            row = {"cluster_id": group_of[article_id], "article_id": article_id, "longest_id": ids[other].as_py()}
            yield row | {name: getattr(overlap, name) for name in _MEASURED}


def _add(con: duckdb.DuckDBPyConnection, rows: list[Row]) -> None:
    offer(con, "measured_in", pa.Table.from_pylist(rows, schema=_SCHEMA))
    con.execute("INSERT INTO measured FROM measured_in")
