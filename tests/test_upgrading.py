"""An older warehouse is upgraded by a command and as a whole; what another version wrote is refused with a word."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows import catalogue, snapshots, warehouse
from flows.cli import _guarded
from flows.forgetting import forget
from flows.running import run
from flows.summaries import RunSettings
from flows.upgrading import upgrade
from flows.warehouse import WarehouseError
from tests.faults.judging import judge_whole, rows_of, state
from tests.formats import make_older

STORY = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt {} on the crowd, and nobody minded.\n"
HERE = Path(__file__).parent.parent


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a warehouse of two snapshots in format 2."""
    return older(tmp_path)


def older(folder: Path, version: int = 2, dropped: tuple[str, ...] = ()) -> Path:
    """Make two snapshots, the second with a page more, and take them back to an older format."""
    new(folder)
    make_older(folder / "warehouse", version, dropped)
    return folder / "warehouse"


def new(folder: Path) -> Path:
    """Make them in today's format."""
    (folder / "raw").mkdir()
    for verb in ("rained", "hailed"):
        (folder / "raw" / f"{verb}.txt").write_text(STORY.format(verb), "utf-8")
        time.sleep(0.1)  # a file younger than a tick of the clock is read by every run
        run(RunSettings(str(folder / "raw"), str(folder / "warehouse")))
    return folder / "warehouse"


def settings(store: Path) -> RunSettings:
    """Return what a command without input is asked."""
    return RunSettings("", str(store))


