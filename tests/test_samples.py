"""The sample pages, read as a careful person reads them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from flows.manifests import read_manifest
from transforms.decoding import decode
from transforms.joining import joint
from transforms.record import BODY_ROLES, Page
from transforms.steps import clean_all

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "samples.toml").read_text("utf-8"))
ARTICLES = sorted(name for name, said in EXPECTED.items() if "status" not in said)
FIELDS = ("country", "language", "headline", "standfirst", "section", "byline", "agency", "dateline", "published")


def read(name: str) -> Page:
    """Read one article of the samples as a run does; `file#2` is the second of a file."""
    file, _, number = name.partition("#")
    text = decode((SAMPLES / file).read_bytes()).text
    assert text is not None
    return clean_all(text, read_manifest(SAMPLES).get(file, (None, None))[0], file)[int(number or 1) - 1]


def files() -> set[str]:
    """Return the names of the sample files that have a reading."""
    return {name.partition("#")[0] for name in EXPECTED}


def named(page: Page, role: str) -> list[str]:
    """Return the people of a page who have this role."""
    return [person.name for person in page.people if person.role == role]


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """Return every article page of the samples, read once."""
    return {name: read(name) for name in ARTICLES}


def test_every_sample_page_has_its_reading() -> None:
    assert files() == {file.name for file in SAMPLES.iterdir()} - {"manifest.csv"}
    assert len([name for name in ARTICLES if name.endswith(".txt")]) == 43


def test_the_manifest_names_no_page_that_is_missing() -> None:
    assert set(read_manifest(SAMPLES)) <= files()


@pytest.mark.parametrize("name", ARTICLES)
def test_fields_are_what_a_reader_says(pages: dict[str, Page], name: str) -> None:
    page, said = pages[name], EXPECTED[name]
    assert {field: getattr(page, field) for field in FIELDS} == {field: said.get(field) for field in FIELDS}
    assert page.layout == (f"text-{said['layout'].lower()}" if name.endswith(".txt") else said["layout"])
    assert page.outlet is not None
    assert page.outlet.name == said["outlet"]


@pytest.mark.parametrize("name", ARTICLES)
def test_what_a_document_states_is_what_a_reader_says(pages: dict[str, Page], name: str) -> None:
    page, said = pages[name], EXPECTED[name]
    assert list(page.page_numbers) == said.get("page_numbers", list(page.page_numbers))
    assert page.address.source_article_id == said.get("source_article_id", page.address.source_article_id)


@pytest.mark.parametrize("name", ARTICLES)
def test_people_are_what_a_reader_says(pages: dict[str, Page], name: str) -> None:
    assert named(pages[name], "author") == said_list(name, "authors")
    assert named(pages[name], "contributor") == said_list(name, "contributors")


def said_list(name: str, key: str) -> list[str]:
    """Return a list of names that a reader says, empty where there is none."""
    found: list[str] = EXPECTED[name].get(key, [])
    return found


@pytest.mark.parametrize("name", ARTICLES)
def test_the_body_begins_and_ends_where_a_reader_says(pages: dict[str, Page], name: str) -> None:
    page, said = pages[name], EXPECTED[name]
    body = page.body or ""
    assert len(body.split("\n\n")) == said["paragraphs"]
    printed = [line for line, given in zip(page.lines, page.marks, strict=True) if given and given.role in BODY_ROLES]
    assert sum(joint(line) == "\n\n" for line in printed) == said["paragraphs"]
    assert " ".join(body.split()[: len(said["first_words"].split())]) == said["first_words"]
    assert " ".join(body.split()[-len(said["last_words"].split()) :]) == said["last_words"]


@pytest.mark.parametrize("name", ARTICLES)
def test_photographs_are_what_a_reader_says(pages: dict[str, Page], name: str) -> None:
    found = [(c.caption, c.credit, c.times_printed) for c in pages[name].captions]
    said = [(c.get("caption"), c.get("credit"), c["times_printed"]) for c in EXPECTED[name]["captions"]]
    assert found == said


@pytest.mark.parametrize("name", sorted(n for n, said in EXPECTED.items() if said.get("status") == "duplicate"))
def test_a_second_copy_reads_as_the_first(pages: dict[str, Page], name: str) -> None:
    first = pages[EXPECTED[name]["of"]]
    second = read(name)
    assert (second.headline, second.published) == (first.headline, first.published)
    assert (second.body or "").split()[:20] == (first.body or "").split()[:20]
