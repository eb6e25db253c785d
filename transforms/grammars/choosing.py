"""Which article of a document is its own: pages carry teasers, and some hold a whole issue."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transforms.addresses import read_url
from transforms.grammars.blocks import BODY, OTHER_ARTICLE, Pick, cut_blocks, letters, pick
from transforms.grammars.tree import Tag
from transforms.record import Fact

ID_ATTRIBUTES = ("aid", "data-articleid", "data-article-id")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HEADS = (pick("head", "h1,h2,h3,h4,h5,h6,header,footer,button,nav,time"), pick("head", ".art-meta"))
_SHORT = 300  # characters: a teaser has one short paragraph at most
_WHOLE_ISSUE = "The document holds {} articles, and no address says which of them is meant."


class Choice(NamedTuple):
    """The roots of a document that are read, a rule for each other one, and why none is the article."""

    read: tuple[Tag, ...]
    others: dict[int, str]
    refusal: tuple[str, str] | None = None


def find_roots(tree: Tag, marks: tuple[Pick, ...]) -> tuple[list[Tag], dict[int, str]]:
    """Return the roots of a document, none within another, and a rule for the teasers inside of one."""
    outer: list[Tag] = []
    inner: dict[int, list[Tag]] = {}  # of each outer one
    for tag in tree.tags:
        if not tag.attrs or not any(mark.fits(tag) for mark in marks):
            continue
        if not outer or not outer[-1].holds(tag):
            outer.append(tag)
        elif tag.find(*_HEADINGS):
            inner.setdefault(len(outer) - 1, []).append(tag)
    roots: list[Tag] = []
    others: dict[int, str] = {}
    for place, tag in enumerate(outer):
        within = {id(nested): OTHER_ARTICLE for nested in inner.get(place, ())}
        if within and _is_frame(tag, inner[place], within):
            roots += _outermost(inner[place])
        else:
            roots.append(tag)
            others |= within
    return roots, others


def _is_frame(tag: Tag, inner: Sequence[Tag], within: dict[int, str]) -> bool:
    """Tell whether a root only frames the articles in it: it has less text of its own than one of them."""
    own = _text_length(tag, within)
    return own <= _SHORT and any(_text_length(nested, {}) > own for nested in inner)


def _outermost(tags: Sequence[Tag]) -> list[Tag]:
    ids = {id(tag) for tag in tags}
    return [tag for tag in tags if not any(id(parent) in ids for parent in tag.parents)]


def _text_length(tag: Tag, others: dict[int, str]) -> int:
    """Return the number of characters of text that a root has besides headings and other roots."""
    return sum(len(b.text) for b in cut_blocks(tag, _HEADS, BODY, others, strained=False) if b.rule == BODY)


def choose(roots: Sequence[Tag], facts: Iterable[Fact]) -> Choice:
    """Choose the article that is read: the only full one, that of the address, or none: a whole issue."""
    if len(roots) == 1:
        return Choice(tuple(roots), {})
    full = [root for root in roots if not _is_teaser(root)] or _with_first_heading(roots)
    wanted = stated_ids(facts)
    chosen = [root for root in roots if article_id(root) in wanted] or full
    if len({article_id(root) or letters(root.get_text()) for root in chosen}) == 1:
        best = max(chosen, key=lambda root: len(root.get_text()))
        return Choice((best,), {id(root): OTHER_ARTICLE for root in roots if root is not best})
    others = {id(root): OTHER_ARTICLE for root in roots if not any(root is one for one in full)}
    return Choice(tuple(full), others, ("whole_issue", _WHOLE_ISSUE.format(len(full))))


def stated_ids(facts: Iterable[Fact]) -> set[str]:
    """Return the article ids that a document states of itself."""
    stated = {fact.value for fact in facts if fact.field == "source_article_id"}
    addresses = {read_url(fact.value).source_article_id for fact in facts if fact.field == "url"}
    return stated | {address for address in addresses if address}


def article_id(root: Tag) -> str | None:
    """Return the id that a root carries."""
    return next((str(root.attrs[name]) for name in ID_ATTRIBUTES if root.attrs.get(name)), None)


def _is_teaser(root: Tag) -> bool:
    """Tell whether a root holds a headline and at most one short paragraph."""
    texts = [block.text for block in cut_blocks(root, _HEADS, BODY, strained=False) if block.rule == BODY]
    return not texts or (len(texts) == 1 and len(texts[0]) <= _SHORT)


def _with_first_heading(roots: Sequence[Tag]) -> list[Tag]:
    """Return the one root that has a heading of the first order, where only one has; else all."""
    headed = [root for root in roots if root.find("h1") is not None]
    return headed if len(headed) == 1 else list(roots)
