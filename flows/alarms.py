"""What has jumped since the runs before: the alarms of `sql/alarms`, which report and never stop a run."""

from pathlib import Path
from typing import Any

import duckdb

from flows import catalogue
from flows.sql_files import sql_files

COLUMNS = (
    "alarm", "input", "key", "rate_before", "rate", "pages_before", "pages", "times_the_odds", "deviations", "since",
    "run_id",
)  # fmt: skip

Row = dict[str, Any]


def find_alarms(
    snapshot: Path, thresholds: dict[str, float], con: duckdb.DuckDBPyConnection | None = None
) -> list[Row]:
    """Return all that `sql/alarms` finds in the runs of a snapshot, by alarm."""
    found: list[Row] = []
    with catalogue.open_snapshot(snapshot, con) as corpus:
        for name, value in thresholds.items():
            corpus.execute(f"SET VARIABLE {name} = {value}")
        for query in sql_files("alarms").values():
            found += corpus.sql(query).to_arrow_table().to_pylist()
    return found


def sentence(row: Row) -> str:
    """Say what an alarm found.

    >>> sentence({"alarm": "rule stops", "key": "text-v1/tail", "rate_before": 0.98, "rate": 0.0, "pages": 240})
    'rule stops: text-v1/tail, 98.0% before, now 0.0% of 240 pages'
    """
    before, now = row["rate_before"], row["rate"]
    return f"{row['alarm']}: {row['key']}, {before:.1%} before, now {now:.1%} of {row['pages']:,} pages"
