"""What reprints cost a run: `python -m benchmarks.reprint_store [ARTICLES] [NIGHT]`, one core, time apart by step.

Articles are those of `benchmarks.reprint_scale`, written as parts of a snapshot; then so many more come in a night
and are matched without reading the others' texts again.
"""

import resource
import shutil
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import duckdb
import pyarrow as pa

from benchmarks.reprint_scale import texts
from benchmarks.reprint_stories import collection
from flows import catalogue
from flows.catalogue import add_parquet_views
from flows.parts import write_table
from flows.reading import Batch, read_batch
from flows.reprints.changes import write_changes
from flows.reprints.groups import write_groups
from flows.reprints.overlaps import _candidates, write_overlaps
from flows.reprints.signing import sign_articles
from transforms.identity import digest
from transforms.tables import ARTICLES, BYLINES


def main() -> None:
    """Build a corpus in one run, add a night to it, and print the time of each step."""
    size, night = (int(asked) for asked in (*sys.argv[1:], "100000", "5000")[:2])
    made = texts(collection("1", own=True), "1")
    with TemporaryDirectory() as place:
        root = Path(place)
        first = root / "snapshots" / "000001"
        build(root, None, islice(made, size), first)
        build(root, first, islice(made, night), root / "snapshots" / "000002")


def build(root: Path, before: Path | None, made: Iterator[tuple[int, str]], final: Path) -> None:
    """Write a snapshot with these articles, and those of the snapshot before."""
    staging = root / "staging"
    snapshot = staging / "snapshot"
    snapshot.mkdir(parents=True)
    (staging / "shards").mkdir()
    read_batch(Batch(0, "", (), str(staging / "shards")))  # no page: every body is signed from its article
    (root / "snapshots").mkdir(exist_ok=True)
    if before:
        for name in ("articles", "signatures"):
            shutil.copytree(before / name, snapshot / name)
    number = len(list((snapshot / "articles").glob("*")))
    write_table(snapshot, ARTICLES, rows(made, number), before)
    at_first = memory()
    write_table(snapshot, BYLINES, [])
    with catalogue.bounded(staging, "1GB", 1) as con:
        con.execute("CREATE TABLE removed_articles (article_id VARCHAR)")
        steps = run(con, staging, before)
        articles, bytes_kept = (
            con.execute("SELECT count(*) FROM parquet.articles").fetchone()[0],
            sum(file.stat().st_size for file in (snapshot / "signatures").glob("*")),
        )
        new = articles - (
            con.execute(f"SELECT count(*) FROM read_parquet('{before}/articles/*')").fetchone()[0] if before else 0
        )
        print(f"\n{new:,} articles{' more' if before else ''}; {memory():,} MiB at most, {at_first:,} before")
        for name, seconds in steps:
            print(f"    {name:16} {seconds:7.2f} s  {seconds / new * 1e6:7.1f} µs an article")
        grouped = con.execute("SELECT count(*), count(DISTINCT cluster_id) FROM parquet.reprints").fetchone()
        pairs = con.execute("SELECT count(*) FROM parquet.overlaps").fetchone()[0]
        print(
            f"    {bytes_kept / articles:.0f} bytes of signature an article; {grouped[0]:,} in {grouped[1]:,} groups, {pairs:,} pairs"
        )
    snapshot.rename(final)
    shutil.rmtree(staging)


def run(con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None) -> list[tuple[str, float]]:
    """Take the steps of `flows.reprints.write_reprints` one by one; return the time of each."""
    snapshot = staging / "snapshot"
    timed = []
    start = process_time()
    new = sign_articles(con, snapshot, before)
    timed.append(("signature", process_time() - start))
    start = process_time()
    _candidates(snapshot, new)
    timed.append(("join", process_time() - start))
    add_parquet_views(con, snapshot, ("articles", "bylines"))
    for name, step in (
        ("join and compare", lambda: write_overlaps(con, snapshot, before, new)),
        ("groups", lambda: write_groups(con, snapshot, before, new)),
        ("changes", lambda: write_changes(con, staging, before)),
    ):
        start = process_time()
        step()
        timed.append((name, process_time() - start))
    add_parquet_views(con, snapshot, ("reprints", "overlaps"))
    return timed


def rows(made: Iterator[tuple[int, str]], start: int) -> Iterator[pa.RecordBatch]:
    """Yield articles that have nothing but a text."""
    at = 0
    while some := list(islice(made, 2000)):
        columns = {
            column.name: [None] * len(some) if not column.required else [[]] * len(some) for column in ARTICLES.columns
        } | {
            "article_id": [digest(str(start), str(at + n)) for n in range(len(some))],
            "page_id": [digest("page", str(start), str(at + n)) for n in range(len(some))],
            "body": [text for _, text in some],
            "word_count": [len(text.split()) for _, text in some],
        }
        yield pa.RecordBatch.from_pydict(columns, schema=ARTICLES.schema)
        at += len(some)


def memory() -> int:
    """Return the most memory held until now, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
