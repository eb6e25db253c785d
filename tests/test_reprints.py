"""Which texts tell one story: what damage leaves, what is kept of a text, and what does not melt together."""

import random
from itertools import pairwise, product

import numpy as np
import pytest

from transforms.reprint.candidates import Postings, count_shared
from transforms.reprint.clusters import Pair, find_clusters
from transforms.reprint.coverage import Comparable, cover, number_windows
from transforms.reprint.families import Families, label
from transforms.reprint.letters import latin_letters, letters, windows
from transforms.reprint.overlap import Overlap, compare, measure
from transforms.reprint.signatures import MOST, sign
from transforms.reprints import find_reprints
from transforms.words import find_words

_RNG = random.Random("words")
_SYLLABLES = [first + vowel + last for first in "bdfglmprstvw" for vowel in "aeiou" for last in ("", "n", "rt", "lk")]
WORDS = ["".join(_RNG.choices(_SYLLABLES, k=_RNG.choice([1, 2, 2, 3]))) for _ in range(2_000)]
NAMES = [word.capitalize() for word in WORDS[:200]]


def sentence(rng: random.Random) -> str:
    """Return a sentence of some twenty words, with a name and a number in it."""
    words = rng.choices(WORDS, k=18)
    words[5], words[12] = rng.choice(NAMES), str(rng.randrange(2_000))
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."


def story(seed: int, sentences: int = 40) -> str:
    """Return a text that no other seed gives, in paragraphs of four sentences."""
    rng = random.Random(seed)
    said = [sentence(rng) for _ in range(sentences)]
    return "\n\n".join(" ".join(said[at : at + 4]) for at in range(0, sentences, 4))


def edited(text: str, share: float) -> str:
    """Return a text of which some words are others."""
    rng = random.Random(text)
    return " ".join(rng.choice(WORDS) if rng.random() < share else word for word in text.split(" "))


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("Nicol?s didn?t", "Nicolás didn’t"),
        ("a brief- ing", "a briefing"),
        ("THE TOWN — QUIETLY", "the town - quietly"),
        ("l\u00adoch\u200bness", "lochness"),
        ("EspaÃ±a", "España"),
        ("Sao Paulo", "São Paulo"),
    ],
)
def test_damage_does_not_touch_the_letters_that_are_compared(damaged: str, whole: str) -> None:
    assert latin_letters(damaged) == latin_letters(whole)


def test_other_letters_and_numbers_are_other_texts() -> None:
    assert letters("the mayor paid 300") != letters("the mayor paid 301")
    assert letters("the mayor paid 300") != letters("the major paid 300")


@pytest.mark.parametrize("length", [1, 2, 3, 8, 12, 16])
def test_windows_are_equal_where_their_letters_are(length: int) -> None:
    found = letters(story(1)) * 2
    hashes = windows(found, length)
    assert len(hashes) == len(found) - length + 1
    by_letters = {found[at : at + length]: int(h) for at, h in enumerate(hashes)}
    assert len(set(by_letters.values())) == len(by_letters)
    assert all(by_letters[found[at : at + length]] == h for at, h in enumerate(hashes.tolist()))


def test_a_text_shorter_than_a_window_has_none() -> None:
    assert len(windows(b"bcd", 8)) == len(windows(b"", 8)) == 0


@pytest.mark.parametrize(
    "text", ["“Ångström’s” well-being — 3.5,\n\nby the bridge", "Мост открыли в мае 1924 года", "", "— a"]
)
def test_words_begin_among_the_letters_where_they_are_counted(text: str) -> None:
    made = Comparable(text)
    assert len(made.word_starts) == len(find_words(text))
    assert all(0 <= start <= len(made.letters) for start in made.word_starts)
    assert made.ends[-1] == len(made.letters)


def test_a_signature_keeps_enough_and_never_much() -> None:
    sizes = [len(sign(story(n, n)).names) for n in range(4, 60, 3)]
    assert max(sizes) < MOST * 2
    assert min(sizes[5:]) > MOST / 3
    assert len(sign("Rain again.").names) == 0


def test_a_very_long_text_keeps_more_for_its_middle_may_be_a_brief() -> None:
    assert len(sign(story(1, 600)).names) > 3 * MOST


