"""What a worker and its parent both know of the batch that is being read: the page, since when, and how far it goes.

It lies in shared memory. A worker claims each page before it reads it, so that the parent can end the batch behind a
page that takes long and let another worker read the rest: both see to it that no page is read twice, or by nobody.
"""

from math import inf
from time import monotonic
from typing import Any

NO_PAGE = -1  # told while no page is being read
_PLACE, _SINCE, _END = range(3)
_LOCKED = 1.0  # seconds; whoever holds the lock longer was killed with it


class Watch:
    """The shared memory of one worker; places count from the first page of its batch."""

    def __init__(self, context: Any) -> None:
        """Make it, in the context of the processes that share it."""
        self.state = context.RawArray("d", [NO_PAGE, 0.0, inf])
        self.lock = context.Lock()

    def begin(self) -> None:
        """Let the batch that the worker is given go to its end."""
        self.state[_PLACE], self.state[_END] = NO_PAGE, inf

    def claim(self, place: int, *, read: bool) -> bool:
        """Take the next page, if it still belongs to the batch; one that is not `read` cannot take long."""
        with self.lock:
            if place >= self.state[_END]:
                return False
            self.state[_SINCE] = monotonic()
            self.state[_PLACE] = place if read else NO_PAGE
            return True

    def go_on(self) -> None:
        """Say that the next article of the same page is being read."""
        with self.lock:
            self.state[_SINCE] = monotonic()

    def rest(self) -> None:
        """Say that no page is being read."""
        with self.lock:
            self.state[_PLACE] = NO_PAGE

    @property
    def place(self) -> int:
        """The place of the page that is being read."""
        return int(self.state[_PLACE])

    def takes(self, seconds: float) -> bool:
        """Tell whether one page has been read for longer than this."""
        return bool(self.state[_PLACE] != NO_PAGE and monotonic() - self.state[_SINCE] > seconds)

    def cut(self, seconds: float) -> int | None:
        """End the batch behind the page that has been read for so long; return where the rest begins."""
        if not self.takes(seconds) or not self.lock.acquire(timeout=_LOCKED):
            return None
        try:
            if not self.takes(seconds):  # it was done meanwhile
                return None
            self.state[_END] = self.place + 1
            return self.place + 1
        finally:
            self.lock.release()


class Unwatched(Watch):
    """Nobody watches: the batch is read to its end in this process."""

    def __init__(self) -> None:
        """Need nothing."""

    def claim(self, place: int, *, read: bool) -> bool:  # noqa: ARG002 (as of `Watch`)
        """Take every page."""
        return True

    def go_on(self) -> None:
        """Tell nobody."""

    def rest(self) -> None:
        """Tell nobody."""
