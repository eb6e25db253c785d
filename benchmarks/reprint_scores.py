"""What a detector found against what is true.

>>> from benchmarks.reprint_copies import Copy
>>> made = [Item("1", "a", "first", Copy("en", "", ()), "original"), Item("2", "a", "cut", Copy("en", "", ()), "copy"),
...         Item("3", "b", "weather", Copy("en", "", ())), Item("4", "c", "weather", Copy("en", "", ()))]
>>> judged = judge(made, [7, 7, 8, 8])
>>> judged.recall, judged.merged['weather'], judged.pairs
({'cut': (1, 1)}, (2, 2), (1, 1, 2))
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import comb
from typing import NamedTuple

from benchmarks.reprint_mixtures import NEUTRAL, Item

Label = object  # any value that says which group; None is a text alone
Share = tuple[int, int]


class Judged(NamedTuple):
    """Counts of one corpus: (found, of all) by kind; pairs right, true and predicted."""

    recall: dict[str, Share]
    merged: dict[str, Share]
    digests: Share
    pairs: tuple[int, int, int]
    without_forms: tuple[int, int, int]
    missed: list[Item]
    false: list[tuple[Item, Item]]


def judge(items: Sequence[Item], labels: Sequence[Label]) -> Judged:
    """Compare labels with the truth; a digest is nobody's reprint and counts only for what it melts."""
    alone = [("alone", n) if label is None else label for n, label in enumerate(labels)]
    groups: dict[Label, list[Item]] = defaultdict(list)
    firsts: dict[str, set[Label]] = defaultdict(set)
    for item, label in zip(items, alone, strict=True):
        groups[label] += [] if item.story == NEUTRAL else [item]
        firsts[item.story] |= {label} if item.role == "original" else set()
    recall, merged, missed, false = tally(), tally(), [], []
    for item, label in zip(items, alone, strict=True):
        if item.role == "copy":
            recall[item.kind].append(label in firsts[item.story])
            missed += [] if label in firsts[item.story] else [item]
        if item.story != NEUTRAL:
            other = next((one for one in groups[label] if one.story != item.story), None)
            for kind in filter(None, (item.kind, item.band)):
                merged[kind].append(other is not None)
            false += [(item, other)] if other else []
    melted = [is_melted(item, items, alone) for item in items if item.role == "digest"]
    both = list(zip(items, alone, strict=True))
    pairs = count_pairs(both), count_pairs([(item, label) for item, label in both if "form" not in item.kind])
    return Judged(shares(recall), shares(merged), (sum(melted), len(melted)), *pairs, missed, false)


def tally() -> dict[str, list[bool]]:
    return defaultdict(list)


def shares(found: dict[str, list[bool]]) -> dict[str, Share]:
    return {kind: (sum(each), len(each)) for kind, each in found.items()}


def is_melted(digest: Item, items: Iterable[Item], labels: Iterable[Label]) -> bool:
    """Tell whether two stories of a digest share a group."""
    met: dict[Label, set[str]] = defaultdict(set)
    for item, label in zip(items, labels, strict=True):
        if item.story in digest.carries:
            met[label].add(item.story)
    return any(len(stories) > 1 for stories in met.values())


def count_pairs(labelled: Iterable[tuple[Item, Label]]) -> tuple[int, int, int]:
    """Return pairs that are right, true and predicted."""
    known = [(item.story, label) for item, label in labelled if item.story != NEUTRAL]
    both, stories, groups = Counter(known), Counter(s for s, _ in known), Counter(label for _, label in known)
    right, true, predicted = (sum(comb(n, 2) for n in c.values()) for c in (both, stories, groups))
    return right, true, predicted


def f1(pairs: tuple[int, int, int]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of pairs.

    >>> f1((1, 2, 4))
    (0.25, 0.5, 0.3333333333333333)
    """
    right, true, predicted = pairs
    return right / max(predicted, 1), right / max(true, 1), 2 * right / max(true + predicted, 1)
