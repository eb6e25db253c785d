"""Real scraped pages, read where they lie: their text is not ours, so none of it stands here.

`BROADSHEET_REAL_PAGES` names their folder.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from flows.manifests import read_manifest
from transforms.decoding import decode
from transforms.record import Page
from transforms.steps import clean

PAGES = Path(os.environ.get("BROADSHEET_REAL_PAGES") or Path(__file__).parent.parent.parent / "shared" / "pages")
PROVINCE = PAGES / "the-province-20180909.txt"

pytestmark = pytest.mark.skipif(
    not PROVINCE.is_file(), reason=f"no real pages at {PAGES}; BROADSHEET_REAL_PAGES names their folder"
)


@pytest.fixture(scope="module")
def page() -> Page:
    """Return the page of The Province, read with its address."""
    text = decode(PROVINCE.read_bytes()).text
    assert text is not None
    return clean(text, read_manifest(PAGES)[PROVINCE.name][0], PROVINCE.name)


def test_its_fields_are_read(page: Page) -> None:
    assert page.outlet is not None
    assert page.outlet.name == "The Province"
    assert (page.country, page.language, page.published) == ("CA", "en", date(2018, 9, 9))
    assert [(person.name, person.role) for person in page.people] == [
        ("Karen DeYoung", "author"),
        ("Greg Jaffe", "author"),
    ]
    assert page.agency is None
    assert page.dateline == "WASHINGTON"
    assert page.address.source_article_id == "283850099252639"


def test_its_body_is_the_lines_of_the_file_word_for_word(page: Page) -> None:
    printed = PROVINCE.read_text("utf-8").split("\n")[8:49]
    paragraphs = [line for line in printed if line]
    assert len(paragraphs) == 21
    assert (page.body or "").split("\n\n") == paragraphs


def test_its_photograph_is_told_once(page: Page) -> None:
    (caption,) = page.captions
    assert (caption.credit, caption.agency, caption.times_printed) == ("AP PHOTO", "The Associated Press", 2)
    assert caption.caption is not None
    assert caption.caption not in (page.body or "")
