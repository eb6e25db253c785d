"""Ordinary news HTML: the last resort, read by a general extractor and flagged as such.

The extractor (trafilatura: benchmarks/EXTRACTORS.md) says which paragraphs are the story. The page's
lines are all text of the document, as for every grammar; those that the extractor kept are its body.
"""

import logging
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from transforms.folding import fold
from transforms.grammars.blocks import BODY, OUTSIDE, Block, Pick, cut_blocks, page_of, pick
from transforms.grammars.markup import parsed
from transforms.grammars.matching import match_paragraphs
from transforms.record import Fact, Page
from transforms.registry import find_outlets
from transforms.rules import Knowledge, load

EXTRACTED = "extracted"  # flag: which lines are body is the judgement of an extractor
MOST_CHARACTERS = 5_000_000  # the longest page of a newspaper that was met has 2.9 million
MOST_TAGS = 25_000  # 5,200; the extractor is quadratic on lists

_LAYOUT = "news"
_TITLE = "markup.title"
_HEADLINE, _SUBHEAD, _CAPTION, _CREDIT, _BYLINE, _STANDFIRST = (
    "news.headline", "news.subhead", "news.caption", "news.credit", "news.byline", "news.standfirst",
)  # fmt: skip
_PHOTO = frozenset({_CAPTION, _CREDIT})
_LONGEST_BYLINE = 120  # characters
_NEAR = 3  # kept blocks down to which a byline is looked for
_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«-]|::)\s+")
_SPACE = re.compile(r"\s+")
_INLINE = frozenset({"hi", "ref", "del", "graphic", "span"})
_LIBRARIES = ("trafilatura", "courlan", "htmldate", "justext")


class _Words(Knowledge, frozen=True):
    byline_classes: tuple[str, ...]
    byline_attributes: tuple[str, ...]
    standfirst_classes: tuple[str, ...]
    credit_classes: tuple[str, ...]


@cache
def _picks() -> tuple[Pick, ...]:
    words = load("rules/news.toml", _Words)
    return (
        pick(_TITLE, "title"),
        pick(_HEADLINE, "h1"),
        pick(_SUBHEAD, "h2,h3,h4,h5,h6"),
        pick(_CAPTION, "figcaption"),
        *(pick(_BYLINE, f".{name}") for name in words.byline_classes),
        *(pick(_BYLINE, f"[{attribute}]") for attribute in words.byline_attributes),
        *(pick(_CREDIT, f".{name}", _CAPTION) for name in words.credit_classes),
        *(pick(_STANDFIRST, f".{name}") for name in words.standfirst_classes),
    )


def read_news(text: str, facts: tuple[Fact, ...]) -> Page:
    """Return the page of a document that no grammar of print knows.

    A document that is too large for the extractor has `reason` `too_long` or `too_many_tags`.
    """
    if excess := _find_excess(text):
        return Page("", media="html", layout=_LAYOUT, reason=excess[0], detail=excess[1])
    blocks = cut_blocks(parsed(text), _picks(), OUTSIDE, strained=False)
    texts = ["" if block.rule == _TITLE else block.text for block in blocks]
    kept = match_paragraphs(texts, _extract(text))
    headline = _find_headline(blocks, kept.blocks, facts)
    byline = _find_byline(blocks, kept.blocks, headline, facts)
    standfirst = _find_standfirst(blocks, kept.blocks, headline)
    chosen = {standfirst: _STANDFIRST, headline: _HEADLINE, byline: _BYLINE}
    story = _story(kept.blocks, headline)
    ruled = [
        Block(block.text, chosen.get(i) or _rule(block.rule, is_kept=i in kept.blocks, in_story=i in story))
        for i, block in enumerate(blocks)
    ]
    for before, paragraph in reversed(kept.missing):  # the extractor has it from a place that shows no text
        ruled.insert(before, Block(paragraph, BODY))
    facts = (*facts, *_from_title(blocks, headline, facts))
    return page_of(ruled, _LAYOUT, "html", facts)._replace(flags=(EXTRACTED,))


def _find_excess(text: str) -> tuple[str, str] | None:
    """Return reason and detail if a document is too large for the extractor."""
    if len(text) > MOST_CHARACTERS:
        return "too_long", f"{len(text):,} characters; a page that no grammar knows may have {MOST_CHARACTERS:,}."
    if (count := text.count("<")) > MOST_TAGS:
        return "too_many_tags", f"{count:,} tags; a page that no grammar knows may have {MOST_TAGS:,}."
    return None


# A character that XML does not know makes the extractor give up, written out or as a reference.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:[xX]0{0,6}(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF])|0{0,6}(?:[0-8]|1[124-9]|2[0-9]|3[01]));?(?![0-9a-fA-F])"
)


@cache
def _extractor() -> Callable[..., Any]:
    """Import the extractor when the first page needs it (0.6 s), and keep its libraries silent."""
    from trafilatura import bare_extraction  # noqa: PLC0415 (few pages need it)

    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return bare_extraction


