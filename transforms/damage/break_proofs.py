"""What one page knows about the hyphens at its broken words, and what the words of its language prove.

A hyphen before a space may be a broken word (`brief- ings`), a compound broken at its own hyphen (`well- known`),
a suspended hyphen (`low- and middle-income`) or a dash typed in haste (`he left- and then`). A page that types
dashes so is trusted less; one that has broken words for certain, more.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import pairwise

from transforms.damage.break_rules import known_breaks, words_of
from transforms.damage.lexicon import frequency, function_words, languages_of

LETTERS = r"[^\W\d_]"
GAP = r"-(?: |[ \t]{0,3}\r?\n[ \t]{0,3})"
# Not in an option, a path or an address: `--num- threads`.
CHAIN = re.compile(rf"(?<!{LETTERS})(?<![-\s]-)(?<![_/\\@]){LETTERS}++(?:{GAP}{LETTERS}++)+")
BREAK = re.compile(rf"-(?<=[^\W_]-)(?: |[ \t]{{0,3}}\r?\n[ \t]{{0,3}})(?={LETTERS})")
_END = re.compile(rf"{LETTERS}+\Z")
_WORD = re.compile(rf"{LETTERS}+(?:-{LETTERS}+)*")
_PARTS = re.compile(r"-\s+")
_SUSPENDED = re.compile(rf"-\s({LETTERS}{{1,8}})\s$")
_VERB = re.compile("(?:ou|am|em|[aei]r|ndo|iu|eu|mo|[aá]va|ia|[aei]ra)$")  # what a Portuguese clitic hangs on

_CAPITAL = re.compile("[A-Z]")
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
_ACRONYM = 4  # letters; a longer one may be the place of a dateline
_FOR_A_DASH = 5  # broken words that outweigh what looks like a dash


class Proofs:
    """The words and languages of one page."""

    def __init__(self, page: str) -> None:
        """Read the page once; lists of words are loaded when a first question needs them."""
        self.page = page
        self.languages = languages_of(page)
        self._often: dict[str, float] = {}
        known = known_breaks()
        self.one_word = self.languages[0] in known.one_word and len(self.languages) == 1
        self.suspending = words_of(known.suspending, self.languages)
        self.first = words_of(known.first, self.languages)
        self.last = words_of(known.last, self.languages)
        self.whole = words_of(known.whole, self.languages)
        self.before_any = words_of(known.any, self.languages)
        self.linking = words_of(known.linking, self.languages)
        self.prefix = words_of(known.prefix, self.languages)
        self.compounds = tuple(words_of(known.compound, self.languages))
        self.hyphened = self.languages[0] in known.hyphened
        self.clitic = words_of(known.clitic, self.languages)
        self.little = frozenset().union(*(function_words()[language] for language in self.languages))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the page, those at a break left out."""
        return frozenset(word.casefold() for word in _WORD.findall(replace_chains(self.page, lambda _: " ")))

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The halves of what may be a broken word on the page, but not those of a longer compound."""
        return tuple(pair for found in chains(self.page) if not is_linked(found) for pair in _neighbours(found[0]))

    @cached_property
    def breaks_words(self) -> bool:
        """Whether the page has broken words for certain, and hardly a dash that looks like one."""
        broken = sum(self._is_broken(*pair) for pair in self.pairs)
        return broken > _FOR_A_DASH * sum(self._is_dash(*pair) for pair in self.pairs)

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

    def glue(self, first: str, last: str, before: str = "", after: str = "") -> str | None:  # noqa: PLR0911 (decisions)
        """Return what the halves were joined by: nothing, or a hyphen; None if it is not proved that they were.

        What stands `before` and `after` them tells whether they are within a longer compound: `face- to-face`.

        >>> page = Proofs("The coun- cil keeps low- and middle-income homes, said the well- known mayor.")
        >>> page.glue("coun", "cil"), page.glue("low", "and"), page.glue("well", "known")
        ('', None, '-')
        """
        if min(len(first), len(last)) < _SHORTEST or len(first) + len(last) > _LONGEST:
            return None
        if self._links(first, last, before, after):
            return "-"
        if (first + last).casefold() in self.whole:
            return ""
        compound = f"{first}-{last}".casefold()
        if last.casefold() in self.suspending and compound not in self.compounds:
            whole = self.often(first + last)
            return "" if last.islower() and whole > max(_PLAIN, self.often(first) * _BY_CHANCE) else None
        if compound in self.words or compound.startswith(self.compounds) or self._is_clitic(first, last):
            return "-"
        if last[0].isupper() and not (first + last).isupper():
            return self._glue_capital(first, last)
        named = first.casefold() in self.first or last.casefold() in self.last
        if (first + last).casefold() in self.words:
            return ""
        if self._takes_after(first, last, before):
            return "-"
        if self.outweighs(first, last, _BY_CHANCE_IF_NAMED if named else _BY_CHANCE):
            return ""
        return self._glue_unlisted(first, last, named=named)

    def _links(self, first: str, last: str, before: str, after: str) -> bool:
        """Tell whether one half is a little word within a compound: `face- to-face`, `knob-and- tube`."""
        if after == "-" and last.casefold() in self.linking:
            return self.often(first) >= _HARDLY_A_WORD
        if before[-1:] == "-" and first.casefold() in self.linking:
            return last[0].isupper() or self.often(last) >= _HARDLY_A_WORD
        return False

    def _takes_after(self, first: str, last: str, before: str) -> bool:
        """Tell whether a suspended hyphen before them asks for another: `wood- and steel- hulled`."""
        if not self.hyphened or not (found := _SUSPENDED.search(before)) or found[1] not in self.suspending:
            return False
        prefixed = first.casefold() in self.first
        if min(self.often(first), self.often(last)) < _HARDLY_A_WORD and not prefixed:
            return False
        return last.casefold() not in self.little and (prefixed or not self.outweighs(first, last))

    def _is_clitic(self, first: str, last: str) -> bool:
        """Tell whether a verb is met by its Portuguese pronoun: `disse- lhe`, `fazê- lo`."""
        if last not in self.clitic or first.casefold() in self.little:
            return False
        if last == "se" and first.endswith(("ar", "er", "ir")) and self.often(first):
            return True  # Portuguese has no word that ends so
        if self.outweighs(first, last):
            return False
        if last == "se" and first.istitle() and len(first) >= _LONG_HALF and self.often(first) >= _HARDLY_A_WORD:
            return True  # `Fala- se` begins a sentence
        verb = _VERB.search(first) is not None and (self.often(first) > 0 or len(first) > _LONG_HALF)
        return verb or (last[0] == "l" and first[-1] in "áêí")

    def _glue_capital(self, first: str, last: str) -> str | None:
        """Decide before a capital: `ex- President`, `US- Präsident`, `Ashgrove- Marsh`, `Tik- Tok`."""
        if last.casefold() in self.little:
            return None
        if not self.one_word and (first + last).casefold() in self.words:
            return ""  # `Tik- Tok`
        acronym = self.one_word and first.isupper() and len(first) <= _ACRONYM and self.often(last) > 0
        if first.casefold() in self.prefix or acronym:
            return "-"
        if not first[0].isupper() or not self.breaks_words:
            return None
        whole = 0.0 if self.one_word else self.often(first + last)
        return "" if whole > _PLAIN and self.outweighs(first, last, _BY_CHANCE_IF_NAMED) else "-"

    def _glue_unlisted(self, first: str, last: str, *, named: bool) -> str | None:  # noqa: PLR0911 (as above)
        """Decide about a whole that no list has: a compound, or a word too rare for lists."""
        one, two = self.often(first), self.often(last)
        little = last.casefold() in self.little
        if first.isupper() and last.islower():  # `TV- debate`
            return "-" if self.breaks_words and two >= _HARDLY_A_WORD else None
        if self._asks_for_hyphen(first, last, two):
            return "-"
        if self._is_fragment(first, last, one, two):
            return ""
        if named and not little and min(one, two) >= _HARDLY_A_WORD:
            return "-"
        if not self.breaks_words:
            return None
        if self.outweighs(first, last, _BY_CHANCE_IF_BROKEN):
            return ""
        if (
            self.languages == ("nl",)
            and first.istitle()
            and last.islower()
            and len(last) > _LONG_HALF
            and two >= _GOOD_HALF
        ):
            return "-"  # a name
        if self.one_word and not little and max(len(first), len(last)) >= _LONG_HALF:
            return ""  # a compound
        if self._are_words(first, last):
            return "-" if not little or last.casefold() in self.last else None
        return None

    def _asks_for_hyphen(self, first: str, last: str, two: float) -> bool:
        """Tell whether a half makes a compound of any other: `PvdA- senator`, `Kubernetes- based`."""
        if self.one_word and len(_CAPITAL.findall(first)) > 1:
            return two > 0
        if last.islower() and first.casefold() in self.before_any:
            return two > 0
        asked = last.casefold() in self.last - self.little and len(last) >= _LONG_HALF
        return asked and not self.often(first + last)

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


def chains(text: str) -> Iterator[re.Match[str]]:
    """Yield the runs of hyphens that may break words; most of a text is not even looked at."""
    end = 0
    for found in BREAK.finditer(text):
        start = found.start()
        word = _END.search(text, max(end, start - _LONGEST), start) if start >= end else None
        if word and (chain := CHAIN.match(text, word.start())):
            end = chain.end()
            yield chain


def replace_chains(text: str, change: Callable[[re.Match[str]], str]) -> str:
    """Return the text with something else for each run of hyphens."""
    pieces, at = [], 0
    for chain in chains(text):
        pieces += [text[at : chain.start()], change(chain)]
        at = chain.end()
    return "".join([*pieces, text[at:]])


def is_linked(chain: re.Match[str]) -> bool:
    """Tell whether a run of hyphens is within a longer compound."""
    text, start, end = chain.string, chain.start(), chain.end()
    goes_on = text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()
    return goes_on or (start > 0 and text[start - 1] == "-")


def _neighbours(chain: str) -> Iterator[tuple[str, str]]:
    parts = _PARTS.split(chain)
    return pairwise(parts)
