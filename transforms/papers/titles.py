"""The name of a paper, printed or in an address, taken apart: the paper, its edition, what tells homonyms apart.

What an edition is called is data, `data/registry/editions.toml`, with examples and near misses.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from transforms.folding import fold
from transforms.papers.countries import find_country
from transforms.rules import Knowledge, load

_LONGEST = 120  # characters of a name; a longer text is none
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_BEHIND = re.compile(r"(?:\s+[-–—|:]+\s*|\s*,\s+|\s*[–—]\s*)(?=[^-–—|,]*$)")
_CATALOGUE = re.compile(r"\d{4}", re.ASCII)
_CATALOGUE_OF_SLUG = re.compile(r"-\d{4}$", re.ASCII)
_LONGEST_PHRASE = 4  # words


class _Words(Knowledge, frozen=True):
    words: tuple[str, ...]


class Cases(Knowledge, frozen=True):
    """Names with paper and edition, and names of papers that hold no edition."""

    examples: tuple[tuple[str, str, str], ...]
    near_misses: tuple[str, ...]


class Editions(Knowledge, frozen=True):
    """What editions are called; described in the file."""

    articles: tuple[str, ...]
    nouns: tuple[str, ...]
    names: tuple[str, ...]
    regions: tuple[str, ...]
    states: dict[str, tuple[str, ...]]
    former: _Words
    supplements: _Words
    cases: Cases


class Title(NamedTuple):
    """A name taken apart: the paper's, its edition as printed, and the notes that tell which paper of that name."""

    paper: str
    edition: str | None = None
    notes: tuple[str, ...] = ()


@cache
def editions() -> Editions:
    """Return what editions are called."""
    return load("registry/editions.toml", Editions)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(map(fold, editions().nouns))


@cache
def _names() -> frozenset[str]:
    return frozenset(map(fold, editions().names))


@cache
def _regions() -> frozenset[str]:
    return frozenset(map(fold, editions().regions))


@cache
def _states() -> dict[str, str]:
    return {fold(name): country for country, names in editions().states.items() for name in names}


@cache
def _beside_a_noun() -> frozenset[str]:
    return _names() | _regions() | frozenset(_states()) | frozenset("12345")


@cache
def _no_names() -> frozenset[str]:
    return _nouns() | _beside_a_noun() | frozenset(editions().articles)


@lru_cache(maxsize=4096)
def read_title(printed: str) -> Title:
    """Take a printed name apart; a name with neither brackets nor dash nor an edition's word stays as it is.

    >>> read_title("National Post (f/k/a The Financial Post) (Latest Edition)")
    Title(paper='National Post', edition='Latest Edition', notes=())
    >>> read_title("The Guardian (Charlottetown)")
    Title(paper='The Guardian', edition=None, notes=('Charlottetown',))
    """
    if len(printed) > _LONGEST:
        return Title(printed)
    paper, brackets = [(printed.strip(), list[str]()), *shorter_names(printed)][-1]
    said = [note for note in brackets if is_edition(note)]
    notes = tuple(filter(tells_papers_apart, brackets))
    if behind := _BEHIND.search(paper):
        note, before = paper[behind.end() :], paper[: behind.start()]
        if is_edition(note) and _is_name(fold(before).split()):
            return Title(before, "; ".join([note, *said]), notes)
        if fold(note) in map(fold, editions().supplements.words):
            return Title(before, "; ".join(said) or None, notes)
    elif cut := _plain_edition(fold_words(paper)):
        words = paper.split()
        paper, said = " ".join(words[:cut]), [" ".join(words[cut:]), *said]
    return Title(paper, "; ".join(said) or None, notes)


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text, as many as it has between its spaces."""
    return [fold(word) for word in text.split()]


def tells_papers_apart(note: str) -> bool:
    """Say whether a note in brackets is neither an edition nor an older name nor a catalogue number."""
    return not (is_edition(note) or _is_former(note) or _CATALOGUE.fullmatch(note))


def shorter_names(printed: str) -> Iterator[tuple[str, list[str]]]:
    """Yield a printed name without its last brackets, without its last two …, each time with what they hold.

    >>> list(shorter_names("ABC (Sevilla) (Late)"))
    [('ABC (Sevilla)', ['Late']), ('ABC', ['Sevilla', 'Late'])]
    """
    notes: list[str] = []
    while len(printed) <= _LONGEST and (found := _IN_BRACKETS.search(printed)) and fold(printed[: found.start()]):
        notes.insert(0, found[1].strip())
        printed = printed[: found.start()].rstrip()
        yield printed, [note for note in notes if fold(note)]


def is_edition(note: str) -> bool:
    """Say whether a note in brackets or behind a dash names an edition.

    >>> is_edition("Ottawa/Quebec Edition"), is_edition("1ª Edición"), is_edition("Late"), is_edition("Glasgow")
    (True, True, True, False)
    """
    words = fold(note).split()
    return not _nouns().isdisjoint(words) or _consists_of(words, _names())


def is_region(note: str) -> bool:
    """Say whether a note is a region or town that papers of elsewhere have editions for."""
    return fold(note) in _regions()


def country_of(note: str) -> str | None:
    """Return the country that a note names, or whose state it names."""
    return _states().get(fold(note)) or find_country(note)


def _is_former(note: str) -> bool:
    key = fold(note) + " "
    return any(key.startswith(fold(word) + " ") for word in editions().former.words)


def _is_name(words: Sequence[str]) -> bool:
    """Say whether words can be a paper's name: more than articles and what editions are called."""
    return not _no_names().issuperset(words)


