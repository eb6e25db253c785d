"""The published states of a warehouse: what each is made of, which are kept, and going back to one.

`snapshot.json` lists every file of its snapshot with size and time. A part is named by a hash of its content,
so a part that did not change is one file under two names, and a damaged one can be told from a touched one.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from flows.catalogue_file import write_catalogue
from flows.search import indexing
from flows.settings import LEAST_KEPT
from flows.warehouse import FORMAT, WarehouseError, about_any, current_snapshot, digest_of, point, sync
from flows.warehouse import about as check_version

ABOUT = "snapshot.json"
YOUNG = timedelta(hours=1)
# The other tables can be made again from these.
_SOURCES = frozenset({"readings", "lines", "runs"})
_HASH = 16
WRITTEN = frozenset({"files", "published_at", "digest"})  # by `write_about`


class Fault(NamedTuple):
    """A file of a snapshot that is `missing`, `changed` or `foreign`."""

    file: str
    what: str

    @property
    def is_fatal(self) -> bool:
        """Whether nothing else in the snapshot tells what the file told, or its rows would count as ours."""
        return self.file.partition("/")[0] in _SOURCES and (self.what != "foreign" or self.file.endswith(".parquet"))

    @property
    def is_index(self) -> bool:
        """Whether only search is slower for it."""
        return self.file.partition("/")[0] == indexing.FOLDER


def numbers(warehouse: Path) -> list[int]:
    """Return the numbers of the kept snapshots, in order; one that is being made, or removed, is none."""
    found = (f.parent for f in (warehouse / "snapshots").glob(f"[0-9]*/{ABOUT}"))
    return sorted(int(f.name) for f in found if f.name.isdigit() and not f.is_symlink())


def find_snapshot(warehouse: Path, number: int | None) -> Path:
    """Return the folder of a snapshot by its number, of the current one without.

    Raises `WarehouseError` if it is not kept, has another format than today's, or none was published yet.
    """
    if number is None or not (kept := numbers(warehouse)):
        return current_snapshot(warehouse)
    if number not in kept:
        message = f"{warehouse}: snapshot {number} is not kept; there are {', '.join(map(str, kept))}"
        raise WarehouseError(message)
    found = warehouse.resolve() / "snapshots" / f"{number:06}"
    version = about_any(found)["format"]
    if version != FORMAT and found != (warehouse / "current").resolve():
        message = f"{warehouse}: snapshot {number} has format {version}; this broadsheet reads format {FORMAT} alone"
        raise WarehouseError(message)
    check_version(found)
    return found


def about(snapshot: Path) -> dict[str, Any]:
    """Return what a snapshot says of itself."""
    said: dict[str, Any] = json.loads((snapshot / ABOUT).read_text("utf-8"))
    return said


def write_about(snapshot: Path, said: dict[str, Any], published_at: str | None = None) -> None:
    """Write what a snapshot says of itself, with all its files and the time, which is now without one."""
    files = {str(f.relative_to(snapshot)): [f.stat().st_size, f.stat().st_mtime_ns] for f in _files(snapshot)}
    time = published_at or datetime.now(UTC).isoformat(timespec="seconds")
    said |= {"published_at": time, "files": files}
    text = json.dumps(said | {"digest": digest_of(said)}, indent=1)
    new = snapshot / f"{ABOUT}.new"
    new.write_text(text, "utf-8")
    new.replace(snapshot / ABOUT)


def _files(snapshot: Path) -> Iterator[Path]:
    return (f for f in sorted(snapshot.rglob("*")) if f.is_file() and f.name != ABOUT)


def link_unchanged(staged: Path, before: Path | None) -> None:
    """Make each staged part that the snapshot before holds too one file with it."""
    if before is None:
        return
    known = {_content(f.name): f for f in before.glob("*/*.parquet")}
    for part in sorted(staged.glob("*/*.parquet")):
        same = known.get(_content(part.name))
        if same is None or same.parent.name != part.parent.name or same.samefile(part):
            continue
        if _is_whole(same):  # else the part that a run just mended would be the damaged one again
            link = part.with_suffix(".link")
            link.hardlink_to(same)
            link.replace(part)


def _content(name: str) -> str:
    return name.removesuffix(".parquet").rpartition("-")[2]


def find_faults(snapshot: Path, *, verify: bool = False) -> list[Fault]:
    """Return the files of a snapshot that are missing, changed or not its own.

    Parts are hashed in doubt, with `verify` all: a bit may have turned behind the system's back.
    """
    listed: dict[str, list[int]] = about(snapshot).get("files", {})
    faults = [Fault(name, "foreign") for f in _files(snapshot) if (name := str(f.relative_to(snapshot))) not in listed]
    for name, (size, time) in listed.items():
        try:
            state = (snapshot / name).stat()
        except OSError:
            faults.append(Fault(name, "missing"))
            continue
        same, is_part = (state.st_size, state.st_mtime_ns) == (size, time), name.endswith(".parquet")
        if is_part and (verify or not same):
            same = state.st_size == size and _is_whole(snapshot / name)
        elif name.startswith(f"{indexing.FOLDER}/part-") and (verify or not same):
            same = state.st_size == size and indexing.is_whole((snapshot / name).parent)
        if not same:
            faults.append(Fault(name, "changed"))
    return faults


def _is_whole(part: Path) -> bool:
    with part.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()[:_HASH] == _content(part.name)


def mend(snapshot: Path, *, verify: bool = False) -> list[Fault]:
    """Return the faults of a snapshot after what another one still holds was put back; `verify` hashes every part.

    An index with a fault is dropped, and none of theirs. Raises `WarehouseError` if a part is lost that nothing else
    tells.
    """
    found = find_faults(snapshot, verify=verify)
    drop_indexes(snapshot, found)
    faults = [fault for fault in found if not fault.is_index]
    for fault in faults:
        if fault.what == "foreign" or not fault.file.endswith(".parquet"):
            continue
        for other in snapshot.parent.glob(f"*/{fault.file}"):
            if other.parent.parent != snapshot and _is_whole(other):
                part = snapshot / fault.file
                part.parent.mkdir(exist_ok=True)
                part.unlink(missing_ok=True)
                part.hardlink_to(other)
                break
    left = find_faults(snapshot, verify=verify) if faults else []
    if fatal := next((fault for fault in left if fault.is_fatal), None):
        mend = "move it away" if fatal.what == "foreign" else "restore it"
        message = f"{snapshot / fatal.file}: {fatal.what}; {mend}, or go back: broadsheet history, broadsheet rollback"
        raise WarehouseError(message)
    return faults


def drop_indexes(snapshot: Path, faults: Iterable[Fault]) -> None:
    """Remove the indexes that have a fault: without one a part is read instead, and it is made again."""
    for fault in faults:
        if fault.is_index:
            place = snapshot / Path(*Path(fault.file).parts[:2])
            shutil.rmtree(place, ignore_errors=True)
            place.unlink(missing_ok=True)


def whole_indexes(snapshot: Path) -> frozenset[str]:
    """Return the names of the parts whose index is as it was published."""
    faulty = {Path(fault.file).parts[1].rpartition("-")[0] for fault in find_faults(snapshot) if fault.is_index}
    return frozenset(indexing.indexes(snapshot)) - faulty


def complete_indexes(snapshot: Path) -> bool:
    """Give each part of a published snapshot an index, where it has none that is whole; tell whether one was made.

    Only under the lock of the writer. A reader has the index of a part, or reads the part.
    """
    drop_indexes(snapshot, find_faults(snapshot))
    if indexing.indexes(snapshot).keys() == indexing.parts(snapshot).keys():
        return False
    try:
        indexing.write_indexes(snapshot, [])
    except OSError:
        drop_indexes(snapshot, find_faults(snapshot))  # a full disk has its room again
        raise
    for file in sorted((snapshot / indexing.FOLDER).rglob("*")):
        sync(file)
    said = about(snapshot)
    rest = {key: value for key, value in said.items() if key not in WRITTEN}
    write_about(snapshot, rest | {"index": True}, said["published_at"])
    return True


def clear_old(warehouse: Path, keep: int) -> None:
    """Remove all but the last `keep` snapshots, never the current one nor one that is younger than an hour."""
    current = current_snapshot(warehouse)
    kept = {f"{number:06}" for number in numbers(warehouse)[-max(keep, LEAST_KEPT) :]}
    for snapshot in sorted(current.parent.glob("[0-9]*")):
        if snapshot != current and snapshot.name not in kept and _age(snapshot) > YOUNG:
            shutil.rmtree(snapshot, ignore_errors=True)


def _age(snapshot: Path) -> timedelta:
    with suppress(OSError, ValueError, KeyError):
        return datetime.now(UTC) - datetime.fromisoformat(about(snapshot)["published_at"])
    return timedelta.max  # broken: of no use to anybody


def roll_back(warehouse: Path, number: int) -> Path:
    """Make an earlier snapshot the current one; later ones are kept for a while, and can be gone back to."""
    snapshot = find_snapshot(warehouse, number)
    if faults := [f for f in find_faults(snapshot) if f.what != "foreign" and f.file.endswith(".parquet")]:
        message = f"{snapshot / faults[0].file}: {faults[0].what}; choose another snapshot"
        raise WarehouseError(message)
    point(warehouse / "current", f"snapshots/{snapshot.name}")
    sync(warehouse)
    return snapshot


def relink(warehouse: Path) -> tuple[list[int], list[int]]:
    """Let the views of all kept snapshots name the place where the warehouse lies now.

    Return the numbers of those that do, and of those that are left because they have another format than today's.
    """
    here = warehouse.resolve()
    done: list[int] = []
    left: list[int] = []
    for number in numbers(here):
        snapshot = here / "snapshots" / f"{number:06}"
        said = about(snapshot)
        if said.get("format") != FORMAT:
            left.append(number)
            continue
        write_catalogue(snapshot, snapshot)
        write_about(
            snapshot,
            {key: value for key, value in said.items() if key not in WRITTEN},
            said["published_at"],
        )
        done.append(number)
    return done, left


def history(warehouse: Path) -> list[dict[str, Any]]:
    """Return each kept snapshot: number, whether it is current, when it was published, its format, and what it holds.

    Raises `WarehouseError` if the current one has another format than today's.
    """
    current, rows = (warehouse / "current").resolve(), []
    if said_of(current, "format") not in {None, FORMAT}:
        check_version(current)
    for number in numbers(warehouse) or [int(current_snapshot(warehouse).name)]:
        snapshot = current.parent / f"{number:06}"
        row: dict[str, Any] = {"snapshot": number, "current": snapshot == current}
        row |= {key: said_of(snapshot, key) for key in ("published_at", "format")}
        for table in ("articles", "pages", "runs"):
            row[table] = _count(snapshot / table)
        row["megabytes"] = round(sum(f.stat().st_size for f in _files(snapshot)) / 1e6, 1)
        rows.append(row)
    return rows


def said_of(snapshot: Path, key: str) -> Any:
    """Return what a snapshot says of itself, None where it cannot be read."""
    with suppress(OSError, ValueError, LookupError, TypeError):
        return about(snapshot)[key]
    return None


def _count(folder: Path) -> int | None:
    """Return the number of rows of a table, None where a part is damaged."""
    with suppress(OSError, pa.ArrowException):
        return int(sum(pq.ParquetFile(part).metadata.num_rows for part in folder.glob("*.parquet")))
    return None
