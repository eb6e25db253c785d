"""The benchmark of repairs: damage is what it says, places are counted rightly, and what comes back stays so."""

import doctest
import random
import tomllib
from pathlib import Path

import pytest

from benchmarks import alignment, damage_breaks, damage_mojibake, documents, pieces, repair_tables
from benchmarks import damage as kinds
from benchmarks.alignment import align
from benchmarks.damage import ALL_KINDS, KINDS, damage
from benchmarks.damage_breaks import INVISIBLE, break_words, suspended
from benchmarks.damage_mojibake import CP1252, misread
from benchmarks.pieces import Piece, clean_of, lines_of, text_of, untouched
from benchmarks.repair import Settings, measure_all
from benchmarks.repairers import OURS, REPAIRERS

FLOORS = tomllib.loads((Path(__file__).parent / "repair_floors.toml").read_text("utf-8"))
TEXTS = [(document.language, document.text) for document in documents.own_documents()]
UNDONE = [
    ("mojibake", (CP1252,)), ("mojibake twice", (CP1252,) * 2), ("mojibake thrice", (CP1252,) * 3),
    ("mojibake latin-1", ("latin-1",)), ("mojibake MacRoman", ("mac-roman",)), ("mojibake cp437", ("cp437",)),
    ("mojibake cp850", ("cp850",)), ("mojibake cp1250", ("sloppy-windows-1250",)), ("mojibake cp1251", ("sloppy-windows-1251",)),
]  # fmt: skip


def damaged(kind, text, language="en", seed="1"):
    return text_of(damage(kind, text, language, seed))


@pytest.mark.parametrize("module", [alignment, damage_breaks, damage_mojibake, kinds, pieces, repair_tables])
def test_what_the_documentation_shows_is_so(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


def test_our_texts_cover_the_languages_and_are_whole():
    languages = [language for language, _ in TEXTS]
    assert set(languages) == {"en", "fr", "es", "de", "pt", "it", "nl"}
    assert languages.count("en") == 6
    for _, text in TEXTS:
        assert documents.whole_lines(text) == text


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_the_same_seed_gives_the_same_damage_and_what_is_clean_stays_known(kind, language, text):
    pieces = damage(kind, text, language, "7")
    assert pieces == damage(kind, text, language, "7")
    assert all(piece.label or piece.clean == piece.damaged for piece in pieces)
    if kind == "mojibake in capitals":
        assert clean_of(pieces) in text.upper()
    elif kind not in {"line-end hyphens", "headline mark"}:  # these bring traps with them
        assert clean_of(pieces) == text


def test_another_seed_damages_other_places():
    text = TEXTS[0][1]
    assert damaged("line-end hyphens", text, seed="1") != damaged("line-end hyphens", text, seed="2")


@pytest.mark.parametrize(("kind", "charsets"), UNDONE)
@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_undoing_a_misreading_gives_the_text(kind, charsets, language, text):
    found = damaged(kind, text, language)
    assert found != text
    for charset in reversed(charsets):
        found = found.encode(charset).decode("utf-8")
    assert found == text


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("mojibake in capitals", "Das Café öffnet wieder", "DAS CAFÃ© Ã¶FFNET WIEDER"),
        ("lost byte dropped", "“Là”", "â€œLÃ\xa0â€"),
        ("lost byte question", "“Là”", "â€œLÃ\xa0â€?"),
        ("lost byte replaced", "“Là”", "â€œLÃ\xa0â€\ufffd"),
        ("lost byte space", "“Là”", "â€œLÃ\xa0â€ "),
        ("lost NBSP byte", "à 5\xa0%", "Ã  5Â %"),
        ("entities named", "“Là” & <b>", "&ldquo;L&agrave;&rdquo; &amp; &lt;b&gt;"),
        ("entities twice", "“Là” & <b>", "&amp;ldquo;L&amp;agrave;&amp;rdquo; &amp;amp; &amp;lt;b&amp;gt;"),
        ("lossy", "“Là?” – 5 €", "?L??? ? 5 ?"),
        ("lossy bytes", "“Là?”", "???L?????" + "?"),
        ("lossy U+FFFD", "“Là?”", "\ufffdL\ufffd?\ufffd"),
        ("headline mark", "What now?\nWhat?", "What now'\nWhat?"),
        ("headline mark", "It is over\nWhat?", "'It is over'\nWhat?"),
        ("clean", "What now?", "What now?"),
    ],
)  # fmt: skip
def test_damage_is_what_its_name_says(kind, text, found):
    assert damaged(kind, text) == found


def test_numeric_entities_are_decimal_hexadecimal_or_padded():
    assert {damaged("entities numeric", "é", seed=str(seed)) for seed in range(20)} == {"&#233;", "&#xe9;", "&#0233;"}


def test_one_line_is_damaged_and_the_others_are_not():
    text = "Café\nZoë\nplain\nOlé"
    for seed in range(8):
        found = damaged("mojibake in one line", text, seed=str(seed)).split("\n")
        wrong = [line for line, was in zip(found, text.split("\n"), strict=True) if line != was]
        assert len(wrong) == 1
        assert wrong[0] in {misread(line, CP1252) for line in text.split("\n")}


