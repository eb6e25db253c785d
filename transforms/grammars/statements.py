"""What an answer of a service states of an article: in its own fields, in its issue, in the objects around it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from transforms.dates import read_date
from transforms.grammars.answer import Json, Object
from transforms.grammars.fragments import split_fragment
from transforms.record import Fact

WHERE = "service"
_FIELDS = {  # of the issue or of an object that holds articles
    "country": ("countrycode", "country"),
    "language": ("languagecode", "language", "lang"),
    "edition": ("edition", "editionname"),
}
_OUTLET = ("title", "name", "publication", "publicationname")
_SECTION = ("section", "sectionname")
_DATE = ("date", "issuedate", "publicationdate", "pubdate", "published", "publishedat")
_NAMES = ("name", "displayname", "fullname", "title", "rendered", "text", "value")
_ISSUE = ("issue", "publication")
_ID = ("id", "articleid")
_URL = ("url", "articleurl", "canonicalurl", "link", "permalink")
_PAGE = re.compile(r"(?:(?:[^\W\d_]{4,12}|[Pp]g?\.|S\.)\s?)?(?P<page>[^\W\d_]{0,3}[ -]?\d{1,3}[^\W\d_]?)")
_TICKS = re.compile(r"/?Date\((-?\d{1,15})([+-]\d{4})?\)/?")
_EPOCH = re.compile(r"(-?\d{9,10}|-?\d{12,13})(?:\.\d{1,9})?")
_STAMP = re.compile(r"(\d{8})\d{6}")
_MILLISECONDS = 12  # digits from which an epoch is in milliseconds
_FIRST = date(1970, 1, 1)
_DAY, _HOUR = 86_400, 3_600
_MOST_DAYS = 80_000  # either side of 1970: newspapers


def text_of(value: Json) -> str | None:
    """Return the text that a value is, or that is named in it; None for blank text and other values.

    >>> text_of({"name": " NEWS "}), text_of(["A5", "A6"]), text_of({"$oid": "5b94"}), text_of("  ")
    ('NEWS', 'A5', '5b94', None)
    """
    while isinstance(value, (dict, list)):
        if isinstance(value, list) or len(value) == 1:
            value = next(iter(value.values() if isinstance(value, dict) else value), None)
        else:
            value = next((value[name] for name in _NAMES if name in value), None)
    return "".join(split_fragment(value, lines=False)).strip() or None if isinstance(value, str) else None


def first_text(fields: Object, names: Iterable[str]) -> str | None:
    """Return the text of the first of several fields that has one."""
    return next((text for name in names if (text := text_of(fields.get(name)))), None)


def read_day(value: str) -> str | None:
    """Return the ISO date that a date of a service is, None if it is none.

    Seconds and milliseconds since 1970 often stand for a midnight elsewhere in the world: a whole hour
    is read as the midnight that is nearest.

    >>> read_day("2018-09-09T00:00:00"), read_day("20180909"), read_day("/Date(1536451200000)/")
    ('2018-09-09', '2018-09-09', '2018-09-09')
    >>> read_day("1536444000"), read_day("1536444060"), read_day("soon")
    ('2018-09-09', '2018-09-08', None)
    """
    value = value.strip()
    if stamp := _STAMP.fullmatch(value):
        value = stamp[1]
    if day := read_date(value):
        return day.isoformat()
    if ticks := _TICKS.fullmatch(value):
        return _since_epoch(int(ticks[1]) // 1000, ticks[2])
    if epoch := _EPOCH.fullmatch(value):
        number, digits = int(epoch[1]), len(epoch[1].lstrip("-"))
        return _since_epoch(number if digits < _MILLISECONDS else number // 1000, None)
    return None


def _since_epoch(seconds: int, zone: str | None) -> str | None:
    if zone:
        seconds += int(zone[0] + "1") * (int(zone[1:3]) * _HOUR + int(zone[3:]) * 60)
    elif seconds % _HOUR == 0:
        seconds += _DAY // 2
    days = seconds // _DAY
    return (_FIRST + timedelta(days)).isoformat() if abs(days) < _MOST_DAYS else None


def read_page(fields: Object) -> str | None:
    """Return the page as printed: its name, where that is a number with letters, else its number.

    >>> read_page({"pagename": "A5", "page": "5"}), read_page({"pagename": "Sports", "page": "5"})
    ('A5', '5')
    """
    name, page = text_of(fields.get("pagename")), first_text(fields, ("page", "pagenumber"))
    found = _PAGE.fullmatch(name) if name else None
    if found:
        return found["page"]
    stated = _PAGE.fullmatch(page) if page else None
    return stated["page"] if stated and stated["page"].strip("0") else None


def _objects(value: Json) -> Iterator[Object]:
    """Yield the object that a value is, or the first of a list."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict):
        yield first


def _is_issue(fields: Object) -> bool:
    """Tell whether an object around articles is itself the issue: it says country or date beside its name."""
    return first_text(fields, (*_FIELDS["country"], *_DATE)) is not None


def read_statements(article: Object, around: tuple[Object, ...]) -> tuple[Fact, ...]:
    """Return the facts of an article in order of their trust: its issue, itself, then what stands around it."""
    own = [found for name in _ISSUE for found in _objects(article.get(name))]
    outer = [found for one in around for name in _ISSUE for found in _objects(one.get(name))]
    issues = [*own, *outer, *(one for one in around if _is_issue(one))]
    near = [*own, article]
    said = [
        ("source_article_id", _own_id(article)),
        ("url", _address(article)),
        ("outlet", next((text for one in issues if (text := first_text(one, _OUTLET))), None)),
        ("section", read_section(article, around)),
        ("page_number", next((page for one in (article, *own, *around) if (page := read_page(one))), None)),
        *((field, _first([*near, *outer, *around], names)) for field, names in _FIELDS.items()),
        *(("published", day) for day in _days(near) or _days([*outer, *around])[:1]),
    ]
    return tuple(Fact(field, value, WHERE) for field, value in said if value)


def read_section(article: Object, around: tuple[Object, ...] = ()) -> str | None:
    """Return the section: the article's own, its issue's, or the one around it."""
    issue = [found for name in _ISSUE for found in _objects(article.get(name))]
    return _first([article, *issue], _SECTION) or _first([*around], _SECTION)


def _first(objects: Iterable[Object], names: tuple[str, ...]) -> str | None:
    return next((text for one in objects if (text := first_text(one, names))), None)


def _days(objects: Iterable[Object]) -> list[str]:
    said = (text_of(one.get(name)) for one in objects for name in _DATE)
    return list(dict.fromkeys(day for text in said if text and (day := read_day(text))))


def _own_id(article: Object) -> str | None:
    """Return the article's id; nothing but zeros and signs is none."""
    found = first_text(article, _ID)
    return found if found and any(c.isalnum() and c != "0" for c in found) else None


def _address(article: Object) -> str | None:
    found = first_text(article, _URL)
    return found if found and found.startswith(("http://", "https://")) else None
