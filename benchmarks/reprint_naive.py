"""A detector to try the judge with: exact containment of runs of five words, every pair that shares one compared."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from zlib import crc32

WORD = re.compile(r"[^\W_]+")
RUN = 5
ENOUGH = 0.5  # of the shorter text
COMMON = 50  # texts that share a run: more is a form


def find_reprints(texts: Sequence[str]) -> list[int | None]:
    """Return a label for each text, None for one that is alone."""
    runs = [runs_of(text) for text in texts]
    holders: dict[int, list[int]] = defaultdict(list)
    for n, found in enumerate(runs):
        for run in found:
            holders[run].append(n)
    parent = list(range(len(texts)))
    for n, found in enumerate(runs):
        shared = Counter(m for run in found if len(holders[run]) <= COMMON for m in holders[run] if m < n)
        for m, both in shared.items():
            if both / min(len(found), len(runs[m])) >= ENOUGH:
                parent[root(parent, n)] = root(parent, m)
    labels = [root(parent, n) for n in range(len(texts))]
    sizes = Counter(labels)
    return [label if sizes[label] > 1 else None for label in labels]


def runs_of(text: str) -> set[int]:
    """Return the runs of words of a text, as numbers."""
    words = WORD.findall(text.casefold())
    return {crc32(" ".join(words[at : at + RUN]).encode()) for at in range(max(len(words) - RUN + 1, 1))}


def root(parent: list[int], n: int) -> int:
    """Return the group of a text."""
    while parent[n] != n:
        parent[n] = n = parent[parent[n]]
    return n
