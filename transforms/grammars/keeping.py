"""Which tags of a document a tree keeps: half the tags of a page are `<b>` and `<i>`, and cost most."""

from collections.abc import Mapping

Attributes = Mapping[str, str]

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
_KEPT_ATTRIBUTES = frozenset({"aid", "data-articleid", "data-article-id"})


def is_left_out(name: str, attrs: Attributes) -> bool:
    """Tell whether any tree can do without a tag: its text is that of the tag around."""
    return (not attrs and name in _PLAIN) or name in _VOID


def is_silent(name: str, attrs: Attributes) -> bool:
    """Tell whether the text in a tag is none: that of programs and styles, unless it is data."""
    return name == "style" or (name == "script" and "json" not in attrs.get("type", "").lower())


def is_kept(name: str, attrs: Attributes) -> bool:
    """Tell whether a grammar of PressReader reads a tag at the top: what stands around is cut off its tags."""
    if name in _KEPT_NAMES:
        return True
    return bool(attrs) and (
        ("class" in attrs and not _KEPT_CLASSES.isdisjoint(attrs["class"].split()))
        or not _KEPT_ATTRIBUTES.isdisjoint(attrs)
        or ("role" in attrs and "article" in attrs["role"].lower())
    )
