"""Settle what the blocks of an article are once all of them are known.

A heading above the text is a headline or a standfirst, below it a subhead; what was printed
before is a repeat; a block set apart is a pull quote only if the text holds its words.
"""

import re
from collections.abc import Iterable

from transforms.bylines import looks_like_byline
from transforms.bylines import read as read_words
from transforms.grammars.blocks import BODY, OUTSIDE, Block, letters
from transforms.grammars.meta_list import AGAIN, BYLINE, META, OUTLET, facts_in
from transforms.record import Fact

HEADLINE = "article.headline"
STANDFIRST = "article.standfirst"
KICKER = "article.kicker"
SUBHEAD = "article.subhead"
CAPTION = "article.caption"
CREDIT = "article.credit"
PULLQUOTE = "article.pullquote"
TITLE = "markup.title"
LABEL = "markup.label"
# Places that are no rules: what falls there is settled here.
HEAD = "head"  # in the header of an article, but not known what
LEAD = "lead"  # a paragraph there
LOOSE = "loose"  # in the article, but not in its columns
QUOTE = "quote"  # set apart from the text around
_LEAST = 12  # letters that a text needs to be a repeat or a pull quote
_LONGEST_KICKER = 100
_PARAGRAPH = 80  # characters; less, outside of the columns, is a label
_STANDFIRST_WORDS = 4
_MOST_QUOTES = 50
_MOST_CAPTIONS = 50
_SPREAD = 3  # a text has no more characters than this for each letter
_LABEL = re.compile(r"(Article)\s+(\S.*)", re.DOTALL)
# What goes on from the word: `Article 50`, `Article IV`, `Article I of`; `Article of faith` begins small.
_OF_ARTICLE = re.compile(r"\d|[IVXLC]{2,}\b|[IVXLC](?=\s+of\b|\s*[^\w\s]|$)")


def settle(blocks: list[Block], facts: tuple[Fact, ...], *, labelled: bool) -> list[Block]:
    """Return the blocks of an article with their final rules."""
    blocks = _promote_standfirst(blocks, facts)
    blocks = _settle_head(blocks)
    blocks = _settle_headings(blocks)
    blocks = _settle_quotes(blocks)
    blocks = _mark_repeats(blocks, {letters(fact.value) for fact in facts if fact.field == "outlet"})
    return _split_label(blocks, facts) if labelled else blocks


def name_dates(blocks: list[Block]) -> list[Block]:
    """Give dates and page numbers that stand alone above the text the rule of a list's entries."""
    top = _first(blocks, HEADLINE) or 0
    named: list[Block] = []
    for index, block in enumerate(blocks):
        if block.rule in {BODY, LOOSE, HEAD, LEAD} and facts_in((block.text,)):
            named.append(block._replace(rule=META))
        elif index > top and block.rule in {BODY, QUOTE}:
            return named + blocks[index:]
        else:
            named.append(block)
    return named


def _first(blocks: Iterable[Block], rule: str) -> int | None:
    return next((index for index, block in enumerate(blocks) if block.rule == rule), None)


def _promote_standfirst(blocks: list[Block], facts: tuple[Fact, ...]) -> list[Block]:
    """Without `h1` the first `h2` is the headline, unless the document states another one."""
    place = _first(blocks, STANDFIRST)
    if place is None or _first(blocks, HEADLINE) is not None:
        return blocks
    stated = [letters(fact.value) for fact in facts if fact.field == "headline"]
    if stated and letters(blocks[place].text) not in stated:
        return blocks
    return [*blocks[:place], blocks[place]._replace(rule=HEADLINE), *blocks[place + 1 :]]


def _settle_head(blocks: list[Block]) -> list[Block]:
    """Give what stands unnamed around the headline its rule."""
    top = _first(blocks, HEADLINE)
    found = {block.rule for block in blocks}
    settled: list[Block] = []
    for index, block in enumerate(blocks):
        rule = block.rule
        if rule in {BODY, LOOSE, HEAD, LEAD}:
            above = top is not None and index < top
            rule = _rule_above(block) if above else _rule_below(block, found)
            found.add(rule)
        settled.append(block if rule == block.rule else block._replace(rule=rule))
    return settled


def _rule_above(block: Block) -> str:
    """Above the headline a short text is a kicker; one that stands loose is a label of the reader's."""
    if block.rule == LOOSE:
        return OUTSIDE
    return KICKER if len(block.text) <= _LONGEST_KICKER else BODY


