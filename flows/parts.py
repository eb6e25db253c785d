"""Tables as parts: sorted rows in files named by their content, written once and carried from snapshot to snapshot."""

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.catalogue import quoted
from transforms.tables import TABLES, Table

ROWS_IN_BATCH = 2_000
ROWS_IN_GROUP = 20_000
ROWS_IN_PART = {"lines": 50_000}
USUAL_ROWS_IN_PART = 2_000
# Levels of zstd: of lines and bodies the dense one takes eight times as long, for a sixth of the bytes.
QUICK, DENSE = 3, 12
# Columns whose values hardly ever come again: a dictionary of them costs time and bytes.
_MANIFOLD = {"lines": {"raw", "text"}, "articles": {"body"}, "signatures": {"names.list.element"}}
_BYTES_IN_PAGE = 8 * 1024 * 1024  # what was written before in a page is what a text is packed by


def write_table(
    snapshot: Path,
    table: Table,
    batches: Iterable[pa.RecordBatch],
    before: Path | None = None,
    level: int = QUICK,
) -> None:
    """Write rows, already in order, as parts of a fixed number of rows, numbered behind those of the snapshot `before`.

    `level` says how closely they are packed. A table without rows gets one empty part, so that a glob over its files
    always finds one.
    """
    folder = snapshot / table.name
    folder.mkdir(exist_ok=True)
    held: list[pa.RecordBatch] = []
    number = 0 if before is None else number_of(before / table.name) + 1
    count = 0
    limit = ROWS_IN_PART.get(table.name, USUAL_ROWS_IN_PART)
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        while count >= limit:
            rows = pa.Table.from_batches(held)
            _write_part(folder, number, rows.slice(0, limit).cast(table.schema), level)
            held = rows.slice(limit).to_batches()
            count -= limit
            number += 1
    if count:
        _write_part(folder, number, pa.Table.from_batches(held).cast(table.schema), level)
    elif number_of(folder) < 0:
        _write_part(folder, number, table.schema.empty_table())


def number_of(folder: Path) -> int:
    """Return the number of the last part of a table, -1 if it has none."""
    return max(map(place_of, folder.glob("part-*.parquet")), default=-1)


def place_of(part: Path) -> int:
    """Return the number of a part."""
    return int(part.name.split("-")[1])


def _write_part(folder: Path, number: int, rows: pa.Table, level: int = QUICK) -> None:
    file = folder / "part.writing"
    pq.write_table(
        rows,
        file,
        compression="zstd",
        compression_level=level,
        row_group_size=ROWS_IN_GROUP,
        data_page_size=_BYTES_IN_PAGE,
        use_dictionary=_in_dictionaries(folder.name),
    )
    with file.open("rb") as data:
        name = hashlib.file_digest(data, "sha256").hexdigest()[:16]
    file.rename(folder / f"part-{number:05}-{name}.parquet")


@cache
def _in_dictionaries(table: str) -> list[str]:
    """Return the columns of a table, as Parquet names them, whose values come again."""
    found = pa.BufferOutputStream()
    pq.write_table(TABLES[table].schema.empty_table(), found)
    schema = pq.read_metadata(pa.BufferReader(found.getvalue())).schema
    return sorted({schema.column(place).path for place in range(len(schema))} - _MANIFOLD.get(table, set()))


def batches(con: duckdb.DuckDBPyConnection, query: str) -> Iterable[pa.RecordBatch]:
    """Run a query and yield its rows a few at a time."""
    reader: Iterable[pa.RecordBatch] = con.execute(query).to_arrow_reader(ROWS_IN_BATCH)
    return reader


def carry_over(con: duckdb.DuckDBPyConnection, before: Path, snapshot: Path, name: str, removed: str) -> None:
    """Take over the parts of a table without the rows whose keys stand in the table `removed`.

    A part that loses no row is one file under two names; one that loses some is written again; one that
    loses all, or was empty, is left out.
    """
    folder = snapshot / name
    folder.mkdir(exist_ok=True)
    losing = _losing(con, before / name, removed)
    for part in sorted((before / name).glob("*.parquet")):
        if part.name in losing:
            _write_rest(con, part, folder, removed)
        elif pq.ParquetFile(part).metadata.num_rows:
            os.link(part, folder / part.name)


def _keys(con: duckdb.DuckDBPyConnection, removed: str) -> str:
    return ", ".join(row[0] for row in con.execute(f"DESCRIBE {removed}").fetchall())


def _losing(con: duckdb.DuckDBPyConnection, folder: Path, removed: str) -> set[str]:
    """Return the names of the parts that hold a removed row."""
    if con.execute(f"SELECT count(*) FROM {removed}").fetchone() == (0,):
        return set()
    found = con.execute(f"""
        SELECT DISTINCT parse_filename(filename)
        FROM read_parquet({quoted(f"{folder}/*.parquet")}, filename = true)
        SEMI JOIN {removed} USING ({_keys(con, removed)})
    """).fetchall()
    return {name for (name,) in found}


def _write_rest(con: duckdb.DuckDBPyConnection, part: Path, folder: Path, removed: str) -> None:
    table = TABLES[folder.name]
    rows = con.execute(f"""
        FROM read_parquet({quoted(str(part))})
        ANTI JOIN {removed} USING ({_keys(con, removed)})
        ORDER BY {", ".join(table.order)}
    """).to_arrow_table()
    if rows.num_rows:
        _write_part(folder, place_of(part), rows.cast(table.schema))
