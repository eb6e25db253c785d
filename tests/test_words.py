"""What a word is, found by a pattern and counted by tables: both say the same of any text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.words import JOINERS, count_words, find_words, starts_of_words

WORDY = st.text(st.sampled_from([*JOINERS, *"ab1é_ .\n—ф½Ⅷ²字", "\U0001d400", "\U0001f600", "\u0301", "\ud800"]))


@given(st.text() | WORDY)
@example("")
@example("'")
@example("a")
@example("a-")
@example("-a-'b")
@example("\U0001d400-a")
def test_words_are_counted_as_they_are_found(text: str) -> None:
    assert count_words(text) == len(find_words(text))
    assert len(starts_of_words(text)) == len(text)


@pytest.mark.parametrize("text", ["Ada’s twenty-two — 3.5", "'tis Ada's, well-being-", "\U0001d400b c"])
def test_words_start_where_they_are_found(text: str) -> None:
    starts = [place for place, begins in enumerate(starts_of_words(text)) if begins]
    assert [
        text[start : start + len(word)] for start, word in zip(starts, find_words(text), strict=True)
    ] == find_words(text)
