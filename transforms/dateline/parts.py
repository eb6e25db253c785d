"""What stands before the dash of a dateline: places, regions, dates and agencies, in any order people print them."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from transforms.dateline.words import dateline_rules, is_known, is_month, is_region, little_words, words
from transforms.folding import fold
from transforms.registry import agency_names
from transforms.suppliers import find_suppliers, first_words

_ITEM = re.compile(r"\((?P<bracket>[^()]{1,40})\)|[^(),/]+")
_MONTH_DAY = r"[^\W\d_]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?"
_DAY_MONTH = r"(?:le |am |el |den )?\d{1,2}(?:er|\.|º|o|st|nd|rd|th)?(?: de)? ?[^\W\d_]{3,10}\.?"
_DATE = rf"(?:{_MONTH_DAY}|{_DAY_MONTH}|\d{{1,2}}[./-]\d{{1,2}}[./-]?)(?:,? (?:de )?\d{{4}})?|\d{{4}}"
_WHOLE_DATE = re.compile(_DATE)
_LAST_DATE = re.compile(rf"\s(?:{_DATE})$")
_CAPITALS = re.compile(r"(?:M[ac]{1,2}|(?:[DdLl]|[dl]al|[Dd]ell)['’])?[^\W\d_a-zß-öø-ÿ][^a-zß-öø-ÿ]*")
_LOW_WORD = re.compile(r"(?<![^\s(])[a-zß-öø-ÿ][^\W_]*+(?!['’])")
_BEFORE_MONTH = re.compile(r"\d(?:er|st|nd|rd|th|\.|º|o)?(?: de)? $")
_BEHIND_MONTH = re.compile(r"\.? \d")
_DAY = re.compile(r"\d{1,2}")
_SIGN_AND_BRACKET = re.compile(r"\s?[—–-]{1,2}\s?\(")
_SIGNS = " .'’-‐‑"  # inside the name of a place
_LONGEST_PLACE = 5  # words
_LONGEST_MARK = 4  # words of an agency that no sign parts from the place
_SHORTEST = 3  # letters; fewer in capitals are a drop cap or `Q:`


class Parts(NamedTuple):
    """What stands before the dash: the place as printed, the agency, and what vouches for the place.

    `known`: the place is in the lists. `shouts`: it is in capitals. `region`, `dated`: what hangs on it.
    """

    place: str
    agency: str | None
    known: bool
    shouts: bool
    region: bool
    dated: bool


@cache
def _low_marks() -> frozenset[str]:
    """Return the agencies that are printed in lower case: `dpa`."""
    return frozenset(name for name in agency_names() if find_suppliers(name))


def goes_on(word: str) -> bool:
    """Tell whether a word in lower case may stand inside a dateline: `de`, `and`, `dpa`."""
    little = little_words()
    return word in little or word in _low_marks() or (not word.isascii() and fold(word) in little)


def shape_end(text: str) -> int:
    """Return where the first word stands that no dateline has: in lower case, no bracket, no month of a date."""
    for found in _LOW_WORD.finditer(text):
        if goes_on(found[0]) or (is_month(found[0]) and _is_dated(text, *found.span())):
            continue
        if text.count("(", 0, found.start()) <= text.count(")", 0, found.start()):
            return found.start()
    return len(text)


def _is_dated(text: str, start: int, end: int) -> bool:
    """Tell whether the number of a day stands beside a month: `3 de enero`, `janv. 8`."""
    return _BEFORE_MONTH.search(text, 0, start) is not None or _BEHIND_MONTH.match(text, end) is not None


def is_capital(word: str) -> bool:
    """Tell whether a word is in capitals: `FORT`, `McMURRAY`, `L’AQUILA`."""
    return _CAPITALS.fullmatch(word) is not None


@lru_cache(maxsize=4096)
def read_parts(head: str) -> Parts | None:
    """Read what stands before the dash; None if any of it is no part of a dateline."""
    if head.startswith("(") and head.endswith(")") and head.count("(") == 1:
        return _wrapped(head[1:-1])
    head = _SIGN_AND_BRACKET.sub(" (", head)  # `LONDON – (Reuters) –`
    first = last = -1
    agency: str | None = None
    known, region, dated, bare = True, False, False, False
    for start, end, text, bracketed in _items(head):
        kind, value = _classify(text, bracketed=bracketed, after_place=first >= 0)
        if kind == "agency":
            agency = f"{agency}; {value}" if agency and value != agency else value
        elif kind == "date":
            dated, bare = True, bare or text.isdigit()
        elif kind == "region" and last >= 0:
            region, last = True, end
        elif kind == "place" and (first < 0 or not (agency or dated)):
            known = known and is_known(text)
            first, last = (start if first < 0 else first), end
        elif not (bracketed and first >= 0):
            return None
        elif is_known(head[first:end]):  # `Frankfurt (Oder)`
            last = end
    if first < 0 or (bare and not agency):  # `MADRID, 3 (EFE)`, but `MADRID, 3 - LEEDS, 1`
        return None
    place = _without_stop(head[first:last])
    shouts = all(is_capital(word) for word in _town(place).split() if fold(word) not in little_words())
    letters = sum(map(str.isalpha, place))
    return Parts(place, agency, known, shouts and letters >= _SHORTEST, region, dated)


def _wrapped(inside: str) -> Parts | None:
    """Read `(Montréal)` and `(PARIS, AFP)`: in brackets alone a place must be known."""
    parts = read_parts(inside) if "(" not in inside else None
    return parts if parts and parts.known else None


def _without_stop(place: str) -> str:
    """Take off the full stop behind a place, not that of an abbreviated region: `PARIS. —`, `Neb. —`."""
    abbreviated = place.rpartition(", ")[2].casefold() in _regions_as_written()
    return place if abbreviated else place.rstrip(".")


@cache
def _regions_as_written() -> frozenset[str]:
    return frozenset(map(str.casefold, dateline_rules().regions))


def _town(place: str) -> str:
    return re.split(r"[,/(]", place, maxsplit=1)[0]


def _items(head: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield start, end, text of each item, and if it stands in brackets; a date or agency behind a space is one."""
    for found in _ITEM.finditer(head):
        if found["bracket"]:
            yield found.start(), found.end(), found["bracket"].strip(), True
            continue
        start, end = found.span()
        start += len(found[0]) - len(found[0].lstrip())
        end -= len(found[0]) - len(found[0].rstrip(" "))
        for low, high in _cut(head, start, end):
            text = head[low:high].strip()
            if text.strip("."):
                yield low, high, text, False


