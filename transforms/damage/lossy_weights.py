"""How likely each reading of a lost character is, given its place: a multinomial logistic regression.

`data/rules/lossy_weights.toml` holds the weights; `benchmarks/make_lossy.py` learnt them from clean text
that it damaged itself, and tells how well they do on text they were not learnt from.
"""

import math
from collections.abc import Iterable
from functools import cache, lru_cache

from transforms import rules

# The readings, by a letter each, as the weights name them.
APOSTROPHE, OPENS, CLOSES, DASH, ELLIPSIS = "aocde"
QUESTION, SPACE, HYPHEN, LETTER, SIGN = "qshlx"
READINGS = APOSTROPHE + OPENS + CLOSES + DASH + ELLIPSIS + QUESTION + SPACE + HYPHEN + LETTER + SIGN


class Weights(rules.Knowledge, frozen=True):
    """Weights in hundredths: a number for each reading, for each feature and before any feature."""

    readings: str
    prior: tuple[int, ...]
    features: dict[str, str]  # numbers with spaces between: read ten times as fast as lists


@cache
def weights() -> Weights:
    """Return what was learnt; raises `RuleError` if the file names other readings."""
    path = "rules/lossy_weights.toml"
    loaded = rules.load(path, Weights)
    if loaded.readings != READINGS or any(row.count(" ") != len(READINGS) - 1 for row in loaded.features.values()):
        message = f"data/{path}: readings are not {READINGS!r}; make the file anew with benchmarks/make_lossy.py"
        raise rules.RuleError(message)
    return loaded


@lru_cache(1 << 13)
def _row(feature: str) -> tuple[int, ...] | None:
    row = weights().features.get(feature)
    return tuple(map(int, row.split())) if row else None


def likelihoods(features: Iterable[str]) -> list[float]:
    """Return the probability of each of `READINGS`, in their order.

    >>> round(sum(likelihoods(["0a?", "not learnt"])), 6)
    1.0
    """
    rows = [row for feature in features if (row := _row(feature))]
    sums = [sum(column) / 100 for column in zip(weights().prior, *rows, strict=True)]
    highest = max(sums)
    powers = [math.exp(each - highest) for each in sums]
    whole = sum(powers)
    return [power / whole for power in powers]
