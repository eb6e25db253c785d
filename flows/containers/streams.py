"""Streams that are read forward: never more in memory than was asked for, and every wrong byte noticed."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from flows.containers.codecs import CODECS, ERRORS, LONGEST_MAGIC, Codec
from flows.containers.members import CHUNK, MIB, Budget, DamagedError, RefusedError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

T = TypeVar("T")


_MOST_PADDING = 64 * MIB  # zeros behind compressed data: tapes have kilobytes


class Readable(Protocol):
    """All that is asked of a stream of bytes."""

    def read(self, size: int, /) -> bytes | None:
        """Return at most `size` bytes; none at the end."""


class Unfolded(io.RawIOBase):
    """The decompressed bytes of `file`, read forward; what came before an error is given first.

    Raises `DamagedError` on wrong or missing bytes, again and again, and what `budget` raises.
    """

    def __init__(self, file: Readable, codec: Codec, budget: Budget, start: bytes = b"") -> None:
        """Read `start`, then `file`, with `codec`, and charge what comes out to `budget`."""
        self._file, self._codec, self._budget = file, codec, budget
        self._now, self._input, self._ended, self._packed = codec.open(), start, False, 0
        self._error: DamagedError | None = None

    def readable(self) -> bool:
        """Tell `io` that it can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill `buffer`, up to the end of the stream or to an error."""
        view, filled = memoryview(buffer).cast("B"), 0
        while filled < len(view) and not self._error and not self._ended:
            try:
                piece = self._next(len(view) - filled)
            except DamagedError as error:
                self._error = error
                break
            view[filled : filled + len(piece)] = piece
            filled += len(piece)
        if self._error and not filled:
            raise self._error
        self._budget.spend(self._packed, filled)
        self._packed = 0
        return filled

    def _next(self, most: int) -> bytes:
        """Return up to `most` bytes, none when there is nothing left."""
        if self._now.eof and not self._begin_next():
            self._ended = True
            return b""
        data, self._input = self._input, b""
        if not data and self._now.needs_input:
            data = self._read()
            rest = b"" if data else self._decompress(b"", most)
            if not data and not rest and not self._now.eof:
                message = "The compressed data break off before their end."
                raise DamagedError(message)
            if not data:
                return rest
        return self._decompress(data, most)

    def _read(self) -> bytes:
        data = self._file.read(CHUNK) or b""
        self._packed += len(data)
        return data

    def _decompress(self, data: bytes, most: int) -> bytes:
        try:
            return self._now.decompress(data, most)
        except ERRORS as error:
            message = f"The compressed data are damaged: {error}."
            raise DamagedError(message) from error

    def _begin_next(self) -> bool:
        """Start with the next stream of several; zeros between them are padding."""
        magics = self._codec.magics
        if not magics:
            return False
        rest, padding = self._now.unused_data, 0
        while len(rest := rest.lstrip(b"\0")) < LONGEST_MAGIC and padding < _MOST_PADDING and (more := self._read()):
            padding += len(more)
            rest += more
        if not rest:
            return False
        if not rest.startswith(magics):
            message = "Behind the compressed data stand bytes that are none."
            raise DamagedError(message)
        self._now, self._input = self._codec.open(), rest
        return True


def unfold(file: Readable, kind: str, budget: Budget) -> io.BufferedReader:
    """Return the decompressed bytes of a whole file of `kind` gz, xz, zst or bz2."""
    return io.BufferedReader(Unfolded(file, CODECS[kind], budget), CHUNK)


class Guarded(io.RawIOBase):
    """A file whose every failure is a `RefusedError` (`unreadable`), so that no other error can be mistaken for it."""

    def __init__(self, file: BinaryIO) -> None:
        """Read from `file`, which the caller closes."""
        self._file = file

    def readable(self) -> bool:
        """Tell `io` that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell `io` that it can be sought."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read into `buffer`."""
        view = memoryview(buffer).cast("B")
        data = self._tried(lambda: self._file.read(len(view)))
        view[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move, as `io` does."""
        return int(self._tried(lambda: self._file.seek(offset, whence)))

    def tell(self) -> int:
        """Return where the next byte is read."""
        return int(self._tried(self._file.tell))

    @staticmethod
    def _tried(action: Callable[[], T]) -> T:
        try:
            return action()
        except RefusedError:
            raise
        except Exception as error:  # a remote file fails with errors of its own
            message = f"The file cannot be read: {error}."
            raise RefusedError(message, "unreadable") from error


class Section(io.RawIOBase):
    """`size` bytes of a file from `start` on, whoever else reads it in between."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        """Read from `file`, which can be sought."""
        self._file, self._at, self._end = file, start, start + size

    def readable(self) -> bool:
        """Tell `io` that it can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read into `buffer`."""
        self._file.seek(self._at)
        data = self._file.read(min(len(memoryview(buffer)), self._end - self._at))
        memoryview(buffer)[: len(data)] = data
        self._at += len(data)
        return len(data)


def read_exactly(stream: Readable, size: int) -> bytes:
    """Return `size` bytes, fewer only at the end of the stream; an error of the stream is raised."""
    data = stream.read(min(size, CHUNK)) or b""
    if len(data) == size or not data:
        return data
    pieces, missing = [data], size - len(data)
    while missing and (piece := stream.read(min(missing, MIB))):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def skip(file: BinaryIO, size: int) -> None:
    """Move `size` bytes on; raises `DamagedError` if the file ends before."""
    if not size:
        return
    if file.seekable():
        file.seek(size - 1, io.SEEK_CUR)
        size = 1
    while size:
        got = len(file.read(min(size, MIB)))
        if not got:
            message = "The container breaks off before the end of a member."
            raise DamagedError(message)
        size -= got
