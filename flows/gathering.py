"""Which readings a publication is made of: all that are held, or only those that a run can change.

A run changes the readings of the files it read, and every reading that may tell the same article as one of
them: the same publisher's id, or the same text in the same newspaper, and so on until nothing more is found.
All others keep their rows in every table, and their parts are carried over as they are.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from flows.catalogue import quoted
from flows.rows import offer
from flows.sources import SourceError

# Of such a page another try can say something else: its file is read again by every run.
_NOT_SETTLED = ("unreadable", "timeout", "crash", "failed")
_KEYS = "SELECT own_id AS key FROM {0} UNION SELECT text_id FROM {0} UNION SELECT text_key FROM {0}"


def gather_new(
    con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None, only: tuple[str, ...] | None = None
) -> bool:
    """Make `new_readings`, `old_readings` and `replaced`; tell whether this run differs from the snapshot before.

    A file that was read again replaces all that it held before; a run over `only` some pages replaces these.
    """
    # Every table is sorted by its own query; to keep the order of thousands of shards fills the memory.
    con.execute("SET preserve_insertion_order = false")
    con.execute(f"CREATE TABLE new_readings AS FROM read_parquet({quoted(f'{staging}/shards/readings-*.parquet')})")
    _part_twins(con, "new_readings")
    con.execute("""
        CREATE TABLE delivered AS
        SELECT input, source, file, page_id, reason, characters, characters_kept FROM new_readings
    """)
    if before is None:
        con.execute("CREATE VIEW old_readings AS FROM new_readings LIMIT 0")
        con.execute("CREATE TABLE replaced AS FROM new_readings LIMIT 0")
        _find_pages_read(con)
        return True
    con.execute(f"CREATE VIEW old_readings AS FROM read_parquet({quoted(f'{before}/readings/*.parquet')})")
    offer(con, "only_in", pa.table({"source": pa.array(only or (), pa.string())}))
    same, superseded = "input, file", "SELECT DISTINCT input, file FROM new_readings"
    if only is not None:
        same = "input, source"
        inputs = "(SELECT DISTINCT input FROM new_readings)"
        superseded = f"SELECT input, source FROM new_readings UNION SELECT i.input, source FROM only_in, {inputs} AS i"
    con.execute(f"CREATE TABLE replaced AS FROM old_readings SEMI JOIN ({superseded}) USING ({same})")
    return _leave_unchanged(con, same)


def _leave_unchanged(con: duckdb.DuckDBPyConnection, same: str) -> bool:
    """Take out what was read again and says what it said before; tell whether anything is left."""
    con.execute(f"""
        CREATE TABLE changed AS
        SELECT DISTINCT {same}
        FROM (
            (FROM new_readings EXCEPT ALL FROM replaced)
            UNION ALL
            (FROM replaced EXCEPT ALL FROM new_readings)
        )
    """)
    for table in ("new_readings", "replaced"):
        con.execute(f"DELETE FROM {table} WHERE ({same}) NOT IN (SELECT ({same}) FROM changed)")
    _find_pages_read(con)
    return con.execute("SELECT count(*) FROM changed").fetchone() != (0,)


def _find_pages_read(con: duckdb.DuckDBPyConnection) -> None:
    """Make `pages_read`: only of these the shards' lines and bodies count."""
    con.execute("CREATE TABLE pages_read AS SELECT DISTINCT page_id, rules FROM new_readings WHERE reason IS NULL")


def prune(con: duckdb.DuckDBPyConnection, input_name: str, present: Iterable[str], most: float) -> int:
    """Add to `replaced` the pages of an input whose file is not `present` any more; return their number.

    Raises `SourceError` if they are more than the share `most` of the input: a disk may not be mounted.
    """
    offer(con, "present_in", pa.table({"file": pa.array(present, pa.string())}))
    con.execute("CREATE TABLE present AS FROM present_in")
    gone = "old_readings ANTI JOIN present USING (file) WHERE input = $input"
    con.execute(f"CREATE TABLE vanished AS FROM {gone}", {"input": input_name})
    held, lost = con.execute(
        "SELECT (SELECT count(*) FROM old_readings WHERE input = $input), (SELECT count(*) FROM vanished)",
        {"input": input_name},
    ).fetchone() or (0, 0)
    if lost > most * held:
        message = f"{lost:,} of {held:,} pages of '{input_name}' are not there any more; if that is right, --prune=all"
        raise SourceError(message)
    con.execute("INSERT INTO replaced FROM vanished ANTI JOIN replaced USING (input, source)")
    return int(lost)


