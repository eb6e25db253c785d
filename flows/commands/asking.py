"""Ad-hoc questions in SQL: the statement, the shell, the named queries, and what the tables hold."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.commands.app import WarehouseFlag, app
from flows.settings import warehouse_address
from flows.styles import Style


@app.command
def sql(
    query: str | None = None,
    *,
    file: Annotated[str | None, Parameter(name=["--file", "-f"])] = None,
    set_: Annotated[tuple[str, ...], Parameter(name="--set", negative=())] = (),
    format_: Annotated[Style | None, Parameter(name="--format")] = None,
    output: Annotated[str | None, Parameter(name=["--output", "-o"])] = None,
    exact: Annotated[bool, Parameter(name="--exact", negative=())] = False,
    as_of: int | None = None,
    warehouse: WarehouseFlag = None,
) -> int:
    """Ask the corpus; nothing can be written. Without a query: a shell on a terminal, else the statements of stdin.

    Args:
        query: A statement, or the name of a query (`broadsheet queries`), e.g. `removed_by_rule`.
        file: A file with the statement, or the name of a query.
        set_: A variable of a named query, e.g. `--set page=2019/p05.txt`.
        format_: How rows are written; without it as the name of the file says, else as a table.
        output: A file to write them to.
        exact: Texts of CSV as they are; without it one that a spreadsheet would take for a formula gets an apostrophe.
        as_of: Ask an earlier snapshot, by its number in `broadsheet history`.
    """
    from flows import answering, catalogue
    from flows.named_queries import check_variables, named_queries
    from flows.opening import open_warehouse

    asked = file or query
    address = warehouse_address(warehouse)
    target = answering.target(format_, output, Path(address), exact=exact)
    with open_warehouse(address, as_of) as con:
        catalogue.set_variables(con, set_)
        if asked is None and sys.stdin.isatty() and output is None:
            from flows import shell

            return shell.run(con, target)
        if asked is None:
            answering.answer_all(con, sys.stdin.read(), target)
        elif named := named_queries().get(asked.strip()):
            check_variables(named, (pair.partition("=")[0] for pair in set_))
            answering.answer(con, named.text, target)
        else:
            answering.answer(con, Path(file).read_text("utf-8") if file else asked, target)
    return 0


@app.command
def queries() -> int:
    """List the named queries: what each asks, and what can be set with `sql NAME --set name=value`."""
    from flows import show_schema

    show_schema.queries()
    return 0


@app.command
def schema(table: str | None = None, *, format_: Annotated[Style, Parameter(name="--format")] = "table") -> int:
    """Describe the tables, views and macros, or the columns of one; no corpus is needed.

    Args:
        table: A table, view or macro.
        format_: How rows are printed.
    """
    from flows import show_schema

    show_schema.schema(table, format_)
    return 0
