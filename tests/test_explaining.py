"""What the corpus says of one page, and what differs between two readings of the same pages."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import catalogue, inspecting, snapshots, warehouse
from flows.cli import _guarded
from flows.comparing import compare_rules, compare_snapshots
from flows.running import run
from flows.sources import SourceError
from flows.summaries import RunSettings
from transforms import story
from transforms.record import Page

STORY = (
    "The Harbour Courier\r\n\r\nPier opens\n\n- ADA MARSH\n\nIt rained\x07 on the back\\slash.\n\nNewspapers in English"
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a warehouse of an odd page, a copy of it and an empty one."""
    root = tmp_path / "raw"
    root.mkdir()
    (root / "a.txt").write_bytes(STORY.encode())
    (root / "b.txt").write_bytes(STORY.replace("\r", "").encode())
    (root / "c.txt").write_bytes(b"")
    run(RunSettings(str(root), str(tmp_path / "warehouse")))
    return tmp_path / "warehouse"


def asked(store: Path) -> Iterator[str]:
    """Yield the names that the odd page can be asked for by."""
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        page, article = con.execute("SELECT page_id, article_id FROM pages WHERE source = 'a.txt'").fetchall()[0]
    yield from ("a.txt", "raw/a.txt", page, page[:8], article)


def test_the_decoded_page_is_rebuilt_exactly(store: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    names = list(asked(store))
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        assert [inspecting.raw_text(con, name) for name in names[:4]] == [STORY] * 4
    assert _guarded(["raw", "a.txt", "--warehouse", str(store)]) == 0
    assert capfdbinary.readouterr().out == STORY.encode()


@pytest.mark.parametrize(("name", "says"), [("nowhere.txt", "no page"), ("c.txt", "quarantined")])
def test_a_page_that_has_no_lines_says_why(store: Path, name: str, says: str) -> None:
    with (
        catalogue.open_snapshot(warehouse.current_snapshot(store)) as con,
        pytest.raises(SourceError, match=says),
    ):
        inspecting.raw_text(con, name)


def test_all_that_is_known_of_a_page_is_shown(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in asked(store):
        assert _guarded(["explain", name, "--warehouse", str(store)]) == 0
        shown = capsys.readouterr().out
        assert all(word in shown for word in ("Ada Marsh", "v2.byline", "tail.language", "(line 3)", "same_article"))
    assert _guarded(["explain", "a.txt", "--json", "--warehouse", str(store)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [len(told[kind]) for kind in ("pages", "people", "copies")] == [1, 1, 1]
    assert told["lines"][0]["role"] == "outlet"


def test_two_snapshots_are_compared_page_by_page(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = store.with_name("raw")
    (root / "a.txt").write_bytes(STORY.replace("ADA MARSH", "Tom Vale").encode())
    (root / "d.txt").write_bytes(STORY.replace("rained", "hailed").encode())
    run(RunSettings(str(root), str(store)))
    found = compare_snapshots(*(snapshots.find_snapshot(store, number) for number in (1, 2)))
    assert found[:4] == (0, 1, 3, 1)
    changed = {row["field"]: (row["pages"], row["before"], row["after"]) for row in found.fields}
    assert changed["byline"] == (1, "ADA MARSH", "Tom Vale")
    assert {row["rule"] for row in found.rules} >= {"v2.byline", "tail.language"}
    assert _guarded(["diff", "1", "--warehouse", str(store)]) == 0
    assert "3 pages compared, 1 differ; 0 only before, 1 only after" in capsys.readouterr().out


def test_the_rules_of_today_are_tried_and_nothing_is_published(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = RunSettings(str(store.with_name("raw")), str(store), "raw")
    state = {file: file.lstat().st_mtime_ns for file in store.rglob("*")}
    same = compare_rules(settings, None, None)
    assert (same.compared, same.changed, same.fields, same.rules) == (3, 0, [], [])
    assert compare_rules(settings, "source = 'a.txt'", None).compared == 1
    assert compare_rules(settings, None, 2).compared == 2
    assert _guarded(["what-if", "--all", "--warehouse", str(store)]) == 0
    assert "3 pages compared, 0 differ" in capsys.readouterr().out
    assert {file: file.lstat().st_mtime_ns for file in store.rglob("*")} == state
    monkeypatch.setattr("flows.comparing.read_all", _read_here)
    monkeypatch.setattr("flows.reading.take_steps", lambda page: story_without_headline(page))
    other = compare_rules(settings, None, None)
    assert other.changed == 2
    assert [(row["field"], row["pages"], row["before"], row["after"]) for row in other.fields][:1] == [
        ("headline", 2, "Pier opens", None)
    ]


def story_without_headline(page: Page) -> Page:
    """Take all steps but one, as rules of tomorrow might."""
    from transforms.steps import STEPS

    for step in STEPS:
        if step is not story.read_headline:
            page = step(page)
    return page


def _read_here(batches: Iterator[object], *_: object) -> Iterator[int]:
    from flows.reading import read_batch

    return (read_batch(batch) for batch in batches)  # type: ignore[arg-type]
