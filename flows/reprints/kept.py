"""The signatures of a snapshot as arrays: articles from the longest on, and the windows they keep."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from flows.rows import read_part
from transforms.reprint.candidates import Names, Numbers, Postings, Shared, add_up, count_shared, likely

POSTINGS_AT_ONCE = 12_000_000  # windows that are sorted together: some 400 MB
_BITS_LEFT_OUT = 8

Choice = Callable[[Names], npt.NDArray[np.bool_]]


class Articles(NamedTuple):
    """All articles from the longest text on, equal texts side by side; `places` is where each stands in that order."""

    ids: pa.Array
    windows: Numbers
    steps: Numbers
    places: Numbers
    files: list[Path]
    kept: int


def read_articles(snapshot: Path) -> Articles:
    """Return the articles by their signatures."""
    files = sorted((snapshot / "signatures").glob("part-*.parquet"))
    tables = []
    for file in files:
        table = read_part(file)
        sums = [sum_of(names) for names in table["names"].chunks]
        tables.append(table.drop(["names"]).append_column("sum", pa.chunked_array(sums, pa.uint64())))
    rows = pa.concat_tables(tables)
    order = pc.sort_indices(rows, [("windows", "descending"), ("sum", "ascending"), ("article_id", "ascending")])
    places = np.empty(len(order), np.int64)
    places[order.to_numpy()] = np.arange(len(order))
    rows = rows.take(order).combine_chunks()
    kept = int(pc.sum(pc.divide(rows["windows"], rows["step"])).as_py() or 0)
    ids = rows["article_id"].combine_chunks()
    windows, steps = (rows[name].to_numpy().astype(np.int64) for name in ("windows", "step"))
    return Articles(ids, windows, steps, places, files, kept)


def sum_of(names: pa.ListArray) -> pa.Array:
    """Return the sum of each list: equal texts have equal ones."""
    values = np.concatenate(([0], np.cumsum(names.flatten().to_numpy().astype(np.uint64))))
    ends = np.concatenate(([0], np.cumsum(names.value_lengths().to_numpy())))
    totals = values[ends]
    return pa.array((totals[1:] - totals[:-1]).astype(np.uint64))


def find_candidates(articles: Articles, new: npt.NDArray[np.bool_]) -> Shared:
    """Return the pairs of articles, at least one of them `new`, that share enough of what they keep.

    Windows are looked at in rounds, so that memory does not grow with the corpus; of a few new articles only theirs.
    """
    if new.all():
        rounds = max(1, -(-articles.kept // POSTINGS_AT_ONCE))
        parts = [count_shared(_postings(articles, _in_round(number, rounds))) for number in range(rounds)]
    else:
        parts = [count_shared(_postings(articles, _kept_by(articles, new)))]
    shared = add_up(parts)
    is_new = new[shared.longer] | new[shared.shorter]
    return likely(Shared(shared.pairs[is_new], shared.counts[is_new]), articles.windows, articles.steps)


def _in_round(number: int, rounds: int) -> Choice:
    return lambda names: names % np.uint32(rounds) == number


def _kept_by(articles: Articles, new: npt.NDArray[np.bool_]) -> Choice:
    """Return what chooses the windows that new articles keep, and a few others: windows share places in a table."""
    places = np.zeros(2 ** (32 - _BITS_LEFT_OUT), np.bool_)
    for names, owners in _rows(articles):
        places[names[new[owners]] >> _BITS_LEFT_OUT] = True
    return lambda names: places[names >> _BITS_LEFT_OUT]


def _postings(articles: Articles, choice: Choice) -> Postings:
    found = []
    for names, owners in _rows(articles):
        chosen = choice(names)
        found.append((names[chosen], owners[chosen]))
    return Postings(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _rows(articles: Articles) -> Iterator[Postings]:
    """Yield the windows of each part with the article that keeps them."""
    start = 0
    for file in articles.files:
        for names in read_part(file, ["names"])["names"].chunks:
            places = articles.places[start : start + len(names)]
            start += len(names)
            yield Postings(names.flatten().to_numpy(), np.repeat(places, names.value_lengths()).astype(np.uint32))
