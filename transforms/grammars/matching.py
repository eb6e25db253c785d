"""Find the paragraphs that an extractor kept among the blocks of their document.

An extractor gives back paragraphs, not places; it splits, joins and trims what it keeps. Paragraphs
that equal one block exactly are anchors. Between two anchors the rest is compared by runs of words, so that
a teaser which says the same elsewhere is not taken for the story. Everything is linear in the text.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from transforms.folding import fold

_RUN = 4  # words; shorter paragraphs must be equal
_SHARE = 0.5  # of the runs of a block or paragraph

Words = tuple[str, ...]


class Kept(NamedTuple):
    """The blocks that hold kept paragraphs, and each paragraph that none holds, with the block it stands before."""

    blocks: frozenset[int]
    missing: tuple[tuple[int, str], ...]


class _Text(NamedTuple):
    """A block or paragraph: its folded words, and these without a space."""

    words: Words
    key: str


def _folded(texts: list[str]) -> list[_Text]:
    found = (tuple(fold(text).split()) for text in texts)
    return [_Text(words, "".join(words)) for words in found]


def match_paragraphs(blocks: list[str], paragraphs: list[str]) -> Kept:
    """Return which blocks a list of kept paragraphs, in the order of the document, was taken from.

    >>> match_paragraphs(["Home", "It rained.", "All day.", "Home"], ["It rained. All day."])
    Kept(blocks=frozenset({1, 2}), missing=())
    """
    paragraphs = [text for text in paragraphs if fold(text)]
    there, wanted = _folded(blocks), _folded(paragraphs)
    anchors = _anchors([b.key for b in there], [p.key for p in wanted])
    kept = {block for _, block in anchors}
    lost: list[tuple[int, int]] = []
    for (left, low), (right, high) in pairwise([(-1, -1), *anchors, (len(wanted), len(there))]):
        gap = _Gap(range(low + 1, high), range(left + 1, right), backwards=low < 0 and high < len(there))
        found, without = gap.fill(there, wanted)
        kept |= found
        lost += without
    elsewhere = {there[i].key: i for i in range(len(there)) if i not in kept}  # an extractor may move a paragraph
    kept |= {elsewhere[wanted[p].key] for p, _ in lost if wanted[p].key in elsewhere}
    missing = ((before, paragraphs[p]) for p, before in lost if wanted[p].key not in elsewhere)
    return Kept(frozenset(kept), tuple(missing))


def _anchors(blocks: list[str], paragraphs: list[str]) -> list[tuple[int, int]]:
    """Return paragraph and block of each text that stands once in both: the longest series that keeps the order."""
    once = {key for key, count in Counter(blocks).items() if count == 1}
    once &= {key for key, count in Counter(paragraphs).items() if count == 1}
    place = {key: i for i, key in enumerate(blocks) if key in once}
    pairs = [(i, place[key]) for i, key in enumerate(paragraphs) if key in once]
    ends: list[int] = []  # the smallest last block of a series of each length, and its pair
    last: list[int] = []
    before: list[int] = []
    for n, (_, block) in enumerate(pairs):
        at = bisect_left(ends, block)
        ends[at : at + 1] = [block]
        last[at : at + 1] = [n]
        before.append(last[at - 1] if at else -1)
    series, n = [], last[-1] if last else -1
    while n >= 0:
        series.append(pairs[n])
        n = before[n]
    return series[::-1]


def _runs(words: Sequence[str], length: int = _RUN) -> Iterator[Words]:
    """Yield each run of so many words."""
    return zip(*(words[start:] for start in range(length)), strict=False)


class _Gap(NamedTuple):
    """Blocks and paragraphs between two anchors; before the first one it is read backwards: the story is near."""

    blocks: range
    paragraphs: range
    backwards: bool

    def fill(self, there: list[_Text], wanted: list[_Text]) -> tuple[set[int], list[tuple[int, int]]]:
        """Return the blocks kept, and each paragraph that no block holds with the block it stands before."""
        if not self.paragraphs:
            return set(), []
        kept, rest = self._equal(there, wanted)
        if not rest:
            return kept, []
        kept |= self._alike(there, Counter(_runs([word for p in rest for word in wanted[p].words])))
        held = _holders(there, sorted(kept), {len(wanted[p].words) for p in rest})
        open_ = [p for p in rest if _best(wanted[p], held) is None]
        held = _holders(there, self.blocks, {len(wanted[p].words) for p in open_})
        best = {p: _best(wanted[p], held) for p in open_}
        place = self.blocks.start or self.blocks.stop  # behind the anchor above, or else before the one below
        kept |= {block for ends in best.values() if ends is not None for block in ends}
        return kept, [(p, place) for p in open_ if best[p] is None]

    def _equal(self, there: list[_Text], wanted: list[_Text]) -> tuple[set[int], list[int]]:
        """Keep blocks that equal a paragraph, in order; return the paragraphs that have none."""
        places: dict[str, list[int]] = {}
        for block in self.blocks:
            places.setdefault(there[block].key, []).append(block)
        kept, rest = set[int](), list[int]()
        bound = self.blocks.stop if self.backwards else self.blocks.start - 1
        for p in reversed(self.paragraphs) if self.backwards else self.paragraphs:
            found = places.get(wanted[p].key, [])
            at = bisect_left(found, bound) - 1 if self.backwards else bisect_right(found, bound)
            if 0 <= at < len(found):
                bound = found[at]
                kept.add(bound)
            else:
                rest.append(p)
        return kept, sorted(rest)

    def _alike(self, there: list[_Text], stream: Counter[Words]) -> set[int]:
        """Keep blocks most of whose words stand in runs of the stream; a run may go over the end of a block."""
        owners = [(block, word) for block in self.blocks for word in there[block].words]
        runs = list(_runs([word for _, word in owners]))
        hit: set[int] = set()
        for at in range(len(runs) - 1, -1, -1) if self.backwards else range(len(runs)):
            if stream[runs[at]] > 0:
                stream[runs[at]] -= 1
                hit.update(range(at, at + _RUN))
        hits = Counter(owners[at][0] for at in hit)
        return {block for block, count in hits.items() if count >= _SHARE * len(there[block].words)}


def _holders(there: list[_Text], blocks: Iterable[int], lengths: set[int]) -> dict[Words, tuple[int, int]]:
    """Return the blocks in which each run begins and ends first; runs as long as the shortest paragraphs too."""
    owners = [(block, word) for block in blocks for word in there[block].words]
    words = [word for _, word in owners]
    held: dict[Words, tuple[int, int]] = {}
    for length in {min(length, _RUN) for length in lengths}:
        for at, run in enumerate(_runs(words, length)):
            held.setdefault(run, (owners[at][0], owners[at + length - 1][0]))
    return held


def _best(paragraph: _Text, held: dict[Words, tuple[int, int]]) -> tuple[int, int] | None:
    """Return the blocks in which most runs of a paragraph begin and end, None if too few of them stand anywhere."""
    runs = list(_runs(paragraph.words, min(_RUN, len(paragraph.words))))
    found = Counter(held[run] for run in runs if run in held)
    return max(found, key=lambda ends: (found[ends], -ends[0])) if found.total() >= _SHARE * len(runs) else None
