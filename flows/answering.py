"""From a statement to its rows: on the terminal, in a pipe or in a file."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

import duckdb
import pyarrow as pa

from flows import show
from flows.catalogue import QueryError, ask, read_statements
from flows.row_formats import write_rows
from flows.styles import Style, style_of

ROWS_IN_BATCH = 2_000
ROWS_IN_TABLE = 5_000  # to lay out a table takes all its rows at once, and a page of text for each


class Target(NamedTuple):
    """Where rows go and how they look."""

    style: Style
    file: Path | None
    exact: bool = False


def target(style: Style | None, output: str | None, warehouse: Path, *, exact: bool) -> Target:
    """Return where rows go.

    Raises `QueryError` for a place where none may be written, and for what a terminal would obey.
    """
    chosen = style or (style_of(output) if output else None) or "table"
    if output is not None:
        return Target(chosen, _file(Path(output), warehouse), exact)
    if sys.stdout.isatty() and (exact or chosen == "parquet"):
        message = f"{'--exact' if exact else 'parquet'} is for programs, not for a terminal: name a file with --output"
        raise QueryError(message)
    return Target(chosen, None, exact)


def _file(named: Path, warehouse: Path) -> Path:
    """Return the file that a name stands for: a link stays, a device or pipe is never replaced."""
    file = named.resolve()
    if file.is_relative_to(warehouse.resolve()):
        message = f"{named}: lies in the warehouse, which only runs write; name another place"
    elif named.exists() and not named.is_file():
        message = f"{named}: is no file; name another place"
    elif not file.parent.is_dir():
        message = f"{named}: there is no folder {file.parent}"
    else:
        return file
    raise QueryError(message)


def answer(con: duckdb.DuckDBPyConnection, text: str, where: Target) -> None:
    """Run statements and write the rows of the last."""
    write(ask(con, text), where)


def answer_all(con: duckdb.DuckDBPyConnection, text: str, where: Target) -> None:
    """Run statements and print the rows of each as a table; of any other format there can be only one, the last."""
    if where.style != "table" or where.file:
        answer(con, text, where)
        return
    for statement in read_statements(con, text):
        con.execute(statement)
        if statement.type.name == "SELECT":
            write(con, where)


def write(con: duckdb.DuckDBPyConnection, where: Target) -> None:
    """Write the rows of a result.

    Raises `QueryError` if they are too many for a table.
    """
    write_from(con.to_arrow_reader(ROWS_IN_BATCH), where)


def write_from(rows: pa.RecordBatchReader, where: Target) -> None:
    """Write rows as they come.

    Raises `QueryError` if they are too many for a table.
    """
    if where.style == "table":
        table = few(rows)
        if where.file is None:
            show.rows(table, "table")
            return
        with _replaced(where.file) as out:
            show.table_to(table, out)
        return
    if where.file is not None:
        with _replaced(where.file) as out:
            write_rows(rows, where.style, out, exact=where.exact)
        return
    sys.stdout.flush()
    write_rows(rows, where.style, sys.stdout.buffer, exact=where.exact)
    sys.stdout.buffer.flush()


def few(rows: pa.RecordBatchReader) -> pa.Table:
    """Return rows that can be laid out all at once.

    Raises `QueryError` if they are too many.
    """
    table = first_rows(rows, ROWS_IN_TABLE)
    if table.num_rows > ROWS_IN_TABLE:
        message = f"more than {ROWS_IN_TABLE:,} rows: too many for a table; --format csv writes any number"
        raise QueryError(message)
    return table


def first_rows(rows: pa.RecordBatchReader, wanted: int) -> pa.Table:
    """Return the first rows: one more than `wanted` where there are more."""
    held: list[pa.RecordBatch] = []
    while sum(batch.num_rows for batch in held) <= wanted and (batch := next(rows, None)) is not None:
        held.append(batch)
    return pa.Table.from_batches(held, rows.schema).slice(0, wanted + 1)


@contextmanager
def _replaced(file: Path) -> Iterator[BinaryIO]:
    """Open a file that takes its name only when it is whole."""
    new = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as out:
            yield out
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
