"""Datelines: every shape that print uses, and what only looks like one."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms import datelines
from transforms.dateline.words import dateline_rules, is_known
from transforms.datelines import split_dateline
from transforms.steps import clean

RULES = dateline_rules()
STORY = "The ferry was late again on Friday night."


@pytest.mark.parametrize("case", RULES.examples, ids=lambda case: case.text)
def test_a_dateline_gives_its_place_and_agency(case) -> None:
    assert split_dateline(case.text) == (case.place, case.agency)


@pytest.mark.parametrize("text", RULES.near_misses)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert split_dateline(text) is None


@pytest.mark.parametrize(
    ("head", "place", "agency"),
    [
        ("LONDON (Reuters) -", "LONDON", "Reuters"), ("WASHINGTON/BEIJING —", "WASHINGTON/BEIJING", None), ("Frankfurt/Main (AP).", "Frankfurt/Main", "The Associated Press"),
        ("Frankfurt (Oder) -", "Frankfurt (Oder)", None), ("KYIV, Ukraine —", "KYIV, Ukraine", None), ("UNITED NATIONS —", "UNITED NATIONS", None), ("ATLANTA, GA. —", "ATLANTA, GA.", None),
        ("LONDON, Jan. 8, 2018 (Reuters) —", "LONDON", "Reuters"), ("WASHINGTON — (AP)", "WASHINGTON", "The Associated Press"), ("LEGANÉS (Madrid) —", "LEGANÉS (Madrid)", None),
        ("(PARIS, AFP)", "PARIS", "Agence France-Presse"), ("A CORUÑA.", "A CORUÑA", None), ("BERLIN, 3. Januar.", "BERLIN", None), ("Paris, le 3 mars –", "Paris", None),
        ("OFF THE COAST OF LIBYA —", "OFF THE COAST OF LIBYA", None), ("■ LISBOA –", "LISBOA", None), ("WEXMARSH—", "WEXMARSH", None), ("HALVORSEN FLATS —", "HALVORSEN FLATS", None),
        ("LOS ANGELES (Los Angeles Times/TNS) —", "LOS ANGELES", "Los Angeles Times; Tribune News Service"), ("Bern (sda)", "Bern", "Keystone-SDA"), ("WEXMARSH (Staff) -", "WEXMARSH", None),
        ("PARIS\xa0(AFP)\xa0–", "PARIS", "Agence France-Presse"), ("NAMPA, Idaho —", "NAMPA, Idaho", None), ("PETALING JAYA:", "PETALING JAYA", None),
    ],
)  # fmt: skip
def test_shapes_of_many_papers_are_read(head: str, place: str, agency: str | None) -> None:
    assert split_dateline(f"{head} {STORY}") == (place, agency)


@pytest.mark.parametrize(
    "head",
    [
        "POLICE in Leeds", "NASA —", "COVID-19 —", "HOCKEY —", "TRUMP —", "BLACK PANTHER —", "A STAR IS BORN —", "Ada Marsh —", "New York Times:", "Sofia:", "Boston Marathon:",
        "JUSTIN TRUDEAU —", "MONDAY —", "NOTE —", "CHAPTER ONE —", "THE DAILY —", "Kingston (CBC)", "In Berlin (dpa)", "O", "P.P.S. -", "TL;DR –", "SUNNY SPELLS |", "—", "(", "Hörbuch (dpa)",
    ],
)  # fmt: skip
def test_labels_names_and_titles_are_no_places(head: str) -> None:
    assert split_dateline(f"{head} {STORY}") is None


def test_a_dateline_below_a_first_line_is_found_and_stays_in_the_body() -> None:
    page = clean(f"Pier opens\n\nThe Harbour Courier - - NEWS - ADA MARSH\n\nAll about it.\n\nOTTAWA (CP) — {STORY}\n")
    assert (page.dateline, page.agency) == ("OTTAWA", "The Canadian Press")
    assert page.body is not None
    assert f"OTTAWA (CP) — {STORY}" in page.body
    assert ("dateline", "line 7") in page.evidence


@pytest.mark.parametrize("month", ["Jan.", "Sept.", "janv.", "févr.", "ene.", "dic.", "Okt.", "dez.", "Mar."])
@pytest.mark.parametrize("place", ["MEXICO CITY", "PARIS", "HALVORSEN FLATS"])
def test_the_full_stop_of_a_month_ends_no_dateline(place: str, month: str) -> None:
    assert split_dateline(f"{place}, {month} 8 -- {STORY}") == (place, None)
    assert split_dateline(f"{place}, 8 {month} - {STORY}") == (place, None)


@pytest.mark.parametrize(
    ("letter", "text", "place"),
    [
        ("W", "ASHINGTON", "WASHINGTON"),
        ("M", "EXICO CITY", "MEXICO CITY"),
        ("Q", "ALIFAX", None),
        ("A", "PARIS", "PARIS"),
    ],
)
def test_a_drop_cap_belongs_to_its_place(letter: str, text: str, place: str | None) -> None:
    page = clean(
        f"Pier opens\n\nThe Harbour Courier - - NEWS - ADA MARSH\n\n{letter}\n\n{text} — {STORY}\n\nIt rained.\n"
    )
    assert page.dateline == place


def test_the_byline_names_the_agency_before_the_dateline() -> None:
    page = clean(f"Pier opens\n\nThe Harbour Courier - - NEWS - Ada Marsh, Reuters\n\nOTTAWA (CP) — {STORY}\n")
    assert (page.dateline, page.agency) == ("OTTAWA", "Reuters")


def test_every_word_list_is_folded_and_places_are_known() -> None:
    for name in ("labels", "answers", "place_words", "approaches", "correspondents", "weekdays"):
        found = getattr(RULES, name)
        assert len(set(found)) == len(found), name
    assert is_known("Den Haag")
    assert is_known("SÃO PAULO e BRASÍLIA")
    assert not is_known("Wexmarsh")


@pytest.mark.parametrize(
    "piece", ["A", "A ", "A, ", "A/", "(A) ", "A. ", "A — ", "(", ")", "1 ", "St. ", "L’A ", "A e ", "é", " "]
)
def test_hostile_text_costs_little(piece: str) -> None:
    start = perf_counter()
    split_dateline("OTTAWA " + piece * (100_000 // len(piece)))
    split_dateline(piece * (100_000 // len(piece)))
    assert perf_counter() - start < 0.5


@given(st.text(st.sampled_from("AaÉé.,/()—–- :|_1’'d“"), max_size=60))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_no_text_raises_and_a_place_is_printed_there(text: str) -> None:
    found = split_dateline(text)
    assert found is None or found.place in datelines.equal_spaces(text)
