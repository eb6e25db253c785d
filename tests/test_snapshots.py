"""Published states: what is shared, kept, mended, asked again and gone back to."""

import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from flows import catalogue, snapshots, warehouse
from flows.cli import _guarded
from flows.compacting import compact
from flows.running import run
from flows.settings import SettingError, snapshots_kept
from flows.snapshots import Fault
from flows.summaries import RunSettings, Summary
from flows.warehouse import WarehouseError

STORY = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt {} on the crowd, and nobody minded.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder of one page."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "rained.txt").write_text(STORY.format("rained"), "utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return the place of a warehouse."""
    return tmp_path / "warehouse"


def add(root: Path, store: Path, verb: str, **more: int) -> Summary:
    """Add a page and run."""
    (root / f"{verb}.txt").write_text(STORY.format(verb), "utf-8")
    return run(RunSettings(str(root), str(store), **more))


def count(snapshot: Path) -> int:
    """Return the number of articles in a snapshot."""
    with catalogue.open_snapshot(snapshot) as con:
        return int(con.execute("SELECT count(*) FROM articles").fetchall()[0][0])


def parts(store: Path, table: str) -> list[Path]:
    """Return the parts of a table in the current snapshot."""
    return sorted((warehouse.current_snapshot(store) / table).glob("*.parquet"))


def test_an_earlier_snapshot_can_be_asked_and_gone_back_to(root: Path, store: Path) -> None:
    for verb in ("rained", "hailed", "snowed"):
        add(root, store, verb)
    assert snapshots.numbers(store) == [1, 2, 3]
    assert [count(snapshots.find_snapshot(store, n)) for n in (1, 2, None)] == [1, 2, 3]
    assert [(row["snapshot"], row["current"], row["articles"], row["runs"]) for row in snapshots.history(store)] == [
        (1, False, 1, 1), (2, False, 2, 2), (3, True, 3, 3),
    ]  # fmt: skip
    snapshots.roll_back(store, 1)
    assert count(warehouse.current_snapshot(store)) == 1
    with duckdb.connect(str(store / "corpus.duckdb"), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
    assert run(RunSettings(str(root), str(store))).articles == 3
    assert snapshots.numbers(store) == [1, 2, 3, 4]


def test_a_snapshot_that_is_not_kept_is_refused(root: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(root, store, "rained")
    assert _guarded(["sql", "SELECT 1", "--as-of", "7", "--warehouse", str(store)]) == 2
    assert _guarded(["rollback", "7", "--warehouse", str(store)]) == 2
    assert capsys.readouterr().err.count("snapshot 7 is not kept; there are 1") == 2
    assert _guarded(["sql", "SELECT count(*) AS n FROM articles", "--as-of", "1", "--warehouse", str(store)]) == 0
    assert _guarded(["history", "--warehouse", str(store)]) == 0
    assert _guarded(["rollback", "1", "--warehouse", str(store)]) == 0


def inodes(store: Path) -> dict[str, set[int]]:
    """Return the parts of each table as the file system knows them."""
    snapshot = warehouse.current_snapshot(store)
    return {
        folder.name: {f.stat().st_ino for f in folder.glob("*.parquet")}
        for folder in snapshot.iterdir()
        if folder.is_dir()
    }


def test_a_part_that_did_not_change_is_one_file_with_the_one_before(root: Path, store: Path) -> None:
    add(root, store, "rained")
    before = inodes(store)
    add(root, store, "hailed")
    after = inodes(store)
    assert {table for table in after if before[table] < after[table]} == {
        "articles",
        "lines",
        "pages",
        "readings",
        "bylines",
        "signatures",
    }
    assert {table for table in after if before[table] == after[table]} >= {"captions", "reprints"}
    compact(RunSettings("", str(store)))
    assert {table for table, found in inodes(store).items() if len(found) != 1} == set()


def test_old_snapshots_go_but_none_that_is_young_or_current(
    root: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for verb in ("rained", "hailed", "snowed"):
        add(root, store, verb, keep=2)
    assert snapshots.numbers(store) == [1, 2, 3]
    monkeypatch.setattr(snapshots, "YOUNG", timedelta(0))
    add(root, store, "thawed", keep=2)
    assert snapshots.numbers(store) == [3, 4]
    snapshots.roll_back(store, 3)
    snapshots.clear_old(store, 1)
    assert snapshots.numbers(store) == [3, 4]


def test_how_many_snapshots_are_kept_is_a_setting(store: Path) -> None:
    assert snapshots_kept(store) == 5
    store.with_name("broadsheet.toml").write_text("keep = 9", "utf-8")
    assert snapshots_kept(store) == 9
    store.with_name("broadsheet.toml").write_text("keep = 1", "utf-8")
    with pytest.raises(SettingError, match="at least 2"):
        snapshots_kept(store)


@pytest.mark.parametrize("table", ["articles", "bylines", "outlets", "authors"])
@pytest.mark.parametrize("torn", [False, True])
def test_a_part_that_can_be_made_again_is(root: Path, store: Path, table: str, torn: bool) -> None:
    add(root, store, "rained")
    broken = parts(store, table)[0]
    broken.write_bytes(broken.read_bytes()[:100]) if torn else broken.unlink()
    done = run(RunSettings(str(root), str(store)))
    assert (done.published, done.articles) == (True, 1)
    assert done.mended == (f"{table}/{broken.name} ({'changed' if torn else 'missing'})",)
    assert snapshots.find_faults(warehouse.current_snapshot(store)) == []
    assert run(RunSettings(str(root), str(store))).published is False


def test_a_part_of_lines_comes_back_from_another_snapshot_or_the_run_stops(root: Path, store: Path) -> None:
    add(root, store, "rained")
    store.with_name("authors.toml").write_text("", "utf-8")
    (root / "empty.txt").write_text("", "utf-8")
    run(RunSettings(str(root), str(store)))  # the same lines in two snapshots
    lost = parts(store, "lines")[0]
    lost.unlink()
    assert run(RunSettings(str(root), str(store))).mended == (f"lines/{lost.name} (missing)",)
    for file in store.glob(f"snapshots/*/lines/{parts(store, 'lines')[0].name}"):
        file.unlink()
    with pytest.raises(WarehouseError, match=r"lines/part-.* missing; restore it, or go back"):
        run(RunSettings(str(root), str(store)))


def test_a_foreign_file_is_named_and_gone_from_the_next_snapshot(root: Path, store: Path) -> None:
    add(root, store, "rained")
    foreign = warehouse.current_snapshot(store) / "articles" / "mine.parquet"
    shutil.copy(parts(store, "articles")[0], foreign)
    done = run(RunSettings(str(root), str(store)))
    assert done.mended == ("articles/mine.parquet (foreign)",)
    assert count(warehouse.current_snapshot(store)) == 1


def test_a_part_that_was_only_touched_is_no_fault(root: Path, store: Path) -> None:
    add(root, store, "rained")
    os.utime(parts(store, "lines")[0], (1, 1))
    assert snapshots.find_faults(warehouse.current_snapshot(store)) == []
    part = parts(store, "lines")[0]
    part.write_bytes(part.read_bytes()[::-1])
    name = f"lines/{part.name}"
    assert snapshots.find_faults(warehouse.current_snapshot(store)) == [Fault(name, "changed")]


def test_a_moved_warehouse_is_linked_again(root: Path, store: Path) -> None:
    add(root, store, "rained")
    moved = store.rename(store.with_name("elsewhere"))
    with (
        duckdb.connect(str(moved / "corpus.duckdb"), read_only=True) as con,
        pytest.raises(duckdb.IOException),
    ):
        con.execute("SELECT count(*) FROM articles").fetchall()
    assert _guarded(["relink", "--warehouse", str(moved)]) == 0
    with duckdb.connect(str(moved / "corpus.duckdb"), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
    assert snapshots.find_faults(warehouse.current_snapshot(moved)) == []


def test_the_views_are_text_for_any_database_too(root: Path, store: Path) -> None:
    add(root, store, "rained")
    with duckdb.connect() as con:
        con.execute((warehouse.current_snapshot(store) / "views.sql").read_text("utf-8"))
        assert con.execute("SELECT name, outlets FROM people").fetchall() == [("Ada Marsh", ["the-harbour-courier"])]


def test_a_database_that_somebody_wrote_into_is_made_again(root: Path, store: Path) -> None:
    add(root, store, "rained")
    with duckdb.connect(str(store / "corpus.duckdb")) as con:
        con.execute("CREATE TABLE mine AS SELECT 1")
    assert run(RunSettings(str(root), str(store))).mended == ("corpus.duckdb (changed)",)
    with duckdb.connect(str(store / "corpus.duckdb"), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]


def test_a_bit_that_turned_unseen_is_found_by_check_and_mended_by_verify(
    root: Path, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(root, store, "rained")
    part = parts(store, "articles")[0]
    state, data = part.stat(), bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    os.utime(part, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert snapshots.find_faults(warehouse.current_snapshot(store)) == []
    assert _guarded(["check", "--warehouse", str(store)]) == 1
    assert f"articles/{part.name} (changed)" in capsys.readouterr().out
    assert run(RunSettings(str(root), str(store))).mended == ()
    assert run(RunSettings(str(root), str(store), verify=True)).mended == (f"articles/{part.name} (changed)",)
    assert _guarded(["check", "--warehouse", str(store)]) == 0


@pytest.mark.parametrize("what", ["a time of a file", "another input", "no list"])
def test_a_snapshot_that_says_other_files_is_damaged(root: Path, store: Path, what: str) -> None:
    add(root, store, "rained")
    file = warehouse.current_snapshot(store) / "snapshot.json"
    said = json.loads(file.read_text("utf-8"))
    if what == "no list":
        said["files"] = []
    elif what == "another input":
        said["inputs"] = {"raw": "/elsewhere"}
    else:
        said["files"]["corpus.duckdb"][1] += 1
    file.write_text(json.dumps(said), "utf-8")
    with pytest.raises(WarehouseError, match=r"snapshot\.json: is damaged; restore it, or go back"):
        run(RunSettings(str(root), str(store)))
