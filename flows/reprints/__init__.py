"""Reprints of a staged snapshot: signatures of the articles, pairs that share much, groups, and what each copy cut.

Only what a run changes is done anew: articles without a signature are signed and looked up among the kept windows
of all; texts are read again where they meet something new. Where nothing was there before, that is everything.
"""

from pathlib import Path

import duckdb

from flows.catalogue import add_parquet_views
from flows.parts import carry_over, write_table
from flows.reprints.changes import write_changes
from flows.reprints.groups import write_groups
from flows.reprints.overlaps import write_overlaps
from flows.reprints.signing import sign_articles
from transforms.tables import OVERLAPS, REPRINTS, SIGNATURES


def write_reprints(
    con: duckdb.DuckDBPyConnection, staging: Path, before: Path | None, *, adds: bool, wanted: bool = True
) -> None:
    """Write the tables of reprints below `staging/snapshot`, whose articles and bylines are there.

    Where a run `adds` to the snapshot `before`, its rows are carried over without those in `removed_articles`.
    Tables that are not `wanted` are left empty.
    """
    snapshot = staging / "snapshot"
    kept = before if adds else None
    if not wanted:
        for table in (SIGNATURES, OVERLAPS, REPRINTS):
            write_table(snapshot, table, [])
    else:
        if kept:
            carry_over(con, kept, snapshot, "signatures", "removed_articles")
        new = sign_articles(con, snapshot, kept)
        add_parquet_views(con, snapshot, ("articles", "bylines"))
        write_overlaps(con, snapshot, kept, new)
        write_groups(con, snapshot, kept, new)
    write_changes(con, staging, before)
