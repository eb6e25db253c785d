"""Photo credits: who took the picture, which agency supplied it, and where a credit ends that leads its caption."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.captions import split_caption, split_led_caption
from transforms.credit.parts import credit_words
from transforms.credits import read_credit
from transforms.folding import fold
from transforms.steps import clean

WORDS = credit_words()
CP, AP, GETTY, DPA = "The Canadian Press", "The Associated Press", "Getty Images", "Deutsche Presse-Agentur"


@pytest.mark.parametrize("case", WORDS.examples, ids=lambda case: case.text)
def test_a_credit_gives_agency_and_photographer(case) -> None:
    assert read_credit(case.text) == (case.agency, case.photographer)


@pytest.mark.parametrize("credit", WORDS.near_misses)
def test_who_took_no_picture_is_no_photographer(credit: str) -> None:
    assert read_credit(credit)[1] is None


@pytest.mark.parametrize(
    ("credit", "agency", "photographer"),
    [
        ("C. PENN/REUTERS", "Reuters", "C. Penn"), ("J.D. ROOK VIA AP", AP, "J.D. Rook"), ("ADA M. VAN DER BERG / CP", CP, "Ada M. van der Berg"), ("Ada ben Salem/AFP", "Agence France-Presse", "Ada ben Salem"),
        ("PHOTOS BY ADA MARSH AND TOM ROOK", None, "Ada Marsh; Tom Rook"), ("ADA MARSH AND TOM ROOK/GETTY IMAGES", GETTY, "Ada Marsh; Tom Rook"), ("JOSÉ ORTEGA Y GASSET/EFE", "Agencia EFE", "José Ortega y Gasset"),
        ("Foto: Thedinga/dpa", DPA, "Thedinga"), ("Foto: picture alliance / dpa | Ada Marsh", "picture alliance", "Ada Marsh"), ("(c) 2018 Ada Marsh", None, "Ada Marsh"), ("THE CANADIAN PRESS/Ada Marsh", CP, "Ada Marsh"),
        ("ADA MARSH REUTERS", "Reuters", "Ada Marsh"), ("AFP PHOTO / ADA MARSH", "Agence France-Presse", "Ada Marsh"), ("ADA MARSH, STAFF PHOTOGRAPHER", None, "Ada Marsh"), ("ADA MARSH/PORT ANSELL ECHO VIA AP", AP, "Ada Marsh"),
        ("ADA MARSH/THE NEW YORK TIMES VIA AP", AP, "Ada Marsh"), ("ADA MARSH/FOR THE GLOBE AND MAIL", None, "Ada Marsh"), ("KAREN PARK", None, "Karen Park"), ("YUI PARK/AP", AP, "Yui Park"), ("ADA MARSH @adamarsh", None, "Ada Marsh"),
        ("Wexmarsh Echo/ADA MARSH", None, "Ada Marsh"), ("POOL/REUTERS", "Reuters", None), ("MARSH & ROOK LTD./HANDOUT", None, None), ("HARBOUR FERRIES/THE CANADIAN PRESS", CP, None), ("PHOTO ARCHIVES LE COURRIER", None, None),
        ("Stadt Kiel/dpa", DPA, None), ("Cortesía de Ada Marsh", None, None), ("Ada Marsh/Divulgação", None, "Ada Marsh"), ("VICTORIA PARK", None, None), ("20TH CENTURY WAX", None, None), ("PA WIRE FILE PHOTO", "PA Images", None),
    ],
)  # fmt: skip
def test_shapes_of_many_papers_are_read(credit: str, agency: str | None, photographer: str | None) -> None:
    assert read_credit(credit) == (agency, photographer)


@pytest.mark.parametrize(
    ("credit", "caption"),
    [
        ("AP PHOTO", "A harbour at dawn."), ("AP PHOTO BY ADA MARSH", "The pier at dawn."), ("ADA MARSH, SPECIAL TO THE GAZETTE", "The pier at dawn."), ("FOTO: DPA", "Of all the piers, one is left."),
        ("REUTERS", "For three days the pier was closed."), ("Foto: Ada Marsh", "Der Hafen am Morgen."), ("Foto: ADA MARSH", "Der Hafen am Morgen."), ("Photo: Ada M. Marsh", "The pier at dawn."),
        ("AP Photo/Ada Marsh, File", "The pier at dawn."), ("PHOTOGRAPH BY ADA MARSH FOR THE NEW YORK TIMES", "The pier at dawn."), (None, "Photo: nobody knows whose."), (None, "A harbour at dawn."),
    ],
)  # fmt: skip
def test_a_credit_that_leads_its_caption_is_cut_off(credit: str | None, caption: str) -> None:
    assert split_led_caption(f"— {credit} {caption}" if credit else f"— {caption}") == (credit, caption)


def test_a_credit_in_ordinary_case_without_dash_is_known_by_its_agency() -> None:
    assert split_caption(" ?? Ada Marsh/Reuters ?? The pier.") == ("Ada Marsh/Reuters", "The pier.")
    assert split_caption(" ?? Nobody knows ?? The pier.") == (None, "Nobody knows ?? The pier.")


def test_a_photographs_agency_is_never_the_texts() -> None:
    page = clean(
        "The Province\n\nPier opens\n\n- ADA MARSH\n\nIt rained.\n\n ?? — TOM ROOK/AFP ?? The pier.\n— TOM ROOK/AFP The pier.\n"
    )
    assert page.agency is None
    assert [(c.agency, c.photographer) for c in page.captions] == [("Agence France-Presse", "Tom Rook")]


def test_words_are_folded_and_stand_once() -> None:
    for name in (
        "labels",
        "plurals",
        "kinds",
        "joints",
        "clients",
        "givers",
        "markers",
        "ands",
        "articles",
        "not_people",
        "also_surnames",
    ):
        found = getattr(WORDS, name)
        assert [word for word in found if fold(word) != word] == [], name
        assert len(set(found)) == len(found), name
    assert set(WORDS.also_surnames) <= set(WORDS.not_people)
    assert set(WORDS.plurals) <= set(WORDS.labels)


@pytest.mark.parametrize("piece", ["A", "A ", "A/", "AP ", "PHOTO ", "BY ", "and ", "é", "(", ", ", "Ada Marsh/", "— "])
def test_hostile_credits_cost_little(piece: str) -> None:
    start = perf_counter()
    read_credit(piece * (20_000 // len(piece)))
    split_led_caption("— " + piece * (20_000 // len(piece)))
    assert perf_counter() - start < 1


@given(st.text(st.sampled_from("AaPÉé.,/()—–- :|©1’&"), max_size=50))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_no_credit_raises(credit: str) -> None:
    agency, photographer = read_credit(credit)
    assert agency != ""
    assert photographer != ""


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("PHOTOGRAPH BY ADA MARSH FOR THE OBSERVER", None),
        ("Photo by Ada Marsh for NewsDay", None),
        ("ADA MARSH/THE GUARDIAN", None),
        ("ADA MARSH/LOS ANGELES TIMES", "Los Angeles Times"),
    ],
)
def test_a_name_that_papers_of_several_countries_bear_is_no_agency(credit: str, agency: str | None) -> None:
    assert read_credit(credit) == (agency, "Ada Marsh")
