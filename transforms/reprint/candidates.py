"""Which texts may share a story: an inverted index of the windows that were kept."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Names = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

ALL = 4  # texts of one window that are all compared with each other; of more, each with the first and the last
LEAST_SHARE = 0.15  # of the windows that both would keep
FEW = 5  # windows: of fewer that both would keep one is enough, else chance is stronger than a brief
_HALF = np.uint64(32)
_LOW = np.uint64(2**32 - 1)


class Postings(NamedTuple):
    """Windows and the texts that keep them: row i says that text `owners[i]` keeps the window `names[i]`.

    Texts are numbered from the longest on.
    """

    names: Names
    owners: Names


class Shared(NamedTuple):
    """Pairs as `longer << 32 | shorter`, in order, and how many kept windows they share."""

    pairs: Keys
    counts: Numbers

    @property
    def longer(self) -> Numbers:
        """The longer text of each pair."""
        return (self.pairs >> _HALF).astype(np.int64)

    @property
    def shorter(self) -> Numbers:
        """The shorter text of each pair."""
        return (self.pairs & _LOW).astype(np.int64)


NOTHING_SHARED = Shared(np.zeros(0, np.uint64), np.zeros(0, np.int64))


def count_shared(postings: Postings) -> Shared:
    """Count for each two texts that may share a story the windows they share.

    A window of many texts (a form, a legal line, a story in a hundred papers) pairs each with the longest and the
    shortest of them only: the pairs grow with the texts, not with their square. A copy stands in the longest text of
    its story, or has what the shortest has.
    """
    keys = (postings.names.astype(np.uint64) << _HALF) | postings.owners
    keys.sort()
    keys = _shared_only(keys)
    names, owners = (keys >> _HALF).astype(np.uint32), (keys & _LOW).astype(np.uint32)
    starts = np.flatnonzero(np.concatenate(([True], names[1:] != names[:-1])))[: len(names)]
    sizes = np.diff(np.append(starts, len(names)))
    first, last, many = (np.repeat(column.astype(np.uint32), sizes) for column in (starts, starts + sizes - 1, sizes))
    places = np.arange(len(names), dtype=np.uint32)
    later, between = np.flatnonzero(places > first), np.flatnonzero((places > first) & (places < last))
    second = between[(many[between] == ALL) & (places[between] == first[between] + 2)]
    pairs = (
        _pairs(owners, first[later], later),
        _pairs(owners, between, last[between]),
        _pairs(owners, second - 1, second),
    )
    return Shared(*np.unique(np.concatenate(pairs), return_counts=True))


def _shared_only(keys: Keys) -> Keys:
    """Return, of keys in order, those whose window another text keeps, too."""
    names = (keys >> _HALF).astype(np.uint32)
    is_shared = np.zeros(len(keys), np.bool_)
    is_shared[1:] = names[1:] == names[:-1]
    is_shared[:-1] |= is_shared[1:]
    return keys[is_shared]


def _pairs(owners: Names, earlier: Numbers | Names, later: Numbers | Names) -> Keys:
    """Return the texts at some places with those at places behind them, as pairs."""
    return (owners[earlier].astype(np.uint64) << _HALF) | owners[later]


def add_up(shared: Shared) -> Shared:
    """Return pairs that may come several times, in any order, each once with the sum of its counts."""
    order = np.argsort(shared.pairs)
    pairs, counts = shared.pairs[order], shared.counts[order]
    firsts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))[: len(pairs)]
    return Shared(pairs[firsts], np.add.reduceat(counts, firsts) if len(firsts) else counts)


def likely(shared: Shared, sizes: Numbers, steps: Numbers) -> Shared:
    """Return the pairs that share enough of what the shorter text would keep with the larger of both steps."""
    longer, shorter = shared.longer, shared.shorter
    expected = sizes[shorter] / np.maximum(steps[longer], steps[shorter])
    enough = shared.counts >= np.maximum(LEAST_SHARE * expected, np.where(expected < FEW, 1, 2))
    return Shared(shared.pairs[enough], shared.counts[enough])
