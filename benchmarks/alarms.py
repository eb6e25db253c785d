"""How often the alarms of `sql/alarms` are false, and what they find: runs whose rates are known, drawn by chance.

    python -m benchmarks.alarms [--inputs 400]

An input has 31 runs of 20 to 5,000 pages, with 10 reasons, 3 layouts of 30 rules each and 10 newspapers with 4 fields.
Its rates are steady, or differ from run to run beyond chance (`restless`: a beta distribution). In a part of the inputs
something is planted into the newest run. The figures stand in sql/README.md.
"""

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp, log, log1p
from random import Random
from typing import Any

import duckdb
import pyarrow as pa

from flows.sql_files import sql_files
from transforms.tables import TABLES

RUNS = 31
FEWEST, MOST = 20, 5_000
FIELDS = ("headline", "byline", "authors", "published")
_BEGIN = datetime(2020, 1, 1)  # noqa: DTZ001 (as `runs` holds times)

_NEVER = 1e-9

Tallies = dict[str, int]


@dataclass
class Input:
    """The rates of an input, each a share of its whole."""

    shares: dict[str, float] = field(default_factory=dict)  # reasons, layouts, newspapers: of the pages
    rates: dict[str, float] = field(default_factory=dict)  # rules of a layout, fields of a newspaper


def binomial(random: Random, pages: int, rate: float) -> int:
    """Return how many of the pages have what a page has with this rate: the gaps between them are geometric."""
    if rate > 0.5:
        return pages - binomial(random, pages, 1 - rate)
    hits, place = 0, 0
    while rate > _NEVER:
        place += 1 + int(log1p(-random.random()) / log1p(-rate))
        if place > pages:
            break
        hits += 1
    return hits


def draw_input(random: Random) -> Input:
    """Return an input with rates as they are met: most rules of a layout on all of its pages or on few."""
    drawn = Input()
    drawn.shares = {f"reason/r{n}": _logarithmic(random, 0.001, 0.2) for n in range(10)}
    for n, share in enumerate((0.6, 0.3, 0.1)):
        drawn.shares[f"layout/l{n}"] = share
        kinds = (lambda: random.uniform(0.9, 1), random.random, lambda: _logarithmic(random, 0.001, 0.1))
        drawn.rates |= {f"rule/l{n}/r{m}": kinds[m % 3]() for m in range(30)}
    for n in range(10):
        drawn.shares[f"outlet/o{n}"] = 0.3 / (n + 1)
        drawn.rates |= {f"field/o{n}/{name}": 1 - _logarithmic(random, 0.001, 0.7) for name in FIELDS}
    return drawn


def _logarithmic(random: Random, low: float, high: float) -> float:
    return low * exp(random.random() * log(high / low))


def draw_run(random: Random, drawn: Input, pages: int, restless: float = 0.0) -> Tallies:
    """Return the tallies of a run; the standard deviation of its rates is `restless` of the most they may have."""

    def rate(mean: float) -> float:
        if not restless or mean in {0, 1}:
            return mean
        size = 1 / restless**2 - 1
        return random.betavariate(mean * size, (1 - mean) * size)

    found = {"pages": pages} | {key: binomial(random, pages, rate(share)) for key, share in drawn.shares.items()}
    for key, share in drawn.rates.items():
        kind, whole, _ = key.split("/")
        of = found[f"layout/{whole}" if kind == "rule" else f"outlet/{whole}"]
        found[key] = binomial(random, of, rate(share))
    return {key: count for key, count in found.items() if count}


def run_rows(name: str, runs: list[Tallies]) -> list[dict[str, Any]]:
    """Return rows of `runs` as far as the alarms read them."""
    return [
        {"input": name, "run_id": f"{name}-{n}", "started_at": _BEGIN + timedelta(days=n), "tallies": list(run.items())}
        for n, run in enumerate(runs)
    ]


