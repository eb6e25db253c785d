"""Texts of chosen articles: they wait in a file, and some thousands are held, ready to be compared."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from flows.rows import offer
from transforms.reprint.candidates import Numbers
from transforms.reprint.coverage import Comparable
from transforms.reprint.families import label

TEXTS_AT_ONCE = 2_000
_ROWS = 1_000


class Pairs(NamedTuple):
    """Articles by their `ids`, and pairs of them by their places there."""

    ids: pa.Array
    shorter: Numbers
    longer: Numbers


class Text(NamedTuple):
    """An article as far as reprints are concerned; `edition` is None where outlet or day is not known."""

    body: Comparable
    edition: int | None


class Located(NamedTuple):
    """Texts by their `places` among all articles: where each starts in the file, its bytes, and its edition or 0."""

    places: Numbers
    starts: Numbers
    sizes: Numbers
    editions: Numbers

    def part(self, cut: slice) -> "Located":
        """Return some of them."""
        return Located(*(column[cut] for column in self))


class Stored(NamedTuple):
    """Texts of pairs in a file, and the pairs: what hangs together stands side by side, so that few are read again."""

    file: Path
    shorter: Located
    longer: Located

    def parts(self, size: int) -> list["Stored"]:
        """Return these pairs as parts of about `size`."""
        cuts = range(0, len(self.shorter.places), size)
        return [
            Stored(self.file, *(Located(*(column[cut : cut + size] for column in side)) for side in self[1:]))
            for cut in cuts
        ]


@contextmanager
def stored_texts(con: duckdb.DuckDBPyConnection, folder: Path, pairs: Pairs) -> Iterator[Stored]:
    """Keep the texts of pairs, from `parquet.articles`, in a file of the folder while the block runs."""
    with NamedTemporaryFile(dir=folder) as file:
        places = np.unique(np.concatenate((pairs.shorter, pairs.longer)))
        columns = [places, *_store(con, file, places, pairs.ids)]
        families = label(pairs.shorter, pairs.longer, len(pairs.ids))[pairs.shorter]
        order = np.lexsort((pairs.shorter, pairs.longer, families))
        rows = (np.searchsorted(places, side[order]) for side in (pairs.shorter, pairs.longer))
        yield Stored(Path(file.name), *(Located(*(column[row] for column in columns)) for row in rows))


def _store(con: duckdb.DuckDBPyConnection, file: IO[bytes], places: Numbers, ids: pa.Array) -> list[Numbers]:
    """Write texts; return where each starts, its bytes and its edition."""
    starts, sizes, editions = (np.zeros(len(places), np.int64) for _ in range(3))
    numbers: dict[tuple[object, object], int] = {}
    offer(con, "wanted_in", pa.table({"row": range(len(places)), "article_id": ids.take(pa.array(places))}))
    con.execute("CREATE OR REPLACE TABLE wanted_texts AS FROM wanted_in")
    reader = con.execute("""
        SELECT row, body, outlet_id, published FROM wanted_texts JOIN parquet.articles USING (article_id)
    """).to_arrow_reader(_ROWS)
    start = 0
    for rows in reader:
        for row, body, outlet, day in zip(*(column.to_pylist() for column in rows.columns), strict=True):
            starts[row], sizes[row] = start, file.write(body.encode())
            start += int(sizes[row])
            editions[row] = numbers.setdefault((outlet, day), len(numbers) + 1) if outlet and day else 0
    file.flush()
    return [starts, sizes, editions]


def read_texts(stored: Stored) -> Iterator[tuple[int, int, Text, Text]]:
    """Yield places and texts of the shorter and the longer of each pair."""
    with stored.file.open("rb") as file:

        @lru_cache(TEXTS_AT_ONCE)
        def read(_place: int, start: int, size: int, edition: int) -> Text:
            return Text(Comparable(os.pread(file.fileno(), size, start).decode()), edition or None)

        shorter, longer = (
            zip(*(column.tolist() for column in side), strict=True) for side in (stored.shorter, stored.longer)
        )
        for one, other in zip(shorter, longer, strict=True):
            yield one[0], other[0], read(*one), read(*other)
