"""Engines that read on many machines, here with two processes of a real Dask scheduler each on this one."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.running import run
from flows.settings import SettingError, runner
from flows.summaries import RunSettings
from flows.workers import RunError

distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'broadsheet[dask]'")

PAGE = "Pier {} opens\n\nThe Harbour Courier - - NEWS - ADA MARSH\n\n{}\n\nNewspapers in English\n"
COUNT = 6_000  # several batches for each worker


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of pages."""
    root = tmp_path_factory.mktemp("pages")
    for number in range(COUNT):
        text = f"It rained on pier {number}, and nobody minded. " * 20
        (root / f"the-harbour-courier-20190412-p01-{number}.txt").write_text(PAGE.format(number, text), "utf-8")
    return root


@pytest.fixture(scope="module")
def local(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the parts that this machine's own pool makes of the pages."""
    store = tmp_path_factory.mktemp("local") / "warehouse"
    run(RunSettings(str(pages), str(store), "raw", workers=2))
    return parts(store)


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[int]]]:
    """Return the address of a scheduler with two workers of their own processes, and these processes."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made.scheduler_address, [worker.process.pid for worker in made.workers.values()]


def parts(store: Path) -> dict[str, str]:
    """Return the names of all parts but of `runs`, whose names are hashes of their content."""
    files = (store / "current").glob("*/part-*.parquet")
    return {f"{file.parent.name}/{file.name}": "" for file in files if file.parent.name != "runs"}


def test_dask_makes_the_same_tables_byte_for_byte(
    pages: Path, local: dict[str, str], cluster: tuple[str, list[int]], tmp_path: Path
) -> None:
    summary = run(RunSettings(str(pages), str(tmp_path / "w"), "raw", runner=f"dask={cluster[0]}"))
    assert summary.accepted == COUNT
    assert parts(tmp_path / "w") == local


def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    pages: Path, local: dict[str, str], cluster: tuple[str, list[int]], tmp_path: Path
) -> None:
    address, workers = cluster
    killed: list[int] = []

    def progress(done: int, _: int) -> None:
        if done and not killed:
            killed.append(done)
            os.kill(workers[0], signal.SIGKILL)

    summary = run(RunSettings(str(pages), str(tmp_path / "w"), "raw", runner=f"dask={address}"), progress)
    assert killed[0] < COUNT
    assert summary.accepted == COUNT
    assert parts(tmp_path / "w") == local


def test_an_address_where_nobody_answers_is_one_clear_line(pages: Path, tmp_path: Path) -> None:
    from flows.runners import on_dask

    on_dask.PATIENCE, before = 1, on_dask.PATIENCE
    try:
        with pytest.raises(RunError, match=r"dask=tcp://127\.0\.0\.1:9: no scheduler answers there"):
            run(RunSettings(str(pages), str(tmp_path / "w"), "raw", runner="dask=tcp://127.0.0.1:9"))
    finally:
        on_dask.PATIENCE = before


@pytest.mark.parametrize("said", ["dask", "dask=", "spark=x", "ray= ", "Local"])
def test_an_unknown_runner_is_refused(said: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="write it as local, dask=ADDRESS or ray=ADDRESS"):
        runner(said, tmp_path)


def test_workers_with_other_rules_are_refused(
    pages: Path, cluster: tuple[str, list[int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.runners.rules.version", lambda: "0123456789ab")
    with pytest.raises(RunError, match="install the same broadsheet"):
        run(RunSettings(str(pages), str(tmp_path / "w"), "raw", runner=f"dask={cluster[0]}"))
