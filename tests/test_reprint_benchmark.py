"""The judge of reprints, on our own texts: the truth it makes is true, and its counts are what they say."""

import doctest
import random
import re

import pytest

from benchmarks import (
    reprint_damage,
    reprint_forms,
    reprint_mixtures,
    reprint_naive,
    reprint_pages,
    reprint_scores,
    reprint_stories,
    reprint_texts,
)
from benchmarks.reprint_copies import original, paragraphs_of, sentences_of
from benchmarks.reprint_corpora import brief, in_form, newspapers, pairs
from benchmarks.reprint_forms import SLOT, in_forms
from benchmarks.reprint_kinds import KINDS, cut_tail
from benchmarks.reprint_mixtures import NEUTRAL, Item, mixtures
from benchmarks.reprint_scores import f1, judge

WORLD = reprint_stories.collection("1", own=True)
ITEMS = newspapers(WORLD, "1", each=20)
ENGLISH = [story for story in WORLD.main if story.language == "en"]


def shared(one, other):
    a, b = (reprint_naive.runs_of(text) for text in (one, other))
    return len(a & b) / min(len(a), len(b))


@pytest.mark.parametrize("module", [reprint_damage, reprint_forms, reprint_scores, reprint_texts])
def test_what_the_documentation_shows_is_so(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


def test_the_same_seed_makes_the_same_corpus_whatever_was_made_before():
    pairs(WORLD, "1", 0.05, at_sentence=True)
    assert newspapers(WORLD, "1", each=20) == ITEMS
    assert newspapers(WORLD, "2", each=20) != ITEMS


def test_names_are_unique_and_no_sentence_stands_in_two_stories():
    names = [item.name for item in ITEMS]
    assert len(set(names)) == len(names)
    holders = {}
    for story in (*WORLD.main, *WORLD.mixed):
        for paragraph in story.paragraphs:
            for sentence in reprint_texts.sentences(paragraph):
                if len(sentence.split()) > 8:
                    assert holders.setdefault(sentence, story.name) == story.name


def test_a_story_that_prints_the_blocks_of_another_is_not_new():
    one, other, third = ENGLISH[:3]
    seen = set()
    assert reprint_stories.is_new(one, seen)
    assert reprint_stories.is_new(other, seen)
    assert not reprint_stories.is_new(third._replace(paragraphs=(*third.paragraphs[:2], other.paragraphs[1])), seen)


def test_slices_of_a_story_hold_each_paragraph_at_most_once():
    long = ENGLISH[0]._replace(paragraphs=tuple(f"{n} " + "word " * 90 for n in range(12)))
    parts = list(reprint_stories.slices(long))
    assert len(parts) == 3
    assert sum((part.paragraphs for part in parts), ()) == long.paragraphs
    assert len({part.name for part in parts}) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_copy_is_the_same_story_and_most_differ_from_it(kind):
    changed = 0
    for story in ENGLISH:
        first = original(story)
        copy = KINDS[kind](first, random.Random(story.name), WORLD.rewound())
        changed += copy != first
        assert copy.paragraphs
        assert shared(first.text, copy.text) > 0.35
        assert all(shared(original(other).text, copy.text) < 0.05 for other in ENGLISH if other != story)
    assert changed > len(ENGLISH) / 2 or kind in {"whole", "accents stripped"}


@pytest.mark.parametrize("at_sentence", [False, True])
def test_a_tail_is_cut_to_the_share_that_was_asked_for(at_sentence):
    for story in ENGLISH:
        first = original(story)
        cut = cut_tail(first, random.Random(1), WORLD, 0.5, 0.6, at_sentence=at_sentence)
        assert first.text.startswith(cut.text)
        share = len(cut.text.split()) / len(first.text.split())
        assert (0.4 if at_sentence else 0.2) < share < (0.7 if at_sentence else 0.85)


def test_cuts_come_nearest_to_the_words_asked_for():
    paragraphs = ("One two three. Four five six.", "Seven eight. Nine ten.", "Eleven.")
    assert paragraphs_of(paragraphs, 7) == paragraphs[:1]
    assert paragraphs_of(paragraphs, 9) == paragraphs[:2]
    assert sentences_of(paragraphs, 8) == (paragraphs[0], "Seven eight.")
    assert sentences_of(paragraphs, 1) == ("One two three.",)


def test_forms_have_their_slots_filled_and_their_share_of_fixed_words():
    made = list(in_forms("1", 40))
    assert not any(SLOT.search(copy.text) for _, _, copy in made)
    assert len({copy.text for _, _, copy in made}) == len(made)
    assert min(share for _, share, _ in made) < 0.35
    assert max(share for _, share, _ in made) > 0.8


def test_no_two_texts_of_a_form_are_the_same(monkeypatch):
    form = reprint_forms.Form("tide", ["High.", "Low."], ["{n} feet."])
    monkeypatch.setattr(reprint_forms, "forms", lambda: ((form,), {}))
    texts = [" ".join(copy.paragraphs) for _, _, copy in in_forms("1", 60)]
    assert len(set(texts)) == 60


def test_one_form_in_ten_is_printed_twice_word_for_word():
    made = list(in_form("1", 20))
    twice = [item for item in made if item.role == "copy"]
    assert len(twice) == sum(item.role == "original" for item in made) == (len(made) - len(twice)) / 10
    texts = {item.story: item.copy for item in made if item.role == "original"}
    assert all(texts[item.story] == item.copy for item in twice)


@pytest.mark.parametrize(("kind", "low", "high"), [("follow-up", 0.18, 0.5), ("speech", 0.2, 0.3)])
def test_follow_ups_and_speeches_share_what_they_are_to_share(kind, low, high, monkeypatch):
    monkeypatch.setattr(reprint_mixtures, "QUOTED", (0.2, 0.3))
    made = [item for n in range(30) for item in mixtures(WORLD.rewound(), random.Random(n))]
    found = [item for item in made if item.kind.startswith(kind)]
    assert len(found) > 10
    for one, other in zip(found[::2], found[1::2], strict=True):
        assert one.story != other.story
        assert low <= shared(one.copy.text, other.copy.text) <= high


def test_digests_hold_their_briefs():
    made = list(mixtures(WORLD.rewound(), random.Random(1)))
    digests = [item for item in made if item.role == "digest"]
    briefs = [item for item in made if item.name.endswith("brief")]
    assert all(item.story == NEUTRAL and 4 <= len(item.carries) <= 8 for item in digests)
    assert len(briefs) >= len(digests) > 0
    for item in briefs:
        (digest,) = [one for one in digests if item.story in one.carries]
        assert shared(digest.copy.text, item.copy.text) > 0.8


def test_the_truth_itself_is_judged_perfect_and_one_group_of_all_is_not():
    true = judge(ITEMS, [item.story or None for item in ITEMS])
    assert f1(true.pairs) == (1, 1, 1)
    assert not true.missed
    assert not true.false
    assert true.digests[0] == 0
    one = judge(ITEMS, [7] * len(ITEMS))
    assert not one.missed
    assert one.digests[0] == one.digests[1] > 0
    assert all(hit == of for hit, of in one.merged.values())
    none = judge(ITEMS, [None] * len(ITEMS))
    assert f1(none.pairs)[1] == 0
    assert len(none.missed) == sum(item.role == "copy" for item in ITEMS)


@pytest.mark.parametrize(
    ("labels", "melted"), [([1, 1, 1, 2], 1), ([1, 2, 2, 1], 1), ([None] * 4, 0), ([1, 1, 2, 2], 0)]
)
def test_a_digest_melts_when_two_of_its_own_stories_are_in_one_group(labels, melted):
    copy = original(ENGLISH[0])
    items = [
        Item("d", NEUTRAL, "digest", copy, "digest", ("a", "b")),
        Item("a", "a", "brief", copy),
        Item("b", "b", "brief", copy),
        Item("c", "c", "another", copy),
    ]
    assert judge(items, labels).digests == (melted, 1)


def test_the_naive_detector_finds_what_is_plain():
    texts = [original(story).text for story in ENGLISH[:6]]
    labels = reprint_naive.find_reprints([*texts, texts[0][:400]])
    assert labels[0] == labels[-1] is not None
    assert labels[1:-1] == [None] * 5


def test_copies_of_a_story_are_pages_of_different_editions(tmp_path):
    names = reprint_pages.write(ITEMS, tmp_path, "1")
    assert len(set(names)) == len(ITEMS)
    rows = (tmp_path / "manifest.csv").read_text("utf-8").splitlines()[1:]
    editions = [re.search(r"com/(.*)/\d+$", row)[1] for row in rows]
    told = [(item.story, edition) for item, edition in zip(ITEMS, editions, strict=True) if item.story]
    assert len(set(told)) == len(told)


def test_the_pipeline_reads_the_pages_and_each_file_has_its_result(tmp_path):
    some = ITEMS[:40]
    (folder := tmp_path / "pages").mkdir()
    names = reprint_pages.write(some, folder, "1")
    reprint_pages.ingest(folder, tmp_path / "warehouse")
    read = reprint_pages.results(tmp_path / "warehouse", names)
    assert sum(page.reason is None for page in read) > 35
    kept = [shared(page.body, item.copy.text) for page, item in zip(read, some, strict=True) if page.reason is None]
    assert sum(share > 0.5 for share in kept) > 0.8 * len(kept)


def test_briefs_have_40_to_80_words_whatever_the_sentences_are():
    story = ENGLISH[0]._replace(paragraphs=("It rained. " + "word " * 300,))
    for seed in range(20):
        assert 40 <= len(brief(story, random.Random(seed)).text.split()) <= 80
        assert 40 <= len(brief(ENGLISH[0], random.Random(seed)).text.split()) <= 80


def test_copies_of_a_few_words_are_left_out():
    assert min(len(item.copy.text.split()) for item in ITEMS if item.role == "copy") >= 15


def test_what_every_desk_edited_is_a_group_of_copies_of_which_no_two_are_alike():
    made = [item for seed in "123456" for item in newspapers(WORLD, seed, each=10)]
    copies = [item for item in made if item.kind == "edited by every desk"]
    assert copies
    assert len({item.copy.text for item in copies}) == len(copies)
    assert len(copies) >= 4 * len({item.story for item in copies})
