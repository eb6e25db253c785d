"""What tells a file that was read before from a new or changed one, without reading it.

A fingerprint is made of name, size, the times of the file and what the manifest says of it. A file that was
written while or just before it was read could change again within one tick of the clock: it gets none, and is
read again by the next run. So is whatever cannot be read, or lies where nobody tells when it was changed.

They lie beside the tables in `fingerprints.arrow`, because they hold times, which no table does.
"""

from array import array
from collections.abc import Iterable
from pathlib import Path
from time import time_ns

import pyarrow as pa
import pyarrow.compute as pc

from flows.manifests import Manifest, Said
from flows.rows import READING, in_order, writing
from flows.sources import Unit
from transforms.identity import digest

FILE = "fingerprints.arrow"
# Nanoseconds of a tick of the clock by which a file system keeps times: where seconds have no parts, up to two of them.
_TICK, _COARSE_TICK = 50_000_000, 2_000_000_000
_SECOND = 1_000_000_000
_ROWS = 50_000
_KEY = pa.binary(16)
_SCHEMA = pa.schema([("input", pa.string()), ("file", _KEY), ("fingerprint", _KEY)])


class Fingerprints:
    """The fingerprints of one input: those that a snapshot holds, and those of the files that are read now."""

    def __init__(self, input_name: str, snapshot: Path | None, manifest: Manifest, pattern: str | None) -> None:
        """Load what the snapshot holds."""
        self.input, self.manifest = input_name, manifest
        self.pattern = pattern or ""
        self.before = _load(snapshot)
        own = self.before.filter(pc.equal(self.before["input"], input_name))
        self.known = frozenset(own["fingerprint"].to_pylist())
        self.of_members: dict[str, array[int]] = {}  # the places of their rows in the manifest
        for place in manifest.places():
            if file := _container_of(manifest.path_at(place)):
                self.of_members.setdefault(file, array("q")).append(place)
        self.read: list[pa.Table] = []
        self.waiting: list[tuple[bytes, bytes | None]] = []

    def of(self, entry: Unit) -> bytes | None:
        """Return the fingerprint of an entry of the input, None if it has none."""
        if entry.reason or entry.stamp is None or _is_young(entry.changed):
            return None
        rows, found = self.manifest, self.manifest.find(entry.source)
        said = _written(found[1]) if found else ""
        members = (
            part for member in self.members(entry.source) for part in (rows.path_at(member), _written(rows.at(member)))
        )
        return bytes.fromhex(digest("file", entry.source, str(entry.size), entry.stamp, said, self.pattern, *members))

    def members(self, file: str) -> Iterable[int]:
        """Return the places of the rows of the manifest that name members of a container."""
        return self.of_members.get(file, ())

    def add(self, entry: Unit) -> None:
        """Remember an entry that is read."""
        self.waiting.append((_key(entry.source), self.of(entry)))
        if len(self.waiting) >= _ROWS:
            self._pack()

    def write(self, snapshot: Path, unsettled: Iterable[str]) -> None:
        """Write all fingerprints that hold from now on: what was read now, but not `unsettled` files, and the rest."""
        self._pack()
        now = pa.concat_tables([_SCHEMA.empty_table(), *self.read])
        again = pc.and_(pc.equal(self.before["input"], self.input), pc.is_in(self.before["file"], _keys(now)))
        doubtful = pa.array([_key(file) for file in unsettled], _KEY)
        good = pc.and_(pc.is_valid(now["fingerprint"]), pc.invert(pc.is_in(now["file"], doubtful)))
        rows = pa.concat_tables([self.before.filter(pc.invert(again)), now.filter(good)])
        _store(snapshot, in_order(rows, "input", "file"))

    def _pack(self) -> None:
        files, found = [file for file, _ in self.waiting], [fingerprint for _, fingerprint in self.waiting]
        self.read.append(pa.table([[self.input] * len(files), files, found], schema=_SCHEMA))
        self.waiting = []


def _is_young(changed: int) -> bool:
    """Tell whether a file that was just looked at could change again and keep its time."""
    return time_ns() - changed < (_TICK if changed % _SECOND else _COARSE_TICK)


def keep(before: Path | None, snapshot: Path) -> None:
    """Write the fingerprints of the snapshot before, for a run that reads only some pages of its files."""
    _store(snapshot, _load(before))


def _load(snapshot: Path | None) -> pa.Table:
    if snapshot is None or not (snapshot / FILE).exists():
        return _SCHEMA.empty_table()
    try:
        with pa.OSFile(str(snapshot / FILE)) as file:
            return pa.ipc.open_file(file, options=READING).read_all()
    except (OSError, pa.ArrowException):  # damaged, which `mend` tells: then every file is read again
        return _SCHEMA.empty_table()


def _store(snapshot: Path, rows: pa.Table) -> None:
    with pa.ipc.new_file(snapshot / FILE, _SCHEMA, options=writing("zstd")) as file:
        file.write_table(rows)


def _keys(rows: pa.Table) -> pa.Array:
    return rows["file"].combine_chunks()


def _key(file: str) -> bytes:
    return bytes.fromhex(digest("name", file))


def _container_of(path: str) -> str | None:
    """Return the file whose member a path of the manifest names, None for a file itself."""
    cut = min((place for place in (path.find("!"), path.find("#")) if place > 0), default=0)
    return path[:cut] or None


def _written(said: Said) -> str:
    return f"{said.url}\x1f{said.fetched_at}\x1f{said.charset}" + "".join(
        f"\x1f{fact.field}={fact.value}" for fact in said.facts
    )
