"""What each step costs: `python -m benchmarks.steps [TEXTS.jsonl] [--pages N]`, microseconds a page on one core.

Pages are laid out by `benchmarks.quality` from real article texts (default ../shared/texts/articles-en.jsonl), cut at 5,000
characters, in paragraphs as long as those of print (45 lines a page, blank ones among them). The first half warms what is remembered (newspapers, countries, bylines); the second is measured.
"Metadata" is every step that fills a field but `body` and `captions`.
"""

import json
import random
import sys
from collections import defaultdict
from pathlib import Path
from time import perf_counter

from benchmarks.quality import page_of
from transforms.folding import fold
from transforms.grammars import open_pages
from transforms.papers.countries import countries
from transforms.papers.outlets import known_outlets
from transforms.steps import STEPS

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = ROOT.parent / "shared" / "texts" / "articles-en.jsonl"
PAGES, PAPERS = 600, 40
CHARACTERS = 5_000
PARAGRAPH = 200
GIVEN = ("ADA", "TOBIAS", "LENA", "SAM", "MIRA", "ROWAN", "KAREN", "GREG", "IDA", "OTIS", "NELL", "EWA")
SURNAMES = (
    "MARSH",
    "PENN",
    "ROOK",
    "FOLEY",
    "HOLT",
    "MCRAE",
    "O’CLERY",
    "DE LA CRUZ",
    "VON ROHR",
    "VALE",
    "LIND",
    "ROE",
)
NOT_METADATA = frozenset({"read_body", "read_captions"})


def pages(file: Path, count: int) -> list[tuple[str, str]]:
    """Return texts and addresses of pages; articles are cut to the usual length of print."""
    articles = [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]
    rng = random.Random(5)
    known = rng.sample([o for o in known_outlets() if o.language == "en" and o.country], PAPERS)
    found = []
    for number in range(count):
        article = rng.choice(articles)
        _, text, truth = page_of(article | {"text": in_print(article["text"][:CHARACTERS])}, known, countries(), rng)
        text = text.replace("ADA MARSH", f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}")
        slug, country = fold(truth["outlet"]).replace(" ", "-"), countries()[truth["country"]]
        shelf = (*country.shelves, fold(country.name).replace(" ", "-"))[0]
        found.append((text, f"https://www.pressreader.com/{shelf}/{slug}/20190314/{281500000000000 + number}"))
    return found


def in_print(text: str) -> str:
    """Join the short paragraphs of the web to such as print has."""
    joined = [""]
    for paragraph in text.split("\n\n"):
        if len(joined[-1]) > PARAGRAPH:
            joined.append("")
        joined[-1] = f"{joined[-1]} {paragraph}".strip()
    return "\n\n".join(joined)


def measured(found: list[tuple[str, str]]) -> dict[str, float]:
    """Return seconds that each step took over the second half of the pages."""
    spent: dict[str, float] = defaultdict(float)
    for number, (text, url) in enumerate(found):
        for opened in open_pages(text):
            page = opened._replace(url=url)
            for step in STEPS:
                start = perf_counter()
                page = step(page)
                if number * 2 >= len(found):
                    spent[step.__name__] += perf_counter() - start
    return spent


def main() -> None:
    """Print the table."""
    count = int(sys.argv[sys.argv.index("--pages") + 1]) if "--pages" in sys.argv else PAGES
    file = next((Path(a) for a in sys.argv[1:] if a.endswith(".jsonl")), DEFAULT)
    found = pages(file, count)
    spent = {name: seconds / (len(found) / 2) * 1e6 for name, seconds in measured(found).items()}
    for name, cost in spent.items():
        print(f"{name:24} {cost:7.1f}")
    metadata = sum(cost for name, cost in spent.items() if name.startswith("read_") and name not in NOT_METADATA)
    print(f"{'metadata':24} {metadata:7.1f}\n{'all':24} {sum(spent.values()):7.1f}")


if __name__ == "__main__":
    main()
