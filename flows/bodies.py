"""All articles in their order: their bodies, which lie by page, are brought to the other columns."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from flows.buckets import scatter, starts_of
from flows.parts import ROWS_IN_BATCH
from flows.rows import in_order, without_twins
from flows.sql_files import sql_files
from transforms.tables import ARTICLES

Ids = npt.NDArray[np.bytes_]
Places = npt.NDArray[np.int64]


class _Order:
    """Where in their order the articles of a page stand."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        pages = _ids(
            con.execute("""
                SELECT m.page_id
                FROM members AS m
                JOIN corrected AS r USING (input, source)
                WHERE m.rank = 1
                ORDER BY r.outlet_id, r.published, m.article_id
            """).to_arrow_table()["page_id"]
        )
        self.count = len(pages)
        self.places = np.argsort(pages, kind="stable")
        self.pages = pages[self.places]

    def give_places(self, bodies: pa.Table) -> pa.Table:
        """Return each row of `bodies` with the place of each article that it is of, in order of the places."""
        pages = _ids(bodies["page_id"])
        first, end = (np.searchsorted(self.pages, pages, side=side) for side in ("left", "right"))
        counts = end - first
        rows = np.repeat(np.arange(len(pages)), counts)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        places = self.places[np.repeat(first, counts) + within]
        order = np.argsort(places, kind="stable")
        given = bodies.select(["line", "body"]).take(pa.array(rows[order]))
        return given.add_column(0, "place", pa.array(places[order]))


class _Others:
    """The other columns of all articles in their order, read as they are asked for."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        query = sql_files("tables")["articles"]
        self.reader = con.cursor().execute(query).to_arrow_reader(ROWS_IN_BATCH)
        self.held = self.reader.schema.empty_table()
        self.start = 0

    def at(self, places: Places) -> pa.Table:
        """Return the rows of some places, behind all that were asked for before."""
        while self.start + len(self.held) <= places[-1]:
            self.held = pa.concat_tables([self.held, pa.Table.from_batches([self.reader.read_next_batch()])])
        rows = self.held.take(pa.array(places - self.start))
        self.held = self.held.slice(places[-1] + 1 - self.start)
        self.start = int(places[-1]) + 1
        return rows


def sorted_articles(
    con: duckdb.DuckDBPyConnection, folder: Path, bodies: Iterator[pa.Table], in_bucket: int
) -> Iterator[pa.RecordBatch]:
    """Yield all articles in their order; `bodies` are pieces of bodies, by `page_id` and `line`."""
    order, others = _Order(con), _Others(con)
    starts = starts_of(range(order.count), in_bucket)
    for bucket in scatter(folder, starts, map(order.give_places, bodies), "place"):
        places, found = _whole_bodies(bucket)
        yield from others.at(places).append_column("body", found).select(ARTICLES.schema.names).to_batches()


def _whole_bodies(pieces: pa.Table) -> tuple[Places, pa.Array]:
    """Return places of articles in order, and the body of each."""
    rows = without_twins(in_order(pieces, "place", "line"), "place", "line").combine_chunks()
    places, found = rows["place"].to_numpy(), rows["body"].combine_chunks()
    firsts = np.flatnonzero(np.diff(places, prepend=-1))
    if len(firsts) < len(places):
        ends = pa.array(np.append(firsts, len(places)), pa.int32())
        found = pc.binary_join(pa.ListArray.from_arrays(ends, found), "")
    if pc.any(pc.starts_with(found, "\n")).as_py():  # what joins the first line to nothing
        found = pc.utf8_ltrim(found, "\n")
    return places[firsts], found


def _ids(column: pa.ChunkedArray) -> Ids:
    found: Ids = column.to_numpy(zero_copy_only=False).astype("S32")
    return found