def test_an_edited_brief_is_found_in_a_long_story() -> None:
    whole = [story(seed, 120) for seed in range(30)]
    briefs = [edited(" ".join(text.split()[:55]), 0.05) for text in whole]
    found = find_reprints([*whole, *briefs])
    assert sum(found[30 + n] == n for n in range(30)) >= 29


def test_what_a_text_keeps_its_head_keeps_too() -> None:
    whole, head = sign(story(3, 80)), sign(story(3, 80)[:3000])
    assert len(np.intersect1d(whole.names, head.names)) > 20
    assert len(np.intersect1d(sign(story(4)).names, head.names)) < 4


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.8])
@pytest.mark.parametrize("edits", [0.0, 0.05])
def test_a_cut_and_edited_text_is_found_and_no_other(kept: float, edits: float) -> None:
    whole = [story(seed) for seed in range(40)]
    cut = [edited(text[: int(len(text) * kept)], edits) for text in whole]
    found = find_reprints([*whole, *cut])
    assert found == [*range(40), *range(40)]


def test_a_brief_is_found_in_a_long_text_and_one_in_another_script_too() -> None:
    russian = [
        " ".join(
            random.Random(n).choices(
                ["мост", "река", "город", "ветер", "школа", "театр", "рынок", "завод", "берег"], k=300
            )
        )
        for n in (1, 2)
    ]
    texts = [story(1, 200), story(1, 200)[:400], *russian, russian[1][:900]]
    assert find_reprints(texts) == [0, 0, None, 3, 3]


def test_order_of_texts_changes_no_group() -> None:
    texts = [story(n)[: 900 + 80 * k] for n in range(6) for k in range(4)]
    order = random.Random(5).sample(range(len(texts)), len(texts))
    groups = find_reprints(texts)
    shuffled = find_reprints([texts[place] for place in order])
    assert {frozenset(i for i in range(24) if groups[i] == g) for g in set(groups)} == {
        frozenset(order[i] for i in range(24) if shuffled[i] == g) for g in set(shuffled)
    }


def form(seed: int) -> str:
    """Return a notice: most of its words are those of every other."""
    rng = random.Random(seed)
    return (
        f"Notice is hereby given that an application has been made by {rng.choice(NAMES)} {rng.choice(NAMES)} of"
        f" {rng.randrange(999)} {rng.choice(NAMES)} Road to the district council for permission to alter the"
        f" {rng.choice(WORDS)} at number {rng.randrange(999)}. Anybody who wishes to object must write to the clerk of"
        f" the council before the {rng.randrange(1, 29)}th of the month, giving reasons, and may be heard in person."
    )


def test_texts_in_a_form_are_no_reprints_but_one_printed_twice_is() -> None:
    texts = [form(seed) for seed in range(60)]
    found = find_reprints([*texts, texts[7]])
    assert [place for place, group in enumerate(found) if group is not None] == [7, 60]


def test_two_texts_in_a_form_tell_other_names_and_numbers() -> None:
    assert find_reprints([form(1), form(2)]) == [None, None]


def test_a_column_of_briefs_melts_no_stories() -> None:
    stories = [story(seed, 24) for seed in range(5)]
    briefs = [text.split("\n\n")[0] for text in stories]
    found = find_reprints([*stories, *briefs, "\n\n".join(briefs)])
    assert found == [*range(5), *range(5), None]


def test_stories_that_share_a_background_are_two() -> None:
    shared = story(99, 16)
    assert find_reprints([f"{story(1, 20)}\n\n{shared}", f"{shared}\n\n{story(2, 20)}"]) == [None, None]


def test_copies_that_every_desk_edited_are_one_story() -> None:
    copies = [edited(story(1) + f" {n}", 0.06) for n in range(6)]
    assert find_reprints([*copies, story(2)]) == [0] * 6 + [None]


def test_a_window_of_very_many_texts_pairs_each_with_few() -> None:
    count = 5_000
    postings = Postings(np.zeros(count, np.uint32), np.arange(count, dtype=np.uint32))
    assert len(count_shared(postings).pairs) < 2 * count


