"""The words of bylines: what data/rules/bylines.toml says about each word of a text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from transforms import registry
from transforms.folding import fold
from transforms.rules import Knowledge, load

Kind = Literal[
    "lead_in", "editor_lead_in", "photo_lead_in", "contribution_lead_in", "contributed", "reported",
    "for", "place_lead_in", "and", "weak_and", "honorific", "degree", "name_suffix", "job", "sure_job", "beat",
    "generic", "wire", "outlet", "weak_outlet", "text_mark", "photo_mark", "biography", "native_job",
    "place", "lost_email", "prose", "heading", "domain", "article",
]  # fmt: skip

TAILS = (
    "place_lead_in", "for", "contributed", "reported", "contribution_lead_in", "photo_lead_in", "lead_in",
    "biography",
)  # fmt: skip
NOBODY = ("job", "beat", "generic")
ABOUT = frozenset(NOBODY)
AND = frozenset({"and", "weak_and"})
PAPER = frozenset({"outlet", "weak_outlet"})
BREAKS = frozenset(",;|/()[]•·:、，；")
_TOKEN = re.compile(r"[,;|/()\[\]•·:&、，；]|[^\s,;|/()\[\]•·:&、，；]+")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_DASHES = "-–—_*~="
_NATIVE_FROM = 0x590  # Hebrew and everything behind it: scripts without the case of Latin, Greek and Cyrillic
_MIN_SENTENCE_END = 3
_SHORT_AGENCY = 4


class Case(Knowledge, frozen=True):
    """A byline as printed and its reading, in the notation of bylines.toml."""

    byline: str
    reads: str


class Words(Knowledge, frozen=True):
    """One list of words with the bylines it decides."""

    kind: Kind
    note: str
    words: tuple[str, ...]
    examples: tuple[Case, ...]
    near_misses: tuple[Case, ...]


class BylineRules(Knowledge, frozen=True):
    """The file of byline words."""

    words: tuple[Words, ...]


class Word(NamedTuple):
    """One word or one separator of a byline.

    `shape` is one of break, email, lower, upper, initial, title, native, number; `kinds` holds
    the lists in which this word stands alone, `opens` the longer phrases it begins.
    """

    text: str
    key: str
    shape: str
    kinds: frozenset[str]
    opens: tuple[tuple[str, tuple[str, ...]], ...]


def rules() -> BylineRules:
    """Return the lists of data/rules/bylines.toml; raises `RuleError` if they are wrong."""
    return load("rules/bylines.toml", BylineRules)


def _key(text: str) -> str:
    """Fold a word; one letter keeps its accent, because `à` is a place and `A` an initial."""
    return fold(text) if len(text) > 1 or not text.isalpha() else text.lower()


@cache
def _lists() -> dict[str, tuple[set[str], tuple[tuple[str, tuple[str, ...]], ...]]]:
    """Return by first key: the kinds of that word alone, and the phrases it opens, longest first."""
    alone: defaultdict[str, set[str]] = defaultdict(set)
    opens: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for words in rules().words:
        for phrase in words.words:
            keys = tuple(filter(None, map(_key, phrase.split()))) or (phrase,)
            if len(keys) == 1:
                alone[keys[0]].add(words.kind)
            else:
                opens[keys[0]].append((words.kind, keys))
    return {
        key: (alone[key], tuple(sorted(opens[key], key=lambda phrase: -len(phrase[1])))) for key in {*alone, *opens}
    }


@cache
def lost_emails() -> tuple[str, ...]:
    """Return the marks that a protected e-mail address leaves behind."""
    return next(words.words for words in rules().words if words.kind == "lost_email")


@lru_cache(maxsize=16384)
def word(text: str) -> Word:
    """Return a token with all that the lists say about it."""
    if text in BREAKS or not text.strip(_DASHES):
        return Word(text if text in BREAKS else "-", "", "break", frozenset(), ())
    key = _key(text)
    kinds, opens = _lists().get(key or text, (set(), ()))
    if "." in text[1:-1] and not kinds:
        ends = _lists().get(key.rpartition(" ")[2], (set(), ()))[0]
        kinds = {"outlet"} if "domain" in ends else kinds
    return Word(text, key, _shape(text), frozenset(kinds), opens)


def _shape(text: str) -> str:
    letters = [c for c in text if c.isalpha()]
    if "@" in text:
        return "email"
    if not letters or any(c.isdigit() for c in text):
        return "number"
    if ord(letters[0]) >= _NATIVE_FROM and letters[0].upper() == letters[0].lower():
        return "native"
    if len(letters) == 1:
        return "initial" if text.isupper() else "lower"
    if text.islower():
        return "lower"
    return "upper" if text.isupper() else "title"


def words_of(text: str) -> list[Word]:
    """Cut a byline into words and separators; a full stop behind a sentence is one too."""
    words: list[Word] = []
    for printed in _TOKEN.findall(_without_lost_emails(text)):
        token = printed.strip(_DASHES) or printed[:1]
        if token[0] != printed[0]:
            words.append(word("-"))
        if "@" in token:
            email = _EMAIL.search(token)
            words += [word(","), word(email[0]), word(",")] if email else [word(",")]
            continue
        one = word(token)
        if token[-1] == "." and _ends_sentence(one):
            words += [word(token[:-1]), Word(".", "", "break", frozenset(), ())]
        else:
            words.append(one)
    return words


def _ends_sentence(one: Word) -> bool:
    plain = one.text[:-1]
    title = one.kinds & {"honorific", "name_suffix", "degree"}
    return len(plain) >= _MIN_SENTENCE_END and plain[-1].islower() and not title


def _without_lost_emails(text: str) -> str:
    """Put a comma where a protected address stood, with the letters glued to it."""
    for mark in lost_emails():
        if mark not in text:
            continue
        pieces = text.split(mark)
        for i in range(len(pieces) - 1):
            pieces[i] = pieces[i][: len(pieces[i]) - _glued(pieces[i][::-1])]
            pieces[i + 1] = pieces[i + 1][_glued(pieces[i + 1]) :]
        text = ",".join(pieces)
    return text


def _glued(text: str) -> int:
    """Return how many characters stand at the head of `text` before a space or a separator."""
    return next((i for i, c in enumerate(text) if c.isspace() or c in BREAKS), len(text))


def phrase_at(words: Sequence[Word], at: int, kinds: Sequence[str]) -> tuple[str, int]:
    """Return kind and length of the longest phrase at this place, or ("", 0); earlier kinds win."""
    first = words[at]
    for kind, keys in first.opens:
        end = at + len(keys)
        if kind in kinds and end <= len(words) and all(words[at + i].key == k for i, k in enumerate(keys)):
            return kind, len(keys)
    for kind in kinds if first.kinds else ():
        if kind in first.kinds:
            return kind, 1
    return "", 0


def covers(words: Sequence[Word], kinds: Sequence[str]) -> bool:
    """Say whether phrases of `kinds` are all that stands here."""
    at = 0
    while at < len(words):
        _, length = phrase_at(words, at, kinds)
        if not length:
            return False
        at += length
    return bool(words)


def text_of(words: Sequence[Word]) -> str:
    """Return the words as printed, one space apart."""
    return " ".join(w.text for w in words)


def agency_of(words: Sequence[Word]) -> str | None:
    """Return the agency that these words name; a short name must be an abbreviation, or spelled as its own (`Lusa`)."""
    if len(words) == 1 and len(words[0].key) <= _SHORT_AGENCY and words[0].shape not in {"upper", "lower"}:
        return _agency_spellings().get(words[0].text)
    names = registry.agency_names()
    key = " ".join(w.key for w in words if w.key)
    found = names.get(key) or names.get(key.removeprefix("the "))
    return found if found and registry.agencies()[found].kind != "photo" else None


@cache
def _agency_spellings() -> dict[str, str]:
    """Return the agencies that supply texts by their names exactly as the registry writes them."""
    wires = (agency for agency in registry.agencies().values() if agency.kind != "photo")
    return {name: agency.name for agency in wires for name in (agency.name, *agency.aliases)}


def is_paper(agency: str) -> bool:
    """Say whether an agency is at home a newspaper, whose named writers are its own."""
    return registry.agencies()[agency].kind == "syndicate"


def is_place(words: Sequence[Word]) -> bool:
    """Say whether these words are a place or a country."""
    return covers(words, ("place",)) or _is_country(text_of(words))


@lru_cache(maxsize=16384)
def _is_country(text: str) -> bool:
    return registry.find_country(text) is not None
