"""Texts made ready to be compared, and which of their letters stand in others: of many pairs at once.

The texts of all pairs stand one behind the other in one array, so that each question is one pass over it.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.reprint.facts import Facts, find_facts
from transforms.reprint.letters import Hashes, Places, is_letter, read_letters, windows
from transforms.words import starts_of_words

LENGTH = 8  # letters of a window: four words or so
LEAST_RUN = 10  # letters that must stand together: six words or so, for shorter runs are in everybody's mouth
_WIDENED = (1, 2, 4, 2)  # steps by which what covers one letter comes to cover LEAST_RUN
_PARAGRAPH_BREAK = re.compile("\n\n")

Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


class Comparable:
    """A text made ready to be compared with others; what is asked for is made once."""

    def __init__(self, text: str) -> None:  # noqa: D107 (the class says it)
        self.text = text
        self.letters, self._read = read_letters(text)

    @cached_property
    def windows(self) -> Hashes:
        """Its windows in order."""
        return windows(self.letters, LENGTH)

    @cached_property
    def lowered(self) -> str:
        """It without case."""
        return self.text.lower()

    @cached_property
    def facts(self) -> Facts:
        """Its names and numbers in order."""
        return find_facts(self.text, self._places)

    @cached_property
    def word_starts(self) -> Places:
        """Where each word begins among the letters; a word is what `transforms.words` says."""
        return self._places[:-1][starts_of_words(self.text)]

    @cached_property
    def spans(self) -> tuple[Places, Places]:
        """Where each word that has letters begins, and how many it counts for; at last the end, which counts for none.

        A word without letters goes with the word before it.
        """
        starts = np.append(self.word_starts, np.int32(len(self.letters)))
        lettered = np.append(np.flatnonzero(starts[1:] > starts[:-1]), len(starts) - 1)
        return starts[lettered], np.append(np.diff(lettered), 0).astype(np.int32)

    @cached_property
    def ends(self) -> Places:
        """Where each paragraph ends among the letters."""
        breaks = [found.start() for found in _PARAGRAPH_BREAK.finditer(self.text)]
        return self._places[[*breaks, len(self.text)]]

    @cached_property
    def _places(self) -> Places:
        counts = is_letter(self.text, self._read)
        places = np.zeros(len(counts) + 1, np.int32)
        np.cumsum(counts, out=places[1:])
        return places


Pair = tuple[Comparable, Comparable]


def number_windows(texts: Sequence[Comparable]) -> dict[int, Counts]:
    """Return for each text, by its `id`, the numbers of its windows: equal ones have one number in all texts."""
    different = {id(text): text for text in texts}
    hashes = [text.windows for text in different.values()]
    _, numbers = np.unique(np.concatenate(hashes), return_inverse=True)
    ends = np.cumsum([len(some) for some in hashes])
    return dict(zip(different, np.split(numbers.astype(np.int64), ends[:-1]), strict=True))


class Covered(NamedTuple):
    """Texts one behind the other: where each starts and ends, and how many covered letters stand before each letter."""

    texts: Sequence[Comparable]
    starts: Counts
    ends: Counts
    totals: Places

    @property
    def letters(self) -> Counts:
        """How many letters of each text are covered."""
        return (self.totals[self.ends] - self.totals[self.starts]).astype(np.int64)

    @property
    def sizes(self) -> Counts:
        """How many letters each text has."""
        return self.ends - self.starts

    def first_and_last(self) -> tuple[Counts, Counts]:
        """Return where the first covered letter of each text stands, and where the last ends; 0 where none is."""
        first = np.searchsorted(self.totals, self.totals[self.starts], side="right") - 1 - self.starts
        last = np.searchsorted(self.totals, self.totals[self.ends]) - self.starts
        has_any = self.letters > 0
        return first * has_any, last * has_any

    def count_gaps(self) -> Counts:
        """Return how many stretches of each text are not covered."""
        is_covered = self.totals[1:] > self.totals[:-1]
        opens = ~is_covered
        opens[1:] &= is_covered[:-1]
        has_letters = self.ends > self.starts
        at_start = self.starts[has_letters]
        opens[at_start] = ~is_covered[at_start]
        before = np.concatenate(([0], np.cumsum(opens)))
        return before[self.ends] - before[self.starts]

    def count_words_outside(self) -> Counts:
        """Return of how many words of each text no letter is covered."""
        edges, weights = (np.concatenate([text.spans[side] for text in self.texts]) for side in (0, 1))
        counts = np.array([len(text.spans[0]) for text in self.texts])
        before = self.totals[edges + np.repeat(self.starts, counts)]
        weights[:-1] *= before[1:] == before[:-1]
        return np.add.reduceat(weights, np.cumsum(counts) - counts)

    def paragraphs_outside(self, least: float) -> list[list[int]]:
        """Return of each text the paragraphs, from 1, of which less than the share `least` is covered."""
        counts = np.array([len(text.ends) + 1 for text in self.texts])
        edges = np.concatenate([part for text in self.texts for part in (np.zeros(1, np.int32), text.ends)])
        before = self.totals[edges + np.repeat(self.starts, counts)]
        is_outside = np.diff(before) < least * np.diff(edges)  # between two texts there is nothing
        found: list[list[int]] = [[] for _ in self.texts]
        firsts = np.cumsum(counts) - counts
        places = np.flatnonzero(is_outside)
        owners = np.searchsorted(firsts, places, side="right") - 1
        for owner, place in zip(owners.tolist(), (places - firsts[owners] + 1).tolist(), strict=True):
            found[owner].append(place)
        return found

    def of_text(self, number: int) -> Places:
        """Return how many covered letters stand before each letter of one text, and in all of it."""
        totals: Places = self.totals[self.starts[number] : self.ends[number] + 1]
        return totals - totals[:1]


def cover(pairs: Sequence[Pair], numbers: dict[int, Counts]) -> Covered:
    """Tell which letters of the first text of each pair stand in the other, as part of a run that is long enough."""
    texts = [text for text, _ in pairs]
    ends = np.cumsum([len(text.letters) for text in texts])
    starts = np.concatenate(([0], ends[:-1]))
    is_shared = np.zeros(ends[-1] + 2, np.bool_)
    marks = np.full(max((some.max(initial=0) for some in numbers.values()), default=0) + 1, -1)
    for number, (text, other) in enumerate(pairs):
        marks[numbers[id(other)]] = number
        own = numbers[id(text)]
        is_shared[starts[number] : starts[number] + len(own)] = marks[own] == number
    covered = is_shared[:-2].copy()  # the last windows of a text end with it, so that no two texts touch
    for shift in range(1, LEAST_RUN - LENGTH + 1):
        covered &= is_shared[shift : shift + len(covered)]
    for step in _WIDENED:
        covered[step:] |= covered[:-step]
    totals = np.zeros(len(covered) + 1, np.int32)
    np.cumsum(covered, out=totals[1:])
    return Covered(texts, starts, ends, totals)


def by_paragraph(text: Comparable, totals: Places) -> npt.NDArray[np.float64]:
    """Return the covered share of each paragraph of a text; of one without letters 1."""
    bounds = np.concatenate(([0], text.ends))
    lengths = np.diff(bounds)
    return np.where(lengths > 0, np.diff(totals[bounds]) / np.maximum(lengths, 1), 1.0)
