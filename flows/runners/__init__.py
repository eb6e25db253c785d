"""Who reads the batches: processes of this machine, or an engine that has many machines.

    local           the pool of `flows.workers`
    dask=ADDRESS    the workers of a Dask scheduler, `dask=tcp://10.0.0.1:8786`
    ray=ADDRESS     a Ray cluster, `ray=auto` or `ray=10.0.0.1:6379`

Batches are the same everywhere, and one that is read again writes the same shards: an engine may lose a worker and
read its batch anew. Input and warehouse must lie where every worker finds them under the same path.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flows.reading import Batch
from flows.workers import RunError, read_all
from transforms import rules

LOCAL = "local"
ENGINES = {"dask": "distributed", "ray": "ray"}  # and the package that each needs

Engine = Callable[[Iterator[Batch], str], Iterator[tuple[int, str]]]


def read_with(runner: str, batches: Iterator[Batch], workers: int, seconds: float) -> Iterator[int]:
    """Read all batches; yield the number of pages of each as it is done.

    Raises `RunError` if the engine is not installed, does not answer, loses a batch for good or runs other rules.
    """
    if runner == LOCAL:
        yield from read_all(batches, workers, seconds)
        return
    name, _, address = runner.partition("=")
    for count, version in _engine(name)(map(_found_anywhere, batches), address):
        if version != rules.version():
            message = (
                f"{runner}: its workers run rules {version}, this run {rules.version()}; install the same broadsheet"
            )
            raise RunError(message)
        yield count


def _engine(name: str) -> Engine:
    if find_spec(ENGINES[name]) is None:
        message = f"--runner {name} needs the package {ENGINES[name]}: python3 -m pip install 'broadsheet[{name}]'"
        raise RunError(message)
    engine: Engine = import_module(f"flows.runners.on_{name}").read_all
    return engine


def _found_anywhere(batch: Batch) -> Batch:
    """Return a batch whose paths do not depend on the folder that a process stands in."""
    here = Path.cwd()
    units = (unit._replace(path=str(here / unit.path)) if unit.path else unit for unit in batch.units)
    return batch._replace(units=tuple(units), folder=str(here / batch.folder))
