"""WARC: every record is a unit, and the answers of servers that hold a page are pages.

warcio parses the headers; where a record begins and ends is found here, because warcio's iterator reads lines
of any length, takes a record that breaks off for a whole one, stops at the first wrong length, and writes
what it finds odd to the terminal.
"""

from collections.abc import Iterator
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from flows.containers.http import LONGEST_HEADER, Payload, media_of, read_answer
from flows.containers.members import CHUNK, DamagedError, Member, Reading, RefusedError, refused
from flows.containers.records import as_utc
from flows.containers.streams import read_exactly, skip

_MARK = b"WARC/"
_PARSER = StatusAndHeadersParser(["WARC/"])
_OF_THE_WHOLE = ("archive_bomb", "unreadable")
_PAGES = ("response", "resource")


class _Header:
    """The lines of a header, up to a blank one, not too many; the rest of the stream stays where it is."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._left = stream, LONGEST_HEADER

    def readline(self) -> bytes:
        line = self._stream.readline(self._left + 1)
        self._left -= len(line)
        if self._left < 0:
            message = f"The header of a record has more than {LONGEST_HEADER:,} bytes."
            raise DamagedError(message)
        if not line:
            message = "The container breaks off inside the header of a record."
            raise DamagedError(message)
        return line


def read_warc(file: BinaryIO, reading: Reading) -> Iterator[Member]:
    """Yield every record, `#n`; raises `DamagedError` at the end if bytes were lost in between."""
    count = lost = 0
    while line := file.readline(CHUNK):
        if not line.startswith(_MARK):
            lost += len(line) if line.strip() else 0
            if lost > reading.limits.skipped_bytes:
                break
            continue
        count += 1
        reading.admit(count)
        yield from _read_record(file, line, f"#{count}", reading)
    if lost:
        message = f"{lost:,} bytes between the records belong to none: a length is wrong or bytes were overwritten."
        raise DamagedError(message, "broken_archive")


def _read_record(file: BinaryIO, line: bytes, suffix: str, reading: Reading) -> Iterator[Member]:
    try:
        headers = _PARSER.parse(_Header(file), line)
        size = _length(headers)
    except (StatusAndHeadersParserException, DamagedError) as error:
        yield refused(suffix, 0, DamagedError(f"The header of the record cannot be read: {error}"))
        return
    # What is no page is not read, and a page that is too large is not either.
    kind = headers.get_header("WARC-Type")
    is_page = kind in _PAGES
    too_large = is_page and size > reading.limits.page_bytes + LONGEST_HEADER
    wanted = size if is_page and not too_large else 0
    block = b""
    known = Member(suffix, None, size, url=_url(headers), fetched_at=as_utc(headers.get_header("WARC-Date")))
    try:
        block = read_exactly(file, wanted)
        if len(block) < wanted:
            message = f"The record breaks off after {len(block):,} of {size:,} bytes."
            raise DamagedError(message)
        payload = Payload(b"", None, None) if too_large else _payload(kind, headers, block, reading)
        page = reading.page(suffix, payload.data, size if too_large else None)
        yield page._replace(media=payload.media, charset=payload.charset, url=known.url, fetched_at=known.fetched_at)
    except RefusedError as error:
        if error.reason in _OF_THE_WHOLE:
            raise
        yield known._replace(reason=error.reason, detail=error.detail)
    skip(file, size - len(block))


def _length(headers: StatusAndHeaders) -> int:
    length = headers.get_header("Content-Length") or ""
    if not (length.isascii() and length.isdigit() and len(length) < len(str(1 << 63))):
        message = "It does not say how long the record is."
        raise DamagedError(message)
    return int(length)


def _url(headers: StatusAndHeaders) -> str | None:
    address = (headers.get_header("WARC-Target-URI") or "").strip("<> ")
    return address or None


def _payload(kind: str | None, headers: StatusAndHeaders, block: bytes, reading: Reading) -> Payload:
    """Return the page in a record; raises `RefusedError` if it holds none."""
    if kind == "response":
        return read_answer(block, reading.limits.page_bytes, reading.budget)
    if kind == "resource":
        return Payload(block, *media_of(headers.get_header("Content-Type")))
    message = f"A record of type {(kind or 'unknown')[:40]!a}, no answer of a server."
    raise RefusedError(message, "not_a_response")
