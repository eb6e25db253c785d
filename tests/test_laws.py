"""Laws that hold for every text, every rule and every step."""

import re
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from transforms.decoding import decode
from transforms.marking import ZONES, grammar_rules, line_rules, match_line
from transforms.record import Line, Page
from transforms.repair_names import REPAIR_NAMES
from transforms.steps import STEPS, clean

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "data" / "samples"
THREE_PAGES = (
    "the-harbour-courier-20190402-p02.txt",  # V1
    "the-harbour-courier-20190314-p05.txt",  # V2
    "the-harbour-courier-20200811-p04.txt",  # V2b
)
HOSTILE = ("?", " ?? ", "- ", "—", "A ", "Newspapers in ", "a, ", "(", ".", "By ")
SECONDS = 2.0

lawful = settings(max_examples=100, deadline=None, derandomize=True)

FRAGMENTS = (
    "??", " ?? ", "—", " - - ", "- ", "-", "–", "By ", "By ADA MARSH", "The Harbour Courier", "Pier opens", "It rained.",
    "Newspapers in English", "Newspapers from Canada", "AP PHOTO", "HALIFAX — ", "(CP)", "NEWS", "\x00", "\x1b[31m",
    "\ud800", "\udfff", "\\", "\\x00", "\\u0041", "\u2028", "\u00a0", "\ufeff", "\ufffd", "\r", "\t", "Ã©", "â€™", "\x92",
    "é", "“", "”", "’", ",", " and ", ";", "|", "/", "@", "(", "»", "…", "ß", "中文",
)  # fmt: skip
pieces = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8))
lines = st.lists(pieces, max_size=6).map("".join)
pages = st.lists(st.tuples(lines, st.sampled_from(("\n", "\n\n", "\r\n", "\r", "")))).map(
    lambda found: "".join(text + ending for text, ending in found)
)
texts = st.one_of(
    pages, st.text(), st.text(st.characters(codec=None, categories=("Cs", "Cc", "Po", "Pd", "Zs", "Lu"))), lines
)

_ESCAPE = re.compile(r"\\(?:\\|x([0-9a-f]{2})|u([0-9a-f]{4}))")


def as_decoded(line: Line) -> str:
    """Undo the escapes of a raw line: what was decoded stands there again."""
    if "escaped_controls" not in line.repairs:
        return line.raw
    return _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else "\\", line.raw)


@lawful
@given(texts)
@example("They don?t know of the brief- ings.\nâ€œ1/2rstâ€.")
def test_every_repair_has_its_name_in_the_dictionary(text: str) -> None:
    assert {name for line in clean(text).lines for name in line.repairs} <= set(REPAIR_NAMES)


@lawful
@given(texts)
@example("a\\b\x00\\x00\r\nc\\d")
@example("\r\r\n\n")
def test_raw_and_ending_rebuild_the_decoded_page(text: str) -> None:
    assert "".join(as_decoded(line) + line.ending for line in clean(text).lines) == text


@lawful
@given(texts)
def test_every_line_has_a_mark_of_a_known_rule(text: str) -> None:
    page = clean(text)
    assert len(page.marks) == len(page.lines)
    for given_mark in page.marks:
        assert given_mark is not None
        rule = line_rules().get(given_mark.rule) or grammar_rules()[given_mark.rule]
        assert given_mark.role is rule.role


@lawful
@given(texts, st.one_of(st.none(), lines), st.one_of(st.none(), lines))
def test_no_step_raises_whatever_text_address_and_name_say(text: str, url: str | None, name: str | None) -> None:
    page = clean(text, url, name)
    assert page.text == text
    assert page.headline != ""
    assert page.body != ""


@lawful
@given(texts)
def test_no_text_of_a_page_holds_a_character_that_breaks_a_table(text: str) -> None:
    page = clean(text)
    said = (page.headline, page.standfirst, page.section, page.byline, page.dateline, page.body)
    kept = [line.text for line in page.lines] + [line.raw for line in page.lines] + [part for part in said if part]
    for part in kept:
        part.encode()
        assert "\x00" not in part


words = st.sampled_from(
    ("rain", "pier", "boats", "mayor", "nobody", "harbour", "found", "three", "old", "lamps", "under", "quiet", "bread")
)
sentences = st.lists(words, min_size=8, max_size=20).map(lambda found: " ".join(found).capitalize() + ".")
paragraphs = st.lists(sentences, min_size=1, max_size=4).map(" ".join)
# Each opens with its own word: a first paragraph that comes again is read as a standfirst.
stories = st.lists(paragraphs, min_size=1, max_size=5).map(
    lambda found: [f"{word} {text}" for word, text in zip(("One", "Two", "Three", "Four", "Five"), found, strict=False)]
)
HEADS = (
    "Pier opens\n\nThe Harbour Courier - - NEWS - By ADA MARSH\n\n",
    "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\n",
    "The Harbour Courier\n\nPier opens\n\n",
)
TAIL = "\n\n ?? — AP PHOTO ?? The pier at dawn.\n— AP PHOTO The pier at dawn.\n\nNewspapers in English\n\nNewspapers from Canada\n"


