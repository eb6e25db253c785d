"""Ordinary news HTML: the extractor's story, all of the text, and what the page says of itself."""

import logging
import random
import subprocess
import sys
from collections import Counter
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.folding import fold
from transforms.grammars import news
from transforms.grammars.matching import match_paragraphs
from transforms.record import Page
from transforms.steps import clean

STORY = [
    "It rained on the crowd all day long, and nobody minded, because the pier had been shut for nine years.",
    "The mayor, who had forgotten his hat, cut the ribbon twice, and the band played what it knew, which was not much but loud.",
    "“We waited for this,” said the keeper of the lamps, who is ninety and had brought her own chair, a rug and a whistle.",
    "By evening the boats had come in, the last of them with a goat on board that nobody in the harbour would admit to.",
]
ASIDE = (
    "<aside class='related'><h3>Read more</h3><ul><li><a href='/1'>Ferry late again, says ferry</a></li></ul></aside>"
)
NAV = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
FOOT = "<footer><p>© 2019 The Harbour Courier. All rights reserved.</p></footer>"


def document(body: str, head: str = "<title>Pier opens | The Harbour Courier</title>") -> str:
    """Return a page of a paper's own site."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{NAV}{body}{FOOT}</body></html>"


def article(paragraphs: list[str] = STORY, above: str = "", tag: str = "p") -> str:
    """Return an article with its headline."""
    return f"<article><h1>Pier opens</h1>{above}" + "".join(f"<{tag}>{p}</{tag}>" for p in paragraphs) + "</article>"


def ruled(page: Page, rule: str) -> list[str]:
    """Return the lines of a rule."""
    return [line.text for line, given in zip(page.lines, page.marks, strict=True) if given and given.rule == rule]


def test_a_standfirst_and_the_credits_within_captions_are_told_from_the_story() -> None:
    figures = (
        "<figure><figcaption>The pier. <span class='credit'>ADA MARSH/AP</span></figcaption></figure>"
        "<figure><figcaption>The goat.</figcaption></figure>"
    )
    story = "".join(f"<p>{p}</p>" for p in STORY)
    head = "<h1>Pier opens</h1><p class='standfirst'>Nine years late</p>"
    page = clean(document(f"<article>{head}{figures}<div class='article-body'>{story}</div></article>"))
    assert page.standfirst == "Nine years late"
    assert [(c.caption, c.credit) for c in page.captions] == [("The pier.", "ADA MARSH/AP"), ("The goat.", None)]
    assert page.body == "\n\n".join(STORY)


def words(text: str) -> Counter[str]:
    """Return the words of a text with their number."""
    return Counter(fold(text).split())


@pytest.mark.parametrize(
    "body",
    [
        article(), article(tag="div"), "<div class='top'>Welcome</div>" + article() + ASIDE,
        "<main><div class='t'><h1>Pier opens</h1></div><div class='article-body'>" + "<br/><br/>".join(STORY) + "</div></main>",
        "<table><tr><td>" + NAV + "</td><td><h1>Pier opens</h1>" + "".join(f"<p>{p}</p>" for p in STORY) + "</td></tr></table>",
        article([STORY[0], STORY[1].replace("mayor", "<b>mayor</b>").replace("band", "<a href='/b'>band</a>"), *STORY[2:]]),
    ],
)  # fmt: skip
def test_the_story_is_the_body_and_the_rest_is_outside(body: str) -> None:
    page = clean(document(body))
    assert page.body == "\n\n".join(STORY)
    assert (page.headline, page.layout, page.media) == ("Pier opens", "news", "html")
    assert page.flags == ("extracted",)
    assert "Home" in ruled(page, "markup.outside")


def test_every_text_of_the_document_is_a_line() -> None:
    page = clean(document(article() + ASIDE))
    shown = " ".join(
        [
            "Pier opens | The Harbour Courier",
            "Home Sport Pier opens",
            *STORY,
            "Read more Ferry late again, says ferry",
            "© 2019 The Harbour Courier. All rights reserved.",
        ]
    )
    assert words(page.text) == words(shown)


def test_a_teaser_that_says_the_same_is_not_the_story() -> None:
    page = clean(
        document(
            f"<div class='teaser'><p>{STORY[0]}</p></div>"
            + article()
            + f"<div class='most-read'><p>{STORY[0]}</p></div>"
        )
    )
    assert page.body is not None
    assert page.body.count(STORY[0]) == 1
    assert page.body == "\n\n".join(STORY)


def test_a_story_that_only_linked_data_holds_is_kept() -> None:
    script = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pier opens", "articleBody": "'
        + " ".join(STORY).replace('"', "'")
        + '"}</script>'
    )
    page = clean(document("<div id='app'></div>", script))
    assert page.body is not None
    assert words(page.body) >= words(STORY[1])
    assert page.headline == "Pier opens"


@pytest.mark.parametrize(
    ("head", "above", "byline", "where"),
    [
        ("<meta name='author' content='Ada Marsh'>", "<div>By Ada Marsh</div>", "By Ada Marsh", "line"),
        ("<meta name='author' content='Ada Marsh'>", "<div>By Ada Marsh, 14 March 2019</div>", "Ada Marsh", "meta"),
        ("<meta name='author' content='Ada Marsh'>", "", "Ada Marsh", "meta"),
        ("", "<p class='x Byline byline'>By Ada Marsh</p>", "By Ada Marsh", "line"),
        ("", "<span itemprop='author'>Ada Marsh</span>", "Ada Marsh", "line"),
        ("", "<a rel='author' href='/ada'>Ada Marsh</a>", "Ada Marsh", "line"),
        ("", "", None, None),
    ],
)  # fmt: skip
def test_the_byline_is_printed_or_stated(head: str, above: str, byline: str | None, where: str | None) -> None:
    page = clean(document(article(above=above), head + "<title>Pier opens</title>"))
    assert page.byline == byline
    assert (dict(page.evidence).get("byline") or " ").split()[0:1] == ([where] if where else [])
    assert [person.name for person in page.people] == (["Ada Marsh"] if byline else [])


@pytest.mark.parametrize(
    ("head", "body", "headline", "outlet"),
    [
        ("<title>Pier opens | The Guardian</title>", article(), "Pier opens", "The Guardian"),
        ("<title>The Guardian - Pier opens</title>", article().replace("<h1>Pier opens</h1>", ""), "Pier opens", "The Guardian"),
        ("<title>Pier opens | Nobody’s Own Gazette</title>", article(), "Pier opens", None),
        ("<title>Pier opens - at last</title>", article().replace("<h1>Pier opens</h1>", ""), "Pier opens - at last", None),
        ("<meta property='og:site_name' content='Nobody’s Own Gazette'><title>Pier opens - at last - Nobody’s own Gazette</title>", article(), "Pier opens", "Nobody’s Own Gazette"),
        ("<meta property='og:title' content='Pier opens'>", "<h1>The Harbour Courier</h1>" + article() + "<h1>Most read</h1>", "Pier opens", None),
        ("", "<h1>The Harbour Courier</h1>" + article(), "Pier opens", None),
        ("<meta property='og:title' content='Pier opens at last'>", "".join(f"<p>{p}</p>" for p in STORY), "Pier opens at last", None),
    ],
)  # fmt: skip
def test_headline_and_outlet_come_from_heading_and_head(
    head: str, body: str, headline: str, outlet: str | None
) -> None:
    page = clean(document(body, head))
    assert page.headline == headline
    assert (page.outlet and page.outlet.name) == outlet


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p></p>",
        "<div>Sign in</div>",
        "<script>var a = 1</script>",
        "<ul><li>News</li></ul>",
        "<p>\x00\ud800</p>",
        "<?php echo 1 ?>",
        "<![CDATA[x]]>",
        "<table>" * 150,
    ],
)
def test_a_document_without_a_story_has_no_body_of_its_own(body: str) -> None:
    page = clean(f"<!doctype html><html><body>{body}</body></html>")
    assert len(page.marks) == len(page.lines)


def test_a_document_too_large_for_the_extractor_is_refused() -> None:
    long = clean("<html><body><p>" + "It rained. " * (news.MOST_CHARACTERS // 10) + "</p></body></html>")
    assert (long.reason, long.body) == ("too_long", None)
    many = clean("<html><body>" + "<p>It rained." * (news.MOST_TAGS + 1))
    assert many.reason == "too_many_tags"
    assert all(f"{n:,}" in (page.detail or "") for page, n in ((long, news.MOST_CHARACTERS), (many, news.MOST_TAGS)))


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "It rained on the town. " * 20_000, "<p>" + "a" * 500_000, "<p>" + " \n" * 200_000 + "x", "<ul><li>a thing to do today</li></ul>" * 1_000, "<p>" + "rain<br>" * 5_000,
        "".join(f"<p>rain on {n}</p>" for n in range(5_000)), ("<div>" * 190 + "<p>rain</p>" + "</div>" * 190) * 10, "<p>" + "&amp;lt;" * 50_000, "<p>" + "\u00ad" * 200_000, "<h1>x</h1>" * 3_000,
    ],
)  # fmt: skip
def test_a_hostile_document_costs_little(html: str) -> None:
    begun = perf_counter()
    clean(f"<!doctype html><html><body>{html}</body></html>")
    assert perf_counter() - begun < 10


def test_the_extractor_is_silent(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for html in ("<html></html>", "<html><body><p>x</p></body></html>", document(article())):
            clean(html)
    assert capfd.readouterr() == ("", "")
    assert not [record for record in caplog.records if record.name.startswith(("trafilatura", "justext", "htmldate"))]


def test_pages_of_print_never_import_the_extractor() -> None:
    code = "import sys; from transforms.steps import clean; clean(\"<article aid='1'><h1>Pier opens</h1><p>It rained.</p></article>\"); print('trafilatura' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )


def test_paragraphs_split_joined_and_trimmed_are_found() -> None:
    blocks = ["Home", *STORY, "Home"]
    assert match_paragraphs(blocks, STORY).blocks == {1, 2, 3, 4}
    assert match_paragraphs(blocks, [" ".join(STORY[:2]), *STORY[2:]]).blocks == {1, 2, 3, 4}
    assert match_paragraphs(blocks, [half for p in STORY for half in (p[:50], p[50:])]).blocks == {1, 2, 3, 4}
    assert match_paragraphs(blocks, [p[:80] for p in STORY]).blocks == {1, 2, 3, 4}
    assert match_paragraphs(["Home", " ".join(STORY), "Home"], [STORY[1]]).blocks == {1}
    assert match_paragraphs(blocks, [STORY[0].upper(), STORY[2]]).blocks == {1, 3}
    assert match_paragraphs([*STORY, "Pier", "opens", "Home"], [*STORY, "Pier opens"]).blocks == {0, 1, 2, 3, 4, 5}
    assert match_paragraphs(["Home", "Home"], STORY[:1]).missing == ((2, STORY[0]),)
    assert match_paragraphs([*STORY, "Home"], [STORY[0], "A word from nowhere at all.", STORY[1]]).missing == (
        (1, "A word from nowhere at all."),
    )
    assert match_paragraphs([*STORY], [STORY[1], STORY[0]]) == match_paragraphs([*STORY], STORY[:2])


@pytest.mark.parametrize("seed", range(30))
def test_what_an_extractor_keeps_is_found_exactly(seed: int) -> None:
    rng = random.Random(seed)
    lexicon = [f"word{n}" for n in range(200)]
    blocks = [" ".join(rng.choices(lexicon, k=rng.choice([1, 2, 5, 12, 40]))) for _ in range(60)]
    chosen = sorted(rng.sample(range(10, 50), 25))
    kept = match_paragraphs(blocks, [blocks[i] for i in chosen])
    assert not kept.missing
    assert sorted(blocks[i] for i in kept.blocks) == sorted(blocks[i] for i in chosen)


@given(
    st.lists(st.sampled_from(["a", "a b", "a b c d", "b c d e f", "", "—", "é", "\ud800"]), max_size=8),
    st.lists(st.sampled_from(["a", "a b", "c d", "b c d e", "", "…", "x y z"]), max_size=8),
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_paragraph_is_lost(blocks: list[str], paragraphs: list[str]) -> None:
    kept = match_paragraphs(blocks, paragraphs)
    found = words(" ".join([*(blocks[i] for i in kept.blocks), *(text for _, text in kept.missing)]))
    for paragraph in paragraphs:
        assert 2 * sum((words(paragraph) & found).values()) >= words(paragraph).total()


HTML = st.lists(
    st.sampled_from(["<p>", "</p>", "<h1>", "</h1>", "<article>", "<br>", "<ul><li>", "</div>", "<div class='author'>", STORY[0], STORY[1], "It rained.", "\x00", "\ud800", "&amp;", "<!--", "-->", "<title>", "</title>", "<svg>", "<script>", "<table><td>", "]]>", "<a href=x>"]),
    max_size=15,
).map("".join)  # fmt: skip


@given(HTML)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_no_document_raises(html: str) -> None:
    page = clean(f"<!doctype html>{html}")
    assert len(page.marks) == len(page.lines)
