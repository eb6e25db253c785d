"""Read a document with BeautifulSoup on the lxml parser: what lxml alone gives up on, and pages of any site."""

from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup
from bs4 import Tag as SoupTag
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.exceptions import ParserRejectedMarkup
from bs4.filter import ElementFilter
from lxml import etree

from transforms.grammars.keeping import is_kept, is_left_out, is_silent
from transforms.grammars.limits import MOST_DEPTH_FOUND, TOO_DEEP, UNPARSABLE, UnreadableError
from transforms.grammars.tree import Order, Tag


class _Strainer(ElementFilter):
    """Keeps the places that grammars read, and every string: what stands around is cut off its tags."""

    def allow_tag_creation(self, nsprefix: str | None, name: str, attrs: Any) -> bool:  # noqa: ARG002 (bs4's signature)
        """Tell whether a tag at the top of the tree is kept."""
        return is_kept(name, attrs)

    def allow_string_creation(self, string: str) -> bool:
        """Keep every string that shows."""
        return not string.isspace()


class _Builder(LXMLTreeBuilder):
    """Builds only what a grammar asks for: half the tags of a page are `<b>` and `<i>`, and cost most."""

    def __init__(self) -> None:
        super().__init__(multi_valued_attributes=None, string_containers={}, huge_tree=True)
        self.left_out: list[bool] = []
        self.silent = 0

    def start(self, tag: str | bytes, attrs: Mapping[str, str], nsmap: Any = None) -> None:  # type: ignore[override] # noqa: ARG002
        """Open a tag, unless the tree can do without."""
        name = tag if isinstance(tag, str) else tag.decode()
        out = is_left_out(name, attrs)
        self.left_out.append(out)
        if len(self.left_out) > MOST_DEPTH_FOUND:
            raise UnreadableError(TOO_DEEP, f"The parser found tags nested more than {MOST_DEPTH_FOUND:,} deep.")
        if is_silent(name, attrs):
            self.silent = len(self.left_out)
        if not out and self.soup is not None:
            self.soup.handle_starttag(name, None, None, dict(attrs))

    def end(self, tag: str | bytes) -> None:
        """Close a tag."""
        if len(self.left_out) <= self.silent:
            self.silent = 0
        if not self.left_out.pop() and self.soup is not None:
            self.soup.handle_endtag(tag)  # type: ignore[arg-type] # lxml gives str

    def data(self, data: str | bytes) -> None:
        """Add text; that of programs and styles is none."""
        if not self.silent and self.soup is not None:
            self.soup.current_data.append(data)  # type: ignore[arg-type] # lxml gives str

    def comment(self, text: str | bytes) -> None:
        """Leave comments out: a text that one interrupts is one text."""

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """Leave it out."""

    def pi(self, target: str, data: str) -> None:
        """Leave it out: bs4 would warn of XML."""


_STRAINER = _Strainer()


def read_soup(text: str, *, strained: bool) -> BeautifulSoup:
    """Parse a document, as a whole or only what the grammars of PressReader read.

    Raises `UnreadableError` if the parser gives up in each of BeautifulSoup's ways, or finds a tree that is far
    deeper than its tags say.
    """
    try:
        return BeautifulSoup(text, builder=_Builder(), parse_only=_STRAINER if strained else None)  # type: ignore[arg-type]
    except (ParserRejectedMarkup, etree.LxmlError) as error:
        raise UnreadableError(UNPARSABLE, f"The parser gave up: {error}") from error


def as_tree(soup: BeautifulSoup) -> Tag:
    """Return the same tree in our own tags."""
    root = Tag("", {}, None, Order())
    open_ = [(root, iter(soup.contents))]
    while open_:
        top, nodes = open_[-1]
        node = next(nodes, None)
        if node is None:
            top.close()
            open_.pop()
        elif isinstance(node, SoupTag):
            attrs = {name: str(value) for name, value in node.attrs.items()}
            open_.append((Tag(node.name, attrs, top, root.order), iter(node.contents)))
        else:
            top.contents.append(str(node))
            root.order.nodes.append(str(node))
    return root
