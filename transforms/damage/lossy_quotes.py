"""A quote is set with its partner, or not at all: half a quotation reads worse than none."""

from collections.abc import Sequence

from transforms.damage.lossy_certainty import needed_as_partner
from transforms.damage.lossy_kinds import DOUBLE, quotes_of
from transforms.damage.lossy_page import Evidence
from transforms.damage.lossy_pairing import Reading
from transforms.damage.lossy_place import Place
from transforms.damage.lossy_weights import CLOSES, OPENS

SURE = '"'  # a quote that is certain, until its partner is found
_FAR = 1000  # characters that may hold an open straight quote
_WITHIN = 0.5  # quotes, expected: another one is open


def pair_quotes(  # noqa: PLR0913 (what the quotes of a paragraph depend on)
    signs: list[str | None],
    places: Sequence[Place],
    readings: Sequence[Reading],
    evidence: Evidence,
    doubt: float,
    *,
    goes_on: bool,
) -> None:
    """Write the quotes of a paragraph in place of `SURE` where both of a quotation are known."""
    opened: list[int] = []
    for n, reading in enumerate(readings):
        if reading.reading == OPENS and signs[n] == SURE:
            opened.append(n)
        if reading.reading != CLOSES:
            continue
        sure = signs[n] == SURE or reading.sure >= needed_as_partner(reading, places[n], doubt)
        while sure and opened and _is_within(readings[opened[-1]]) != _is_within(reading):
            signs[opened.pop()] = None
        signs[n] = None
        if sure and opened:
            first = opened.pop()
            signs[first], signs[n] = _pair_of(places[first], places[n], evidence, within=_is_within(reading))
    for n in opened:
        signs[n] = None
    if opened and goes_on:
        signs[opened[0]] = DOUBLE[0]


def _is_within(reading: Reading) -> bool:
    """Tell whether a quote stands within another."""
    return reading.depth - (reading.reading == CLOSES) > _WITHIN


def _pair_of(first: Place, last: Place, evidence: Evidence, *, within: bool) -> tuple[str | None, str | None]:
    """Return both quotes of a quotation, or neither; it stands within others too where a straight one is open."""
    before = first.text.count('"', max(first.start, first.at - _FAR), first.at)
    quoted = first.text[first.at + 1 : last.at]
    return quotes_of(quoted, evidence, within=within or before % 2 == 1) or (None, None)
