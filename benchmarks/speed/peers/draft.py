"""The first draft that anybody writes: `draft.py PAGES OUT`.

BeautifulSoup with html.parser, ftfy on the whole page, the patterns of PATTERNS one after another on each line, MinHash
of datasketch, a dictionary for each row.
"""

import re
import sys
from pathlib import Path

import ftfy
import pyarrow as pa
import pyarrow.parquet as pq
from bs4 import BeautifulSoup
from datasketch import MinHash, MinHashLSH

SUBJECTS = (
    "newspapers", "magazines", "photos?", "pictures?", "copyright", "advertisement", "continued", "subscribe", "see also",
    "read more", "letters", "page", "edition", "printed", "published", "reprinted", "follow us", "sign up", "sponsored", "related",
)  # fmt: skip
ENDS = (r"in [A-Z]\w+", r"from [A-Z]\w+(?: \w+)*", r"(?:by|of|on):? .{0,40}", r"[A-Z]?\d+", r"[|–—-] .{0,40}")
PATTERNS = [re.compile(rf"\s*{subject}\s*{end}\s*", re.IGNORECASE) for subject in SUBJECTS for end in ENDS]
BYLINE = re.compile(r"(?:- )?By ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)")
PERMUTATIONS, RUN, ALIKE = 128, 5, 0.5


def text_of(file: Path) -> str:
    """Return the text of a page."""
    text = file.read_text("utf-8", errors="replace")
    if file.suffix != ".html":
        return text
    soup = BeautifulSoup(text, "html.parser")
    return "\n".join(part.get_text(" ", strip=True) for part in soup.find_all(["h1", "h2", "li", "p", "span"]))


def row_of(file: Path) -> dict[str, str | None]:
    """Return what is known of a page."""
    lines = [line.strip() for line in ftfy.fix_text(text_of(file)).split("\n")]
    kept = [line for line in lines if line and not any(pattern.fullmatch(line) for pattern in PATTERNS)]
    authors = [found[1] for line in kept[:8] if (found := BYLINE.match(line))]
    return {
        "source": file.name,
        "headline": kept[0],
        "author": authors[0] if authors else None,
        "body": "\n\n".join(kept[1:]),
    }


def mark_reprints(rows: list[dict[str, str | None]]) -> None:
    """Tell of each row which one it repeats."""
    index = MinHashLSH(ALIKE, PERMUTATIONS)
    for row in rows:
        words = (row["body"] or "").lower().split()
        signature = MinHash(PERMUTATIONS)
        signature.update_batch([" ".join(words[n : n + RUN]).encode() for n in range(max(len(words) - RUN + 1, 1))])
        row["reprint_of"] = next(iter(index.query(signature)), None)
        index.insert(row["source"], signature)


def main(pages: Path, out: Path) -> None:
    """Read all pages and write one table."""
    rows = [row_of(file) for file in sorted(pages.iterdir()) if file.name != "manifest.csv"]
    mark_reprints(rows)
    out.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(rows), out / "articles.parquet", compression="zstd")


main(*map(Path, sys.argv[1:]))
