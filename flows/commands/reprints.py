"""Reprints: which stories were printed more than once, by whom, and how two printings differ."""

import json
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.commands.app import WarehouseFlag, app
from flows.settings import warehouse_address

Format = Annotated[Literal["table", "csv", "json"], Parameter(name="--format")]
USUAL_TOP = 20


@app.command
def reprints(
    article: str | None = None,
    *,
    top: int = USUAL_TOP,
    format_: Format = "table",
    as_of: int | None = None,
    warehouse: WarehouseFlag = None,
) -> int:
    """List the stories printed most often, or all printings of one.

    Args:
        article: The id of an article, or a page it stands on: all printings of its story, the first one first.
        top: So many stories, those printed most often first.
        format_: How rows are printed.
        as_of: Ask an earlier snapshot, by its number in `broadsheet history`.
    """
    from flows import catalogue, show
    from flows.collating import find_printing
    from flows.opening import open_warehouse
    from flows.sql_files import sql_files

    queries = sql_files("queries")
    with open_warehouse(warehouse_address(warehouse), as_of) as con:
        if article is None:
            found = con.sql(queries["most_reprinted_stories"]).limit(top).to_arrow_table()
            nothing = "No story was printed twice."
        else:
            printing = find_printing(con, article)
            con.execute(f"SET VARIABLE article = {catalogue.quoted(printing.article_id)}")
            found = con.execute(queries["copies_of_a_story"]).to_arrow_table()
            nothing = f"{printing.article_id}: no other newspaper of the corpus printed this story."
    if len(found) or format_ != "table":
        show.rows(found, format_)
    else:
        print(nothing)
    return 0


@app.command
def compare(
    first: str,
    second: str,
    *,
    json_: Annotated[bool, Parameter(name="--json")] = False,
    as_of: int | None = None,
    warehouse: WarehouseFlag = None,
) -> int:
    """Show two printings of a story as one text: what both have, what only the first, what only the second.

    Args:
        first: The id of an article, or a page it stands on.
        second: The same of the other.
        json_: As JSON: runs of words, each with its kind.
        as_of: Ask an earlier snapshot, by its number in `broadsheet history`.
    """
    from flows import show_collation
    from flows.collating import collate, find_printing
    from flows.opening import open_warehouse

    with open_warehouse(warehouse_address(warehouse), as_of) as con:
        printings = [find_printing(con, asked) for asked in (first, second)]
    runs = list(collate(*(printing.body for printing in printings)))
    if json_:
        print(json.dumps([run._asdict() for run in runs], ensure_ascii=False, indent=1))
    else:
        show_collation.collation(printings, runs)
    return 0
