"""Dates as newspapers and services write them: read exactly, or not at all."""

import tomllib
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.address.file_names import day_in_name
from transforms.address.name_patterns import compile_pattern, facts_in_name
from transforms.dates import read_date
from transforms.folding import fold
from transforms.folios import Folio, split_folio
from transforms.layouts import split_meta
from transforms.steps import clean

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
        ("Mittwoch, 03.04.2019", date(2019, 4, 3)), ("Monday 03/04/2019", date(2019, 3, 4)), ("Sonntag, 03.04.2019", None),
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


DAY = date(2018, 9, 13)
STORY = "It rained on the crowd all day long, and nobody minded, because the pier had been shut for nine years."


@pytest.mark.parametrize(
    "name",
    [
        "the-province-20180913-p05.txt", "2018-09-13_The Province.html", "20180913_1234.txt", "The Province/2018/09/13/p05.txt", "Province_13-Sep-2018.txt",
        "PROVINCE13SEP2018.txt", "Province - September 13, 2018.html", "le-courrier-13-septembre-2018-p3.txt", "El Faro, jueves, 13 de septiembre de 2018.txt",
        "Der Elbkurier 13.09.2018.txt", "elbkurier-13-09-2018-p5.txt", "13092018_courier.txt", "Courier/2018/September/13/p05.txt", "courier_2018-Sep-13.txt",
        "o-globo-do-sul-13-de-março-de-2018.txt".replace("março", "setembro"), "courier-13th-sept-2018.txt",
    ],
)  # fmt: skip
def test_a_file_name_tells_its_day_in_every_usual_form(name: str) -> None:
    assert day_in_name(name) == DAY


@pytest.mark.parametrize(
    "name",
    [
        "281500000000001.txt", "call-1-604-278-4604.html", "lions-beat-roughriders-24-17-2018.txt", "page-1-of-3.txt", "season-2018-2019.txt", "20181345_courier.txt",
        "win-3-2-2019.txt", "courier_03-04-2019.txt", "03042019.txt", "99999999.txt", "12345678.txt", "id_31022019.txt", "may-2018.txt", "12-may.txt",
        "march-of-the-2019-penguins-4.txt", "route-66-may-2019.txt", "the-province_20180913050452.html", "a13092018b.txt",
    ],
)  # fmt: skip
def test_an_id_a_score_a_stamp_or_an_ambiguous_name_tells_no_day(name: str) -> None:
    assert day_in_name(name) is None


@pytest.mark.parametrize(
    ("pattern", "name", "said"),
    [
        ("{outlet}_{dd}{mm}{yyyy}_{page}", "in/The_Courier_03042019_B4.txt", {"published": "2019-04-03", "page_number": "B4", "outlet": "The Courier"}),
        ("{yyyy}/{month}/{d}/*-{page}", "2019/April/3/courier-12.html", {"published": "2019-04-03", "page_number": "12"}),
        ("*{yy}{mm}{dd}p{page}", "may.zip!prov190403p5.txt", {"published": "2019-04-03", "page_number": "5"}),
        ("{section}-{id}", "news-281500000000001.txt", {"section": "news", "source_article_id": "281500000000001"}),
        ("*{yy}{mm}{dd}", "prov191303.txt", {}), ("{yyyy}-{mm}-{dd}", "2019-04-03-extra.txt", {}),
    ],
)  # fmt: skip
def test_a_house_says_how_its_files_are_named(pattern: str, name: str, said: dict[str, str]) -> None:
    assert {fact.field: fact.value for fact in facts_in_name(name, pattern)} == said


