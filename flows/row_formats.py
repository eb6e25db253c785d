"""Rows as CSV, JSON, JSON lines, Markdown and Parquet, written as they come: memory stays flat."""

import html
import json
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from flows.spreadsheets import plain_values, printable, safe_batch
from flows.styles import Style

_C1 = re.compile(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # JSON lets them stand, a terminal obeys them
_MARKDOWN = re.compile(r"[\\`*\[\]|]")


def write_rows(rows: pa.RecordBatchReader, style: Style, out: BinaryIO, *, exact: bool = False) -> None:
    """Write rows; `exact` leaves texts of CSV as they are, also where a spreadsheet would take one for a formula."""
    if style == "parquet":
        with pq.ParquetWriter(out, rows.schema, compression="zstd") as parquet:
            for batch in rows:
                parquet.write_batch(batch)
    elif style == "csv":
        _write_csv(rows, out, exact=exact)
    else:
        pieces = {"json": _json, "jsonl": _json_lines, "markdown": _markdown}[style]
        out.writelines(piece.encode() for piece in pieces(rows))


def _write_csv(rows: pa.RecordBatchReader, out: BinaryIO, *, exact: bool) -> None:
    empty = pa.RecordBatch.from_pylist([], schema=rows.schema)
    with pc.CSVWriter(out, safe_batch(empty, exact=exact).schema) as writer:
        for batch in rows:
            writer.write_batch(safe_batch(batch, exact=exact))


def _json(rows: pa.RecordBatchReader) -> Iterator[str]:
    before = "["
    for line in _json_lines(rows):
        yield before + "\n" + line.rstrip("\n")
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _json_lines(rows: pa.RecordBatchReader) -> Iterator[str]:
    for batch in rows:
        for row in plain_values(batch):
            text = json.dumps(_finite(row), default=_as_json, ensure_ascii=False)
            yield _C1.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _finite(value: Any) -> Any:
    """Return a value without NaN and infinities, which JSON does not have."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(name): _finite(each) for name, each in value.items()}
    return [_finite(each) for each in value] if isinstance(value, list) else value


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):  # sums of DuckDB
        return int(value) if value == value.to_integral_value() else float(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def _markdown(rows: pa.RecordBatchReader) -> Iterator[str]:
    numbers = [is_number(kind) for kind in rows.schema.types]
    yield _markdown_row(rows.schema.names)
    yield "|" + "|".join("---:" if number else "---" for number in numbers) + "|\n"
    for batch in rows:
        for row in plain_values(batch):
            yield _markdown_row([cell_text(value) for value in row.values()])


def _markdown_row(cells: list[str]) -> str:
    escaped = (_MARKDOWN.sub(r"\\\g<0>", html.escape(printable(cell), quote=False)) for cell in cells)
    return "| " + " | ".join(cell.replace("\n", "<br>") for cell in escaped) + " |\n"


def is_number(kind: pa.DataType) -> bool:
    """Tell whether values of a type are numbers."""
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def cell_text(value: Any) -> str:
    """Return a value as people read it; NULL is empty."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
