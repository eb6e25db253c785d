"""How well the view `editions` tells what is missing: series of editions that are known, with gaps planted.

    python -m benchmarks.editions [--seeds 10]

40 newspapers print for two years, each on its own days of the week, with its own size (10 to 150 articles), weekdays
that differ, growth or decline, noise beyond chance (a standard deviation of 5 to 20 %), and no edition on the no-print
days of its country. Single days and whole weeks are taken out, other editions are cut to 30 %. Figures: sql/README.md.
"""

import sys
from collections import Counter
from datetime import date, timedelta
from math import exp, log, sqrt
from random import Random
from typing import NamedTuple

import duckdb
import pyarrow as pa

from flows.catalogue import view_queries
from flows.sql_files import sql_files

PAPERS, DAYS = 40, 730
BEGIN = date(2018, 1, 1)
CUT = 0.3
COUNTRIES = ("DE", "GB", "ES", "US")
# On which days of the week a newspaper appears, Monday first.
WEEKS = ("1111110", "1111111", "1111100", "0111111", "0001000", "1010100", "0000001")
SIZES = ((10, 25), (25, 50), (50, 100), (100, 150))

Day = tuple[str, date]


class Planted(NamedTuple):
    """Editions as they arrive, what was taken out or cut, and how large each newspaper is."""

    articles: dict[Day, int]
    missing: set[Day]
    short: set[Day]
    sizes: dict[str, float]
    countries: dict[str, str]


def poisson(random: Random, mean: float) -> int:
    """Return a count; of many it is as good as normal."""
    if mean > 50:
        return max(0, round(random.gauss(mean, sqrt(mean))))
    count, left = 0, random.random()
    while left > exp(-mean):
        count, left = count + 1, left * random.random()
    return count


def no_print_dates() -> set[tuple[str, date]]:
    """Return the days of the file as country and date."""
    with duckdb.connect() as con:
        con.execute(sql_files("macros")["easter"])
        rows = con.execute(f"""
            SELECT country, CASE WHEN easter IS NULL THEN make_date(y, month, day) ELSE easter(y) + days.easter END
            FROM ({view_queries()["no_print_days"]}) AS days, range(2018, 2021) AS years (y)
        """).fetchall()
    return set(rows)


def draw(seed: int, gaps: float = 0.02) -> Planted:
    """Return the editions of all newspapers; `gaps` is the share of them that is missing, and that is cut."""
    random, silent = Random(seed), no_print_dates()
    planted = Planted({}, set(), set(), {}, {})
    for number in range(PAPERS):
        name, country, week = f"paper-{number}", COUNTRIES[number % 4], WEEKS[number % len(WEEKS)]
        size = exp(random.uniform(log(10), log(150)))
        planted.sizes[name], planted.countries[name] = size, country
        weekdays = [random.uniform(0.7, 1.3) for _ in range(7)]
        growth, noise = random.uniform(-0.4, 0.7), random.uniform(0.05, 0.2)
        away = random.randrange(60, DAYS - 60) if random.random() < gaps * 20 else DAYS  # a week or two nothing came in
        back = away + random.choice((7, 14))
        days = [BEGIN + timedelta(n) for n in range(DAYS)]
        due = [n for n, day in enumerate(days) if week[day.weekday()] == "1" and (country, day) not in silent]
        for n in due:
            day, mean = days[n], size * weekdays[days[n].weekday()] * exp(growth * n / DAYS + random.gauss(0, noise))
            inner, chance = n not in {due[0], due[-1]}, random.random()  # the calendar begins and ends with an edition
            if inner and (chance < gaps or away <= n < back):
                planted.missing.add((name, day))
                continue
            if cut := inner and chance < 2 * gaps:
                planted.short.add((name, day))
            if count := poisson(random, mean * (CUT if cut else 1)):
                planted.articles[name, day] = count
            else:
                planted.missing.add((name, day))
    return planted


def states(planted: Planted) -> dict[Day, str | None]:
    """Return what the view says of each day of each newspaper."""
    con = duckdb.connect()
    con.execute("CREATE SCHEMA parquet")
    rows = [{"outlet_id": name, "published": day, "n": count} for (name, day), count in planted.articles.items()]
    con.register("counts", pa.Table.from_pylist(rows))
    con.execute("""
        CREATE TABLE parquet.articles AS
        SELECT outlet_id, published, 400 AS word_count FROM counts, range(n)
    """)
    papers = [{"outlet_id": name, "name": name, "country": code} for name, code in planted.countries.items()]
    con.register("papers", pa.Table.from_pylist(papers))
    con.execute("CREATE TABLE parquet.outlets AS FROM papers")
    for macro in ("threshold", "easter"):
        con.execute(sql_files("macros")[macro])
    con.execute(f"CREATE VIEW no_print_days AS {view_queries()['no_print_days']}")
    con.execute(f"CREATE VIEW editions AS {sql_files('views')['editions']}")
    return {
        (name, day): state for name, day, state in con.execute("SELECT outlet_id, date, state FROM editions").fetchall()
    }


def scores(planted: Planted) -> Counter[str]:
    """Count what is found of what was planted, and what is said of days that nothing happened to."""
    told, counts = states(planted), Counter[str]()
    for day, state in told.items():
        size = next(f"{low} to {high}" for low, high in SIZES if planted.sizes[day[0]] <= high)
        what = "missing" if day in planted.missing else "short" if day in planted.short else "sound"
        counts["days"] += 1
        counts[f"{what}"] += 1
        counts[f"{what} {size}"] += 1
        counts[f"{what} told {state}"] += 1
        counts[f"{what} {size} told {state}"] += 1
    return counts


def main() -> None:
    """Print the figures as Markdown."""
    seeds = int(sys.argv[sys.argv.index("--seeds") + 1]) if "--seeds" in sys.argv else 10
    counts = sum((scores(draw(seed)) for seed in range(seeds)), Counter[str]())
    print(
        "| articles of an edition | editions missing | found | cut to 30 % | found | sound days | called missing | short | unexpected |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for said in (*(f" {low} to {high}" for low, high in SIZES), ""):
        missing, short, sound = (counts[f"{what}{said}"] for what in ("missing", "short", "sound"))
        gone, cut = counts[f"missing{said} told missing"], counts[f"short{said} told short"]
        wrong = " | ".join(f"{counts[f'sound{said} told {state}']}" for state in ("missing", "short", "unexpected"))
        print(
            f"| {said.strip() or 'all'} | {missing:,} | {gone / max(missing, 1):.1%} | {short:,} | {cut / max(short, 1):.1%} | {sound:,} | {wrong} |"
        )


if __name__ == "__main__":
    main()
