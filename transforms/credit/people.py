"""Whether the words of a photo credit are the names of people; a museum, a company and a paper are none."""

import re
from collections.abc import Sequence
from itertools import pairwise

from transforms.credit.parts import folded
from transforms.damage import lexicon
from transforms.dateline.words import is_known
from transforms.folding import fold
from transforms.names import is_given, is_particle, true_case
from transforms.papers.countries import is_country
from transforms.registry import find_outlets

_MOST_NAMES = 4  # words of a name, particles apart
_MOST_WORDS = 7
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’‐‑-])*")
_VOWELS = frozenset("aeiouy")
_OFTEN = 5.0  # times in a million words: a surname alone that is a word of the language is nobody
_LANGUAGES = ("en", "fr", "es", "de", "pt")


def people_in(words: Sequence[str]) -> list[str]:
    """Return the names of one or several people, in normal case; none if any word of them is no name."""
    joints = [i for i, word in enumerate(words) if fold(word) in folded("ands")]
    edges = [-1, *joints, len(words)]
    each = [words[low + 1 : high] for low, high in pairwise(edges)]
    if len(joints) == 1 and fold(words[joints[0]]) in {"y", "e"} and not all(map(_is_person, each)):
        each = [words]  # `JOSÉ ORTEGA Y GASSET`
    return [true_case(" ".join(name)) for name in each] if all(map(_is_person, each)) else []


def _is_person(words: Sequence[str]) -> bool:
    """Tell whether words can be a name: two to four but for particles, none that names no person."""
    if not 1 < len(words) <= _MOST_WORDS or not all(map(_NAME.fullmatch, words)):
        return False
    keys = [fold(word) for word in words]
    little = [i for i, word in enumerate(words[1:-1], 1) if is_particle(keys[i]) or (word.islower() and len(word) <= 3)]  # noqa: PLR2004
    named = [word for i, word in enumerate(words) if i not in little]
    if not 1 < len(named) <= _MOST_NAMES or any(word[0].islower() for word in named[1:]):
        return False
    first, last = keys[0], keys[-1]
    if first in folded("articles") and not is_given(first):
        return False
    refused = folded("not_people").intersection(" ".join(keys).split())  # with both parts of `POST-SIGNAL`
    if refused and not (refused == {last} <= folded("also_surnames") and _is_first_name(words[0], len(named))):
        return False
    text = " ".join(words)
    return is_given(keys[0]) or not (is_known(text) or is_country(text) or find_outlets(text, None))


def _is_first_name(word: str, count: int) -> bool:
    """Tell whether a word stands before a surname that is also a word: `YUI PARK`, never `HARBOUR PARK`."""
    if is_known(word):
        return False  # `VICTORIA PARK`
    return is_given(fold(word)) or (count == 2 and _frequency(word) < _OFTEN)  # noqa: PLR2004


def _frequency(word: str) -> float:
    return max(lexicon.frequency(word, language) for language in _LANGUAGES)


def is_surname(word: str) -> bool:
    """Tell whether one word alone can be a photographer: `Foto: Thedinga`; a word of the language is none."""
    key = fold(word)
    shape = _NAME.fullmatch(word) and word[0].isupper() and len(key) > 3 and not _VOWELS.isdisjoint(key)  # noqa: PLR2004
    if not shape or key in folded("not_people") or key in folded("kinds") or is_known(word) or find_outlets(word, None):
        return False
    return _frequency(word) < _OFTEN and folded("not_people").isdisjoint(key.split())


def has_given_name(name: str) -> bool:
    """Tell whether a name begins with a common given name."""
    return " " in name and is_given(fold(name.split(maxsplit=1)[0]))
