"""Faults of the world around a run, after SQLite's habit: inject one, then look at what must hold, not at the message.

    killing    killed at every change to the disk, or at any time; signals, two at once, workers killed
    reading    readers in a loop while runs publish
    shortage   disk, size of files, open files, memory, rights; Prefect not there
    damage     published files torn, removed, changed, added; other formats; a warehouse that moved
    inputs     what changes between runs and during them; nothing to read
    sameness   the same bytes whatever the surroundings; clocks that go back

After each fault (`judging`): the current snapshot is whole; its rows are those before the command or those after it,
never between; the command ended with 0 and its new state, or with one clear line; run again undisturbed it makes what
it would have made without the fault, and leaves nothing behind.

`tests/test_faults.py` runs a part of each kind, `python -m benchmarks.faults --all` all of them.
"""

from tests.faults import damage, inputs, killing, reading, sameness, shortage
from tests.faults.killing import Check

MODULES = (killing, reading, shortage, damage, inputs, sameness)


def checks() -> dict[str, dict[str, Check]]:
    """Return every check by kind and name."""
    return {kind: found for module in MODULES for kind, found in module.checks().items()}


# The part that tests run: what has failed once, and the quickest of each kind.
PART = {
    "kill -9": ("adding 5", "adding 6", "first 7"),
    "signals": ("adding 2", "SIGTERM adding 1"),
    "two at once": ("three runs",),
    "worker killed": ("1",),
    "readers": ("history, adding",),
    "disk full": ("full adding 4",),
    "file size": ("adding 16 KiB",),
    "open files": ("adding 10",),
    "memory": ("adding 400 MiB",),
    "read-only": ("snapshots",),
    "damaged output": ("nothing new, turned articles", "emptied fingerprints.arrow", "torn snapshot.json",
                       "a copy among the readings", "staging is a file", "forgotten.json is torn", "current is gone"),
    "other versions": (),
    "moved": ("the warehouse",),
    "changed inputs": (),
    "no input": ("empty, --prune",),
    "the same bytes": ("two workers",),
    "clocks": (),
}  # fmt: skip


def part() -> dict[str, dict[str, Check]]:
    """Return the part that tests run."""
    found = checks()
    return {kind: {name: found[kind][name] for name in names} for kind, names in PART.items() if names}
