"""The credit at the end of a text: which agency supplied it, and what only mentions one."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.agencies import find_credit, find_glued_credit, read_agency, read_contributors
from transforms.folding import fold
from transforms.record import Line, Mark, Outlet, Page, Person, Role
from transforms.steps import clean
from transforms.suppliers import agency_rules, find_suppliers

RULES = agency_rules()
STORY = (
    "Pier opens at last, and it rained on the guests all the same.",
    "Nobody minded, the mayor said.",
    "It will rain again.",
)


def page_of(*texts: str) -> Page:
    """Return a page of body lines."""
    marks = tuple(Mark(Role.BODY, "body.rest") for _ in texts)
    return Page("\n".join(texts), lines=tuple(Line(t, "\n", t) for t in texts), marks=marks)


@pytest.mark.parametrize("case", RULES.examples, ids=lambda case: case.text)
def test_the_end_of_a_text_credits_its_agency(case) -> None:
    page = read_agency(page_of(*STORY, *case.text.split("\n")))
    assert page.agency == case.agency
    assert page.evidence[0][0] == "agency"


@pytest.mark.parametrize("text", RULES.near_misses)
def test_who_is_only_mentioned_supplied_nothing(text: str) -> None:
    assert read_agency(page_of(*STORY, *text.split("\n"))).agency is None


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("— The Associated Press", "The Associated Press"), ("afp/dpa", "Agence France-Presse; Deutsche Presse-Agentur"), ("(sda)", "Keystone-SDA"), ("– Postmedia Network", "Postmedia News"),
        ("Copyright 2018 The Associated Press. All rights reserved.", "The Associated Press"), ("©2018 Los Angeles Times. Distributed by Tribune Content Agency, LLC.", "Los Angeles Times; Tribune Content Agency"),
        ("Ada Marsh of The Associated Press contributed to this report.", "The Associated Press"), ("Information from Reuters was used in this report.", "Reuters"), ("(With inputs from PTI)", "Press Trust of India"),
        ("The Canadian Press, with files from The Associated Press", "The Canadian Press"), ("Avec l’Agence France-Presse", "Agence France-Presse"), ("EFE/Redacción", "Agencia EFE"), ("Ada Marsh, Reuters", "Reuters"),
        ("Washington Post–Bloomberg", "The Washington Post"), ("Wire services", None), ("Staff", None), ("Sid", None), ("Getty Images", None), ("Ana", None), ("", None), ("—", None),
    ],
)  # fmt: skip
def test_a_line_of_its_own_is_read(line: str, agency: str | None) -> None:
    assert find_credit(line) == agency


@pytest.mark.parametrize(
    ("end", "agency"),
    [(" (AFP)", "Agence France-Presse"), (" dpa", "Deutsche Presse-Agentur"), (" — Reuters", "Reuters"), (" (Avec AFP)", "Agence France-Presse"), (" Reuters.", None), (" Sid", None), (" (sic)", None), (" (PA)", "Press Association")],
)  # fmt: skip
def test_a_credit_behind_the_last_sentence_is_read(end: str, agency: str | None) -> None:
    assert find_glued_credit(f"It will rain again.{end}") == agency


def test_byline_and_dateline_come_first_and_the_paper_itself_supplies_nothing() -> None:
    page = page_of(*STORY, "Reuters")
    assert read_agency(page._replace(agency="The Canadian Press")).agency == "The Canadian Press"
    guardian = page_of(*STORY, "The Guardian")
    assert read_agency(guardian).agency == "The Guardian"
    assert read_agency(guardian._replace(outlet=Outlet("the-guardian", "The Guardian"))).agency is None


def test_only_the_ends_of_a_text_credit_anybody() -> None:
    assert read_agency(page_of(STORY[0], "Reuters", *STORY, *STORY)).agency is None
    assert read_agency(page_of("Reuters", *STORY, *STORY)).agency == "Reuters"
    assert read_agency(page_of()).agency is None


def test_contributors_are_added_to_the_people_once() -> None:
    page = page_of(*STORY, "With files from Ada Marsh and Tom Rook, The Canadian Press")._replace(
        people=(Person("Tom Rook"),)
    )
    people = read_contributors(page).people
    assert [(p.name, p.role) for p in people] == [("Tom Rook", "author"), ("Ada Marsh", "contributor")]
    assert read_contributors(page_of(*STORY, "Compatible with Alexa and Siri")).people == ()
    assert [p.name for p in read_contributors(page_of(*STORY, "Ada Marsh contributed to this report.")).people] == [
        "Ada Marsh"
    ]


def test_words_are_folded_and_stand_once() -> None:
    for name in ("companions", "lead_ins", "sentences"):
        found = getattr(RULES, name)
        assert [word for word in found if fold(word) != word] == [], name
        assert len(set(found)) == len(found), name


def test_a_short_mark_counts_only_as_it_is_printed() -> None:
    assert find_suppliers("Efe") is None
    assert find_suppliers("Efe", bracketed=True) == "Agencia EFE"
    assert find_suppliers("dpa/mz") == "Deutsche Presse-Agentur"
    assert find_suppliers("mz/red") is None


@pytest.mark.parametrize("piece", ["A", "a ", "A, ", "(", "(A) ", ". ", "— ", "with ", "AP/", "AP and "])
def test_hostile_text_costs_little(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = perf_counter()
    read_agency(page_of(text, text, text))
    find_credit(text[:120])
    assert perf_counter() - start < 0.5


@given(st.text(st.sampled_from("AaPÉé.,/()—–- :|©1’&"), max_size=50))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_no_line_raises(line: str) -> None:
    read_contributors(read_agency(page_of(*STORY, line)))


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("(Reuters) - The council met.", "Reuters"),
        ("(AP) — The council met.", "The Associated Press"),
        ("(EFE).- El consejo se reunió.", "Agencia EFE"),
        ("(AP) is what the card said.", None),
        ("(She) - The council met.", None),
    ],
)
def test_an_agency_may_open_a_text_without_a_place(text: str, agency: str | None) -> None:
    assert (
        clean(f"Pier opens\n\nThe Harbour Courier - - NEWS - ADA MARSH\n\n{text}\n\nIt rained on the pier.\n").agency
        == agency
    )
