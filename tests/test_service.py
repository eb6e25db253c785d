"""Answers of the services in JSON: every variation of both schemas, and every way in which they can be broken."""

import json
import random
import tomllib
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from transforms.grammars.answer import MOST_ARTICLES
from transforms.grammars.fragments import split_fragment
from transforms.grammars.scanning import MOST_DEPTH
from transforms.grammars.service import is_service, read_service
from transforms.grammars.statements import read_day, read_page
from transforms.record import BODY_ROLES, Page
from transforms.refusals import find_refusal
from transforms.steps import clean_all

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
EXPECTED: dict[str, dict[str, Any]] = {
    name: said
    for name, said in tomllib.loads((Path(__file__).parent / "samples.toml").read_text("utf-8")).items()
    if ".json#" in name
}
M = 1_000_000
SECONDS = 10.0  # for the largest bait; a page may take 30

ISSUE = {"CountryCode": "ca", "Title": "The Harbour Courier", "Date": "2018-09-09T00:00:00"}
OLD = {
    "Id": "281715501234567", "Title": "Pier opens", "Subtitle": "After nine years of rain", "Byline": "By ADA MARSH",
    "Authors": None, "Section": "NEWS", "PageName": "A5", "Page": 5,
    "Blocks": [{"Text": "The mayor cut the ribbon twice."}, {"Text": "Nobody fell into the harbour."}],
    "Images": [{"Id": "x1", "Url": "https://img.example/1.jpg", "Title": "— AP PHOTO The pier at dawn."}], "Issue": ISSUE,
}  # fmt: skip
NEW = {
    "id": 281715501234567, "title": "Pier opens", "subtitle": "After nine years of rain", "author": "By ADA MARSH",
    "date": "2018-09-09T00:00:00Z", "textLength": 80, "shortContent": "The mayor cut the…",
    "issue": {"title": "The Harbour Courier", "countryCode": "CA", "sectionName": "NEWS", "date": "20180909"},
    "paragraphs": [
        {"type": "text", "text": "Pier opens", "style": 2},
        {"type": "text", "text": "The mayor cut the ribbon twice.", "style": 0},
        {"type": "photo", "text": "— AP PHOTO The pier at dawn.", "style": 4},
        {"type": "text", "text": "Nobody fell into the harbour.", "style": 0},
    ],
    "images": [{"caption": "— AP PHOTO The pier at dawn."}],
}  # fmt: skip


def one(article: Any, **changed: Any) -> Page:
    """Read one article of the old schema with some keys changed; a key given as `...` is left out."""
    said = {key: value for key, value in {**article, **changed}.items() if value is not ...}
    (page,) = clean_all(json.dumps(said))
    return page


def story(page: Page) -> dict[str, Any]:
    """Return the fields that both schemas state."""
    names = ["headline", "standfirst", "byline", "section", "outlet_as_printed", "country", "published", "body"]
    own = {"id": page.address.source_article_id, "people": [person.name for person in page.people]}
    return {name: getattr(page, name) for name in names} | own


def roles(page: Page) -> list[tuple[str, str]]:
    return [(given.role.value, line.text) for line, given in zip(page.lines, page.marks, strict=True) if given]


def test_both_schemas_read_alike() -> None:
    old, new = one(OLD), one(NEW)
    assert story(old) == story(new)
    assert (old.layout, new.layout) == ("service-blocks", "service-paragraphs")
    assert (old.media, old.number, old.reason) == ("json", 1, None)
    assert (old.page_numbers, new.page_numbers) == (("A5",), ())
    for page in (old, new):
        assert [(c.caption, c.credit) for c in page.captions] == [("The pier at dawn.", "AP PHOTO")]
        assert page.body == "The mayor cut the ribbon twice.\n\nNobody fell into the harbour."


ENVELOPES = {
    "bare": lambda a: a,
    "list": lambda a: [a],
    "Articles": lambda a: {"Articles": [a]},
    "articles": lambda a: {"total": 1, "articles": [a], "next": None},
    "Article": lambda a: {"Article": a},
    "data": lambda a: {"data": {"Articles": [a]}, "status": "ok"},
    "pages": lambda a: {"Pages": [{"Id": 4, "Articles": []}, {"Id": 5, "Articles": [a]}]},
    "by id": lambda a: {"Articles": {"281": a}},
    "deep": lambda a: {"a": [{"b": {"c": [[{"result": {"article": a}}]]}}]},
    "beside": lambda a: [{"Id": 1, "Title": "An advertisement"}, 7, None, a],
}


