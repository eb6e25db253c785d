"""What was seen around a lost character, as the features that the weights know.

A feature is a short string: a letter that tells its sort, then what was seen.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from transforms.damage import lexicon
from transforms.damage.lossy_page import told
from transforms.damage.lossy_place import NEAR, Place, coarse, kind, often

_SENTENCE, _FAR = 250, 400  # characters that are looked at for the start of a sentence, for a neighbour
_WORD_BEFORE = re.compile(r"([^\W_]+)[^\w?]{0,2}$")  # over a sign and a space
_WORD_AFTER = re.compile(r"[^\w?]{0,2}([^\W_]+)")
_WORDS = re.compile(r"[^\W_]+")
_STOPS = re.compile(r"[.!?:;]\W")
_SPELLED = 0.3
_LONG = 4
_STEP = 8  # characters of a step in distance


@lru_cache(1 << 14)
def _spelled(pattern: str) -> int:
    found = lexicon.spellings_with_frequencies(pattern, "en")
    return 0 if not found else 1 if found[0][1] < _SPELLED else 2


def features(place: Place, style: dict[str, str]) -> Iterator[str]:
    """Yield what was seen at a place of a page of this style, each feature only once."""
    yield from _signs(place)
    yield from _words(place)
    yield from _run(place)
    if place.right in "^ ?)" or place.right in ",.;:":
        yield from _sentence(place)
    yield from _neighbours(place)
    for name, value in style.items():
        yield f"#{name}={value}{place.slot}"
    yield f"^{place.slot}{place.at == place.start}{place.right == '^'}"
    yield f"pl{place.slot}{told((place.end - place.start) // NEAR)}"
    yield f"pe{place.slot}{place.text[place.end - 1]}"


def _signs(place: Place) -> Iterator[str]:
    third, second, left, right, next_, last = place.near
    yield f"0{left}{right}"
    yield f"1{second}{left}_{right}"
    yield f"2{left}_{right}{next_}"
    yield f"3{second}{left}_{right}{next_}"
    yield f"4{third}{second}{left}_{right}"
    yield f"5{left}_{right}{next_}{last}"


def _words(place: Place) -> Iterator[str]:
    found = _WORD_BEFORE.search(place.before)
    left = found[1] if found else ""
    found = _WORD_AFTER.match(place.after)
    right = found[1] if found else ""
    low, high, slot = left.lower(), right.lower(), place.slot
    capital = kind(right[:1]) if right else "-"
    yield f"L{slot}{low}"
    yield f"R{slot}{high}"
    yield f"c{slot}{kind(left[:1]) if left else '-'}{capital}"
    yield f"e{slot}{low[-1:]}{high[:1]}"
    inside = (place.left in "aA0", place.right in "aA0")
    if all(inside):
        yield f"LR{low}|{high}"
        yield f"l{min(len(low), _LONG)}{min(len(high), _LONG)}"
        yield f"r{high if len(high) <= 2 else '*'}"  # noqa: PLR2004 (endings: s, t, re, ll)
        yield f"f{often(low)}{often(high)}{often(low + high)}{_spelled(f'{low}?{high}')}"
        yield f"g{often(low)}{min(len(high), _LONG)}"
        yield f"h{often(high)}{min(len(low), _LONG)}"
        yield f"C{capital}{left.isupper() and len(left) > 1}{right.isupper() and len(right) > 1}"
    elif any(inside):
        word, pattern = (low, f"{low}?") if inside[0] else (high, f"?{high}")
        yield f"s{slot}{_spelled(pattern)}{often(word)}"


def _run(place: Place) -> Iterator[str]:
    text, first, last = place.text, place.at, place.at
    while first > place.start and text[first - 1] == "?":
        first -= 1
    while last + 1 < place.end and text[last + 1] == "?":
        last += 1
    if last > first:
        step = f"{place.at - first}/{last - first + 1}"
        yield f"u{step}"
        yield f"u{step}{place.kind(first - 1)}{place.kind(last + 1)}"


def _sentence(place: Place) -> Iterator[str]:
    """Yield how the sentence began: questions end as they begin."""
    back, slot = place.text[max(place.start, place.at - _SENTENCE) : place.at], place.slot
    start = 0
    for stop in _STOPS.finditer(back):
        start = stop.end()
    spoken = [word.lower() for word in _WORDS.findall(back, start)]
    first = spoken[0] if spoken else "-"
    yield f"q{slot}{first}"
    yield f"Q{slot}{' '.join(spoken[:2])}"
    yield f"n{slot}{min(len(spoken), 2 * _LONG)}"
    yield f"o{slot}{'?' in back[start:]}{first}"
    if (opened := back.rfind(" ?")) >= 0:
        quoted = _WORDS.findall(back, opened)
        yield f"w{slot}{quoted[0].lower() if quoted else '-'}"
        yield f"x{slot}{told(len(quoted)) if quoted else '-'}"


def _neighbours(place: Place) -> Iterator[str]:
    text, at, slot = place.text, place.at, place.slot
    before = text.rfind("?", max(place.start, at - _FAR), at)
    after = text.find("?", at + 1, min(place.end, at + _FAR))
    one, other = _slot_of(place, before), _slot_of(place, after)
    yield f"b{slot}{one}"
    yield f"a{slot}{other}"
    yield f"m{slot}{one}{other}"
    yield f"y{slot}{told((at - before) // _STEP) if before >= 0 else '-'}"
    yield f"z{slot}{told((after - at) // _STEP) if after >= 0 else '-'}"


def _slot_of(place: Place, at: int) -> str:
    return coarse(place.kind(at - 1)) + coarse(place.kind(at + 1)) if at >= 0 else "-"
