"""Reprints: which texts tell one story, whatever a desk cut and a scan damaged.

Containment decides: what the shorter text shares with the longer, over the shorter. A text that was cut from the
end to a third stands in the whole one with all its letters, where measures of likeness see two texts.
"""

from collections.abc import Sequence

import numpy as np

from transforms.reprint.candidates import Postings, count_shared, likely
from transforms.reprint.clusters import Pair, find_clusters
from transforms.reprint.coverage import Comparable
from transforms.reprint.overlap import compare
from transforms.reprint.signatures import Signature, sign


def find_reprints(texts: Sequence[str]) -> list[int | None]:
    """Return for each text the group it belongs to, called by the smallest place of a text in it; None for one alone.

    >>> story = "The harbour board of Port Grant voted by seven to four to keep the old ferry, said Peter Bramwell."
    >>> find_reprints([story + " It is to run until 2031, and the fare stays as it is.", "Rain.", story.upper()])
    [0, None, 0]
    """
    signatures = [sign(text) for text in texts]
    order = by_length(signatures)
    candidates = _candidates([signatures[place] for place in order])
    ready = {place: Comparable(texts[order[place]]) for pair in candidates for place in pair}
    overlaps = compare((ready[shorter], ready[longer]) for longer, shorter in candidates)
    pairs = [
        Pair(order[longer], order[shorter], overlap)
        for (longer, shorter), overlap in zip(candidates, overlaps, strict=True)
        if overlap
    ]
    groups = find_clusters(pairs)
    return [groups.get(place) for place in range(len(texts))]


def by_length(signatures: Sequence[Signature]) -> list[int]:
    """Return the places from the longest text on."""
    return sorted(range(len(signatures)), key=lambda place: (-signatures[place].windows, place))


def _candidates(signatures: Sequence[Signature]) -> list[tuple[int, int]]:
    """Return the pairs of numbers that may share a story, of signatures from the longest text on."""
    names = np.concatenate([s.names for s in signatures] or [np.empty(0, np.uint32)])
    owners = np.repeat(np.arange(len(signatures), dtype=np.uint32), [len(s.names) for s in signatures])
    sizes = np.array([s.windows for s in signatures])
    steps = np.array([s.step for s in signatures])
    found = likely(count_shared(Postings(names, owners)), sizes, steps)
    return list(zip(found.longer.tolist(), found.shorter.tolist(), strict=True))