@pytest.mark.parametrize("article", [OLD, NEW], ids=["old", "new"])
@pytest.mark.parametrize("envelope", ENVELOPES)
def test_an_article_is_found_wherever_it_stands(envelope: str, article: dict[str, Any]) -> None:
    text = json.dumps(ENVELOPES[envelope](article), ensure_ascii=False)
    (page,) = clean_all(text)
    assert story(page) == story(one(article))
    assert page.slice is not None
    assert json.loads(text[slice(*page.slice)]) == article
    assert page.characters_markup == page.slice[1] - page.slice[0] - len(page.text)


@pytest.mark.parametrize(
    "wrap", ["callback({});", "/**/jQuery17_4({})", ")]}}',\n{}", "\ufeff{}", "\n\t {}\n", "while(1);{}"]
)
def test_what_stands_before_json_is_no_harm(wrap: str) -> None:
    text = wrap.replace("{}", json.dumps({"Articles": [OLD]})).replace("}}'", "}'")
    assert is_service(text)
    (page,) = clean_all(text)
    assert story(page) == story(one(OLD))


CASES = [
    ({"Authors": ["Ada Marsh"], "Byline": None}, {"byline": "Ada Marsh", "people": ["Ada Marsh"]}),
    ({"Authors": [{"Name": "Ada Marsh", "Id": 3}], "Byline": ""}, {"byline": "Ada Marsh", "people": ["Ada Marsh"]}),
    ({"Authors": [{"FirstName": "Ada", "LastName": "Marsh"}], "Byline": ...}, {"byline": "Ada Marsh"}),
    (
        {"Authors": ["Ada Marsh", "Bo Quill"], "Byline": " "},
        {"byline": "Ada Marsh, Bo Quill", "people": ["Ada Marsh", "Bo Quill"]},
    ),
    ({"Authors": ["Bo Quill"]}, {"byline": "By ADA MARSH", "people": ["Ada Marsh"]}),
    ({"Byline": "THE HARBOUR COURIER"}, {"byline": None, "people": []}),
    ({"Byline": "_"}, {"byline": None, "people": []}),
    ({"Byline": "\u200b"}, {"byline": None}),
    ({"Byline": ["By ADA MARSH"]}, {"byline": "By ADA MARSH"}),
    ({"Title": "Fish &amp; chips &#8211; again"}, {"headline": "Fish & chips – again"}),
    ({"Title": "Pier\nopens\r\nagain"}, {"headline": "Pier opens again"}),
    ({"Title": "<b>Pier</b> opens<br/>again"}, {"headline": "Pier opens again"}),
    ({"Title": "pol\xaditical\u200b pier"}, {"headline": "political pier"}),
    ({"Title": ""}, {"headline": None}),
    ({"Title": None}, {"headline": None}),
    ({"Title": ...}, {"headline": None}),
    ({"Title": 1984}, {"headline": "1984"}),
    ({"Title": {"rendered": "Pier opens"}}, {"headline": "Pier opens"}),
    ({"Subtitle": "Pier opens"}, {"standfirst": None}),
    ({"Subtitle": None}, {"standfirst": None}),
    ({"Section": ""}, {"section": None}),
    ({"Section": None, "Issue": ISSUE | {"SectionName": "Sport"}}, {"section": "Sport"}),
    ({"Section": {"Name": "Sport"}}, {"section": "Sport"}),
    ({"Id": 281715501234567}, {"id": "281715501234567"}),
    ({"Id": 0}, {"id": None}),
    ({"Id": None}, {"id": None}),
    ({"Id": ..., "_id": {"$oid": "5b94"}}, {"id": "5b94"}),
    ({"Issue": None}, {"outlet_as_printed": None, "country": None, "published": None}),
    ({"Issue": {"Title": "The Harbour Courier"}}, {"outlet_as_printed": "The Harbour Courier", "country": None}),
    ({"Issue": [ISSUE]}, {"outlet_as_printed": "The Harbour Courier"}),
    ({"Issue": ISSUE | {"CountryCode": "GB"}}, {"country": "GB"}),
    ({"Blocks": [{"Text": "One.\r\nTwo.\n\nThree."}]}, {"body": "One.\n\nTwo.\n\nThree."}),
    ({"Blocks": ["One.", {"text": "Two."}, None, {"Text": None}, {"Text": ""}, {}]}, {"body": "One.\n\nTwo."}),
    ({"Blocks": {"Text": "One."}}, {"body": "One."}),
    ({"Blocks": "One."}, {"body": "One."}),
    (
        {"Blocks": [{"Text": "If a < b and b > c, <i>stay</i> &amp; <p>leave</p>"}]},
        {"body": "If a < b and b > c, stay &\n\nleave"},
    ),
    ({"Blocks": [{"Text": "Nine &lt;i&gt;pence&lt;/i&gt; to &lt;name&gt;"}]}, {"body": "Nine pence to <name>"}),
    ({"Blocks": [{"Text": "One.<br>Still one.<br/><br>Two."}]}, {"body": "One. Still one.\n\nTwo."}),
    ({"Blocks": [{"Text": 42}]}, {"body": "42"}),
]


