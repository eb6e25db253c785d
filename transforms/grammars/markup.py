"""Parse HTML and XHTML: cheap limits first, then BeautifulSoup with a strainer on the lxml parser.

A parser takes minutes for a million nested tags. So tags, depth and attributes are counted before
any parser sees them: numbers decide, alike on every machine.
"""

import re
from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.exceptions import ParserRejectedMarkup
from bs4.filter import ElementFilter
from lxml import etree

from transforms.grammars.repairs import repair_markup

TOO_DEEP = "too_deep"
UNPARSABLE = "unparsable"
MOST_TAGS = 50_000
MOST_DEPTH = 200
MOST_DEPTH_FOUND = 1000  # in the tree: end tags that a parser does not take as such leave tags open
MOST_ATTRIBUTES = 500_000  # words inside tags
LONGEST_TAG = 4_000_000  # characters: a picture may stand in an attribute
_LARGE = 1_000_000  # characters; less cannot hold too many attributes
_HUGE = 8_000_000  # characters; parsers have given up in silence beyond ten million
_LEAST_SHARE = 0.9  # of the letters, in the tree
_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:script\b.*?(?:</script|\Z)|style\b.*?(?:</style|\Z)|/?[a-z!?][^<>]*>?)"
    r"|(?P<entity>&#?\w{1,10};)|(?P<text>[^<&]+|[<&])",
    re.IGNORECASE | re.DOTALL,
)
STARTS = re.compile(r"\ufeff?\s{0,1000}<(?:!|\?xml|[a-zA-Z][a-zA-Z0-9]{0,15}(?::[a-zA-Z][a-zA-Z0-9]{0,15})?[\s/>])")
# Comments, programs and styles may hold tags that open nothing.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:script\b.*?(?:</script|\Z)|style\b.*?(?:</style|\Z)|(/?)([a-z][a-z0-9:-]*))",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE_TAG = re.compile(r"<[a-zA-Z/][^<>]*")
# No end tag, or one that may be left out: these do not nest in a page that means well.
_FLAT = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "option", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup",
))  # fmt: skip
# Tags that change nothing of what a text says, as long as they carry no attribute: the tree goes without them.
_PLAIN = frozenset((
    "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "nobr", "q", "rt", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt",
    "u", "var",
))  # fmt: skip
_VOID = frozenset(["wbr", "source", "track", "embed", "param", "keygen"])  # libxml2 lets some of them hold what follows
_KEPT_NAMES = frozenset((
    "title", "meta", "link", "script", "time", "noscript", "template", "article", "p", "h1", "h2",
))  # fmt: skip
_KEPT_CLASSES = frozenset((
    "art-content", "art-meta", "art-cnt", "art-header", "art-divider", "art-imagetext", "legal-header", "clear",
    "img-art",
))  # fmt: skip
_KEPT_ATTRIBUTES = ("aid", "data-articleid", "data-article-id")


def is_markup(text: str) -> bool:
    """Tell whether a document begins like HTML or XML.

    >>> is_markup("<!doctype html><p>Rain"), is_markup("<3 and other signs")
    (True, False)
    """
    return STARTS.match(text) is not None


def find_excess(text: str) -> tuple[str, str] | None:
    """Return reason and detail if a document has too many tags or attributes, or nests tags too deep."""
    count = text.count("<")
    if count > MOST_TAGS:
        return "too_many_tags", f"{count:,} tags; a page may have {MOST_TAGS:,}."
    if len(text) > _LARGE:
        longest = words = 0
        for tag in _WHOLE_TAG.finditer(text):
            longest = max(longest, tag.end() - tag.start())
            if longest > LONGEST_TAG:
                return "too_long_tag", f"A tag of {longest:,} characters; it may have {LONGEST_TAG:,}."
            words += len(tag[0].split())
        if words > MOST_ATTRIBUTES:
            return "too_many_attributes", f"{words:,} words inside tags; a page may have {MOST_ATTRIBUTES:,}."
    if count > MOST_DEPTH and _is_deep(text):
        return TOO_DEEP, f"Tags are nested more than {MOST_DEPTH} deep."
    return None


def _is_deep(text: str) -> bool:
    """Tell whether tags nest too deep; an end tag closes the nearest tag of its name, if one is open."""
    stack: list[str] = []
    for close, raw in _TAG.findall(text):
        name = raw.lower()
        if not name or name in _FLAT:
            continue
        if not close:
            stack.append(name)
            if len(stack) > MOST_DEPTH:
                return True
        elif name in stack:
            while stack.pop() != name:
                pass
    return False


class UnreadableError(Exception):
    """A document that no grammar can read, with the reason that its page is refused for."""

    def __init__(self, reason: str, detail: str) -> None:
        """Take the reason, a stable word, and the detail, a sentence."""
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class _Strainer(ElementFilter):
    """Keeps the places that grammars read, and every string: what stands around is cut off its tags."""

    def allow_tag_creation(self, nsprefix: str | None, name: str, attrs: Any) -> bool:  # noqa: ARG002 (bs4's signature)
        """Tell whether a tag at the top of the tree is kept."""
        if name in _KEPT_NAMES:
            return True
        if not attrs:
            return False
        classes = attrs.get("class")
        return (
            (bool(classes) and not _KEPT_CLASSES.isdisjoint(classes.split()))
            or any(key in attrs for key in _KEPT_ATTRIBUTES)
            or "article" in attrs.get("role", "").lower()
        )

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
        out = name in _VOID or (name in _PLAIN and not attrs)
        self.left_out.append(out)
        if len(self.left_out) > MOST_DEPTH_FOUND:
            raise UnreadableError(TOO_DEEP, f"The parser found tags nested more than {MOST_DEPTH_FOUND:,} deep.")
        if name == "style" or (name == "script" and "json" not in attrs.get("type", "").lower()):
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


def strained(text: str) -> BeautifulSoup:
    """Parse a document for the grammars of PressReader; the caller has asked `find_excess`.

    Raises `UnreadableError` if the parser gives up, or finds a tree that is far deeper than its tags say.
    """
    return _parse(repair_markup(text), _STRAINER)


def parsed(text: str) -> BeautifulSoup:
    """Parse a whole document, as `strained` parses what the grammars of PressReader read."""
    return _parse(repair_markup(text), None)


def _parse(text: str, strainer: ElementFilter | None) -> BeautifulSoup:
    try:
        soup = BeautifulSoup(text, builder=_Builder(), parse_only=strainer)  # type: ignore[arg-type]
    except (ParserRejectedMarkup, etree.LxmlError) as error:
        raise UnreadableError(UNPARSABLE, f"The parser gave up: {error}") from error
    if len(text) > _HUGE:
        _check_loss(text, soup)
    return soup


def _check_loss(text: str, soup: BeautifulSoup) -> None:
    """Raise `UnreadableError` if a tree holds less, or more, than the text of a huge document."""
    outside = sum(
        1 if token.lastgroup == "entity" else token.end() - token.start()
        for token in _TEXT.finditer(text)
        if token.lastgroup
    )
    inside = sum(len(node) for node in soup.strings if node.parent is None or node.parent.name != "script")
    if min(outside, inside) < _LEAST_SHARE * max(outside, inside) - _LARGE:
        raise UnreadableError(UNPARSABLE, f"The parser found {inside:,} of about {outside:,} characters of text.")
