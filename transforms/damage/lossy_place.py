"""What stands around one lost character, and what that proves without any weighing.

Of a neighbour counts its kind: `a` is a letter in lower case, `A` in upper case, `0` a digit, `^` the end of the line,
other characters are themselves.
"""

import re
from functools import lru_cache

from transforms.damage import lexicon

NEAR = 40  # characters that are looked at on each side
LETTERS = "aA"
_TOKEN_BEFORE = re.compile(r"[^\W\d_?]*(?:\?[^\W\d_]+)?$")
_TOKEN_AFTER = re.compile(r"[^\W\d_?]*(?:\?(?=[^\W\d_])[^\W\d_]+)?")
_RARE, _COMMON = 1, 30  # a word met less often, and more often, in a million


def kind(character: str) -> str:
    """Return what sort of character stands there; "" is the end of a text."""
    if character in {"", "\n"}:
        return "^"
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return "0" if character.isdigit() else " " if character.isspace() else character


@lru_cache(1 << 14)
def often(word: str) -> int:
    """Return how often an English word is met, in steps from 0 (in no list) to 3 (common)."""
    times = lexicon.frequency(word, "en")
    return 0 if not times else 1 if times < _RARE else 2 if times < _COMMON else 3


def coarse(sort: str) -> str:
    """Return a kind without the case of letters."""
    return "a" if sort in LETTERS else sort


class Place:
    """One `?` of a text, seen with its line; `text` has one `?` for each character that may be lost."""

    def __init__(self, text: str, at: int) -> None:
        """Look at the character `at` of `text`."""
        self.text, self.at = text, at
        self.start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        self.end = len(text) if end < 0 else end
        self.before = text[max(self.start, at - NEAR) : at]
        self.after = text[at + 1 : min(self.end, at + 1 + NEAR)]
        near = [self.kind(at + step) for step in (-3, -2, -1, 1, 2, 3)]
        self.near, self.left, self.right = near, near[2], near[3]
        self.slot = coarse(self.left) + coarse(self.right)
        self.halves: tuple[str, str] | None = None  # see `lossy_proofs`, which asks for them several times

    def kind(self, at: int) -> str:
        """Return the kind of the character at a place of the text; lines end there and then."""
        return kind(self.text[at]) if self.start <= at < self.end else "^"

    def is_possessive(self) -> bool:
        """Tell whether a plural stands before and its sentence goes on: `users? needs`."""
        return self.before.endswith("s") and self.right == " " and self.near[4] == "a"

    def touches_no_word(self) -> bool:
        """Tell whether the letters beside it, in lower case, are no word: they may have lost a letter here."""
        if (self.left in LETTERS) == (self.right in LETTERS):
            return False
        token, _ = self.token()
        letters = token.strip("?")
        return letters.islower() and "?" not in letters and not often(letters)

    def token(self) -> tuple[str, int]:
        """Return the letters and lost characters around this one, and its place among them; "" if no word."""
        before = _TOKEN_BEFORE.search(self.before)
        after = _TOKEN_AFTER.match(self.after)
        left, right = before[0] if before else "", after[0] if after else ""
        if self.before[: len(self.before) - len(left)][-1:].isdigit():  # `n8n?s` is no word
            return "", 0
        return (f"{left}?{right}", len(left)) if left.strip("?") or right.strip("?") else ("", 0)
