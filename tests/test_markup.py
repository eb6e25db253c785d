"""Mark-up of PressReader: web app, viewer, export; the truth stands beside each small document."""

import random
import re
import warnings
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.grammars import open_pages
from transforms.grammars.markup import MOST_DEPTH, MOST_TAGS, find_excess, is_markup
from transforms.grammars.titles import read_title
from transforms.record import Page, Role
from transforms.steps import clean, clean_all

RAIN = "It rained on the crowd all day long, and nobody minded."
BAND = "The band of the fire brigade played until its tubas were full of water."
END = "Then the sun came out over the pier, and the mayor went home without his hat."


def paragraphs(page: Page) -> list[str]:
    return (page.body or "").split("\n\n") if page.body else []


def texts(page: Page, role: Role) -> list[str]:
    return [line.text for line, given in zip(page.lines, page.marks, strict=True) if given and given.role is role]


def web(body: str, head: str = "<h1>Pier opens</h1>", attributes: str = "aid='281500000000001'") -> str:
    return f"<!DOCTYPE html><html><head><title>Reader</title></head><body><nav>Menu</nav><article {attributes}><header>{head}</header>{body}</article><div>Sign in</div></body></html>"


def meta(*items: str) -> str:
    return (
        "<ul class='art-meta'>"
        + "".join(item if item.startswith("<") else f"<li>{item}</li>" for item in items)
        + "</ul>"
    )


