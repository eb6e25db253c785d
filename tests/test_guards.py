"""What a question cannot do: read or write a file, load code, change a setting, reach the network or the program."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from flows import catalogue
from flows.running import run
from flows.summaries import RunSettings
from flows.warehouse import current_snapshot

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "data" / "samples"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    warehouse = tmp_path_factory.mktemp("guarded") / "warehouse"
    run(RunSettings(str(SAMPLES), str(warehouse)))
    return current_snapshot(warehouse)


def everything(folder: Path) -> dict[str, str]:
    return {str(f): hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.rglob("*")) if f.is_file()}


OUTSIDE = [
    "FROM read_csv('/etc/passwd')",
    "FROM '/etc/passwd.csv'",
    "FROM read_text('/etc/hostname')",
    "FROM read_blob('/etc/hostname')",
    "FROM read_json('/etc/hostname')",
    "FROM sniff_csv('/etc/passwd')",
    "FROM read_text('/proc/self/environ')",
    "FROM glob('/etc/*')",
    "FROM glob('{snapshot}/*')",
    "FROM read_text('{snapshot}/snapshot.json')",
    "FROM read_text('{snapshot}/articles/../../../.lock')",
    "FROM parquet_metadata('/tmp/x.parquet')",
    "FROM read_csv('https://example.com/x.csv')",
    "FROM 'https://example.com/a.parquet'",
    "FROM read_text('s3://bucket/key')",
    "FROM sqlite_scan('x', 'y')",
    "SELECT ST_Point(1, 2)",
    "SELECT getenv('HOME')",
    "SET VARIABLE x = (SELECT content FROM read_text('/etc/hostname'))",
    "SELECT * FROM query('SELECT content FROM read_text(''/etc/hostname'')')",
    "IMPORT DATABASE '/tmp/x'",
    "FROM duckdb_secrets()",
    "FROM duckdb_extensions()",
    "SET enable_external_access = true",
    "SET allowed_paths = ['/etc/hostname']",
    "SET allowed_directories = ['/']",
    "SET temp_directory = '/tmp/x'",
    "SET lock_configuration = false",
    "RESET lock_configuration",
    "SET threads = 1",
    "PRAGMA enable_external_access",
]


@pytest.mark.parametrize("attack", OUTSIDE)
def test_nothing_outside_the_parts_is_read_and_no_setting_changed(snapshot, attack):
    with catalogue.open_snapshot(snapshot) as con, pytest.raises(Exception, match=r"\w") as refused:
        catalogue.ask(con, attack.format(snapshot=snapshot)).fetchall()
    said = str(refused.value)
    assert any(word in said for word in ("Permission", "locked", "Catalog Error", "Parser Error")), said


def test_a_name_in_a_query_is_no_variable_of_the_program(snapshot):
    secret_of_the_program = pa.table({"a": [1]})
    with catalogue.open_snapshot(snapshot) as con, pytest.raises(Exception, match="does not exist"):
        con.execute("FROM secret_of_the_program")
    assert secret_of_the_program.num_rows == 1


WRITING = [
    "COPY articles TO '{folder}/x.csv'",
    "COPY (SELECT 1) TO '{part}' (FORMAT parquet)",
    "EXPORT DATABASE '{folder}'",
    "ATTACH '{folder}/x.db'",
    "ATTACH ':memory:' AS other",
    "DETACH memory",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{folder}/x.duckdb_extension'",
    "CREATE TABLE t AS SELECT 1",
    "CREATE TEMP TABLE t AS SELECT 1",
    "CREATE OR REPLACE VIEW articles AS SELECT 1",
    "CREATE MACRO f() AS 1",
    "CREATE SECRET (TYPE S3)",
    "INSERT INTO articles VALUES (1)",
    "UPDATE articles SET body = ''",
    "DELETE FROM articles",
    "DROP VIEW articles",
    "COMMENT ON VIEW articles IS 'x'",
    "PREPARE p AS COPY (SELECT 1) TO '{folder}/x.csv'",
    "EXECUTE p",
    "CALL enable_logging(storage_path = '{folder}')",
    "PRAGMA enable_profiling",
    "CHECKPOINT",
    "VACUUM",
    "BEGIN",
    "SELECT 1; COPY (SELECT 1) TO '{folder}/x.csv'",
    "SELECT 1 /* ; */; -- a comment\nCOPY (SELECT 1) TO '{folder}/x.csv'; SELECT 2",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/x.csv'",
    "PIVOT articles ON outlet USING count(*)",
]


@pytest.mark.parametrize("attack", WRITING)
def test_what_could_write_is_refused_before_any_of_it_runs(snapshot, tmp_path, attack):
    before = everything(snapshot)
    part = next((snapshot / "articles").glob("*.parquet"))
    with (
        catalogue.open_snapshot(snapshot) as con,
        pytest.raises(catalogue.QueryError, match="only read here"),
    ):
        catalogue.ask(con, attack.format(folder=tmp_path, part=part))
    assert everything(snapshot) == before
    assert not list(tmp_path.iterdir())


def test_a_copy_into_a_comment_or_a_text_is_no_copy(snapshot):
    with catalogue.open_snapshot(snapshot) as con:
        assert catalogue.ask(con, "SELECT 'COPY x TO y; DROP z' /* ; DROP VIEW articles */ -- ; CHECKPOINT").fetchall()


@pytest.mark.parametrize(
    "attack",
    [
        "FROM enable_logging(storage = 'file', storage_path = '{place}', level = 'trace')",
        "FROM enable_logging(storage = 'file', storage_path = '{part}')",
        "FROM enable_profiling(save_location = '{place}/x.json', format = 'json')",
        "FROM enable_profiling(save_location = '{part}', format = 'json')",
        "FROM enable_profiling(save_location = '{part}', format = 'query_tree')",
        "FROM enable_profiling(save_location = '{snapshot}/snapshot.json', format = 'json')",
    ],
)
@pytest.mark.parametrize("place", ["{snapshot}/articles", "{snapshot}", "{folder}", "{spill}"])
def test_functions_that_write_beside_a_select_write_nowhere(snapshot, tmp_path, attack, place):
    before = everything(snapshot)
    where = place.format(snapshot=snapshot, folder=tmp_path, spill="{spill}")
    part = next((snapshot / "articles").glob("*.parquet"))
    code = """
