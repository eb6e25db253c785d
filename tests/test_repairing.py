"""Repairs of a whole page: names, lines that are joined, what stays a line."""

from textwrap import fill

import pytest

from transforms import clean
from transforms.encoding import ORDER
from transforms.repair_names import REPAIR_NAMES

HEAD = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\n"
PARAGRAPHS = (
    "The council of the harbour voted on Tuesday to open the pier again, and nobody at the meeting could say for whom.",
    "It had been closed since the winter, when a barge went through the third of its piles and took the bandstand along.",
    "A new one will be built from what is left of the old barge, said the mayor, who has not yet been told about the rust.",
)


def test_every_repair_is_named_and_told_in_the_order_it_is_made() -> None:
    assert [name for name in REPAIR_NAMES if name in ORDER] == list(ORDER)
    assert set(REPAIR_NAMES) - set(ORDER) == {"escaped_controls", "icons", "outer_spaces", "joined_word"}


def test_wrapped_paragraphs_are_whole_in_the_body_and_lines_in_the_page() -> None:
    text = HEAD + "\n\n".join(fill(paragraph, 60) for paragraph in PARAGRAPHS) + "\n\nNewspapers in English\n"
    page = clean(text)
    assert page.body == "\n\n".join(PARAGRAPHS)
    assert "".join(line.raw + line.ending for line in page.lines) == text
    assert sum("joined_line" in line.repairs for line in page.lines) == len(PARAGRAPHS)  # two lines each


def test_a_word_broken_at_the_end_of_a_line_is_whole() -> None:
    first = fill(PARAGRAPHS[0], 60).replace("nobody", "no-\nbody")
    page = clean(HEAD + first + "\n\n" + "\n\n".join(fill(paragraph, 60) for paragraph in PARAGRAPHS[1:]) + "\n")
    assert page.body is not None
    assert page.body.startswith(PARAGRAPHS[0])


def test_a_word_cut_over_a_paragraph_is_whole() -> None:
    page = clean(
        f"{HEAD}{PARAGRAPHS[1][:-10]}\n\nThe ferry sails on whenever a fog has left the har\n\nbour to the gulls.\n"
    )
    assert page.body is not None
    assert page.body.endswith("left the harbour to the gulls.")


@pytest.mark.parametrize(
    "body",
    [
        "Roses are red\nViolets are blue\nThe pier is shut\nAnd so are you\n",
        "- one pier\n- two ferries\n- three gulls\n",
        "It rained.\nIt poured.\nIt stopped.\n",
        "The ferry sailed at noon, said its captain.\n\nthe end\n",
    ],
)
def test_verse_lists_and_short_paragraphs_stay_apart(body: str) -> None:
    page = clean(HEAD + body)
    assert page.body == "\n\n".join(line for line in body.split("\n") if line)


def test_a_page_whose_words_prove_each_other_does_not_need_another() -> None:
    page = clean(f"{HEAD}The Oosterzand ferry is late.\n\nThe Ooster- zand ferry is gone.\n")
    assert page.body == "The Oosterzand ferry is late.\n\nThe Oosterzand ferry is gone."
