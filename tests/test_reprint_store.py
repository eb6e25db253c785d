"""Reprints in the warehouse: in the same publication, kept from run to run, the same in one run as in ten."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from flows.compacting import compact
from flows.forgetting import forget
from flows.summaries import RunSettings
from tests.test_incremental import Corpus
from tests.test_reprints import edited, form, story
from transforms.reprint.signatures import sign

PAPERS = ("The Harbour Courier", "The Valley Echo", "The Hill Express", "The Oldport Mercury")
PAGE = "{outlet}\n{day}\n\n{headline}\n\n- ADA MARSH\n\n{body}\n"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Return an empty corpus; files count as old at once."""
    monkeypatch.setattr("flows.fingerprints._TICK", 0)
    return Corpus(tmp_path)


def put(corpus: Corpus, name: str, body: str, paper: int = 0, day: int = 1) -> None:
    """Write a page; a manifest tells outlet and day."""
    outlet = PAPERS[paper]
    manifest = corpus.root / "manifest.csv"
    if not manifest.exists():
        manifest.write_text("path,outlet,published\n", "utf-8")
    with manifest.open("a", encoding="utf-8") as said:
        said.write(f"{name}.txt,{outlet},2024-01-{day:02}\n")
    corpus.write(f"{name}.txt", f"{outlet}\n\nWhat {name} tells\n\n- ADA MARSH\n\n{body}\n")


def groups(corpus: Corpus) -> set[frozenset[str]]:
    """Return the groups as names of pages."""
    rows = corpus.ask("""
        SELECT list(p.source ORDER BY p.source)
        FROM reprints AS r JOIN pages AS p USING (article_id)
        GROUP BY r.cluster_id
    """)
    return {frozenset(name.removesuffix(".txt") for name in row[0]) for row in rows}


