"""Write a dataset from a snapshot into a folder of its own: whole, or not at all."""

import json
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from flows.catalogue import bounded, open_snapshot
from flows.export.card import Facts, card
from flows.export.columns import exported, schema_of
from flows.export.croissant import croissant
from flows.export.files import hashes, write_data
from flows.export.rows import choose, chosen_rows
from flows.snapshots import about
from flows.styles import Style

ABOUT = "export.json"  # tells an export from any other folder
SUMS = "SHA256SUMS"


class ExportError(Exception):
    """An export is refused: the message says why."""


class Wanted(NamedTuple):
    """What is to be exported, and how."""

    where: str | None = None
    style: Style = "parquet"
    preset: str | None = None
    text: bool = True
    exact: bool = False
    force: bool = False


def export(snapshot: Path, folder: Path, wanted: Wanted, memory: str, threads: int) -> Facts:
    """Write the articles of a snapshot into a folder, which must be empty, or an earlier export that may be replaced.

    Raises `ExportError`, or `QueryError` for a condition that is none.
    """
    _check_place(folder, wanted.force, snapshot)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        new = staging / "new"
        new.mkdir()
        with open_snapshot(snapshot, bounded(staging, memory, threads)) as con:
            facts = _write(con, snapshot, new, wanted)
        _swap(folder, new, staging / "old")
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return facts


def _check_place(folder: Path, force: bool, snapshot: Path) -> None:  # noqa: FBT001 (a flag of the caller)
    if folder.resolve().is_relative_to(snapshot.resolve().parent.parent):
        message = f"{folder}: lies in the warehouse, which only runs write; name another place"
        raise ExportError(message)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        message = f"{folder}: is no folder; name another place"
        raise ExportError(message)
    if Path.cwd().is_relative_to(folder.resolve()):
        message = f"{folder}: is where you are, and would be replaced under your feet; name a folder below it"
        raise ExportError(message)
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not _is_ours(folder):
        message = f"{folder}: holds files that are no export; name an empty or a new folder"
        raise ExportError(message)
    if not force:
        message = f"{folder}: holds an earlier export; --force replaces it"
        raise ExportError(message)


def _swap(folder: Path, new: Path, old: Path) -> None:
    """Put a new folder in the place of an older one, which stays there if that fails."""
    if not folder.exists():
        new.rename(folder)
        return
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder holds an export and nothing else."""
    try:
        is_export = json.loads((folder / ABOUT).read_text("utf-8"))["made_by"] == "broadsheet export"
        listed = {line.split("  ", 1)[1] for line in (folder / SUMS).read_text("utf-8").splitlines()}
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return False
    found = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_symlink() or not f.is_dir()}
    return is_export and found <= listed | {SUMS}


def _write(con: duckdb.DuckDBPyConnection, snapshot: Path, folder: Path, wanted: Wanted) -> Facts:
    columns = exported(text=wanted.text, preset=wanted.preset)
    choose(con, wanted.where)
    facts = _facts(con, snapshot, wanted)
    schema = schema_of(columns)
    batches = (batch.cast(schema) for batch in chosen_rows(con, columns))
    name = "corpus" if wanted.preset else "articles"
    rows = pa.RecordBatchReader.from_batches(schema, batches)
    write_data(folder / "data", name, rows, wanted.style, exact=wanted.exact)
    data = hashes(folder, sorted((folder / "data").iterdir()))
    told = {path: (sha256, (folder / path).stat().st_size) for path, sha256 in data.items()}
    (folder / "README.md").write_text(card(facts, columns), "utf-8")
    (folder / "croissant.json").write_text(croissant(facts, columns, told), "utf-8")
    made: dict[str, Any] = {"made_by": "broadsheet export"} | facts._asdict()
    (folder / ABOUT).write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    data |= hashes(folder, (folder / name for name in ("README.md", "croissant.json", ABOUT)))
    (folder / SUMS).write_text("".join(f"{sha256}  {path}\n" for path, sha256 in sorted(data.items())), "utf-8")
    return facts


def _facts(con: duckdb.DuckDBPyConnection, snapshot: Path, wanted: Wanted) -> Facts:
    counted = con.execute("""
        SELECT
            count(*), coalesce(sum(word_count), 0)::BIGINT, count(DISTINCT outlet_id),
            min(published)::VARCHAR, max(published)::VARCHAR,
            coalesce(list(DISTINCT language ORDER BY language) FILTER (language IS NOT NULL), [])
        FROM chosen
    """).fetchone()
    articles, words, outlets, first, last, languages = counted or (0, 0, 0, None, None, [])
    return Facts(
        snapshot=int(snapshot.name) if snapshot.name.isdigit() else 0,
        published_at=str(about(snapshot).get("published_at", "")),
        version=version("broadsheet"),
        where=wanted.where, style=wanted.style, preset=wanted.preset, text=wanted.text, exact=wanted.exact,
        articles=articles, words=words, outlets=outlets, first_published=first, last_published=last,
        languages=tuple(languages),
    )  # fmt: skip
