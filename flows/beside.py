"""Some work in a thread of its own, while the run goes on with what does not need it."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pyarrow as pa

Write = Callable[[Iterable[pa.RecordBatch]], None]


@contextmanager
def writing_beside(write: Write, rows: Iterable[pa.RecordBatch], *, threads: int) -> Iterator[None]:
    """Write rows while the block runs, before it where there is but one thread; what was written is there after it.

    If the block fails, the writing ends at the next rows.
    """
    if threads == 1:
        write(rows)
        yield
        return
    stop = Event()
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write, _until(stop, rows))
        try:
            yield
        except BaseException:
            stop.set()
            raise
        written.result()


def _until(stop: Event, rows: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in rows:
        if stop.is_set():
            return
        yield batch
