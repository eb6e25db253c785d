"""Bytes in one of the encodings of Unicode: their marks, UTF-16 without one, and UTF-8 as it is met in the wild."""

import codecs
import re

SOUND = 2  # sound characters for each wrong byte, where there is more than one, that prove UTF-8

_NEAR = 32_768  # bytes before and after the first wrong one
_REPLACEMENT = "\ufffd"
_HIGH_BYTES = bytes(range(0x80, 0x100))
# UTF-32 stands before UTF-16, whose little-endian mark it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# "surrogateescape" reads a byte that is not UTF-8 as one of these 128 lone surrogates.
_UNDEFINED_BYTE = re.compile("[\udc81\udc8d\udc8f\udc90\udc9d]")
_AS_WESTERN = {0xDC00 + b: bytes([b]).decode("cp1252", "replace") for b in range(0x80, 0x100)}
# UTF-8 as other programs wrote it: pairs of surrogates (CESU-8), lone ones, and forms that are longer than need be.
_PAIR = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_MALFORMED = re.compile(
    rb"\xed[\xa0-\xbf][\x80-\xbf]|[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]|\xf0[\x80-\x8f][\x80-\xbf]{2}"
    rb"|[\xf5-\xf7][\x80-\xbf]{3}|[\xf8-\xfb][\x80-\xbf]{4}|[\xfc\xfd][\x80-\xbf]{5}"  # beyond Unicode
)


def find_mark(data: bytes) -> str | None:
    """Return the encoding whose byte order mark the bytes begin with."""
    return next((charset for mark, charset in _MARKS if data.startswith(mark)), None)


def find_utf16(data: bytes) -> str | None:
    """Return the UTF-16 whose Western letters explain the NULs: nearly all on one side of each pair."""
    pairs = len(data) // 2
    first, second = data[::2].count(0), data[1::2].count(0)
    mostly, hardly = 0.6 * pairs, 0.05 * pairs
    if second > mostly and first <= hardly:
        return "utf-16-le"
    return "utf-16-be" if first > mostly and second <= hardly else None


def flag_mark(text: str) -> tuple[str, ...]:
    """Return the flag of a text that begins with two byte order marks."""
    return ("repeated_mark",) if text.startswith("\ufeff\ufeff") else ()


def read_utf8(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    r"""Return text and flags of UTF-8, a few wrong bytes read as Windows-1252; None if the wrong ones prevail.

    One wrong byte must not turn a whole page of UTF-8 into mojibake.

    >>> read_utf8("Zürich, caf".encode() + b"\xe9")
    ('Zürich, café', ('mixed_charset',))
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        near = data[max(0, error.start - _NEAR) : error.start + _NEAR]
    else:
        return text, flag_mark(text)
    if not _is_mostly_sound(*_escape(near)[1:3]):  # cheap, before the whole of a large page is looked at
        return None
    text, good, bad, malformed = _escape(data)
    if not _is_mostly_sound(good, bad):
        return None
    flags = {
        "surrogates_in_utf8": _PAIR.search(data),
        "mixed_charset": bad > malformed,
        "undecodable_bytes": malformed or _UNDEFINED_BYTE.search(text),
    }
    return text.translate(_AS_WESTERN), tuple(name for name, given in flags.items() if given)


def _is_mostly_sound(good: int, bad: int) -> bool:
    return good >= bad and (bad <= 1 or good >= SOUND * bad)


def _escape(data: bytes) -> tuple[str, int, int, int]:
    """Return the text with wrong bytes as lone surrogates; and how many characters are good, bad, of these malformed.

    Counted by lengths and not by finding, which on 32 MiB of wrong bytes would need gigabytes.
    """
    paired = _PAIR.sub(lambda pair: _join(pair[0]), data)
    sound, malformed = _MALFORMED.subn(_REPLACEMENT.encode(), paired)
    text = sound.decode("utf-8", "surrogateescape")
    beyond_ascii = len(text) - len(sound.translate(None, _HIGH_BYTES))
    wrong = len(sound) - len(text.encode("utf-8", "ignore"))
    return text, beyond_ascii - wrong - malformed, wrong + malformed, malformed


def _join(pair: bytes) -> bytes:
    """Return the UTF-8 of the one character that two surrogates stand for."""
    return pair.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode()
