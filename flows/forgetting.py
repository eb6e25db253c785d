"""Takedown: a page is taken out of the current and of all kept snapshots, and never read again.

Its row in `pages` stays, quarantined as `forgotten`: nothing is missing without a word. What it said is gone from
every table; its bytes in the input are the user's to remove.
"""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import duckdb

from flows import assembling, catalogue, fingerprints, gathering, inspecting, snapshots, warehouse
from flows.author_file import read_author_file
from flows.catalogue import quoted
from flows.checking import check, stage_changed
from flows.correction_file import read_corrections
from flows.publishing import publish
from flows.reading import FORGOTTEN, Batch, read_batch
from flows.search import indexing
from flows.summaries import RunSettings

DETAIL = "Taken out of the corpus on request."
_KEPT = ("input", "source", "page_id", "file", "bytes", "rules")


class Forgotten(NamedTuple):
    """The ids of pages that were taken out, and the numbers of snapshots in another format that had to go for it."""

    pages: list[str]
    removed: list[int]


def forget(settings: RunSettings, asked: Iterable[str]) -> Forgotten:
    """Take pages out of every kept snapshot; one that is not in today's format is removed if it may hold them.

    Raises `SourceError` if one is unknown: then nothing is changed.
    """
    store = Path(settings.warehouse)
    with warehouse.only_writer(store):
        current = warehouse.current_snapshot(store)
        with catalogue.open_snapshot(current) as con:
            pages = [inspecting.find_page(con, page) for page in asked]
        warehouse.remember_forgotten(store, pages)
        removed = finish_takedown(settings).removed
    return Forgotten(pages, removed)


def finish_takedown(settings: RunSettings) -> Forgotten:
    """Take out of every kept snapshot what is to be forgotten and is still told there; return what was still told.

    Every writer begins with it: a takedown that was killed is not to be repeated by hand.
    """
    store, done = Path(settings.warehouse), Forgotten([], [])
    if not (forgotten := warehouse.forgotten(store)):
        return done
    current = warehouse.current_snapshot(store)
    if pages := _told(current, forgotten):
        warehouse.remove_report(store)
        publish(settings, _stage(settings, current, pages), current, warehouse.kept(warehouse.about(current)))
        done.pages.extend(pages)
    for number in snapshots.numbers(store):
        snapshot = current.with_name(f"{number:06}")
        if snapshots.said_of(snapshot, "format") != warehouse.FORMAT:
            done.removed.extend([number] if _remove_foreign(snapshot, forgotten) else [])
        elif pages := _told(snapshot, forgotten):
            warehouse.remove_report(store)  # of a state that was gone back from
            _rewrite(settings, snapshot, pages)
            done.pages.extend(pages)
    snapshots.clear_old(store, settings.keep)  # what a kill left of one that was being removed
    warehouse.clear_staging(store)
    return done


def _stage(settings: RunSettings, before: Path, pages: list[str]) -> Path:
    """Write a snapshot without what the pages say into the staging folder, and check it."""
    store = Path(settings.warehouse)
    staging = warehouse.fresh_staging(store)
    read_batch(Batch(0, "", (), str(staging / "shards")))
    con = catalogue.bounded(staging, settings.memory, settings.workers, str(staging / "assembly.duckdb"))
    _write_readings(con, staging, before, pages)
    gathering.gather_new(con, staging, before, ())
    # A correction of what is forgotten is stale: it must not hinder a takedown, and stops the next run.
    by_hand = read_author_file(store), read_corrections(store)
    has_reprints = warehouse.about(before).get("reprints", True)
    assembling.add(con, staging, before, assembling.Choices(*by_hand, is_strict=False, reprints=has_reprints))
    (staging / "snapshot" / "runs").mkdir()
    for part in (before / "runs").glob("*.parquet"):
        (staging / "snapshot" / "runs" / part.name).hardlink_to(part)
    fingerprints.keep(before, staging / "snapshot")
    changed = stage_changed(con, staging, before)
    con.close()
    check(settings, staging, changed)
    return staging


def _write_readings(con: duckdb.DuckDBPyConnection, staging: Path, before: Path, pages: list[str]) -> None:
    """Write as a shard what is left to say of the pages, wherever they were delivered."""
    old = f"read_parquet({quoted(f'{before}/readings/*.parquet')})"
    columns = con.execute(f"DESCRIBE FROM {old}").fetchall()
    empty = {name: "map([], [])" if kind.startswith("MAP") else "[]" for name, kind, *_ in columns if kind[-1] in "])"}
    said = {"reason": f"'{FORGOTTEN}'", "detail": f"'{DETAIL}'"} | {name: name for name in _KEPT}
    chosen = ", ".join(f"{said.get(name) or empty.get(name, 'NULL')}::{kind} AS {name}" for name, kind, *_ in columns)
    shard = quoted(f"{staging}/shards/readings-000001.parquet")
    con.execute(
        f"COPY (SELECT {chosen} FROM {old} WHERE page_id IN (SELECT unnest($pages))) TO {shard}", {"pages": pages}
    )


def _told(snapshot: Path, pages: Iterable[str]) -> list[str]:
    """Return those of the pages of which a snapshot says more than that they are forgotten."""
    files = quoted(f"{snapshot}/readings/*.parquet")
    query = f"""
        SELECT DISTINCT page_id
        FROM read_parquet({files})
        WHERE page_id IN (SELECT unnest($pages)) AND reason IS DISTINCT FROM '{FORGOTTEN}'
        ORDER BY page_id
    """
    with duckdb.connect(config={"enable_external_file_cache": False}) as con:
        return [page for (page,) in con.execute(query, {"pages": list(pages)}).fetchall()]


def _remove_foreign(snapshot: Path, pages: Iterable[str]) -> bool:
    """Remove a snapshot in another format unless it surely holds nothing of the pages; tell whether that was so.

    Without its `snapshot.json` it is none: what a kill leaves of it is cleared by the next publication.
    """
    with suppress(duckdb.Error):
        if not _told(snapshot, pages):
            return False
    (snapshot / snapshots.ABOUT).unlink()
    shutil.rmtree(snapshot)
    return True


def _rewrite(settings: RunSettings, snapshot: Path, pages: list[str]) -> None:
    """Put a snapshot without the pages in the place of an older one; a reader of it may have to ask again."""
    said = snapshots.about(snapshot)
    staged = _stage(settings, snapshot, pages) / "snapshot"
    for name in ("corpus.duckdb", "views.sql"):  # they name the place, and hold nothing else
        (staged / name).hardlink_to(snapshot / name)
    if said.get("index"):
        indexing.write_indexes(staged, [snapshot])
    snapshots.write_about(staged, warehouse.kept(said), said["published_at"])
    for file in sorted(staged.rglob("*")):
        warehouse.sync(file)
    old = snapshot.with_name(f".{snapshot.name}.old")
    snapshot.rename(old)  # killed from here on: `recover`
    staged.rename(snapshot)
    warehouse.sync(snapshot.parent)
    shutil.rmtree(old)
    warehouse.clear_staging(Path(settings.warehouse))
