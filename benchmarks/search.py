"""How fast search and concordance answer, and whether rightly: `python -m benchmarks.search [ARTICLES]`, one core indexes.

Articles are those of `benchmarks.reprint_scale` with rare words strewn in, some with accents.
"""

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import duckdb
import pyarrow as pa

from benchmarks.reprint_scale import texts
from benchmarks.reprint_stories import collection
from flows import catalogue, snapshots, warehouse
from flows.parts import write_table
from flows.search.finding import Search
from flows.search.indexing import parts, write_indexes
from flows.search.queries import parse
from transforms.identity import digest
from transforms.tables import ARTICLES, TABLES

PHRASES = 50
RARE = 60_000


def main() -> None:
    """Build a warehouse, ask it, and print the times."""
    size = int((*sys.argv[1:], "100000")[0])
    with TemporaryDirectory() as place:
        store = Path(place)
        snapshot = store / "snapshots" / "000001"
        snapshot.mkdir(parents=True)
        write_table(snapshot, ARTICLES, rows(size))
        for name, table in TABLES.items():
            if name != "articles":
                write_table(snapshot, table, [])
        catalogue.write_catalogue(snapshot, snapshot)
        wall, cpu = perf_counter(), process_time()
        write_indexes(snapshot, [])
        wall, cpu = perf_counter() - wall, process_time() - cpu
        print(f"index: {cpu * 20_000 / size:.1f} s of one core per 20,000 articles ({wall:.0f} s in all)")
        snapshots.write_about(snapshot, warehouse.about(None) | {"index": True})
        warehouse.point(store / "current", "snapshots/000001")
        ask(snapshot, store)


def ask(snapshot: Path, store: Path) -> None:
    """Print how long phrases take, and on how many of them index and scan agree."""
    rng, spent, same = random.Random(7), [], 0
    with catalogue.open_snapshot(snapshot) as con:
        bodies = con.execute("SELECT folded(body) FROM articles USING SAMPLE 200 (reservoir, 3)").fetchall()
        phrases = [some_words(rng, rng.choice(bodies)[0].split(), 2 + n % 3) for n in range(PHRASES)]
        held = con.execute(
            "SELECT ' ' || concat_ws(' = ', folded(headline), folded(body)) || ' ' FROM articles"
        ).fetchall()
        search = Search(con, snapshot, frozenset(parts(snapshot)))
        for phrase in phrases:
            query = parse(f'"{phrase}"', str)
            search.find(query, 20)
            start = perf_counter()
            _, count = search.find(query, 20)
            spent.append(perf_counter() - start)
            same += count == sum(f" {phrase} " in text for (text,) in held)
    print(f"phrase: {median(spent) * 1e3:.1f} ms; {same} of {PHRASES} phrases have as many hits as a scan finds")
    command = (str(Path(sys.executable).parent / "broadsheet"), "search", f'"{phrases[0]}"', "--warehouse", str(store))
    took = [timed(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(5)]  # noqa: S603
    print(f"whole command: {median(took):.2f} s")
    with duckdb.connect(str(snapshot / "corpus.duckdb"), read_only=True) as con:
        for name, rest, some in (
            ("kwic", ", 8", phrases[:5]),
            ("frequency", "", phrases[:5]),
            ("collocates", ", 5", phrases[:1]),
        ):
            asked = [f"FROM {name}({catalogue.quoted(phrase)}{rest})" for phrase in some]
            took = [timed(lambda said=said: con.execute(said).fetchall()) for said in asked]
            print(f"{name}: {median(took):.2f} s, {max(took):.2f} s at most")


def timed(work) -> float:
    """Return the seconds of some work."""
    start = perf_counter()
    work()
    return perf_counter() - start


def some_words(rng: random.Random, words: list[str], size: int) -> str:
    """Return neighbouring words of a text."""
    at = rng.randrange(len(words) - size)
    return " ".join(words[at : at + size])


def rows(size: int) -> Iterator[pa.RecordBatch]:
    """Yield articles of forty newspapers."""
    made, rng = texts(collection("1", own=True), "1"), random.Random(5)
    rare = [
        "".join(rng.choice("bcdfglmnprstv") + rng.choice("aeiouéüo") for _ in range(rng.randrange(2, 5)))
        for _ in range(RARE)
    ]
    for at in range(0, size, 2000):
        bodies = [salted(text, rare, rng) for _, text in islice(made, min(2000, size - at))]
        count = len(bodies)
        columns = {column.name: [[] if column.required else None] * count for column in ARTICLES.columns} | {
            "article_id": [digest("article", str(at + n)) for n in range(count)],
            "page_id": [digest("page", str(at + n)) for n in range(count)],
            "outlet_id": [f"paper-{(at + n) * 40 // size}" for n in range(count)],
            "published": [date(2019, 1, 1) + timedelta(days=(at + n) % 1000) for n in range(count)],
            "headline": [" ".join(body.split()[:8]) for body in bodies],
            "body": bodies,
            "word_count": [len(body.split()) for body in bodies],
        }
        yield pa.RecordBatch.from_pydict(columns, schema=ARTICLES.schema)


def salted(text: str, rare: list[str], rng: random.Random) -> str:
    """Return a text with one word in twelve another, often a rare one."""
    words = text.split(" ")
    for _ in range(len(words) // 12):
        words[rng.randrange(len(words))] = rare[min(int(rng.paretovariate(0.6)), RARE - 1)]
    return " ".join(words)


if __name__ == "__main__":
    main()
