"""What each run counts of the pages delivered to it, so that the runs after it can tell when something changes."""

from pathlib import Path

import duckdb
import pyarrow as pa

from flows.catalogue import quoted
from flows.rows import offer
from flows.sql_files import sql_files

RUNS_KEPT = 100  # of each input


def tally(con: duckdb.DuckDBPyConnection, snapshot: Path) -> list[tuple[str, int]]:
    """Return key and number of pages for all that a run counts, from the shards beside its staged snapshot."""
    shards = snapshot.parent / "shards"
    for kind in ("readings", "lines"):
        con.execute(f"CREATE VIEW shard_{kind} AS FROM read_parquet({quoted(f'{shards}/{kind}-*.parquet')})")
    con.execute(sql_files("tables")["tallies"])
    return con.execute("FROM tallies ORDER BY key").fetchall()


def newest(con: duckdb.DuckDBPyConnection, runs: pa.Table) -> pa.Table:
    """Return the rows of `runs` in their order, with the tallies of the newest of each input only: state is bounded."""
    offer(con, "all_runs", runs)
    return con.execute(
        """
        SELECT * REPLACE (
            CASE
                WHEN row_number() OVER (
                    PARTITION BY input ORDER BY tallies IS NULL, started_at DESC, run_id DESC
                ) <= $kept THEN tallies
            END AS tallies
        )
        FROM all_runs
        ORDER BY started_at, run_id
        """,
        {"kept": RUNS_KEPT},
    ).to_arrow_table()