@pytest.mark.parametrize(("changed", "said"), CASES)
def test_a_field_says_what_its_key_says(changed: dict[str, Any], said: dict[str, Any]) -> None:
    page = one(OLD, **changed)
    expected = {**story(one(OLD)), **said}
    found = story(page)
    for name in said:
        if name == "body" and expected[name]:
            assert [p.strip() for p in (found[name] or "").split("\n\n")] == [
                p.strip() for p in expected[name].split("\n\n")
            ]
        else:
            assert found[name] == expected[name], name


@pytest.mark.parametrize(
    "kept", ["Id", "Title", "Subtitle", "Byline", "Section", "PageName", "Issue", "Images", "Blocks"]
)
def test_any_key_may_be_missing(kept: str) -> None:
    page = one({"Articles": [{key: value for key, value in OLD.items() if key != kept}]})
    assert page.number == 1
    if kept != "Blocks":
        assert page.body == "The mayor cut the ribbon twice.\n\nNobody fell into the harbour."


DATES = [
    ("2018-09-09T00:00:00", "2018-09-09"), ("2018-09-09", "2018-09-09"), ("20180909", "2018-09-09"),
    ("/Date(1536451200000)/", "2018-09-09"), ("\\/Date(1536451200000)\\/", None), ("Date(1536451200000)", "2018-09-09"),
    ("/Date(1536444000000+0200)/", "2018-09-09"), ("/Date(1536465600000-0400)/", "2018-09-09"),
    ("1536451200", "2018-09-09"), ("1536451200000", "2018-09-09"), ("1536451200.0", "2018-09-09"),
    ("1536444000", "2018-09-09"), ("1536465600000", "2018-09-09"), ("1536508860", "2018-09-09"),
    ("2018-09-09T00:00:00.000Z", "2018-09-09"), ("2018-09-09T00:00:00+02:00", "2018-09-09"), ("20180909000000", "2018-09-09"),
    ("9 Sep 2018", "2018-09-09"), ("9" * 13, None), ("1" * 5000, None), ("0", None), ("soon", None), ("-62135596800000", None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "day"), DATES)
def test_a_date_is_read_in_every_notation(written: str, day: str | None) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "2018-09-09T00:00:00",
        "/Date(1536451200000)/",
        20180909,
        1536451200,
        1536451200000,
        {"$date": "2018-09-09T00:00:00Z"},
    ],
)
def test_the_issue_may_stand_on_the_envelope(written: Any) -> None:
    issue = ISSUE | {"Date": written}
    bare = {key: value for key, value in OLD.items() if key not in {"Issue", "PageName", "Page"}}
    for envelope in (
        {"Issue": issue, "Pages": [{"Page": 5, "PageName": "A5", "Articles": [bare, bare]}]},
        {"Issue": issue | {"Pages": [{"PageName": "A5", "Articles": [bare, bare]}]}},
        issue | {"PageName": "A5", "Articles": [bare, bare]},
    ):
        pages = clean_all(json.dumps(envelope))
        assert [page.number for page in pages] == [1, 2]
        assert {page.page_numbers for page in pages} == {("A5",)}
        assert story(pages[0]) == story(pages[1]) == story(one(OLD))


@pytest.mark.parametrize(
    "name, page, said",
    [("A5", 5, "A5"), ("5", 5, "5"), (None, 5, "5"), ("", "12", "12"), ("Sports", 3, "3"), ("Page 7", 7, "7"), ("B-12", 1, "B-12"),
     ("Sports", None, None), (None, 0, None), (None, None, None), (7, None, "7"), ("p.9", None, "9"), (["A1"], [], "A1")],
)  # fmt: skip
def test_the_page_is_the_printed_one(name: Any, page: Any, said: str | None) -> None:
    fields = json.loads(json.dumps({"pagename": name, "page": page}), parse_int=str)
    assert read_page(fields) == said


