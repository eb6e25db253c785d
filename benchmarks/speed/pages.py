"""Pages to time with: text of 5 kB and HTML of 10 kB, made by seed, in the layouts that broadsheet knows.

Words follow each other as in our own texts (`benchmarks.reprint_scale`), three pages in ten are reprints of another.
Of text, 80 in 100 pages have curly quotes and are sound, 12 are ASCII, 8 are damaged in one of the ways of DAMAGE.
HTML is laid out by `benchmarks.forms`, half web app and half viewer, with a menu and a script as such pages have.
"""

import csv
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.damage import damage
from benchmarks.forms import FORMS
from benchmarks.pieces import text_of
from benchmarks.reprint_copies import Copy
from benchmarks.reprint_pages import CAPTIONS, CREDITS, address, as_text, papers
from benchmarks.reprint_scale import chain, copied, written
from benchmarks.reprint_stories import collection
from benchmarks.steps import GIVEN, SURNAMES

ASCII, DAMAGED = 0.12, 0.08
DAMAGE = ("mojibake", "mojibake", "mojibake twice", "mojibake latin-1", "lossy", "entities named", "lost byte dropped")
GROUP = 0.055  # stories that come again in one to nine other papers: three pages in ten are of such a group
WORDS = {"text": 920, "html": 860}
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})
PARAGRAPH = 30  # words at least
ENDS = (".", "!", "?", ".”", "?”", "!”")
CLOSE = ("That", "is", "all", "for", "now.")
ID = re.compile(r"\b2815\d{11}\b")
LINKS = ("Top stories", "World", "Business", "Sport", "Arts", "Letters", "Publications", "My collections", "Bookmarks")
MENU = "".join(f'<li class="menu-item"><a href="/catalog/{n}">{link}</a></li>' for n, link in enumerate(LINKS * 5))
SCRIPT = json.dumps({"viewer": {f"option{n}": {"enabled": n % 3 == 0, "width": n * 40} for n in range(38)}})


def stories(kind: str, seed: str) -> Iterator[list[str]]:
    """Yield the words of pages without end."""
    rng = random.Random(f"speed {kind} {seed}")
    words, after = chain(collection("1", own=True))
    while True:
        story = written(words, after, int(WORDS[kind] * rng.uniform(0.7, 1.3)), rng)
        yield story
        if rng.random() < GROUP:
            yield from (copied(story, words, rng) for _ in range(rng.randrange(1, 10)))


def copy_of(words: list[str]) -> Copy:
    """Return a story as it is printed: a headline, and paragraphs of whole sentences."""
    paragraphs: list[str] = []
    held: list[str] = []
    for word in words[8:]:
        held.append(word)
        if (len(held) >= PARAGRAPH and word.endswith(ENDS)) or len(held) == PARAGRAPH * 2:
            paragraphs.append(sentence(held))
            held = []
    return Copy("en", sentence(words[:8]).rstrip("."), (*paragraphs, sentence([*held, *CLOSE])))


def sentence(words: list[str]) -> str:
    """Return words as a sentence: a capital first, and an end."""
    text = " ".join(words)
    return (text[0].upper() + text[1:]).rstrip(",;:—– ") + ("" if text.endswith(ENDS) else ".")


def pages(kind: str, seed: str = "1") -> Iterator[tuple[str, str]]:
    """Yield text and address of pages without end."""
    rng = random.Random(f"pages {kind} {seed}")
    shelf = papers(rng)["en"]
    for number, words in enumerate(stories(kind, seed)):
        outlet, day = rng.choice(shelf), f"2019-0{rng.randrange(1, 10)}-{rng.randrange(10, 29)}"
        byline = rng.choice(("", "", *(f"By {rng.choice(GIVEN)} {rng.choice(SURNAMES)}" for _ in range(5))))
        photos = [(rng.choice(CREDITS), caption) for caption in rng.sample(CAPTIONS, rng.choice((0, 0, 1, 2)))]
        copy = copy_of(words)
        if kind == "text":
            yield printed(as_text(copy, outlet, byline, photos, rng), rng, number), address(outlet, day, number)
            continue
        said = {"outlet": outlet.name, "headline": copy.headline, "body": list(copy.paragraphs), "standfirst": None,
                "byline": byline, "photos": photos, "day": day}  # fmt: skip
        lay: Any = FORMS[rng.choice(("web", "viewer"))]
        html = lay(said, rng)
        yield dressed(ID.sub(str(281500000000000 + number), html)), address(outlet, day, number)


def printed(text: str, rng: random.Random, number: int) -> str:
    """Return a page of text as it was scraped: sound, in ASCII, or damaged."""
    chance = rng.random()
    if chance < ASCII:
        return text.translate(PLAIN).encode("ascii", "ignore").decode()
    if chance < ASCII + DAMAGED:
        return text_of(damage(rng.choice(DAMAGE), text, "en", str(number)))
    return text


def dressed(html: str) -> str:
    """Put a menu and a script into a page."""
    head, found, rest = html.partition("<body>")
    return f"{head}{found}<script>window.state = {SCRIPT};</script><ul class='menu'>{MENU}</ul>{rest}"


def write(kind: str, count: int, folder: Path) -> Path:
    """Write the first pages and their manifest into a folder of their number, if they are not there; return it."""
    place = folder / f"{kind}-{count}"
    if (place / "manifest.csv").exists():
        return place
    place.mkdir(parents=True, exist_ok=True)
    rows = [("path", "url")]
    for number, (text, url) in zip(range(count), pages(kind), strict=False):
        rows.append((f"{number:06}.{'txt' if kind == 'text' else 'html'}", url))
        (place / rows[-1][0]).write_text(text, "utf-8", errors="surrogatepass")
    with (place / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return place
