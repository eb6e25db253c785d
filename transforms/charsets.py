"""Which charset bytes are in that are neither UTF-8 nor marked: what is declared, else what reads most plausibly.

A declaration is believed only where the bytes do not contradict it. Without one the library ranks charsets by the
language they would yield; that is strong in long texts and blind where only a few bytes are not ASCII. So each reading
is also charged for what no writer writes (`data/rules/charsets.toml`): capitals inside words, signs inside words,
mixed scripts. Figures are in `benchmarks/CHARSETS.md`. The library is imported when the first such page comes.
"""

import codecs
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from transforms import rules

WEIGHT = 0.6  # of one charge a character against the library's confidence, whose best is 1
UNSURE = 0.6  # charges a character; above it, half of the readings are wrong
RARE = 0.1  # how much better the evidence for a rare charset must be
FIRST_LOOK = 6  # charsets of the library's ranking that are read at once; the rest only if none of them is plausible

_HEAD = 4096  # bytes in which a declaration must stand
_BEFORE, _SAMPLE = 1024, 65_536  # bytes before and after the first that is not ASCII: all that is ever looked at
_WORDS = 1500  # bytes of words that are not ASCII, for the charges
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_CERTAIN = 0.5  # the library gives 0.1 to what it was only told
_LETTER = re.compile(r"[\w\s\u2010-\u2027\u3000-\u301f\u30fb\uff00-\uff20!-/:?]")
_BREAK = re.compile(r"[\n \u3000-\u3002\uff0c]")
_MOST, _BREAKS = 0.9, 0.005  # of the characters
_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(rb"\s?[^\s\x80-\xff]{0,40}[\x80-\xff]\S{0,60}\s?")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_IN_HEADER = re.compile(r"""(?i)(?:.{0,200}?\bcharset\s{0,5}=)?\s{0,5}["']?([\w.:-]{2,40})""")
_DECLARED = re.compile(
    rb"""(?i)<(?:\?xml\s[^>]{0,200}?\bencoding|meta\s[^>]{0,400}?\bcharset)\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{2,40})"""
)


