"""Repairs of a whole page: names, lines that are joined, what stays a line."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import fill

import pytest

from transforms.damage.settling import settle
from transforms.damage.wrapping import join_wrapped
from transforms.decoding import decode
from transforms.encoding import ORDER, repair_with_names
from transforms.record import Page
from transforms.repair_names import REPAIR_NAMES
from transforms.repairing import repair_lines
from transforms.rules import FOLDERS, sources
from transforms.splitting import split_lines
from transforms.steps import clean

SAMPLES = Path(__file__).parent.parent / "data" / "samples"

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


def body_of(file: Path) -> str:
    return clean(decode(file.read_bytes()).text or "").body or ""


BODIES = [body for file in sorted(SAMPLES.glob("*.txt")) if (body := body_of(file))]
Damage = Callable[[str, random.Random], str]


def break_words(text: str, dice: random.Random) -> str:
    return re.sub(
        r"\b([^\W\d_]{2,5})([^\W\d_]{3,8})\b",
        lambda word: word[1] + dice.choice(("- ", "-\n")) + word[2] if dice.random() < 0.1 else word[0],
        text,
    )


DAMAGES: dict[str, Damage] = {
    "broken": break_words,
    "ascii": lambda text, _: text.encode("ascii", "replace").decode(),
    "latin-1": lambda text, _: text.encode("latin-1", "replace").decode("latin-1"),
    "bytes": lambda text, _: "".join(c if c.isascii() else "?" * len(c.encode()) for c in text),
    "some lost": lambda text, dice: "".join("?" if not c.isascii() and dice.random() < 0.3 else c for c in text),
    "mojibake": lambda text, _: text.encode().decode("latin-1"),
    "mojibake of windows": lambda text, _: text.encode().decode("cp1252", "replace"),
    "soft hyphens": lambda text, dice: "".join(c + "\xad" if c.isalpha() and dice.random() < 0.05 else c for c in text),
    "ligatures": lambda text, _: text.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "fractions": lambda text, _: text.replace("fi", "1/2").replace("fl", "½"),
    "entities": lambda text, _: text.replace("’", "&rsquo;").replace("é", "&eacute;"),
    "wrapped": lambda text, dice: "\n\n".join(fill(part, dice.choice((50, 60, 72))) for part in text.split("\n\n")),
    "apostrophe": lambda text, _: f"{text}\n\nWhat now'",
}


def damaged(seed: int) -> str:
    dice = random.Random(seed)
    text = dice.choice(BODIES)[: dice.choice((300, 800, 2000))]
    for name in dice.sample(sorted(DAMAGES), dice.randint(1, 4)):
        text = DAMAGES[name](text, dice)
    return text


@pytest.mark.parametrize("first", range(0, 600, 50))
def test_repairing_twice_is_repairing_once_whatever_came_together(first: int) -> None:
    for seed in range(first, first + 50):
        repaired, _ = repair_with_names(damaged(seed))
        assert repair_with_names(repaired) == (repaired, ()), seed


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_the_lines_of_a_page_are_repaired_once_and_for_all(first: int) -> None:
    for seed in range(first, first + 50):
        page = repair_lines(split_lines(Page(damaged(seed))))
        assert repair_lines(page).lines == page.lines, seed


def test_steps_are_taken_until_none_changes_anything_and_sound_text_takes_each_once() -> None:
    taken: list[str] = []

    def step(old: str, new: str) -> Callable[[str], str]:
        def take(text: str) -> str:
            taken.append(old)
            return text.replace(old, new)

        return take

    assert settle("abc", [step("x", "y"), step("z", "x")]) == "abc"
    assert taken == ["x", "z"]
    assert settle("z", [step("x", "y"), step("z", "x")]) == "y"
    assert len(settle("a", [lambda text: text + "a"])) < 100  # ends, even if a step never does


def test_a_restored_character_may_complete_a_broken_one() -> None:
    line = "Il a dit que 5Â?% de l?homme et la d?l?gation n?a pas r?pondu"  # the space is the second half of another
    repaired, names = repair_with_names(line)
    assert repaired == "Il a dit que 5\xa0% de l’homme et la délégation n’a pas répondu"
    assert names == ("mojibake", "lost_characters")
    assert repair_with_names(repaired) == (repaired, ())


@pytest.mark.parametrize(
    "page",
    [
        "The Harbour Courier\n\nPier opens, now what'\n\n- ADA MARSH\n\nIt rained.\n",
        "Pier opens, now what'\nThe Harbour Courier\nIt rained on the pier.",
        "Der Hafen ist leer, was nun'\n\nDer Elbkurier\n\nEs regnete auf die Mole.\n",
    ],
)
def test_a_headline_that_asks_gets_its_question_mark_back(page: str) -> None:
    assert any("question_marks" in line.repairs and line.text.endswith("?") for line in clean(page).lines)


@pytest.mark.parametrize(
    "text",
    [
        "The mate told them: 'The ferry is late\nand nobody knows who will come'",
        "The mate told them: 'The ferry is late\n\nAnd nobody knows who will come'\n\nIt rained.",
        "It rained.\n\nThe ferry is late. Nobody knows who will come'\n\nIt poured.",
        "\"The ferry is late, and who will come'\n\nIt poured on the pier.",
        "It rained on the pier.\nThis is where the ferry was then'\n\nIt poured.",
        "The ferry is in the harbour.\n\nThe old wo man of the sea'\n\nIt was the end.",  # `wo` asks in German only
        "b. Why the ferry is a Game-Changer'",
    ],
)
def test_an_apostrophe_that_may_close_a_quote_stays(text: str) -> None:
    assert repair_with_names(text) == (text, ())


def test_lines_are_known_whatever_their_spaces_are() -> None:
    page = clean(f"{HEAD}It\xa0rained.\n\nNewspapers\xa0in\u202fEnglish\n\nNewspapers  from\xa0Canada\n")
    assert page.body == "It\xa0rained."
    assert (page.country, page.language) == ("CA", "en")
    assert page.lines[-3].text == "Newspapers\xa0in\u202fEnglish"


def test_lost_hyphens_are_flagged_and_left() -> None:
    page = clean(f"{HEAD}A twomonth strike shut the harbour of the town.\n")
    assert page.flags == ("lost_hyphens",)
    assert page.body == "A twomonth strike shut the harbour of the town."
    assert clean(f"{HEAD}Someone at the harbour paid sixpence for the fortnight.\n").flags == ()


def test_a_column_in_which_nouns_begin_the_lines_is_joined() -> None:
    paragraphs = (
        (
            "Die Fähre nach Oosterzand fährt seit Montag ohne Kapitän, Lotsen, Matrosen und Gäste über den Fluss, weil "
            "Reederei, Hafenamt, Gemeinde und Gewerkschaft keinen Vertrag haben."
        ),
        (
            "Am Ufer warten Bäcker, Briefträger, Hebamme und Pfarrer auf Nachricht, doch Bürgermeister, Landrat, Minister "
            "und Kommission streiten noch um Kosten, Fahrplan, Haftung und Namen."
        ),
    )
    assert join_wrapped("\n\n".join(fill(paragraph, 48) for paragraph in paragraphs)) == "\n\n".join(paragraphs)


def test_the_version_of_the_rules_sees_every_file_that_decides_how_a_page_is_read() -> None:
    root = Path(__file__).parent.parent
    code = [file for file in (root / "transforms").rglob("*.py") if "_data" not in file.parts]
    data = [file for folder in FOLDERS for file in (root / "data" / folder).iterdir() if file.suffix != ".md"]
    assert {name for name, _ in sources()} == {f"{file.parent.name}/{file.name}" for file in (*code, *data)}
