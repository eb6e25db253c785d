"""Small parts become large ones again, and dense: every table written anew, in one order, from the newest snapshot."""

from pathlib import Path

from flows import assembling, catalogue, fingerprints, gathering, parts, snapshots, warehouse
from flows.author_file import read_author_file
from flows.correction_file import read_corrections
from flows.forgetting import finish_takedown
from flows.publishing import publish
from flows.reading import Batch, read_batch
from flows.summaries import RunSettings


def compact(settings: RunSettings) -> bool:
    """Write all tables as one run over all pages would have; tell whether anything was to be done.

    No page is read and no row changes, so `runs` gets none. Readers go on with the snapshot they have.
    """
    store = Path(settings.warehouse)
    author_file, corrections = read_author_file(store), read_corrections(store)
    with warehouse.only_writer(store):
        faults = snapshots.mend(warehouse.current_snapshot(store))
        if not faults:
            finish_takedown(settings)
        before = warehouse.current_snapshot(store)
        about = warehouse.about(before)
        staging = warehouse.fresh_staging(store)
        choices = assembling.Choices(author_file, corrections, reprints=about.get("reprints", True))
        write_anew(settings, staging, before, choices)
        if not faults and _parts(staging / "snapshot") == _parts(before):
            warehouse.clear_staging(store)
            return False
        by_hand = {"authors": author_file.digest, "corrections": corrections.digest}
        publish(settings, staging, before, warehouse.kept(about) | by_hand)
    return True


def write_anew(settings: RunSettings, staging: Path, before: Path, choices: assembling.Choices) -> None:
    """Write all tables of a snapshot anew into the staging folder; `runs` and fingerprints are taken over."""
    read_batch(Batch(0, "", (), str(staging / "shards")))
    con = catalogue.bounded(staging, settings.memory, settings.workers, str(staging / "assembly.duckdb"))
    gathering.gather_new(con, staging, before)
    assembling.assemble_all(con, staging, before, choices._replace(level=parts.DENSE))
    con.close()
    (staging / "snapshot" / "runs").mkdir()
    for part in (before / "runs").glob("*.parquet"):
        (staging / "snapshot" / "runs" / part.name).hardlink_to(part)
    fingerprints.keep(before, staging / "snapshot")


def _parts(snapshot: Path) -> set[str]:
    return {str(part.relative_to(snapshot)) for part in snapshot.glob("*/*.parquet")}
