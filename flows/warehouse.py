"""Where the tables live: one folder for each published snapshot, and a link to the newest.

warehouse/
current        -> snapshots/000007       one rename of this link publishes everything
corpus.duckdb  -> current/corpus.duckdb
snapshots/000007/<table>/part-….parquet, corpus.duckdb, snapshot.json
forgotten.json                           pages that were taken out
staging/                                 a run in progress; what a killed run left is removed
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FORMAT = 2
FORGOTTEN = "forgotten.json"


class WarehouseError(Exception):
    """The warehouse cannot be used as asked: the message says why and what to do."""


def current_snapshot(warehouse: Path) -> Path:
    """Return the folder of the newest snapshot, the link resolved once.

    Raises `WarehouseError` if nothing was published yet.
    """
    try:
        return (warehouse / "current").resolve(strict=True)
    except OSError as error:
        message = f"{warehouse}: no corpus here yet; `broadsheet ingest` makes one, --warehouse names another place"
        raise WarehouseError(message) from error


def previous_snapshot(warehouse: Path) -> Path | None:
    """Return the newest snapshot, None before the first run."""
    return current_snapshot(warehouse) if (warehouse / "current").exists() else None


def about(snapshot: Path | None) -> dict[str, Any]:
    """Return what a snapshot says of itself: format, inputs with their roots."""
    if snapshot is None:
        return {"format": FORMAT, "inputs": {}, "authors": None, "corrections": None}
    said: dict[str, Any] = json.loads((snapshot / "snapshot.json").read_text("utf-8"))
    if said["format"] != FORMAT:
        message = f"{snapshot}: written by another version of broadsheet (format {said['format']}); use that one"
        raise WarehouseError(message)
    return said


def kept(said: dict[str, Any]) -> dict[str, Any]:
    """Return what a snapshot says of itself that holds for one with the same rows, too."""
    return {key: said.get(key) for key in ("format", "inputs", "authors", "corrections")}


@contextmanager
def only_writer(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for one run; the lock dies with its process.

    Raises `WarehouseError` if another run holds it or the folder cannot be written.
    """
    try:
        warehouse.mkdir(parents=True, exist_ok=True)
        lock = (warehouse / ".lock").open("a")  # opened anew it would look changed
    except OSError as error:
        message = f"{warehouse}: cannot be written ({error.strerror}); name another place with --warehouse"
        raise WarehouseError(message) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            message = f"{warehouse}: another run is writing here; wait for it to end"
            raise WarehouseError(message) from error
        yield


def fresh_staging(warehouse: Path) -> Path:
    """Return an empty folder for a run; what a killed run left there goes."""
    staging = warehouse / "staging"
    shutil.rmtree(staging, ignore_errors=True)
    (staging / "shards").mkdir(parents=True)
    scratch(warehouse).mkdir()
    (staging / "snapshot").mkdir()
    return staging


def clear_staging(warehouse: Path) -> None:
    """Remove what a run wrote that publishes nothing."""
    shutil.rmtree(warehouse / "staging", ignore_errors=True)


def forgotten(warehouse: Path) -> frozenset[str]:
    """Return the ids of the pages that were taken out, and are not to be read again."""
    file = warehouse / FORGOTTEN
    return frozenset(json.loads(file.read_text("utf-8"))) if file.exists() else frozenset()


def remember_forgotten(warehouse: Path, pages: Iterable[str]) -> None:
    """Write down what is to be forgotten, before anything is changed: a run that is killed now forgets it too."""
    new = warehouse / f"{FORGOTTEN}.new"
    new.write_text(json.dumps(sorted(forgotten(warehouse) | set(pages)), indent=1), "utf-8")
    sync(new)
    new.replace(warehouse / FORGOTTEN)
    sync(warehouse)


def scratch(warehouse: Path) -> Path:
    """Return the folder of a run for archives inside archives; it is inside the staging folder."""
    return warehouse / "staging" / "scratch"


def next_snapshot(warehouse: Path) -> Path:
    """Return the place of the snapshot to come."""
    numbers = [int(f.name) for f in (warehouse / "snapshots").glob("[0-9]*")]
    return warehouse.resolve() / "snapshots" / f"{max(numbers, default=0) + 1:06}"


def publish(warehouse: Path, staged: Path, final: Path) -> None:
    """Make a staged snapshot the current one: all tables or none, and safe on the disk first."""
    for file in sorted(staged.rglob("*")):
        sync(file)
    final.parent.mkdir(exist_ok=True)
    staged.rename(final)
    sync(final.parent)
    point(warehouse / "current", f"snapshots/{final.name}")
    point(warehouse / "corpus.duckdb", "current/corpus.duckdb")
    sync(warehouse)
    shutil.rmtree(warehouse / "staging", ignore_errors=True)


def point(link: Path, target: str) -> None:
    """Let a link point elsewhere in one step."""
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)


def sync(path: Path) -> None:
    """Write a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
