"""Limits on documents, asked before any parser sees them: numbers decide, alike on every machine.

A parser takes minutes for a million nested tags. So tags, depth and attributes are counted first.
"""

import re
from collections.abc import Iterable

from transforms.grammars.tree import Element

TOO_DEEP = "too_deep"
UNPARSABLE = "unparsable"
MOST_TAGS = 50_000
MOST_DEPTH = 200
MOST_DEPTH_FOUND = 1000  # in the tree: end tags that a parser does not take as such leave tags open
MOST_ATTRIBUTES = 500_000  # words inside tags
LONGEST_TAG = 4_000_000  # characters: a picture may stand in an attribute
_LARGE = 1_000_000  # characters; less cannot hold too many attributes
HUGE = 8_000_000  # characters; parsers have given up in silence beyond ten million
_LEAST_SHARE = 0.9  # of the letters, in the tree
_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:script\b.*?(?:</script|\Z)|style\b.*?(?:</style|\Z)|/?[a-z!?][^<>]*>?)"
    r"|(?P<entity>&#?\w{1,10};)|(?P<text>[^<&]+|[<&])",
    re.IGNORECASE | re.DOTALL,
)
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
_FLAT_STARTS = ("<p>", "<p ", "<li>", "<li ", "<br>", "<br/", "<br ", "<td>", "<td ", "<tr>", "<img ", "<meta ")


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
    if _can_be_deep(text, count) and _is_deep(text):
        return TOO_DEEP, f"Tags are nested more than {MOST_DEPTH} deep."
    return None


def _can_be_deep(text: str, count: int) -> bool:
    """Tell whether so many `<` can nest too deep at all: counting those that do not is cheaper than to follow them."""
    opened = count - text.count("</") if count > MOST_DEPTH else 0
    return opened > MOST_DEPTH and opened - sum(map(text.count, _FLAT_STARTS)) > MOST_DEPTH


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


def check_loss(text: str, tags: Iterable[Element]) -> None:
    """Raise `UnreadableError` if a tree of these tags holds less, or more, than the text of a huge document."""
    outside = sum(
        1 if token.lastgroup == "entity" else token.end() - token.start()
        for token in _TEXT.finditer(text)
        if token.lastgroup
    )
    inside = sum(len(node) for tag in tags if tag.name != "script" for node in tag.contents if isinstance(node, str))
    if min(outside, inside) < _LEAST_SHARE * max(outside, inside) - _LARGE:
        raise UnreadableError(UNPARSABLE, f"The parser found {inside:,} of about {outside:,} characters of text.")
