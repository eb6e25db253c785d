"""The server that processes are forked from: started early, it imports while the run prepares itself.

Nothing else of ours is imported here.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, get_context, parent_process
from threading import Thread
from types import ModuleType
from typing import Any


def start_server() -> Any:
    """Return the context of the server's processes; it starts if it does not run yet, and nobody waits for it."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["flows.preloaded"])
    forkserver.ensure_running()
    return context


@contextmanager
def without_main() -> Iterator[None]:
    """Hide the caller's main module: a worker needs nothing of it, and would run a script that has no guard again."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def follow_parent() -> None:
    """Let this process end when the run that started it is killed, for nobody else would end it, and not before."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is asked, and ends its workers
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
