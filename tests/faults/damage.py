"""Published files that were torn, removed, changed or added by somebody else: named and made again, or a clear word.

A part of `readings`, `lines` or `runs` that no other snapshot holds cannot be made again: then the command ends, says
which file it is, changes nothing, and goes on once the file is back.
"""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from flows import warehouse
from tests.faults.judging import judge_end, judge_healed, judge_state, judge_whole, judge_words
from tests.faults.killing import Check
from tests.faults.scene import Scene, remove
from transforms.tables import TABLES

Harm = Callable[[Path], None]


def _tear(file: Path) -> None:
    """Cut a file; it is not one with any other, as where a disk lost it."""
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data[: len(data) // 2])


def _turn(file: Path) -> None:
    """Change one bit in the middle: the size stays, the time does not."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.unlink()
    file.write_bytes(data)


def _empty(file: Path) -> None:
    file.unlink()
    file.touch()


def _to_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


HARMS: dict[str, Harm] = {
    "torn": _tear,
    "turned": _turn,
    "emptied": _empty,
    "removed": lambda file: file.unlink(),
    "a folder": _to_folder,
}


def file_harmed(harm: str, table: str, name: str = "adding") -> Check:
    """Harm the first file of a table, or a file beside the tables, of the current snapshot; then run a command."""

    def check(scene: Scene) -> list[str]:
        arguments = scene.begin(name).arguments
        snapshot = warehouse.current_snapshot(scene.store)
        file = snapshot / table if "." in table else min((snapshot / table).glob("*.parquet"))
        kept = file.read_bytes(), file.stat()
        HARMS[harm](file)
        ran = scene.run(*arguments)
        wrong = judge_end(ran) + judge_words(ran)
        if ran.code:
            if file.name not in ran.err:
                wrong.append(f"it does not say which file: {ran.err!r}")
            remove(file)
            file.write_bytes(kept[0])
            os.utime(file, ns=(kept[1].st_atime_ns, kept[1].st_mtime_ns))
            wrong += judge_state(scene.store, scene.before(name))
        else:
            if name != "compact" and file.name not in ran.out:
                wrong.append("the file is not named")
            wrong += [*judge_whole(scene.store), *judge_state(scene.store, scene.after(name))]
        return wrong + judge_healed(scene, name)

    return check


def stray(place: str, make: Callable[[Path, Path], object], *, fails: bool = False, gone: bool = True) -> Check:
    """Put something that is not ours into the warehouse; the next run goes on, or says what stands in its way."""

    def check(scene: Scene) -> list[str]:
        arguments = scene.begin("adding").arguments
        file = scene.store / place
        if file.is_symlink() or file.is_file():
            file.unlink()
        make(file, warehouse.previous_snapshot(scene.store) or scene.store / "snapshots" / "000001")
        ran = scene.run(*arguments)
        wrong = judge_end(ran) + judge_words(ran)
        if ran.code and not fails:
            wrong.append(f"it ended with {ran.code}: {ran.err.strip()!r}")
        if ran.code:
            remove(file)
            if place == "current":
                file.symlink_to("snapshots/000001")
        else:
            wrong += [*judge_whole(scene.store), *judge_state(scene.store, scene.after("adding"))]
        healed = judge_healed(scene, "adding")
        return wrong + ([what for what in healed if gone or not what.startswith("healed: left behind")])

    return check


def bit_turned(scene: Scene) -> list[str]:
    """A bit that turned behind the system's back is found by who looks: `check` reads the files."""
    scene.begin("adding")
    part = min((warehouse.current_snapshot(scene.store) / "lines").glob("*.parquet"))
    state = part.stat()
    _turn(part)
    os.utime(part, ns=(state.st_atime_ns, state.st_mtime_ns))
    ran = scene.run("check")
    return judge_words(ran) + ([] if ran.code else ["`check` does not notice a bit that turned"])


def current_lost(how: str) -> Check:
    """The link to the current snapshot is gone, or leads nowhere, or is a file: no run may start a corpus anew."""

    def check(scene: Scene) -> list[str]:
        arguments = scene.begin("adding").arguments
        remove(scene.store / "current")
        (scene.raw / "day-1").rename(scene.base / "later" / "day-1")  # its pages are only in the corpus
        if how == "nowhere":
            (scene.store / "current").symlink_to("snapshots/000077")
        elif how == "a file":
            (scene.store / "current").write_text("snapshots/000001", "utf-8")
        elif how == "a copy":
            shutil.copytree(scene.store / "snapshots" / "000001", scene.store / "current", symlinks=True)
        ran = scene.run(*arguments)
        wrong = judge_end(ran) + judge_words(ran)
        if not ran.code:
            wrong += judge_state(scene.store, scene.after("adding")) + judge_whole(scene.store)
            runs = len(list((scene.store / "snapshots").glob("*/snapshot.json")))
            if runs < 2:
                wrong.append("the snapshot before is lost")
            return wrong + judge_healed(scene, "adding")
        remove(scene.store / "current")
        back = scene.run("rollback", "1")  # what such a message should lead to
        if back.code:
            return [*wrong, f"no way back: {ran.err.strip()!r}, then {back.err.strip()!r}"]
        return wrong + judge_state(scene.store, scene.before("adding")) + judge_healed(scene, "adding")

    return check


def written_by(version: object) -> Check:
    """The snapshot says another format: every command that needs it says so, and changes nothing."""

    def check(scene: Scene) -> list[str]:
        scene.begin("adding")
        about = warehouse.current_snapshot(scene.store) / "snapshot.json"
        said = json.loads(about.read_text("utf-8"))
        kept = json.dumps(said, indent=1)
        said["format"] = version
        about.write_text(json.dumps(said, indent=1), "utf-8")
        wrong = []
        commands = (("ingest", "raw"), ("compact",), ("forget", "day-1/rained.txt"), ("what-if",), ("replay",),
                    ("sql", "SELECT count(*) FROM articles"), ("check",))  # fmt: skip
        for arguments in commands:
            ran = scene.run(*arguments)
            wrong += [f"{arguments[0]}: {what}" for what in judge_end(ran) + judge_words(ran)]
            if not ran.code:
                wrong.append(f"{arguments[0]}: it did not notice format {version!r}")
            elif "version" not in ran.err and "format" not in ran.err:
                wrong.append(f"{arguments[0]}: it does not say so: {ran.err.strip()!r}")
        about.write_text(kept, "utf-8")
        if (scene.store / "forgotten.json").exists():
            wrong.append("a page is to be forgotten though the command was refused")
            (scene.store / "forgotten.json").unlink()
        wrong += judge_state(scene.store, scene.before("adding"))
        return wrong + judge_healed(scene, "adding")

    return check


def moved(scene: Scene) -> list[str]:
    """The warehouse is moved while nothing runs: the next run, and every question by the command line, go on."""
    arguments = scene.begin("adding").arguments
    there = scene.base / "elsewhere"
    remove(there)
    scene.store.rename(there)
    asked = scene.run("sql", "SELECT count(*) FROM articles", BROADSHEET_WAREHOUSE=str(there))
    ran = scene.run(*arguments, BROADSHEET_WAREHOUSE=str(there))
    linked = scene.run("relink", BROADSHEET_WAREHOUSE=str(there))
    wrong = [what for one in (asked, ran, linked) for what in judge_end(one) + judge_words(one)]
    wrong += [f"{one.err.strip()}" for one in (asked, ran, linked) if one.code]
    wrong += [*judge_whole(there), *judge_state(there, scene.after("adding"))]
    there.rename(scene.store)
    return wrong


def _folder(file: Path, _: Path) -> None:
    file.mkdir(parents=True)
    (file / "mine.txt").write_text("mine", "utf-8")


def _text(text: str) -> Callable[[Path, Path], object]:
    return lambda file, _: file.write_text(text, "utf-8")


def checks() -> dict[str, dict[str, Check]]:
    """Return the checks of each kind."""
    beside = ("corpus.duckdb", "views.sql", "fingerprints.arrow", "snapshot.json")
    of_parts = {
        f"{name}, {harm} {table}": file_harmed(harm, table, name)
        for name in ("adding", "nothing new") for harm in HARMS for table in TABLES
    }  # fmt: skip
    of_others = {
        f"{harm} {file}": file_harmed(harm, file)
        for harm in HARMS for file in beside
    }  # fmt: skip
    compacted = {
        f"compact, {harm} {table}": file_harmed(harm, table, "compact")
        for harm in ("torn", "removed")
        for table in ("articles", "lines", "authors")
    }
    strays: dict[str, Check] = {
        "a copy among the articles": stray("snapshots/000001/articles/copy.parquet", lambda file, now: shutil.copy(min((now / "articles").glob("*")), file), gone=False),
        "text among the lines": stray("snapshots/000001/lines/notes.parquet", _text("mine"), fails=True, gone=False),
        "a copy among the readings": stray("snapshots/000001/readings/copy.parquet", lambda file, now: shutil.copy(min((now / "readings").glob("*")), file), fails=True, gone=False),
        "a half part": stray("snapshots/000001/pages/part.writing", _text("PAR1"), gone=False),
        "a folder of nobody": stray("snapshots/000001/notes", _folder, gone=False),
        "notes beside the snapshots": stray("snapshots/notes.txt", _text("mine"), gone=False),
        "a number without a snapshot": stray("snapshots/000009", lambda file, _: file.mkdir(), gone=False),
        "a link to nowhere": stray("snapshots/000002", lambda file, _: file.symlink_to("nowhere"), gone=False),
        "staging is a file": stray("staging", _text("mine")),
        "staging is a link": stray("staging", lambda file, _: file.symlink_to("nowhere")),
        "staging is full": stray("staging", _folder),
        "forgotten.json is torn": stray("forgotten.json", _text('["a'), fails=True),
        "forgotten.json is empty": stray("forgotten.json", _text(""), fails=True),
        "forgotten.json is a folder": stray("forgotten.json", _folder, fails=True),
        "forgotten.json is a number": stray("forgotten.json", _text("7"), fails=True),
        ".current.new is left": stray(".current.new", _text("mine")),
        ".current.new is a folder": stray(".current.new", _folder, fails=True),
        "corpus.duckdb is a file": stray("corpus.duckdb", _text("mine")),
        "corpus.duckdb is gone": stray("corpus.duckdb", lambda *_: None),
        "the lock is a folder": stray(".lock", _folder, fails=True),
    }  # fmt: skip
    return {
        "damaged output": of_parts | of_others | compacted | strays | {"a bit turned": bit_turned}
        | {f"current is {how}": current_lost(how) for how in ("gone", "nowhere", "a file", "a copy")},
        "other versions": {f"format {version!r}": written_by(version) for version in (1, 3, 99, "x", None)},
        "moved": {"the warehouse": moved},
    }  # fmt: skip
