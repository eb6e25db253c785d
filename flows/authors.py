"""Who is who among the people of all bylines: evidence from the pages, and the file of authors."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import duckdb
import pyarrow as pa

from flows.author_file import AuthorFile
from flows.rows import offer
from flows.sql_files import sql_files
from transforms.folding import fold
from transforms.identity import author_id
from transforms.people import same_names
from transforms.registry import find_agency, find_outlets

_ROWS = 10_000
Row = dict[str, object]


def register_splits(con: duckdb.DuckDBPyConnection, said: AuthorFile) -> None:
    """Make `splits`: from which day on an author of a newspaper is another person."""
    _create(con, "splits", "author_id VARCHAR, since DATE, part_id VARCHAR", [
        {"author_id": author_id(s.outlet, s.name), "since": s.since, "part_id": s.begun.author_id} for s in said.split
    ])  # fmt: skip


def find_persons(con: duckdb.DuckDBPyConnection, said: AuthorFile) -> None:
    """Make `persons`: for each author of `parquet.bylines` the person it is, and what proves it.

    Authors that share a key are one person; `person_id` is lowered to the smallest of its group until
    nothing changes.
    """
    _register_file(con, said)
    _register_names(con)
    _register_employers(con)
    con.execute(sql_files("tables")["author_keys"])
    con.execute("CREATE TABLE labels AS SELECT DISTINCT author_id, author_id AS person_id FROM parquet.bylines")
    while _lower(con):
        pass
    con.execute(sql_files("tables")["persons"])


def count_not_met(con: duckdb.DuckDBPyConnection, said: AuthorFile) -> int:
    """Return how many authors of the file no byline names: a slip of the pen in outlet or name, or pages to come."""
    _create(con, "said", "author_id VARCHAR", [{"author_id": who} for who in sorted(said.named)])
    return int((con.execute("SELECT count(*) FROM said ANTI JOIN persons USING (author_id)").fetchone() or (0,))[0])


def _lower(con: duckdb.DuckDBPyConnection) -> bool:
    """Give each author the smallest label of those with whom it shares a key; tell whether one changed."""
    con.execute("""
        CREATE OR REPLACE TABLE lowered AS
        WITH smallest AS (
            SELECT k.key, min(l.person_id) AS person_id
            FROM author_keys AS k JOIN labels AS l USING (author_id)
            GROUP BY k.key
        )
        SELECT k.author_id, min(s.person_id) AS person_id
        FROM author_keys AS k JOIN smallest AS s USING (key)
        GROUP BY k.author_id
    """)
    changed = con.execute("""
        UPDATE labels SET person_id = lowered.person_id
        FROM lowered
        WHERE lowered.author_id = labels.author_id AND lowered.person_id < labels.person_id
    """).fetchone()
    return changed is not None and changed[0] > 0


def _register_file(con: duckdb.DuckDBPyConnection, said: AuthorFile) -> None:
    """Make `said_same` and `said_apart` of the file's entries."""
    same: list[Row] = [
        {"author_id": who.author_id, "entry": number, "name": entry.name}
        for number, entry in enumerate(said.same)
        for who in entry.people
    ]
    _create(con, "said_same", "author_id VARCHAR, entry INTEGER, name VARCHAR", same)
    apart = {who.author_id for entry in said.apart for who in entry.people}
    _create(con, "said_apart", "author_id VARCHAR", [{"author_id": one} for one in sorted(apart)])


def _register_names(con: duckdb.DuckDBPyConnection) -> None:
    """Make `author_names` (folded) and `same_names` (shorter or damaged forms), newspaper by newspaper."""
    con.execute("CREATE TABLE author_names (author_id VARCHAR, folded VARCHAR, surname VARCHAR)")
    con.execute("CREATE TABLE same_names (author_id VARCHAR, fuller_id VARCHAR, why VARCHAR)")
    met = con.execute("""
        SELECT DISTINCT coalesce(a.outlet_id, '') AS outlet_id, b.author_id, b.name
        FROM parquet.bylines AS b
        JOIN parquet.articles AS a USING (article_id)
        ORDER BY ALL
    """).to_arrow_reader(_ROWS)
    rows = (row for batch in met for row in batch.to_pylist())
    found = con.cursor()
    folded: list[Row] = []
    same: list[Row] = []
    for outlet_id, people in groupby(rows, lambda row: str(row["outlet_id"])):
        ids = {str(row["name"]): str(row["author_id"]) for row in people}
        folded += _folded(ids)
        same += _same_names(outlet_id, ids)
        if len(folded) >= _ROWS:  # a newspaper has few people: each alone would be a statement of its own
            _insert(found, "author_names", folded)
            _insert(found, "same_names", same)
            folded, same = [], []
    _insert(found, "author_names", folded)
    _insert(found, "same_names", same)


def _folded(ids: dict[str, str]) -> Iterator[Row]:
    seen: set[str] = set()
    for name, who in ids.items():
        if who not in seen:
            seen.add(who)
            folded = fold(name)
            yield {"author_id": who, "folded": folded, "surname": folded.rpartition(" ")[2]}


def _same_names(outlet_id: str, ids: dict[str, str]) -> Iterator[Row]:
    """Yield which authors are shorter or damaged forms of others; of an unknown newspaper nobody is."""
    for same in same_names(ids) if outlet_id else ():
        if ids[same.name] != ids[same.fuller]:
            yield {"author_id": ids[same.name], "fuller_id": ids[same.fuller], "why": same.why}


def _register_employers(con: duckdb.DuckDBPyConnection) -> None:
    """Make `employers`: the one agency or newspaper of the registries that a name stands for."""
    met = con.execute("""
        SELECT affiliation FROM parquet.bylines UNION SELECT agency FROM parquet.articles
        UNION SELECT outlet FROM parquet.articles ORDER BY ALL
    """).fetchall()
    rows = ({"printed": name, "employer": _employer(name)} for (name,) in met if name)
    _create(con, "employers", "printed VARCHAR, employer VARCHAR", [row for row in rows if row["employer"]])


def _employer(name: str) -> str | None:
    """Return the canonical name, None for what the registries do not know or know twice."""
    outlets = find_outlets(name, None)
    return find_agency(name) or (outlets[0].outlet_id if len(outlets) == 1 else None)


def _create(con: duckdb.DuckDBPyConnection, name: str, columns: str, rows: list[Row]) -> None:
    con.execute(f"CREATE TABLE {name} ({columns})")
    _insert(con, name, rows)


def _insert(con: duckdb.DuckDBPyConnection, name: str, rows: Iterable[Row]) -> None:
    if held := list(rows):
        offer(con, "some_rows", pa.Table.from_pylist(held))
        con.execute(f"INSERT INTO {name} BY NAME FROM some_rows")
        con.unregister("some_rows")
