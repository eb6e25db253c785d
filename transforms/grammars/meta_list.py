"""Read the list under a headline: paper, date, page, byline, told by class or by place."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from transforms.bylines import looks_like_byline
from transforms.bylines import read as read_words
from transforms.dates import read_date
from transforms.grammars.blocks import classes_of, letters, squeeze
from transforms.grammars.tree import Tag
from transforms.record import Fact
from transforms.rules import Knowledge, load

META_CLASS = "art-meta"
META = "article.meta"
OUTLET = "article.outlet"
BYLINE = "article.byline"
SECTION = "article.section"
AGAIN = "article.repeat"
_CLASSES = {"pub": OUTLET, "art-author": BYLINE, "section": SECTION, "art-section": SECTION}
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_UNSEEN = re.compile("[\u00ad\u200b\ue000-\uf8ff]")
WHERE = "meta-list"


class _Words(Knowledge, frozen=True, forbid_unknown_fields=False):
    page_words: str


class _Rules(Knowledge, frozen=True, forbid_unknown_fields=False):
    issue: _Words


@cache
def _page() -> re.Pattern[str]:
    words = load("rules/refusals.toml", _Rules).issue.page_words
    return re.compile(rf"\W*(?:{words}\s?)?(?P<number>[a-z]{{0,2}}\s?\d{{1,4}}[a-z]?)\W*", re.IGNORECASE)


class Item(NamedTuple):
    """One entry: what it says, the rule that its class gives, the day or page that it is."""

    tag: Tag
    text: str
    rule: str | None
    published: str | None
    page_number: str | None

    @property
    def is_open(self) -> bool:
        """Tell whether only its place can say what it is."""
        return bool(self.text) and self.rule is None and not self.published and not self.page_number


class Meta(NamedTuple):
    """The rules of the entries by `id` of their tags, and what they state."""

    rules: dict[int, str]
    facts: tuple[Fact, ...]


def read_page_number(text: str) -> str | None:
    """Return the number that a text is which names a page, and nothing else.

    >>> read_page_number("• Page A6 •"), read_page_number("Catch 22")
    ('A6', None)
    """
    found = _page().fullmatch(text) if len(text) <= 30 else None  # noqa: PLR2004 (characters)
    return found["number"] if found else None


def facts_in(texts: Iterable[str]) -> tuple[Fact, ...]:
    """Return what texts state that are a date, or name a page with its word, and nothing else."""
    facts: list[Fact] = []
    for text in texts:
        if day := read_date(text):
            facts.append(Fact("published", day.isoformat(), WHERE))
        elif text[:1].isalpha() and " " in text and (number := read_page_number(text)):
            facts.append(Fact("page_number", number, WHERE))
    return tuple(facts)


def _rule_of(tag: Tag) -> str | None:
    classes = classes_of(tag) if tag.attrs else ()
    return next((rule for name, rule in _CLASSES.items() if name in classes), None)


def _item(tag: Tag) -> Item:
    text = squeeze(_UNSEEN.sub("", tag.get_text()))
    rule = _rule_of(tag) or next((r for inner in tag.tags if (r := _rule_of(inner))), None)
    day = read_date(text) if rule is None else None
    stated = day.isoformat() if day else None
    number = read_page_number(text) if rule is None and not day else None
    dated = stated or ("" if rule or not _YEAR.search(text) else text)
    return Item(tag, text, rule, dated or None, number)


def entries_of(tag: Tag) -> list[Tag]:
    """Return the entries of a list, or of one that has lost the tag around its entries."""
    if META_CLASS in classes_of(tag):
        named = [inner for inner in tag.tags if _rule_of(inner)]
        return tag.find_all("li") or named or tag.children
    return [child for child in tag.children if child.name == "li"]


def read_meta(lists: Iterable[Tag], facts: tuple[Fact, ...]) -> Meta:
    """Return the rules of the entries of all lists, and their facts about date and page."""
    rules: dict[int, str] = {}
    found: list[Fact] = []
    for tag in lists:
        items = [_item(item) for item in entries_of(tag)]
        if not items:
            continue
        given = {id(item.tag): item.rule or META for item in items}
        given |= _by_place(items, facts) if not any(item.rule for item in items) else _by_class(items)
        rules |= {id(item.tag): given[id(item.tag)] for item in items}
        found += [Fact("published", i.published, WHERE) for i in items if i.published and read_date(i.published)]
        found += [Fact("page_number", item.page_number, WHERE) for item in items if item.page_number]
    return Meta(rules, tuple(found))


def _by_class(items: list[Item]) -> dict[int, str]:
    """Classes say what the entries are; the last may be a byline that has none, if its lead-in says so."""
    last = items[-1]
    if any(item.rule == BYLINE for item in items) or not last.is_open:
        return {}
    return {id(last.tag): BYLINE} if read_words(last.text).led else {}


def _by_place(items: list[Item], facts: tuple[Fact, ...]) -> dict[int, str]:
    """Paper first, byline last; where that is the paper again, or stands alone with it, there is none."""
    named = [item for item in items if item.is_open]
    if not named:
        return {}
    first, last = named[0], items[-1]
    stated = {letters(fact.value) for fact in facts if fact.field == "outlet"}
    if first is last:
        return {id(first.tag): BYLINE if _is_lone_byline(items, first, stated) else OUTLET}
    rules = {id(first.tag): OUTLET}
    if last.is_open:
        rules[id(last.tag)] = AGAIN if letters(last.text) == letters(first.text) else BYLINE
    return rules


def _is_lone_byline(items: list[Item], item: Item, outlets: set[str]) -> bool:
    if letters(item.text) in outlets:
        return False
    behind_date = len(items) > 1 and items[0] is not item
    return read_words(item.text).led or (behind_date and (bool(outlets) or looks_like_byline(item.text)))