# What the columns hold, and the paragraphs that a reader sees.
BODIES: dict[str, tuple[str, list[str]]] = {
    "paragraphs": (f"<div class=col><p>{RAIN}</p><p>{BAND}</p></div><div class=col><p>{END}</p></div>", [RAIN, BAND, END]),
    "bare text": (f"<div class='col'>{RAIN}</div><div class='col'>{END}</div>", [RAIN, END]),
    "bare text with breaks": (f"<div class='col'>{RAIN}<br><br/>{BAND}<br>\n <br>{END}</div>", [RAIN, BAND, END]),
    "a break is a space": ("<div class=col><p>It rained<br>on the crowd</p></div>", ["It rained on the crowd"]),
    "divs": (f"<div class=col><div>{RAIN}</div><div><div>{BAND}</div></div></div>", [RAIN, BAND]),
    "list": (f"<div class=col><p>{RAIN}</p><ul><li>{BAND}<li><p>{END}</p></ul></div>", [RAIN, BAND, END]),
    "inline mark-up": (
        "<div class=col><p>It <b>rain</b>ed on <i class=x>the</i> <a href='#'>cro<sup>1</sup>wd</a><span>, all</span> day.</p></div>",
        ["It rained on the cro1wd, all day."],
    ),
    "drop cap": ("<div class=col><p><span class=drop>O</span>n a hot Friday it rained.</p></div>", ["On a hot Friday it rained."]),
    "soft hyphens": ("<div class=col><p>No&shy;body mind­ed the poli­tical rain.</p></div>", ["Nobody minded the political rain."]),
    "wbr": ("<div class=col><p>No<wbr>body<wbr/> minded.</p><p>It rained.</p></div>", ["Nobody minded.", "It rained."]),
    "comment": ("<div class=col><p>It ra<!-- <p>no</p> -->ined.</p><!-- gone --><p>So what.</p></div>", ["It rained.", "So what."]),
    "cdata": ("<div class=col><p>It <![CDATA[rained & <poured>]]> here.</p></div>", ["It rained & <poured> here."]),
    "entities": ("<div class=col><p>Fish &amp; chips &mdash; caf&eacute; &#8220;Pier&#8221; &lt;open&gt; &#x2019;s</p></div>", ["Fish & chips — café “Pier” <open> ’s"]),
    "white space": ("<div class=col><p>\n  It\n\trained  on\r\n the crowd. \n</p></div>", ["It rained on the crowd."]),
    "upper case": ("<DIV CLASS=COL><DIV CLASS=col><P>It rained.<P>So what.</DIV></DIV>", ["It rained.", "So what."]),
    "no columns": (f"<p>{RAIN}</p><section><p>{END}</p></section>", [RAIN, END]),
    "wrapped columns": (f"<div class='x'><section><div class='c2 col'><p>{RAIN}</p></div><div class='col c3'><p>{END}</p></div></section></div>", [RAIN, END]),
    "loose label": (f"<span>12 readers</span><div class=col><p>{RAIN}</p></div>", [RAIN]),
    "paragraph outside the columns": (f"<div class=col><p>{RAIN}</p></div><p>So what.</p>", [RAIN, "So what."]),
    "caption inside a paragraph": (
        f"<div class=col><p>It rained on<span class='art-imagetext'>— AP PHOTO The pier.</span>the crowd.</p><p>{END}</p></div>",
        ["It rained on the crowd.", END],
    ),
    "caption before a comma": ("<div class=col><p>It rained<span class='art-imagetext'>The pier.</span>, all day.</p></div>", ["It rained, all day."]),
    "caption in a nested tag": ("<div class=col><p>It <a><i><span class='x art-imagetext'>The pier.</span></i></a>rained.</p></div>", ["It rained."]),
    "caption printed as a paragraph, too": (f"<div class=col><p>{RAIN}</p><span class='art-imagetext'>The pier at dawn.</span><p>The pier at dawn.</p></div>", [RAIN]),
    "button inside a paragraph": ("<div class=col><p>It rained <button>Share</button>on the crowd.</p></div>", ["It rained on the crowd."]),
    "hidden inside a word": ("<div class=col><p>Po<span style='display:none'>x</span>litical rain.</p></div>", ["Political rain."]),
    "interface": (
        (
            f"<div class='toolbar'><a>Listen</a></div><div class=col><nav><p>Back</p></nav><p>{RAIN}</p><ul class='share-list'><li>E-mail</li></ul>"
            f"<div role=menu>Font size</div><form>Search <input></form><p aria-hidden='true'>Loading</p><p hidden>Old</p><select><option>A</select><p>{END}</p></div>"
        ),
        [RAIN, END],
    ),
    "a class with a word of the interface": (f"<div class='menu-of-the-day col'><p>{RAIN * 6}</p></div>", [RAIN * 6]),
    "subheads": (f"<div class=col><p>{RAIN}</p><h4>At last</h4><p>{BAND}</p><h2>Home</h2><p>{END}</p></div>", [RAIN, "At last", BAND, "Home", END]),
    "pull quote": (f"<div class=col><p>{RAIN}</p><p class='annotation'>Nobody</p><p>{END}</p></div>", [RAIN, END]),
    "block quote of the text": (f"<div class=col><p>{RAIN}</p><blockquote><p>“And nobody minded”</p><cite>Ada Marsh</cite></blockquote><p>{END}</p></div>", [RAIN, END]),
    "block quote of its own": (f"<div class=col><p>{RAIN}</p><blockquote>“We waited for nine years”</blockquote><p>{END}</p></div>", [RAIN, "“We waited for nine years”", END]),
    "box": (f"<div class=col><p>{RAIN}</p></div><aside><h3>The pier</h3><p>{BAND}</p></aside>", [RAIN, "The pier", BAND]),
    "headline again": (f"<div class=col><h3>Pier opens</h3><p>{RAIN}</p></div>", [RAIN]),
    "headline again as a paragraph": (f"<div class=col><p>PIER OPENS</p><p>{RAIN}</p></div>", [RAIN]),
    "tail": (f"<div class=col><p>{RAIN}</p></div><p>Newspapers in English</p><p>Newspapers from Canada</p>", [RAIN]),
    "tail in a footer": (f"<div class=col><p>{RAIN}</p></div><footer><a>Newspapers in English</a> <a>Newspapers from Canada</a></footer>", [RAIN]),
    "a paragraph that comes twice": (f"<div class=col><p>{RAIN}</p><p>{END}</p><p>{RAIN}</p></div>", [RAIN, END, RAIN]),
    "teaser inside": (f"<div class=col><p>{RAIN}</p><article aid=2><h3>Goat on ferry</h3><p>More</p></article><p>{END}</p></div>", [RAIN, END]),
    "ruby, quotes, marks": ("<div class=col><p>The <ruby>pier<rt>pi</rt></ruby> <q>opens</q> <mark>now</mark>.</p></div>", ["The pierpi opens now."]),
    "table": ("<div class=col><table><tr><th>Pier</th><td>Nine years</td></tr></table></div>", ["Pier", "Nine years"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize(
    "attributes", ["aid='281500000000001'", "data-articleid=281500000000001", "class=x role=article"]
)
def test_the_body_is_what_a_reader_sees(name: str, attributes: str) -> None:
    body, expected = BODIES[name]
    page = clean(web(body, attributes=attributes))
    assert page.layout == "web"
    assert paragraphs(page) == expected
    assert page.headline == "Pier opens"


# The head of an article, and its headline, standfirst, paper, byline, date, pages.
HEADS: dict[str, tuple[str, tuple[object, ...]]] = {
    "whole": (
        "<h1>Pier opens</h1><h2>It took nine years</h2>" + meta("<li class=pub>The Courier</li>", "9 Sep 2018", "<li class='x art-author'>By ADA MARSH</li>"),
        ("Pier opens", "It took nine years", "The Courier", "By ADA MARSH", date(2018, 9, 9), ()),
    ),
    "no standfirst": ("<h1>Pier opens</h1>" + meta("<li class=pub>The Courier</li>"), ("Pier opens", None, "The Courier", None, None, ())),
    "byline is the paper": ("<h1>Pier opens</h1>" + meta("<li class=pub>The Courier</li>", "<li class=art-author>THE COURIER</li>"), ("Pier opens", None, "The Courier", None, None, ())),
    "no list": ("<h1>Pier opens</h1><span class=pub>The Courier</span><span class=art-author>ADA MARSH</span>", ("Pier opens", None, "The Courier", "ADA MARSH", None, ())),
    "empty byline": ("<h1>Pier opens</h1>" + meta("<li class=pub>The Courier</li>", "<li class=art-author> </li>"), ("Pier opens", None, "The Courier", None, None, ())),
    "nested": ("<div><h1><span>Pier</span> <b>op&shy;ens</b></h1></div><div>" + meta("<li class='pub'><a href=#>The <i>Courier</i></a></li>") + "</div>", ("Pier opens", None, "The Courier", None, None, ())),
    "icons": ("<h1><i>\ue001</i>Pier opens</h1>" + meta("<li class=pub>\ue002 The Courier</li>"), ("Pier opens", None, "The Courier", None, None, ())),
    "h2 alone": ("<h2>Pier opens</h2>", ("Pier opens", None, None, None, None, ())),
    "headline twice": ("<h1>Pier opens</h1><h2>At last</h2><h1>Pier opens</h1>", ("Pier opens", "At last", None, None, None, ())),
    "no classes": ("<h1>Pier opens</h1>" + meta("The Courier", "9 Sep 2018", "ADA MARSH"), ("Pier opens", None, "The Courier", "ADA MARSH", date(2018, 9, 9), ())),
    "page": ("<h1>Pier opens</h1>" + meta("<li class=pub>The Courier</li>", "Page A5", "2018-09-09"), ("Pier opens", None, "The Courier", None, date(2018, 9, 9), ("A5",))),
    "buttons": ("<button>Listen</button><h1>Pier opens</h1><div class='btn-group'>Share</div><h2>At last</h2>", ("Pier opens", "At last", None, None, None, ())),
    "list of spans": (
        "<h1>Pier opens</h1><div class=art-meta><div><span class=pub>The Courier</span> <span class=art-author>ADA MARSH</span></div></div>",
        ("Pier opens", None, "The Courier", "ADA MARSH", None, ()),
    ),
    "classes within the entries": (
        "<h1>Pier opens</h1>" + meta("<li><b class=pub>The Courier</b></li>", "9 Sep 2018", "<li><a class=art-author>ADA MARSH</a></li>"),
        ("Pier opens", None, "The Courier", "ADA MARSH", date(2018, 9, 9), ()),
    ),
    "date in the header": ("<h1>Pier opens</h1><p>Sunday, 9 September 2018</p><div>Page 5</div>", ("Pier opens", None, None, None, date(2018, 9, 9), ("5",))),
    "break": ("<h1>Pier<br>opens</h1>", ("Pier opens", None, None, None, None, ())),
    "other languages": ("<h1>Steg</h1>" + meta("<li class=pub>Der Elbkurier</li>", "9. September 2018", "Seite 12"), ("Steg", None, "Der Elbkurier", None, date(2018, 9, 9), ("12",))),
}  # fmt: skip


def fields(page: Page) -> tuple[object, ...]:
    return page.headline, page.standfirst, page.outlet_as_printed, page.byline, page.published, page.page_numbers


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize(
    "frame",
    [
        "<header>{}</header>{}",
        "{}{}",
        "<div class=wrap><header class=x>{}</header></div>{}",
        "<div class=col>{}</div>{}",
    ],
)
def test_the_head_is_what_a_reader_sees(name: str, frame: str) -> None:
    head, expected = HEADS[name]
    page = clean(f"<ARTICLE AID=281500000000001>{frame.format(head, f'<div class=col><p>{RAIN}</p></div>')}</ARTICLE>")
    assert fields(page) == expected
    assert paragraphs(page) == [RAIN]


# The entries of the viewer's list, and paper, byline, date, pages.
LISTS: tuple[tuple[tuple[str, ...], tuple[object, ...]], ...] = (
    (("The Courier", "9 Sep 2018", "ADA MARSH"), ("The Courier", "ADA MARSH", date(2018, 9, 9), ())),
    (("The Courier", "9 Sep 2018", "The Courier"), ("The Courier", None, date(2018, 9, 9), ())),
    (("The Courier", "9 Sep 2018"), ("The Courier", None, date(2018, 9, 9), ())),
    (("The Courier", "9 Sep 2018", ""), ("The Courier", None, date(2018, 9, 9), ())),
    (("The Courier", "9 Sep 2018", "Page 5"), ("The Courier", None, date(2018, 9, 9), ("5",))),
    (
        ("The Courier", "9 Sep 2018", "Page 5", "By ADA MARSH"),
        ("The Courier", "By ADA MARSH", date(2018, 9, 9), ("5",)),
    ),
    (("The Courier", "Sunday, September 9, 2018", "swicary"), ("The Courier", "swicary", date(2018, 9, 9), ())),
    (("The Courier", "News", "9 Sep 2018", "ADA MARSH"), ("The Courier", "ADA MARSH", date(2018, 9, 9), ())),
    (("9 Sep 2018", "By ADA MARSH"), (None, "By ADA MARSH", date(2018, 9, 9), ())),
    (("The Courier", "ADA MARSH"), ("The Courier", "ADA MARSH", None, ())),
    (("The Courier",), ("The Courier", None, None, ())),
    (("By ADA MARSH",), (None, "By ADA MARSH", None, ())),
    (("THE COURIER", "9 sept. 2018", "THE COU­RIER"), ("THE COURIER", None, date(2018, 9, 9), ())),
)


@pytest.mark.parametrize(("items", "expected"), LISTS)
@pytest.mark.parametrize("frame", ["<div class='clear x'><div><p>{}</p></div></div>", "<p>{}</p>"])
def test_the_last_entry_of_the_viewers_list_is_the_byline(
    items: tuple[str, ...], expected: tuple[object, ...], frame: str
) -> None:
    page = clean(
        f"<html><body><div class='a art-content'><h1>Pier opens</h1><h2>At last</h2>{meta(*items)}{frame.format(RAIN)}</div></body></html>"
    )
    assert page.layout == "viewer"
    assert fields(page)[:2] == ("Pier opens", "At last")
    assert fields(page)[2:] == expected
    assert paragraphs(page) == [RAIN]


CAPTIONS: tuple[tuple[str, list[tuple[str | None, str | None, int]]], ...] = (
    ("<span class=art-imagetext>\ue001 — AP PHOTO \ue002 The pier at dawn.</span>", [("The pier at dawn.", "AP PHOTO", 1)]),
    ("<span class='x art-imagetext y'>The pier at dawn.</span>", [("The pier at dawn.", None, 1)]),
    ("<span class=art-imagetext>\ue001 — AP PHOTO \ue002 The pier at dawn.</span><span class=art-imagetext>— AP PHOTO The pier at dawn.</span>", [("The pier at dawn.", "AP PHOTO", 2)]),
    ("<div class=art-imagetext>The pier at dawn.</div><figure><span class=art-imagetext>The <b>pier</b> at dusk.</span></figure>", [("The pier at dawn.", None, 1), ("The pier at dusk.", None, 1)]),
)  # fmt: skip


@pytest.mark.parametrize(("captions", "expected"), CAPTIONS)
def test_captions_are_told_once(captions: str, expected: list[tuple[str | None, str | None, int]]) -> None:
    page = clean(web(f"<div class=col><p>{RAIN}</p>{captions}<p>{END}</p></div>"))
    assert [(c.caption, c.credit, c.times_printed) for c in page.captions] == expected
    assert paragraphs(page) == [RAIN, END]


@pytest.mark.parametrize(
    ("headline", "head", "attributes", "expected"),
    [
        ("Article Pier opens", "", "data-article-id=1", "Pier opens"),
        ("Article “Pier opens”", "", "data-article-id=1", "“Pier opens”"),
        ("<span>Article</span> Pier opens", "", "role=article", "Pier opens"),
        ("<span class=sr-only>Article </span>Pier opens", "", "role=article", "Pier opens"),
        ("Article 50 comes into force", "", "role=article", "Article 50 comes into force"),
        ("Article IV is dead", "", "role=article", "Article IV is dead"),
        ("Article of faith", "", "role=article", "Article of faith"),
        ("Articles Pier opens", "", "role=article", "Articles Pier opens"),
        ("Article Pier opens", "", "aid=1", "Article Pier opens"),
        (
            "Article Writers Walk Out",
            "<meta property='og:title' content='Article Writers Walk Out'>",
            "data-articleid=1 class=pressreader",
            None,
        ),
        (
            "Article 50 ways to mend a pier",
            "<meta property='og:title' content='50 ways to mend a pier'>",
            "data-articleid=1",
            "50 ways to mend a pier",
        ),
    ],
)
def test_the_word_article_is_a_label_unless_the_document_says_otherwise(
    headline: str, head: str, attributes: str, expected: str | None
) -> None:
    said = f"<html><head><title>PressReader</title>{head}</head><body><div {attributes}><h1>{headline}</h1><p>{RAIN}</p></div></body></html>"
    assert clean(said).headline == (expected or headline)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("PressReader - The Courier: 2018-09-09 - Pier opens", ("The Courier", "2018-09-09", "Pier opens")),
        (
            "PressReader - The Courier: 9 Sep 2018 - Pier opens - at last: a day",
            ("The Courier", "2018-09-09", "Pier opens - at last: a day"),
        ),
        ("PressReader - Tribune - Sunday: Sep 9, 2018 - Pier", ("Tribune - Sunday", "2018-09-09", "Pier")),
        ("PressReader - Tribune: City: 9 septembre 2018 - La jetée", ("Tribune: City", "2018-09-09", "La jetée")),
        ("PressReader.com – The Courier: 9. September 2018 – Steg", ("The Courier", "2018-09-09", "Steg")),
        ("PressReader - The Courier: 2018-09-09", ("The Courier", "2018-09-09")),
        ("The Courier: 2018-09-09 - Pier opens", ()),
        ("PressReader - The Courier: a year on - Pier opens", ()),
        ("PressReader.com - Digital Newspaper & Magazine Subscriptions", ()),
        ("", ()),
    ],
)
def test_a_title_states_paper_date_and_headline(title: str, expected: tuple[str, ...]) -> None:
    assert tuple(fact.value for fact in read_title(title)) == expected


def test_what_an_article_leaves_out_its_title_says() -> None:
    title = "PressReader - Tribune - Sunday: 9 Sep 2018 - Pier opens"
    said = f"<html><head><title>{title}</title></head><body><article aid=1><div class=col><p>{RAIN}</p></div></article></body></html>"
    assert fields(clean(said)) == ("Pier opens", None, "Tribune - Sunday", None, date(2018, 9, 9), ())


def test_a_byline_that_is_the_paper_of_the_title_is_none() -> None:
    said = f"<title>PressReader - The Courier: 9 Sep 2018 - Pier opens</title><article aid=1><h1>Pier opens</h1><span class=art-author>The Courier</span><p>{RAIN}</p></article>"
    assert fields(clean(f"<html>{said}")) == ("Pier opens", None, "The Courier", None, date(2018, 9, 9), ())


@pytest.mark.parametrize(
    "tail",
    [
        "<p>Newspapers in French</p><p>Newspapers from Canada</p></article>",
        "</article><footer><a href=a>Newspapers in French</a> <a href=b>Newspapers from Canada</a></footer>",
        "</article><div>Newspapers in French</div><div><span>Newspapers from Canada</span></div>",
        "<footer><a href=a>Newspapers in French</a> <a href=b>Newspapers from Canada</a></footer></article>",
        "<div class=col>Newspapers in French<br>Newspapers from Canada</div></article>",
        "<nav><ul><li><a href=a>Newspapers in <b>French</b></a><li><a href=b>Newspapers from Canada</a></ul></nav></article>",
        "</article><p>Newspapers in <a href=a>French</a></p><p>Newspapers from <a href=b>Canada</a></p>",
    ],
)
def test_the_shelves_of_a_paper_testify_wherever_they_stand(tail: str) -> None:
    page = clean(f"<html><article aid=1><h1>Pier opens</h1><div class=col><p>{RAIN}</p></div>{tail}")
    assert (page.language, page.country, paragraphs(page)) == ("fr", "CA", [RAIN])


FULL = f"<p>{RAIN}</p><p>{BAND}</p>"


@pytest.mark.parametrize(
    ("head", "articles", "headline", "reason"),
    [
        ("", f"<article aid=1><h1>Pier opens</h1>{FULL}</article><article aid=2><h3>Goat</h3><p>Short.</p></article>", "Pier opens", None),
        ("", f"<article aid=2><h3>Goat</h3></article><article aid=1><h1>Pier opens</h1>{FULL}</article>", "Pier opens", None),
        ("<link rel=canonical href='https://www.pressreader.com/canada/the-courier/20180909/281500000000002'>",
         f"<article aid=281500000000001><h1>Pier opens</h1>{FULL}</article><article aid=281500000000002><h1>Goat</h1>{FULL}</article>", "Goat", None),
        ("", f"<article aid=1><h1>Pier opens</h1>{FULL}</article><article aid=2><h1>Goat</h1>{FULL}</article>", "?", "whole_issue"),
        ("", f"<div class=art-content><h1>Pier opens</h1>{FULL}</div><div class=art-content><h1>Goat</h1>{FULL}</div>", "?", "whole_issue"),
        ("", f"<article aid=1><h1>Pier opens</h1>{FULL}</article><article aid=1><h1>Pier opens</h1>{FULL}</article>", "Pier opens", None),
        ("", f"<div role=article><article aid=1><h1>Pier opens</h1>{FULL}</article></div>", "Pier opens", None),
        ("", "<article aid=1><h1>Pier opens</h1><p>It rained.</p></article><article aid=2><h3>Goat</h3><p>Short.</p></article>", "Pier opens", None),
    ],
)  # fmt: skip
def test_one_article_of_a_document_is_read(head: str, articles: str, headline: str, reason: str | None) -> None:
    (page,) = clean_all(f"<html><head>{head}</head><body>{articles}</body></html>")
    assert page.reason == reason
    if reason is None:
        assert page.headline == headline
        assert len(paragraphs(page)) in {1, 2}
    else:
        assert page.detail
        assert "Goat" in page.text


@pytest.mark.parametrize("tag", ["<div role=article>", "<section data-article-id=7>"])
def test_an_article_of_another_site_is_not_the_web_apps(tag: str) -> None:
    said = f"<html><head><meta property='og:site_name' content='The Ferry Post'></head><body>{tag}<h1>Pier opens</h1>{FULL}</div></body></html>"
    assert clean(said).layout != "web"


EPUB = (
    """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>The Harbour Courier</title><link href="a.css"/></head><body>
<div class="x art-cnt" id="art-1"><div class="legal-header">Copyright of the Courier</div><div class="art-header">Page A5</div>
<a id="top"/><div class="art-title-area"><div class="title">Pier <br/>opens</div><div class="subtitle">At last</div><span class="byline">By ADA MARSH</span></div>
<p>{RAIN}</p><div class="annotation">Nobody minded</div><div class="img-art"><img src="a.jpg"/><span class="img-byline">AP PHOTO</span><span class="img-text">The pier at dawn.</span></div>
<div class="art-divider">• Page 6 •</div><p>{END}</p></div>
<div id="art-2" class="art-cnt"><div class="legal-header">Copyright of the Courier</div><div class="art-header">Page 7</div><div class="art-title-area"><div class="title">Goat</div></div><p>{BAND}</p></div>
</body></html>""".replace("{RAIN}", RAIN)
    .replace("{END}", END)
    .replace("{BAND}", BAND)
)


def test_each_article_of_an_export_is_a_page() -> None:
    first, second = clean_all(EPUB)
    assert (first.layout, first.media, first.number, second.number) == ("epub", "xhtml", 1, 2)
    assert fields(first) == ("Pier opens", "At last", "The Harbour Courier", "By ADA MARSH", None, ("A5", "6"))
    assert paragraphs(first) == [RAIN, END]
    assert [(c.caption, c.credit) for c in first.captions] == [("The pier at dawn.", "AP PHOTO")]
    assert texts(first, Role.PULLQUOTE) == ["Nobody minded"]
    assert fields(second) == ("Goat", None, "The Harbour Courier", None, None, ("7",))
    assert paragraphs(second) == [BAND]


@pytest.mark.parametrize("title", ["", "<title/>", "<title>art-12.xhtml</title>", "<title>page_5</title>"])
def test_the_title_of_a_file_is_no_paper(title: str) -> None:
    page = clean(
        f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head>{title}</head><body><div class='art-cnt'><div class='title'>Pier</div><p>{RAIN}</p></div></body></html>"
    )
    assert (page.outlet_as_printed, page.headline, paragraphs(page), page.number) == (None, "Pier", [RAIN], None)


def test_a_prefix_of_the_namespace_is_no_part_of_a_name() -> None:
    page = clean(
        f"<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:body><h:div class='art-cnt'><h:div class='title'>Pier</h:div><h:p>{RAIN}</h:p><h:p>{END}</h:p></h:div></h:body></h:html>"
    )
    assert (page.layout, page.headline, paragraphs(page)) == ("epub", "Pier", [RAIN, END])


# --- documents made by chance, from their truth -----------------------------------------------------------------


@dataclass
class Truth:
    """What a made document says."""

    headline: str
    standfirst: str | None
    outlet: str | None
    byline: str | None
    body: list[str]
    captions: list[str]
    parts: list[str] = field(default_factory=list)


WORDS = [
    "rain",
    "pier",
    "boats",
    "mayor",
    "nobody",
    "harbour",
    "found",
    "three",
    "old",
    "lamps",
    "under",
    "quiet",
    "bread",
    "Ada",
    "Łódź",
    "café",
    "über",
    "señor",
    "naïve",
    "1,200",
    "half-past",
    "don’t",
    "“so”",
]


class Maker:
    """Makes documents with the freedoms that real ones take."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def maybe(self, share: float = 0.5) -> bool:
        return self.dice.random() < share

    def pick(self, *options: str) -> str:
        return self.dice.choice(options)

    def sentence(self, least: int, most: int) -> str:
        words = [self.dice.choice(WORDS) for _ in range(self.dice.randint(least, most))]
        return " ".join(words)[0].upper() + " ".join(words)[1:] + "."

    def tag(self, name: str, inner: str, classes: str = "") -> str:
        found = classes.split() + [self.pick("x", "y-2", "is-on") for _ in range(self.dice.randint(0, 2))]
        self.dice.shuffle(found)
        quote = self.pick('"', "'") if len(found) != 1 or self.maybe() else ""
        attributes = f" {self.pick('class', 'CLASS')}={quote}{' '.join(found)}{quote}" if found else ""
        name = name.upper() if self.maybe(0.2) else name
        return f"<{name}{attributes}>{self.pick('', ' ', chr(10))}{inner}{self.pick('', ' ', chr(10))}</{name}>"

    def dress(self, text: str) -> str:
        """Write a text with inline mark-up, soft hyphens, entities, comments: it says the same."""
        words = []
        for word in text.replace("&", "&amp;").split(" "):
            kind = self.dice.randint(0, 16)
            if kind == 0:
                word = f"<{(name := self.pick('b', 'i', 'em', 'span', 'A', 'sup'))}>{word}</{name}>"
            elif kind == 1 and len(word) > 3:
                word = f"{word[:2]}{self.pick('­', '&shy;', '<wbr>', '<!-- x -->')}{word[2:]}"
            elif kind == 2 and len(word) > 3:
                word = f"<span class=drop>{word[0]}</span>{word[1:]}"
            elif kind == 3:
                word = f'<a href="/w?a=1&b=2" title="a > b"><i>{word}</i></a>'
            words.append(word)
        joints = [self.pick(" ", " ", " ", "\n", "<br>", " <br/> ", "\t ") for _ in words[1:]]
        return "".join(part for pair in zip(words, [*joints, ""], strict=True) for part in pair)

    def wrap(self, inner: str) -> str:
        return self.tag(self.pick("div", "section"), inner) if self.maybe(0.4) else inner

    def noise(self) -> str:
        if not self.maybe(0.3):
            return ""
        return self.pick(
            "<button class=x>Share</button>", "<nav><ul><li><a href=#>Next</a></ul></nav>", "<ul class='social list'><li>E-mail<li>Print</ul>",
            "<div hidden>Loading</div>", "<div aria-hidden=true>\ue005</div>", "<div style='color:red; display : none'>Old</div>", "<script>var a = '<p>no</p>'</script>",
            "<!-- <p>no</p> -->", "<style>p{}</style>", "<div class=btn-row role=toolbar><a>Font</a></div>", "<svg><text>no</text></svg>", "<p> </p>", "<img src=a alt=b>",
        )  # fmt: skip

    def truth(self) -> Truth:
        outlet = self.pick("The Harbour Courier", "Der Elbkurier", "Prairie Sentinel", "Nowhere Gazette")
        return Truth(
            self.sentence(3, 9)[:-1] if self.maybe() else self.sentence(3, 9),
            self.sentence(5, 15) if self.maybe() else None,
            outlet if self.maybe(0.9) else None,
            self.pick("By ADA MARSH", "ADA MARSH AND SAM FOLEY", "Von Ada Marsh") if self.maybe(0.6) else None,
            [f"Paragraph {number}: {self.sentence(12, 50)}" for number in range(self.dice.randint(1, 9))],
            [f"Picture {number}, {self.sentence(5, 12)}" for number in range(self.dice.randint(0, 2))],
        )

    def body(self, truth: Truth, caption: str) -> list[str]:
        pieces = []
        waiting = [caption.format(self.pick("", "\ue001 ") + self.dress(text)) for text in truth.captions]
        for text in truth.body:
            inner = self.dress(text)
            if waiting and "span" in caption[:5].lower() and self.maybe(0.3):
                inner = inner.replace(": ", f": {waiting.pop(0)}", 1) if ": " in inner else waiting.pop(0) + inner
            pieces.append(self.tag(self.pick("p", "p", "p", "div"), inner) + self.noise())
            if waiting and self.maybe(0.3):
                pieces.append(waiting.pop(0))
        return pieces + waiting

    def frame(self, article: str) -> str:
        head = f"<title>{self.pick('Reader', 'PressReader', '')}</title>"
        tail = self.pick("", "<div><a>Newspapers in English</a></div><div><a>Newspapers from Canada</a></div>")
        lead = self.pick(
            "", "<header><h1>Reader</h1></header>", "<nav><ul><li>Home<li>Help</ul></nav><div>Sign in</div>"
        )
        return f"<!doctype html><html><head>{head}</head><body>{lead}{self.wrap(article)}{tail}</body></html>"

    def web(self) -> tuple[str, Truth]:
        truth = self.truth()
        items = []
        if truth.outlet:
            items.append(self.tag("li", self.dress(truth.outlet), "pub"))
        if self.maybe() and truth.outlet:
            items.append(self.tag("li", self.pick("9 Sep 2018", "2018-09-09", "Sep 9, 2018")))
        if truth.byline:
            items.append(self.tag("li", self.dress(truth.byline), "art-author"))
        elif truth.outlet and self.maybe():
            items.append(self.tag("li", truth.outlet, "art-author"))
        listed = self.tag("ul", "".join(items), "art-meta") if items and self.maybe(0.9) else "".join(items)
        head = self.tag("h1", self.dress(truth.headline)) + (
            self.tag("h2", self.dress(truth.standfirst)) if truth.standfirst else ""
        )
        head = (
            self.tag("header", self.noise() + head + listed)
            if self.maybe(0.6)
            else self.tag("header", head) + listed
            if self.maybe()
            else head + listed
        )
        pieces = self.body(
            truth, self.pick("<span class='art-imagetext'>{}</span>", "<SPAN CLASS='x art-imagetext'>{}</SPAN>")
        )
        columns = self.dice.randint(0, 3)
        size = -(-len(pieces) // columns) if columns else 0
        body = (
            "".join(self.tag("div", "".join(pieces[i : i + size]), "col") for i in range(0, len(pieces), size))
            if size
            else "".join(pieces)
        )
        root = self.pick(
            "aid=281500000000001",
            "data-articleid='281500000000001'",
            'data-article-id="281500000000001"',
            "role=article",
            "ROLE='article' class='a b'",
        )
        name = "article" if root.startswith("aid") else self.pick("article", "div", "section", "pr-article")
        return self.frame(
            f"<{name} {root}>{self.noise()}{self.wrap(head)}{self.noise()}{self.wrap(body)}{self.noise()}</{name}>"
        ), truth

    def viewer(self) -> tuple[str, Truth]:
        truth = self.truth()
        truth.outlet = truth.outlet or "The Harbour Courier"
        items = [truth.outlet, self.pick("9 Sep 2018", "9 September 2018")]
        if truth.byline or self.maybe():
            items.append(truth.byline or truth.outlet)
        listed = self.tag(
            "ul", "".join(self.tag("li", self.dress(item) if item[0] != "9" else item) for item in items), "art-meta"
        )
        head = self.tag("h1", self.dress(truth.headline)) + (
            self.tag("h2", self.dress(truth.standfirst)) if truth.standfirst else ""
        )
        body = self.tag("div", "".join(self.body(truth, "<span class=art-imagetext>{}</span>")))
        body = self.tag("div", body, "clear") if self.maybe(0.8) else body
        return self.frame(self.tag("div", self.noise() + head + listed + self.noise() + body, "art-content")), truth

    def epub(self) -> tuple[str, Truth]:
        truth = self.truth()
        truth.outlet = "The Harbour Courier"
        area = self.tag("div", self.dress(truth.headline), "title") + (
            self.tag("div", self.dress(truth.standfirst), "subtitle") if truth.standfirst else ""
        )
        area += self.tag("span", self.dress(truth.byline), "byline") if truth.byline else ""
        pieces = self.body(truth, "<div class='img-art'><span class='img-text'>{}</span></div>")
        for _ in range(self.dice.randint(0, 1)):
            pieces.insert(self.dice.randint(0, len(pieces)), self.tag("div", "• Page 6 •", "art-divider"))
        inner = (
            self.tag("div", "Copyright", "legal-header")
            + self.tag("div", "Page 5", "art-header")
            + self.tag("div", area, "art-title-area")
            + "".join(pieces)
        )
        return (
            f"<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>The Harbour Courier</title></head><body>{self.tag('div', inner, 'art-cnt')}</body></html>",
            truth,
        )


def as_words(text: str | None) -> list[str]:
    return (text or "").split()


@pytest.mark.parametrize("kind", ["web", "viewer", "epub"])
def test_made_documents_are_read_exactly(kind: str) -> None:
    for seed in range(150):
        document, truth = getattr(Maker(seed), kind)()
        page = clean(document)
        found = (
            page.layout,
            page.headline,
            page.standfirst,
            page.outlet_as_printed,
            page.byline,
            paragraphs(page),
            [c.caption for c in page.captions],
        )
        assert found == (
            kind,
            truth.headline,
            truth.standfirst,
            truth.outlet,
            truth.byline,
            truth.body,
            truth.captions,
        ), f"{seed}\n{document}"


# --- whatever comes ----------------------------------------------------------------------------------------------

SOUP = (
    "<p>", "</p>", "<div class=col>", "</div>", "<article aid=1>", "</article>", "<div class='art-cnt'>", "<div class=art-content>", "<h1>", "</h1>", "<h2>", "<ul class=art-meta>",
    "<li>", "<li class=pub>", "</ul>", "<span class=art-imagetext>", "</span>", "<b>", "</i>", "<br>", "<br/>", "<wbr>", "<button>", "</button>", "<table><tr><td>", "</table>",
    "<div hidden>", "<blockquote>", "</blockquote>", "<svg>", "<title>", "</title>", "<template>", "<noscript>", "<select><option>", "<textarea>", "</textarea>", "<header>", "</header>",
    "&amp;", "&nbsp;", "&bogus;", "&#0;", "&#xd800;", "<", ">", "< ", "&", '"', "'", "\x00", "\ud800", "<![CDATA[", "]]>", "<!--", "-->", "<?xml version='1.0'?>", "<?php", "<!doctype html>",
    "<html xmlns:h='http://www.w3.org/1999/xhtml'>", "<h:p>", "<plaintext>", "<frameset>", "<math><mi>", "Rain", "rain ", " on the pier", "9 Sep 2018", "\ue001", "­", "Article ",
    "<div class='img-art'>", "<span class=img-text>", "<div class=title>", "<div class=annotation>", "<aside>", "<a href='x'>", "</a>", "<main role=article>", "<p class='share'>",
)  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SOUP), max_size=25).map("".join))
def test_no_soup_of_tags_raises(soup: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for page in clean_all(f"<html>{soup}"):
            assert len(page.lines) == len(page.marks)


TAGS = [piece for piece in SOUP if re.fullmatch(r"</?[a-z0-9]+[^<>]*>", piece) and "plaintext" not in piece]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.one_of(st.sampled_from(TAGS), st.from_regex(r"[a-zé]{1,5} ?", fullmatch=True)), max_size=30))
def test_no_text_of_a_document_is_lost(pieces: list[str]) -> None:
    for opening in ("<html><body>", "<html><body><article aid=9>"):
        document = opening + "".join(pieces)
        read = Counter("".join("".join(page.text for page in open_pages(document)).split()))
        shown = Counter("".join(BeautifulSoup(document, "lxml", string_containers={}).get_text().split()))
        assert not shown - read
        assert "aid" not in opening or read == shown


# --- limits ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<div>" * 1_000_000, "too_many_tags"),
        ("<" * 10_000_000, "too_many_tags"),
        ("<div>" * (MOST_DEPTH + 1), "too_deep"),
        ("<p>a</i></i>" * 300 + "<b>" * (MOST_DEPTH + 1), "too_deep"),
        ("<div></x>" * (MOST_DEPTH + 1), "too_deep"),
        ("<p " + " ".join(f"a{i}=1" for i in range(600_000)) + ">", "too_long_tag"),
        ("<p title='" + "a" * 30_000_000 + "'>", "too_long_tag"),
        ("<p a b c d>" * 49_000 + " " * 1_000_000, None),
        ("<div>" * MOST_DEPTH + "rain" + "</div>" * MOST_DEPTH, None),
        ("<p>rain" * (MOST_TAGS - 1), None),
        ("<a>b</a>" * 24_000, None),
    ],
)
def test_numbers_decide_what_is_parsed(text: str, reason: str | None) -> None:
    begun = perf_counter()
    found = find_excess(text)
    assert (found and found[0]) == reason
    assert perf_counter() - begun < 2


def test_a_comment_or_a_program_of_many_megabytes_is_no_text() -> None:
    for opened, closed in (("<!--", "-->"), ("<script>", "</script>"), ("<style>", "</style>")):
        (page,) = open_pages(
            f"<html>{opened}{'a ' * 6_000_000}{closed}<article aid=1><h1>Pier</h1><p>{RAIN}</p></article>"
        )
        assert page.text.split("\n") == ["Pier", RAIN]


@pytest.mark.parametrize(
    "text", ["<div>", "<!doctype html>", "<?xml version='1.0'?><a/>", "<h:html>", "\ufeff <html lang=en>", "<!-- x -->"]
)
def test_markup_is_known_by_its_beginning(text: str) -> None:
    assert is_markup(text)


@pytest.mark.parametrize("text", ["<3 rain", "< b", "rain <p>", "", "<>", "<Pier opens, said the mayor>"])
def test_text_is_no_markup(text: str) -> None:
    assert not is_markup(text) or text.startswith("<Pier ")


@pytest.mark.parametrize(
    ("printed", "credit", "caption"),
    [
        ("— PHOTO : ANNE ROY Un homme marche.", "PHOTO : ANNE ROY", "Un homme marche."),
        ("— PHOTO ANNE ROY Un homme marche.", "PHOTO ANNE ROY", "Un homme marche."),
        ("— JANE ROE/The Guardian A man walks.", "JANE ROE/The Guardian", "A man walks."),
        ("— JANE McROE/AP A man walks.", "JANE McROE/AP", "A man walks."),
        ("— HANDOUT VIA REUTERS A man walks.", "HANDOUT VIA REUTERS", "A man walks."),
        ("— PHOTO A man walks.", "PHOTO", "A man walks."),
        ("— AP PHOTO Rain, Sun", "AP PHOTO", "Rain, Sun"),
    ],
)
def test_a_credit_that_leads_its_caption_is_cut_off_whole(printed: str, credit: str, caption: str) -> None:
    page = clean(web(f"<div class=col><p>{RAIN}</p></div><span class=art-imagetext>{printed}</span>"))
    assert [(c.credit, c.caption) for c in page.captions] == [(credit, caption)]


def test_a_credit_of_the_export_keeps_its_hyphens() -> None:
    photo = "<div class=img-art><span class=img-byline>JEAN-PIERRE ROY</span><span class=img-text>Le port.</span></div>"
    page = clean(
        f"<html><title>The Courier</title><div class=art-cnt><div class=title>Pier</div>{photo}<p>{RAIN}</p></div></html>"
    )
    assert [(c.credit, c.caption) for c in page.captions] == [("JEAN-PIERRE ROY", "Le port.")]


@pytest.mark.parametrize(("title", "outlet"), [("Página/12", "Página/12"), ("chapter_3", None), ("text/ch3", None)])
def test_the_title_of_an_export_is_a_paper_unless_it_names_a_file(title: str, outlet: str | None) -> None:
    page = clean(
        f"<html><title>{title}</title><div class=art-cnt><div class=title>Pier</div><p>{RAIN}</p></div></html>"
    )
    assert page.outlet_as_printed == outlet


def test_papers_that_differ_in_an_accent_are_told_apart() -> None:
    for name, country in (("Record", "PT"), ("Récord", "MX")):
        assert clean(web(f"{meta(f'<li class=pub>{name}</li>')}<div class=col><p>{RAIN}</p></div>")).country == country


def test_the_id_of_the_article_s_own_mark_is_its_id_where_no_address_says_another() -> None:
    page = web(f"<div class=col><p>{RAIN}</p></div>")
    assert clean(page).address.source_article_id == "281500000000001"
    assert clean(web(f"<div class=col><p>{RAIN}</p></div>", attributes="aid=12")).address.source_article_id is None
    other = clean(page, "https://www.pressreader.com/canada/the-province/20180909/283850099252639")
    assert other.address.source_article_id == "283850099252639"
    assert "article_id_conflict" in other.flags


def test_a_byline_that_is_an_agency_behind_dashes_is_read() -> None:
    page = clean(web(f"{meta('<li class=art-author>-- (AFP)</li>')}<div class=col><p>{RAIN}</p></div>"))
    assert (page.agency, page.people) == ("Agence France-Presse", ())


def test_the_language_is_read_from_more_than_the_first_words() -> None:
    opening = "Edinson Cavani, Luis Suárez, Diego Godín, José María Giménez, Fernando Muslera and the rest of them. "
    assert clean(web(f"<div class=col><p>{opening}{RAIN} {BAND} {END}</p></div>")).language == "en"
