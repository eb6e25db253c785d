"""Run the command line in a process of its own: what it prints, its time, and the memory of it and its workers."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

HERE = Path(__file__).parent.parent.parent
PAGE = os.sysconf("SC_PAGE_SIZE")
HOURS = 3600.0


class Ran(NamedTuple):
    """What a process printed, how it ended, how long it took, and the most memory of it and its children together."""

    out: bytes
    err: bytes
    code: int
    seconds: float
    peak: int


def broadsheet(place: Path, *arguments: str, seconds: float = HOURS) -> Ran:
    """Run `broadsheet` in the folder `place`, its home and its temporary folder there too."""
    return measured(place, "-m", "flows.cli", *arguments, seconds=seconds)


def measured(place: Path, *arguments: str, seconds: float = HOURS) -> Ran:
    """Run Python in the folder `place`."""
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=place, env=surroundings(place), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        watched: list[int] = [0]
        watch = Thread(target=_watch, args=(process, watched), daemon=True)
        watch.start()
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
        watch.join()
    return Ran(out, err, process.returncode, time.monotonic() - started, watched[0])


def surroundings(place: Path) -> dict[str, str]:
    """Return the environment of a process that has nothing but its place."""
    for name in ("home", "tmp"):
        (place / name).mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BROADSHEET", "PREFECT"))}
    return kept | {
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "tmp"),
        "PYTHONPATH": str(HERE),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _watch(process: "subprocess.Popen[bytes]", peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], memory_of(process.pid))
        time.sleep(0.05)


def memory_of(root: int) -> int:
    """Return the resident bytes of a process and all below it, shared pages counted once for each."""
    parents, sizes = {}, {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                status = Path(entry.path, "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)], sizes[int(entry.name)] = int(status[1]), int(status[21]) * PAGE
    family, total = {root}, 0
    while grown := {pid for pid, parent in parents.items() if parent in family and pid not in family}:
        family |= grown
    for pid in family:
        total += sizes.get(pid, 0)
    return total


def on_terminal(place: Path, *arguments: str) -> bytes:
    """Return all that `broadsheet` writes to a terminal."""
    pid, terminal = pty.fork()
    if not pid:
        os.chdir(place)
        command = [sys.executable, "-m", "flows.cli", *arguments]
        os.execve(sys.executable, command, surroundings(place) | {"TERM": "xterm"})  # noqa: S606 (a shell would be one more to obey)
    written = b""
    while select.select([terminal], [], [], 120)[0]:
        try:
            piece = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not piece:
            break
        written += piece
    os.waitpid(pid, 0)
    os.close(terminal)
    return written


def time_units(root: Path, scratch: Path) -> dict[str, dict[str, Any]]:
    """Deliver and read every unit in this process; return slowest unit, seconds and peak memory of each class."""
    from flows.containers import Fields
    from flows.delivery import Delivery
    from flows.knowledge import load_knowledge
    from flows.limits import Limits
    from flows.reading import read_pages

    load_knowledge()
    scratch.mkdir(parents=True, exist_ok=True)
    found: dict[str, dict[str, Any]] = {}
    last, units = None, Delivery(str(root), scratch, Limits(), Fields()).units()
    while True:
        started = time.perf_counter()
        unit = next(units, None)
        if unit is None:
            return found
        kind = unit.source.partition("/")[0]
        delivered = time.perf_counter() - started
        list(read_pages(unit, Limits()))
        seconds = time.perf_counter() - started
        if kind != last:
            last = kind
            Path("/proc/self/clear_refs").write_text("5", "ascii")
        so_far = found.setdefault(kind, {"seconds": 0.0, "slowest": 0.0, "unit": "", "peak": 0})
        so_far["seconds"] += seconds
        if seconds > so_far["slowest"]:
            so_far |= {"slowest": seconds, "unit": f"{unit.source[:80]} ({delivered:.1f} s to deliver)"}
        so_far["peak"] = max(so_far["peak"], _high_water())


def _high_water() -> int:
    status = Path("/proc/self/status").read_text("ascii", "replace")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


if __name__ == "__main__":
    json.dump(time_units(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout)
