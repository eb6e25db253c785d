"""What must hold after any fault, whatever was printed: the corpus is whole, and in one of two states.

A state is a digest of the rows of each table; `runs`, which holds clocks, is left out. No corpus is the empty state.
"""

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from flows import catalogue, snapshots, warehouse
from transforms.tables import TABLES

if TYPE_CHECKING:
    from tests.faults.scene import Ran, Scene

State = dict[str, str]
_OWN = {".lock", "current", "corpus.duckdb", "snapshots", "forgotten.json"}
# What remembers the way to a state, not the state alone.
HISTORY = {"runs", "cluster_changes", "overlaps"}
_LINE = re.compile(r"broadsheet: [^\n]+\n")
_FOREIGN = re.compile(r"broadsheet: [\w.]*(Error|Exception|Exit|Interrupt|Invalid)\b")


def state(store: Path) -> State:
    """Return the state of the current snapshot."""
    found = warehouse.previous_snapshot(store)
    return rows_of(found) if found else {}


def rows_of(snapshot: Path) -> State:
    """Return the state of a snapshot."""
    with catalogue.open_snapshot(snapshot) as con:
        return {name: _digest(con, name) for name in TABLES if name not in HISTORY}


def _digest(con: duckdb.DuckDBPyConnection, table: str) -> str:
    rows = con.execute(f"SELECT * FROM parquet.{table} ORDER BY ALL").fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:12]


def parts(store: Path) -> list[str]:
    """Return the names of all parts of the current snapshot, which tell their content."""
    snapshot = warehouse.current_snapshot(store)
    return sorted(str(f.relative_to(snapshot)) for f in snapshot.glob("*/*.parquet") if f.parent.name not in HISTORY)


def judge(scene: "Scene", name: str, ran: "Ran") -> list[str]:
    """Return all that is wrong after a command met a fault, and after it was run again undisturbed."""
    before, after = scene.before(name), scene.after(name)
    found = [*judge_whole(scene.store), *judge_state(scene.store, before, after), *judge_end(ran)]
    if not ran.code and state(scene.store) != after:
        found.append("it ended with 0, and without its new state")
    return found + judge_healed(scene, name)


def judge_whole(store: Path) -> list[str]:
    """Return what is wrong with the current snapshot itself, and with those that are kept."""
    try:
        current = warehouse.previous_snapshot(store)
        if current is None:
            return ["`current` leads nowhere"] if (store / "current").is_symlink() else []
        found = [f"{fault.file} is {fault.what}" for fault in snapshots.find_faults(current)]
        with catalogue.open_snapshot(current) as con:
            found += [f"check {check} fails" for check in catalogue.failed_checks(con)]
            articles = con.execute("SELECT count(*) FROM articles").fetchall()
        with duckdb.connect(str(store / "corpus.duckdb"), read_only=True) as con:
            if con.execute("SELECT count(*) FROM articles").fetchall() != articles:
                found.append("corpus.duckdb shows another snapshot")
        snapshots.history(store)
    except Exception as error:  # noqa: BLE001 (whatever it is, somebody who asks would have met it)
        return [f"not to be read: {type(error).__name__}: {str(error)[:160]}"]
    return found


def judge_state(store: Path, *states: State) -> list[str]:
    """Return what is wrong if the rows are in none of the states."""
    try:
        now = state(store)
    except Exception as error:  # noqa: BLE001 (as above)
        return [f"no state: {type(error).__name__}: {str(error)[:160]}"]
    if now in states:
        return []
    others = [{name for name in TABLES if now.get(name) != one.get(name)} - HISTORY for one in states]
    return [f"between two states: {' and '.join(','.join(sorted(other)) for other in others)} differ"]


def judge_end(ran: "Ran") -> list[str]:
    """Return what is wrong with how a command ended: 0, or one clear line; a signal says nothing."""
    if "Traceback" in ran.out + ran.err:
        return [f"it printed a traceback: …{ran.err[-200:]!r}"]
    if "it hung" in ran.err:
        return ["it hung"]
    if ran.code > 0 and not _LINE.fullmatch(ran.err):
        return [f"it ended with {ran.code}, not one clear line: {ran.err[-300:]!r}"]
    return []


def judge_words(ran: "Ran") -> list[str]:
    """Return what is wrong if a failure is told in the words of a library, not in our own."""
    if ran.code > 0 and (_FOREIGN.match(ran.err) or "Traceback" in ran.err):
        return [f"not in our words: {ran.err.strip()[:200]!r}"]
    return [f"it was ended by signal {-ran.code}"] if ran.code < 0 else []


def judge_healed(scene: "Scene", name: str) -> list[str]:
    """Run the command again undisturbed, and return what is wrong after it."""
    try:
        scene.again(name)
        summary = scene.again(name)
    except Exception as error:  # noqa: BLE001 (as above)
        return [f"the next run does not heal: {type(error).__name__}: {str(error)[:200]}"]
    found = [f"healed: {what}" for what in (*judge_whole(scene.store), *judge_state(scene.store, scene.after(name)))]
    if summary and summary.published:
        found.append("healed: the run after the next publishes again")
    return found + [f"healed: {what}" for what in judge_left(scene.store)]


def judge_left(store: Path) -> list[str]:
    """Return what lies in a warehouse and does not belong there."""
    left = sorted(entry.name for entry in store.iterdir() if entry.name not in _OWN)
    for entry in (store / "snapshots").iterdir():
        if not entry.name.isdigit() or entry.is_symlink() or not (entry / "snapshot.json").is_file():
            left.append(f"snapshots/{entry.name}")
    return [f"left behind: {', '.join(left)}"] if left else []
