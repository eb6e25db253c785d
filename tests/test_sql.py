"""Every file of `sql/`: given rows, it answers with the rows expected. The cases are `tests/sql/<kind>/<name>.toml`."""

import re
from pathlib import Path

import pytest
from duck import CASES, KINDS, Case, answer, cases, corpus, filled, seen

from flows.alarms import COLUMNS
from flows.sql_files import sql_files
from transforms.record import NOISE_ROLES, Role
from transforms.tables import PUBLIC, TABLES

FILES = [(kind, name) for kind in KINDS for name in sql_files(kind)]
ALL_CASES = [(kind, name, case) for kind, name in FILES for case in cases(kind, name)]
COMMENT = re.compile(r"-- \S.*\S")


@pytest.mark.parametrize(("kind", "name", "case"), ALL_CASES, ids=lambda part: getattr(part, "name", part))
def test_a_file_answers_as_its_case_expects(kind: str, name: str, case: Case) -> None:
    rows = answer(kind, name, case)
    assert len(rows) == len(case.expect), rows
    assert {column for row in case.expect for column in row} <= {column for row in rows for column in row}
    found, wanted = seen(rows, case.expect), seen(case.expect, case.expect)
    if kind in {"queries", "report"}:
        assert found == wanted
    else:
        assert sorted(map(repr, found)) == sorted(map(repr, wanted))


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_every_file_has_a_case(kind: str, name: str) -> None:
    assert cases(kind, name)


@pytest.mark.parametrize("file", sorted(CASES.glob("*/*.toml")), ids=lambda file: file.stem)
def test_every_case_belongs_to_a_file(file: Path) -> None:
    assert (file.parent.name, file.stem) in FILES


FINDING = [(kind, name) for kind, name in FILES if kind in {"checks", "alarms"}]


@pytest.mark.parametrize(("kind", "name"), FINDING)
def test_a_check_or_alarm_has_a_case_that_finds_something_and_one_that_does_not(kind: str, name: str) -> None:
    found = cases(kind, name)
    assert any(case.expect for case in found)
    assert any(case.given and not case.expect for case in found)


@pytest.mark.parametrize("name", sql_files("checks"))
def test_a_check_says_its_problem_first(name: str) -> None:
    rows = [row for case in cases("checks", name) for row in answer("checks", name, case)]
    assert all(next(iter(row)) == "problem" and " " in row["problem"] for row in rows)


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_every_file_begins_with_a_comment_and_ends_its_statement(kind: str, name: str) -> None:
    text = sql_files(kind)[name]
    assert COMMENT.fullmatch(text.splitlines()[0])
    assert text.endswith(";\n")
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)


ASKING = [(kind, name) for kind, name in FILES if kind in {"queries", "report"}]


@pytest.mark.parametrize(("kind", "name"), ASKING)
def test_a_query_begins_with_the_question_that_it_answers(kind: str, name: str) -> None:
    assert "?" in sql_files(kind)[name].splitlines()[0]


@pytest.mark.parametrize(("kind", "name"), ASKING)
def test_a_query_says_in_what_order_its_rows_come(kind: str, name: str) -> None:
    assert "\nORDER BY " in sql_files(kind)[name] or name == "totals"  # one row


@pytest.mark.parametrize(("kind", "name"), [f for f in FILES if f[0] in ("views", "queries", "checks", "alarms")])
def test_every_file_runs_on_an_empty_corpus(kind: str, name: str) -> None:
    assert answer(kind, name, Case("empty", expect=[])) == []


@pytest.mark.parametrize(
    ("kind", "seen_too"), [("views", ("rates",)), ("checks", ()), ("alarms", ("rates_compared", "editions"))]
)
def test_views_checks_and_alarms_read_only_parquet_and_macros(kind: str, seen_too: tuple[str, ...]) -> None:
    con = corpus({})
    for table in {**dict.fromkeys(t.name for t in PUBLIC), **sql_files("views")}:
        if table not in {"rates", *seen_too}:
            con.execute(f"DROP VIEW {table}")
    for text in sql_files(kind).values():
        con.execute(text)


@pytest.mark.parametrize("name", sql_files("alarms"))
def test_an_alarm_says_its_name_first_and_then_what_every_alarm_says(name: str) -> None:
    found = [row for case in cases("alarms", name) for row in answer("alarms", name, case)]
    for row in found:
        assert tuple(row) == tuple(column for column in COLUMNS if column in row)
        assert {"alarm", "key", "since", "run_id"} <= row.keys()
        assert ("rate" in row) != ("expected" in row)
    assert {row["alarm"].partition(" ")[0] for row in found} == {name.partition("_")[0].removesuffix("s")}


@pytest.mark.parametrize("table", PUBLIC, ids=lambda table: table.name)
def test_a_row_that_stands_twice_fails_a_check_in_every_table(table) -> None:
    check, row = ("lines_have_roles", {"role": "body"}) if table.name == "lines" else ("keys_unique", {})
    assert not answer("checks", check, Case("once", [], {table.name: [row]}))
    assert answer("checks", check, Case("twice", [], {table.name: [row, row]}))


def test_roles_of_the_record_are_the_roles_of_the_checks() -> None:
    lines = [{"page_id": "p", "line": number, "role": role} for number, role in enumerate(Role, 1)]
    assert answer("checks", "lines_have_roles", Case("roles", [], {"lines": lines})) == []


@pytest.mark.parametrize("table", PUBLIC, ids=lambda table: table.name)
def test_an_empty_text_is_found_in_every_column_that_is_text(table) -> None:
    may_be_empty = {("lines", "raw"), ("lines", "ending"), ("articles", "body")}
    texts = {c.name for c in table.columns if str(c.type) == "string" and (table.name, c.name) not in may_be_empty}
    found = answer("checks", "no_empty_strings", Case("empty", [], {table.name: [dict.fromkeys(texts, "")]}))
    assert {row["problem"].rpartition(".")[2] for row in found} == texts


def test_a_case_with_an_unknown_column_is_an_error() -> None:
    with pytest.raises(KeyError, match="articles has no column titel"):
        filled(TABLES["articles"], [{"titel": "Fog"}])


@pytest.mark.parametrize("role", Role)
def test_macro_is_kept_agrees_with_the_noise_roles_of_the_record(role: Role) -> None:
    kept = corpus({}).execute("SELECT is_kept($role)", {"role": role.value}).fetchone()
    assert kept == (role not in NOISE_ROLES,)
