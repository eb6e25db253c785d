"""An older warehouse in the format of today: what its pages said is taken over, and every table made again from that.

The snapshot in the older format stays as it is, until it is cleared like any other.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from flows import compacting, fingerprints, snapshots, warehouse
from flows.assembling import Choices
from flows.author_file import read_author_file
from flows.correction_file import read_corrections
from flows.parts import ROWS_IN_GROUP, write_table
from flows.publishing import publish
from flows.summaries import RunSettings
from transforms.tables import TABLES, Table

# All other tables are made from these.
_SOURCES = ("readings", "lines", "runs")


class Upgraded(NamedTuple):
    """A snapshot in an older format, that format, and the snapshot that holds the same in today's."""

    before: Path
    version: int
    after: Path


def upgrade(settings: RunSettings) -> Upgraded | None:
    """Publish the current snapshot in the format of today; None if it has that already.

    Raises `WarehouseError` if it is newer, or too old.
    """
    store = Path(settings.warehouse)
    author_file, corrections = read_author_file(store), read_corrections(store)
    with warehouse.only_writer(store):
        before = warehouse.current_folder(store)
        about = warehouse.about_any(before)
        if about["format"] not in warehouse.UPGRADABLE:
            warehouse.about(before)
            warehouse.clear_staging(store)
            return None
        snapshots.mend(before)
        staging = warehouse.fresh_staging(store)
        older = _take_over(before, staging / "older")
        compacting.write_anew(settings, staging, older, Choices(author_file, corrections))
        now = {
            "format": warehouse.FORMAT,
            "reprints": True,
            "authors": author_file.digest,
            "corrections": corrections.digest,
        }
        publish(settings, staging, before, warehouse.kept(about) | now)
        return Upgraded(before, about["format"], warehouse.current_snapshot(store))


def _take_over(before: Path, folder: Path) -> Path:
    """Return a folder laid out as a snapshot of today that holds what the older one's pages said, and no other row."""
    folder.mkdir()
    for table in TABLES.values():
        parts = sorted((before / table.name).glob("*.parquet")) if table.name in _SOURCES else []
        if parts and all(pq.read_schema(part).equals(table.schema) for part in parts):
            (folder / table.name).mkdir()
            for part in parts:
                (folder / table.name / part.name).hardlink_to(part)
        else:
            write_table(folder, table, (batch for part in parts for batch in _shaped(part, table)))
    fingerprints.keep(before, folder)
    return folder


def _shaped(part: Path, table: Table) -> Iterator[pa.RecordBatch]:
    """Yield the rows of an older part with the columns of today: what it lacks is NULL, or an empty list."""
    for batch in pq.ParquetFile(part).iter_batches(ROWS_IN_GROUP):
        yield pa.RecordBatch.from_arrays([_column(batch, field) for field in table.schema], schema=table.schema)


def _column(batch: pa.RecordBatch, field: pa.Field) -> pa.Array:
    if field.name in batch.schema.names:
        return batch.column(field.name).cast(field.type)
    missing: list[str] | None = [] if pa.types.is_nested(field.type) and not field.nullable else None
    return pa.array([missing] * batch.num_rows, field.type)
