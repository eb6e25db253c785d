"""A name of its own for each member of an archive."""

from array import array
from hashlib import blake2b

from flows.sources import printable


class Names:
    """Gives each member a name of its own, in 16 to 32 bytes a name: an archive may have millions.

    >>> names = Names()
    >>> [names.unique(name) for name in ("a", "b", "a", "a")]
    ['a', 'b', 'a~2', 'a~3']
    """

    def __init__(self) -> None:
        """Start with no names."""
        self._seen = array("Q", bytes(8 * 1024))  # open addressing, 0 is free
        self._count = 0
        self._copies: dict[str, int] = {}

    def unique(self, name: str) -> str:
        r"""Return `name` as it is printed (`\xNN`), with `~2` for the second of a name and so on."""
        given = name = printable(name)
        while not self._add(given):
            self._copies[name] = self._copies.get(name, 1) + 1
            given = f"{name}~{self._copies[name]}"
        return given

    def _add(self, name: str) -> bool:
        key = int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1
        if not self._put(key):
            return False
        self._count += 1
        if 2 * self._count > len(self._seen):
            keys, self._seen = self._seen, array("Q", bytes(16 * len(self._seen)))
            for old in filter(None, keys):
                self._put(old)
        return True

    def _put(self, key: int) -> bool:
        seen, last = self._seen, len(self._seen) - 1
        at = key & last
        while seen[at]:
            if seen[at] == key:
                return False
            at = (at + 1) & last
        seen[at] = key
        return True
