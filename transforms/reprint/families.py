"""What hangs together; a family is called by its smallest member."""

from collections import defaultdict

import numpy as np

from transforms.reprint.candidates import Numbers


def label(some: Numbers, others: Numbers, count: int) -> Numbers:
    """Return for each of `count` members its family, where `some[i]` and `others[i]` hang together.

    >>> label(np.array([0, 4]), np.array([2, 2]), 5).tolist()
    [0, 1, 0, 3, 0]
    """
    families = np.arange(count)
    while True:
        smaller = families.copy()
        np.minimum.at(smaller, some, families[others])
        np.minimum.at(smaller, others, families[some])
        smaller = smaller[smaller]  # the family of one's family: long chains are short soon
        if (smaller == families).all():
            return families
        families = smaller


class Families:
    """Members joined two and two to families, one by one; one that was never joined is a family of its own."""

    def __init__(self) -> None:  # noqa: D107 (the class says it)
        self._above: dict[int, int] = {}

    def of(self, member: int) -> int:
        """Return the smallest member of the family."""
        above = self._above.get(member, member)
        while above != member:
            higher = self._above.get(above, above)
            self._above[member] = higher  # the way is shorter the next time
            member, above = above, higher
        return member

    def join(self, one: int, other: int) -> None:
        """Let two families be one."""
        first, second = sorted((self.of(one), self.of(other)))
        self._above.setdefault(first, first)
        self._above[second] = first

    def members(self) -> dict[int, list[int]]:
        """Return each family, of the members that were ever joined."""
        found = defaultdict[int, list[int]](list)
        for member in list(self._above):
            found[self.of(member)].append(member)
        return dict(found)