import sys
from pathlib import Path
from flows import catalogue
con = catalogue.open_snapshot(Path(sys.argv[1]))
(spill,) = con.execute("SELECT current_setting('temp_directory')").fetchone()
for text in (sys.argv[2], "SELECT count(*) FROM articles", "SELECT write_log('x', level := 'error')"):
    try:
        catalogue.ask(con, text.replace("{spill}", spill)).fetchall()
    except Exception as error:
        print(error)
"""
    command = [sys.executable, "-c", code, str(snapshot), attack.format(place=where, snapshot=snapshot, part=part)]
    (tmp_path / "spilt").mkdir()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "spilt")}
    subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, env=environment, timeout=60)
    assert everything(snapshot) == before
    assert list(tmp_path.rglob("*")) == [tmp_path / "spilt"]


def test_what_does_not_fit_into_memory_spills_outside_the_callers_folder_and_is_gone_after(
    snapshot, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    con = catalogue.open_snapshot(snapshot)
    (spill,) = con.execute("SELECT current_setting('temp_directory')").fetchone()
    con.close()
    assert not Path(spill).exists()
    assert not (tmp_path / spill).is_relative_to(tmp_path)
    assert not list(tmp_path.iterdir())


def test_names_of_variables_are_no_sql(snapshot):
    with catalogue.open_snapshot(snapshot) as con:
        catalogue.set_variables(con, ("page=x'; DROP VIEW articles; --",))
        assert con.execute("SELECT getvariable('page')").fetchone() == ("x'; DROP VIEW articles; --",)
        for pair in ("x = 1; DROP VIEW articles", "page", "a-b=1"):
            with pytest.raises(catalogue.QueryError, match="write it as name=value"):
                catalogue.set_variables(con, (pair,))
