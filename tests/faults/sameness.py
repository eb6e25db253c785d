"""The same input makes the same bytes, whoever runs it, wherever, whenever, and in how many runs."""

import os

from flows.compacting import compact
from flows.summaries import RunSettings
from tests.faults.judging import judge_end, judge_left, judge_state, judge_whole, parts
from tests.faults.killing import Check
from tests.faults.scene import Scene, remove


def same_as(*flags: str, fault: tuple[str, ...] = (), umask: int | None = None, **environment: str) -> Check:
    """Run once with other surroundings: the parts are those of a plain run."""

    def check(scene: Scene) -> list[str]:
        plain = _plain(scene)
        scene.begin("third")
        remove(scene.store)
        before = (lambda: _umask(umask)) if umask is not None else None
        ran = scene.run("ingest", "raw", *flags, fault=fault, before=before, **environment)
        return _compare(scene, plain, judge_end(ran) + ([ran.err] if ran.code else []))

    return check


def _umask(mask: int) -> None:
    os.umask(mask)


def _plain(scene: Scene) -> list[str]:
    """Return the parts that one plain run over all days makes."""
    kept = scene.base / "plain"
    if not kept.exists():
        scene.begin("third")
        remove(scene.store)
        scene.run("ingest", "raw", "--workers", "1")
        kept.write_text("\n".join(parts(scene.store)), "utf-8")
    return kept.read_text("utf-8").splitlines()


def _compare(scene: Scene, plain: list[str], wrong: list[str]) -> list[str]:
    if not (scene.store / "current").exists():
        return [*wrong, "nothing was published"]
    made = parts(scene.store)
    if made != plain:
        wrong.append(f"other bytes: {', '.join(sorted(set(made) ^ set(plain)))[:200]}")
    return [*wrong, *judge_whole(scene.store), *judge_left(scene.store)]


def ten_runs(scene: Scene) -> list[str]:
    """Deliver file by file in ten runs, then compact."""
    plain = _plain(scene)
    scene.begin("third")
    remove(scene.store)
    files = sorted(f for f in scene.raw.rglob("*") if f.is_file())
    waiting = scene.base / "waiting"
    for file in files:
        place = waiting / file.relative_to(scene.raw)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.rename(place)
    order = sorted(files, key=lambda file: file.name)
    for number in range(10):
        for file in order[number::10]:
            (waiting / file.relative_to(scene.raw)).rename(file)
        scene.again("third")
    wrong = judge_state(scene.store, scene.after("third")) + judge_whole(scene.store)
    compact(RunSettings("", str(scene.store)))
    return _compare(scene, plain, wrong)


def clocks(*seconds: float) -> Check:
    """Let the clock of each run show another time: rows are the same, snapshots stay, the newest is current."""

    def check(scene: Scene) -> list[str]:
        wrong: list[str] = []
        for name, ahead in zip(("first", "adding", "third"), seconds, strict=True):
            arguments = _goes_on(scene, name)
            ran = scene.run(*arguments, fault=("clock", str(ahead)))
            wrong += judge_end(ran) + ([ran.err] if ran.code else []) + judge_whole(scene.store)
            wrong += judge_state(scene.store, scene.after(name))
        if len(list((scene.store / "snapshots").iterdir())) != len(seconds):
            wrong.append("a snapshot was removed though only three were made")
        scene.again("third")
        return wrong + judge_state(scene.store, scene.after("third")) + judge_left(scene.store)

    return check


def _goes_on(scene: Scene, name: str) -> tuple[str, ...]:
    """Put the input of a command in place, and leave the warehouse as the one before it made it."""
    scene.after(name)
    kept = scene.base / "kept"
    remove(kept)
    if name != "first":
        scene.store.rename(kept)
    arguments = scene.begin(name).arguments
    if name != "first":
        remove(scene.store)
        kept.rename(scene.store)
    return arguments


def checks() -> dict[str, dict[str, Check]]:
    """Return the checks of each kind."""
    day = 86400.0
    return {
        "the same bytes": {
            "two workers": same_as("--workers", "2"),
            "order 1": same_as(fault=("jitter", "1")), "order 2": same_as("--workers", "2", fault=("jitter", "2")),
            "TZ": same_as(TZ="Pacific/Apia"), "TZ 2": same_as(TZ="America/St_Johns"),
            "LC_ALL=C": same_as(LC_ALL="C"), "LC_ALL": same_as(LC_ALL="tr_TR.UTF-8", LANG="de_DE"),
            "PYTHONHASHSEED 1": same_as(PYTHONHASHSEED="1"), "PYTHONHASHSEED 2": same_as(PYTHONHASHSEED="77"),
            "umask 077": same_as(umask=0o077), "umask 0": same_as(umask=0),
            "memory 150MB": same_as(BROADSHEET_MEMORY="150MB"),
            "ten runs": ten_runs,
        },
        "clocks": {
            "back a day each run": clocks(0, -day, -2 * day), "back ten years": clocks(0, -3650 * day, 0),
            "from the future": clocks(3650 * day, 0, 1),
        },
    }  # fmt: skip
