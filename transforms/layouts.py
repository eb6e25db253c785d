"""The head of a text page: one page is met in three layouts, told apart by their shape.

    V1   HEADLINE, [STANDFIRST], `{Outlet} - - {SECTION} - {byline}`, BODY
    V2   {Outlet}, HEADLINE, [STANDFIRST], `- {byline}`, BODY
    V2b  {Outlet}, HEADLINE, [STANDFIRST], BODY

The line with the dashes says where the head ends. Without it (V2b) the standfirst must be told
from the first paragraph by its own shape; where that is open, it is body: nothing of an article
is lost in its head.
"""

import re
from datetime import date
from typing import NamedTuple

from transforms.bylines import looks_like_byline, read
from transforms.datelines import split_dateline
from transforms.dates import read_date
from transforms.folding import fold
from transforms.marking import lines_by_rule, mark, unmarked, with_marks
from transforms.record import Mark, Page
from transforms.registry import find_outlets

_META = re.compile(r"(?P<outlet>\S.{0,90}?)\s+[-–]\s+[-–](?:\s+(?P<rest>.*))?")
_DATED_META = re.compile(r"(?P<outlet>\S.{0,90}?)\s+[-–]\s+(?P<day>\S.{5,40}?)\s+[-–](?:\s+(?P<rest>.*))?")
_YEAR = re.compile(r"\d{4}")
_DASH_LINE = re.compile(r"[-–—](?:\s+(?P<byline>.*))?")
_LEAD_IN_BYLINE_WORDS = 14
_END_OF_SENTENCE = re.compile(r"[.!?…:;][”’\"'»)\]]*$|[”»]$")
_V1 = "text-v1"
_DEEPEST_META = 5  # headline and up to four lines of standfirst
_DEEPEST_DASH = 4  # outlet, headline and up to two lines of standfirst
_ODD_BYLINE_WORDS = 8  # a dash line that is read as no byline may still be one: a user name, a desk
_OUTLET_WORDS = 9
_PROSE = 2  # so many paragraphs are no standfirst
_PARAGRAPH_WORDS = 8
_SHORT_SECTION, _LONG_SECTION = 3, 5  # words
_HEADLINE_WORDS = 25
_STANDFIRST_CHARACTERS = 400


class Meta(NamedTuple):
    """What the dash line of layout V1 says."""

    outlet: str
    section: str | None
    byline: str | None
    published: date | None = None


def split_meta(text: str) -> Meta | None:
    """Cut `{Outlet} - - {SECTION} - {byline}` into its parts; None if the line has another shape.

    >>> split_meta("Business Courier - - - By A PERSON")[:3]
    ('Business Courier', None, 'By A PERSON')
    >>> split_meta("The Harbour Courier - - NEWS -").section
    'NEWS'
    >>> split_meta("The Harbour Courier - 9 Sep 2018 - NEWS - ADA MARSH").published
    datetime.date(2018, 9, 9)
    """
    dated = _DATED_META.fullmatch(text) if _YEAR.search(text) else None
    if dated and not _is_part_of_folio(dated["outlet"]) and (day := read_date(dated["day"])):
        return _meta(dated["outlet"], dated["rest"], day)
    found = _META.fullmatch(text)
    return _meta(found["outlet"], found["rest"], None) if found else None


def _is_part_of_folio(text: str) -> bool:
    """Tell `NEWS` and `Page A5` before a date from the name of a paper."""
    return (text.isupper() or any(map(str.isdigit, text))) and not find_outlets(text, None)


def _meta(outlet: str, rest: str | None, day: date | None) -> Meta | None:
    """Read what stands behind the outlet and its dashes; None if it is a sentence."""
    rest = (rest or "").strip()
    if not _is_name(outlet):
        return None
    if day is None and (piece := _dated_piece(rest)):
        day, rest = piece
    if dash := _DASH_LINE.fullmatch(rest):
        return Meta(outlet, None, (dash["byline"] or "").strip() or None, day)
    section, byline = _split_section(rest)
    if _END_OF_SENTENCE.search(rest) and not (looks_like_byline(byline) or (byline and _is_section(section, outlet))):
        return None  # a sentence with dashes; behind a section even a biography is a byline
    return Meta(outlet, section or None, byline or None, day)


