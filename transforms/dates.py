"""Read a date as newspapers and services write it, exactly or not at all.

A grammar of its own and no library: dateparser reads `03/04/2019` as a day of March, `9-10 Sep 2018` as
one day, and takes a hundred times as long. Nothing here depends on the clock.
"""

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from transforms.folding import fold
from transforms.rules import Knowledge, load

_LONGEST = 100  # characters; a longer text is no date
_WEEK = 7  # days
_YEARS = range(1600, 2200)  # newspapers, and no Buddhist year
# Where year, month and day stand in each shape that `_kind` spells; of two readings, one must be no date.
_ORDERS = {
    "dmy": ((2, 1, 0),),
    "mdy": ((2, 0, 1),),
    "ymd": ((0, 1, 2),),
    "ydm": ((0, 2, 1),),
    "ydd": ((0, 1, 2),),
    "ddy": ((2, 1, 0), (2, 0, 1)),
}
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T\s]\s*\d{2}(?::?\d{2}){0,2}(?:[.,]\d{1,9})?\s*(?:Z|UTC|GMT)?\s*(?:[+-]\d{2}(?::?\d{2})?)?)?"
)
_CLOCK = re.compile(
    r"(?<![\d:.])\d{1,2}\s?(?:(?::\d\d){1,2}(?:[.,]\d{1,9})?|h\s?\d\d|\.\d\d)(?![\d.])"
    r"(?:\s*(?:Z|UTC|GMT)?\s*[+-]\d{2}:?\d{2}(?!\d))?(?:\s*\([^()]*\))?"
)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")


class _Folio(Knowledge, frozen=True):
    labels: str
    numbers: str


class _Words(Knowledge, frozen=True):
    months: dict[str, tuple[str, ...]]
    weekdays: dict[str, str]
    between: dict[str, str]
    folio: _Folio


class FolioWords(NamedTuple):
    """Words beside a date: before its colon, before the number of an issue, the days of the week; lower case."""

    labels: frozenset[str]
    numbers: tuple[str, ...]
    weekdays: frozenset[str]


@cache
def folio_words() -> FolioWords:
    """Return the words that stand in a folio."""
    words = load("rules/dates.toml", _Words)
    weekdays = frozenset(" ".join(words.weekdays.values()).lower().split())
    return FolioWords(frozenset(words.folio.labels.split()), tuple(words.folio.numbers.split()), weekdays)


@cache
def months() -> dict[str, int]:
    """Return the number of each folded name of a month."""
    rows = load("rules/dates.toml", _Words).months.values()
    return {fold(name): number for row in rows for number, names in enumerate(row, 1) for name in names.split()}


@cache
def _others() -> frozenset[str]:
    """Return the folded words that say nothing in a date: days of the week, `de`, `th`, `GMT`."""
    words = load("rules/dates.toml", _Words)
    return frozenset(fold(" ".join((*words.weekdays.values(), *words.between.values()))).split())


@cache
def _weekdays() -> dict[str, frozenset[int]]:
    """Return which days of the week (0 is Monday) each folded name is, in all languages that list seven of them."""
    found: dict[str, set[int]] = {}
    for names in load("rules/dates.toml", _Words).weekdays.values():
        words = names.split()
        for place, name in enumerate(words if len(words) % _WEEK == 0 else ()):
            found.setdefault(fold(name), set()).add(place % _WEEK)
    return {name: frozenset(days) for name, days in found.items()}


def read_date(text: str) -> date | None:
    """Return the date that `text` is, None if it is none, is ambiguous, or says more than a date.

    The day is the one written, whatever the time zone says. The year has four digits. Of two readings a
    day of the week decides.

    >>> read_date("Sunday, September 9, 2018"), read_date("1er mars 2019")
    (datetime.date(2018, 9, 9), datetime.date(2019, 3, 1))
    >>> read_date("13/04/2019"), read_date("03/04/2019")
    (datetime.date(2019, 4, 13), None)
    >>> read_date("Mittwoch, 03.04.2019")
    datetime.date(2019, 4, 3)
    """
    return _read(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _read(text: str) -> date | None:
    if iso := _ISO.fullmatch(text.strip()):
        return _day(*map(int, iso.groups()))
    tokens = _TOKEN.findall(fold(_CLOCK.sub(" ", text)))
    words = [word for word in tokens if word not in _others() or word in months()]
    if sum(word in months() for word in words) > 1:  # `mar. 12 mars 2019`: the first is a day of the week
        words = [word for word in words if word not in _others()]
    orders = _ORDERS.get("".join(_kind(word) for word in words), ())
    numbers = [months().get(word) or int(word) for word in words] if orders else []
    days = {day for order in orders if (day := _day(*(numbers[place] for place in order)))}
    if len(days) > 1:
        named = frozenset[int]().union(*(_weekdays().get(word, ()) for word in tokens))
        days = {day for day in days if day.weekday() in named}
    return days.pop() if len(days) == 1 else None


def _kind(word: str) -> str:
    """Return what a word can be: `m`onth by name, `d`ay or month in numbers, `y`ear; `x` is anything else."""
    if word in months():
        return "m"
    return {1: "d", 2: "d", 4: "y"}.get(len(word), "x") if word[0].isdecimal() else "x"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
