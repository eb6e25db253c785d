"""The truth of a hostile set: what must become of each unit, told by who made it."""

import os
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

ACCEPTED = frozenset({"accepted"})
QUARANTINED = frozenset({"quarantined"})
KEPT = frozenset({"accepted", "duplicate"})
ANY = frozenset({"accepted", "duplicate", "quarantined"})

_WHO = ["baker", "ferryman", "mayor", "teacher", "gardener", "clerk", "skipper", "farmer", "nurse", "postman"]
_DID = ["opened", "painted", "counted", "sold", "found", "mended", "moved", "praised", "lost", "measured"]
_WHAT = ["bridge", "tower", "market", "garden", "school", "harbour", "library", "orchard", "station", "bakery"]
_WHERE = [
    "Port Ansell",
    "the Fenland",
    "Niederfleth",
    "Lower Quay",
    "the old pier",
    "Mill Lane",
    "Saltmarsh",
    "the north bank",
]


class Row(NamedTuple):
    """One row that `pages` must have: what stands behind the unit's own source, and what may be said of it.

    `reasons` are those of a quarantined row, none given: any. Rows of one `group` are one article: exactly one is
    accepted. An `optional` row may be missing (which members a broken archive still yields).
    """

    suffix: str = ""
    may: frozenset[str] = ACCEPTED
    reasons: frozenset[str] = frozenset()
    group: str | None = None
    optional: bool = False


class Case(NamedTuple):
    """One hostile unit: the entry's name, its bytes or what makes it, its rows, what the manifest says of it."""

    name: str
    make: bytes | Callable[[Path], None]
    rows: tuple[Row, ...]
    said: dict[str, Any] | None = None
    big: bool = False


def ok(suffix: str = "", group: str | None = None) -> Row:
    """Return a row that must be an article, or one of the copies of it."""
    return Row(suffix, KEPT if group else ACCEPTED, group=group)


def no(suffix: str = "", *reasons: str) -> Row:
    """Return a row that must be set aside, for one of these reasons."""
    return Row(suffix, QUARANTINED, frozenset(reasons))


def may(suffix: str = "", *reasons: str, optional: bool = False) -> Row:
    """Return a row that may be an article or be set aside, for one of these reasons."""
    return Row(suffix, ANY, frozenset(reasons), optional=optional)


def page(name: str, make: bytes | str | Callable[[Path], None], row: Row | None = None, **more: Any) -> Case:
    """Return a unit with one row."""
    return Case(name, make.encode("utf-8", "surrogatepass") if isinstance(make, str) else make, (row or ok(),), **more)


def box(name: str, make: bytes | Callable[[Path], None], rows: Iterable[Row], **more: Any) -> Case:
    """Return a container and the rows of its members."""
    return Case(name, make, tuple(rows), **more)


def late(data: Callable[[], bytes | str]) -> Callable[[Path], None]:
    """Return what writes a file whose bytes are costly, and made only when they are wanted."""

    def write(file: Path) -> None:
        made = data()
        file.write_bytes(made.encode() if isinstance(made, str) else made)

    return write


def printed(name: str) -> str:
    """Return a file's name as the tables print it: what is no UTF-8, or a control character, escaped."""
    raw = name.encode("utf-8", "surrogateescape")
    text = raw.decode("utf-8", "surrogateescape")
    odd = [c for c in text if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 or c == "\\"]
    if not odd:
        return text
    return "".join(
        "\\\\" if c == "\\" else f"\\x{ord(c) & 0xFF:02x}" if c in odd else c
        for c in text
    )  # fmt: skip


def story(name: str, paragraphs: int = 3, outlet: str = "The Harbour Courier") -> str:
    """Return a page of text that nobody else of the set has: its words are drawn by its name."""
    chance = random.Random(name)
    head = f"The {chance.choice(_WHO)} and the {chance.choice(_WHAT)} number {chance.randrange(10**9):,}".replace(
        ",", " "
    )
    return f"{outlet}\n\n{head}\n\n- ADA MARSH\n\n{body(name, paragraphs)}\n"


def body(name: str, paragraphs: int = 3) -> str:
    """Return the paragraphs of a story."""
    chance = random.Random(name + "\0body")
    return "\n\n".join(" ".join(_sentence(chance) for _ in range(4)) for _ in range(paragraphs))


def _sentence(chance: random.Random) -> str:
    who, did, what, where = (chance.choice(words) for words in (_WHO, _DID, _WHAT, _WHERE))
    return (
        f"The {who} {did} the {what} of {where} after {chance.randrange(2, 9999)} days, and the crowd went home happy."
    )


def html(name: str, inside: str = "", head: str = "", paragraphs: int = 3) -> str:
    """Return a news page in HTML that nobody else of the set has; `inside` stands in the article's middle."""
    _, _, title, _, _, _, text = story(name, paragraphs).split("\n", 6)
    marked = "</p><p>".join(text.strip().split("\n\n"))
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"<p>{marked}</p>{inside}<p>It ended at noon.</p></article></body></html>"
    )


def touch(file: Path, data: bytes) -> None:
    """Write a file whose name may be any bytes, and its folders."""
    os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120 (names that are no UTF-8)
    file.write_bytes(data)