def _rule_below(block: Block, found: set[str]) -> str:
    """Below it a paragraph in the header is the standfirst or the byline, where the header has no other."""
    if block.rule in {BODY, LOOSE}:
        return BODY if block.rule == BODY or len(block.text) >= _PARAGRAPH else OUTSIDE
    if BYLINE not in found and read_words(block.text[:_LONGEST_KICKER]).led and looks_like_byline(block.text):
        return BYLINE
    is_sentence = block.rule == LEAD and len(block.text.split()) >= _STANDFIRST_WORDS
    return STANDFIRST if is_sentence and STANDFIRST not in found else OUTSIDE


def _settle_headings(blocks: list[Block]) -> list[Block]:
    """Behind the first paragraph a heading is a subhead, also a second headline."""
    top = _first(blocks, HEADLINE)
    text = next((i for i, b in enumerate(blocks) if b.rule in {BODY, QUOTE} and i > (top or 0)), len(blocks))
    return [
        block._replace(rule=SUBHEAD)
        if index > text and index != top and block.rule in {HEADLINE, STANDFIRST}
        else block
        for index, block in enumerate(blocks)
    ]


def _settle_quotes(blocks: list[Block]) -> list[Block]:
    """A block set apart is a pull quote if a paragraph holds its words; the short line below it is its source."""
    if _first(blocks, QUOTE) is None:
        return blocks
    text = "\n".join(letters(block.text) for block in blocks if block.rule == BODY)
    settled: list[Block] = []
    quotes, previous = 0, BODY
    for block in blocks:
        rule = block.rule
        if rule == QUOTE:
            quotes += 1
            key = letters(block.text)
            is_held = quotes <= _MOST_QUOTES and len(key) >= _LEAST and key in text
            is_source = previous == PULLQUOTE and len(block.text) <= _PARAGRAPH
            rule = PULLQUOTE if is_held or is_source else BODY
        previous = rule if block.rule == QUOTE else BODY
        settled.append(block._replace(rule=rule))
    return settled


def _mark_repeats(blocks: list[Block], stated: set[str]) -> list[Block]:
    """Mark what was printed before: headline, outlet, byline, caption; also a byline that is the outlet."""
    printed = {letters(block.text) for block in blocks if block.rule == CAPTION}
    longest = max(map(len, printed), default=0) * _SPREAD
    outlets = stated | {letters(block.text) for block in blocks if block.rule == OUTLET}
    seen: set[tuple[str, str]] = set()
    captions: list[str] = []
    begun = False
    marked: list[Block] = []
    for block in blocks:
        rule = block.rule
        again = False
        if rule in {HEADLINE, OUTLET, BYLINE, SUBHEAD}:
            key = letters(block.text)
            kind = HEADLINE if rule == SUBHEAD else rule
            again = (kind, key) in seen or (rule == BYLINE and key in outlets)
            if rule != SUBHEAD:
                seen.add((kind, key))
        elif rule == CAPTION:
            key = letters(block.text)
            again = bool(key) and any(old == key or (len(key) >= _LEAST and old.endswith(key)) for old in captions)
            captions = [*captions, key][-_MOST_CAPTIONS:]
            if again and marked and marked[-1].rule == CREDIT:
                marked[-1] = marked[-1]._replace(rule=AGAIN)
        elif rule == BODY and (not begun or len(block.text) <= longest):
            key = letters(block.text)
            again = (not begun and (HEADLINE, key) in seen) or (len(key) >= _LEAST and key in printed)
            begun = True
        marked.append(block._replace(rule=AGAIN) if again else block)
    return marked


def _split_label(blocks: list[Block], facts: tuple[Fact, ...]) -> list[Block]:
    """Cut the literal word `Article` off a headline, unless the document states the headline with it."""
    place = _first(blocks, HEADLINE)
    found = _LABEL.fullmatch(blocks[place].text) if place is not None else None
    if place is None or not found:
        return blocks
    stated = {letters(fact.value) for fact in facts if fact.field == "headline"}
    goes_on = found[2][0].islower() or _OF_ARTICLE.match(found[2])
    if letters(found[2]) not in stated and (goes_on or letters(found[0]) in stated):
        return blocks
    cut = [Block(found[1], LABEL), Block(found[2], HEADLINE)]
    return [*blocks[:place], *cut, *blocks[place + 1 :]]
