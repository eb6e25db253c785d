"""Sort more rows than memory holds: throw them into buckets by range, then sort each bucket alone."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from flows.rows import READING, writing

MOST_BUCKETS = 250  # each is an open file


def starts_of(keys: pa.ChunkedArray, size: int) -> list[str]:
    """Return the first key of each bucket; `keys` are sorted and each bucket holds about `size` of them."""
    size = max(size, -(-len(keys) // MOST_BUCKETS))
    return [keys[place].as_py() for place in range(0, len(keys), size)]


def scatter(folder: Path, starts: list[str], tables: Iterable[pa.Table], key: str) -> Iterator[pa.Table]:
    """Yield one table for each bucket, in order of the buckets; its rows are in no order yet.

    Each of `tables` must be sorted by `key`. Buckets wait on disk below `folder`, each is
    read once and removed.
    """
    folder.mkdir()
    writers: dict[int, pa.RecordBatchStreamWriter] = {}
    for table in tables:
        for bucket, rows in _slices(table, starts, key):
            if bucket not in writers:
                writers[bucket] = pa.ipc.new_stream(folder / f"{bucket:03}", table.schema, options=writing("lz4"))
            writers[bucket].write_table(rows)
    for writer in writers.values():
        writer.close()
    for bucket in sorted(writers):
        file = folder / f"{bucket:03}"
        with pa.OSFile(str(file)) as source:
            yield pa.ipc.open_stream(source, options=READING).read_all()
        file.unlink()


def _slices(table: pa.Table, starts: list[str], key: str) -> Iterator[tuple[int, pa.Table]]:
    """Cut a sorted table at the starts of the buckets."""
    keys = table[key].to_pylist()
    cuts = [bisect_left(keys, start) for start in starts[1:]]
    for bucket, (low, high) in enumerate(zip([0, *cuts], [*cuts, len(keys)], strict=True)):
        if low < high:
            yield bucket, table.slice(low, high - low)
