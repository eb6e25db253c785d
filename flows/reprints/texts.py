"""Texts of chosen articles: they wait in a file, and some thousands are held, ready to be compared."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

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


def read_texts(con: duckdb.DuckDBPyConnection, folder: Path, pairs: Pairs) -> Iterator[tuple[int, int, Text, Text]]:
    """Yield places and texts of the shorter and the longer of each pair, from `parquet.articles`.

    The pairs come in another order: what hangs together stands side by side, so that few texts are read again.
    """
    families = label(pairs.shorter, pairs.longer, len(pairs.ids))[pairs.shorter]
    with TemporaryFile(dir=folder) as file:
        stored = _Stored(file, len(pairs.ids))
        stored.add_all(con, pairs)
        held = lru_cache(TEXTS_AT_ONCE)(stored.read)
        for place in np.lexsort((pairs.shorter, pairs.longer, families)):
            shorter, longer = int(pairs.shorter[place]), int(pairs.longer[place])
            yield shorter, longer, held(shorter), held(longer)


class _Stored:
    """Texts one behind the other in a file; of each, by its place, where it starts, its bytes and its edition."""

    def __init__(self, file: BinaryIO, count: int) -> None:
        self._file = file
        self._starts, self._sizes, self._of_edition = (np.zeros(count, kind) for kind in (np.int64, np.int32, np.int32))
        self._editions: dict[tuple[object, object], int] = {}

    def add_all(self, con: duckdb.DuckDBPyConnection, pairs: Pairs) -> None:
        """Write the texts of all pairs."""
        places = np.unique(np.concatenate((pairs.shorter, pairs.longer)))
        offer(con, "wanted_in", pa.table({"place": places, "article_id": pairs.ids.take(pa.array(places))}))
        con.execute("CREATE OR REPLACE TABLE wanted_texts AS FROM wanted_in")
        reader = con.execute("""
            SELECT place, body, outlet_id, published FROM wanted_texts JOIN parquet.articles USING (article_id)
        """).to_arrow_reader(_ROWS)
        start = 0
        for rows in reader:
            for place, body, *edition in zip(*(column.to_pylist() for column in rows.columns), strict=True):
                self._starts[place], self._sizes[place] = start, self._file.write(body.encode())
                start += int(self._sizes[place])
                self._of_edition[place] = self._number(*edition)
        self._file.flush()

    def _number(self, outlet: object, day: object) -> int:
        return self._editions.setdefault((outlet, day), len(self._editions) + 1) if outlet and day else 0

    def read(self, place: int) -> Text:
        """Return the text of a place."""
        body = os.pread(self._file.fileno(), int(self._sizes[place]), int(self._starts[place]))
        return Text(Comparable(body.decode()), int(self._of_edition[place]) or None)
