"""What a person sees of hits and concordance lines."""

import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
from rich.cells import cell_len
from rich.text import Text

from flows.show import console, plain, rows

_HIT = "bold yellow"


def hits(found: list[dict[str, Any]], count: int, style: str) -> None:
    """Print hits with the place that answers."""
    if style != "table":
        flat = [row | {"snippet": "".join(word for word, _ in row["snippet"]).strip()} for row in found]
        rows(pa.Table.from_pylist(flat), style)
        return
    out = console()
    for row in found:
        where = " · ".join(str(row[name]) for name in ("outlet", "published", "byline", "article_id") if row[name])
        out.print(Text(plain(row["headline"] or "–"), style="bold"))
        out.print(Text(plain(where), style="dim"))
        snippet = Text("    ")
        for word, answers in row["snippet"]:
            snippet.append(plain(word), _HIT if answers else "")
        out.print(snippet)
        out.print()
    shown = f", the best {len(found):,}" if len(found) < count else ""
    out.print(f"{count:,} {'article' if count == 1 else 'articles'}{shown}")


def concordance(found: pa.Table, style: str) -> None:
    """Print lines with the phrase in one column."""
    if style != "table":
        rows(found, style)
        return
    out = console()
    lines = [{name: plain(str(v)) if v is not None else "" for name, v in row.items()} for row in found.to_pylist()]
    before = max((cell_len(line["left"]) for line in lines), default=0)
    for line in lines:
        told = Text(" " * (before - cell_len(line["left"])) + line["left"] + " ")
        told.append(line["hit"], _HIT)
        told.append(line["right"])
        told.append("  " + " · ".join(filter(None, (line["outlet"], line["published"], line["article_id"]))), "dim")
        out.print(told, no_wrap=sys.stdout.isatty())
    out.print(f"{len(lines):,} {'line' if len(lines) == 1 else 'lines'}")


def save(found: pa.Table, file: Path) -> None:
    """Write lines as CSV or Parquet."""
    if file.suffix == ".csv":
        from pyarrow.csv import write_csv  # noqa: PLC0415

        write_csv(found, file)
    else:
        from pyarrow.parquet import write_table  # noqa: PLC0415

        write_table(found, file)
