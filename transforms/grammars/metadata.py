"""What the head of an HTML document states: `<link rel=canonical>`, `og:`, JSON-LD, `<meta>`, `<time>`.

Sources stand in this order of trust; within one, the keys of data/rules/metadata.toml do. The
first fact about a field is the one to believe; the others show where a document contradicts itself.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from urllib.parse import urlsplit

from transforms.dates import read_date
from transforms.folding import fold
from transforms.grammars.json_ld import Types, read_json_ld
from transforms.grammars.tree import Tag
from transforms.record import Fact
from transforms.registry import reader_names
from transforms.rules import Knowledge, load

_LONGEST = 2000  # characters of a value; a longer one is a text, no name or address
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+|[\ud800-\udfff\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_WEB = re.compile(r"(?:https?:)?//|www\.", re.IGNORECASE)
_KEYS = ("property", "name", "itemprop", "http-equiv")
_AND = "; "  # between several authors

Stated = Iterable[tuple[str, str]]


class _Metadata(Knowledge, frozen=True):
    og: dict[str, tuple[str, ...]]
    json_ld: dict[str, tuple[str, ...]]
    meta: dict[str, tuple[str, ...]]
    types: Types


@cache
def _rules() -> _Metadata:
    return load("rules/metadata.toml", _Metadata)


def read_facts(tree: Tag) -> tuple[Fact, ...]:
    """Return the facts of a strained document, in order of their trust.

    >>> from transforms.grammars.markup import strained
    >>> read_facts(strained('<meta property="og:site_name" content="The Harbour Courier">'))
    (Fact(field='outlet', value='The Harbour Courier', where='og'),)
    """
    tags = tree.find_all("link", "meta", "script", "time")
    meta = _meta_values(tags)
    scripts = (tag.get_text() for tag in tags if tag.name == "script" and "ld+json" in _attribute(tag, "type").lower())
    canonical = list(_canonical(tags))
    sources: tuple[tuple[str, Stated], ...] = (
        ("canonical", canonical),
        ("og", _named(meta, _rules().og)),
        (
            "json-ld",
            read_json_ld(scripts, _rules().json_ld, _rules().types, frozenset(value for _, value in canonical)),
        ),
        ("meta", _named(meta, _rules().meta)),
        ("time", _times(tags)),
    )
    facts = [fact for where, stated in sources for fact in _facts(where, stated)]
    outlets = {fold(fact.value) for fact in facts if fact.field == "outlet"} | reader_names()
    return tuple(f for f in dict.fromkeys(facts) if f.field != "byline" or fold(f.value) not in outlets)


def _attribute(tag: Tag, name: str) -> str:
    return tag.attrs.get(name, "")


def _canonical(tags: Iterable[Tag]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        if tag.name == "link" and "canonical" in _attribute(tag, "rel").lower().split():
            yield "url", _attribute(tag, "href")


def _meta_values(tags: Iterable[Tag]) -> dict[str, list[str]]:
    """Return the values of each key of `<meta>`, in the order of the document."""
    values: dict[str, list[str]] = {}
    for tag in tags:
        if tag.name == "meta" and (value := _attribute(tag, "content")):
            for key in {word for name in _KEYS for word in _attribute(tag, name).lower().split()}:
                values.setdefault(key, []).append(value)
    return values


def _named(values: dict[str, list[str]], keys: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield field and values of the first key that says something of the field."""
    for field, names in keys.items():
        said = (values[name] for name in names if name in values)
        first = next((found for found in said if any(_clean(field, value) for value in found)), [])
        yield from ((field, value) for value in first)


def _times(tags: Iterable[Tag]) -> Iterator[tuple[str, str]]:
    """Yield the first time that is marked as one of publication, or else the first one in an article."""
    times = [tag for tag in tags if tag.name == "time" and "datetime" in tag.attrs]
    marked = (t for t in times if "pubdate" in t.attrs or "datepublished" in _attribute(t, "itemprop").lower())
    inside = (t for t in times if any(_is_article(parent) for parent in t.parents))
    if (time := next(marked, None) or next(inside, None)) is not None:
        yield "published", _attribute(time, "datetime")


def _is_article(tag: Tag) -> bool:
    return tag.name == "article" or _attribute(tag, "role").lower() == "article"


def _facts(where: str, stated: Stated) -> Iterator[Fact]:
    """Yield a fact for each value that can be one; several authors of one source are one byline."""
    authors: list[str] = []
    for field, raw in stated:
        value = _clean(field, raw)
        if value and field == "byline":
            authors.append(value)
        elif value:
            yield Fact(field, value, where)
    if authors:
        yield Fact("byline", _AND.join(dict.fromkeys(authors)), where)


def _clean(field: str, raw: str) -> str | None:
    """Return a value as the tables may hold it, None if it is no value of this field."""
    if len(raw) > _LONGEST:
        return None
    text = _UNSEEN.sub(
        lambda found: " " if any(map(str.isspace, found[0])) else "", raw if field == "url" else unescape(raw)
    ).strip()
    if field == "url":
        return _address(text.replace("&amp;", "&"))
    if field == "published":
        day = read_date(text)
        return day.isoformat() if day else None
    if not any(c.isalnum() for c in text) or _WEB.match(text):
        return None
    return None if field == "outlet" and fold(text) in reader_names() else text


def _address(text: str) -> str | None:
    """Return an absolute address of a page; that of a whole site is no article's."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    is_page = parts.path.strip("/") or parts.query
    return text if parts.scheme.lower() in {"http", "https"} and parts.hostname and is_page else None