def test_invisible_signs_are_put_in_and_nothing_else_changes():
    text = TEXTS[0][1]
    soft, wide = damaged("soft hyphens", text), damaged("zero width", text)
    assert soft.count("\xad") > 30
    assert soft.replace("\xad", "") == text
    assert any(sign in wide for sign in INVISIBLE)
    assert "".join(c for c in wide if c not in INVISIBLE) == text


def test_words_break_where_printers_break_them_and_traps_are_whole():
    pieces = break_words("The harbour is well-kept at www.example.com/a-b.", random.Random(3), "en", often=1.0)
    labels = {piece.label for piece in pieces}
    assert "har- bour" in text_of(pieces)
    assert "www.example.com/a-b." in text_of(pieces)
    assert labels <= {"", "word", "compound", "suspended"}
    assert all(piece.is_trap == (piece.label == "suspended") for piece in pieces if piece.label)
    assert damage_breaks.break_points("washing") == []


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "it", "nl"])
def test_every_language_has_suspended_hyphens(language):
    for sentence in suspended(language):
        assert damage_breaks._SUSPENDED.search(sentence) or ("-, " in sentence and "- " in sentence)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", "\n", "\ud800?", "a" * 1000, "’" * 1000, "?" * 1000, "- " * 500])
def test_no_text_stops_the_damage(kind, text):
    pieces = damage(kind, text, "en", "1")
    align(pieces, text_of(pieces))


PIECES = [
    Piece("“", "?", "“"),
    untouched("So"),
    Piece("?", "?", "genuine"),
    Piece("”", "?", "”"),
    untouched(" he\nsaid"),
]


@pytest.mark.parametrize(
    ("repaired", "verdicts", "harm"),
    [
        ("“So?” he\nsaid", ["restored", "restored", "restored"], 0),
        ("?So?? he\nsaid", ["left", "restored", "left"], 0),
        ("“So’? he\nsaid", ["restored", "wrong", "left"], 0),
        ("“So?' he\nsaid", ["restored", "restored", "wrong"], 0),
        ("“So?” he\nsaix", ["restored", "restored", "restored"], 1),
        ("“So?” he\nsaid it", ["restored", "restored", "restored"], 3),
    ],
)
def test_places_are_judged_one_by_one(repaired, verdicts, harm):
    found = align(PIECES, repaired)
    assert [verdict for _, verdict, _ in found.places] == verdicts
    assert found.harm == harm


def test_places_are_found_where_lengths_differ():
    pieces = [
        untouched("The "),
        Piece("briefings", "brief- ings", "word"),
        untouched(" on "),
        Piece("é", "Ã©", "letter"),
        untouched("t"),
    ]
    assert [verdict for _, verdict, _ in align(pieces, "The briefings on Ã©t").places] == ["restored", "left"]
    assert align(pieces, "The brief-ings on ét").places[0][1:] == ("wrong", "brief-ings")
    assert [verdict for _, verdict, _ in align(pieces, "A briefings on ét").places] == ["restored", "restored"]
    assert align(pieces, "A briefings on ét").harm == 3


def test_what_is_put_into_a_clean_text_is_harm():
    assert align([untouched("a b c")], "a b so c").harm == 3
    assert align([untouched("It’s")], "It's").harm == 1
    assert align([untouched("a\nb")], "a b").harm == 1


def test_lines_keep_their_pieces():
    assert [clean_of(line) for line in lines_of(PIECES)] == ["“So?” he", "said"]


def test_peers_are_measured_in_the_same_way():
    found = measure_all(["clean", "lossy"], Settings(own=True))
    clean, lossy = repair_tables.pooled(found, "clean"), repair_tables.pooled(found, "lossy", "en")
    assert set(clean) == set(REPAIRERS)
    assert clean["ftfy"]["harm"] > 200
    assert clean["ftfy, quote-safe"]["harm"] == 0
    assert lossy["ftfy"]["left"] == sum(lossy["ftfy"][verdict] for verdict in ("restored", "left", "wrong"))
    assert 0.3 < repair_tables.restored_share(lossy["usual regex"]) < 0.5


@pytest.fixture(scope="module")
def found():
    """Measure our repair on our own texts, damaged by three seeds."""
    runs = [measure_all(ALL_KINDS, Settings(seed=seed, own=True), [OURS]) for seed in ("1", "2", "3")]
    return {(kind, f"{language} {n}"): rows for n, run in enumerate(runs) for (kind, language), rows in run.items()}


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_no_repair_is_worse_than_it_was(found, kind):
    score, floor = repair_tables.pooled(found, kind)[OURS], FLOORS[kind]
    assert score["raised"] == 0
    assert repair_tables.restored_share(score) >= floor["restored"]
    assert repair_tables.precision(score) >= floor.get("precision", 1.0)
    assert score["harm"] <= floor.get("harm", 0)
    assert score["traps_changed"] <= floor.get("traps_changed", 0)


def test_every_kind_has_its_floor():
    assert list(FLOORS) == list(ALL_KINDS)
