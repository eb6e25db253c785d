"""Characters that became `?`: restored where the page proves what they were, left where it does not.

    judge    does this page have lost characters?                      `lossy_page`
    units    which of its question marks may be one                    `lossy_units`
    place    what stands around each                                   `lossy_place`, `lossy_features`
    weights  how likely that makes it an apostrophe, a quote …         `lossy_weights`
    pair     what the quotes of a paragraph make of that together      `lossy_pairing`
    kinds    which quote, which dash                                   `lossy_kinds`
    letters  which letter, where one word only can have stood there    `lossy_letters`

What is not sure stays a `?`: a reader sees that, and a query finds it by the flag `lost_characters`.
"""

from transforms.damage import lexicon
from transforms.damage.lossy_features import features
from transforms.damage.lossy_kinds import sign_for
from transforms.damage.lossy_letters import restore_letters, spell, spellings_of
from transforms.damage.lossy_page import Evidence, judge
from transforms.damage.lossy_pairing import Reading, pair
from transforms.damage.lossy_place import Place
from transforms.damage.lossy_units import Plain, Unit, credit_dashes, find_units
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

__all__ = ["Evidence", "judge", "repair_lost_characters"]

# How sure a reading has to be; `benchmarks/repair.py` shows what these figures yield.
_SURE = {APOSTROPHE: 0.9, OPENS: 0.8, CLOSES: 0.8, DASH: 0.8, ELLIPSIS: 0.9}
_SURE_IN_WORD = 0.98  # an apostrophe before what is no ending: `entr?e`
_NEVER = 2.0  # a quote beside what is no word: `?kvoreck?`
_SURE_AT_STOP = 0.98  # a quote or a dash where a question may end
_SURE_OUTSIDE_QUOTES = 0.55  # the apostrophe of `users? needs` where no quotation is open
_OUTSIDE = 0.3
_LETTER_DOUBT = 0.5  # an apostrophe that is surer than this is no letter
_QUESTION = READINGS.index(QUESTION)


def repair_lost_characters(text: str) -> str:
    """Return a text with its lost characters, as far as they are certain; lines stay lines, a sound text stays.

    >>> repair_lost_characters("They don?t know, she said. ?We were told nothing,? he added. Why?")
    'They don’t know, she said. “We were told nothing,” he added. Why?'
    """
    # What was restored may prove more; every round restores something, and hardly any page takes a second one.
    while evidence := judge(text):
        restored = _restore(text, evidence)
        if restored == text:
            break
        text = restored
    return text


def _restore(text: str, evidence: Evidence) -> str:
    for at in credit_dashes(text) if evidence.sign == "?" else ():
        text = f"{text[:at]}—{text[at + 1 :]}"
    plain = find_units(text, evidence)
    language = lexicon.languages_of(text)[0]
    restored = _english(plain, evidence) if language == "en" else {}
    if language != "en":
        restored = restore_letters(plain.text, language, {unit.at for unit in plain.units})
    if evidence.width > 1:  # as many signs as bytes: a letter that has two was none of three
        bytes_of = {unit.at: len(unit.delivered) for unit in plain.units}
        restored = {at: sign for at, sign in restored.items() if len(sign.encode()) == bytes_of[at]}
    return _rebuilt(plain, restored)


def _rebuilt(plain: Plain, restored: dict[int, str]) -> str:
    pieces, last = [], 0
    for unit in plain.units:
        pieces += [plain.text[last : unit.at], restored.get(unit.at, unit.delivered)]
        last = unit.at + 1
    return "".join([*pieces, plain.text[last:]])


def _english(plain: Plain, evidence: Evidence) -> dict[int, str]:
    """Return what the places of an English page were, by place; paragraph by paragraph."""
    restored: dict[int, str] = {}
    page = spellings_of(plain.text)
    for units in _paragraphs(plain):
        places = [Place(plain.text, unit.at) for unit in units]
        rows = [_row(place, unit, evidence) for place, unit in zip(places, units, strict=True)]
        following = plain.text[places[-1].end :].lstrip()[:2]
        goes_on = following[:1] == "?" and following[1:].isalnum()
        for place, reading in zip(places, pair(rows, goes_on=goes_on), strict=True):
            sign = _sign(place, reading, evidence, page)
            if sign:
                restored[place.at] = sign
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
    if place.is_contracted() or place.is_name() or place.is_decade():
        return "’"
    within = reading.reading == APOSTROPHE and place.slot == "aa"
    if token and (within or reading.reading not in _SURE or reading.sure < _LETTER_DOUBT):
        word = spell(token, "en", page)
        if word:
            return word[at]
    if reading.sure < _needed(reading, place, within=within):
        return None
    return sign_for(reading.reading, reading.depth, place.left, place.right, evidence)


def _needed(reading: Reading, place: Place, *, within: bool) -> float:
    if reading.reading in OPENS + CLOSES and place.touches_no_word():
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
        return place.left.isalnum() and place.right in " ^)"
    return reading.reading == DASH and place.slot == "aa" and place.right == "A"
