"""The signatures of a snapshot as arrays: articles from the longest on, and the windows they keep."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from flows.buckets import scatter, starts_of
from flows.rows import count_rows, read_part
from transforms.reprint.candidates import NOTHING_SHARED, Names, Numbers, Postings, Shared, add_up, count_shared, likely

ARTICLES_AT_ONCE = 20_000  # whose windows would be sorted together: some million, with their pairs 100 MB
_BUCKETS_A_ROUND = 4  # the longest texts meet the most others
_BITS_LEFT_OUT = 8

Choice = Callable[[Names], npt.NDArray[np.bool_]]


class Articles(NamedTuple):
    """All articles from the longest text on, `places` is where each stands in that order."""

    ids: pa.Array
    windows: Numbers
    steps: Numbers
    places: Numbers
    files: list[Path]


def read_articles(snapshot: Path) -> Articles:
    """Return the articles by their signatures."""
    files = sorted((snapshot / "signatures").glob("part-*.parquet"))
    columns = ["article_id", "windows", "step"]
    rows = pa.concat_tables([read_part(file, columns) for file in files])
    order = pc.sort_indices(rows, [("windows", "descending"), ("article_id", "ascending")])
    places = np.empty(len(order), np.int64)
    places[order.to_numpy()] = np.arange(len(order))
    rows = rows.take(order).combine_chunks()
    ids = rows["article_id"].combine_chunks()
    windows, steps = (rows[name].to_numpy().astype(np.int64) for name in ("windows", "step"))
    return Articles(ids, windows, steps, places, files)


def find_candidates(articles: Articles, new: npt.NDArray[np.bool_], folder: Path) -> Shared:
    """Return the pairs of articles, at least one of them `new`, that share enough of what they keep.

    Windows are looked at in rounds, so that memory does not grow with the corpus; of a few new articles only theirs.
    Most pairs of a round share a window by chance: until all rounds have counted them, they wait below `folder`.
    """
    rounds = max(1, -(-len(articles.ids) // ARTICLES_AT_ONCE)) if new.all() else 1
    if rounds == 1:
        choice = _in_round(0, 1) if new.all() else _kept_by(articles, new)
        counted: Iterable[Shared] = [count_shared(_postings(articles, choice))]
    else:
        counted = _added_up(articles, rounds, folder)
    found = []
    for shared in counted:
        is_new = new[shared.longer] | new[shared.shorter]
        pairs = Shared(shared.pairs[is_new], shared.counts[is_new])
        found.append(likely(pairs, articles.windows, articles.steps))
    return Shared(*map(np.concatenate, zip(*found, strict=True))) if found else NOTHING_SHARED


def _added_up(articles: Articles, rounds: int, folder: Path) -> Iterator[Shared]:
    """Yield what all rounds have counted, by the longer text of the pairs: each pair once, in order."""
    rows = (count_shared(_postings(articles, _in_round(number, rounds))) for number in range(rounds))
    tables = (pa.table({"pair": shared.pairs, "count": shared.counts}) for shared in rows)
    longer = range(0, len(articles.ids), -(-ARTICLES_AT_ONCE // _BUCKETS_A_ROUND))
    starts = starts_of([place << 32 for place in longer], 1)
    for bucket in scatter(folder, starts, tables, "pair"):
        yield add_up(Shared(bucket["pair"].to_numpy(), bucket["count"].to_numpy()))


def _in_round(number: int, rounds: int) -> Choice:
    return lambda names: names % np.uint32(rounds) == number


def _kept_by(articles: Articles, new: npt.NDArray[np.bool_]) -> Choice:
    """Return what chooses the windows that new articles keep, and a few others: windows share places in a table."""
    places = np.zeros(2 ** (32 - _BITS_LEFT_OUT), np.bool_)
    for part in _parts(articles, new):
        kept = part.names[np.repeat(new[part.places], np.diff(part.ends, prepend=0))]
        places[kept >> _BITS_LEFT_OUT] = True
    return lambda names: places[names >> _BITS_LEFT_OUT]


def _postings(articles: Articles, choice: Choice) -> Postings:
    names, owners = [], []
    for part in _parts(articles):
        chosen = np.flatnonzero(choice(part.names))
        names.append(part.names[chosen])
        owners.append(part.places[np.searchsorted(part.ends, chosen, side="right")].astype(np.uint32))
    return Postings(np.concatenate(names), np.concatenate(owners))


class _Part(NamedTuple):
    """The windows of some articles, one behind the other: whose they are, and where those of each end."""

    names: Names
    places: Numbers
    ends: Numbers


def _parts(articles: Articles, chosen: npt.NDArray[np.bool_] | None = None) -> Iterator[_Part]:
    """Yield the windows part by part, or of each part with a `chosen` article."""
    start = 0
    for file in articles.files:
        places = articles.places[start : start + count_rows(file)]
        start += len(places)
        if chosen is None or chosen[places].any():
            names = read_part(file, ["names"])["names"].combine_chunks()
            yield _Part(names.flatten().to_numpy(), places, np.cumsum(names.value_lengths().to_numpy()))
