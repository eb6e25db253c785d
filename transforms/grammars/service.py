"""Answers of the services in JSON, both schemas; one file can hold many articles.

    service-blocks      Title, Subtitle, Byline, Section, Blocks[] Text, Images[] Title, Issue
    service-paragraphs  title, subtitle, author, paragraphs[] type, text, style, images[] caption, issue

Every text of an article becomes a line, in the order of the document: going down, a place and a key
say which rule it falls under. Ids, addresses, dates and codes are data, as attributes are in HTML: they
are stated as facts and counted as mark-up. What no key of ours names is a line of mark-up.
"""

import re
from collections.abc import Iterator
from itertools import islice

from transforms.grammars.answer import LEAD, Article, Json, Number, Object, open_answer, read_article
from transforms.grammars.blocks import BODY, Block, page_of
from transforms.grammars.fragments import split_fragment
from transforms.grammars.service_rules import (
    AUTHOR,
    BYLINE,
    CAPTION,
    CREDIT,
    DATA,
    HEAD,
    HEADLINE,
    OUTLET,
    SECTION,
    STANDFIRST,
    SUBHEAD,
    TEASER,
    Settler,
    names_person,
    shows,
)  # fmt: skip
from transforms.grammars.statements import WHERE, read_section, read_statements, text_of
from transforms.record import Fact, Page

# Places that are no rules
_ARTICLE, _ISSUE, _IMAGE = "article", "issue", "image"

_PLACES = {
    _ARTICLE: {
        "title": HEADLINE, "headline": HEADLINE, "subtitle": STANDFIRST, "byline": BYLINE, "author": AUTHOR,
        "authors": AUTHOR, "section": SECTION, "sectionname": SECTION, "blocks": BODY, "paragraphs": BODY,
        "images": _IMAGE, "image": _IMAGE, "photos": _IMAGE, "media": _IMAGE, "issue": _ISSUE, "publication": _ISSUE,
        "shortcontent": TEASER,
    },
    _ISSUE: {"title": OUTLET, "name": OUTLET, "section": SECTION, "sectionname": SECTION},
    _IMAGE: {"title": CAPTION, "caption": CAPTION, "text": CAPTION, "credit": CREDIT, "photographer": CREDIT},
    AUTHOR: dict.fromkeys(("name", "displayname", "fullname"), AUTHOR),
    BODY: {"text": BODY, "blocks": BODY, "paragraphs": BODY, "image": _IMAGE, "images": _IMAGE, "caption": CAPTION},
    SECTION: dict.fromkeys(("name", "title"), SECTION),
}  # fmt: skip
_SILENT = frozenset({
    "articleid", "articleurl", "canonicalurl", "countrycode", "date", "id", "issuedate", "languagecode", "link",
    "permalink", "pubdate", "published", "publishedat", "style", "type", "url",
})  # fmt: skip
_OPEN = frozenset({HEADLINE, STANDFIRST, BYLINE, CAPTION, TEASER})  # an object there holds nothing else
_NUMBERS_TOO = _OPEN | {BODY, SUBHEAD, HEAD, SECTION, OUTLET}
_DATA_PLACES = dict.fromkeys((_ARTICLE, _ISSUE, _IMAGE), DATA)
_STYLES = dict.fromkeys(("2", "head", "headline", "title"), HEAD)
_STYLES |= dict.fromkeys(("3", "subhead", "subtitle", "subheading", "heading"), SUBHEAD)
_STYLES |= dict.fromkeys(("4", "caption", "photo", "image", "picture"), CAPTION)
MOST_LINES = 100_000
_TOLERANCE, _SLACK = 1.1, 50  # what a service counts as characters is not known exactly

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_VALUE = rf"(?:{_STRING}|-?\d[\d.eE+-]*+|true|false|null|NaN|-?Infinity)"
_IS_OBJECT = r"\{\s*+(?:\"[^\"\\]{0,500}+(?:\"\s*+:|\"?\s*+\Z)|'\w{1,99}'\s*+:|//|/\*|\}\s*+(?:[\[{,\])]|\Z)|\Z)"
_IS_ANSWER = re.compile(
    rf"(?s:{_IS_OBJECT}"
    rf"|\[[\[\s]*+(?:{_IS_OBJECT}|//|/\*|[\]\[,\s]*+\Z|,\s*+,|{_VALUE}\s*+(?:,\s*+(?:{_VALUE}|[\[{{,])|[\]\s)]*+;?\s*+\Z))"
    rf"|(?:-?\d[\d.eE+-]*+|true|false|null)\s*+\Z|\"\s*+[\[{{]\s*+\\\")"
)


def is_service(text: str) -> bool:
    """Tell whether a document begins like JSON; a page of text may begin with a bracket.

    >>> is_service('{"Articles": ['), is_service("[Rain] fell."), is_service('["Rain," he said.')
    (True, False, False)
    """
    lead = LEAD.match(text)
    return _IS_ANSWER.match(text, lead.end() if lead else 0) is not None


