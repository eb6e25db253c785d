"""Alarms: what is counted of each run, how rarely they are false, and that what is planted is found."""

import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from benchmarks.alarms import PLANTED, alarms_of, corpus_of, false_alarms, found_planted, run_rows
from flows import catalogue, show, tallies, warehouse
from flows.alarms import find_alarms
from flows.cli import _guarded
from flows.running import run
from flows.settings import SettingError, alarm_thresholds
from flows.summaries import RunSettings, Summary
from transforms.tables import TABLES

BYLINE, FOOTER = "- ADA MARSH\n\n", "\nPRINTED AND DISTRIBUTED BY PRESSREADER\n"
STORY = "The Harbour Courier\n\nPier opens\n\n{}It {} on the crowd at the pier, and nobody minded.\n{}"


def deliver(
    folder: Path, name: str, pages: int = 30, byline: str = BYLINE, footer: str = FOOTER, **more: Any
) -> Summary:
    """Add pages and run."""
    for number in range(pages):
        text = STORY.format(byline, f"{name} {number} times", footer)
        (folder / "raw" / f"{name}-{number}.txt").write_text(text, "utf-8")
    time.sleep(0.1)  # a file younger than a tick of the clock is read by every run
    return run(RunSettings(str(folder / "raw"), str(folder / "warehouse"), **more))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a warehouse of one run, over thirty pages with byline and footer."""
    (tmp_path / "raw").mkdir()
    deliver(tmp_path, "rained")
    return tmp_path / "warehouse"


def ask(store: Path, question: str) -> list[Any]:
    """Return the answer of the current snapshot."""
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        return con.execute(question).fetchall()


def test_a_run_counts_what_was_delivered_to_it_and_nothing_older(store: Path) -> None:
    deliver(store.parent, "hailed", 3, byline="", footer="")
    (name, first), (_, second) = ask(store, "SELECT input, tallies FROM runs ORDER BY started_at")
    assert name == "raw"
    paper, field, rule = "outlet/the-harbour-courier", "field/the-harbour-courier/byline", "rule/text-v2/footer.brand"
    assert (first["pages"], first[paper], first[field], first[rule]) == (30, 30, 30, 30)
    assert (second["pages"], second[paper], second.get(field), second.get(rule)) == (3, 3, None, None)


def test_what_vanishes_is_named_by_the_run_by_the_command_and_in_the_terminal(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _guarded(["alarms", "--fail", "--warehouse", str(store)]) == 0
    assert (
        capsys.readouterr().out
        == "No alarm: the newest runs are like those before, and no edition of the last days is missing or short.\n"
    )
    done = deliver(store.parent, "hailed", footer="")
    said = "rule stops: text-v2/footer.brand, 100.0% before, now 0.0% of 30 pages"
    assert done.alarms == (said,)
    show.summary(done)
    assert f"alarm: {said}" in capsys.readouterr().out
    said = "field falls: the-harbour-courier/byline, 100.0% before, now 0.0% of 30 pages"
    assert said in deliver(store.parent, "snowed", byline="", thresholds={"alarm_runs": 1}).alarms
    assert _guarded(["alarms", "--warehouse", str(store)]) == 0
    assert _guarded(["alarms", "--fail", "--format", "csv", "--warehouse", str(store)]) == 1
    assert '"field falls","raw","the-harbour-courier/byline",1,0,60,30,' in capsys.readouterr().out


def test_only_ten_alarms_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    show.summary(Summary("r", "w", 1, 1, 0, 0, alarms=tuple(f"rule stops: {n}" for n in range(12))))
    assert capsys.readouterr().out.count("alarm: rule stops") == 10
    show.summary(Summary("r", "w", 1, 1, 0, 0, alarms=tuple(f"rule stops: {n}" for n in range(12))))
    assert "alarm: 2 more, see broadsheet alarms" in capsys.readouterr().out


def test_an_alarm_is_told_by_the_run_that_met_it_alone(store: Path) -> None:
    assert deliver(store.parent, "hailed", footer="").alarms
    (store.parent / "raw" / "empty.txt").write_text("", "utf-8")
    assert deliver(store.parent, "nothing", 0).alarms == ()
    assert [row["key"] for row in find_alarms(warehouse.current_snapshot(store), {})] == ["text-v2/footer.brand"]


def test_thresholds_are_settings(store: Path) -> None:
    store.with_name("broadsheet.toml").write_text("alarm_pages = 31\nalarm_jump = 2.5", "utf-8")
    thresholds = alarm_thresholds(store)
    assert thresholds == {"alarm_pages": 31, "alarm_jump": 2.5}
    assert deliver(store.parent, "hailed", footer="", thresholds=thresholds).alarms == ()
    for wrong, least in (("alarm_jump = 1.0", 1), ("alarm_pages = 0", 0), ("alarm_fired = -0.5", 0)):
        store.with_name("broadsheet.toml").write_text(wrong, "utf-8")
        with pytest.raises(SettingError, match=f"{wrong}: must be above {least}"):
            alarm_thresholds(store)


def test_a_run_over_chosen_pages_or_over_none_is_compared_with_no_other(store: Path) -> None:
    raw = store.with_name("raw")
    (raw / "rained-1.txt").write_text(STORY.format("", "thawed", ""), "utf-8")
    assert run(RunSettings(str(raw), str(store), only=("rained-1.txt",))).published
    (raw / "rained-1.txt").unlink()
    assert deliver(store.parent, "nothing", 0, prune="some").published
    found = ask(store, "SELECT pages, tallies IS NULL FROM runs ORDER BY started_at")
    assert found == [(30, False), (1, True), (0, True)]
    assert ask(store, "SELECT DISTINCT age FROM rates") == [(1,)]


def test_tallies_are_kept_of_the_newest_runs_of_each_input_alone() -> None:
    rows = run_rows("one", [{"pages": 1}] * 130) + run_rows("other", [{"pages": 1}] * 3)
    schema = pa.schema([(c.name, c.type) for c in TABLES["runs"].columns if c.name in rows[0]])
    rows[129]["tallies"] = None  # a run over chosen pages takes nobody's place
    with duckdb.connect() as con:
        found = tallies.newest(con, pa.Table.from_pylist(rows, schema=schema)).to_pylist()
    assert len(found) == 133
    kept = {name: [r["run_id"] for r in found if r["input"] == name and r["tallies"]] for name in ("one", "other")}
    assert kept == {"one": [f"one-{n}" for n in range(29, 129)], "other": [f"other-{n}" for n in range(3)]}
    assert [row["started_at"] for row in found] == sorted(row["started_at"] for row in rows)


@pytest.mark.parametrize(("pages", "inputs"), [(None, 60), (20, 100)])
def test_steady_rates_raise_no_alarm(pages: int | None, inputs: int) -> None:
    compared, wrong, kinds = false_alarms(inputs, 11, None if pages is None else lambda _: pages)
    assert compared > 8_000
    assert (wrong, kinds) == (0, {})


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found(name: str) -> None:
    assert found_planted(name, 500, 10, 11) == 1


def test_an_alarm_ends_when_the_change_has_become_usual() -> None:
    runs = [{"pages": 200, "reason/shell": 2}] * 30 + [{"pages": 200, "reason/shell": 20}] * 30
    lasting = [bool(alarms_of(corpus_of(run_rows("i", runs[:count])))) for count in range(30, 60)]
    assert lasting[0] is False
    assert lasting[1] is True
    assert lasting.count(True) == lasting.index(False, 1) - 1 < 12
