"""Open a snapshot for questions: a view for each table, the project's views, nothing else."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from flows.addresses import refuse_if_few_to_write
from flows.sql_files import macros, sql_files
from transforms.papers.print_days import no_print_days

TABLES = (
    "pages", "articles", "lines", "bylines", "authors", "captions", "outlets", "countries", "reprints",
    "cluster_changes", "runs",
)  # fmt: skip
WORKING_TABLES = ("readings", "signatures", "overlaps")
# No EXPLAIN: with ANALYZE it runs what it explains, `COPY … TO` included.
READING = frozenset({"SELECT", "VARIABLE_SET", "SET"})
_NO_PRINT = """\
-- Days of each year on which the newspapers of a country do not appear: `data/registry/no_print_days.toml`.
-- `country`: The country, as in `countries`.
-- `month`: Month of a day that is the same in each year, else NULL.
-- `day`: Its day.
-- `easter`: Days after Easter Sunday, of a day that moves with it.
-- `why`: What day it is.
"""
_PIVOT = re.compile(r"\bPIVOT", re.IGNORECASE)
GUARDS = (
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


class QueryError(Exception):
    """A question is refused: the message says why."""


def quoted(text: str) -> str:
    """Return text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def add_parquet_views(con: duckdb.DuckDBPyConnection, snapshot: Path, names: tuple[str, ...]) -> None:
    """Make schema `parquet`: one view for each table's files."""
    con.execute("CREATE SCHEMA IF NOT EXISTS parquet")
    for name in names:
        con.execute(f"CREATE OR REPLACE VIEW parquet.{name} AS SELECT * FROM read_parquet({globs(snapshot)[name]})")


def add_views(con: duckdb.DuckDBPyConnection, snapshot: Path) -> None:
    """Make all that people query, on the files of this snapshot."""
    for statement in statements_on(globs(snapshot)):
        con.execute(statement)


def statements_on(files: dict[str, str]) -> Iterator[str]:
    """Yield what makes the views and macros on the files of each table."""
    yield "CREATE SCHEMA IF NOT EXISTS parquet"
    for name, found in files.items():
        yield f"CREATE OR REPLACE VIEW parquet.{name} AS SELECT * FROM read_parquet({found})"
    yield from macro_statements()
    yield from view_statements()


def macro_statements() -> Iterator[str]:
    """Yield what makes the macros."""
    yield from (statement.rstrip().rstrip(";") for statement in macros())


def view_statements() -> Iterator[str]:
    """Yield what makes the views, on the schema `parquet`."""
    views = {name: f"SELECT * FROM parquet.{name}" for name in TABLES} | view_queries()
    for name, query in views.items():
        yield f"CREATE OR REPLACE VIEW {name} AS\n{query.rstrip().rstrip(';')}"


def view_queries() -> dict[str, str]:
    """Return the project's own views, each with its description as comments: those of `sql/views` and one of data."""
    return {"no_print_days": _no_print_query()} | sql_files("views")


def _no_print_query() -> str:
    rows = (
        f"({quoted(code)}, {entry.month or 'NULL'}, {entry.day or 'NULL'}, "
        f"{'NULL' if entry.easter is None else entry.easter}, {quoted(entry.why)})"
        for entry in no_print_days()
        for code in entry.countries
    )
    return f"{_NO_PRINT}SELECT * FROM (VALUES {', '.join(rows)}) AS days (country, month, day, easter, why)"


def globs(snapshot: Path) -> dict[str, str]:
    """Return for each table what finds its files, as an SQL literal."""
    return {name: quoted(f"{snapshot}/{name}/*.parquet") for name in TABLES + WORKING_TABLES}


def listed(files: Iterable[str]) -> str:
    """Return files as an SQL list."""
    return f"[{', '.join(map(quoted, files))}]"


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
    # A file of tables is removed with its folder: what it holds need not be written twice.
    con.execute("SET checkpoint_threshold = '256MB'")
    con.execute("PRAGMA disable_checkpoint_on_shutdown")
    return con


def threads_of(con: duckdb.DuckDBPyConnection) -> int:
    """Return how many threads the run may use that `con` was made for."""
    return int((con.execute("SELECT current_setting('threads')").fetchone() or (1,))[0])


def connection() -> duckdb.DuckDBPyConnection:
    """Return a connection for questions: what does not fit into memory spills below no folder of the caller's."""
    con = duckdb.connect(":memory:")
    con.execute(f"SET temp_directory = {quoted(f'{tempfile.gettempdir()}/broadsheet-{uuid4().hex}')}")
    return con


def open_snapshot(snapshot: Path, con: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection on one snapshot that reads its files, writes none and cannot be reconfigured."""
    parts = {
        name: list(map(str, sorted((snapshot / name).glob("*.parquet")))) or [f"{snapshot}/{name}/*.parquet"]
        for name in TABLES + WORKING_TABLES
    }
    return open_parts(parts, con or connection())


def open_parts(parts: dict[str, list[str]], con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Make all that people query on the parts of each table, and let the connection do nothing else any more.

    Each part is named one by one: a folder that may be read may be written too, and `enable_logging` and
    `enable_profiling`, which are no statements but functions in a SELECT, would write into it.
    """
    for statement in statements_on({name: listed(found) for name, found in parts.items()}):
        con.execute(statement)
    con.execute(f"SET allowed_paths = {listed(part for found in parts.values() for part in found)}")
    for guard in GUARDS:
        con.execute(guard)
    return con


def ask(con: duckdb.DuckDBPyConnection, text: str) -> duckdb.DuckDBPyConnection:
    """Run statements that read, and return the connection on the result of the last.

    Raises `QueryError` before any of them runs, if one could change something.
    """
    for statement in read_statements(con, text):
        con.execute(statement)
    return con


def read_statements(con: duckdb.DuckDBPyConnection, text: str) -> list[duckdb.Statement]:
    """Return the statements of a text.

    Raises `QueryError` if there is none, or if one is of another kind than reading.
    """
    statements: list[duckdb.Statement] = con.extract_statements(text)
    if not statements:
        message = "nothing asked: the statement is empty"
        raise QueryError(message)
    for statement in statements:
        if statement.type.name not in READING:
            hint = "; PIVOT needs its values named: ON outlet IN ('…', '…')" if _PIVOT.search(text) else ""
            message = f"{statement.type.name} statements are refused: the corpus is only read here{hint}"
            raise QueryError(message)
    return statements


def set_variables(con: duckdb.DuckDBPyConnection, pairs: tuple[str, ...]) -> None:
    """Set variables of a question, each written `name=value`.

    Raises `QueryError` if one is written otherwise.
    """
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name.isidentifier() or not equals:
            message = f"--set {pair}: write it as name=value"
            raise QueryError(message)
        con.execute(f'SET VARIABLE "{name}" = {quoted(value)}')


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
            rows = con.execute(f"FROM ({query.rstrip().rstrip(';')}\n) LIMIT 5").fetchall()
            if rows:
                failures[name] = rows
    return failures
