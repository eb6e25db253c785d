"""Tell the beginning of an article: text that breaks off, and behind it a link to the rest.

A whole article may end with the same link: it is advertising there. So the text must stop with an
ellipsis or in mid-sentence, or the sentence behind it must say itself that the rest is missing.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from transforms.record import NOISE_ROLES, Page
from transforms.refusal.notices import accompanies, accuse, fold_quotes, quote, split_sentences
from transforms.rules import Knowledge, load

_LONGEST_TEASER = 250  # words
_LONGEST_LINK = 120  # characters
_SHORTEST_PIECE = 8  # words of a sentence that can break off
_LAST_SENTENCES = 10  # in which the link and the offers behind it stand
_LAST_CHARACTERS = 600  # of a page, in which a short one is looked for; of a line that is cut into sentences
_LINES_BEHIND = 4  # outside the text, in which a link is looked for
_CUT = re.compile(r"(?:…|\.\.\.|[\[(](?:…|\.\.\.)[\])])[”’\"'»]?$")
_WHOLE = re.compile(r"[.!?:;”\"»)’\d]$")
_AROUND = " .!:»>→[]()"


class Teaser(Knowledge, frozen=True):
    """What stands where an article breaks off: `more` leads to the rest, `gates` say that it is missing."""

    more: tuple[str, ...]
    gates: tuple[str, ...]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


class _Rules(Knowledge, frozen=True, forbid_unknown_fields=False):
    teaser: Teaser


@cache
def teaser() -> Teaser:
    """Return what is known about teasers."""
    return load("rules/refusals.toml", _Rules).teaser


@cache
def _more() -> re.Pattern[str]:
    return re.compile("|".join(teaser().more))


@cache
def _gates() -> re.Pattern[str]:
    return re.compile("|".join(teaser().gates))


def find_teaser(page: Page) -> tuple[str, str] | None:
    """Return reason and detail if a page is only the beginning of an article."""
    if page.body is None or page.word_count > _LONGEST_TEASER:
        return None
    if not _may_end_so(page.body):
        return None
    sentences = list(islice(_backwards(page), _LAST_SENTENCES))
    links = [_is_link(sentence) for sentence in sentences]
    if not any(links) and not any(_CUT.search(sentence) for sentence in sentences[1:]):
        return None
    last = next((i for i, sentence in enumerate(sentences) if not links[i] and not _is_offer(sentence)), 0)
    seen = [sentence for i, sentence in enumerate(sentences[:last]) if links[i] or accuse(sentence, ("login",))]
    if not seen or not (_breaks_off(sentences[last]) or any(_is_gate(sentence) for sentence in seen)):
        return None
    return "teaser", f"Only the beginning of the article is here: it ends with “{quote(seen[0])}”."


def _may_end_so(body: str) -> bool:
    """Tell whether the end of a body has an ellipsis or a short line: a cheap question."""
    end = body[-_LAST_CHARACTERS:]
    return "…" in end or "..." in end or len(body) - body.rfind("\n") <= _LONGEST_LINK


def _is_link(sentence: str) -> bool:
    short = len(sentence) <= _LONGEST_LINK
    return short and (_more().fullmatch(fold_quotes(sentence).strip(_AROUND)) is not None or _is_gate(sentence))


def _is_gate(sentence: str) -> bool:
    return len(sentence) <= _LONGEST_LINK and _gates().search(fold_quotes(sentence)) is not None


def _is_offer(sentence: str) -> bool:
    """Tell whether a sentence behind a teaser is an offer to sign in, subscribe and the like."""
    return not _CUT.search(sentence) and (accuse(sentence) is not None or accompanies(sentence))


def _breaks_off(sentence: str) -> bool:
    if _CUT.search(sentence):
        return True
    return len(sentence.split()) >= _SHORTEST_PIECE and not _WHOLE.search(sentence)


def _backwards(page: Page) -> Iterator[str]:
    """Yield the sentences of a page from the last one up, with the few links outside behind its text."""
    kept = [i for i, mark in enumerate(page.marks) if mark is not None and mark.role not in NOISE_ROLES]
    behind = [line.text for line in page.lines[kept[-1] + 1 :] if line.text.strip()][:_LINES_BEHIND] if kept else []
    outside = [text for text in behind if _is_link(text)]
    for text in (*reversed(outside), *(page.lines[i].text for i in reversed(kept))):
        yield from (sentence.strip() for sentence in reversed(split_sentences(text[-_LAST_CHARACTERS:])))
