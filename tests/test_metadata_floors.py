"""Quality floors of metadata: pages laid out from our own texts, and the labelled real bylines where they are."""

import os
import random
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks import bylines as benchmark
from transforms.bylines import read_byline
from transforms.datelines import split_dateline
from transforms.folding import fold
from transforms.papers.countries import countries
from transforms.papers.outlets import find_outlets, known_outlets
from transforms.steps import clean

ROOT = Path(__file__).parent.parent
FLOORS = tomllib.loads((Path(__file__).parent / "metadata_floors.toml").read_text("utf-8"))
BYLINES = [
    ("KAREN OAKLEY AND GREG VALE", ["Karen Oakley", "Greg Vale"], None),
    ("By HAMISH McRAE, Marine Correspondent", ["Hamish McRae"], None),
    ("CONOR O’CLERY, The Canadian Press", ["Conor O’Clery"], "The Canadian Press"),
    ("Von Petra von der Aue und Udo Kern", ["Petra von der Aue", "Udo Kern"], None),
    ("Por INÉS DE LA VEGA", ["Inés de la Vega"], None),
    ("Agence France-Presse", [], "Agence France-Presse"),
    ("", [], None),
]
DATELINES = [
    ("OTTAWA (CP) _ ", "OTTAWA", "The Canadian Press"),
    ("WASHINGTON — ", "WASHINGTON", None),
    ("", None, None),
]
CREDITS = [
    ("ROWAN ASHGROVE/GETTY IMAGES", "Getty Images", "Rowan Ashgrove"),
    ("AP PHOTO", "The Associated Press", None),
]


def pages(count: int) -> list[tuple[str, str, dict[str, object]]]:
    """Return pages with their addresses and what they say."""
    chance = random.Random(3)
    texts = [
        (f.name[:2], f.read_text("utf-8").split("\n\n")) for f in sorted((ROOT / "benchmarks/texts").glob("*.txt"))
    ]
    papers = [o for o in known_outlets() if o.country and len(find_outlets(o.name, None)) == 1]
    found = []
    for number in range(count):
        language, (title, *body) = chance.choice(texts)
        own = split_dateline(body[0])  # one of our texts has a dateline of its own
        paper, (byline, authors, agency) = chance.choice(papers), chance.choice(BYLINES)
        opening, place, wire = ("", own.place, own.agency) if own else chance.choice([*DATELINES, ("", None, None)])
        credit, photo_agency, photographer = chance.choice(CREDITS)
        day = date(2018, 1, 1) + timedelta(days=chance.randrange(2000))
        head = [title, f"{paper.name} - - NEWS - {byline}".rstrip()]
        head = head if chance.random() < 0.5 else [paper.name, title, f"- {byline}".rstrip()]
        caption = [f" ?? — {credit} ?? The pier at dawn.\n— {credit} The pier at dawn."]
        nation = countries()[paper.country or ""]
        tail = [f"Newspapers from {nation.name}"] if chance.random() < 0.8 else []
        text = "\n\n".join([*head, opening + body[0], *body[1:], *caption, *tail]) + "\n"
        shelf = (*nation.shelves, fold(nation.name).replace(" ", "-"))[0]
        slug = fold(paper.name).replace(" ", "-")
        url = f"https://www.pressreader.com/{shelf}/{slug}/{day:%Y%m%d}/{281500000000000 + number}"
        said: dict[str, object] = {
            "authors": authors, "agency": agency or wire, "outlet": paper.outlet_id, "country": paper.country,
            "language": language, "published": day, "dateline": place,
            "captions": [("The pier at dawn.", credit, photo_agency, photographer, 2)],
        }  # fmt: skip
        found.append((text, url, said))
    return found


def test_pages_laid_out_from_our_texts_keep_their_floors() -> None:
    right: Counter[str] = Counter()
    missed = []
    found = pages(240)
    for text, url, said in found:
        page = clean(text, url)
        read = {name: getattr(page, name) for name in ("agency", "country", "language", "published", "dateline")}
        read |= {
            "authors": [p.name for p in page.people if p.role == "author"],
            "outlet": page.outlet.outlet_id if page.outlet else None,
            "captions": [tuple(caption) for caption in page.captions],
        }
        right.update(name for name in said if read[name] == said[name])
        missed += [(name, text[:90], said[name], read[name]) for name in said if read[name] != said[name]]
    low = {
        name: right[name] / len(found) for name, floor in FLOORS["pages"].items() if right[name] < floor * len(found)
    }
    assert low == {}, missed[:5]


def test_the_labelled_real_bylines_keep_their_floors() -> None:
    file = Path(os.environ.get("BROADSHEET_REAL_BYLINES", benchmark.DEFAULT))
    if not file.exists():
        pytest.skip(f"no labelled bylines: BROADSHEET_REAL_BYLINES names none, and {file} is not there")
    scores = benchmark.scores([(row, read_byline(row.byline)) for row in benchmark.labelled(file)])
    shares = {line[:30].strip(): float(line[30:].split()[0]) for line in scores}
    assert {name: shares[name] for name, floor in FLOORS["bylines"].items() if shares[name] < floor} == {}
