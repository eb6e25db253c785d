"""The benchmark of speed: its pages, its clock, its tables; nobody is timed here."""

from itertools import islice
from time import process_time

import pytest

from benchmarks.speed.clock import Clock
from benchmarks.speed.costs import Cost
from benchmarks.speed.pages import pages, write
from benchmarks.speed.tables import Timing, costs, floors, put_into, ratios
from transforms.steps import clean

TIMINGS = [
    Timing("broadsheet", "text", 101, [Cost(1.2, 3), Cost(2.2, 3)], [Cost(0.2, 0.5), Cost(0.2, 0.7)]),
    Timing("limit", "text", 101, [Cost(0.2, 1), Cost(0.4, 1)], [Cost(0.1, 0.1), Cost(0.2, 0.1)]),
    Timing("first draft", "text", 101, [Cost(21, 20), Cost(31, 20)], [Cost(1, 1), Cost(1, 1)]),
]


@pytest.mark.parametrize(("kind", "size"), [("text", 5_000), ("html", 10_000)])
def test_pages_have_the_size_they_are_said_to_have(kind, size):
    found = [len(text.encode("utf-8", "surrogatepass")) for text, _ in islice(pages(kind), 60)]
    assert sum(found) / len(found) == pytest.approx(size, rel=0.1)


def test_pages_are_the_same_every_time():
    assert list(islice(pages("text"), 5)) == list(islice(pages("text"), 5))


def test_most_text_is_sound_some_is_ascii_some_is_damaged():
    found = [text for text, _ in islice(pages("text"), 300)]
    assert sum(text.isascii() for text in found) / 300 == pytest.approx(
        0.15, abs=0.06
    )  # entities and `?` are ASCII too
    assert sum("â€" in text for text in found) / 300 == pytest.approx(0.05, abs=0.04)


@pytest.mark.parametrize(("kind", "layouts"), [("text", "text"), ("html", "web viewer")])
def test_pages_are_read_by_the_layouts_they_are_made_in(kind, layouts):
    for text, url in islice(pages(kind), 20):
        page = clean(text, url)
        assert (page.layout or "text").split("-")[0] in layouts.split()
        assert page.body
        assert page.published


def test_pages_are_written_once_with_a_manifest(tmp_path):
    folder = write("html", 3, tmp_path)
    assert sorted(file.name for file in folder.iterdir()) == [
        "000000.html",
        "000001.html",
        "000002.html",
        "manifest.csv",
    ]
    (folder / "000000.html").write_text("kept")
    assert (write("html", 3, tmp_path) / "000000.html").read_text() == "kept"


def burn(seconds):
    end = process_time() + seconds
    while process_time() < end:
        pass


def test_clock_gives_each_second_to_the_innermost_function():
    clock = Clock()
    inner = clock.on(lambda: burn(0.03), "inner")
    clock.on(lambda: (burn(0.02), inner()), "outer")()
    assert clock.spent["inner"] == pytest.approx(0.03, abs=0.01)
    assert clock.spent["outer"] == pytest.approx(0.02, abs=0.01)


def test_clock_follows_a_generator_only_while_it_runs():
    clock = Clock()

    def numbers():
        burn(0.02)
        yield 1

    for _ in clock.on(numbers, "made")():
        burn(0.05)
    assert clock.spent["made"] == pytest.approx(0.02, abs=0.01)


def test_ratios_are_those_of_each_round_without_the_start():
    assert ratios(TIMINGS, "text", "broadsheet", "first draft") == pytest.approx([20, 15])
    assert ratios(TIMINGS, "text", "broadsheet", "datatrove") == []


def test_tables_say_what_was_measured_and_what_is_owed():
    assert "| text | first draft | 101 | 250,000 | 17.50 | 1.00 (1.00) | 26.0 (20.0) |" in costs(TIMINGS)
    rows = "\n".join(floors(TIMINGS))
    assert "| text: broadsheet against first draft | ≥ 12 × | 17.5 × | holds |" in rows
    assert "| text, whole pipeline | ≤ 350 µs a page | 15,000 | **missed** |" in rows


def test_tables_take_the_place_of_the_old_ones(tmp_path):
    file = tmp_path / "README.md"
    file.write_text("before\n<!-- measured -->\nold\n<!-- end -->\nafter\n")
    put_into(file, "new")
    assert file.read_text() == "before\n<!-- measured -->\nnew\n<!-- end -->\nafter\n"
