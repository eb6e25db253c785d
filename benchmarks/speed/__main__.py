"""How fast: `python -m benchmarks.speed [--text N] [--html N] [--rounds N] [--only NAME ...] [--keep FOLDER] [--readme]`.

Whole processes on one core, ours and peers in turns, each as often as there are rounds; ratios are medians of those
of each round. CPU seconds of all processes count, so that what else the machine does hardly matters. Peers live in an
environment of their own, made by uv from `peers/requirements.txt` in FOLDER (default: thrown away), never in ours.
`--readme` writes table and plot into `benchmarks/README.md`. Where our time goes: `python -m benchmarks.speed.profile`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.speed.contenders import CONTENDERS, PEERS, Contender
from benchmarks.speed.costs import cost_of, on_one_core
from benchmarks.speed.pages import write
from benchmarks.speed.tables import Timing, markdown, put_into

LEAST = 100  # pages
REPORT = Path(__file__).parents[1] / "README.md"


def main() -> None:
    """Time everybody, and print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--text", type=int, default=10_000, help="pages of text")
    arguments.add_argument("--html", type=int, default=5_000, help="pages of HTML")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--only", nargs="*", default=[], help="names of contenders")
    arguments.add_argument("--keep", type=Path, help="keeps pages, environment and figures here")
    arguments.add_argument("--readme", action="store_true")
    asked = arguments.parse_args()
    chosen = [c for c in CONTENDERS if not asked.only or c.name in asked.only]
    with TemporaryDirectory() as place:
        room = (asked.keep or Path(place)).resolve()
        room.mkdir(exist_ok=True)
        peers = environment(room / "peers")
        on_one_core(max(os.sched_getaffinity(0)))
        counts = {"text": asked.text, "html": asked.html}
        timings = [Timing(c.name, c.kind, number_of(c, counts), [], []) for c in chosen]
        for number in range(asked.rounds):
            for contender, timing in zip(chosen, timings, strict=True):
                take(contender, timing, room, peers)
                print(f"round {number + 1}  {timing.kind:5} {timing.name:26} {timing.last}", file=sys.stderr)
            (room / "timings.json").write_text(json.dumps([t._asdict() for t in timings]), "utf-8")
        text = markdown(timings, peers)
        print(text)
        if asked.readme:
            put_into(REPORT, text)
            drawing = [peers, str(PEERS / "plot.py"), str(room / "timings.json"), str(REPORT.with_name("speed.svg"))]
            subprocess.run(drawing, check=True)  # noqa: S603 (our own command)


def number_of(contender: Contender, counts: dict[str, int]) -> int:
    """Return how many pages a contender reads."""
    return max(int(counts[contender.kind] * contender.share), LEAST)


def take(contender: Contender, timing: Timing, room: Path, peers: str) -> None:
    """Run a contender on its pages and on one page alone."""
    for count, found in ((timing.pages, timing.all), (1, timing.one)):
        pages, out = write(contender.kind, count, room / "pages"), room / "out"
        shutil.rmtree(out, ignore_errors=True)
        found.append(cost_of(contender.command(pages, out, peers), room / "log.txt"))
    shutil.rmtree(out, ignore_errors=True)


def environment(folder: Path) -> str:
    """Make the environment of the peers, if it is not there; return its Python."""
    python = folder / "bin" / "python"
    if not python.exists():
        uv = [found] if (found := shutil.which("uv")) else [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "-q", "--python", "3.11", str(folder)], check=True)  # noqa: S603 (as in CONTRIBUTING)
        wanted = ["-r", str(PEERS / "requirements.txt")]
        install = [*uv, "pip", "install", "-q", "--python", str(python), *wanted]
        subprocess.run(install, cwd=folder, check=True)  # noqa: S603 (there our own pins do not count)
    return str(python)


if __name__ == "__main__":
    main()
