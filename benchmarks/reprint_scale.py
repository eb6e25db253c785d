"""Time and memory of the detector on very many texts: distinct ones of words that follow each other in real texts.

Three in ten texts are in groups of 2 to 12: cut, and one word in thirty another one. Lengths are 60 to 1,500 words.
"""

import random
import resource
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import islice, pairwise
from math import exp
from time import perf_counter

from benchmarks.reprint_stories import Collection

SIZES = (100_000, 200_000)
JUMP = 0.15  # of the words follow nothing
GROUPED = 0.3
EDITED = 1 / 30
PHASES = ("signature", "find_pairs", "join")  # functions of `transforms.reprints` that are timed apart, where there


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
    """Print microseconds a text, the memory and what was found of the groups."""
    made = list(islice(texts(world, seed), size))
    before, start = memory(), perf_counter()
    labels = find([text for _, text in made])
    seconds = perf_counter() - start
    pairs = list(
        zip(
            ((story, label) for (story, _), label in zip(made, labels, strict=True)),
            islice(made, 1, None),
            labels[1:],
            strict=False,
        )
    )
    same = [
        label is not None and label == following for (story, label), (other, _), following in pairs if story == other
    ]
    words = sum(len(text.split()) for _, text in made) / size
    print(f"{size:9,} texts of {words:.0f} words: {seconds / size * 1e6:.0f} µs a text, {memory() - before:,} MiB more; "
          f"neighbours in a group {sum(same) / len(same):.2%} found")  # fmt: skip
    apart(made)


def apart(made: list[tuple[int, str]]) -> None:
    """Print the time of each phase that the detector has a function for."""
    if find_spec("transforms.reprints") is None:
        return
    module = import_module("transforms.reprints")
    if signature := getattr(module, PHASES[0], None):
        start = perf_counter()
        for _, text in made:
            signature(text)
        print(f"          {PHASES[0]}: {(perf_counter() - start) / len(made) * 1e6:.0f} µs a text")


def memory() -> int:
    """Return the most memory held until now, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
