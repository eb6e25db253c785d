"""One run, from an input folder to a published snapshot: the core that command line and Prefect share."""

import json
import platform
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple
from uuid import uuid4

import duckdb
import pyarrow as pa

from flows import assembling, catalogue, remote, warehouse
from flows.author_file import read_author_file
from flows.authors import count_not_met
from flows.containers import Fields
from flows.delivery import Delivery
from flows.limits import Limits
from flows.reading import Batch
from flows.settings import DEFAULT_MEMORY
from flows.sources import SourceError, Unit, printable
from flows.workers import RunError, read_all
from transforms import rules
from transforms.bylines import read_byline
from transforms.credits import credit_words
from transforms.datelines import dateline_rules
from transforms.marking import grammar_rules, line_rules
from transforms.registry import agencies, countries, find_language, known_outlets
from transforms.tables import TABLES

PAGES_IN_BATCH = 500
BYTES_IN_BATCH = 8 * 1024 * 1024
FEW_FAILURES = 5
Progress = Callable[[int, int], None]  # pages read, bytes of the input read


class CheckError(Exception):
    """The staged tables are wrong: nothing was published."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """All that decides what a run does.

    `fields` names the fields of JSONL and Parquet records that hold text, html, url and fetched_at;
    `only` limits the run to these pages, or containers, of the input, by their source.
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
    manifest_rows_without_page: int = 0
    pages_not_found: int = 0
    authors_not_met: int = 0
    started_at: str = ""
    seconds: float = 0.0


class Places(NamedTuple):
    """The snapshot before this run, and the one it has staged."""

    before: Path | None
    staged: Path


