"""Every compression behind one interface, that of the standard library's decompressors.

`decompress(data, max_length)`, `eof`, `needs_input` and `unused_data`: so one loop (`streams.Unfolded`) reads
gzip, xz, zstd, bzip2, zip's methods and the encodings of HTTP, and never gets more than it asked for.
"""

import bz2
import lzma
import sys
import zlib
from collections.abc import Callable
from typing import NamedTuple, Protocol

import brotli

from flows.containers.members import MIB

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# xz -9 asks for 65 MiB; zstd refuses windows above 128 MiB by itself.
XZ_MEMORY = 192 * MIB
LONGEST_MAGIC = 6  # bytes: that of xz


class Decompressor(Protocol):
    """The interface of the standard library's decompressors."""

    @property
    def eof(self) -> bool:
        """Whether the end mark was read, and checked."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing comes out without more bytes."""

    @property
    def unused_data(self) -> bytes:
        """Bytes behind the end mark."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return at most `max_length` bytes."""


class _Zlib:
    """zlib's object behind that interface."""

    def __init__(self, window: int) -> None:
        self._codec = zlib.decompressobj(window)

    @property
    def eof(self) -> bool:
        return self._codec.eof

    @property
    def needs_input(self) -> bool:
        return not self._codec.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._codec.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._codec.decompress(self._codec.unconsumed_tail + data, max_length)


class _Brotli:
    """brotli's object behind that interface; it gives up to 32 KiB more than it was asked for."""

    unused_data = b""

    def __init__(self) -> None:
        self._codec, self._surplus = brotli.Decompressor(), b""

    @property
    def eof(self) -> bool:
        return not self._surplus and self._codec.is_finished()

    @property
    def needs_input(self) -> bool:
        return not self._surplus and self._codec.can_accept_more_data()

    def decompress(self, data: bytes, max_length: int) -> bytes:
        given = self._surplus or self._codec.process(data, output_buffer_limit=max_length)
        self._surplus = given[max_length:]
        return given[:max_length]


class Codec(NamedTuple):
    """How a compression is opened, and how its streams begin where several may follow each other."""

    open: Callable[[], Decompressor]
    magics: tuple[bytes, ...] = ()


_SKIPPABLE = tuple(bytes([mark]) + b"\x2a\x4d\x18" for mark in range(0x50, 0x60))  # zstd: frames of notes
CODECS = {
    "gz": Codec(lambda: _Zlib(31), (b"\x1f\x8b\x08",)),
    "xz": Codec(lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY), (b"\xfd7zXZ\x00",)),
    "zst": Codec(zstd.ZstdDecompressor, (b"\x28\xb5\x2f\xfd", *_SKIPPABLE)),
    "bz2": Codec(bz2.BZ2Decompressor, (b"BZh",)),
    "deflate": Codec(lambda: _Zlib(-15)),
    "zlib": Codec(lambda: _Zlib(15)),
    "lzma": Codec(lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=XZ_MEMORY)),
    "br": Codec(_Brotli),
}
ERRORS = (zlib.error, lzma.LZMAError, zstd.ZstdError, brotli.error, OSError, ValueError, EOFError)
