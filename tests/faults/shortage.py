"""Too little of everything: disk, size of files, open files, memory, rights, and a server that is not there."""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.judging import judge, judge_words, parts, state
from tests.faults.killing import Check, at_change
from tests.faults.scene import Ran, Scene, remove

MIB = 1024 * 1024


def limited(name: str, what: int, limit: int, *, may_run: bool = True) -> Check:
    """Run a command under a limit of its process."""

    def check(scene: Scene) -> list[str]:
        arguments = scene.begin(name).arguments
        ran = scene.run(*arguments, before=lambda: resource.setrlimit(what, (limit, limit)))
        wrong = judge(scene, name, ran) + judge_words(ran)
        return wrong if may_run or ran.code else [*wrong, "it did not notice"]

    return check


@contextmanager
def _small_disk(scene: Scene, size: int) -> Iterator[Path]:
    """Let the warehouse lie on a disk of its own, of few bytes; yield its root."""
    disk = scene.base / "disk"
    disk.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(disk)], check=True, capture_output=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def can_mount(scene: Scene) -> bool:
    """Tell whether a disk can be made here."""
    try:
        with _small_disk(scene, MIB):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def disk_full(name: str, left: int) -> Check:
    """Run a command with so many bytes left on the disk; then somebody makes room, and it is run again."""

    def check(scene: Scene) -> list[str]:
        if not can_mount(scene):
            return at_change("full", name, min(left / MIB, 1.0))(scene)
        scene.after(name)
        with _small_disk(scene, 64 * MIB) as disk:
            arguments = scene.begin(name).arguments
            scene.store.mkdir(exist_ok=True)
            shutil.copytree(scene.store, disk / "there", symlinks=True)
            remove(scene.store)
            scene.store.mkdir()
            subprocess.run(["mount", "--bind", str(disk / "there"), str(scene.store)], check=True)
            try:
                room = shutil.disk_usage(disk).free - left
                (disk / "ballast").write_bytes(b"\0" * max(0, room))
                ran = scene.run(*arguments)
                (disk / "ballast").unlink()
                return judge(scene, name, ran) + judge_words(ran)
            finally:
                subprocess.run(["umount", str(scene.store)], check=True)

    return check


def read_only(*, whole: bool) -> Check:
    """Let a user run who may not write into any folder of the warehouse, or not into that of the snapshots."""

    def check(scene: Scene) -> list[str]:
        arguments = scene.begin("adding").arguments
        folders = [scene.store, *(f for f in scene.store.rglob("*") if f.is_dir() and not f.is_symlink())]
        locked = folders if whole else [scene.store / "snapshots"]
        for folder in locked:
            folder.chmod(0o555)
        ran, asked = _without_rights(scene, *arguments), _without_rights(scene, "sql", "SELECT count(*) FROM articles")
        for folder in locked:
            folder.chmod(0o755)
        wrong = judge(scene, "adding", ran) + judge_words(ran)
        if not ran.code:
            wrong.append("it did not notice")
        return wrong + ([f"the corpus cannot be asked: {asked.err}"] if asked.code else [])

    return check


def _without_rights(scene: Scene, *arguments: str) -> Ran:
    """Run so that modes count, also where the user may do everything."""
    prefix = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.getuid() == 0 else ()
    return scene.run(*arguments, prefix=prefix)


def lock_read_only(scene: Scene) -> list[str]:
    """The lock file cannot be written."""
    arguments = scene.begin("adding").arguments
    (scene.store / ".lock").chmod(0o444)
    ran = _without_rights(scene, *arguments)
    (scene.store / ".lock").chmod(0o644)
    return judge(scene, "adding", ran) + judge_words(ran)


def warehouse_is_a_file(scene: Scene) -> list[str]:
    """A file lies where the warehouse should be."""
    arguments = scene.begin("first").arguments
    scene.store.write_text("mine", "utf-8")
    ran = scene.run(*arguments)
    wrong = judge_words(ran) if ran.code else ["it did not notice"]
    if not scene.store.is_file():
        wrong.append("it was removed")
    remove(scene.store)
    return wrong


def prefect_dead(name: str, *flags: str, **environment: str) -> Check:
    """The server of Prefect does not answer: the run ends with a word, or runs without it."""

    def check(scene: Scene) -> list[str]:
        arguments = scene.begin(name).arguments
        ran = scene.run(*arguments, *flags, **environment)
        wrong = judge(scene, name, ran) + judge_words(ran)
        return wrong if ran.seconds < 90 else [*wrong, f"it took {ran.seconds:.0f} s to say so"]

    return check


def nothing_new(scene: Scene) -> list[str]:
    """A disk without a byte left holds no run up that has nothing to write."""
    scene.begin("third")
    scene.again("third")
    before = parts(scene.store), state(scene.store)
    ran = scene.run("ingest", "raw")
    return judge_words(ran) + ([] if (parts(scene.store), state(scene.store)) == before else ["something was written"])


def checks() -> dict[str, dict[str, Check]]:
    """Return the checks of each kind."""
    nowhere = {"PREFECT_API_URL": "http://127.0.0.1:9/api"}
    sizes = (0, 64 * 1024, 256 * 1024, 700 * 1024, 2 * MIB)
    verbs = ("first", "adding", "compact", "forget")
    injected: dict[str, Callable[[Scene], list[str]]] = {
        f"{kind} {name} {n}": at_change(kind, name, n / 7)
        for kind in ("full", "broken") for name in verbs for n in range(8)
    }  # fmt: skip
    return {
        "disk full": {f"{name} {left // 1024} KiB": disk_full(name, left) for name in verbs for left in sizes}
        | injected,
        "file size": {
            f"{name} {size // 1024} KiB": limited(name, resource.RLIMIT_FSIZE, size)
            for name in verbs for size in (0, 1024, 16 * 1024, 200 * 1024, 300 * 1024)
        },
        "open files": {
            f"{name} {most}": limited(name, resource.RLIMIT_NOFILE, most)
            for name in verbs for most in (10, 16, 18, 20, 22, 24, 32, 64)
        },
        "memory": {
            f"{name} {most} MiB": limited(name, resource.RLIMIT_AS, most * MIB)
            for name in verbs for most in (200, 400, 800, 1200, 1500, 2000, 2500, 3000)
        },
        "read-only": {
            "whole": read_only(whole=True), "snapshots": read_only(whole=False), "lock": lock_read_only,
            "a file": warehouse_is_a_file,
        },
        "Prefect dead": {"by address": prefect_dead("adding", **nowhere), "--flow": prefect_dead("adding", "--flow", **nowhere)},
    }  # fmt: skip
