"""The folio of a text page: the line with its date, its number, its section, that is no part of the article.

    Sunday, September 9, 2018 | NEWS | Page A5
    Donnerstag, 3. Oktober 2019 • Seite 3

A date alone can be a headline, or one of many in a diary: then it is left alone.
"""

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from transforms.dates import folio_words, read_date
from transforms.layouts import split_meta
from transforms.marking import lines_by_rule, mark, unmarked, with_marks
from transforms.record import Page
from transforms.refusal.issues import words as issue_words
from transforms.registry import find_outlets

RULE = "folio"
_LONGEST = 100  # characters
_DEEPEST = 8  # lines in which the head stands
_PARAGRAPH = 200  # characters that are no line of a head
_TAIL = 2  # lines at the end
_SECTION_WORDS = 3
_PLACE_WORDS = 5  # of a place or paper before a day of the week
_BETWEEN = re.compile(r"\s*[|•·●▪]\s*|\s+[-–—/]\s+|\t\s*| {3,}")
_BARE_PAGE = re.compile(r"[A-H]?\d{1,3}")  # beside a date
_DOTTED = re.compile(r"(?P<day>\d\d?)\. ?(?P<month>\d\d?)\. ?(?P<year>\d{4})")
_DASHES = ("-", "–", "—")


class Folio(NamedTuple):
    """What a folio states; each part None where it is silent."""

    published: date | None = None
    page_number: str | None = None
    section: str | None = None
    outlet: str | None = None


@cache
def _page() -> re.Pattern[str]:
    return re.compile(rf"(?:{issue_words().page_words})\s?(?P<number>[A-Z]{{0,2}}-?\d{{1,3}}[a-z]?)", re.IGNORECASE)


@cache
def _hint() -> re.Pattern[str]:
    """Return what every folio has: a year, or a page with its number."""
    return re.compile(rf"(?:1[6-9]|20)\d\d|(?<!\w)(?:{issue_words().page_words})\s?[A-Z]{{0,2}}-?\d", re.IGNORECASE)


@cache
def _page_at_an_end() -> re.Pattern[str]:
    page = rf"(?:{issue_words().page_words})\s?[A-Z]{{0,2}}-?\d{{1,3}}"
    return re.compile(
        rf"(?P<before>{page})[,;:]?\s+(?P<behind>\S.*)|(?P<first>.*\S)[,;:]?\s+(?P<last>{page})", re.IGNORECASE
    )


@cache
def _number() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in folio_words().numbers)
    return re.compile(
        rf"(?:(?:{words})\.?\s?\d{{1,6}}[,\s]{{0,2}}|\d{{1,4}}\.\s(?:{words})[,\s]{{0,2}}){{1,3}}", re.IGNORECASE
    )


@lru_cache(maxsize=4096)
def split_folio(text: str) -> Folio | None:
    """Return what a line states if it is a folio, None for any other line.

    >>> split_folio("Sunday, September 9, 2018 | NEWS | Page A5")
    Folio(published=datetime.date(2018, 9, 9), page_number='A5', section='NEWS', outlet=None)
    >>> split_folio("The fire of September 9, 2018"), split_folio("Catch 22")
    (None, None)
    """
    if len(text) > _LONGEST or split_meta(text):
        return None
    days, pages, others = set(), [], []
    for piece in _cut(text.strip()):
        before, rest = _part_label(piece)
        if day := read_date(rest) or _dotted_day(rest):
            days.add(day)
            others += [before] if before and find_outlets(before, None) else []
        elif page := _page().fullmatch(piece):
            pages.append(page["number"].replace("-", "").upper())
        elif not _number().fullmatch(piece):
            others.append(piece)
    if days and not pages:
        pages = [piece for piece in others if _BARE_PAGE.fullmatch(piece)]
        others = [piece for piece in others if piece not in pages]
    if len(days) > 1 or len(pages) > 1 or not (days or pages) or not _may_stand_there(others):
        return None
    known = {piece: bool(find_outlets(piece, None)) for piece in others}
    section = next((piece for piece, is_outlet in known.items() if not is_outlet), None)
    outlet = next((piece for piece, is_outlet in known.items() if is_outlet), None)
    return Folio(next(iter(days), None), next(iter(pages), None), section, outlet)


