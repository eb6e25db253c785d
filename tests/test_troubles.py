"""What the machine lacks is said in one sentence, whoever met it first."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows.troubles import sentence


def _error_of(pattern: str) -> duckdb.Error:
    with pytest.raises(duckdb.Error) as raised:
        duckdb.connect().execute(f"FROM read_parquet('{pattern}')")
    return raised.value


def test_files_that_are_there_and_were_not_found_are_too_many_open_files(tmp_path: Path) -> None:
    error = _error_of(f"{tmp_path}/*.parquet")
    assert sentence(error) is None
    (tmp_path / "part-00000-a.parquet").touch()
    assert sentence(error) == "too many files are open; raise the limit (ulimit -n)"


def test_staged_files_may_be_gone_before_somebody_says_why(tmp_path: Path) -> None:
    error = _error_of(f"{tmp_path}/staging/snapshot/authors/*.parquet")
    assert sentence(error) == "too many files are open; raise the limit (ulimit -n)"


def _limited(limit: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments], capture_output=True, text=True, check=False, timeout=60,
        env={k: v for k, v in os.environ.items() if not k.startswith(("BROADSHEET", "PREFECT"))},
        cwd=Path(__file__).parent.parent, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )  # fmt: skip


@pytest.mark.parametrize("mib, least", [(1000, "1,024"), (2100, "2,304")])
def test_a_command_that_may_have_too_few_addresses_does_not_begin(tmp_path: Path, mib: int, least: str) -> None:
    ran = _limited(mib * 1024 * 1024, "ingest", "--workers", "2", "--warehouse", str(tmp_path / "w"))
    assert ran.returncode == 2
    assert ran.stderr == (
        f"broadsheet: memory is limited to {mib:,} MiB (ulimit -v); allow {least} MiB, or unlimited\n"
    )


def test_a_question_needs_fewer_addresses_than_a_run() -> None:
    assert _limited(1100 * 1024 * 1024, "read", "data/samples/the-harbour-courier-20190402-p02.txt").returncode == 0


def test_rows_of_arrow_need_no_thread_of_it() -> None:
    """Where none can be started, Arrow waits for its work for ever: parts, buckets and what the database reads."""
    text = """
import os, pathlib, tempfile
import duckdb, pyarrow as pa, pyarrow.parquet as pq
from flows.buckets import scatter
from flows.rows import in_order, offer, read_part
con = duckdb.connect(config={"threads": 1})
before = len(os.listdir("/proc/self/task"))
rows = pa.table({"key": [f"{n:06}" for n in range(100_000)], "n": range(100_000)})
folder = pathlib.Path(tempfile.mkdtemp())
pq.write_table(rows, folder / "part.parquet")
read = read_part(folder / "part.parquet")
(bucket,) = scatter(folder / "buckets", ["000000"], [in_order(read, "key", "n")], "key")
offer(con, "offered", bucket)
assert con.execute("SELECT sum(n) FROM offered WHERE n > 5").fetchone() == (4_999_949_985,)
print(len(os.listdir("/proc/self/task")) - before)
"""
    ran = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.stdout, ran.stderr) == ("0\n", "")
