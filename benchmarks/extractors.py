"""Compare extractors of ordinary news HTML, and broadsheet's own reading with that of the extractor it uses.

`python benchmarks/extractors.py [--gold FOLDER ...] [--texts TEXTS.jsonl] [--pages 200]`: a gold folder holds pages
`NAME.html` with the article's text in `NAME.txt`; pages are also made by seed from real article texts, in eight kinds of
page with menus, related stories, comments, notices. F1 is over words with their number, the mean of the pages. An
extractor that is not installed is left out. The table of 2026 and the decision stand in EXTRACTORS.md.
"""

import argparse
import importlib
import json
import logging
import random
import re
import sys
import time
from collections import Counter
from functools import partial
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lxml.html import fromstring

from transforms.grammars.markup import strained
from transforms.grammars.metadata import read_facts
from transforms.grammars.news import read_news
from transforms.steps import take_steps

WORD = re.compile(r"\w+")
logging.disable(logging.CRITICAL)


def f1(found, gold):
    """Return the F1 of the words found, each counted as often as it stands there."""
    got, want = Counter(WORD.findall(found.lower())), Counter(WORD.findall(gold.lower()))
    both = sum((got & want).values())
    return 2 * both / (sum(got.values()) + sum(want.values())) if both else 0.0


# Pages made by seed: a head, the story, and what stands around it.

MENU = ["Home", "News", "Sport", "Business", "Opinion", "Weather", "Subscribe", "Sign in", "Jobs", "Contact us"]
LINKS = [
    "Mayor opens bridge that was already open", "Ten things to know before the harbour fair", "Lamp-post wins prize", "Council weighs a fourth roundabout",
    "Ferry late again, says ferry", "Why the old mill will not be a hotel", "Choir of foghorns plans a second concert", "Readers' photos: fog",
]  # fmt: skip
COMMENTS = [
    "I have lived here for forty years and never saw such a thing, and I would like to know who paid for all of it.",
    "Well said. The council should read this twice before it signs anything else in our name.",
    "First they came for the benches. What is next, the pigeons? Somebody must speak up for this town.",
]
COOKIES = "We and our partners use cookies to store and access information on a device. You can change your choice at any time in our privacy policy."
LETTER = "Sign up for our morning letter and get the news of the town before breakfast, every day, for free."


def items(words, tag="li"):
    """Return words as links in items."""
    return "".join(f'<{tag}><a href="/{n}">{escape(word)}</a></{tag}>' for n, word in enumerate(words))


def story(paragraphs, rng, kind):
    """Return the paragraphs as mark-up."""
    if kind == "br":
        return "<br/><br/>".join(map(escape, paragraphs))
    if kind == "div":
        return "".join(f"<div class='txt'>{escape(p)}</div>" for p in paragraphs)
    out = [f"<p>{escape(p)}</p>" for p in paragraphs]
    if kind == "busy":
        extra = [
            f"<aside class='related'><h3>Read more</h3><ul>{items(rng.sample(LINKS, 3))}</ul></aside>",
            "<figure><img src='a.jpg'/><figcaption>The harbour at dawn. Photo: Ada Marsh</figcaption></figure>",
            f"<div class='newsletter-signup'><p>{LETTER}</p><form><input name='e'/><button>Sign up</button></form></div>",
            "<div class='ad'><span>Advertisement</span></div>",
        ]
        for piece in rng.sample(extra, 3):
            out.insert(rng.randrange(1, len(out) + 1), piece)
    return "".join(out)


def page_of(title, paragraphs, rng):
    """Return an HTML page of one of eight kinds with a story in it."""
    kind = rng.choice(["plain", "busy", "busy", "div", "br", "plain", "table", "bare"])
    text = story(paragraphs, rng, kind)
    h1 = f"<h1>{escape(title)}</h1>"
    byline = "<p class='byline'>By <a href='/ada'>Ada Marsh</a></p><time datetime='2019-03-14'>14 March 2019</time>"
    head = f"<head><meta charset='utf-8'/><title>{escape(title)} | The Harbour Courier</title><meta property='og:title' content='{escape(title)}'/></head>"
    top = f"<header><a href='/'>The Harbour Courier</a><nav><ul>{items(MENU)}</ul></nav></header>"
    side = f"<aside class='sidebar'><h2>Most read</h2><ol>{items(rng.sample(LINKS, 5))}</ol></aside>"
    talk = (
        "<section id='comments'><h2>Comments</h2>"
        + "".join(
            f"<div class='comment'><b>reader{n}</b><p>{c}</p></div>" for n, c in enumerate(rng.sample(COMMENTS, 2))
        )
        + "</section>"
    )
    foot = f"<footer><p>© 2019 The Harbour Courier. All rights reserved.</p><ul>{items(['About', 'Privacy', 'Terms'])}</ul></footer>"
    notice = f"<div id='cookie-banner' role='dialog'><p>{COOKIES}</p><button>Accept</button></div>"
    if kind == "bare":
        body = f"{h1}{text}"
    elif kind == "table":
        body = f"<table><tr><td>{items(MENU, 'p')}</td><td>{h1}{text}</td><td>{items(LINKS, 'p')}</td></tr></table><p>Copyright 2019</p>"
    elif kind in {"div", "br"}:
        body = f"<div id='top'>{items(MENU, 'span')}</div><div id='main'><div class='title'>{h1}</div><div class='article-body'>{text}</div></div><div id='right'>{items(LINKS, 'div')}</div>{foot}"
    else:
        main = f"<main><article>{h1}{byline}<div class='article-body'>{text}</div></article>{talk if rng.random() < 0.5 else ''}</main>"
        body = top + main + side + foot
    if rng.random() < 0.5:
        body += notice
    return f"<!DOCTYPE html><html lang='en'>{head}<body>{body}</body></html>"


