"""The working copies of a bucket on this machine: warehouses like any other, brought to the bucket's state first.

<cache>/<address>/writing/    for runs, one at a time
<cache>/<address>/reading/    for what reads files: no run is in its way
<cache>/<address>/*.toml      settings, authors and corrections, which stand beside a warehouse
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flows import author_file, correction_file, settings, snapshots, warehouse
from flows.catalogue_file import write_catalogue
from flows.objects.states import AT_ONCE, Described, State, read_snapshots, read_state
from flows.objects.storage import LostError, Storage
from flows.warehouse import FORGOTTEN, ORIGIN, WarehouseError

BESIDE = (settings.FILE, author_file.FILE, correction_file.FILE)
MADE_HERE = ("corpus.duckdb", "views.sql")  # they name the place where they lie
HASH = 16
_TRIES = 3
_WORTH_SAYING = 50_000_000  # bytes


def checked_out(address: str, *, writing: bool) -> Path:
    """Return a copy of what the bucket holds now, for a run or for readers; only what is missing is fetched.

    Raises `WarehouseError` if the bucket cannot be read, or another run on this machine writes there.
    """
    storage = Storage(address.rstrip("/"))
    copy = _place(storage.address) / ("writing" if writing else "reading")
    try:
        copy.mkdir(parents=True, exist_ok=True)
        _write(copy / ORIGIN, storage.address.encode())
        _bring_beside(storage, copy.parent)
    except OSError as error:
        if isinstance(error, WarehouseError):
            raise
        message = f"{copy}: cannot be written ({error.strerror}); BROADSHEET_CACHE names another place for copies"
        raise WarehouseError(message) from error
    with _alone(copy, waits=not writing):
        bring(storage, copy)
    return copy


def _place(address: str) -> Path:
    """Return the folder of an address."""
    usual = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "broadsheet"
    name = re.sub(r"[^a-z0-9.-]+", "-", address.lower())[-60:]
    return (
        Path(settings.setting("cache", None) or usual).resolve()
        / f"{name}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
    )


@contextmanager
def _alone(copy: Path, *, waits: bool) -> Iterator[None]:
    with (copy / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except OSError as error:
            message = f"{warehouse.named(copy)}: another run on this machine is writing there; wait for it to end"
            raise WarehouseError(message) from error
        yield


def bring(storage: Storage, copy: Path) -> tuple[State, dict[int, Described]]:
    """Make a copy what the bucket says, whatever it was before; return that state and its snapshots.

    Only under the lock of the copy.
    """
    for left in reversed(range(_TRIES)):
        state = read_state(storage)
        try:
            described = read_snapshots(storage, state)
            _lay_out(storage, copy, state, described)
        except LostError:
            if not left or read_state(storage).publication == state.publication:
                raise
        else:
            return state, described
    raise AssertionError  # the last try returns or raises


def _lay_out(storage: Storage, copy: Path, state: State, described: dict[int, Described]) -> None:
    _forget(copy, state.forgotten)
    kept = {f"{number:06}" for number in described}
    for other in (copy / "snapshots").glob("*"):
        if other.name not in kept:
            shutil.rmtree(other) if other.is_dir() and not other.is_symlink() else other.unlink()
    if state.current is None:
        for link in ("current", "corpus.duckdb"):
            (copy / link).unlink(missing_ok=True)
        return
    for number, what in described.items():
        _make(storage, copy / "snapshots" / f"{number:06}", what)
    warehouse.point(copy / "current", f"snapshots/{state.current:06}")
    warehouse.point(copy / "corpus.duckdb", "current/corpus.duckdb")


def _forget(copy: Path, pages: list[str]) -> None:
    """Take over which pages were taken out; the report may show them."""
    file, said = copy / FORGOTTEN, json.dumps(pages, indent=1).encode()
    if (file.read_bytes() if file.exists() else b"[]") != said:
        warehouse.remove_report(copy)
        _write(file, said)


def _make(storage: Storage, snapshot: Path, what: Described) -> None:
    """Make a folder a snapshot: remove what is not its own, fetch what it lacks."""
    listed = what.said["files"]
    foreign = [f for f in snapshot.rglob("*") if f.is_file() and str(f.relative_to(snapshot)) not in listed]
    foreign = [f for f in foreign if f.name not in {*MADE_HERE, snapshots.ABOUT}]
    missing = [name for name, state in listed.items() if _state(snapshot / name) != state]
    about = snapshot / snapshots.ABOUT
    made = [about, *(snapshot / name for name in MADE_HERE)]
    if not foreign and not missing and all(map(Path.exists, made)) and portable(snapshots.about(snapshot)) == what.said:
        return
    about.unlink(missing_ok=True)  # from here on it is none, until it is whole
    for file in foreign:
        file.unlink()
        with suppress(OSError):  # an index without files is none
            file.parent.rmdir()
    _fetch(storage, snapshot, what, missing)
    if what.said["format"] == warehouse.FORMAT:
        write_catalogue(snapshot, snapshot)
    rest = {key: value for key, value in what.said.items() if key not in snapshots.WRITTEN}
    snapshots.write_about(snapshot, rest, what.said["published_at"])


def _state(file: Path) -> list[int] | None:
    try:
        state = file.stat()
    except OSError:
        return None
    return [state.st_size, state.st_mtime_ns]


def _fetch(storage: Storage, snapshot: Path, what: Described, names: list[str]) -> None:
    """Get files: from a snapshot that is here where it has the same, else from the bucket."""
    listed, others = what.said["files"], snapshot.parent.parent.parent
    far = [name for name in names if not _link(snapshot / name, listed[name], others, name)]
    size = sum(listed[name][0] for name in far)
    if size > _WORTH_SAYING:
        sys.stderr.write(f"fetching {size / 1e6:,.0f} MB of {storage.address} …\n")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda name: _fetch_one(storage, snapshot / name, *what.files[name], listed[name][1]), far))


def _link(file: Path, state: list[int], copies: Path, name: str) -> bool:
    """Make a file one with another of this machine; tell whether there was one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for other in copies.glob(f"*/snapshots/*/{name}") if is_named_by_content(name) else ():
        if other != file and _state(other) == state:
            file.unlink(missing_ok=True)
            file.hardlink_to(other)
            return True
    return False


