"""What a person sees of the named queries, tables and views."""

from flows import show
from flows.catalogue import QueryError
from flows.describing import columns_of, described, described_macros, overview
from flows.named_queries import named_queries
from flows.styles import Style


def queries() -> None:
    """Print each named query with what it asks, and what can be set."""
    for found in named_queries().values():
        print(f"{found.name}\n    {found.question}")
        for variable in found.variables:
            print(f"    --set {variable.name}={variable.example}  {variable.about}")


def schema(table: str | None, style: Style) -> None:
    """Print the tables, views and macros that give rows, or the columns of one.

    Raises `QueryError` if there is none of this name.
    """
    found = described() | described_macros()
    if table is None:
        show.rows(overview(found), style)
        return
    if table not in found:
        message = f"no table, view or macro '{table}'; there are {', '.join(found)}"
        raise QueryError(message)
    chosen = found[table]
    if style == "table":
        key = f" Key: {', '.join(chosen.key)}." if chosen.key else ""
        print(f"{chosen.name} ({chosen.kind}): {chosen.about}{key}")
    show.rows(columns_of(chosen), style)
