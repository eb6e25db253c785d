"""The command line: each command is thin, and imports what it needs only when it runs."""

import json
import os
import sys
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

from flows.settings import (
    SettingError,
    memory_limit,
    name_pattern,
    page_limits,
    record_fields,
    setting,
    snapshots_kept,
    warehouse_folder,
    worker_count,
)

if TYPE_CHECKING:
    from flows.summaries import RunSettings

app = App(
    name="broadsheet",
    help="""Turn scraped pages of print-edition newspapers into a clean corpus that you query with SQL.

    broadsheet ingest data/raw            read a folder of pages
    broadsheet read page.txt              explain one page, line by line
    broadsheet sql "SELECT outlet, count(*) FROM articles GROUP BY ALL"
    """,
    version=lambda: version("broadsheet"),
    version_flags=["--version"],
    help_format="plaintext",
    result_action="return_value",
)
outlets = App(name="outlets", help="Newspapers: what the registry does not know.", help_format="plaintext")
app.command(outlets)
_ALONE = {"--prune": "--prune=some", "--reread": "--reread=all"}  # flags that may have a value
WarehouseFlag = Annotated[str | None, Parameter(name="--warehouse", help="Folder of the tables.")]


@app.command
def ingest(
    path: str | None = None,
    *,
    warehouse: WarehouseFlag = None,
    workers: int | None = None,
    input_name: str | None = None,
    same_input: bool = False,
    field: Annotated[tuple[str, ...], Parameter(name="--field", negative=())] = (),
    verify: bool = False,
    prune: Literal["some", "all"] | None = None,
    reread: str | None = None,
    strict: bool = False,
    flow: bool = False,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> int:
    """Read a folder of pages and publish the tables.

    Parameters
    ----------
    path: Folder of scraped pages and archives, one archive, or an address (`s3://…`); without it the sample pages.
    workers: Processes that read; default: one for each core.
    input_name: Name of the input; default: the folder's name.
    same_input: The input has moved: take its name over from another folder.
    field: Field of JSONL or Parquet records, e.g. `--field html=content`; text, html, url, fetched_at.
    verify: Read every file, also those that look as they did when they were read before.
    prune: Drop the pages whose file is not there any more; more than a fifth of the input only with `--prune=all`.
    reread: Read pages again with the rules of today: all, or with `--reread="outlet_id = 'the-province'"` those for
        which a condition on `readings` holds, e.g. on layout, published, rules, flags.
    strict: Exit with 3 if a page was quarantined.
    flow: Run as a tracked Prefect flow.
    json_: Print the summary as JSON.
    """
    from flows.summaries import RunSettings

    store = warehouse_folder(warehouse)
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
    )
    if reread and reread != "all":
        from flows.replaying import select_pages

        settings = replace(settings, only=select_pages(settings, reread))
    return _run(settings, strict=strict, flow=flow, as_json=json_)


def _run(settings: "RunSettings", *, strict: bool, flow: bool, as_json: bool) -> int:
    """Run, tracked by Prefect if asked, and print the summary."""
    from flows import show
    from flows.running import run

    if flow or os.environ.get("PREFECT_API_URL"):
        from flows.ingest import ingest as tracked

        known = ("root", "warehouse", "input_name", "same_input", "workers", "memory", "fields", "verify", "prune")
        summary = tracked(**{name: getattr(settings, name) for name in known})
    else:
        with show.progress(settings.root) as advance:
            summary = run(settings, advance)
    print(json.dumps(asdict(summary), indent=1)) if as_json else show.summary(summary)
    return 3 if strict and summary.quarantined else 0


def _samples() -> Path:
    samples = Path(__file__).parent.parent / "data" / "samples"
    if not samples.is_dir():
        message = "PATH is missing: name a folder of scraped pages (the sample pages are only in a checkout)"
        raise SettingError(message)
    return samples


@app.command
def read(file: str, *, url: str | None = None) -> int:
    """Explain one page: each line with its role and rule, then the fields.

    Parameters
    ----------
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
def quarantine(*, reason: str | None = None, examples: int = 3, warehouse: WarehouseFlag = None) -> int:
    """List the pages that were set aside: how many for each reason, with examples.

    Parameters
    ----------
    reason: Only this reason.
    examples: How many pages of each reason are shown.
    """
    from flows import catalogue, show
    from flows.warehouse import current_snapshot

    with catalogue.open_snapshot(current_snapshot(warehouse_folder(warehouse))) as con:
        show.quarantine(catalogue.quarantined(con, reason, examples), reason)
    return 0


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

    Parameters
    ----------
    reason: Only pages with this reason.
    input_name: Only pages of this input; default: every input that has some.
    workers: Processes that read; default: one for each core.
    field: Field of JSONL or Parquet records, e.g. `--field html=content`.
    json_: Print the summary of each input as JSON.
    """
    from flows.replaying import replays

    store = warehouse_folder(warehouse)
    runs = replays(store, reason, input_name)
    if not runs:
        said = "Nothing to read again: no page is quarantined" + (f" for '{reason}'." if reason else ".")
        print(said, file=sys.stderr if json_ else sys.stdout)
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
        _run(again, strict=False, flow=False, as_json=json_)
    return 0


