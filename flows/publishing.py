"""From a staged snapshot to the published one: checked first, then all at once."""

from pathlib import Path
from typing import Any

from flows import catalogue, snapshots, warehouse
from flows.summaries import RunSettings


class CheckError(Exception):
    """The staged tables are wrong: nothing was published."""


def publish(settings: RunSettings, staging: Path, before: Path | None, about: dict[str, Any]) -> None:
    """Check the staged tables and publish them if no check finds a bad row; `about` is what they say of themselves.

    Raises `CheckError`; then the snapshot before stays the current one.
    """
    store, staged = Path(settings.warehouse), staging / "snapshot"
    final = warehouse.next_snapshot(store)
    checking = catalogue.bounded(staging, settings.memory, settings.workers)
    with catalogue.open_snapshot(staged.resolve(), checking) as con:
        failures = catalogue.failed_checks(con)
    if failures:
        name, rows = next(iter(failures.items()))
        message = f"nothing was published: check '{name}' found {rows[0]} (and {len(failures) - 1} more checks failed)"
        raise CheckError(message)
    snapshots.link_unchanged(staged, before)
    final.parent.mkdir(exist_ok=True)
    final.symlink_to(staged.resolve())
    try:
        catalogue.write_catalogue(staged, final)
    finally:
        final.unlink()
    snapshots.write_about(staged, about)
    warehouse.publish(store, staged, final)
    snapshots.clear_old(store, settings.keep)
