"""Where the tables live: one folder for each published snapshot, and a link to the newest.

warehouse/
current        -> snapshots/000007       one rename of this link publishes everything
corpus.duckdb  -> current/corpus.duckdb
snapshots/000007/<table>/part-….parquet, corpus.duckdb, snapshot.json
forgotten.json                           pages that were taken out
report.html                              the corpus at a glance, see `flows.report`
staging/                                 a run in progress; what a killed run left is removed
origin                                   the address of the bucket that this is a working copy of, see `flows.objects`
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

FORMAT = 3
UPGRADABLE = frozenset({2})  # formats that `flows.upgrading` reads
FORGOTTEN = "forgotten.json"
REPORT = "report.html"
ORIGIN = "origin"


class WarehouseError(Exception):
    """The warehouse cannot be used as asked: the message says why and what to do."""


def current_snapshot(warehouse: Path) -> Path:
    """Return the folder of the newest snapshot, the link resolved once.

    Raises `WarehouseError` if nothing was published yet, or by another version of broadsheet.
    """
    found = current_folder(warehouse)
    about(found)
    return found


def current_folder(warehouse: Path) -> Path:
    """Return the same, whatever version of broadsheet has published it."""
    link = warehouse / "current"
    try:
        found = link.resolve(strict=True)
    except OSError as error:
        message = (
            f"{named(warehouse)}: no corpus here yet; `broadsheet ingest` makes one, --warehouse names another place"
        )
        raise WarehouseError(message) from error
    if not link.is_symlink():
        message = f"{link}: is no link to a snapshot any more; move it away, `broadsheet ingest` makes the link again"
        raise WarehouseError(message)
    return found


def no_corpus(place: str) -> str:
    """Say what to do where nothing was published yet."""
    return f"{place}: no corpus here yet; `broadsheet ingest` makes one, --warehouse names another place"


def named(warehouse: Path) -> str:
    """Return a warehouse as people name it: its folder, or the address that it is a working copy of."""
    origin = warehouse / ORIGIN
    return origin.read_text("utf-8") if origin.exists() else str(warehouse)


def beside(warehouse: Path, name: str) -> tuple[Path, str]:
    """Return the file of this name beside a warehouse, and what people call it: of a bucket's it is a copy."""
    file, place = warehouse.parent / name, named(warehouse)
    return file, f"{place}/{name}" if "://" in place else str(file)


def previous_snapshot(warehouse: Path) -> Path | None:
    """Return the newest snapshot, None before the first run."""
    return current_snapshot(warehouse) if (warehouse / "current").exists() else None


def recover(warehouse: Path) -> None:
    """Finish or take back what a run that was killed left between two steps; make a lost link again.

    A corpus is never begun anew beside snapshots that are there: their pages may be in no input any more.
    """
    snapshots = warehouse / "snapshots"
    for old in snapshots.glob(".*.old"):  # a takedown from an older snapshot was under way
        place = old.with_name(old.name.split(".")[1])
        shutil.rmtree(old) if place.exists() else old.rename(place)
    for left in (*snapshots.glob("[0-9]*"), *warehouse.glob(".*.new")):
        if left.is_symlink() or left.name.startswith("."):
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
    kept = sorted(said.parent.name for said in snapshots.glob("[0-9]*/snapshot.json"))
    if kept and not (warehouse / "current").exists():
        point(warehouse / "current", f"snapshots/{kept[-1]}")
    if kept and not (warehouse / "corpus.duckdb").exists():
        point(warehouse / "corpus.duckdb", "current/corpus.duckdb")


def about(snapshot: Path | None) -> dict[str, Any]:
    """Return what a snapshot says of itself: format, inputs with their roots.

    Raises `WarehouseError` if it has another format than today's.
    """
    if snapshot is None:
        return {"format": FORMAT, "inputs": {}, "authors": None, "corrections": None, "reprints": True, "index": False}
    said = about_any(snapshot)
    refuse_foreign(snapshot, said["format"])
    if said.get("digest", digest_of(said)) != digest_of(said):
        raise WarehouseError(_damaged(snapshot))
    return said


def refuse_foreign(snapshot: object, version: object) -> None:
    """Raise `WarehouseError` if a snapshot has another format than today's."""
    if version != FORMAT:
        raise WarehouseError(_foreign(snapshot, version))