def paragraph(text: Any, style: Any = 0, kind: str = "text") -> dict[str, Any]:
    return {"type": kind, "text": text, "style": style}


def test_heads_repeat_divide_or_stand_in_for_the_title() -> None:
    texts = [
        paragraph("PIER OPENS.", 2),
        paragraph("It rained."),
        paragraph("A long wait", "2"),
        paragraph("Later", 3),
        paragraph("It stopped."),
    ]
    said = roles(one(NEW, paragraphs=texts, images=[]))[-5:]
    assert [role for role, _ in said] == ["repeat", "body", "subhead", "subhead", "body"]
    page = one(NEW, paragraphs=texts, title="")
    assert page.headline == "PIER OPENS."
    assert one(NEW, paragraphs=[paragraph("After nine years of rain", 3), paragraph("It rained.")]).body is not None


def test_one_photograph_is_one_caption_whatever_says_it() -> None:
    photo = paragraph("— AP PHOTO The pier at dawn.", 4, "photo")
    for images in (
        [{"caption": "— AP PHOTO The pier at dawn."}],
        [{"caption": "The pier at dawn"}],
        [{"Title": "The pier at dawn."}],
    ):
        page = one(NEW, paragraphs=[paragraph("It rained."), photo], images=images)
        assert [(c.caption, c.credit, c.times_printed) for c in page.captions] == [("The pier at dawn.", "AP PHOTO", 2)]
    page = one(
        NEW,
        paragraphs=[paragraph("It rained."), photo],
        images=[{"caption": "A gull."}, {"caption": ""}, {"caption": None}],
    )
    assert [c.caption for c in page.captions] == ["The pier at dawn.", "A gull."]
    for image in (
        {"Title": "A gull.", "Credit": "AP PHOTO"},
        {"Credit": "AP PHOTO", "Url": "http://e.example", "Title": "A gull."},
    ):
        page = one(OLD, Images=[image])
        assert [(c.caption, c.credit) for c in page.captions] == [("A gull.", "AP PHOTO")]


def test_a_teaser_is_no_article_and_its_text_is_kept() -> None:
    for paragraphs in (..., None, [], [paragraph("")], [paragraph("Pier opens", 2)], [paragraph("A gull.", 4)]):
        page = one(NEW, paragraphs=paragraphs, textLength=900)
        assert page.reason == "teaser"
        assert "of 900 characters" in (page.detail or "")
        assert ("boilerplate", "The mayor cut the…") in roles(page)
        assert page.body is None
    assert one(NEW).reason is None
    assert ("boilerplate", "The mayor cut the…") in roles(one(NEW))


def test_a_text_shorter_than_it_says_is_flagged() -> None:
    assert "incomplete_text" in one(NEW, textLength=4000).flags
    for length in (0, 60, 80, None, "x", -1, 10**30, 1.5):
        assert "incomplete_text" not in one(NEW, textLength=length).flags


@pytest.mark.parametrize(
    "blocks", [None, [], [{"Text": ""}], [{"Text": "\u200b"}], [{"Text": " \n "}], "", {}, 7 * [None], ...]
)
def test_an_article_without_text_is_found_and_has_no_body(blocks: Any) -> None:
    page = one({"Articles": [{k: v for k, v in {**OLD, "Blocks": blocks}.items() if v is not ...}]})
    assert (page.number, page.reason, page.body) == (1, None, None)
    refusal = find_refusal(page)
    assert refusal is not None
    assert refusal[0] == "no_body"


NO_ARTICLE = [
    "{}", "[]", "null", "true", "12", "-1.5e3", '{"Articles": []}', '{"Articles": null}', '{"Articles": [null, 5, {}]}',
    '{"error": {"code": 401, "message": "Unauthorized"}}', '["a", "b"]', "[1, 2, 3]", "[[]]", "[NaN, -Infinity]", "// a note\n{}", "/* a */ []", "9" * 5000, '{"a": {"b": [1]}}',
    '{"Id": 1, "Title": "The Harbour Courier", "CountryCode": "ca"}', '[{"id": 1, "title": "A product", "price": 5}]',
    '"{\\"Articles\\": []}"', '{"Articles": "none"}', '{"Issue": {"Title": "The Harbour Courier", "Date": "2018"}}',
]  # fmt: skip


@pytest.mark.parametrize("text", NO_ARTICLE)
def test_json_of_another_kind_holds_no_article(text: str) -> None:
    assert is_service(text)
    (page,) = read_service(text)
    assert (page.reason, page.number, page.text, page.media) == ("no_article", None, "", "json")
    assert page.detail
    assert page.characters_markup == len(text)


