"""Where a dash cannot stand, however likely it looks: lists, formulas, compounds; and the sign between two figures."""

import re

from transforms.damage import lexicon
from transforms.damage.break_rules import known_breaks
from transforms.damage.lossy_place import Place
from transforms.damage.lossy_proofs import are_words

_NEAR = 100  # characters in which the items of a list stand
_ITEM = re.compile(r"(?<!\S)\?\s(\S)")
_SINGLE_BEFORE, _SINGLE_AFTER = re.compile(r"(?<!\S)[B-HJ-Zb-z]\s$"), re.compile(r"\s[B-HJ-Zb-z](?!\S)")
_LONE_BEFORE = re.compile(r"(?<!\S)[?–—-]\s$")
_FIGURES_BEFORE, _FIGURES_AFTER = re.compile(r"(?<![\d.,])\d{4}$"), re.compile(r"\d{3,4}(?![\d.,]\d)")
_PRICE = re.compile(r"[$€£]\d")
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_WORD_BEFORE, _WORD = re.compile(r"(?<!\w)[^\W\d_]+$"), re.compile(r"[a-z]+(?!\w)")
_LITTLE = 500.0  # times in a million: a word like `up` goes on with a sentence as well


def may_be_dash(place: Place) -> bool:
    """Tell whether a dash may stand at a place.

    >>> def may(text): return may_be_dash(Place(text, text.rindex("?")))
    >>> may("It rained ? again."), may("? Rain"), may("If x ? y"), may("Tea ? Milk ? Sugar"), may("all ? ? of it")
    (True, False, False, False, False)
    >>> may("It rained?again"), may("mindfulness?based"), may("real?time"), may("a 30?day trip")
    (True, False, False, False)
    """
    if place.left in " ^" and place.right in " ^":
        return not (_leads_or_ends(place) or _is_second(place) or _is_formula(place) or _is_list(place))
    return are_words(place) and not _is_compound(place)


def _leads_or_ends(place: Place) -> bool:
    """Tell whether nothing stands on one side: a bullet, an icon; the dash of a credit was settled before."""
    return not (place.before.strip() and place.after.strip())


def _is_second(place: Place) -> bool:
    """Tell whether a lone sign stands right before: two dashes never stand side by side, a dash and a fraction do."""
    return _LONE_BEFORE.search(place.before) is not None


def _is_formula(place: Place) -> bool:
    return bool(_SINGLE_BEFORE.search(place.before) or _SINGLE_AFTER.match(place.after))


def _is_list(place: Place) -> bool:
    """Tell whether several signs stand near, each before a capital: `Tea ? Milk ? Sugar` had bullets or arrows."""
    start, end = max(place.start, place.at - _NEAR), min(place.end, place.at + _NEAR)
    items = _ITEM.findall(place.text, start, end)
    return len(items) > 1 and all(item.isupper() for item in items)


def _is_compound(place: Place) -> bool:
    """Tell whether a hyphen that does not break a line was lost: `mindfulness?based`, `real?time`, `30?day`."""
    found, known = _WORD.match(place.after), known_breaks()
    if not found:
        return False
    last = found[0]
    if place.left == "0":
        return last in known.number["en"]
    if last in known.last["en"]:
        return lexicon.frequency(last, "en") < _LITTLE
    first = _WORD_BEFORE.search(place.before)
    return first is not None and first[0].lower() in known.first["en"] and last not in lexicon.function_words()["en"]


def between_figures(place: Place) -> str | None:
    """Return what stood between two figures if they tell: measures fall, and years rise.

    >>> [between_figures(Place(text, 4)) for text in ("1920?1080 dots", "1914?1918", "1914?15", "$150?$200")]
    ['×', '–', None, '–']
    """
    if place.left == "0" and _PRICE.match(place.after):
        return "–"
    first, last = _FIGURES_BEFORE.search(place.before), _FIGURES_AFTER.match(place.after)
    if not first or not last:
        return None
    if int(first[0]) > int(last[0]):
        return "×"
    return "–" if _FIRST_YEAR <= int(first[0]) < int(last[0]) <= _LAST_YEAR else None
