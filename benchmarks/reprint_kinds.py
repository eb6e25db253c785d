"""What becomes of a story when another newspaper prints it: one function a kind, `(copy, rng, collection) -> copy`."""

import random
import re
from functools import partial

from benchmarks.reprint_copies import Copy, Kind, dateline, edit_words, new_head, paragraphs_of, sentences_of
from benchmarks.reprint_damage import damaged, hyphenated, typewritten, without_accents, wrapped
from benchmarks.reprint_stories import Collection
from benchmarks.reprint_texts import count

FOREIGN = (
    "— AP PHOTO The pier at dawn.", "Continued on A6", "The pier at dawn, as seen from the slipway on Monday.",
    "ROWAN ASHGROVE / REUTERS", "Subscribe today: the first month is on us.", "Follow us for breaking news as it happens.",
    "RELATED: What the council decided, page 4", "© The Harbour Courier. All rights reserved.", "Have your say: letters@harbour.example",
)  # fmt: skip


def cut_tail(
    copy: Copy,
    rng: random.Random,
    _world: Collection,
    low: float = 0.3,
    high: float = 0.8,
    *,
    at_sentence: bool = False,
) -> Copy:
    """Cut the copy from its end, so that this share of the words is left."""
    words = round(count(copy.paragraphs) * rng.uniform(low, high))
    kept = (sentences_of if at_sentence else paragraphs_of)(copy.paragraphs, words)
    return copy._replace(paragraphs=kept)


def drop_paragraphs(copy: Copy, rng: random.Random, _world: Collection) -> Copy:
    kept = [p for n, p in enumerate(copy.paragraphs) if n == 0 or rng.random() > 0.35]
    return copy._replace(paragraphs=tuple(kept))


def reorder(copy: Copy, rng: random.Random, _world: Collection) -> Copy:
    first, *rest = copy.paragraphs
    rng.shuffle(rest)
    return copy._replace(paragraphs=(first, *rest))


def other_head(copy: Copy, rng: random.Random, _world: Collection) -> Copy:
    made = new_head(copy, rng)
    return made._replace(paragraphs=(made.standfirst or "", *made.paragraphs)) if rng.random() < 0.3 else made


def other_dateline(copy: Copy, rng: random.Random, _world: Collection) -> Copy:
    bare = re.sub(r"^[^—:]{3,40} — ", "", copy.paragraphs[0]) or copy.paragraphs[0]
    return dateline(copy._replace(paragraphs=(bare, *copy.paragraphs[1:])), rng)


def with_local(copy: Copy, rng: random.Random, world: Collection) -> Copy:
    """Add paragraphs of the newspaper's own, 20 to 35 % of what is printed."""
    share = rng.uniform(0.20, 0.35)
    missing, mixed = round(count(copy.paragraphs) * share / (1 - share)), list(copy.paragraphs)
    while missing > 0:
        added = world.local(copy.language, min(missing, 60))
        mixed.insert(rng.randrange(1, len(mixed) + 1), added)
        missing -= count([added])
    return copy._replace(paragraphs=tuple(mixed))


def with_foreign_lines(copy: Copy, rng: random.Random, _world: Collection) -> Copy:
    mixed = list(copy.paragraphs)
    for line in rng.sample(FOREIGN, min(len(FOREIGN), 2 + len(mixed) // 3)):
        mixed.insert(rng.randrange(len(mixed) + 1), line)
    return copy._replace(paragraphs=tuple(mixed))


def middle_two(copy: Copy, rng: random.Random, _world: Collection) -> Copy:
    at = rng.randrange(1, max(len(copy.paragraphs) - 2, 2))
    return copy._replace(paragraphs=copy.paragraphs[at : at + 2] or copy.paragraphs)


def capital_lead(copy: Copy, rng: random.Random, _world: Collection) -> Copy:
    words = copy.paragraphs[0].split()
    length = rng.choice([4, 10, len(words)])
    return copy._replace(
        paragraphs=(" ".join([*map(str.upper, words[:length]), *words[length:]]), *copy.paragraphs[1:])
    )


def edited_and_cut(copy: Copy, rng: random.Random, world: Collection) -> Copy:
    cut = cut_tail(copy, rng, world, 0.4, 0.8, at_sentence=rng.random() < 0.5)
    return dateline(new_head(edit_words(cut, rng, world, rng.uniform(0.03, 0.08)), rng), rng)


KINDS: dict[str, Kind] = {
    "whole": lambda copy, _rng, _world: copy,
    "tail cut": cut_tail,
    "paragraphs dropped": drop_paragraphs,
    "paragraphs reordered": reorder,
    "lightly edited": lambda copy, rng, world: edit_words(copy, rng, world, rng.uniform(0.02, 0.06)),
    "typewritten": typewritten,
    "lossy": partial(damaged, kind="lossy"),
    "hyphens in the line": hyphenated,
    "wrapped lines": wrapped,
    "other headline": other_head,
    "other dateline": other_dateline,
    "accents stripped": without_accents,
    "local paragraphs": with_local,
    "foreign lines": with_foreign_lines,
    "first two paragraphs": lambda copy, _rng, _world: copy._replace(paragraphs=copy.paragraphs[:2]),
    "middle two paragraphs": middle_two,
    "mojibake": partial(damaged, kind="mojibake"),
    "capital lead": capital_lead,
    "edited, cut, other head": edited_and_cut,
}
