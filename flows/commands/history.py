"""Snapshots: list them, compare them, go back, and what the rules of today would change."""

from typing import Annotated

from cyclopts import Parameter

from flows.commands.app import WarehouseFlag, app
from flows.settings import (
    SettingError,
    memory_limit,
    name_pattern,
    page_limits,
    record_fields,
    snapshots_kept,
    warehouse_folder,
    worker_count,
)


@app.command
def history(*, warehouse: WarehouseFlag = None) -> int:
    """List the kept snapshots: each can be asked with `sql --as-of N` and gone back to with `rollback N`."""
    import pyarrow as pa

    from flows import show, snapshots

    show.rows(pa.Table.from_pylist(snapshots.history(warehouse_folder(warehouse))), "table")
    return 0


@app.command
def rollback(number: int, *, warehouse: WarehouseFlag = None) -> int:
    """Make an earlier snapshot the current one; what was added later is read again by the next ingest.

    Args:
        number: Its number in `broadsheet history`.
    """
    from flows import snapshots
    from flows.warehouse import only_writer

    store = warehouse_folder(warehouse, writing=True)
    snapshots.find_snapshot(store, number)
    with only_writer(store):
        snapshots.roll_back(store, number)
    print(f"Snapshot {number} is current.")
    return 0


@app.command
def forget(page: str, *pages: str, warehouse: WarehouseFlag = None) -> int:
    """Take pages out of the current and all kept snapshots, for good (takedown).

    Args:
        page: Its source, its page_id, or the id of its article.
        pages: More of them.
    """
    from flows.forgetting import forget as take_out
    from flows.summaries import RunSettings

    store = warehouse_folder(warehouse, writing=True)
    memory, workers, keep = memory_limit(None, store), worker_count(None, store), snapshots_kept(store)
    done = take_out(RunSettings("", str(store), workers=workers, memory=memory, keep=keep), (page, *pages))
    for found in done.pages:
        print(f"{found} is taken out of every snapshot, and will not be read again; its file is where it was.")
    for number in done.removed:
        print(f"Snapshot {number} is removed: it is not in today's format, and may hold what is taken out.")
    return 0


@app.command
def relink(*, warehouse: WarehouseFlag = None) -> int:
    """Let `corpus.duckdb` and `views.sql` name the place where the warehouse lies now, after it was moved."""
    from flows import snapshots
    from flows.warehouse import current_snapshot, only_writer

    store = warehouse_folder(warehouse, writing=True)
    current_snapshot(store)
    with only_writer(store):
        done, left = snapshots.relink(store)
    print(f"{len(done)} snapshots name {store.resolve()}.")
    for number in left:
        print(f"Snapshot {number} is as it was: it has another format, which this broadsheet does not read.")
    return 0


@app.command
def diff(before: int, after: int | None = None, *, warehouse: WarehouseFlag = None) -> int:
    """Show what differs between two snapshots: pages, fields with examples, characters by rule.

    Args:
        before: Its number in `broadsheet history`.
        after: The same; without it the current one.
    """
    from flows import show
    from flows.comparing import compare_snapshots
    from flows.snapshots import find_snapshot

    store = warehouse_folder(warehouse)
    show.difference(compare_snapshots(find_snapshot(store, before), find_snapshot(store, after)))
    return 0


@app.command
def what_if(
    *,
    where: str | None = None,
    sample: int | None = 1000,
    all_: Annotated[bool, Parameter(name="--all", negative=())] = False,
    input_name: str | None = None,
    workers: int | None = None,
    warehouse: WarehouseFlag = None,
) -> int:
    """Read pages with the rules of today and show what they would say else; nothing is published.

    Args:
        where: A condition on `readings` that chooses the pages.
        sample: So many of them, always the same.
        all_: All of them.
        input_name: Only pages of this input; default: every input.
        workers: Processes that read; default: one for each core.
    """
    from flows import show
    from flows.comparing import compare_rules
    from flows.summaries import RunSettings
    from flows.warehouse import about, current_snapshot

    store = warehouse_folder(warehouse)
    roots: dict[str, str] = about(current_snapshot(store))["inputs"]
    if input_name is not None and input_name not in roots:
        message = f"input '{input_name}' was never read here; there are {', '.join(roots)}"
        raise SettingError(message)
    for name, root in roots.items():
        if input_name in {None, name}:
            settings = RunSettings(
                root,
                str(store),
                name,
                workers=worker_count(workers, store),
                memory=memory_limit(None, store),
                limits=page_limits(store),
                fields=record_fields((), store),
                name_pattern=name_pattern(None, store),
            )
            print(f"{name}:")
            show.difference(compare_rules(settings, where, None if all_ else sample))
    return 0