BROKEN = [
    ('{"Articles": [{"Id": 1, "Title": "Pier', "cut off"), ('{"Articles": [', "cut off"), ("{", "cut off"), ("[[[", "cut off"),
    ('{"Articles": [}', "character 15"), ("[1, 2", "cut off"), ('{"a": 1,}', "character"), ('{"a": 1 "b": 2}', "character 9"),
    ("{'Articles': []}", "character 2"), ('{ // note\n"a": 1}', "a comment"), ('{"a": tru}', "character 7"), ('{"a": 1} and more', "character 10"),
    ('{"a": "b', "cut off"), ('{"a": "b\\', "cut off"), ("[,,]", "character 2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "where"), BROKEN)
def test_broken_json_says_where(text: str, where: str) -> None:
    assert is_service(text)
    (page,) = read_service(text)
    assert (page.reason, page.number) == ("broken_json", None)
    assert where in (page.detail or "")


@pytest.mark.parametrize("tail", [', {"Id": 2, "Title": "Cut o', ",]}", "]} trailing", ', {"Id": 2', "", "]]"])
def test_articles_before_the_break_are_read_beside_the_refusal(tail: str) -> None:
    bare = {key: value for key, value in OLD.items() if key != "Issue"}
    first, second = read_service(f'{{"Issue": {json.dumps(ISSUE)}, "Articles": [{json.dumps(bare)}{tail}')
    assert (first.number, first.reason, second.number, second.reason) == (1, None, None, "broken_json")
    (read, _) = clean_all(f'{{"Issue": {json.dumps(ISSUE)}, "Articles": [{json.dumps(bare)}{tail}')
    assert story(read) == story(one(OLD))


def test_an_article_that_is_broken_itself_is_refused_alone() -> None:
    good = json.dumps(OLD)
    pages = read_service(f'{{"Articles": [{good}, {{"Id": 2, "Title": "x", "Blocks": [],}}, {good}]}}')
    assert [(page.number, page.reason) for page in pages] == [(1, None), (2, "broken_json"), (3, None)]


def test_documents_one_behind_another_are_read_on() -> None:
    for between in ("\n", ""):
        pages = read_service(between.join([json.dumps(OLD), json.dumps(NEW), json.dumps({"Articles": [OLD]})]))
        assert [(page.number, page.reason) for page in pages] == [(1, None), (2, None), (3, None)]


TEXT_PAGES = [
    "[Rain] Pier opens", "{sic} Pier opens\n\nIt rained.", '["Rain," he said.', "[1] Pier opens", "{ He opened the pier }", "[The Harbour Courier]",
    '"Rain," he said.', "Nulla dies", "true love", "12 boats", "(rain)", "Pier (opens)", "[…] It rained.", "{Pier: opens}", "f(x) is the pier", "",
    '{"Rain," he said}', "[[Pier]] opens", '["Rain"] he said', "[2019, autumn] Pier", "while(1) it rained",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXT_PAGES)
def test_a_page_of_text_may_begin_with_a_bracket(text: str) -> None:
    assert not is_service(text)


ARTICLE = '{"Id": 1, "Title": "x", "Blocks": [%s]}'
HOSTILE = {
    "lists": ("[" * M, "too_deep"),
    "closed lists": ("[" * M + "]" * M, "too_deep"),
    "objects": ('{"a":' * 100_000, "too_deep"),
    "commas": ("[" + "," * 10 * M, "too_many_values"),
    "numbers": ("[" + "1," * 3 * M + "1]", "too_many_values"),
    "small objects": ("[" + '{"a":1},' * 1_900_000 + "1]", "too_many_values"),
    "articles": ("[" + ARTICLE % "" + ("," + ARTICLE % "") * MOST_ARTICLES + "]", "too_many_articles"),
    "marks": (ARTICLE % ('"' + "&nbsp;\\n" * 90_000 + '"'), None),
    "long number": ('{"a": ' + "9" * 100_000 + "}", "no_article"),
    "white space": ("{" + " " * 32 * M, "broken_json"),
    "white space in": ('{"a"' + " " * 32 * M + ": 1}", "no_article"),
    "quotes": ('{"a": "' + '\\"' * M, "broken_json"),
    "backslashes": ('{"a": "' + "\\" * (M + 1), "broken_json"),
    "strings": ('{"a": "b"' + ' "c"' * 3 * M, "too_many_values"),
    "numbers' signs": ("[" + "-1e" * 5 * M + ", 1]", "broken_json"),
    "slashes": ('{"a": ' + "/*" * M, "broken_json"),
    "sequence": ('{"a": 1}' + " 1" * 3 * M, "too_many_values"),
    "tags": (ARTICLE % f'"{"<b " * M}"', None),
    "escaped tags": (ARTICLE % f'"{"&lt;b " * M}"', None),
    "breaks": (ARTICLE % f'"{"<br>" * M}"', None),
    "line ends": (ARTICLE % ('"' + " \\n" * M + '"'), "too_many_lines"),
    "tabs": ('{"Id": 1, "Title": "%s", "Blocks": ["a"]}' % ("\\t" * M), None),
    "keys": ('{"Id": 1, "Title": "x", "Blocks": ["a"]' + "".join(f', "k{n}": "y"' for n in range(100_000)) + "}", "too_many_lines"),
    "one key": ('{"Id": 1, "Title": "x", "Blocks": ["a"]' + ', "Title": "y"' * 90_000 + "}", None),
    "lists in an article": ('{"Id": 1, "Title": ' + "[" * (MOST_DEPTH - 2) + "]" * (MOST_DEPTH - 2) + ', "Blocks": ["a"]}', None),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_costs_little_and_is_refused_by_name(name: str) -> None:
    text, reason = HOSTILE[name]
    begun = perf_counter()
    assert is_service(text)
    pages = read_service(text)
    assert perf_counter() - begun < SECONDS
    assert len(pages) == 1
    assert pages[0].reason == reason


@pytest.mark.parametrize(
    "block",
    [
        "1e999999",
        "9" * 100_000,
        "NaN",
        "-Infinity",
        '"\\ud800"',
        '"a\\udfff b"',
        '"\\u0000"',
        '"a\x00b"',
        '"a\tb"',
        "null",
        "[]",
        "{}",
        "true",
        '{"Text": [{"Text": {"Text": "a"}}]}',
    ],
)
def test_odd_values_raise_nothing(block: str) -> None:
    for text in (
        ARTICLE % block,
        '{"Id": %s, "Title": %s, "Byline": %s, "Issue": %s, "textLength": %s, "Blocks": ["a"]}' % ((block,) * 5),
    ):
        (page,) = clean_all(text)
        assert page.number == 1
        assert page.headline != ""
        assert page.body != ""
        assert page.reason is None


def test_of_a_key_that_comes_twice_the_last_counts_and_none_is_lost() -> None:
    (page,) = clean_all('{"Id": 1, "Title": "First", "title": "Last", "Blocks": ["It rained."]}')
    assert page.headline in {"Last", "Last First"}
    assert {"First", "Last"} <= {line.text for line in page.lines}


def test_articles_that_an_article_mentions_are_a_part_of_it() -> None:
    related = [{"id": 7, "title": "Another", "shortContent": "It snowed.", "issue": {"title": "A"}}]
    for key in ("related", "articles"):
        page = one(NEW, **{key: related})
        assert page.headline == "Pier opens"
        assert {"Another", "It snowed."} <= {text for role, text in roles(page) if role == "markup"}


def test_many_articles_cost_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        text = json.dumps(
            {
                "Issue": ISSUE,
                "Articles": [
                    OLD | {"Id": n, "Blocks": [{"Text": "It rained on the pier. " * 90}]} for n in range(count)
                ],
            }
        )
        begun = perf_counter()
        assert len(read_service(text)) == count
        return perf_counter() - begun

    few = seconds(500)
    assert seconds(2500) < 12 * few
    assert few < SECONDS


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_samples_are_read_as_a_reader_says(name: str) -> None:
    file, number = name.split("#")
    page = clean_all((SAMPLES / file).read_text("utf-8"), None, file)[int(number) - 1]
    said = EXPECTED[name]
    refusal = (page.reason, page.detail) if page.reason else find_refusal(page)
    assert (refusal[0] if refusal else None) == said.get("reason")
    if not refusal:
        fields = (
            "country",
            "language",
            "headline",
            "standfirst",
            "section",
            "byline",
            "agency",
            "dateline",
            "published",
            "layout",
        )
        assert {f: getattr(page, f) for f in fields} == {f: said.get(f) for f in fields}
        assert list(page.page_numbers) == said.get("page_numbers", [])
        assert page.address.source_article_id == said["source_article_id"]
        assert [person.name for person in page.people] == said["authors"]
        body = page.body or ""
        assert len(body.split("\n\n")) == said["paragraphs"]
        assert body.startswith(said["first_words"])
        assert body.endswith(said["last_words"])
        assert [(c.caption, c.credit, c.times_printed) for c in page.captions] == [
            (c["caption"], c["credit"], c["times_printed"]) for c in said["captions"]
        ]


# A generator of answers: facts first, then a document that says them in one of many ways.

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
    "council",
    "ferry",
    "gulls",
]
NAMES = ("Ada Marsh", "Bo Quill", "Ottoline Farrow", "Karel Dovey")


def sentence(chance: random.Random, low: int, high: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(low, high))).capitalize()


def dirtied(chance: random.Random, text: str) -> str:
    """Sprinkle a text with what services leave in it."""
    words = text.split(" ")
    for mark in ("\xad", "\u200b"):
        place = chance.randrange(len(words))
        half = len(words[place]) // 2
        if half and chance.random() < 0.5:
            words[place] = words[place][:half] + mark + words[place][half:]
    return " ".join(words)


def facts(chance: random.Random) -> dict[str, Any]:
    return {
        "headline": sentence(chance, 3, 7),
        "standfirst": chance.choice((None, sentence(chance, 8, 12))),
        "byline": chance.choice((None, chance.choice(NAMES), f"By {chance.choice(NAMES).upper()}")),
        "section": chance.choice((None, "NEWS", "Local", "Sport & leisure")),
        "outlet_as_printed": chance.choice(("The Harbour Courier", "Der Elbkurier", "The Fenland Gazette")),
        "country": chance.choice(("CA", "GB", "DE")),
        "published": f"20{chance.randint(10, 24)}-0{chance.randint(1, 9)}-{chance.randint(10, 28)}",
        "id": str(chance.randint(10**14, 10**15)),
        "page": str(chance.randint(1, 60)),
        "paragraphs": [sentence(chance, 15, 40) + "." for _ in range(chance.randint(1, 6))],
        "captions": [
            (chance.choice((None, "AP PHOTO")), sentence(chance, 5, 9) + ".") for _ in range(chance.randint(0, 2))
        ],
    }


def missing(chance: random.Random, said: dict[str, Any], key: str, value: Any) -> None:
    """State a value, or one of the ways to say that there is none."""
    if value is not None:
        said[key] = value
    elif (way := chance.choice(("absent", None, "", " "))) != "absent":
        said[key] = way


def as_date(chance: random.Random, day: str) -> Any:
    compact = day.replace("-", "")
    return chance.choice((f"{day}T00:00:00", f"{day}T00:00:00Z", day, compact, int(compact)))


def captioned(caption: tuple[str | None, str]) -> str:
    return f"— {caption[0]} {caption[1]}" if caption[0] else caption[1]


def old_article(chance: random.Random, fact: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "Id": chance.choice((fact["id"], int(fact["id"]))),
        "Title": dirtied(chance, fact["headline"]),
    }
    missing(chance, said, "Subtitle", fact["standfirst"])
    missing(chance, said, "Byline", fact["byline"])
    missing(chance, said, "Authors", None)
    missing(chance, said, "Section", fact["section"] and fact["section"].replace("&", chance.choice(("&", "&amp;"))))
    said |= {"PageName": fact["page"], "Page": int(fact["page"])}
    said["Blocks"] = [{"Text": dirtied(chance, text)} for text in fact["paragraphs"]]
    said["Images"] = [
        {"Id": n, "Url": "http://e.example", "Title": captioned(c)} for n, c in enumerate(fact["captions"])
    ]
    said["Issue"] = {
        "CountryCode": chance.choice((fact["country"], fact["country"].lower())),
        "Title": fact["outlet_as_printed"],
    }
    said["Issue"]["Date"] = as_date(chance, fact["published"])
    return said


def new_article(chance: random.Random, fact: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": chance.choice((fact["id"], int(fact["id"]))),
        "title": dirtied(chance, fact["headline"]),
    }
    missing(chance, said, "subtitle", fact["standfirst"])
    missing(chance, said, "author", fact["byline"])
    said["date"] = as_date(chance, fact["published"])
    said["textLength"] = sum(map(len, fact["paragraphs"]))
    said["shortContent"] = fact["paragraphs"][0][:40] + "…"
    said["issue"] = {"title": fact["outlet_as_printed"], "countryCode": fact["country"], "date": said["date"]}
    missing(chance, said["issue"], "sectionName", fact["section"])
    head = [paragraph(fact["headline"].upper(), 2)] if chance.random() < 0.5 else []
    photos = [paragraph(captioned(c), 4, chance.choice(("photo", "text"))) for c in fact["captions"]]
    said["paragraphs"] = [
        *head,
        *(paragraph(dirtied(chance, t), chance.choice((0, 1, None))) for t in fact["paragraphs"]),
        *photos,
    ]
    said["images"] = [{"caption": captioned(c)} for c in fact["captions"] if chance.random() < 0.5]
    return said


def shuffled(chance: random.Random, said: dict[str, Any]) -> dict[str, Any]:
    """Change the order of keys, or their case."""
    keys = list(said)
    if chance.random() < 0.3:
        chance.shuffle(keys)
    write = chance.choice((str, str, str.lower, str.upper))
    return {write(key): shuffled(chance, said[key]) if isinstance(said[key], dict) else said[key] for key in keys}


@pytest.mark.parametrize("seed", range(300))
def test_generated_answers_say_their_facts(seed: int) -> None:
    chance = random.Random(seed)
    told = [facts(chance) for _ in range(chance.randint(1, 4))]
    write = chance.choice((old_article, new_article))
    articles = [shuffled(chance, write(chance, fact)) for fact in told]
    wrap = chance.choice((lambda a: a, lambda a: {"Articles": a}, lambda a: {"data": {"articles": a, "count": len(a)}}))
    text = json.dumps(wrap(articles), ensure_ascii=chance.random() < 0.5, indent=chance.choice((None, 2)))
    pages = clean_all(text)
    assert [page.number for page in pages] == list(range(1, len(told) + 1))
    for page, fact in zip(pages, told, strict=True):
        for name in ("headline", "standfirst", "byline", "section", "outlet_as_printed", "country"):
            assert getattr(page, name) == fact[name], name
        assert str(page.published) == fact["published"]
        assert page.address.source_article_id == fact["id"]
        assert page.body == "\n\n".join(fact["paragraphs"])
        assert sorted((c.credit or "", c.caption) for c in page.captions) == sorted(
            (c[0] or "", c[1]) for c in fact["captions"]
        )
        if write is old_article:
            assert page.page_numbers == (fact["page"],)
        assert page.flags == ()


KEYS = ("Id", "Title", "Subtitle", "Byline", "Authors", "Section", "Page", "PageName", "Blocks", "Text", "Images", "Issue", "Articles",
        "id", "title", "author", "paragraphs", "text", "style", "type", "shortContent", "textLength", "caption", "date", "name")  # fmt: skip
SILENT = {"id", "type", "style", "date"}
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=4)), inner, max_size=6),
    ),
    max_leaves=25,
)
lawful = settings(max_examples=300, deadline=None, derandomize=True)


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for inner in value for text in strings(inner)]
    if isinstance(value, dict):
        return [
            text
            for key, inner in value.items()
            if not (key.lower() in SILENT and isinstance(inner, str))
            for text in strings(inner)
        ]
    return []


