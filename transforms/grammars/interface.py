"""Tell the reader's own buttons, menus and hidden labels from the article they stand in."""

import re
from functools import cache

from transforms.grammars.blocks import HIDDEN, OUTSIDE, classes_of
from transforms.grammars.tree import Tag
from transforms.rules import Knowledge, load

_LONGEST_LABEL = 300  # characters: a column of the paper may have a class with `menu` in its name
_NOT_SHOWN = re.compile(r"(?i)\b(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)\b")


class Interface(Knowledge, frozen=True):
    """Names by which mark-up calls the reader's own elements."""

    classes: frozenset[str]
    roles: frozenset[str]
    elements: frozenset[str]
    unseen: frozenset[str]


@cache
def _interface() -> Interface:
    return load("rules/interface.toml", Interface)


def interface_rule(tag: Tag) -> str | None:
    """Return the rule of a tag inside an article that is no part of it, None for all others."""
    if tag.name in _interface().elements:
        return OUTSIDE
    if not tag.attrs:
        return None
    if _is_hidden(tag):
        return HIDDEN
    return OUTSIDE if _is_control(tag) else None


def _is_hidden(tag: Tag) -> bool:
    attrs = tag.attrs
    return (
        "hidden" in attrs
        or attrs.get("aria-hidden") == "true"
        or _NOT_SHOWN.search(str(attrs.get("style", ""))) is not None
        or not _interface().unseen.isdisjoint(classes_of(tag))
    )


def _is_control(tag: Tag) -> bool:
    if str(tag.attrs.get("role", "")).lower() in _interface().roles:
        return True
    parts = frozenset(re.split(r"[-_\s]+", " ".join(classes_of(tag)).lower()))
    return not _interface().classes.isdisjoint(parts) and _is_label(tag)


def _is_label(tag: Tag) -> bool:
    """Tell whether a tag holds as little as a label or a short list; never looks at more than that."""
    nodes = tag.descendants[: _LONGEST_LABEL + 1]
    return len(nodes) <= _LONGEST_LABEL and sum(len(n) for n in nodes if isinstance(n, str)) <= _LONGEST_LABEL
