"""What the head of an HTML document states, as publishers write it."""

import json
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.dates import read_date
from transforms.folding import fold
from transforms.grammars.markup import strained
from transforms.grammars.metadata import _rules, read_facts
from transforms.record import Fact
from transforms.registry import reader_names

URL = "https://www.example.com/2019/03/14/pier-opens"
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Pier opens",
    "datePublished": "2019-03-14T06:00:00+01:00",
}


def facts_of(head: str) -> list[tuple[str, str, str]]:
    """Return field, value and place of each fact of a head."""
    return [
        tuple(fact)
        for fact in read_facts(
            strained(f"<!doctype html><html><head>{head}</head><body><p>It rained.</p></body></html>")
        )
    ]


def linked(data: object) -> str:
    """Return a head with one block of linked data."""
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def first(head: str, field: str) -> str | None:
    """Return the fact to trust most."""
    return next((value for name, value, _ in facts_of(head) if name == field), None)


def test_sources_stand_in_the_order_of_their_trust() -> None:
    head = (
        '<title>Pier opens</title><meta name="author" content="By Ada Marsh"><meta name="pubdate" content="14 March 2019">'
        + linked(
            ARTICLE
            | {
                "url": f"{URL}?json",
                "author": {"@type": "Person", "name": "Ada Marsh"},
                "publisher": {"name": "Harbour Courier"},
            }
        )
        + f'<meta property="og:url" content="{URL}?og"><meta property="og:title" content="Pier opens at last">'
        '<meta property="og:site_name" content="The Harbour Courier"><meta property="og:locale" content="en_GB">'
        f'<meta property="article:section" content="News"><link href="{URL}" rel="Alternate CANONICAL">'
    )
    assert facts_of(head) == [
        ("url", URL, "canonical"),
        ("url", f"{URL}?og", "og"),
        ("headline", "Pier opens at last", "og"),
        ("outlet", "The Harbour Courier", "og"),
        ("language", "en_GB", "og"),
        ("section", "News", "og"),
        ("url", f"{URL}?json", "json-ld"),
        ("headline", "Pier opens", "json-ld"),
        ("outlet", "Harbour Courier", "json-ld"),
        ("published", "2019-03-14", "json-ld"),
        ("byline", "Ada Marsh", "json-ld"),
        ("published", "2019-03-14", "meta"),
        ("byline", "By Ada Marsh", "meta"),
    ]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="canonical" href="/2019/pier-opens">', '<link rel="canonical" href="https://www.example.com/">', '<link rel="canonical" href="https://www.example.com">',
        '<link rel="canonical" href="">', '<link rel="canonical">', '<link rel="canonical" href="javascript:alert(1)">', '<link rel="canonical" href="https://[broken/a">',
        '<link rel="canonical" href="//">', '<link rel="alternate" href="https://www.example.com/a">', '<link rel="canonical" href="https:///a">',
    ],
)  # fmt: skip
def test_what_is_no_address_of_an_article_is_no_fact(link: str) -> None:
    assert facts_of(link) == []


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("<LINK REL=Canonical HREF=https://www.example.com/a>", "https://www.example.com/a"),
        ('<link rel="canonical" href=" https://www.example.com/?p=12&amp;amp;copy=3 ">', "https://www.example.com/?p=12&copy=3"),
        ('<link rel="canonical" href="https://www.example.com/a\x01\nb">', "https://www.example.com/a b"),
    ],
)  # fmt: skip
def test_an_address_is_read_as_it_stands(link: str, expected: str) -> None:
    assert first(link, "url") == expected


def test_every_meta_key_is_read_whatever_its_case_and_attribute() -> None:
    values = {"published": ["14 March 2019", "2019-03-14"], "url": [URL, URL], "language": ["en-GB", "en-GB"]}
    for kind, where in (("og", "og"), ("meta", "meta")):
        for field, names in getattr(_rules(), kind).items():
            stated, value = values.get(field, ["Pier &amp; sea", "Pier & sea"])
            for name in names:
                for attribute in ("name", "property", "itemprop"):
                    assert facts_of(f'<meta {attribute}="{name.upper()}" content="{stated}">') == [
                        (field, value, where)
                    ], name


