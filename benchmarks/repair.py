"""How much of known damage comes back, and what does it cost sound text? Ours beside ftfy and the usual regex.

`python -m benchmarks.repair [--kind NAME] [--seed N] [--limit N] [--own] [--judge | --look [--show N]] [--json]`

Clean texts (`benchmarks.documents`) are damaged in one way at a time (`benchmarks.damage`) and repaired; what
became of every damaged place is counted (`benchmarks.alignment`). N documents of a kind and language are used (100),
and all of them where nothing is damaged and where every character beyond ASCII became a `?`.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import NamedTuple

from benchmarks.alignment import RESTORED, Place, align
from benchmarks.damage import ALL_KINDS, damage
from benchmarks.documents import documents, page_of, real_texts
from benchmarks.pieces import Piece, clean_of, text_of
from benchmarks.repair_tables import print_tables
from benchmarks.repairers import OURS, REPAIRERS, microseconds, repair

CURLY = re.compile("[‘’“”]")
WARMING = "\n\nThe brief- ings on short- and long-term sch?den, d?j?, a?os, don?t pol\xaditical cafÃ©s."
UNLIMITED = ("clean", "lossy")
UNCOUNTED = ("whole",)  # what a kind damages besides the places it is about

Score = Counter[str]


class Settings(NamedTuple):
    """What is asked for on the command line."""

    seed: str = "1"
    limit: int = 100
    half: int | None = None
    own: bool = False
    show: int = 0


def damaged(kind: str, language: str, settings: Settings) -> Iterable[list[Piece]]:
    """Yield the pieces of each document of a language that can have this kind of damage."""
    chosen = [d for d in documents(own=settings.own)[language] if settings.half in {None, d.half}]
    random.Random(settings.seed).shuffle(chosen)
    count = 0
    for document in chosen:
        if kind.startswith("lossy") and language == "en" and not CURLY.search(document.text):
            continue
        text = document.text if kind == "clean" else page_of(document.text)
        pieces = damage(kind, text, language, f"{settings.seed} {document.name}")
        if kind in {"clean", "headline mark"} or any(is_counted(piece) for piece in pieces):
            yield pieces
            count += 1
        if count == settings.limit and kind not in UNLIMITED:
            return


def is_counted(piece: Piece) -> bool:
    """Tell whether a piece is a damaged place that the kind is about."""
    return bool(piece.label) and piece.label not in UNCOUNTED and not piece.is_trap


def score(pieces: Sequence[Piece], repaired: str, seconds: float) -> tuple[Score, list[Place]]:
    """Count what became of one document; also return the places that are not as they were."""
    verdicts = align(pieces, repaired)
    clean = clean_of(pieces)
    counts: Score = Counter(
        texts=1, exact_texts=repaired == clean, lines=verdicts.lines, exact_lines=verdicts.exact_lines,
        harm=verdicts.harm, characters=len(clean), microseconds=round(seconds * 1e6),
    )  # fmt: skip
    for piece, verdict, now in verdicts.places:
        if piece.is_trap:
            counts["traps"] += 1
            counts["traps_changed"] += verdict != RESTORED
        elif is_counted(piece):
            counts[verdict] += 1
        counts[f"label {piece.label} {verdict}"] += 1
        if piece.damaged != now and now is not None and len(piece.clean) == 1:
            counts[f"made {now} of {piece.clean}"] += 1
    return counts, [place for place in verdicts.places if place[1] != RESTORED]


def measure(kind: str, language: str, settings: Settings, systems: Sequence[str]) -> dict[str, Score]:
    """Damage, repair and count the documents of one language in one way."""
    totals: dict[str, Score] = {name: Counter() for name in systems}
    shown = 0
    for n, pieces in enumerate(damaged(kind, language, settings)):
        text = text_of(pieces)
        for name in systems:
            if n == 0:  # words and weights are loaded before the clock runs
                repair(name, text + WARMING)
            start = time.perf_counter()
            repaired = repair(name, text)
            counts, misses = score(pieces, text if repaired is None else repaired, time.perf_counter() - start)
            totals[name] += counts + Counter(raised=int(repaired is None))
            if name == OURS and shown < settings.show:
                shown += show(f"{kind} {language}", pieces, misses, repaired or "", settings.show - shown)
    return totals


def show(row: str, pieces: Sequence[Piece], misses: list[Place], repaired: str, most: int) -> int:
    """Print places that did not come back, and lines of which untouched text changed."""
    lines: list[str] = []
    for missed, verdict, now in misses:
        at = next(n for n, piece in enumerate(pieces) if piece is missed)
        before, after = text_of(pieces[max(at - 6, 0) : at])[-40:], text_of(pieces[at + 1 : at + 7])[:40]
        lines.append(f"{verdict:8} {before!r} [{missed.clean!r} {missed.damaged!r} -> {now!r}] {after!r}")
    if not misses and (clean := clean_of(pieces)) != repaired:
        both = zip(clean.split("\n"), repaired.split("\n"), strict=False)
        lines += [f"harm     {a!r}\n      -> {b!r}" for a, b in both if a != b] or ["harm     other lines"]
    for line in lines[:most]:
        sys.stderr.write(f"{row}: {line}\n")
    return len(lines[:most])


def measure_all(
    kinds: Iterable[str], settings: Settings, systems: Sequence[str] = tuple(REPAIRERS), workers: int = 1
) -> dict[tuple[str, str], dict[str, Score]]:
    """Measure every kind in every language: (kind, language) -> system -> counts."""
    tasks = [(kind, language) for kind in kinds for language in documents(own=settings.own)]
    run = partial(measure, settings=settings, systems=systems)
    if workers == 1:
        return {task: run(*task) for task in tasks}
    with ProcessPoolExecutor(workers) as pool:
        return dict(zip(tasks, pool.map(run, *zip(*tasks, strict=True)), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", action="append", choices=ALL_KINDS, help="only this kind (may be repeated)")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--limit", type=int, default=100, help="documents of a kind and language")
    parser.add_argument("--own", action="store_true", help="only the texts of the repository")
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--judge", action="store_true", help="only the half of the documents that judges")
    half.add_argument("--look", action="store_true", help="only the other half")
    parser.add_argument("--show", type=int, default=0, help="with --look: print so many misses of a kind and language")
    parser.add_argument("--ours", action="store_true", help="no peers")
    parser.add_argument("--json", action="store_true", help="print all counts instead of tables")
    args = parser.parse_args()
    if args.show and not args.look:
        parser.error("--show needs --look: the other half is there to judge with")
    settings = Settings(args.seed, args.limit, 1 if args.judge else 0 if args.look else None, args.own, args.show)
    if not args.own and not real_texts().is_dir():
        sys.stderr.write(f"{real_texts()} is not there (BROADSHEET_REAL_TEXTS): only our own texts are measured\n")
    systems = (OURS,) if args.ours else tuple(REPAIRERS)
    found = measure_all(args.kind or ALL_KINDS, settings, systems, workers=1 if args.show else 2)
    if args.json:
        print(
            json.dumps({f"{kind} / {language}": rows for (kind, language), rows in found.items()}, ensure_ascii=False)
        )
    else:
        print_tables(found)
        page = "\n".join(d.text for d in documents(own=True)["en"])[:5000]
        times = ", ".join(f"{name} {microseconds(name, page):.0f} µs" for name in systems)
        print(f"\nA clean page of 5,000 characters with curly quotes: {times}.")


if __name__ == "__main__":
    main()
