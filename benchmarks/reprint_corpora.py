"""Corpora with a known truth: pairs cut in one way, copies of one kind, and a whole year of newspapers at once."""

import random
from collections.abc import Iterable, Iterator

from benchmarks.reprint_copies import Copy, dateline, edit_words, original, sentences_of
from benchmarks.reprint_forms import in_forms, rare_forms
from benchmarks.reprint_kinds import KINDS, cut_tail
from benchmarks.reprint_mixtures import Item, mixtures
from benchmarks.reprint_stories import Collection
from benchmarks.reprint_texts import Story, count

EDITS = (0.0, 0.05, 0.1)
BANDS = ((0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8))
FIXED = ((0.25, 0.4), (0.4, 0.55), (0.55, 0.7), (0.7, 0.9))  # of the words of a form
LENGTHS = (120, 200, 300, 400, 600, 800, 1200, 1500)
EDITED_EVERYWHERE = 0.05  # of the stories: no two copies are alike, as if they were texts in a form
LONG = 3000  # words
BRIEF = (40, 80)
FEWEST = 15  # words of a copy


def first_print(story: Story, rng: random.Random) -> Copy:
    """Return a story in a usual length of print, three in ten under a dateline."""
    copy = original(story, rng.choice(LENGTHS))
    return dateline(copy, rng) if rng.random() < 0.3 else copy


def brief(story: Story, rng: random.Random) -> Copy:
    """Return the beginning of a story, 40 to 80 words: at the end of a sentence if one ends near enough."""
    words = rng.randrange(*BRIEF)
    found = sentences_of(story.paragraphs, words)
    if not BRIEF[0] <= count(found) <= BRIEF[1]:
        found = (" ".join(" ".join(story.paragraphs).split()[:words]),)
    return original(story)._replace(paragraphs=found)


def can_be_told(items: Iterable[Item]) -> list[Item]:
    """Leave out the copies of which so few words are left that nobody could say whose they are."""
    return [item for item in items if item.role != "copy" or count(item.copy.paragraphs) >= FEWEST]


def pairs(world: Collection, seed: str, edits: float, *, at_sentence: bool) -> list[Item]:
    """Return every story whole, and once cut to 30 to 80 %, at the end of a paragraph or of a sentence."""
    world = world.rewound()
    rng, found = random.Random(f"pairs {seed} {edits} {at_sentence}"), []
    for n, story in enumerate(world.main):
        low, high = BANDS[n % len(BANDS)]
        whole = original(story)
        cut = cut_tail(whole, rng, world, low, high, at_sentence=at_sentence)
        edited = edit_words(cut, rng, world, edits) if edits else cut
        found.append(Item(story.name, story.name, "whole", whole, "original"))
        found.append(Item(f"{story.name} cut", story.name, f"{low:.0%}-{high:.0%}", edited, "copy"))
    return can_be_told(found)


def kinds(world: Collection, seed: str) -> Iterator[tuple[str, list[Item]]]:
    """Yield for each kind all first prints and one copy of each: articles, briefs and long articles apart."""
    for size in ("article", "brief", "long"):
        chosen = [s for s in world.main if size != "long" or count(s.paragraphs) >= LONG]
        for kind, change in KINDS.items():
            world = world.rewound()
            rng = random.Random(f"{size} {kind} {seed}")
            found = []
            for story in chosen:
                first = {"article": first_print, "brief": brief, "long": lambda s, _: original(s)}[size](story, rng)
                found.append(Item(story.name, story.name, size, first, "original"))
                copy = change(first, rng, world)
                found.append(Item(f"{story.name} {kind}", story.name, f"{size}: {kind}", copy, "copy"))
            yield f"{size}: {kind}", can_be_told(found)


def in_form(seed: str, each: int) -> Iterator[Item]:
    """Yield texts in a form; one in ten is printed by a second newspaper too."""
    for n, (kind, share, copy) in enumerate(in_forms(seed, each)):
        name = f"{kind} #{n} ({share:.0%} fixed)"
        twice = n % 10 == 0
        band = next(f"forms, {low:.0%}-{high:.0%} fixed" for low, high in FIXED if share < high)
        yield Item(name, name, f"form: {kind}", copy, "original" if twice else "negative", band=band)
        if twice:
            yield Item(f"{name} again", name, "text in a form, printed twice", copy, "copy")


def in_rare_form(world: Collection, seed: str, series: int) -> Iterator[Item]:
    """Yield texts of forms that come two to six times in all."""
    for n, (kind, copy) in enumerate(rare_forms(world, seed, series)):
        yield Item(f"{kind} #{n}", f"rare form {n}", kind, copy)


def newspapers(world: Collection, seed: str, each: int = 300) -> list[Item]:
    """Return everything at once: stories alone and in groups of 2 to 12, of mixed kinds, and all hard negatives."""
    world = world.rewound()
    rng, found = random.Random(f"newspapers {seed}"), []
    for story in world.main:
        small = rng.random() < 0.15
        first = brief(story, rng) if small else first_print(story, rng)
        found.append(Item(story.name, story.name, "first print", first, "original"))
        everywhere = not small and rng.random() < EDITED_EVERYWHERE
        size = rng.randrange(4, 9) if everywhere else rng.choice([0, 0, 0, 0, 1, 1, 2, 3, 5, 11])
        for n, kind in enumerate(
            ["edited, cut, other head"] * size if everywhere else rng.choices(list(KINDS), k=size)
        ):
            name = "edited by every desk" if everywhere else f"brief: {kind}" if small else kind
            copy = KINDS[kind](first, rng, world)
            found.append(Item(f"{story.name} {kind} {n}", story.name, name, copy, "copy"))
    found += mixtures(world, rng)
    found += in_form(seed, each)
    found += in_rare_form(world, seed, each // 3)
    rng.shuffle(found)
    return can_be_told(found)
