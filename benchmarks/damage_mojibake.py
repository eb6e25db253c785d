"""Mojibake: UTF-8 that was read in another charset, whole, with lost bytes, or put into capitals.

>>> misread("Zoë’s", CP1252), misread("é", CP1252, CP1252)
('ZoÃ«â€™s', 'ÃƒÂ©')
"""

import random
import re
from collections.abc import Callable

import ftfy.bad_codecs  # registers sloppy-windows-125x  # noqa: F401

from benchmarks.pieces import Piece, class_of, cut, untouched

BEYOND = re.compile(r"[^\x00-\x7f]")
HEADLINE = range(15, 110)
CP1252, CP1250, CP1251 = "sloppy-windows-1252", "sloppy-windows-1250", "sloppy-windows-1251"
MIXED = (CP1252, "latin-1", CP1250, "mac-roman")
UNDEFINED = re.compile("[\x81\x8d\x8f\x90\x9d]")  # the bytes that cp1252 leaves undefined: most readers lose them
LOST = {"dropped": "", "question": "?", "replaced": "\ufffd", "space": " "}
RARE = 0.2  # of the characters lose their last byte, whichever it is


def misread(text: str, *charsets: str) -> str:
    """Return UTF-8 text as a program shows it that takes its bytes for each of the charsets in turn."""
    for charset in charsets:
        text = text.encode("utf-8", "surrogatepass").decode(charset, "replace")
    return text


def damage_each(text: str, damage: Callable[[str], str]) -> list[Piece]:
    """Damage every character beyond ASCII."""
    return cut(text, BEYOND, lambda found: Piece(found[0], damage(found[0]), class_of(found[0])))


def mojibake(text: str, _rng: random.Random, charsets: tuple[str, ...]) -> list[Piece]:
    """Read UTF-8 as another charset, once for each one named."""
    return damage_each(text, lambda character: misread(character, *charsets))


def mixed_mojibake(text: str, rng: random.Random) -> list[Piece]:
    """Misread twice, in two charsets."""
    return mojibake(text, rng, tuple(rng.sample(MIXED, 2)))


def one_line(text: str, rng: random.Random) -> list[Piece]:
    """Misread one line of an otherwise sound text."""
    lines = re.split("(?<=\n)", text)
    chosen = rng.choice([n for n, line in enumerate(lines) if not line.isascii()] or [0])
    before, after = "".join(lines[:chosen]), "".join(lines[chosen + 1 :])
    return [untouched(before), *mojibake(lines[chosen], rng, (CP1252,)), untouched(after)]


def lose_undefined(text: str, _rng: random.Random, instead: str) -> list[Piece]:
    """Misread as cp1252 by a program that has no character for five of the bytes; only what loses one is a place."""
    return lose(text, lambda shown: UNDEFINED.sub(lambda _: instead, shown))


def lose_last_bytes(text: str, rng: random.Random) -> list[Piece]:
    """Misread as cp1252, and let one character in five lose its last byte, whichever it is."""
    instead = rng.choice(list(LOST.values()))
    return lose(text, lambda shown: shown[:-1] + instead if rng.random() < RARE else shown)


def lose_nbsp(text: str, _rng: random.Random) -> list[Piece]:
    """Misread as cp1252; then the no-break spaces in it became plain ones: `Ã ` was `à`."""
    return lose(text, lambda shown: shown.replace("\xa0", " "))


def lose(text: str, change: Callable[[str], str]) -> list[Piece]:
    """Misread all, and label what `change` touches as `lost`."""

    def damage(found: re.Match[str]) -> Piece:
        shown = misread(found[0], CP1252)
        changed = change(shown)
        return Piece(found[0], changed, "whole" if changed == shown else "lost")

    return cut(text, BEYOND, damage)


def upper_case(text: str, rng: random.Random) -> list[Piece]:
    """Misread a line as long as a headline, and put what came of it into capitals."""
    line = next((line for line in text.split("\n") if len(line) in HEADLINE and not line.isascii()), "")
    pieces = mojibake(line, rng, (CP1252,))
    return [Piece(piece.clean.upper(), piece.damaged.upper(), piece.label) for piece in pieces]
