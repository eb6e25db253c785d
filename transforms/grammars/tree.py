"""The tree of a document, as small as the grammars need it.

Every node stands in one list, in the order of the document, so that what is below a tag is a slice of it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol


class Element(Protocol):
    """What the cutting of blocks asks of a tag, be it ours or BeautifulSoup's; strings stand among the contents."""

    name: str
    attrs: Any
    contents: Any


class Tag:
    """A tag with its attributes and contents; the root of a document is one without a name."""

    __slots__ = ("attrs", "contents", "end", "name", "order", "parent", "place")

    def __init__(self, name: str, attrs: Mapping[str, str], parent: "Tag | None", order: "list[Tag | str]") -> None:
        """Take the place behind the last node in `order`, and among the contents of `parent`."""
        self.name = name
        self.attrs = attrs
        self.parent = parent
        self.contents: list[Tag | str] = []
        self.order = order
        self.place = self.end = len(order)
        order.append(self)
        if parent is not None:
            parent.contents.append(self)

    @property
    def descendants(self) -> "list[Tag | str]":
        """All tags and strings below, in order."""
        return self.order[self.place + 1 : self.end]

    @property
    def tags(self) -> "list[Tag]":
        """All tags below, in order."""
        return [node for node in self.order[self.place + 1 : self.end] if not isinstance(node, str)]

    @property
    def children(self) -> "list[Tag]":
        """The tags right below."""
        return [node for node in self.contents if not isinstance(node, str)]

    @property
    def parents(self) -> "Iterator[Tag]":
        """The tags around, innermost first, the root last."""
        tag = self.parent
        while tag is not None:
            yield tag
            tag = tag.parent

    def holds(self, tag: "Tag") -> bool:
        """Tell whether a tag of the same tree is below this one."""
        return self.place < tag.place < self.end

    def find(self, *names: str) -> "Tag | None":
        """Return the first tag below that has one of these names."""
        return next((tag for tag in self.tags if tag.name in names), None)

    def find_all(self, *names: str) -> "list[Tag]":
        """Return the tags below that have one of these names."""
        return [tag for tag in self.tags if tag.name in names]

    def get_text(self) -> str:
        """Return all strings below as one."""
        return "".join([node for node in self.order[self.place + 1 : self.end] if isinstance(node, str)])
