"""A pool whose every task can be ended: a page that hangs or kills its process costs only itself.

Each worker says in shared memory which page it reads and since when (`watching`). The parent looks at the
clock: behind a page that takes long the batch ends, and its rest is a batch for whoever is free; a worker that
exceeds the limit is killed, the page is named, and a fresh process reads what the batch still has.
Sizes and counts have refused nearly every such page before (see flows/limits.py).
"""

import os
import signal
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import connection, parent_process
from threading import Thread
from types import ModuleType
from typing import Any, NamedTuple

from flows.forking import start_server
from flows.reading import Batch, read_batch
from flows.troubles import sentence
from flows.watching import Watch

PATIENCE = 0.5  # seconds between two looks at the clock
SLOW = 1.0  # seconds of one page, after which the pages behind it are given to whoever is free


class RunError(Exception):
    """The run cannot go on: the message says why and what to do."""


class Worker(NamedTuple):
    """One process, the pipe to it, and what it shares with us."""

    process: Any
    pipe: Any
    watch: Watch


def read_all(batches: Iterator[Batch], workers: int, seconds: float) -> Iterator[int]:
    """Read batches in `workers` processes; yield the number of pages of each, or of each part of one, as it is done.

    Few batches wait at a time, so that memory stays flat. Raises `RunError` if a worker dies where
    no page can be blamed.
    """
    context = start_server()
    pool = [_start(context) for _ in range(workers)]
    busy: dict[int, Batch] = {}
    waiting = deque(islice(batches, 1))
    try:
        while waiting or busy:
            for place in range(workers):
                if waiting and place not in busy:
                    busy[place] = _give(pool[place], waiting.popleft())
                    waiting += islice(batches, 0 if waiting else 1)  # listed while the others are read
            ready = connection.wait([pool[place].pipe for place in busy], min(PATIENCE, seconds))
            for place in list(busy):
                worker = pool[place]
                if worker.pipe in ready and (count := _answer(worker)) is not None:
                    del busy[place]
                    yield count
                elif worker.pipe in ready or worker.watch.takes(seconds):
                    blamed = _blame(worker, busy.pop(place), seconds, hung=worker.pipe not in ready)
                    pool[place] = _start(context)
                    busy[place] = _give(pool[place], blamed)
                elif workers > 1 and (end := worker.watch.cut(SLOW)):
                    busy[place], rest = _part(busy[place], end)
                    waiting.extendleft([rest] if rest.units else [])
    finally:
        for worker in pool:
            worker.process.kill()


def _give(worker: Worker, batch: Batch) -> Batch:
    worker.watch.begin()
    worker.pipe.send(batch)
    return batch


def _part(batch: Batch, end: int) -> tuple[Batch, Batch]:
    """Return what a worker still reads of a batch, and the rest as a batch of its own."""
    rest = batch._replace(units=batch.units[end:], first=batch.first + end)
    return batch._replace(units=batch.units[:end]), rest


def _start(context: Any) -> Worker:
    ours, theirs = context.Pipe()
    watch = Watch(context)
    process = context.Process(target=_work, args=(theirs, watch), daemon=True)
    with _without_main():
        process.start()
    theirs.close()
    return Worker(process, ours, watch)


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the caller's main module: a worker needs nothing of it, and would run a script that has no guard again."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _work(pipe: Any, watch: Watch) -> None:
    """Read batch after batch; an error is sent back as its text."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is asked, and ends its workers
    _die_with_parent()
    while True:
        try:
            batch = pipe.recv()
        except EOFError:
            return
        try:
            answer: int | str = read_batch(batch, watch)
        except Exception as error:  # noqa: BLE001 (whatever it is, the parent says it)
            answer = sentence(error) or f"{type(error).__name__}: {error}"
        watch.rest()
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


def _blame(worker: Worker, batch: Batch, seconds: float, *, hung: bool) -> Batch:
    """End a worker and return its batch with the page that it was reading set aside."""
    worker.process.kill()
    worker.process.join()
    place = worker.watch.place
    if place < 0:
        message = f"a worker died with code {worker.process.exitcode} while it wrote; free memory or disk, run again"
        raise RunError(message)
    if hung:
        reason, detail = "timeout", f"Reading the page took longer than {seconds:g} seconds."
    else:
        reason, detail = "crash", f"Reading the page ended its process (code {worker.process.exitcode})."
    unit = batch.units[place]._replace(reason=reason, detail=detail)
    return batch._replace(units=(*batch.units[:place], unit, *batch.units[place + 1 :]))
