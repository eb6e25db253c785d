"""Runs: what they publish, that they can be repeated, and what they leave alone when they fail."""

import hashlib
import os
import shutil
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows import assembling, catalogue, gathering, running, warehouse
from flows.checking import CheckError
from flows.compacting import compact
from flows.limits import Limits
from flows.running import run
from flows.sources import SourceError
from flows.summaries import RunSettings, Summary
from flows.workers import RunError

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "samples.toml").read_text("utf-8"))
ARTICLES = sum("status" not in page for page in EXPECTED.values())
STORY = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt rained on the crowd, and nobody minded.\n"


def ingest(root: Path, store: Path, **more: Any) -> Summary:
    """Run on a folder, in this process."""
    return run(RunSettings(str(root), str(store), **more))


def rows(store: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the published corpus."""
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        return con.execute(query).fetchall()


def digests(store: Path) -> dict[str, str]:
    """Return a digest of each file of the tables; `runs` remembers clocks and is left out."""
    snapshot = warehouse.current_snapshot(store)
    parts = (file for file in snapshot.glob("*/*.parquet") if file.parent.name != "runs")
    return {str(f.relative_to(snapshot)): hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(parts)}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """Return a warehouse of the sample pages, made by one run, and what that run said."""
    store = tmp_path_factory.mktemp("samples") / "warehouse"
    return store, ingest(SAMPLES, store)


@pytest.fixture(scope="module")
def dense(samples: tuple[Path, Summary]) -> dict[str, str]:
    """Return the digests of the same warehouse after its parts were written anew."""
    store = samples[0].with_name("dense")
    shutil.copytree(samples[0], store, symlinks=True)
    assert compact(RunSettings("", str(store)))
    return digests(store)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder for pages."""
    root = tmp_path / "pages"
    root.mkdir()
    return root


def test_every_sample_page_is_accounted_for(samples: tuple[Path, Summary]) -> None:
    store, summary = samples
    statuses = Counter(page.get("status", "accepted") for page in EXPECTED.values())
    assert (summary.accepted, summary.duplicates) == (statuses["accepted"], statuses["duplicate"])
    assert summary.quarantined == statuses["quarantined"]
    assert summary.pages == len(EXPECTED)
    assert summary.articles == ARTICLES
    said = {name: (page["status"], page["reason"]) for name, page in EXPECTED.items() if "status" in page}
    found = rows(store, "SELECT source, status, reason FROM pages WHERE status <> 'accepted'")
    assert {source: (status, reason) for source, status, reason in found} == said
    assert rows(store, "SELECT count(*), count(DISTINCT source) FROM pages") == [(len(EXPECTED), len(EXPECTED))]


def test_every_check_of_the_samples_passes(samples: tuple[Path, Summary]) -> None:
    with catalogue.open_snapshot(warehouse.current_snapshot(samples[0])) as con:
        assert catalogue.failed_checks(con) == {}


def test_the_tables_hold_what_a_reader_says(samples: tuple[Path, Summary]) -> None:
    found = rows(samples[0], "SELECT outlet, headline, published FROM articles ORDER BY ALL")
    said = [(p["outlet"], p["headline"], p.get("published")) for p in EXPECTED.values() if "status" not in p]
    assert sorted(found, key=str) == sorted(said, key=str)


def test_the_database_file_answers_any_client(samples: tuple[Path, Summary]) -> None:
    with duckdb.connect(str(samples[0] / "corpus.duckdb"), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM articles").fetchall() == [(ARTICLES,)]


def test_a_second_run_that_reads_everything_again_finds_nothing_to_publish(
    samples: tuple[Path, Summary], tmp_path: Path
) -> None:
    store = tmp_path / "warehouse"
    shutil.copytree(samples[0], store, symlinks=True)
    before = warehouse.current_snapshot(store)
    again = ingest(SAMPLES, store, verify=True)
    assert (again.pages, again.published) == (len(EXPECTED), False)
    assert warehouse.current_snapshot(store) == before
    assert not (store / "staging").exists()
    assert digests(store) == digests(samples[0])
    assert len(digests(store)) > 5
    assert rows(store, "SELECT count(*) FROM runs") == [(1,)]


def test_workers_and_batches_leave_no_trace_in_the_tables(
    samples: tuple[Path, Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PAGES_IN_BATCH", 5)
    summary = ingest(SAMPLES, tmp_path / "warehouse", workers=2)
    assert summary.pages == len(EXPECTED)
    assert digests(tmp_path / "warehouse") == digests(samples[0])


def test_buckets_that_wait_on_disk_leave_no_trace_in_the_tables(
    samples: tuple[Path, Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PAGES_IN_BATCH", 5)
    monkeypatch.setattr(assembling, "PAGES_IN_BUCKET", 4)
    monkeypatch.setattr("flows.buckets.BYTES_AT_ONCE", 60_000)
    monkeypatch.setattr("flows.bodies.ROWS_IN_BATCH", 3)
    ingest(SAMPLES, tmp_path / "warehouse")
    assert digests(tmp_path / "warehouse") == digests(samples[0])


@pytest.mark.parametrize("backwards", [False, True], ids=["first half first", "second half first"])
def test_two_runs_over_halves_write_the_tables_of_one(
    samples: tuple[Path, Summary], dense: dict[str, str], tmp_path: Path, backwards: bool
) -> None:
    files = sorted(file for file in SAMPLES.iterdir() if file.name != "manifest.csv")
    halves = [tmp_path / "1" / "samples", tmp_path / "2" / "samples"]
    for half, part in zip(halves, (files[:36], files[36:]), strict=True):  # the copies are parted from their firsts
        half.mkdir(parents=True)
        for file in (*part, SAMPLES / "manifest.csv"):
            shutil.copy(file, half)
    for half in reversed(halves) if backwards else halves:
        ingest(half, tmp_path / "warehouse", same_input=True)
    assert digests(tmp_path / "warehouse") != digests(samples[0])
    assert compact(RunSettings("", str(tmp_path / "warehouse")))
    assert not compact(RunSettings("", str(tmp_path / "warehouse")))
    assert digests(tmp_path / "warehouse") == dense


def test_a_run_that_dies_leaves_the_snapshot_before_and_the_next_mends_all(
    dense: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, store = tmp_path / "samples", tmp_path / "warehouse"
    shutil.copytree(SAMPLES, root)
    late = root / "the-harbour-courier-20190402-p02.txt"
    late.rename(tmp_path / late.name)
    ingest(root, store)
    before, state = warehouse.current_snapshot(store), digests(store)
    (tmp_path / late.name).rename(late)
    whole = assembling.add

    def dying(con: duckdb.DuckDBPyConnection, staging: Path, *more: Any) -> None:
        whole(con, staging, *more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(assembling, "add", dying)
        with pytest.raises(KeyboardInterrupt):
            ingest(root, store)
    assert not (store / "staging").exists()
    assert warehouse.current_snapshot(store) == before
    assert digests(store) == state
    ingest(root, store)
    assert not (store / "staging").exists()
    compact(RunSettings("", str(store)))
    assert digests(store) == dense


def test_a_failing_check_publishes_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.txt").write_text(STORY, "utf-8")
    store = tmp_path / "warehouse"
    ingest(folder, store)
    before = warehouse.current_snapshot(store)
    (folder / "b.txt").write_text(STORY.replace("rained", "snowed"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(catalogue, "failed_checks", lambda *_: {"codes_valid": [("XX",)]})
        with pytest.raises(CheckError, match=r"nothing was published: check 'codes_valid'"):
            ingest(folder, store)
    assert warehouse.current_snapshot(store) == before
    assert rows(store, "SELECT count(*) FROM pages") == [(1,)]
    ingest(folder, store)
    assert rows(store, "SELECT count(*) FROM pages") == [(2,)]


def test_one_input_name_for_two_folders_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text(STORY, "utf-8")
    other, store = tmp_path / "other", tmp_path / "warehouse"
    other.mkdir()
    ingest(folder, store, input_name="print")
    with pytest.raises(SourceError, match=r"input 'print' came from .*pages before"):
        ingest(other, store, input_name="print")
    ingest(other, store, input_name="print", same_input=True)
    assert rows(store, "SELECT source FROM pages") == [("a.txt",)]


def test_a_missing_folder_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such folder"):
        ingest(tmp_path / "none", tmp_path / "warehouse")
    assert not (tmp_path / "warehouse").exists()


def test_an_empty_folder_makes_a_sound_empty_corpus(folder: Path, tmp_path: Path) -> None:
    assert ingest(folder, tmp_path / "warehouse").pages == 0
    assert rows(tmp_path / "warehouse", "SELECT count(*) FROM articles") == [(0,)]
    with catalogue.open_snapshot(warehouse.current_snapshot(tmp_path / "warehouse")) as con:
        assert catalogue.failed_checks(con) == {}


@pytest.fixture
def odd_folder(folder: Path, tmp_path: Path) -> Path:
    """Return a folder of entries that are no plain page."""
    outside = tmp_path / "outside.txt"
    outside.write_text(STORY, "utf-8")
    (folder / ".hidden.txt").write_text(STORY, "utf-8")
    (folder / "empty.txt").touch()
    os.mkfifo(folder / "pipe")
    (folder / "leaves.txt").symlink_to(outside)
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "self").symlink_to(".")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "page.html").write_text("<!DOCTYPE html><html><body>It rained.</body></html>", "utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/odd\xff\n.txt")).write_text(STORY.replace("rained", "snowed"), "utf-8")
    (folder / "odd\\xff.txt").write_text(STORY.replace("rained", "hailed"), "utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/odd\xff.txt")).write_text(STORY.replace("rained", "thawed"), "utf-8")
    (folder / "large.txt").write_text("A" * 2_000, "utf-8")
    return folder


def test_each_odd_entry_has_exactly_one_row(odd_folder: Path, tmp_path: Path) -> None:
    assert ingest(odd_folder, tmp_path / "warehouse", limits=Limits(page_bytes=1_000)).pages == 12
    found = rows(tmp_path / "warehouse", "SELECT source, coalesce(reason, status) FROM pages ORDER BY source")
    assert found == [
        (".hidden.txt", "accepted"),
        ("empty.txt", "empty"),
        ("gone.txt", "unreadable"),
        ("large.txt", "too_large"),
        ("leaves.txt", "not_a_file"),
        ("loop.txt", "unreadable"),
        (r"odd\\xff.txt", "accepted"),
        (r"odd\xff.txt", "accepted"),
        (r"odd\xff\x0a.txt", "accepted"),
        ("page.html", "accepted"),
        ("pipe", "not_a_file"),
        ("self", "not_a_file"),
    ]


def test_the_same_bytes_at_two_dates_are_two_articles(folder: Path, tmp_path: Path) -> None:
    address = "http://www.pressreader.com/canada/the-harbour-courier/{}/28165537167551{}"
    listed = ["path,url,fetched_at"]
    for number, day in enumerate(("20190402", "20190405")):
        (folder / f"{number}.txt").write_text(STORY, "utf-8")
        listed.append(f"{number}.txt,{address.format(day, number)},")
    (folder / "manifest.csv").write_text("\n".join(listed) + "\n", "utf-8")
    ingest(folder, tmp_path / "warehouse")
    query = "SELECT strftime(published, '%Y%m%d') FROM articles ORDER BY ALL"
    assert rows(tmp_path / "warehouse", query) == [("20190402",), ("20190405",)]


def test_the_same_bytes_at_one_address_are_one_article(folder: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(STORY, "utf-8")
    summary = ingest(folder, tmp_path / "warehouse")
    assert (summary.articles, summary.duplicates) == (1, 1)
    assert rows(tmp_path / "warehouse", "SELECT reason FROM pages WHERE status = 'duplicate'") == [("same_bytes",)]


@pytest.mark.parametrize(("failed", "refused"), [(4, False), (6, True)])
def test_a_run_whose_reader_fails_on_most_pages_is_refused(tmp_path: Path, failed: int, refused: bool) -> None:
    (tmp_path / "shards").mkdir()
    reasons = ["failed"] * failed + [None] * 3
    details = ["The reader failed: ImportError: lxml." if reason else None for reason in reasons]
    shard = pa.table({"reason": pa.array(reasons, pa.string()), "detail": pa.array(details, pa.string())})
    pq.write_table(shard, tmp_path / "shards" / "readings-000000.parquet")
    if refused:
        with pytest.raises(RunError, match=r"the reader fails on 6 of 9 pages, first: .*ImportError: lxml"):
            running._refuse_if_the_reader_fails(duckdb.connect(), tmp_path)
    else:
        running._refuse_if_the_reader_fails(duckdb.connect(), tmp_path)


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE readings SET people = [{'author_id': 'w1', 'name': '', 'role': 'author', 'name_source': 'printed'}]",
        "UPDATE readings SET characters = characters + 1",
        "UPDATE readings SET published = DATE '1066-10-14'",
        "DELETE FROM written_pages",
    ],
)
def test_what_a_run_adds_is_checked_though_the_rest_is_not(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    page = (SAMPLES / "the-harbour-courier-20190402-p02.txt").read_text("utf-8")
    (folder / "a.txt").write_text(page, "utf-8")
    ingest(folder, tmp_path / "warehouse")
    (folder / "b.txt").write_text(page.replace("the", "a"), "utf-8")
    changed = gathering.gather_changed

    def spoiled(con: duckdb.DuckDBPyConnection) -> None:
        changed(con)
        con.execute(spoil)

    monkeypatch.setattr(assembling, "gather_changed", spoiled)
    before = warehouse.current_snapshot(tmp_path / "warehouse")
    with pytest.raises(CheckError):
        ingest(folder, tmp_path / "warehouse")
    assert warehouse.current_snapshot(tmp_path / "warehouse") == before
