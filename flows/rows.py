"""Read and sort rows of Arrow in the thread that asks.

Where memory is short a thread cannot be started, and Arrow then waits for its work for ever: no call of ours may
need its pools. Each table here is read once, and small enough for one thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

READING = pa.ipc.IpcReadOptions(use_threads=False)


def writing(compression: str | None) -> pa.ipc.IpcWriteOptions:
    """Return how streams and files of Arrow are written."""
    return pa.ipc.IpcWriteOptions(compression=compression, use_threads=False)


def read_part(file: Path, columns: list[str] | None = None) -> pa.Table:
    """Return all rows of a Parquet file, or `columns` of them."""
    with pq.ParquetFile(file, pre_buffer=False) as part:
        return part.read(columns, use_threads=False)


def count_rows(file: Path) -> int:
    """Return the number of rows of a Parquet file."""
    with pq.ParquetFile(file, pre_buffer=False) as part:
        return int(part.metadata.num_rows)


def in_order(rows: pa.Table, *columns: str) -> pa.Table:
    """Return rows sorted by columns.

    >>> in_order(pa.table({"page": ["b", "a", "a"], "line": [1, 2, 1]}), "page", "line").to_pylist()[0]
    {'page': 'a', 'line': 1}
    """
    return rows.take(pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in columns]))


def without_twins(rows: pa.Table, *columns: str) -> pa.Table:
    """Return rows in order of some columns without those that are alike in all of them to the row before.

    >>> without_twins(pa.table({"page": ["a", "a", "a"], "line": [1, 1, 2]}), "page", "line")["line"].to_pylist()
    [1, 2]
    """
    if not len(rows):
        return rows
    keys = [rows[name].combine_chunks() for name in columns]
    is_new = pc.not_equal(keys[0][1:], keys[0][:-1])
    for key in keys[1:]:
        is_new = pc.or_(is_new, pc.not_equal(key[1:], key[:-1]))
    return rows if pc.all(is_new).as_py() else rows.filter(pa.concat_arrays([pa.array([True]), is_new]))


def offer(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Let the next query of the database read rows under a name, once: a stream needs no scanner of Arrow."""
    con.register(name, rows.__arrow_c_stream__())
