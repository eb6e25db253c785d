"""Lost characters of English articles, repaired with weights that were not learnt from them: four folds.

    python3 -m uv run --with scikit-learn python -m benchmarks.lossy_unseen

Each article is repaired with weights learnt from the three folds it is not in. A hash of the text decides the fold, and
the half: mistakes were looked at in the half that `--look` takes, so the other one judges the rules and thresholds
too. "Print" are the articles with nothing beyond ASCII that a newspaper could not print: letters, quotes, dashes, money.
"""

import random
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from benchmarks.damage import lossy
from benchmarks.documents import FOLDS, documents
from benchmarks.make_lossy import articles, learn_from
from benchmarks.pieces import text_of
from benchmarks.repair import CURLY, Score, score
from benchmarks.repair_tables import print_classes, print_rows
from transforms.damage import lossy_weights
from transforms.damage.lossy import repair_lost_characters

HALVES = ("looked at", "held out")
_UNPRINTED = re.compile("[^\x00-\x7fÀ-ÖØ-öø-ɏ’‘“”—–…£€¥°½¼¾ªº§©®™]")


def measure(fold: int) -> dict[tuple[int, bool], Score]:
    """Learn without one fold and measure on it: (half, whether a newspaper could print it) -> counts."""
    prior, learnt = learn_from([one for one in articles() if one.fold != fold])
    rows = {name: " ".join(map(str, row)) for name, row in learnt.items()}
    weights = lossy_weights.Weights(readings=lossy_weights.READINGS, prior=tuple(prior), features=rows)
    lossy_weights.weights = lambda: weights  # type: ignore[assignment]  # in this process alone
    found: dict[tuple[int, bool], Score] = {}
    for one in documents(own=False)["en"]:
        if one.fold == fold and one.name.startswith("articles") and CURLY.search(one.text):
            pieces = lossy(one.text, random.Random(0))
            counts, _ = score(pieces, repair_lost_characters(text_of(pieces)), 0.0)
            found.setdefault((one.half, not _UNPRINTED.search(one.text)), Counter()).update(counts)
    return found


def main() -> None:
    """Print the tables of both halves, of all articles and of those a newspaper could print."""
    with ProcessPoolExecutor(2) as pool:
        folds = list(pool.map(measure, range(FOLDS)))
    for half, name in enumerate(HALVES):
        for kinds, among in (((True, False), "all"), ((True,), "print")):
            total: Score = Counter()
            for fold in folds:
                for kind in kinds:
                    total.update(fold.get((half, kind), Counter()))
            print()
            print_rows(f"{name}, {among}", {"ours": total})
            print_classes(f"{name}, {among}", total)


if __name__ == "__main__":
    main()
