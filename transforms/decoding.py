"""Turn the bytes of a page into text, or say in a word and a sentence why they are no text.

Marks and structure come first, because they are certain: byte order marks, the NULs of UTF-16, the
signatures of binary files, then strict UTF-8, which other charsets hardly ever satisfy by chance.
What is left is UTF-8 with a few wrong bytes, or Windows-1252 where that is plausible. A detector for
more charsets belongs in `_decode_single_byte`, the only place that guesses.
"""

import codecs
import re
from typing import NamedTuple

MOST_CONTROLS = 0.02  # a stray control byte is odd text; one in fifty is no text
MOST_HIGH = 0.30  # Western text is mostly ASCII: accented French stays below one byte in ten
MOST_UNDEFINED = 0.05  # of the high bytes; Windows-1252 leaves five of them without a character
FEW_UNDEFINED = 3  # so many may be undefined in any text, however short

_REPLACEMENT = "\ufffd"
_NOT_BLANK = re.compile(r"[^\s\ufeff]")

# UTF-32 stands before UTF-16, whose little-endian mark it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "gzip-compressed data"),
)
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r")) + b"\x7f"
_ASCII = bytes(range(0x80))
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"

# "surrogateescape" reads a byte that is not UTF-8 as one of these 128 lone surrogates.
_BAD_BYTE = re.compile("[\udc80-\udcff]")
_UNDEFINED_BYTE = re.compile("[\udc81\udc8d\udc8f\udc90\udc9d]")
_GOOD_CHARACTER = re.compile("[^\x00-\x7f\udc80-\udcff]")
_AS_WESTERN = {0xDC00 + b: bytes([b]).decode("cp1252", "replace") for b in range(0x80, 0x100)}


class Decoded(NamedTuple):
    """The text of a page, or the reason why it has none.

    `charset` is the charset that was used. `flags` name what is odd about the text:
    `mixed_charset`, `undecodable_bytes`. `reason` (`empty`, `binary`, `undecodable`) and `detail`, a
    sentence for a person, are given exactly when `text` is None.
    """

    text: str | None
    charset: str | None
    flags: tuple[str, ...] = ()
    reason: str | None = None
    detail: str | None = None


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a page; a byte order mark stays as U+FEFF; never raises.

    >>> decode("Zürich".encode()).text
    'Zürich'
    >>> decode(b"%PDF-1.7 ...").detail
    'The bytes are a PDF document, not text.'
    """
    decoded = _decode(data)
    if decoded.text is None or _NOT_BLANK.search(decoded.text):
        return decoded
    detail = "The page holds only white space." if data else "The page holds no bytes at all."
    return _reject("empty", detail)


def _decode(data: bytes) -> Decoded:
    charset = _find_mark(data) or _find_utf16(data)
    if charset and charset != "utf-8":
        return _decode_wide(data, charset)
    if detail := _describe_binary(data):
        return _reject("binary", detail)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_mixed(data) or _decode_single_byte(data)


def _reject(reason: str, detail: str) -> Decoded:
    return Decoded(None, None, (), reason, detail)


def _find_mark(data: bytes) -> str | None:
    return next((charset for mark, charset in _MARKS if data.startswith(mark)), None)


def _find_utf16(data: bytes) -> str | None:
    """Return the UTF-16 whose Western letters explain the NULs: nearly all on one side of each pair."""
    if b"\0" not in data:
        return None
    pairs = len(data) // 2
    first, second = data[::2].count(0), data[1::2].count(0)
    mostly, hardly = 0.6 * pairs, 0.05 * pairs
    if second > mostly and first <= hardly:
        return "utf-16-le"
    return "utf-16-be" if first > mostly and second <= hardly else None


def _decode_wide(data: bytes, charset: str) -> Decoded:
    """Decode UTF-16 or UTF-32; broken units, such as a half one at the end, become U+FFFD."""
    try:
        return Decoded(data.decode(charset), charset)
    except UnicodeDecodeError:
        text = data.decode(charset, "replace")
    broken = text.count(_REPLACEMENT)
    if broken > 1 and broken > MOST_CONTROLS * len(text):
        return _reject("undecodable", f"The bytes begin like {charset}, but {broken} units of it are broken.")
    return Decoded(text, charset, ("undecodable_bytes",))


def _describe_binary(data: bytes) -> str | None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return f"The bytes are {kind}, not text."
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls <= MOST_CONTROLS * len(data):
        return None
    return f"{controls} of {len(data)} bytes are control characters: this is no text."


def _decode_mixed(data: bytes) -> Decoded | None:
    """Decode UTF-8 with a few wrong bytes, each read as Windows-1252; None if the wrong ones prevail.

    One wrong byte must not turn a whole page of UTF-8 into mojibake.
    """
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_BAD_BYTE.findall(text))
    good = len(_GOOD_CHARACTER.findall(text))
    if good < bad:
        return None
    flags = ("mixed_charset", "undecodable_bytes") if _UNDEFINED_BYTE.search(text) else ("mixed_charset",)
    return Decoded(text.translate(_AS_WESTERN), "utf-8", flags)


def _decode_single_byte(data: bytes) -> Decoded:
    high = data.translate(None, _ASCII)
    undefined = sum(map(high.count, _UNDEFINED))
    if len(high) > MOST_HIGH * len(data):
        share = round(100 * len(high) / len(data))
        return _reject("undecodable", f"{share} % of the bytes are neither ASCII nor UTF-8: no Western text.")
    if undefined > max(FEW_UNDEFINED, MOST_UNDEFINED * len(high)):
        return _reject("undecodable", f"{undefined} bytes have no character in UTF-8 or Windows-1252.")
    flags = ("undecodable_bytes",) if undefined else ()
    return Decoded(data.decode("cp1252", "replace"), "windows-1252", flags)
