"""How much of one text stands in another, letter by letter, and whether both tell the same names and numbers."""

import re
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.reprint.facts import Facts, find_facts, words
from transforms.reprint.letters import Hashes, Places, places_of, reader_of, windows
from transforms.words import WORD

LENGTH = 8  # letters of a window: four words or so
LEAST_RUN = 10  # letters that must stand together: six words or so, for shorter runs are in everybody's mouth
LEAST_CONTAINMENT = 0.6  # of 0.96 million pairs of news articles no two of different stories share so much
NEARLY_WHOLE = 0.97  # no form: nothing was filled in
_MOSTLY = 0.4
_PARAGRAPH_BREAK = re.compile("\n\n")
_DIGITS = 4

Covered = npt.NDArray[np.bool_]  # for each letter of a text: whether it stands in the other
Shares = npt.NDArray[np.float64]


class Overlap(NamedTuple):
    """What a shorter text shares with a longer one.

    `containment` is the share of the shorter that stands in the longer, `share` that of the longer that stands in
    the shorter, between the places `first` and `last` (0 to 1). The shorter has `gaps` stretches of its own; of its
    `facts` (names and numbers in the paragraphs that are shared) the longer has not `untold`.
    """

    containment: float
    share: float
    first: float
    last: float
    gaps: int
    facts: int
    untold: int


class Comparable:
    """A text made ready to be compared with others."""

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
        """Where each word begins among the letters."""
        return self._places[[found.start() for found in WORD.finditer(self.text)]]

    @cached_property
    def ends(self) -> Places:
        """Where each paragraph ends among the letters."""
        breaks = [found.start() for found in _PARAGRAPH_BREAK.finditer(self.text)]
        return self._places[[*breaks, len(self.text)]]

    @cached_property
    def _places(self) -> Places:
        return places_of(self.text, self._read)


def compare(shorter: Comparable, longer: Comparable) -> Overlap | None:
    """Return what a text shares with a longer one, None if that is too little for one story."""
    found = covered(shorter, longer)
    containment = float(found.mean()) if len(found) else 0.0
    if containment < LEAST_CONTAINMENT:
        return None
    facts, untold = (0, 0) if containment >= NEARLY_WHOLE else _count_facts(shorter, longer, found)
    there = np.flatnonzero(covered(longer, shorter))
    if not len(there):
        return None
    length = len(longer.letters)
    gaps = int(np.count_nonzero(np.diff(found, prepend=True) & ~found))
    shares = containment, len(there) / length, there[0] / length, (there[-1] + 1) / length
    containment, share, first, last = (round(float(share), _DIGITS) for share in shares)
    return Overlap(containment, share, first, last, gaps, facts, untold)


def covered(text: Comparable, other: Comparable) -> Covered:
    """Tell of each letter of a text whether it stands in the other, as part of a run that is long enough."""
    marks = np.zeros(len(text.letters) + 1, np.int32)
    if len(text.windows) and len(other.known):
        places = np.minimum(np.searchsorted(other.known, text.windows), len(other.known) - 1)
        is_shared = other.known[places] == text.windows
        edges = np.flatnonzero(np.diff(is_shared, prepend=False, append=False))
        starts, ends = edges[::2], edges[1::2] + LENGTH - 1
        long_enough = ends - starts >= LEAST_RUN
        np.add.at(marks, starts[long_enough], 1)
        np.add.at(marks, ends[long_enough], -1)
    return np.cumsum(marks[:-1]) > 0


def by_paragraph(text: Comparable, found: Covered) -> Shares:
    """Return the covered share of each paragraph; of one without letters 1."""
    totals = np.concatenate(([0], np.cumsum(found)))
    starts = np.concatenate(([0], text.ends[:-1]))
    lengths = text.ends - starts
    return np.where(lengths > 0, (totals[text.ends] - totals[starts]) / np.maximum(lengths, 1), 1.0)


def _count_facts(shorter: Comparable, longer: Comparable, found: Covered) -> tuple[int, int]:
    """Return how many facts the shared paragraphs of the shorter text tell, and how many of them the longer has not."""
    facts = shorter.facts
    paragraphs = np.searchsorted(shorter.ends, facts.starts, side="right")
    is_told_here = np.append(by_paragraph(shorter, found) >= _MOSTLY, False)[paragraphs] & (facts.ends > facts.starts)
    totals = np.concatenate(([0], np.cumsum(found)))
    is_own = is_told_here & (totals[facts.ends] == totals[facts.starts])
    untold = sum(facts.words[place] not in longer.words for place in np.flatnonzero(is_own))
    return int(np.count_nonzero(is_told_here)), untold
