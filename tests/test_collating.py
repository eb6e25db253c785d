"""Two printings word by word, and what the command line shows of reprints."""

import json
from pathlib import Path

import pytest

from flows.cli import _guarded
from flows.collating import collate
from flows.running import run
from flows.summaries import RunSettings
from tests.test_reprints import edited, story

SAMPLES = Path(__file__).parent.parent / "data" / "samples"


def words_of(first: str, second: str, kinds: set[str]) -> list[str]:
    """Return the words of one text, taken from both as one."""
    return " ".join(run.text for run in collate(first, second) if run.kind in kinds).split()


@pytest.mark.parametrize("seed", range(5))
def test_both_texts_can_be_read_from_the_one(seed: int) -> None:
    first, second = story(seed, 20), edited(story(seed, 16), 0.1)
    assert words_of(first, second, {"same", "first"}) == first.split()
    assert [word.lower() for word in words_of(first, second, {"same", "second"})] == second.lower().split()


def test_damage_is_no_difference_and_an_edit_is_one() -> None:
    runs = list(collate("“Nicolás didn’t go,” she said.\n\nHe did.", '"Nicolas didn\'t stay," she said.\n\nHe did.'))
    assert [(run.kind, run.text) for run in runs] == [
        ("same", "“Nicolás didn’t"), ("first", "go,”"), ("second", 'stay,"'), ("same", "she said."), ("break", ""),
        ("same", "He did."),
    ]  # fmt: skip


def test_texts_without_a_word_in_common_are_shown_one_behind_the_other() -> None:
    assert [run.kind for run in collate("one two", "three four")] == ["first", "second"]
    assert list(collate("", "")) == []


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a warehouse of the sample pages, of which two tell one story."""
    made = str(tmp_path_factory.mktemp("reprints") / "warehouse")
    run(RunSettings(str(SAMPLES), made))
    return made


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a command prints."""
    assert _guarded(list(arguments)) == 0
    return capsys.readouterr().out


def test_reprints_lists_stories_and_the_printings_of_one(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    stories = json.loads(printed(capsys, "reprints", "--format", "json", "--warehouse", store))
    assert [(one["copies"], one["first_outlet"]) for one in stories] == [(2, "The Harbour Courier")]
    page = "the-fenland-gazette-20190619-p14.txt"
    copies = json.loads(printed(capsys, "reprints", page, "--format", "json", "--warehouse", store))
    assert [(copy["outlet"], copy["words_cut"], copy["is_first"]) for copy in copies] == [
        ("The Harbour Courier", 0, True),
        ("The Fenland Gazette", 111, False),
    ]
    assert json.loads(printed(capsys, "reprints", "--top", "0", "--format", "json", "--warehouse", store)) == []


def test_an_article_that_nobody_else_printed_says_so(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "reprints", "the-harbour-courier-20190314-p05.txt", "--warehouse", store)
    assert "no other newspaper of the corpus printed this story" in out


def test_compare_marks_what_only_one_printing_has(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    story_ids = json.loads(printed(capsys, "reprints", "--format", "json", "--warehouse", store))[0]["cluster_id"]
    out = printed(capsys, "compare", story_ids, "the-fenland-gazette-20190619-p14.txt", "--warehouse", store)
    assert "The Harbour Courier, 2019-06-18" in out
    assert "[-" in out.split("\n\n", 1)[1]
    assert "{+" not in out.split("\n\n", 1)[1]


def test_compare_refuses_what_is_no_article(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _guarded(["compare", "nowhere", "nothing", "--warehouse", store]) == 2
    assert capsys.readouterr().err == "broadsheet: nowhere: no page; name a source, a page_id or an article_id\n"


def test_explain_names_all_printings_of_the_story(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(
        printed(capsys, "explain", "the-fenland-gazette-20190619-p14.txt", "--json", "--warehouse", store)
    )
    assert [row["outlet"] for row in found["reprints"]] == ["The Harbour Courier", "The Fenland Gazette"]
