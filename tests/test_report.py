"""The report: one bounded page that tells what the corpus holds, and that no text of the corpus can harm."""

import re
from datetime import date, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from duck import filled

from flows import catalogue, report, snapshots, warehouse
from flows.cli import _guarded
from flows.report import ROWS, pictures, render, write_report
from flows.report.contents import collect
from flows.running import run
from flows.summaries import RunSettings
from transforms.record import Role
from transforms.tables import TABLES

ROOT = Path(__file__).parent.parent
HOSTILE = (
    "</script></td></title></svg>\"'><script>alert(1)</script><img src=//x.example/y onerror=z>&amp;{{ 7*7 }}{% x %}"
)
CONTROLS = "\x1b[31mred\x07 \u202etxt.exe\u202c"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse of the sample pages."""
    folder = tmp_path_factory.mktemp("report") / "warehouse"
    run(RunSettings(str(ROOT / "data" / "samples"), str(folder)))
    return folder


class Read(HTMLParser):
    """All tags, texts and addresses of a page; a tag that is closed in the wrong place is an error."""

    VOID = frozenset({"meta", "link", "path", "rect"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.ids: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value for name, value in attrs if name in {"src", "href", "data", "action", "xlink:href"}]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def filled_snapshot(folder: Path, **given: list[dict]) -> Path:
    """Return a snapshot of these rows."""
    snapshot = folder / "000001"
    for table in TABLES.values():
        (snapshot / table.name).mkdir(parents=True)
        with duckdb.connect() as con:
            con.register("rows", filled(table, given.get(table.name, [])))
            con.execute(f"COPY (FROM rows) TO '{snapshot}/{table.name}/part.parquet'")
    return snapshot


def test_the_command_writes_one_page_beside_the_database_and_no_snapshot_knows_of_it(store: Path, tmp_path, capsys):
    assert _guarded(["report", "--warehouse", str(store)]) == 0
    assert capsys.readouterr().out == f"{store}/report.html\n"
    assert sorted(file.name for file in store.glob("*report*")) == ["report.html"]
    assert snapshots.find_faults(warehouse.current_snapshot(store), verify=True) == []
    assert _guarded(["report", "--output", str(tmp_path / "mine.html"), "--warehouse", str(store)]) == 0
    assert (tmp_path / "mine.html").read_bytes() == (store / "report.html").read_bytes()
    capsys.readouterr()
    assert _guarded(["report", "--output", str(tmp_path / "none" / "mine.html"), "--warehouse", str(store)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_page_is_whole_and_names_no_outside_address(store: Path):
    text = write_report(store).read_text("utf-8")
    page = Read(text)
    assert "script" not in page.tags
    assert {address for address in page.addresses if not address.startswith("#")} == {"data:,"}
    assert {address[1:] for address in page.addresses if address.startswith("#")} == {
        name for name, _ in report.SECTIONS
    }
    assert len(page.ids) == len(set(page.ids))
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text
    assert page.tags.count("caption") == page.tags.count("table") >= 10
    assert page.tags.count("svg") == len(re.findall(r'<svg[^>]* (?:role="img" aria-label|aria-hidden)', text))


def test_what_the_page_tells_is_what_the_tables_hold(store: Path):
    told = " ".join(Read(write_report(store).read_text("utf-8")).texts)
    told = " ".join(told.split())
    with catalogue.open_snapshot(warehouse.current_snapshot(store)) as con:
        ((articles, words),) = con.execute("SELECT count(*), sum(word_count) FROM articles").fetchall()
        rules = con.execute("SELECT rule FROM lines WHERE NOT is_kept(role)").fetchall()
        reasons = con.execute("SELECT reason, count(*) FROM pages WHERE reason IS NOT NULL GROUP BY 1").fetchall()
        repairs = con.execute("SELECT DISTINCT unnest(repairs) FROM lines").fetchall()
        outlets = con.execute("SELECT name FROM outlets").fetchall()
    for word in (f"articles {articles:,}", f"words {words:,}", *(name for (name,) in (*rules, *repairs, *outlets))):
        assert word in told
    for reason, count in reasons:
        assert re.search(rf"\b{count} [=×] {reason}\b", told)
    assert "No alarm" in told


def test_every_line_of_the_shown_page_names_its_role_and_its_rule_in_words(store: Path):
    contents = collect(warehouse.current_snapshot(store), {})
    assert contents.shown is not None
    items = re.findall(r"<li value=.*?</li>", render(contents), re.DOTALL)
    for line, told in zip(contents.shown["lines"], items, strict=True):
        assert f">{line['role']}</span>" in told
        assert f'<small class="rule">{line["rule"]}</small>' in told


def test_the_same_corpus_makes_the_same_page(store: Path, tmp_path):
    one, other = write_report(store, tmp_path / "1.html"), write_report(store, tmp_path / "2.html")
    assert one.read_bytes() == other.read_bytes()


def test_no_text_of_the_corpus_is_obeyed(tmp_path):
    bad = HOSTILE + CONTROLS
    story = dict.fromkeys(
        ("outlet", "section", "kicker", "headline", "standfirst", "byline", "agency", "dateline", "body"), bad
    )
    lines = [
        {"page_id": "page-1", "line": n, "role": role, "rule": bad, "raw": bad, "text": "x" + bad, "repairs": [bad]}
        for n, role in enumerate(Role, 1)
    ]
    articles = [
        {
            "article_id": f"a{n}",
            "page_id": "page-1" if n == 1 else "page-2",
            "outlet_id": bad,
            "published": date(2020, 1, n),
            "evidence": {"outlet": bad},
            "flags": [bad],
            **story,
        }
        for n in (1, 2)
    ]
    snapshot = filled_snapshot(
        tmp_path,
        articles=articles,
        lines=lines,
        pages=[
            {"input": bad, "source": bad, "page_id": "page-1", "status": "accepted", "article_id": "a1", "layout": bad},
            {"input": bad, "source": "2" + bad, "status": "quarantined", "reason": bad, "detail": bad},
            {"input": bad, "source": "3" + bad, "status": "duplicate", "reason": bad, "detail": bad},
        ],
        outlets=[{"outlet_id": bad, "name": bad}],
        authors=[{"author_id": "x", "person_id": "x", "name": bad, "outlets": [bad]}],
        bylines=[{"article_id": "a1", "position": 1, "author_id": "x", "name": bad}],
        reprints=[{"cluster_id": "c", "article_id": f"a{n}", "is_first": n == 1, "size": 2, "outlets": [bad]} for n in (1, 2)],
        runs=[{"run_id": f"r{n}", "input": bad, "started_at": datetime.fromisoformat(f"2020-01-0{n}"), "tallies": {"pages": 100, f"layout/{bad}": 100 * (n == 2)}} for n in (1, 2)],
    )  # fmt: skip
    text = render(collect(snapshot, {}))
    page = Read(text)
    assert {"script", "img"}.isdisjoint(page.tags)
    assert not {name for name in page.attributes if name.startswith("on")}
    assert page.tags.count("title") == 2  # of the page and of the flow
    assert "49" not in re.findall(r"\d+", " ".join(t for t in page.texts if "7*7" in t))
    told = "".join(page.texts)
    for place in ("source", "layout", "alarm", *story):
        assert HOSTILE in told, place
    assert told.count(HOSTILE) > 60
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "\\x1b[31mred" in told
    assert "\\u202etxt.exe" in told


def test_an_empty_corpus_has_a_report_too(tmp_path):
    page = Read(render(collect(filled_snapshot(tmp_path), {})))
    told = " ".join(page.texts)
    assert "No page is accepted yet." in told
    assert "No article has a date." in told


def test_the_page_stays_small_whatever_the_corpus_holds(tmp_path):
    long = "ö" * 3_000
    articles = [
        {"article_id": f"a{n}", "page_id": f"page-{n:04}", "outlet_id": f"o{n % 150}", "outlet": f"{n % 150} {long}", "published": date(1950 + n % 60, 1 + n % 12, 1 + n % 28), "headline": long, "agency": f"{n} {long}", "body": long, "word_count": 1}
        for n in range(3_000)
    ]  # fmt: skip
    lines = [{"page_id": "page-0001", "line": n, "role": "promo" if n % 2 else "body", "rule": f"{n} {long}", "raw": long, "text": long + "!", "repairs": [f"{n} {long}"]} for n in range(500)]  # fmt: skip
    pages = [{"input": "i", "source": f"{n} {long}", "page_id": f"page-{n:04}", "status": "accepted" if n < 3 else "quarantined", "article_id": f"a{n}", "reason": f"{n} {long}", "detail": long, "layout": f"{n} {long}"} for n in range(500)]  # fmt: skip
    outlets = [{"outlet_id": f"o{n}", "name": f"{n} {long}"} for n in range(150)]
    text = render(collect(filled_snapshot(tmp_path, articles=articles, lines=lines, pages=pages, outlets=outlets), {}))
    assert len(text.encode()) < 3_000_000
    page = Read(text)
    assert page.tags.count("tr") < 12 * (ROWS + 1)
    assert max(map(len, page.texts)) < 25_000  # the style; no text of the corpus is longer than it is shown
    assert max(len(t) for t in page.texts if "ö" in t) < 420 * 12


def test_a_flow_keeps_all_pages_however_many_reasons_there_are():
    rows = [{"status": "accepted", "reason": None, "pages": 900}]
    rows += [{"status": "quarantined", "reason": f"r{n}", "pages": 1} for n in range(20)]
    flow = pictures.draw_flow(rows)
    assert flow.pages == sum(node.pages for node in flow.nodes) == 920
    assert [node.label for node in flow.nodes][-2:] == ["r6", "13 other reasons"]
    tops = [(node.y, node.y + node.height) for node in flow.nodes]
    assert all(above[1] < below[0] for above, below in pairwise(tops))
    assert tops[-1][1] <= flow.canvas


def test_a_day_stands_in_the_column_of_its_week_and_the_row_of_its_weekday():
    days = [{"date": date(2021, 1, 1), "state": "present"}, {"date": date(2021, 1, 4), "state": "missing"}]
    drawn = pictures.draw_calendar({"outlet": "X", "year": 2021, "editions": 1, "short": 0, "missing": 1, "unexpected": 0, "days": days})  # fmt: skip
    assert drawn.paths == {"present": "M0 36h7v7h-7z", "missing": "M9 0l7 7m0-7l-7 7"}  # a Friday, a Monday
    assert drawn.track == "M0 36V61H467V43H475V0H8V36z"
    assert drawn.months[:2] == [(0, "J"), (45, "F")]


def test_months_are_drawn_on_one_axis_of_ten_years_at_most():
    entries = [{"month": date(1950, 1, 1), "articles": 9}, {"month": date(2020, 1, 1), "articles": 4}, {"month": date(2020, 3, 1), "articles": 8}]  # fmt: skip
    drawn = pictures.draw_months([entries, []])
    assert (drawn.first, drawn.last, drawn.length) == (date(2010, 4, 1), date(2020, 3, 1), 120)
    assert drawn.bars == ["M351 10h2v10h-2zM357 0h2v20h-2z", ""]
    assert drawn.peaks == [(8, date(2020, 3, 1)), (0, None)]


def test_every_role_and_every_state_has_its_sign():
    assert {role for roles in report.GROUPS.values() for role in roles} == set(Role)
    assert set(pictures.STATES) == {"present", "short", "missing", "unexpected", "no_print"}
    assert len(set(pictures.legend().values())) == len(pictures.STATES)


def test_thresholds_of_the_settings_count_in_the_report_too(store: Path, tmp_path):
    articles = [{"article_id": f"a{w}-{n}", "outlet_id": "o", "published": date.fromordinal(737_426 + 7 * w)} for w in range(12) for n in range(4 if w != 8 else 1)]  # fmt: skip
    snapshot = filled_snapshot(tmp_path, articles=articles, outlets=[{"outlet_id": "o", "name": "The O"}])
    short = [collect(snapshot, thresholds).lacking[0]["short"] for thresholds in ({}, {"alarm_short_deviations": 1})]
    assert short == [0, 1]