def test_no_meta_key_stands_twice() -> None:
    names = [name for kind in (_rules().og, _rules().meta) for keys in kind.values() for name in keys]
    assert len(set(names)) == len(names)
    assert all(name == name.lower() for name in names)


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE, [ARTICLE], [[{"@type": "WebSite", "name": "X"}], ARTICLE], {"@graph": [{"@type": "Organization", "name": "X"}, ARTICLE]}, ARTICLE | {"@type": ["Article", "NewsArticle"]},
        ARTICLE | {"@type": "http://schema.org/ReportageNewsArticle"}, ARTICLE | {"@type": "schema:Article"}, {"@type": "WebPage", "mainEntity": ARTICLE}, {"@type": "WebPage", "mainEntity": [ARTICLE]},
        {"@graph": [{"@type": "WebPage", "headline": "The Courier", "mainEntity": {"@graph": [ARTICLE]}}]},
    ],
)  # fmt: skip
def test_the_article_is_found_wherever_it_stands(data: object) -> None:
    assert first(linked(data), "headline") == "Pier opens"


@pytest.mark.parametrize("kind", ["Person", "WebPage", "Product", "ItemList", None, 3, [], {}])
def test_what_is_no_article_states_nothing(kind: object) -> None:
    assert facts_of(linked(ARTICLE | {"@type": kind})) == []


def test_articles_in_a_list_of_links_are_not_this_one() -> None:
    assert facts_of(linked({"@type": "ItemList", "itemListElement": [ARTICLE]})) == []


def test_of_several_articles_the_one_with_the_documents_address_counts() -> None:
    other = ARTICLE | {"headline": "Other", "url": "https://www.example.com/other"}
    head = (
        linked([other, ARTICLE | {"mainEntityOfPage": {"@type": "WebPage", "@id": URL}}])
        + f'<link rel="canonical" href="{URL}">'
    )
    assert first(head, "headline") == "Pier opens"


@pytest.mark.parametrize(
    "wrapped",
    [
        "<!-- {} -->", "<!--\n{}\n//-->", "//<![CDATA[\n{}\n//]]>", "/*<![CDATA[*/ {} /*]]>*/", "<![CDATA[{}]]>", "\ufeff {};", "\n\t{}\n{{broken", "// <!--\n{}",
    ],
)  # fmt: skip
def test_a_wrapped_block_is_read(wrapped: str) -> None:
    block = wrapped.replace("{{", "{").replace("{}", json.dumps(ARTICLE), 1)
    assert first(f'<script type="application/ld+json">{block}</script>', "headline") == "Pier opens"


@pytest.mark.parametrize(
    "block",
    [
        "", "{", "nothing", "null", "3", '"x"', "[" * 100_000, '{"@graph":' * 100_000, "[" * 90_000 + "]" * 90_000, '{"a":' * 50_000 + "1" + "}" * 50_000,
        '{"@type":"NewsArticle","headline":"Pier opens","x":"' + "x" * 1_000_001 + '"}', '{"@type":"NewsArticle","headline":' + "9" * 5000 + "}",
        '{"@type":"NewsArticle","headline":{"name":{"name":{"name":{"name":{"name":{"name":"deep"}}}}}}}', '{"@type":"NewsArticle","headline":null,"author":[null,{},[]]}',
        '{"@type":"NewsArticle","@id":"#a","headline":{"@id":"#a"}}', '{"@type":"NewsArticle","headline":NaN}', '{"@type":"NewsArticle","headline":true}',
    ],
)  # fmt: skip
def test_a_broken_huge_or_deep_block_is_left_out(block: str) -> None:
    begun = perf_counter()
    assert facts_of(f'<script type="application/ld+json">{block}</script><meta name="author" content="Ada Marsh">') == [
        ("byline", "Ada Marsh", "meta")
    ]
    assert perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ada Marsh", "Ada Marsh"), ({"@type": "Person", "name": " Ada\n Marsh "}, "Ada Marsh"), ([{"name": "Ada Marsh"}, {"name": "Sam Foley"}], "Ada Marsh; Sam Foley"),
        (["Ada Marsh", "Sam Foley", "Ada Marsh"], "Ada Marsh; Sam Foley"), ({"name": ["Ada Marsh", "Sam Foley"]}, "Ada Marsh; Sam Foley"), ({"@id": "#ada"}, "Ada Marsh"),
        ("https://www.example.com/people/ada", None), ({"@type": "Person", "url": "https://www.example.com/ada"}, None), ("www.example.com", None), ({"name": "Ada O&#8217;Clery"}, "Ada O’Clery"),
        ("The Harbour Courier", None), ("PressReader", None), ("\ud800Ada\u200b Marsh", "Ada Marsh"), ("—", None), ([], None), (None, None),
    ],
)  # fmt: skip
def test_authors_are_names(author: object, expected: str | None) -> None:
    graph = [
        ARTICLE | {"author": author, "publisher": {"@id": "#org"}},
        {"@id": "#ada", "@type": "Person", "name": "Ada Marsh"},
        {"@id": "#org", "name": "The Harbour Courier"},
    ]
    assert first(linked({"@graph": graph}), "byline") == expected
    assert first(linked({"@graph": graph}), "outlet") == "The Harbour Courier"