def test_pairs_are_counted_once_for_each_window_they_share() -> None:
    names, owners = np.array([7, 7, 9, 9, 9], np.uint32), np.array([2, 5, 2, 5, 6], np.uint32)
    shared = count_shared(Postings(names, owners))
    found = dict(zip(zip(shared.longer.tolist(), shared.shorter.tolist(), strict=True), shared.counts, strict=True))
    assert found == {(2, 5): 2, (2, 6): 1, (5, 6): 1}


WHOLE = Overlap(1.0, 1.0, 0.0, 1.0, 0, 0, 0, 0, 0, [], [])


@pytest.mark.parametrize(
    ("told", "is_one_story"),
    [
        ({"containment": 0.72}, True),
        ({"containment": 0.68}, False),
        ({"containment": 0.78, "share": 0.2}, True),
        ({"containment": 0.72, "share": 0.2}, False),  # a small part of a text needs more
        ({"containment": 0.8, "gaps": 9, "facts": 12, "untold": 3}, True),
        ({"containment": 0.8, "gaps": 9, "facts": 12, "untold": 4}, False),  # too many other names
        ({"containment": 0.8, "gaps": 9, "facts": 3, "untold": 3}, True),  # too few to tell
        ({"containment": 0.8, "gaps": 4, "facts": 12, "untold": 2}, False),  # one in every second gap: filled in
        ({"containment": 0.8, "gaps": 2, "facts": 6, "untold": 1}, True),  # one alone proves nothing
        ({"containment": 0.8, "gaps": 4, "facts": 20, "untold": 2}, True),  # few of all
        ({"containment": 0.92, "gaps": 4, "facts": 12, "untold": 12}, True),
    ],
)
def test_a_pair_is_one_story_or_not(told: dict[str, float], is_one_story: bool) -> None:
    assert bool(find_clusters([Pair(1, 2, WHOLE._replace(**told))])) is is_one_story


def like(containment: float, count: int, **told: float) -> list[Pair]:
    """Return pairs of one text with so many others."""
    return [Pair(0, n, WHOLE._replace(containment=containment, **told)) for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("pairs", "size"),
    [
        (like(0.75, 3), 4),
        (like(0.75, 4), 0),  # so many, and none alike: a form
        (like(0.8, 4, gaps=2), 5),
        (like(0.8, 60, gaps=2), 0),  # no story is edited by so many desks
        (like(0.8, 4, gaps=4, facts=40, untold=2), 0),
        ([*like(0.75, 4), *[pair._replace(shorter=n + 10) for n, pair in enumerate(like(0.95, 2))]], 7),
        ([*like(0.75, 4), Pair(7, 8, WHOLE), Pair(0, 7, WHOLE._replace(containment=0.7))], 2),  # one printed twice
    ],
)
def test_what_hangs_together_is_a_form_or_a_story(pairs: list[Pair], size: int) -> None:
    assert len(find_clusters(pairs)) == size


def part(longer: int, shorter: int, first: float, last: float) -> Pair:
    """Return a pair of which the shorter text is a small part of the longer."""
    return Pair(longer, shorter, WHOLE._replace(share=last - first, first=first, last=last))


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([part(0, 1, 0.0, 0.3)], [{0, 1}]),
        ([part(0, 1, 0.5, 0.8)], [{0, 1}]),
        ([part(0, 1, 0.0, 0.3), part(0, 2, 0.1, 0.4)], [{0, 1, 2}]),  # at one place
        ([part(0, 1, 0.0, 0.3), part(0, 2, 0.4, 0.6)], [{0, 1}]),  # only that at the head is sure
        ([part(0, 1, 0.0, 0.3), part(0, 2, 0.4, 0.6), Pair(0, 9, WHOLE)], [{0, 1, 2, 9}]),  # somebody else has all
        ([part(0, 1, 0.0, 0.2), part(0, 2, 0.3, 0.5), part(0, 3, 0.6, 0.8), Pair(0, 9, WHOLE)], [{0, 9}]),  # a column
        ([part(0, 1, 0.0, 0.2), part(0, 2, 0.3, 0.5), Pair(7, 1, WHOLE), Pair(0, 9, WHOLE)], [{0, 2, 9}, {1, 7}]),
    ],
)
def test_parts_of_a_text_are_its_story_or_items_of_a_column(pairs: list[Pair], groups: list[set[int]]) -> None:
    found = find_clusters(pairs)
    assert [{text for text, group in found.items() if group == one} for one in sorted(set(found.values()))] == groups


