"""The programme of faults: a table of kinds, checks passed and failed; exit 1 if one failed.

python -m benchmarks.faults [KIND …] [--all]      the part that tests run, or all (some 40 minutes)
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.faults import checks, part
from tests.faults.killing import Check
from tests.faults.scene import Scene


def main(arguments: list[str]) -> int:
    """Run the checks of the kinds that are named, or of all."""
    wanted = [kind for kind in arguments if not kind.startswith("--")]
    found = checks() if "--all" in arguments else part()
    rows = []
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # another user runs a part of them
        scene = Scene(Path(place) / "scene")
        for kind, of_kind in found.items():
            if not wanted or kind in wanted:
                rows.append(_run(scene, kind, of_kind))
    print("\n| kind | checks | passed | failed | seconds |\n|---|---|---|---|---|")
    for kind, count, failed, seconds in rows:
        print(f"| {kind} | {count} | {count - failed} | {failed} | {seconds:.0f} |")
    return 1 if any(failed for _, _, failed, _ in rows) else 0


def _run(scene: Scene, kind: str, of_kind: dict[str, Check]) -> tuple[str, int, int, float]:
    started, failed = time.monotonic(), 0
    for name, check in of_kind.items():
        try:
            wrong = check(scene)
        except Exception as error:  # noqa: BLE001 (a broken check is one that failed)
            wrong = [f"the check itself broke: {type(error).__name__}: {error}"]
        if wrong:
            failed += 1
            print(f"{kind}, {name}:", *wrong, sep="\n    ", flush=True)
    return kind, len(of_kind), failed, time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
