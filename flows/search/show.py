"""What a person sees of hits and concordance lines."""

import sys
from typing import Any

import duckdb
import pyarrow as pa
from rich.cells import cell_len
from rich.text import Text

from flows.answering import ROWS_IN_BATCH, Target, few, write, write_from
from flows.search.answers import SHOWN
from flows.show import console, plain
from transforms.tables import ARTICLES

_HIT = "bold yellow"
_ROW = pa.schema([*(ARTICLES.schema.field(name) for name in SHOWN), ("score", pa.float64()), ("snippet", pa.string())])


def hits(found: list[dict[str, Any]], count: int, where: Target) -> None:
    """Write hits with the place that answers: on a terminal one below the other, else as rows."""
    if where.style != "table" or where.file:
        flat = [row | {"snippet": "".join(word for word, _ in row["snippet"]).strip()} for row in found]
        write_from(pa.Table.from_pylist(flat, schema=_ROW).to_reader(), where)
        return
    out = console()
    for row in found:
        told = " · ".join(str(row[name]) for name in ("outlet", "published", "byline", "article_id") if row[name])
        out.print(Text(plain(row["headline"] or "–"), style="bold"))
        out.print(Text(plain(told), style="dim"))
        snippet = Text("    ")
        for word, answers in row["snippet"]:
            snippet.append(plain(word), _HIT if answers else "")
        out.print(snippet)
        out.print()
    shown = f", the best {len(found):,}" if len(found) < count else ""
    out.print(f"{count:,} {'article' if count == 1 else 'articles'}{shown}")


def concordance(con: duckdb.DuckDBPyConnection, where: Target) -> None:
    """Write the lines of a result: on a terminal with the phrase in one column, else as rows.

    Raises `QueryError` if they are too many for a terminal.
    """
    if where.style != "table" or where.file:
        write(con, where)
        return
    out = console()
    found = few(con.to_arrow_reader(ROWS_IN_BATCH)).to_pylist()
    lines = [{name: plain(str(v)) if v is not None else "" for name, v in row.items()} for row in found]
    before = max((cell_len(line["left"]) for line in lines), default=0)
    for line in lines:
        told = Text(" " * (before - cell_len(line["left"])) + line["left"] + " ")
        told.append(line["hit"], _HIT)
        told.append(line["right"])
        told.append("  " + " · ".join(filter(None, (line["outlet"], line["published"], line["article_id"]))), "dim")
        out.print(told, no_wrap=sys.stdout.isatty())
    out.print(f"{len(lines):,} {'line' if len(lines) == 1 else 'lines'}")
