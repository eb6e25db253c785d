"""What the touched articles share, some thousands of pairs at a time: all that hangs together at once."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import duckdb
import numpy as np
import pyarrow as pa

from flows.rows import offer
from transforms.reprint.families import label
from transforms.reprint.overlap import Overlap

Overlaps = dict[tuple[str, str], Overlap]  # by the ids of the shorter and the longer article
PAIRS_AT_ONCE = 5_000
_ROWS = 2_000


def read_related(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[Overlaps, dict[str, int]]]:
    """Yield what articles in `touched` share, with the number of windows of each."""
    _add_families(con)
    columns = ", ".join(Overlap._fields)
    reader = (
        con.cursor()
        .execute(f"""
        SELECT f.family, o.article_id, o.longer_id, s.windows, l.windows AS longer_windows, {columns}
        FROM parquet.overlaps AS o
        JOIN families AS f USING (article_id)
        JOIN parquet.signatures AS s USING (article_id)
        JOIN parquet.signatures AS l ON l.article_id = o.longer_id
        ORDER BY f.family, o.article_id, o.longer_id
    """)
        .to_arrow_reader(_ROWS)
    )
    rows_in_order = (row for rows in reader for row in rows.to_pylist())
    overlaps: Overlaps = {}
    sizes: dict[str, int] = {}
    for _, rows in groupby(rows_in_order, itemgetter("family")):
        for row in rows:
            shorter, longer = row["article_id"], row["longer_id"]
            overlaps[shorter, longer] = Overlap(*(row[name] for name in Overlap._fields))
            sizes |= {shorter: row["windows"], longer: row["longer_windows"]}
        if len(overlaps) >= PAIRS_AT_ONCE:
            yield overlaps, sizes
            overlaps, sizes = {}, {}
    yield overlaps, sizes


def _add_families(con: duckdb.DuckDBPyConnection) -> None:
    """Make `families`: to what each article that shares much with a longer one belongs."""
    sides = con.execute("""
        SELECT unnest([article_id, longer_id]) AS article_id FROM pairs SEMI JOIN touched USING (article_id)
    """).to_arrow_table()["article_id"].combine_chunks().dictionary_encode()  # fmt: skip
    places = sides.indices.to_numpy().astype(np.int64)
    families = label(places[::2], places[1::2], len(sides.dictionary))
    offer(con, "families_in", pa.table({"article_id": sides.dictionary, "family": families}))
    con.execute("CREATE TABLE families AS FROM families_in")