def is_named_by_content(name: str) -> bool:
    """Tell whether a file of a snapshot of this name has one content only."""
    return name.endswith(".parquet") or name.startswith("index/part-")


def _fetch_one(storage: Storage, file: Path, key: str, digest: str, changed: int) -> None:
    new = file.with_name(f"{file.name}.new")
    if storage.fetch(key, new)[:HASH] != digest:
        new.unlink()
        message = f"{storage.address}/{key}: is damaged; restore the object as it was put"
        raise WarehouseError(message)
    os.utime(new, ns=(changed, changed))
    new.replace(file)


def _bring_beside(storage: Storage, folder: Path) -> None:
    """Take over what stands beside the warehouse."""
    with ThreadPoolExecutor(len(BESIDE)) as pool:
        for name, found in zip(BESIDE, pool.map(storage.get, BESIDE), strict=True):
            file = folder / name
            if found is None:
                file.unlink(missing_ok=True)
            else:
                _write(file, found.data)


def _write(file: Path, data: bytes) -> None:
    """Let a file hold this, whole at any moment."""
    if not file.exists() or file.read_bytes() != data:
        new = file.with_name(f".{file.name}.{os.getpid()}.new")
        new.write_bytes(data)
        new.replace(file)


def portable(said: dict[str, Any]) -> dict[str, Any]:
    """Return what a snapshot says of itself on every machine."""
    files = {name: state for name, state in said["files"].items() if name not in MADE_HERE}
    return {key: value for key, value in said.items() if key != "digest"} | {"files": files}
