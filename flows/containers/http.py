"""The page inside an HTTP answer: transfer and content encodings undone, charset and media read."""

import io
import re
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from flows.containers.codecs import CODECS
from flows.containers.members import Budget, DamagedError, RefusedError
from flows.containers.streams import Unfolded, read_exactly

LONGEST_HEADER = 64 * 1024  # bytes of all lines together; servers stop at 8 or 16 KiB
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"[ \t]{0,9}([0-9a-fA-F]{1,15})[^\n]{0,999}\n")
_ENCODINGS = {"gzip": "gz", "x-gzip": "gz", "br": "br", "zstd": "zst", "deflate": "zlib"}
_ZLIB = 8  # low bits of the first byte where zlib's frame stands
_OK = range(200, 300)
# Services answer in JSON, and an answer without a type may be anything.
_MEDIA = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text",
    "application/json": None, "text/json": None, "": None,
}  # fmt: skip


class Payload(NamedTuple):
    """A page as it was sent, and what its header says of it."""

    data: bytes
    media: str | None
    charset: str | None


def read_answer(block: bytes, limit: int, budget: Budget) -> Payload:
    """Return the page of an HTTP answer, cut behind `limit` + 1 bytes.

    Raises `RefusedError`: `not_a_response`, `http_status`, `not_html`, `unsupported_compression`, `damaged`.
    """
    end = _BLANK_LINE.search(block, 0, LONGEST_HEADER)
    if not block.startswith(b"HTTP/") or not end:
        message = "The record holds no answer of a server."
        raise RefusedError(message, "not_a_response")
    headers = StatusAndHeadersParser(["HTTP/"], verify=False).parse(io.BytesIO(block[: end.end()]))
    code = headers.get_statuscode()
    if not (code.isascii() and code.isdigit() and int(code[:4]) in _OK):
        message = f"The server answered {code[:20]!a}."
        raise RefusedError(message, "http_status")
    media, charset = media_of(headers.get_header("Content-Type"))
    body = block[end.end() :]
    if "chunked" in (headers.get_header("Transfer-Encoding") or "").lower():
        body = _join_chunks(body)
    return Payload(_decode(body, headers, limit, budget), media, charset)


def media_of(content_type: str | None) -> tuple[str | None, str | None]:
    """Return media and charset of a `Content-Type`; raises `RefusedError` (`not_html`) if it is no page's.

    >>> media_of('text/html; charset="windows-1252"')
    ('html', 'windows-1252')
    """
    kind, _, rest = (content_type or "").partition(";")
    kind = kind.strip().lower()
    if kind not in _MEDIA:
        message = f"The content is {kind[:80]!a}, no page."
        raise RefusedError(message, "not_html")
    found = _CHARSET.search(rest)
    return _MEDIA[kind], found[1] if found else None


def _join_chunks(body: bytes) -> bytes:
    """Return a chunked body in one piece; one that was joined before stays as it is."""
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK_SIZE.match(body, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(body[found.end() : found.end() + size])
        at = found.end() + size
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
    return b"".join(pieces) if pieces and at >= len(body) else body


def _decode(body: bytes, headers: StatusAndHeaders, limit: int, budget: Budget) -> bytes:
    """Undo the content encodings, last one first; one that was undone before is skipped."""
    names = (headers.get_header("Content-Encoding") or "").lower().replace(" ", "").split(",")
    for name in reversed([name for name in names if name not in {"", "identity"}]):
        if name not in _ENCODINGS or len(names) > len(_ENCODINGS):
            message = f"The content encoding {name[:40]!a} is not read here."
            raise RefusedError(message, "unsupported_compression")
        body = _undo(body, _ENCODINGS[name], limit, budget)
    return body


def _undo(body: bytes, kind: str, limit: int, budget: Budget) -> bytes:
    """Return a body without one encoding, or as it is where the archive's writer has taken it off already."""
    if kind == "zlib" and body and body[0] & 0x0F != _ZLIB:
        kind = "deflate"  # without its frame, as some servers send it
    codec = CODECS[kind]
    if not body or (codec.magics and not body.startswith(codec.magics)):
        return body
    try:
        return read_exactly(Unfolded(io.BytesIO(body), codec._replace(magics=()), budget), limit + 1)
    except DamagedError:
        if not codec.magics and body.lstrip().startswith((b"<", b"{", b"[")):
            return body
        raise