def _dotted_day(text: str) -> date | None:
    """Read `05.03.2019`: whoever writes dates with full stops writes the day first."""
    return read_date("-".join(found.group("year", "month", "day"))) if (found := _DOTTED.fullmatch(text)) else None


def _cut(text: str) -> list[str]:
    """Cut a line at its signs, and a page number off either end of a piece."""
    pieces = []
    for piece in filter(None, _BETWEEN.split(text)):
        found = _page_at_an_end().fullmatch(piece) if not read_date(piece) else None
        pieces += [part.strip(" ,;") for part in found.groups() if part] if found else [piece]
    return pieces


def _part_label(text: str) -> tuple[str, str]:
    """Part `Published:`, a known paper, or what has the look of a place before a day of the week, from a date."""
    label, colon, rest = text.partition(":")
    if colon and label.strip().lower() in folio_words().labels:
        return label, rest.strip()
    place, comma, rest = text.partition(", ")
    first = rest.split(maxsplit=1)[0].strip(",.").lower() if rest.strip() else ""
    titled = comma and place[:1].isupper() and len(place.split()) <= _PLACE_WORDS
    if titled and not read_date(text) and (first in folio_words().weekdays or find_outlets(place, None)):
        return place, rest
    return "", text


def _may_stand_there(others: list[str]) -> bool:
    """Tell whether what is no date, page or number can be in a folio: a known paper, a section in capitals."""
    unknown = [piece for piece in others if not find_outlets(piece, None)]
    return len(unknown) <= 1 and all(piece.isupper() and len(piece.split()) <= _SECTION_WORDS for piece in unknown)


def mark_folio(page: Page) -> Page:
    """Mark the folio of a text page: one in its head, or one with a page number at its end."""
    if page.layout:
        return page
    free = unmarked(page)
    found = _in_head(page, free)
    if len({folio.published for folio in found.values()} - {None}) > 1:
        found = {i: folio for i, folio in found.items() if folio.page_number or _says_weekday(page.lines[i].text)}
    if len({folio.published for folio in found.values()} - {None}) > 1:
        return page
    marked = [i for i, folio in found.items() if folio.page_number or not _is_text(page, free, i)]
    marked += [i for i in free[-_TAIL:] if (folio := _folio(page.lines[i].text)) and folio.page_number]
    return with_marks(page, dict.fromkeys(marked, mark(RULE))) if marked else page


def _in_head(page: Page, free: list[int]) -> dict[int, Folio]:
    """Return the folios among the first lines, down to the first paragraph."""
    found = {}
    for index in free[:_DEEPEST]:
        text = page.lines[index].text
        if len(text) > _PARAGRAPH:
            break
        if folio := _folio(text):
            found[index] = folio
    return found


def _folio(text: str) -> Folio | None:
    return split_folio(text) if len(text) <= _LONGEST and _hint().search(text) else None


def _is_text(page: Page, free: list[int], index: int) -> bool:
    """Tell whether a date is the headline, because there is no other, or one of several in a diary."""
    place = free.index(index)
    texts = [page.lines[i].text for i in free]
    follows = texts[place + 1] if place + 1 < len(texts) else _DASHES[0]
    if follows.startswith(_DASHES):
        headless = place == 0 or (place == 1 and not _says_weekday(texts[place]))
    else:
        headless = all(find_outlets(text, None) for text in texts[:place]) and (
            len(follows) > _PARAGRAPH or " - - " in follows
        )
    named = _says_weekday(texts[place])
    others = (text for text in texts[place + 1 :] if len(text) <= _LONGEST and _says_weekday(text) is named)
    return headless or any(read_date(text) for text in others)


def _says_weekday(text: str) -> bool:
    return not folio_words().weekdays.isdisjoint(text.lower().replace(",", " ").replace(".", " ").split())


def read_folio(page: Page) -> list[tuple[Folio, str]]:
    """Return what each marked folio of a page states, and where it stands."""
    return [
        (folio, f"line {index + 1}")
        for index in lines_by_rule(page, RULE)
        if (folio := split_folio(page.lines[index].text))
    ]
