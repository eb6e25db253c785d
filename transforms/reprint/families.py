"""Numbers that hang together; a family is called by its smallest number."""

from collections import defaultdict


class Families:
    """Numbers joined two and two to families; a number that was never joined is a family of its own."""

    def __init__(self) -> None:  # noqa: D107 (the class says it)
        self._above: dict[int, int] = {}

    def of(self, number: int) -> int:
        """Return the smallest number of the family."""
        above = self._above.get(number, number)
        while above != number:
            next_above = self._above.get(above, above)
            self._above[number] = next_above  # the way is shorter the next time
            number, above = above, next_above
        return number

    def join(self, one: int, other: int) -> None:
        """Let two families be one."""
        first, second = sorted((self.of(one), self.of(other)))
        self._above.setdefault(first, first)
        self._above[second] = first

    def members(self) -> dict[int, list[int]]:
        """Return the numbers of each family, of those that were ever joined."""
        found = defaultdict[int, list[int]](list)
        for number in list(self._above):
            found[self.of(number)].append(number)
        return dict(found)
