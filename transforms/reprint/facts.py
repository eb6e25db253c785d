"""Names and numbers: a reprint tells those of its story, a form that is filled in anew tells others."""

import re
from typing import NamedTuple

from transforms.reprint.letters import Places

_WORD = re.compile(r"[^\W_]+")
# Inside a sentence: where one begins, a capital letter is no sign of a name.
_NAME_OR_NUMBER = re.compile(r"(?<=[^\W_] )[A-Z][^\W\d_]+|(?<=[^\W_], )[A-Z][^\W\d_]+|\d+")


class Facts(NamedTuple):
    """Names and numbers of a text, without case, and between which letters each stands."""

    words: list[str]
    starts: Places
    ends: Places


def words(text: str) -> frozenset[str]:
    """Return the words of a text without case.

    >>> sorted(words("The Bank, the bank’s 7"))
    ['7', 'bank', 's', 'the']
    """
    return frozenset(_WORD.findall(text.lower()))


def find_facts(text: str, places: Places) -> Facts:
    """Return the numbers and the capitalised words inside sentences; `places` are those of its letters.

    >>> import numpy as np
    >>> find_facts("Winds near Dover reach 40 knots. Then rain.", np.arange(44)).words
    ['dover', '40']
    """
    found = list(_NAME_OR_NUMBER.finditer(text))
    starts, ends = (places[[one[side] for one in map(re.Match.span, found)]] for side in (0, 1))
    return Facts([one[0].lower() for one in found], starts, ends)
