"""Tables and views in words: what `broadsheet schema` prints and `corpus.duckdb` carries as comments.

Columns of tables are described in `transforms/tables.py`. A column of a view has the sentence of its own file
(a comment line that begins with its name in backticks), else that of the table it is taken from.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import duckdb
import pyarrow as pa

from flows.catalogue import macro_statements, quoted, view_queries, view_statements
from flows.sql_files import sql_files
from transforms.tables import PUBLIC, TABLES, Table

_OWN = re.compile(r"^-- `(\w+)`: (.+)$", re.MULTILINE)
_COMMENT = re.compile(r"^-- (?!`\w+`: )(.+)$", re.MULTILINE)
_PARAMETERS = re.compile(r"MACRO \w+\((.*)\) AS TABLE")
_COLUMNS = """
    SELECT table_name, column_name
    FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'main'
    ORDER BY table_name, column_index
"""
_SOURCE = re.compile(r"\b(?:FROM|JOIN)\s+(?:parquet\.)?(\w+)")


class DescribedColumn(NamedTuple):
    """A column: its name, type in DuckDB, one sentence, and whether NULL is an error."""

    name: str
    type: str
    about: str
    required: bool


class Described(NamedTuple):
    """A table or view: what a row is, its key where it has one, and its columns."""

    name: str
    kind: str
    about: str
    key: tuple[str, ...]
    columns: tuple[DescribedColumn, ...]


def empty_corpus() -> duckdb.DuckDBPyConnection:
    """Return a database with every table and view, and no row."""
    con = duckdb.connect(":memory:")
    con.execute("CREATE SCHEMA parquet")
    for table in TABLES.values():
        con.register("rows", table.schema.empty_table())
        con.execute(f"CREATE TABLE parquet.{table.name} AS FROM rows")
        con.unregister("rows")
    for statement in (*macro_statements(), *view_statements()):
        con.execute(statement)
    return con


@cache
def described() -> dict[str, Described]:
    """Return the public tables and the views, by name."""
    with empty_corpus() as con:
        tables = {table.name: _table(con, table) for table in PUBLIC}
        views = {name: _view(con, name, text) for name, text in view_queries().items()}
    return tables | views


def _table(con: duckdb.DuckDBPyConnection, table: Table) -> Described:
    types = _types(con, f"parquet.{table.name}")
    columns = (DescribedColumn(c.name, types[c.name], c.about, c.required) for c in table.columns)
    return Described(table.name, "table", table.about, table.key, tuple(columns))


def _view(con: duckdb.DuckDBPyConnection, name: str, text: str) -> Described:
    types = _types(con, name)
    sentences = column_sentences(name)
    table = TABLES.get(name)  # a view that widens its table is the table that people ask
    required = {column.name for column in table.columns if column.required} if table else set()
    columns = tuple(DescribedColumn(c, kind, sentences.get(c, ""), c in required) for c, kind in types.items())
    return Described(name, "table" if table else "view", view_sentence(text), table.key if table else (), columns)


@cache
def described_macros() -> dict[str, Described]:
    """Return the macros that give rows, by name."""
    found = ((name, text, _PARAMETERS.search(text)) for name, text in sql_files("macros").items())
    with empty_corpus() as con:
        return {name: _macro(con, name, text, said[1]) for name, text, said in found if said}


def _macro(con: duckdb.DuckDBPyConnection, name: str, text: str, parameters: str) -> Described:
    given = ", ".join("'x'" if parameter == "phrase" else "1" for parameter in parameters.split(", "))
    sentences = _sentences(name, text)
    types = _types(con, f"FROM {name}({given})")
    columns = (DescribedColumn(c, kind, sentences.get(c, ""), required=False) for c, kind in types.items())
    return Described(f"{name}({parameters})", "macro", view_sentence(text), (), tuple(columns))


def _types(con: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    return {column: kind for column, kind, *_ in con.execute(f"DESCRIBE {name}").fetchall()}


def view_sentence(text: str) -> str:
    """Return what the comment at the head of a view or macro says of it."""
    head = re.split("\n(?:SELECT|WITH|CREATE)", text, maxsplit=1)[0]
    return " ".join(_COMMENT.findall(head))


def column_sentences(name: str) -> dict[str, str]:
    """Return the sentences of the columns that a table or view can have, by column."""
    return _sentences(name, view_queries().get(name, ""))


def _sentences(name: str, text: str) -> dict[str, str]:
    sentences = dict(_OWN.findall(text))
    sources = [name] if name in TABLES else []
    for source in (*sources, *_SOURCE.findall(text)):
        if source in TABLES:
            for column in TABLES[source].columns:
                sentences.setdefault(column.name, column.about)
        elif source != name and source in view_queries():
            sentences = column_sentences(source) | sentences
    return sentences


def overview(found: dict[str, Described]) -> pa.Table:
    """Return a row for each table, view and macro."""
    rows = [{"name": d.name, "kind": d.kind, "columns": len(d.columns), "about": d.about} for d in found.values()]
    return pa.Table.from_pylist(rows)


def columns_of(table: Described) -> pa.Table:
    """Return a row for each column of a table or view."""
    rows = [{"column": c.name, "type": c.type, "required": c.required, "about": c.about} for c in table.columns]
    return pa.Table.from_pylist(rows)


def comment_statements(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield what writes the descriptions into the database in use, which has the views."""
    for table in TABLES.values():
        yield f"COMMENT ON VIEW parquet.{table.name} IS {quoted(table.about)}"
        for column in table.columns:
            yield f"COMMENT ON COLUMN parquet.{table.name}.{column.name} IS {quoted(column.about)}"
    columns: dict[str, list[str]] = {}
    for name, shown in con.execute(_COLUMNS).fetchall():
        columns.setdefault(name, []).append(shown)
    abouts = {table.name: table.about for table in PUBLIC}
    abouts |= {name: view_sentence(text) for name, text in view_queries().items()}
    for name, about in abouts.items():
        yield f"COMMENT ON VIEW {name} IS {quoted(about)}"
        sentences = column_sentences(name)
        for shown in columns[name]:
            yield f'COMMENT ON COLUMN {name}."{shown}" IS {quoted(sentences.get(shown, ""))}'
