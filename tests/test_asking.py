"""Ad-hoc questions as people ask them: an argument, a file, stdin, a terminal."""

import csv
import io
import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from flows import catalogue, shell
from flows.answering import Target
from flows.running import run
from flows.shell import Words, is_whole, reply
from flows.sql_files import sql_files
from flows.summaries import RunSettings
from flows.warehouse import current_snapshot

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "data" / "samples"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked") / "warehouse"
    run(RunSettings(str(SAMPLES), str(folder)))
    return folder


@pytest.fixture
def con(warehouse):
    with catalogue.open_snapshot(current_snapshot(warehouse)) as opened:
        yield opened


def environment(warehouse, **more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BROADSHEET_")}
    return kept | {"PYTHONPATH": str(ROOT), "BROADSHEET_WAREHOUSE": str(warehouse), "COLUMNS": "120"} | more


def call(warehouse, *arguments, given=""):
    command = [sys.executable, "-m", "flows.cli", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, input=given, check=False, timeout=60, env=environment(warehouse)
    )


def is_one_clear_line(answer):
    said = answer.stderr.strip().splitlines()
    return answer.returncode == 2 and len(said) == 1 and said[0].startswith("broadsheet: ") and not answer.stdout


def test_every_statement_of_stdin_is_answered(warehouse):
    answer = call(
        warehouse,
        "sql",
        given="SET VARIABLE n = 4; SELECT 'first' AS a;\n-- a comment\nSELECT getvariable('n') + 1 AS b",
    )
    assert answer.returncode == 0
    assert "first" in answer.stdout
    assert " 5 " in answer.stdout


def test_of_a_format_for_programs_only_the_last_answer_is_written(warehouse):
    answer = call(warehouse, "sql", "--format", "json", given="SELECT 1 AS a; SELECT 2 AS b")
    assert json.loads(answer.stdout) == [{"b": 2}]


def test_nothing_on_stdin_is_an_error(warehouse):
    assert is_one_clear_line(call(warehouse, "sql"))


def test_stdin_that_would_write_is_refused_before_any_of_it_runs(warehouse):
    assert is_one_clear_line(call(warehouse, "sql", given="SELECT 1; CREATE TABLE t AS SELECT 1"))


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.md", "a.parquet", "a.txt"])
def test_the_file_says_its_format(warehouse, tmp_path, name):
    file = tmp_path / name
    answer = call(warehouse, "sql", "SELECT 'Fog' AS headline, 5 AS words", "--output", str(file))
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    if file.suffix == ".parquet":
        assert pq.read_table(file).to_pylist() == [{"headline": "Fog", "words": 5}]
    else:
        starts = {
            ".csv": '"headline","words"\n"Fog",5',
            ".json": "[\n{",
            ".jsonl": "{",
            ".md": "| headline |",
            ".txt": "┏",
        }
        assert file.read_text("utf-8").startswith(starts[file.suffix])
    assert [f.name for f in tmp_path.iterdir()] == [name]


def test_the_flag_wins_over_the_name(warehouse, tmp_path):
    call(warehouse, "sql", "SELECT 1 AS a", "--output", str(tmp_path / "a.csv"), "--format", "json")
    assert json.loads((tmp_path / "a.csv").read_text("utf-8")) == [{"a": 1}]


def test_a_question_that_fails_leaves_the_file_as_it_was(warehouse, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("old", "utf-8")
    answer = call(
        warehouse,
        "sql",
        "SELECT CASE WHEN x > 9000 THEN error('no') ELSE '' END AS a FROM range(20000) AS t(x)",
        "-o",
        str(file),
    )
    assert is_one_clear_line(answer)
    assert file.read_text("utf-8") == "old"
    assert [f.name for f in tmp_path.iterdir()] == ["a.csv"]


def test_no_output_goes_into_the_warehouse(warehouse):
    before = sorted(warehouse.rglob("*"))
    for place in (
        warehouse / "x.csv",
        warehouse / "current" / "articles" / "x.parquet",
        warehouse / ".." / warehouse.name / "x",
    ):
        assert is_one_clear_line(call(warehouse, "sql", "SELECT 1", "--output", str(place)))
    assert sorted(warehouse.rglob("*")) == before


def test_no_output_replaces_what_is_no_file_or_goes_nowhere(warehouse, tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/null")
    for name in ("folder", "pipe", "device", "none/a.csv"):
        assert is_one_clear_line(call(warehouse, "sql", "SELECT 1", "--output", str(tmp_path / name)))
    assert sorted(f.name for f in tmp_path.iterdir()) == ["device", "folder", "pipe"]
    assert (tmp_path / "device").is_char_device()


def test_an_output_that_is_a_link_stays_one(warehouse, tmp_path):
    (tmp_path / "a.csv").write_text("old", "utf-8")
    (tmp_path / "link.csv").symlink_to("a.csv")
    assert call(warehouse, "sql", "SELECT 1 AS a", "--output", str(tmp_path / "link.csv")).returncode == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "a.csv").read_text("utf-8") == '"a"\n1\n'


def test_a_variable_that_a_named_query_lacks_is_an_error(warehouse):
    answer = call(warehouse, "sql", "longest_articles", "--set", "row=3")
    assert is_one_clear_line(answer)
    assert "it has rows" in answer.stderr


def test_a_table_of_very_many_rows_is_refused_before_it_fills_the_memory(warehouse, tmp_path):
    assert call(warehouse, "sql", "FROM range(5000)").stdout.count("\n") == 5004
    for more in ((), ("--output", str(tmp_path / "a.txt"))):
        answer = call(warehouse, "sql", "FROM range(5001)", *more)
        assert is_one_clear_line(answer)
        assert "--format csv" in answer.stderr
    assert not list(tmp_path.iterdir())
    assert call(warehouse, "sql", "FROM range(5001)", "--format", "markdown").stdout.count("\n") == 5003


def test_csv_is_safe_unless_it_is_wanted_exact(warehouse):
    query = ("sql", "SELECT '=1+1' AS a, -5 AS b", "--format", "csv")
    assert list(csv.reader(io.StringIO(call(warehouse, *query).stdout)))[1] == ["'=1+1", "-5"]
    assert list(csv.reader(io.StringIO(call(warehouse, *query, "--exact").stdout)))[1] == ["=1+1", "-5"]


def test_a_pivot_is_told_how(warehouse):
    assert "ON outlet IN (" in call(warehouse, "sql", "PIVOT articles ON outlet USING count(*)").stderr
    answer = call(warehouse, "sql", "PIVOT articles ON language IN ('en', 'fr') USING count(*)", "--format", "json")
    assert sum(row["en"] for row in json.loads(answer.stdout)) > 0


def test_queries_lists_each_with_its_question_and_variables(warehouse):
    said = call(warehouse, "queries").stdout
    assert all(f"{name}\n" in said for name in sql_files("queries"))
    assert (
        "longest_articles\n    Which articles are the longest?\n    --set rows=100  asks for more of them (default 20).\n"
        in said
    )


def test_schema_needs_no_corpus(tmp_path):
    tables = json.loads(call(tmp_path / "none", "schema", "--format", "json").stdout)
    people = next(table for table in tables if table["name"] == "people")
    assert (people["kind"], people["columns"]) == ("view", 8)
    columns = json.loads(call(tmp_path / "none", "schema", "articles", "--format", "json").stdout)
    assert {
        "column": "evidence",
        "type": "MAP(VARCHAR, VARCHAR)",
        "required": True,
        "about": "Field to where it was read: `line 1`, `url`, `registry` …",
    } in columns
    assert "Key: article_id." in call(tmp_path / "none", "schema", "articles").stdout
    assert is_one_clear_line(call(tmp_path / "none", "schema", "nothing"))


# The shell.


def test_a_statement_is_whole_with_its_semicolon():
    assert [
        is_whole(t) for t in ("SELECT 1", "SELECT 1;", "SELECT\n1 ; ", ".help", "removed_by_rule", "removed", "")
    ] == [False, True, True, True, True, False, True]


def test_completion_offers_names_with_their_sentences(con):
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    words = Words(con)

    def offered(text):
        return {c.text: c.display_meta_text for c in words.get_completions(Document(text), CompleteEvent())}

    assert offered("FROM artic")["articles"] == "An article as printed in one edition."
    assert offered("SELECT headl")["headline"] == "Headline."
    assert "SELECT" in offered("sel")
    assert "removed_by_rule" in offered("removed")
    assert "date_trunc" in offered("date_t")
    assert offered("SELECT ") == {}


def test_the_shell_shows_the_first_rows_and_says_so(con, capsys):
    reply(con, "FROM range(250);", Target("table", None))
    said = capsys.readouterr().out
    assert " 99 " in said
    assert "│ 100 " not in said
    assert "The first 100 rows" in said
    reply(con, "FROM range(100);", Target("table", None))
    assert "The first" not in capsys.readouterr().out


def test_the_commands_of_the_shell(con, capsys):
    for typed, wanted in {
        ".queries": "removed_by_rule",
        ".schema people;": "Smallest `author_id`",
        ".help": "Ctrl-R",
        "longest_articles;": "headline",
    }.items():
        reply(con, typed, Target("table", None))
        assert wanted in capsys.readouterr().out
    with pytest.raises(catalogue.QueryError):
        reply(con, "CREATE TABLE t AS SELECT 1;", Target("table", None))


def typed_into_the_shell(con, monkeypatch, home, text):
    """Run the shell on what is typed, without a terminal; return its exit code."""
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(text)
        return shell.run(con, Target("table", None))


def test_the_shell_answers_several_lines_goes_on_after_an_error_and_keeps_a_history(con, monkeypatch, tmp_path, capsys):
    typed = "SELECT 40 + 2\rAS answer;\rCOPY articles TO 'x.csv';\rFROM nowhere;\rSELECT chr(27) || '[31mred';\r\x04"
    assert typed_into_the_shell(con, monkeypatch, tmp_path, typed) == 0
    said = capsys.readouterr().out
    for awaited in (" 42 ", "only read here", "nowhere does not exist", "\\x1b[31mred"):
        assert awaited in said
    assert "\x1b" not in said
    history = tmp_path / "broadsheet" / "sql_history"
    assert "+SELECT 40 + 2\n+AS answer;" in history.read_text("utf-8")
    assert history.stat().st_mode & 0o077 == 0


def test_ctrl_c_forgets_the_line_and_stays(con, monkeypatch, tmp_path, capsys):
    assert typed_into_the_shell(con, monkeypatch, tmp_path, "SELECT 1 + \x03SELECT 6 * 7;\r.quit\r") == 0
    assert " 42 " in capsys.readouterr().out


def on_a_terminal(warehouse, *arguments, typed=""):
    """Run a command on a terminal of its own, typing when it asks; return what it shows and its exit code."""
    ours, theirs = pty.openpty()
    until = time.monotonic() + 30
    shown = ""
    with subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env=environment(warehouse, TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1"),
    ) as program:  # fmt: skip
        os.close(theirs)
        try:
            while select.select([ours], [], [], max(0, until - time.monotonic()))[0]:
                try:
                    shown += os.read(ours, 65536).decode(errors="replace")
                except OSError:  # the other side is gone
                    break
                if typed and "broadsheet>" in shown:
                    os.write(ours, typed.encode())
                    typed = ""
            return shown, program.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            pytest.fail(f"it does not end; it showed: {shown!r}")
        finally:
            program.kill()
            os.close(ours)


def test_on_a_terminal_sql_is_a_shell(warehouse, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    shown, code = on_a_terminal(warehouse, "sql", typed=".quit\r")
    assert code == 0, shown
    assert "Ctrl-D leaves" in shown


@pytest.mark.parametrize("flags", [("--format", "parquet"), ("--format", "csv", "--exact")])
def test_what_a_terminal_would_obey_is_not_written_to_one(warehouse, flags):
    shown, code = on_a_terminal(warehouse, "sql", "SELECT chr(27) || '[31mred' AS a", *flags)
    assert code == 2
    assert "name a file with --output" in shown
    assert "red" not in shown
