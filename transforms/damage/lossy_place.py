"""What stands around one lost character: the features that the weights know.

A feature is a short string, a letter for its kind and then what was seen. `a` stands for a letter in lower
case, `A` in upper case, `0` for a digit, `^` for the end of a line, other characters for themselves.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from transforms.damage import lexicon
from transforms.damage.lossy_page import told, words

_NEAR, _SENTENCE, _FAR = 40, 250, 400  # characters that are looked at
_WORD_BEFORE = re.compile(r"([^\W_]+)[^\w?]{0,2}$")  # over a sign and a space
_WORD_AFTER = re.compile(r"[^\w?]{0,2}([^\W_]+)")
_TOKEN_BEFORE = re.compile(r"[^\W\d_?]*(?:\?[^\W\d_]+)?$")
_TOKEN_AFTER = re.compile(r"[^\W\d_?]*(?:\?(?=[^\W\d_])[^\W\d_]+)?")
_WHOLE_AFTER = re.compile(r"[^\W\d_]+(?![\w?])")
_DECADE = re.compile(r"\d0s(?!\w)")
_WHOLE_BEFORE = re.compile(r"(?<![\w?])[^\W\d_]+$")
_WORDS = re.compile(r"[^\W_]+")
_STOPS = re.compile(r"[.!?:;]\W")
_LETTERS = "aA"
_RARE, _COMMON = 1, 30  # a word met less often, and more often, in a million
_SPELLED = 0.3
_LONG = 4
_STEP = 8  # characters of a step in distance


def kind(character: str) -> str:
    """Return what sort of character stands there; "" is the end of a text."""
    if character in {"", "\n"}:
        return "^"
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return "0" if character.isdigit() else " " if character.isspace() else character


@lru_cache(1 << 14)
def _often(word: str) -> int:
    often = lexicon.frequency(word, "en")
    return 0 if not often else 1 if often < _RARE else 2 if often < _COMMON else 3


@lru_cache(1 << 14)
def _spelled(pattern: str) -> int:
    found = lexicon.spellings_with_frequencies(pattern, "en")
    return 0 if not found else 1 if found[0][1] < _SPELLED else 2


def _coarse(sort: str) -> str:
    return "a" if sort in _LETTERS else sort


class Place:
    """One `?` of a text, seen with its line; `text` has one `?` for each character that may be lost."""

    def __init__(self, text: str, at: int) -> None:
        """Look at the character `at` of `text`."""
        self.text, self.at = text, at
        self.start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        self.end = len(text) if end < 0 else end
        self.before = text[max(self.start, at - _NEAR) : at]
        self.after = text[at + 1 : min(self.end, at + 1 + _NEAR)]
        near = [self._kind(at + step) for step in (-3, -2, -1, 1, 2, 3)]
        self.near, self.left, self.right = near, near[2], near[3]
        self.slot = _coarse(self.left) + _coarse(self.right)

    def _kind(self, at: int) -> str:
        return kind(self.text[at]) if self.start <= at < self.end else "^"

    def features(self, style: dict[str, str]) -> Iterator[str]:
        """Yield what was seen, each only once."""
        yield from self._signs()
        yield from self._words()
        yield from self._run()
        if self.right in "^ ?)" or self.right in ",.;:":
            yield from self._sentence()
        yield from self._neighbours()
        for name, value in style.items():
            yield f"#{name}={value}{self.slot}"
        yield f"^{self.slot}{self.at == self.start}{self.right == '^'}"
        yield f"pl{self.slot}{told((self.end - self.start) // _NEAR)}"
        yield f"pe{self.slot}{self.text[self.end - 1]}"

    def _signs(self) -> Iterator[str]:
        third, second, left, right, next_, last = self.near
        yield f"0{left}{right}"
        yield f"1{second}{left}_{right}"
        yield f"2{left}_{right}{next_}"
        yield f"3{second}{left}_{right}{next_}"
        yield f"4{third}{second}{left}_{right}"
        yield f"5{left}_{right}{next_}{last}"

    def _words(self) -> Iterator[str]:
        found = _WORD_BEFORE.search(self.before)
        left = found[1] if found else ""
        found = _WORD_AFTER.match(self.after)
        right = found[1] if found else ""
        low, high, slot = left.lower(), right.lower(), self.slot
        capital = kind(right[:1]) if right else "-"
        yield f"L{slot}{low}"
        yield f"R{slot}{high}"
        yield f"c{slot}{kind(left[:1]) if left else '-'}{capital}"
        yield f"e{slot}{low[-1:]}{high[:1]}"
        inside = (self.left in "aA0", self.right in "aA0")
        if all(inside):
            yield f"LR{low}|{high}"
            yield f"l{min(len(low), _LONG)}{min(len(high), _LONG)}"
            yield f"r{high if len(high) <= 2 else '*'}"  # noqa: PLR2004 (endings: s, t, re, ll)
            yield f"f{_often(low)}{_often(high)}{_often(low + high)}{_spelled(f'{low}?{high}')}"
            yield f"g{_often(low)}{min(len(high), _LONG)}"
            yield f"h{_often(high)}{min(len(low), _LONG)}"
            yield f"C{capital}{left.isupper() and len(left) > 1}{right.isupper() and len(right) > 1}"
        elif any(inside):
            word, pattern = (low, f"{low}?") if inside[0] else (high, f"?{high}")
            yield f"s{slot}{_spelled(pattern)}{_often(word)}"

    def _run(self) -> Iterator[str]:
        text, first, last = self.text, self.at, self.at
        while first > self.start and text[first - 1] == "?":
            first -= 1
        while last + 1 < self.end and text[last + 1] == "?":
            last += 1
        if last > first:
            place = f"{self.at - first}/{last - first + 1}"
            yield f"u{place}"
            yield f"u{place}{self._kind(first - 1)}{self._kind(last + 1)}"

    def _sentence(self) -> Iterator[str]:
        """Yield how the sentence began: questions end as they begin."""
        back, slot = self.text[max(self.start, self.at - _SENTENCE) : self.at], self.slot
        start = 0
        for stop in _STOPS.finditer(back):
            start = stop.end()
        spoken = [word.lower() for word in _WORDS.findall(back, start)]
        first = spoken[0] if spoken else "-"
        yield f"q{slot}{first}"
        yield f"Q{slot}{' '.join(spoken[:2])}"
        yield f"n{slot}{min(len(spoken), 2 * _LONG)}"
        yield f"o{slot}{'?' in back[start:]}{first}"
        if (opened := back.rfind(" ?")) >= 0:
            quoted = _WORDS.findall(back, opened)
            yield f"w{slot}{quoted[0].lower() if quoted else '-'}"
            yield f"x{slot}{told(len(quoted)) if quoted else '-'}"

    def _neighbours(self) -> Iterator[str]:
        text, at, slot = self.text, self.at, self.slot
        before = text.rfind("?", max(self.start, at - _FAR), at)
        after = text.find("?", at + 1, min(self.end, at + _FAR))
        one, other = self._slot_of(before), self._slot_of(after)
        yield f"b{slot}{one}"
        yield f"a{slot}{other}"
        yield f"m{slot}{one}{other}"
        yield f"y{slot}{told((at - before) // _STEP) if before >= 0 else '-'}"
        yield f"z{slot}{told((after - at) // _STEP) if after >= 0 else '-'}"

    def is_contracted(self) -> bool:
        """Tell whether an ending of a contraction stands behind: `don?t`, `ship?s`, `(USDA)?s`."""
        if self.left not in "aA0)":
            return False
        found = _WHOLE_AFTER.match(self.after)
        return found is not None and found[0] in words().endings

    def is_possessive(self) -> bool:
        """Tell whether a plural stands before and its sentence goes on: `users? needs`."""
        return self.before.endswith("s") and self.right == " " and self.near[4] == "a"

    def touches_no_word(self) -> bool:
        """Tell whether the letters beside it, in lower case, are no word: they may have lost a letter here."""
        if (self.left in _LETTERS) == (self.right in _LETTERS):
            return False
        token, _ = self.token()
        letters = token.strip("?")
        return letters.islower() and "?" not in letters and not _often(letters)

    def is_decade(self) -> bool:
        """Tell whether this is the apostrophe of a decade: `the ?30s`."""
        return self.left in " ^(" and _DECADE.match(self.after) is not None

    def is_name(self) -> bool:
        """Tell whether this is the apostrophe of a name: `O?Brien`, `D?Angelo`."""
        if self.right != "A" or self.left not in _LETTERS:
            return False
        found = _WHOLE_BEFORE.search(self.before)
        return found is not None and found[0] in words().name_heads

    def token(self) -> tuple[str, int]:
        """Return the letters and lost characters around this one, and its place among them; "" if no word."""
        before = _TOKEN_BEFORE.search(self.before)
        after = _TOKEN_AFTER.match(self.after)
        left, right = before[0] if before else "", after[0] if after else ""
        return (f"{left}?{right}", len(left)) if left.strip("?") or right.strip("?") else ("", 0)

    def _slot_of(self, at: int) -> str:
        return _coarse(self._kind(at - 1)) + _coarse(self._kind(at + 1)) if at >= 0 else "-"
