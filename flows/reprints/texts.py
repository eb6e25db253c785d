"""Texts of chosen articles, some thousands at a time, those that are to be compared together."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from flows.rows import offer
from transforms.reprint.candidates import Numbers
from transforms.reprint.coverage import Comparable
from transforms.reprint.families import label

TEXTS_AT_ONCE = 2_000
_ROWS = 1_000
_HALF = 32


class Pairs(NamedTuple):
    """Articles by their `ids`, and pairs of them by their places there."""

    ids: pa.Array
    shorter: Numbers
    longer: Numbers


class Text(NamedTuple):
    """An article as far as reprints are concerned; `edition` is None where outlet or day is not known."""

    body: Comparable
    edition: tuple[object, object] | None


Texts = dict[str, Text]


def read_texts(con: duckdb.DuckDBPyConnection, pairs: Pairs) -> Iterator[tuple[list[tuple[str, str]], Texts]]:
    """Yield batches of the pairs, as ids of the shorter and the longer, with their texts from `parquet.articles`."""
    pairs = _by_families(pairs)
    numbers = _batches(pairs)
    ends = np.flatnonzero(np.diff(numbers, append=-1)) + 1
    for number, texts in _read(con, pairs, numbers):
        batch = slice(ends[number - 1] if number else 0, ends[number])
        sides = (pairs.ids.take(pa.array(side[batch])).to_pylist() for side in (pairs.shorter, pairs.longer))
        yield list(zip(*sides, strict=True)), texts


def _by_families(pairs: Pairs) -> Pairs:
    """Return the pairs in another order: what hangs together stands side by side."""
    families = label(pairs.shorter, pairs.longer, len(pairs.ids))[pairs.shorter]
    order = np.lexsort((pairs.longer, pairs.shorter, families))
    return Pairs(pairs.ids, pairs.shorter[order], pairs.longer[order])


def _batches(pairs: Pairs) -> Numbers:
    """Return for each pair its batch; a batch has so few texts that they can be held."""
    numbers = np.empty(len(pairs.shorter), np.int64)
    number, held = 0, set[int]()
    for place, pair in enumerate(zip(pairs.shorter.tolist(), pairs.longer.tolist(), strict=True)):
        held.update(pair)
        if len(held) > TEXTS_AT_ONCE:
            number, held = number + 1, {*pair}
        numbers[place] = number
    return numbers


def _read(con: duckdb.DuckDBPyConnection, pairs: Pairs, numbers: Numbers) -> Iterator[tuple[int, Texts]]:
    """Yield for each batch the texts in it."""
    wanted = np.unique(np.concatenate([numbers << _HALF | side for side in (pairs.shorter, pairs.longer)]))
    ids = pairs.ids.take(pa.array(wanted & (2**_HALF - 1)))
    cursor = con.cursor()
    offer(cursor, "wanted_texts", pa.table({"batch": pa.array(wanted >> _HALF), "article_id": ids}))
    reader = cursor.execute("""
        SELECT batch, article_id, body, outlet_id, published
        FROM wanted_texts JOIN parquet.articles USING (article_id)
        ORDER BY batch, article_id
    """).to_arrow_reader(_ROWS)
    rows_in_order = (row for rows in reader for row in rows.to_pylist())
    for number, found in groupby(rows_in_order, itemgetter("batch")):
        yield number, {row["article_id"]: _text(row) for row in found}
    cursor.close()


def _text(row: dict[str, Any]) -> Text:
    outlet, published = row["outlet_id"], row["published"]
    return Text(Comparable(row["body"]), (outlet, published) if outlet and published else None)