def _extract(text: str) -> list[str]:
    """Return the paragraphs that the extractor keeps, none where it finds no story or fails."""
    try:
        found = _extractor()(_CONTROL.sub(" ", text), include_comments=False)
    except Exception:  # noqa: BLE001 (a library, on any text: what it fails on has no story)
        return []
    return _paragraphs(found.body) if found is not None and found.body is not None else []


def _paragraphs(body: Any) -> list[str]:
    """Return the texts of an extractor's tree, one for each block of it."""
    pieces: list[str] = []

    def add(text: str | None) -> None:
        pieces.append(_SPACE.sub(" ", text or ""))

    def walk(element: Any) -> None:
        edge = "" if element.tag in _INLINE else "\n"
        pieces.append(edge)
        add(element.text)
        for child in element:
            walk(child)
            add(child.tail)
        pieces.append(edge)

    walk(body)
    return [line.strip() for line in "".join(pieces).split("\n") if line.strip()]


def _rule(rule: str, *, is_kept: bool, in_story: bool) -> str:
    """Return the rule of a block: what its place says counts only within the story."""
    if is_kept:
        return _SUBHEAD if rule == _SUBHEAD else BODY
    if rule in _PHOTO and in_story:
        return rule
    return OUTSIDE if rule.startswith("news.") else rule


def _stated(facts: Iterable[Fact], field: str) -> str | None:
    return next((fact.value for fact in facts if fact.field == field), None)


def _find_headline(blocks: list[Block], kept: frozenset[int], facts: tuple[Fact, ...]) -> int | None:
    """Return the `h1` that the head of the document names, or the last one above the story; or what it names."""
    first = min(kept, default=len(blocks))
    titles = [block.text for block in blocks if block.rule == _TITLE][:1]
    named = [fold(text) for text in (_stated(facts, "headline"), *titles) if text]
    headings = [i for i, block in enumerate(blocks) if block.rule == _HEADLINE and fold(block.text)]
    certain = [i for i in headings if any(fold(blocks[i].text) in name for name in named)]
    for found in ([i for i in certain if i <= first], certain[:1], [i for i in headings if i <= first], headings[:1]):
        if found:
            return found[-1]
    same = [i for i, b in enumerate(blocks) if named and fold(b.text) == named[0] and b.rule != _TITLE]
    return max((i for i in same if i <= first), default=None)


def _story(kept: frozenset[int], headline: int | None) -> range:
    """Return the blocks of the story: from the headline above it, or its first line that was kept, to the last."""
    if not kept:
        return range(0)
    return range(min(kept) if headline is None else min(*kept, headline), max(kept) + 1)


def _find_standfirst(blocks: list[Block], kept: frozenset[int], headline: int | None) -> int | None:
    """Return the block between headline and story whose class calls it a standfirst; one that was kept is body."""
    between = range(0 if headline is None else headline + 1, min(kept, default=0))
    return next((i for i in between if blocks[i].rule == _STANDFIRST), None)


def _find_byline(
    blocks: list[Block], kept: frozenset[int], headline: int | None, facts: tuple[Fact, ...]
) -> int | None:
    """Return the line that prints the byline: the names that the head states, or, without these, by its mark-up."""
    start = 0 if headline is None else headline + 1
    end = max(sorted(kept)[:_NEAR], default=len(blocks))
    near = [i for i in range(start, end) if _can_be_byline(blocks[i].text)]
    if stated := _stated(facts, "byline"):
        names = [fold(name) for name in stated.split(";")]
        return next((i for i in near if all(name in fold(blocks[i].text) for name in names)), None)
    return next((i for i in near if blocks[i].rule == _BYLINE), None)


def _can_be_byline(text: str) -> bool:
    """Tell whether a line is short, and holds no date beside the names."""
    return len(text) <= _LONGEST_BYLINE and not any(c.isdigit() for c in text) and any(c.isalpha() for c in text)


def _from_title(blocks: list[Block], headline: int | None, facts: tuple[Fact, ...]) -> list[Fact]:
    """Return what the title tells of headline and outlet where nothing else does: `Pier opens | The Courier`."""
    title = next((block.text for block in blocks if block.rule == _TITLE), "")
    parts = _SEPARATOR.split(title)
    outlet = _stated(facts, "outlet")
    found = []
    if outlet is None and len(parts) > 1 and (names := [p for p in (parts[-1], parts[0]) if find_outlets(p, None)]):
        outlet = names[0]
        found.append(Fact("outlet", outlet, "title"))
    if headline is None and _stated(facts, "headline") is None and title:
        kept = [p for p in parts if outlet is None or fold(p) != fold(outlet)]
        found.append(Fact("headline", kept[0] if len(kept) < len(parts) and len(kept) == 1 else title, "title"))
    return found
