"""A database of given rows, and what a file of `sql/` answers there.

A case names only the columns it is about. The others are NULL, or something neutral where a table
demands a value: a text is the name of its column, a count is 1, a list is empty.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from flows.catalogue import view_queries
from flows.sql_files import macros, sql_files
from transforms.tables import PUBLIC, TABLES, Column, Table

CASES = Path(__file__).parent / "sql"
KINDS = ("macros", "views", "queries", "report", "checks", "alarms", "tables")

Row = dict[str, Any]
Given = dict[str, list[Row]]

_NEUTRAL = {pa.bool_(): True, pa.date32(): date(2020, 1, 1), pa.timestamp("us"): datetime(2020, 1, 1)}  # noqa: DTZ001


@dataclass(frozen=True)
class Case:
    """Rows given, variables set, rows expected; `ask` is the question to a macro."""

    name: str
    expect: list[Row]
    given: Given = field(default_factory=dict)
    set: Row = field(default_factory=dict)
    ask: str | None = None


def cases(kind: str, name: str) -> list[Case]:
    """Return the cases of one file of `sql/`, none if it has no file of cases."""
    file = CASES / kind / f"{name}.toml"
    return [Case(**case) for case in tomllib.loads(file.read_text("utf-8"))["case"]] if file.exists() else []


def _neutral(column: Column) -> Any:
    if not column.required:
        return None
    if pa.types.is_string(column.type):
        return column.name
    if pa.types.is_nested(column.type):
        return []
    return _NEUTRAL.get(column.type, 1)


def filled(table: Table, rows: list[Row]) -> pa.Table:
    """Return whole rows of a table; an unknown column is an error, because it would be lost."""
    known = {column.name for column in table.columns}
    if unknown := {name for row in rows for name in row} - known:
        message = f"{table.name} has no column {', '.join(sorted(unknown))}"
        raise KeyError(message)
    neutral = {column.name: _neutral(column) for column in table.columns}
    return pa.Table.from_pylist([neutral | row for row in map(_with_pairs, rows)], schema=table.schema)


def _with_pairs(row: Row) -> Row:
    """Write maps as Arrow reads them: as lists of pairs."""
    return {name: list(value.items()) if isinstance(value, dict) else value for name, value in row.items()}


def _as_named(name: str, rows: list[Row]) -> pa.Table:
    """Return rows with the columns that the case names, typed as the contract types columns of that name."""
    contract = {c.name: c.type for table in TABLES.values() for c in table.columns}
    if own := TABLES.get(name.rpartition(".")[2]):
        contract |= {column.name: column.type for column in own.columns}
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {n: pa.array([_with_pairs(row).get(n) for row in rows], contract.get(n)) for n in names}
    return pa.table(columns)


def _create(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    con.register("given_rows", rows)
    con.execute(f"CREATE TABLE {name} AS FROM given_rows")
    con.unregister("given_rows")


def _bare() -> duckdb.DuckDBPyConnection:
    """Return a database with the schema `parquet`, empty."""
    con = duckdb.connect()
    con.execute("CREATE SCHEMA parquet")
    return con


def _add_macros(con: duckdb.DuckDBPyConnection, made: list[str]) -> None:
    for macro in made:
        con.execute(macro)


def corpus(given: Given) -> duckdb.DuckDBPyConnection:
    """Return a database laid out as people meet it, with these rows and no others."""
    con = _bare()
    if unknown := set(given) - set(TABLES):
        message = f"no table {', '.join(sorted(unknown))}"
        raise KeyError(message)
    for table in TABLES.values():
        _create(con, f"parquet.{table.name}", filled(table, given.get(table.name, [])))
    _add_macros(con, macros())
    views = {table.name: f"FROM parquet.{table.name}" for table in PUBLIC} | view_queries()
    for name, query in views.items():
        con.execute(f"CREATE VIEW {name} AS {query}")
    return con


def assembly(given: Given) -> duckdb.DuckDBPyConnection:
    """Return a database in the midst of assembly: only these tables, only the columns named."""
    con = _bare()
    _add_macros(con, [macro for macro in macros() if "FROM parquet." not in macro])
    for name, rows in given.items():
        _create(con, name, _as_named(name, rows))
    return con


def answer(kind: str, name: str, case: Case) -> list[Row]:
    """Return the rows that a file of `sql/` makes of a case; a CREATE TABLE answers with its table."""
    text = sql_files(kind)[name]
    con = assembly(case.given) if kind == "tables" else corpus(case.given)
    for variable, value in case.set.items():
        con.execute(f"SET VARIABLE {variable} = $value", {"value": value})
    if kind == "macros":
        text = case.ask or ""
    elif "\nCREATE TABLE " in f"\n{text}":
        con.execute(text)
        text = f"FROM {name}"
    con.execute(text)
    columns = [column[0] for column in con.description]
    return [dict(zip(columns, row, strict=True)) for row in con.fetchall()]


def seen(rows: list[Row], wanted: list[Row]) -> list[Row]:
    """Return rows with the columns that something is expected of; what a row leaves out is NULL."""
    names = dict.fromkeys(name for row in wanted for name in row)
    return [{name: row.get(name) for name in names} for row in rows]
