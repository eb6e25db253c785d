"""Cut a tree of tags into blocks, one a line of the page, each with the rule of the place it stands in.

A grammar is a table of `Pick`s: going down the tree, the first one that fits a tag says which rule
its text falls under; a tag that none fits stays under the rule around it. `BODY` is the place whose
lines later steps may still claim (boilerplate, credits) before they become body.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from transforms.grammars.picks import Pick, classes_of, pick, table_of
from transforms.grammars.tree import Element
from transforms.marking import mark, match_line
from transforms.record import Fact, Page
from transforms.words import DASH_OR_QUOTE

__all__ = [
    "BODY", "HIDDEN", "OTHER_ARTICLE", "OUTSIDE", "Block", "Pick", "classes_of", "cut_blocks", "letters", "page_of",
    "pick", "squeeze", "texts_under",
]  # fmt: skip

BODY = "body"
OUTSIDE = "markup.outside"
HIDDEN = "markup.hidden"
OTHER_ARTICLE = "markup.other_article"
_SPACE = re.compile(r"[ \t\n\r\f\v]{2,}|[\t\n\r\f\v]")  # one space is one already


_NO_LETTERS = bytes(code for code in range(0x80) if not chr(code).isalnum())


class _Break(str):
    """One `<br>`; told by identity from a line end of the document."""

    __slots__ = ()


_BREAK = _Break("\n")
_PIECES = 4  # of text, with the white space around, in the name of a shelf
_LONGEST_SHELF = 120  # characters

_SILENT = frozenset({"script", "style", "meta", "link"})
_UNSEEN = frozenset(["template", "noscript", "svg", "iframe", "object", "audio", "video", "canvas"])
_CLOSED = frozenset({HIDDEN, OTHER_ARTICLE})  # no pick reaches into these
_ASIDE = frozenset({OUTSIDE, HIDDEN})  # what a reader does not take for a part of the paragraph
_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd"])
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))  # fmt: skip


class Block(NamedTuple):
    """The text of one block without the white space that mark-up does not show, and its rule."""

    text: str
    rule: str


def squeeze(text: str) -> str:
    """Return text with the white space of mark-up made one space; a no-break space is text."""
    if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text or "\v" in text:
        text = _SPACE.sub(" ", text)
    return text.strip(" ")


def letters(text: str) -> str:
    r"""Return what two prints of one text share: its letters and digits, without case, hyphens, icons.

    >>> letters("The pol\u00aditical pier — AP") == letters("THE POLITICAL PIER, AP")
    True
    """
    text = text.casefold()
    plain = DASH_OR_QUOTE.sub(b"", text.encode("utf-8", "surrogatepass"))
    if plain.isascii():  # as most paragraphs are, but for such signs; bytes are taken out in no time
        return plain.translate(None, _NO_LETTERS).decode()
    return "".join(filter(str.isalnum, text))


class _Flow:
    """Text that is read in one go, until its block ends; what was inserted in it waits until then."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        self.blocks: list[Block] = []
        self.held: list[str] = []
        self.waiting: list[Block] = []
        self.parted = False
        self.visible = False  # what is held is more than white space

    def flush(self) -> None:
        self.visible = False
        if self.held:
            if text := squeeze("".join(self.held)):
                self.blocks.append(Block(text, self.rule))
            self.held = []
        if self.waiting:
            self.blocks += self.waiting
            self.waiting = []

    def add(self, text: str, rule: str) -> None:
        if rule != self.rule:
            self.flush()
            self.rule = rule
        if self.parted:
            self.parted = False
            if self.held and self.held[-1][-1:].isalnum() and text[:1].isalnum():
                self.held.append(" ")
        self.held.append(text)
        self.visible = self.visible or not text.isspace()

    def set_apart(self, text: str, rule: str) -> None:
        """Make a block of a string; most strings of a document stand in its menus, and nothing is held before them."""
        if self.held or self.waiting or rule != self.rule:
            self.add(text, rule)
            self.flush()
            return
        self.parted = self.visible = False
        if text := squeeze(text):
            self.blocks.append(Block(text, rule))

    def end_line(self) -> None:
        """One `<br>` is a space, two are the end of a paragraph."""
        self.end_shelf()
        for text in reversed(self.held):
            if text is _BREAK:
                self.flush()
                return
            if not text.isspace():
                break
        self.held.append(_BREAK)

    def end_shelf(self) -> None:
        """The names of the reader's shelves are lines of their own, whatever stands between them."""
        held = self.held
        if (
            0 < len(held) <= _PIECES
            and sum(map(len, held)) <= _LONGEST_SHELF
            and match_line(squeeze("".join(held)), "tail")
        ):
            self.flush()

    def insert(self, blocks: list[Block], *, apart: bool) -> None:
        """Set blocks behind the one that is being read; the words around them do not become one."""
        if self.visible:
            self.waiting += blocks
            self.parted = apart
        else:
            self.blocks += blocks


