"""The command line, as people and scripts call it: another process, its streams and its exit code."""

import csv
import io
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from cyclopts import App

from flows.cli import _guarded, app
from flows.running import run
from flows.settings import SettingError, memory_limit
from flows.summaries import RunSettings

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "data" / "samples"
PAGE = SAMPLES / "the-harbour-courier-20190402-p02.txt"
EXPECTED: dict[str, dict[str, object]] = tomllib.loads((Path(__file__).parent / "samples.toml").read_text("utf-8"))
ARTICLES = sum("status" not in page for page in EXPECTED.values())


def call(*arguments: str, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own; nothing of the caller's settings reaches it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("BROADSHEET_", "PREFECT_"))}
    environment |= {"PYTHONPATH": str(ROOT), "COLUMNS": "120", **variables}
    command = [sys.executable, "-m", "flows.cli", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, cwd=cwd or ROOT, env=environment
    )


def is_one_clear_line(answer: subprocess.CompletedProcess[str]) -> bool:
    """Tell whether a command failed with one line on stderr and no traceback."""
    said = answer.stderr.strip().splitlines()
    return answer.returncode != 0 and len(said) == 1 and said[0].startswith("broadsheet: ")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a warehouse that holds the sample pages."""
    folder = tmp_path_factory.mktemp("corpus") / "warehouse"
    run(RunSettings(str(SAMPLES), str(folder)))
    return str(folder)


def test_version_is_that_of_the_package() -> None:
    assert call("--version").stdout.strip() == version("broadsheet")


def test_help_names_every_command() -> None:
    answer = call("--help")
    assert answer.returncode == 0
    assert all(name in answer.stdout for name in ("ingest", "read", "quarantine", "replay", "sql", "check"))


def commands(of: App) -> Iterator[App]:
    """Yield every command, also those of a group."""
    for name in of:
        if not name.startswith("-"):
            yield of[name] if of[name].default_command else next(commands(of[name]))


def test_help_tells_what_every_parameter_of_every_command_is() -> None:
    found = [
        (command, argument)
        for command in commands(app)
        for argument in command.assemble_argument_collection(parse_docstring=True)
    ]
    assert {"ingest", "replay", "compact", "sql", "unknown", "what-if"} <= {command.name[0] for command, _ in found}
    assert [(command.name[0], argument.name) for command, argument in found if not argument.parameter.help] == []


def test_ingest_prints_its_summary_as_json(tmp_path: Path) -> None:
    store = str(tmp_path / "warehouse")
    answer = call("ingest", str(SAMPLES), "--warehouse", store, "--workers", "1", "--json")
    summary = json.loads(answer.stdout)
    assert answer.returncode == 0
    assert (summary["pages"], summary["accepted"]) == (len(EXPECTED), ARTICLES)
    assert (tmp_path / "warehouse" / "corpus.duckdb").exists()


def test_strict_exits_with_3_where_a_page_was_quarantined(tmp_path: Path) -> None:
    answer = call("ingest", str(SAMPLES), "--warehouse", str(tmp_path / "w"), "--workers", "1", "--strict", "--json")
    assert answer.returncode == 3
    quarantined = sum(page.get("status") == "quarantined" for page in EXPECTED.values())
    assert json.loads(answer.stdout)["quarantined"] == quarantined > 0


def test_strict_exits_with_0_where_none_was(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / PAGE.name).write_bytes(PAGE.read_bytes())
    answer = call("ingest", str(pages), "--warehouse", str(tmp_path / "w"), "--workers", "1", "--strict")
    assert answer.returncode == 0


def test_sql_prints_json(warehouse: str) -> None:
    query = "SELECT count(*) AS n, min(published) AS first FROM articles"
    answer = call("sql", query, "--format", "json", "--warehouse", warehouse)
    assert json.loads(answer.stdout) == [{"n": ARTICLES, "first": "2018-05-30"}]


def test_sql_prints_csv(warehouse: str) -> None:
    query = "SELECT outlet, headline FROM articles ORDER BY ALL"
    rows = list(csv.DictReader(io.StringIO(call("sql", query, "--format", "csv", "--warehouse", warehouse).stdout)))
    assert len(rows) == ARTICLES
    assert rows[0]["outlet"] == "Der Elbkurier"


def test_sql_prints_a_table(warehouse: str) -> None:
    answer = call("sql", "SELECT 'Pier ' || 'opens' AS headline", "--warehouse", warehouse)
    assert answer.returncode == 0
    assert "headline" in answer.stdout
    assert "Pier opens" in answer.stdout


def test_sql_runs_a_named_query(warehouse: str) -> None:
    answer = call("sql", "quarantine_by_reason", "--format", "csv", "--warehouse", warehouse)
    assert answer.returncode == 0
    assert all(reason in answer.stdout for reason in ("image", "empty", "no_body"))


@pytest.mark.parametrize(
    "query",
    [
        "COPY articles TO 'stolen.csv'",
        "CREATE TABLE t AS SELECT 1",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT nothing FROM nowhere",
        "",
    ],
)
def test_sql_refuses_in_one_line(warehouse: str, tmp_path: Path, query: str) -> None:
    assert is_one_clear_line(call("sql", query, "--warehouse", warehouse, cwd=tmp_path))
    assert not list(tmp_path.iterdir())


def test_check_of_a_sound_corpus_exits_with_0(warehouse: str) -> None:
    answer = call("check", "--warehouse", warehouse)
    names = sorted(["files", *(file.stem for file in (ROOT / "sql" / "checks").glob("*.sql"))])
    assert answer.returncode == 0
    assert sorted(line.split()[1] for line in answer.stdout.splitlines()) == names
    assert "FAILED" not in answer.stdout


def test_read_explains_a_page() -> None:
    answer = call("read", str(PAGE))
    assert answer.returncode == 0
    assert all(word in answer.stdout for word in ("headline", "body", "body.rest", "v1.meta", "Wren Castellow"))


def test_read_says_why_a_page_is_quarantined() -> None:
    answer = call("read", str(SAMPLES / "el-faro-de-poniente-20210305-p01.txt"))
    assert "quarantined: image: The bytes are a JPEG image, not text." in answer.stdout


@pytest.mark.parametrize("command", [("read", "no-such-page.txt"), ("ingest", "no-such-folder")])
def test_an_unknown_path_is_one_line(tmp_path: Path, command: tuple[str, str]) -> None:
    answer = call(*command, cwd=tmp_path)
    assert is_one_clear_line(answer)
    assert command[1] in answer.stderr


def test_a_warehouse_without_a_corpus_is_one_line(tmp_path: Path) -> None:
    answer = call("check", "--warehouse", str(tmp_path / "none"))
    assert is_one_clear_line(answer)
    assert "broadsheet ingest" in answer.stderr


def test_the_variable_names_the_warehouse(warehouse: str, tmp_path: Path) -> None:
    query = ("sql", "SELECT count(*) AS n FROM articles", "--format", "json")
    assert json.loads(call(*query, cwd=tmp_path, BROADSHEET_WAREHOUSE=warehouse).stdout) == [{"n": ARTICLES}]


def test_the_flag_wins_over_the_variable(warehouse: str, tmp_path: Path) -> None:
    query = ("sql", "SELECT count(*) AS n FROM articles", "--format", "json", "--warehouse", warehouse)
    elsewhere = str(tmp_path / "none")
    assert json.loads(call(*query, BROADSHEET_WAREHOUSE=elsewhere).stdout) == [{"n": ARTICLES}]
    assert is_one_clear_line(call(*query[:4], BROADSHEET_WAREHOUSE=elsewhere))


def test_an_unknown_key_of_the_settings_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "broadsheet.toml").write_text("wrokers = 2\n", "utf-8")
    answer = call("ingest", str(SAMPLES), "--warehouse", str(tmp_path / "warehouse"))
    assert is_one_clear_line(answer)
    assert "wrokers" in answer.stderr
    assert "workers" in answer.stderr


@pytest.mark.parametrize(
    "arguments", [["--help"], ["sql", "SELECT 1"], ["check"], ["read", str(PAGE)]], ids=lambda a: a[0]
)
def test_quick_commands_do_not_import_the_orchestrator(warehouse: str, arguments: list[str]) -> None:
    probe = (
        "import sys; from flows import cli; code = cli._guarded(sys.argv[1:]);"
        " print(f'probe {code}', 'prefect' in sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "BROADSHEET_WAREHOUSE": warehouse}
    command = [sys.executable, "-c", probe, *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert answer.stdout.splitlines()[-1] == "probe 0 False"


def test_quarantine_lists_reasons_with_examples(warehouse: str) -> None:
    answer = call("quarantine", "--warehouse", warehouse)
    assert answer.returncode == 0
    assert "empty  1 page\n    samples/der-elbkurier-20210507-p01.txt  The page holds no bytes at all." in answer.stdout
    assert "no_body" in answer.stdout
    only = call("quarantine", "--reason", "empty", "--warehouse", warehouse)
    assert "no_body" not in only.stdout
    none = call("quarantine", "--reason", "nothing", "--warehouse", warehouse)
    assert none.stdout.strip() == "No page is quarantined for 'nothing'."


def test_replay_reads_a_mended_page_again(tmp_path: Path) -> None:
    pages, store = tmp_path / "pages", str(tmp_path / "w")
    pages.mkdir()
    (pages / "good.txt").write_bytes(PAGE.read_bytes())
    (pages / "bad.txt").touch()
    call("ingest", str(pages), "--warehouse", store, "--workers", "1")
    (pages / "bad.txt").write_bytes(PAGE.read_bytes().replace(b"ferry", b"barge"))
    answer = call("replay", "--reason", "empty", "--warehouse", store, "--workers", "1", "--json")
    assert json.loads(answer.stdout)["pages"] == 1
    assert call("quarantine", "--warehouse", store).stdout.strip() == "No page is quarantined."
    again = call("replay", "--warehouse", store)
    assert again.stdout.strip() == "Nothing to read again: no page is quarantined."


def test_read_explains_a_page_inside_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "may.zip", "w") as archive:
        archive.write(PAGE, "x/a.txt")
    answer = call("read", f"{tmp_path / 'may.zip'}!x/a.txt")
    assert answer.stdout.startswith("may.zip!x/a.txt\n")
    assert "text-v" in answer.stdout
    missing = call("read", str(tmp_path / "none.zip!x"))
    assert is_one_clear_line(missing)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("BROADSHEET_PAGE_BYTES", "0", "page_bytes = 0: must be above 0"),
        ("BROADSHEET_PAGE_SECONDS", "soon", "page_seconds = 'soon' is no float"),
    ],
)
def test_a_wrong_limit_stops_before_the_run(tmp_path: Path, variable: str, value: str, said: str) -> None:
    answer = call("ingest", str(SAMPLES), "--warehouse", str(tmp_path / "w"), **{variable: value})
    assert is_one_clear_line(answer)
    assert said in answer.stderr
    assert not (tmp_path / "w").exists()


def test_a_limit_from_the_environment_holds(tmp_path: Path) -> None:
    answer = call(
        "ingest", str(SAMPLES), "--warehouse", str(tmp_path / "w"), "--json", BROADSHEET_PAGE_CHARACTERS="100"
    )
    assert json.loads(answer.stdout)["reasons"]["too_long"] > 30


def test_a_field_flag_of_another_shape_is_refused(tmp_path: Path) -> None:
    answer = call("ingest", str(SAMPLES), "--warehouse", str(tmp_path / "w"), "--field", "body=content")
    assert is_one_clear_line(answer)
    assert "--field body: write it as NAME=FIELD" in answer.stderr


@pytest.mark.parametrize(
    "arguments",
    [("ingest", "--bogus"), ("bogus",), ("ingest", "a", "b"), ("ingest", ".", "--workers", "0"), ("ingest", "")],
)
def test_a_wrong_call_is_one_line_and_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    answer = call(*arguments, cwd=tmp_path)
    assert is_one_clear_line(answer)
    assert answer.returncode == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("line", ["workers = 0", "workers = true", "workers = 2.7", "page_bytes = [1]", 'memory = "x"'])
def test_a_wrong_value_in_the_settings_file_stops_before_the_run(tmp_path: Path, line: str) -> None:
    (tmp_path / "broadsheet.toml").write_text(line, "utf-8")
    answer = call("ingest", str(SAMPLES), "--warehouse", str(tmp_path / "w"))
    assert is_one_clear_line(answer)
    assert line.partition(" ")[0] in answer.stderr
    assert not (tmp_path / "w").exists()


def test_a_page_that_its_archive_does_not_hold_is_one_line(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "may.zip", "w") as archive:
        archive.write(PAGE, "x/a.txt")
    answer = call("read", f"{tmp_path / 'may.zip'}!x/b.txt")
    assert is_one_clear_line(answer)
    assert answer.stderr.endswith("may.zip holds no such page\n")


def test_the_summary_lists_reasons_below_their_status_and_accounts_for_every_character(tmp_path: Path) -> None:
    said = call("ingest", str(SAMPLES), "--warehouse", str(tmp_path / "w"), "--workers", "1").stdout
    counts = said.partition("\n\n")[0].splitlines()
    assert all(line == line.rstrip() for line in counts)
    found = {what: int(count.replace(",", "")) for count, what in (line.split(None, 1) for line in counts)}
    place = {what: number for number, what in enumerate(found)}
    assert place["duplicates"] < place["same_bytes"] < place["quarantined"] < place["no_body"]
    assert found["characters read"] == sum(list(found.values())[place["characters kept"] :])


def test_a_reader_who_goes_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flows.cli", "ingest", str(SAMPLES), "--warehouse", str(tmp_path / "w")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.wait(60) == 0


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), RuntimeError("Query interrupted")], ids=["Python", "DuckDB"])
def test_a_question_can_be_stopped(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stop: BaseException
) -> None:
    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr("flows.answering.answer", stopped)
    assert _guarded(["sql", "SELECT 1", "--warehouse", warehouse]) == 130
    assert capsys.readouterr().err == "broadsheet: stopped\n"


@pytest.mark.parametrize(
    "arguments, said", [(["sql", "SELECT 1"], "stopped"), (["compact"], "stopped; nothing was published")]
)
def test_a_stop_says_only_what_is_true(
    warehouse: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("flows.answering.answer", stopped)
    monkeypatch.setattr("flows.warehouse.fresh_staging", stopped)
    assert _guarded([*arguments, "--warehouse", warehouse]) == 130
    assert capsys.readouterr().err == f"broadsheet: {said}\n"


def test_a_stop_after_publication_names_the_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("flows.snapshots.clear_old", stopped)
    assert _guarded(["ingest", str(SAMPLES), "--workers", "1", "--warehouse", str(tmp_path / "w")]) == 130
    assert capsys.readouterr().err.endswith("broadsheet: stopped; snapshot 1 is published\n")


@pytest.mark.parametrize(
    "memory, fits",
    [("63MB", False), ("10MB", False), ("1 KiB", False), ("64MB", True), ("2GB", True), ("62 MiB", True)],
)
def test_less_memory_than_works_is_refused_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory: str, fits: bool
) -> None:
    monkeypatch.delenv("BROADSHEET_MEMORY", raising=False)
    if fits:
        assert memory_limit(memory, tmp_path) == memory
    else:
        with pytest.raises(SettingError, match=f"memory = '{memory}': at least 64MB is needed"):
            memory_limit(memory, tmp_path)


def test_an_input_that_is_gone_holds_up_no_other_and_is_named(tmp_path: Path) -> None:
    store = str(tmp_path / "warehouse")
    for name in ("april", "march", "may"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "late.txt").touch()
        run(RunSettings(str(tmp_path / name), store))
    for name in ("april", "may"):
        (tmp_path / name).rename(tmp_path / f"{name}-elsewhere")
    (tmp_path / "march" / "late.txt").write_bytes(PAGE.read_bytes())
    answer = call("replay", "--warehouse", store, "--workers", "1", "--json")
    assert json.loads(answer.stdout)["accepted"] == 1
    assert answer.returncode == 2
    assert is_one_clear_line(answer)
    assert all(f"input '{name}': " in answer.stderr for name in ("april", "may"))


def test_a_tracked_run_that_fails_prints_no_traceback(tmp_path: Path) -> None:
    answer = call(
        "ingest", "none", "--flow", "--warehouse", str(tmp_path / "w"), PREFECT_HOME=str(tmp_path / "prefect")
    )
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr + answer.stdout
    assert "\nbroadsheet: none: no such folder" in answer.stderr
