"""Damage of print and scrape to a whole copy: signs typewritten or lost, lines of a column, accents stripped."""

import random
import unicodedata

from benchmarks.damage import damage
from benchmarks.damage_breaks import break_points, break_words
from benchmarks.pieces import text_of
from benchmarks.reprint_copies import Copy
from benchmarks.reprint_stories import Collection

TYPEWRITTEN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "—": "--", "–": "-", "…": "...", "\xa0": " "}
)


def typewritten(copy: Copy, _rng: random.Random, _world: Collection) -> Copy:
    return copy.each(lambda p: p.translate(TYPEWRITTEN))


def hyphenated(copy: Copy, rng: random.Random, _world: Collection) -> Copy:
    """Leave hyphens of line ends within the lines; no language, as that would bring sentences with traps."""
    return copy.each(lambda p: text_of(break_words(p, rng, "", often=0.12)))


def wrapped(copy: Copy, rng: random.Random, _world: Collection) -> Copy:
    """Break the lines of a column, at their ends also within a word."""
    width = rng.randrange(34, 60)
    return copy.each(lambda p: column(p, width))


def column(text: str, width: int) -> str:
    """Set a text in lines; a word that does not fit is broken where it can be.

    >>> column("They told the harbour of it.", 20)
    'They told the har-\\nbour of it.'
    """
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - 2
        at = max((point for point in break_points(word) if word.isalpha() and point <= room), default=0)
        if len(line) + len(word) < width:
            line = f"{line} {word}".strip()
            continue
        lines.append(f"{line} {word[:at]}-" if at else line)
        line = word[at:]
    return "\n".join([*lines, line]).strip()


def damaged(copy: Copy, rng: random.Random, _world: Collection, kind: str) -> Copy:
    seed = str(rng.random())
    return copy.each(lambda p: text_of(damage(kind, p, copy.language, seed)))


def without_accents(copy: Copy, _rng: random.Random, _world: Collection) -> Copy:
    return copy.each(lambda p: "".join(c for c in unicodedata.normalize("NFD", p) if not unicodedata.combining(c)))