def corpus_of(rows: list[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    """Return a database with these runs, and all that the alarms are made of."""
    con = duckdb.connect()
    con.execute("CREATE SCHEMA parquet")
    columns = [column for column in TABLES["runs"].columns if column.name in rows[0]]
    schema = pa.schema([(column.name, column.type) for column in columns])
    con.register("rows", pa.Table.from_pylist(rows, schema=schema))
    con.execute("CREATE TABLE parquet.runs AS FROM rows")
    for macro in ("deviance", "odds_ratio", "share", "threshold"):
        con.execute(sql_files("macros")[macro])
    for view in ("rates", "rates_compared"):
        con.execute(f"CREATE VIEW {view} AS {sql_files('views')[view]}")
    return con


def alarms_of(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Return each alarm of rates with its input and key."""
    queries = (query.rstrip().rstrip(";") for query in sql_files("alarms").values() if "rates_compared" in query)
    return [row for query in queries for row in con.execute(f"SELECT alarm, input, key FROM ({query})").fetchall()]


def false_alarms(
    inputs: int, seed: int, pages: Callable[[Random], int] | None = None, restless: float = 0.0
) -> tuple[int, int, Counter[str]]:
    """Return how many rates were compared, how many inputs had a false alarm, and how many of each kind there were."""
    random = Random(seed)
    rows: list[dict[str, Any]] = []
    for n in range(inputs):
        drawn = draw_input(random)
        sizes = [pages(random) if pages else round(_logarithmic(random, FEWEST, MOST)) for _ in range(RUNS)]
        rows += run_rows(f"input-{n}", [draw_run(random, drawn, size, restless) for size in sizes])
    con = corpus_of(rows)
    found = alarms_of(con)
    ((compared,),) = con.execute("SELECT count(*) FROM rates_compared WHERE kind <> 'outlet'").fetchall()
    return compared, len({name for _, name, _ in found}), Counter(alarm for alarm, *_ in found)


# What is planted into the newest run: the key, its rate before and now, and the alarm it must raise.
PLANTED = {
    "a rule stops": ("rule/l0/r0", 0.97, 0.0, "rule stops"),
    "a rule that fires on half stops": ("rule/l0/r1", 0.55, 0.0, "rule stops"),
    "a reason from 1% to 10%": ("reason/r0", 0.01, 0.1, "reason jumps"),
    "a layout is not known any more": ("layout/l1", 0.3, 0.0, "layout jumps"),
    "bylines of a newspaper gone": ("field/o0/byline", 0.85, 0.0, "field falls"),
    "bylines of a newspaper halved": ("field/o0/byline", 0.9, 0.45, "field falls"),
}


def found_planted(name: str, pages: int, inputs: int, seed: int, restless: float = 0.0) -> float:
    """Return in what share of inputs a planted change is found in a run of so many pages."""
    key, before, now, alarm = PLANTED[name]
    kind, _, rest = key.partition("/")
    random = Random(seed)
    rows: list[dict[str, Any]] = []
    for n in range(inputs):
        drawn = draw_input(random)
        of = drawn.rates if kind in {"rule", "field"} else drawn.shares
        of[key] = before
        runs = [draw_run(random, drawn, round(_logarithmic(random, FEWEST, MOST)), restless) for _ in range(RUNS - 1)]
        of[key] = now
        rows += run_rows(f"input-{n}", [*runs, draw_run(random, drawn, pages, restless)])
    found = {(alarm, name, key) for alarm, name, key in alarms_of(corpus_of(rows))}
    return sum((alarm, f"input-{n}", rest) in found for n in range(inputs)) / inputs


def main() -> None:
    """Print the figures as Markdown."""
    inputs = int(sys.argv[sys.argv.index("--inputs") + 1]) if "--inputs" in sys.argv else 400
    print("| runs of | rates | rates compared | false alarms | runs with one |\n|---|---|---|---|---|")
    sizes: dict[str, Callable[[Random], int] | None] = {
        "20 to 5,000 pages": None, "5": lambda _: 5, "20": lambda _: 20, "200": lambda _: 200, "5,000": lambda _: 5_000,
    }  # fmt: skip
    for said, pages in sizes.items():
        for restless in (0.0, 0.05, 0.1):
            many = max(20, inputs // (20 if said == "5,000" else 1))
            compared, wrong, kinds = false_alarms(many, 7, pages, restless)
            rates = f"±{restless:.0%} of the most" if restless else "steady"
            print(f"| {said} | {rates} | {compared:,} | {kinds.total()} | {wrong / many:.2%} |", flush=True)
    print("\n| planted into the newest run | " + " | ".join(f"{n} pages" for n in (50, 100, 200, 1_000)) + " |")
    print("|---|---|---|---|---|")
    for name in PLANTED:
        shares = [found_planted(name, pages, max(10, inputs // 4), 7) for pages in (50, 100, 200, 1_000)]
        print(f"| {name} | " + " | ".join(f"{share:.0%}" for share in shares) + " |", flush=True)


if __name__ == "__main__":
    main()
