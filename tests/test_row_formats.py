"""Rows in the formats that programs, spreadsheets and people read."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.row_formats import write_rows
from flows.spreadsheets import safe_text
from flows.styles import style_of


def written(query: str, style: str, **options) -> str:
    out = io.BytesIO()
    with duckdb.connect(":memory:") as con:
        write_rows(con.execute(query).to_arrow_reader(2), style, out, **options)
    return out.getvalue().decode()


def cells(query: str, **options) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(query, "csv", **options))))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1+1",
        "\xa0=1",
        "\u3000=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
        "=",
        "-",
        "+49 40 12",
        '=HYPERLINK("http://x")',
        "=1\n=2",
    ],
)
def test_a_formula_gets_an_apostrophe(text):
    quoted = text.replace("'", "''")
    assert cells(f"SELECT '{quoted}' AS a") == [["a"], [safe_text(text)]]
    assert safe_text(text).startswith("'")
    assert safe_text(text).replace("\\x0d", "\r")[1:] == text


@pytest.mark.parametrize("text", ["-5", "+5.25", "-1,234.50", "-3%", "— said he", "–5", "a=b", "a-b", "'=1", "", "5"])
def test_numbers_and_other_texts_stay(text):
    quoted = text.replace("'", "''")
    assert cells(f"SELECT '{quoted}' AS a") == [["a"], [text]]


def test_numbers_stay_numbers():
    query = "SELECT -5 AS a, -1.5 AS b, sum(x)::HUGEINT AS c, -2.5::DECIMAL(4, 2) AS d, true AS e FROM range(3) AS t(x)"
    assert written(query, "csv") == '"a","b","c","d","e"\n-5,-1.5,3,-2.50,true\n'


def test_a_formula_in_the_name_of_a_column_in_a_list_or_an_enum_is_none_either():
    assert cells("""SELECT 1 AS "=x", ['=1'] AS l, '=1'::ENUM('=1') AS e""") == [
        ["'=x", "l", "e"],
        ["1", '["=1"]', "'=1"],
    ]


def test_exact_leaves_texts_as_they_are():
    assert cells("SELECT '=1+1' AS \"=x\", '-a' AS b", exact=True) == [["=x", "b"], ["=1+1", "-a"]]


def test_null_is_empty_and_an_empty_text_is_quoted():
    assert (
        written("SELECT NULL AS a, '' AS b, NULL::VARCHAR AS c, NULL::INT[] AS d", "csv") == '"a","b","c","d"\n,"",,\n'
    )


@pytest.mark.parametrize("style", ["csv", "json", "jsonl", "markdown"])
def test_no_escape_sequence_is_written(style):
    text = written("SELECT chr(27) || '[31mred' || chr(155) || '2J' || chr(7) || chr(8) AS \"a\", chr(127) AS b", style)
    assert not [c for c in text if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160]
    assert "red" in text


def test_what_turns_the_direction_of_a_terminal_is_escaped_in_json():
    text = written("SELECT chr(8238) || 'x' AS a", "json")
    assert "\u202e" not in text
    assert json.loads(text) == [{"a": "\u202ex"}]


def test_json_keeps_kinds_and_maps_are_objects():
    query = """SELECT 10::HUGEINT AS n, 1.5::DECIMAL(3, 1) AS d, MAP {'k': 1} AS m, [1, NULL] AS l, {'a': 'x'} AS s,
        DATE '2020-01-02' AS day, 'nan'::DOUBLE AS nan, 'ab'::BLOB AS b, NULL AS z"""
    wanted = {
        "n": 10,
        "d": 1.5,
        "m": {"k": 1},
        "l": [1, None],
        "s": {"a": "x"},
        "day": "2020-01-02",
        "nan": None,
        "b": "6162",
        "z": None,
    }
    assert json.loads(written(query, "json")) == [wanted]
    assert json.loads(written(query, "jsonl")) == wanted


@pytest.mark.parametrize("rows", [0, 1, 5])
def test_json_of_any_length_is_one_array(rows):
    assert json.loads(written(f"SELECT x FROM range({rows}) AS t(x)", "json")) == [{"x": n} for n in range(rows)]


def test_markdown_holds_no_markup_of_a_cell():
    text = written("SELECT '<script>|`a`|[x](javascript:1)' || chr(10) || '**b**' AS t, 5 AS n", "markdown")
    assert text.splitlines() == [
        "| t | n |",
        "|---|---:|",
        r"| &lt;script&gt;\|\`a\`\|\[x\](javascript:1)<br>\*\*b\*\* | 5 |",
    ]


def test_parquet_keeps_types():
    out = io.BytesIO()
    table = pa.table(
        {"a": [Decimal("1.5")], "d": [date(2020, 1, 1)], "t": [datetime(2020, 1, 1, tzinfo=UTC)], "l": [["x"]]}
    )
    write_rows(table.to_reader(), "parquet", out)
    assert pq.read_table(out).equals(table)


def test_the_name_of_a_file_tells_the_format():
    assert [style_of(f) for f in ("a.csv", "A.JSON", "a.ndjson", "a.md", "a.parquet", "a", "a.txt")] == [
        "csv",
        "json",
        "jsonl",
        "markdown",
        "parquet",
        None,
        None,
    ]
