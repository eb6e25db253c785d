"""What a text shares with a longer one: how much, where, which names and numbers, and what one paper made of it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from transforms.reprint.coverage import Comparable, Pair, by_paragraph, cover, number_windows
from transforms.reprint.facts import has_word
from transforms.reprint.letters import Places

LEAST_CONTAINMENT = 0.6  # of 0.96 million pairs of news articles no two of different stories share so much
ALIKE = 0.9  # so much of a text is no form: hardly anything was filled in
LETTERS_AT_ONCE = 400_000  # of both texts of all pairs: their arrays together take some ten MB
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


def compare(pairs: Iterable[Pair]) -> Iterator[Overlap | None]:
    """Yield what the shorter text, the first of each pair, shares with the longer, None if too little for one story."""
    for block in _blocks(pairs):
        yield from (overlap if is_enough else None for overlap, is_enough in _overlaps(block, LEAST_CONTAINMENT))


def measure(pairs: Iterable[Pair]) -> Iterator[Overlap]:
    """Yield what the shorter text, the first of each pair, shares with the longer, however little."""
    for block in _blocks(pairs):
        yield from (overlap for overlap, _ in _overlaps(block, 0.0))


def _blocks(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Yield pairs some hundred at a time, by the letters of their texts."""
    held: list[Pair] = []
    letters = 0
    for pair in pairs:
        held.append(pair)
        letters += sum(len(text.letters) for text in pair)
        if letters >= LETTERS_AT_ONCE:
            yield held
            held, letters = [], 0
    if held:
        yield held


def _overlaps(pairs: Sequence[Pair], least: float) -> Iterator[tuple[Overlap, bool]]:
    """Yield what each pair shares, and whether it is as much as `least`; facts are counted only then."""
    numbers = number_windows([text for pair in pairs for text in pair])
    found = cover(pairs, numbers)
    there = cover([(longer, shorter) for shorter, longer in pairs], numbers)
    lengths = np.maximum(there.sizes, 1)
    containments = found.letters / np.maximum(found.sizes, 1)
    is_enough = (found.letters >= least * found.sizes) & (found.sizes > 0)
    shares = (containments, there.letters / lengths, *(place / lengths for place in there.first_and_last()))
    asks_for_facts = is_enough & (containments < ALIKE)
    facts = [
        _count_facts(shorter, longer, found.of_text(number)) if asks_for_facts[number] else (0, 0)
        for number, (shorter, longer) in enumerate(pairs)
    ]
    columns = (
        *([round(share, 4) for share in column.tolist()] for column in shares),
        found.count_gaps().tolist(),
        *zip(*facts, strict=True),
        there.count_words_outside().tolist(),
        found.count_words_outside().tolist(),
        there.paragraphs_outside(_LACKING),
        found.paragraphs_outside(_LACKING),
    )
    yield from zip(map(Overlap, *columns), is_enough.tolist(), strict=True)


def _count_facts(shorter: Comparable, longer: Comparable, totals: Places) -> tuple[int, int]:
    """Return how many facts the shared paragraphs of the shorter text tell, and how many of them the longer has not.

    `totals` says how many letters before each are covered.
    """
    facts = shorter.facts
    paragraphs = np.searchsorted(shorter.ends, facts.starts, side="right")
    is_told_here = np.append(by_paragraph(shorter, totals) >= _SHARED, False)[paragraphs] & (facts.ends > facts.starts)
    is_own = is_told_here & (totals[facts.ends] == totals[facts.starts])
    untold = sum(not has_word(longer.lowered, facts.words[place].lower()) for place in np.flatnonzero(is_own))
    return int(np.count_nonzero(is_told_here)), untold
