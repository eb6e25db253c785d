"""The newspapers as a folder of pages, read by the whole pipeline: page by file name, truth kept aside.

Text in its three layouts, and the documents of `benchmarks.forms`; newspapers, days and addresses by chance, bylines
and agencies in some copies and lost in others. Two copies of a story never share a newspaper and a day.
"""

import csv
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from benchmarks.forms import FORMS
from benchmarks.reprint_copies import Copy
from benchmarks.reprint_mixtures import Item
from transforms.folding import fold
from transforms.papers.countries import countries
from transforms.papers.outlets import Outlet, known_outlets

BYLINES = (
    "ADA MARSH", "Rowan Ashgrove", "By TOBIAS PENN", "Mira Holt, The Canadian Press", "THE CANADIAN PRESS", "AP",
    "Reuters", "AFP", "", "", "",
)  # fmt: skip
CREDITS = ("AP PHOTO", "ROWAN ASHGROVE / REUTERS", "GETTY IMAGES", None)
CAPTIONS = ("The pier at dawn.", "A boat rests, its crew asleep.", "Mayor Lena Rook cuts the ribbon on Monday.")
SUFFIXES = {"web": "html", "viewer": "html", "epub": "xhtml", "service": "json", "service-2": "json"}
LANGUAGES = {"en": "English", "fr": "French", "es": "Spanish", "de": "German", "pt": "Portuguese", "it": "Italian", "nl": "Dutch"}  # fmt: skip
SEPARATE = 40  # newspapers, so many that two copies seldom meet in one

Row = dict[str, str]


def papers(rng: random.Random) -> dict[str, list[Outlet]]:
    """Return newspapers by language."""
    found: dict[str, list[Outlet]] = {}
    for outlet in known_outlets():
        if outlet.language in LANGUAGES and outlet.country:
            found.setdefault(outlet.language, []).append(outlet)
    return {language: rng.sample(some, min(SEPARATE, len(some))) for language, some in found.items()}


def as_text(copy: Copy, outlet: Outlet, byline: str, photos: list[tuple[str | None, str]], rng: random.Random) -> str:
    """Return a page of text in one of its layouts; one in ten has lost its tail."""
    layout = rng.choice(["V1", "V2", "V2b"])
    head = [copy.headline, *([copy.standfirst] if copy.standfirst else [])]
    if layout == "V1":
        head.append(f"{outlet.name} - - NEWS - {byline}".rstrip())
    else:
        head = [outlet.name, *head, *([f"- {byline}".rstrip()] if layout == "V2" else [])]
    tail = [f" ?? — {c} ?? {t}\n— {c} {t}" if c else f" ?? {t}\n{t}" for c, t in photos]
    if rng.random() > 0.1:
        country = countries()[outlet.country or ""].name
        tail += [f"Newspapers in {LANGUAGES[copy.language]}", f"Newspapers from {country}"]
    return "\n\n".join([*head, *copy.paragraphs, *tail]) + "\n"


def page_of(copy: Copy, outlet: Outlet, day: str, rng: random.Random) -> tuple[str, str]:
    """Return a page and the suffix of its file."""
    photos = [(rng.choice(CREDITS), caption) for caption in rng.sample(CAPTIONS, rng.choice([0, 0, 1, 2]))]
    byline = rng.choice(BYLINES)
    form = rng.choice(["text", "text", "text", *FORMS])
    if form == "text":
        return as_text(copy, outlet, byline, photos, rng), "txt"
    body = [" ".join(paragraph.split()) for paragraph in copy.paragraphs]
    said = {
        "outlet": outlet.name, "headline": copy.headline, "body": body, "standfirst": copy.standfirst,
        "byline": byline, "photos": photos, "day": day,
    }  # fmt: skip
    return FORMS[form](said, rng), SUFFIXES[form]


def write(items: Sequence[Item], folder: Path, seed: str) -> list[str]:
    """Write a page for each item and a manifest; return the file names in the order of the items."""
    rng = random.Random(f"pages {seed}")
    shelves, used, names, rows = papers(rng), set(), [], []
    for number, item in enumerate(items):
        place = ("", "")
        while not place[0] or (item.story, *place) in used:
            outlet = rng.choice(shelves.get(item.copy.language) or shelves["en"])
            place = (outlet.name, f"2019-0{rng.randrange(1, 10)}-{rng.randrange(10, 29)}")
        used.add((item.story, *place))
        text, suffix = page_of(item.copy, outlet, place[1], rng)
        names.append(f"{number:06}.{suffix}")
        (folder / names[-1]).write_text(text, "utf-8", errors="surrogatepass")
        rows.append({"path": names[-1], "url": address(outlet, place[1], number)})
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["path", "url"])
        writer.writeheader()
        writer.writerows(rows)
    return names


def address(outlet: Outlet, day: str, number: int) -> str:
    """Return the address of a page."""
    country = countries()[outlet.country or ""]
    shelf = (*country.shelves, fold(country.name).replace(" ", "-"))[0]
    slug = fold(outlet.name).replace(" ", "-")
    return f"https://www.pressreader.com/{shelf}/{slug}/{day.replace('-', '')}/{281500000000000 + number}"


def ingest(folder: Path, warehouse: Path) -> None:
    """Read the folder with the command that everybody uses."""
    command = [sys.executable, "-m", "flows.cli", "ingest", str(folder), "--warehouse", str(warehouse)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (our own command)


class Read(NamedTuple):
    """What became of a page: its group, why it is no article of its own, and the body as it was read."""

    cluster: str | None
    reason: str | None
    body: str


def results(warehouse: Path, names: Sequence[str]) -> list[Read]:
    """Return what became of each file; a file without a row is a fault."""
    query = """
        SELECT split_part(source, '#', 1), cluster_id, CASE WHEN status <> 'accepted' THEN reason END, coalesce(body, '')
        FROM pages LEFT JOIN articles USING (article_id) LEFT JOIN reprints USING (article_id)
    """
    with duckdb.connect(str(warehouse / "corpus.duckdb"), read_only=True) as con:
        rows = {name: Read(*row) for name, *row in con.sql(query).fetchall()}
    return [rows[name] for name in names]
