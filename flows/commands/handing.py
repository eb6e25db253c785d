"""Hand the corpus on: to a colleague, or to tools that do not speak SQL."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.commands.app import WarehouseFlag, app
from flows.settings import SettingError, memory_limit, warehouse_folder, worker_count


@app.command
def export(
    folder: str,
    *,
    where: str | None = None,
    format_: Annotated[Literal["parquet", "csv", "jsonl"] | None, Parameter(name="--format")] = None,
    preset: Literal["quanteda"] | None = None,
    no_text: Annotated[bool, Parameter(name="--no-text", negative=())] = False,
    exact: Annotated[bool, Parameter(name="--exact", negative=())] = False,
    force: Annotated[bool, Parameter(name="--force", negative=())] = False,
    as_of: int | None = None,
    warehouse: WarehouseFlag = None,
) -> int:
    """Write the articles as a dataset: files, dataset card, Croissant metadata, checksums.

    Args:
        folder: A new or empty folder.
        where: A condition on `articles`, e.g. "language = 'en' AND published >= '2019-01-01'".
        format_: parquet (in parts), csv or jsonl.
        preset: `quanteda` is CSV with `doc_id` and `text` first, and no lists.
        no_text: Leave out kicker, standfirst and text, for what may not be passed on.
        exact: Texts of CSV as they are; without it one that a spreadsheet would take for a formula gets an apostrophe.
        force: Replace an earlier export.
        as_of: An earlier snapshot, by its number in `broadsheet history`.
    """
    from flows.export.exporting import Wanted
    from flows.export.exporting import export as write
    from flows.snapshots import find_snapshot

    if preset and (no_text or format_ not in {None, "csv"}):
        message = "--preset quanteda is CSV with the texts: leave out --no-text and --format"
        raise SettingError(message)
    store = warehouse_folder(warehouse)
    wanted = Wanted(where, format_ or ("csv" if preset else "parquet"), preset, not no_text, exact, force)
    memory, threads = memory_limit(None, store), worker_count(None, store)
    done = write(find_snapshot(store, as_of), Path(folder), wanted, memory, threads)
    print(f"{done.articles:,} articles, {done.words:,} words, of {done.outlets:,} newspapers: {folder}")
    if done.text:
        print("The texts belong to their publishers: read the licence note in its README.md before you pass them on.")
    return 0
