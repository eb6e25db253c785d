"""Lost characters of an English page: paragraph by paragraph, what is proved, and what is likely enough."""

from transforms.damage.lossy_features import features
from transforms.damage.lossy_kinds import sign_for
from transforms.damage.lossy_letters import spell, spellings_of
from transforms.damage.lossy_page import Evidence
from transforms.damage.lossy_pairing import Reading, pair
from transforms.damage.lossy_place import Place
from transforms.damage.lossy_proofs import are_words, is_apostrophised, is_contracted, is_decade, is_name, lost_ligature
from transforms.damage.lossy_units import Plain, Unit
from transforms.damage.lossy_weights import (
    APOSTROPHE,
    CLOSES,
    DASH,
    ELLIPSIS,
    OPENS,
    QUESTION,
    READINGS,
    likelihoods,
)

# How sure a reading has to be; `benchmarks/repair.py` shows what these figures yield.
_SURE = {APOSTROPHE: 0.9, OPENS: 0.8, CLOSES: 0.8, DASH: 0.8, ELLIPSIS: 0.9}
_SURE_IN_WORD = 0.98  # an apostrophe before what is no ending: `entr?e`
_NEVER = 2.0  # a quote beside what is no word: `?kvoreck?`
_SURE_AT_STOP = 0.98  # a quote or a dash where a question may end
_SURE_OUTSIDE_QUOTES = 0.55  # the apostrophe of `users? needs` where no quotation is open
_OUTSIDE = 0.3
_SURE_AS_PARTNER = 0.5  # a quote that closes one that is sure
_DOUBT = 0.5  # a reading that is surer than this is no letter
_QUESTION = READINGS.index(QUESTION)
_PAIRS = frozenset({("“", "”"), ("‘", "’")})
_QUOTES = frozenset({OPENS, CLOSES})


def restore_english(plain: Plain, evidence: Evidence) -> dict[int, str]:
    """Return what the units of an English page were, by their place, as far as it is certain."""
    restored: dict[int, str] = {}
    page = spellings_of(plain.text)
    for units in _paragraphs(plain):
        places = [Place(plain.text, unit.at) for unit in units]
        rows = [_row(place, unit, evidence) for place, unit in zip(places, units, strict=True)]
        following = plain.text[places[-1].end :].lstrip()[:2]
        goes_on = following[:1] == "?" and following[1:].isalnum()
        readings = pair(rows, goes_on=goes_on)
        signs = [_sign(place, reading, evidence, page) for place, reading in zip(places, readings, strict=True)]
        _pair_signs(signs, places, readings, evidence, goes_on=goes_on)
        restored |= {place.at: sign for place, sign in zip(places, signs, strict=True) if sign is not None}
    return restored


def _paragraphs(plain: Plain) -> list[list[Unit]]:
    """Return the units of each line that has any."""
    groups: list[list[Unit]] = []
    end = -1
    for unit in plain.units:
        if unit.at > end or not groups:
            end = plain.text.find("\n", unit.at)
            end = len(plain.text) if end < 0 else end
            groups.append([])
        groups[-1].append(unit)
    return groups


def _row(place: Place, unit: Unit, evidence: Evidence) -> list[float]:
    row = likelihoods(features(place, evidence.style))
    if unit.lost:
        row[_QUESTION] = 0.0
        whole = sum(row)
        row = [each / whole for each in row]
    return row


def _sign(place: Place, reading: Reading, evidence: Evidence, page: dict[str, str]) -> str | None:
    """Return the character that stood at a place, or None if that is not certain."""
    token, at = place.token()
    if token in page:
        return page[token][at]
    if is_contracted(place) or is_name(place) or is_decade(place) or is_apostrophised(token):
        return "’"
    within = reading.reading == APOSTROPHE and place.slot == "aa"
    if (
        token
        and (within or reading.reading not in _SURE or reading.sure < _DOUBT)
        and (word := spell(token, "en", page))
    ):
        return word[at]
    if (reading.sure < _SURE[APOSTROPHE] or reading.reading != APOSTROPHE) and (ligature := lost_ligature(place)):
        return ligature
    return _sign_for(place, reading, evidence) if reading.sure >= _needed(reading, place, within=within) else None


def _sign_for(place: Place, reading: Reading, evidence: Evidence) -> str | None:
    return sign_for(reading.reading, reading.depth, place.left, place.right, evidence)


def _needed(reading: Reading, place: Place, *, within: bool) -> float:
    if (reading.reading in _QUOTES and place.touches_no_word()) or (reading.reading == DASH and not are_words(place)):
        return _NEVER
    if within:
        return _SURE_IN_WORD
    if _may_ask(reading, place):
        return _SURE_AT_STOP
    if reading.reading == APOSTROPHE and reading.depth < _OUTSIDE and place.is_possessive():
        return _SURE_OUTSIDE_QUOTES
    return _SURE.get(reading.reading, _NEVER)


def _may_ask(reading: Reading, place: Place) -> bool:
    """Tell whether a sentence may end here with a question mark: `word?` and not `word,?`, `there?The`."""
    if reading.reading == CLOSES:
        return (place.left.isalnum() or place.left == "!") and place.right in " ^)"
    return reading.reading == DASH and place.slot == "aa" and place.right == "A"


def _pair_signs(
    signs: list[str | None], places: list[Place], readings: list[Reading], evidence: Evidence, *, goes_on: bool
) -> None:
    """Give a quote that is sure its partner, or leave both: half a quotation reads worse than none."""
    opened: list[int] = []
    for n, reading in enumerate(readings):
        if reading.reading == OPENS and signs[n]:
            opened.append(n)
        needed = _SURE_AT_STOP if _may_ask(reading, places[n]) else _SURE_AS_PARTNER
        if reading.reading != CLOSES:
            continue
        sign = _sign_for(places[n], reading, evidence) if signs[n] or reading.sure >= needed else None
        while sign and opened and (signs[opened[-1]], sign) not in _PAIRS:
            signs[opened.pop()] = None
        signs[n] = sign if sign and opened else None
        if signs[n]:
            opened.pop()
    for n in opened[1:] if goes_on else opened:
        signs[n] = None
