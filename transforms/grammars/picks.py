"""Say which tags of a document fall under a rule: a grammar is a table of picks."""

import re
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from transforms.grammars.tree import Element

_MOST_KNOWN = 4096


class Pick(NamedTuple):
    """Which tags fall under a rule: any of `names`, all of `classes`, any of `attributes`, in a place.

    An attribute is a name and the value it must have, None for any.
    """

    rule: str
    names: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    attributes: frozenset[tuple[str, str | None]] = frozenset()
    inside: frozenset[str] = frozenset()

    def fits(self, tag: Element, rule: str | None = None) -> bool:
        """Tell whether a tag that stands under `rule` falls under this one."""
        return (
            (not self.names or tag.name in self.names)
            and (not self.inside or rule in self.inside)
            and (not self.classes or self.classes <= classes_of(tag))
            and (not self.attributes or any(_has(tag, *wanted) for wanted in self.attributes))
        )


def _has(tag: Element, name: str, value: str | None) -> bool:
    return name in tag.attrs and (value is None or str(tag.attrs[name]).strip().lower() == value)


def pick(rule: str, selector: str, inside: str = "") -> Pick:
    """Write a `Pick` short: `h1,h2.title[data-x][role=y]` is two names, a class and two attributes.

    >>> pick("article.outlet", "li.pub", "meta").classes
    frozenset({'pub'})
    """
    names = re.match(r"[\w,]*", selector)
    return Pick(
        rule,
        frozenset(names[0].split(",")) - {""} if names else frozenset(),
        frozenset(re.findall(r"\.([\w-]+)", selector)),
        frozenset((name, value or None) for name, value in re.findall(r"\[([\w-]+)=?(\w*)\]", selector)),
        frozenset(inside.split()),
    )


def classes_of(tag: Element) -> frozenset[str]:
    """Return the classes of a tag as a set: their order varies from page to page."""
    return frozenset(tag.attrs.get("class", "").split())


class Table:
    """Picks by the name, class or attribute that a tag must have, so that few are asked of each tag."""

    def __init__(self, picks: tuple[Pick, ...]) -> None:
        """Sort the picks of a grammar by what they know a tag by."""
        self.names: dict[str, list[tuple[int, Pick]]] = {}
        self.classes: dict[str, list[tuple[int, Pick]]] = {}
        self.others: list[tuple[int, Pick]] = []
        self.asks_attributes = any(pick.attributes for pick in picks)
        self.known: dict[tuple[str, str | None, str], str] = {}  # names and classes are few in a site's pages
        for entry in enumerate(picks):
            if entry[1].classes:
                self.classes.setdefault(min(entry[1].classes), []).append(entry)
            elif entry[1].names:
                for name in entry[1].names:
                    self.names.setdefault(name, []).append(entry)
            else:
                self.others.append(entry)

    def rule_of(self, tag: Element, rule: str) -> str:
        """Return the rule of the first pick that fits a tag under `rule`, else `rule`."""
        if self.asks_attributes:
            return self._rule_of(tag, rule)
        key = (tag.name, tag.attrs.get("class") if tag.attrs else None, rule)
        if (known := self.known.get(key)) is None:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            known = self.known[key] = self._rule_of(tag, rule)
        return known

    def _rule_of(self, tag: Element, rule: str) -> str:
        found = self.names.get(tag.name, [])
        if tag.attrs:
            of_classes = (self.classes[name] for name in classes_of(tag) if name in self.classes)
            found = sorted((*found, *self.others, *chain.from_iterable(of_classes)), key=itemgetter(0))
        return next((p.rule for _, p in found if p.fits(tag, rule)), rule)


table_of = lru_cache(maxsize=64)(Table)
