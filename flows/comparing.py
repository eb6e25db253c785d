"""What differs between two readings of the same pages: two snapshots, or a snapshot and the rules of today."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from flows import catalogue, remote, warehouse
from flows.catalogue import quoted
from flows.containers import Fields
from flows.delivery import Delivery
from flows.replaying import select_pages
from flows.running import batches_of
from flows.summaries import RunSettings
from flows.workers import read_all
from transforms.tables import READINGS

EXAMPLES = 3
# Not what a page says, but how and when it was read.
_ASIDE = frozenset({"input", "source", "file", "page_id", "rules", "fields", "fetched_at", "bytes", "characters"})
FIELDS = tuple(column.name for column in READINGS.columns if column.name not in _ASIDE)


class Difference(NamedTuple):
    """Pages that only one side has, and for each field and rule what changed."""

    only_before: int
    only_after: int
    compared: int
    changed: int
    fields: list[dict[str, Any]]
    rules: list[dict[str, Any]]


def compare_snapshots(before: Path, after: Path) -> Difference:
    """Return what differs between two published snapshots."""
    with duckdb.connect() as con:
        for name, snapshot in (("before", before), ("after", after)):
            for table in ("readings", "lines"):
                files = quoted(f"{snapshot}/{table}/*.parquet")
                con.execute(f"CREATE VIEW {table}_{name} AS FROM read_parquet({files})")
        return _compare(con)


def compare_rules(settings: RunSettings, condition: str | None, sample: int | None) -> Difference:
    """Read pages of an input with the rules of today, publish nothing, and return what they would say else.

    `condition` on `readings` chooses the pages, `sample` that many of them, always the same.
    """
    store = Path(settings.warehouse)
    settings = replace(settings, root=remote.local_path(settings.root))
    snapshot = warehouse.current_snapshot(store)
    settings = replace(settings, forgotten=warehouse.forgotten(store), reprints=False)
    only = select_pages(settings, condition or "true", sample)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        (scratch / "shards").mkdir()
        fields = Fields(**settings.fields)
        delivery = Delivery(settings.root, scratch, settings.limits, fields, frozenset(only))
        delivery.name_pattern = settings.name_pattern
        for _ in read_all(
            batches_of(settings, delivery.units(), str(scratch / "shards")),
            settings.workers,
            settings.limits.page_seconds,
        ):
            pass
        with catalogue.bounded(scratch, settings.memory, settings.workers) as con:
            for table in ("readings", "lines"):
                shards = quoted(f"{scratch}/shards/{table}-*.parquet")
                con.execute(f"CREATE VIEW {table}_after AS FROM read_parquet({shards})")
                files = quoted(f"{snapshot}/{table}/*.parquet")
                con.execute(f"CREATE VIEW all_{table} AS FROM read_parquet({files})")
            con.execute("""
                CREATE TABLE readings_before AS
                FROM all_readings SEMI JOIN readings_after USING (input, source)
            """)
            con.execute("CREATE VIEW lines_before AS FROM all_lines SEMI JOIN readings_before USING (page_id)")
            return _compare(con)


def _compare(con: duckdb.DuckDBPyConnection) -> Difference:
    con.execute("""
        CREATE TABLE pairs AS
        SELECT input, source, b AS before, a AS after
        FROM readings_before AS b FULL JOIN readings_after AS a USING (input, source)
    """)
    differs = " OR ".join(f"before.{name} IS DISTINCT FROM after.{name}" for name in FIELDS)
    counts = con.execute(f"""
        SELECT
            count_if(after.source IS NULL), count_if(before.source IS NULL),
            count_if(before.source IS NOT NULL AND after.source IS NOT NULL),
            count_if(before.source IS NOT NULL AND after.source IS NOT NULL AND ({differs}))
        FROM pairs
    """).fetchone() or (0, 0, 0, 0)
    only_before, only_after, compared, changed = counts
    return Difference(only_before, only_after, compared, changed, [*_fields(con)], [*_rules(con)])


def _fields(con: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Yield each field that changed: in how many pages, and examples."""
    for name in FIELDS:
        rows = con.execute(f"""
            SELECT source, before.{name}::VARCHAR, after.{name}::VARCHAR, count(*) OVER ()
            FROM pairs
            WHERE before.source IS NOT NULL AND after.source IS NOT NULL AND before.{name} IS DISTINCT FROM after.{name}
            ORDER BY input, source
            LIMIT {EXAMPLES}
        """).fetchall()
        for place, (source, before, after, pages) in enumerate(rows):
            yield {
                "field": name,
                "pages": None if place else pages,
                "example": source,
                "before": before,
                "after": after,
            }


def _rules(con: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Yield each rule whose lines hold more or fewer characters than before."""
    rows = con.execute("""
        WITH counted AS (
            SELECT rule, role, length(raw) AS before, 0 AS after FROM lines_before
            UNION ALL
            SELECT rule, role, 0, length(raw) FROM lines_after
        )
        SELECT rule, role, sum(before)::BIGINT, sum(after)::BIGINT
        FROM counted
        GROUP BY ALL
        HAVING sum(before) <> sum(after)
        ORDER BY abs(sum(after) - sum(before)) DESC, rule, role
    """).fetchall()
    yield from (
        {"rule": rule, "role": role, "characters_before": b, "characters_after": a} for rule, role, b, a in rows
    )
