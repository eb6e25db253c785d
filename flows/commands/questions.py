"""Questions: to one page, to the corpus, and whether it holds together."""

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from flows.commands.app import WarehouseFlag, app
from flows.settings import (
    alarm_thresholds,
    name_pattern,
    page_limits,
    record_fields,
    warehouse_address,
    warehouse_folder,
    worker_count,
)

outlets = App(name="outlets", help="Newspapers: what the registry does not know.", help_format="plaintext")
app.command(outlets)


@app.command
def read(file: str, *, url: str | None = None) -> int:
    """Explain one page: each line with its role and rule, then the fields.

    Args:
        file: A page, or one inside a container: `may.zip!a/b.html`, `dump.jsonl#17`.
        url: Its address, if the manifest beside the page does not name it.
    """
    from flows import show
    from flows.explaining import explain

    here = Path()
    for found in explain(file, url, page_limits(here), record_fields((), here), name_pattern(None, here)):
        show.explained(found)
    return 0


@app.command
def explain(
    page: str,
    *,
    as_of: int | None = None,
    json_: Annotated[bool, Parameter(name="--json")] = False,
    warehouse: WarehouseFlag = None,
) -> int:
    """Show all that the corpus knows of a page or article: fields with evidence, people, each line with its rule.

    Args:
        page: Its source, its page_id, or the id of its article.
        as_of: Ask an earlier snapshot, by its number in `broadsheet history`.
        json_: As JSON.
    """
    from flows import inspecting, show
    from flows.opening import open_warehouse

    with open_warehouse(warehouse_address(warehouse), as_of) as con:
        found = inspecting.describe(con, page)
    if json_:
        print(json.dumps(found, default=str, ensure_ascii=False, indent=1))
    else:
        show.described(found)
    return 0


@app.command
def raw(page: str, *, as_of: int | None = None, warehouse: WarehouseFlag = None) -> int:
    """Print the decoded text of a page exactly as it was read, rebuilt from its lines.

    Args:
        page: Its source, its page_id, or the id of its article.
        as_of: Ask an earlier snapshot, by its number in `broadsheet history`.
    """
    from flows import inspecting
    from flows.opening import open_warehouse

    with open_warehouse(warehouse_address(warehouse), as_of) as con:
        text = inspecting.raw_text(con, page)
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.flush()
    return 0


@app.command
def quarantine(*, reason: str | None = None, examples: int = 3, warehouse: WarehouseFlag = None) -> int:
    """List the pages that were set aside: how many for each reason, with examples.

    Args:
        reason: Only this reason.
        examples: How many pages of each reason are shown.
    """
    from flows import catalogue, show
    from flows.opening import open_warehouse

    with open_warehouse(warehouse_address(warehouse)) as con:
        show.quarantine(catalogue.quarantined(con, reason, examples), reason)
    return 0


@outlets.command
def unknown(*, warehouse: WarehouseFlag = None) -> int:
    """Propose a line of `data/registry/outlets.toml` for each newspaper that the registry does not know.

    A line behind `#` has to be completed by hand: its country is not sure, or another paper has the name.
    """
    from flows.opening import open_warehouse
    from flows.proposing import propose_entries

    with open_warehouse(warehouse_address(warehouse)) as con:
        print("\n".join(propose_entries(con)) or "The registry knows every newspaper of the corpus.")
    return 0


@app.command
def check(*, warehouse: WarehouseFlag = None) -> int:
    """Hash every part, and run all checks of `sql/checks` on the corpus; exit 1 if one finds something bad."""
    from flows import catalogue, sql_files
    from flows.snapshots import find_faults
    from flows.warehouse import current_snapshot

    current = current_snapshot(warehouse_folder(warehouse))
    faults = find_faults(current, verify=True)
    print("FAILED files" if faults else "ok     files")
    for fault in faults:
        print(f"       {current.name}/{fault.file} ({fault.what})")
    if faults:  # their rows tell nothing
        return 1
    with catalogue.open_snapshot(current) as con:
        failures = catalogue.failed_checks(con)
    for name in sql_files.sql_files("checks"):
        print(f"{'FAILED' if name in failures else 'ok    '} {name}")
        for row in failures.get(name, []):
            print(f"       {row}")
    return 1 if failures else 0


@app.command
def alarms(
    *,
    fail: Annotated[bool, Parameter(name="--fail", negative=())] = False,
    format_: Annotated[Literal["table", "csv", "json"], Parameter(name="--format")] = "table",
    warehouse: WarehouseFlag = None,
) -> int:
    """Show what has jumped in the newest run of each input: reasons, layouts, rules, fields; `sql/alarms`.

    Args:
        fail: Exit with 1 if there is an alarm, for a scheduler.
        format_: How rows are printed.
    """
    from flows import show
    from flows.alarms import find_alarms
    from flows.warehouse import current_snapshot

    store = warehouse_folder(warehouse)
    found = find_alarms(current_snapshot(store), alarm_thresholds(store))
    show.alarms(found, format_)
    return 1 if fail and found else 0


@app.command
def report(*, output: str | None = None, warehouse: WarehouseFlag = None) -> int:
    """Write the corpus at a glance as one HTML page, which loads nothing from anywhere.

    Args:
        output: The file; default: `report.html` in the warehouse's folder.
    """
    from flows.report import bounded, write_report

    store = warehouse_folder(warehouse)
    print(write_report(store, Path(output) if output else None, bounded(store, worker_count(None, store))))
    return 0
