"""Time and memory of the detector on very many texts: distinct ones of words that follow each other in real texts.

Three in ten texts are in groups of 2 to 12: cut, and one word in thirty another one. Lengths are 60 to 1,500 words.
"""

import random
import resource
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import islice, pairwise
from math import exp
from time import perf_counter
from typing import Any

from benchmarks.reprint_stories import Collection

SIZES = (100_000, 200_000)
JUMP = 0.15  # of the words follow nothing
GROUPED = 0.3
EDITED = 1 / 30
# Functions of `transforms.reprints` that are timed apart: signatures, the join of them, what is compared, groups.
PHASES = ("sign", "_candidates", "compare", "find_clusters")


def chain(world: Collection) -> tuple[list[str], dict[str, list[str]]]:
    """Return the words of all English stories, and what follows each."""
    words = [w for s in (*world.main, *world.mixed) if s.language == "en" for p in s.paragraphs for w in p.split()]
    after: dict[str, list[str]] = defaultdict(list)
    for word, following in pairwise(words):
        after[word].append(following)
    after[words[-1]].append(words[0])
    return words, after


def written(words: list[str], after: dict[str, list[str]], length: int, rng: random.Random) -> list[str]:
    """Return the words of a new text."""
    word, found, draw = words[int(rng.random() * len(words))], [], rng.random
    for _ in range(length):
        found.append(word)
        some = words if draw() < JUMP else after[word]
        word = some[int(draw() * len(some))]
    return found


def copied(text: list[str], words: list[str], rng: random.Random) -> list[str]:
    """Return a copy: cut to 40 to 100 %, edited."""
    kept = text[: max(int(len(text) * rng.uniform(0.4, 1.0)), 40)]
    for _ in range(int(len(kept) * EDITED)):
        kept[rng.randrange(len(kept))] = rng.choice(words)
    return kept


def texts(world: Collection, seed: str) -> Iterator[tuple[int, str]]:
    """Yield texts without end, each with the number of its story."""
    rng, number = random.Random(f"scale {seed}"), 0
    words, after = chain(world)
    alone = 7 * (1 - GROUPED) / GROUPED  # texts alone for each group, which has seven on average
    while True:
        number += 1
        text = written(words, after, min(max(int(exp(rng.gauss(5.8, 0.7))), 60), 1500), rng)
        yield number, in_paragraphs(text)
        if rng.random() < 1 / (1 + alone):
            for _ in range(rng.randrange(1, 12)):
                yield number, in_paragraphs(copied(text, words, rng))


def in_paragraphs(words: list[str]) -> str:
    """Return a text in paragraphs of 40 words."""
    return "\n\n".join(" ".join(words[at : at + 40]) for at in range(0, len(words), 40))


def measure(find: Callable[[Sequence[str]], list[int | None]], world: Collection, seed: str, size: int) -> None:
    """Print microseconds a text, in all and of each phase, the memory, and how many neighbours in a group were found."""
    made = list(islice(texts(world, seed), size))
    with timed() as spent:
        start = perf_counter()
        labels = find([text for _, text in made])
        spent["all"] = perf_counter() - start
    neighbours = pairwise((story, label) for (story, _), label in zip(made, labels, strict=True))
    same = [label is not None and label == after for (story, label), (other, after) in neighbours if story == other]
    told: dict[int, set[int]] = defaultdict(set)
    for (story, _), label in zip(made, labels, strict=True):
        told[-1 if label is None else label] |= {story}
    melted = sum(len(stories) > 1 for label, stories in told.items() if label != -1)
    words = sum(len(text.split()) for _, text in made) / size
    print(f"\n{size:,} texts of {words:.0f} words, {memory():,} MiB at most: {sum(same) / len(same):.2%} of neighbours found, "
          f"{melted} groups of several stories")  # fmt: skip
    for phase, seconds in spent.items():
        print(f"  {phase:16} {seconds / size * 1e6:6.0f} µs a text")


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Time the functions of the detector that are named in PHASES, as many as there are."""
    spent: dict[str, float] = {}
    module = import_module("transforms.reprints") if find_spec("transforms.reprints") else None
    real = {name: getattr(module, name) for name in PHASES if hasattr(module, name)}

    def clocked(name: str, *args: Any) -> Any:
        start = perf_counter()
        try:
            return real[name](*args)
        finally:
            spent[name] = spent.get(name, 0.0) + perf_counter() - start

    try:
        for name in real:
            setattr(module, name, partial(clocked, name))
        yield spent
    finally:
        for name, function in real.items():
            setattr(module, name, function)


def memory() -> int:
    """Return the most memory held until now, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
