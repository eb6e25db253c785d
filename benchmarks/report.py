"""Time and size of the report: a corpus of many articles, from texts that are drawn by chance.

    python -m benchmarks.report [--articles 20000] [FOLDER]

Forty newspapers of the registry over two years, with bylines, agencies, captions, tails, some damage and gaps. The corpus
is made once, in FOLDER (a new one without), and stays there.
"""

import json
import resource
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.editions import BEGIN, DAYS
from flows.report import bounded, write_report
from flows.running import run
from flows.summaries import RunSettings
from flows.warehouse import REPORT
from transforms.papers.outlets import known_outlets

PAPERS = 40
_WORDS = (
    "harbour", "council", "pier", "winter", "budget", "school", "bridge", "farmers", "market", "railway", "storm", "mayor",
    "verdict", "museum", "border", "festival", "hospital", "strike", "river", "election", "weather", "police", "union",
)  # fmt: skip
_NAMES = ("Ada Marsh", "Otis Grant", "Tom Vale", "Nora Quill", "Ivo Brandt", "Lena Moss", "Karl Wren", "Mina Holt")


def story(random: Random, number: int, paper: str) -> str:
    """Return a page of text."""

    def sentence() -> str:
        return " ".join(random.choices(_WORDS, k=14)).capitalize() + f", said {random.choice(_NAMES)} on page {number}."

    headline = " ".join(random.choices(_WORDS, k=5)).capitalize()
    byline = f"- {random.choice(_NAMES).upper()}\n\n" if random.random() < 0.7 else ""
    paragraphs = "\n\n".join(" ".join(sentence() for _ in range(3)) for _ in range(random.randint(3, 12)))
    caption = "?? — AP PHOTO ?? The pier in winter.\n\n" if random.random() < 0.3 else ""
    return f"{paper}\n\n{headline}\n\n{byline}{caption}{paragraphs}\n\nPRINTED AND DISTRIBUTED BY PRESSREADER\n"


def deliver(folder: Path, articles: int) -> Path:
    """Write the pages as records of one file, with a manifest's facts in each address; return its folder."""
    random, root = Random(1), folder / "raw"
    root.mkdir(parents=True)
    papers = [outlet.name for outlet in known_outlets()][:PAPERS]
    with (root / "pages.jsonl").open("w", encoding="utf-8") as records:
        for number in range(articles):
            paper = papers[int(PAPERS * random.random() ** 2)]
            day = BEGIN + timedelta(random.randrange(DAYS))
            slug = paper.lower().replace(" ", "-")
            url = f"https://www.pressreader.com/canada/{slug}/{day:%Y%m%d}/{281500000000000 + number}"
            text = "" if random.random() < 0.01 else story(random, number, paper)
            records.write(json.dumps({"text": text, "url": url}) + "\n")
    return root


def main(arguments: list[str]) -> None:
    """Make the corpus where there is none yet, and print time, memory and size of its report."""
    many = int(arguments[arguments.index("--articles") + 1]) if "--articles" in arguments else 20_000
    given = [a for n, a in enumerate(arguments) if not a.startswith("--") and arguments[n - 1] != "--articles"]
    folder = Path(given[0]) if given else Path(tempfile.mkdtemp())
    store = folder / "warehouse"
    if not (store / "current").exists():
        run(RunSettings(str(deliver(folder, many)), str(store), workers=2))
    begin = perf_counter()
    file = write_report(store, folder / REPORT, bounded(store, 1))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{perf_counter() - begin:.1f} s, {file.stat().st_size / 1e6:.2f} MB, {memory:,.0f} MB of memory: {file}")


if __name__ == "__main__":
    main(sys.argv[1:])
