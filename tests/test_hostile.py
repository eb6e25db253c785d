"""Whole runs over hostile input: every unit accounted for as its maker said, nothing else touched, nothing obeyed.

A part of the set in `tests/hostile`; `python benchmarks/hostile.py` runs all of it, and measures.
"""

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import NamedTuple

import pytest

from flows import delivery
from flows.running import run
from flows.sources import SourceError, list_entries
from flows.summaries import RunSettings, Summary
from tests.hostile import build, cases, changing, source
from tests.hostile.folders import _abyss
from tests.hostile.judging import Violation, digests, fingerprint, judge, unprintable
from tests.hostile.measuring import Ran, broadsheet, on_terminal
from tests.hostile.truth import Case, may, ok, page, story

MOST_MEMORY = 1024**3  # bytes, of a run and its workers together


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    """Fail a test that waits for ever."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


class Part(NamedTuple):
    """A run over a part of the set: where, of what, what it printed, and the input before it."""

    place: Path
    units: dict[str, list[Case]]
    ran: Ran
    before: dict[str, str]


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Part:
    place = tmp_path_factory.mktemp("hostile")
    units = cases(whole=False)
    build(place / "in", units)
    before = fingerprint(place / "in")
    return Part(place, units, ingest(place, "one", 1), before)


def ingest(place: Path, store: str, workers: int) -> Ran:
    return broadsheet(place, "ingest", "in", "--warehouse", store, "--workers", str(workers), "--json", seconds=100)


def told(found: list[Violation]) -> list[str]:
    return [ascii(f"{one.source}: {one.what}")[:300] for one in found]


def test_every_unit_of_a_part_is_accounted_for_as_its_maker_said(part: Part) -> None:
    assert part.ran.code == 0, part.ran.err[-2000:]
    assert told(judge(part.place / "one", part.units, json.loads(part.ran.out))) == []


def test_a_run_touches_nothing_but_its_warehouse(part: Part) -> None:
    assert fingerprint(part.place / "in") == part.before
    assert {file.name for file in part.place.iterdir()} - {"two"} == {"in", "one", "home", "tmp"}
    assert [*(part.place / "home").rglob("*"), *(part.place / "tmp").rglob("*")] == []


def test_a_run_and_its_workers_stay_below_a_gibibyte(part: Part) -> None:
    assert 0 < part.ran.peak < MOST_MEMORY


def test_two_workers_and_a_second_run_write_the_same_tables(part: Part) -> None:
    first = digests(part.place / "one")
    assert ingest(part.place, "two", 2).code == 0
    assert digests(part.place / "two") == first
    assert ingest(part.place, "two", 2).code == 0
    assert digests(part.place / "two") == first


COMMANDS = {
    "quarantine": ("quarantine", "--examples", "99"),
    "pages": ("sql", "SELECT source, url, reason, detail FROM pages"),
    "json": ("sql", "--format", "json", "SELECT * FROM articles"),
    "csv": ("sql", "--format", "csv", "SELECT source, url, detail FROM pages"),
    "articles": ("sql", "SELECT outlet, headline, byline, url, source_article_id, flags, evidence FROM articles"),
    "check": ("check",),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_what_a_terminal_obeys(part: Part, command: str) -> None:
    ran = broadsheet(part.place, *COMMANDS[command], "--warehouse", "one")
    assert ran.code == 0, ran.err[-2000:]
    text = (ran.out + ran.err).decode("utf-8")
    assert not unprintable(text.replace("\n", ""))


def test_a_terminal_gets_the_colours_of_the_project_and_nothing_else(part: Part) -> None:
    written = on_terminal(part.place, "quarantine", "--examples", "99", "--warehouse", "one").decode("utf-8")
    ours = {"\x1b[0m", "\x1b[1m", "\x1b[2m"}
    for sign in ours:
        written = written.replace(sign, "")
    assert len(written) > 1000
    assert not unprintable(written.replace("\r\n", ""))
    assert not set(written) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def pages_to_change(root: Path) -> dict[str, list[Case]]:
    units = {"": list(changing.changing())}
    build(root, units)
    return units


def small_run(root: Path, store: Path) -> Summary:
    return run(RunSettings(str(root), str(store)))


def test_files_that_change_between_listing_and_reading_cost_only_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, listed = tmp_path / "in", delivery.Delivery.units
    units = pages_to_change(root)

    def then_change(self: delivery.Delivery):
        yield from listed(self)
        changing.change_all(root)

    monkeypatch.setattr(delivery.Delivery, "units", then_change)
    small_run(root, tmp_path / "store")
    assert told(judge(tmp_path / "store", units, None)) == []


def test_files_that_change_before_they_are_opened_cost_only_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "in"
    units = pages_to_change(root)

    units[""] = [
        Case(c.name, c.make, (may("", optional=True), may("!a.txt", optional=True))) if c.name == "zip.txt" else c
        for c in units[""]
    ]

    def then_change(folder: Path):
        found = list(list_entries(folder))
        changing.change_all(root)
        yield from found

    monkeypatch.setattr(delivery, "list_entries", then_change)
    small_run(root, tmp_path / "store")
    assert told(judge(tmp_path / "store", units, None)) == []


def test_a_folder_in_motion_loses_nothing_that_stays(tmp_path: Path) -> None:
    root = tmp_path / "in"
    stays = {"": [page(f"z-{n:02}.txt", story(f"stays {n}")) for n in range(20)]}
    build(root, stays)
    for _ in range(2):
        stop = Event()
        thread = Thread(target=changing.chaos, args=(root, stop))
        thread.start()
        try:
            small_run(root, tmp_path / "store")
        finally:
            stop.set()
            thread.join()
        found = judge(tmp_path / "store", stays, None)
        assert told([one for one in found if not one.source.startswith("chaos-")]) == []


MANIFESTS = changing.manifests()


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_is_used_or_refused_or_an_entry_like_others(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(story("beside a manifest"), "utf-8")
    manifest = tmp_path / f"manifest.{name.rpartition('.')[2]}"
    MANIFESTS[name](manifest)
    try:
        found = delivery.Delivery(str(tmp_path), tmp_path, delivery.Limits(), delivery.Fields())
        sources, message = [unit.source for unit in found.units()], ""
    except SourceError as error:
        sources, message = [], str(error)
    assert not unprintable(message)
    assert message or sources == (["a.txt", manifest.name] if name in changing.SPECIAL else ["a.txt"])


def test_folders_deeper_than_calls_may_nest_are_walked(tmp_path: Path) -> None:
    _abyss(1500)(tmp_path / "deep")
    try:
        found = [unit.source for unit in list_entries(tmp_path)]
    finally:
        subprocess.run(["rm", "-rf", tmp_path / "deep"], check=True)  # shutil's way down is recursive
    assert found == ["deep" + "/x" * 1500 + "/bottom.txt"]


def test_the_name_of_an_input_may_be_anything(tmp_path: Path) -> None:
    root = tmp_path / "in\udcff\x1b[31m"
    build(root, {"": [page("a.txt", story("named input"))]})
    small_run(root, tmp_path / "store")
    assert told(judge(tmp_path / "store", {"": [Case("a.txt", b"", (ok(),))]}, None)) == []
    assert source("", Case("a.txt", b"", ())) == "a.txt"