@lawful
@given(values)
@example({"Articles": [{"Title": "\ud800", "Blocks": [{"Text": "\x00\r"}]}]})
def test_any_json_is_read_or_refused(value: Any) -> None:
    for document in (
        value,
        {"Articles": [value]},
        OLD | {"Blocks": value},
        OLD | {"Title": value, "Issue": value, "Byline": value, "Images": value},
    ):
        text = json.dumps(document)
        for page in clean_all(text):
            assert len(page.lines) == len(page.marks)
            assert page.headline != ""
            assert page.body != ""
            assert page.byline != ""
            assert page.slice is None or 0 <= page.slice[0] < page.slice[1] <= len(text)


@lawful
@given(
    st.dictionaries(
        st.one_of(st.sampled_from(KEYS), st.text(st.characters(codec="utf-8"), max_size=4)), values, max_size=5
    )
)
def test_every_text_of_an_article_is_in_its_lines(more: dict[str, Any]) -> None:
    article = {"Articles": [{"Id": "1", "Blocks": [], "more": more}]}
    pages = read_service(json.dumps(article))
    if len(pages) != 1 or pages[0].reason:
        return
    for text in strings(more):
        for line in split_fragment(text, lines=False):
            assert line in pages[0].text


@lawful
@given(st.text(st.sampled_from('{}[]",:\\/ \n\ufeff\ud800ant0-1(<b>&;'), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    is_service(text)
    pages = read_service(text)
    assert pages
    assert [page.number for page in pages if page.number] == list(
        range(1, sum(page.number is not None for page in pages) + 1)
    )
    clean_all(text)


def test_body_roles_are_what_a_body_is_made_of() -> None:
    page = one(NEW)
    assert sum(given is not None and given.role in BODY_ROLES for given in page.marks) == 2
