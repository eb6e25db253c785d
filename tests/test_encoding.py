"""Repairs mend what encodings did, and leave every other character alone."""

import doctest
import itertools
import re
import time

import ftfy
import pytest
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad
from hypothesis import given
from hypothesis import strategies as st

from transforms import encoding
from transforms.damage import (
    entities,
    invisible,
    ligatures,
    mojibake,
    mojibake_case,
    mojibake_lost,
    mojibake_pages,
    spacing,
)
from transforms.damage.mojibake import MOJIBAKE_ONLY
from transforms.damage.spacing import equal_spaces
from transforms.encoding import REPAIRS, is_suspicious, repair_text, repair_with_names

SOUND = (
    "“It’s over,” the mayor said — and that was that…",
    "The café’s owner, José Peña, isn’t ‘naïve’; he’s careful.",
    "What?? A 3½-hour wait at 40°, for £5 or €7.50?",
    "© 2018 The paper • All rights reserved ™",
    "« Où est passé l’été ? » demande Éloïse, à Orléans – “déjà” fatiguée.",
    "L’œuvre d’Œdipe, une sœur, un cœur : ÉTÉ À LA CÔTE",
    "«¿Qué pasó?», preguntó Íñigo. ¡Nadie contestó! El niño comió «piñón».",
    "„Überall Ärger“, sagte Jürgen Groß – ‚ganz schön‘ müde, 20 °C, §\xa05.",
    "»Größe zählt«, meinte Änne; STRASSE ÖFFNET ÜBER NACHT",
    "São Paulo: a manhã de AMANHÃ, NÃO é?",
    "Ångström, Łódź, Škoda, Dvořák, Đorđe, İstanbul, ﷼",
    "Москва, Αθήνα, 東京 and القاهرة",
    "می\u200cخواهم, क्\u200dष and 👩\u200d👩\u200d👧 stay as they are",
    "AT&T; R&D, Q&A; B&Q; ?a=1&copy=2&lt=3 & more &",
    "She wrote <b>caf&eacute;</b> in the template.",
    "<!-- caf&eacute; -->, </p>caf&eacute;",
    "«\xa0Vrai\u202f?\xa0» 3,5\xa0%, 12\u2009000, 20\u202f°C  two spaces",
    "full\xa0width ＡＢＣ, e\u0301 composed, ĳ, ǆ, tab\tand \x1b[0m stay",
    "A lost K\ufffdhn is not guessed.",
)

MOJIBAKE = {
    "â€œlooks way over the horizonâ€\x9d.": "“looks way over the horizon”.",
    "Itâ€™s the mayorâ€™s ‘finalâ€™ word": "It’s the mayor’s ‘final’ word",
    "sound “quotes” and brokenâ€”dashes": "sound “quotes” and broken—dashes",
    "cafÃ© dÃ©jÃ\xa0 vu": "café déjà vu",
    "voilÃ le travail": "voilà le travail",
    "11. MÃ¤rz, gefÃ¤hrlich, StraÃŸe": "11. März, gefährlich, Straße",
    "maÃ±ana en EspaÃ±a, Â¿no?": "mañana en España, ¿no?",
    "Â£5 and 40Â° and Â© 2018": "£5 and 40° and © 2018",
    "Step 2:Â\xa0wait": "Step 2:\xa0wait",
    "Ã¢â‚¬Å“twice brokenÃ¢â‚¬Â\x9d": "“twice broken”",
    "cafÃƒÂ© au lait": "café au lait",
    "It\x92s \x93quoted\x94 \x96 almost": "It’s “quoted” – almost",
    "Itâ\x80\x99s Latin-1 â\x80\x94 mostly": "It’s Latin-1 — mostly",
    "d‚Äôaccord, l‚Äô√©t√©": "d’accord, l’été",
    "ZÃ¼rich und Zürich": "Zürich und Zürich",
    "ðŸ˜€ smiles": "😀 smiles",
    "ÐŸÑ€Ð¸Ð²ÐµÑ‚": "Привет",
}

REPAIRED = [
    ("\ufeffA file\ufeff glued", "A file glued", ("byte_order_mark",)),
    ("news\u200bpaper and\u2060 more", "newspaper and more", ("zero_width",)),
    ("ed\u200citor \u200d end\u200d", "editor  end", ("zero_width",)),
    ("caf&eacute; &amp; bar &#8217; &#x2014; &#150;", "café & bar ’ — –", ("html_entities",)),
    ("5 < 6 &amp; 7 <- 8, a<b &gt; c", "5 < 6 & 7 <- 8, a<b > c", ("html_entities",)),
    ("P&EACUTE;REZ &amp;amp;amp; Co", "PÉREZ & Co", ("html_entities",)),
    ("&#38;#38;amp; &AMP;quot;", '& "', ("html_entities",)),
    ("over the horizonâ€.", "over the horizon”.", ("lost_byte", "mojibake")),
    ("over the horizonâ€\ufffd he said", "over the horizon” he said", ("lost_byte", "mojibake")),
    ("â€œhorizonâ€ she said, â€œyes,â€", "“horizon” she said, “yes,”", ("lost_byte", "mojibake")),
    ("pol\xaditical", "political", ("soft_hyphens",)),
    ("\xadpolitical and\xad", "political and", ("soft_hyphens",)),
    ("Ã\xadndice", "índice", ("mojibake",)),
    ("polÂ\xaditical", "political", ("mojibake", "soft_hyphens")),
    ("ï»¿Headline", "Headline", ("byte_order_mark", "mojibake")),
    ("&Atilde;&copy;t&Atilde;&copy;", "été", ("html_entities", "mojibake")),
    ("ﬁrst eﬀort of the oﬃce", "first effort of the office", ("ligatures",)),
    ("of&shy;fice &amp;eacute;", "office é", ("html_entities", "soft_hyphens")),
]

