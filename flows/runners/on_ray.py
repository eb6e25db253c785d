"""Batches read by a Ray cluster; a batch whose worker dies is read by another."""

from collections.abc import Iterator
from itertools import islice

from flows.reading import Batch
from flows.runners.elsewhere import read_elsewhere
from flows.workers import RunError

WAITING = 2  # batches for each core: while one is read, the next is on its way


def read_all(batches: Iterator[Batch], address: str) -> Iterator[tuple[int, str]]:
    """Yield pages and rules of each batch as it is done.

    Raises `RunError` if nobody answers, or a batch kills its workers.
    """
    import ray  # noqa: PLC0415 (an extra that few install)

    try:
        ray.init(address, configure_logging=False, log_to_driver=False)
    except (ConnectionError, ValueError) as error:
        message = f"ray={address}: no cluster answers there"
        raise RunError(message) from error
    read = ray.remote(max_retries=3)(read_elsewhere)
    try:
        most = WAITING * int(ray.cluster_resources().get("CPU", 1))
        waiting = [read.remote(batch) for batch in islice(batches, most)]
        while waiting:
            (done,), waiting = ray.wait(waiting)
            yield ray.get(done)
            waiting += [read.remote(batch) for batch in islice(batches, 1)]
    except ray.exceptions.WorkerCrashedError as error:
        message = f"ray={address}: several workers died over one batch; look for the cause in their logs"
        raise RunError(message) from error
    finally:
        ray.shutdown()
