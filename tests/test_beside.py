"""What is written in a thread beside the run: all of it, or an error of it, is there when the run goes on."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pytest

from flows.beside import writing_beside

ROW = pa.record_batch({"line": [1]})


@pytest.mark.parametrize("threads", [1, 2])
def test_all_rows_are_written_when_the_block_has_ended(threads: int) -> None:
    written: list[pa.RecordBatch] = []
    with writing_beside(written.extend, [ROW] * 3, threads=threads):
        pass
    assert written == [ROW] * 3


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_of_what_is_written_beside_is_one_of_the_run(threads: int) -> None:
    def full(rows: Iterable[pa.RecordBatch]) -> None:
        raise OSError(28, f"No space left for {next(iter(rows)).num_rows} row")

    with pytest.raises(OSError, match="1 row"), writing_beside(full, [ROW], threads=threads):
        pass


def test_a_run_that_fails_waits_for_no_more_rows() -> None:
    written: list[pa.RecordBatch] = []

    def endless() -> Iterator[pa.RecordBatch]:
        while True:
            yield ROW

    with pytest.raises(KeyboardInterrupt), writing_beside(written.extend, endless(), threads=2):
        raise KeyboardInterrupt
