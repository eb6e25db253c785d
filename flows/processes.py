"""Work on several things at once, each in a process: what Python itself does, threads would do one after the other."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from flows.forking import follow_parent, start_server, without_main
from flows.workers import RunError

Task = TypeVar("Task")
Made = TypeVar("Made")


def in_processes(work: Callable[[Task], Made], tasks: Sequence[Task], workers: int) -> Iterator[Made]:
    """Yield what `work` makes of each task, in order; of a task alone, or with one worker, it is made here.

    Raises `RunError` if a process dies.
    """
    if workers == 1 or len(tasks) < 2:  # noqa: PLR2004 (one alone)
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(workers, start_server(), initializer=follow_parent) as pool:
        try:
            with without_main():
                made = pool.map(work, tasks)
            yield from made
        except BrokenProcessPool as error:
            message = "a process of the run died while it compared texts; free memory, run again"
            raise RunError(message) from error
