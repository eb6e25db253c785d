"""Damage within words: hyphens that were meant for the end of a line, soft hyphens, invisible characters.

>>> from benchmarks.pieces import text_of
>>> text_of(break_words("harbour", random.Random(1), "eo", often=1.0))
'har- bour'
"""

import random
import re
import tomllib
from functools import cache
from pathlib import Path

from benchmarks.pieces import Piece, cut, untouched

VOWEL, CONSONANT = "aeiouyáéíóúàèìòùâêîôûäëïöüãõ", "bcçdfgjklmnñpqrstvwxz"
# Where a printer would break a word, near enough in all seven languages: before the last consonant between two
# vowels, with three letters on either side. Digraphs (ch, th, sch) are not cut.
_BREAK = re.compile(
    rf"(?<=[^\W\d_]{{2}}[{VOWEL}{CONSONANT}])(?=(?![ctpsg]?h)[{CONSONANT}][{VOWEL}][^\W\d_])(?<![scpt](?=h))",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w'’.@/&#\\-])[^\W\d_]{6,}(?![\w'’@/\\-]|\.\w)")
_COMPOUND = re.compile(r"(?<=[^\W\d_]{2})-(?=[^\W\d_]{2})")
_SUSPENDED = re.compile(r"(?<=[^\W\d_])- (?=[^\W\d_])")
_ADDRESS = re.compile(r"\S*[/@]\S*")  # is no running text: nobody broke it
_PLACES = re.compile(rf"{_ADDRESS.pattern}|{_WORD.pattern}|{_COMPOUND.pattern}|{_SUSPENDED.pattern}")
INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
TEXTS = Path(__file__).parent / "texts"


@cache
def suspended(language: str) -> tuple[str, ...]:
    """Return sentences with a suspended hyphen in a language."""
    return tuple(tomllib.loads((TEXTS / "suspended.toml").read_text("utf-8")).get(language, ()))


def break_points(word: str) -> list[int]:
    """Return the places where a line's end may break a word.

    >>> break_points("dimensiones"), break_points("church")
    ([5, 8], [])
    """
    return [found.start() for found in _BREAK.finditer(word) if len(word) - found.start() >= 3]


def break_words(text: str, rng: random.Random, language: str, often: float = 0.05) -> list[Piece]:
    """Break words and compounds as at the end of a line, and put a sentence with a suspended hyphen in: a trap."""
    lines = text.split("\n")
    if sentences := suspended(language):
        chosen = rng.randrange(len(lines))
        lines[chosen] = f"{lines[chosen]} {rng.choice(sentences)}".strip()

    def damage(found: re.Match[str]) -> Piece | None:
        if found[0] == "- ":
            return Piece("- ", "- ", "suspended")
        if found[0] == "-":
            return Piece("-", "- ", "compound") if rng.random() < 0.5 else None
        points = break_points(found[0]) if found[0].isalpha() else []
        if not points or rng.random() > often:
            return None
        at = rng.choice(points)
        return Piece(found[0], f"{found[0][:at]}- {found[0][at:]}", "word")

    return cut("\n".join(lines), _PLACES, damage)


def insert_soft_hyphens(text: str, rng: random.Random) -> list[Piece]:
    """Put soft hyphens into long words, as services do, and before some."""
    pieces: list[Piece] = []
    for piece in cut(text, _WORD, lambda found: Piece(found[0], found[0], "word")):
        if not piece.label:
            pieces.append(piece)
            continue
        points = [at for at in break_points(piece.clean) if rng.random() < 0.7]
        points = [0, *points] if rng.random() < 0.05 else points
        pieces += inserted(piece.clean, points, ["\xad"] * len(points))
    return pieces


def insert_zero_width(text: str, rng: random.Random) -> list[Piece]:
    """Put a character without width somewhere into or beside one word in ten."""
    pieces: list[Piece] = []
    for piece in cut(text, _WORD, lambda found: Piece(found[0], found[0], "word") if rng.random() < 0.1 else None):
        places = [rng.randrange(len(piece.clean))] if piece.label else []
        pieces += inserted(piece.clean, places, [rng.choice(INVISIBLE)])
    return pieces


def inserted(text: str, places: list[int], signs: list[str]) -> list[Piece]:
    """Return `text` with a sign at each of the places, which are in order."""
    pieces, at = [], 0
    for place, sign in zip(places, signs, strict=False):
        if place > at:
            pieces.append(untouched(text[at:place]))
        pieces.append(Piece("", sign, "sign"))
        at = place
    return [*pieces, untouched(text[at:])]
