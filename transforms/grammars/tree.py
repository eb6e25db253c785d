"""The tree of a document, as small as the grammars need it.

Every node stands in one list, in the order of the document, so that what is below a tag is a slice of it; all tags
stand in another.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol


class Element(Protocol):
    """What the cutting of blocks asks of a tag, be it ours or BeautifulSoup's; strings stand among the contents."""

    name: str
    attrs: Any
    contents: Any


class Order:
    """All nodes of a document as they follow each other, and all of its tags."""

    __slots__ = ("nodes", "tags")

    def __init__(self) -> None:
        """Begin a document."""
        self.nodes: list[Tag | str] = []
        self.tags: list[Tag] = []


class Tag:
    """A tag with its attributes and contents; the root of a document is one without a name."""

    __slots__ = ("attrs", "contents", "end", "end_of_tags", "name", "number", "order", "parent", "place")

    def __init__(self, name: str, attrs: Mapping[str, str], parent: "Tag | None", order: Order) -> None:
        """Take the place behind the last node in `order`, and among the contents of `parent`."""
        self.name = name
        self.attrs = attrs
        self.parent = parent
        self.contents: list[Tag | str] = []
        self.order = order
        self.place = self.end = len(order.nodes)
        self.number = self.end_of_tags = len(order.tags)
        order.nodes.append(self)
        order.tags.append(self)
        if parent is not None:
            parent.contents.append(self)

    def close(self) -> None:
        """End behind the last node that there is."""
        self.end = len(self.order.nodes)
        self.end_of_tags = len(self.order.tags)

    @property
    def descendants(self) -> "list[Tag | str]":
        """All tags and strings below, in order."""
        return self.order.nodes[self.place + 1 : self.end]

    @property
    def tags(self) -> "list[Tag]":
        """All tags below, in order."""
        return self.order.tags[self.number + 1 : self.end_of_tags]

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
        return "".join([node for node in self.descendants if isinstance(node, str)])
