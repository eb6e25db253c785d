import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.damage import lexicon
from transforms.damage.lexicon import LANGUAGES, frequency, is_word, languages_of, spellings, spellings_with_frequencies


@pytest.mark.parametrize(
    ("word", "language"),
    [("harbour", "en"), ("Vancouver", "en"), ("réparation", "fr"), ("dimensiones", "es"), ("Straße", "de"), ("coração", "pt"), ("città", "it"),
     ("gemeente", "nl"), ("don’t", "en")],
)  # fmt: skip
def test_words_are_known_whatever_their_case(word, language):
    assert is_word(word, language)
    assert frequency(word.upper(), language) == frequency(word, language) > 0


@pytest.mark.parametrize("word", ["", "qzxv", "brief ings", "brief\n", "a\t5", "\ud800", "\x00", "?", "ing\n0"])
@pytest.mark.parametrize("language", [*LANGUAGES, "", "xx"])
def test_what_is_no_word_is_met_never(word, language):
    assert frequency(word, language) == 0.0


@pytest.mark.parametrize(
    ("pattern", "language", "first"),
    [("Nicol?s", "es", "nicolás"), ("caf?", "fr", "café"), ("?t?", "fr", "été"), ("M?nchen", "de", "münchen"), ("gro?e", "de", "große"), ("S?o", "pt", "são"),
     ("a?os", "es", "años"), ("?ber", "de", "über"), ("citt?", "it", "città"), ("fianc?", "en", "fiancé")],
)  # fmt: skip
def test_spellings_fill_each_unknown_letter(pattern, language, first):
    found = spellings_with_frequencies(pattern, language)
    assert found[0][0] == first
    assert [often for _, often in found] == sorted((often for _, often in found), reverse=True)
    for word, often in found:
        assert len(word) == len(pattern)
        assert often > 0
        assert all(
            letter == word[i] or (letter == "?" and not word[i].isascii())
            for i, letter in enumerate(pattern.casefold())
        )


@pytest.mark.parametrize("pattern", ["", "caf", "harb?r", "do?t", "?" * 1000, ".*?", "(?", "\ud800?", "\n?"])
def test_shapes_that_no_word_has_give_nothing(pattern):
    assert spellings(pattern, "en") == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [("It was the ferry that they had", "en"), ("Il est dans le port avec les autres", "fr"), ("El barco que no es de los vecinos", "es"),
     ("Das Schiff ist nicht mit der Post", "de"), ("O barco não é dos vizinhos, e ele já", "pt"), ("La nave della città che è più", "it"),
     ("Het schip van de haven is niet", "nl")],
)  # fmt: skip
def test_little_words_tell_the_language(text, language):
    assert languages_of(text)[0] == language


def test_every_word_of_every_list_is_found():
    for language in LANGUAGES:
        lines = lexicon._lines(language).splitlines()
        assert lines == sorted(lines)
        for line in (*lines[:3], *lines[:: len(lines) // 50], *lines[-3:]):
            assert is_word(line.split(b"\t")[0].decode(), language)


def test_a_list_is_small_and_loads_fast():
    for language in LANGUAGES:
        lexicon._lines.cache_clear()
        start = time.perf_counter()
        assert len(lexicon._lines(language)) < 5_000_000
        assert time.perf_counter() - start < 0.5


@given(st.text(max_size=20))
def test_any_question_is_answered(word):
    for language in ("en", "de"):
        assert frequency(word, language) >= 0
        spellings(word, language)
    assert set(languages_of(word)) <= set(LANGUAGES)
