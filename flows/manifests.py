"""The manifest beside the pages: what is known of each page by its path.

It may have a row for each of millions of pages. So rows are held as columns of Arrow, and found by a hash of their
path: some hundred bytes a row, most of them its address, where objects of Python would take a kilobyte.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import numpy as np
import pyarrow as pa

from flows.sources import MANIFESTS, SourceError, is_manifest, printable
from transforms.record import Fact

STATED = ("published", "outlet", "section", "edition", "page_number", "language")  # columns that state a fact of a page
LONGEST_LINE = 1_000_000  # characters of a manifest
_ROWS = 10_000  # held in one piece
_TEXTS = ("path", "url", "charset", *STATED)  # held as bytes: JSON may spell half of a surrogate pair
_SCHEMA = pa.schema([*((name, pa.binary()) for name in _TEXTS), ("fetched_at", pa.timestamp("us"))])


class Said(NamedTuple):
    """What the manifest says of a page."""

    url: str | None = None
    fetched_at: datetime | None = None
    charset: str | None = None
    facts: tuple[Fact, ...] = ()


Row = dict[str, Any]


class Manifest(Mapping[str, Said]):
    """What is known of each page by its path, printable; of two rows with one path the later one holds.

    Every row that holds has a place, from 0 on, by which others may remember it.
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """Hold the rows."""
        self._pieces = list(_pieces(iter(rows)))
        count = sum(len(piece["path"]) for piece in self._pieces)
        paths = (_decoded(path) for piece in self._pieces for path in piece["path"].to_pylist())
        hashes = np.fromiter(map(hash, paths), np.int64, count)
        self._rows = np.argsort(hashes, kind="stable")
        self._hashes = hashes[self._rows]
        again = [at for at in np.flatnonzero(self._hashes[1:] == self._hashes[:-1]) if self._is_again(int(at))]
        self._rows, self._hashes = np.delete(self._rows, again), np.delete(self._hashes, again)
        self._last: tuple[str | None, tuple[int, Said] | None] = None, None

    def _is_again(self, place: int) -> bool:
        """Tell whether the path at a place comes again behind it, among the few that have the same hash."""
        later = place + 1
        while later < len(self._hashes) and self._hashes[later] == self._hashes[place]:
            if self.path_at(later) == self.path_at(place):
                return True
            later += 1
        return False

    def place(self, path: str) -> int | None:
        """Return the place of the row of a page, None if it has none."""
        key = hash(path)
        place = int(np.searchsorted(self._hashes, key))
        while place < len(self._hashes) and self._hashes[place] == key:
            if self.path_at(place) == path:
                return place
            place += 1
        return None

    def places(self) -> Iterator[int]:
        """Yield all places in the order of the rows."""
        yield from np.argsort(self._rows).tolist()

    def path_at(self, place: int) -> str:
        """Return the path of the row at a place."""
        piece, row = divmod(int(self._rows[place]), _ROWS)
        return _decoded(self._pieces[piece]["path"][row].as_py())

    def at(self, place: int) -> Said:
        """Return what the row at a place says."""
        piece, row = divmod(int(self._rows[place]), _ROWS)
        found = {name: values[row].as_py() for name, values in self._pieces[piece].items() if name != "path"}
        said: dict[str, Any] = {
            name: _decoded(value) if isinstance(value, bytes) else value for name, value in found.items()
        }
        facts = tuple(Fact(name, said[name], "manifest") for name in STATED if said.get(name))
        return Said(said.get("url"), said.get("fetched_at"), said.get("charset"), facts)

    def find(self, path: str) -> tuple[int, Said] | None:
        """Return the place of the row of a page, and what it says; the last page is asked for several times."""
        if self._last[0] != path:
            place = self.place(path)
            self._last = path, None if place is None else (place, self.at(place))
        return self._last[1]

    def __getitem__(self, path: str) -> Said:
        """Return what is known of a page; raises `KeyError` if nothing is."""
        if (found := self.find(path)) is None:
            raise KeyError(path)
        return found[1]

    def __iter__(self) -> Iterator[str]:
        """Yield the paths, by place."""
        return map(self.path_at, range(len(self)))

    def __len__(self) -> int:
        """Return the number of rows that hold."""
        return len(self._rows)


def _pieces(rows: Iterator[Row]) -> Iterator[dict[str, pa.Array]]:
    """Yield rows as columns, some at a time, without those in which nothing stands."""
    while held := list(islice(rows, _ROWS)):
        yield _piece(held)


def _piece(rows: list[Row]) -> dict[str, pa.Array]:
    columns = {name: [_encoded(row.get(name)) for row in rows] for name in _SCHEMA.names}
    table = pa.table(columns, schema=_SCHEMA)
    return {name: table[name].combine_chunks() for name in _SCHEMA.names if table[name].null_count < table.num_rows}


def _encoded(value: Any) -> Any:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value


def _decoded(value: bytes) -> str:
    return value.decode("utf-8", "surrogatepass")


def read_manifest(root: Path) -> Manifest:
    """Return what is known of each page by its path, printable; an empty manifest where there is none.

    Where both kinds stand, `manifest.csv` speaks first. Raises `SourceError` if a manifest has no `path` column
    or cannot be read.
    """
    return Manifest(row for name in reversed(MANIFESTS) if is_manifest(root / name) for row in _rows_of(root / name))


def _rows_of(file: Path) -> Iterator[Row]:
    try:
        yield from _manifest_rows(file)
    except (OSError, ValueError, csv.Error, KeyError, TypeError, RecursionError) as error:
        message = f"{file}: {type(error).__name__}: {error}; a manifest needs path,url,fetched_at"
        raise SourceError(message) from error


def _manifest_rows(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        lines = _short_lines(opened)
        rows = csv.DictReader(lines) if file.suffix == ".csv" else (json.loads(x) for x in lines if x.strip())
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                message = f"row {number:,} is no object"
                raise TypeError(message)
            said = {name: _text(row.get(name)) for name in ("url", "charset", *STATED)}
            yield said | {"path": printable(row["path"]), "fetched_at": _as_time(_text(row.get("fetched_at")))}


def _short_lines(file: TextIO) -> Iterator[str]:
    """Yield the lines of a manifest; raises `ValueError` at one without an end."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            message = f"a line has more than {LONGEST_LINE:,} characters"
            raise ValueError(message)
        yield line


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _as_time(text: str | None) -> datetime | None:
    """Return a time in UTC without its zone, None where there is none or it is no ISO time."""
    try:
        time = datetime.fromisoformat(text) if text else None
        return time.astimezone(UTC).replace(tzinfo=None) if time and time.tzinfo else time
    except (ValueError, OverflowError):
        return None
