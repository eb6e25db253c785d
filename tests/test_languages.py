"""The language of an article: by its words, by a detector in doubt, beside what the page testifies."""

import unicodedata
from collections import Counter
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.language_words import are_near, language_words, tell_by_words, tell_near, words_of
from transforms.languages import read_text
from transforms.steps import clean

BRIEFS = {
    "en": "The harbour ferry stayed in port on Sunday because the wind was too strong, and the council said that it would pay for the rooms of those who could not get home.",
    "fr": "Le bac du port est resté à quai dimanche parce que le vent était trop fort, et la mairie a promis de payer une chambre à ceux qui ne pouvaient pas rentrer.",
    "es": "El transbordador del puerto no salió el domingo porque el viento era muy fuerte, y el ayuntamiento dijo que pagaría una habitación a los que no podían volver a casa.",
    "de": "Die Fähre blieb am Sonntag im Hafen, weil der Wind zu stark war, und die Stadt will denen ein Zimmer bezahlen, die nicht mehr nach Hause kommen konnten.",
    "pt": "A balsa do porto não saiu no domingo porque o vento estava muito forte, e a câmara disse que vai pagar um quarto a quem não conseguiu voltar para casa.",
    "it": "Il traghetto del porto è rimasto fermo domenica perché il vento era troppo forte, e il comune ha detto che pagherà una camera a chi non poteva tornare a casa.",
    "nl": "De veerboot bleef zondag in de haven omdat de wind te hard was, en de gemeente betaalt een kamer voor wie niet meer naar huis kon.",
    "sv": "Färjan låg kvar i hamnen på söndagen eftersom vinden var för stark, och kommunen betalar rum för dem som inte kunde komma hem.",
    "pl": "Prom został w niedzielę w porcie, ponieważ wiatr był zbyt silny, a gmina zapłaci za pokój tym, którzy nie mogli wrócić do domu.",
    "tr": "Feribot pazar günü limanda kaldı çünkü rüzgâr çok sertti ve belediye eve dönemeyenler için bir oda parası ödeyecek.",
}  # fmt: skip


def page(body: str, tail: str = "", outlet: str = "The Unheard Herald") -> str:
    return f"{outlet}\n\n1234\n\n-\n\n{body}\n{tail}"


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def questioned(text: str) -> str:
    return "".join(c if c.isascii() else "?" for c in text)


@pytest.mark.parametrize("damage", [str, str.upper, questioned, without_accents])
@pytest.mark.parametrize("code", BRIEFS)
def test_a_brief_of_thirty_words_tells_its_language_whatever_happened_to_its_letters(code: str, damage: object) -> None:
    text = damage(BRIEFS[code])  # type: ignore[operator]
    found = clean(page(text))
    assert (found.language, dict(found.evidence)["language"]) == (code, "inferred")


@pytest.mark.parametrize(
    ("code", "example"), [(code, text) for near in language_words().near for code, text in near.examples.items()]
)
def test_words_tell_a_language_from_its_neighbours(code: str, example: str) -> None:
    words = words_of(example.lower())
    assert tell_near(code, words, example.lower()) == code
    for near in language_words().near:
        for other in near.words if code in near.words else ():
            assert tell_near(other, words, example.lower()) == code
            assert are_near(code, other) is (code != other)
    assert tell_by_words(words) in {code, None}


def test_telling_words_are_told_of_one_language_only() -> None:
    for near in language_words().near:
        counts = Counter(word for words in near.words.values() for word in set(words.split()))
        assert set(near.words) == set(near.examples)
        assert not [word for word, count in counts.items() if count > 1]


@pytest.mark.parametrize(
    "text",
    ["", " ", "CP", "Ada Marsh, Rowan Ashgrove", "1–0, 2–1, 3–3, 4–1", "??? … !!!", "12 34 56 78 90 12 34 56 78"],
)
def test_a_text_too_short_or_without_words_tells_nothing(text: str) -> None:
    assert clean(page(text)).language is None


def test_the_tail_line_is_believed_where_the_text_agrees_or_is_short() -> None:
    said = clean(page(BRIEFS["fr"], "\nNewspapers in French\n"))
    assert (said.language, "language_conflict" in said.flags) == ("fr", False)
    assert dict(said.evidence)["language"].startswith("line ")
    assert clean(page("Photo: 1 – 2", "\nNewspapers in French\n")).language == "fr"


def test_a_brief_that_disagrees_with_the_tail_line_is_flagged_and_the_line_believed() -> None:
    said = clean(page(BRIEFS["fr"], "\nNewspapers in English\n"))
    assert (said.language, said.flags.count("language_conflict")) == ("en", 1)


def test_a_long_text_that_is_surely_in_another_language_outvotes_the_tail_line() -> None:
    said = clean(page(f"{BRIEFS['fr']}\n\n{BRIEFS['fr']}", "\nNewspapers in English\n"))
    assert (said.language, dict(said.evidence)["language"], "language_conflict" in said.flags) == (
        "fr",
        "inferred",
        True,
    )


def test_between_near_languages_a_doubtful_text_yields_to_the_tail_line() -> None:
    said = clean(page("Kapal feri pelabuhan itu karam pada hari Ahad.", "\nNewspapers in Malay\n"))
    assert (said.language, "language_conflict" in said.flags) == ("ms", False)


def test_mark_up_may_mean_its_menus_and_does_not_outvote_a_text() -> None:
    html = f'<html><head><meta property="og:locale" content="en_GB"></head><body><article aid=1><h1>1234</h1><div class=col><p>{BRIEFS["de"]}</p></div></article>'
    said = clean(html)
    assert (said.language, "language_conflict" in said.flags) == ("de", True)


@pytest.mark.parametrize(("one", "other"), [("en", "fr"), ("de", "it"), ("es", "en"), ("fr", "de")])
def test_a_page_in_two_languages_is_flagged(one: str, other: str) -> None:
    halves = "\n\n".join([BRIEFS[one]] * 3 + [BRIEFS[other]] * 2)
    turns = "\n\n".join([f"{BRIEFS[one]} {BRIEFS[one]}", f"{BRIEFS[other]} {BRIEFS[other]}"] * 2)
    for text in (halves, turns):
        said = clean(page(text))
        assert (said.language in {one, other}, "bilingual" in said.flags) == (True, True)


def test_a_quotation_in_another_language_makes_no_page_bilingual() -> None:
    text = "\n\n".join(
        [BRIEFS["en"]] * 3 + ["« C’est la mer qui prend l’homme », a dit la vieille."] + [BRIEFS["en"]] * 3
    )
    assert "bilingual" not in clean(page(text)).flags


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_no_text_raises(text: str) -> None:
    read_text(text)


@pytest.mark.parametrize("piece", ["a", "the ", "\n\n", "a\n\n", "?", "的", "\ud800"])
def test_a_hostile_text_costs_no_time(piece: str) -> None:
    begun = perf_counter()
    read_text(piece * 200_000)
    assert perf_counter() - begun < 1
