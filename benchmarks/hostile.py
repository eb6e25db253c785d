"""The whole hostile set: judged, run three times, timed unit by unit; exit 1 on any violation.

python benchmarks/hostile.py [CLASS …]      needs 3 GB in the temporary folder, and some minutes
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.hostile import build, cases
from tests.hostile.judging import Violation, digests, expected, fingerprint, judge, unprintable
from tests.hostile.measuring import broadsheet, measured, on_terminal
from tests.hostile.truth import Case

MOST_MEMORY = 1024**3  # bytes, of a run and its workers together
MOST_SECONDS = 30.0  # of one unit
MIB = 1024 * 1024
SHOWN = 40  # violations
COMMANDS = (("quarantine", "--examples", "99"), ("sql", "SELECT source, reason, detail FROM pages WHERE NOT contains(source, '/many.')"),
            ("sql", "--format", "json", "SELECT * EXCLUDE (body) FROM articles"), ("sql", "--format", "csv", "SELECT source, url FROM pages"), ("check",))  # fmt: skip
OURS = ("\x1b[0m", "\x1b[1m", "\x1b[2m")


def main(wanted: list[str]) -> int:
    units = {name: found for name, found in cases(whole=True).items() if not wanted or name in wanted}
    place = Path(tempfile.mkdtemp(prefix="hs-", dir="/tmp"))  # short: some paths are as long as paths may be
    try:
        build(place / "in", units)
        return measure(place, units)
    finally:
        subprocess.run(["/bin/rm", "-rf", str(place)], check=True)  # noqa: S603 (our own folder; deeper than shutil goes)


def measure(place: Path, units: dict[str, list[Case]]) -> int:
    before = fingerprint(place / "in")
    runs = [ingest(place, store, workers) for store, workers in (("one", 1), ("two", 2), ("two", 2))]
    found: list[Violation] = [violation for run in runs for violation in run[1]]
    if not all(said for said, _ in runs):
        return show(units, {}, {}, found)
    found += judge(place / "one", units, runs[0][0])
    if digests(place / "one") != digests(place / "two"):
        found.append(Violation("", "", "one worker, two workers and a second run wrote different tables"))
    if fingerprint(place / "in") != before:
        found.append(Violation("", "", "the input was changed"))
    found += [Violation("", str(file), "was written outside the warehouse") for file in new_files(place)]
    found += printed(place)
    timed = measured(place, "-m", "tests.hostile.measuring", "in", "scratch")
    costs: dict[str, dict[str, Any]] = json.loads(timed.out)
    slow = ((kind, cost) for kind, cost in costs.items() if cost["slowest"] > MOST_SECONDS)
    found += [Violation(kind, cost["unit"], f"took {cost['slowest']:.1f} s") for kind, cost in slow]
    return show(units, statuses(place, units), costs, found)


def ingest(place: Path, store: str, workers: int) -> tuple[dict[str, Any], list[Violation]]:
    ran = broadsheet(place, "ingest", "in", "--warehouse", store, "--workers", str(workers), "--json")
    print(
        f"{workers} worker(s) into {store}: {ran.seconds:.1f} s, {ran.peak / MIB:,.0f} MiB, exit {ran.code}", flush=True
    )
    found = []
    if ran.code:
        found.append(Violation("", "", f"the run failed: {ran.err[-500:]!a}"))
    if ran.peak > MOST_MEMORY:
        found.append(Violation("", "", f"the run took {ran.peak / MIB:,.0f} MiB"))
    if unprintable((ran.out + ran.err).decode("utf-8", "replace").replace("\n", "")):
        found.append(Violation("", "", "the run printed control characters"))
    return (json.loads(ran.out) if not ran.code else {}), found


def new_files(place: Path) -> list[Path]:
    known = {"in", "one", "two", "home", "tmp", "scratch"}
    return [
        *(file for file in place.iterdir() if file.name not in known),
        *(place / "home").iterdir(),
        *(place / "tmp").iterdir(),
    ]


def printed(place: Path) -> list[Violation]:
    """Tell which commands print what a terminal obeys."""
    found = []
    for command in COMMANDS:
        ran = broadsheet(place, *command, "--warehouse", "one")
        if ran.code or unprintable((ran.out + ran.err).decode("utf-8", "replace").replace("\n", "")):
            found.append(Violation("", " ".join(command), f"exit {ran.code}, or it printed control characters"))
        written = on_terminal(place, *command, "--warehouse", "one").decode("utf-8", "replace").replace("\r\n", "")
        for sign in OURS:
            written = written.replace(sign, "")
        if unprintable(written):
            found.append(Violation("", " ".join(command), "wrote control characters to a terminal"))
    return found


def statuses(place: Path, units: dict[str, list[Case]]) -> dict[str, Counter[str]]:
    ran = broadsheet(place, "sql", "--format", "json", "--warehouse", "one", "SELECT source, status FROM pages")
    truth, counts = expected(units), {kind: Counter[str]() for kind in units}
    for row in json.loads(ran.out):
        kind = truth[row["source"]][0] if row["source"] in truth else row["source"].partition("/")[0]
        counts[kind][row["status"]] += 1
    return counts


def show(
    units: dict[str, list[Case]],
    counts: dict[str, Counter[str]],
    costs: dict[str, dict[str, Any]],
    found: list[Violation],
) -> int:
    bad = Counter(violation.kind for violation in found)
    print(
        f"{'class':12} {'units':>6} {'accepted':>9} {'duplicate':>9} {'quarantined':>11} {'violations':>10} {'MiB':>6}  slowest unit"
    )
    for kind, of_kind in units.items():
        count, cost = counts.get(kind, Counter()), costs.get(kind, {"peak": 0, "slowest": 0.0, "unit": ""})
        print(f"{kind:12} {len(of_kind):6} {count['accepted']:9,} {count['duplicate']:9,} {count['quarantined']:11,} {bad[kind]:10}"
              f" {cost['peak'] / MIB:6.0f}  {cost['slowest']:5.1f} s {cost['unit']}")  # fmt: skip
    print(f"{sum(map(len, units.values()))} units, {len(found)} violations")
    for violation in found[:SHOWN]:
        print(ascii(f"{violation.source}: {violation.what}")[:300])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