class Implausible(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What no writer writes: each match of `pattern` costs `charge`."""

    id: str
    charge: float
    pattern: str
    why: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


class Detector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which charsets are tried always, never, or only with better evidence."""

    western: tuple[str, ...]
    never: frozenset[str]
    rare: frozenset[str]
    no_charset: frozenset[str]


class Charsets(rules.Knowledge, frozen=True):
    """What `charsets.toml` holds."""

    labels: dict[str, str]
    detector: Detector
    implausible: tuple[Implausible, ...]


class Reading(NamedTuple):
    """A charset, how far it is from the best evidence (lower is better), and its charges a character."""

    charset: str
    distance: float
    charges: float


@cache
def known_charsets() -> Charsets:
    """Return what is known about charsets."""
    return rules.load("rules/charsets.toml", Charsets)


@cache
def _implausible() -> tuple[tuple[float, re.Pattern[str]], ...]:
    return tuple((one.charge, re.compile(one.pattern)) for one in known_charsets().implausible)


@lru_cache(maxsize=256)
def codec_of(label: str) -> str | None:
    """Return Python's name of the codec for a label, read as the web's encoding standard reads it; None if unknown.

    >>> codec_of("ISO-8859-1"), codec_of("windows-1251"), codec_of("rot13")
    ('cp1252', 'cp1251', None)
    """
    known = known_charsets()
    label = label.strip().lower()
    try:
        codec = codecs.lookup(known.labels.get(label, label)).name
        "a".encode(codec)  # codecs that are no charset, such as base64, fail here
    except (LookupError, ValueError):
        return None
    return None if codec.replace("-", "_") in known.detector.no_charset else codec


def declared_charsets(data: bytes, declared: str | None = None) -> tuple[str, ...]:
    """Return the codecs that are declared: by the caller (a charset or a Content-Type), then by the document itself.

    >>> declared_charsets(b'<meta charset="koi8-r">', "text/html; charset=latin1")
    ('cp1252', 'koi8-r')
    """
    given = _IN_HEADER.match(declared) if declared else None
    labels = [given[1]] if given else []
    labels += [found[1].decode("ascii", "ignore") for found in _DECLARED.finditer(data[:_HEAD])][:1]
    return tuple(dict.fromkeys(codec for label in labels if (codec := codec_of(label))))


def charge(words: bytes, charset: str) -> float:
    """Return what is implausible about words read in a charset: charges a character beyond ASCII."""
    text = words.decode(charset, "replace")
    total = sum(cost * len(pattern.findall(text)) for cost, pattern in _implausible())
    return total / max(1, len(_BEYOND_ASCII.findall(text)))


def telling_words(data: bytes) -> bytes:
    """Return the first words that are not ASCII, with the white space around them: cheap evidence."""
    found, size = [], 0
    for word in _WORD.finditer(_around_first(data)):
        found.append(word[0])
        size += len(word[0])
        if size > _WORDS:
            break
    return b"".join(found)


def rank(data: bytes) -> list[Reading]:
    """Return the charsets that bytes may be in, the best first; the same bytes always give the same list."""
    evidence, words = _evidence(data), telling_words(data)
    order = list(dict.fromkeys([*list(evidence)[:FIRST_LOOK], *known_charsets().detector.western]))
    readings = [_weigh(words, charset, evidence) for charset in order]
    if min(readings, key=lambda one: one.distance).charges > UNSURE / 2:
        readings += [_weigh(words, charset, evidence) for charset in evidence if charset not in order]
    western = known_charsets().detector.western
    return sorted(readings, key=lambda one: (round(one.distance, 4), (*western, one.charset).index(one.charset)))


def find_wide(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 that bytes without a mark are in, also where no letter is Western; else None."""
    import chardet  # noqa: PLC0415 - as below

    sample = data[:_SAMPLE]
    told = chardet.detect(
        sample, compat_names=False, include_encodings=_WIDE, no_match_encoding=_WIDE[0], empty_input_encoding=_WIDE[0]
    )
    if told["encoding"] in _WIDE and told["confidence"] > _CERTAIN:
        return told["encoding"]
    return next((charset for charset in _WIDE[:2] if _is_eastern(sample, charset)), None)


def _is_eastern(sample: bytes, charset: str) -> bool:
    """Say whether UTF-16 gives letters, broken by the spaces and stops that the other order of bytes cannot give."""
    try:
        text = sample[: len(sample) & ~1].decode(charset)
    except UnicodeDecodeError:
        return False
    return len(_LETTER.findall(text)) >= _MOST * len(text) and len(_BREAK.findall(text)) > _BREAKS * len(text)


def _weigh(words: bytes, charset: str, evidence: dict[str, float]) -> Reading:
    known = known_charsets().detector
    charges = charge(words, charset)
    prior = RARE if charset in known.rare else 0.0
    return Reading(charset, WEIGHT * charges + prior - evidence.get(charset, 0.0), charges)


def _evidence(data: bytes) -> dict[str, float]:
    """Return the library's confidence for each charset, the best 1, in falling order."""
    known = known_charsets().detector
    found = dict(_library(_sample(data)))
    # A subset of the charset that is meant; chardet takes it where one of five bytes is undefined.
    latin1 = found.pop("iso8859-1", 0.0)
    if latin1:
        found["cp1252"] = max(latin1, found.get("cp1252", 0.0))
    found = {charset: confidence for charset, confidence in found.items() if charset not in known.never}
    best = max(found.values(), default=1.0) or 1.0
    return {charset: found[charset] / best for charset in sorted(found, key=lambda one: -found[one])}


def _around_first(data: bytes) -> bytes:
    """Return the part around the first byte that is not ASCII; what stands before it cannot cut a character."""
    first = _HIGH.search(data)
    start = max(0, first.start() - _BEFORE) if first else 0
    return data[start : start + _BEFORE + _SAMPLE]


def _sample(data: bytes) -> bytes:
    """Return what the library sees, its declarations blanked: they were heard already.

    The line break in front hides first letters that the library takes for a signature ("BM", "MZ").
    """
    return b"\n" + _DECLARED.sub(b"<meta", _around_first(data))


def _library(sample: bytes) -> Iterator[tuple[str, float]]:
    import chardet  # noqa: PLC0415 - most pages are UTF-8 and never pay for it

    for one in chardet.detect_all(sample, ignore_threshold=True, compat_names=False, max_bytes=len(sample)):
        charset, confidence = one["encoding"], one["confidence"]
        if isinstance(charset, str) and isinstance(confidence, float):
            yield charset, confidence
