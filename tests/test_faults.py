"""A part of the programme of faults in `tests/faults`; `python -m benchmarks.faults --all` runs all of it."""

from pathlib import Path

import pytest

from tests.faults import part
from tests.faults.scene import Scene

PART = part()


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(Path(tmp_path_factory.mktemp("faults")) / "scene")


@pytest.mark.parametrize("kind, name", [(kind, name) for kind, names in PART.items() for name in names])
def test_after_a_fault_the_corpus_is_whole_and_the_next_run_heals(scene: Scene, kind: str, name: str) -> None:
    assert PART[kind][name](scene) == []
