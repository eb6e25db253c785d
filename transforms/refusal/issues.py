"""Tell a whole issue in one text: heads of several articles, or a list of headlines with their pages."""

import re
from functools import cache

from transforms.bylines import looks_like_byline
from transforms.layouts import split_dash_line, split_meta
from transforms.record import Page
from transforms.rules import Knowledge, load

_REASON = "whole_issue"
_MOST_READ = 200  # lines of a list of contents that are looked at
_LEAST_HEADLINES = 7
_HEADLINE_WORDS = 3  # on average: a table of results has names
_SHARE = 0.75  # of the lines
_BYLINE_BELOW = 4  # lines under an outlet in which its dash line stands
_LEAST_PAGES = 3
_LONGEST_HEADLINE = 80  # characters of one with a full stop
_LONGEST_LINE = 140  # characters of a headline, on average
_MARKED = frozenset({"web", "viewer", "epub"})  # their grammars cut a document into articles, as that of JSON does
_NUMBERED = re.compile(r"\D{0,12}\d|.*\d$")


class IssueWords(Knowledge, frozen=True):
    """Words before the number of a page, and above a list of contents; both are patterns."""

    page_words: str
    contents: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


class _Rules(Knowledge, frozen=True, forbid_unknown_fields=False):
    issue: IssueWords


class _Patterns:
    """The patterns that the words make up."""

    def __init__(self, words: IssueWords) -> None:
        page = rf"(?:{words.page_words})\s?"
        self.title = re.compile(words.contents, re.IGNORECASE)
        self.named = re.compile(
            rf"(?i:{page}\d{{1,3}}\W.{{3,120}}|.{{3,120}}\W{page}\d{{1,3}})|.{{3,120}}\s[A-H]\d{{1,2}}|[A-H]\d{{1,2}}\s.{{3,120}}|.{{3,100}}?\s?(?:\.\s?){{3,60}}\d{{1,3}}"
        )
        self.bare = re.compile(r"\d{1,3}\s[^\W\d].{3,120}|.{3,120}[^\W\d]\s+\d{1,3}")
        self.page = re.compile(rf"(?i:{page}\d{{1,3}})")


@cache
def words() -> IssueWords:
    """Return what is known about lists of contents."""
    return load("rules/refusals.toml", _Rules).issue


@cache
def _patterns() -> _Patterns:
    return _Patterns(words())


def find_issue(page: Page) -> tuple[str, str] | None:
    """Return reason and detail if a page is a whole issue, not one article."""
    if page.layout in _MARKED or page.media == "json":
        return None
    if page.address.view == "issue":
        return _REASON, "The address is that of a whole issue, not of an article."
    if page.media == "text" and (heads := _count_heads(page)) > 1:
        return _REASON, f"The text holds the heads of {heads} articles."
    if headlines := _count_contents(page):
        return _REASON, f"The text is a list of {headlines} headlines with their pages."
    return None


def _count_heads(page: Page) -> int:
    """Count heads of different articles in a text; 1 or less for nearly every page, at once."""
    text = page.text
    if page.layout == "text-v1" and text.count(" - - ") > 1:
        metas = [m for line in page.lines if " - - " in line.text and (m := split_meta(line.text))]
        return sum(meta.outlet == metas[0].outlet for meta in metas)
    outlet = page.outlet_as_printed
    if outlet and text.count(outlet) > 1:
        lines = [line.text for line in page.lines if line.text.strip()]
        return len({lines[i + 1] for i, line in enumerate(lines[:-1]) if line == outlet and _has_dash_line(lines, i)})
    return 0


def _has_dash_line(lines: list[str], index: int) -> bool:
    bylines = (split_dash_line(text) for text in lines[index + 2 : index + 2 + _BYLINE_BELOW])
    return any(byline is not None and (not byline or looks_like_byline(byline)) for byline in bylines)


def _count_contents(page: Page) -> int:
    """Count the headlines of a list of contents, or the pages of a text with several; else 0."""
    if len(page.lines) < _LEAST_HEADLINES:
        return 0
    lines = [text for line in page.lines[:_MOST_READ] if (text := line.text.strip())]
    prose = any(len(text) > _LONGEST_HEADLINE and text.endswith(".") for text in lines)
    if len(lines) < _LEAST_HEADLINES or sum(map(len, lines)) > _LONGEST_LINE * len(lines):
        return 0
    numbered = [text for text in lines if _NUMBERED.match(text)]
    if len(numbered) < _LEAST_PAGES:
        return 0
    pages = [text for text in numbered if _patterns().page.fullmatch(text)]
    if len(pages) >= _LEAST_PAGES and len(set(pages)) == len(pages):
        return len(pages)
    if len(numbered) < _SHARE * len(lines):
        return 0
    titled = any(_patterns().title.fullmatch(text) for text in lines[:3])
    listed = [
        text for text in numbered if _patterns().named.fullmatch(text) or (titled and _patterns().bare.fullmatch(text))
    ]
    size = sum(len(text.split()) for text in listed)
    enough = not prose and len(listed) >= _LEAST_HEADLINES and len(listed) >= _SHARE * len(lines)
    return len(listed) if enough and size > (_HEADLINE_WORDS + 1) * len(listed) else 0
