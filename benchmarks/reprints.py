"""Which reprints are found, and what is taken for one: pairs, kinds, hard negatives, with the truth known by seed.

`python -m benchmarks.reprints [pairs] [kinds] [newspapers] [pages] [scale] [--own] [--seed N] [--limit N] [--naive] [--peers] [--show N]`

Texts are our own and those of the folder that BROADSHEET_REAL_TEXTS names (`benchmarks.documents`). The first three
rooms ask `find_reprints(texts)` for a label for each text; `pages` lays the newspapers out as pages and asks the whole
pipeline; `scale` measures time. No argument: the first three. `--show N` names the misses by seed and kind.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import reprint_naive, reprint_pages
from benchmarks.documents import real_texts
from benchmarks.reprint_corpora import EDITS, kinds, newspapers, pairs
from benchmarks.reprint_mixtures import Item
from benchmarks.reprint_peers import PEERS
from benchmarks.reprint_scale import SIZES, measure
from benchmarks.reprint_scores import Judged, f1, judge
from benchmarks.reprint_stories import Collection, collection
from benchmarks.reprint_tables import print_newspapers, rate, show

Detector = Callable[[Sequence[str]], list[int | None]]
ROOMS = ("pairs", "kinds", "newspapers", "pages", "scale")


def detector(*, naive: bool) -> tuple[str, Detector]:
    """Return ours, or the naive one where ours is not there."""
    if naive or find_spec("transforms.reprints") is None:
        return "naive", reprint_naive.find_reprints
    return "broadsheet", import_module("transforms.reprints").find_reprints


def run(find: Detector, items: Sequence[Item]) -> tuple[Judged, float]:
    """Return the judgement of a corpus and the microseconds a text."""
    texts = [item.copy.text for item in items]
    start = perf_counter()
    labels = find(texts)
    return judge(items, labels), (perf_counter() - start) / len(items) * 1e6


def in_pairs(find: Detector, world: Collection, args: argparse.Namespace) -> None:
    """Print recall by what is left of the text."""
    print("\npairs: found by what is left of the text | precision, recall, F1 of pairs, µs a text")
    for edits in EDITS:
        for at_sentence in (False, True):
            judged, cost = run(find, pairs(world, args.seed, edits, at_sentence=at_sentence))
            found = "  ".join(f"{band} {hit / all_:6.1%}" for band, (hit, all_) in sorted(judged.recall.items()))
            end = "sentence" if at_sentence else "paragraph"
            print(f"{edits:4.0%} edited, {end:9} {found}  |", *(f"{x:.4f}" for x in f1(judged.pairs)), f"{cost:.0f}")
            show(judged, args.show)


def by_kind(find: Detector, world: Collection, args: argparse.Namespace) -> None:
    """Print recall and false pairs of each kind, all stories once in each."""
    print("\nkinds: found | merged with another story | precision of pairs")
    for kind, items in kinds(world, args.seed):
        if not items:
            continue
        judged, _ = run(find, items[: args.limit * 2])
        others = sum(n for n, _ in judged.merged.values()), sum(n for _, n in judged.merged.values())
        print(f"{kind:34} {rate(judged.recall[kind])} {rate(others)} {f1(judged.pairs)[0]:.4f}")
        show(judged, args.show)


def in_pages(find: Detector, world: Collection, args: argparse.Namespace) -> None:
    """Print the same of the whole pipeline."""
    items = newspapers(world, args.seed, args.each)
    with TemporaryDirectory() as place:
        folder = Path(args.keep or place) / "pages"
        folder.mkdir(parents=True)
        names = reprint_pages.write(items, folder, args.seed)
        truth = {name: [item.story, item.kind, item.role, item.name] for name, item in zip(names, items, strict=True)}
        (folder.parent / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=0), "utf-8")
        reprint_pages.ingest(folder, Path(place) / "warehouse")
        read = reprint_pages.results(Path(place) / "warehouse", names)
    refused = Counter(page.reason for page in read if page.reason)
    print(f"\npages: {len(items)}, no article of their own: {dict(refused)}; the table `reprints`")
    print_newspapers(judge(items, [page.cluster for page in read]), args.show)
    print("\nthe same bodies, by the detector alone")
    print_newspapers(judge(items, find([page.body for page in read])), 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=list(ROOMS[:3]), help=", ".join(ROOMS))
    parser.add_argument("--own", action="store_true", help="only the texts of the repository")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--limit", type=int, default=10**6, help="stories of a kind")
    parser.add_argument("--each", type=int, default=300, help="texts of a form")
    parser.add_argument("--naive", action="store_true", help="the naive detector")
    parser.add_argument("--show", type=int, default=0, help="name so many misses of a kind")
    parser.add_argument("--keep", help="a new folder for the pages of the room `pages`, and for their truth")
    parser.add_argument("--peers", action="store_true", help="other detectors on the newspapers too (needs datasketch)")
    parser.add_argument("--sizes", type=int, nargs="*", help="of the room `scale`")
    args = parser.parse_args()
    if not args.own and not real_texts().is_dir():
        sys.stderr.write(f"{real_texts()} is not there (BROADSHEET_REAL_TEXTS): only our own texts are measured\n")
        args.own = True
    name, find = detector(naive=args.naive)
    world = collection(args.seed, own=args.own)
    print(f"{name}: {len(world.main)} stories, seed {args.seed}, {'our own texts' if args.own else 'all texts'}")
    if "pairs" in args.rooms:
        in_pairs(find, world, args)
    if "kinds" in args.rooms:
        by_kind(find, world, args)
    if "pages" in args.rooms:
        in_pages(find, world, args)
    if "newspapers" in args.rooms:
        items = newspapers(world, args.seed, args.each)
        for system, finds in ({name: find} | (PEERS if args.peers else {})).items():
            judged, cost = run(finds, items)
            print(f"\nnewspapers, {system}: {len(items)} texts, {cost:.0f} µs a text")
            print_newspapers(judged, args.show)
    if "scale" in args.rooms:
        for size in args.sizes or SIZES:
            measure(find, world, args.seed, size)


if __name__ == "__main__":
    main()
