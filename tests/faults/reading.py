"""Readers in a loop while runs publish: none fails, and none sees two states."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from flows import snapshots, warehouse
from tests.faults.judging import judge, rows_of, state
from tests.faults.killing import Check
from tests.faults.scene import Scene

Look = Callable[[Scene], object]


def resolved_once(scene: Scene) -> object:
    """Resolve `current`, then read all tables, twice."""
    snapshot = warehouse.current_snapshot(scene.store)
    first = rows_of(snapshot)
    time.sleep(0.02)
    assert rows_of(snapshot) == first, "a reader that resolved `current` once saw two states"
    return first


def by_catalogue(scene: Scene) -> object:
    """Open `corpus.duckdb` as any shell does, and ask it twice."""
    with duckdb.connect(str(scene.store / "corpus.duckdb"), read_only=True) as con:
        first, second = (con.execute(_COUNTS).fetchall() for _ in range(2))
    assert first == second, "corpus.duckdb showed two states"
    return tuple(first[0])


_COUNTS = "SELECT (SELECT count(*) FROM pages), (SELECT count(*) FROM articles), (SELECT count(*) FROM lines)"


def by_command(scene: Scene) -> object:
    """Ask by the command line."""
    ran = scene.run("sql", _COUNTS, "--format", "csv")
    assert not ran.code, f"broadsheet sql: {ran.err}"
    return tuple(int(n) for n in ran.out.split()[-1].split(","))


def by_history(scene: Scene) -> object:
    """List the kept snapshots, and ask the oldest."""
    return len(snapshots.history(scene.store)) and len(rows_of(snapshots.find_snapshot(scene.store, 1))) and None


LOOKS: dict[str, Look] = {
    "resolved once": resolved_once, "corpus.duckdb": by_catalogue, "broadsheet sql": by_command, "history": by_history,
}  # fmt: skip


def during(look: str, *names: str) -> Check:
    """Let readers look while commands run one after another."""

    def check(scene: Scene) -> list[str]:
        seen: list[object] = []
        wrong: list[str] = []
        for name in names:
            arguments = scene.begin(name).arguments
            allowed = _allowed(look, scene, name)
            stop = threading.Event()
            readers = [threading.Thread(target=_look, args=(scene, LOOKS[look], stop, seen, wrong)) for _ in range(2)]
            for reader in readers:
                reader.start()
            ran = scene.run(*arguments)
            time.sleep(0.1)
            stop.set()
            for reader in readers:
                reader.join()
            allowed.append(_seen(look, scene))
            wrong += judge(scene, name, ran)
            wrong += [f"a state of nobody: {one}" for one in seen if one not in allowed][:1]
            seen.clear()
        return wrong[:5]

    return check


def _allowed(look: str, scene: Scene, name: str) -> list[object]:
    """Return what a reader may see: before and after."""
    return [_seen(look, scene), scene.after(name) if look == "resolved once" else None]


def _seen(look: str, scene: Scene) -> object:
    return state(scene.store) if look == "resolved once" else LOOKS[look](scene)


def _look(scene: Scene, look: Look, stop: threading.Event, seen: list[object], wrong: list[str]) -> None:
    while not stop.is_set():
        try:
            seen.append(look(scene))
        except Exception as error:  # noqa: BLE001 (a reader must not fail, whatever it is)
            wrong.append(f"a reader failed: {type(error).__name__}: {str(error)[:160]}")
            return


def globbed(scene: Scene) -> list[str]:
    """Read `current/articles/*.parquet` without resolving it: after the run it is right again."""
    arguments = scene.begin("adding").arguments
    ran = scene.run(*arguments)
    pattern = str(Path(scene.store, "current", "articles", "*.parquet"))
    found = duckdb.sql(f"SELECT count(*) FROM read_parquet('{pattern}')").fetchall()
    own = duckdb.connect(str(scene.store / "corpus.duckdb"), read_only=True)
    with own as con:
        wrong = [] if con.execute("SELECT count(*) FROM articles").fetchall() == found else ["a glob reads other rows"]
    return wrong + judge(scene, "adding", ran)


def checks() -> dict[str, dict[str, Check]]:
    """Return the checks of each kind."""
    looks = {
        f"{look}, {name}": during(look, name) for look in LOOKS for name in ("adding", "third", "compact", "forget")
    }
    return {"readers": looks | {"a plain glob": globbed}}
