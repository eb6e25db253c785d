"""A warehouse as an older broadsheet left it: the tables and columns of format 2, whatever today's have more."""

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows import snapshots
from flows.warehouse import kept

_RUNS = (
    "run_id started_at finished_at status parameters pages accepted duplicates quarantined characters_in"
    " characters_kept seconds pages_per_second versions"
)
_REPRINTS = "cluster_id article_id is_first containment words_cut agency_inferred size outlets"
# Columns of the tables that have changed since; the other tables are today's.
_CHANGED = {"runs": _RUNS.split(), "reprints": _REPRINTS.split()}
_TABLES = {
    "pages", "articles", "lines", "bylines", "authors", "captions", "outlets", "countries", "reprints", "runs", "readings"
}  # fmt: skip


def make_older(store: Path, version: int = 2, dropped: tuple[str, ...] = ()) -> None:
    """Rewrite every kept snapshot as format 2 would have it; columns named `table.column` are `dropped` too."""
    for number in snapshots.numbers(store):
        snapshot = store / "snapshots" / f"{number:06}"
        for part in sorted(snapshot.glob("*/*.parquet")):
            if part.parent.name in _TABLES:
                _rewrite(part, dropped)
            else:
                part.unlink()
        for folder in snapshot.iterdir():
            if folder.is_dir() and folder.name not in _TABLES:
                folder.rmdir()
        said = snapshots.about(snapshot)
        snapshots.write_about(snapshot, kept(said) | {"format": version}, said["published_at"])


def _rewrite(part: Path, dropped: tuple[str, ...]) -> None:
    """Write a part with the columns that it had; one that is not there any more is NULL."""
    table = part.parent.name
    rows = pq.read_table(part)
    names = [n for n in _CHANGED.get(table, rows.column_names) if f"{table}.{n}" not in dropped]
    if names == rows.column_names:
        return
    columns = [rows[n] if n in rows.column_names else pa.nulls(len(rows), pa.string()) for n in names]
    part.unlink()  # it may be one file with that of another snapshot
    pq.write_table(pa.table(columns, names), part)
    digest = hashlib.sha256(part.read_bytes()).hexdigest()[:16]
    part.rename(part.with_name(f"{part.name.rpartition('-')[0]}-{digest}.parquet"))
