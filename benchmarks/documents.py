"""Clean texts to damage: our own (`benchmarks/texts`), and larger sets of others when they are there.

The larger sets lie in the folder that BROADSHEET_REAL_TEXTS names (default `../shared/texts`): articles, one JSON
object a line with `title` and `text`, and sentences, one a line. Lines with damage of their own are left out.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

OWN = Path(__file__).parent / "texts"
SENTENCES = 10  # make a document
PAGE = 12_000  # characters
FOLDS = 4
# Controls, invisible characters, misread UTF-8, entities, lossy marks, broken words: nobody knows what these lines
# were. Suspended hyphens before the words that follow most of them are whole.
DAMAGED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200d\u2060\ufeff\ufffd]|â€|&#?\\w{2,8};"
    "|[ÂÃ](?:[^\\w\\s.,:;!?)-]|[¼½¾ªº¹²³µƒ‚])|(?<![A-ZÀ-Ý])[ÂÃ][\xa0 ]"
    r"|[^\W\d_]\?(?:s|t|ll|ve|re|d|m)\b"
    r"|[^\W\d_]- (?!(?:and|or|to|und|oder|bis|sowie|et|ou|y|o|e|en|of)\b)(?=[^\W\d_])(?![A-ZÀ-Ý])"
)


class Document(NamedTuple):
    """A clean text, the language it is in, and the name that tells where it is found."""

    name: str
    language: str
    text: str

    @property
    def half(self) -> int:
        """Return 0 for a text that may be looked at, 1 for one that judges: a hash decides, and no order of files."""
        return self._hash[0] % 2

    @property
    def fold(self) -> int:
        """Return which of four folds leaves this text out when weights are learnt."""
        return self._hash[1] % FOLDS

    @property
    def _hash(self) -> bytes:
        return hashlib.sha256(self.text.encode()).digest()


@cache
def documents(*, own: bool) -> dict[str, list[Document]]:
    """Return the documents by language: our own, and the larger sets too unless only `own` is asked for."""
    found = list(own_documents())
    if not own and real_texts().is_dir():
        found += real_documents(real_texts())
    return {lang: [one for one in found if one.language == lang] for lang in dict.fromkeys(d.language for d in found)}


def page_of(text: str) -> str:
    """Return as many whole lines as make a page."""
    return text if len(text) <= PAGE else text[: text.rfind("\n", 0, PAGE) + 1] or text[:PAGE]


def own_documents() -> Iterator[Document]:
    """Yield the texts of the repository."""
    for file in sorted(OWN.glob("*.txt")):
        yield Document(file.stem, file.stem[:2], file.read_text("utf-8").rstrip("\n"))


def real_texts() -> Path:
    """Return the folder of the larger sets, whether it is there or not."""
    return Path(os.environ.get("BROADSHEET_REAL_TEXTS", "../shared/texts"))


def real_documents(folder: Path) -> Iterator[Document]:
    """Yield the articles, and the sentences ten by ten."""
    for file in sorted(folder.glob("articles-*.jsonl")):
        for number, line in enumerate(file.read_text("utf-8").strip().split("\n")):
            article = json.loads(line)
            text = whole_lines(f"{article.get('title') or ''}\n\n{article['text']}")
            yield Document(f"{file.stem}#{number}", file.stem[-2:], text)
    for file in sorted(folder.glob("sentences-*.txt")):
        lines = whole_lines(file.read_text("utf-8")).split("\n")
        for number, at in enumerate(range(0, len(lines), SENTENCES)):
            text = "\n".join(lines[at : at + SENTENCES])
            yield Document(f"{file.stem}#{number}", file.stem[-2:], text)


def whole_lines(text: str) -> str:
    """Return the lines without damage of their own."""
    return "\n".join(line for line in text.split("\n") if not DAMAGED.search(line)).strip("\n")
