"""The tables of the judge of reprints."""

from collections import defaultdict

from benchmarks.reprint_scores import Judged, f1


def rate(share: tuple[int, int]) -> str:
    return f"{share[0] / max(share[1], 1):7.1%} of {share[1]:<5}"


def show(judged: Judged, most: int) -> None:
    """Name the first misses and false pairs of each kind."""
    told: dict[str, list[str]] = defaultdict(list)
    for item in judged.missed:
        told[f"missed {item.kind}"].append(f"{item.name!r}, {len(item.copy.text.split())} words")
    for item, other in judged.false:
        told[f"false {item.kind}"].append(f"{item.name!r} + {other.name!r}")
    for what, lines in told.items():
        print(*(f"      {what}: {line}" for line in lines[:most]), sep="\n", end="\n" if most else "")


def print_newspapers(judged: Judged, most: int) -> None:
    """Print what was found and merged in a corpus of everything."""
    print(f"\n{'kind':34} found            | merged with another story")
    for kind in sorted({*judged.recall, *judged.merged}):
        print(
            f"{kind:34} {rate(judged.recall[kind]) if kind in judged.recall else '':16} | {rate(judged.merged[kind])}"
        )
    print(f"{'digests that melt stories':34} {rate(judged.digests)}")
    print("all pairs: precision, recall, F1  ", *(f"{x:.4f}" for x in f1(judged.pairs)))
    print("those of no form                  ", *(f"{x:.4f}" for x in f1(judged.without_forms)))
    show(judged, most)
