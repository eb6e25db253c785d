"""What has jumped since the runs before, and which editions lack: `sql/alarms`, which report and never stop a run."""

from pathlib import Path
from typing import Any

import duckdb

from flows import catalogue
from flows.sql_files import sql_files

COLUMNS = (
    "alarm", "input", "key", "rate_before", "rate", "pages_before", "pages", "times_the_odds", "deviations",
    "expected", "articles", "since", "run_id",
)  # fmt: skip

Row = dict[str, Any]


def find_alarms(
    snapshot: Path, thresholds: dict[str, float], con: duckdb.DuckDBPyConnection | None = None
) -> list[Row]:
    """Return all that `sql/alarms` finds in the runs and editions of a snapshot, by alarm; NULL is what it says not."""
    with catalogue.open_snapshot(snapshot, con) as corpus:
        set_thresholds(corpus, thresholds)
        return ask_alarms(corpus)


def set_thresholds(corpus: duckdb.DuckDBPyConnection, thresholds: dict[str, float]) -> None:
    """Let all that is asked there afterwards keep to these thresholds."""
    for name, value in thresholds.items():
        corpus.execute(f"SET VARIABLE {name} = {value}")


def ask_alarms(corpus: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return what all alarms find in an open snapshot."""
    found: list[Row] = []
    for query in sql_files("alarms").values():
        rows = corpus.execute(query).to_arrow_table().to_pylist()
        found += ({name: row.get(name) for name in COLUMNS} for row in rows)
    return found


def sentence(row: Row) -> str:
    """Say what an alarm found.

    >>> sentence({"alarm": "rule stops", "key": "text-v1/tail", "rate_before": 0.98, "rate": 0.0, "pages": 240})
    'rule stops: text-v1/tail, 98.0% before, now 0.0% of 240 pages'
    >>> sentence({"alarm": "short edition", "key": "the-x/2020-03-14", "expected": 40.0, "articles": 12})
    'short edition: the-x/2020-03-14, 12 articles where 40 are usual'
    """
    if row.get("expected") is not None:
        return f"{row['alarm']}: {row['key']}, {row['articles']:,} articles where {row['expected']:,.0f} are usual"
    before, now = row["rate_before"], row["rate"]
    return f"{row['alarm']}: {row['key']}, {before:.1%} before, now {now:.1%} of {row['pages']:,} pages"
