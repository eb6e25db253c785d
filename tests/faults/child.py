"""The command line with a fault inside: `python -m tests.faults.child KIND WHERE … -- ARGUMENTS`.

Every change that Python makes to the disk is counted: files opened to be written, links, renames, removals, folders,
`fsync`. At the change WHERE the process is killed, told to stop, or its disk is full.

    count FILE        write down what was changed, one line a change
    kill N, stop N    SIGKILL, SIGINT before the N-th change
    full N, broken N  the N-th change and all after it fail: no space left, an error of the device
    clock SECONDS     every clock is so far ahead, or behind
    jitter SEED       folders are listed in another order
"""

import errno
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from flows.cli import main

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES = {"os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.mkdir", "os.truncate"}


def watch(tell: Callable[[str], None]) -> None:
    """Call `tell` before each change to the disk; what it raises is the error of that change."""

    def audit(event: str, args: tuple[Any, ...]) -> None:
        if event in _CHANGES:
            tell(f"{event} {args[0]}")
        elif event == "open" and isinstance(args[0], str) and args[2] & _WRITES and not args[0].startswith("/dev"):
            tell(f"open {args[0]}")

    sync = os.fsync

    def synced(handle: int) -> None:
        tell("fsync")
        sync(handle)

    os.fsync = synced
    sys.addaudithook(audit)


def inject(kind: str, where: str) -> None:
    """Install a fault."""
    done = 0

    def tell(change: str) -> None:
        nonlocal done
        done += 1
        if kind == "count":
            os.write(log, f"{change}\n".encode())
        elif kind in _SIGNALS and done == int(where):
            os.kill(os.getpid(), _SIGNALS[kind])
        elif kind in _ERRORS and done >= int(where) and not change.startswith(("os.remove", "os.rmdir")):
            raise OSError(_ERRORS[kind], os.strerror(_ERRORS[kind]))

    if kind == "clock":
        move_clock(float(where))
    elif kind == "jitter":
        shuffle_folders(int(where))
    else:
        log = os.open(where, os.O_WRONLY | os.O_CREAT) if kind == "count" else -1
        watch(tell)


_SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGINT}
_ERRORS = {"full": errno.ENOSPC, "broken": errno.EIO}


def move_clock(seconds: float) -> None:
    """Let the clocks that people set show another time."""
    import flows.fingerprints
    import flows.snapshots
    import flows.summaries

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Moved":
            there = datetime.now(UTC) + timedelta(seconds=seconds)
            return cls.fromisoformat(there.isoformat()).astimezone(tz)

    flows.fingerprints.time_ns = lambda: time.time_ns() + int(seconds * 1e9)
    flows.snapshots.datetime = flows.summaries.datetime = Moved


def shuffle_folders(seed: int) -> None:
    """Let the system list every folder in another order."""
    chance, scandir, listdir = random.Random(seed), os.scandir, os.listdir

    class Shuffled:
        def __init__(self, path: Any) -> None:
            with scandir(path) as found:
                self.entries = iter(sorted(found, key=lambda _: chance.random()))

        def __iter__(self) -> Any:
            return self.entries

        def __next__(self) -> Any:
            return next(self.entries)

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None: ...

        def close(self) -> None: ...

    os.scandir = lambda path=".": scandir(path) if isinstance(path, int) else Shuffled(path)
    os.listdir = lambda path=".": sorted(listdir(path), key=lambda _: chance.random())


if __name__ == "__main__":
    cut = sys.argv.index("--")
    faults, sys.argv = sys.argv[1:cut], [str(Path(sys.argv[0])), *sys.argv[cut + 1 :]]
    for kind, where in zip(faults[::2], faults[1::2], strict=True):
        inject(kind, where)
    main()