@app.command
def sql(
    query: str | None = None,
    *,
    file: Annotated[str | None, Parameter(name=["--file", "-f"])] = None,
    set_: Annotated[tuple[str, ...], Parameter(name="--set", negative=())] = (),
    format_: Annotated[Literal["table", "csv", "json"], Parameter(name="--format")] = "table",
    as_of: int | None = None,
    warehouse: WarehouseFlag = None,
) -> int:
    """Ask the corpus; nothing can be written.

    Parameters
    ----------
    query: A statement, or the name of a query of `sql/queries`, e.g. `removed_by_rule`.
    file: A file with the statement, or the name of a query.
    set_: A variable of a named query, e.g. `--set page=2019/p05.txt`.
    format_: How rows are printed.
    as_of: Ask an earlier snapshot, by its number in `broadsheet history`.
    """
    from flows import catalogue, show, sql_files
    from flows.snapshots import find_snapshot

    asked = file or query
    if asked is None:
        message = 'nothing asked: broadsheet sql "SELECT …", or the name of a query: ' + ", ".join(
            sql_files.sql_files("queries")
        )
        raise SettingError(message)
    text = sql_files.sql_files("queries").get(asked.strip()) or (Path(file).read_text("utf-8") if file else asked)
    with catalogue.open_snapshot(find_snapshot(warehouse_folder(warehouse), as_of)) as con:
        for pair in set_:
            name, _, value = pair.partition("=")
            if not name.isidentifier():
                message = f"--set {pair}: write it as name=value"
                raise SettingError(message)
            con.execute(f"SET VARIABLE {name} = {catalogue.quoted(value)}")
        show.rows(catalogue.ask(con, text).to_arrow_table(), format_)
    return 0


@app.command
def check(*, warehouse: WarehouseFlag = None) -> int:
    """Run all checks of `sql/checks` on the corpus; exit 1 if one finds a bad row."""
    from flows import catalogue, sql_files
    from flows.warehouse import current_snapshot

    with catalogue.open_snapshot(current_snapshot(warehouse_folder(warehouse))) as con:
        failures = catalogue.failed_checks(con)
    for name in sql_files.sql_files("checks"):
        print(f"{'FAILED' if name in failures else 'ok    '} {name}")
        for row in failures.get(name, []):
            print(f"       {row}")
    return 1 if failures else 0


@outlets.command
def unknown(*, warehouse: WarehouseFlag = None) -> int:
    """Propose a line of `data/registry/outlets.toml` for each newspaper that the registry does not know.

    A line behind `#` has to be completed by hand: its country is not sure, or another paper has the name.
    """
    from flows import catalogue
    from flows.proposing import propose_entries
    from flows.warehouse import current_snapshot

    with catalogue.open_snapshot(current_snapshot(warehouse_folder(warehouse))) as con:
        print("\n".join(propose_entries(con)) or "The registry knows every newspaper of the corpus.")
    return 0


@app.command
def compact(*, workers: int | None = None, warehouse: WarehouseFlag = None) -> int:
    """Write the many small parts that runs have added as few large ones; readers notice nothing.

    Parameters
    ----------
    workers: Threads of the database; default: one for each core.
    """
    from flows.compacting import compact as write_anew
    from flows.summaries import RunSettings

    store = warehouse_folder(warehouse)
    count, memory = worker_count(workers, store), memory_limit(None, store)
    settings = RunSettings("", str(store), workers=count, memory=memory, keep=snapshots_kept(store))
    print("The parts were written anew." if write_anew(settings) else "The parts are as large as they can be.")
    return 0


@app.command
def history(*, warehouse: WarehouseFlag = None) -> int:
    """List the kept snapshots: each can be asked with `sql --as-of N` and gone back to with `rollback N`."""
    import pyarrow as pa

    from flows import show, snapshots

    show.rows(pa.Table.from_pylist(snapshots.history(warehouse_folder(warehouse))), "table")
    return 0


@app.command
def rollback(number: int, *, warehouse: WarehouseFlag = None) -> int:
    """Make an earlier snapshot the current one; what was added later is read again by the next ingest.

    Parameters
    ----------
    number: Its number in `broadsheet history`.
    """
    from flows import snapshots
    from flows.warehouse import only_writer

    store = warehouse_folder(warehouse)
    snapshots.find_snapshot(store, number)
    with only_writer(store):
        snapshots.roll_back(store, number)
    print(f"Snapshot {number} is current.")
    return 0


@app.command
def relink(*, warehouse: WarehouseFlag = None) -> int:
    """Let `corpus.duckdb` and `views.sql` name the place where the warehouse lies now, after it was moved."""
    from flows import snapshots
    from flows.warehouse import current_snapshot, only_writer

    store = warehouse_folder(warehouse)
    current_snapshot(store)
    with only_writer(store):
        print(f"{snapshots.relink(store)} snapshots name {store.resolve()}.")
    return 0


def main() -> None:
    """Run the command line; an error is one clear line and a non-zero exit."""
    sys.exit(_guarded(sys.argv[1:]))


def _guarded(arguments: list[str]) -> int:
    if sys.stdout is None:  # the caller closed it: `>&-`
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open as long as the process)
    try:
        arguments = [_ALONE.get(argument, argument) for argument in arguments]
        result: Any = app(arguments, exit_on_error=False, print_error=False)
    except KeyboardInterrupt:
        print("broadsheet: stopped; nothing was published", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        # Whatever goes wrong, people get one line; BROADSHEET_TRACEBACK=1 shows the rest.
        if os.environ.get("BROADSHEET_TRACEBACK"):
            raise
        print(f"broadsheet: {_one_line(error)}", file=sys.stderr)
        return 2
    return result if isinstance(result, int) else 0


def _one_line(error: Exception) -> str:
    from transforms.splitting import escape_controls, has_controls

    text = " ".join(str(error).split()) or type(error).__name__
    text = escape_controls(text) if has_controls(text) else text
    ours = type(error).__module__.startswith(("flows", "transforms", "cyclopts"))
    return text if ours else f"{type(error).__name__}: {text}"


if __name__ == "__main__":
    main()
