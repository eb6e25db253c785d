"""JSON Lines: a page in a field of each line, read without building the fields that nobody asked for."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

import msgspec

from flows.containers.members import MIB, DamagedError, Fields, Member, Reading

# A record of the services has its text in one of these; the page reader knows their schemas.
_SERVICE = ("Articles", "Blocks", "Title", "paragraphs", "shortContent")
_ABSENT = msgspec.Raw(b"")
_BOM = b"\xef\xbb\xbf"
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
# Where bytes that are no UTF-8 stay while the line is read: the last characters of the last private plane.
_SHELTER = 0x10FF00
_TO_SHELTER = {0xDC00 + byte: _SHELTER + byte for byte in range(0x80, 0x100)}
_FROM_SHELTER = {shelter: bad for bad, shelter in _TO_SHELTER.items()}
_MILLISECONDS = 100_000_000_000  # seconds would be in the year 5138


class FieldError(Exception):
    """A field does not hold what it should: the sentence says what."""


def read_jsonl(file: BinaryIO, reading: Reading) -> Iterator[Member]:
    """Yield the page of each line that is not blank; `#n` is the number of the line."""
    limit, decoder, line, count = reading.limits.page_bytes, _decoder(reading.fields), 0, 0
    while data := file.readline(limit + 1):
        line += 1
        size = len(data)
        if size > limit and not data.endswith(b"\n"):
            size += _skip_line(file, reading)
        elif not data.strip():
            continue
        count += 1
        reading.admit(count)
        if size > limit:
            yield reading.page(f"#{line}", b"", size)
        else:
            yield _read_line(data.removeprefix(_BOM) if line == 1 else data, f"#{line}", decoder)


def _skip_line(file: BinaryIO, reading: Reading) -> int:
    """Move behind the end of a line that is too large, and return how many bytes that were."""
    skipped = 0
    while piece := file.readline(MIB):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
        if skipped > reading.limits.skipped_bytes:
            message = f"A line has no end within {skipped:,} bytes."
            raise DamagedError(message, "broken_archive")
    return skipped


def _decoder(fields: Fields) -> msgspec.json.Decoder[Any]:
    """Return a decoder that keeps the bytes of the named fields and skips all others."""
    names = {**fields._asdict(), **{name: name for name in _SERVICE}}
    attributes = {name: attribute for attribute, name in reversed(names.items())}
    record = msgspec.defstruct(
        "Record",
        [(attribute, msgspec.Raw, _ABSENT) for attribute in attributes.values()],
        rename={attribute: name for name, attribute in attributes.items()},
        frozen=True,
    )
    return msgspec.json.Decoder(record)


def _read_line(line: bytes, suffix: str, decoder: msgspec.json.Decoder[Any]) -> Member:
    try:
        record = _decode(decoder, line)
        data, media = _page(record, line)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        detail = f"The line is no JSON object: {error}."
        return Member(suffix, None, len(line), reason="broken_record", detail=detail)
    except FieldError as error:
        return Member(suffix, None, len(line), reason="no_text_field", detail=str(error))
    url, fetched_at = (_value(getattr(record, role, _ABSENT)) for role in ("url", "fetched_at"))
    return Member(suffix, data, len(data), media, url if isinstance(url, str) and url else None, as_utc(fetched_at))


def _decode(decoder: msgspec.json.Decoder[Any], line: bytes) -> Any:
    """Return the record of a line; half of a surrogate pair, which is no text, becomes U+FFFD."""
    try:
        return decoder.decode(line)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return decoder.decode(_ESCAPE.sub(lambda found: b"\\ufffd" if found[1] else found[0], line))


def _page(record: Any, line: bytes) -> tuple[bytes, str | None]:
    """Return the bytes of the page, HTML before text, and its media; a service's record is the page itself."""
    present = [(media, raw) for media in ("html", "text") if (raw := bytes(getattr(record, media, _ABSENT)))]
    for media, raw in present:
        if raw not in {b"null", b'""'}:
            return _string(raw), media
    if any(bytes(getattr(record, name, _ABSENT)) for name in _SERVICE):
        return line.strip(), None
    if not present:
        message = "The record has no field that holds a page; --field html=NAME says which does."
        raise FieldError(message)
    return b"", present[-1][0]


def _string(raw: bytes) -> bytes:
    """Return the bytes of a JSON string; those that are no UTF-8 stay as they are."""
    try:
        return msgspec.json.decode(raw, type=str).encode()
    except msgspec.ValidationError as error:
        message = "The field that should hold a page is no string."
        raise FieldError(message) from error
    except UnicodeDecodeError:
        sheltered = raw.decode("utf-8", "surrogateescape").translate(_TO_SHELTER).encode()
        text = msgspec.json.decode(sheltered, type=str).translate(_FROM_SHELTER)
        return text.encode("utf-8", "surrogateescape")


def _value(raw: msgspec.Raw) -> str | float | None:
    """Return a string or number, None for everything else."""
    try:
        return msgspec.json.decode(raw, type=str | float | None) if bytes(raw) else None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def as_utc(time: datetime | str | float | None) -> datetime | None:
    """Return a time in UTC without its zone: of an ISO string, seconds or milliseconds since 1970; else None.

    >>> as_utc("2019-03-14T05:06:07+01:00"), as_utc(1552536367)
    (datetime.datetime(2019, 3, 14, 4, 6, 7), datetime.datetime(2019, 3, 14, 4, 6, 7))
    """
    try:
        if isinstance(time, str):
            time = datetime.fromisoformat(time.strip())
        elif isinstance(time, (int, float)):
            time = datetime.fromtimestamp(time / 1000 if abs(time) >= _MILLISECONDS else time, UTC)
        return time.astimezone(UTC).replace(tzinfo=None) if time and time.tzinfo else time
    except (ValueError, OverflowError, OSError):
        return None