def about_any(snapshot: Path) -> dict[str, Any]:
    """Return the same of a snapshot in whatever format.

    Raises `WarehouseError` if it cannot be read.
    """
    try:
        said: dict[str, Any] = json.loads((snapshot / "snapshot.json").read_text("utf-8"))
        said["format"]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise WarehouseError(_damaged(snapshot)) from error
    return said


def _damaged(snapshot: Path) -> str:
    return f"{snapshot}/snapshot.json: is damaged; restore it, or go back: broadsheet rollback"


def _foreign(snapshot: object, version: object) -> str:
    """Say what to do with a snapshot of another format."""
    if isinstance(version, int) and version > FORMAT:
        return f"{snapshot}: written by a newer broadsheet (format {version}); update broadsheet"
    if version in UPGRADABLE:
        return f"{snapshot}: written by an older broadsheet (format {version}); run broadsheet upgrade"
    return (
        f"{snapshot}: written by a broadsheet that is too old (format {version});"
        " ingest its pages anew, into another --warehouse"
    )


def digest_of(said: dict[str, Any]) -> str:
    """Return what tells whether a word of what a snapshot says of itself has turned."""
    rest = {key: value for key, value in said.items() if key != "digest"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()[:16]


def kept(said: dict[str, Any]) -> dict[str, Any]:
    """Return what a snapshot says of itself that holds for one with the same rows, too."""
    return {key: said.get(key) for key in ("format", "inputs", "authors", "corrections", "reprints", "index")}


@contextmanager
def only_writer(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse for one run; the lock dies with its process.

    What a run has changed in a working copy is published when it ends well.

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
            message = f"{named(warehouse)}: another run is writing here; wait for it to end"
            raise WarehouseError(message) from error
        is_copy = (warehouse / ORIGIN).exists()
        with _held(warehouse) if is_copy else nullcontext():
            recover(warehouse)
            before = _current_name(warehouse)
            try:
                yield
            except BaseException as error:
                clear_staging(warehouse)  # a full disk has its room again
                now = _current_name(warehouse)
                is_as_before = now == before or is_copy
                error.add_note("nothing was published" if is_as_before else f"snapshot {now} is published")
                raise


def _held(copy: Path) -> AbstractContextManager[None]:
    """Return what brings a working copy to the bucket's state, and publishes what was changed."""
    from flows.objects.publishing import held  # noqa: PLC0415 (which a folder need not pay)

    return held(copy)


def _current_name(warehouse: Path) -> int | None:
    """Return the number of the current snapshot, None where there is none."""
    name = (warehouse / "current").resolve().name
    return int(name) if name.isdigit() else None


def fresh_staging(warehouse: Path) -> Path:
    """Return an empty folder for a run; what a killed run left there goes."""
    clear_staging(warehouse)
    staging = warehouse / "staging"
    (staging / "shards").mkdir(parents=True)
    scratch(warehouse).mkdir()
    (staging / "snapshot").mkdir()
    return staging


def clear_staging(warehouse: Path) -> None:
    """Remove what a run wrote that publishes nothing."""
    staging = warehouse / "staging"
    if staging.is_symlink() or staging.is_file():
        staging.unlink()
    shutil.rmtree(staging, ignore_errors=True)


def remove_report(warehouse: Path) -> None:
    """Remove the report: it may show what a page says that is being taken out."""
    for file in (REPORT, f".{REPORT}.new"):
        (warehouse / file).unlink(missing_ok=True)


def forgotten(warehouse: Path) -> frozenset[str]:
    """Return the ids of the pages that were taken out, and are not to be read again."""
    file = warehouse / FORGOTTEN
    if not file.exists():
        return frozenset()
    try:
        found = json.loads(file.read_text("utf-8"))
        if not isinstance(found, list):
            raise TypeError  # noqa: TRY301
        return frozenset(map(str, found))
    except (OSError, ValueError, TypeError) as error:
        message = f"{file}: is no list of pages; restore it: without it pages that were taken out would be read again"
        raise WarehouseError(message) from error


def remember_forgotten(warehouse: Path, pages: Iterable[str]) -> None:
    """Write down what is not to be read again, before anything is changed; the next writer ends a killed takedown."""
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
