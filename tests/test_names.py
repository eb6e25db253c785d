"""The case of names: lists with their examples, rules, evidence, and the laws."""

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import names
from transforms.names import Cased, case_of, true_case
from transforms.naming import lists as name_lists

LISTS = name_lists.rules().words
TONGUES = ["given_english", "given_northern", "given_french", "given_southern", "given_eastern"]
CASES = [(words.kind, case) for words in LISTS for case in (*words.examples, *words.near_misses)]


@pytest.mark.parametrize(("kind", "case"), CASES, ids=lambda value: getattr(value, "name", value))
def test_each_list_decides_its_examples_and_leaves_its_near_misses(kind: str, case: name_lists.Case) -> None:
    assert true_case(case.name) == case.reads, kind


UNDECIDING = {"article", "given_northern", "given_southern", "given_eastern"}  # what they leave to others is tested
DECIDING = [words for words in LISTS if words.kind not in UNDECIDING]


@pytest.mark.parametrize("words", DECIDING, ids=lambda words: words.kind)
def test_a_list_that_is_emptied_spells_its_examples_differently(
    words: name_lists.Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = name_lists.Words(words.kind, words.note, (), words.examples, words.near_misses)
    left = tuple(w for w in LISTS if w.kind != words.kind)
    monkeypatch.setattr(name_lists, "rules", lambda: name_lists.NameRules((*left, gone)))
    names.forget()
    try:
        spelled = [true_case(case.name) for case in words.examples]
    finally:
        names.forget()
    assert spelled != [case.reads for case in words.examples]


@pytest.mark.parametrize("kinds", combinations(TONGUES, 2), ids="+".join)
def test_no_given_name_stands_in_two_lists(kinds: tuple[str, str]) -> None:
    first, second = (next(w.words for w in LISTS if w.kind == kind) for kind in kinds)
    assert not set(first) & set(second)


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
        ("SVEN ?HLSCHL?GER", "Sven ?hlschl?ger"),
        ("JOS? VALE", "Jos? Vale"),
        ("ANNE MACY", "Anne Macy"),
        ("JON ROßBERG", "Jon Roßberg"),
        ("J.VALE", "J.Vale"),
        ("IAN ST.CLAIR", "Ian St.Clair"),
        ("WM. VALE", "Wm. Vale"),
        ("OTIS VALE JR., M.D.", "Otis Vale Jr., M.D."),
        ("OTIS R NG", "Otis R Ng"),
        ("OTIS MA", "Otis Ma"),
        ("OTIS TD VALE", "Otis TD Vale"),
        ("OTIS J E VALE", "Otis J E Vale"),
        ("OTIS MC VALE", "Otis Mc Vale"),
        ("MACKENZIE VALE", "Mackenzie Vale"),
        ("OTIS MACKENZIE", "Otis MacKenzie"),
        ("IDA VALE-MACDONALD", "Ida Vale-MacDonald"),
        ("OTIS FITZPATRICK", "Otis Fitzpatrick"),
        ("JEAN-PAUL LEBLANC", "Jean-Paul Leblanc"),
        ("DE NIRO", "De Niro"),
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
        ("TOM MACDONALD", "İ Tom Macdonald", Cased("Tom Macdonald", "page")),
        ("Tom MacDonald", "so Tom Macdonald wrote", Cased("Tom MacDonald", "printed")),
        ("TOM MACDONALD", "", Cased("Tom MacDonald", "rules")),
        ("TOM MACDONALD", "Macdonald's book; Tom MacDonald-Hay's too", Cased("Tom Macdonald", "page")),
        ("TOM MACDONALD", "the Macdonald-Hay papers", Cased("Tom MacDonald", "rules")),
        ("TOM MACDONALD", "Ross Macdonald and Susan Macdonald", Cased("Tom MacDonald", "rules")),
        ("TOM MACDONALD", "Tom Macdonald, Tom MacDonald, Tom Macdonald", Cased("Tom Macdonald", "page")),
        ("TOM MACDONALD", "TOM MacDonald of the Macdonalds", Cased("Tom MacDonald", "rules")),
        ("TOM O'MALEY", "so O’MaleY and Tom O’maley", Cased("Tom O'maley", "page")),
        ("TOM NEILL", "Mr. O'neill", Cased("Tom Neill", "rules")),
        ("TOM DE VALE", "and De Vale said", Cased("Tom De Vale", "page")),
        ("TOM DE VALE", "It is so. De Vale said", Cased("Tom de Vale", "rules")),
        ("TOM MACDONALD III", "so Tom Macdonald III wrote", Cased("Tom Macdonald III", "page")),
        ("TOM LEVAY", "Mr. LeVay wrote", Cased("Tom LeVay", "page")),
        ("TOM YOUNG", "Young people. A young man", Cased("Tom Young", "page")),
        ("TOM DEYOUNG", "Deyoung! Mr. DeYoung's and DeYoung", Cased("Tom DeYoung", "page")),
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
