"""Tar archives, read forward: headers by the standard library, the order of blocks here.

`tarfile.open` stops without a word at a wrong header, keeps every member in memory, and reads extended
headers of any size; so its parser of one block is used and no more.
"""

import io
import re
import tarfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from flows.containers.kinds import BLOCK
from flows.containers.members import MIB, DamagedError, Member, Reading
from flows.containers.names import Names
from flows.containers.nested import Entry, Reader, read_entry
from flows.containers.streams import read_exactly, skip

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_EXTENDED_BYTES = MIB  # a name and its fellows; longer ones are hostile
_LONG_NAME, _LONG_LINK, _PAX, _PAX_OF_ALL, _SPARSE = b"L", b"K", (b"x", b"X"), b"g", b"S"
_NO_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")  # links, devices, folders and pipes have a header only
_SPECIAL = (*_NO_DATA, b"D", b"M", b"V")  # GNU: contents of a folder, part of a file, label of a tape
_MOST_ZEROS = 64 * MIB // BLOCK  # a tape's padding is some kilobytes
_PAX_LENGTH = re.compile(rb"(\d{1,7}) ")


class _Data(io.RawIOBase):
    """The next `size` bytes of a stream, as long as nobody else reads it."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self.left = stream, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        wanted = min(len(memoryview(buffer)), self.left)
        data = self._stream.read(wanted)
        if wanted and not data:
            message = "The archive breaks off inside this member."
            raise DamagedError(message)
        memoryview(buffer)[: len(data)] = data
        self.left -= len(data)
        return len(data)


def read_tar(file: BinaryIO, read: Reader, reading: Reading) -> Iterator[Member]:
    """Yield every entry of a tar that is no folder; raises `DamagedError` where it cannot be read on."""
    names, count = Names(), 0
    for header in _headers(file):
        section = _Data(file, header.size)
        if not header.isdir():
            count += 1
            reading.admit(count)
            suffix = "!" + names.unique(header.name)
            if detail := _no_file(header):
                yield Member(suffix, None, header.size, reason="not_a_file", detail=detail)
            else:
                yield from read_entry(Entry(section, header.name, suffix, header.size), read, reading)
        skip(file, section.left + -header.size % BLOCK)


def _headers(file: BinaryIO) -> Iterator[tarfile.TarInfo]:
    """Yield the header of each entry, its long name filled in; the caller moves behind its data."""
    extended: dict[str, str] = {}
    zeros = 0
    while (block := file.read(BLOCK)) and zeros < _MOST_ZEROS:
        if block.count(0) == len(block):
            zeros += 1  # the end mark; archives are also simply put one behind the other
            continue
        if len(block) < BLOCK:
            message = "The archive breaks off inside a header."
            raise DamagedError(message)
        header = _parse(block)
        if header.type in {_LONG_NAME, _LONG_LINK, *_PAX, _PAX_OF_ALL}:
            data = _extended(file, header.size)
            if header.type == _LONG_NAME:
                extended["path"] = data.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")
            elif header.type in _PAX:
                extended |= _pax_records(data)
            continue
        zeros = 0
        _apply(extended, header)
        if header.type == _SPARSE:
            _skip_map(file, block)
        extended = {}
        yield header


def _parse(block: bytes) -> tarfile.TarInfo:
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError) as error:
        message = f"Where a header should be stands none: {error}."
        raise DamagedError(message) from error
    if header.type in _NO_DATA:
        header.size = 0
    if header.size < 0:
        message = "A member has a size below zero."
        raise DamagedError(message)
    return header


def _extended(file: BinaryIO, size: int) -> bytes:
    """Return the data of an extended header, its padding skipped."""
    if size > _EXTENDED_BYTES:
        message = f"An extended header has {size:,} bytes."
        raise DamagedError(message)
    data = read_exactly(file, size)
    skip(file, -size % BLOCK)
    return data


def _pax_records(data: bytes) -> dict[str, str]:
    """Return the records `length key=value` of a pax header; what is no record ends them."""
    records, at = {}, 0
    while found := _PAX_LENGTH.match(data, at):
        record = data[found.end() : at + int(found[1]) - 1]
        key, _, value = record.partition(b"=")
        records[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
        at += max(int(found[1]), found.end() - at)
    return records


def _apply(extended: dict[str, str], header: tarfile.TarInfo) -> None:
    """Put the name and size of extended headers in place of those that did not fit."""
    if name := extended.get("GNU.sparse.name") or extended.get("path"):
        header.name = name
    size = extended.get("size", "")
    if size.isascii() and size.isdigit() and len(size) < len(str(1 << 63)) and header.type not in _NO_DATA:
        header.size = int(size)
    if any(key.startswith("GNU.sparse.") for key in extended):
        header.type = _SPARSE


def _skip_map(file: BinaryIO, block: bytes) -> None:
    """Skip the blocks that go on with the map of an old sparse member: each says whether one follows."""
    more, at = block[482], 504
    while more:
        block = read_exactly(file, BLOCK)
        more = block[at] if len(block) == BLOCK else 0


def _no_file(header: tarfile.TarInfo) -> str | None:
    """Say why an entry is no plain file, None if it is one."""
    if header.type == _SPARSE:
        return "A sparse file, stored as pieces and a map of its holes."
    if header.issym() or header.islnk():
        return "A link to another entry or file."
    return "A device, a pipe or another special entry." if header.type in _SPECIAL else None
