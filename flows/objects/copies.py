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
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flows import author_file, correction_file, settings, snapshots, warehouse
from flows.catalogue_file import write_catalogue
from flows.objects.states import Described, State, read_snapshots, read_state
from flows.objects.storage import LostError, Storage, at_once
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
    home = Path(settings.setting("cache", None) or usual).resolve()
    return home / f"{name}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"


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
    here = _said(snapshot)
    foreign = [f for f in snapshot.rglob("*") if f.is_file() and _name(f, snapshot) not in what.files]
    foreign = [f for f in foreign if f.name not in {*MADE_HERE, snapshots.ABOUT}]
    missing = [name for name in what.files if not _has(snapshot, name, what, here)]
    made = [_state(snapshot / name) == here.get("files", {}).get(name) for name in MADE_HERE]
    if here and portable(here) == what.said and not foreign and not missing and all(made):
        return
    (snapshot / snapshots.ABOUT).unlink(missing_ok=True)  # from here on it is none, until it is whole
    for file in foreign:
        file.unlink()
        with suppress(OSError):  # an index without files is none
            file.parent.rmdir()
    _fetch(storage, snapshot, what, missing)
    if what.said["format"] == warehouse.FORMAT:
        write_catalogue(snapshot, snapshot)
    rest = {key: value for key, value in what.said.items() if key not in snapshots.WRITTEN}
    snapshots.write_about(snapshot, rest, what.said["published_at"])


def _said(snapshot: Path) -> dict[str, Any]:
    """Return what a snapshot of this machine says of itself, nothing where it is not whole."""
    with suppress(WarehouseError):
        said = warehouse.about_any(snapshot)
        if said.get("digest") == warehouse.digest_of(said):
            return said
    return {}


def _name(file: Path, snapshot: Path) -> str:
    return str(file.relative_to(snapshot))


def _state(file: Path) -> list[int] | None:
    try:
        state = file.stat()
    except OSError:
        return None
    return [state.st_size, state.st_mtime_ns]


def _has(snapshot: Path, name: str, what: Described, here: dict[str, Any]) -> bool:
    """Tell whether a file is there and whole; it is hashed where nobody has written down when it was."""
    state = _state(snapshot / name)
    if state is None or state[0] != what.said["files"][name]:
        return False
    return state == here.get("files", {}).get(name) or hash_of(snapshot / name) == what.files[name][1]


def hash_of(file: Path) -> str:
    """Return what tells the content of a file from any other."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()[:HASH]


def _fetch(storage: Storage, snapshot: Path, what: Described, names: list[str]) -> None:
    """Get files: from a snapshot that is here where it has the same, else from the bucket."""
    others = [(other, _said(other)) for other in snapshot.parent.parent.parent.glob("*/snapshots/*")]
    far = [name for name in names if not _link(snapshot, name, what, others)]
    size = sum(what.said["files"][name] for name in far)
    if size > _WORTH_SAYING:
        sys.stderr.write(f"fetching {size / 1e6:,.0f} MB of {storage.address} …\n")
    at_once(lambda name: _fetch_one(storage, snapshot / name, *what.files[name]), far)


def _link(snapshot: Path, name: str, what: Described, others: list[tuple[Path, dict[str, Any]]]) -> bool:
    """Make a file one with that of another snapshot of this machine; tell whether there was one."""
    file = snapshot / name
    file.parent.mkdir(parents=True, exist_ok=True)
    for other, here in others if is_named_by_content(name) else ():
        if other != snapshot and name in here.get("files", {}) and _has(other, name, what, here):
            file.unlink(missing_ok=True)
            file.hardlink_to(other / name)
            return True
    return False


def is_named_by_content(name: str) -> bool:
    """Tell whether a file of a snapshot of this name has one content only."""
    return name.endswith(".parquet") or name.startswith("index/part-")


def _fetch_one(storage: Storage, file: Path, key: str, digest: str) -> None:
    new = file.with_name(f"{file.name}.new")
    storage.fetch(key, new)
    if hash_of(new) != digest:
        new.unlink()
        message = f"{storage.address}/{key}: is damaged; restore the object as it was put"
        raise WarehouseError(message)
    warehouse.sync(new)
    new.replace(file)


def _bring_beside(storage: Storage, folder: Path) -> None:
    """Take over what stands beside the warehouse."""
    for name, found in zip(BESIDE, at_once(storage.get, BESIDE), strict=True):
        if found is None:
            (folder / name).unlink(missing_ok=True)
        else:
            _write(folder / name, found.data)


def _write(file: Path, data: bytes) -> None:
    """Let a file hold this, whole at any moment."""
    if not file.exists() or file.read_bytes() != data:
        new = file.with_name(f".{file.name}.{os.getpid()}.new")
        new.write_bytes(data)
        new.replace(file)


def portable(said: dict[str, Any]) -> dict[str, Any]:
    """Return what a snapshot says of itself on every machine: of its files the sizes, and no times."""
    files = {name: size for name, (size, _) in said["files"].items() if name not in MADE_HERE}
    return {key: value for key, value in said.items() if key != "digest"} | {"files": files}
