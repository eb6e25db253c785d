"""From a staged snapshot to the published one: checked first, then all at once."""

from pathlib import Path
from typing import Any

from flows import snapshots, warehouse
from flows.catalogue_file import write_catalogue
from flows.checking import check
from flows.search import indexing
from flows.summaries import RunSettings


def publish(
    settings: RunSettings, staging: Path, before: Path | None, about: dict[str, Any], changed: Path | None = None
) -> None:
    """Check the staged tables and publish them if no check finds a bad row.

    `about` is what they say of themselves; `changed` a folder with the rows that the snapshot before has not,
    where most rows are carried over.

    Raises `CheckError`; then the snapshot before stays the current one.
    """
    store, staged = Path(settings.warehouse), staging / "snapshot"
    final = warehouse.next_snapshot(store)
    check(settings, staging, changed)
    snapshots.link_unchanged(staged, before)
    final.parent.mkdir(exist_ok=True)
    final.symlink_to(staged.resolve())  # a killed run leaves it: `recover`
    try:
        write_catalogue(staged, final)
    finally:
        final.unlink()
    if about.get("index"):
        indexing.write_indexes(staged, [before] if before else [])
    snapshots.write_about(staged, about)
    warehouse.publish(store, staged, final)
    snapshots.clear_old(store, settings.keep)
