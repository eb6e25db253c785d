"""What a process costs, with all that it starts: CPU seconds (user and system), seconds by the clock, peak memory.

The measuring process adopts orphans (Linux: `PR_SET_CHILD_SUBREAPER`), so that workers that outlive their parent for a
moment are counted too, and binds itself and so all of them to one core.
"""

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
ADOPT_ORPHANS = 36


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    clock: float


def on_one_core(core: int) -> None:
    """Bind this process and all it starts to a core, and let it adopt their orphans."""
    ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    os.sched_setaffinity(0, {core})


def cost_of(command: Sequence[str], log: Path) -> Cost:
    """Run a command to its end and the ends of all its children; raises `SystemExit` with the end of its log if it fails."""
    before, start = _cpu(), perf_counter()
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS"), "1")
    with log.open("wb") as out:
        done = subprocess.run(command, cwd=ROOT, env=os.environ | threads, stdout=out, stderr=out, check=False)  # noqa: S603 (our own commands)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{log.read_text('utf-8', 'replace')[-1_000:]}")
    clock = perf_counter() - start
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        return Cost(_cpu() - before, clock)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