def made_pages(source, count):
    """Yield pages made from article texts, and the text of each."""
    rng = random.Random(7)
    lines = source.read_text("utf-8").split("\n")
    articles = [a for a in (json.loads(line) for line in lines if line) if a.get("title") and len(a["text"]) > 600]
    for article in rng.sample(articles, min(count, len(articles))):
        paragraphs = [" ".join(p.split()) for p in article["text"].split("\n") if p.strip()]
        yield page_of(article["title"], paragraphs, rng), "\n".join(paragraphs)


def gold_pages(folder):
    """Yield the pages of a folder and their texts."""
    for file in sorted(folder.glob("*.html")):
        text = file.with_suffix(".txt")
        if text.exists():
            yield file.read_bytes().decode("utf-8", "replace"), text.read_text("utf-8")


# Extractors: each makes of its module a function from a page to the article's text.


def trafilatura(library, **settings):
    return lambda page: library.extract(page, include_comments=False, **settings) or ""


def resiliparse(library):
    return lambda page: library.extract_plain_text(page, main_content=True, alt_texts=False, links=False)


def readability(library):
    return lambda page: " ".join(fromstring(library.Document(page).summary()).itertext())


def justext(library):
    words = library.get_stoplist("English")
    return lambda page: "\n".join(p.text for p in library.justext(page, words) if not p.is_boilerplate)


def goose3(library):
    reader = library.Goose({"enable_image_fetching": False})
    return lambda page: reader.extract(raw_html=page).cleaned_text or ""


def newspaper4k(library):
    def read(page):
        article = library.Article("https://www.example.com/a", fetch_images=False)
        article.download(input_html=page)
        article.parse()
        return article.text

    return read


def boilerpy3(library):
    return library.ArticleExtractor(raise_on_failure=False).get_content


def broadsheet(_):
    """The fallback with all steps: `clean` may choose another grammar, or refuse the page."""
    return lambda page: take_steps(read_news(page, read_facts(strained(page)))).body or ""


EXTRACTORS = [
    ("trafilatura", "trafilatura", "trafilatura", trafilatura),
    ("trafilatura, fast", "trafilatura", "trafilatura", partial(trafilatura, fast=True)),
    ("trafilatura, precision", "trafilatura", "trafilatura", partial(trafilatura, favor_precision=True)),
    ("trafilatura, recall", "trafilatura", "trafilatura", partial(trafilatura, favor_recall=True)),
    ("resiliparse", "resiliparse", "resiliparse.extract.html2text", resiliparse),
    ("readability-lxml", "readability-lxml", "readability", readability),
    ("justext", "justext", "justext", justext),
    ("goose3", "goose3", "goose3", goose3),
    ("newspaper4k", "newspaper4k", "newspaper", newspaper4k),
    ("boilerpy3", "boilerpy3", "boilerpy3.extractors", boilerpy3),
    ("broadsheet", "broadsheet", "transforms", broadsheet),
]


def measured(read, pages):
    """Return mean F1, and median and longest microseconds of a page."""
    scores, times = [], []
    for page, gold in pages:
        begun = time.perf_counter()
        try:
            found = read(page)
        except Exception:  # noqa: BLE001 (an extractor that fails has found nothing)
            found = ""
        times.append(time.perf_counter() - begun)
        scores.append(f1(found, gold))
    times.sort()
    return sum(scores) / len(scores), times[len(times) // 2] * 1e6, times[-1] * 1e6


def version_of(distribution):
    """Return the version of a distribution; a checkout need not be installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "checkout"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--texts", type=Path, default=Path("../shared/texts/articles-en.jsonl"))
    parser.add_argument("--pages", type=int, default=200)
    given = parser.parse_args()
    sets = {folder.name: list(gold_pages(folder)) for folder in given.gold}
    if given.texts.exists():
        sets["made"] = list(made_pages(given.texts, given.pages))
    print(
        "extractor | version |",
        " | ".join(f"{name} ({len(pages)}): F1, µs median, longest" for name, pages in sets.items()),
    )
    for name, distribution, module, make in EXTRACTORS:
        begun = time.perf_counter()
        try:
            read = make(importlib.import_module(module))
        except ImportError as error:
            print(f"{name} | not installed: {error}", file=sys.stderr)
            continue
        seconds = time.perf_counter() - begun
        row = " | ".join("{:.3f}, {:,.0f}, {:,.0f}".format(*measured(read, pages)) for pages in sets.values() if pages)
        print(f"{name} | {version_of(distribution)}, import {seconds:.2f} s | {row}", flush=True)


if __name__ == "__main__":
    main()
