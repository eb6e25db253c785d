"""Names and numbers: a reprint tells those of its story, a form that is filled in anew tells others."""

import re
from typing import NamedTuple

from transforms.reprint.letters import Reader

_WORD = re.compile(r"[^\W_]+")
# Inside a sentence: where one begins, a capital letter is no sign of a name.
_NAME_OR_NUMBER = re.compile(r"(?<=[^\W_] )[A-Z][^\W\d_]+|(?<=[^\W_], )[A-Z][^\W\d_]+|\d+")


class Fact(NamedTuple):
    """A name or number, without case, and between which letters of the text it stands."""

    word: str
    start: int
    end: int


def words(text: str) -> frozenset[str]:
    """Return the words of a text without case.

    >>> sorted(words("The Bank, the bank’s 7"))
    ['7', 'bank', 's', 'the']
    """
    return frozenset(_WORD.findall(text.lower()))


def find_facts(text: str, read: Reader) -> list[Fact]:
    """Return the numbers and the capitalised words inside sentences that have letters of their own.

    >>> from transforms.reprint.letters import latin_letters
    >>> [fact.word for fact in find_facts("Winds near Dover reach 40 knots. Then rain.", latin_letters)]
    ['dover', '40']
    """
    facts, end, before = [], 0, 0
    for found in _NAME_OR_NUMBER.finditer(text):
        start = before + len(read(text[end : found.start()]))
        before, end = start + len(read(found[0])), found.end()
        if before > start:
            facts.append(Fact(found[0].lower(), start, before))
    return facts
