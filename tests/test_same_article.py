"""One article in every form it is met in is one article; another day or another paper is another."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from flows import catalogue, warehouse
from flows.running import run
from flows.summaries import RunSettings

ADDRESS = "https://www.pressreader.com/canada/the-harbour-courier/20190314/281655371675510"
PARAGRAPHS = (
    "It rained on the crowd, and nobody minded. “We waited nine years,” said the mayor, “and nine minutes more.”",
    "The new pier reaches 212 metres into the bay; the old one, which burnt in 2010, was shorter and had a café.",
    "Ferries will call from Monday.",
)
TEXT = "The Harbour Courier\n\nPier opens\n\nNine years late\n\n- ADA MARSH\n\n" + "\n\n".join(PARAGRAPHS) + "\n"
V1 = "Pier opens\n\nNine years late\n\nThe Harbour Courier - - NEWS - ADA MARSH\n\n" + "\n\n".join(PARAGRAPHS) + "\n"
PRINTED = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
META = '<ul class="art-meta"><li class="pub">The Harbour Courier</li><li>14 Mar 2019</li><li class="art-author">ADA MARSH</li></ul>'
WEB = (
    f'<!doctype html><html><head><link rel="canonical" href="{ADDRESS}"></head><body><article aid="281655371675510">'
    f"<header><h1>Pier o&shy;pens</h1><h2>Nine years late</h2></header>{META}<div class='col'>{PRINTED}</div></article></body></html>"
)
VIEWER = (
    '<html><body><div class="art-content"><h1>Pier opens</h1><h2>Nine years late</h2><ul class="art-meta">'
    f"<li>The Harbour Courier</li><li>14 Mar 2019</li><li>ADA MARSH</li></ul><div class='clear'><div>{PRINTED}</div></div></div></body></html>"
)
SERVICE = json.dumps(
    {
        "Articles": [
            {
                "Id": 281655371675510, "Title": "Pier opens", "Subtitle": "Nine years late", "Byline": "ADA MARSH",
                "Page": 5, "Blocks": [{"Text": text} for text in PARAGRAPHS],
                "Issue": {"CountryCode": "ca", "Title": "The Harbour Courier", "Date": "2019-03-14T00:00:00"},
            }
        ]
    }
)  # fmt: skip


def epub_page(number: int) -> str:
    """Return a page of the EPUB export; the article is repeated whole on each."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        '<title>The Harbour Courier</title></head><body><div class="art-cnt" id="art-1">'
        f'<div class="art-header">Page {number}</div><div class="art-title-area"><div class="title">Pier opens</div>'
        f'<div class="subtitle">Nine years late</div><span class="byline">ADA MARSH</span></div>{PRINTED}</div></body></html>'
    )


def write_epub(file: Path, day: str) -> None:
    """Write an issue of two pages."""
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
            '<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        book.writestr(
            "content.opf",
            '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<metadata><dc:title>The Harbour Courier</dc:title><dc:date>{day}</dc:date></metadata><manifest/><spine/></package>",
        )
        for number in (5, 6):
            book.writestr(f"page{number}.xhtml", epub_page(number))


def ingest(folder: Path, tmp_path: Path, query: str) -> list[tuple[Any, ...]]:
    """Run on a folder and ask."""
    run(RunSettings(str(folder), str(tmp_path / "w")))
    with catalogue.open_snapshot(warehouse.current_snapshot(tmp_path / "w")) as con:
        assert catalogue.failed_checks(con) == {}
        return con.execute(query).fetchall()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds the article in every form."""
    root = tmp_path / "pages"
    root.mkdir()
    (root / "a.html").write_text(WEB, "utf-8")
    (root / "b.html").write_text(VIEWER, "utf-8")
    (root / "c.json").write_text(SERVICE, "utf-8")
    (root / "d.txt").write_text(TEXT, "utf-8")
    (root / "e.txt").write_text(V1, "utf-8")
    write_epub(root / "f.epub", "2019-03-14")
    urls = [
        ADDRESS.replace("https", "http"),
        f"{ADDRESS}?utm_source=x&list=y",
        ADDRESS.upper().replace("HTTPS", "https"),
    ]
    records = [json.dumps({"text": TEXT + " " * n, "url": url}) for n, url in enumerate(urls, start=1)]
    (root / "g.jsonl").write_text("\n".join(records), "utf-8")
    return root


def test_one_article_in_every_form_is_one_article(folder: Path, tmp_path: Path) -> None:
    query = "SELECT source, coalesce(reason, status) FROM pages WHERE article_id IS NOT NULL ORDER BY source"
    found = dict(ingest(folder, tmp_path, query))
    assert len(found) == 10
    assert sorted(found.values()).count("accepted") == 1
    assert set(found.values()) <= {"accepted", "same_article", "other_page"}


def test_the_article_has_all_that_its_copies_know(folder: Path, tmp_path: Path) -> None:
    query = "SELECT headline, standfirst, outlet, published, country, page_numbers, byline FROM articles"
    (row,) = ingest(folder, tmp_path, query)
    headline, standfirst, outlet, published, country, page_numbers, byline = row
    assert (headline, standfirst, outlet) == ("Pier opens", "Nine years late", "The Harbour Courier")
    assert (published.isoformat(), country, page_numbers, byline) == ("2019-03-14", "CA", ["5", "6"], "ADA MARSH")


def test_an_article_of_two_pages_of_one_issue_is_one_with_both_numbers(tmp_path: Path) -> None:
    root = tmp_path / "pages"
    root.mkdir()
    write_epub(root / "f.epub", "2019-03-14")
    query = "SELECT coalesce(reason, status) FROM pages WHERE article_id IS NOT NULL ORDER BY ALL"
    assert ingest(root, tmp_path, query) == [("accepted",), ("other_page",)]
    with catalogue.open_snapshot(warehouse.current_snapshot(tmp_path / "w")) as con:
        assert con.execute("SELECT page_numbers, published FROM articles").fetchone()[0] == ["5", "6"]


def test_the_same_text_on_another_day_is_another_article(tmp_path: Path) -> None:
    root = tmp_path / "pages"
    root.mkdir()
    for day in ("2019-03-14", "2019-03-15"):
        write_epub(root / f"{day}.epub", day)
    assert ingest(root, tmp_path, "SELECT count(*), count(DISTINCT published) FROM articles") == [(2, 2)]
