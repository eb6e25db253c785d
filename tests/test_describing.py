"""Tables, views and their columns in words: the same from `schema`, in `corpus.duckdb` and in `views.sql`."""

import re
from pathlib import Path

import duckdb
import pytest

from flows.catalogue import view_queries
from flows.describing import column_sentences, described, described_macros
from flows.named_queries import named_queries
from flows.running import run
from flows.sql_files import sql_files
from flows.summaries import RunSettings
from flows.warehouse import current_snapshot
from transforms.tables import PUBLIC, TABLES

SAMPLES = Path(__file__).parent.parent / "data" / "samples"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    warehouse = tmp_path_factory.mktemp("described") / "warehouse"
    run(RunSettings(str(SAMPLES), str(warehouse)))
    return current_snapshot(warehouse)


def comments(con):
    columns = "SELECT schema_name, table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    views = "SELECT schema_name, view_name, NULL, comment FROM duckdb_views() WHERE NOT internal"
    return {tuple(row[:3]): row[3] for row in con.execute(f"{columns} UNION ALL {views}").fetchall()}


def test_every_table_view_and_column_is_described():
    assert described().keys() == {table.name for table in PUBLIC} | view_queries().keys()
    for table in described().values():
        assert table.about.endswith((".", "`.", "?")), table.name
        assert all(column.about for column in table.columns), table.name


def test_every_macro_that_gives_rows_is_described():
    assert described_macros().keys() == {n for n, text in sql_files("macros").items() if "AS TABLE" in text}
    for macro in described_macros().values():
        assert macro.about.endswith("."), macro.name
        assert all(column.about for column in macro.columns), macro.name


def test_the_database_of_a_snapshot_carries_the_sentences(snapshot):
    with duckdb.connect(str(snapshot / "corpus.duckdb"), read_only=True) as con:
        found = comments(con)
    assert None not in found.values()
    assert found["main", "articles", "headline"] == "Headline."
    assert found["main", "articles", None] == "An article as printed in one edition."
    assert found["main", "rates", "of"] == "Pages on which it could have."
    assert found["main", "set_aside", "text"] == "The line, as repaired."
    assert (
        found["parquet", "readings", "own_id"]
        == TABLES["readings"].columns[[c.name for c in TABLES["readings"].columns].index("own_id")].about
    )


def test_views_sql_brings_the_same_comments_to_any_database(snapshot):
    with duckdb.connect(str(snapshot / "corpus.duckdb"), read_only=True) as con:
        wanted = comments(con)
    with duckdb.connect(":memory:") as con:
        con.execute((snapshot / "views.sql").read_text("utf-8"))
        assert comments(con) == wanted


def test_a_view_says_its_own_word_before_that_of_its_tables():
    assert column_sentences("people")["articles"] == "Articles that name this person, each counted once."
    assert column_sentences("people")["aliases"] == "Other spellings met of this person."
    assert column_sentences("rates_compared")["kind"] == "`reason`, `layout`, `rule` or `field`."


def test_a_widened_table_keeps_what_it_demands():
    columns = {column.name: column for column in described()["reprints"].columns}
    assert columns["cluster_id"].required
    assert not columns["headline"].required
    assert described()["reprints"].kind == "table"
    assert described()["people"].kind == "view"


def test_named_queries_say_what_can_be_set_and_its_default():
    for query in named_queries().values():
        assert query.question.endswith(("?", ".")), query.name
        used = set(re.findall(r"getvariable\('(\w+)'\)", query.text))
        assert {variable.name for variable in query.variables} == used, query.name
        defaults = dict(re.findall(r"coalesce\(CAST\(getvariable\('(\w+)'\) AS \w+\), (\d+)\)", query.text))
        for variable in query.variables:
            wanted = f"(default {defaults[variable.name]}" if variable.name in defaults else "without it"
            assert wanted in variable.about, query.name
