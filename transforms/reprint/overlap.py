"""What a text shares with a longer one: how much, where, which names and numbers, and what one paper made of it."""

from typing import NamedTuple

import numpy as np

from transforms.reprint.coverage import Comparable, Covered, by_paragraph, count_words_outside, covered

LEAST_CONTAINMENT = 0.6  # of 0.96 million pairs of news articles no two of different stories share so much
ALIKE = 0.9  # so much of a text is no form: hardly anything was filled in
_SHARED = 0.4  # of a paragraph that both texts have
_LACKING = 0.5  # a paragraph of which less is covered is not there


class Overlap(NamedTuple):
    """What a shorter text shares with a longer one.

    `containment` is the share of the shorter that stands in the longer, `share` that of the longer that stands in
    the shorter, between the places `first` and `last` (0 to 1). The shorter has `gaps` stretches of its own; of its
    `facts` (names and numbers in the paragraphs that are shared, counted where the texts are not nearly the same)
    the longer has not `untold`. `words_cut` are words of the longer that the shorter lacks, `paragraphs_cut` its
    paragraphs, from 1; `words_added` and `paragraphs_added` are the shorter's own.
    """

    containment: float
    share: float
    first: float
    last: float
    gaps: int
    facts: int
    untold: int
    words_cut: int
    words_added: int
    paragraphs_cut: list[int]
    paragraphs_added: list[int]


def compare(shorter: Comparable, longer: Comparable) -> Overlap | None:
    """Return what a text shares with a longer one, None if that is too little for one story."""
    found = covered(shorter, longer)
    return None if found.sum() < LEAST_CONTAINMENT * len(found) or not len(found) else _overlap(shorter, longer, found)


def measure(shorter: Comparable, longer: Comparable) -> Overlap:
    """Return what a text shares with a longer one, however little."""
    return _overlap(shorter, longer, covered(shorter, longer))


def _overlap(shorter: Comparable, longer: Comparable, found: Covered) -> Overlap:
    there = covered(longer, shorter)
    places, length = np.flatnonzero(there), max(len(there), 1)
    first, last = (places[0], places[-1] + 1) if len(places) else (0, 0)
    containment = found.sum() / max(len(found), 1)
    facts, untold = (0, 0) if containment >= ALIKE else _count_facts(shorter, longer, found)
    return Overlap(
        _rounded(containment),
        _rounded(len(places) / length),
        _rounded(first / length),
        _rounded(last / length),
        int(np.count_nonzero(np.diff(found, prepend=True) & ~found)),
        facts,
        untold,
        count_words_outside(longer, there),
        count_words_outside(shorter, found),
        _paragraphs_outside(longer, there),
        _paragraphs_outside(shorter, found),
    )


def _rounded(share: float) -> float:
    return round(float(share), 4)


def _count_facts(shorter: Comparable, longer: Comparable, found: Covered) -> tuple[int, int]:
    """Return how many facts the shared paragraphs of the shorter text tell, and how many of them the longer has not."""
    facts = shorter.facts
    paragraphs = np.searchsorted(shorter.ends, facts.starts, side="right")
    is_told_here = np.append(by_paragraph(shorter, found) >= _SHARED, False)[paragraphs] & (facts.ends > facts.starts)
    totals = np.concatenate(([0], np.cumsum(found)))
    is_own = is_told_here & (totals[facts.ends] == totals[facts.starts])
    untold = sum(facts.words[place] not in longer.words for place in np.flatnonzero(is_own))
    return int(np.count_nonzero(is_told_here)), untold


def _paragraphs_outside(text: Comparable, found: Covered) -> list[int]:
    return [] if found.all() else (np.flatnonzero(by_paragraph(text, found) < _LACKING) + 1).tolist()
