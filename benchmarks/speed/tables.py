"""The figures as tables: microseconds a page, ratios, floors."""

import platform
import re
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.speed.contenders import FLOORS, MOST, MOST_LIMITS, MOST_START
from benchmarks.speed.costs import Cost

MICRO = 1e6
OURS = ("broadsheet", "pyarrow", "duckdb", "lxml")
THEIRS = ("trafilatura", "newspaper4k", "datatrove", "ftfy", "beautifulsoup4", "datasketch", "pyarrow")


class Timing(NamedTuple):
    """What one contender took in each round: for all its pages, and for one page alone."""

    name: str
    kind: str
    pages: int
    all: list[Cost]
    one: list[Cost]

    def page(self, turn: int) -> float:
        """Return the CPU seconds of a page in a round, without the start of the process."""
        return (self.all[turn].cpu - self.one[turn].cpu) / (self.pages - 1)

    @property
    def last(self) -> str:
        """Return what the last round took, to look at."""
        return f"{self.page(-1) * MICRO:8.0f} µs a page, {self.one[-1].cpu:5.2f} s to start, {self.all[-1].clock:6.1f} s by the clock"


def markdown(timings: Sequence[Timing], peers: str) -> str:
    """Return all tables."""
    return "\n".join([machine(peers), *costs(timings), "", *floors(timings)])


def machine(peers: str) -> str:
    """Say on what machine and with what versions."""
    names = re.findall(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text("utf-8"))
    asked = f"from importlib.metadata import version as v; print(', '.join(f'{{n}} {{v(n)}}' for n in {THEIRS}))"
    theirs = subprocess.run([peers, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 (our own command)
    ours = ", ".join(f"{name} {version(name)}" for name in OURS)
    cpu = names[0] if names else platform.processor()
    return f"{cpu}, one of {len(names)} cores, Python {platform.python_version()}. Ours: {ours}. Peers: {theirs}.\n"


def costs(timings: Sequence[Timing]) -> list[str]:
    """Return the table of costs; ratios are against our whole pipeline on the same kind of page."""
    rows = [
        "| pages | who | read | CPU µs a page | times ours | start, CPU s (clock) | all, CPU s (clock) |",
        "|---|---|---|---|---|---|---|",
    ]
    for t in timings:
        ratio = ratios(timings, t.kind, "broadsheet", t.name)
        one, whole = (Cost(*(median(side) for side in zip(*some, strict=True))) for some in (t.one, t.all))
        rows.append(
            f"| {t.kind} | {t.name} | {t.pages:,} | {median(map(t.page, range(len(t.all)))) * MICRO:,.0f} | "
            f"{median(ratio) if ratio else 1:.2f} | {one.cpu:.2f} ({one.clock:.2f}) | {whole.cpu:.1f} ({whole.clock:.1f}) |"
        )
    return rows


def ratios(timings: Sequence[Timing], kind: str, ours: str, other: str) -> list[float]:
    """Return how many times as long as ours another takes for a page, in each round."""
    found = {t.name: t for t in timings if t.kind == kind}
    if ours not in found or other not in found:
        return []
    return [found[other].page(turn) / found[ours].page(turn) for turn in range(len(found[ours].all))]


def floors(timings: Sequence[Timing]) -> list[str]:
    """Return the table of what the project owes."""
    rows = ["| owed | floor | measured | |", "|---|---|---|---|"]

    def row(owed: str, floor: str, measured: str, *, holds: bool) -> None:
        rows.append(f"| {owed} | {floor} | {measured} | {'holds' if holds else '**missed**'} |")

    for t in (t for t in timings if t.name == "broadsheet"):
        cost, start = median(map(t.page, range(len(t.all)))) * MICRO, median(one.clock for one in t.one)
        row(f"{t.kind}, whole pipeline", f"≤ {MOST[t.kind]} µs a page", f"{cost:,.0f}", holds=cost <= MOST[t.kind])
        row(f"{t.kind}, one page alone", f"≤ {MOST_START} s by the clock", f"{start:.2f}", holds=start <= MOST_START)
    for kind, ours, other, floor in FLOORS:
        if found := ratios(timings, kind, ours, other):
            ratio = median(found)
            row(f"{kind}: {ours} against {other}", f"≥ {floor:g} ×", f"{ratio:.1f} ×", holds=ratio >= floor)
    if found := ratios(timings, "text", "broadsheet", "limit"):
        ratio = 1 / median(found)
        row("text: broadsheet against the limit", f"≤ {MOST_LIMITS:g} ×", f"{ratio:.1f} ×", holds=ratio <= MOST_LIMITS)
    return rows


def put_into(file: Path, text: str) -> None:
    """Put the tables between their marks in a file of Markdown."""
    marks = re.compile(r"(?<=<!-- measured -->\n).*(?=<!-- end -->)", re.DOTALL)
    file.write_text(marks.sub(lambda _: f"{text}\n", file.read_text("utf-8")), "utf-8")