def formats(store: Path) -> list[tuple[int, int]]:
    """Return number and format of each kept snapshot."""
    return [(row["snapshot"], row["format"]) for row in snapshots.history(store)]


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same, for commands that must change nothing."""
    return older(tmp_path_factory.mktemp("unread"))


@pytest.mark.parametrize(
    "command",
    [
        ("sql", "SELECT 1"), ("check",), ("history",), ("quarantine",), ("explain", "rained.txt"), ("alarms",), ("replay",),
        ("compact",), ("relink",), ("what-if",), ("forget", "rained.txt"), ("ingest", "{raw}"), ("sql", "SELECT 1", "--as-of", "2"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_refuses_an_older_warehouse_and_names_the_upgrade(
    unread: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [part.format(raw=unread.with_name("raw")) for part in command]
    assert _guarded([*arguments, "--warehouse", str(unread)]) == 2
    said = "snapshots/000002: written by an older broadsheet (format 2); run broadsheet upgrade\n"
    assert capsys.readouterr().err.endswith(said)
    assert warehouse.forgotten(unread) == frozenset()
    assert (snapshots.numbers(unread), (unread / "staging").exists()) == ([1, 2], False)


@pytest.mark.parametrize(
    ("version", "word"),
    [
        (99, "written by a newer broadsheet (format 99); update broadsheet"),
        (1, "written by a broadsheet that is too old (format 1); ingest its pages anew, into another --warehouse"),
        ("?", "written by a broadsheet that is too old (format ?); ingest its pages anew, into another --warehouse"),
    ],
)
def test_what_cannot_be_upgraded_is_refused_with_what_to_do(
    unread: Path, version: object, word: str, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    about = unread / "snapshots" / "000002" / "snapshot.json"
    text = about.read_text("utf-8")
    request.addfinalizer(lambda: about.write_text(text, "utf-8"))
    about.write_text(json.dumps(json.loads(text) | {"format": version}), "utf-8")
    for command in (("upgrade",), ("sql", "SELECT 1"), ("history",)):
        assert _guarded([*command, "--warehouse", str(unread)]) == 2
        assert capsys.readouterr().err.endswith(f"{word}\n")
    assert snapshots.numbers(unread) == [1, 2]


def test_an_upgraded_corpus_says_what_a_new_one_would(store: Path, tmp_path: Path) -> None:
    (store / "snapshots" / "000002" / "reprints").rename(tmp_path / "reprints")  # is made again from the sources
    done = upgrade(settings(store))
    assert done is not None
    assert (done.before.name, done.version, done.after.name) == ("000002", 2, "000003")
    assert formats(store) == [(1, 2), (2, 2), (3, warehouse.FORMAT)]
    assert judge_whole(store) == []
    run(RunSettings(str(store.with_name("raw")), str(tmp_path / "new")))
    assert state(store) == state(tmp_path / "new")
    with catalogue.open_snapshot(done.after) as con:
        assert con.execute("SELECT pages, input, tallies FROM runs").fetchall() == [(1, None, None)] * 2
    assert upgrade(settings(store)) is None
    assert snapshots.numbers(store) == [1, 2, 3]


def test_a_run_after_it_reads_no_page_again_and_counts(store: Path) -> None:
    upgrade(settings(store))
    raw = store.with_name("raw")
    done = run(RunSettings(str(raw), str(store)))
    assert (done.published, done.pages, done.files_unchanged) == (False, 0, 2)
    (raw / "snowed.txt").write_text(STORY.format("snowed"), "utf-8")
    assert run(RunSettings(str(raw), str(store))).published
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        found = con.execute("SELECT input, tallies['pages'] FROM runs ORDER BY started_at").fetchall()
    assert found == [(None, None), (None, None), ("raw", 1)]


def test_columns_that_an_older_part_lacks_are_null_or_empty(tmp_path: Path) -> None:
    store = older(tmp_path, 2, ("readings.photographs", "readings.section", "lines.repairs"))
    done = upgrade(settings(store))
    assert done is not None
    with catalogue.open_snapshot(done.after) as con:
        assert catalogue.failed_checks(con) == {}
        assert con.execute("SELECT DISTINCT photographs, section FROM parquet.readings").fetchall() == [([], None)]
        assert con.execute("SELECT DISTINCT repairs FROM lines").fetchall() == [([],)]
        assert con.execute("SELECT count(*), count(byline) FROM articles").fetchall() == [(2, 2)]


def test_the_commands_say_what_was_done(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert _guarded(["upgrade", "--warehouse", str(store)]) == 0
    assert capsys.readouterr().out == (
        f"Snapshot 3 holds the corpus in format {warehouse.FORMAT}, and is current.\n"
        "Snapshot 2 (format 2) is kept for a while, for an older broadsheet.\n"
        f"The warehouse has the format of today ({warehouse.FORMAT}): nothing to do.\n"
    )


def test_snapshots_in_another_format_are_named_and_left_alone(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    upgrade(settings(store))
    views = (store / "snapshots" / "000001" / "views.sql").stat().st_mtime_ns
    for command in (("rollback", "1"), ("sql", "SELECT 1", "--as-of", "1"), ("diff", "1")):
        assert _guarded([*command, "--warehouse", str(store)]) == 2
        said = f"snapshot 1 has format 2; this broadsheet reads format {warehouse.FORMAT} alone\n"
        assert capsys.readouterr().err.endswith(said)
    assert _guarded(["relink", "--warehouse", str(store)]) == 0
    left = "Snapshot {} is as it was: it has another format, which this broadsheet does not read.\n"
    said = f"1 snapshots name {store.resolve()}.\n{left.format(1)}{left.format(2)}"
    assert capsys.readouterr().out == said
    assert (store / "snapshots" / "000001" / "views.sql").stat().st_mtime_ns == views


def test_a_takedown_removes_older_snapshots_that_hold_the_page_and_no_others(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upgrade(settings(store))
    assert _guarded(["forget", "hailed.txt", "--warehouse", str(store)]) == 0
    assert "Snapshot 2 is removed: it is not in today's format, and may hold" in capsys.readouterr().out
    assert formats(store) == [(1, 2), (3, warehouse.FORMAT), (4, warehouse.FORMAT)]
    assert not (store / "snapshots" / "000002").exists()
    assert "hailed on" not in everything(store)
    assert forget(settings(store), ["hailed.txt"]).removed == []
    assert forget(settings(store), ["rained.txt"]).removed == [1]
    assert "rained on" not in everything(store)


def everything(store: Path) -> str:
    """Return the rows of all kept snapshots in today's format."""
    found = [snapshots.find_snapshot(store, n) for n, version in formats(store) if version == warehouse.FORMAT]
    texts = []
    for snapshot in found:
        with catalogue.open_snapshot(snapshot) as con:
            texts += [str(con.execute(f"FROM parquet.{t}").fetchall()) for t in ("lines", "articles", "readings")]
    return "".join(texts)


