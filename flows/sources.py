"""What there is to read: every entry below the input's root."""

import errno
import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from transforms.record import Fact
from transforms.splitting import escape_controls, has_controls

MANIFESTS = ("manifest.csv", "manifest.jsonl")


class SourceError(Exception):
    """The input or its manifest cannot be used: the message says why and what to do."""


class Unit(NamedTuple):
    """One raw page: its name below the root, its size, and what is known of it.

    Its bytes are in `data`, or in the file at `path`. `file` is the entry of the input that it came from,
    None for that entry itself. `reason` and `detail` say why there is nothing to read. `stamp` tells one state
    of the file from another (None where nobody knows), `changed` is its last change in nanoseconds.
    """

    source: str
    size: int
    path: str = ""
    data: bytes | None = None
    file: str | None = None
    url: str | None = None
    fetched_at: datetime | None = None
    charset: str | None = None
    facts: tuple[Fact, ...] = ()
    reason: str | None = None
    detail: str | None = None
    stamp: str | None = None
    changed: int = 0


def is_manifest(file: Path) -> bool:
    """Tell whether a file of the root is read as its manifest: a pipe or a link elsewhere is an entry as others are."""
    try:
        inside = file.resolve().is_relative_to(file.parent.resolve())
        return file.name in MANIFESTS and file.is_file() and inside
    except (OSError, RuntimeError):
        return False


def printable(name: str) -> str:
    r"""Write bytes that are no UTF-8, and control characters, as `\xNN`, backslashes doubled: no two names agree."""
    if not (has_controls(name) or "\t" in name or "\\" in name):
        return name
    return "".join(
        f"\\x{ord(c) & 0xFF:02x}" if c == "\t" or "\udc80" <= c <= "\udcff" else escape_controls(c) for c in name
    )


def list_entries(root: Path) -> Iterator[Unit]:
    """Yield every entry below `root` that is no folder, in order of its name, nothing left out.

    A root that is a file is the only entry of its input.
    """
    if root.is_file():
        yield _regular(printable(root.name), root.stat(), str(root.resolve()))
        return
    yield from _walk(root, root.resolve())


def _walk(root: Path, inside: Path) -> Iterator[Unit]:
    """Go down depth first, with a stack of its own: folders may nest deeper than Python's calls."""
    waiting: list[tuple[str, Path | os.DirEntry[str]]] = [("", root)]
    while waiting:
        source, entry = waiting.pop()
        if not isinstance(entry, Path) and not entry.is_dir(follow_symlinks=False):
            if source not in MANIFESTS or not is_manifest(Path(entry.path)):
                yield _unit(entry, source, inside)
            continue
        try:
            with os.scandir(entry) as found:
                entries = sorted(found, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            detail = f"The folder cannot be listed: {error.strerror}."
            yield Unit(source or ".", 0, reason="unreadable", detail=detail)
        else:
            below = f"{source}/" if source else ""
            waiting += [(below + printable(one.name), one) for one in entries]
            del entries  # what is done must go: of a million files it was 600 MB


def _unit(entry: "os.DirEntry[str]", source: str, root: Path) -> Unit:
    """Make a unit of an entry; what is no regular file inside the root is set aside by name."""
    path = entry.path
    try:
        if entry.is_symlink():
            target = Path(path).resolve()
            if not target.is_relative_to(root):
                return Unit(source, 0, reason="not_a_file", detail="A link that leaves the input folder.")
            path = str(target)
        state = entry.stat()
    except (OSError, RuntimeError) as error:
        said = error.strerror if isinstance(error, OSError) else "a loop of links"
        return Unit(source, 0, reason="unreadable", detail=f"The entry cannot be looked at: {said}.")
    if not stat.S_ISREG(state.st_mode):
        return Unit(source, 0, reason="not_a_file", detail="Neither a file nor a folder.")
    return _regular(source, state, path)


def _regular(source: str, state: os.stat_result, path: str) -> Unit:
    """Make a unit of a file. The second time changes with any write, also where the first was set back."""
    stamp = f"{state.st_mtime_ns} {state.st_ctime_ns}"
    return Unit(source, state.st_size, path, stamp=stamp, changed=max(state.st_mtime_ns, state.st_ctime_ns))


def open_regular(path: str) -> BinaryIO:
    """Open a file to read, if it still is one: a pipe in its place would be waited for, a link may lead anywhere.

    Raises `OSError`, its `strerror` a sentence.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return open(handle, "rb")  # noqa: PTH123 (a handle has no path; the caller closes)
    os.close(handle)
    raise OSError(errno.EINVAL, "it is no file any more")
