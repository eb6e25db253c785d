"""Questions to a bucket: DuckDB reads there what each needs, and nothing is fetched first."""

import duckdb

from flows import catalogue
from flows.objects.files import Parts
from flows.objects.states import State, read_snapshots, read_state
from flows.objects.storage import Storage
from flows.warehouse import WarehouseError, no_corpus, refuse_foreign


def open_bucket(address: str, as_of: int | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection on a snapshot of a bucket, as guarded as one on a folder.

    Raises `WarehouseError` if there is none, or it has another format than today's.
    """
    storage = Storage(address.rstrip("/"))
    state = read_state(storage)
    number = _number(storage.address, state, as_of)
    snapshot = read_snapshots(storage, state, [number])[number]
    refuse_foreign(f"{storage.address}, snapshot {number}", snapshot.said["format"])
    con = catalogue.connection()
    sizes = {key: snapshot.said["files"][name] for name, (key, _) in snapshot.files.items()}
    con.register_filesystem(Parts(storage, sizes))
    parts = {
        table: [f"{storage.address}/{key}" for key in snapshot.parts(table)]
        for table in catalogue.TABLES + catalogue.WORKING_TABLES
    }
    return catalogue.open_parts(parts, con)


def _number(address: str, state: State, as_of: int | None) -> int:
    if state.current is None:
        raise WarehouseError(no_corpus(address))
    if as_of is not None and as_of not in state.snapshots:
        message = f"{address}: snapshot {as_of} is not kept; there are {', '.join(map(str, sorted(state.snapshots)))}"
        raise WarehouseError(message)
    return state.current if as_of is None else as_of