def test_print_is_stated_in_linked_data() -> None:
    issue = {
        "@type": "PublicationIssue",
        "issueNumber": "12",
        "isPartOf": {"@type": ["Newspaper"], "name": "The Harbour Courier"},
    }
    data = ARTICLE | {
        "isPartOf": issue,
        "publisher": "Courier Media",
        "printPage": 5,
        "printEdition": "Late City",
        "articleSection": ["News", "Town"],
        "inLanguage": {"@type": "Language", "name": "English"},
    }
    found = facts_of(linked(data))
    for fact in [
        ("outlet", "The Harbour Courier"),
        ("page_number", "5"),
        ("edition", "Late City"),
        ("section", "News"),
        ("language", "English"),
    ]:
        assert (*fact, "json-ld") in found
    assert (
        first(
            linked(
                ARTICLE
                | {"isPartOf": {"@type": "WebPage", "name": "Front page"}, "publisher": {"name": "Courier Media"}}
            ),
            "outlet",
        )
        == "Courier Media"
    )


def test_a_reader_of_papers_is_no_paper() -> None:
    head = '<meta property="og:site_name" content="PressReader">' + linked(
        ARTICLE | {"publisher": {"name": "The Harbour Courier"}}
    )
    assert first(head, "outlet") == "The Harbour Courier"


@pytest.mark.parametrize("date", ["03/04/2019", "yesterday", "1552543200", "", "0000-00-00", "x" * 5000])
def test_a_date_that_is_none_gives_way_to_the_next_key(date: str) -> None:
    assert (
        first(f'<meta name="dc.date" content="{date}"><meta name="date" content="14.03.2019">', "published")
        == "2019-03-14"
    )


def test_a_time_of_publication_goes_before_the_first_time() -> None:
    article = (
        '<article><time datetime="2020-01-01">then</time><time pubdate datetime="2019-03-14T05:00">now</time></article>'
    )
    assert first(article, "published") == "2019-03-14"
    assert facts_of('<time datetime="2019-03-15">today</time>') == []
    assert facts_of('<article><time datetime="2019-03-14">a</time><time datetime="2018-01-01">b</time></article>') == [
        ("published", "2019-03-14", "time")
    ]


def test_a_value_too_long_for_one_is_dropped() -> None:
    assert facts_of(f'<meta name="author" content="{"Ada " * 1000}">') == []


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.sampled_from(["NewsArticle", "2019-03-14", URL, "#a", "\ud800", ""]), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(["@type", "@id", "@graph", "author", "name", "url", "isPartOf", "headline", "mainEntity"]), inner, max_size=5)),
    max_leaves=20,
)  # fmt: skip


@given(JSON)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_linked_data_raises(data: object) -> None:
    for fact in facts_of(
        linked([data, {"@type": "Article", "author": data, "isPartOf": data, "url": data, "datePublished": data}])
    ):
        assert isinstance(Fact(*fact).value.encode(), bytes)
        assert fact[1].strip() == fact[1] != ""


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_no_head_raises(one: str, two: str) -> None:
    for fact in facts_of(
        f'<meta name="{one}" content="{two}"><meta name="author" content={two}><link rel="canonical" href="{one}"><script type="application/ld+json">{one}{two}</script>'
    ):
        assert fact[1].strip() == fact[1] != ""
        assert fold(fact[1]) not in reader_names() or fact[0] != "outlet"
        assert fact[0] != "published" or read_date(fact[1])


def test_a_hundred_thousand_keys_cost_little() -> None:
    head = (
        '<meta name="author" content="Ada Marsh">' * 50_000
        + '<meta property="og:url" content="https://www.example.com/a">' * 49_000
    )
    soup = strained(head)
    begun = perf_counter()
    assert len(read_facts(soup)) == 2
    assert perf_counter() - begun < 3