WORDS = st.sampled_from(" ".join(SOUND).split(" "))
LINES = st.lists(WORDS, max_size=8).map(" ".join)
ODD_CHARACTERS = "aZ .?!1&#;<ÃÂâ€œ™˜\x9d\x80éÉ”“»\xa0\xad\ufeff\u200b\u200d\ufffdﬁ√©×²ØÐŸвЂ\ud800"
ODD = st.text(st.sampled_from(ODD_CHARACTERS))
PARTS_OF_ENTITIES = ["&", "amp;", "&amp;", "#38;", "&#", "lt;", "&lt;", "&eacute;", "&am", "&#112;", "e", ";"]
ENTITIES = st.lists(st.sampled_from(PARTS_OF_ENTITIES)).map("".join)


def _misread(text: str, charset: str) -> str:
    return text.encode("utf-8", "surrogatepass").decode(charset, "replace")


CHARSETS = st.sampled_from(["cp1252", "latin-1", "mac-roman", "sloppy-windows-1252", "cp1251"])
DAMAGED = st.builds(_misread, LINES, CHARSETS)
GLUED = st.builds("{} {}".format, DAMAGED, st.one_of(LINES, DAMAGED))
TWICE = st.builds(_misread, DAMAGED, st.sampled_from(["cp1252", "latin-1"]))
ANY_LINE = st.one_of(st.text(), LINES, ODD, ENTITIES, DAMAGED, GLUED, TWICE)


def _unguarded(text: str) -> str:
    return ftfy.fix_text_segment(text, MOJIBAKE_ONLY)


def test_every_repair_shows_in_its_doctest_what_it_does() -> None:
    modules = (
        encoding,
        entities,
        invisible,
        ligatures,
        mojibake,
        mojibake_case,
        mojibake_lost,
        mojibake_pages,
        spacing,
    )
    results = [doctest.testmod(module) for module in modules]
    assert all(result.failed == 0 < result.attempted for result in results)
    assert all(function.__doc__ and ">>>" in function.__doc__ for _, function in REPAIRS)


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_stays_as_it_is(text: str) -> None:
    assert repair_with_names(text) == (text, ())


@pytest.mark.parametrize("text", SOUND[:9])
def test_sound_western_text_does_not_pay_for_ftfy(text: str) -> None:
    assert not is_suspicious(text)


@pytest.mark.parametrize(("text", "repaired"), MOJIBAKE.items())
def test_mojibake_is_decoded_as_the_unguarded_ftfy_does(text: str, repaired: str) -> None:
    assert repair_text(text) == repaired
    assert _unguarded(text) == repaired


@pytest.mark.parametrize(("text", "repaired", "names"), REPAIRED)
def test_a_repair_is_named(text: str, repaired: str, names: tuple[str, ...]) -> None:
    assert repair_with_names(text) == (repaired, names)


CONTROLS = ["&#10;", "&#13;", "&NewLine;", "&Tab;", "&#1;", "&#11;", "&#x2028;"]


@pytest.mark.parametrize("entity", [*CONTROLS, "&T;", "&unknown;", "&#x85zz;", "&#xFDD0;"])
def test_an_entity_that_would_break_the_line_or_means_nothing_stays(entity: str) -> None:
    assert repair_text(f"one{entity}two") == f"one{entity}two"


def test_a_dash_may_follow_a_letter_without_being_a_lost_quote() -> None:
    assert repair_text("wellâ€known") == "wellâ€known"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\n\n"])
def test_a_broken_line_is_repaired_in_a_sound_text_whose_line_ends_stay(ending: str) -> None:
    lines = ("“Sound”", "â€œlooks way over the horizonâ€.", "AMANHÃ é", "ﬁrst", "")
    repaired = ("“Sound”", "“looks way over the horizon”.", "AMANHÃ é", "first", "")
    assert repair_with_names(ending.join(lines)) == (ending.join(repaired), ("lost_byte", "mojibake", "ligatures"))


