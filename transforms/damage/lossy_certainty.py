"""How sure a reading has to be where it stands; `benchmarks/repair.py` shows what these figures yield."""

from collections.abc import Iterable

from transforms.damage.lossy_dashes import may_be_dash
from transforms.damage.lossy_pairing import Reading
from transforms.damage.lossy_place import Place
from transforms.damage.lossy_proofs import ends_a_word
from transforms.damage.lossy_weights import APOSTROPHE, CLOSES, DASH, ELLIPSIS, HYPHEN, OPENS, SIGN, SPACE

QUOTES = frozenset({OPENS, CLOSES})
SURE = {APOSTROPHE: 0.9, OPENS: 0.8, CLOSES: 0.8, DASH: 0.8, ELLIPSIS: 0.9}
NEVER = 2.0  # what cannot stand where it is read
_IN_WORD = 0.98  # an apostrophe before what is no ending: `entr?e`
_AT_STOP = 0.995  # a quote or a dash where a question may end
_OUTSIDE_QUOTES = 0.55  # the apostrophe of `users? needs` where no quotation is open
_OUTSIDE = 0.3
_AS_PARTNER = 0.8  # a quote that closes one that is sure

_STRANGE = frozenset({SPACE, HYPHEN, SIGN, ELLIPSIS})
_UNCLEAR = 0.7
_FEW = 10  # places that prove nothing yet
_SOME, _MUCH = 0.1, 0.2  # of the places of a page are strange or unclear
_IN_SOME_DOUBT = 0.99


def is_within_word(reading: Reading, place: Place) -> bool:
    """Tell whether an apostrophe is read between letters."""
    return reading.reading == APOSTROPHE and place.slot == "aa"


def doubt_of(readings: Iterable[Reading]) -> float:
    """Return the share of a page's places that hold what print hardly has, or nobody knows what: spaces, arrows.

    >>> doubt_of([Reading("a", 0.99, 0.0)] * 20 + [Reading("x", 0.99, 0.0)] * 10 + [Reading("q", 0.5, 0.0)] * 10)
    0.25
    """
    counted = [one.reading in _STRANGE or one.sure < _UNCLEAR for one in readings if one.reading != "q"]
    return sum(counted) / (len(counted) + _FEW)


def needed(reading: Reading, place: Place, doubt: float) -> float:
    """Return how sure a reading has to be at a place of a page that is so much in doubt."""
    if _is_out_of_place(reading.reading, place):
        return NEVER
    least = _least(reading.reading, doubt)
    if is_within_word(reading, place):
        return max(_IN_WORD, least)
    if _may_ask(reading, place):
        return max(_AT_STOP, least)
    if reading.reading == APOSTROPHE and reading.depth < _OUTSIDE and place.is_possessive():
        return max(_OUTSIDE_QUOTES, least)
    return max(SURE.get(reading.reading, NEVER), least)


def needed_as_partner(reading: Reading, place: Place, doubt: float) -> float:
    """Return how sure a closing quote has to be if a sure one was opened."""
    return max(_AT_STOP if _may_ask(reading, place) else _AS_PARTNER, _least(reading.reading, doubt))


def _least(reading: str, doubt: float) -> float:
    """Return how sure anything has to be on a page in doubt: much of it leaves only apostrophes."""
    if doubt < _SOME:
        return 0.0
    return NEVER if doubt >= _MUCH and reading != APOSTROPHE else _IN_SOME_DOUBT


def _is_out_of_place(reading: str, place: Place) -> bool:
    """Tell whether a sign cannot stand here, however likely it looks."""
    if reading == DASH:
        return not may_be_dash(place)
    if reading == APOSTROPHE:
        return place.slot == "a " and not ends_a_word(place)
    return reading in QUOTES and place.touches_no_word()


def _may_ask(reading: Reading, place: Place) -> bool:
    """Tell whether a question may end here: `word? The`, `there?The`, and not `word,?`, `word? and`."""
    if reading.reading == CLOSES:
        goes_on = place.right == ")" or place.near[3:5] == [" ", "a"]
        return (place.left.isalnum() or place.left == "!") and place.right in " ^)" and not goes_on
    return reading.reading == DASH and place.slot == "aa" and place.right == "A"
