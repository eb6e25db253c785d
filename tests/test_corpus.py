"""The Python door: lazy relations on one state of the corpus, and nothing but reading."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from flows.catalogue import QueryError
from flows.corpus import open_corpus
from flows.running import run
from flows.sources import SourceError
from flows.summaries import RunSettings
from flows.warehouse import WarehouseError

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "data" / "samples"
PAGE = "the-harbour-courier-20190402-p02.txt"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("door")
    pages = folder / "pages"
    pages.mkdir()
    (pages / PAGE).write_bytes((SAMPLES / PAGE).read_bytes())
    run(RunSettings(str(pages), str(folder / "warehouse"), "pages"))
    run(RunSettings(str(SAMPLES), str(folder / "warehouse"), "samples"))
    return folder / "warehouse"


@pytest.fixture
def corpus(warehouse):
    with open_corpus(warehouse) as opened:
        yield opened


def test_relations_are_lazy_and_can_be_narrowed(corpus):
    articles = corpus.articles("language = 'en'")
    assert isinstance(articles, duckdb.DuckDBPyRelation)
    found = articles.filter("len(authors) > 1").order("article_id").to_arrow_table()
    assert isinstance(found, pa.Table)
    assert found.num_rows > 1
    assert all(len(authors) > 1 for authors in found["authors"].to_pylist())
    assert set(found["language"].to_pylist()) == {"en"}


def test_every_article_is_there_once_with_lists_that_are_never_null(corpus):
    total = corpus.sql("SELECT count(*) FROM articles").fetchone()[0]
    found = corpus.articles().to_arrow_table()
    assert found.num_rows == len(set(found["article_id"].to_pylist())) == total
    assert found["authors"].null_count == found["others"].null_count == 0
    assert [] in found["authors"].to_pylist()


def test_values_are_given_by_name_and_are_no_sql(corpus):
    query = "SELECT count(*) FROM articles WHERE outlet = $outlet"
    assert corpus.sql(query, outlet="Der Elbkurier").fetchone() == (7,)
    assert corpus.sql(query, outlet="x' OR true; --").fetchone() == (0,)


def test_one_article_by_its_id_or_a_former_one(corpus):
    page = corpus.sql(f"SELECT article_id FROM pages WHERE source = '{PAGE}'").fetchone()[0]
    article = corpus.article(page)
    assert article["article_id"] == page
    assert isinstance(article["evidence"], dict)
    former = corpus.sql("SELECT former_ids[1], article_id FROM articles WHERE len(former_ids) > 0").fetchone()
    assert corpus.article(former[0])["article_id"] == former[1]
    with pytest.raises(KeyError):
        corpus.article("x' OR true; --")


def test_lines_of_a_page_by_any_of_its_names(corpus):
    article, page_id = corpus.sql(f"SELECT article_id, page_id FROM pages WHERE source = '{PAGE}'").fetchone()
    lines = corpus.lines(PAGE).fetchall()
    assert [line[1] for line in lines] == list(range(1, len(lines) + 1))
    assert corpus.lines(page_id).fetchall() == corpus.lines(article).fetchall() == lines
    with pytest.raises(SourceError):
        corpus.lines("no-such-page")


def test_named_queries_take_their_variables_and_forget_them(corpus):
    three = corpus.query("longest_articles", rows=3)
    assert len(corpus.query("longest_articles").fetchall()) == 20
    assert len(three.fetchall()) == 3
    with pytest.raises(QueryError, match="it has rows"):
        corpus.query("longest_articles", row=3)
    with pytest.raises(QueryError, match="no query 'longest'"):
        corpus.query("longest")


@pytest.mark.parametrize(
    "query", ["SELECT 1; SELECT 2", "CREATE TABLE t AS SELECT 1", "SET VARIABLE x = 1", "COPY articles TO 'x.csv'", ""]
)
def test_only_one_select_is_taken(corpus, query):
    with pytest.raises(QueryError):
        corpus.sql(query)


def test_nothing_outside_is_read_or_written(corpus, tmp_path):
    with pytest.raises(duckdb.PermissionException):
        corpus.articles("body = (SELECT content FROM read_text('/etc/hostname'))").fetchall()
    with pytest.raises(duckdb.PermissionException):
        corpus.articles().to_parquet(str(tmp_path / "x.parquet"))
    assert not list(tmp_path.iterdir())


def test_an_earlier_state_can_be_asked(warehouse):
    with open_corpus(warehouse, as_of=1) as before, open_corpus(str(warehouse)) as now:
        counts = [c.sql("SELECT count(*) FROM articles").fetchone()[0] for c in (before, now)]
    assert counts[0] == 1 < counts[1]
    with pytest.raises(WarehouseError):
        open_corpus(warehouse, as_of=99)


def test_after_it_is_closed_nothing_answers(warehouse):
    with open_corpus(warehouse) as corpus:
        articles = corpus.articles()
    with pytest.raises(duckdb.Error):
        articles.fetchall()


def test_without_a_name_it_is_the_warehouse_of_the_variable(warehouse, monkeypatch):
    monkeypatch.setenv("BROADSHEET_WAREHOUSE", str(warehouse))
    with open_corpus() as corpus:
        assert corpus.articles().limit(1).fetchall()


def test_the_example_runs(warehouse):
    command = [sys.executable, str(ROOT / "examples" / "coverage.py"), str(warehouse)]
    answer = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert answer.returncode == 0, answer.stderr
    assert "6 newspapers, 55 articles" in answer.stdout
    assert "body" in answer.stdout.splitlines()[-1] or " headline" in answer.stdout


def test_pandas_and_polars_take_a_relation(corpus):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    articles = corpus.articles().select("article_id, authors, published")
    assert isinstance(articles.df(), pandas.DataFrame)
    assert isinstance(articles.pl(), polars.DataFrame)
    assert len(articles.df()) == articles.pl().height == 55
