"""Cells of a CSV file that neither a spreadsheet nor a terminal obeys.

The policy: a text whose first sign is `=`, `+`, `-` or `@` (also in full width, also after spaces), a tab or a line end
would be a formula, or part of one, and gets an apostrophe in front. What is a number stays one, also where it
is a text. Control characters are written as `lines.raw` writes them.
"""

import json
import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from transforms.splitting import escape_controls

# Both for the engine of Arrow, which looks at whole columns, and for Python, which mends what it found.
FORMULA = r"^[\s\p{Z}]*[=+\-@＝＋－＠]|^[\t\r\n]"
_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x{9f}]"
_IS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_IS_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
_NUMBER = re.compile(r"\s*[+-]?\d[\d.,]*%?\s*")


def safe_text(text: str) -> str:
    r"""Return a text as a cell that is no formula and holds no control character.

    >>> safe_text("=1+1"), safe_text("-5.2"), safe_text("— so he said"), safe_text(" @SUM(A1)")
    ("'=1+1", '-5.2', '— so he said', "' @SUM(A1)")
    """
    risky = _IS_FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return f"'{printable(text)}" if risky else printable(text)


def printable(text: str) -> str:
    """Return a text without the control characters that a terminal obeys; tab and line feed stay."""
    return _IS_CONTROL.sub(lambda found: escape_controls(found[0]), text)


def safe_batch(batch: pa.RecordBatch, *, exact: bool) -> pa.RecordBatch:
    """Return rows with flat cells: nested ones as JSON, texts safe, unless they are wanted `exact`."""
    columns = [_cells(column, exact=exact) for column in batch.columns]
    names = batch.schema.names if exact else [safe_text(name) for name in batch.schema.names]
    return pa.RecordBatch.from_arrays(columns, names=names)


def _cells(column: pa.Array, *, exact: bool) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if pa.types.is_null(kind):
        return column.cast(pa.string())
    if pa.types.is_decimal(kind):
        return column
    if pa.types.is_primitive(kind) and not pa.types.is_interval(kind) and not pa.types.is_duration(kind):
        return column
    if not pa.types.is_string(kind) and not pa.types.is_large_string(kind):
        column = pa.array([None if v is None else _as_text(v) for v in plain_values(column)], pa.string())
    return column if exact else _safe_column(column)


def _safe_column(column: pa.Array) -> pa.Array:
    found = pc.match_substring_regex(column, f"{FORMULA}|{_CONTROL}")
    if not pc.any(found).as_py():
        return column
    texts = column.to_pylist()
    return pa.array([safe_text(t) if hit else t for t, hit in zip(texts, found.to_pylist(), strict=True)], pa.string())


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else str(value)


def plain_values(column: pa.Array | pa.RecordBatch) -> list[Any]:
    """Return Python values; a map is a dict."""
    values: list[Any] = column.to_pylist(maps_as_pydicts="lossy")
    return values
