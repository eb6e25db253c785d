"""Editions: which day lacks one, which is short, and how rarely that is false."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from benchmarks.editions import Day, Planted, draw, no_print_dates, poisson, scores, states
from flows.running import run
from flows.summaries import RunSettings
from transforms import rules
from transforms.papers.countries import countries
from transforms.papers.print_days import no_print_days
from transforms.rules import RuleError

BEGIN = date(2018, 1, 1)  # a Monday
DAYS = [BEGIN + timedelta(n) for n in range(400)]


def told(articles: dict[date, int], country: str = "US") -> dict[date, str | None]:
    """Return the states of one newspaper, by day."""
    given: dict[Day, int] = {("x", day): count for day, count in articles.items() if count}
    return {day: state for (_, day), state in states(Planted(given, set(), set(), {}, {"x": country})).items()}


def daily(count: int = 40, week: str = "1111110") -> dict[date, int]:
    """Return a newspaper that appears on these days of the week, Monday first."""
    return {day: count for day in DAYS if week[day.weekday()] == "1"}


def test_planted_gaps_are_found_and_hardly_a_sound_day_is_called_faulty() -> None:
    found = sum((scores(draw(seed)) for seed in (101, 102)), start=scores(draw(100)))
    assert found["days"] > 80_000
    assert found["missing told missing"] / found["missing"] > 0.99
    assert found["sound told missing"] + found["sound told unexpected"] == 0
    assert found["sound told short"] / found["sound"] < 1 / 2_000
    for size, least in (("10 to 25", 0.25), ("25 to 50", 0.6), ("50 to 100", 0.8), ("100 to 150", 0.9)):
        assert found[f"short {size} told short"] / found[f"short {size}"] > least


def test_a_newspaper_without_a_sunday_lacks_none_and_a_day_without_print_by_custom_is_none_either() -> None:
    christmas = date(2018, 12, 25)
    found = told({day: count for day, count in daily().items() if day != christmas}, "GB")
    assert found[christmas] == "no_print"
    assert {found[day] for day in found if day.weekday() == 6} == {"no_print"}
    assert set(found.values()) == {"present", "no_print"}
    assert told({day: count for day, count in daily().items() if day != christmas}, "US")[christmas] == "missing"
    assert told(daily(), "GB")[christmas] == "unexpected"


def test_days_that_move_with_easter_are_known() -> None:
    found = told({day: count for day, count in daily().items() if day != date(2018, 3, 30)}, "DE")
    assert found[date(2018, 3, 30)] == "no_print"
    assert found[date(2018, 3, 31)] == "present"


def test_where_nothing_came_in_for_two_months_each_edition_is_missing() -> None:
    gone = set(DAYS[150:210])
    found = told({day: count for day, count in daily().items() if day not in gone})
    assert {found[day] for day in gone if day.weekday() < 6} == {"missing"}
    assert {found[day] for day in gone if day.weekday() == 6} == {"no_print"}
    assert {found[day] for day in found.keys() - gone} == {"present", "no_print"}


def test_a_newspaper_of_which_only_some_pages_are_here_lacks_nothing() -> None:
    some = {day: 1 for n, day in enumerate(DAYS) if n * n % 11 in {1, 4}}
    assert set(told(some).values()) == {"present", None}
    random = Random(7)
    found = Counter[str | None]()
    for mean in (1, 2, 3, 4) * 5:
        found += Counter(told({day: poisson(random, mean) for day in DAYS}).values())
    assert found["no_print"] + found["unexpected"] + found["short"] == 0
    assert found["missing"] < found.total() / 150
    assert found[None] > 20 * found["missing"]


def test_growth_and_small_or_slightly_smaller_editions_are_not_short() -> None:
    grown = {day: 10 + n // 4 for n, day in enumerate(DAYS)}
    assert set(told(grown).values()) == {"present"}
    day = DAYS[200]
    assert told(daily() | {day: 12})[day] == "short"
    assert told(daily() | {day: 24})[day] == "present"
    assert told(daily(4) | {day: 1})[day] == "present"


def test_an_edition_is_compared_with_those_around_it() -> None:
    shrunk = {day: 40 if n < 250 else 12 for n, day in enumerate(DAYS)}
    found = told(shrunk)  # it became smaller for good
    assert {day for day, state in found.items() if state != "present"} <= set(DAYS[250:257])
    begun = told({day: count for day, count in shrunk.items() if day < DAYS[254]})
    assert {begun[day] for day in DAYS[250:254]} == {"short"}


def test_days_without_print_by_custom_tell_nothing_of_the_weekday() -> None:
    holidays = {day for country, day in no_print_dates() if country == "DE"}
    found = told({day: count for day, count in daily(4).items() if day not in holidays}, "DE")
    assert set(found.values()) == {"present", "no_print"}
    monday = DAYS[98]
    found = told({day: count for day, count in daily(4).items() if day not in {*holidays, monday}}, "DE")
    assert found[monday] == "missing"


def test_editions_that_differ_much_anyway_have_more_room() -> None:
    random = Random(3)
    restless = {day: max(1, round(random.gauss(40, 14))) for day in DAYS} | {DAYS[200]: 14}
    assert told(daily(week="1111111") | {DAYS[200]: 14})[DAYS[200]] == "short"
    assert told(restless)[DAYS[200]] == "present"


BROKEN = {
    "no country 'XX'": 'countries = ["XX"]\nmonth = 12\nday = 25',
    "name each country once": 'countries = ["DE", "DE"]\nmonth = 12\nday = 25',
    "at least one": "countries = []\nmonth = 12\nday = 25",
    "give `month` and `day`, or `easter`": 'countries = ["DE"]\nmonth = 12',
    "give `easter` alone": 'countries = ["DE"]\nmonth = 12\neaster = 1',
    "at most 100 days": 'countries = ["DE"]\neaster = 200',
    "no day 31 in month 6": 'countries = ["DE"]\nmonth = 6\nday = 31',
    "no day 29 in month 2": 'countries = ["DE"]\nmonth = 2\nday = 29',
    "unknown field": 'countries = ["DE"]\nmonth = 2\nday = 1\nyear = 2018',
}


@pytest.mark.parametrize(("fault", "entry"), BROKEN.items())
def test_a_wrong_day_is_named(fault: str, entry: str, tmp_path, monkeypatch) -> None:
    countries()  # stay those of the registry
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "no_print_days.toml").write_text(f'[[day]]\nwhy = "A day"\n{entry}\n', "utf-8")
    monkeypatch.setattr(rules, "data_folder", lambda: tmp_path)
    no_print_days.cache_clear()
    with pytest.raises(RuleError, match=fault):  # what is raised is not remembered
        no_print_days()


def test_the_first_run_tells_of_an_edition_that_lacks(tmp_path: Path) -> None:
    root = tmp_path / "raw"
    root.mkdir()
    for number in range(84):
        if number != 80:
            day = date(2019, 1, 7) + timedelta(days=number)
            body = f"It rained on pier {number}, and nobody of the {number + 2} who came minded."
            text = (
                f"Pier {number} opens\n\nThe Harbour Courier - - NEWS - ADA MARSH\n\n{body}\n\nNewspapers in English\n"
            )
            (root / f"the-harbour-courier-{day:%Y%m%d}-p01.txt").write_text(text, "utf-8")
    summary = run(RunSettings(str(root), str(tmp_path / "warehouse"), "raw"))
    assert [alarm.partition(":")[0] for alarm in summary.alarms] == ["missing edition"]
    assert "2019-03-28" in summary.alarms[0]
