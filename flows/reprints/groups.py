"""Groups of reprints: found among all that hangs together with what is new, then measured against the longest text."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from flows.catalogue import add_parquet_views
from flows.parts import batches, carry_over, write_table
from flows.reprints.texts import in_batches, read_texts
from flows.sql_files import sql_files
from transforms.reprint.clusters import Pair, find_clusters
from transforms.reprint.overlap import Overlap
from transforms.reprint.printing import Copy, measure
from transforms.tables import REPRINTS

Groups = dict[str, list[str]]
# What is measured on texts; the rest of `reprints` is asked of the tables.
_MEASURED = ("cluster_id", "article_id", "longest_id", *Copy._fields)
_SCHEMA = pa.schema([REPRINTS.schema.field(name) for name in _MEASURED])


def write_groups(con: duckdb.DuckDBPyConnection, snapshot: Path, before: Path | None, new: pa.Array) -> None:
    """Write the groups: those of `before` that nothing new touches as they are, all others anew."""
    add_parquet_views(con, snapshot, ("overlaps",))
    con.register("new_articles_in", pa.table({"article_id": new}))
    _find_touched(con, before)
    groups = _find_groups(con)
    con.register("measured_in", pa.Table.from_batches(_measured(con, groups), _SCHEMA))
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
            UNION
            FROM removed_articles
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


def _find_groups(con: duckdb.DuckDBPyConnection) -> Groups:
    """Return the articles of each group among what is touched, by the smallest id."""
    rows = (
        con.execute("""
        SELECT * FROM parquet.overlaps SEMI JOIN touched USING (article_id) ORDER BY longer_id, article_id
    """)
        .to_arrow_table()
        .to_pylist()
    )
    ids = sorted({row[side] for row in rows for side in ("article_id", "longer_id")})
    numbers = {article: number for number, article in enumerate(ids)}
    groups = defaultdict[str, list[str]](list)
    found = find_clusters(
        Pair(numbers[row.pop("longer_id")], numbers[row.pop("article_id")], Overlap(**row)) for row in rows
    )
    for number, group in sorted(found.items()):
        groups[ids[group]].append(ids[number])
    return dict(groups)


def _measured(con: duckdb.DuckDBPyConnection, groups: Groups) -> Iterator[pa.RecordBatch]:
    """Yield what each article of each group has of the longest text."""
    read_in = in_batches((group, article) for group, articles in groups.items() for article in articles)
    waiting = defaultdict[int, Groups](dict)
    for group, articles in groups.items():
        waiting[read_in[group]][group] = articles
    for batch, texts in read_texts(con, read_in):
        rows: list[dict[str, Any]] = []
        for group, articles in waiting.pop(batch).items():
            longest = max(articles, key=lambda article: (len(texts[article].body.letters), article))
            for article in articles:
                copy = measure(texts[article].body, texts[longest].body)
                rows.append({"cluster_id": group, "article_id": article, "longest_id": longest, **copy._asdict()})
        yield pa.RecordBatch.from_pylist(rows, schema=_SCHEMA)
