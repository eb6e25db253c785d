"""What there is to read: every entry below the input's root, and the manifest beside the pages."""

import csv
import json
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from transforms.splitting import escape_controls, has_controls

MANIFESTS = ("manifest.csv", "manifest.jsonl")
LARGEST = 32 * 1024 * 1024  # bytes; a page of print is some kilobytes


class SourceError(Exception):
    """The input or its manifest cannot be used: the message says why and what to do."""


class Unit(NamedTuple):
    """One raw page: where it is, its name below the root, and what the manifest says of it."""

    path: str
    source: str
    size: int
    url: str | None = None
    fetched_at: datetime | None = None
    reason: str | None = None
    detail: str | None = None


Manifest = dict[str, tuple[str | None, datetime | None]]


def read_manifest(root: Path) -> Manifest:
    """Return url and time of each page by its path; an empty manifest where there is none.

    Raises `SourceError` if a manifest has no `path` column or cannot be read.
    """
    for name in MANIFESTS:
        file = root / name
        if file.is_file():
            try:
                return {source: said for source, *said in _manifest_rows(file)}  # type: ignore[misc]
            except (OSError, UnicodeDecodeError, csv.Error, json.JSONDecodeError, KeyError, TypeError) as error:
                message = f"{file}: {type(error).__name__}: {error}; a manifest needs path,url,fetched_at"
                raise SourceError(message) from error
    return {}


def _manifest_rows(file: Path) -> Iterator[tuple[str, str | None, datetime | None]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines) if file.suffix == ".csv" else (json.loads(x) for x in lines if x.strip())
        for row in rows:
            yield row["path"], row.get("url") or None, _as_time(row.get("fetched_at"))


def _as_time(text: str | None) -> datetime | None:
    """Return a time in UTC without its zone, None where there is none or it is no ISO time."""
    try:
        time = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return time.astimezone(UTC).replace(tzinfo=None) if time and time.tzinfo else time


def printable(name: str) -> str:
    r"""Write bytes that are no UTF-8, and control characters, as `\xNN`, backslashes doubled: no two names agree."""
    if not (has_controls(name) or "\t" in name or "\\" in name):
        return name
    return "".join(
        f"\\x{ord(c) & 0xFF:02x}" if c == "\t" or "\udc80" <= c <= "\udcff" else escape_controls(c) for c in name
    )


def list_units(root: Path) -> Iterator[Unit]:
    """Yield every entry below `root` that is no folder, in order of its name, nothing left out."""
    manifest = {printable(path): said for path, said in read_manifest(root).items()}
    for unit in _walk(root, "", root.resolve()):
        if unit.source not in MANIFESTS:
            url, fetched_at = manifest.get(unit.source, (None, None))
            yield unit._replace(url=url, fetched_at=fetched_at)


def _walk(folder: Path, below: str, root: Path) -> Iterator[Unit]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        detail = f"The folder cannot be listed: {error.strerror}."
        yield Unit(str(folder), below.rstrip("/") or ".", 0, reason="unreadable", detail=detail)
        return
    for entry in entries:
        source = below + printable(entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{source}/", root)
        else:
            yield _unit(entry, source, root)


def _unit(entry: "os.DirEntry[str]", source: str, root: Path) -> Unit:
    """Make a unit of an entry; what is no regular file inside the root is set aside by name."""
    try:
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
            return Unit(entry.path, source, 0, reason="not_a_file", detail="A link that leaves the input folder.")
        state = entry.stat()
    except (OSError, RuntimeError) as error:
        return Unit(entry.path, source, 0, reason="unreadable", detail=f"The entry cannot be looked at: {error}.")
    if not stat.S_ISREG(state.st_mode):
        return Unit(entry.path, source, 0, reason="not_a_file", detail="Neither a file nor a folder.")
    if state.st_size > LARGEST:
        size = f"{state.st_size:,} bytes; a page may have {LARGEST:,}."
        return Unit(entry.path, source, state.st_size, reason="too_large", detail=size)
    return Unit(entry.path, source, state.st_size)
