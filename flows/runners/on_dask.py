"""Batches read by the workers of a Dask scheduler; a batch whose worker dies is read by another."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from distributed import Client, KilledWorker, as_completed

from flows.reading import Batch
from flows.runners.elsewhere import read_elsewhere
from flows.workers import RunError

PATIENCE = 10  # seconds until a scheduler must answer
WAITING = 2  # batches for each thread: while one is read, the next is on its way


def read_all(batches: Iterator[Batch], address: str) -> Iterator[tuple[int, str]]:
    """Yield pages and rules of each batch as it is done.

    Raises `RunError` if nobody answers, or a batch kills its workers.
    """
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"dask={address}: no scheduler answers there"
        raise RunError(message) from error
    with client:
        if not (threads := sum(client.nthreads().values())):
            message = f"dask={address}: the scheduler has no workers; start some with `dask worker {address}`"
            raise RunError(message)

        def submit(batch: Batch) -> Any:
            return client.submit(read_elsewhere, batch, pure=False)

        done = as_completed(map(submit, islice(batches, threads * WAITING)), loop=client.loop)
        for future in done:
            yield _answer(future, address)
            if (batch := next(batches, None)) is not None:
                done.add(submit(batch))


def _answer(future: Any, address: str) -> tuple[int, str]:
    try:
        count, version = future.result()
    except KilledWorker as error:
        message = f"dask={address}: several workers died over one batch; look for the cause in their logs"
        raise RunError(message) from error
    return count, version
