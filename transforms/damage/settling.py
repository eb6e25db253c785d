"""Take steps until nothing changes any more."""

from collections.abc import Callable, Sequence
from itertools import cycle, islice
from typing import TypeVar

T = TypeVar("T")
_MOST_ROUNDS = 10  # a value that needs more was made to


def settle(value: T, steps: Sequence[Callable[[T], T]]) -> T:
    """Take the steps in turn until each of them has left the value as it is: one repair may prove another.

    What no step changes is seen once by each.

    >>> settle(60, [lambda n: n // 2 if n % 2 == 0 else n, lambda n: n // 3 if n % 3 == 0 else n])
    5
    """
    still = 0
    for step in islice(cycle(steps), _MOST_ROUNDS * len(steps)):
        before, value = value, step(value)
        still = still + 1 if value == before else 0
        if still == len(steps):
            break
    return value
