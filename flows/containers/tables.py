"""Parquet: only the columns that hold a page, some rows at a time."""

import io
import struct
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from flows.containers.members import MIB, DamagedError, Fields, Limits, Member, Reading
from flows.containers.records import as_utc

_BATCH_BYTES = 8 * MIB
_MOST_ROWS = 256
# Most writers compress 1,024 rows together at least, and nothing smaller can be unfolded; a block of ten of our
# largest pages (320 MiB) needs 0.9 GB.
_WRITTEN_ROWS, _WRITTEN_PAGES = 1024, 10
_TAIL = struct.Struct("<L4s")  # length of the footer, and the mark
_MARK, _ENCRYPTED = b"PAR1", b"PARE"


def read_parquet(file: BinaryIO, reading: Reading) -> Iterator[Member]:
    """Yield the page of each row, `#n`; raises `RefusedError` where the file cannot be read on."""
    row = 0
    try:
        size = file.seek(0, io.SEEK_END)
        table = _open(file, size, reading)
        columns = _columns(table.schema_arrow, reading.fields)
        reading.admit(table.metadata.num_rows)
        # A value that a dictionary holds once stays one: decoded for each row, half a megabyte becomes gigabytes.
        pages = [columns[role] for role in ("text", "html") if role in columns]
        table = pq.ParquetFile(file, metadata=table.metadata, read_dictionary=pages, buffer_size=MIB, pre_buffer=False)
        for group in range(table.num_row_groups):
            rows = _rows_at_once(table.metadata.row_group(group), size, reading.limits)
            for batch in table.iter_batches(rows, [group], list(columns.values()), use_threads=False):
                for values in zip(*_values(batch, columns), strict=True):
                    row += 1
                    yield _member(f"#{row}", values, reading)
    except (pa.ArrowException, OSError, ValueError) as error:
        message = f"The table is broken behind row {row:,}: {error}."
        raise DamagedError(message, "broken_archive") from error


def _open(file: BinaryIO, size: int, reading: Reading) -> pq.ParquetFile:
    """Open a table, its footer not larger than the limit: it is read as a whole."""
    file.seek(max(0, size - _TAIL.size))
    tail = file.read(_TAIL.size)
    length, mark = _TAIL.unpack(tail) if len(tail) == _TAIL.size else (0, b"")
    if mark == _ENCRYPTED:
        message = "The table is encrypted."
        raise DamagedError(message, "encrypted")
    if mark != _MARK:
        message = "The table has no end: it breaks off."
        raise DamagedError(message, "broken_archive")
    if length > reading.limits.package_bytes:
        message = f"The table describes itself in {length:,} bytes."
        raise DamagedError(message, "broken_archive")
    file.seek(0)
    return pq.ParquetFile(file, buffer_size=MIB, pre_buffer=False)


def _columns(schema: pa.Schema, fields: Fields) -> dict[str, str]:
    """Return the columns there are, by what they hold."""
    columns = {role: name for role, name in fields._asdict().items() if schema.names.count(name) == 1}
    for role in ("text", "html"):
        if role in columns and not _is_text(schema.field(columns[role]).type):
            del columns[role]
    if not columns.keys() & {"text", "html"}:
        message = "The table has no column of strings that holds a page; --field html=NAME says which does."
        raise DamagedError(message, "no_text_field")
    return columns


def _is_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return any(
        is_kind(kind)
        for is_kind in (
            pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view,
            pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view,
        )
    )  # fmt: skip


def _rows_at_once(group: pq.RowGroupMetaData, size: int, limits: Limits) -> int:
    """Return how many rows are some megabytes; raises `DamagedError` if the group is a bomb.

    The sizes of single columns are not asked for: on a damaged footer that ends the process (pyarrow 26).
    """
    rows, full = group.num_rows, group.total_byte_size
    if full > max(limits.free_bytes, size * limits.expansion):
        message = f"A group of rows unfolds to {full:,} bytes, in a table of {size:,}."
        raise DamagedError(message, "archive_bomb")
    at_once = full * min(rows, _WRITTEN_ROWS) // max(1, rows)
    if at_once > _WRITTEN_PAGES * limits.page_bytes:
        message = f"{rows:,} rows have {full:,} bytes: {at_once:,} would have to be unfolded at once."
        raise DamagedError(message, "too_large")
    return int(max(1, min(_MOST_ROWS, _BATCH_BYTES * rows // max(1, full))))


def _values(batch: pa.RecordBatch, columns: dict[str, str]) -> list[Iterable[Any]]:
    """Return html, text, url and time of each row; strings as bytes, since nobody has checked them."""
    nothing = [None] * batch.num_rows
    return [
        _column(batch.column(columns[role]), role) if role in columns else nothing
        for role in ("html", "text", "url", "fetched_at")
    ]


def _column(column: pa.Array, role: str) -> Iterable[Any]:
    if role in {"text", "html"} and pa.types.is_dictionary(column.type):
        known = column.dictionary.cast(pa.large_binary())
        return (None if place is None else known[place].as_py() for place in column.indices.to_pylist())
    try:
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        values: list[Any] = (column.cast(pa.large_binary()) if _is_text(column.type) else column).to_pylist()
    except (pa.ArrowException, ValueError, OverflowError):
        if role in {"text", "html"}:
            raise
        return [None] * len(column)
    return values


def _member(suffix: str, values: tuple[Any, ...], reading: Reading) -> Member:
    html, text, url, time = values
    data, media = (html, "html") if html else (text or b"", "text" if text or html is None else "html")
    url, time = (value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in (url, time))
    known = time if isinstance(time, datetime | str | int | float) else None
    page = reading.page(suffix, data)
    return page._replace(media=media, url=url if isinstance(url, str) and url else None, fetched_at=as_utc(known))
