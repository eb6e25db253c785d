"""Groups of reprints: found among all that hangs together with what is new, and told against the longest text."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from flows.catalogue import add_parquet_views
from flows.parts import batches, carry_over, write_table
from flows.reprints.texts import read_texts
from flows.rows import offer
from flows.sql_files import sql_files
from transforms.reprint.clusters import Pair, find_clusters
from transforms.reprint.overlap import Overlap, measure
from transforms.tables import REPRINTS

Groups = dict[str, list[str]]
Overlaps = dict[tuple[str, str], Overlap]  # by the ids of the shorter and the longer article
# What is measured on texts; the rest of `reprints` is asked of the tables.
_MEASURED = ("containment", "words_cut", "words_added", "paragraphs_cut", "paragraphs_added")
_SCHEMA = pa.schema([REPRINTS.schema.field(name) for name in ("cluster_id", "article_id", "longest_id", *_MEASURED)])
_ITSELF = dict(zip(_MEASURED, (1.0, 0, 0, [], []), strict=True))


def write_groups(con: duckdb.DuckDBPyConnection, snapshot: Path, before: Path | None, new: pa.Array) -> None:
    """Write the groups: those of `before` that nothing new touches as they are, all others anew."""
    add_parquet_views(con, snapshot, ("overlaps", "signatures"))
    offer(con, "new_articles_in", pa.table({"article_id": new}))
    _find_touched(con, before)
    overlaps = _read_overlaps(con)
    rows = list(_measured(con, _find_groups(overlaps), overlaps))
    offer(con, "measured_in", pa.Table.from_pylist(rows, schema=_SCHEMA))
    con.execute("CREATE TABLE measured AS FROM measured_in")
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


def _read_overlaps(con: duckdb.DuckDBPyConnection) -> Overlaps:
    """Return what the touched articles share."""
    columns = ", ".join(Overlap._fields)
    rows = con.execute(f"""
        SELECT article_id, longer_id, {columns}
        FROM parquet.overlaps SEMI JOIN touched USING (article_id)
        ORDER BY article_id, longer_id
    """).fetchall()
    return {(shorter, longer): Overlap(*told) for shorter, longer, *told in rows}


def _find_groups(overlaps: Overlaps) -> Groups:
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


def _measured(con: duckdb.DuckDBPyConnection, groups: Groups, overlaps: Overlaps) -> Iterator[dict[str, Any]]:
    """Yield what each article of each group has of the longest text; texts that were not compared before are read."""
    lengths = "SELECT article_id, windows FROM parquet.signatures SEMI JOIN touched USING (article_id)"
    sizes = dict(con.execute(lengths).fetchall())
    waiting = []
    for group, articles in groups.items():
        longest = max(articles, key=lambda article: (sizes[article], article))
        for article in articles:
            row = {"cluster_id": group, "article_id": article, "longest_id": longest}
            if article == longest:
                yield row | _ITSELF
            elif overlap := overlaps.get((article, longest)):
                yield row | _told(overlap)
            else:
                waiting.append(row)
    yield from _compared(con, waiting)


def _told(overlap: Overlap) -> dict[str, Any]:
    return {name: getattr(overlap, name) for name in _MEASURED}


def _compared(con: duckdb.DuckDBPyConnection, waiting: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows with what their article has of the longest text."""
    rows = {(row["article_id"], row["longest_id"]): row for row in waiting}
    for pairs, texts in read_texts(con, rows):
        for article, longest in pairs:
            yield rows[article, longest] | _told(measure(texts[article].body, texts[longest].body))