def test_texts_are_compared_with_equal_spaces() -> None:
    assert equal_spaces("a\xa0b\u202f\u2009c\r\nd \r e\u2028f") == "a b c\nd\ne\nf"
    assert equal_spaces("plain text\nof two lines") == "plain text\nof two lines"


@given(st.text())
def test_equal_spaces_are_equal_once_and_for_all(text: str) -> None:
    assert equal_spaces(equal_spaces(text)) == equal_spaces(text)


def test_names_of_repairs_are_unique() -> None:
    names = [name for name, _ in REPAIRS]
    assert len(set(names)) == len(names)


@given(st.one_of(st.text(), LINES, ODD, DAMAGED, GLUED, TWICE))
def test_the_guard_never_hides_what_ftfy_would_mend(text: str) -> None:
    if not is_suspicious(text):
        assert _unguarded(text) == text


@given(st.lists(ANY_LINE, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_a_page_without_suspicion_has_no_line_to_repair(lines: list[str], ending: str) -> None:
    if any(repair_text(line) != line for line in lines):
        assert is_suspicious(ending.join(lines))


@given(ANY_LINE)
def test_repairing_twice_is_repairing_once(text: str) -> None:
    repaired = repair_text(text)
    assert repair_with_names(repaired) == (repaired, ())


@given(ANY_LINE)
def test_names_are_given_exactly_when_something_changed(text: str) -> None:
    repaired, names = repair_with_names(text)
    assert bool(names) == (repaired != text)


@pytest.mark.parametrize("charset", ["sloppy-windows-1252", "latin-1", "mac-roman"])
@pytest.mark.parametrize("text", SOUND[:12])
def test_a_sound_line_comes_back_whole_after_a_wrong_decoding(text: str, charset: str) -> None:
    damaged = _misread(text, charset)
    assert damaged != text
    repaired, names = repair_with_names(damaged)
    assert repaired == text
    assert names in {("mojibake",), ("code_page",)}


def test_every_pair_of_characters_that_ftfy_finds_bad_is_suspicious() -> None:
    singled_out = "ÂÃÎÐØÙ×°√≈‚ŒœŸŠŽšžВГРСЂвΒΓΞΟβā"
    known = re.compile(f"[{''.join(MOJIBAKE_CATEGORIES.values())}{singled_out}]")
    telling = [c for c in map(chr, range(0x80, 0x10000)) if known.match(c)]
    pairs = [a + b for a, b in itertools.product(telling, repeat=2)]
    contexts = ["{}", "a{}a", " {} ", "é{}", "{}½", "{}“"]
    texts = (context.format(pair) for pair in (*telling, *pairs) for context in contexts)
    bad = [text for text in texts if is_bad(text)]
    assert len(bad) > len(pairs)
    assert [text for text in bad if not is_suspicious(text)] == []


HOSTILE = ["&", "&amp;", "&#38;", "amp;&", "&am&#112;;", "Ã", "Ã©", "â€", "â€ ", "â€œ", "â€œ\ud800"]
HOSTILE += ["\u200d", "a\u200d", "\xad", "\ufeff", "œ", "ﬁ", "\x80", "\ud800", "é”", "ÃƒÂ©"]
HOSTILE += [
    "├",
    "├⌐",
    "ΓÇ",
    "вЂ",
    "Г©",
    "Г ",
    "√",
    "Ă",
    "ĂĽ",
    "ã",
    "ã©",
    "Â€",
    "CAFÃ© ",
    "aÃ",
    "Ãfrica ",
    "<",
    "<a",
    "&amp;<",
]
HOSTILE += ["Ãƒ\xad", "Ã¢â‚¬", "Ã¢â‚¬â€", "aâ€ ", "a ", "Ô", "\u202f", "×", "à "]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_lines_take_milliseconds(unit: str) -> None:
    line = unit * (10_000 // len(unit)) + "!"
    repair_text("aÃ!")  # word lists are loaded once
    started = time.process_time()
    repair_text(line)
    assert time.process_time() - started < 0.25


@pytest.mark.parametrize("charsets", [("sloppy-windows-1252",), ("latin-1",), ("sloppy-windows-1252",) * 2])
@pytest.mark.parametrize("text", ["“We’ve always liked Zürich”", "AMANHÃ, no CAFÉ — “É”", "naïve – 5 €… š"])
def test_a_line_that_is_damaged_as_a_whole_is_read_at_once(text: str, charsets: tuple[str, ...]) -> None:
    damaged = text
    for charset in charsets:
        damaged = damaged.encode().decode(charset)
    assert mojibake.decode_whole(damaged) == text
    assert repair_with_names(damaged) == (text, ("mojibake",))


@pytest.mark.parametrize("text", ["“NÃO, AMANHÔ", "AMANHÔ", "5 Ã 7", "It’s Ã©tÃ©", "plain", "", "Å“", "CAFÃ© NOIR"])
def test_a_line_that_may_be_sound_in_a_part_is_not_read_at_once(text: str) -> None:
    assert mojibake.decode_whole(text) == text
