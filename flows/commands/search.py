"""Search and concordance: where the corpus says something."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.commands.app import WarehouseFlag, app
from flows.settings import SettingError, warehouse_address, warehouse_folder
from flows.styles import Style

Format = Annotated[Style | None, Parameter(name="--format")]
Output = Annotated[str | None, Parameter(name=["--output", "-o"])]
Exact = Annotated[bool, Parameter(name="--exact", negative=())]
Several = Annotated[tuple[str, ...], Parameter(negative=())]
USUAL_LIMIT = 20
USUAL_WIDTH = 8


@app.command
def search(
    query: str,
    *,
    outlet: Several = (),
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    to: str | None = None,
    country: Several = (),
    author: Several = (),
    language: Several = (),
    agency: Several = (),
    stem: str | None = None,
    limit: int = USUAL_LIMIT,
    format_: Format = None,
    output: Output = None,
    exact: Exact = False,
    as_of: int | None = None,
    warehouse: WarehouseFlag = None,
) -> int:
    """Find articles by the words of headline, standfirst and body; the best first.

    Words are all of them; "…" is a phrase, "…"~5 words with at most five others between, minist* a beginning; also OR,
    NOT or -, parentheses. Case, accents, quotes, apostrophes and hyphens do not matter.

    Args:
        query: What is looked for, e.g. '"coup plotters" (army OR police) -football'.
        outlet: Only this newspaper, by name or outlet_id; may be given again, as may the others.
        from_: Only editions from this day, month or year on.
        to: Only editions up to this day, month or year.
        country: Only newspapers of this country.
        author: Only articles of this person.
        language: Only texts in this language.
        agency: Only texts of this agency.
        stem: Find the other forms of words too, by the rules of this language, e.g. en.
        limit: So many hits.
        format_: How hits are written; without it as the name of the file says, else one below the other.
        output: A file to write them to.
        exact: Texts of CSV as they are; without it one that a spreadsheet would take for a formula gets an apostrophe.
        as_of: Ask an earlier snapshot, by its number in `broadsheet history`.
    """
    from flows import answering, catalogue, snapshots
    from flows.search import answers, show
    from flows.search.finding import Search
    from flows.search.queries import parse

    if limit < 1:
        message = f"--limit {limit}: at least 1 is needed"
        raise SettingError(message)
    store = warehouse_folder(warehouse)
    where = answering.target(format_, output, store, exact=exact)
    snapshot = snapshots.find_snapshot(store, as_of)
    filters = answers.Filters(outlet, from_, to, country, author, language, agency)
    with catalogue.open_snapshot(snapshot) as con:
        asked = parse(query, lambda text: str((con.execute("SELECT folded(?)", [text]).fetchone() or ("",))[0]))
        answers.refuse_unknown_outlets(con, outlet)
        if as_of is None and not snapshots.about(snapshot).get("index"):
            _make_index(store)
        opened = Search(con, snapshot, snapshots.whole_indexes(snapshot), answers.stemmer(stem) if stem else None)
        rows, count = answers.answer(opened, asked, filters, limit)
    show.hits(rows, count, where)
    return 0


def _make_index(store: Path) -> None:
    """Make the index that no run has made; where another run is writing, or nothing can be written, texts are read.

    So they are in a copy of a bucket, which is the bucket's state and no other.
    """
    from flows import snapshots, warehouse

    if (store / warehouse.ORIGIN).exists():
        return
    with suppress(warehouse.WarehouseError, OSError), warehouse.only_writer(store):
        print("making the index, once …", file=sys.stderr)
        snapshots.complete_indexes(warehouse.current_snapshot(store))


@app.command
def kwic(
    phrase: str,
    *,
    width: Annotated[int, Parameter(name=["--width", "-w"])] = USUAL_WIDTH,
    sort: Literal["left", "right", "date"] = "date",
    format_: Format = None,
    output: Output = None,
    exact: Exact = False,
    as_of: int | None = None,
    warehouse: WarehouseFlag = None,
) -> int:
    """Show every printing of a phrase in a body with the words about it: a concordance, in SQL the macro `kwic`.

    Args:
        phrase: Words in their order; case, accents, quotes, apostrophes and hyphens do not matter.
        width: So many words before and after it.
        sort: By the words before it, from the last one on, by those after it, or by date.
        format_: How lines are written; without it as the name of the file says, else with the phrase in one column.
        output: A file to write them to.
        exact: Texts of CSV as they are; without it one that a spreadsheet would take for a formula gets an apostrophe.
        as_of: Ask an earlier snapshot, by its number in `broadsheet history`.
    """
    from flows import answering, catalogue
    from flows.opening import open_warehouse
    from flows.search import show

    if width < 0:
        message = f"--width {width}: at least 0 is needed"
        raise SettingError(message)
    order = {
        "left": 'list_reverse(string_split(folded("left"), \' \')), folded("right")',
        "right": 'folded("right"), list_reverse(string_split(folded("left"), \' \'))',
        "date": "published",
    }[sort]
    address = warehouse_address(warehouse)
    where = answering.target(format_, output, Path(address), exact=exact)
    with open_warehouse(address, as_of) as con:
        if con.execute("SELECT folded(?)", [phrase]).fetchone() == ("",):
            message = "nothing to look for: name a word"
            raise SettingError(message)
        asked = f"FROM kwic({catalogue.quoted(phrase)}, {width}) ORDER BY {order}, published, article_id, words_before"
        show.concordance(con.execute(asked), where)
    return 0
