"""An export: every article asked for, whole, with what one must know of it; and no folder of anybody lost."""

import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.catalogue import QueryError
from flows.corpus import open_corpus
from flows.export import exporting, files
from flows.export import rows as rows_of
from flows.export.columns import TEXT_COLUMNS
from flows.export.exporting import ExportError, Wanted, export
from flows.export.files import write_data
from flows.running import run
from flows.summaries import RunSettings
from flows.warehouse import current_snapshot
from transforms.tables import ARTICLES

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "data" / "samples"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    warehouse = tmp_path_factory.mktemp("exported") / "warehouse"
    run(RunSettings(str(SAMPLES), str(warehouse)))
    return current_snapshot(warehouse)


@pytest.fixture(scope="module")
def articles(snapshot):
    with open_corpus(snapshot.parent.parent) as corpus:
        return corpus.articles().order("outlet_id, published, article_id").to_arrow_table().to_pylist()


@pytest.fixture
def write(snapshot, tmp_path):
    def write(name="x", **wanted):
        return export(snapshot, tmp_path / name, Wanted(**wanted), "512MB", 1)

    return write


def contents(folder):
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_parquet_has_every_article_in_order_with_its_authors(write, articles, tmp_path):
    facts = write()
    rows = pq.read_table(tmp_path / "x" / "data").to_pylist()
    assert facts.articles == len(rows) == len(articles)
    for row, article in zip(rows, articles, strict=True):
        for name in ("article_id", "body", "published", "page_numbers", "authors", "others", "flags", "word_count"):
            assert row[name] == article[name]
        assert json.loads(row["evidence"]) == dict(article["evidence"])
        assert row["body_sha256"] == hashlib.sha256(article["body"].encode()).hexdigest()
    assert {column.name for column in ARTICLES.columns} <= rows[0].keys()


def test_the_schema_is_plain_for_r_and_pandas(write, tmp_path):
    write()
    schema = pq.read_schema(next((tmp_path / "x" / "data").iterdir()))
    assert not [
        f for f in schema if pa.types.is_map(f.type) or pa.types.is_large_string(f.type) or pa.types.is_struct(f.type)
    ]


def test_a_condition_chooses(write, articles, tmp_path):
    facts = write(where="language = 'en' -- a comment")
    rows = pq.read_table(tmp_path / "x" / "data").to_pylist()
    assert {row["language"] for row in rows} == {"en"}
    assert facts.articles == len(rows) == sum(article["language"] == "en" for article in articles)
    assert facts.languages == ("en",)
    assert "language = 'en' -- a comment" in (tmp_path / "x" / "README.md").read_text("utf-8")


def test_slabs_of_few_rows_give_the_same_export(write, tmp_path, monkeypatch):
    write("whole")
    monkeypatch.setattr(rows_of, "ROWS_IN_SLAB", 4)
    write("slabs")
    whole, slabs = (pq.read_table(tmp_path / name / "data") for name in ("whole", "slabs"))
    assert slabs.equals(whole)
    assert whole["published"].null_count > 0  # a slab without bounds is among them


@pytest.mark.parametrize("style", ["parquet", "csv", "jsonl"])
def test_nothing_chosen_is_an_export_without_rows(write, tmp_path, style):
    assert write(where="false", style=style).articles == 0
    assert sum(1 for _ in (tmp_path / "x" / "data").iterdir()) == 1


@pytest.mark.parametrize(
    "where",
    [
        "true; DROP VIEW articles",
        "nonsense",
        "true) ; (SELECT 1",
        "true) UNION ALL (SELECT * FROM articles WHERE true",
        "body = (SELECT content FROM read_text('/etc/hostname'))",
        ") COPY (",
    ],
)
def test_what_is_no_condition_on_articles_writes_nothing(write, tmp_path, where):
    with pytest.raises(Exception, match=r"\w"):
        write(where=where)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("where", ["true)); SELECT * FROM (SELECT * FROM articles WHERE (true", "true, false", ""])
def test_several_statements_or_conditions_are_none(write, where):
    with pytest.raises(QueryError, match="one condition"):
        write(where=where)


def test_without_texts_no_sentence_of_them_is_left(write, articles, tmp_path):
    write(text=False)
    rows = pq.read_table(tmp_path / "x" / "data").to_pylist()
    assert not set(TEXT_COLUMNS) & rows[0].keys()
    said = "\n".join(str(row) for row in rows) + "".join(
        text.decode("utf-8", "replace")
        for name, text in contents(tmp_path / "x").items()
        if not name.startswith("data")
    )
    told = [p for a in articles for p in (*a["body"].split("\n\n"), a["standfirst"], a["kicker"]) if p and len(p) > 40]
    assert len(told) > 100
    assert not [paragraph for paragraph in told if paragraph in said]
    assert [row["word_count"] for row in rows] == [article["word_count"] for article in articles]
    assert all(len(row["body_sha256"]) == 64 for row in rows)


def test_quanteda_finds_doc_id_and_text_first_and_no_list(write, articles, tmp_path):
    write(style="csv", preset="quanteda")
    rows = list(csv.DictReader((tmp_path / "x" / "data" / "corpus.csv").open(encoding="utf-8", newline="")))
    assert list(rows[0])[:2] == ["doc_id", "text"]
    assert [row["doc_id"] for row in rows] == [article["article_id"] for article in articles]
    assert [row["text"].removeprefix("'") for row in rows] == [
        article["body"].removeprefix("'") for article in articles
    ]
    assert [row["authors"] for row in rows] == ["; ".join(article["authors"]) for article in articles]


