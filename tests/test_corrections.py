"""Corrections by hand: what they change, that they go as they came, and that a stale one stops the run by name."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows import catalogue, corrections, show, warehouse
from flows.compacting import compact
from flows.correction_file import CorrectionError, read_corrections
from flows.forgetting import forget
from flows.running import run
from flows.summaries import RunSettings, Summary

STORY = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt {} on the crowd, and nobody minded.\n"
WHERE = 'input = "raw"\nsource = "rained.txt"'


class Corpus:
    """Two pages and a warehouse."""

    def __init__(self, folder: Path) -> None:
        self.root, self.store = folder / "raw", folder / "warehouse"
        self.root.mkdir()
        self.write("rained")
        self.write("hailed")

    def write(self, verb: str, text: str = STORY) -> None:
        """Write a page."""
        (self.root / f"{verb}.txt").write_text(text.format(verb), "utf-8")

    def correct(self, *entries: tuple[str, str, str, str]) -> None:
        """Write the file: where, field, expected and right value, as TOML."""
        said = (
            f'[[correction]]\nwhy = "seen"\n{w}\nfield = "{f}"\nexpected = {e}\nvalue = {v}\n' for w, f, e, v in entries
        )
        self.store.with_name("corrections.toml").write_text("".join(said), "utf-8")

    def ingest(self, **more: Any) -> Summary:
        """Run."""
        return run(RunSettings(str(self.root), str(self.store), **more))

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the published corpus, which is sound."""
        with catalogue.open_snapshot(warehouse.current_snapshot(self.store)) as con:
            assert catalogue.failed_checks(con) == {}
            return con.execute(query).fetchall()

    def rained(self, columns: str) -> tuple[Any, ...]:
        """Return columns of the article that is corrected."""
        (row,) = self.ask(f"SELECT {columns} FROM articles WHERE contains(body, 'rained')")
        return row


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Return a corpus of two pages; files count as old at once."""
    monkeypatch.setattr("flows.fingerprints._TICK", 0)
    return Corpus(tmp_path)


def test_a_correction_is_published_without_a_new_page_and_goes_as_it_came(corpus: Corpus) -> None:
    corpus.ingest()
    before = corpus.rained("COLUMNS(*)")
    corpus.correct((WHERE, "headline", '"Pier opens"', '"Pier reopens"'), (WHERE, "published", '""', "2019-03-14"))
    assert corpus.ingest().published
    assert corpus.rained("headline, published, evidence['headline'], evidence['published']") == (
        "Pier reopens", date(2019, 3, 14), "correction", "correction",
    )  # fmt: skip
    assert corpus.ask("SELECT count(*) FROM parquet.readings WHERE headline = 'Pier reopens'") == [(0,)]
    assert not corpus.ingest().published
    corpus.store.with_name("corrections.toml").unlink()
    assert corpus.ingest().published
    assert corpus.rained("COLUMNS(*)") == before


def test_a_corrected_page_stays_so_when_others_are_added_and_parts_compacted(corpus: Corpus) -> None:
    corpus.correct((WHERE, "section", '""', '"Local"'))
    corpus.ingest()
    corpus.write("snowed")
    assert corpus.ingest().pages == 1
    assert corpus.rained("section") == ("Local",)
    assert compact(RunSettings("", str(corpus.store)))
    assert corpus.rained("section") == ("Local",)
    assert not corpus.ingest().published


@pytest.mark.parametrize("key", ["page_id", "article_id"])
def test_a_page_or_an_article_can_be_named_by_its_id(corpus: Corpus, key: str) -> None:
    corpus.ingest()
    corpus.correct((f'{key} = "{corpus.rained(key)[0]}"', "headline", '"Pier opens"', '""'))
    corpus.ingest()
    assert corpus.rained("headline") == (None,)


def test_what_follows_from_a_field_is_corrected_too(corpus: Corpus) -> None:
    corpus.correct(
        (WHERE, "byline", '"ADA MARSH"', '"Ida Penn"'),
        (WHERE, "outlet", '"The Harbour Courier"', '"The Pier Post"'),
    )
    corpus.ingest()
    assert corpus.rained("outlet, outlet_id") == ("The Pier Post", "the-pier-post")
    query = "SELECT name, outlets FROM authors ORDER BY name"
    assert corpus.ask(query) == [("Ada Marsh", ["the-harbour-courier"]), ("Ida Penn", ["the-pier-post"])]


@pytest.mark.parametrize("first", [True, False], ids=["first run", "later run"])
def test_a_stale_correction_stops_the_run_by_name(corpus: Corpus, first: bool) -> None:
    if not first:
        corpus.correct((WHERE, "headline", '"Pier opens"', '"Pier reopens"'))
        corpus.ingest()
    else:
        corpus.correct((WHERE, "headline", '"Pier opens"', '"Pier reopens"'))
    corpus.write("rained", STORY.replace("Pier", "Dock"))
    with pytest.raises(
        CorrectionError, match=r"headline of raw/rained\.txt: expected 'Pier opens', but the page says 'D"
    ):
        corpus.ingest()
    assert (corpus.store / "current").exists() is not first


def test_a_correction_of_a_page_that_is_gone_stops_the_run(corpus: Corpus) -> None:
    corpus.correct((WHERE, "headline", '"Pier opens"', '"Pier reopens"'))
    corpus.ingest()
    (corpus.root / "rained.txt").unlink()
    with pytest.raises(CorrectionError, match=r"headline of raw/rained\.txt: it is not in the corpus any more"):
        corpus.ingest(prune="all")
    assert corpus.rained("headline") == ("Pier reopens",)


def test_a_takedown_is_not_hindered_by_a_correction(corpus: Corpus) -> None:
    corpus.correct((WHERE, "headline", '"Pier opens"', '"Pier reopens"'))
    corpus.ingest()
    forget(RunSettings("", str(corpus.store)), ["rained.txt"])
    assert corpus.ask("SELECT headline FROM articles") == [("Pier opens",)]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('colour = "red"', "unknown field `colour`"),
        ("why = 7", "Expected `str`, got `int`"),
        ('field = "body"\nexpected = "a"\nvalue = "b"', "no field that can be corrected"),
        ('field = "published"\nexpected = ""\nvalue = "2019-03-14"', "must be a day"),
        ('field = "country"\nexpected = ""\nvalue = "XX"', "'XX' is no country"),
        ('field = "language"\nexpected = ""\nvalue = "English"', "is no language"),
        ('field = "headline"\nexpected = "a"\nvalue = "a"', "are the same"),
        ('field = "headline"\nvalue = "a"', "missing required field `expected`"),
        ('page_id = "p"\nfield = "headline"\nexpected = ""\nvalue = "a"', "name the page by"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named_before_the_run(tmp_path: Path, entry: str, said: str) -> None:
    why = "" if entry.startswith("why") else 'why = "seen"\n'
    (tmp_path / "corrections.toml").write_text(f"[[correction]]\n{why}{WHERE}\n{entry}\n", "utf-8")
    with pytest.raises(CorrectionError, match=said):
        read_corrections(tmp_path / "warehouse")


def test_two_corrections_of_one_field_are_refused(corpus: Corpus) -> None:
    one = (WHERE, "headline", '"Pier opens"', '"Pier reopens"')
    corpus.correct(one, one)
    with pytest.raises(CorrectionError, match=r"a second \[\[correction\]\] of it"):
        corpus.ingest()
    corpus.correct()
    corpus.ingest()
    corpus.correct(one, (f'page_id = "{corpus.rained("page_id")[0]}"', *one[1:]))
    with pytest.raises(CorrectionError, match="two corrections of it"):
        corpus.ingest()


def test_a_correction_of_a_copy_that_represents_nothing_is_named(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus.write("copy", STORY.replace("{}", "rained") + "\n\n")
    corpus.ingest()
    ((copy,),) = corpus.ask("SELECT source FROM pages WHERE status = 'duplicate'")
    corpus.correct((f'input = "raw"\nsource = "{copy}"', "headline", '"Pier opens"', '"Pier reopens"'))
    done = corpus.ingest()
    assert done.corrections_idle == (f"headline of raw/{copy}",)
    show.summary(done)
    assert f"the correction of headline of raw/{copy} changes nothing" in " ".join(capsys.readouterr().out.split())
    assert corpus.ask("SELECT DISTINCT headline FROM articles") == [("Pier opens",)]
    corpus.correct(
        (
            WHERE.replace("rained.txt", {"copy.txt": "rained.txt"}.get(copy, "copy.txt")),
            "headline",
            '"Pier opens"',
            '"Pier reopens"',
        )
    )
    assert corpus.ingest().corrections_idle == ()
    assert corpus.rained("headline") == ("Pier reopens",)


def test_many_corrections_cost_one_query(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.ingest()
    known = [(f'page_id = "{corpus.rained("page_id")[0]}"', "section", '""', '"Local"')]
    corpus.correct(*known, *((WHERE, field, '""', '"x"') for field in ("kicker", "edition", "dateline", "standfirst")))
    asked: list[str] = []

    class Counting:
        def __init__(self, con: Any) -> None:
            self.con = con

        def execute(self, query: str, *more: Any) -> Any:
            asked.append(query)
            return self.con.execute(query, *more)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.con, name)

    whole = corrections.apply_corrections
    monkeypatch.setattr(
        "flows.assembling.apply_corrections", lambda con, said, **more: whole(Counting(con), said, **more)
    )
    corpus.ingest()
    assert corpus.rained("section, kicker, edition") == ("Local", "x", "x")
    assert len(asked) < 8


def test_ten_runs_and_one_write_the_same_bytes_with_corrections_and_authors(tmp_path: Path) -> None:
    verbs = ["rained", "hailed", "snowed", "blew", "froze", "thawed", "dripped", "poured", "cleared", "stormed"]
    for name, days in (("ten", verbs), ("one", verbs[-1:])):
        (tmp_path / name).mkdir()
        corpus = Corpus(tmp_path / name)
        _say_by_hand(corpus)
        if name == "one":
            for verb in verbs:
                _write_day(corpus, verb)
        for verb in days:
            _write_day(corpus, verb)
            corpus.ingest()
        compact(RunSettings("", str(corpus.store)))
    ten, one = (_bytes(tmp_path / name / "warehouse") for name in ("ten", "one"))
    assert {name: data for name, data in ten.items() if one.get(name) != data} == {}
    assert ten.keys() == one.keys()
    assert corpus.ask("SELECT headline FROM articles WHERE evidence['headline'] = 'correction'") == [("Pier reopens",)]
    assert corpus.ask("SELECT count(DISTINCT person_id) FROM authors WHERE outlets = ['the-harbour-courier']") == [(1,)]


def _write_day(corpus: Corpus, verb: str) -> None:
    corpus.write(verb)
    corpus.write(f"{verb}-tom", STORY.replace("ADA MARSH", "TOM VALE").replace("Pier", "Quay"))


def _say_by_hand(corpus: Corpus) -> None:
    corpus.correct((WHERE, "headline", '"Pier opens"', '"Pier reopens"'))
    corpus.store.with_name("authors.toml").write_text(
        '[[same]]\nwhy = "seen"\npeople = [{ outlet = "the-harbour-courier", name = "Ada Marsh" },'
        ' { outlet = "the-harbour-courier", name = "Tom Vale" }]\n',
        "utf-8",
    )


def _bytes(store: Path) -> dict[str, bytes]:
    snapshot = warehouse.current_snapshot(store)
    remembers = {"runs", "cluster_changes"}
    return {
        str(file.relative_to(snapshot)): file.read_bytes()
        for file in snapshot.glob("*/*.parquet") if file.parent.name not in remembers
    }  # fmt: skip
