"""A file that lies in an archive: a page, or a container of its own (one level deep)."""

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from flows.containers.kinds import HEAD, container_kind
from flows.containers.members import MIB, DamagedError, Member, Reading, refused
from flows.containers.streams import Readable, read_exactly

Reader = Callable[[BinaryIO, str, str, Reading], Iterator[Member]]


class Entry(NamedTuple):
    """A file in an archive: its bytes, its raw name, its unique suffix and its declared size (None: not known)."""

    stream: Readable
    name: str
    suffix: str
    size: int | None


def read_entry(entry: Entry, read: Reader, reading: Reading) -> Iterator[Member]:
    """Yield the page that `entry` is, or the members of the container that it is, read by `read`."""
    limit = reading.limits.page_bytes
    declared = limit if entry.size is None else entry.size
    try:
        # One byte more than there should be: so the end is reached, and with it the sum that checks the bytes.
        start = read_exactly(entry.stream, declared + 1 if declared <= limit else HEAD)
        kind = container_kind(entry.name, start[:HEAD])
        if kind is None:
            yield reading.page(entry.suffix, start, entry.size)
        elif reading.depth == reading.limits.depth:
            detail = f"A container ({kind}) inside a container inside a container is not opened."
            yield Member(entry.suffix, None, entry.size or len(start), reason="nested_archive", detail=detail)
        else:
            with _seekable(start, entry.stream, reading) as file:
                for member in read(file, entry.name, kind, replace(reading, depth=reading.depth + 1)):
                    yield member._replace(suffix=entry.suffix + member.suffix)
    except DamagedError as error:
        yield refused(entry.suffix, entry.size or 0, error)


@contextmanager
def _seekable(start: bytes, rest: Readable, reading: Reading) -> Iterator[BinaryIO]:
    """Give all bytes of a stream as a file: in memory if they are few, else in a file without a name."""
    more = rest.read(MIB)
    if not more:
        yield io.BytesIO(start)
        return
    with tempfile.TemporaryFile(dir=reading.scratch) as file:
        file.write(start)
        while more:
            file.write(more)
            more = rest.read(MIB)
        file.seek(0)
        yield file
