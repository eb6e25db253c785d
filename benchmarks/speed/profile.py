"""Where our time goes: `python -m benchmarks.speed.profile [--text N] [--html N] [--no-reprints] [--pages FOLDER]`.

`ingest` in one process on one core, every step of it on a clock (`WATCHED`), CPU microseconds a page. The clock itself
takes about a microsecond each time; what start-up loads is told apart, because it is paid once for each process.
"""

import argparse
import os
from functools import reduce
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

START = process_time()

from benchmarks.speed.clock import Clock  # noqa: E402 (the time of the imports is told too)
from benchmarks.speed.pages import write  # noqa: E402
from flows import delivery, reading, running, shards, summaries  # noqa: E402
from transforms.steps import STEPS  # noqa: E402

# Module, function (of a class: Class.function), what it is called in the table.
WATCHED = (
    ("flows.running", "load_knowledge", "start: rules and registries"),
    ("flows.catalogue", "bounded", "start: database"),
    ("flows.reading", "_bytes_of", "read: file"), ("flows.reading", "decode", "read: decode"),
    ("transforms.identity", "page_id", "read: SHA-256"), ("flows.reading", "open_pages", "grammar"),
    ("flows.reading", "find_refusal", "refusals"), ("flows.reading", "find_excess", "limits"),
    ("flows.reading", "_story", "row: columns of the article"),
    ("transforms.identity", "identify", "row: ids"), ("flows.shards", "printable_column", "row: printable"),
    ("flows.shards", "_write", "shards: write"), ("flows.shards", "in_order", "shards: sort"),
    ("flows.running", "_refuse_if_the_reader_fails", "database: readings"),
    ("flows.gathering", "gather_new", "database: readings"), ("flows.assembling", "gather_all", "database: readings"),
    ("flows.assembling", "_group", "database: same article"), ("flows.assembling", "apply_corrections", "database: corrections"),
    ("flows.assembling", "scatter", "buckets"), ("flows.bodies", "scatter", "buckets"), ("flows.assembling", "_shards", "buckets: read shards"),
    ("flows.assembling", "write_table", "{1.name}: query, sort"), ("flows.parts", "_write_part", "{0.name}: Parquet"),
    ("flows.assembling", "register_splits", "authors"), ("flows.assembling", "find_persons", "authors"),
    ("flows.assembling", "_register", "outlets, countries"),
    ("flows.shards", "sign", "reprints: signatures"), ("flows.reprints.signing", "write_table", "reprints: signatures, table"),
    ("flows.reprints", "write_overlaps", "reprints: candidates, pairs"), ("flows.reprints.overlaps", "_candidates", "reprints: candidates"),
    ("flows.reprints", "write_groups", "reprints: groups"), ("flows.reprints", "write_changes", "reprints: changes"),
    ("flows.running", "summarise", "summary"), ("flows.running", "find_idle", "summary"), ("flows.running", "count_not_met", "summary"),
    ("flows.running", "write_run", "summary"), ("flows.running", "_keep_fingerprints", "fingerprints"),
    ("flows.publishing", "check", "checks"), ("flows.running", "publish", "publication"), ("flows.running", "_alarms", "alarms"),
)  # fmt: skip


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--text", type=int, default=10_000)
    arguments.add_argument("--html", type=int, default=5_000)
    arguments.add_argument("--no-reprints", action="store_true")
    arguments.add_argument("--pages", type=Path, help="made pages are kept here")
    asked = arguments.parse_args()
    imports = process_time() - START
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    clock = watched()
    with TemporaryDirectory() as place:
        for kind, count in (("text", asked.text), ("html", asked.html)):
            if count:
                pages = write(kind, count, asked.pages or Path(place))
                settings = summaries.RunSettings(
                    str(pages), f"{place}/{kind}", workers=1, reprints=not asked.no_reprints
                )
                clock.spent.clear()
                clock.on(running.run, "the rest")(settings)
                print(f"\n{count:,} pages of {kind}; imports {imports:.2f} s")
                tell(clock.spent, count)


def watched() -> Clock:
    """Return a clock with every step of a run on it; the pool is left out, its worker reads here."""
    clock = Clock()
    for module, name, label in WATCHED:
        clock.watch(import_module(module), name, label)
    clock.watch(shards.Shards, "_add_lines", "row: columns of the lines")
    clock.watch(delivery.Delivery, "units", "read: list files, manifest, fingerprints")
    steps = [clock.on(step, f"step: {step.__name__}") for step in STEPS]
    take = clock.on(lambda page: reduce(lambda page, step: step(page), steps, page), "step: all, the rest")
    read = clock.on(reading.read_batch, "read: the rest, Arrow tables")
    patched: tuple[Any, Any] = (reading, running)
    patched[0].take_steps, patched[1].read_with = take, lambda _, batches, *__: map(read, batches)
    return clock


def tell(spent: dict[str, float], count: int) -> None:
    """Print microseconds a page, the dearest first, and what starting took."""
    pages = {label: seconds for label, seconds in spent.items() if not label.startswith("start")}
    for label, seconds in sorted(pages.items(), key=lambda item: -item[1]):
        if seconds / count > 0.05e-6:
            print(f"  {label:44} {seconds / count * 1e6:8.1f}")
    print(f"  {'all':44} {sum(pages.values()) / count * 1e6:8.1f}")
    for label in sorted(spent.keys() - pages.keys()):
        print(f"  {label:44} {spent[label]:8.2f} s")


if __name__ == "__main__":
    main()
