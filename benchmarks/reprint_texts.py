"""Stories to print and to reprint: of our own texts and sample pages, or of the larger sets of others."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.documents import Document, documents
from transforms.steps import clean_all

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
PARAGRAPH = 200  # characters, as print has them
SENTENCE_END = re.compile(r"(?<=[.!?…][”’\"»]) |(?<=[^\W\d_]{2}[.!?…]) (?=[\"“‘«A-ZÀ-Ý])")
SHORTEST = 90  # words of a story that can be cut


class Story(NamedTuple):
    """What one newspaper printed first."""

    name: str
    language: str
    headline: str
    paragraphs: tuple[str, ...]


def count(texts: list[str] | tuple[str, ...]) -> int:
    """Return the words of texts."""
    return sum(len(text.split()) for text in texts)


def sentences(text: str) -> list[str]:
    """Cut a paragraph at the ends of its sentences.

    >>> sentences("He left. “Who knows?” she said. It rained.")
    ['He left.', '“Who knows?”', 'she said.', 'It rained.']
    """
    return SENTENCE_END.split(text)


def in_print(paragraphs: list[str]) -> tuple[str, ...]:
    """Join the short paragraphs of the web to such as print has; leave out what repeats."""
    joined = [""]
    for paragraph in dict.fromkeys(" ".join(p.split()) for p in paragraphs):
        if len(joined[-1]) > PARAGRAPH:
            joined.append("")
        joined[-1] = f"{joined[-1]} {paragraph}".strip()
    return tuple(p for p in joined if p)


def samples() -> Iterator[Story]:
    """Yield the stories of the sample pages, each once."""
    seen: set[str] = set()
    for file in sorted(SAMPLES.glob("*.[thj]*")):
        for page in clean_all(file.read_text("utf-8", errors="replace")):
            opening = " ".join((page.body or "").split()[:12]).casefold()
            if count([page.body or ""]) >= SHORTEST and opening not in seen:
                seen.add(opening)
                language = page.language or "en"
                yield Story(f"sample {file.stem}", language, page.headline or "", tuple(page.body.split("\n\n")))


def story_of(document: Document) -> Story:
    """Make a story of a document: an article with its title, or sentences in paragraphs of three."""
    lines = [line for line in document.text.split("\n") if line.strip()]
    if document.name.startswith("sentences"):
        cut = [" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3)]
        return Story(document.name, document.language, " ".join(lines[0].split()[:7]), tuple(cut))
    return Story(document.name, document.language, " ".join(lines[0].split()), in_print(lines[1:]))


def stories(*, own: bool) -> Iterator[Story]:
    """Yield every story of a set that is long enough to be cut."""
    if own:
        yield from samples()
    for language, found in documents(own=own).items():
        chosen = [d for d in found if own or not d.name.startswith("sentences-en")]
        made = [s for d in chosen if own or "#" in d.name for s in [story_of(d)]]
        yield from (s for s in made if s.language == language and count(s.paragraphs) >= SHORTEST)
