"""What one paper made of a story: the words and paragraphs it cut from the longest text, and those it added."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.reprint.overlap import Comparable, Covered, by_paragraph, covered

LACKING = 0.5  # a paragraph of which less is covered is not there


class Copy(NamedTuple):
    """A copy against the longest text of its group; paragraphs are counted from 1.

    `containment` is the share of the copy that stands in the longest text; `words_cut` are words of that text which
    the copy lacks, `paragraphs_cut` its paragraphs; `words_added` and `paragraphs_added` are the copy's own.
    """

    containment: float
    words_cut: int
    words_added: int
    paragraphs_cut: list[int]
    paragraphs_added: list[int]


def measure(copy: Comparable, longest: Comparable) -> Copy:
    """Return what a copy has of the longest text; of that text itself everything."""
    if copy is longest:
        return Copy(1.0, 0, 0, [], [])
    kept, there = covered(copy, longest), covered(longest, copy)
    return Copy(
        round(float(kept.mean()), 4) if len(kept) else 0.0,
        _words_outside(longest, there),
        _words_outside(copy, kept),
        _paragraphs_outside(longest, there),
        _paragraphs_outside(copy, kept),
    )


def _words_outside(text: Comparable, found: Covered) -> int:
    """Count the words of which no letter is covered; one without letters goes with the word before it."""
    starts = text.word_starts
    if not len(found) or found.all():
        return 0 if len(found) else len(starts)
    totals = np.concatenate(([0], np.cumsum(found)))
    ends = np.append(starts[1:], len(found))
    has_letters = ends > starts
    is_covered = totals[ends] > totals[starts]
    return int(np.count_nonzero(~_carried_on(is_covered, has_letters)))


def _carried_on(values: npt.NDArray[np.bool_], known: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return values of which those not known are that of the last one known before them, at the head of the next."""
    places = np.where(known, np.arange(len(values)), -1)
    places = np.maximum.accumulate(places)
    first = int(np.argmax(known))
    return values[np.where(places < 0, first, places)]


def _paragraphs_outside(text: Comparable, found: Covered) -> list[int]:
    return (np.flatnonzero(by_paragraph(text, found) < LACKING) + 1).tolist()