def _now() -> datetime:
    """Return the time in UTC, as the tables hold it: without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def run(settings: RunSettings, progress: Progress | None = None) -> Summary:
    """Read the input, assemble all tables, check them and publish them at once.

    The warehouse itself is never read, also where it lies inside the input. Of a run over `only` some pages
    those whose file is not there any more keep their rows. Raises `SourceError`, `WarehouseError`,
    `AuthorFileError` or `RuleError` before anything is read, `CheckError` if the tables are wrong; then the snapshot
    before stays the current one.
    """
    load_knowledge()
    settings = replace(settings, root=remote.local_path(settings.root))
    store = Path(settings.warehouse)
    author_file = read_author_file(store)
    wanted = frozenset(settings.only) if settings.only is not None else None
    scratch = warehouse.scratch(store)
    fields, inside = Fields(**settings.fields), _warehouse_inside(settings)
    delivery = Delivery(settings.root, scratch, settings.limits, fields, wanted, inside)
    with warehouse.only_writer(store):
        started, clock = _now(), perf_counter()
        before = warehouse.previous_snapshot(store)
        inputs = _inputs(before, settings)
        staging = warehouse.fresh_staging(store)
        _read(settings, delivery, staging, progress)
        only = None if settings.only is None else delivery.still_there(settings.only)
        _refuse_if_the_reader_fails(staging)
        database = str(staging / "assembly.duckdb")
        con = catalogue.bounded(staging, settings.memory, settings.workers, database)
        assembling.assemble(con, staging, before, only, author_file)
        summary = _summarise(con, settings, staging / "snapshot")
        summary = replace(
            summary,
            manifest_rows_without_page=delivery.unmatched() if wanted is None else 0,
            authors_not_met=count_not_met(con, author_file),
            pages_not_found=len(settings.only or ()) - len(only or ()),
            started_at=started.isoformat(),
            seconds=round(perf_counter() - clock, 3),
        )
        _write_run(con, Places(before, staging / "snapshot"), settings, summary)
        con.close()
        _publish(settings, staging, inputs)
    return summary


def load_knowledge() -> None:
    """Load every rule and registry once, so that a wrong file stops the run before it starts."""
    for load in (line_rules, grammar_rules, countries, agencies, known_outlets, credit_words, dateline_rules):
        load()
    find_language("English")
    read_byline("By Nobody")


def input_name(settings: RunSettings) -> str:
    """Return the name of the input: as asked, else that of its folder."""
    if settings.input_name:
        return settings.input_name
    remote = "://" in settings.root
    return printable(settings.root.rstrip("/").rpartition("/")[2] if remote else Path(settings.root).resolve().name)


def _address(settings: RunSettings) -> str:
    """Return where the input lies, wherever it is asked from."""
    return settings.root if "://" in settings.root else str(Path(settings.root).resolve())


def _warehouse_inside(settings: RunSettings) -> str | None:
    """Return the name of the warehouse below the input's root, None where it lies elsewhere.

    Raises `SourceError` if it is the root itself.
    """
    store, root = Path(settings.warehouse).resolve(), Path(_address(settings))
    if "://" in settings.root or not store.is_relative_to(root):
        return None
    if store == root:
        message = f"{settings.root}: that is the warehouse; name a folder of scraped pages"
        raise SourceError(message)
    return "/".join(map(printable, store.relative_to(root).parts))


def _inputs(before: Path | None, settings: RunSettings) -> dict[str, str]:
    """Return all inputs with their roots; one name for two roots is refused unless insisted on."""
    inputs: dict[str, str] = dict(warehouse.about(before)["inputs"])
    name, root = input_name(settings), _address(settings)
    if inputs.get(name, root) != root and not settings.same_input:
        message = (
            f"input '{name}' came from {inputs[name]} before, now from {root};"
            " give another --input-name, or --same-input if it has moved"
        )
        raise SourceError(message)
    return inputs | {name: root}


def _batches(settings: RunSettings, units: Iterable[Unit], folder: str) -> Iterator[Batch]:
    """Cut the units into batches by number and bytes; there is always one, so that each kind has a shard."""
    name = input_name(settings)
    held: list[Unit] = []
    size = number = 0
    for unit in units:
        held.append(unit)
        size += unit.size
        if len(held) >= PAGES_IN_BATCH or size >= BYTES_IN_BATCH:
            yield Batch(number, name, tuple(held), folder, settings.limits)
            held, size, number = [], 0, number + 1
    yield Batch(number, name, tuple(held), folder, settings.limits)


def _read(settings: RunSettings, delivery: Delivery, staging: Path, progress: Progress | None) -> None:
    """Let the workers read all batches."""
    batches = _batches(settings, delivery.units(), str(staging / "shards"))
    done = 0
    for count in read_all(batches, settings.workers, settings.limits.page_seconds):
        done += count
        if progress:
            progress(done, delivery.bytes_read)


def _refuse_if_the_reader_fails(staging: Path) -> None:
    """Raise `RunError` if the reader itself failed on most pages: that is a broken program, not a broken input."""
    shards = catalogue.quoted(f"{staging}/shards/readings-*.parquet")
    found = duckdb.sql(f"""
        SELECT count(*), count(*) FILTER (reason = 'failed'), min(detail) FILTER (reason = 'failed')
        FROM read_parquet({shards})
    """).fetchone()
    pages, failed, detail = found or (0, 0, None)
    if failed >= FEW_FAILURES and failed * 2 > pages:
        message = f"nothing was published: the reader fails on {failed:,} of {pages:,} pages, first: {detail}"
        raise RunError(message)


def _summarise(con: duckdb.DuckDBPyConnection, settings: RunSettings, snapshot: Path) -> Summary:
    """Count what became of the pages of this run."""
    catalogue.add_parquet_views(con, snapshot, ("lines",))
    delivered = "parquet.pages SEMI JOIN new_readings USING (input, source)"
    status = dict(con.execute(f"SELECT status, count(*) FROM {delivered} GROUP BY ALL").fetchall())
    found = con.execute(f"""
        SELECT reason, count(*), status = 'duplicate'
        FROM {delivered}
        WHERE reason IS NOT NULL
        GROUP BY ALL
        ORDER BY 2 DESC, 1
    """).fetchall()
    reasons = {reason: count for reason, count, _ in found}
    copies = {reason: count for reason, count, is_copy in found if is_copy}
    read, kept = con.execute(
        "SELECT coalesce(sum(characters), 0), coalesce(sum(characters_kept), 0) FROM new_readings WHERE reason IS NULL"
    ).fetchone() or (0, 0)
    aside = con.execute("""
        SELECT rule, sum(length(raw))::BIGINT
        FROM parquet.lines JOIN new_readings USING (page_id) -- a copy's lines count as often as it was delivered
        WHERE reason IS NULL AND role IN ('repeat', 'boilerplate', 'promo', 'markup')
        GROUP BY rule ORDER BY 2 DESC, 1
    """).fetchall()
    articles = (con.execute("SELECT count(*) FROM parquet.articles").fetchone() or (0,))[0]
    return Summary(
        uuid4().hex, settings.warehouse, sum(status.values()), status.get("accepted", 0), status.get("duplicate", 0),
        status.get("quarantined", 0), reasons, copies, int(read), int(kept), dict(aside), articles,
    )  # fmt: skip


def _parameters(settings: RunSettings) -> dict[str, Any]:
    """Return the settings of a run for `runs`; of the pages it was limited to, their number."""
    only = None if settings.only is None else len(settings.only)
    return asdict(settings) | {"only": only, "root": _address(settings)}


def _write_run(con: duckdb.DuckDBPyConnection, places: Places, settings: RunSettings, summary: Summary) -> None:
    """Add this run to `runs`, the only table that remembers clocks."""
    parts = {name: version(name) for name in ("broadsheet", "duckdb", "pyarrow", "ftfy")}
    row: dict[str, Any] = {
        "run_id": summary.run_id, "started_at": datetime.fromisoformat(summary.started_at), "status": "published",
        "pages": summary.pages,
        "finished_at": _now(), "accepted": summary.accepted,
        "parameters": json.dumps(_parameters(settings), sort_keys=True), "duplicates": summary.duplicates,
        "quarantined": summary.quarantined, "characters_in": summary.characters_in,
        "characters_kept": summary.characters_kept, "seconds": summary.seconds,
        "pages_per_second": round(summary.pages / max(summary.seconds, 0.001), 1),
        "versions": json.dumps(parts | {"rules": rules.version(), "python": platform.python_version()}),
    }  # fmt: skip
    table = TABLES["runs"]
    rows = pa.Table.from_pylist([row], schema=table.schema)
    if places.before:
        files = catalogue.quoted(f"{places.before}/runs/*.parquet")
        old = con.execute(f"FROM read_parquet({files}) ORDER BY started_at, run_id").to_arrow_table()
        rows = pa.concat_tables([old.cast(table.schema), rows])
    assembling.write_table(places.staged, table, rows.to_batches())


def _publish(settings: RunSettings, staging: Path, inputs: dict[str, str]) -> None:
    """Check the staged tables; publish them only if no check finds a bad row."""
    store, staged = Path(settings.warehouse), staging / "snapshot"
    final = warehouse.next_snapshot(store)
    checking = catalogue.bounded(staging, settings.memory, settings.workers)
    with catalogue.open_snapshot(staged.resolve(), checking) as con:
        failures = catalogue.failed_checks(con)
    if failures:
        name, rows = next(iter(failures.items()))
        message = f"nothing was published: check '{name}' found {rows[0]} (and {len(failures) - 1} more checks failed)"
        raise CheckError(message)
    about = {"format": warehouse.FORMAT, "inputs": dict(sorted(inputs.items()))}
    (staged / "snapshot.json").write_text(json.dumps(about, indent=1), "utf-8")
    final.parent.mkdir(exist_ok=True)
    final.symlink_to(staged.resolve())
    try:
        catalogue.write_catalogue(staged, final)
    finally:
        final.unlink()
    warehouse.publish(store, staged, final)
