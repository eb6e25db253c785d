"""Zip archives: every entry of the directory, its bytes checked."""

import io
import stat
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from flows.containers.codecs import CODECS
from flows.containers.directory import IS_LOCAL, LOCAL, ZipEntry, list_entries
from flows.containers.members import DamagedError, Member, Reading, refused
from flows.containers.names import Names
from flows.containers.nested import Entry, Reader, read_entry
from flows.containers.streams import Section, Unfolded, read_exactly

_ENCRYPTED = 0x1  # flag
_FOLDER = 0x10  # attribute of DOS
_STORED, _LZMA = 0, 14
_METHODS = {8: "deflate", 12: "bz2", _LZMA: "lzma", 93: "zst", 95: "xz"}


class _Checked:
    """A stream whose length and CRC are compared with the directory's at its end."""

    def __init__(self, stream: io.RawIOBase, entry: ZipEntry) -> None:
        self._stream, self._entry = stream, entry
        self._crc = self._size = 0

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(size) or b""
        self._crc, self._size = zlib.crc32(data, self._crc), self._size + len(data)
        if size and not data and (self._crc, self._size) != (self._entry.crc, self._entry.size):
            message = "The bytes do not agree with the checksum or length in the archive's directory."
            raise DamagedError(message)
        return data


def read_zip(file: BinaryIO, read: Reader, reading: Reading) -> Iterator[Member]:
    """Yield every entry of a zip that is no folder; raises `RefusedError` where it cannot be read on."""
    names, packed = Names(), 0
    size = file.seek(0, io.SEEK_END)
    for count, entry in enumerate(list_entries(file), 1):
        reading.admit(count)
        if is_folder(entry):
            continue
        suffix = "!" + names.unique(entry.name)
        packed += entry.packed if entry.start + entry.packed <= size else 0
        if packed > size:
            detail = "Entries overlap: together they are larger than the archive."
            raise DamagedError(detail, "archive_bomb")
        yield from _read(file, entry, suffix, read, reading)


def _read(file: BinaryIO, entry: ZipEntry, suffix: str, read: Reader, reading: Reading) -> Iterator[Member]:
    if detail := _no_file(entry):
        yield Member(suffix, None, entry.size, reason="not_a_file", detail=detail)
        return
    try:
        stream = open_entry(file, entry, reading)
    except DamagedError as error:
        yield refused(suffix, entry.size, error)
    else:
        yield from read_entry(Entry(stream, entry.name, suffix, entry.size), read, reading)


def is_folder(entry: ZipEntry) -> bool:
    """Tell whether an entry is a folder; one that hides bytes is none."""
    return not entry.size and (entry.name.endswith("/") or bool(entry.attributes & _FOLDER))


def _no_file(entry: ZipEntry) -> str | None:
    kind = stat.S_IFMT(entry.attributes >> 16)
    if kind == stat.S_IFLNK:
        return "A link to another entry or file."
    return None if kind in {0, stat.S_IFREG, stat.S_IFDIR} else "A device, a pipe or another special entry."


def open_entry(file: BinaryIO, entry: ZipEntry, reading: Reading) -> _Checked:
    """Return the bytes of an entry as a stream; raises `DamagedError` if it cannot be opened."""
    if entry.flags & _ENCRYPTED:
        message = "The entry is encrypted."
        raise DamagedError(message, "encrypted")
    if entry.method != _STORED and entry.method not in _METHODS:
        message = f"The entry is compressed with method {entry.method}, which is not read here."
        raise DamagedError(message, "unsupported_compression")
    file.seek(entry.start)
    header = file.read(LOCAL.size)
    if len(header) < LOCAL.size or not header.startswith(IS_LOCAL):
        message = "Where the archive's directory points to stands no entry."
        raise DamagedError(message)
    *_, name_size, extra_size = LOCAL.unpack(header)
    raw = Section(file, entry.start + LOCAL.size + name_size + extra_size, entry.packed)
    if entry.method == _STORED:
        return _Checked(raw, entry)
    start = b""
    if entry.method == _LZMA:
        # Two bytes of version and two of length; LZMA's own file has the properties and a length instead.
        start = read_exactly(raw, 9)[4:] + b"\xff" * 8
    return _Checked(Unfolded(raw, CODECS[_METHODS[entry.method]]._replace(magics=()), reading.budget, start), entry)