@pytest.mark.parametrize("pattern", ["", "courier", "{day}", "{yyyy}{yyyy}", "{}", "{dd", "*{outlet}*{section}{id}"])
def test_a_wrong_pattern_is_one_error_with_its_mend(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"stands twice|needs a part"):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    ("line", "folio"),
    [
        ("Thursday, September 13, 2018", Folio(DAY)), ("Donnerstag, 13. September 2018 • Seite 3", Folio(DAY, "3")), ("jeudi 13 septembre 2018 | Page A5", Folio(DAY, "A5")),
        ("Jueves 13 de septiembre de 2018 - DEPORTES - Pág. 12", Folio(DAY, "12", "DEPORTES")), ("Quinta-feira, 13 de setembro de 2018, p. B4", Folio(DAY, "B4")),
        ("giovedì 13 settembre 2018", Folio(DAY)), ("donderdag 13 september 2018 – blz. 7", Folio(DAY, "7")), ("THURSDAY, SEPTEMBER 13, 2018", Folio(DAY)),
        ("Vancouver, Thursday, September 13, 2018", Folio(DAY)), ("Datum: 13. September 2018", Folio(DAY)), ("Nr. 230 | Donnerstag, 13. September 2018 | 73. Jahrgang", Folio(DAY)),
        ("The Province, September 13, 2018", Folio(DAY, outlet="The Province")), ("The Province | Thursday, September 13, 2018 | A5", Folio(DAY, "A5", outlet="The Province")), ("12 • Donnerstag, 13. September 2018", Folio(DAY, "12")),
        ("05.03.2019", Folio(date(2019, 3, 5))), ("5. 3. 2019", Folio(date(2019, 3, 5))), ("pag. A36 - giovedì 13 settembre 2018 - CRONACA", Folio(DAY, "A36", "CRONACA")),
        ("Page A5", Folio(None, "A5")), ("Seite 3", Folio(None, "3")), ("Pág. 12", Folio(None, "12")), ("p. B4", Folio(None, "B4")),
    ],
)  # fmt: skip
def test_a_folio_states_day_page_and_section(line: str, folio: Folio) -> None:
    assert split_folio(line) == folio


@pytest.mark.parametrize(
    "line",
    [
        "", "Catch 22", "22", "A5", "The fire of September 13, 2018", "Pier opens, September 13, 2018", "03/04/2019", "13 September 2018 to 14 September 2018", "NEWS", "2018",
        "See page 4", "Page 4 of the report says so", "Thursday", "It was Thursday, September 13, 2018.", "13 September 2018 | A day that nobody will forget", "Lions 24, Eskimos 17",
    ],
)  # fmt: skip
def test_a_line_of_text_is_no_folio(line: str) -> None:
    assert split_folio(line) is None


@pytest.mark.parametrize(
    "head",
    [
        "The Courier\n\nThursday, September 13, 2018\n\nPier opens\n\n- ADA MARSH", "Thursday, September 13, 2018\n\nThe Courier\n\nPier opens\n\n- ADA MARSH",
        "The Courier\n\nPier opens\n\n- ADA MARSH\n\nSeptember 13, 2018", "Pier opens\n\nThe Courier - 13 Sep 2018 - NEWS - ADA MARSH",
        "Pier opens\n\nThe Courier - - NEWS - 13 Sep 2018 - ADA MARSH", "Pier opens\n\nThe Courier - 2018-09-13 - - ADA MARSH",
        "Pier opens\n\nThursday, September 13, 2018\n\nThe Courier - - NEWS - ADA MARSH",
    ],
)  # fmt: skip
def test_the_printed_date_line_tells_the_day_and_is_no_part_of_the_article(head: str) -> None:
    page = clean(f"{head}\n\n{STORY}")
    assert (page.published, page.outlet_as_printed, page.headline, page.body) == (
        DAY,
        "The Courier",
        "Pier opens",
        STORY,
    )
    assert [person.name for person in page.people] == ["Ada Marsh"]
    assert dict(page.evidence)["published"].startswith("line ")


