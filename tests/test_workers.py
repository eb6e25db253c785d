"""Workers: a page that hangs or kills its process costs only itself."""

import multiprocessing
import os
from pathlib import Path
from threading import Thread
from time import sleep

import pyarrow.parquet as pq
import pytest

from flows.reading import Batch
from flows.sources import Unit
from flows.workers import RunError, read_all

STORY = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt {} on the crowd, and nobody minded.\n"


class Hangs(bytes):
    """The name of a pipe, as the bytes of a page: whoever asks for their number waits for the pipe."""

    __slots__ = ()

    def __len__(self) -> int:
        return len(Path(os.fsdecode(bytes(self))).read_bytes())


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """Return a batch of three pages; the one in the middle waits for a pipe that never says anything."""
    for name, verb in (("a.txt", "rained"), ("z.txt", "snowed")):
        (tmp_path / name).write_text(STORY.format(verb), "utf-8")
    os.mkfifo(tmp_path / "hangs.txt")
    units = tuple(Unit(name, 90, str(tmp_path / name)) for name in ("a.txt", "hangs.txt", "z.txt"))
    hangs = units[1]._replace(data=Hangs(os.fsencode(units[1].path)))
    return Batch(0, "in", (units[0], hangs, units[2]), str(tmp_path))


def reasons(folder: Path) -> dict[str, str | None]:
    """Return the reason of each page that the batch wrote."""
    rows = pq.read_table(folder / "readings-000000.parquet", columns=["source", "reason"]).to_pylist()
    return {row["source"]: row["reason"] for row in rows}


def test_a_page_that_takes_too_long_is_set_aside_and_the_others_are_read(batch: Batch, tmp_path: Path) -> None:
    assert list(read_all(iter([batch]), 1, 3)) == [3]
    assert reasons(tmp_path) == {"a.txt": None, "hangs.txt": "timeout", "z.txt": None}


def kill_the_reader_of(pipe: Path) -> None:
    """Wait until a process reads `pipe`, then kill all of ours."""
    while True:
        try:
            handle = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            sleep(0.05)
        else:
            break
    for child in multiprocessing.active_children():
        child.kill()
    os.close(handle)


def test_a_page_that_kills_its_process_is_set_aside_and_the_others_are_read(batch: Batch, tmp_path: Path) -> None:
    killer = Thread(target=kill_the_reader_of, args=(tmp_path / "hangs.txt",), daemon=True)
    killer.start()
    assert list(read_all(iter([batch]), 1, 60)) == [3]
    killer.join()
    assert reasons(tmp_path) == {"a.txt": None, "hangs.txt": "crash", "z.txt": None}


def test_an_error_outside_any_page_ends_the_run(batch: Batch, tmp_path: Path) -> None:
    nowhere = batch._replace(units=batch.units[:1], folder=str(tmp_path / "none"))
    with pytest.raises(RunError, match="FileNotFoundError"):
        list(read_all(iter([nowhere]), 1, 60))
