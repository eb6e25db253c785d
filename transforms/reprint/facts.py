"""Names and numbers: a reprint tells those of its story, a form that is filled in anew tells others."""

import re
from typing import NamedTuple

import numpy as np

from transforms.reprint.letters import Places

# Inside a sentence: where one begins, a capital letter is no sign of a name.
# What it can begin with stands first in the pattern, so that only there is anything looked at.
_NAME_OR_NUMBER = re.compile(r"[A-Z\d](?:(?<=\d)\d*|(?:(?<=[^\W_] [A-Z])|(?<=[^\W_], [A-Z]))[^\W\d_]+)")


class Facts(NamedTuple):
    """Names and numbers of a text as printed, and between which letters each stands."""

    words: list[str]
    starts: Places
    ends: Places


def has_word(lowered: str, word: str) -> bool:
    """Tell whether a word stands in a text, both in small letters; a word is a run of letters or digits.

    >>> [has_word("the bank’s 700 offices", word) for word in ("bank", "s", "70", "office")]
    [True, True, False, False]
    """
    place = lowered.find(word)
    while place >= 0:
        end = place + len(word)
        if not (lowered[place - 1 : place].isalnum() or lowered[end : end + 1].isalnum()):
            return True
        place = lowered.find(word, place + 1)
    return False


def find_facts(text: str, places: Places) -> Facts:
    """Return the numbers and the capitalised words inside sentences; `places` are those of its letters.

    >>> import numpy as np
    >>> find_facts("Winds near Dover reach 40 knots. Then rain.", np.arange(44)).words
    ['Dover', '40']
    """
    found = list(_NAME_OR_NUMBER.finditer(text))
    spans = np.array([one.span() for one in found], np.int64).reshape(-1, 2)
    return Facts([one[0] for one in found], places[spans[:, 0]], places[spans[:, 1]])
