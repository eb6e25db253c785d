"""The scene of a fault: an input, a warehouse in a known state, a command, and what it would have made undisturbed.

The input is a folder of days, which are moved in and out whole, so that no file of it changes. A warehouse is put
back from a copy made once; both stay in one place, because snapshots and inputs are named by it.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from flows.compacting import compact
from flows.forgetting import forget
from flows.running import run
from flows.summaries import RunSettings, Summary
from tests.faults.judging import State, state
from tests.hostile.archives import a_zip

HERE = Path(__file__).parent.parent.parent
STORY = (
    "The Harbour Courier\n\n{}\n\n- {}\n\nIt {} on the crowd at the pier, and nobody minded.\n\nPrinted on page {}.\n"
)
FORGOTTEN = "day-1/rained.txt"
SECONDS = 120


class Verb(NamedTuple):
    """A command: the warehouse it starts from, the days in the input, its arguments."""

    before: str
    days: int
    arguments: tuple[str, ...]


INGEST = ("ingest", "raw", "--workers", "1")
VERBS = {
    "first": Verb("nothing", 1, INGEST),
    "adding": Verb("first", 2, INGEST),
    "nothing new": Verb("adding", 2, INGEST),
    "third": Verb("adding", 3, INGEST),
    "compact": Verb("third", 3, ("compact",)),
    "forget": Verb("adding", 2, ("forget", FORGOTTEN)),
}


class Ran(NamedTuple):
    """How a command ended; below zero is the signal that ended it."""

    code: int
    out: str
    err: str
    seconds: float


def _pages(day: int) -> dict[str, bytes]:
    """Return the pages of a day; each has a copy of a page of the day before, and one with a name met again."""
    verbs = (("rained", "hailed", "snowed"), ("blew", "froze", "thawed"), ("dripped", "poured", "cleared"))[day - 1]
    texts = {verb: STORY.format("Pier opens", "ADA MARSH", verb, day) for verb in verbs}
    texts["again"] = STORY.format("Pier opens", "Ada Marsh", "rained", 1)
    texts["other"] = STORY.format("Mill closes", ("TOM VALE", "Tom Vale", "Ida Penn")[day - 1], "stormed", day)
    pages = {f"{name}.txt": text.encode() for name, text in texts.items()}
    zipped = [(f"{n}.txt", STORY.format("Quay sold", "IDA PENN", f"drizzled {n} times", day).encode()) for n in "123"]
    return pages | {"empty.txt": b"", "more.zip": a_zip(zipped)}


class Scene:
    """One place for all faults."""

    def __init__(self, base: Path) -> None:
        """Write all days of the input."""
        self.base, self.raw, self.store = base, base / "raw", base / "warehouse"
        self.copies: dict[str, State] = {"nothing": {}}
        for folder in (self.raw, base / "later", base / "copies", base / "home"):
            folder.mkdir(parents=True)
        for day in (1, 2, 3):
            write(base / "later" / f"day-{day}", _pages(day))
        time.sleep(0.1)  # a file younger than a tick of the clock is read by every run

    def begin(self, name: str) -> Verb:
        """Put input and warehouse of a command in place."""
        self.after(name)  # what will be compared is made before, here and not beside it
        return self._place(name)

    def _place(self, name: str) -> Verb:
        verb = VERBS[name]
        self.after(verb.before)
        for entry in self.raw.iterdir():
            entry.rename(self.base / "later" / entry.name) if entry.name.startswith("day") else remove(entry)
        for day in range(1, verb.days + 1):
            (self.base / "later" / f"day-{day}").rename(self.raw / f"day-{day}")
        remove(self.store)
        if verb.before != "nothing":
            shutil.copytree(self.base / "copies" / verb.before, self.store, symlinks=True)
        return verb

    def after(self, name: str) -> State:
        """Return the state that a command leaves undisturbed."""
        if name not in self.copies:
            self._place(name)
            self.again(name)
            self.copies[name] = state(self.store)
            shutil.copytree(self.store, self.base / "copies" / name, symlinks=True)
        return self.copies[name]

    def before(self, name: str) -> State:
        """Return the state that a command starts from."""
        return self.after(VERBS[name].before)

    def again(self, name: str) -> Summary | None:
        """Run a command undisturbed, in this process."""
        settings = RunSettings(str(self.raw), str(self.store))
        if VERBS[name].arguments[0] == "ingest":
            return run(settings)
        compact(settings) if name == "compact" else forget(settings, [FORGOTTEN])
        return None

    def start(
        self,
        *arguments: str,
        fault: tuple[str, ...] = (),
        before: Callable[[], None] | None = None,
        prefix: tuple[str, ...] = (),
        **environment: str,
    ) -> "subprocess.Popen[str]":
        """Start a command with a fault inside; `before` is called in its process, `prefix` runs it."""
        module = ("tests.faults.child", *fault, "--") if fault else ("flows.cli",)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("BROADSHEET", "PREFECT"))}
        kept |= {"HOME": str(self.base / "home"), "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
        kept |= {"BROADSHEET_WAREHOUSE": str(self.store)}
        return subprocess.Popen(
            [*prefix, sys.executable, "-m", *module, *arguments],
            cwd=self.base, env=kept | environment, preexec_fn=before, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def run(self, *arguments: str, **more: object) -> Ran:
        """Run a command to its end."""
        return finish(self.start(*arguments, **more))  # type: ignore[arg-type]

    def changes(self, name: str) -> list[str]:
        """Return the changes to the disk that a command makes, in order."""
        log = self.base / f"changes-{name}"
        if not log.exists():
            self.begin(name)
            self.run(*VERBS[name].arguments, fault=("count", str(log)))
        return log.read_text("utf-8").splitlines()


def finish(process: "subprocess.Popen[str]", seconds: float = SECONDS) -> Ran:
    """Wait for a command; one that hangs is killed, with all that it started, and ends with -9."""
    started = time.monotonic()
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        err += "\nit hung"
    return Ran(process.returncode, out, err, time.monotonic() - started)


def write(folder: Path, pages: dict[str, bytes]) -> None:
    """Write pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in pages.items():
        (folder / name).write_bytes(data)


def remove(path: Path) -> None:
    """Remove whatever is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
