"""Texts of chosen articles, some thousands at a time, those that are to be compared together."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from flows.rows import offer
from transforms.reprint.coverage import Comparable
from transforms.reprint.families import Families

TEXTS_AT_ONCE = 2_000
_ROWS = 1_000


class Text(NamedTuple):
    """An article as far as reprints are concerned; `edition` is None where outlet or day is not known."""

    body: Comparable
    edition: tuple[object, object] | None


def in_batches(pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return for each id of the pairs the batch it is read in: what hangs together is read together."""
    families = Families[str]()
    for one, other in pairs:
        families.join(one, other)
    batches: dict[str, int] = {}
    batch = held = 0
    for _, members in sorted(families.members().items()):
        if held and held + len(members) > TEXTS_AT_ONCE:
            batch, held = batch + 1, 0
        held += len(members)
        batches |= dict.fromkeys(members, batch)
    return batches


def read_texts(con: duckdb.DuckDBPyConnection, batches: dict[str, int]) -> Iterator[tuple[int, dict[str, Text]]]:
    """Yield each batch with its texts by id, of the articles in `parquet.articles`."""
    if not batches:
        return
    wanted = pa.table({"article_id": pa.array(batches, pa.string()), "batch": pa.array(batches.values(), pa.int32())})
    cursor = con.cursor()
    offer(cursor, "wanted_texts", wanted)
    reader = cursor.execute("""
        SELECT batch, article_id, body, outlet_id, published
        FROM wanted_texts JOIN parquet.articles USING (article_id)
        ORDER BY batch, article_id
    """).to_arrow_reader(_ROWS)
    rows_in_order = (row for rows in reader for row in rows.to_pylist())
    for batch, rows in groupby(rows_in_order, itemgetter("batch")):
        yield batch, {row["article_id"]: _text(row) for row in rows}
    cursor.close()


def _text(row: dict[str, Any]) -> Text:
    outlet, published = row["outlet_id"], row["published"]
    return Text(Comparable(row["body"]), (outlet, published) if outlet and published else None)