def _consists_of(words: Sequence[str], phrases: frozenset[str]) -> bool:
    """Say whether words are one phrase after the other, at least one."""
    if not words:
        return False
    ends = {0}
    for end in range(1, len(words) + 1):
        starts = ends.intersection(range(end - _LONGEST_PHRASE, end))
        if any(" ".join(words[start:end]) in phrases for start in starts):
            ends.add(end)
    return len(words) in ends


def _plain_edition(words: Sequence[str]) -> int | None:
    """Return where an edition begins in the plain words of a name, None where there is none.

    A noun must stand in it, and beside it only what editions are called.
    """
    if _nouns().isdisjoint(words):
        return None
    cuts = (cut for cut in range(1, len(words)) if _is_name(words[:cut]))
    return next((cut for cut in cuts if _is_noun_with_names(words[cut:])), None)


def _is_noun_with_names(words: Sequence[str]) -> bool:
    """Say whether words are one noun, first or last, and beside it what editions are called, at least one."""
    others = words[1:] if words[0] in _nouns() else words[:-1] if words[-1] in _nouns() else ()
    return _consists_of(others, _beside_a_noun())


@lru_cache(maxsize=4096)
def read_slug(slug: str) -> Title:
    """Take the slug of a paper that the registry does not know apart.

    >>> read_slug("the-fenland-gazette-metro-edition")
    Title(paper='the-fenland-gazette', edition='Metro Edition', notes=())
    """
    bare = _CATALOGUE_OF_SLUG.sub("", slug) or slug
    words = bare.split("-")
    cut = _plain_edition([fold(word) for word in words]) if len(bare) <= _LONGEST else None
    return Title("-".join(words[:cut]), in_words(words[cut:])) if cut else Title(bare)


def edition_of_slug(words: Sequence[str]) -> str | None:
    """Return the edition that the words behind a known paper's slug name, None if they name none."""
    folded = [fold(word) for word in words]
    return in_words(words) if _is_noun_with_names(folded) or _consists_of(folded, _names() | _regions()) else None


@cache
def _spellings() -> dict[str, str]:
    told = editions()
    return {fold(word): word for word in chain(told.names, told.regions, *told.states.values()) if " " not in word}


def in_words(words: Iterable[str]) -> str:
    """Return words of an address as people write them.

    >>> in_words(["us", "edition"]), in_words(["metro", "ontario"])
    ('US Edition', 'Metro Ontario')
    """
    return " ".join(_spellings().get(fold(word)) or word.title() for word in words)
