"""A run reads only what is new or has changed, and publishes only what differs."""

import os
import random
import time
from pathlib import Path
from typing import Any

import pytest

from flows import catalogue, warehouse
from flows.compacting import compact
from flows.replaying import select_pages
from flows.running import run
from flows.sources import SourceError
from flows.summaries import RunSettings, Summary
from transforms.tables import TABLES

STORY = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt {} on the crowd, and nobody minded.\n"


class Corpus:
    """A folder of pages that are older than any clock's tick, and a warehouse."""

    def __init__(self, folder: Path) -> None:
        self.root, self.store = folder / "raw", folder / "warehouse"
        self.root.mkdir()

    def write(self, name: str, text: str) -> Path:
        """Write a page."""
        file = self.root / name
        file.write_text(text, "utf-8")
        return file

    def ingest(self, **more: Any) -> Summary:
        """Run."""
        return run(RunSettings(str(self.root), str(self.store), **more))

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the published corpus."""
        with catalogue.open_snapshot(warehouse.current_snapshot(self.store)) as con:
            assert catalogue.failed_checks(con) == {}
            return con.execute(query).fetchall()

    def state(self) -> dict[str, tuple[int, int]]:
        """Return every file of the warehouse with size and time."""
        return {
            str(file): (file.lstat().st_size, file.lstat().st_mtime_ns)
            for file in self.store.rglob("*")
            if not file.is_dir()
        }


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Return a corpus of three pages; files count as old at once."""
    monkeypatch.setattr("flows.fingerprints._TICK", 0)
    made = Corpus(tmp_path)
    for verb in ("rained", "hailed", "snowed"):
        made.write(f"{verb}.txt", STORY.format(verb))
    return made


def test_an_unchanged_folder_publishes_nothing_and_writes_nothing(corpus: Corpus) -> None:
    first = corpus.ingest()
    assert (first.published, first.pages, first.files_unchanged) == (True, 3, 0)
    before = corpus.state()
    again = corpus.ingest()
    assert (again.published, again.pages, again.files_unchanged, again.articles) == (False, 0, 3, 3)
    assert corpus.state() == before
    assert corpus.ask("SELECT count(*) FROM runs") == [(1,)]


def test_a_new_page_alone_is_read(corpus: Corpus) -> None:
    corpus.ingest()
    corpus.write("thawed.txt", STORY.format("thawed"))
    again = corpus.ingest()
    assert (again.published, again.pages, again.files_unchanged, again.articles) == (True, 1, 3, 4)
    assert corpus.ask("SELECT pages FROM runs ORDER BY started_at") == [(3,), (1,)]


def test_a_changed_page_is_read_again_though_size_and_time_are_as_before(corpus: Corpus) -> None:
    corpus.ingest()
    file = corpus.root / "rained.txt"
    times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    time.sleep(0.02)
    corpus.write("rained.txt", STORY.format("reigned"[:6]))
    os.utime(file, ns=times)
    assert corpus.ingest().pages == 1
    assert corpus.ask("SELECT count(*) FROM articles WHERE contains(body, 'reigne')") == [(1,)]


def test_a_touched_page_is_read_and_nothing_is_published(corpus: Corpus) -> None:
    corpus.ingest()
    (corpus.root / "rained.txt").touch()
    again = corpus.ingest()
    assert (again.published, again.pages) == (False, 1)


