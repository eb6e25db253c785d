"""An extractor alone, nothing written: `extract.py fast|trafilatura|newspaper4k PAGES`."""

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path


def extractor(name: str) -> Callable[[str], str | None]:
    """Return what makes text of HTML; only what it needs is imported."""
    if name == "newspaper4k":
        article = import_module("newspaper").article
        return lambda html: article("https://example.org/a", input_html=html, language="en").text
    return partial(import_module("trafilatura").extract, fast=name == "fast", include_comments=False)


def main(name: str, folder: str) -> None:
    """Extract all pages, and say how many had a text."""
    extract = extractor(name)
    texts = [extract(file.read_text("utf-8", errors="replace")) for file in sorted(Path(folder).glob("*.html"))]
    print(sum(map(bool, texts)), "of", len(texts))


main(*sys.argv[1:])
