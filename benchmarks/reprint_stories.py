"""The stories of a benchmark by their use.

Every set is cut in three by chance: `main` is printed and reprinted, `mixed` goes into digests, follow-up stories and
quoted speeches (long ones in slices), `spare` gives the words and paragraphs that other newspapers add. No two stories
share more than next to nothing.
"""

import random
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from typing import NamedTuple

from benchmarks.reprint_naive import runs_of
from benchmarks.reprint_texts import SHORTEST, Story, count, sentences, stories

NEXT_TO_NOTHING = 0.05  # of the runs of words
SLICE = 350  # words of a mixed story, at least
FEW = 60  # stories of a language: half of them are mixed, that there are some of each sort


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


def is_new(story: Story, seen: set[int]) -> bool:
    """Tell whether a story shares next to nothing with those before it: the web prints the same blocks again."""
    runs = runs_of(" ".join(story.paragraphs))
    known = len(runs & seen) / len(runs)
    seen |= runs
    return known < NEXT_TO_NOTHING


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
    seen: set[int] = set()
    spare, main, mixed = ([s for s in found if is_new(s, seen)] for found in (spare, main, mixed))
    rng.shuffle(mixed)  # slices of one article apart
    texts: dict[str, list[str]] = {}
    for story in spare:
        texts.setdefault(story.language, []).extend(s for p in story.paragraphs for s in sentences(p))
    words = {lang: [w for text in found for w in text.split() if w.isalpha()] for lang, found in texts.items()}
    return Collection(tuple(main), tuple(mixed), words, texts, {}).rewound()
