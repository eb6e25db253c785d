"""A photo credit cut into its parts, each with what stands before it: `PHOTO BY A FOR B` is `A`, then `for B`."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from transforms.folding import fold
from transforms.registry import find_agency
from transforms.rules import Knowledge, load

Mode = Literal["plain", "joint", "client", "giver"]

_TOKEN = re.compile(r"\([cC]\)|[/|;,•·●:()\[\]©@]|[^\s/|;,•·●:()\[\]©@]+")
_SIGNS = frozenset([*"/|;,•·●:()[]©@—–-", "(c)", "(C)"])
_CONTINUES = frozenset([",", ":", "(", ")", "©", "(c)", "(C)"])  # what a label or giver holds for goes on behind these
_LONGEST_PHRASE = 4  # words


class CreditExample(Knowledge, frozen=True):
    """A credit with whom it names."""

    text: str
    agency: str | None = None
    photographer: str | None = None


class CreditWords(Knowledge, frozen=True):
    """Words around names in credits (see data/rules/credits.toml), and credits with and without a photographer."""

    labels: tuple[str, ...]
    plurals: tuple[str, ...]
    kinds: tuple[str, ...]
    joints: tuple[str, ...]
    clients: tuple[str, ...]
    givers: tuple[str, ...]
    markers: tuple[str, ...]
    ands: tuple[str, ...]
    articles: tuple[str, ...]
    not_people: tuple[str, ...]
    also_surnames: tuple[str, ...]
    examples: tuple[CreditExample, ...]
    near_misses: tuple[str, ...]


class Part(NamedTuple):
    """Words between two signs, the sign before them, and the word for a photograph that led to them, if any."""

    words: tuple[str, ...]
    mode: Mode = "plain"
    sign: str = ""
    label: str = ""


@cache
def credit_words() -> CreditWords:
    """Return the words of data/rules/credits.toml."""
    return load("rules/credits.toml", CreditWords)


@cache
def folded(name: str) -> frozenset[str]:
    """Return one list of the words."""
    return frozenset(getattr(credit_words(), name))


@cache
def _modes() -> dict[str, Mode]:
    """Return what each phrase that leads a part makes of it."""
    named: tuple[tuple[Mode, str], ...] = (
        ("plain", "labels"),
        ("joint", "joints"),
        ("client", "clients"),
        ("giver", "givers"),
    )
    return {phrase: mode for mode, name in named for phrase in getattr(credit_words(), name)}


def credit_parts(credit: str) -> Iterator[Part]:
    """Yield the parts of a credit in order, without labels, kinds, numbers and years."""
    words: list[str] = []
    mode: Mode = "plain"
    sign = label = ""
    tokens = _TOKEN.findall(credit)
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token in _SIGNS:
            yield from _part(words, mode, sign, label)
            mode = "giver" if mode == "giver" and token in _CONTINUES else "plain"
            label = label if token in _CONTINUES else ""
            words, sign, place = [], token, place + 1
            continue
        if not words and (size := _agency_size(tokens, place)):  # `picture alliance` is no picture
            words, place = tokens[place : place + size], place + size
            continue
        count, found = _phrase(tokens, place, opens=not words)
        if not count:
            words.append(token)
        elif found != "plain" or words:
            yield from _part(words, mode, sign, label)
            words, mode = [], found
        if count and found == "plain":
            label = fold(" ".join(tokens[place : place + count]))
        place += max(count, 1)
    yield from _part(words, mode, sign, label)


def _agency_size(tokens: Sequence[str], place: int) -> int:
    """Return how many words from here name an agency."""
    end = next((i for i in range(place, len(tokens)) if tokens[i] in _SIGNS), len(tokens))
    return next((n for n in range(end - place, 0, -1) if find_agency(" ".join(tokens[place : place + n]))), 0)


def _phrase(tokens: Sequence[str], place: int, *, opens: bool) -> tuple[int, Mode]:
    """Return how many words of a phrase stand here and what it says; within a part only the strong ones count."""
    for count in range(min(_LONGEST_PHRASE, len(tokens) - place), 0, -1):
        if not _SIGNS.isdisjoint(tokens[place : place + count]):
            continue
        key = fold(" ".join(tokens[place : place + count]))
        if key in _modes() and (opens or key in folded("markers")):
            return count, _modes()[key]
    return 0, "plain"


def _part(words: list[str], mode: Mode, sign: str, label: str) -> Iterator[Part]:
    kept = [word for word in words if not word.isdigit()]
    if kept:
        yield Part(tuple(kept), mode, sign, label)


def without_kinds(words: Sequence[str]) -> tuple[str, ...]:
    """Take the words off the end of a part that say what it is: `AP FILE PHOTO`, `ADA MARSH STAFF`."""
    end = len(words)
    while end and not find_agency(" ".join(words[:end])):
        sizes = range(min(_LONGEST_PHRASE, end), 0, -1)
        size = next((n for n in sizes if fold(" ".join(words[end - n : end])) in folded("kinds")), 0)
        if not size:
            break
        end -= size
    return tuple(words[:end])