def test_a_young_file_is_read_again_because_it_may_change_within_a_tick(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.fingerprints._TICK", 3_600_000_000_000)
    corpus.ingest()
    again = corpus.ingest()
    assert (again.published, again.pages) == (False, 3)


def test_verify_reads_everything(corpus: Corpus) -> None:
    corpus.ingest()
    again = corpus.ingest(verify=True)
    assert (again.published, again.pages, again.files_unchanged) == (False, 3, 0)


def test_a_page_of_which_the_manifest_says_something_else_is_read_again(corpus: Corpus) -> None:
    corpus.ingest()
    corpus.write(
        "manifest.csv",
        "path,url,fetched_at\nrained.txt,https://www.pressreader.com/canada/x/20190314/281500000000001,\n",
    )
    again = corpus.ingest()
    assert (again.published, again.pages, again.manifest_rows_without_page) == (True, 1, 0)
    again = corpus.ingest()
    assert (again.published, again.pages, again.manifest_rows_without_page) == (False, 0, 0)


def test_what_could_not_be_read_is_tried_again(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = corpus.root / "gone.txt"
    gone.symlink_to(corpus.root / "nowhere.txt")
    assert corpus.ingest().quarantined == 1
    assert (again := corpus.ingest()).pages == 1
    assert not again.published
    corpus.write("nowhere.txt", STORY.format("froze"))
    assert corpus.ingest().duplicates == 1


def test_a_moved_input_is_told_apart_from_a_changed_one(corpus: Corpus) -> None:
    corpus.ingest()
    corpus.root = corpus.root.rename(corpus.root.with_name("moved"))
    again = corpus.ingest(input_name="raw", same_input=True)
    assert again.published
    assert again.articles == 3


def test_a_change_of_the_file_of_authors_is_published_without_reading_a_page(corpus: Corpus) -> None:
    corpus.write("other.txt", STORY.format("blew").replace("ADA MARSH", "IDA PENN"))
    corpus.ingest()
    one = '{ outlet = "the-harbour-courier", name = "Ada Marsh" }'
    two = one.replace("Ada Marsh", "Ida Penn")
    corpus.store.with_name("authors.toml").write_text(f'[[same]]\nwhy = "x"\npeople = [{one}, {two}]', "utf-8")
    again = corpus.ingest()
    assert (again.published, again.pages) == (True, 0)
    assert corpus.ask("SELECT count(*) FROM people") == [(1,)]
    assert not corpus.ingest().published


TEXTS = [
    "It rained on the crowd, and nobody minded.",
    "It hailed.",
    "It snowed on ADA MARSH.",
    "Nothing fell at all that day.",
]


def scribble(root: Path, chance: random.Random) -> None:
    """Write some pages: few texts, days and ids, so that many tell one article, or come to tell another."""
    rows = ["path,url,fetched_at"]
    names = [f"{number}.txt" for number in range(8)]
    for name in names:
        if chance.random() < 0.4 or not any(root.iterdir()):
            byline = chance.choice(["ADA MARSH", "Ada Marsh", "A. MARSH", "Tom Vale", ""])
            text = f"The Harbour Courier\n\nPier opens\n\n- {byline}\n\n{chance.choice(TEXTS)}\n"
            (root / name).write_text("" if chance.random() < 0.1 else text, "utf-8")
        if chance.random() < 0.8:
            day, own = chance.choice(["20190314", "20190315"]), 281500000000001 + chance.randrange(3)
            rows.append(f"{name},https://www.pressreader.com/canada/the-harbour-courier/{day}/{own},")
    (root / "manifest.csv").write_text("\n".join(rows), "utf-8")


def contents(store: Path) -> dict[str, list[Any]]:
    """Return the rows of every table but `runs`, in one order."""
    names = [name for name in TABLES if name != "runs"]
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        assert catalogue.failed_checks(con) == {}
        return {name: con.execute(f"SELECT * FROM parquet.{name} ORDER BY ALL").fetchall() for name in names}


@pytest.mark.parametrize("seed", range(3))
def test_many_runs_hold_the_rows_of_one_and_after_compaction_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("flows.fingerprints._TICK", 0)
    root, chance = tmp_path / "raw", random.Random(seed)
    root.mkdir()
    for step in range(4):
        scribble(root, chance)
        run(RunSettings(str(root), str(tmp_path / "many")))
        run(RunSettings(str(root), str(tmp_path / f"one{step}")))
        assert contents(tmp_path / "many") == contents(tmp_path / f"one{step}")
    for name in ("many", f"one{step}"):
        assert compact(RunSettings("", str(tmp_path / name)))
    many, one = (warehouse.current_snapshot(tmp_path / name) for name in ("many", f"one{step}"))
    assert parts(many) == parts(one)


def parts(snapshot: Path) -> list[str]:
    """Return the names of all parts, which tell their content."""
    return sorted(
        str(part.relative_to(snapshot)) for part in snapshot.glob("*/*.parquet") if part.parent.name != "runs"
    )


def test_pages_that_vanish_stay_until_they_are_pruned(corpus: Corpus) -> None:
    for number in range(7):
        corpus.write(f"{number}.txt", STORY.format(f"blew {number} times"))
    corpus.ingest()
    (corpus.root / "rained.txt").unlink()
    assert not corpus.ingest().published
    pruned = corpus.ingest(prune="some")
    assert (pruned.pages_pruned, pruned.articles) == (1, 9)
    assert corpus.ask("SELECT count(*) FROM pages WHERE source = 'rained.txt'") == [(0,)]
    assert corpus.ask("SELECT count(DISTINCT page_id) FROM lines") == [(9,)]
    assert not corpus.ingest(prune="some").published


def test_more_than_a_fifth_is_pruned_only_by_who_insists(corpus: Corpus) -> None:
    corpus.ingest()
    for file in corpus.root.iterdir():
        file.unlink()
    with pytest.raises(
        SourceError, match="3 of 3 pages of 'raw' are not there any more; if that is right, --prune=all"
    ):
        corpus.ingest(prune="some")
    assert corpus.ask("SELECT count(*) FROM pages") == [(3,)]
    corpus.ingest(prune="all")
    assert corpus.ask("SELECT count(*) FROM pages") == [(0,)]
    assert corpus.ask("SELECT count(*) FROM articles") == [(0,)]


def test_pruning_touches_only_its_own_input(corpus: Corpus, tmp_path: Path) -> None:
    corpus.ingest()
    other = tmp_path / "other"
    other.mkdir()
    (other / "froze.txt").write_text(STORY.format("froze"), "utf-8")
    assert run(RunSettings(str(other), str(corpus.store), prune="all")).pages_pruned == 0
    assert corpus.ask("SELECT count(*) FROM pages") == [(4,)]


def test_pages_are_read_again_by_a_condition(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.ingest()
    monkeypatch.setattr("transforms.rules.version", lambda: "newer rules")
    settings = RunSettings(str(corpus.root), str(corpus.store))
    chosen = select_pages(settings, "source LIKE 'r%' AND rules <> 'newer rules'")
    assert chosen == ("rained.txt",)
    assert corpus.ingest(only=chosen).pages == 1
    with pytest.raises(SourceError, match=r"--reread: Binder Error: .*colour"):
        select_pages(settings, "colour = 'red'")


def test_lines_stay_while_another_copy_of_their_bytes_is_held(corpus: Corpus, tmp_path: Path) -> None:
    corpus.write("copy.txt", STORY.format("rained"))
    corpus.ingest()
    corpus.write("rained.txt", STORY.format("froze"))
    corpus.ingest()
    assert corpus.ask("SELECT count(*) FROM articles WHERE contains(body, 'rained')") == [(1,)]
    run(RunSettings(str(corpus.root), str(tmp_path / "fresh")))
    assert contents(corpus.store) == contents(tmp_path / "fresh")
