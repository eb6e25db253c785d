"""Sort more rows than memory holds: throw them into buckets by range, then sort each bucket alone."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.rows import READING, writing

MOST_BUCKETS = 250  # each is an open file
BYTES_AT_ONCE = 64 * 1024 * 1024  # of rows that wait in memory: what is less never goes to disk

Waiting = dict[int, list[pa.Table]]


def starts_of(keys: Sequence[Any], size: int) -> list[Any]:
    """Return the first key of each bucket; `keys` are sorted and each bucket holds about `size` of them."""
    size = max(size, -(-len(keys) // MOST_BUCKETS))
    return [_plain(keys[place]) for place in range(0, len(keys), size)]


def scatter(folder: Path, starts: list[Any], tables: Iterable[pa.Table], key: str) -> Iterator[pa.Table]:
    """Yield one table for each bucket, in order of the buckets; its rows are in no order yet.

    Each of `tables` must be sorted by `key`. What is too much waits on disk below `folder`, is read once and removed.
    """
    folder.mkdir()
    writers: dict[int, pa.RecordBatchStreamWriter] = {}
    waiting: Waiting = defaultdict(list)
    size = 0
    for table in tables:
        for bucket, rows in _slices(table, starts, key):
            waiting[bucket].append(rows)
        size += table.nbytes
        if size >= BYTES_AT_ONCE:
            _store(folder, writers, waiting)
            size = 0
    for bucket in sorted({*writers, *waiting}):
        parts = waiting.pop(bucket, [])
        if bucket in writers:
            parts.append(_read(folder, bucket, writers[bucket]))
        yield pa.concat_tables(parts)


def _store(folder: Path, writers: dict[int, pa.RecordBatchStreamWriter], waiting: Waiting) -> None:
    """Write all that waits behind what is stored of its bucket."""
    for bucket, parts in waiting.items():
        rows = pa.concat_tables(parts).combine_chunks()  # one piece of each column instead of one for each table
        if bucket not in writers:
            writers[bucket] = pa.ipc.new_stream(folder / f"{bucket:03}", rows.schema, options=writing(None))
        writers[bucket].write_table(rows)
    waiting.clear()


def _read(folder: Path, bucket: int, writer: pa.RecordBatchStreamWriter) -> pa.Table:
    writer.close()
    file = folder / f"{bucket:03}"
    with pa.OSFile(str(file)) as source:
        rows = pa.ipc.open_stream(source, options=READING).read_all()
    file.unlink()
    return rows


def _slices(table: pa.Table, starts: list[Any], key: str) -> Iterator[tuple[int, pa.Table]]:
    """Cut a sorted table at the starts of the buckets."""
    keys, places = table[key].combine_chunks(), range(table.num_rows)
    cuts = [bisect_left(places, start, key=lambda place: _plain(keys[place])) for start in starts[1:]]
    for bucket, (low, high) in enumerate(zip([0, *cuts], [*cuts, table.num_rows], strict=True)):
        if low < high:
            yield bucket, table.slice(low, high - low)


def _plain(key: Any) -> Any:
    return key.as_py() if isinstance(key, pa.Scalar) else key
