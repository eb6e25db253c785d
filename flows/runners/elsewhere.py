"""What a process of an engine does with a batch."""

from multiprocessing import current_process

from flows.reading import Batch, read_batch
from flows.workers import read_all
from transforms import rules


def read_elsewhere(batch: Batch) -> tuple[int, str]:
    """Read a batch and return the number of its pages, and the version of the rules that read them.

    A page that hangs is killed by the clock of `flows.workers`, which needs a process of its own; a daemon, as Dask
    starts its workers unless `distributed.worker.daemon` is false, may have none: there sizes alone bound a page.
    """
    if current_process().daemon:
        count = read_batch(batch)
    else:
        count = sum(read_all(iter([batch]), 1, batch.limits.page_seconds))
    return count, rules.version()
