"""The lists that decide how names are spelled, read once from data/rules."""

from functools import cache
from typing import Literal

from transforms.rules import Knowledge, load

Kind = Literal[
    "particle", "article", "americanised", "head_particle", "follower", "link", "suffix", "short_name",
    "initials", "asian_surname", "lower_link", "elision", "prefix", "given_prefix", "printed_prefix",
    "mac", "plain_mac", "spelling", "french_form", "given_spelling", "pair", "lower_pair",
    "given_english", "given_northern", "given_french", "given_southern", "given_eastern", "also_surname",
]  # fmt: skip

_FILES = ("rules/names.toml", "rules/surnames.toml", "rules/given_names.toml")
_GIVEN: tuple[Kind, ...] = ("given_english", "given_northern", "given_french", "given_southern", "given_eastern")


class Case(Knowledge, frozen=True):
    """A name as printed and how it must read."""

    name: str
    reads: str


class Words(Knowledge, frozen=True):
    """One list of words that decide the spelling of names, with its examples."""

    kind: Kind
    note: str
    words: tuple[str, ...]
    examples: tuple[Case, ...]
    near_misses: tuple[Case, ...]


class NameRules(Knowledge, frozen=True):
    """A file of name lists."""

    words: tuple[Words, ...]


def rules() -> NameRules:
    """Return the lists of the three files; raises `RuleError` if one is wrong."""
    return NameRules(tuple(words for file in _FILES for words in load(file, NameRules).words))


@cache
def lists() -> dict[Kind, dict[str, str]]:
    """Return for each kind its words by lower-case key."""
    return {w.kind: {word.lower(): word for word in w.words} for w in rules().words}


def among(kind: Kind, key: str) -> bool:
    """Say whether a lower-case word stands in the list of this kind."""
    return key in lists()[kind]


def key_of(word: str) -> str:
    """Return a word in lower case with straight apostrophes, as the lists hold it."""
    return word.replace("’", "'").replace("‘", "'").replace("ʼ", "'").lower()


def is_particle(key: str) -> bool:
    """Say whether a lower-case word can stand inside a name: `von`, `de`, `la`."""
    return among("particle", key) or among("follower", key) or among("article", key)


def is_given(key: str) -> bool:
    """Say whether a folded word is a common given name and no common surname."""
    return key in _given()


def is_english(key: str) -> bool:
    """Say whether a folded word is an English given name, be it a surname too."""
    return among("given_english", key) or among("also_surname", key)


def is_french(key: str) -> bool:
    """Say whether a folded given name, or a part of it, is French."""
    return among("given_french", key) or any(among("given_french", part) for part in key.split(" ")[1:])


@cache
def _given() -> frozenset[str]:
    return frozenset(key for kind in _GIVEN for key in lists()[kind])


def forget() -> None:
    """Forget the lists: for those who measure or change them."""
    lists.cache_clear()
    _given.cache_clear()
