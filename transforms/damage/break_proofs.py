"""What one page knows about the hyphens at its broken words, and what the words of its language prove.

A hyphen before a space may be a broken word (`brief- ings`), a compound broken at its own hyphen (`well- known`),
a suspended hyphen (`low- and middle-income`) or a dash typed in haste (`he left- and then`). A page that types
dashes so is trusted less; one that has broken words for certain, more.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from itertools import pairwise

from transforms import rules
from transforms.damage.lexicon import frequency, function_words, languages_of

LETTERS = r"[^\W\d_]"
GAP = r"-(?: |[ \t]{0,3}\r?\n[ \t]{0,3})"
# Not in an option, a path or an address: `--num- threads`.
CHAIN = re.compile(rf"(?<!{LETTERS})(?<![-\s]-)(?<![_/\\@]){LETTERS}+(?:{GAP}{LETTERS}+)+")
_WORD = re.compile(rf"{LETTERS}+(?:-{LETTERS}+)*")
_PARTS = re.compile(r"-\s+")

_SHORTEST, _LONGEST = 2, 40  # letters of half a word, of a whole one
# A broken word is met so many times more often than its halves would be neighbours by chance.
_BY_CHANCE, _BY_CHANCE_IF_BROKEN, _BY_CHANCE_IF_NAMED = 3.0, 0.5, 10.0
_MILLION = 1e6
# Met less often in a million: a half is no word; a whole made of two good words was a compound with a hyphen.
_HARDLY_A_WORD = 0.3
_RARE_WHOLE, _GOOD_HALF = 0.4, 2.0
_COMMON = 20.0  # met more often in a million, a half may be a word before a dash
_SYLLABLE = 3.0  # met less often in a million, what looks like a word is a syllable that lists have by accident
_LONG_HALF = 4  # letters
_PLAIN = 1.0  # a word that anybody knows


class Breaks(rules.Knowledge, frozen=True):
    """What `breaks.toml` holds."""

    one_word: tuple[str, ...]
    suspending: dict[str, tuple[str, ...]]
    first: dict[str, tuple[str, ...]]
    last: dict[str, tuple[str, ...]]
    half: dict[str, tuple[str, ...]]
    lost: dict[str, tuple[str, ...]]


@cache
def known_breaks() -> Breaks:
    """Return the words that decide about broken words."""
    return rules.load("rules/breaks.toml", Breaks)


def _words(lists: Mapping[str, tuple[str, ...]], languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for language in languages for word in lists.get(language, ()))


class Proofs:
    """The words and languages of one page."""

    def __init__(self, page: str) -> None:
        """Read the page once; lists of words are loaded when a first question needs them."""
        self.page = page
        self.languages = languages_of(page)
        self._often: dict[str, float] = {}
        known = known_breaks()
        self.one_word = self.languages[0] in known.one_word and len(self.languages) == 1
        self.suspending = _words(known.suspending, self.languages)
        self.first = _words(known.first, self.languages)
        self.last = _words(known.last, self.languages)
        self.little = frozenset().union(*(function_words()[language] for language in self.languages))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the page, those at a break left out."""
        return frozenset(word.casefold() for word in _WORD.findall(CHAIN.sub(" ", self.page)))

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The halves of everything on the page that may be a broken word."""
        return tuple(pair for chain in CHAIN.findall(self.page) for pair in _neighbours(chain))

    @cached_property
    def breaks_words(self) -> bool:
        """Whether the page has broken words for certain, and no dash that looks like one."""
        return not any(map(self._is_dash, *_columns(self.pairs))) and any(map(self._is_broken, *_columns(self.pairs)))

    def often(self, word: str) -> float:
        """Return how often a word is met in the language of the page."""
        if word not in self._often:
            self._often[word] = max(frequency(word, language) for language in self.languages)
        return self._often[word]

    def _is_broken(self, first: str, last: str) -> bool:
        plain = last.casefold() not in self.suspending and last.islower() == first[1:].islower()
        return plain and self.outweighs(first, last)

    def _is_dash(self, first: str, last: str) -> bool:
        word = last.casefold()
        known = word in self.suspending or word in self.last
        return word in self.little and not known and not self.outweighs(first, last)

    def outweighs(self, first: str, last: str, times: float = _BY_CHANCE) -> bool:
        """Tell whether the whole word is likelier than its halves side by side."""
        whole, one, two = self.often(first + last), self.often(first), self.often(last)
        if whole < _RARE_WHOLE and min(one, two) >= _GOOD_HALF and not self.one_word:
            return False
        return whole > one * two * times / _MILLION

    def glue(self, first: str, last: str) -> str | None:  # noqa: PLR0911 (a list of decisions)
        """Return what the halves were joined by: nothing, or a hyphen; None if it is not proved that they were.

        >>> page = Proofs("The coun- cil keeps low- and middle-income homes, said the well- known mayor.")
        >>> page.glue("coun", "cil"), page.glue("low", "and"), page.glue("well", "known")
        ('', None, '-')
        """
        if min(len(first), len(last)) < _SHORTEST or len(first) + len(last) > _LONGEST:
            return None
        if last.casefold() in self.suspending:
            whole = self.often(first + last)
            return "" if last.islower() and whole > max(_PLAIN, self.often(first) * _BY_CHANCE) else None
        if f"{first}-{last}".casefold() in self.words:
            return "-"
        if last[0].isupper() and not (first + last).isupper():
            return "-" if first[0].isupper() and self.breaks_words else None
        named = first.casefold() in self.first or last.casefold() in self.last
        if (first + last).casefold() in self.words:
            return ""
        if self.outweighs(first, last, _BY_CHANCE_IF_NAMED if named else _BY_CHANCE):
            return ""
        return self._glue_unlisted(first, last, named=named)

    def _glue_unlisted(self, first: str, last: str, *, named: bool) -> str | None:  # noqa: PLR0911 (as above)
        """Decide about a whole that no list has: a compound, or a word too rare for lists."""
        one, two = self.often(first), self.often(last)
        little = last.casefold() in self.little
        if first.isupper() and last.islower():  # `TV- debate`
            return "-" if self.breaks_words and two >= _HARDLY_A_WORD else None
        if self._is_fragment(first, last, one, two):
            return ""
        if named and not little and min(one, two) >= _HARDLY_A_WORD:
            return "-"
        if not self.breaks_words:
            return None
        if self.outweighs(first, last, _BY_CHANCE_IF_BROKEN):
            return ""
        if self.one_word and not little and max(len(first), len(last)) >= _LONG_HALF:
            return ""  # a compound
        if self._are_words(first, last):
            return "-" if not little or last.casefold() in self.last else None
        return None

    def _is_fragment(self, first: str, last: str, one: float, two: float) -> bool:
        """Tell whether a half is no word at all, so that only a break explains it."""
        if max(one, two) < _HARDLY_A_WORD and (self.breaks_words or first[0].islower()):
            return True
        if two == 0.0:
            return last.islower() and len(last) > _SHORTEST and (self.breaks_words or one < _COMMON)
        return one == 0.0 and two < _SYLLABLE and last.islower()

    def _are_words(self, first: str, last: str) -> bool:
        """Tell whether both halves are words; a short one is a syllable more often in languages that bend words."""
        both = min(self.often(first), self.often(last))
        if self.languages == ("en",):
            return both >= _HARDLY_A_WORD
        short = min(len(first), len(last)) < _LONG_HALF and last.casefold() not in self.last
        return both >= _GOOD_HALF and not short


def _neighbours(chain: str) -> Iterator[tuple[str, str]]:
    parts = _PARTS.split(chain)
    return pairwise(parts)


def _columns(pairs: tuple[tuple[str, str], ...]) -> tuple[list[str], list[str]]:
    return [first for first, _ in pairs], [last for _, last in pairs]
