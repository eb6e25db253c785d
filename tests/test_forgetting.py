"""Takedown: what a page said is gone from every kept snapshot and does not come back."""

from pathlib import Path

import pytest

from flows import catalogue, forgetting, snapshots, warehouse
from flows.cli import _guarded
from flows.compacting import compact
from flows.forgetting import forget
from flows.report import write_report
from flows.running import run
from flows.sources import SourceError
from flows.summaries import RunSettings

STORY = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt {} on the crowd, and nobody minded.\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a warehouse with three snapshots, each with a page more."""
    root = tmp_path / "raw"
    root.mkdir()
    for verb in ("rained", "hailed", "snowed"):
        (root / f"{verb}.txt").write_text(STORY.format(verb), "utf-8")
        run(RunSettings(str(root), str(tmp_path / "warehouse")))
    return tmp_path / "warehouse"


def texts(store: Path) -> str:
    """Return everything that every file of the warehouse says, as far as its tables can be read."""
    said = []
    for number in snapshots.numbers(store):
        with catalogue.open_snapshot(snapshots.find_snapshot(store, number)) as con:
            assert catalogue.failed_checks(con) == {}
            for table in (*catalogue.TABLES, "readings"):
                said.append(str(con.execute(f"FROM parquet.{table}").fetchall()))
    return "\n".join(said)


def test_the_report_that_shows_it_is_gone_too(store: Path) -> None:
    text = write_report(store).read_text("utf-8")
    (shown,) = (verb for verb in ("rained", "hailed", "snowed") if f"{verb} on" in text)
    forget(RunSettings("", str(store)), [f"{shown}.txt"])
    assert not (store / "report.html").exists()
    assert f"{shown} on" not in write_report(store).read_text("utf-8")


def test_the_report_is_gone_also_where_only_a_snapshot_that_was_gone_back_from_tells_of_the_page(store: Path) -> None:
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        ((page,),) = con.execute("SELECT page_id FROM pages WHERE source = 'snowed.txt'").fetchall()
    write_report(store)
    snapshots.roll_back(store, 2)
    warehouse.remember_forgotten(store, [page])
    forgetting.finish_takedown(RunSettings("", str(store)))
    assert not (store / "report.html").exists()


def test_what_a_page_said_is_gone_from_every_snapshot(store: Path) -> None:
    assert "rained on" in texts(store)
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        ((article,),) = con.execute("SELECT article_id FROM pages WHERE source = 'rained.txt'").fetchall()
    settings = RunSettings("", str(store))
    (page,), _ = forget(settings, ["rained.txt"])
    assert snapshots.numbers(store) == [1, 2, 3, 4]
    left = texts(store)
    assert "rained on" not in left
    assert article not in left
    assert "hailed on" in left
    for number, count in ((1, 0), (2, 1), (3, 2), (4, 2)):
        with catalogue.open_snapshot(snapshots.find_snapshot(store, number)) as con:
            assert con.execute("SELECT count(*) FROM articles").fetchall() == [(count,)]
            found = con.execute("SELECT page_id, status, reason FROM pages WHERE source = 'rained.txt'").fetchall()
            assert found == [(page, "quarantined", "forgotten")]
        assert snapshots.find_faults(snapshots.find_snapshot(store, number)) == []


def test_a_forgotten_page_does_not_come_back(store: Path) -> None:
    forget(RunSettings("", str(store)), ["rained.txt"])
    root = store.with_name("raw")
    (root / "again.txt").write_text(STORY.format("rained"), "utf-8")
    for more in ({}, {"verify": True}):
        run(RunSettings(str(root), str(store), **more))
        assert "rained on" not in texts(store)
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        assert con.execute("SELECT count(*) FROM pages WHERE reason = 'forgotten'").fetchall() == [(2,)]


def test_another_copy_takes_the_place_of_the_one_that_is_forgotten(store: Path) -> None:
    root = store.with_name("raw")
    (root / "copy.txt").write_text(STORY.format("rained") + "\n\n", "utf-8")
    run(RunSettings(str(root), str(store)))
    forget(RunSettings("", str(store)), ["rained.txt"])
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        assert con.execute("SELECT status FROM pages WHERE source = 'copy.txt'").fetchall() == [("accepted",)]
        assert con.execute("SELECT count(*) FROM articles").fetchall() == [(3,)]


def test_an_unknown_page_changes_nothing(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.txt: no page"):
        forget(RunSettings("", str(store)), ["rained.txt", "nowhere.txt"])
    assert "rained on" in texts(store)
    assert warehouse.forgotten(store) == frozenset()
    assert _guarded(["forget", "hailed.txt", "--warehouse", str(store)]) == 0
    assert "is taken out of every snapshot" in capsys.readouterr().out


@pytest.mark.parametrize("published", [False, True], ids=["nothing yet", "the current snapshot"])
@pytest.mark.parametrize("writer", ["ingest", "compact", "forget"])
def test_the_next_writer_finishes_a_takedown_that_was_killed(
    store: Path, monkeypatch: pytest.MonkeyPatch, writer: str, published: bool
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(forgetting, "_rewrite" if published else "_stage", killed)
        with pytest.raises(KeyboardInterrupt) as raised:
            forget(RunSettings("", str(store)), ["rained.txt"])
    assert raised.value.__notes__ == ["snapshot 4 is published" if published else "nothing was published"]
    assert "rained on" in texts(store)
    settings = RunSettings(str(store.with_name("raw")), str(store))
    if writer == "ingest":
        done = run(settings)
        assert (done.taken_down, done.published) == (1, True)
        assert run(settings).taken_down == 0
        assert not run(settings).published
    elif writer == "compact":
        compact(settings)
    else:
        forget(settings, ["hailed.txt"])
    assert "rained on" not in texts(store)
    assert forgetting.finish_takedown(settings) == ([], [])
