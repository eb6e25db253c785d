"""A text made ready to be compared, and which of its letters stand in another."""

import re
from functools import cached_property

import numpy as np
import numpy.typing as npt

from transforms.reprint.facts import Facts, find_facts, words
from transforms.reprint.letters import Hashes, Places, is_letter, reader_of, windows
from transforms.words import starts_of_words

LENGTH = 8  # letters of a window: four words or so
LEAST_RUN = 10  # letters that must stand together: six words or so, for shorter runs are in everybody's mouth
_PARAGRAPH_BREAK = re.compile("\n\n")

Covered = npt.NDArray[np.bool_]  # for each letter of a text: whether it stands in the other
Shares = npt.NDArray[np.float64]


class Comparable:
    """A text made ready to be compared with others; what is asked for is made once."""

    def __init__(self, text: str) -> None:  # noqa: D107 (the class says it)
        self.text = text
        self._read = reader_of(text)
        self.letters = self._read(text)

    @cached_property
    def windows(self) -> Hashes:
        """Its windows in order."""
        return windows(self.letters, LENGTH)

    @cached_property
    def known(self) -> Hashes:
        """Its windows by hash."""
        return np.sort(self.windows)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words without case."""
        return words(self.text)

    @cached_property
    def facts(self) -> Facts:
        """Its names and numbers in order."""
        return find_facts(self.text, self._places)

    @cached_property
    def word_starts(self) -> Places:
        """Where each word begins among the letters; a word is what `transforms.words` says."""
        return self._places[:-1][starts_of_words(self.text)]

    @cached_property
    def ends(self) -> Places:
        """Where each paragraph ends among the letters."""
        breaks = [found.start() for found in _PARAGRAPH_BREAK.finditer(self.text)]
        return self._places[[*breaks, len(self.text)]]

    @cached_property
    def _places(self) -> Places:
        counts = is_letter(self.text, self._read)
        return np.concatenate((np.zeros(1, np.int32), np.cumsum(counts, dtype=np.int32)))


def covered(text: Comparable, other: Comparable) -> Covered:
    """Tell of each letter of a text whether it stands in the other, as part of a run that is long enough."""
    marks = np.zeros(len(text.letters) + 1, np.int8)
    if len(text.windows) and len(other.known):
        places = np.searchsorted(other.known[:-1], text.windows)
        is_shared = np.zeros(len(places) + 2, np.bool_)
        is_shared[1:-1] = other.known[places] == text.windows
        edges = np.flatnonzero(is_shared[1:] != is_shared[:-1])
        starts, ends = edges[::2], edges[1::2] + (LENGTH - 1)
        long_enough = ends - starts >= LEAST_RUN
        marks[starts[long_enough]] += 1  # no two runs begin, or end, at one place
        marks[ends[long_enough]] -= 1
    return np.cumsum(marks[:-1], dtype=np.int8) > 0


def by_paragraph(text: Comparable, found: Covered) -> Shares:
    """Return the covered share of each paragraph; of one without letters 1."""
    totals = np.concatenate(([0], np.cumsum(found)))
    starts = np.concatenate(([0], text.ends[:-1]))
    lengths = text.ends - starts
    return np.where(lengths > 0, (totals[text.ends] - totals[starts]) / np.maximum(lengths, 1), 1.0)


def count_words_outside(text: Comparable, found: Covered) -> int:
    """Count the words of which no letter is covered; one without letters goes with the word before it."""
    starts = text.word_starts
    if not len(starts) or (len(found) and found.all()):
        return 0
    totals = np.concatenate(([0], np.cumsum(found)))
    ends = np.append(starts[1:], len(found))
    has_letters = np.flatnonzero(ends > starts)
    is_covered = totals[ends[has_letters]] > totals[starts[has_letters]]
    lengths = np.diff(has_letters, append=len(starts))
    return int(lengths[~is_covered].sum())
