"""Ends that nobody asked for: killed, stopped, two at once, a worker killed, at every moment."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.judging import judge, judge_end, judge_healed, judge_whole
from tests.faults.scene import VERBS, Ran, Scene, finish

Check = Callable[[Scene], list[str]]
_NOT_OVER = "the command was over before the fault"


def at_change(kind: str, name: str, share: float) -> Check:
    """Kill, stop or starve a command at one of its changes to the disk: a share of all of them, 0 to 1."""

    def check(scene: Scene) -> list[str]:
        place = 1 + round(share * (len(scene.changes(name)) - 1))
        return at_place(kind, name, place)(scene)

    return check


def at_place(kind: str, name: str, place: int) -> Check:
    """The same at the change of a number."""

    def check(scene: Scene) -> list[str]:
        arguments = scene.begin(name).arguments
        ran = scene.run(*arguments, fault=(kind, str(place)))
        wrong = judge(scene, name, ran)
        if wrong:
            wrong.append(f"at {scene.changes(name)[place - 1]!r}; {ran.code}, {ran.err.strip()!r}")
        return wrong

    return check


def at_time(sent: int, name: str, seed: int) -> Check:
    """Send a signal at a random moment."""

    def check(scene: Scene) -> list[str]:
        arguments = scene.begin(name).arguments
        ran = _ended(scene, arguments, random.Random(seed).uniform(0.3, 2.0), sent)
        return judge(scene, name, ran)

    return check


def _ended(scene: Scene, arguments: tuple[str, ...], seconds: float, sent: int) -> Ran:
    process = scene.start(*arguments)
    time.sleep(seconds)
    process.send_signal(sent)
    return finish(process)


def eight_in_a_row(scene: Scene) -> list[str]:
    """Kill the same command eight times, each a little later, then let it be."""
    places, wrong = len(scene.changes("adding")), []
    arguments = scene.begin("adding").arguments
    for number in range(1, 9):
        ran = scene.run(*arguments, fault=("kill", str(number * places // 9)))
        wrong += [f"kill {number}: {what}" for what in (*judge_whole(scene.store), *judge_end(ran))]
    return wrong + judge_healed(scene, "adding")


def two_at_once(scene: Scene) -> list[str]:
    """Start two runs, and a third later: one writes, the others say so and end."""
    arguments = scene.begin("adding").arguments
    ran = [finish(process) for process in [scene.start(*arguments) for _ in range(3)]]
    wrong = judge(scene, "adding", next((one for one in ran if one.code), ran[0]))
    if not any(one.code == 0 for one in ran):
        wrong.append("none of them ran")
    for one in ran:
        wrong += judge_end(one)
        if one.code and "another run is writing here" not in one.err:
            wrong.append(f"the second was told {one.err!r}")
    return wrong


def a_dead_lock(scene: Scene) -> list[str]:
    """A lock file that a dead process left holds nobody up."""
    arguments = scene.begin("adding").arguments
    (scene.store / ".lock").write_text("4711", "utf-8")
    return judge(scene, "adding", scene.run(*arguments))


def worker_killed(times: int) -> Check:
    """Let the killer of memory end workers: the page they read is named, or the run ends."""

    def check(scene: Scene) -> list[str]:
        arguments = scene.begin("adding").arguments
        process, killed = scene.start(*arguments), 0
        until = time.monotonic() + 20
        while process.poll() is None and killed < times and time.monotonic() < until:
            for worker in _workers(process.pid):
                if killed < times:
                    os.kill(worker, signal.SIGKILL)
                    killed += 1
            time.sleep(0.002)
        ran = finish(process)
        if not killed:
            return [_NOT_OVER]
        if ran.code:
            return judge(scene, "adding", ran)
        return judge_whole(scene.store) + judge_healed(scene, "adding")  # a page may be `crash`, and is read again

    return check


def _workers(run: int) -> list[int]:
    """Return the processes that read for a run: children of its fork server."""
    found = []
    for child in _children(run):
        command = Path(f"/proc/{child}/cmdline").read_bytes() if Path(f"/proc/{child}").exists() else b""
        if b"forkserver" in command:
            found += _children(child)
    return found


def _children(process: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    except OSError:
        return []


def checks() -> dict[str, dict[str, Check]]:
    """Return the checks of each kind."""
    kills = {f"{name} {n}": at_change("kill", name, n / 11) for name in VERBS for n in range(12)}
    stops = {f"{name} {n}": at_change("stop", name, n / 4) for name in VERBS for n in range(5)}
    return {
        "kill -9": kills
        | {f"{name} at a time {n}": at_time(signal.SIGKILL, name, n) for name in VERBS for n in range(6)}
        | {"eight in a row": eight_in_a_row},
        "signals": stops
        | {f"SIGTERM {name} {n}": at_time(signal.SIGTERM, name, n) for name in VERBS for n in range(2)}
        | {f"SIGINT {name} {n}": at_time(signal.SIGINT, name, n) for name in VERBS for n in range(2)},
        "two at once": {"three runs": two_at_once, "a dead lock": a_dead_lock},
        "worker killed": {f"{n}": worker_killed(n) for n in (1, 2, 40)},
    }
