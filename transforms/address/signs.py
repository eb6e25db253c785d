"""What one piece of an address or a file name says: a day, an article, a page, an issue of a paper."""

import re
from datetime import date
from typing import NamedTuple

from transforms.address.parts import AROUND

_YEAR = r"(?:1[6-9]|20)\d\d"  # the first newspapers are of the 1600s
_DAY = re.compile(rf"(?P<year>{_YEAR})(?P<sign>-?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)", re.ASCII)
_EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_NUMBER = re.compile(r"\d{14,15}", re.ASCII)
_MOMENT = re.compile(rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d?", re.ASCII)
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PAGE = re.compile(r"(?P<part>[a-z]{0,2})-?0*(?P<number>[1-9]\d{0,2})(?P<sheet>[a-z]?)", re.IGNORECASE | re.ASCII)
_CATALOGUE = re.compile(r"[0-9a-z]{4}", re.IGNORECASE | re.ASCII)
_ISSUE_KEY = re.compile(
    rf"(?<![0-9a-z])(?P<catalogue>[0-9a-z]{{4}})(?P<year>{_YEAR})(?P<month>\d\d)(?P<day>\d\d)\d{{8}}001001(?![0-9a-z])",
    re.IGNORECASE | re.ASCII,
)


class IssueKey(NamedTuple):
    """An issue key, the paper's catalogue number in it, and the day of the edition."""

    key: str
    catalogue: str
    published: date


def find_day(found: re.Match[str] | None) -> date | None:
    """Return the date that a pattern's `year`, `month` and `day` give, None if there is no such day."""
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None


def as_day(text: str) -> date | None:
    """Return the date a piece is.

    >>> as_day("20190104"), as_day("2019-01-04"), as_day("20181345"), as_day("283850099252639")
    (datetime.date(2019, 1, 4), datetime.date(2019, 1, 4), None, None)
    """
    return find_day(_DAY.fullmatch(text))


def as_article_id(text: str) -> str | None:
    """Return the article id a piece is: 14 or 15 digits that are no time stamp, or a GUID in lower case.

    >>> as_article_id("283850099252639.html"), as_article_id("20190304123456")
    ('283850099252639', None)
    >>> as_article_id("{3F2A77C0-51B2-4C1E-9D07-6A1B5C0E9F42}")
    '3f2a77c0-51b2-4c1e-9d07-6a1b5c0e9f42'
    """
    text = _EXTENSION.sub("", text.strip(AROUND))
    if _NUMBER.fullmatch(text) and not _MOMENT.fullmatch(text):
        return text
    return text.lower() if _GUID.fullmatch(text) else None


def as_page_number(text: str) -> str | None:
    """Return the page number a piece is, without leading zeros, letters in capitals.

    >>> as_page_number("05"), as_page_number("a12"), as_page_number("0"), as_page_number("2019")
    ('5', 'A12', None, None)
    """
    found = _PAGE.fullmatch(text)
    return (found["part"] + found["number"] + found["sheet"]).upper() if found else None


def as_catalogue(text: str) -> str | None:
    """Return the catalogue number a piece is, in lower case."""
    return text.lower() if _CATALOGUE.fullmatch(text) else None


def find_issue_key(text: str) -> IssueKey | None:
    """Return the first issue key of a real day in a text, None if there is none."""
    for found in _ISSUE_KEY.finditer(text):
        if day := find_day(found):
            return IssueKey(found[0].lower(), found["catalogue"].lower(), day)
    return None


def read_issue_key(text: str) -> tuple[str, date] | None:
    """Return catalogue number and day of the issue key in a text.

    >>> read_issue_key("11252019010400000000001001")
    ('1125', datetime.date(2019, 1, 4))
    """
    found = find_issue_key(text)
    return (found.catalogue, found.published) if found else None
