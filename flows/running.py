"""One run, from an input folder to a published snapshot: the core that command line and Prefect share."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from time import perf_counter
from typing import Any

import duckdb

from flows import alarms, assembling, catalogue, fingerprints, gathering, remote, snapshots, warehouse
from flows.author_file import read_author_file
from flows.authors import count_not_met
from flows.checking import stage_changed
from flows.containers import Fields
from flows.correction_file import read_corrections
from flows.corrections import find_idle
from flows.delivery import Delivery
from flows.fingerprints import Fingerprints
from flows.forgetting import finish_takedown
from flows.knowledge import load_knowledge
from flows.publishing import publish
from flows.reading import Batch
from flows.runners import LOCAL, read_with
from flows.sources import SourceError, Unit, printable
from flows.summaries import Places, RunSettings, Summary, address, input_name, now, summarise, write_run
from flows.workers import RunError

PAGES_IN_BATCH = 500
BYTES_IN_BATCH = 8 * 1024 * 1024
AN_ENGINE = 2  # times as many in a batch that travels: its way is soon paid
FEW_FAILURES = 5
MOST_PRUNED = 0.2  # of the pages of an input, unless somebody insists
Progress = Callable[[int, int], None]  # pages read, bytes of the input read


def run(settings: RunSettings, progress: Progress | None = None) -> Summary:
    """Read what is new in the input, assemble all tables, check them and publish them at once.

    The warehouse itself is never read, also where it lies inside the input. Of a run over `only` some pages
    those whose file is not there any more keep their rows. Where nothing differs from the snapshot before,
    nothing is published. Raises `SourceError`, `WarehouseError`, `AuthorFileError`, `CorrectionError` or `RuleError`
    before anything is read, `CorrectionError` or `CheckError` if a correction is stale or the tables
    are wrong; then the snapshot before stays the current one.
    """
    load_knowledge()
    settings = replace(settings, root=remote.local_path(settings.root))
    store = Path(settings.warehouse)
    author_file, corrections = read_author_file(store), read_corrections(store)
    choices = assembling.Choices(author_file, corrections, reprints=settings.reprints)
    wanted = frozenset(settings.only) if settings.only is not None else None
    scratch = warehouse.scratch(store)
    fields, inside = Fields(**settings.fields), _warehouse_inside(settings)
    delivery = Delivery(settings.root, scratch, settings.limits, fields, wanted, inside)
    delivery.name_pattern = settings.name_pattern
    with warehouse.only_writer(store):
        started, clock = now(), perf_counter()
        before = warehouse.previous_snapshot(store)
        faults = snapshots.mend(before, verify=settings.verify) if before else []
        taken_down = len(set(finish_takedown(settings).pages)) if before and not faults else 0
        before = warehouse.previous_snapshot(store)
        settings = replace(settings, forgotten=warehouse.forgotten(store))
        about = _about(before, settings) | {
            "authors": author_file.digest,
            "corrections": corrections.digest,
            "reprints": settings.reprints,
            "index": settings.index or bool(warehouse.about(before).get("index")),
        }
        staging = warehouse.fresh_staging(store)
        con = catalogue.bounded(staging, settings.memory, settings.workers, str(staging / "assembly.duckdb"))
        if settings.only is None:
            marks = Fingerprints(input_name(settings), before, delivery.manifest, settings.name_pattern)
            delivery.fingerprints, delivery.verify = marks, settings.verify
            delivery.remembers = settings.prune is not None
        _read(settings, delivery, staging, progress)
        only = None if settings.only is None else delivery.still_there(settings.only)
        _refuse_if_the_reader_fails(con, staging)
        differs = gathering.gather_new(con, staging, before, only)
        pruned = _prune(con, settings, delivery) if settings.prune else 0
        is_new = differs or pruned > 0 or bool(faults) or _says_else(before, about)
        is_corrected_alike = corrections.digest == warehouse.about(before).get("corrections")
        adds = is_new and not faults and is_corrected_alike and gathering.can_add(con)
        if before and adds:
            assembling.add(con, staging, before, choices)
        elif is_new:
            assembling.assemble_all(con, staging, before, choices)
        summary = replace(
            summarise(con, settings, staging / "snapshot" if is_new or before is None else before),
            published=is_new or taken_down > 0,
            files_unchanged=delivery.unchanged,
            pages_pruned=pruned,
            mended=tuple(f"{fault.file} ({fault.what})" for fault in faults),
            taken_down=taken_down,
            manifest_rows_without_page=delivery.unmatched() if wanted is None else 0,
            corrections_idle=find_idle(con) if is_new else (),
            authors_not_met=count_not_met(con, author_file) if is_new else 0,
            pages_not_found=len(settings.only or ()) - len(only or ()),
            started_at=started.isoformat(),
            seconds=round(perf_counter() - clock, 3),
        )
        if is_new:
            write_run(con, Places(before, staging / "snapshot"), settings, summary)
            _keep_fingerprints(con, delivery, before, staging / "snapshot")
        changed = stage_changed(con, staging, before) if before and adds else None
        con.close()
        if is_new:
            publish(settings, staging, before, about, changed)
            summary = replace(summary, alarms=_alarms(settings, summary.run_id))
        else:
            warehouse.clear_staging(store)
            if before and about["index"]:
                snapshots.complete_indexes(before)
    return summary


def _alarms(settings: RunSettings, run_id: str) -> tuple[str, ...]:
    """Return what has jumped in this run, which is published already: alarms hold up nothing."""
    store = Path(settings.warehouse)
    con = catalogue.bounded(store, settings.memory, settings.workers)
    found = alarms.find_alarms(warehouse.current_snapshot(store), settings.thresholds, con)
    return tuple(alarms.sentence(row) for row in found if row["run_id"] == run_id)


def _prune(con: duckdb.DuckDBPyConnection, settings: RunSettings, delivery: Delivery) -> int:
    most = 1.0 if settings.prune == "all" else MOST_PRUNED
    return gathering.prune(con, input_name(settings), delivery.met, most)


def _keep_fingerprints(con: duckdb.DuckDBPyConnection, delivery: Delivery, before: Path | None, snapshot: Path) -> None:
    """Write what tells the files read so far from new ones; a run over some pages leaves that as it was."""
    if delivery.fingerprints:
        delivery.fingerprints.write(snapshot, gathering.unsettled_files(con))
    else:
        fingerprints.keep(before, snapshot)


def _warehouse_inside(settings: RunSettings) -> str | None:
    """Return the name of the warehouse below the input's root, None where it lies elsewhere.

    Raises `SourceError` if it is the root itself.
    """
    named = warehouse.named(Path(settings.warehouse))
    is_far = "://" in settings.root
    store, root = PurePath(named) if is_far else Path(named).resolve(), PurePath(address(settings))
    if is_far != ("://" in named) or not store.is_relative_to(root):
        return None
    if store == root:
        message = f"{settings.root}: that is the warehouse; name a folder of scraped pages"
        raise SourceError(message)
    return "/".join(map(printable, store.relative_to(root).parts))


def _about(before: Path | None, settings: RunSettings) -> dict[str, Any]:
    """Return what the next snapshot says of itself; one name for two roots is refused unless insisted on."""
    inputs: dict[str, str] = dict(warehouse.about(before)["inputs"])
    name, root = input_name(settings), address(settings)
    if inputs.get(name, root) != root and not settings.same_input:
        message = (
            f"input '{name}' came from {inputs[name]} before, now from {root};"
            " give another --input-name, or --same-input if it has moved"
        )
        raise SourceError(message)
    inputs = dict(sorted((inputs | {name: root}).items()))
    return {"format": warehouse.FORMAT, "inputs": inputs}


def batches_of(settings: RunSettings, units: Iterable[Unit], folder: str) -> Iterator[Batch]:
    """Cut the units into batches by number and bytes; there is always one, so that each kind has a shard."""
    batch = partial(
        Batch,
        input=input_name(settings),
        folder=folder,
        limits=settings.limits,
        forgotten=settings.forgotten,
        signs=settings.reprints,
    )
    larger = 1 if settings.runner == LOCAL else AN_ENGINE
    held: list[Unit] = []
    size = number = 0
    for unit in units:
        held.append(unit)
        size += unit.size
        if len(held) >= PAGES_IN_BATCH * larger or size >= BYTES_IN_BATCH * larger:
            yield batch(number, units=tuple(held))
            held, size, number = [], 0, number + 1
    yield batch(number, units=tuple(held))


def _read(settings: RunSettings, delivery: Delivery, staging: Path, progress: Progress | None) -> None:
    """Let the workers read all batches."""
    batches = batches_of(settings, delivery.units(), str(staging / "shards"))
    done = 0
    for count in read_with(settings.runner, batches, settings.workers, settings.limits.page_seconds):
        done += count
        if progress:
            progress(done, delivery.bytes_read)


def _refuse_if_the_reader_fails(con: duckdb.DuckDBPyConnection, staging: Path) -> None:
    """Raise `RunError` if the reader itself failed on most pages: that is a broken program, not a broken input."""
    shards = catalogue.quoted(f"{staging}/shards/readings-*.parquet")
    found = con.execute(f"""
        SELECT count(*), count(*) FILTER (reason = 'failed'), min(detail) FILTER (reason = 'failed')
        FROM read_parquet({shards})
    """).fetchone()
    pages, failed, detail = found or (0, 0, None)
    if failed >= FEW_FAILURES and failed * 2 > pages:
        message = f"nothing was published: the reader fails on {failed:,} of {pages:,} pages, first: {detail}"
        raise RunError(message)


def _says_else(before: Path | None, about: dict[str, Any]) -> bool:
    """Tell whether inputs, the file of authors or the corrections differ from those of the snapshot before."""
    said = warehouse.about(before)
    return any(said.get(key) != value for key, value in about.items() if key != "index")
