"""Draw what everybody takes for a page: `plot.py TIMINGS.json OUT.svg`, with the peers' Python."""

import json
import sys
from pathlib import Path
from statistics import median

import matplotlib as mpl
from matplotlib import pyplot as plt

OURS, OTHER, LIMIT = "#0b6e99", "#9aa5ad", "#d6a419"


def main(source: Path, target: Path) -> None:
    """Draw a bar for each contender, text beside HTML, on one logarithmic scale."""
    mpl.rcParams |= {"svg.hashsalt": "broadsheet", "svg.fonttype": "none", "font.size": 9}
    timings = json.loads(source.read_text("utf-8"))
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.2), sharex=True, layout="constrained")
    for axis, kind, title in zip(axes, ("text", "html"), ("pages of text, 5 kB", "pages of HTML, 10 kB"), strict=True):
        found = sorted((cost(t), t["name"]) for t in timings if t["kind"] == kind)
        costs, names = [c for c, _ in found], [n for _, n in found]
        colours = [OURS if n.startswith("broadsheet") else LIMIT if n == "limit" else OTHER for n in names]
        axis.bar_label(axis.barh(names, costs, color=colours), [f"{c:,.0f}" for c in costs], padding=3)
        axis.set(xscale="log", title=title, xlabel="CPU µs a page, one core", xlim=(10, 200_000))
        axis.invert_yaxis()
        axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(target, metadata={"Date": None})


def cost(timing: dict) -> float:
    """Return the median cost of a page without the start, in microseconds."""
    pairs = zip(timing["all"], timing["one"], strict=True)
    return median((all_pages[0] - one[0]) / (timing["pages"] - 1) * 1e6 for all_pages, one in pairs)


main(*map(Path, sys.argv[1:]))
