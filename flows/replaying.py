"""Read pages again: those that are quarantined, or those for which a condition holds."""

from pathlib import Path

import duckdb

from flows import catalogue, warehouse
from flows.sources import SourceError
from flows.summaries import RunSettings, input_name


def replays(store: Path, reason: str | None, input_name: str | None) -> list[RunSettings]:
    """Return the runs that read the quarantined pages again, one for each input that has some.

    Raises `SourceError` if an input was never read here.
    """
    snapshot = warehouse.current_snapshot(store)
    roots: dict[str, str] = warehouse.about(snapshot)["inputs"]
    if input_name is not None and input_name not in roots:
        message = f"input '{input_name}' was never read here; there are {', '.join(roots)}"
        raise SourceError(message)
    with catalogue.open_snapshot(snapshot) as con:
        found = con.execute(
            """
            SELECT input, list(source ORDER BY source)
            FROM parquet.pages AS pages
            JOIN parquet.readings AS r USING (input, source)
            WHERE
                status = 'quarantined'
                AND NOT starts_with(source, r.file || '~') -- a twin by name only: its file has another name
                AND (pages.reason = $reason OR $reason IS NULL)
                AND (input = $input OR $input IS NULL)
            GROUP BY input
            ORDER BY input
            """,
            {"reason": reason, "input": input_name},
        ).fetchall()
    reprints = warehouse.about(snapshot).get("reprints", True)
    return [
        RunSettings(roots[name], str(store), name, only=tuple(sources), reprints=reprints) for name, sources in found
    ]


def select_pages(settings: RunSettings, condition: str, sample: int | None = None) -> tuple[str, ...]:
    """Return the sources of the pages of an input whose reading fulfils an SQL condition, or a `sample` of them.

    Raises `SourceError` if the condition is none, `QueryError` if it does more than ask.
    """
    name = input_name(settings)
    with catalogue.open_snapshot(warehouse.current_snapshot(Path(settings.warehouse))) as con:
        query = f"SELECT source FROM parquet.readings WHERE input = {catalogue.quoted(name)} AND ({condition})"
        query += " ORDER BY source" if sample is None else f" ORDER BY md5(source), source LIMIT {sample}"
        try:
            return tuple(source for (source,) in catalogue.ask(con, query).fetchall())
        except duckdb.Error as error:
            message = f"--reread: {str(error).splitlines()[0]}; it takes a condition on the columns of readings"
            raise SourceError(message) from error
