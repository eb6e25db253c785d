"""Which names of one newspaper are one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.people import same_names

INITIALS = [
    (["K. DeYoung", "Karen DeYoung"], {"K. DeYoung": "Karen DeYoung"}),
    (["T. Vale", "Tom Vale", "Tom B. Vale"], {"T. Vale": "Tom B. Vale", "Tom Vale": "Tom B. Vale"}),
    (["A. M. Rosen", "Abe Rosen", "Abe Max Rosen"], {"A. M. Rosen": "Abe Max Rosen", "Abe Rosen": "Abe Max Rosen"}),
    (["J. Smith", "John Smith", "Jane Smith"], {}),
    (["John Smith", "John A. Smith", "John B. Smith"], {}),
    (["Jo Smith", "Joanna Smith"], {}),
    (["Max Rosen", "Abe Max Rosen"], {}),
    (["B. Vale", "Tom B. Vale"], {}),
    (["T. Vale", "Tom Vale Jr."], {}),
    (["T. Vale Jr.", "Tom Vale Jr."], {"T. Vale Jr.": "Tom Vale Jr."}),
    (["Vale", "Tom Vale"], {}),
    (["KAREN DEYOUNG", "Karen DeYoung"], {}),
    ([], {}),
]
LOST = [
    (["Nicol?s Vega", "Nicolás Vega", "Ana Vega"], {"Nicol?s Vega": "Nicolás Vega"}),
    (["Nicol??s Vega", "NICOLÁS VEGA"], {"Nicol??s Vega": "NICOLÁS VEGA"}),
    (["?ngela Ruiz", "Ángela Ruiz"], {"?ngela Ruiz": "Ángela Ruiz"}),
    (["Jos\ufffd Ruiz", "José Ruiz"], {"Jos\ufffd Ruiz": "José Ruiz"}),
    (["Mar?a P?rez", "María Pérez", "Maria Perez"], {"Mar?a P?rez": "Maria Perez"}),
    (["Mar? Vega", "Mara Vega", "Mari Vega"], {}),
    (["Nicol?s Vega", "Nicolás Vegas"], {}),
    (["Nicol?s Vega", "Nicol? Vega"], {}),
    (["?", "??", "A"], {}),
]


@pytest.mark.parametrize(("names", "wanted"), [*INITIALS, *LOST])
def test_a_name_belongs_to_a_fuller_one_that_nobody_else_can_be(names: list[str], wanted: dict[str, str]) -> None:
    assert {same.name: same.fuller for same in same_names(names)} == wanted


@pytest.mark.parametrize(("names", "why"), [(INITIALS[0][0], "initials"), (LOST[0][0], "lost_letters")])
def test_the_reason_is_named(names: list[str], why: str) -> None:
    assert [same.why for same in same_names(names)] == [why]


@given(st.lists(st.text(st.sampled_from("ABab .?é-\ufffd"), max_size=9), max_size=8))
def test_no_name_belongs_to_itself_and_order_does_not_matter(names: list[str]) -> None:
    found = same_names(names)
    assert found == same_names(reversed(names))
    assert all(same.name != same.fuller and {same.name, same.fuller} <= {*names} for same in found)
