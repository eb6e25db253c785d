"""Dates as newspapers and services write them: read exactly, or not at all."""

import tomllib
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.dates import read_date
from transforms.folding import fold

WORDS = tomllib.loads((Path(__file__).parent.parent / "data" / "rules" / "dates.toml").read_text("utf-8"))
# Words for different months in different languages: no date without its language, so none at all.
AMBIGUOUS = {"lip", "lis", "listopad", "listopada", "srp"}


@pytest.mark.parametrize(
    "text",
    [
        "2018-09-09", "20180909", "2018-09-09T23:30:00-05:00", "2018-09-09T00:10:00.000Z", "2018-09-09 10:00", "20180909T101500Z",
        "2018-09-09T10:00+0200", "2018-09-09 10:00:00 +0200", "2018-09-09T10Z", "2018-09-09 10:00:00 UTC", "2018/09/09", "2018/9/9 8:15", "2018.09.09",
        "9 Sep 2018", "09-Sep-2018", "09SEP2018", "9/Sep/2018", "Sep. 9, 2018", "Sept 9 2018", "SEPTEMBER 9, 2018", "Sunday, September 9, 2018", "Sunday September 9th, 2018",
        "the 9th of September, 2018", "Sun, 09 Sep 2018 10:00:00 +0000", "Sun Sep 09 2018 00:00:00 GMT+0200 (Central European Summer Time)",
        "Sun Sep  9 10:00:00 EDT 2018", "September 9, 2018 at 3:15 p.m. ET", "September 9, 2018 3:15 PM", "  9 Sep 2018 \n",
        "9. September 2018", "Sonntag, 9. September 2018, 10.30 Uhr", "So., 9. Sept. 2018", "9 de septiembre de 2018", "domingo 9 de setiembre del 2018", "9 septembre 2018",
        "dimanche 9 septembre 2018 à 10h30", "9 de setembro de 2018", "domingo, 9 de setembro de 2018 às 10h00", "9 settembre 2018", "domenica 9 settembre 2018 ore 10:30",
        "zondag 9 september 2018", "zo 9 sep. 2018 om 10:30 uur", "2018. szeptember 9.", "2018 m. rugsėjo 9 d.", "9 сентября 2018 г.", "9 Σεπτεμβρίου 2018", "9 września 2018 r.",
        "2018年9月9日", "2018년 9월 9일", "2018年9月9日 10:30", "9/9/2018", "09.09.2018", "９ Sep ２０１８",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_dress(text: str) -> None:
    assert read_date(text) == date(2018, 9, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1er mars 2019", date(2019, 3, 1)), ("1ᵉʳ mars 2019", date(2019, 3, 1)), ("1º de março de 2019", date(2019, 3, 1)), ("mar. 12 mars 2019", date(2019, 3, 12)),
        ("mar 12 de mar de 2019", None), ("Mar 12, 2019", date(2019, 3, 12)), ("13/04/2019", date(2019, 4, 13)), ("04/13/2019", date(2019, 4, 13)),
        ("2019/04/13", date(2019, 4, 13)), ("13.4.2019, 8:05", date(2019, 4, 13)), ("31/12/1899", date(1899, 12, 31)), ("29 Feb 2020", date(2020, 2, 29)),
        ("2020-01-31T23:59:59-11:00", date(2020, 1, 31)), ("1. Jänner 2020", date(2020, 1, 1)),
    ],
)  # fmt: skip
def test_a_date_is_the_one_written(text: str, expected: date | None) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "12", "2018", "Sep 2018", "9 Sep", "9 Sep 18", "09/09/18", "03/04/2019", "03.04.2019", "31 Feb 2019", "29 Feb 2019", "2019-13-01", "2019-02-30", "13/13/2019",
        "00/00/2019", "0000-00-00", "9 Sep 1599", "9 Sep 2561", "9-10 Sep 2018", "9 Sep 2018 and 10 Sep 2018", "Sep 9 Oct 2018", "May Day 2018", "1 listopada 2018",
        "today", "yesterday", "2 days ago", "next Monday", "1536451200", "201809091015", "2018-09-09T10:00:00 - 2018-09-10T10:00:00", "Fire of 9 Sep 2018", "By ADA MARSH",
        "$9 Sep 2018 fund", "9 Sep 2018 9", "The 2018 budget, September 9", "2018-253", "2018-W36-7", "٩", "²/³/2018",
    ],
)  # fmt: skip
def test_what_is_no_certain_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("language", WORDS["months"])
def test_every_month_is_read_as_babel_writes_it(language: str) -> None:
    locale = Locale(language)
    for number in range(1, 13):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                name = locale.months[context][width][number].rstrip(".")
                if fold(name) not in AMBIGUOUS and not any(c.isdigit() for c in name):
                    assert read_date(f"21 {name} 2019") == date(2019, number, 21), name


@pytest.mark.parametrize(
    "language",
    [
        "en",
        "de",
        "fr",
        "es",
        "pt",
        "it",
        "nl",
        "da",
        "sv",
        "nb",
        "fi",
        "pl",
        "cs",
        "hu",
        "ro",
        "tr",
        "ru",
        "el",
        "ca",
        "af",
        "id",
    ],
)
@pytest.mark.parametrize("form", ["medium", "long", "full"])
def test_whole_dates_are_read_as_babel_writes_them(language: str, form: str) -> None:
    for month in range(1, 13):
        day = date(2019, month, 21)
        text = format_date(day, form, Locale(language))
        if not any(word in AMBIGUOUS for word in fold(text).split()):
            assert read_date(text) == day, text


@given(st.text(max_size=120))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_text_raises(text: str) -> None:
    read_date(text)


@given(
    st.lists(
        st.sampled_from(
            ["9", "2018", "Sep", "/", ".", "T", ":", "10:30", "Z", "\ud800", "de", "²", "٩", "-", " ", "mar"]
        ),
        max_size=20,
    ).map("".join)
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_mixture_of_parts_raises(text: str) -> None:
    read_date(text)


@pytest.mark.parametrize("text", ["9", "9 ", " ", "T", "10:", "Sep ", "(", "2018-09-09T", "-0500"])
def test_a_hostile_text_costs_no_time(text: str) -> None:
    begun = perf_counter()
    for length in (90, 1_000_000):
        read_date(text * length)
        read_date((text * length)[:100])
    assert perf_counter() - begun < 1
