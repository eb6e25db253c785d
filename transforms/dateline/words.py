"""What data/rules/datelines.toml and data/registry/places.toml know: places, regions, and the words around them."""

import re
from functools import cache

from transforms.dates import months
from transforms.folding import fold
from transforms.papers.countries import is_country
from transforms.registry import outlet_places
from transforms.rules import Knowledge, load


class PlaceNames(Knowledge, frozen=True):
    """The file of places, one a line."""

    names: str


class DatelineExample(Knowledge, frozen=True):
    """A first paragraph with the place and agency it must give."""

    text: str
    place: str
    agency: str | None = None


class DatelineRules(Knowledge, frozen=True):
    """Words inside and around datelines (see data/rules/datelines.toml), and examples of both kinds."""

    labels: tuple[str, ...]
    answers: tuple[str, ...]
    pronouns: tuple[str, ...]
    surnames: tuple[str, ...]
    particles: tuple[str, ...]
    joints: tuple[str, ...]
    place_words: tuple[str, ...]
    approaches: tuple[str, ...]
    correspondents: tuple[str, ...]
    weekdays: tuple[str, ...]
    regions: tuple[str, ...]
    examples: tuple[DatelineExample, ...]
    near_misses: tuple[str, ...]


@cache
def dateline_rules() -> DatelineRules:
    """Return the rules of data/rules/datelines.toml."""
    return load("rules/datelines.toml", DatelineRules)


@cache
def words(name: str) -> frozenset[str]:
    """Return one of the word lists of the rules, folded."""
    return frozenset(map(fold, getattr(dateline_rules(), name)))


def is_month(word: str) -> bool:
    """Tell whether a word is a month, whole or shortened."""
    return fold(word) in months()


@cache
def little_words() -> frozenset[str]:
    """Return the folded words inside and between the names of places."""
    return words("particles") | words("joints")


@cache
def known_places() -> frozenset[str]:
    """Return the folded names of all places of the lists, and of those where a known paper is printed."""
    names = load("registry/places.toml", PlaceNames).names.strip().split("\n")
    return frozenset(map(fold, names)) | {place for place in outlet_places() if not is_country(place)}


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(dateline_rules().joints)})\s+")


def is_known(place: str) -> bool:
    """Tell whether a place, or each of two that are joined, is in the lists."""
    return all(fold(one) in known_places() for one in _joint().split(place))


@cache
def _regions() -> frozenset[str]:
    return words("regions")


def is_region(text: str) -> bool:
    """Tell whether a text names a state, a province or a country."""
    return fold(text) in _regions() or is_country(text)
