"""What became of groups that are called otherwise now: the history of `cluster_id`."""

from pathlib import Path

import duckdb

from flows import warehouse
from flows.catalogue import add_parquet_views, quoted
from flows.parts import batches, write_table
from flows.sql_files import sql_files
from transforms.tables import CLUSTER_CHANGES


def write_changes(con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None) -> None:
    """Add to `cluster_changes` what differs from the snapshot before."""
    snapshot = staging / "snapshot"
    if before is None:
        write_table(snapshot, CLUSTER_CHANGES, [])
        return
    add_parquet_views(con, snapshot, ("reprints", "articles"))
    for name in ("reprints", "cluster_changes"):
        files = quoted(f"{before}/{name}/*.parquet")
        con.execute(f"CREATE VIEW {name}_before AS FROM read_parquet({files})")
    con.execute(f"SET VARIABLE snapshot = {int(warehouse.next_snapshot(staging.parent).name)}")
    write_table(snapshot, CLUSTER_CHANGES, batches(con, sql_files("tables")["cluster_changes"]))
