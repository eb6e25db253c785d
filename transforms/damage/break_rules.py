"""The words that decide about broken words: what `breaks.toml` holds."""

from collections.abc import Mapping
from functools import cache

from transforms import rules


class Breaks(rules.Knowledge, frozen=True):
    """What `breaks.toml` holds."""

    one_word: tuple[str, ...]
    hyphened: tuple[str, ...]
    suspending: dict[str, tuple[str, ...]]
    first: dict[str, tuple[str, ...]]
    last: dict[str, tuple[str, ...]]
    whole: dict[str, tuple[str, ...]]
    any: dict[str, tuple[str, ...]]
    linking: dict[str, tuple[str, ...]]
    compound: dict[str, tuple[str, ...]]
    prefix: dict[str, tuple[str, ...]]
    clitic: dict[str, tuple[str, ...]]
    number: dict[str, tuple[str, ...]]
    half: dict[str, tuple[str, ...]]
    lost: dict[str, tuple[str, ...]]


@cache
def known_breaks() -> Breaks:
    """Return the words that decide about broken words."""
    return rules.load("rules/breaks.toml", Breaks)


def words_of(lists: Mapping[str, tuple[str, ...]], languages: tuple[str, ...]) -> frozenset[str]:
    """Return the words of some languages."""
    return frozenset(word for language in languages for word in lists.get(language, ()))