def _is_section(section: str, outlet: str) -> bool:
    """Tell `NEWS`, or what a known paper prints before its byline, from the middle of a sentence."""
    words = len(section.split())
    if not 0 < words <= _LONG_SECTION or not section[0].isupper():
        return False
    return words <= _SHORT_SECTION or section.isupper() or bool(find_outlets(outlet, None))


def _dated_piece(rest: str) -> tuple[date, str] | None:
    """Return the date that stands before, or behind, the section of a meta line, and the line without it."""
    if not _YEAR.search(rest):
        return None
    pieces = re.split(r"\s+[-–](?:\s+|$)", rest)
    for place, piece in enumerate(pieces[:2]):
        if day := read_date(piece):
            left = [*pieces[:place], *pieces[place + 1 :]]
            return day, " - ".join(left) if place or len(left) > 1 else f"- {left[0]}" if left else "-"
    return None


def read_meta(page: Page) -> list[tuple[Meta, str]]:
    """Return what the marked dash line of layout V1 says, and where it stands."""
    if page.layout != _V1:
        return []
    return [
        (meta, f"line {index + 1}")
        for index in lines_by_rule(page, "v1.meta")
        if (meta := split_meta(page.lines[index].text))
    ]


def _split_section(rest: str) -> tuple[str, str]:
    """Cut `SECTION - byline`; a section may hold a dash itself, so the byline decides."""
    if rest.endswith(("-", "–")) and rest[-2:-1].isspace():
        return rest[:-2].strip(), ""
    pieces = re.split(r"\s+[-–]\s+", rest)
    for cut in range(1, len(pieces)):
        byline = " - ".join(pieces[cut:])
        if looks_like_byline(byline):
            return " - ".join(pieces[:cut]), byline
    return pieces[0], " - ".join(pieces[1:])


def split_dash_line(text: str) -> str | None:
    """Return what follows the dash of a dash line ("" where it stands alone), None for other lines."""
    found = _DASH_LINE.fullmatch(text)
    return (found["byline"] or "").strip() if found else None


def mark_head(page: Page) -> Page:
    """Mark outlet, headline, standfirst and byline of a text page; fill `layout`."""
    if page.layout:
        return page
    head = unmarked(page)[: max(_DEEPEST_META, _DEEPEST_DASH) + 2]
    texts = [page.lines[i].text for i in head]
    layout, roles = _v1(texts) or _v2(texts) or _v2b(texts) or _plain(texts)
    found = dict(zip(head, roles, strict=False))
    return with_marks(page._replace(layout=layout), found)


Head = tuple[str, list[Mark]]


def _v1(texts: list[str]) -> Head | None:
    """Read headline, standfirst, meta line; a page may have lost its headline."""
    for place, text in enumerate(texts[: _DEEPEST_META + 1]):
        if (meta := split_meta(text)) and not _is_dashed_headline(meta, texts, place):
            above = [mark("v1.headline"), *[mark("v1.standfirst")] * (place - 1)][:place]
            return _V1, [*above, mark("v1.meta")]
        if place and _ends_head(texts, place):  # the head of V2: what follows is its story
            return None
    return None


def _is_dashed_headline(meta: Meta, texts: list[str], place: int) -> bool:
    """Tell `Trump - - the sequel` from a meta line: it names no paper, and what ends a head stands below it."""
    if meta.published or find_outlets(meta.outlet, None):
        return False
    below = texts[place + 1 : _DEEPEST_META + 1]
    if any((other := split_meta(text)) and find_outlets(other.outlet, None) for text in below):
        return True
    named = place == 1 and bool(find_outlets(texts[0], None))
    return named or (meta.section or "")[:1].islower()


def _v2(texts: list[str]) -> Head | None:
    """Read outlet, headline, standfirst, dash line."""
    for place in range(1, min(len(texts), _DEEPEST_DASH + 1)):
        if _ends_head(texts, place):
            above = [mark("v2.outlet"), mark("v2.headline"), *[mark("v2.standfirst")] * (place - 2)]
            if place == 1 and not find_outlets(texts[0], None):
                above = [mark("v2.headline")]
            return "text-v2", [*above[:place], mark("v2.byline")]
    return None