def read_service(text: str) -> tuple[Page, ...]:
    """Return the pages of an answer, one for each article, numbered from 1; `slice` says where it stands.

    A document without articles, or broken behind some, gives one page more: it has no number, but a reason.
    """
    answer = open_answer(text)
    pages = [_read(text[found.start : found.end], found, n) for n, found in enumerate(answer.articles, 1)]
    if answer.refusal:
        reason, detail = answer.refusal
        pages.append(Page("", media="json", reason=reason, detail=detail, characters_markup=0 if pages else len(text)))
    return tuple(pages)


def _read(text: str, place: Article, number: int) -> Page:
    article = read_article(text)
    if isinstance(article, tuple):
        page = Page("", media="json", reason=article[0], detail=article[1])
    else:
        page = _page(article, place.around)
    markup = len(text) - len(page.text)
    return page._replace(number=number, slice=(place.start, place.end), characters_markup=max(markup, 0))


def _page(article: Object, around: tuple[Object, ...]) -> Page:
    facts = read_statements(article, around)
    known = {fact.field: fact.value for fact in facts}
    blocks = list(islice(_cut(article, _ARTICLE), MOST_LINES + 1))
    if len(blocks) > MOST_LINES:
        detail = f"More than {MOST_LINES:,} lines, which is all an article may have."
        return Page("", media="json", reason="too_many_lines", detail=detail)
    authors = [block.text for block in blocks if block.rule == AUTHOR and shows(block.text)]
    if not any(block.rule == BYLINE and names_person(block.text, known.get("outlet")) for block in blocks):
        facts += _stated_byline(authors)
    settled = Settler(known.get("outlet"), read_section(article), len(authors)).settle(blocks)
    newer = not article.keys().isdisjoint({"paragraphs", "shortcontent", "textlength"})
    page = page_of(settled, "service-paragraphs" if newer else "service-blocks", "json", facts)
    return _refuse_teaser(page, article, settled)


def _cut(value: Json, place: str) -> Iterator[Block]:
    """Yield every text below a value in order, and the place it falls under; a number counts where text is due."""
    if isinstance(value, str):
        if place in _NUMBERS_TOO or not isinstance(value, Number):
            for line in split_fragment(value, lines=place == BODY):
                yield Block(line, _DATA_PLACES.get(place, place))
    elif isinstance(value, list):
        for one in value:
            yield from _cut(one, place)
    elif isinstance(value, dict):
        for inner, key, one in _fields(value, place):
            if key not in _SILENT or not isinstance(one, str):
                yield from _cut(one, inner)


def _fields(value: Object, place: str) -> list[tuple[str, str, Json]]:
    """Return the fields of an object that stands in a place, each with its own place."""
    keys = _PLACES.get(place, {})
    other = place if place in _OPEN else DATA
    if place == BODY:
        keys = keys | {"text": _style(value)}
    if place == AUTHOR and (name := _full_name(value)):
        value = {"name": name, **value}
    fields = [(keys.get(key.partition("\0")[0], other), key, one) for key, one in value.items()]
    if place == _IMAGE:  # a credit belongs to the caption beside it
        fields.sort(key=lambda field: (field[0] != CAPTION, field[0] != CREDIT))
    return fields


def _style(paragraph: Object) -> str:
    """Return the place that type and style of a paragraph give its text; the type `photo` is certain."""
    kind, style = (str(text_of(paragraph.get(key))).lower() for key in ("type", "style"))
    return _STYLES.get(kind) or _STYLES.get(style) or BODY


def _full_name(author: Object) -> str | None:
    """Return the name of an author whose first and last names stand apart."""
    names = [name for key in ("firstname", "lastname") if (name := text_of(author.get(key)))]
    return " ".join(names) if names and not text_of(author) else None


def _stated_byline(authors: list[str]) -> tuple[Fact, ...]:
    """Return the byline that several authors make; a single one is a line of the page."""
    if len(authors) < 2:  # noqa: PLR2004 (several)
        return ()
    comma = ", " if not any("," in name for name in authors) else "; "
    return (Fact("byline", comma.join(authors), WHERE),)


def _refuse_teaser(page: Page, article: Object, blocks: list[Block]) -> Page:
    """Refuse a page of which only the beginning came; flag one that is shorter than it says."""
    came = [len(block.text) for block in blocks if block.rule not in {DATA, TEASER}]
    has_body = any(block.rule == BODY and shows(block.text) for block in blocks)
    teaser = sum(len(block.text) for block in blocks if block.rule == TEASER)
    length = _length(article)
    if teaser and not has_body:
        whole = f" of {length:,}" if length else ""
        detail = f"Only the beginning of the article came: {teaser:,}{whole} characters."
        return page._replace(reason="teaser", detail=detail)
    if has_body and length > sum(came) * _TOLERANCE + _SLACK:
        return page._replace(flags=("incomplete_text",))
    return page


def _length(article: Object) -> int:
    stated = text_of(article.get("textlength")) or ""
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 10 else 0  # noqa: PLR2004 (no text)
