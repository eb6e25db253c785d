"""A question reads the corpus and can do nothing else."""

from pathlib import Path

import pytest

from flows import catalogue
from flows.running import run
from flows.summaries import RunSettings
from flows.warehouse import current_snapshot

SAMPLES = Path(__file__).parent.parent / "data" / "samples"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    warehouse = tmp_path_factory.mktemp("asked") / "warehouse"
    run(RunSettings(str(SAMPLES), str(warehouse)))
    return current_snapshot(warehouse)


@pytest.mark.parametrize(
    "statement",
    [
        "COPY (SELECT 1) TO '{folder}/x.csv'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/x.csv'",
        "EXPLAIN (ANALYZE, FORMAT json) COPY (SELECT 1) TO '{folder}/x.csv'",
        "PREPARE p AS COPY (SELECT 1) TO '{folder}/x.csv'",
        "SELECT 1; COPY (SELECT 1) TO '{folder}/x.csv'",
        "ATTACH '{folder}/x.db'",
        "DROP VIEW articles",
        "CREATE TABLE t AS SELECT 1",
        "EXPORT DATABASE '{folder}/x'",
    ],
)
def test_a_statement_that_could_write_is_refused_and_writes_nothing(snapshot, statement):
    before = sorted(snapshot.rglob("*"))
    with (
        catalogue.open_snapshot(snapshot) as con,
        pytest.raises(catalogue.QueryError, match="only read here"),
    ):
        catalogue.ask(con, statement.format(folder=snapshot))
    assert sorted(snapshot.rglob("*")) == before


@pytest.mark.parametrize("statement", ["SET enable_external_access = true", "SELECT * FROM read_text('/etc/hostname')"])
def test_files_outside_the_snapshot_stay_closed(snapshot, statement):
    with catalogue.open_snapshot(snapshot) as con, pytest.raises(Exception, match=r"lock|Permission|disabled"):
        catalogue.ask(con, statement).fetchall()


@pytest.mark.parametrize(
    "statement", ["SHOW TABLES", "DESCRIBE articles", "FROM pages", "SET VARIABLE n = 1; SELECT 1"]
)
def test_questions_are_answered(snapshot, statement):
    with catalogue.open_snapshot(snapshot) as con:
        assert catalogue.ask(con, statement).fetchall()