@lawful
@given(st.sampled_from(HEADS), stories)
def test_cleaning_twice_is_cleaning_once(head: str, story: list[str]) -> None:
    once = clean(head + "\n\n".join(story) + TAIL).body
    assert once == "\n\n".join(story)
    twice = clean(f"The Harbour Courier\n\nPier opens\n\n-\n\n{once}{TAIL}").body
    assert twice == once


LINE_EXAMPLES = [(r.id, r.where, text) for r in line_rules().values() for text in r.examples]
LINE_NEAR_MISSES = [(r.id, r.where, text) for r in line_rules().values() for text in r.near_misses]


@pytest.mark.parametrize(("rule", "zone", "text"), LINE_EXAMPLES)
def test_an_example_of_a_line_rule_matches_its_rule(rule: str, zone: str, text: str) -> None:
    found = match_line(text, zone)
    assert found is not None
    assert found.rule == rule
    assert re.fullmatch(line_rules()[rule].pattern, text)


@pytest.mark.parametrize(("rule", "zone", "text"), LINE_NEAR_MISSES)
def test_a_near_miss_of_a_line_rule_matches_no_rule(rule: str, zone: str, text: str) -> None:
    assert zone in ZONES
    assert match_line(text, zone) is None, rule


GRAMMAR_EXAMPLES = [(r.id, page) for r in grammar_rules().values() for page in r.examples]
GRAMMAR_NEAR_MISSES = [(r.id, page) for r in grammar_rules().values() for page in r.near_misses]
MARKER = "» "


def rule_of_marked_line(text: str) -> str:
    """Return the rule that the line behind the marker gets, the marker taken away first."""
    (index,) = [i for i, line in enumerate(clean(text).lines) if line.raw.startswith(MARKER)]
    given_mark = clean(text.replace(MARKER, "", 1)).marks[index]
    assert given_mark is not None
    return given_mark.rule


@pytest.mark.parametrize(("rule", "page"), GRAMMAR_EXAMPLES)
def test_the_line_of_a_grammar_example_gets_its_rule(rule: str, page: str) -> None:
    assert rule_of_marked_line(page) == rule


@pytest.mark.parametrize(("rule", "page"), GRAMMAR_NEAR_MISSES)
def test_the_line_of_a_grammar_near_miss_does_not_get_its_rule(rule: str, page: str) -> None:
    assert rule_of_marked_line(page) != rule


@pytest.mark.parametrize("rule", sorted(grammar_rules()))
def test_a_grammar_rule_has_examples_and_near_misses(rule: str) -> None:
    assert grammar_rules()[rule].examples
    assert grammar_rules()[rule].near_misses


def test_code_and_data_name_the_same_grammar_rules() -> None:
    code = "\n".join(file.read_text("utf-8") for file in (ROOT / "transforms").rglob("*.py"))
    marked = set(re.findall(r"\bmark\(\"([^\"]+)\"", code))
    assert marked <= set(grammar_rules())
    assert {rule for rule in grammar_rules() if f'"{rule}"' not in code} == set()
    assert not set(grammar_rules()) & set(line_rules())


@pytest.mark.parametrize("frame", ["{}", "{}\n\n{}", "The Harbour Courier\n\nPier opens\n\n- {}\n\nIt rained.\n\n{}"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_line_costs_no_time(text: str, frame: str) -> None:
    page = frame.replace("{}", text * 10_000)
    begun = perf_counter()
    clean(page)
    assert perf_counter() - begun < SECONDS


MAY_CHANGE = {"split": {"lines", "marks"}, "repair": {"lines", "flags"}, "mark": {"marks", "layout"}}
FIRST_BLOCK = {"text", "url", "name", "lines", "marks", "layout"}


def changed(before: Page, after: Page) -> set[str]:
    """Return the names of the fields in which two pages differ."""
    return {name for name in Page._fields if getattr(before, name) != getattr(after, name)}


@pytest.mark.parametrize("name", THREE_PAGES)
def test_a_step_changes_only_what_its_verb_says(name: str) -> None:
    text = decode((SAMPLES / name).read_bytes()).text
    assert text is not None
    page = Page(text, None, name)
    for step in STEPS:
        verb = step.__name__.partition("_")[0]
        after = step(page)
        if verb == "read":
            assert not changed(page, after) & FIRST_BLOCK, step.__name__
        else:
            assert changed(page, after) <= MAY_CHANGE[verb], step.__name__
        if verb == "mark":
            kept = zip(page.marks, after.marks, strict=True)
            assert all(old is None or old == new for old, new in kept), step.__name__
        page = after
