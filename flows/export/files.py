"""The files of an export, written as the rows come."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.row_formats import write_rows
from flows.styles import Style

ROWS_IN_GROUP = 10_000
BYTES_IN_GROUP = 32_000_000
BYTES_IN_PART = 256_000_000  # in memory; half of it or less on the disk


def write_data(folder: Path, name: str, rows: pa.RecordBatchReader, style: Style, *, exact: bool) -> None:
    """Write rows below `folder`: Parquet in parts of bounded size, other formats in one file."""
    folder.mkdir()
    if style != "parquet":
        with (folder / f"{name}.{style}").open("wb") as out:
            write_rows(rows, style, out, exact=exact)
        return
    number, size, writer = 0, 0, None
    for group in _groups(rows):
        if writer is None or size + group.nbytes > BYTES_IN_PART:
            if writer is not None:
                writer.close()
            number, size = number + 1, 0
            file = folder / f"{name}-{number:05}.parquet"
            writer = pq.ParquetWriter(file, rows.schema, compression="zstd", store_schema=False)
        writer.write_table(group)
        size += group.nbytes
    if writer is not None:
        writer.close()


def _groups(rows: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """Yield the rows some thousands at a time; one empty group where there is none."""
    held: list[pa.RecordBatch] = []
    count, size, is_first = 0, 0, True
    for batch in rows:
        if held and (count + batch.num_rows > ROWS_IN_GROUP or size + batch.nbytes > BYTES_IN_GROUP):
            yield pa.Table.from_batches(held)
            held, count, size, is_first = [], 0, 0, False
        held.append(batch)
        count, size = count + batch.num_rows, size + batch.nbytes
    if held or is_first:
        yield pa.Table.from_batches(held, rows.schema)


def hashes(folder: Path, files: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of files, by their path below the folder."""
    found = {}
    for file in files:
        with file.open("rb") as data:
            found[file.relative_to(folder).as_posix()] = hashlib.file_digest(data, "sha256").hexdigest()
    return found
