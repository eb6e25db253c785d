"""The words of bylines: what data/rules/bylines.toml says about each word of a text."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from transforms import names
from transforms.folding import fold
from transforms.rules import Knowledge, load

Kind = Literal[
    "lead_in", "editor_lead_in", "photo_lead_in", "contribution_lead_in", "contributed", "reported",
    "for", "place_lead_in", "and", "weak_and", "honorific", "degree", "name_suffix", "job", "sure_job", "beat",
    "generic", "wire", "outlet", "weak_outlet", "text_mark", "photo_mark", "biography", "native_job",
    "place", "lost_email", "prose", "heading", "domain", "article", "desk", "job_ending", "outlet_ending", "given",
    "sure_given", "foreign_article", "rank", "weak_beat", "label", "by", "particle",
]  # fmt: skip

TAILS = (
    "place_lead_in", "for", "contributed", "reported", "contribution_lead_in", "photo_lead_in", "editor_lead_in",
    "lead_in",
    "biography",
)  # fmt: skip
LEAD_ROLES = {
    "lead_in": "author",
    "editor_lead_in": "editor",
    "photo_lead_in": "photographer",
    "contribution_lead_in": "contributor",
}
GIVEN = frozenset({"given", "sure_given"})
NOBODY = ("job", "beat", "weak_beat", "generic")
ABOUT = frozenset(NOBODY)
AND = frozenset({"and", "weak_and"})
PAPER = frozenset({"outlet", "weak_outlet"})
BREAKS = frozenset(",;|/()[]•·:=、，；")
DASHES = "-–—_*~="
LOST = "?\ufffd"  # what stands where a letter was lost
_NATIVE_FROM = 0x590  # Hebrew and everything behind it: scripts without the case of Latin, Greek and Cyrillic
_SHORT_WORD = 2
_ENDINGS = {"job_ending": "job", "outlet_ending": "outlet"}
_LEAST_BEFORE_ENDING = 3


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
    the lists in which this word stands alone, `opens` the longer phrases it begins; a `plain` word
    is in no list but those of given names.
    """

    text: str
    key: str
    shape: str
    kinds: frozenset[str]
    opens: tuple[tuple[str, tuple[str, ...]], ...]
    plain: bool = True


def rules() -> BylineRules:
    """Return the lists of data/rules/bylines.toml; raises `RuleError` if they are wrong."""
    return load("rules/bylines.toml", BylineRules)


def _key(text: str) -> str:
    """Fold a word; a short one keeps its accents: `à` is a place and `A` an initial, `Lê` a name and `le` none."""
    return fold(text) if len(text) > _SHORT_WORD or not text.isalpha() else text.lower()


@cache
def _lists() -> dict[str, tuple[set[str], tuple[tuple[str, tuple[str, ...]], ...]]]:
    """Return by first key: the kinds of that word alone, and the phrases it opens, longest first."""
    alone: defaultdict[str, set[str]] = defaultdict(set)
    opens: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for words in rules().words:
        for phrase in words.words if words.kind not in _ENDINGS else ():
            keys = tuple(filter(None, map(_key, phrase.split()))) or (phrase,)
            alone[" ".join(keys)].add(words.kind)  # `lt col` is printed `Lt-Col`, too: one word
            if len(keys) > 1:
                opens[keys[0]].append((words.kind, keys))
    return {
        key: (alone[key], tuple(sorted(opens[key], key=lambda phrase: -len(phrase[1])))) for key in {*alone, *opens}
    }


@lru_cache(maxsize=16384)
def word(text: str) -> Word:
    """Return a token with all that the lists say about it."""
    if text in BREAKS or not text.strip(DASHES):
        return Word(text if text in BREAKS else "-", "", "break", frozenset(), (), plain=False)
    key = _key(text)
    listed, opens = _lists().get(key or text, (set(), ()))
    kinds = set(listed)
    parts = key.split()
    shape = _shape(text)
    if shape == "initial" and len(text) > 1:
        return Word(text, key, shape, frozenset(), ())  # `A. Vale`, but `A Correspondent`
    if not kinds and len(key) > _LEAST_BEFORE_ENDING:
        kinds |= {kind for ending, kind in _endings() if key.endswith(ending) and len(key) >= len(ending) + 3}
    if not kinds and len(parts) > 1:
        kinds |= _of_parts(text, parts)
    if parts and (names.is_given(parts[0]) or "sure_given" in kinds):
        kinds |= {"given", "sure_given"}
    return Word(text, key, shape, frozenset(kinds), opens, plain=not opens and kinds <= GIVEN)


def _of_parts(text: str, parts: list[str]) -> set[str]:
    """Say what joined words are: `elmpark.com`, `Times-Courier`, `Jean-Luc`."""
    kinds = [_lists().get(part, (set(), ()))[0] for part in parts]
    if "." in text[1:-1]:
        return {"outlet"} if "domain" in kinds[-1] else set()
    return {"outlet"} if any("outlet" in k for k in kinds) else kinds[0] & {"given", "sure_given", "job"}


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Return what jobs and papers that are one word end with, and which of the two."""
    return tuple((fold(e), _ENDINGS[w.kind]) for w in rules().words if w.kind in _ENDINGS for e in w.words)


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
        return "title" if text[0] in LOST else "lower"  # `?hlström`
    return "upper" if text.isupper() else "title"


def phrase_at(words: Sequence[Word], at: int, kinds: Sequence[str]) -> tuple[str, int]:
    """Return kind and length of the longest phrase at this place, or ("", 0); earlier kinds win."""
    first = words[at]
    if first.plain:
        return "", 0
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
    at, end = 0, len(words)
    while at < end:
        _, length = phrase_at(words, at, kinds)
        if not length:
            return False
        at += length
    return end > 0


def is_particle(word: Word) -> bool:
    """Say whether a word may stand between a given name and a surname: `de`, `van`, `Di`."""
    return "particle" in word.kinds or _is_particle(word.key)


@lru_cache(maxsize=16384)
def _is_particle(key: str) -> bool:
    return names.is_particle(key)


def text_of(words: Sequence[Word]) -> str:
    """Return the words as printed, one space apart."""
    return " ".join(w.text for w in words)