class _Place(NamedTuple):
    """A tag that is being read: what is left of it, its rule, how it ends."""

    children: Iterator[Element | str]
    rule: str
    ends_block: bool
    inserted: bool
    paragraph: bool


class _Cutter:
    """Goes down a tree of any depth; tells by names, picks and given rules where each text belongs."""

    def __init__(self, picks: tuple[Pick, ...], given: Mapping[int, str]) -> None:
        self.table = table_of(picks)
        self.given = given
        self.flows: list[_Flow] = []

    def cut(self, root: Element, rule: str, *, strained: bool) -> list[Block]:
        self.flows = [_Flow(rule)]
        places = [_Place(iter(root.contents), rule, ends_block=True, inserted=False, paragraph=False)]
        while places:
            place = places[-1]
            for child in place.children:
                if isinstance(child, str):
                    if strained and len(places) == 1:  # the tags around it are cut off
                        self.flows[-1].set_apart(child, place.rule)
                    else:
                        self.flows[-1].add(child, place.rule)
                elif entered := self._enter(child, place):
                    places.append(entered)
                    break
            else:
                self._leave(places.pop())
        return self.flows[0].blocks

    def _rule_of(self, tag: Element, rule: str) -> str:
        if rule in _CLOSED:
            return rule
        if id(tag) in self.given:
            return self.given[id(tag)]
        if tag.name in _UNSEEN:
            return rule if rule == OUTSIDE else HIDDEN
        return self.table.rule_of(tag, rule)

    def _enter(self, tag: Element, around: _Place) -> _Place | None:
        name = tag.name
        if name == "br":
            self.flows[-1].end_line()
            return None
        if name in _SILENT:
            return None
        rule = self._rule_of(tag, around.rule)
        if not tag.contents:
            if name in _BLOCKS and not around.paragraph:
                self.flows[-1].flush()
            return None
        is_block = name in _BLOCKS
        inserted = rule != around.rule and (not is_block or around.paragraph)
        if inserted:
            self.flows.append(_Flow(rule))
        elif is_block:
            self.flows[-1].flush()
        return _Place(iter(tag.contents), rule, is_block, inserted, name in _PARAGRAPHS or around.paragraph)

    def _leave(self, place: _Place) -> None:
        if not place.inserted:
            if place.ends_block:
                self.flows[-1].flush()
            else:
                self.flows[-1].end_shelf()
            return
        flow = self.flows.pop()
        flow.flush()
        self.flows[-1].insert(flow.blocks, apart=place.rule != HIDDEN)


def cut_blocks(
    root: Element, picks: tuple[Pick, ...], rule: str, given: Mapping[int, str] | None = None, *, strained: bool = True
) -> list[Block]:
    """Return all text below `root` as blocks, in order; `rule` is the place that `root` is.

    `given` has the rule of single tags, by `id`. A strainer has dropped the tags around the strings at
    the top, so each of them ends a block, unless `root` is a tag within the tree (`strained`).
    """
    return _Cutter(picks, given or {}).cut(root, rule, strained=strained)


def texts_under(blocks: Iterable[Block], rule: str) -> list[str]:
    """Return the texts of the blocks that fall under a rule."""
    return [block.text for block in blocks if block.rule == rule]


def page_of(blocks: Iterable[Block], layout: str, media: str, facts: Iterable[Fact] = ()) -> Page:
    """Return the page that blocks make, one a line, marked where the grammar is sure."""
    kept = tuple(blocks)
    return Page(
        "\n".join(block.text for block in kept),
        media=media,
        layout=layout,
        facts=tuple(facts),
        marks=tuple(None if block.rule == BODY else mark(block.rule) for block in kept),
    )
