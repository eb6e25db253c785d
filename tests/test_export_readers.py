"""Exports as other tools load them: pandas, polars, pyarrow, Hugging Face `datasets`, mlcroissant.

Those are heavy: `python3 -m uv run --group exports pytest tests/test_export_readers.py` brings them.
"""

import json
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from flows.export.exporting import Wanted, export
from flows.running import run
from flows.summaries import RunSettings
from flows.warehouse import current_snapshot

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
WANTED = {
    "parquet": Wanted(),
    "csv": Wanted(style="csv"),
    "jsonl": Wanted(style="jsonl"),
    "quanteda": Wanted(style="csv", preset="quanteda"),
    "no_text": Wanted(text=False),
}
WHY = "not installed: python3 -m uv run --group exports pytest"


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported")
    run(RunSettings(str(SAMPLES), str(folder / "warehouse")))
    snapshot = current_snapshot(folder / "warehouse")
    return {
        name: (folder / name, export(snapshot, folder / name, wanted, "512MB", 1)) for name, wanted in WANTED.items()
    }


def file_of(folder):
    return str(next((folder / "data").iterdir()))


@pytest.fixture
def offline(monkeypatch, tmp_path):
    for variable in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        monkeypatch.setenv(variable, "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))


def test_pyarrow_loads_the_parts(exports):
    folder, facts = exports["parquet"]
    rows = ds.dataset(folder / "data").to_table().to_pylist()
    assert len(rows) == facts.articles > 50
    assert all(isinstance(row["authors"], list) and json.loads(row["evidence"]) for row in rows)


@pytest.mark.parametrize("name", WANTED)
def test_pandas_loads_it(exports, name):
    pandas = pytest.importorskip("pandas", reason=WHY)
    folder, facts = exports[name]
    readers = {
        "parquet": pandas.read_parquet,
        "no_text": pandas.read_parquet,
        "jsonl": lambda f: pandas.read_json(f, lines=True),
    }
    frame = readers.get(name, pandas.read_csv)(file_of(folder))
    assert len(frame) == facts.articles
    assert frame["word_count"].sum() == facts.words


@pytest.mark.parametrize("name", WANTED)
def test_polars_loads_it(exports, name):
    polars = pytest.importorskip("polars", reason=WHY)
    folder, facts = exports[name]
    readers = {"parquet": polars.read_parquet, "no_text": polars.read_parquet, "jsonl": polars.read_ndjson}
    frame = readers.get(name, polars.read_csv)(file_of(folder))
    assert frame.height == facts.articles
    assert frame["word_count"].sum() == facts.words


@pytest.mark.parametrize("name", WANTED)
def test_datasets_loads_the_folder_by_its_card(exports, name, offline, tmp_path):
    datasets = pytest.importorskip("datasets", reason=WHY)
    folder, facts = exports[name]
    loaded = datasets.load_dataset(str(folder), split="train", cache_dir=str(tmp_path / "cache"))
    assert loaded.num_rows == facts.articles
    assert sum(loaded["word_count"]) == facts.words
    if name == "parquet":
        assert loaded.features["authors"].feature.dtype == "string"
    if name != "no_text":
        column = "text" if name == "quanteda" else "body"
        assert all(loaded[column])


def test_datasets_reads_the_head_of_the_card(exports):
    hub = pytest.importorskip("huggingface_hub", reason=WHY)
    folder, facts = exports["parquet"]
    card = hub.DatasetCard.load(folder / "README.md")
    assert card.data.license == "other"
    assert card.data.language == list(facts.languages)
    assert card.data.size_categories == ["n<1K"]


@pytest.mark.parametrize("name", WANTED)
def test_mlcroissant_reads_the_records(exports, name):
    mlcroissant = pytest.importorskip("mlcroissant", reason=WHY)
    folder, facts = exports[name]
    dataset = mlcroissant.Dataset(jsonld=folder / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors
    assert not dataset.metadata.ctx.issues.warnings
    records = list(dataset.records("articles"))
    assert len(records) == facts.articles
    assert sum(int(record["articles/word_count"]) for record in records) == facts.words
    if name == "parquet":
        assert any(len(record["articles/authors"]) > 1 for record in records)
        assert {
            record["articles/published"].year for record in records if record["articles/published"] is not None
        } >= {2018}
