"""Open a corpus for questions, wherever it lies."""

from pathlib import Path

import duckdb

from flows.catalogue import open_snapshot
from flows.snapshots import find_snapshot


def open_warehouse(address: str, as_of: int | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection on the current snapshot of a warehouse, a folder or in a bucket, or on an earlier one.

    Raises `WarehouseError` if there is none.
    """
    if "://" not in address:
        return open_snapshot(find_snapshot(Path(address), as_of))
    from flows.objects.asking import open_bucket  # noqa: PLC0415 (which a folder need not pay)

    return open_bucket(address, as_of)
