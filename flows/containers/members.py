"""What every reader of containers shares: members, limits, fields and refusals."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from flows.sources import printable

MIB = 1024 * 1024
CHUNK = 64 * 1024  # bytes asked of a stream at once
_LONGEST_DETAIL = 500  # characters


class Member(NamedTuple):
    """One raw page found in a container, or the reason why it is none.

    `suffix` is what is added to the container's source: `!a/b.html`, `#17`, or nothing (plain
    compression, or the container itself). `size` is in bytes; where `data` is None it is the declared size.
    `media` is `text` or `html` where a record says so; times are UTC without a zone; `charset` is the one a
    header declares; `published` and `outlet` are the date and title of an EPUB's package.
    `reason` (a short stable word) and `detail` (a sentence) are given exactly when `data` is None.
    """

    suffix: str
    data: bytes | None
    size: int
    media: str | None = None
    url: str | None = None
    fetched_at: datetime | None = None
    charset: str | None = None
    published: date | None = None
    outlet: str | None = None
    reason: str | None = None
    detail: str | None = None


class Limits(NamedTuple):
    """How far a container may go; real dumps stay far below all of these.

    `page_bytes`: a larger page is refused. `expansion`: bytes that one compressed byte may unfold to, all taken
    together; `free_bytes`: this much they may unfold to whatever the ratio, so that many copies of one small
    page are no bomb; `total_bytes`: and never more than this. `members`: entries or records of one container.
    `skipped_bytes`: so much is skipped to find the end of a JSONL line that is too large, or the next WARC
    record. `package_bytes`: size of an EPUB's package document, or of a Parquet footer. `depth`: containers
    inside a container.
    """

    page_bytes: int = 32 * MIB
    expansion: int = 200
    free_bytes: int = 1024 * MIB
    total_bytes: int = 1024 * 1024 * MIB
    members: int = 10_000_000
    skipped_bytes: int = 1024 * MIB
    package_bytes: int = 16 * MIB
    depth: int = 1


class Fields(NamedTuple):
    """Names of the fields (JSONL) or columns (Parquet) that hold a page and what is known of it."""

    text: str = "text"
    html: str = "html"
    url: str = "url"
    fetched_at: str = "fetched_at"


class RefusedError(Exception):
    """A container cannot be read on: a sentence for a person, and a stable word."""

    def __init__(self, detail: str, reason: str) -> None:
        """Keep both; the sentence is the message."""
        super().__init__(detail)
        # What libraries say may quote the bytes that they fell over.
        self.detail, self.reason = printable(detail[:_LONGEST_DETAIL]), reason


class DamagedError(RefusedError):
    """Bytes are missing or wrong: costs one member, or what is left of the container."""

    def __init__(self, detail: str, reason: str = "damaged") -> None:
        """Say what is wrong; `reason` where a better word than `damaged` is known."""
        super().__init__(detail, reason)


class Budget:
    """What a container of `size` bytes, with everything inside it, may unfold to."""

    def __init__(self, limits: Limits, size: int) -> None:
        """Start with nothing read."""
        self._limits, self._size = limits, size
        self._packed = self._unfolded = 0

    def spend(self, packed: int, unfolded: int) -> None:
        """Count compressed bytes read and bytes they gave; raises `RefusedError` (`archive_bomb`) beyond the limits."""
        self._packed += packed
        self._unfolded += unfolded
        # What was unfolded once and is unfolded again inside must not make the container look larger than it is.
        allowed = max(self._limits.free_bytes, self._limits.expansion * min(self._packed, self._size))
        if self._unfolded > min(self._limits.total_bytes, allowed):
            detail = f"{self._packed:,} bytes of the container unfold to {self._unfolded:,} bytes."
            raise RefusedError(detail, "archive_bomb")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader is given beside its stream; `depth` is 0 for a container that lies in the input itself."""

    limits: Limits
    fields: Fields
    scratch: Path
    budget: Budget
    depth: int = 0

    def admit(self, members: int) -> None:
        """Raise `RefusedError` when a container has more members than the limit."""
        if members > self.limits.members:
            detail = f"The container has more than {self.limits.members:,} members."
            raise RefusedError(detail, "archive_bomb")

    def page(self, suffix: str, data: bytes, size: int | None = None) -> Member:
        """Return a page, refused where it (or the `size` it is said to have) is too large."""
        size = max(len(data), size or 0)
        if size <= self.limits.page_bytes:
            return Member(suffix, data, size)
        detail = f"{size:,} bytes or more; a page may have {self.limits.page_bytes:,}."
        return Member(suffix, None, size, reason="too_large", detail=detail)


def refused(suffix: str, size: int, error: RefusedError) -> Member:
    """Return the member that stands for what could not be read."""
    return Member(suffix, None, size, reason=error.reason, detail=error.detail)
