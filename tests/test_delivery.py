"""What is delivered: containers, addresses, manifests, and what replaces what in the next run."""

import gzip
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import fsspec
import pytest

from flows import catalogue, warehouse
from flows.replaying import replays
from flows.running import run
from flows.sources import SourceError
from flows.summaries import RunSettings, Summary

STORY = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt {} on the crowd, and nobody minded.\n"


def ingest(root: Path | str, store: Path, **more: Any) -> Summary:
    """Run on an input."""
    return run(RunSettings(str(root), str(store), **more))


def rows(store: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the published corpus."""
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        assert catalogue.failed_checks(con) == {}
        return con.execute(query).fetchall()


def zipped(pages: dict[str, str]) -> bytes:
    """Return a zip archive of pages."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in pages.items():
            archive.writestr(name, text)
    return data.getvalue()


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Return a folder of files, archives and records, one inside another."""
    root = tmp_path / "mixed"
    root.mkdir()
    (root / "a.txt").write_text(STORY.format("rained"), "utf-8")
    (root / "b.zip").write_bytes(zipped({"x/1.txt": STORY.format("hailed"), "../e.txt": STORY.format("thawed")}))
    inner = zipped({"1.txt": STORY.format("snowed")})
    with tarfile.open(root / "c.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("in.zip")
        entry.size = len(inner)
        archive.addfile(entry, io.BytesIO(inner))
    records = [{"text": STORY.format(verb), "url": f"http://example.com/{verb}"} for verb in ("froze", "boiled")]
    (root / "d.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    (root / "page.html").write_bytes(gzip.compress(STORY.format("glowed").encode()))
    (root / "broken.zip").write_bytes(zipped({"1.txt": STORY.format("hid")})[:60])
    return root


MIXED = [
    ("a.txt", "accepted"),
    ("b.zip!../e.txt", "accepted"),
    ("b.zip!x/1.txt", "accepted"),
    ("broken.zip", "broken_archive"),
    ("c.tar.gz!in.zip!1.txt", "accepted"),
    ("d.jsonl#1", "accepted"),
    ("d.jsonl#2", "accepted"),
    ("page.html", "accepted"),
]
PAGES = "SELECT source, coalesce(reason, status) FROM pages ORDER BY source"


def test_each_page_of_each_container_has_its_row(mixed: Path, tmp_path: Path) -> None:
    ingest(mixed, tmp_path / "w")
    found = [row for row in rows(tmp_path / "w", PAGES) if row[1] != "damaged"]
    assert found == MIXED
    assert rows(tmp_path / "w", "SELECT url FROM pages WHERE source = 'd.jsonl#2'") == [("http://example.com/boiled",)]


def test_an_input_behind_an_address_reads_as_the_folder(mixed: Path, tmp_path: Path) -> None:
    files = fsspec.filesystem("memory")
    for file in mixed.iterdir():
        files.pipe_file(f"/broadsheet-test/mixed/{file.name}", file.read_bytes())
    files.pipe_file("/broadsheet-test/mixed/manifest.csv", b"path,url\na.txt,http://example.com/a\n")
    ingest("memory://broadsheet-test/mixed", tmp_path / "w")
    assert [row for row in rows(tmp_path / "w", PAGES) if row[1] != "damaged"] == MIXED
    query = "SELECT DISTINCT input, (SELECT url FROM pages WHERE source = 'a.txt') FROM pages"
    assert rows(tmp_path / "w", query) == [("mixed", "http://example.com/a")]


def test_an_address_that_cannot_be_opened_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere://x: cannot be opened"):
        ingest("nowhere://x", tmp_path / "w")


def test_an_input_can_be_one_archive(mixed: Path, tmp_path: Path) -> None:
    ingest(mixed / "b.zip", tmp_path / "w")
    assert rows(tmp_path / "w", PAGES) == [("b.zip!../e.txt", "accepted"), ("b.zip!x/1.txt", "accepted")]


def test_a_file_that_comes_again_replaces_all_that_it_held(mixed: Path, tmp_path: Path) -> None:
    ingest(mixed, tmp_path / "w")
    (mixed / "broken.zip").write_bytes(zipped({"1.txt": STORY.format("hid")}))
    (mixed / "b.zip").write_bytes(zipped({"x/2.txt": STORY.format("hailed")}))
    ingest(mixed, tmp_path / "w")
    found = dict(rows(tmp_path / "w", PAGES))
    assert {name for name in found if name.startswith("b")} == {"b.zip!x/2.txt", "broken.zip!1.txt"}


def test_a_replay_reads_the_quarantined_pages_and_no_others(mixed: Path, tmp_path: Path) -> None:
    (mixed / "empty.txt").touch()
    (mixed / "e.zip").write_bytes(zipped({"good.txt": STORY.format("dried"), "bad.txt": ""}))
    ingest(mixed, tmp_path / "w")
    (mixed / "broken.zip").write_bytes(zipped({"1.txt": STORY.format("hid")}))
    (mixed / "empty.txt").write_text(STORY.format("filled"), "utf-8")
    (only_empty,) = replays(tmp_path / "w", "empty", None)
    assert set(only_empty.only or ()) == {"empty.txt", "e.zip!bad.txt"}
    assert run(only_empty).pages == 2
    found = dict(rows(tmp_path / "w", PAGES))
    assert (found["empty.txt"], found["e.zip!bad.txt"], found["e.zip!good.txt"]) == ("accepted", "empty", "accepted")
    (everything,) = replays(tmp_path / "w", None, None)
    run(everything)
    found = dict(rows(tmp_path / "w", PAGES))
    assert found["broken.zip!1.txt"] == "accepted"
    assert "broken.zip" not in found
    assert found["a.txt"] == "accepted"


def test_a_replay_of_nothing_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(STORY.format("rained"), "utf-8")
    ingest(tmp_path / "pages", tmp_path / "w")
    assert replays(tmp_path / "w", None, None) == []
    with pytest.raises(SourceError, match="input 'other' was never read here; there are pages"):
        replays(tmp_path / "w", None, "other")


def test_manifest_rows_without_a_page_are_counted(mixed: Path, tmp_path: Path) -> None:
    (mixed / "manifest.csv").write_text(
        "path,url\na.txt,http://example.com/a\nb.zip!x/1.txt,http://example.com/b\nnone.txt,http://example.com/n\n",
        "utf-8",
    )
    assert ingest(mixed, tmp_path / "w").manifest_rows_without_page == 1
    query = "SELECT url FROM pages WHERE source IN ('a.txt', 'b.zip!x/1.txt') ORDER BY source"
    assert rows(tmp_path / "w", query) == [("http://example.com/a",), ("http://example.com/b",)]


def test_the_names_of_record_fields_can_be_set(tmp_path: Path) -> None:
    root = tmp_path / "pages"
    root.mkdir()
    (root / "d.jsonl").write_text(
        json.dumps({"content": STORY.format("rained"), "link": "http://example.com/a"}), "utf-8"
    )
    ingest(root, tmp_path / "w", fields={"text": "content", "url": "link"})
    assert rows(tmp_path / "w", "SELECT source, status, url FROM pages") == [
        ("d.jsonl#1", "accepted", "http://example.com/a")
    ]


def test_the_warehouse_is_no_part_of_the_input_that_it_lies_in(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY.format("rained"), "utf-8")
    for _ in range(2):
        assert ingest(tmp_path, tmp_path / "w").pages == 1
    with pytest.raises(SourceError, match="that is the warehouse"):
        ingest(tmp_path / "w", tmp_path / "w")


def test_a_file_address_reads_as_its_folder(tmp_path: Path) -> None:
    root = tmp_path / "pages"
    root.mkdir()
    (root / "a.txt").write_text(STORY.format("rained"), "utf-8")
    os.mkfifo(root / "pipe")  # to read it would be to wait for ever
    ingest(f"file://{root}", tmp_path / "w")
    assert rows(tmp_path / "w", PAGES) == [("a.txt", "accepted"), ("pipe", "not_a_file")]
    ingest(root, tmp_path / "w")  # the same input


def test_an_input_can_be_a_link_to_an_archive(mixed: Path, tmp_path: Path) -> None:
    (tmp_path / "link.zip").symlink_to(mixed / "b.zip")
    ingest(tmp_path / "link.zip", tmp_path / "w")
    assert {status for _, status in rows(tmp_path / "w", PAGES)} == {"accepted"}


def test_a_replay_keeps_the_rows_of_files_that_are_not_there(tmp_path: Path) -> None:
    root = tmp_path / "pages"
    root.mkdir()
    for name in ("gone.txt", "here.txt"):
        (root / name).touch()
    ingest(root, tmp_path / "w")
    (root / "gone.txt").unlink()
    (root / "here.txt").write_text(STORY.format("rained"), "utf-8")
    (replayed,) = replays(tmp_path / "w", None, None)
    summary = run(replayed)
    assert (summary.pages, summary.pages_not_found) == (1, 1)
    assert rows(tmp_path / "w", PAGES) == [("gone.txt", "empty"), ("here.txt", "accepted")]
