"""The pointer of a bucket, and what it leads to: the state that one publication has made."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any

from flows.objects.storage import LostError, Object, Storage, at_once
from flows.warehouse import WarehouseError, digest_of

POINTER = "current"
README = "README.txt"
_LAYOUT = 1


@dataclass(frozen=True)
class Described:
    """A snapshot: what it says of itself, and for each of its files the object and the hash of its content."""

    said: dict[str, Any]
    files: dict[str, tuple[str, str]]

    def parts(self, table: str) -> list[str]:
        """Return the objects of a table, in the order of their names."""
        return [key for name, (key, _) in sorted(self.files.items()) if name.startswith(f"{table}/part-")]


@dataclass(frozen=True)
class State:
    """What a pointer says, with the mark that tells whether it was replaced, and when it was put."""

    publication: str = ""
    current: int | None = None
    snapshots: dict[int, str] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    mark: Any = None
    put_at: datetime | None = None

    def written(self) -> bytes:
        """Return the pointer as an object."""
        said = {
            "layout": _LAYOUT,
            "publication": self.publication,
            "current": self.current,
            "snapshots": {f"{number:06}": key for number, key in sorted(self.snapshots.items())},
            "forgotten": self.forgotten,
        }
        return _sealed(said)


def read_state(storage: Storage) -> State:
    """Return the state of a bucket, an empty one before the first publication.

    Raises `WarehouseError` if the pointer is damaged, lost, or written by a newer broadsheet.
    """
    found = storage.get(POINTER)
    if found is None:
        if storage.get(README):
            message = f"{storage.address}/{POINTER}: is gone, and a corpus is here; restore it, or name another place"
            raise WarehouseError(message)
        return State()
    said = _opened(storage, POINTER, found)
    if said["layout"] != _LAYOUT:
        message = f"{storage.address}: laid out by a newer broadsheet; update broadsheet"
        raise WarehouseError(message)
    snapshots = {int(number): key for number, key in said["snapshots"].items()}
    return State(said["publication"], said["current"], snapshots, said["forgotten"], found.mark, found.put_at)


def read_snapshots(storage: Storage, state: State, numbers: Iterable[int] | None = None) -> dict[int, Described]:
    """Return what the snapshots of a state are, or some of them."""
    wanted = list(state.snapshots if numbers is None else numbers)
    found = at_once(lambda number: _read_snapshot(storage, state.snapshots[number]), wanted)
    return dict(zip(wanted, found, strict=True))


def _read_snapshot(storage: Storage, key: str) -> Described:
    found = storage.get(key)
    if found is None:
        message = f"{storage.address}/{key}: is not there; restore it"
        raise LostError(message)
    said = _opened(storage, key, found)
    if any(PurePath(name).is_absolute() or ".." in PurePath(name).parts for name in said["files"]):
        raise WarehouseError(_damaged(storage, key))  # no name leads out of the copy
    return Described(said["said"], {name: (place, digest) for name, (place, digest) in said["files"].items()})


def written(described: Described) -> bytes:
    """Return what a snapshot is as an object."""
    return _sealed({"said": described.said, "files": described.files})


def _sealed(said: dict[str, Any]) -> bytes:
    return json.dumps(said | {"digest": digest_of(said)}, indent=1).encode()


def _opened(storage: Storage, key: str, found: Object) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(found.data)
        if said["digest"] == digest_of(said):
            return said
    except (ValueError, LookupError, TypeError):
        pass
    raise WarehouseError(_damaged(storage, key))


def _damaged(storage: Storage, key: str) -> str:
    return f"{storage.address}/{key}: is damaged; restore the object as it was put"
