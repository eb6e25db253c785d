"""The rows of an export, in the order of the table, some thousands at a time.

To sort all texts would take as much memory, or room on the disk, as the corpus has: only the keys are sorted.
"""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from flows.catalogue import QueryError, quoted
from flows.export.columns import expressions
from transforms.tables import Column

ROWS_IN_SLAB = 5_000
_ROWS_IN_BATCH = 1_000


def choose(con: duckdb.DuckDBPyConnection, where: str | None) -> None:
    """Make the table `chosen`: the articles for which a condition holds, each with its slab.

    Raises `QueryError` if it is more than a condition.
    """
    if where is not None:
        try:
            duckdb.SQLExpression(where)
        except duckdb.Error as error:
            message = f"--where takes one condition on `articles`, as it stands behind WHERE: {error}"
            raise QueryError(message) from error
    asked = "FROM articles" if where is None else f"SELECT * FROM articles WHERE (\n{where}\n)"
    question = f"""
        SELECT
            article_id, outlet_id, published, language, word_count, authors, others, cluster_id,
            (row_number() OVER (ORDER BY outlet_id, published, article_id) - 1) // {ROWS_IN_SLAB} AS slab
        FROM ({asked})
        LEFT JOIN article_authors USING (article_id)
        LEFT JOIN (SELECT article_id, cluster_id FROM parquet.reprints) USING (article_id)
    """
    con.execute(f"CREATE TEMP TABLE chosen AS {question}")


def chosen_rows(con: duckdb.DuckDBPyConnection, columns: tuple[Column, ...]) -> Iterator[pa.RecordBatch]:
    """Yield the chosen articles."""
    for slab, places in _slabs(con):
        yield from con.execute(f"""
            SELECT {expressions(columns)}
            FROM (SELECT * FROM articles {places})
            JOIN (SELECT article_id, authors, others, cluster_id FROM chosen WHERE slab = {slab}) USING (article_id)
            ORDER BY outlet_id, published, article_id
        """).to_arrow_reader(_ROWS_IN_BATCH)


def _slabs(con: duckdb.DuckDBPyConnection) -> list[tuple[int, str]]:
    """Return each slab with a condition that lets most parts be passed over: newspapers and days that it spans."""
    found = con.execute("""
        SELECT
            slab,
            CASE WHEN count(outlet_id) = count(*) THEN [min(outlet_id), max(outlet_id)] END,
            CASE WHEN count(published) = count(*) THEN [min(published)::VARCHAR, max(published)::VARCHAR] END
        FROM chosen
        GROUP BY slab
        ORDER BY slab
    """).fetchall()
    return [(slab, _where(outlets, days)) for slab, outlets, days in found]


def _where(outlets: list[str] | None, days: list[str] | None) -> str:
    spans = {"outlet_id": outlets, "published": days}
    between = [f"{name} BETWEEN {quoted(s[0])} AND {quoted(s[1])}" for name, s in spans.items() if s]
    return f"WHERE {' AND '.join(between)}" if between else ""
