"""Tell notices from articles: shells without JavaScript, consent dialogues, pages to sign in, error pages.

A page is read sentence by sentence. Phrases decide only where they make up nearly all that it says: an
article about cookies has sentences about something else. Ordinary pages are asked plain words only.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from transforms.record import NOISE_ROLES, Page, Role
from transforms.rules import Knowledge, load

_MOST_CHARACTERS = 20_000  # of a document without a body; a text has few words
_TOP = 700  # characters of a text in which a decisive sentence stands, if there is one
_SHORT_PAGE = 40  # words; it is asked for every phrase, a longer one for those whose signs it has
_LONGEST_SENTENCE = 500  # characters; a longer one is prose
_SHORT_LINE = 8  # words of a title, a menu, a button: they neither accuse nor acquit
_NEUTRAL_ALLOWED = 10  # words of such lines, besides as many as the sentences have
_MOST_OTHER = 0.33  # of the words in sentences
_MOST_OTHER_OUTSIDE = 0.9  # where a document has no body, so that no article can be lost
_LONGEST_QUOTE = 60  # characters
_HEAD = 4  # letters
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[…\]»])\s+|\n")
_END = re.compile(r"[.!?:][”’\"'»)\]]*$")
_QUOTATION = re.compile(r"[“„«»][^“”„«»\n]{0,200}[”“»«]")


class Phrases(Knowledge, frozen=True):
    """The sentences by which one kind of page is known; see the head of the file of rules."""

    reason: str
    what: str
    most_words: int
    signs: tuple[str, ...]
    decisive: tuple[str, ...]
    company: tuple[str, ...]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


class _Rules(Knowledge, frozen=True, forbid_unknown_fields=False):
    speech: str
    furniture: tuple[str, ...]
    phrase: tuple[Phrases, ...]


class _Patterns(NamedTuple):
    heads: dict[str, list[tuple[str, str]]]
    decisive: dict[str, re.Pattern[str]]
    company: dict[str, re.Pattern[str]]
    furniture: re.Pattern[str]
    speech: re.Pattern[str]


@cache
def phrases() -> tuple[Phrases, ...]:
    """Return what is known about each kind of notice, in order of their certainty."""
    return load("rules/refusals.toml", _Rules).phrase


@cache
def _patterns() -> _Patterns:
    known = load("rules/refusals.toml", _Rules)
    heads: dict[str, list[tuple[str, str]]] = {}  # the head of its longest word finds a sign at once
    for kind in known.phrase:
        for sign in kind.signs:
            heads.setdefault(max(_WORD.findall(sign), key=len)[:_HEAD], []).append((sign, kind.reason))
    return _Patterns(
        heads,
        {kind.reason: re.compile("|".join(kind.decisive)) for kind in known.phrase},
        {kind.reason: re.compile("|".join(kind.company)) for kind in known.phrase},
        re.compile("|".join(known.furniture)),
        re.compile(known.speech),
    )


def find_notice(page: Page) -> tuple[str, str] | None:
    """Return reason and detail if the sentences of a page are nearly all those of one of these pages."""
    asked = [kind for kind in phrases() if page.word_count <= kind.most_words]
    if not asked:
        return None
    text = "\n".join(_seen(page))[:_MOST_CHARACTERS]
    top = text if page.body is None else text[:_TOP]
    short = page.word_count <= _SHORT_PAGE
    if not short and not _suspect(top, asked):
        return None
    said: dict[str, str] = {}  # the first sentence that accuses names the page
    for sentence in split_sentences(top):
        if reason := accuse(sentence, [kind.reason for kind in asked] if short else _suspect(sentence, asked)):
            said.setdefault(reason, sentence)
    signed = page.body is not None and (page.people or page.dateline)
    if not said or not _says_nothing_else(text, () if signed else tuple(said), body=page.body is not None):
        return None
    reason, sentence = next(iter(said.items()))
    what = next(kind.what for kind in asked if kind.reason == reason)
    return reason, f"The page is {what} and no article: “{quote(sentence)}”."


def _seen(page: Page) -> list[str]:
    """Return the lines that may speak for a page: its text; without a body all that a document shows."""
    every = page.body is None
    return [
        line.text
        for line, mark in zip(page.lines, page.marks, strict=False)
        if mark is not None
        and mark.role is not Role.BLANK
        and (mark.rule != "markup" if every else mark.role not in NOISE_ROLES or mark.rule == "markup.title")
    ]


def _suspect(text: str, asked: Iterable[Phrases]) -> list[str]:
    """Return the reasons of which a text has a sign."""
    folded, heads = fold_quotes(text), _patterns().heads
    found = heads.keys() & {word[:_HEAD] for word in _WORD.findall(folded)}
    said = {reason for head in found for sign, reason in heads[head] if sign in folded}
    return [kind.reason for kind in asked if kind.reason in said]


def _says_nothing_else(text: str, reasons: tuple[str, ...], *, body: bool) -> bool:
    """Tell whether few words of a text stand in sentences that have nothing to do with these reasons."""
    most = _MOST_OTHER if body else _MOST_OTHER_OUTSIDE
    said, other, neutral, total = 0, 0, 0, len(text.split())
    for sentence in split_sentences(text):
        size = len(sentence.split())
        if accuse(sentence) or accompanies(sentence, reasons):
            said += size
        elif size <= _SHORT_LINE and not _END.search(sentence):
            neutral += size
        else:
            other += size
        if other > most * total:
            return False
    return other <= most * (said + other) and (not body or neutral <= said + _NEUTRAL_ALLOWED)


def split_sentences(text: str) -> list[str]:
    """Cut a text into sentences and lines; what stands behind an ellipsis or a closing bracket is apart."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]


def accuse(sentence: str, reasons: Iterable[str] | None = None) -> str | None:
    """Return the reason (of these, else of all) that a sentence speaks for by itself.

    >>> accuse("Please log in."), accuse("“Please log in”, the sign said.")
    ('login', None)
    """
    text, patterns = _bare(sentence), _patterns()
    if len(text) > _LONGEST_SENTENCE or patterns.speech.search(text):
        return None
    own = _QUOTATION.sub(" ", text)  # what is quoted is somebody else's, be it a notice
    asked = patterns.decisive if reasons is None else reasons
    return next((reason for reason in asked if patterns.decisive[reason].search(own)), None)


def accompanies(sentence: str, reasons: Iterable[str] | None = None) -> bool:
    """Tell whether a sentence stands beside those of these reasons (else of all): a button, an excuse."""
    text, patterns = _bare(sentence), _patterns()
    if len(text) > _LONGEST_SENTENCE or patterns.speech.search(text):
        return False
    beside = (patterns.company[reason].search(text) for reason in (patterns.company if reasons is None else reasons))
    return patterns.furniture.fullmatch(text) is not None or any(beside)


def _bare(sentence: str) -> str:
    return fold_quotes(sentence[: 2 * _LONGEST_SENTENCE]).strip().rstrip(".!:")


def fold_quotes(text: str) -> str:
    """Return a text in lower case with plain apostrophes and spaces, as patterns are written."""
    return text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def quote(text: str) -> str:
    """Return the first words of a sentence for a detail.

    >>> quote("Please enable JavaScript to run this app, and then come back.")
    'Please enable JavaScript to run this app, and …'
    """
    words = text.strip().rstrip(".!:")[: _LONGEST_QUOTE + 1].split()
    whole = " ".join(words)
    return whole if len(whole) <= _LONGEST_QUOTE and len(words) <= _SHORT_LINE else f"{' '.join(words[:_SHORT_LINE])} …"
