"""The case of names: lists with their examples, rules, evidence, and the laws."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import names
from transforms.names import Cased, case_of, true_case

LISTS = names.rules().words
CASES = [(words.kind, case) for words in LISTS for case in (*words.examples, *words.near_misses)]


@pytest.mark.parametrize(("kind", "case"), CASES, ids=lambda value: getattr(value, "name", value))
def test_each_list_decides_its_examples_and_leaves_its_near_misses(kind: str, case: names.Case) -> None:
    assert true_case(case.name) == case.reads, kind


DECIDING = [words for words in LISTS if words.kind != "given"]


@pytest.mark.parametrize("words", DECIDING, ids=lambda words: words.kind)
def test_a_list_that_is_emptied_spells_its_examples_differently(
    words: names.Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = names.Words(words.kind, words.note, (), words.examples, words.near_misses)
    left = tuple(w for w in LISTS if w.kind != words.kind)
    monkeypatch.setattr(names, "rules", lambda: names.NameRules((*left, gone)))
    caches = (names._lists, names._by_rules, names._spelled)
    for cached in caches:
        cached.cache_clear()
    try:
        spelled = [true_case(case.name) for case in words.examples]
    finally:
        for cached in caches:
            cached.cache_clear()
    assert spelled != [case.reads for case in words.examples]


@pytest.mark.parametrize("kind", [words.kind for words in LISTS])
def test_no_word_stands_twice_in_a_list(kind: str) -> None:
    words = next(w.words for w in LISTS if w.kind == kind)
    assert len({w.lower() for w in words}) == len(words)


@pytest.mark.parametrize(
    ("printed", "reads"),
    [
        ("KAREN DEYOUNG", "Karen DeYoung"),
        ("HAMISH MCRAE", "Hamish McRae"),
        ("HAMISH McRAE", "Hamish McRae"),
        ("NIALL MacCARTHAIGH", "Niall MacCarthaigh"),
        ("NIALL MACCARTHAIGH", "Niall MacCarthaigh"),
        ("CONOR O'CLERY", "Conor O'Clery"),
        ("CONOR O’CLERY", "Conor O’Clery"),
        ("MATHIS VON ROHR", "Mathis von Rohr"),
        ("NILO DE LA CRUZ", "Nilo de la Cruz"),
        ("OTIS VALE JR.", "Otis Vale Jr."),
        ("OTIS VALE JR", "Otis Vale Jr"),
        ("A. M. ROSEN", "A. M. Rosen"),
        ("J.D. VALE", "J.D. Vale"),
        ("TJ VALE", "TJ Vale"),
        ("M RASHID DAR", "M Rashid Dar"),
        ("IDA FOSTER-CARTER", "Ida Foster-Carter"),
        ("JEAN-LUC D'ARCY", "Jean-Luc D'Arcy"),
        ("ÉMILE ÇELIK", "Émile Çelik"),
        ("Xavier TORRÓN", "Xavier Torrón"),
        ("tom vale", "Tom Vale"),
        ("ana de la cruz", "Ana de la Cruz"),
        ("IAN ST. CLAIR", "Ian St. Clair"),
        ("ANDAYA", "Andaya"),
        ("ANNE MACY", "Anne Macy"),
    ],
)
def test_a_name_in_capitals_gets_normal_case(printed: str, reads: str) -> None:
    assert true_case(printed) == reads


@pytest.mark.parametrize(
    "printed",
    [
        "Karen DeYoung",
        "Ida De Aenvil",
        'Albert "AC" Vale III',
        "Joan Z.K.",
        "von Rohr",
        "김하늘",
        "Ida O’Shea",
        "M Rashid Dar",
        "",
        " ",
        "ewa",
    ],
)
def test_a_name_in_mixed_case_stays_as_printed(printed: str) -> None:
    assert case_of(printed) == Cased(printed, "printed")


@pytest.mark.parametrize(
    ("printed", "page", "cased"),
    [
        ("TOM MACDONALD", "so Tom Macdonald wrote", Cased("Tom Macdonald", "page")),
        ("TOM MACDONALD", "Mr. Macdonald wrote", Cased("Tom Macdonald", "page")),
        ("TOM DE VALE", "and Tom De Vale wrote", Cased("Tom De Vale", "page")),
        ("TOM MACDONALD", "TOM MACDONALD wrote", Cased("Tom MacDonald", "rules")),
        ("TOM MACDONALD", "the Macdonaldson papers", Cased("Tom MacDonald", "rules")),
        ("TOM MACDONALD", "a macdonald tartan", Cased("Tom MacDonald", "rules")),
        ("TOM MACDONALD", "İ Tom Macdonald", Cased("Tom MacDonald", "rules")),
        ("Tom MacDonald", "so Tom Macdonald wrote", Cased("Tom MacDonald", "printed")),
        ("TOM MACDONALD", "", Cased("Tom MacDonald", "rules")),
    ],
)
def test_the_spelling_of_the_page_decides_where_there_is_one(printed: str, page: str, cased: Cased) -> None:
    assert case_of(printed, page) == cased


@given(st.text(max_size=60))
def test_casing_keeps_every_letter_and_casing_twice_changes_nothing(text: str) -> None:
    once = true_case(text)
    assert true_case(once) == once
    if text.isascii():
        assert once.lower() == text.lower()


@pytest.mark.parametrize("piece", ["A", "MC", "O'", "MAC", "A-", "DE ", ".", " ", "A.", "Mc"])
def test_hostile_repetition_is_cased_in_milliseconds(piece: str) -> None:
    start = time.perf_counter()
    true_case(piece * 10_000, piece.lower() * 10_000)
    assert time.perf_counter() - start < 0.25
