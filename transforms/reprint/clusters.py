"""From pairs of texts that share much to groups that tell one story.

Texts in a form (weather, notices, results) share as much as reprints do, but all of them a bit less than
everything; a column of briefs holds whole texts, but of several stories. Both are told by what surrounds a pair.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from transforms.reprint.families import Families
from transforms.reprint.overlap import NEARLY_WHOLE, Overlap

FEWEST_OF_A_FORM = 4  # pairs
MOST_ALIKE = 1 / 3  # of the pairs of a form: texts of a form that are printed twice
ALIKE = 0.9
FORM = 0.78  # containment of texts in a form, on average
LEAST_TOLD = 0.75  # of the names and numbers; that of a form is filled in with others
FEW_FACTS = 4
FEW_UNTOLD = 0.12
MOST_UNTOLD = 0.5  # names and numbers in each gap: an edited text changes any word, a form these
A_PART = 0.45  # of the longer text: a shorter one that has less may be an item of a column of briefs
LEAST = 0.7
LEAST_OF_A_PART = 0.75
HEAD = 0.1  # of the longer text
MANY = 3  # items that tell different stories make a column of briefs


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
    groups, partners = Families[int](), defaultdict[int, set[int]](set)
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
    families = Families[int]()
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
    return mean < FORM or sum(o.untold for o in overlaps) >= MOST_UNTOLD * sum(o.gaps for o in overlaps)


def _is_reprint(overlap: Overlap, *, in_form: bool) -> bool:
    containment, share, _, _, gaps, facts, untold = overlap
    if in_form:
        return containment >= NEARLY_WHOLE and share >= ALIKE
    if containment >= ALIKE:
        return True
    if containment < (LEAST_OF_A_PART if share < A_PART else LEAST):
        return False
    is_filled_in = untold >= MOST_UNTOLD * gaps and untold > facts * FEW_UNTOLD
    return not is_filled_in and (facts < FEW_FACTS or untold <= facts * (1 - LEAST_TOLD))


def _but_items(
    parts: list[Pair], partners: set[int], groups: Families[int], members: Mapping[int, list[int]]
) -> list[Pair]:
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
