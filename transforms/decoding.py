"""Turn the bytes of a page into text, or say in a word and a sentence why they are no text.

Marks and structure come first, because they are certain: byte order marks, the signatures of files, the NULs of
UTF-16, escape sequences, then strict UTF-8, which other charsets hardly ever satisfy by chance, and UTF-8 with a few
wrong bytes. Then the declared charset, if the bytes do not contradict it, and last the detector (`charsets`). Where
even that is unsure, a few odd bytes are read as Windows-1252 and flagged; many are refused.
"""

import re
from typing import NamedTuple

from transforms import charsets, unicode
from transforms.refusal import signatures

MOST_BROKEN = 0.02  # of the units of UTF-16, and of the bytes that are not ASCII in any other charset
FEW_BROKEN = 3  # so many may be broken in any text, however short
FEW_HIGH = 0.01  # of all bytes: a text with no more odd bytes than that is read although nobody knows their charset
MUCH_BETTER = 0.3  # charges a character: how much better than the declared charset another must read

_REPLACEMENT = "\ufffd"
_NOT_BLANK = re.compile(r"[^\s\ufeff]")
_ASCII = bytes(range(0x80))

# Charsets of seven bits, whose letters hide behind escape sequences; UTF-7 is believed only where it is declared.
_ESCAPES = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b(?:\$[@AB(]|\([IJ]|\.[AF])"), "iso2022_jp_2"),
    (re.compile(rb"~\{(?:[!-w][!-~]){2,200}~\}"), "hz"),
)
_STATEFUL = frozenset({"utf-7", "hz", "iso2022_kr", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_ext"})
# The names under which people and browsers know Python's codecs.
_NAMES = {
    **{f"cp125{n}": f"windows-125{n}" for n in range(9)},
    "cp932": "shift_jis", "cp949": "euc-kr", "cp874": "windows-874", "euc_jp": "euc-jp", "big5hkscs": "big5",
    "iso2022_jp": "iso-2022-jp",
    "iso2022_jp_2": "iso-2022-jp", "iso2022_kr": "iso-2022-kr",
}  # fmt: skip


class Decoded(NamedTuple):
    """The text of a page, or the reason why it has none.

    `charset` is the charset that was used. `flags` name what is odd about the text: `mixed_charset`,
    `undecodable_bytes`, `charset_contradicted` (what was declared is not true), `charset_guessed` (unsure),
    `surrogates_in_utf8`, `repeated_mark`. `reason` (`empty`, `pdf`, `image`, `archive`, `binary`, `undecodable`) and
    `detail`, a sentence for a person, are given exactly when `text` is None.
    """

    text: str | None
    charset: str | None
    flags: tuple[str, ...] = ()
    reason: str | None = None
    detail: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode the bytes of a page; a byte order mark stays as U+FEFF; never raises.

    `declared` is the charset or Content-Type that a header or manifest tells; one inside the page is found.

    >>> decode("Zürich".encode()).text
    'Zürich'
    >>> decode("Утренняя газета вышла вовремя.".encode("cp1251")).charset
    'windows-1251'
    >>> decode(b"%PDF-1.7 ...").detail
    'The bytes are a PDF document, not text.'
    """
    decoded = _decode(data, declared)
    if decoded.text is None or _NOT_BLANK.search(decoded.text):
        return decoded
    detail = "The page holds only white space." if data else "The page holds no bytes at all."
    return _reject("empty", detail)


def _decode(data: bytes, declared: str | None) -> Decoded:
    charset = unicode.find_mark(data)
    if charset and charset != "utf-8":
        return _decode_wide(data, charset)
    if signature := signatures.find_signature(data):
        return _reject(signature.reason, f"The bytes are {signature.kind}, not text.")
    if decoded := _decode_escapes(data, declared):
        return decoded
    if signatures.is_binary(data):
        wide = unicode.find_utf16(data) or charsets.find_wide(data)
        return _decode_wide(data, wide) if wide else _describe_binary(data)
    return _decode_bytes(data, declared)


def _reject(reason: str, detail: str) -> Decoded:
    return Decoded(None, None, (), reason, detail)


def _describe_binary(data: bytes) -> Decoded:
    controls = signatures.count_controls(data)
    return _reject("binary", f"{controls} of {len(data)} bytes are control characters: this is no text.")


def _decode_wide(data: bytes, charset: str) -> Decoded:
    """Decode UTF-16 or UTF-32; broken units, such as a half one at the end, become U+FFFD."""
    try:
        text = data.decode(charset)
    except UnicodeDecodeError:
        text = data.decode(charset, "replace")
        broken = text.count(_REPLACEMENT)
        if broken > 1 and broken > MOST_BROKEN * len(text):
            return _reject("undecodable", f"The bytes begin like {charset}, but {broken} units of it are broken.")
        return Decoded(text, charset, ("undecodable_bytes", *unicode.flag_mark(text)))
    return Decoded(text, charset, unicode.flag_mark(text))


def _decode_escapes(data: bytes, declared: str | None) -> Decoded | None:
    """Decode the charsets of seven bits, whose bytes are ASCII and, with their escapes, would pass as such."""
    if not data.isascii():
        return None
    found = [charset for pattern, charset in _ESCAPES if pattern.search(data)]
    told = [charset for charset in charsets.declared_charsets(data, declared) if charset in _STATEFUL]
    for charset in dict.fromkeys([*told, *found]):
        try:
            text = data.decode(charset)
            text.encode()  # UTF-7 can smuggle lone surrogates
        except UnicodeError:
            continue
        if "\x1b" not in text and not text.isascii():
            return Decoded(text, _NAMES.get(charset, charset))
    return None


def _decode_bytes(data: bytes, declared: str | None) -> Decoded:
    """Decode what is neither marked nor binary; a declaration that was not followed is flagged."""
    told = charsets.declared_charsets(data, declared)
    utf8 = unicode.read_utf8(data)
    decoded = (utf8 and Decoded(utf8[0], "utf-8", utf8[1])) or _decode_declared(data, told) or _decode_detected(data)
    if decoded.text is None or data.isascii():
        return decoded
    followed = {codec for codec in told if _NAMES.get(codec, codec) == decoded.charset}
    flags = decoded.flags if len(followed) == len(told) else (*decoded.flags, "charset_contradicted")
    return decoded._replace(flags=flags)


def _decode_declared(data: bytes, told: tuple[str, ...]) -> Decoded | None:
    """Decode in the first declared charset that the bytes do not contradict."""
    told = tuple(codec for codec in told if codec != "utf-8" and not codec.startswith(("utf-16", "utf-32")))
    if not told:
        return None
    words = charsets.telling_words(data)
    for codec in told:
        charges = charsets.charge(words, codec)
        if charges > charsets.UNSURE and charges > MUCH_BETTER + charsets.rank(data)[0].charges:
            continue
        if decoded := _decode_as(data, codec):
            return decoded
    return None


def _decode_detected(data: bytes) -> Decoded:
    for reading in charsets.rank(data)[: charsets.FIRST_LOOK]:
        if reading.charges > charsets.UNSURE:
            break
        if decoded := _decode_as(data, reading.charset):
            return decoded
    high = data.translate(None, _ASCII)
    if len(high) > max(FEW_BROKEN, FEW_HIGH * len(data)):
        share = round(100 * len(high) / len(data))
        return _reject("undecodable", f"{share} % of the bytes are not ASCII, and read in no charset like text.")
    text = data.decode("cp1252", "replace")
    flags = ("undecodable_bytes",) if _REPLACEMENT in text else ()
    return Decoded(text, "windows-1252", ("charset_guessed", *flags))


def _decode_as(data: bytes, codec: str) -> Decoded | None:
    """Decode in this charset; None if more than a few bytes have no character in it."""
    try:
        return Decoded(data.decode(codec), _NAMES.get(codec, codec))
    except UnicodeError:
        pass
    try:
        text = data.decode(codec, "replace")
    except UnicodeError:
        return None
    broken, beyond = text.count(_REPLACEMENT), len(data.translate(None, _ASCII))
    if broken > max(FEW_BROKEN, MOST_BROKEN * beyond):
        return None
    return Decoded(text, _NAMES.get(codec, codec), ("undecodable_bytes",))
