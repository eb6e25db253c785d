"""Pages that are refused, and pages that look like them and stay: as text and as HTML."""

import tomllib
from html import escape
from pathlib import Path
from time import perf_counter

import pytest

from transforms.decoding import decode
from transforms.refusal import issues, notices, shapes, teasers
from transforms.refusals import find_refusal
from transforms.steps import clean

ROOT = Path(__file__).parent.parent
HELD_BACK = tomllib.loads((ROOT / "tests" / "refusals.toml").read_text("utf-8"))
MARKED = ("shell", "consent", "login", "error_page")  # pages that a document in HTML can be as well
SECONDS = 2.0
HOSTILE = (
    "a", " ", "?", "…", ". ", "{", "}", "a{", "a:b;", "x{a:b;", "[", "=", "A=", "- ", ",", ";", "\n", "\t", "/", "/*", "*",
    "cookie ", "we use ", "please wait ", "javascript ", "enable ", "a.", "page 1\n", "p. ", " . ", "<", "(", "a(", "word … ",
    "continue reading ", "#", "0", "=\n", "a: ", "--", "2019-04-02 ", "def ", "return ", "function(",
)  # fmt: skip


def as_html(text):
    lines = [line for line in text.split("\n") if line.strip()]
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines[1:])
    return f"<html><head><title>{escape(lines[0])}</title></head><body><h1>{escape(lines[0])}</h1><div>{paragraphs}</div></body></html>"


def as_article(text):
    lines = [line for line in text.split("\n") if line.strip()]
    lines = lines if len(lines) > 1 else ["Seen today", *lines]
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines[1:])
    banner = (
        "<div>This website uses cookies</div><div>Sign in</div><div>Please enable JavaScript to run this app.</div>"
    )
    head = f"<html><head><title>{escape(lines[0])}</title></head><body>{banner}"
    return f"{head}<article aid='1'><header><h1>{escape(lines[0])}</h1></header><div class='col'>{paragraphs}</div></article>{banner}</body></html>"


def reason_of(text):
    found = find_refusal(clean(text))
    return found and found.reason


def cases(source):
    return [pytest.param(reason, text, id=f"{reason}-{n}") for reason, texts in source for n, text in enumerate(texts)]


RULES = [(kind.reason, kind) for kind in notices.phrases()]
RULES += [("teaser", teasers.teaser()), ("whole_issue", issues.words())]
RULES += [(s.reason, s) for s in shapes.rules().shape]
EXAMPLES = cases((reason, rule.examples) for reason, rule in RULES)
NEAR_MISSES = cases((reason, rule.near_misses) for reason, rule in RULES)
LATER = HELD_BACK.pop("later")
UNSEEN = cases((reason, texts + LATER.get(reason, [])) for reason, texts in HELD_BACK.items() if reason != "stays")
STAYS = cases([("stays", HELD_BACK["stays"])])


@pytest.mark.parametrize(("reason", "text"), EXAMPLES + UNSEEN)
def test_a_page_that_is_no_article_has_its_reason(reason, text):
    found = find_refusal(clean(text))
    assert found is not None
    assert found.reason == reason
    assert found.detail.endswith(".")
    assert len(found.detail) < 160


@pytest.mark.parametrize(("reason", "text"), [case for case in EXAMPLES + UNSEEN if case.values[0] in MARKED])
def test_a_document_that_is_no_article_has_its_reason(reason, text):
    assert reason_of(as_html(text)) == reason


@pytest.mark.parametrize(("reason", "text"), [case for case in EXAMPLES + UNSEEN if case.values[0] == "teaser"])
def test_a_teaser_in_an_article_of_html_is_one(reason, text):
    assert reason_of(as_article(text)) == reason


@pytest.mark.parametrize(("reason", "text"), NEAR_MISSES + STAYS)
def test_a_page_that_looks_like_none_stays(reason, text):
    page = clean(text)
    if page.body is None:
        pytest.xfail("the layout reads a brief of two lines as outlet and headline: not a matter of refusals")
    assert find_refusal(page) is None


@pytest.mark.parametrize(("reason", "text"), NEAR_MISSES + STAYS)
def test_an_article_stays_whatever_stands_around_it(reason, text):
    assert find_refusal(clean(as_article(text))) is None


@pytest.mark.parametrize("file", sorted((ROOT / "data" / "samples").glob("*.txt")), ids=lambda file: file.stem)
def test_no_sample_is_refused_but_for_having_no_body(file):
    text = decode(file.read_bytes()).text
    page = clean(text or "")
    found = find_refusal(page)
    assert (found and found.reason) == (None if page.body else "no_body")


def test_a_reason_that_a_grammar_has_given_stands():
    page = clean("Pier opens\n\nIt rained.")._replace(reason="teaser", detail="Only `shortContent` came.")
    assert find_refusal(page) == ("teaser", "Only `shortContent` came.")


def test_the_address_of_a_whole_issue_is_a_reason():
    address = "https://www.pressreader.com/canada/the-harbour-courier/20190402/textview"
    found = find_refusal(clean("Pier opens\n\nIt rained all day.", address))
    assert found is not None
    assert found.reason == "whole_issue"


def test_the_root_of_a_document_says_what_it_is():
    roots = shapes.rules().roots
    assert all(shapes.find_root(text) for text in roots.examples)
    assert not any(shapes.find_root(text) for text in roots.near_misses)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("frame", ["{}", "{}x", "We use cookies\n\n{}", "a = 1\n{}\n}"])
def test_hostile_text_costs_no_time(text, frame):
    page = clean("Pier opens\n\nIt rained.")
    hostile = frame.replace("{}", (text * 1_000_000)[:1_000_000])
    line = page.lines[0]._replace(raw=hostile, text=hostile)
    page = page._replace(text=hostile, lines=(line, line, page.lines[2]))
    for body in (hostile, None):
        begun = perf_counter()
        find_refusal(page._replace(body=body))
        assert perf_counter() - begun < SECONDS
