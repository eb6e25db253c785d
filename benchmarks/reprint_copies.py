"""A copy of a story as one newspaper prints it, and how editors cut and edit: pure functions, chance only by seed."""

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from benchmarks.reprint_stories import Collection
from benchmarks.reprint_texts import Story, count, sentences

PLACES = ("PORT ANSELL", "Gannet Ledge", "NEW HAVEN", "Saltmarsh", "ST. BRIDE’S", "La Rochette", "BAD ELBAU")
DATELINES = ("{} — ", "{} - ", "{} (AP) — ", "{}, Jan. 8 -- ", "{}: ", "{} (Reuters) - ", "{} – ")
HEADLINES = (
    "Council torn over what comes next", "‘Nobody told us’: the long road home", "A year on, few answers",
    "WHAT WE KNOW SO FAR", "Inside the plan that changed everything", "Warnings went unheard, papers show",
)  # fmt: skip
STANDFIRSTS = (
    "Those who were there say it could have been otherwise, and few expect it to end here",
    "A DECISION THAT TOOK TEN YEARS AND ONE AFTERNOON", "Neighbours, experts and officials look back on it",
)  # fmt: skip


class Copy(NamedTuple):
    """What is printed: `paragraphs` are the body, with whatever damage or foreign lines came into it."""

    language: str
    headline: str
    paragraphs: tuple[str, ...]
    standfirst: str | None = None
    byline: str = ""

    @property
    def text(self) -> str:
        """Return the body, as a detector gets it."""
        return "\n\n".join(self.paragraphs)

    def each(self, change: Callable[[str], str]) -> "Copy":
        """Return the copy with each paragraph changed."""
        return self._replace(paragraphs=tuple(change(p) for p in self.paragraphs))


Kind = Callable[[Copy, random.Random, Collection], Copy]


def original(story: Story, words: int | None = None) -> Copy:
    """Return a story as it was printed first, at most about `words` long, ended with a paragraph."""
    kept = story.paragraphs if words is None else paragraphs_of(story.paragraphs, words)
    return Copy(story.language, story.headline, kept)


def paragraphs_of(paragraphs: tuple[str, ...], words: int) -> tuple[str, ...]:
    """Return the first paragraphs that come nearest to so many words, at least one."""
    best = min(range(1, len(paragraphs) + 1), key=lambda n: abs(count(paragraphs[:n]) - words))
    return paragraphs[:best]


def sentences_of(paragraphs: tuple[str, ...], words: int) -> tuple[str, ...]:
    """Return the first sentences that come nearest to so many words, at least one."""
    kept: list[str] = []
    for paragraph in paragraphs:
        parts = sentences(paragraph)
        left = words - count(kept)
        best = min(range(len(parts) + 1), key=lambda n: abs(count(parts[:n]) - left))
        kept += [" ".join(parts[:best])] if best else []
        if best < len(parts):
            break
    return tuple(kept) or (sentences(paragraphs[0])[0],)


def edit_words(copy: Copy, rng: random.Random, world: Collection, share: float) -> Copy:
    """Replace, delete or insert this share of the words; new words come from the same collection."""
    new = world.words.get(copy.language) or world.words["en"]

    def edited(word: str) -> str:
        if rng.random() >= share:
            return word
        return rng.choice([rng.choice(new), "", f"{word} {rng.choice(new)}"])

    return copy.each(lambda p: re.sub(" +", " ", " ".join(edited(word) for word in p.split(" "))).strip() or p)


def new_head(copy: Copy, rng: random.Random) -> Copy:
    """Give the copy another headline and standfirst."""
    return copy._replace(headline=rng.choice(HEADLINES), standfirst=rng.choice(STANDFIRSTS))


def dateline(copy: Copy, rng: random.Random) -> Copy:
    """Put a dateline before the first paragraph."""
    first = rng.choice(DATELINES).format(rng.choice(PLACES)) + copy.paragraphs[0]
    return copy._replace(paragraphs=(first, *copy.paragraphs[1:]))