def _ends_head(texts: list[str], place: int) -> bool:
    """Tell the dash line of V2 from a list item, a line of dialogue, the name under a motto."""
    byline = split_dash_line(texts[place])
    if byline is None or not all(_can_be_standfirst(text) for text in texts[2:place]):
        return False
    if byline and sum(map(_is_paragraph, texts[2:place])) >= _PROSE and not read(byline).led:
        return False  # an item of a list in the body: `- John Smith, Toronto`
    if not byline or looks_like_byline(byline):
        return True
    short = len(byline.split()) <= _ODD_BYLINE_WORDS and not _END_OF_SENTENCE.search(byline)
    listed = place + 1 < len(texts) and split_dash_line(texts[place + 1]) is not None
    return short and not listed and texts[place][0] == "-"


def _is_paragraph(text: str) -> bool:
    return _END_OF_SENTENCE.search(text) is not None and len(text.split()) >= _PARAGRAPH_WORDS


def _v2b(texts: list[str]) -> Head | None:
    """Read outlet, headline and, where its shape shows it, standfirst or a byline with a lead-in."""
    if len(texts) < 2 or not (find_outlets(texts[0], None) or _names_outlet(*texts[:2])):  # noqa: PLR2004
        return None
    if len(texts) == 2 and _END_OF_SENTENCE.search(texts[1]) and not find_outlets(texts[0], None):  # noqa: PLR2004
        return None  # a brief and its headline: `Correction`, and one sentence
    roles = [mark("v2b.outlet"), mark("v2b.headline")]
    rest = texts[2:]
    if len(rest) > 1 and not _is_byline_line(rest[0]) and _is_standfirst(rest[0], rest[1]):
        roles.append(mark("v2b.standfirst"))
        rest = rest[1:]
    if len(rest) > 1 and _is_byline_line(rest[0]):
        roles.append(mark("v2b.byline"))
    return "text-v2b", roles


def _plain(texts: list[str]) -> Head:
    """Read a page that names no outlet: a short first line is its headline."""
    if len(texts) > 1 and len(texts[0].split()) <= _HEADLINE_WORDS:
        return "text-plain", [mark("plain.headline")]
    return "text-plain", []


def _is_name(text: str) -> bool:
    """Tell whether a text can be the name of a paper: short, and no sentence, unless it is known (`B.Z.`)."""
    short = len(text.split()) <= _OUTLET_WORDS
    return short and (not _END_OF_SENTENCE.search(text) or bool(find_outlets(text, None)))


def _names_outlet(first: str, second: str) -> bool:
    """Tell whether an unknown first line is an outlet: a name above a line that can be a headline."""
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in first.split())
    titled = capitals * 2 >= len(first.split())
    return _is_name(first) and titled and len(second.split()) <= _HEADLINE_WORDS


def _can_be_standfirst(text: str) -> bool:
    return len(text) <= _STANDFIRST_CHARACTERS and not split_dateline(text) and not split_dash_line(text)


def _is_standfirst(text: str, following: str) -> bool:
    """Tell a standfirst from a first paragraph, by what follows and by its own shape."""
    if not _can_be_standfirst(text):
        return False
    if fold(following).startswith(fold(text)):  # comes again as first paragraph
        return True
    if _opens_story(following) or _is_byline_line(following):
        return True
    return text.isupper() or not _END_OF_SENTENCE.search(text)


def _opens_story(text: str) -> bool:
    """Tell whether a paragraph begins with a dateline; `NOTE: …` in a list has the shape of one with a colon."""
    dateline = split_dateline(text)
    return dateline is not None and not text[len(dateline.place) :].lstrip().startswith(":")


def _is_byline_line(text: str) -> bool:
    """Tell whether a line without a dash is a byline: it needs its lead-in word."""
    return len(text.split()) <= _LEAD_IN_BYLINE_WORDS and looks_like_byline(text) and read(text).led
