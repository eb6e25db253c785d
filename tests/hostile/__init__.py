"""A hostile set for whole runs: some 1,300 units in 21 classes, each with its truth; read this file first.

    classes ── cases ──▶ Case, Case, … ── build ──▶ folder ── run ──▶ tables ── judge ──▶ violations

    texts      charsets, wide, binary, controls, bait, limits, copies
    markup     html, xml, no_article
    records    json, jsonl, parquet, warc
    archives   zip, tar, compressed, epub
    folders    names, file_system, injection
    changing   changes during the run, manifests (each with an input of its own)

Everything is drawn by name, so that the set is the same on every machine. `tests/test_hostile.py` runs a part of
each class, `benchmarks/hostile.py` all of them.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile import archives, folders, markup, records, texts
from tests.hostile.truth import Case, printed, touch

CLASSES: dict[str, Callable[[], Iterator[Case]]] = {
    **texts.CLASSES, **markup.CLASSES, **records.CLASSES, **archives.CLASSES, **folders.CLASSES
}  # fmt: skip
PART = 5  # the part that tests run: one unit in so many, none that is big


def cases(*, whole: bool) -> dict[str, list[Case]]:
    """Return the units of every class: all, or a part of each."""
    found = {name: list(units()) for name, units in CLASSES.items()}
    for name, units in found.items():
        twice = {case.name for case in units if sum(other.name == case.name for other in units) > 1}
        assert not twice, f"{name} names two units {twice}"
    if whole:
        return found
    return {name: _part(units) for name, units in found.items()}


def _part(units: list[Case]) -> list[Case]:
    """Return a part of the units, with all copies of each article and all that a manifest describes."""
    return [
        case for place, case in enumerate(units)
        if not case.big and (place % PART == 0 or case.said or any(row.group for row in case.rows))
    ]  # fmt: skip


def build(root: Path, units: dict[str, list[Case]]) -> None:
    """Write the units below `root`, each class in a folder, and the manifest that describes some of them."""
    said = []
    for kind, of_kind in units.items():
        for case in of_kind:
            file = root / kind / case.name
            if isinstance(case.make, bytes):
                touch(file, case.make)
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                case.make(file)
            if case.said is not None:
                said.append({"path": f"{kind}/{case.name}", **case.said})
    lines = "".join(json.dumps(row) + "\n" for row in said)
    touch(root / "manifest.jsonl", lines.encode())


def source(kind: str, case: Case) -> str:
    """Return the source of a unit."""
    return f"{kind}/{printed(case.name)}".lstrip("/")
