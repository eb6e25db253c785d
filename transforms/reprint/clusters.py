"""From pairs of texts that share much to groups that tell one story.

Texts in a form (weather, notices, results) share as much as reprints do, but all of them a bit less than
everything; a column of briefs holds whole texts, but of several stories. Both are told by what surrounds a pair.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from transforms.reprint.families import Families
from transforms.reprint.overlap import ALIKE, Overlap

# A pair is of one story if so much of the shorter text stands in the longer; of a small part of it a bit more.
LEAST = 0.7
LEAST_OF_A_PART = 0.75
A_PART = 0.45  # of the longer text: less may be an item of a column of briefs

# A form is filled in with names and numbers, an edited story changes any word.
LEAST_TOLD = 0.75  # of the names and numbers of the shorter text that the longer tells too
FEW_FACTS = 4
MOST_UNTOLD = 0.5  # in each stretch that the shorter has alone, unless they are few, or few of all
FEWEST_UNTOLD = 2
FEW_UNTOLD = 0.12

# Texts that hang together and share a form: hardly two are alike but those that are printed twice.
FEWEST_OF_A_FORM = 4  # pairs
MOST_ALIKE = 1 / 3  # of the pairs
FORM = 0.78  # containment on average
VERY_MANY, FORM_OF_VERY_MANY = 60, 0.84  # pairs: no story is edited anew, and cut, by so many desks
NEARLY_WHOLE = 0.97

# A column of briefs: many parts that tell different stories; its own story stands at the head of a text.
MANY = 3
HEAD = 0.1


class Pair(NamedTuple):
    """Two texts, by number, and what they share."""

    longer: int
    shorter: int
    overlap: Overlap

    @property
    def is_part(self) -> bool:
        """Whether the shorter text is but a small part of the longer."""
        return self.overlap.share < A_PART


def find_clusters(pairs: Iterable[Pair]) -> dict[int, int]:
    """Return for each text that has a reprint its group, called by the smallest number in it.

    `pairs` are all pairs that share much, of all texts that hang together by them.
    """
    reprints = _of_one_story(list(pairs))
    groups, partners = Families(), defaultdict[int, set[int]](set)
    for pair in reprints:
        partners[pair.longer].add(pair.shorter)
        if not pair.is_part:
            groups.join(pair.longer, pair.shorter)
    parts, members = defaultdict[int, list[Pair]](list), groups.members()
    for pair in reprints:
        if pair.is_part and groups.of(pair.longer) != groups.of(pair.shorter):
            parts[pair.longer].append(pair)
    held = [pair for longer, its in parts.items() for pair in _but_items(its, partners[longer], groups, members)]
    for pair in held:
        groups.join(pair.longer, pair.shorter)
    return {text: group for group, texts in groups.members().items() if len(texts) > 1 for text in texts}


def _of_one_story(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs that are no texts of one form."""
    families = Families()
    for pair in pairs:
        families.join(pair.longer, pair.shorter)
    overlaps = defaultdict[int, list[Overlap]](list)
    for pair in pairs:
        overlaps[families.of(pair.longer)].append(pair.overlap)
    forms = {family for family, its in overlaps.items() if _is_form(its)}
    return [pair for pair in pairs if _is_reprint(pair.overlap, in_form=families.of(pair.longer) in forms)]


def _is_form(overlaps: list[Overlap]) -> bool:
    """Tell whether texts that hang together share a form: hardly any two are alike, and what differs was filled in.

    Copies of a story that every desk edited differ in few words each, of which few are names and numbers.
    """
    count = len(overlaps)
    if count < FEWEST_OF_A_FORM or sum(o.containment >= ALIKE for o in overlaps) >= count * MOST_ALIKE:
        return False
    mean = sum(o.containment for o in overlaps) / count
    others = [o for o in overlaps if o.containment < ALIKE]
    return mean < (FORM_OF_VERY_MANY if count >= VERY_MANY else FORM) or sum(
        o.untold for o in others
    ) >= MOST_UNTOLD * sum(o.gaps for o in others)


def _is_reprint(overlap: Overlap, *, in_form: bool) -> bool:
    if in_form:
        return overlap.containment >= NEARLY_WHOLE and overlap.share >= ALIKE
    if overlap.containment >= ALIKE:
        return True
    if overlap.containment < (LEAST_OF_A_PART if overlap.share < A_PART else LEAST):
        return False
    facts, untold = overlap.facts, overlap.untold
    is_filled_in = untold >= max(MOST_UNTOLD * overlap.gaps, FEWEST_UNTOLD) and untold > facts * FEW_UNTOLD
    return not is_filled_in and (facts < FEW_FACTS or untold <= facts * (1 - LEAST_TOLD))


def _but_items(parts: list[Pair], partners: set[int], groups: Families, members: Mapping[int, list[int]]) -> list[Pair]:
    """Return of the small parts of one text those that are no items of other stories.

    Parts of different groups at different places are different stories if there are many of them, or if one of the
    groups has a text that the longer does not hold. Of two, where nobody else has the longer text, only that at its
    head is sure to be its own.
    """
    elsewhere = defaultdict[int, list[Overlap]](list)
    for pair in parts:
        elsewhere[groups.of(pair.shorter)].append(pair.overlap)
    apart = _apart([(min(o.first for o in its), max(o.last for o in its)) for its in elsewhere.values()])
    if apart >= MANY:
        return []
    if apart == 1:
        return parts
    told_elsewhere = {group for group in elsewhere if not partners.issuperset(members.get(group, ()))}
    is_reprinted = len(members.get(groups.of(parts[0].longer), ())) > 1
    return [
        pair
        for pair in parts
        if groups.of(pair.shorter) not in told_elsewhere and (is_reprinted or pair.overlap.first < HEAD)
    ]


def _apart(places: list[tuple[float, float]]) -> int:
    """Return how many of the stretches can be chosen so that none touches another."""
    count, end = 0, 0.0
    for first, last in sorted(places, key=lambda place: place[1]):
        if first >= end:
            count, end = count + 1, last
    return count
