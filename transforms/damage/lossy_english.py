"""Lost characters of an English page: paragraph by paragraph, what is proved, and what is likely enough."""

from typing import NamedTuple

from transforms.damage.lossy_certainty import QUOTES, SURE, doubt_of, is_within_word, needed
from transforms.damage.lossy_dashes import between_figures
from transforms.damage.lossy_features import features
from transforms.damage.lossy_kinds import sign_for
from transforms.damage.lossy_letters import spell, spellings_of
from transforms.damage.lossy_page import Evidence
from transforms.damage.lossy_pairing import Reading, pair
from transforms.damage.lossy_place import Place
from transforms.damage.lossy_proofs import is_apostrophised, is_contracted, is_decade, is_name, lost_ligature
from transforms.damage.lossy_quotes import SURE as A_QUOTE
from transforms.damage.lossy_quotes import pair_quotes
from transforms.damage.lossy_units import Plain, Unit
from transforms.damage.lossy_weights import APOSTROPHE, QUESTION, READINGS, likelihoods

_DOUBT = 0.5  # a reading that is surer than this is no letter
_QUESTION = READINGS.index(QUESTION)


class _Paragraph(NamedTuple):
    """The lost characters of one line: their places, what they most likely were, and whether a quotation goes on."""

    places: list[Place]
    readings: list[Reading]
    goes_on: bool


def restore_english(plain: Plain, evidence: Evidence) -> dict[int, str]:
    """Return what the units of an English page were, by their place, as far as it is certain."""
    restored: dict[int, str] = {}
    page = spellings_of(plain.text)
    paragraphs = [_read(plain, units, evidence) for units in _paragraphs(plain)]
    doubt = doubt_of(reading for paragraph in paragraphs for reading in paragraph.readings)
    for places, readings, goes_on in paragraphs:
        both = zip(places, readings, strict=True)
        signs = [_sign(place, reading, evidence, page, doubt) for place, reading in both]
        pair_quotes(signs, places, readings, evidence, doubt, goes_on=goes_on)
        restored |= {place.at: sign for place, sign in zip(places, signs, strict=True) if sign is not None}
    return restored


def _read(plain: Plain, units: list[Unit], evidence: Evidence) -> _Paragraph:
    places = [Place(plain.text, unit.at) for unit in units]
    rows = [_row(place, unit, evidence) for place, unit in zip(places, units, strict=True)]
    following = plain.text[places[-1].end :].lstrip()[:2]
    goes_on = following[:1] == "?" and following[1:].isalnum()
    return _Paragraph(places, pair(rows, goes_on=goes_on), goes_on)


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


def _proved(place: Place, token: str) -> str | None:
    """Return what the letters and figures around a place prove by themselves."""
    if is_contracted(place) or is_name(place) or is_decade(place) or is_apostrophised(token):
        return "’"
    return between_figures(place)


def _sign(place: Place, reading: Reading, evidence: Evidence, page: dict[str, str], doubt: float) -> str | None:
    """Return the character that stood at a place, `A_QUOTE` for any quote, or None if that is not certain."""
    token, at = place.token()
    if token in page:
        return page[token][at]
    if proved := _proved(place, token):
        return proved
    may_be_letter = is_within_word(reading, place) or reading.reading not in SURE or reading.sure < _DOUBT
    if token and may_be_letter and (word := spell(token, "en", page)):
        return word[at]
    if (reading.sure < SURE[APOSTROPHE] or reading.reading != APOSTROPHE) and (ligature := lost_ligature(place)):
        return ligature
    if reading.sure < needed(reading, place, doubt):
        return None
    return A_QUOTE if reading.reading in QUOTES else sign_for(reading.reading, place.left, place.right, evidence)
