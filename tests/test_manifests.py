"""The manifest: found by path, whatever its size, whichever hashes agree."""

from pathlib import Path

import pytest

from flows.manifests import Manifest, Said, read_manifest
from transforms.record import Fact


def test_a_row_says_what_it_says() -> None:
    rows = [{"path": f"{n}.txt", "url": f"https://a.example/{n}", "section": None} for n in range(25_000)]
    rows[12_345] |= {"section": "News", "charset": "cp1252"}
    manifest = Manifest(rows)
    assert len(manifest) == len(rows)
    assert manifest["24999.txt"] == Said("https://a.example/24999")
    assert manifest["12345.txt"] == Said(
        "https://a.example/12345", None, "cp1252", (Fact("section", "News", "manifest"),)
    )
    assert "25000.txt" not in manifest


@pytest.mark.parametrize("hashes_agree", [False, True])
def test_the_later_of_two_rows_holds(monkeypatch: pytest.MonkeyPatch, *, hashes_agree: bool) -> None:
    if hashes_agree:
        monkeypatch.setattr("flows.manifests.hash", lambda _: 7, raising=False)
    manifest = Manifest({"path": path, "url": url} for path, url in ("ax", "by", "az", "cx", "bx"))
    assert {path: said.url for path, said in manifest.items()} == {"a": "z", "b": "x", "c": "x"}
    assert [manifest.path_at(place) for place in manifest.places()] == ["a", "c", "b"]
    assert manifest.find("d") is None
    assert {manifest.place(path) for path in "abc"} == {0, 1, 2}


def test_a_csv_speaks_before_a_jsonl(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text('{"path": "a", "url": "1"}\n{"path": "b", "url": "2"}\n', "utf-8")
    (tmp_path / "manifest.csv").write_text("path,url\na,3\n", "utf-8")
    assert {path: said.url for path, said in read_manifest(tmp_path).items()} == {"a": "3", "b": "2"}


def test_half_of_a_surrogate_pair_is_kept_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text(r'{"path": "a", "url": "\ud800", "section": "\udfff"}', "utf-8")
    assert read_manifest(tmp_path)["a"] == Said("\ud800", None, None, (Fact("section", "\udfff", "manifest"),))
