"""Runs: read a folder, read some pages again, write parts anew."""

import json
import logging
import os
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from flows.commands.app import WarehouseFlag, app
from flows.forking import start_server
from flows.settings import (
    SettingError,
    alarm_thresholds,
    memory_limit,
    name_pattern,
    page_limits,
    record_fields,
    setting,
    snapshots_kept,
    warehouse_folder,
    worker_count,
)
from flows.settings import runner as runner_setting
from transforms.rules import data_folder

if TYPE_CHECKING:
    from flows.summaries import RunSettings


@app.command
def ingest(
    path: str | None = None,
    *,
    warehouse: WarehouseFlag = None,
    workers: int | None = None,
    runner: str | None = None,
    input_name: str | None = None,
    same_input: bool = False,
    field: Annotated[tuple[str, ...], Parameter(name="--field", negative=())] = (),
    verify: bool = False,
    prune: Literal["some", "all"] | None = None,
    reread: str | None = None,
    reprints: Annotated[bool, Parameter(name="--reprints", negative="--no-reprints")] = True,
    index: Annotated[bool, Parameter(name="--index", negative=())] = False,
    strict: bool = False,
    flow: bool = False,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> int:
    """Read a folder of pages and publish the tables.

    Args:
        path: Folder of scraped pages and archives, one archive, or an address (`s3://…`); without it the sample pages.
        workers: Processes that read; default: one for each core.
        runner: Who reads: `local`, or an engine whose workers see the same paths, `dask=ADDRESS` or `ray=ADDRESS`.
        input_name: Name of the input; default: the folder's name.
        same_input: The input has moved: take its name over from another folder.
        field: Field of JSONL or Parquet records, e.g. `--field html=content`; text, html, url, fetched_at.
        verify: Read every file, also those that look as they did when they were read before.
        prune: Drop the pages whose file is not there any more; more than a fifth of the input only with `--prune=all`.
        reread: Read pages again with the rules of today, or those for which a condition holds on `readings`, e.g.
            `--reread="outlet_id = 'the-province'"`; also on layout, published, rules, flags.
        reprints: Look for reprints; without it their tables are empty.
        index: Make the index for `search` now, and in every run from now on; else the first `search` does.
        strict: Exit with 3 if a page was quarantined.
        flow: Run as a tracked Prefect flow.
        json_: Print the summary as JSON.
    """
    from flows.summaries import RunSettings

    store = warehouse_folder(warehouse, writing=True)
    if path is not None and not path.strip():
        message = "PATH is empty: name a folder of scraped pages, an archive or an address"
        raise SettingError(message)
    settings = RunSettings(
        str(_samples()) if path is None else path,
        str(store),
        setting("input_name", input_name, store),
        same_input,
        worker_count(workers, store),
        memory_limit(None, store),
        page_limits(store),
        record_fields(field, store),
        verify=verify or reread == "all",
        keep=snapshots_kept(store),
        prune=prune,
        name_pattern=name_pattern(None, store),
        reprints=reprints,
        index=index,
        runner=runner_setting(runner, store),
        thresholds=alarm_thresholds(store),
    )
    if reread and reread != "all":
        from flows.replaying import select_pages

        settings = replace(settings, only=select_pages(settings, reread))
    return _run(settings, strict=strict, flow=flow, as_json=json_)


def _run(settings: "RunSettings", *, strict: bool, flow: bool, as_json: bool) -> int:
    """Run, tracked by Prefect if asked, and print the summary."""
    if settings.runner == "local":
        start_server()
    from flows import show
    from flows.running import run

    if flow or os.environ.get("PREFECT_API_URL"):
        os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")  # its server would count us otherwise
        from flows.ingest import ingest as tracked

        for told_by in ("prefect.flow_runs", "prefect.task_runs"):
            logging.getLogger(told_by).addFilter(_without_traceback)
        known = (
            "root",
            "warehouse",
            "input_name",
            "same_input",
            "workers",
            "memory",
            "fields",
            "verify",
            "prune",
            "reprints",
            "index",
            "runner",
        )
        summary = tracked(**{name: getattr(settings, name) for name in known})
    else:
        with show.progress(settings.root) as advance:
            summary = run(settings, advance)
    print(json.dumps(asdict(summary), indent=1)) if as_json else show.summary(summary)
    return 3 if strict and summary.quarantined else 0


def _without_traceback(record: logging.LogRecord) -> bool:
    """Let Prefect say what failed, and not where: people get one line; BROADSHEET_TRACEBACK=1 shows the rest."""
    if not os.environ.get("BROADSHEET_TRACEBACK"):
        record.exc_info = None
    return True


def _samples() -> Path:
    samples = Path(str(data_folder())) / "samples"
    if not samples.is_dir():
        message = "PATH is missing: name a folder of scraped pages (the sample pages are only in a checkout)"
        raise SettingError(message)
    return samples


@app.command
def replay(
    *,
    reason: str | None = None,
    input_name: str | None = None,
    workers: int | None = None,
    field: Annotated[tuple[str, ...], Parameter(name="--field", negative=())] = (),
    warehouse: WarehouseFlag = None,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> int:
    """Read the quarantined pages again, and only those: after a rule was mended, a limit raised, a file repaired.

    An input that is gone holds up no other; it is named at the end.

    Args:
        reason: Only pages with this reason.
        input_name: Only pages of this input; default: every input that has some.
        workers: Processes that read; default: one for each core.
        field: Field of JSONL or Parquet records, e.g. `--field html=content`.
        json_: Print the summary of each input as JSON.
    """
    from flows.replaying import replays
    from flows.sources import SourceError

    store = warehouse_folder(warehouse, writing=True)
    runs = replays(store, reason, input_name)
    if not runs:
        said = "Nothing to read again: no page is quarantined" + (f" for '{reason}'." if reason else ".")
        print(said, file=sys.stderr if json_ else sys.stdout)
    gone: list[str] = []
    for settings in runs:
        again = replace(
            settings,
            workers=worker_count(workers, store),
            memory=memory_limit(None, store),
            limits=page_limits(store),
            fields=record_fields(field, store),
            keep=snapshots_kept(store),
            name_pattern=name_pattern(None, store),
        )
        try:
            _run(again, strict=False, flow=False, as_json=json_)
        except SourceError as error:
            gone.append(f"input '{settings.input_name}': {error}")
    if gone:
        raise SourceError("; ".join(gone))
    return 0


@app.command
def compact(*, workers: int | None = None, warehouse: WarehouseFlag = None) -> int:
    """Write the many small parts that runs have added as few large ones, packed closer; readers notice nothing.

    Args:
        workers: Threads of the database; default: one for each core.
    """
    from flows.compacting import compact as write_anew
    from flows.summaries import RunSettings

    store = warehouse_folder(warehouse, writing=True)
    count, memory = worker_count(workers, store), memory_limit(None, store)
    settings = RunSettings("", str(store), workers=count, memory=memory, keep=snapshots_kept(store))
    print("The parts were written anew." if write_anew(settings) else "The parts are as large as they can be.")
    return 0


@app.command
def upgrade(*, workers: int | None = None, warehouse: WarehouseFlag = None) -> int:
    """Write a warehouse of an older broadsheet in the format of today; no page is read again.

    Args:
        workers: Threads of the database; default: one for each core.
    """
    from flows.summaries import RunSettings
    from flows.upgrading import upgrade as write_upgraded
    from flows.warehouse import FORMAT

    store = warehouse_folder(warehouse, writing=True)
    count, memory = worker_count(workers, store), memory_limit(None, store)
    done = write_upgraded(RunSettings("", str(store), workers=count, memory=memory, keep=snapshots_kept(store)))
    if done is None:
        print(f"The warehouse has the format of today ({FORMAT}): nothing to do.")
        return 0
    print(f"Snapshot {int(done.after.name)} holds the corpus in format {FORMAT}, and is current.")
    print(f"Snapshot {int(done.before.name)} (format {done.version}) is kept for a while, for an older broadsheet.")
    return 0
