"""Inputs that change between runs and during them: at last the corpus is what one run over what is there makes."""

import random
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

from flows.running import run
from flows.summaries import RunSettings
from tests.faults.judging import judge_end, judge_healed, judge_left, judge_state, judge_whole, judge_words, state
from tests.faults.killing import Check
from tests.faults.scene import STORY, Scene, finish, remove, write

Change = Callable[[Path], object]


def _page(verb: str) -> bytes:
    return STORY.format("Pier opens", "ADA MARSH", verb, 9).encode()


def _to_folder(file: Path) -> None:
    remove(file)
    write(file, {"inside.txt": _page("flooded")})


def _longer(file: Path) -> None:
    with file.open("ab") as handle:
        handle.write(b"\nIt went on all night.\n")


def _same_size(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"crowd", b"fleet"))


CHANGES: dict[str, Change] = {
    "added": lambda file: write(file.parent, {"new.txt": _page("flooded")}),
    "longer": _longer,
    "same size": _same_size,
    "emptied": lambda file: file.write_bytes(b""),
    "removed": remove,
    "renamed": lambda file: file.rename(file.with_name("renamed.txt")),
    "a folder": _to_folder,
    "a link to nowhere": lambda file: (remove(file), file.symlink_to("nowhere")),
    "an archive": lambda file: shutil.copyfile(file.parent / "more.zip", file),
    "a copy": lambda file: shutil.copyfile(file, file.with_name("zz-copy.txt")),
    "swapped": lambda file: (file.rename(file.with_name("x")), (file.parent / "again.txt").rename(file), (file.parent / "x").rename(file.parent / "again.txt")),
}  # fmt: skip


def changed_between(how: str) -> Check:
    """Change a file between two runs, prune what is gone: the rows are those of one run over what is there."""

    def check(scene: Scene) -> list[str]:
        _copy_of_input(scene)
        scene.run("ingest", "raw")
        CHANGES[how](scene.raw / "day-1" / "rained.txt")
        time.sleep(0.06)
        ran = scene.run("ingest", "raw", "--prune=all")
        return _judge(scene, ran.err, judge_end(ran) + judge_words(ran))

    return check


def changed_during(seed: int) -> Check:
    """Change many files again and again while a run reads them; the run after it reads what changed last."""

    def check(scene: Scene) -> list[str]:
        _copy_of_input(scene)
        chance, stop = random.Random(seed), threading.Event()
        work = threading.Thread(target=_disturb, args=(scene.raw, chance, stop))
        work.start()
        try:
            ran = scene.run("ingest", "raw", "--workers", "2")
        finally:
            stop.set()
            work.join()
        wrong = [*judge_end(ran), *judge_words(ran), *judge_whole(scene.store)]
        if ran.code:
            wrong.append(f"it ended with {ran.code}: {ran.err.strip()!r}")
        time.sleep(0.06)
        again = scene.run("ingest", "raw", "--prune=all")
        return _judge(scene, again.err, wrong + judge_end(again))

    return check


def folder_lost_during(scene: Scene) -> list[str]:
    """The disk of the input is unmounted in the middle: what was read before stays."""
    arguments = scene.begin("third").arguments
    process = scene.start(*arguments)
    time.sleep(0.5)
    hidden = scene.base / "hidden"
    scene.raw.rename(hidden)
    ran = finish(process)
    wrong = judge_end(ran) + judge_words(ran) + judge_whole(scene.store)
    hidden.rename(scene.raw)
    scene.again("third")
    return wrong + judge_state(scene.store, scene.after("third"))


def not_there(what: str, *flags: str) -> Check:
    """The input is missing, empty, a file or a socket: nothing that was read before is lost."""

    def check(scene: Scene) -> list[str]:
        scene.begin("adding")
        hidden = scene.base / "hidden"
        scene.raw.rename(hidden)
        if what == "empty":
            scene.raw.mkdir()
        elif what == "a file":
            scene.raw.write_bytes(b"")
        elif what == "a link to nowhere":
            scene.raw.symlink_to("nowhere")
        ran = scene.run("ingest", "raw", *flags)
        wrong = judge_end(ran) + judge_words(ran) + judge_whole(scene.store)
        if flags and not ran.code:
            wrong.append("a whole input was pruned without a word")
        if what != "a file":
            wrong += judge_state(scene.store, scene.before("adding"))
        if what in {"missing", "a link to nowhere"} and not ran.code:
            wrong.append("it did not notice")
        remove(scene.raw)
        hidden.rename(scene.raw)
        return wrong if what == "a file" else wrong + judge_healed(scene, "adding")

    return check


def _copy_of_input(scene: Scene) -> None:
    """Let the input be a copy that may be changed."""
    scene.begin("first")
    for day in (1, 2, 3):
        folder = scene.base / "later" / f"day-{day}"
        source = folder if folder.exists() else scene.raw / folder.name
        if source != folder:
            source.rename(folder)
        shutil.copytree(folder, scene.raw / folder.name.replace("-", "_"))
    for folder in scene.raw.iterdir():
        folder.rename(folder.with_name(folder.name.replace("day_", "copy-")))
    (scene.raw / "copy-1").rename(scene.raw / "day-1")
    time.sleep(0.06)


def _disturb(root: Path, chance: random.Random, stop: threading.Event) -> None:
    while not stop.is_set():
        found = [f for f in sorted(root.rglob("*.txt")) if f.is_file() and not f.is_symlink()]
        how = chance.choice(sorted(set(CHANGES) - {"swapped"}))
        if found:
            try:
                CHANGES[how](chance.choice(found))
            except OSError:
                continue
        stop.wait(0.01)


def _judge(scene: Scene, said: str, wrong: list[str]) -> list[str]:
    """Compare with a run over the same input into a warehouse of its own; clear the input away."""
    other = scene.base / "other"
    remove(other)
    run(RunSettings(str(scene.raw), str(other)))
    wrong = [*wrong, *judge_whole(scene.store), *judge_state(scene.store, state(other)), *judge_left(scene.store)]
    for folder in scene.raw.iterdir():
        remove(folder)
    return [*wrong, said] if wrong else []


def checks() -> dict[str, dict[str, Check]]:
    """Return the checks of each kind."""
    return {
        "changed inputs": {f"between runs: {how}": changed_between(how) for how in CHANGES}
        | {f"during a run, {seed}": changed_during(seed) for seed in range(4)}
        | {"the folder goes during a run": folder_lost_during},
        "no input": {
            "missing": not_there("missing"), "empty": not_there("empty"), "a file": not_there("a file"),
            "a link to nowhere": not_there("a link to nowhere"), "missing, --prune=all": not_there("missing", "--prune=all"),
            "empty, --prune": not_there("empty", "--prune"),
        },
    }  # fmt: skip
