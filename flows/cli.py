"""The command line: each command is thin, and imports what it needs only when it runs."""

import json
import os
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from flows.settings import DEFAULT_MEMORY, SettingError, setting, warehouse_folder, worker_count

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
WarehouseFlag = Annotated[str | None, Parameter(name="--warehouse", help="Folder of the tables.")]


@app.command
def ingest(
    path: str | None = None,
    *,
    warehouse: WarehouseFlag = None,
    workers: int | None = None,
    input_name: str | None = None,
    same_input: bool = False,
    strict: bool = False,
    flow: bool = False,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> int:
    """Read a folder of pages and publish the tables.

    Parameters
    ----------
    path: Folder of scraped pages; without it the sample pages of the checkout.
    workers: Processes that read; default: one for each core.
    input_name: Name of the input; default: the folder's name.
    same_input: The input has moved: take its name over from another folder.
    strict: Exit with 3 if a page was quarantined.
    flow: Run as a tracked Prefect flow.
    json_: Print the summary as JSON.
    """
    from flows import show
    from flows.running import RunSettings, run

    store = warehouse_folder(warehouse)
    settings = RunSettings(
        path or str(_samples()),
        str(store),
        setting("input_name", input_name, store),
        same_input,
        worker_count(workers, store),
        setting("memory", None, store) or DEFAULT_MEMORY,
    )
    if flow or os.environ.get("PREFECT_API_URL"):
        from flows.ingest import ingest as tracked

        summary = tracked(**asdict(settings))
    else:
        with show.progress() as advance:
            summary = run(settings, advance)
    print(json.dumps(asdict(summary), indent=1)) if json_ else show.summary(summary)
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
    file: A text page.
    url: Its address, if the manifest beside the page does not name it.
    """
    from flows import show
    from flows.sources import read_manifest
    from transforms import clean
    from transforms.decoding import decode

    page_file = Path(file)
    decoded = decode(page_file.read_bytes())
    if decoded.text is None:
        print(f"quarantined: {decoded.reason}: {decoded.detail}")
        return 0
    known = read_manifest(page_file.parent).get(page_file.name, (None, None))[0]
    show.page(clean(decoded.text, url or known, page_file.name))
    return 0


@app.command
def sql(
    query: str | None = None,
    *,
    file: Annotated[str | None, Parameter(name=["--file", "-f"])] = None,
    set_: Annotated[tuple[str, ...], Parameter(name="--set", negative=())] = (),
    format_: Annotated[Literal["table", "csv", "json"], Parameter(name="--format")] = "table",
    warehouse: WarehouseFlag = None,
) -> int:
    """Ask the corpus; nothing can be written.

    Parameters
    ----------
    query: A statement, or the name of a query of `sql/queries`, e.g. `removed_by_rule`.
    file: A file with the statement, or the name of a query.
    set_: A variable of a named query, e.g. `--set page=2019/p05.txt`.
    format_: How rows are printed.
    """
    from flows import catalogue, show, sql_files
    from flows.warehouse import current_snapshot

    asked = file or query
    if asked is None:
        message = 'nothing asked: broadsheet sql "SELECT …", or the name of a query: ' + ", ".join(
            sql_files.sql_files("queries")
        )
        raise SettingError(message)
    text = sql_files.sql_files("queries").get(asked.strip()) or (Path(file).read_text("utf-8") if file else asked)
    with catalogue.open_snapshot(current_snapshot(warehouse_folder(warehouse))) as con:
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


def main() -> None:
    """Run the command line; an error is one clear line and a non-zero exit."""
    sys.exit(_guarded(sys.argv[1:]))


def _guarded(arguments: list[str]) -> int:
    try:
        result: Any = app(arguments)
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
    text = " ".join(str(error).split()) or type(error).__name__
    return text if type(error).__module__.startswith(("flows", "transforms")) else f"{type(error).__name__}: {text}"


if __name__ == "__main__":
    main()