@pytest.mark.parametrize(
    "text",
    [
        f"The Courier\n\nSeptember 13, 2018\n\n- ADA MARSH\n\n{STORY}", f"The Courier\n\nPier opens\n\n- ADA MARSH\n\nThe pier opened on September 13, 2018.\n\n{STORY}",
        "The Courier\n\nWhat is on\n\n-\n\nThursday, September 13, 2018\n\nA walk.\n\nFriday, September 14, 2018\n\nA dance.",
        f"The Courier\n\nPier opens\n\n- ADA MARSH\n\n{STORY}\n\n{STORY} {STORY} {STORY}\n\nThursday, September 13, 2018\n\n{STORY}",
    ],
)  # fmt: skip
def test_a_date_in_headline_story_or_diary_is_not_the_day_of_the_edition(text: str) -> None:
    assert clean(text).published is None


PRINTED = {
    "en": ("EEEE, MMMM d, y", "EEE, MMM d, y", "d MMMM y"),
    "fr": ("EEEE d MMMM y", "EEE d MMM y", "d MMMM y"),
    "es": ("EEEE d 'de' MMMM 'de' y", "EEE, d MMM y", "d 'de' MMMM 'de' y"),
    "de": ("EEEE, d. MMMM y", "EEE, d. MMM y", "d. MMMM y"),
    "pt": ("EEEE, d 'de' MMMM 'de' y", "d 'de' MMM 'de' y", "d 'de' MMMM 'de' y"),
    "it": ("EEEE d MMMM y", "EEE d MMM y", "d MMMM y"),
    "nl": ("EEEE d MMMM y", "EEE d MMM y", "d MMMM y"),
}
PAGE_WORDS = {"en": "Page", "fr": "p.", "es": "Pág.", "de": "Seite", "pt": "Página", "it": "pag.", "nl": "blz."}
HEADS = (
    "{line}\n\nThe Courier\n\nPier opens\n\n- ADA MARSH\n\n{story}",
    "The Courier\n\n{line}\n\nPier opens\n\n- ADA MARSH\n\n{story}",
    "The Courier\n\nPier opens\n\nTown waited nine years\n\n- ADA MARSH\n\n{line}\n\n{story}",
    "Pier opens\n\n{line}\n\nThe Courier - - NEWS - ADA MARSH\n\n{story}",
    "{line}\n\nPier opens\n\n{story}",
)


@pytest.mark.parametrize("language", PRINTED)
def test_printed_date_lines_are_read_whatever_their_language_form_and_place(language: str) -> None:
    rng = Random(language)
    for month in range(1, 13):
        for form in PRINTED[language]:
            day = date(rng.randrange(1950, 2026), month, rng.randrange(1, 28))
            line = format_date(day, form, Locale(language))
            line = rng.choice([line, line.upper(), line[0].upper() + line[1:]])
            if fold(line).startswith("mar"):  # Tuesday and March in one word: no date without its language
                continue
            number = rng.choice(["", "A", "B"]) + str(rng.randrange(1, 60))
            with_page = f"{line}{rng.choice([' | ', ' • ', ' – ', ', '])}{PAGE_WORDS[language]} {number}"
            for head in HEADS:
                for printed, pages in ((line, ()), (with_page, (number,))):
                    page = clean(head.format(line=printed, story=STORY))
                    assert (page.published, page.page_numbers, page.headline) == (day, pages, "Pier opens"), printed
                    assert page.body == STORY


@pytest.mark.parametrize(
    "piece", [" ", " - ", "2018 - ", "9 Sep 2018 - ", "- 2018", "| ", "Page 5 ", "13-sep-", "Published: ", "A, "]
)
def test_a_hostile_line_or_name_costs_no_time(piece: str) -> None:
    text = piece * 10_000
    for line in (text, text[:100], f"2018 {text}x"):
        for read in (
            split_meta,
            split_folio,
            day_in_name,
            lambda name: facts_in_name(name, "*{outlet}_{section}_{yyyy}"),
        ):
            begun = perf_counter()
            read(line)
            assert perf_counter() - begun < 1
