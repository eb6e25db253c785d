"""How many reprints are found, and how few other texts are taken for one: floors that never sink by themselves.

The judge of `benchmarks` knows the truth by seed. Its texts are those of the folder that BROADSHEET_REAL_TEXTS names;
our own are few, and stand in where that is not there.
"""

from functools import cache
from typing import Any

import pytest

from benchmarks import reprint_corpora
from benchmarks.documents import real_texts
from benchmarks.reprint_scores import Judged, f1, judge
from benchmarks.reprint_stories import Collection, collection
from transforms.reprints import find_reprints

SEED = "tests"
needs_texts = pytest.mark.skipif(
    not real_texts().is_dir(), reason=f"{real_texts()} is not there: set BROADSHEET_REAL_TEXTS"
)


@cache
def world() -> Collection:
    """Return the stories."""
    return collection(SEED, own=False)


def judged(items: list[Any]) -> Judged:
    """Return what the detector makes of texts."""
    return judge(items, find_reprints(["\n\n".join(item.copy.paragraphs) for item in items]))


@pytest.mark.parametrize(("edits", "recall"), [(0.0, 0.999), (0.05, 0.97), (0.1, 0.9)])
@needs_texts
def test_cut_texts_are_found_and_no_other(edits: float, recall: float) -> None:
    pairs = f1(judged(reprint_corpora.pairs(world(), SEED, edits, at_sentence=True)).pairs)
    assert pairs[0] == 1.0
    assert pairs[1] >= recall


@pytest.mark.parametrize("each", [8, 60])
@needs_texts
def test_newspapers_with_forms_columns_and_follow_ups(each: int) -> None:
    found = judged(reprint_corpora.newspapers(world(), SEED, each=each))
    precision, recall, both = f1(found.pairs)
    assert precision >= 0.995
    assert recall >= 0.97
    assert both >= 0.985
    negatives = {kind: n for kind, n in found.merged.items() if kind not in found.recall and "first print" not in kind}
    wrongly, of = (sum(n[part] for n in negatives.values()) for part in (0, 1))
    assert of > 1_000
    assert wrongly <= 0.005 * of
    briefs = [n for kind, n in found.recall.items() if kind.startswith("brief:")]
    assert sum(hit for hit, _ in briefs) >= 0.95 * sum(n for _, n in briefs)


def test_our_own_texts_alone() -> None:
    items = reprint_corpora.newspapers(collection("1", own=True), "1", each=20)
    precision, recall, _ = f1(judged(items).pairs)
    assert precision >= 0.98
    assert recall >= 0.97
