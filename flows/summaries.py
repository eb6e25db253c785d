"""What a run was asked to do, and what it did: for people, for machines and for the table `runs`."""

import json
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import duckdb
import pyarrow as pa

from flows import catalogue, parts, tallies
from flows.limits import Limits
from flows.settings import DEFAULT_KEEP, DEFAULT_MEMORY
from flows.sources import printable
from flows.warehouse import named
from transforms import rules
from transforms.tables import TABLES


@dataclass(frozen=True, slots=True)
class RunSettings:
    """All that decides what a run does.

    `fields` names the fields of JSONL and Parquet records that hold text, html, url and fetched_at;
    `only` limits the run to these pages, or containers, of the input, by their source; `verify` reads also
    what looks as it did before. `keep` snapshots are kept. `prune` drops the
    pages whose file is not there any more: `some`, if they are a fifth of the input at most, or `all`.
    `name_pattern` says what the names of files tell. `forgotten` pages are not read.
    `thresholds` of alarms, by their setting; the others have their defaults.
    Without `reprints` the tables of reprints are left empty. With `index` the texts get one for `search`, and from then
    on in every run. `runner` reads the batches, as in `flows.runners`.
    """

    root: str
    warehouse: str
    input_name: str | None = None
    same_input: bool = False
    workers: int = 1
    memory: str = DEFAULT_MEMORY
    limits: Limits = field(default_factory=Limits)
    fields: dict[str, str] = field(default_factory=dict)
    only: tuple[str, ...] | None = None
    verify: bool = False
    name_pattern: str | None = None
    thresholds: dict[str, float] = field(default_factory=dict)
    keep: int = DEFAULT_KEEP
    prune: str | None = None
    forgotten: frozenset[str] = frozenset()
    reprints: bool = True
    index: bool = False
    runner: str = "local"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, for people and machines."""

    run_id: str
    warehouse: str
    pages: int
    accepted: int
    duplicates: int
    quarantined: int
    reasons: dict[str, int] = field(default_factory=dict)
    duplicate_reasons: dict[str, int] = field(default_factory=dict)
    characters_in: int = 0
    characters_kept: int = 0
    characters_set_aside: dict[str, int] = field(default_factory=dict)
    articles: int = 0
    reprints: int = 0
    manifest_rows_without_page: int = 0
    pages_not_found: int = 0
    authors_not_met: int = 0
    corrections_idle: tuple[str, ...] = ()
    started_at: str = ""
    seconds: float = 0.0
    published: bool = True
    files_unchanged: int = 0
    mended: tuple[str, ...] = ()
    taken_down: int = 0
    pages_pruned: int = 0
    alarms: tuple[str, ...] = ()


class Places(NamedTuple):
    """The snapshot before this run, and the one it has staged."""

    before: Path | None
    staged: Path


def now() -> datetime:
    """Return the time in UTC, as the tables hold it: without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def address(settings: RunSettings) -> str:
    """Return where the input lies, wherever it is asked from."""
    return settings.root if "://" in settings.root else str(Path(settings.root).resolve())


def input_name(settings: RunSettings) -> str:
    """Return the name of the input: as asked, else that of its folder."""
    if settings.input_name:
        return settings.input_name
    remote = "://" in settings.root
    return printable(settings.root.rstrip("/").rpartition("/")[2] if remote else Path(settings.root).resolve().name)


def summarise(con: duckdb.DuckDBPyConnection, settings: RunSettings, snapshot: Path) -> Summary:
    """Count what became of the pages of this run."""
    catalogue.add_parquet_views(con, snapshot, ("pages", "articles", "lines", "reprints"))
    pages = "parquet.pages SEMI JOIN delivered USING (input, source)"
    status = dict(con.execute(f"SELECT status, count(*) FROM {pages} GROUP BY ALL").fetchall())
    found = con.execute(f"""
        SELECT reason, count(*), status = 'duplicate'
        FROM {pages}
        WHERE reason IS NOT NULL
        GROUP BY ALL
        ORDER BY 2 DESC, 1
    """).fetchall()
    reasons = {reason: count for reason, count, _ in found}
    copies = {reason: count for reason, count, is_copy in found if is_copy}
    read, kept = con.execute(
        "SELECT coalesce(sum(characters), 0), coalesce(sum(characters_kept), 0) FROM delivered WHERE reason IS NULL"
    ).fetchone() or (0, 0)
    aside = con.execute("""
        SELECT rule, sum(length(raw))::BIGINT
        FROM parquet.lines JOIN delivered USING (page_id) -- a copy's lines count as often as it was delivered
        WHERE reason IS NULL AND role IN ('repeat', 'boilerplate', 'promo', 'markup')
        GROUP BY rule ORDER BY 2 DESC, 1
    """).fetchall()
    articles, reprints = con.execute(
        "SELECT (SELECT count(*) FROM parquet.articles), (SELECT count(*) FROM parquet.reprints)"
    ).fetchone() or (0, 0)
    return Summary(
        uuid4().hex, named(Path(settings.warehouse)), sum(status.values()), status.get("accepted", 0),
        status.get("duplicate", 0), status.get("quarantined", 0), reasons, copies,
        int(read), int(kept), dict(aside), articles, reprints,
    )  # fmt: skip


def _parameters(settings: RunSettings) -> dict[str, Any]:
    """Return the settings of a run for `runs`; of the pages it was limited to, their number."""
    only = None if settings.only is None else len(settings.only)
    known = asdict(settings) | {"only": only, "root": address(settings), "warehouse": named(Path(settings.warehouse))}
    return {name: value for name, value in known.items() if name != "forgotten"}


def write_run(con: duckdb.DuckDBPyConnection, places: Places, settings: RunSettings, summary: Summary) -> None:
    """Add this run to `runs`, the only table that remembers clocks."""
    versions = {name: version(name) for name in ("broadsheet", "duckdb", "pyarrow", "ftfy")}
    row: dict[str, Any] = {
        "run_id": summary.run_id, "started_at": datetime.fromisoformat(summary.started_at), "status": "published",
        "pages": summary.pages,
        "finished_at": now(), "accepted": summary.accepted,
        "parameters": json.dumps(_parameters(settings), sort_keys=True), "duplicates": summary.duplicates,
        "quarantined": summary.quarantined, "characters_in": summary.characters_in,
        "characters_kept": summary.characters_kept, "seconds": summary.seconds,
        "pages_per_second": round(summary.pages / max(summary.seconds, 0.001), 1),
        "versions": json.dumps(versions | {"rules": rules.version(), "python": platform.python_version()}),
        "input": input_name(settings),
        "tallies": tallies.tally(con, places.staged) if settings.only is None and summary.pages else None,
    }  # fmt: skip
    table = TABLES["runs"]
    rows = pa.Table.from_pylist([row], schema=table.schema)
    if places.before:
        files = catalogue.quoted(f"{places.before}/runs/*.parquet")
        old = con.execute(f"FROM read_parquet({files})").to_arrow_table()
        rows = pa.concat_tables([old.cast(table.schema), rows])
    parts.write_table(places.staged, table, tallies.newest(con, rows).cast(table.schema).to_batches())
