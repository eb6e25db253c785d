"""Hard negatives of real stories: follow-ups, one speech quoted twice, columns that end alike, digests of briefs.

Each function takes stories that nothing else uses and yields `Item`s; a digest is nobody's reprint, `carries` names
the stories of its briefs, which must not become one.
"""

import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from benchmarks.reprint_copies import Copy, original, sentences_of
from benchmarks.reprint_naive import runs_of
from benchmarks.reprint_stories import Collection
from benchmarks.reprint_texts import Story, count

TAGLINES = (
    "Otis Grant is a columnist of this newspaper and the author of three books on the coast and its people. His column appears here on Tuesdays and Fridays. Write to him at the address on page two, follow him for daily notes, or hear him every Sunday morning on Harbour Radio, where he talks to readers about the week that was.",
    "Dr. Lena Rook answers questions of general interest only and cannot enter into correspondence. The advice given here does not replace a visit to your own doctor. If you are in pain or in doubt, see one. Questions may be edited for length and names are changed; letters become the property of this newspaper.",
)  # fmt: skip
PROMOTIONS = (
    "Support local journalism: for the price of a cup of coffee a week you get every story we print, the crossword and the archive back to 1911. Call our subscriptions desk or ask your newsagent. Already a reader? Tell a friend, and both of you get a month for nothing. Terms apply; see the back page.",
    "Do you have a story for us? Call the news desk day or night, or leave a note at the front office in Quay Hill.",
)  # fmt: skip
NEUTRAL = ""
QUOTED = (0.1, 0.42)  # of the shorter of two stories that quote one speech
SHARED = (0.18, 0.35, 0.5)  # of the shorter of a story and its follow-up; a run at the block's edge is lost


class Item(NamedTuple):
    """A text in a newspaper; `story` is what it truly tells (none: a digest), `kind` what it is in the tables."""

    name: str
    story: str
    kind: str
    copy: Copy
    role: str = "negative"  # original, copy, negative, digest
    carries: tuple[str, ...] = ()
    band: str = ""  # of forms: how much of the words is fixed


def in_pairs(stories: Iterable[Story]) -> Iterator[tuple[Story, Story]]:
    """Yield stories two by two; a last one alone is left out."""
    left = iter(stories)
    return zip(left, left, strict=False)


def follow_ups(stories: Iterable[Story], rng: random.Random) -> Iterator[Item]:
    """Pair stories: the second takes 20 to 50 % of the shorter one's words over from the first, as its background."""
    for first, second in in_pairs(stories):
        share = rng.uniform(0.2, 0.5)
        a = original(first, rng.randrange(200, 900)).paragraphs
        size = min(count(a), count(second.paragraphs), rng.randrange(150, 600))
        block = sentences_of(a[len(a) // 4 :], round(size * share))
        own = sentences_of(second.paragraphs, size - count(block))
        at = rng.randrange(len(own) + 1)
        mixed = (*own[:at], *block, *own[at:])
        true = shared(a, mixed)
        if not SHARED[0] <= true <= SHARED[2]:
            continue
        kind = f"follow-up, {'20-35' if true < SHARED[1] else '35-50'} %"
        yield Item(f"{kind} {first.name} a", first.name, kind, Copy(first.language, first.headline, a))
        yield Item(f"{kind} {first.name} b", second.name, kind, Copy(second.language, second.headline, mixed))


def shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return what two texts truly share, by runs of words."""
    a, b = runs_of(" ".join(one)), runs_of(" ".join(other))
    return len(a & b) / min(len(a), len(b))


def speeches(stories: Iterable[Story], rng: random.Random, world: Collection) -> Iterator[Item]:
    """Pair stories that quote one speech, 15 to 40 % of the shorter one."""
    for pair in in_pairs(stories):
        sizes = [min(count(story.paragraphs), rng.randrange(150, 900)) for story in pair]
        wanted = round(min(sizes) * rng.uniform(0.15, 0.4))
        speech = sentences_of((world.local(pair[0].language, wanted),), wanted)[0]
        copies = []
        for story, size in zip(pair, sizes, strict=True):
            own = sentences_of(story.paragraphs, size - count([speech]))
            at = rng.randrange(1, len(own) + 1)
            printed = (*own[:at], f"The minister said: “{speech}”", *own[at:])
            copies.append(Copy(story.language, story.headline, printed))
        if QUOTED[0] <= shared(copies[0].paragraphs, copies[1].paragraphs) <= QUOTED[1]:
            for story, copy in zip(pair, copies, strict=True):
                yield Item(f"speech {story.name}", story.name, "speech quoted twice", copy)


def columns(stories: Iterable[Story], rng: random.Random) -> Iterator[Item]:
    """End columns alike, with a tagline of some 55 words, and every fourth text, a brief, with a promotion."""
    for n, story in enumerate(stories):
        is_column = n % 4
        own = original(story, rng.choice([120, 250, 500]) if is_column else 60).paragraphs
        copy = Copy(story.language, story.headline, (*own, rng.choice(TAGLINES if is_column else PROMOTIONS)))
        kind = "tagline under a column" if is_column else "promotion under a brief"
        yield Item(f"{kind} {story.name}", story.name, kind, copy)


def digests(stories: Iterable[Story], rng: random.Random) -> Iterator[Item]:
    """Print four to eight briefs together, and each of them alone, at length, or both."""
    left = list(stories)
    while len(left) >= 4:
        size = rng.randrange(4, 9)
        some, left = left[:size], left[size:]
        briefs = {story: sentences_of(story.paragraphs, rng.randrange(45, 130)) for story in some}
        paragraphs = [
            f"{story.headline.split(':')[0].upper()} {' '.join(brief)}" if rng.random() < 0.5 else "\n\n".join(brief)
            for story, brief in briefs.items()
        ]
        copy = Copy(
            some[0].language, rng.choice(["World in brief", "News digest", "Around the region"]), tuple(paragraphs)
        )
        yield Item(f"digest {some[0].name}", NEUTRAL, "digest", copy, "digest", tuple(story.name for story in some))
        for story, brief in briefs.items():
            alone, long = rng.choice([(True, False), (False, True), (True, True)])
            if long:
                whole = original(story, rng.randrange(200, 700))
                yield Item(f"digest {story.name} long", story.name, "story of a digest", whole, "original")
            if alone:
                printed = Copy(story.language, story.headline, brief)
                role = "copy" if long else "negative"
                kind = "brief of a digest" if long else "story of a digest"
                yield Item(f"digest {story.name} brief", story.name, kind, printed, role)


def mixtures(world: Collection, rng: random.Random) -> Iterator[Item]:
    """Yield all negatives of real stories; each story is used once."""
    by_language: dict[str, list[Story]] = {}
    for story in world.mixed:
        by_language.setdefault(story.language, []).append(story)
    for found in by_language.values():
        fifth = len(found) // 5
        yield from follow_ups(found[: fifth * 2], rng)
        yield from speeches(found[fifth * 2 : fifth * 3], rng, world)
        yield from columns(found[fifth * 3 : fifth * 4], rng)
        yield from digests(found[fifth * 4 :], rng)
