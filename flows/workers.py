"""A pool whose every task can be ended: a page that hangs or kills its process costs only itself.

Each worker says in shared memory which page it reads and since when. The parent looks at the
clock; a worker that exceeds it is killed, the page is named, and the rest of its batch is read by
a fresh process. Sizes and counts have refused nearly every such page before (see flows/limits.py).
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection, parent_process
from threading import Thread
from time import monotonic
from types import ModuleType
from typing import Any, NamedTuple

from flows.forking import start_server
from flows.reading import NO_PAGE, Batch, read_batch
from flows.troubles import sentence

PATIENCE = 0.5  # seconds between two looks at the clock


class RunError(Exception):
    """The run cannot go on: the message says why and what to do."""


class Worker(NamedTuple):
    """One process, the pipe to it, and what it tells: place of its page in the batch, and since when."""

    process: Any
    pipe: Any
    state: Any


def read_all(batches: Iterator[Batch], workers: int, seconds: float) -> Iterator[int]:
    """Read batches in `workers` processes; yield the number of pages of each as it is done.

    Few batches wait at a time, so that memory stays flat. Raises `RunError` if a worker dies where
    no page can be blamed.
    """
    context = start_server()
    pool = [_start(context) for _ in range(workers)]
    busy: dict[int, Batch] = {}
    batch = next(batches, None)
    try:
        while batch is not None or busy:
            for place in range(workers):
                if batch is not None and place not in busy:
                    pool[place].pipe.send(batch)
                    busy[place], batch = batch, next(batches, None)
            waiting = [pool[place].pipe for place in busy]
            ready = connection.wait(waiting, min(PATIENCE, seconds))
            for place in list(busy):
                worker = pool[place]
                if worker.pipe in ready and (count := _answer(worker)) is not None:
                    del busy[place]
                    yield count
                elif worker.pipe in ready or _hangs(worker, seconds):
                    blamed = _blame(worker, busy.pop(place), seconds, hung=worker.pipe not in ready)
                    pool[place] = _start(context)
                    pool[place].pipe.send(blamed)
                    busy[place] = blamed
    finally:
        for worker in pool:
            worker.process.kill()


def _start(context: Any) -> Worker:
    ours, theirs = context.Pipe()
    state = context.RawArray("d", [NO_PAGE, 0.0])
    process = context.Process(target=_work, args=(theirs, state), daemon=True)
    with _without_main():
        process.start()
    theirs.close()
    return Worker(process, ours, state)


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the caller's main module: a worker needs nothing of it, and would run a script that has no guard again."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _work(pipe: Any, state: Any) -> None:
    """Read batch after batch; an error is sent back as its text."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is asked, and ends its workers
    _die_with_parent()

    def tell(place: int) -> None:
        state[1] = monotonic()
        state[0] = place

    while True:
        try:
            batch = pipe.recv()
        except EOFError:
            return
        try:
            answer: int | str = read_batch(batch, tell)
        except Exception as error:  # noqa: BLE001 (whatever it is, the parent says it)
            answer = sentence(error) or f"{type(error).__name__}: {error}"
        state[0] = NO_PAGE
        pipe.send(answer)


def _die_with_parent() -> None:
    """Let this worker end when the run that started it is killed: nobody else would end it."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _answer(worker: Worker) -> int | None:
    """Return the number of pages read, None if the worker is dead."""
    with suppress(EOFError, ConnectionError):
        answer = worker.pipe.recv()
        if isinstance(answer, str):
            raise RunError(answer)
        return int(answer)
    return None


def _hangs(worker: Worker, seconds: float) -> bool:
    return bool(worker.state[0] != NO_PAGE and monotonic() - worker.state[1] > seconds)


def _blame(worker: Worker, batch: Batch, seconds: float, *, hung: bool) -> Batch:
    """End a worker and return its batch with the page that it was reading set aside."""
    worker.process.kill()
    worker.process.join()
    place = int(worker.state[0])
    if place < 0:
        message = f"a worker died with code {worker.process.exitcode} while it wrote; free memory or disk, run again"
        raise RunError(message)
    if hung:
        reason, detail = "timeout", f"Reading the page took longer than {seconds:g} seconds."
    else:
        reason, detail = "crash", f"Reading the page ended its process (code {worker.process.exitcode})."
    unit = batch.units[place]._replace(reason=reason, detail=detail)
    return batch._replace(units=(*batch.units[:place], unit, *batch.units[place + 1 :]))
