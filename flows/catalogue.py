"""Open a snapshot for questions: a view for each table, the project's views, nothing else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from flows.addresses import refuse_if_few_to_write
from flows.sql_files import macros, sql_files

TABLES = (
    "pages", "articles", "lines", "bylines", "authors", "captions", "outlets", "countries", "reprints",
    "cluster_changes", "runs",
)  # fmt: skip
WORKING_TABLES = ("readings", "signatures", "overlaps")
# No EXPLAIN: with ANALYZE it runs what it explains, `COPY … TO` included.
READING = frozenset({"SELECT", "VARIABLE_SET", "SET"})


class QueryError(Exception):
    """A question is refused: the message says why."""


def quoted(text: str) -> str:
    """Return text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def add_parquet_views(con: duckdb.DuckDBPyConnection, snapshot: Path, names: tuple[str, ...]) -> None:
    """Make schema `parquet`: one view for each table's files."""
    con.execute("CREATE SCHEMA IF NOT EXISTS parquet")
    for name in names:
        con.execute(_parquet_view(snapshot, name))


def add_views(con: duckdb.DuckDBPyConnection, snapshot: Path) -> None:
    """Make all that people query, on the files of this snapshot."""
    for statement in _statements(snapshot):
        con.execute(statement)


def _statements(snapshot: Path) -> Iterator[str]:
    """Yield what makes the views and macros on the files of a snapshot."""
    yield "CREATE SCHEMA IF NOT EXISTS parquet"
    yield from (_parquet_view(snapshot, name) for name in TABLES + WORKING_TABLES)
    yield from (statement.rstrip().rstrip(";") for statement in macros())
    views = {name: f"SELECT * FROM parquet.{name}" for name in TABLES} | sql_files("views")
    for name, query in views.items():
        yield f"CREATE OR REPLACE VIEW {name} AS\n{query.rstrip().rstrip(';')}"


def _parquet_view(snapshot: Path, name: str) -> str:
    files = quoted(f"{snapshot}/{name}/*.parquet")
    return f"CREATE OR REPLACE VIEW parquet.{name} AS SELECT * FROM read_parquet({files})"


def bounded(folder: Path, memory: str, threads: int, file: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Return a connection that keeps at most `memory`; the rest spills below `folder`.

    Raises `AddressError` where so many threads cannot work.
    """
    refuse_if_few_to_write(threads)
    con = duckdb.connect(file)
    con.execute(f"SET memory_limit = {quoted(memory)}")
    con.execute(f"SET temp_directory = {quoted(str(folder / 'spill'))}")
    con.execute(f"SET threads = {threads}")
    con.execute("SET enable_external_file_cache = false")  # each file is read once or twice: no cache pays
    return con


def open_snapshot(snapshot: Path, con: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection on one snapshot that reads its files, writes none and cannot be reconfigured."""
    con = con or duckdb.connect(":memory:")
    add_views(con, snapshot)
    con.execute(f"SET allowed_directories = [{quoted(f'{snapshot}/')}]")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")
    return con


def ask(con: duckdb.DuckDBPyConnection, text: str) -> duckdb.DuckDBPyConnection:
    """Run statements that read, and return the connection on the result of the last.

    Raises `QueryError` for any statement that could change something: the folder of the snapshot is
    open to the connection, so `COPY … TO` must not reach it.
    """
    statements = con.extract_statements(text)
    if not statements:
        message = "nothing asked: the statement is empty"
        raise QueryError(message)
    for statement in statements:
        if statement.type.name not in READING:
            message = f"{statement.type.name} statements are refused: the corpus is only read here"
            raise QueryError(message)
    for statement in statements:
        con.execute(statement)
    return con


def write_catalogue(folder: Path, final: Path) -> None:
    """Write `corpus.duckdb` and `views.sql` into a folder; the views name the place `final`.

    Views are checked when they are made, so the files must be found there. The storage version is one that
    every shell from 1.2 on opens.
    """
    new = folder / "corpus.new"
    new.unlink(missing_ok=True)
    con = duckdb.connect(":memory:")
    con.execute(f"ATTACH {quoted(str(new))} AS corpus (STORAGE_VERSION 'v1.2.0')")
    con.execute("USE corpus")
    add_views(con, final)
    con.execute("USE memory")
    con.execute("DETACH corpus")
    con.close()
    new.replace(folder / "corpus.duckdb")
    text = "".join(f"{statement};\n\n" for statement in _statements(final))
    (folder / "views.sql").write_text(f"-- Views of one snapshot, for any DuckDB: .read views.sql\n\n{text}", "utf-8")


def quarantined(
    con: duckdb.DuckDBPyConnection, reason: str | None, examples: int
) -> list[tuple[str, int, str, str | None]]:
    """Return reason, count, source and detail of some pages of each reason, the most frequent reason first."""
    return con.execute(
        """
        SELECT reason, count(*) OVER (PARTITION BY reason) AS pages, input || '/' || source, detail
        FROM parquet.pages
        WHERE status = 'quarantined' AND (reason = $reason OR $reason IS NULL)
        QUALIFY row_number() OVER (PARTITION BY reason ORDER BY input, source) <= $examples
        ORDER BY pages DESC, reason, input, source
        """,
        {"reason": reason, "examples": examples},
    ).fetchall()


def check_names() -> tuple[str, ...]:
    """Return the names of all checks."""
    return tuple(sql_files("checks"))


def failed_checks(
    con: duckdb.DuckDBPyConnection, names: frozenset[str] | None = None, without: frozenset[str] = frozenset()
) -> dict[str, list[Any]]:
    """Run the checks of `sql/checks`, all or those named; return the first bad rows of each that fails."""
    failures = {}
    for name, query in sql_files("checks").items():
        if (names is None or name in names) and name not in without:
            rows = con.sql(query).limit(5).fetchall()
            if rows:
                failures[name] = rows
    return failures