def unsettled_files(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the files read now that another try may read better: their fingerprints are not kept."""
    query = f"SELECT DISTINCT file FROM delivered WHERE reason IN {_NOT_SETTLED}"
    return [file for (file,) in con.execute(query).fetchall()]


def gather_all(con: duckdb.DuckDBPyConnection) -> None:
    """Make `readings` of all pages held; `kept_pages` are those whose lines only the snapshot before has."""
    if con.execute("FROM old_readings LIMIT 1").fetchone():
        con.execute("""
            CREATE TABLE readings AS
            FROM new_readings
            UNION ALL BY NAME
            FROM old_readings ANTI JOIN replaced USING (input, source)
        """)
        _part_twins(con, "readings")
    else:
        con.execute("CREATE VIEW readings AS FROM new_readings")
    con.execute("""
        CREATE TABLE kept_pages AS
        SELECT DISTINCT page_id FROM readings ANTI JOIN pages_read USING (page_id) WHERE reason IS NULL
    """)
    con.execute("CREATE TABLE written_pages AS SELECT page_id FROM pages_read")


def can_add(con: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether rows can be added to a snapshot: not if two pages of one name would have to be told apart anew."""
    return not con.execute("""
        FROM new_readings SEMI JOIN (FROM old_readings ANTI JOIN replaced USING (input, source)) USING (input, source)
        LIMIT 1
    """).fetchall()


def gather_changed(con: duckdb.DuckDBPyConnection) -> None:
    """Make `readings` of what this run can change, and the keys of all rows that give way to it.

    `written_pages` are those whose lines have to be written, `kept_pages` those that were not read now.
    """
    con.execute("CREATE TABLE others AS FROM old_readings LIMIT 0")
    con.execute(f"CREATE TABLE keys AS {_KEYS.format('new_readings')} UNION {_KEYS.format('replaced')}")
    while _find_others(con):
        pass
    con.execute("CREATE TABLE readings AS FROM new_readings UNION ALL BY NAME FROM others")
    con.execute("CREATE TABLE removed_readings AS SELECT input, source FROM replaced")
    con.execute("CREATE TABLE removed_pages AS FROM removed_readings UNION SELECT input, source FROM others")
    con.execute("""
        CREATE TABLE removed_articles AS
        SELECT DISTINCT article_id
        FROM parquet.pages SEMI JOIN removed_pages USING (input, source)
        WHERE article_id IS NOT NULL
    """)
    _find_lines(con)


def _find_others(con: duckdb.DuckDBPyConnection) -> bool:
    """Add to `others` what shares a key with what is there; tell whether something was found."""
    found = con.execute("""
        INSERT INTO others
        FROM old_readings AS r
        WHERE
            reason IS NULL
            AND (own_id IN (FROM keys) OR text_id IN (FROM keys) OR text_key IN (FROM keys))
            AND NOT EXISTS (FROM replaced AS x WHERE x.input = r.input AND x.source = r.source)
            AND NOT EXISTS (FROM others AS x WHERE x.input = r.input AND x.source = r.source)
    """).fetchone()
    con.execute(f"CREATE OR REPLACE TABLE keys AS FROM keys UNION {_KEYS.format('others')}")
    return found is not None and found[0] > 0


def _find_lines(con: duckdb.DuckDBPyConnection) -> None:
    """Tell whose lines stand, go (read by other rules, or held by nobody), are written, and are only needed."""
    con.execute("""
        CREATE TABLE still_held AS
        SELECT DISTINCT page_id, rules
        FROM old_readings
        WHERE reason IS NULL
            AND page_id IN (SELECT page_id FROM pages_read UNION SELECT page_id FROM replaced)
            AND (input, source) NOT IN (SELECT (input, source) FROM replaced)
    """)
    con.execute("""
        CREATE TABLE standing_pages AS
        SELECT page_id FROM still_held SEMI JOIN pages_read USING (page_id, rules)
        UNION
        SELECT page_id FROM still_held ANTI JOIN pages_read USING (page_id)
    """)
    con.execute("""
        CREATE TABLE removed_lines AS
        SELECT page_id FROM (SELECT page_id FROM replaced WHERE reason IS NULL UNION SELECT page_id FROM still_held)
        ANTI JOIN standing_pages USING (page_id)
    """)
    con.execute("""
        CREATE TABLE written_pages AS
        SELECT DISTINCT page_id FROM pages_read ANTI JOIN standing_pages USING (page_id)
    """)
    con.execute("""
        CREATE TABLE kept_pages AS
        SELECT DISTINCT page_id FROM others ANTI JOIN pages_read USING (page_id)
    """)


def _part_twins(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Give the second page of one name `~2`: a file may be called `may.zip!a.html`, and stand beside `may.zip`."""
    while con.execute(f"SELECT 1 FROM {table} GROUP BY input, source HAVING count(*) > 1 LIMIT 1").fetchone():
        con.execute(f"""
            CREATE OR REPLACE TABLE {table} AS
            SELECT * EXCLUDE (twin) REPLACE (CASE WHEN twin > 1 THEN source || '~' || twin ELSE source END AS source)
            FROM (
                SELECT *, row_number() OVER (PARTITION BY input, source ORDER BY file, page_id, detail) AS twin
                FROM {table}
            )
        """)