def tables(corpus: Corpus, *names: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of tables in order."""
    return {name: corpus.ask(f"SELECT * FROM parquet.{name} ORDER BY ALL") for name in names}


@pytest.mark.parametrize("few", [2, 3, 7])
def test_what_is_held_at_once_changes_nothing(corpus: Corpus, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    for number in range(5):
        for day, (paper, words) in enumerate(((0, 1.0), (1, 0.9), (2, 0.7), (3, 0.8)), 1):
            text = edited(story(number, 14), day / 100)
            put(corpus, f"{number}-{day}", text[: int(len(text) * words)], paper, day + number)
    corpus.ingest()
    whole = tables(corpus, "reprints", "overlaps")
    monkeypatch.setattr("flows.reprints.texts.TEXTS_AT_ONCE", few)
    monkeypatch.setattr("flows.reprints.related.PAIRS_AT_ONCE", few)
    monkeypatch.setattr("flows.reprints.kept.ARTICLES_AT_ONCE", few)
    monkeypatch.setattr("transforms.reprint.overlap.LETTERS_AT_ONCE", few * 500)
    monkeypatch.setattr("flows.reprints.signing.MOST_BROUGHT", few)
    compact(RunSettings("", str(corpus.store)))
    assert len(whole["reprints"]) == 20
    assert tables(corpus, "reprints", "overlaps") == whole


def test_pairs_compared_in_processes_are_those_compared_in_one(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        for day in range(1, 4):
            put(corpus, f"{number}-{day}", edited(story(number, 14), day / 100), day, day + number)
    corpus.ingest()
    one = tables(corpus, "reprints", "overlaps")
    monkeypatch.setattr("flows.reprints.overlaps.PAIRS_IN_PART", 2)
    compact(RunSettings("", str(corpus.store), workers=2))
    assert len(one["overlaps"]) > 4
    assert tables(corpus, "reprints", "overlaps") == one


def test_a_run_finds_who_printed_a_story_first_and_what_the_others_cut(corpus: Corpus) -> None:
    whole = story(1, 16)
    put(corpus, "cut", "\n\n".join(whole.split("\n\n")[:2]), 1, 3)
    cut = corpus.root / "cut.txt"
    cut.write_text(cut.read_text("utf-8").replace("- ADA MARSH\n\n", ""), "utf-8")
    put(corpus, "whole", whole, 0, 2)
    put(corpus, "other", story(2, 16), 1, 3)
    corpus.ingest()
    assert groups(corpus) == {frozenset({"cut", "whole"})}
    found = corpus.ask("""
        SELECT outlet, is_first, words_cut > 100, paragraphs_cut, authors_inferred, size, containment
        FROM reprints ORDER BY published
    """)
    assert found == [
        ("The Harbour Courier", True, False, [], [], 2, 1.0),
        ("The Valley Echo", False, True, [3, 4], ["Ada Marsh"], 2, 1.0),
    ]


def test_two_articles_of_one_edition_are_no_reprints_of_each_other(corpus: Corpus) -> None:
    put(corpus, "front", story(1, 8), 0, 2)
    put(corpus, "inside", story(1, 20), 0, 2)
    put(corpus, "next day", story(3, 20), 0, 2)
    put(corpus, "again", story(3, 20), 0, 3)
    corpus.ingest()
    assert groups(corpus) == {frozenset({"next day", "again"})}


def nights(seed: int) -> list[list[tuple[str, str, int, int]]]:
    """Return pages that come in some nights: stories in several papers, cut, edited, in columns, and forms."""
    rng = random.Random(seed)
    pages = []
    for number in range(14):
        whole = story(number, rng.choice([8, 20, 60]))
        for copy in range(rng.choice([1, 1, 2, 3, 4])):
            kept = whole[: int(len(whole) * rng.choice([1, 0.7, 0.4]))]
            told = edited(kept, 0.04) if rng.random() < 0.3 else kept
            pages.append((f"{number}-{copy}", told, copy, rng.randrange(1, 28)))
    briefs = [story(number, 8).split("\n\n")[0] for number in (3, 5, 20, 21)]
    pages.append(("column", "\n\n".join(briefs), 3, 9))
    pages += [(f"form {number}", form(number), number % 4, number + 1) for number in range(12)]
    rng.shuffle(pages)
    return [pages[at::4] for at in range(4)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nights_one_by_one_give_what_one_run_gives(corpus: Corpus, tmp_path: Path, seed: int) -> None:
    (tmp_path / "once").mkdir()
    once = Corpus(tmp_path / "once")
    for night in nights(seed):
        for page in night:
            put(corpus, *page)
            put(once, *page)
        corpus.ingest(input_name="raw")
    once.ingest(input_name="raw")
    names = ("signatures", "reprints")
    assert tables(corpus, *names) == tables(once, *names)
    assert len(groups(corpus)) > 4
    compact(RunSettings("", str(corpus.store)))
    parts = [
        {
            f"{file.parent.name}/{file.name}"
            for name in (*names, "overlaps")
            for file in made.store.glob(f"current/{name}/*")
        }
        for made in (corpus, once)
    ]
    assert parts[0] == parts[1]


def test_what_nothing_new_touches_keeps_its_group_and_its_part(corpus: Corpus) -> None:
    for number in range(6):
        put(corpus, f"a{number}", story(number), 0, 2)
        put(corpus, f"b{number}", story(number)[:2000], 1, 3)
    corpus.ingest()
    before = tables(corpus, "reprints")["reprints"]
    parts = {file.name for file in corpus.store.glob("current/reprints/*")}
    put(corpus, "new", story(50), 2, 4)
    corpus.ingest()
    assert tables(corpus, "reprints")["reprints"] == before
    assert {file.name for file in corpus.store.glob("current/reprints/*")} == parts
    assert corpus.ask("FROM cluster_changes") == []


def test_a_copy_that_joins_two_groups_and_goes_again_is_remembered(corpus: Corpus) -> None:
    first, second = story(1, 12), story(2, 12)
    put(corpus, "first", first, 0, 2)
    put(corpus, "second", second, 1, 2)
    put(corpus, "second again", second, 2, 3)
    corpus.ingest()
    assert groups(corpus) == {frozenset({"second", "second again"})}
    put(corpus, "both", f"{first}\n\n{second}", 3, 4)
    corpus.ingest()
    assert groups(corpus) == {frozenset({"first", "second", "second again", "both"})}
    (corpus.root / "both.txt").unlink()
    corpus.ingest(prune="all")
    assert groups(corpus) == {frozenset({"second", "second again"})}
    changes = [change for (change,) in corpus.ask("SELECT change FROM cluster_changes ORDER BY snapshot")]
    assert set(changes) <= {"renamed", "merged", "split"}
    assert corpus.ask("SELECT count(*) FROM reprints WHERE size <> 2") == [(0,)]


def test_a_group_of_two_of_which_one_goes_is_dissolved(corpus: Corpus) -> None:
    put(corpus, "one", story(1), 0, 2)
    put(corpus, "two", story(1)[:1500], 1, 3)
    corpus.ingest()
    (corpus.root / "one.txt").unlink()
    corpus.ingest(prune="all")
    assert groups(corpus) == set()
    assert [row[0] for row in corpus.ask("SELECT change FROM cluster_changes")] == ["dissolved"]


def test_without_reprints_their_tables_are_empty_and_the_next_run_fills_them(corpus: Corpus) -> None:
    put(corpus, "one", story(1), 0, 2)
    put(corpus, "two", story(1)[:1500], 1, 3)
    corpus.ingest(reprints=False)
    assert tables(corpus, "reprints", "signatures", "overlaps") == {"reprints": [], "signatures": [], "overlaps": []}
    assert corpus.ingest().published
    assert groups(corpus) == {frozenset({"one", "two"})}


def test_a_takedown_leaves_no_trace_of_a_text(corpus: Corpus) -> None:
    put(corpus, "one", story(1), 0, 2)
    put(corpus, "two", story(1)[:1500], 1, 3)
    corpus.ingest()
    gone = corpus.ask("SELECT article_id FROM pages WHERE source = 'one.txt'")[0][0]
    forget(RunSettings("", str(corpus.store)), ["one.txt"])
    assert groups(corpus) == set()
    for name, column in (("signatures", "article_id"), ("overlaps", "longer_id"), ("overlaps", "article_id")):
        assert corpus.ask(f"SELECT count(*) FROM parquet.{name} WHERE {column} = '{gone}'") == [(0,)]


def test_of_too_many_articles_each_is_signed_again(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        put(corpus, f"{number}", story(number, 14), number, number + 1)
    corpus.ingest()
    brought = tables(corpus, "signatures")
    shutil.rmtree(corpus.store)
    monkeypatch.setattr("flows.reprints.signing.MOST_BROUGHT", 3)
    signed: list[str] = []
    monkeypatch.setattr("flows.reprints.signing.sign", lambda body: signed.append(body) or sign(body))
    corpus.ingest()
    assert len(signed) == 4
    assert tables(corpus, "signatures") == brought
