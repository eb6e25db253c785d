"""The corpus from Python: relations that DuckDB answers when they are asked for their rows.

    from flows.corpus import open_corpus

    with open_corpus("data/warehouse") as corpus:
        months = corpus.query("articles_by_outlet_and_month").pl()        # polars
        fog = corpus.articles("body ILIKE '%fog%'").select("outlet, published, headline").df()   # pandas
        rows = corpus.sql("SELECT outlet, count(*) AS n FROM articles GROUP BY ALL").to_arrow_table()

A relation can be narrowed further (`filter`, `order`, `limit`, `aggregate`) before it is fetched, as rows
(`fetchall`), Arrow (`to_arrow_table`, `to_arrow_reader`), polars (`pl`) or pandas (`df`), and lives as long as its
corpus is open. `examples/coverage.py` shows more. Whatever is published meanwhile, one corpus is one state.
"""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from flows.catalogue import QueryError, quoted, read_statements
from flows.inspecting import find_page
from flows.named_queries import check_variables, named_queries
from flows.opening import open_warehouse
from flows.settings import warehouse_address


class Corpus:
    """One snapshot, only read; `close` it, or use it in a `with`."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        """Ask this connection."""
        self._con = con

    def sql(self, query: str, **values: Any) -> duckdb.DuckDBPyRelation:
        """Return what a SELECT asks for; `$name` in it stands for a value given by name.

        Raises `QueryError` for anything but one SELECT.
        """
        statements = read_statements(self._con, query)
        if [statement.type.name for statement in statements] != ["SELECT"]:
            message = "one SELECT is asked at a time"
            raise QueryError(message)
        return self._con.sql(query, params=values or None)

    def query(self, name: str, **variables: Any) -> duckdb.DuckDBPyRelation:
        """Return what a named query asks for (`broadsheet queries`), with its variables.

        Raises `QueryError` if there is no such query, or it has no such variable.
        """
        found = named_queries().get(name)
        if found is None:
            message = f"no query '{name}'; there are {', '.join(named_queries())}"
            raise QueryError(message)
        check_variables(found, variables)
        for variable in found.variables:
            self._con.execute(f"SET VARIABLE {variable.name} = $value", {"value": variables.get(variable.name)})
        # Variables are looked up when rows are fetched: with the answer kept, the next question cannot change it.
        return self._con.sql(found.text).execute()

    def articles(self, where: str | None = None) -> duckdb.DuckDBPyRelation:
        """Return the articles, each with its `authors` and `others` as lists; `where` is a condition on them."""
        found = self.sql("""
            SELECT articles.*, coalesce(authors, []) AS authors, coalesce(others, []) AS others
            FROM articles
            LEFT JOIN article_authors USING (article_id)
        """)
        return found.filter(where) if where else found

    def article(self, article_id: str) -> dict[str, Any]:
        """Return one article with its authors, by its id or one that it had.

        Raises `KeyError` if there is none.
        """
        asked = quoted(article_id)
        found = self.articles(f"article_id = {asked} OR list_contains(former_ids, {asked})").limit(1)
        rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist(maps_as_pydicts="lossy")
        if not rows:
            raise KeyError(article_id)
        return rows[0]

    def lines(self, page: str) -> duckdb.DuckDBPyRelation:
        """Return the lines of a page, kept or not, by its source, its page_id or the id of its article.

        Raises `SourceError` if there is none, or several.
        """
        page_id = find_page(self._con, page)
        return self.sql(f"SELECT * FROM lines WHERE page_id = {quoted(page_id)} ORDER BY line")

    def close(self) -> None:
        """Close it; relations that were not fetched are gone."""
        self._con.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


def open_corpus(warehouse: str | Path | None = None, as_of: int | None = None) -> Corpus:
    """Open the current snapshot of a warehouse, or an earlier one by its number in `broadsheet history`.

    It is a folder, or an address (`s3://…`); without one that of BROADSHEET_WAREHOUSE, else `data/warehouse`.

    Raises `WarehouseError` if there is none.
    """
    return Corpus(open_warehouse(warehouse_address(str(warehouse) if warehouse else None), as_of))
