"""What a kill between two steps leaves behind is finished or taken back by the next run."""

from pathlib import Path

import pytest

from flows import catalogue, snapshots, warehouse
from flows.running import run
from flows.summaries import RunSettings
from flows.warehouse import WarehouseError

STORY = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt {} on the crowd, and nobody minded.\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a warehouse of two snapshots."""
    root = tmp_path / "raw"
    root.mkdir()
    for verb in ("rained", "hailed"):
        (root / f"{verb}.txt").write_text(STORY.format(verb), "utf-8")
        run(RunSettings(str(root), str(tmp_path / "warehouse")))
    return tmp_path / "warehouse"


def articles(store: Path) -> int:
    """Run again, and return the number of articles of the sound corpus."""
    run(RunSettings(str(store.with_name("raw")), str(store)))
    snapshot = warehouse.current_snapshot(store)
    assert snapshots.find_faults(snapshot) == []
    with catalogue.open_snapshot(snapshot) as con:
        assert catalogue.failed_checks(con) == {}
        return int(con.execute("SELECT count(*) FROM articles").fetchall()[0][0])


def test_a_lost_link_points_to_the_newest_snapshot_again(store: Path) -> None:
    (store / "current").unlink()
    (store / "corpus.duckdb").unlink()
    assert articles(store) == 2
    assert snapshots.numbers(store) == [1, 2]


def test_an_interrupted_takedown_is_taken_back(store: Path) -> None:
    first = store / "snapshots" / "000001"
    first.rename(first.with_name(".000001.old"))
    assert articles(store) == 2
    assert snapshots.numbers(store) == [1, 2]


def test_a_snapshot_that_was_being_made_is_none(store: Path) -> None:
    (store / "snapshots" / "000003").symlink_to(store / "staging" / "snapshot")
    assert snapshots.numbers(store) == [1, 2]
    assert articles(store) == 2


def test_a_staging_that_is_no_folder_is_in_nobodys_way(store: Path) -> None:
    (store / "staging").write_text("a file", "utf-8")
    (store.with_name("raw") / "snowed.txt").write_text(STORY.format("snowed"), "utf-8")
    assert articles(store) == 3


@pytest.mark.parametrize("version", [1, 99])
def test_another_format_is_refused_by_whoever_reads(store: Path, version: int) -> None:
    about = warehouse.current_snapshot(store) / "snapshot.json"
    about.write_text(about.read_text("utf-8").replace(f'"format": {warehouse.FORMAT}', f'"format": {version}'), "utf-8")
    for read in (lambda: warehouse.current_snapshot(store), lambda: snapshots.find_snapshot(store, 2)):
        with pytest.raises(WarehouseError, match=f"format {version}"):
            read()


def test_a_list_of_forgotten_pages_that_cannot_be_read_stops_the_run(store: Path) -> None:
    (store / "forgotten.json").write_text("{", "utf-8")
    with pytest.raises(WarehouseError, match="would be read again"):
        articles(store)