@pytest.mark.parametrize("left", ["readings", "snapshot.json"])
def test_a_takedown_removes_what_it_cannot_read(store: Path, left: str) -> None:
    upgrade(settings(store))
    first = store / "snapshots" / "000001"
    if left == "snapshot.json":  # all that a takedown left that was killed
        for part in first.glob("*/*.parquet"):
            part.unlink()
    else:
        (first / "snapshot.json").write_text("{", "utf-8")
    assert forget(settings(store), ["rained.txt"]).removed == [1, 2]
    assert not first.exists()


def test_a_page_forgotten_in_an_older_snapshot_does_not_take_it_away(tmp_path: Path) -> None:
    store = new(tmp_path)
    forget(settings(store), ["rained.txt"])
    make_older(store)
    upgrade(settings(store))
    before = snapshots.numbers(store)
    assert forget(settings(store), ["rained.txt"]).removed == []
    assert set(before) <= set(snapshots.numbers(store))


def child(store: Path, *fault: str, command: tuple[str, ...] = ("upgrade",)) -> int:
    """Run a command in a process of its own, with a fault inside."""
    asked = [sys.executable, "-m", "tests.faults.child", *fault, "--", *command, "--warehouse", str(store)]
    return subprocess.run(asked, cwd=HERE, capture_output=True, check=False).returncode


def put_back(store: Path, copy: Path) -> None:
    """Put a warehouse back as it was."""
    subprocess.run(["rm", "-rf", str(store)], check=True)
    subprocess.run(["cp", "-a", str(copy), str(store)], check=True)


def test_an_upgrade_that_is_killed_leaves_the_older_corpus_or_the_new_one(store: Path, tmp_path: Path) -> None:
    log, copy = tmp_path / "changes", tmp_path / "copy"
    put_back(copy, store)
    before = rows_of_older(store)
    assert child(store, "count", str(log)) == 0
    after, changes = state(store), len(log.read_text("utf-8").splitlines())
    seen = set()
    for place in (2, changes // 3, changes // 2, changes - 12, changes - 8, changes - 4, changes - 1):
        put_back(store, copy)
        assert child(store, "kill", str(place)) == -9
        version = warehouse.about_any(warehouse.current_folder(store))["format"]
        seen.add(version)
        assert (rows_of_older(store) if version == 2 else state(store)) == (before if version == 2 else after)
        upgrade(settings(store))
        assert state(store) == after
        assert judge_whole(store) == []
        assert not (store / "staging").exists()
    assert seen == {2, warehouse.FORMAT}


def rows_of_older(store: Path) -> dict[str, int]:
    """Return what tells the current snapshot in an older format: its files, none of them damaged."""
    found = warehouse.current_folder(store)
    assert snapshots.find_faults(found) == []
    return {name: size for name, (size, _) in json.loads((found / "snapshot.json").read_text("utf-8"))["files"].items()}


def test_a_takedown_that_is_killed_while_it_removes_a_snapshot_is_finished_by_the_next(
    store: Path, tmp_path: Path
) -> None:
    upgrade(settings(store))
    log, copy, command = tmp_path / "changes", tmp_path / "copy", ("forget", "hailed.txt")
    put_back(copy, store)
    assert child(store, "count", str(log), command=command) == 0
    changes = log.read_text("utf-8").splitlines()
    places = [n for n, change in enumerate(changes, 1) if "/snapshots/000002" in change]
    assert changes[places[0] - 1].endswith("000002/snapshot.json")
    second = store / "snapshots" / "000002"
    for place in (places[0], places[0] + 1, places[-1]):
        put_back(store, copy)
        assert child(store, "kill", str(place), command=command) == -9
        assert second.exists()
        forget(settings(store), ["hailed.txt"])
        assert not second.exists()
        assert "hailed on" not in everything(store)


def test_a_damaged_older_warehouse_is_mended_or_refused(store: Path) -> None:
    current = warehouse.current_folder(store)
    (lines,) = (
        p for p in current.glob("lines/*.parquet") if not (current.with_name("000001") / "lines" / p.name).exists()
    )
    kept = lines.read_bytes()
    lines.unlink()
    with pytest.raises(WarehouseError, match=r"lines/part-.* missing; restore it"):
        upgrade(settings(store))
    lines.write_bytes(kept)
    for part in current.glob("articles/*.parquet"):
        part.unlink()
    assert upgrade(settings(store))
    assert judge_whole(store) == []
    assert rows_of(warehouse.current_snapshot(store))
