"""Peers on the same texts: MinHash with LSH, and the ensemble for containment, of datasketch.

`python3 -m uv run --with datasketch python -m benchmarks.reprints newspapers --peers`
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from benchmarks.reprint_naive import root, runs_of

PERMUTATIONS = 128
JACCARD = (0.3, 0.5, 0.7, 0.9)
CONTAINMENT = (0.5, 0.7, 0.9)


def grouped(count: int, linked: Iterable[tuple[int, int]]) -> list[int | None]:
    """Return labels of what is linked, None for what is alone."""
    parent = list(range(count))
    for one, other in linked:
        parent[root(parent, one)] = root(parent, other)
    labels = [root(parent, n) for n in range(count)]
    sizes = Counter(labels)
    return [label if sizes[label] > 1 else None for label in labels]


def hashed(texts: Sequence[str]) -> list[tuple[Any, int]]:
    """Return the MinHash of each text, and how many runs it has."""
    found = []
    for text in texts:
        runs = runs_of(text)
        made = import_module("datasketch").MinHash(PERMUTATIONS)
        made.update_batch([run.to_bytes(4, "little") for run in runs])
        found.append((made, len(runs)))
    return found


def lsh(texts: Sequence[str], threshold: float) -> list[int | None]:
    """Link texts that are alike as sets."""
    index = import_module("datasketch").MinHashLSH(threshold, PERMUTATIONS)
    hashes = hashed(texts)
    linked = []
    for n, (made, _) in enumerate(hashes):
        linked += [(n, other) for other in index.query(made)]
        index.insert(n, made)
    return grouped(len(texts), linked)


def ensemble(texts: Sequence[str], threshold: float) -> list[int | None]:
    """Link a text to those that contain it."""
    index = import_module("datasketch").MinHashLSHEnsemble(threshold, PERMUTATIONS, num_part=16)
    hashes = hashed(texts)
    index.index([(n, made, size) for n, (made, size) in enumerate(hashes)])
    linked = [(n, other) for n, (made, size) in enumerate(hashes) for other in index.query(made, size) if other != n]
    return grouped(len(texts), linked)


PEERS: dict[str, Callable[[Sequence[str]], list[int | None]]] = {
    **{f"MinHash LSH, Jaccard {t}": partial(lsh, threshold=t) for t in JACCARD},
    **{f"LSH ensemble, containment {t}": partial(ensemble, threshold=t) for t in CONTAINMENT},
}