def test_csv_is_safe_unless_it_is_wanted_exact(tmp_path):
    rows = pa.table({"headline": ["=1+1", "Fog"], "n": [-1, 1]})
    write_data(tmp_path / "safe", "a", rows.to_reader(), "csv", exact=False)
    write_data(tmp_path / "exact", "a", rows.to_reader(), "csv", exact=True)
    assert '"\'=1+1",-1' in (tmp_path / "safe" / "a.csv").read_text("utf-8")
    assert '"=1+1",-1' in (tmp_path / "exact" / "a.csv").read_text("utf-8")


def test_parts_are_of_bounded_size(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "BYTES_IN_PART", 50_000)
    monkeypatch.setattr(files, "BYTES_IN_GROUP", 20_000)
    rows = pa.table({"n": list(range(3_000)), "text": ["x" * 40] * 3_000})
    write_data(
        tmp_path / "data",
        "a",
        pa.RecordBatchReader.from_batches(rows.schema, rows.to_batches(100)),
        "parquet",
        exact=False,
    )
    parts = sorted((tmp_path / "data").iterdir())
    assert [p.name for p in parts][:2] == ["a-00001.parquet", "a-00002.parquet"]
    assert len(parts) > 2
    assert pq.read_table(tmp_path / "data")["n"].to_pylist() == list(range(3_000))
    assert max(pq.read_table(p).nbytes for p in parts) <= 50_000


def test_every_file_has_its_checksum(write, tmp_path):
    write()
    found = contents(tmp_path / "x")
    sums = dict(reversed(line.split("  ")) for line in found.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}
    told = {f["contentUrl"]: f["sha256"] for f in json.loads(found["croissant.json"])["distribution"] if "sha256" in f}
    assert told.items() <= sums.items()
    assert told.keys() == {name for name in sums if name.startswith("data/")}


def test_the_same_export_twice_is_the_same_bytes(write, tmp_path):
    for name in ("a", "b"):
        write(name)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_the_card_says_whose_the_texts_are(write, tmp_path):
    write()
    card = (tmp_path / "x" / "README.md").read_text("utf-8")
    assert card.startswith("---\npretty_name:")
    assert "The texts belong to the newspapers" in card
    assert "| `cluster_id` | string |" in card


def test_a_folder_of_somebody_is_never_overwritten(write, tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "thesis.txt").write_text("mine", "utf-8")
    for force in (False, True):
        with pytest.raises(ExportError, match="no export"):
            write(force=force)
    assert contents(tmp_path / "x") == {"thesis.txt": b"mine"}
    assert [f.name for f in tmp_path.iterdir()] == ["x"]


def test_an_earlier_export_is_replaced_only_by_force_and_only_if_nothing_was_put_into_it(write, tmp_path):
    write()
    before = contents(tmp_path / "x")
    with pytest.raises(ExportError, match="--force replaces it"):
        write(text=False)
    assert contents(tmp_path / "x") == before
    write(text=False, force=True)
    assert contents(tmp_path / "x") != before
    (tmp_path / "x" / "data" / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(ExportError, match="no export"):
        write(force=True)
    assert (tmp_path / "x" / "data" / "notes.txt").read_text("utf-8") == "mine"
    assert [f.name for f in tmp_path.iterdir()] == ["x"]


def test_an_empty_folder_is_taken(write, tmp_path):
    (tmp_path / "x").mkdir()
    assert write().articles > 0
    assert (tmp_path / "x" / "export.json").exists()


def test_the_folder_one_stands_in_is_not_replaced(write, tmp_path, monkeypatch):
    (tmp_path / "x" / "y").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "x" / "y")
    for name in ("x", "x/y"):
        with pytest.raises(ExportError, match="is where you are"):
            write(name)


def test_what_fails_midway_leaves_the_earlier_export(write, tmp_path, monkeypatch):
    write()
    before = contents(tmp_path / "x")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "croissant", full)
    with pytest.raises(OSError, match="No space"):
        write(force=True)
    assert contents(tmp_path / "x") == before
    assert [f.name for f in tmp_path.iterdir()] == ["x"]


def test_nothing_goes_into_the_warehouse_a_file_or_a_link(snapshot, tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for folder in (snapshot / "x", snapshot.parent.parent / "x", tmp_path / "file", tmp_path / "link"):
        with pytest.raises(ExportError, match="name another place"):
            export(snapshot, folder, Wanted(), "512MB", 1)


def call(snapshot, *arguments):
    command = [sys.executable, "-m", "flows.cli", "export", *arguments, "--warehouse", str(snapshot.parent.parent)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )


def test_the_command_says_what_it_wrote_and_whose_it_is(snapshot, tmp_path):
    answer = call(snapshot, str(tmp_path / "x"), "--where", "language = 'en'")
    assert answer.returncode == 0
    assert answer.stdout.startswith("34 articles, ")
    assert "belong to their publishers" in answer.stdout
    again = call(snapshot, str(tmp_path / "x"))
    assert again.returncode == 2
    assert again.stderr.count("\n") == 1
    bare = call(snapshot, str(tmp_path / "y"), "--no-text")
    assert "belong to" not in bare.stdout
    wrong = call(snapshot, str(tmp_path / "z"), "--preset", "quanteda", "--no-text")
    assert (wrong.returncode, (tmp_path / "z").exists()) == (2, False)