def _cut(head: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a date off the end of an item, then an agency off either end."""
    if (date := _LAST_DATE.search(head, start, end)) and not _WHOLE_DATE.fullmatch(head[start:end]):
        return [*_cut(head, start, date.start()), (date.start() + 1, end)]
    tokens = head[start:end].split(" ")
    if len(tokens) > 1 and not is_known(head[start:end]) and not find_suppliers(head[start:end]):
        for count in range(min(len(tokens) - 1, _LONGEST_MARK), 0, -1):
            if fold(tokens[-count]).partition(" ")[0] not in first_words():
                continue
            size = len(" ".join(tokens[-count:]))
            if find_suppliers(head[end - size : end].rstrip(".")):
                return [(start, end - size - 1), (end - size, end)]
        if find_suppliers(tokens[0].rstrip(":")):
            return [(start, start + len(tokens[0])), (start + len(tokens[0]) + 1, end)]
    return [(start, end)]


def _classify(text: str, *, bracketed: bool, after_place: bool) -> tuple[str, str | None]:
    if bracketed and (agency := find_suppliers(text, bracketed=True)):
        return "agency", agency
    if _is_date(text, after_place=after_place):
        return "date", None
    if after_place and (is_region(text) or (bracketed and is_known(text))):
        return "region", None
    if not bracketed and is_known(text):
        return "place", None
    if not bracketed and (agency := find_suppliers(text)):
        return "agency", agency
    return ("place", None) if not bracketed and _can_be_place(text) else ("unknown", None)


def _is_date(text: str, *, after_place: bool) -> bool:
    """Tell a date or the name of a day; behind a place a month or the number of a day is one."""
    if after_place and (is_month(text) or _DAY.fullmatch(text)):
        return True
    return _WHOLE_DATE.fullmatch(text) is not None or fold(text) in words("weekdays")


def _can_be_place(text: str) -> bool:
    """Tell whether a text has the shape of a place: few words, names all of them, no label and no person's name."""
    tokens = text.split()
    if not 0 < len(tokens) <= _LONGEST_PLACE or not all(c.isalpha() or c in _SIGNS for c in text):
        return False
    keys = [fold(token) for token in tokens]
    if not words("labels").isdisjoint(keys):
        return False
    return tokens[0][0].isupper() and all(map(_is_name, tokens, keys))


def _is_name(token: str, key: str) -> bool:
    return token[0].isupper() or key in little_words() or token[:2] in {"d'", "d’", "l'", "l’"}
