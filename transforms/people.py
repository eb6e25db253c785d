"""Which names in one newspaper are one person's: `K. DEYOUNG` beside Karen DeYoung, `Nicol?s` beside Nicolás.

A shorter or damaged name belongs to a fuller one only if no other person of the paper could
have printed it: beside John A. Smith and John B. Smith, `John Smith` stays by himself.
"""

import re
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from transforms.folding import fold

_LOST = re.compile("[?\ufffd]+")
_LEAST_LETTERS = 3  # that a damaged name has left
_LOST_LETTER = "[a-z]{1,2}"  # `??` is one letter whose two bytes were lost, or two letters


class SameName(NamedTuple):
    """Two names in one newspaper that are one person's, and why: `initials` or `lost_letters`."""

    name: str
    fuller: str
    why: str


class _Name(NamedTuple):
    printed: str
    given: tuple[str, ...]


def same_names(names: Iterable[str]) -> list[SameName]:
    """Return which names of one newspaper are shorter or damaged forms of others.

    >>> same_names(["K. DeYoung", "Karen DeYoung", "J. Smith", "John Smith", "Jane Smith"])
    [SameName(name='K. DeYoung', fuller='Karen DeYoung', why='initials')]
    >>> same_names(["Nicol?s Vega", "Nicolás Vega", "Ana Vega"])
    [SameName(name='Nicol?s Vega', fuller='Nicolás Vega', why='lost_letters')]
    """
    printed = sorted(set(names))
    whole = [name for name in printed if not _LOST.search(name)]
    families: dict[str, list[_Name]] = {}
    for name in whole:
        *given, surname = fold(name).split() or [""]  # `Jr.` makes a family of its own
        if given:
            families.setdefault(surname, []).append(_Name(name, tuple(given)))
    found = [same for family in families.values() if len(family) > 1 for same in _in_family(family)]
    by_length: dict[int, list[str]] = {}
    for name in whole:
        by_length.setdefault(len(name.split()), []).append(name)
    damaged = [name for name in printed if _LOST.search(name)]
    return found + [same for name in damaged for same in _damaged(name, by_length.get(len(name.split()), []))]


def _in_family(family: list[_Name]) -> Iterable[SameName]:
    """Yield each name of one surname with the fullest of those that it shortens, if these are one person."""
    most = max(len(name.given) for name in family)
    for short in family:
        if len(short.given) == most and all(len(word) > 1 for word in short.given):
            continue  # neither initials nor a middle name left out: what most names are
        fuller = [name for name in family if name is not short and _shortens(short.given, name.given)]
        if fuller and all(_agree(a.given, b.given) for a, b in combinations(fuller, 2)):
            fullest = max(fuller, key=lambda name: (sum(map(len, name.given)), name.printed))
            yield SameName(short.printed, fullest.printed, "initials")


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one == other or _shortens(one, other) or _shortens(other, one)


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether given names are initials of others, or leave middle names out; equal ones are no shorter."""
    if short == full or not full[0].startswith(short[0]) or len(short) > len(full):
        return False
    rest = list(full)
    for word in short:
        while rest and not _is_short_for(word, rest[0]):
            rest.pop(0)
        if not rest:
            return False
        rest.pop(0)
    return True


def _is_short_for(word: str, name: str) -> bool:
    return word == name or (len(word) == 1 and name.startswith(word))


def _damaged(name: str, whole: list[str]) -> Iterable[SameName]:
    """Yield the one undamaged name that fits where letters were lost, if there is only one."""
    if sum(map(str.isalpha, name)) < _LEAST_LETTERS:
        return
    pattern = re.compile(_LOST_LETTER.join(re.escape(fold_letters(part)) for part in _LOST.split(name)))
    fitting = [other for other in whole if pattern.fullmatch(fold_letters(other))]
    if len({fold(other) for other in fitting}) == 1:
        yield SameName(name, fitting[0], "lost_letters")


def fold_letters(text: str) -> str:
    """Fold a part of a name and keep the spaces at its ends, where a lost letter may stand.

    >>> fold_letters(" Pé")
    ' pe'
    """
    folded = fold(text)
    return f"{' ' * text[:1].isspace()}{folded}{' ' * (bool(folded) and text[-1:].isspace())}"