def test_groups_are_called_by_their_smallest_number_whatever_the_order() -> None:
    pairs = [Pair(one, other, WHOLE) for one, other in pairwise([9, 4, 7, 2])] + [Pair(20, 11, WHOLE)]
    for seed in range(5):
        assert find_clusters(random.Random(seed).sample(pairs, 4)) == {2: 2, 4: 2, 7: 2, 9: 2, 11: 11, 20: 11}


@pytest.mark.parametrize("seed", range(20))
def test_families_are_the_same_one_by_one_and_all_at_once(seed: int) -> None:
    drawn = random.Random(seed)
    some, others = ([drawn.randrange(60) for _ in range(seed * 4)] for _ in range(2))
    families = Families()
    for pair in zip(some, others, strict=True):
        families.join(*pair)
    assert label(np.array(some, int), np.array(others, int), 60).tolist() == [families.of(n) for n in range(60)]


def test_a_long_chain_is_one_family() -> None:
    chain = random.Random(1).sample(range(3_000), 3_000)
    assert set(label(np.array(chain[1:]), np.array(chain[:-1]), 3_000).tolist()) == {0}


def test_what_a_desk_cut_is_counted_in_words_and_paragraphs() -> None:
    paragraphs = story(1, 24).split("\n\n")
    copy = "\n\n".join(
        [*paragraphs[:3], "Our own reporter asked the ferrymen of Corran what they thought.", paragraphs[4]]
    )
    longest = Comparable("\n\n".join(paragraphs))
    found, itself = measure([(Comparable(copy), longest), (longest, longest)])
    lacking = len(find_words(f"{paragraphs[3]} {paragraphs[5]}"))
    assert abs(found.words_cut - lacking) <= 3
    assert abs(found.words_added - 11) <= 2
    assert (found.paragraphs_cut, found.paragraphs_added) == ([4, 6], [4])
    assert 0.8 < found.containment < 1
    assert itself == (1.0, 1.0, 0.0, 1.0, 0, 0, 0, 0, 0, [], [])


def test_texts_without_a_letter_share_nothing() -> None:
    pairs = [(Comparable(""), Comparable("")), (Comparable("…"), Comparable(story(1)))]
    assert list(compare(pairs)) == [None, None]
    assert [overlap.containment for overlap in measure(pairs)] == [0, 0]
    assert list(compare([])) == []


def test_letters_are_covered_where_ten_stand_together_whose_windows_of_eight_the_other_has() -> None:
    one, other = Comparable(story(5, 12)), Comparable(edited(story(5, 12), 0.2))
    found = cover([(one, other), (other, one)], number_windows([one, other]))
    for number, (text, longer) in enumerate([(one, other), (other, one)]):
        known = {longer.letters[at : at + 8] for at in range(len(longer.letters) - 7)}
        covered = set[int]()
        for at in range(len(text.letters) - 9):
            if all(text.letters[at + shift : at + shift + 8] in known for shift in range(3)):
                covered |= set(range(at, at + 10))
        assert np.flatnonzero(np.diff(found.of_text(number))).tolist() == sorted(covered)
        assert 0 < len(covered) < len(text.letters)


def test_pairs_compared_together_are_what_each_is_alone() -> None:
    texts = [
        Comparable(text) for n in range(4) for text in (story(n), edited(story(n)[:3_000], 0.1), "", story(n)[-900:])
    ]
    pairs = list(product(texts, texts))
    assert list(measure(pairs)) == [overlap for pair in pairs for overlap in measure([pair])]
    assert find_reprints([]) == []
    assert find_reprints(["", "", "?" * 500, "?" * 500]) == [None] * 4


@pytest.mark.parametrize(("texts", "pairs"), [(2, 1), (3, 3), (4, 6), (5, 7), (9, 15)])
def test_few_texts_of_a_window_are_all_compared_and_of_many_each_with_both_ends(texts: int, pairs: int) -> None:
    owners = np.arange(texts, dtype=np.uint32)
    shared = count_shared(Postings(np.full(texts, 7, np.uint32), owners))
    assert len(shared.pairs) == pairs
    assert set(shared.longer) | set(shared.shorter) == set(range(texts))
