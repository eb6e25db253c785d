"""What the letters around a lost character prove by themselves, without any weighing."""

import re

from transforms.damage import lexicon
from transforms.damage.break_rules import known_breaks
from transforms.damage.lossy_letters import spell
from transforms.damage.lossy_page import words
from transforms.damage.lossy_place import LETTERS, Place

_AFTER = re.compile(r"[^\W\d_]+(?![\w?])")
_LETTERS_BEFORE, _LETTERS_AFTER = re.compile(r"(?<!\w)[^\W\d_]+$"), re.compile(r"[^\W\d_]+(?!\w)")
_ENDING = re.compile(r"[^\W\d_]{1,2}(?=\?(?:[^\w?]|[^\W\d_]{3}))")  # `it?s?for`: no letter of it is lost behind it
_BEFORE = re.compile(r"(?<!\w)(?<!\w\?)[^\W\d_]+$")  # a quote may be lost before it, no letter of it
_DECADE = re.compile(r"\d0s(?!\w)")
_LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")
_PLAIN = 1.0  # times in a million: a word that anybody knows
_FAR_MORE = 20.0
_LESS = 3.0  # a word without its letter is met this much more often only by accident


def _often(word: str) -> float:
    return lexicon.frequency(word, "en")


def _halves(place: Place) -> tuple[str, str]:
    """Return the letters before and behind, whole words as far as nothing else is lost in them; else ""."""
    if place.halves is None:
        place.halves = _read_halves(place)
    return place.halves


def _read_halves(place: Place) -> tuple[str, str]:
    before = _BEFORE.search(place.before)
    after = _AFTER.match(place.after) or _ENDING.match(place.after)
    return before[0] if before else "", after[0] if after else ""


def is_contracted(place: Place) -> bool:
    """Tell whether this is the apostrophe before an ending: `don?t`, `ship?s`, `(USDA)?s`; not `clich?s`, `na?ve`."""
    first, last = _halves(place)
    ending, stem = last.lower(), first.lower()
    if place.left in "0)" and ending == "s":
        return True
    if not stem or ending not in words().endings:
        return False
    if ending == "s" and stem in words().uncontracted:
        return False
    if ending == "t":
        return stem.endswith("n")
    if ending != "s":
        return stem in words().contracting
    return not _is_plural(f"{first}?{last}", first)


def _is_plural(token: str, stem: str) -> bool:
    """Tell whether a letter is lost before the s: a word is known for it, or there is no word without it."""
    word = spell(token, "en", {})
    if word:
        return _often(word) * _LESS > _often(stem)
    return stem.islower() and not _often(stem)


def is_apostrophised(token: str) -> bool:
    """Tell whether a word is always written with an apostrophe here: `o?clock`, `?em`."""
    return token.lower() in words().apostrophised


def ends_a_word(place: Place) -> bool:
    """Tell whether an apostrophe may end a word before a space: a plural's before what it owns, or a dropped g.

    >>> texts = ("the users? needs", "talkin? loud", "the users? are here", "the roof? and")
    >>> [ends_a_word(Place(text, text.index("?"))) for text in texts]
    [True, True, False, False]
    """
    following = _AFTER.match(place.after.lstrip())
    if following and following[0].lower() in lexicon.function_words()["en"] | set(known_breaks().suspending["en"]):
        return False
    return place.before.lower().endswith(("s", "in"))


def is_decade(place: Place) -> bool:
    """Tell whether this is the apostrophe of a decade: `the ?30s`."""
    return place.left in " ^(" and _DECADE.match(place.after) is not None


def is_name(place: Place) -> bool:
    """Tell whether this is the apostrophe of a name: `O?Brien`, `D?Angelo`."""
    return place.right == "A" and place.left in LETTERS and _halves(place)[0] in words().name_heads


def are_words(place: Place) -> bool:
    """Tell whether a dash may stand here: between small letters both sides are words, and not two halves of one."""
    if place.left != "a" or place.right != "a":
        return True
    before, after = _LETTERS_BEFORE.search(place.before), _LETTERS_AFTER.match(place.after)
    first, last = before[0] if before else "", after[0] if after else ""
    return bool(_often(first) and _often(last)) and _often(first + last) < _PLAIN  # `trans?port` lost a soft hyphen


def lost_ligature(place: Place) -> str | None:
    """Return the ligature that was lost within a word or at its start, None if it was none.

    >>> [lost_ligature(Place(text, text.index("?"))) for text in ("signi?cant", "trans?port", "good?and")]
    ['fi', None, None]
    """
    first, last = _halves(place)
    if place.right != "a" or (place.left in LETTERS and not first) or not last or place.left not in "aA ^":
        return None
    plain = _often(first + last)
    often, ligature = max((_often(first + ligature + last), ligature) for ligature in _LIGATURES)
    is_known = often >= max(_PLAIN, _FAR_MORE * plain) and not (first and _often(first) and _often(last) >= often)
    return ligature if is_known and (first or not plain) else None
