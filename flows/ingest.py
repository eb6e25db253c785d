"""The Prefect flow around a run: tracked, retried where the world is touched, reported as artifacts.

The work itself is `flows.running.run`; this file only declares it. Cleaning is pure and is
never retried by itself: a retry starts the run anew, and a run publishes once or not at all.
"""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows import catalogue
from flows.checking import CheckError
from flows.report import write_report
from flows.running import run
from flows.settings import (
    WAREHOUSE,
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
from flows.summaries import RunSettings, Summary
from flows.warehouse import REPORT

RAW = "data/raw"


def _may_help(_task: Any, _run: Any, state: Any) -> bool:
    """Tell whether another try can help: it can where the disk failed, not where data or rules are wrong."""
    return isinstance(state.result(raise_on_failure=False), OSError)


@task(retries=2, retry_delay_seconds=10, retry_condition_fn=_may_help, task_run_name="publish {settings.root}")
def publish(settings: RunSettings) -> Summary:
    """Read, assemble, check, publish: one task, because a run publishes everything or nothing."""
    return run(settings)


@task(task_run_name="report on {settings.warehouse}")
def write_page(settings: RunSettings) -> Path:
    """Write the report; what was published stays published whatever becomes of it."""
    store = Path(settings.warehouse)
    return write_report(store, con=catalogue.bounded(store, settings.memory, settings.workers))


@flow(name="ingest", flow_run_name="ingest {root}")
def ingest(
    root: str = RAW,
    warehouse: str = WAREHOUSE,
    input_name: str | None = None,
    same_input: bool = False,
    workers: int | None = None,
    runner: str | None = None,
    memory: str | None = None,
    fields: dict[str, str] | None = None,
    verify: bool = False,
    prune: Literal["some", "all"] | None = None,
    reprints: bool = True,
    index: bool = False,
    report: bool = True,
) -> Summary:
    """Read a folder of pages and publish the tables; an empty folder is no error.

    `fields` names fields of records, as in `RunSettings`; limits of pages come from the settings. With `index` the
    texts can be searched at once; with `report` the corpus at a glance is written beside `corpus.duckdb` when
    something was published.
    """
    if root == RAW:
        Path(RAW).mkdir(parents=True, exist_ok=True)  # a new checkout has none; other roots must be there
    store = warehouse_folder(warehouse, writing=True)
    count, limits = worker_count(workers, store), page_limits(store)
    name, most = setting("input_name", input_name, store), memory_limit(memory, store)
    named, keep = fields or record_fields((), store), snapshots_kept(store)
    settings = RunSettings(
        root,
        str(store),
        name,
        same_input,
        count,
        most,
        limits,
        named,
        verify=verify,
        keep=keep,
        prune=prune,
        name_pattern=name_pattern(None, store),
        reprints=reprints,
        index=index,
        runner=runner_setting(runner, store),
        thresholds=alarm_thresholds(store),
    )
    try:
        summary = publish(settings)
    except CheckError as error:
        get_run_logger().error("%s", error)
        raise
    if not summary.pages:
        get_run_logger().info("%s holds no pages: nothing to add to the corpus", root)
    for alarm in summary.alarms:
        get_run_logger().warning("alarm: %s", alarm)
    file = store / REPORT
    if report and (summary.published or not file.exists()):
        file = write_page(settings)
        create_link_artifact(key="report", link=file.resolve().as_uri(), description="The corpus at a glance.")
    _report(summary, file)
    return summary


def _report(summary: Summary, file: Path) -> None:
    """Leave the summary as a table and as text in Prefect."""
    numbers = {key: value for key, value in asdict(summary).items() if isinstance(value, int | float)}
    create_table_artifact(key="ingest-summary", table=[{"what": k, "count": v} for k, v in numbers.items()])
    reasons = "\n".join(f"- {reason}: {count:,}" for reason, count in summary.reasons.items()) or "- none"
    where = f"[{file}]({file.resolve().as_uri()})" if file.exists() else "not made"
    alarms = "\n".join(f"- {alarm}" for alarm in summary.alarms) or "- none"
    create_markdown_artifact(
        key="ingest-report",
        markdown=f"# {summary.pages:,} pages, {summary.accepted:,} accepted\n\nNot accepted, by reason:\n\n{reasons}\n"
        f"\nAlarms:\n\n{alarms}\n\nThe corpus at a glance: {where}\n",
    )


if __name__ == "__main__":
    ingest(root=sys.argv[1] if len(sys.argv) > 1 else RAW)
