"""Stories to print and to reprint: our own texts and sample pages, or the larger sets of others.

Every set is cut in three by the place of a text in it: `main` is printed and reprinted, `mixed` goes into digests,
follow-up stories and quoted speeches (long ones in slices), `spare` gives the words and paragraphs that other newspapers add. No sentence
stands in two stories.
"""

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from benchmarks.documents import Document, documents
from transforms import clean_all

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
PARAGRAPH = 200  # characters, as print has them
SENTENCE_END = re.compile(r"(?<=[.!?…][”’\"»]) |(?<=[^\W\d_]{2}[.!?…]) (?=[\"“‘«A-ZÀ-Ý])")
SLICE = 350  # words of a mixed story, at least
FEW = 60  # stories of a language: half of them are mixed, that there are some of each sort
SHORTEST = 90  # words of a story that can be cut


class Story(NamedTuple):
    """What one newspaper printed first."""

    name: str
    language: str
    headline: str
    paragraphs: tuple[str, ...]


class Collection(NamedTuple):
    """Stories by their use, and what is taken from the spare ones: words and sentences by language."""

    main: tuple[Story, ...]
    mixed: tuple[Story, ...]
    words: dict[str, list[str]]
    sentences: dict[str, list[str]]
    spare: dict[str, Iterator[str]]

    def rewound(self) -> "Collection":
        """Return the collection with its spare sentences from the start: a corpus never depends on others."""
        return self._replace(spare={language: cycle(found) for language, found in self.sentences.items()})

    def local(self, language: str, words: int) -> str:
        """Return a paragraph of about so many words that no story holds."""
        found: list[str] = []
        while count(found) < words:
            found.append(next(self.spare.get(language) or self.spare["en"]))
        return " ".join(found)


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


def slices(story: Story) -> Iterator[Story]:
    """Cut a story into short ones at the ends of paragraphs; they share nothing."""
    left, number = story.paragraphs, 0
    while count(left) >= SHORTEST:
        size = next(
            (n for n in range(1, len(left)) if count(left[:n]) >= SLICE and count(left[n:]) >= SHORTEST), len(left)
        )
        headline = story.headline if number == 0 else " ".join(left[0].split()[:8])
        yield Story(f"{story.name}/{number}", story.language, headline, left[:size])
        left, number = left[size:], number + 1


@cache
def collection(seed: str = "1", *, own: bool = False) -> Collection:
    """Return all stories by their use; the seed decides which are mixed and which are spare."""
    rng, main, mixed, spare = random.Random(f"stories {seed}"), [], [], []
    by_language: dict[str, list[Story]] = {}
    for story in stories(own=own):
        by_language.setdefault(story.language, []).append(story)
    for found in by_language.values():
        rng.shuffle(found)
        some, few = len(found) // (4 if len(found) > FEW else 2), max(len(found) // 12, 1)
        mixed += [part for story in found[:some] for part in slices(story)]
        spare += found[some : some + few]
        main += found[some + few :]
    texts: dict[str, list[str]] = {}
    for story in spare:
        texts.setdefault(story.language, []).extend(s for p in story.paragraphs for s in sentences(p))
    words = {lang: [w for text in found for w in text.split() if w.isalpha()] for lang, found in texts.items()}
    return Collection(tuple(main), tuple(mixed), words, texts, {}).rewound()
