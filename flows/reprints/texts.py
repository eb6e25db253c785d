"""Texts of chosen articles, some thousands at a time, those that are to be compared together."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from flows.rows import offer
from transforms.reprint.coverage import Comparable
from transforms.reprint.families import Families

TEXTS_AT_ONCE = 2_000
Pair = tuple[str, str]
_ROWS = 1_000


class Text(NamedTuple):
    """An article as far as reprints are concerned; `edition` is None where outlet or day is not known."""

    body: Comparable
    edition: tuple[object, object] | None


def in_batches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Yield the pairs in batches of so few texts that they can be held; what hangs together stands side by side."""
    pairs = list(pairs)
    families = Families[str]()
    for one, other in pairs:
        families.join(one, other)
    batch: list[Pair] = []
    held: set[str] = set()
    for pair in sorted(pairs, key=lambda pair: (families.of(pair[0]), pair)):
        if len(held | {*pair}) > TEXTS_AT_ONCE:
            yield batch
            batch, held = [], set()
        batch.append(pair)
        held.update(pair)
    if batch:
        yield batch


def read_texts(con: duckdb.DuckDBPyConnection, pairs: Iterable[Pair]) -> Iterator[tuple[list[Pair], dict[str, Text]]]:
    """Yield batches of the pairs with their texts by id, of the articles in `parquet.articles`."""
    batches = list(in_batches(pairs))
    if not batches:
        return
    wanted = [(number, article) for number, batch in enumerate(batches) for article in sorted({*chain(*batch)})]
    numbers, articles = zip(*wanted, strict=True)
    cursor = con.cursor()
    rows = pa.table({"batch": pa.array(numbers, pa.int32()), "article_id": pa.array(articles, pa.string())})
    offer(cursor, "wanted_texts", rows)
    reader = cursor.execute("""
        SELECT batch, article_id, body, outlet_id, published
        FROM wanted_texts JOIN parquet.articles USING (article_id)
        ORDER BY batch, article_id
    """).to_arrow_reader(_ROWS)
    rows_in_order = (row for rows in reader for row in rows.to_pylist())
    for number, found in groupby(rows_in_order, itemgetter("batch")):
        yield batches[number], {row["article_id"]: _text(row) for row in found}
    cursor.close()


def _text(row: dict[str, Any]) -> Text:
    outlet, published = row["outlet_id"], row["published"]
    return Text(Comparable(row["body"]), (outlet, published) if outlet and published else None)
