"""What the pages of a batch say, column by column, until it is written as shards."""

import os
import socket
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from flows.rows import in_order
from transforms.record import Page
from transforms.reprint.signatures import Signature, sign
from transforms.splitting import escape_controls, has_controls
from transforms.tables import LINES, READINGS, SIGNATURES

Row = dict[str, Any]

BODIES = pa.schema([("page_id", pa.string()), ("body", pa.string()), ("line", pa.int32())])
SIGNED = pa.schema(
    [("page_id", pa.string()), *((name, SIGNATURES.schema.field(name).type) for name in Signature._fields)]
)
_MANIFOLD = {"raw", "text", "body", "names"}  # hardly any of their values comes again


class Shards:
    """The rows of one batch; with `signs`, also the signature of each body, by which its reprints are found."""

    def __init__(self, *, signs: bool) -> None:  # noqa: D107 (the class says it)
        self.signs = signs
        self.readings: list[Row] = []
        self.lines: dict[str, list[Any]] = {name: [] for name in LINES.schema.names}
        self.bodies: dict[str, str] = {}

    def add(self, row: Row, page: Page | None) -> None:
        """Add a row of `readings`, and lines and body of a page that could be read and is new to the batch."""
        self.readings.append(row)
        if page is not None and page.body and row["reason"] is None and row["page_id"] not in self.bodies:
            self.bodies[row["page_id"]] = page.body
            self._add_lines(row["page_id"], page)

    def _add_lines(self, page_id: str, page: Page) -> None:
        columns, count = self.lines, len(page.lines)
        columns["page_id"] += [page_id] * count
        columns["line"] += range(1, count + 1)
        columns["role"] += [given and given.role for given in page.marks]
        columns["rule"] += [given and given.rule for given in page.marks]
        columns["raw"] += [line.raw for line in page.lines]
        columns["ending"] += [line.ending for line in page.lines]
        columns["text"] += [None if line.text == line.raw else line.text or None for line in page.lines]
        columns["repairs"] += [line.repairs for line in page.lines]

    def write(self, folder: Path, name: str) -> None:
        """Write the shards of a batch by its `name`."""
        columns = {name: printable_column([row.get(name) for row in self.readings]) for name in READINGS.schema.names}
        bodies = [list(self.bodies), list(self.bodies.values()), [0] * len(self.bodies)]
        _write(folder / f"readings-{name}.parquet", pa.table(columns, schema=READINGS.schema))
        _write(folder / f"bodies-{name}.parquet", in_order(pa.table(bodies, schema=BODIES), "page_id"))
        signed = self.bodies if self.signs else {}
        signatures = signature_columns([sign(body) for body in signed.values()])  # one after the other: a third quicker
        _write(folder / f"signatures-{name}.parquet", pa.table([list(signed), *signatures], schema=SIGNED))
        _write(folder / f"lines-{name}.parquet", in_order(pa.table(self.lines, schema=LINES.schema), "page_id", "line"))


def _write(file: Path, table: pa.Table) -> None:
    """Write one shard, sorted so that a range of pages can be read without the rest; to pack it would take longer."""
    new = file.with_suffix(f".{socket.gethostname()}-{os.getpid()}")  # an engine may let two read the same batch
    names = [name for name in table.schema.names if name not in _MANIFOLD]
    pq.write_table(table, new, compression="none", row_group_size=20_000, use_dictionary=names, write_statistics=False)
    new.replace(file)


def signature_columns(signatures: Sequence[Signature]) -> list[pa.Array]:
    """Return what signatures say, a column for each field."""
    ends = np.cumsum([0, *(len(signature.names) for signature in signatures)])
    names = np.concatenate([np.empty(0, np.uint32), *(signature.names for signature in signatures)])
    counts = [
        pa.array([getattr(signature, name) for signature in signatures], pa.int32()) for name in ("windows", "step")
    ]
    return [*counts, pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pa.array(names, pa.uint32()))]


def printable_column(values: list[Any]) -> list[Any]:
    r"""Return values with every control character of their strings escaped: the last net before the tables.

    >>> printable_column(["a", None, "b\a"]), printable_column([[("c\a", "d")], []])
    (['a', None, 'b\\x07'], [[('c\\x07', 'd')], []])
    """
    return values if "".join(_strings(values)).isprintable() else list(map(printable_value, values))


def _strings(values: Iterable[Any]) -> Iterator[str]:
    """Yield all strings in values, lists and mappings."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif value and isinstance(value, list | tuple):
            yield from _strings(value)
        elif isinstance(value, dict):
            yield from _strings(value.values())


def printable_value(value: Any) -> Any:
    """Return the same of one value."""
    if isinstance(value, str):
        return value if value.isprintable() or not has_controls(value) else escape_controls(value)
    if isinstance(value, list | tuple):
        return type(value)(map(printable_value, value))
    return {name: printable_value(one) for name, one in value.items()} if isinstance(value, dict) else value
