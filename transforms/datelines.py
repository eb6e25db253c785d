"""Datelines: where a story is told from, at the head of its first paragraph.

A place in capitals before a dash or colon is one by its shape; a place in ordinary case must
be known, because "Yes — he said" has the same shape.
"""

import re
from functools import cache
from typing import NamedTuple

from transforms.damage.spacing import equal_spaces
from transforms.folding import fold
from transforms.record import BODY_ROLES, Page
from transforms.registry import find_agency, outlet_places
from transforms.rules import Knowledge, load

_LONGEST = 90  # characters of a dateline with its dash
_WORD = r"[^\W\d_][\w.'’-]{0,24}"
_PLACES = rf"{_WORD}(?: {_WORD}){{0,3}}(?:(?:, | / |/){_WORD}(?: {_WORD}){{0,2}}){{0,2}}"
_DATE = r"(?:, (?:[^\W\d_]{3,9}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,10}\.?))?"
_AGENCY = r"(?: ?\((?P<agency>[^()]{2,40})\))?"
_END = r"(?: ?[—–] ?| -{1,2} ?| _ |: )"
_DATELINE = re.compile(rf"(?P<place>{_PLACES}?){_DATE}{_AGENCY}{_END}(?=[“\"'‘«„¿¡\w])")


class DatelineExample(Knowledge, frozen=True):
    """A first paragraph with the place and agency it must give."""

    text: str
    place: str
    agency: str | None = None


class DatelineRules(Knowledge, frozen=True):
    """What is a place, what is none, and examples of both."""

    not_places: tuple[str, ...]
    places: tuple[str, ...]
    examples: tuple[DatelineExample, ...]
    near_misses: tuple[str, ...]


class Dateline(NamedTuple):
    """Place as printed and the agency in parentheses, canonical."""

    place: str
    agency: str | None


@cache
def dateline_rules() -> DatelineRules:
    """Return the rules of data/rules/datelines.toml."""
    return load("rules/datelines.toml", DatelineRules)


@cache
def _not_places() -> frozenset[str]:
    return frozenset(map(fold, dateline_rules().not_places))


@cache
def _known_places() -> frozenset[str]:
    return frozenset(map(fold, dateline_rules().places)) | outlet_places()


def split_dateline(text: str) -> Dateline | None:
    """Return the dateline at the head of a paragraph, None if it begins otherwise.

    >>> split_dateline("OTTAWA (CP) _ The ferry was late.")
    Dateline(place='OTTAWA', agency='The Canadian Press')
    """
    found = _DATELINE.match(equal_spaces(text[:_LONGEST]))
    if not found:
        return None
    place = found["place"].rstrip()
    agency = find_agency(found["agency"]) if found["agency"] else None
    if fold(place) in _not_places() or not (_shouts(place) or agency or fold(place) in _known_places()):
        return None
    return Dateline(place, agency)


def _shouts(place: str) -> bool:
    """Tell whether a place is printed in capitals; one letter is a drop cap or `Q:`."""
    letters = [c for c in place if c.isalpha()]
    return len(letters) > 2 and place.split(",", maxsplit=1)[0].isupper()  # noqa: PLR2004


def read_dateline(page: Page) -> Page:
    """Fill `dateline` from the first paragraph, and `agency` where the dateline names one."""
    for number, (line, given) in enumerate(zip(page.lines, page.marks, strict=True), 1):
        if given is not None and given.role in BODY_ROLES:
            dateline = split_dateline(line.text)
            if dateline is None:
                return page
            where = f"line {number}"
            evidence = (*page.evidence, ("dateline", where))
            if dateline.agency and not page.agency:
                evidence = (*evidence, ("agency", where))
            agency = page.agency or dateline.agency
            return page._replace(dateline=dateline.place, agency=agency, evidence=evidence)
    return page
