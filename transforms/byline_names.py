"""What can be a person's name in a byline, and what is initials, a user name, a paper or a heading."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from transforms import names, registry
from transforms.byline_words import AND, Word, agency_of, is_place, phrase_at, text_of

CAPITAL = frozenset({"upper", "title", "initial", "native"})
FULL_NAME = 2
SHORT = 3
_LONGEST_NAME = 7
_LONGEST_USER = 24
_VOWELS = frozenset("aeiouyäöüáéíóú")
_KNOWN = frozenset({"job", "generic", "outlet", "degree", "name_suffix"})


class Context(NamedTuple):
    """What came before a segment: a lead-in, a person, a comma; what comes after: a verb, a job."""

    led: bool
    peopled: bool = False
    behind_comma: bool = False
    told: bool = False
    jobbed: bool = False


def is_name(words: Sequence[Word]) -> bool:
    """Say whether words can be the name of a person."""
    if not 1 <= len(words) <= _LONGEST_NAME or all(w.shape == "initial" for w in words):
        return False
    if all(w.shape == "lower" for w in words):
        return FULL_NAME <= len(words) <= SHORT and not any(w.kinds or len(w.key) == 1 for w in words)
    return all(w.shape in CAPITAL or _is_link(w) for w in words)


def _is_link(word: Word) -> bool:
    return word.shape == "lower" and (names.is_particle(word.key) or "weak_and" in word.kinds)


def is_bare(words: Sequence[Word]) -> bool:
    """Say whether words may be part of a name and are nothing else that we know."""
    if not words or not all(w.shape in CAPITAL or names.is_particle(w.key) for w in words):
        return False
    if any(w.kinds & _KNOWN for w in words if w.shape != "lower") or agency_of(words) or is_place(words):
        return False
    return len(words) == 1 or not is_known_paper(words)


def is_abbreviation(word: Word) -> bool:
    """Say whether a word is a few capitals: `GCA`, `SZ`; `ROE` is one too."""
    letters = [c for c in word.key if c.isalpha()]
    short = len(letters) <= SHORT or not _VOWELS.intersection(letters)
    return word.shape == "upper" and short and len(letters) <= SHORT + 1


def is_initials(words: Sequence[Word]) -> bool:
    """Say whether words are initials only: `GCA`, `J.D.`, `M. S.`."""
    if len(words) == 1:
        return words[0].shape == "initial" or is_abbreviation(words[0])
    return all(w.shape == "initial" or (is_abbreviation(w) and not _VOWELS.intersection(w.key)) for w in words)


def is_user(words: Sequence[Word]) -> bool:
    """Say whether one lower-case word stands for a name: an account of the system."""
    word = words[0]
    return len(words) == 1 and word.shape in {"lower", "number"} and len(word.text) <= _LONGEST_USER


def names_apart(words: list[Word]) -> list[list[Word]]:
    """Part two names in capitals with nothing between them, where the second given name shows it."""
    starts = [at for at, word in enumerate(words) if names.is_given(word.key)]
    if len(starts) != FULL_NAME or starts[0] or not FULL_NAME <= starts[1] <= len(words) - FULL_NAME:
        return [words]
    if not all(w.shape in {"upper", "initial"} for w in words) or words[starts[1] - 1].shape == "initial":
        return [words]
    return [words[: starts[1]], words[starts[1] :]]


def bare_name(words: Sequence[Word]) -> str:
    """Return a name without honorifics before it and degrees behind it."""
    start, end = 0, len(words)
    while start < end - 1:
        _, length = phrase_at(words, start, ("honorific",))
        alone = start or words[start].text.endswith(".")  # `Dr. Quill`, but Judge Quill may be a name
        if not length or end - start - length < (1 if alone else FULL_NAME):
            break
        start += length
    while end - start > 1 and "degree" in words[end - 1].kinds:
        end -= 1
    name = text_of(words[start:end])
    last = words[end - 1]
    dotted = "name_suffix" in last.kinds or last.shape == "initial" or "." in last.text[:-1]
    return name if dotted else name.rstrip(".")


def is_wire(words: Sequence[Word]) -> bool:
    """Say whether the last words say `News Service`; one name before it is a surname's."""
    for at in range(max(0, len(words) - SHORT), len(words)):
        if phrase_at(words, at, ("wire",))[1] == len(words) - at:
            return at > 0 and (at > 1 or len(words) - at > 1)
    return False


def is_known_paper(words: Sequence[Word]) -> bool:
    """Say whether the registry of outlets knows a paper of this name."""
    return _is_outlet_name(text_of(words))


@lru_cache(maxsize=16384)
def _is_outlet_name(text: str) -> bool:
    return bool(registry.find_outlets(text, None))


def is_outlet(words: Sequence[Word], context: Context) -> bool:
    """Say whether words name a paper or a station: by its words, its place, or the registry."""
    if "outlet" in words[-1].kinds or any("outlet" in w.kinds for w in words[1:]):
        return True
    if "article" in words[0].kinds and len(words) > 1:
        return all(w.shape in CAPITAL or w.kinds & AND for w in words[1:])
    if len(words) > 1 and "weak_outlet" in words[-1].kinds:
        return (context.behind_comma and context.peopled) or is_place(words[:-1])
    if len(words) == 1 and (context.led or (context.peopled and not context.behind_comma)):
        return False  # one word is a surname sooner than a paper
    return ("outlet" in words[0].kinds and words[0].shape == "upper") or is_known_paper(words)


def plausible(words: Sequence[Word], *, people: int, generic: bool) -> bool:
    """Say whether words without a lead-in are rather people than a heading or a list item."""
    everything = [w for w in words if w.shape != "break"]
    plain = [w for w in everything if w.shape != "lower"]
    if not plain:
        plain = [w for w in words if w.shape == "lower"]
        people = people if any(names.is_given(w.key) for w in plain) else 0
    if any(names.is_given(w.key) or w.shape == "native" for w in plain) and people:
        return True
    if any(w.kinds & {"heading", "prose"} and w.shape != "initial" for w in plain):
        credit = phrase_at(everything, 0, ("generic",))[1] == len(everything) > 1  # `La rédaction`
        desk = credit or any("job" in w.kinds for w in plain)
        return generic and not people and desk
    if generic:
        return not is_place(plain)
    return people > 0 and len(plain) > 1 and not is_place(plain[:1])
