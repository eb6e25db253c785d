"""What hangs together; a family is called by its smallest member."""

from collections import defaultdict
from typing import Generic, TypeVar

Member = TypeVar("Member", int, str)


class Families(Generic[Member]):
    """Members joined two and two to families; one that was never joined is a family of its own."""

    def __init__(self) -> None:  # noqa: D107 (the class says it)
        self._above: dict[Member, Member] = {}

    def of(self, member: Member) -> Member:
        """Return the smallest member of the family."""
        above = self._above.get(member, member)
        while above != member:
            higher = self._above.get(above, above)
            self._above[member] = higher  # the way is shorter the next time
            member, above = above, higher
        return member

    def join(self, one: Member, other: Member) -> None:
        """Let two families be one."""
        first, second = sorted((self.of(one), self.of(other)))
        self._above.setdefault(first, first)
        self._above[second] = first

    def members(self) -> dict[Member, list[Member]]:
        """Return each family, of the members that were ever joined."""
        found = defaultdict[Member, list[Member]](list)
        for member in list(self._above):
            found[self.of(member)].append(member)
        return dict(found)
