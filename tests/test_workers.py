"""Workers: a page that hangs or kills its process costs only itself."""

import multiprocessing
import os
from pathlib import Path
from threading import Thread
from time import sleep

import pyarrow.parquet as pq
import pytest

from flows.limits import Limits
from flows.reading import Batch, _bytes_of
from flows.sources import Unit
from flows.watching import Watch
from flows.workers import RunError, read_all

STORY = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt {} on the crowd, and nobody minded.\n"


class Hangs(bytes):
    """The name of a pipe, as the bytes of a page: whoever asks for their number waits for the pipe."""

    __slots__ = ()

    def __len__(self) -> int:
        return len(Path(os.fsdecode(bytes(self))).read_bytes())


SLOW = STORY.format("rained") + "He said — “no” — and Ms. O’Neil’s boat, which was 19 feet long, sank. " * 800_000
NO_LIMITS = Limits(page_bytes=10**9, page_characters=10**9)


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """Return a batch of three pages; the one in the middle takes long."""
    pages = {"a.txt": STORY.format("rained"), "slow.txt": SLOW, "z.txt": STORY.format("snowed")}
    for name, text in pages.items():
        (tmp_path / name).write_text(text, "utf-8")
    units = tuple(Unit(name, len(text), str(tmp_path / name)) for name, text in pages.items())
    return Batch(0, "in", units, str(tmp_path), NO_LIMITS)


def reasons(folder: Path) -> dict[str, str | None]:
    """Return the reason of each page that the batch wrote."""
    rows = pq.read_table(folder / "readings-000000-000000.parquet", columns=["source", "reason"]).to_pylist()
    return {row["source"]: row["reason"] for row in rows}


def test_a_page_that_takes_too_long_is_set_aside_and_the_others_are_read(batch: Batch, tmp_path: Path) -> None:
    assert list(read_all(iter([batch]), 1, 1.5)) == [3]
    assert reasons(tmp_path)["slow.txt"] == "timeout"
    assert set(reasons(tmp_path)) == {"a.txt", "slow.txt", "z.txt"}


def kill_when_busy(seconds: float) -> None:
    """Kill the worker once it has worked so long that it must be in the midst of the slow page."""
    for _ in range(600):
        sleep(0.05)
        for child in multiprocessing.active_children():
            if child.pid and cpu_seconds(child.pid) > seconds:
                child.kill()
                return


def cpu_seconds(process: int) -> float:
    """Return how long a process has worked."""
    ticks = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def test_a_page_that_kills_its_process_is_set_aside_and_the_others_are_read(batch: Batch, tmp_path: Path) -> None:
    killer = Thread(target=kill_when_busy, args=(1.0,), daemon=True)
    killer.start()
    assert list(read_all(iter([batch]), 1, 60)) == [3]
    killer.join(60)
    assert reasons(tmp_path) == {"a.txt": None, "slow.txt": "crash", "z.txt": None}


def test_an_error_outside_any_page_ends_the_run(batch: Batch, tmp_path: Path) -> None:
    nowhere = batch._replace(units=batch.units[:1], folder=str(tmp_path / "none"))
    with pytest.raises(RunError, match="FileNotFoundError"):
        list(read_all(iter([nowhere]), 1, 60))


@pytest.mark.parametrize(
    ("listed", "most", "read"), [(5, 100, 10), (10, 100, 10), (0, 100, 10), (5, 7, 8), (30, 100, 10)]
)
def test_a_file_that_grew_since_it_was_listed_is_read_whole(tmp_path: Path, listed: int, most: int, read: int) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(b"0123456789")
    assert len(_bytes_of(Unit("page.txt", listed, str(file)), Limits(page_bytes=most))) == read


def test_the_pages_behind_a_slow_one_are_read_by_another_worker(batch: Batch, tmp_path: Path) -> None:
    behind = tuple(batch.units[0]._replace(source=f"{n}.txt") for n in range(20))
    counts = read_all(iter([batch._replace(units=(*batch.units[:2], *behind))]), 2, 60)
    assert next(counts) == len(behind)  # the slow one is still being read
    assert sum(counts) == 2
    rows = [row for part in tmp_path.glob("readings-*.parquet") for row in pq.read_table(part).to_pylist()]
    assert sorted(row["source"] for row in rows) == sorted(["a.txt", "slow.txt", *(u.source for u in behind)])


def test_a_page_that_is_claimed_stays_with_its_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("flows.watching.monotonic", lambda: now)
    watch = Watch(multiprocessing.get_context("forkserver"))
    assert watch.claim(0, read=True)
    now = 103.0
    assert watch.claim(1, read=True)  # it was done in time, before anybody looked
    assert watch.cut(2.0) is None
    now = 106.0
    assert watch.cut(2.0) == 2
    assert not watch.claim(2, read=True)
    watch.begin()
    assert watch.claim(2, read=False)
    now = 200.0
    assert watch.cut(2.0) is None  # nothing is being read
