"""The server that workers are forked from: started early, it imports while the run prepares itself.

Nothing else of ours is imported here.
"""

from multiprocessing import forkserver, get_context
from typing import Any


def start_server() -> Any:
    """Return the context of the server's processes; it starts if it does not run yet, and nobody waits for it."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["flows.preloaded"])
    forkserver.ensure_running()
    return context
