"""What was seen around a lost character, as the features that the weights know.

A feature is a short string: a letter that tells its sort, then what was seen.
"""

import re
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


def features(place: Place, style: dict[str, str]) -> list[str]:
    """Return what was seen at a place of a page of this style, each feature only once."""
    slot = place.slot
    return [
        *_signs(place),
        *_words(place),
        *_run(place),
        *(_sentence(place) if place.right in "^ ?)" or place.right in ",.;:" else ()),
        *_neighbours(place),
        *[f"#{name}={value}{slot}" for name, value in style.items()],
        f"^{slot}{place.at == place.start}{place.right == '^'}",
        f"pl{slot}{told((place.end - place.start) // NEAR)}",
        f"pe{slot}{place.text[place.end - 1]}",
    ]


def _signs(place: Place) -> tuple[str, ...]:
    third, second, left, right, next_, last = place.near
    return (
        f"0{left}{right}",
        f"1{second}{left}_{right}",
        f"2{left}_{right}{next_}",
        f"3{second}{left}_{right}{next_}",
        f"4{third}{second}{left}_{right}",
        f"5{left}_{right}{next_}{last}",
    )


def _words(place: Place) -> list[str]:
    found = _WORD_BEFORE.search(place.before)
    left = found[1] if found else ""
    found = _WORD_AFTER.match(place.after)
    right = found[1] if found else ""
    low, high, slot = left.lower(), right.lower(), place.slot
    capital = kind(right[:1]) if right else "-"
    seen = [
        f"L{slot}{low}",
        f"R{slot}{high}",
        f"c{slot}{kind(left[:1]) if left else '-'}{capital}",
        f"e{slot}{low[-1:]}{high[:1]}",
    ]
    inside = (place.left in "aA0", place.right in "aA0")
    if all(inside):
        first, last = often(low), often(high)
        seen += [
            f"LR{low}|{high}",
            f"l{min(len(low), _LONG)}{min(len(high), _LONG)}",
            f"r{high if len(high) <= 2 else '*'}",  # noqa: PLR2004 (endings: s, t, re, ll)
            f"f{first}{last}{often(low + high)}{_spelled(f'{low}?{high}')}",
            f"g{first}{min(len(high), _LONG)}",
            f"h{last}{min(len(low), _LONG)}",
            f"C{capital}{left.isupper() and len(left) > 1}{right.isupper() and len(right) > 1}",
        ]
    elif any(inside):
        word, pattern = (low, f"{low}?") if inside[0] else (high, f"?{high}")
        seen.append(f"s{slot}{_spelled(pattern)}{often(word)}")
    return seen


def _run(place: Place) -> tuple[str, ...]:
    text, first, last = place.text, place.at, place.at
    while first > place.start and text[first - 1] == "?":
        first -= 1
    while last + 1 < place.end and text[last + 1] == "?":
        last += 1
    if last == first:
        return ()
    step = f"{place.at - first}/{last - first + 1}"
    return f"u{step}", f"u{step}{place.kind(first - 1)}{place.kind(last + 1)}"


def _sentence(place: Place) -> list[str]:
    """Return how the sentence began: questions end as they begin."""
    back, slot = place.text[max(place.start, place.at - _SENTENCE) : place.at], place.slot
    start = 0
    for stop in _STOPS.finditer(back):
        start = stop.end()
    spoken = [word.lower() for word in _WORDS.findall(back, start)]
    first = spoken[0] if spoken else "-"
    seen = [
        f"q{slot}{first}",
        f"Q{slot}{' '.join(spoken[:2])}",
        f"n{slot}{min(len(spoken), 2 * _LONG)}",
        f"o{slot}{'?' in back[start:]}{first}",
    ]
    if (opened := back.rfind(" ?")) >= 0:
        quoted = _WORDS.findall(back, opened)
        seen += [f"w{slot}{quoted[0].lower() if quoted else '-'}", f"x{slot}{told(len(quoted)) if quoted else '-'}"]
    return seen


def _neighbours(place: Place) -> tuple[str, ...]:
    text, at, slot = place.text, place.at, place.slot
    before = text.rfind("?", max(place.start, at - _FAR), at)
    after = text.find("?", at + 1, min(place.end, at + _FAR))
    one, other = _slot_of(place, before), _slot_of(place, after)
    return (
        f"b{slot}{one}",
        f"a{slot}{other}",
        f"m{slot}{one}{other}",
        f"y{slot}{told((at - before) // _STEP) if before >= 0 else '-'}",
        f"z{slot}{told((after - at) // _STEP) if after >= 0 else '-'}",
    )


def _slot_of(place: Place, at: int) -> str:
    return coarse(place.kind(at - 1)) + coarse(place.kind(at + 1)) if at >= 0 else "-"
