"""The directory of a zip, read as a stream: a million entries of `zipfile` are 600 MB.

Where the directory is missing or wrong (a download that broke off), the entries are found one behind the other.
"""

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from flows.containers.members import CHUNK, DamagedError
from flows.containers.streams import Section, read_exactly

LOCAL = struct.Struct("<4s5H3L2H")
IS_LOCAL = b"PK\x03\x04"
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_IS_CENTRAL, _IS_END, _IS_END_64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06"
_LONGEST_END = _END.size + 0xFFFF  # bytes, with the longest comment
_SIZES_FOLLOW = 0x8  # flag
_IN_EXTRA_32, _IN_EXTRA_16, _EXTRA_64 = 0xFFFFFFFF, 0xFFFF, 1


class ZipEntry(NamedTuple):
    """What the directory says of an entry; `start` is where its local header stands in the file."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    attributes: int
    start: int


def list_entries(file: BinaryIO) -> Iterator[ZipEntry]:
    """Yield all entries in the order of the directory, or of the file where there is no directory.

    Raises `DamagedError` (`broken_archive`) behind the last entry that can be read.
    """
    found = _find_directory(file)
    if found is None:
        yield from _walk(file)
        message = "The archive has no directory: it breaks off, or its end was overwritten."
        raise DamagedError(message, "broken_archive")
    count, start, size, shift = found
    listed = 0
    stream = io.BufferedReader(Section(file, start, size), CHUNK)
    while header := stream.read(_CENTRAL.size):
        if len(header) < _CENTRAL.size or not header.startswith(_IS_CENTRAL):
            break
        _, _, _, flags, method, _, _, crc, packed, full, name_size, extra_size, note_size, _, _, attributes, at = (
            _CENTRAL.unpack(header)
        )
        name = stream.read(name_size).decode("utf-8", "surrogateescape")
        full, packed, at = _wide(stream.read(extra_size), (full, packed, at))
        stream.read(note_size)
        listed += 1
        yield ZipEntry(name, flags, method, crc, packed, full, attributes, at + shift)
    if listed & _IN_EXTRA_16 != count & _IN_EXTRA_16:
        message = f"The archive's directory breaks off after {listed:,} of {count:,} entries."
        raise DamagedError(message, "broken_archive")


def _find_directory(file: BinaryIO) -> tuple[int, int, int, int] | None:
    """Return number of entries, start and size of the directory, and by how much all places are shifted."""
    size = file.seek(0, io.SEEK_END)
    base = file.seek(max(0, size - _LONGEST_END))
    tail = read_exactly(file, _LONGEST_END)
    at = tail.rfind(_IS_END)
    if at < 0 or len(tail) - at < _END.size:
        return None
    _, _, _, _, count, length, start, note_size = _END.unpack_from(tail, at)
    last = at + _END.size + note_size == len(tail)
    end = base + at
    file.seek(max(0, end - _LOCATOR_64.size - _END_64.size))
    wide = file.read(_END_64.size)
    if len(wide) == _END_64.size and wide.startswith(_IS_END_64):
        *_, count, length, start = _END_64.unpack(wide)
        end -= _LOCATOR_64.size + _END_64.size
    # Bytes before the archive (a program that unpacks itself) move every place that is noted in it; but what
    # does not stand at the very end may be the directory of an inner archive, the outer one's being lost.
    place = end - length
    file.seek(max(0, place))
    sound = (place >= start if last else place == start) and (file.read(4) == _IS_CENTRAL or not count)
    return (count, place, length, place - start) if sound else None


def _wide(extra: bytes, values: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return size, packed size and place, each taken from the zip64 field where it did not fit."""
    if _IN_EXTRA_32 not in values:
        return values
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind == _EXTRA_64:
            numbers = iter(struct.unpack_from(f"<{min(size, len(extra) - at - 4) // 8}Q", extra, at + 4))
            full, packed, place = (next(numbers, value) if value == _IN_EXTRA_32 else value for value in values)
            return full, packed, place
        at += 4 + size
    return values


def _walk(file: BinaryIO) -> Iterator[ZipEntry]:
    """Yield entries by their local headers, up to the first whose size stands only in the lost directory."""
    at = 0
    while True:
        file.seek(at)
        header = file.read(LOCAL.size)
        if len(header) < LOCAL.size or not header.startswith(IS_LOCAL):
            return
        _, _, flags, method, _, _, crc, packed, full, name_size, extra_size = LOCAL.unpack(header)
        name = file.read(name_size).decode("utf-8", "surrogateescape")
        full, packed, _ = _wide(file.read(extra_size), (full, packed, 0))
        if flags & _SIZES_FOLLOW and not packed:
            return
        yield ZipEntry(name, flags, method, crc, packed, full, 0, at)
        at += LOCAL.size + name_size + extra_size + packed
