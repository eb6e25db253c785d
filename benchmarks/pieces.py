r"""A text in pieces: what was whole, what was damaged, and what only looks like damage.

A piece holds what stood in the clean text and what stands in the damaged one. A piece without a label is
untouched; a labelled piece whose two sides are equal is a trap, which a repair must leave alone (a genuine
question mark, a suspended hyphen).

>>> pieces = cut("Don’t you?", re.compile("[’?]"), lambda found: Piece(found[0], "?", "’"))
>>> text_of(pieces), clean_of(pieces)
('Don?t you?', 'Don’t you?')
>>> [piece.is_trap for piece in pieces]
[False, False, False, True]
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

SIGNS = "’‘“”—–…"


class Piece(NamedTuple):
    """A stretch of text before and after the damage; `label` says what was lost, none is an untouched one."""

    clean: str
    damaged: str
    label: str = ""

    @property
    def is_trap(self) -> bool:
        """Tell whether this looks like a damage and is none."""
        return bool(self.label) and self.clean == self.damaged


def cut(text: str, pattern: re.Pattern[str], change: Callable[[re.Match[str]], Piece | None]) -> list[Piece]:
    """Cut `text` at the matches of `pattern`; where `change` returns None the text stays untouched."""
    pieces, at = [], 0
    for found in pattern.finditer(text):
        if (piece := change(found)) is None:
            continue
        if found.start() > at:
            pieces.append(untouched(text[at : found.start()]))
        pieces.append(piece)
        at = found.end()
    return [*pieces, untouched(text[at:])] if at < len(text) else pieces


def untouched(text: str) -> Piece:
    """Return a piece that no damage reached."""
    return Piece(text, text)


def class_of(character: str) -> str:
    """Return the class by which a lost character is counted: the sign itself, `letter` or `other`."""
    return character if character in SIGNS else "letter" if character.isalpha() else "other"


def text_of(pieces: Iterable[Piece]) -> str:
    """Return the damaged text."""
    return "".join(piece.damaged for piece in pieces)


def clean_of(pieces: Iterable[Piece]) -> str:
    """Return the text as it was."""
    return "".join(piece.clean for piece in pieces)


def lines_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    r"""Return the pieces line by line, without the line ends, which no damage touches.

    >>> lines_of([untouched("a\nb"), Piece("é", "?", "é")])
    [[Piece(clean='a', damaged='a', label='')], [Piece(clean='b', damaged='b', label=''), Piece(clean='é', damaged='?', label='é')]]
    """
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.label:
            lines[-1].append(piece)
            continue
        for n, part in enumerate(piece.clean.split("\n")):
            if n:
                lines.append([])
            if part:
                lines[-1].append(untouched(part))
    return lines
