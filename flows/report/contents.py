"""What the report tells, asked of one snapshot: rows of `sql/report` and `sql/queries`, never more than are shown."""

from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from flows import catalogue, inspecting
from flows.alarms import ask_alarms, sentence, set_thresholds
from flows.report import pictures
from flows.sql_files import sql_files

Row = dict[str, Any]
ROWS = 30
_LINES = 120
_YEARS = 60  # calendars: the newest three years of twenty newspapers, or of more where they are younger
_RUNS = 10
# What is told of the article that is shown.
FIELDS = (
    "outlet", "country", "language", "published", "edition", "section", "page_numbers", "kicker", "headline",
    "standfirst", "byline", "agency", "dateline", "word_count", "flags",
)  # fmt: skip


class Contents(NamedTuple):
    """All that the templates show."""

    snapshot: int
    totals: Row
    runs: list[Row]
    flow: pictures.Flow
    outlets: list[Row]
    months: pictures.Months
    calendars: list[pictures.Calendar]
    lacking: list[Row]
    fields: dict[str, list[Row]]
    rules: list[Row]
    repairs: list[Row]
    quarantine: list[Row]
    authors: list[Row]
    agencies: list[Row]
    stories: list[Row]
    wire: list[Row]
    alarms: list[str]
    alarms_more: int
    shown: Row | None


def collect(snapshot: Path, thresholds: dict[str, float], con: duckdb.DuckDBPyConnection | None = None) -> Contents:
    """Return what the report of a snapshot tells."""
    with catalogue.open_snapshot(snapshot, con) as corpus:
        set_thresholds(corpus, thresholds)
        corpus.execute("CREATE TEMP TABLE editions AS FROM editions")  # it is asked four times
        found = ask_alarms(corpus)
        asked = sql_files("queries") | sql_files("report")

        def rows(name: str, most: int = ROWS) -> list[Row]:
            return ask(corpus, asked[name], most)

        outlets = rows("articles_by_month")
        return Contents(
            snapshot=int(snapshot.name),
            totals=rows("totals")[0],
            runs=rows("newest_runs", _RUNS),
            flow=pictures.draw_flow(rows("pages_by_reason", 1_000)),
            outlets=outlets,
            months=pictures.draw_months([outlet["months"] for outlet in outlets]),
            calendars=[pictures.draw_calendar(row) for row in rows("edition_years", _YEARS)],
            lacking=rows("editions_lacking"),
            fields={part: rows(f"fields_by_{part}") for part in ("outlet", "layout")},
            rules=rows("removed_by_rule"),
            repairs=rows("repairs_by_name"),
            quarantine=rows("quarantine_by_reason"),
            authors=rows("top_authors"),
            agencies=rows("most_used_agencies"),
            stories=rows("most_reprinted_stories"),
            wire=rows("wire_copy"),
            alarms=[sentence(row) for row in found[:ROWS]],
            alarms_more=max(0, len(found) - ROWS),
            shown=_shown_page(corpus, asked["shown_page"]),
        )


def ask(con: duckdb.DuckDBPyConnection, query: str, most: int) -> list[Row]:
    """Return the first rows of an answer by their columns."""
    answer = con.execute(query)
    names = [column[0] for column in answer.description]
    found = [dict(zip(names, row, strict=True)) for row in answer.fetchmany(most)]
    answer.fetchall()  # an answer that is not read to its end holds its connection
    return found


def _shown_page(con: duckdb.DuckDBPyConnection, query: str) -> Row | None:
    """Return one page before and after: its lines with their roles, the fields of its article and its body."""
    chosen = ask(con, query, 1)
    if not chosen:
        return None
    told = inspecting.describe(con, chosen[0]["page_id"])
    article = told["article"][0]
    evidence = dict(article["evidence"])
    return {
        "source": f"{told['pages'][0]['input']}/{told['pages'][0]['source']}",
        "lines": told["lines"][:_LINES],
        "lines_more": max(0, len(told["lines"]) - _LINES),
        "fields": [(n, article[n], evidence.get(n)) for n in FIELDS if article[n] not in (None, [], "")],
        "body": article["body"].split("\n\n")[:_LINES],
    }
