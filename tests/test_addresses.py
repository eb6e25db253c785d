"""Addresses and file names: what each tells, what each only seems to tell, and that nothing breaks the reader."""

from datetime import date
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from transforms import addresses, editions
from transforms.address.parts import LONGEST, Words, is_reader, lists, take_apart
from transforms.addresses import canonical_url, day_in_name, id_in_name, page_in_name, read_issue_key, read_url
from transforms.record import Address, Page

DAY = date(2019, 3, 14)
ID = "281625306904417"
GUID = "3f2a77c0-51b2-4c1e-9d07-6a1b5c0e9f42"
KEY = "98762019031400000000001001"
SECONDS = 1.0  # worst seen: 0.16 on a million characters, 0.014 on the longest address

SHELF = Address("canada", "harbour-courier")
ISSUE = SHELF._replace(published=DAY, whole_issue=True)
ARTICLE = SHELF._replace(published=DAY, source_article_id=ID)
NOTHING = Address()

SAME_ARTICLE = [
    f"http://www.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"https://www.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"https://www.pressreader.com/canada/harbour-courier/20190314/{ID}?utm_source=letter&utm_medium=email",
    f"https://www.pressreader.com/canada/harbour-courier/20190314/{ID}/?fbclid=a#top",
    f"https://www.pressreader.com/canada/harbour-courier/20190314/{ID};jsessionid=0A1B2C?x=1",
    f"https://www.pressreader.com/canada/harbour-courier/20190314/{ID}&utm_source=letter",
    f"HTTPS://WWW.PRESSREADER.COM/Canada/Harbour-Courier/20190314/{ID}",
    f"https://www.pressreader.com//canada//harbour-courier/20190314//{ID}//",
    f"https://www.pressreader.com/%63anada/harbour%2Dcourier/20190314/{ID}",
    f"https://www.pressreader.com/%2563anada/harbour%252Dcourier/20190314/{ID}",
    f"https://www.pressreader.com%2Fcanada%2Fharbour-courier%2F20190314%2F{ID}".replace("com%2F", "com/"),
    f"https%3A%2F%2Fwww.pressreader.com%2Fcanada%2Fharbour-courier%2F20190314%2F{ID}%3Futm_source%3Da",
    f"https://m.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"https://pressreader.com:443/canada/harbour-courier/20190314/{ID}",
    f"www.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"//www.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"www.pressreader.com:80/canada/harbour-courier/20190314/{ID}",
    f" \t<http://www.pressreader.com/canada/harbour-courier/20190314/{ID}>.\r\n",
    f'"http://www.pressreader.com/canada/harbour-courier/20190314/{ID}",',
    f"\ufeff“http://www.pressreader.com/canada/harbour-courier/20190314/{ID}”",
    f"<URL:http://www.pressreader.com/canada/harbour-courier/20190314/{ID}>",
    f"http:\\\\www.pressreader.com\\canada\\harbour-courier\\20190314\\{ID}",
    f"http://reader:secret@www.pressreader.com./canada/harbour-courier/20190314/{ID}",
    f"https://www.pressreader.com/en/canada/harbour-courier/20190314/{ID}",
    f"https://www.pressreader.com/fr-ca/canada/harbour-courier/20190314/{ID}",
    f"https://web.archive.org/web/20210607080910/http://www.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"https://web.archive.org/web/20210607080910id_/http://www.pressreader.com:80/canada/harbour-courier/20190314/{ID}",
    f"https://web.archive.org/web/20210607/http:/www.pressreader.com/canada/harbour-courier/20190314/{ID}?utm_source=a",
    f"http://web.archive.org/web/2021*/www.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"https://archive.ph/2021.06.07-080910/https://www.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"https://wayback.example.org/77/20210607080910/http://www.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"https://www-pressreader-com.proxy.example.edu/canada/harbour-courier/20190314/{ID}",
    f"https://www.pressreader.com.proxy.example.edu:2048/canada/harbour-courier/20190314/{ID}",
    f"http://0-www.pressreader.com.library.example.edu/canada/harbour-courier/20190314/{ID}",
    f"https://library.example.edu/proxy/login?auth=x&url=https://www.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"https://proxy.example.edu/login?url=https://www.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"https://proxy.example.edu/login?qurl=https%3A%2F%2Fwww.pressreader.com%2Fcanada%2Fharbour-courier%2F20190314%2F{ID}",
]

TELLS: dict[str, Address] = {
    # the service
    f"https://www.pressreader.com/article/{ID}": Address(source_article_id=ID),
    "https://www.pressreader.com/article/28162530690441": Address(source_article_id="28162530690441"),
    f"https://courier.pressreader.com/article/{ID}": Address(source_article_id=ID),
    f"https://www.pressreader.com/{ID}": Address(source_article_id=ID),
    "https://www.pressreader.com/canada/harbour-courier/20190314/textview": ISSUE,
    "https://www.pressreader.com/canada/harbour-courier/20190314/TextView/": ISSUE,
    "https://www.pressreader.com/canada/harbour-courier/20190314": ISSUE,
    "https://www.pressreader.com/canada/harbour-courier/2019-03-14/": ISSUE,
    "https://www.pressreader.com/canada/harbour-courier/20190314/page/5": ISSUE._replace(
        page_number="5", whole_issue=None
    ),
    "https://www.pressreader.com/canada/harbour-courier/20190314/page/0": ISSUE._replace(whole_issue=None),
    "https://www.pressreader.com/canada/harbour-courier/20190314/page/5/textview": ISSUE._replace(page_number="5"),
    f"https://www.pressreader.com/canada/harbour-courier/20190314/{ID}/textview": ARTICLE,
    "https://www.pressreader.com/canada/harbour-courier": SHELF,
    "https://www.pressreader.com/canada": Address("canada"),
    "https://www.pressreader.com/uk/fenland-gazette/": Address("uk", "fenland-gazette"),
    "https://www.pressreader.com/newspapers/n/harbour-courier": Address(slug="harbour-courier"),
    f"https://www.pressreader.com/magazines/m/harbour-courier/20190314/{ID}": ARTICLE._replace(country=None),
    "https://www.pressreader.com/search?query=pier&date=20190314": NOTHING,
    f"/canada/harbour-courier/20190314/{ID}": ARTICLE,
    f"https://www.pressreader.com/south-africa/sunday-courier-1107/20190314/{ID}": Address(
        "south-africa", "sunday-courier", DAY, ID, catalogue="1107"
    ),
    f"https://www.pressreader.com/argentina/clar%C3%ADn/20190314/{ID}": Address("argentina", "clarín", DAY, ID),
    f"https://www.pressreader.com/argentina/clar%25C3%25ADn/20190314/{ID}": Address("argentina", "clarín", DAY, ID),
    f"https://www.pressreader.com/argentina/clar%EDn/20190314/{ID}": Address("argentina", "clarín", DAY, ID),
    f"https://www.pressreader.com/argentina/clari\u0301n/20190314/{ID}": Address("argentina", "clarín", DAY, ID),
    f"https://www.pressreader.com/argentina/CLARÍN/20190314/{ID}": Address("argentina", "clarín", DAY, ID),
    f"https://www.pressreader.com/india/दैनिक-तट/20190314/{ID}": Address("india", "दैनिक-तट", DAY, ID),
    f"https://www.pressreader.com/india/a%3Cb/20190314/{ID}": Address("india", None, DAY, ID),
    f"https://www.pressreader.com/usa/harbour%20courier/20190314/{ID}": Address("usa", "harbour-courier", DAY, ID),
    f"https://www.pressreader.com/atlantis/harbour-courier/20190314/{ID}": Address(
        "atlantis", "harbour-courier", DAY, ID
    ),
    f"https://www.pressreader.com/usa/harbour-courier-us-edition/20190314/{ID}": Address(
        "usa", "harbour-courier-us-edition", DAY, ID
    ),
    # brands
    f"https://courier.pressreader.com/harbour-courier/20190314/{ID}": ARTICLE._replace(country=None),
    f"https://courier.pressreader.com/en/harbour-courier/20190314/{ID}": ARTICLE._replace(country=None),
    f"https://courier.pressreader.com/v77c/20190314/{ID}": Address(None, None, DAY, ID, catalogue="v77c"),
    f"https://ok.pressreader.com/ok/20190314/{ID}": Address(None, "ok", DAY, ID),
    f"https://epaper.example.com/harbour-courier/20190314/{ID}": ARTICLE._replace(country=None),
    f"https://epaper.example.com/canada/harbour-courier/20190314/{ID}?key=x": ARTICLE,
    f"https://epaper.example.com/app/harbour-courier/20190314/{ID}": ARTICLE._replace(country=None),
    "https://epaper.example.com/harbour-courier/20190314/textview": ISSUE._replace(country=None),
    f"https://epaper.example.com/article/{ID}": Address(source_article_id=ID),
    # the old viewer
    f"http://courier.newspaperdirect.com/epaper/viewer.aspx?issue={KEY}&page=18&article={GUID}&key=Kk%2B%3D&feed=rss": Address(
        None, None, DAY, GUID, "18", KEY, "9876"
    ),
    f"http://courier.newspaperdirect.com/epaper/viewer.aspx?ISSUE={KEY}&amp;Page=018&amp;Article=%7B{GUID.upper()}%7D": Address(
        None, None, DAY, GUID, "18", KEY, "9876"
    ),
    f"http://epaper.example.com/epaper/showarticle.aspx?article={GUID}&issue={KEY}": Address(
        None, None, DAY, GUID, None, KEY, "9876"
    ),
    f"http://epaper.example.com/epaper/ShowArticle.aspx?article={ID};issue={KEY}": Address(
        None, None, DAY, ID, None, KEY, "9876"
    ),
    f"http://www.pressdisplay.com/pressdisplay/viewer.aspx?issue={KEY}": Address(
        None, None, DAY, None, None, KEY, "9876", whole_issue=True
    ),
    f"http://www.pressdisplay.com/pressdisplay/viewer.aspx?id={KEY}": Address(
        None, None, DAY, None, None, KEY, "9876", whole_issue=True
    ),
    f"http://www.pressdisplay.com/pressdisplay/viewer.aspx?issue={KEY}&article=front": Address(
        None, None, DAY, None, None, KEY, "9876"
    ),
    "http://www.pressdisplay.com/pressdisplay/viewer.aspx": NOTHING,
    f"http://library-pressdisplay-com.proxy.example.edu/pressdisplay/pageview.aspx?issue={KEY}&pagenumber=3": Address(
        None, None, DAY, None, "3", KEY, "9876"
    ),
    "http://www.pressdisplay.com/pressdisplay/pageview.aspx?cid=34C2&category=a": Address(catalogue="34c2"),
    "https://services.pressreader.com/issues?cid=34c2&issueDate=20190314": Address(published=DAY, catalogue="34c2"),
    f"https://services.pressreader.com/articles?articles={ID},281625306904418": NOTHING,
    f"https://services.pressreader.com/articles?articles={ID}": Address(source_article_id=ID),
    f"https://i.prcdn.co/img?file={KEY}&page=2&scale=181": Address(None, None, DAY, None, "2", KEY, "9876"),
    f"https://www.example.com/dump/{KEY}.json": Address(None, None, DAY, None, None, KEY, "9876"),
    f"https://www.pressreader.com/canada/harbour-courier/20190314/{ID}?issue={KEY}": ARTICLE._replace(
        issue_key=KEY, catalogue="9876"
    ),
    # ordinary news sites may tell a day, never a shelf
    "https://www.example.com/2019/03/14/story": Address(published=DAY),
    "https://www.example.com/news/2019/3/14/story.html": Address(published=DAY),
    "https://www.example.com/2019-03-14/": Address(published=DAY),
    "https://www.example.com/canada/20190314/story-of-a-pier": Address(published=DAY),
    "https://www.example.com/canada/20190314": Address(published=DAY),
    "https://www.example.com/canada/harbour/20190314/page/5": Address(published=DAY),
    "https://www.example.com/canada/harbour/20190314/912345678901234": Address(published=DAY),
    "https://www.example.com/canada/harbour-courier": NOTHING,
    "https://www.example.com/article/912345678901234": NOTHING,
    f"https://www.example.com/story?article={GUID}&page=3&date=20190314": NOTHING,
    # what only seems to tell
    "https://www.pressreader.com/canada/harbour-courier/20181345": SHELF,
    "https://www.pressreader.com/canada/harbour-courier/20190229": SHELF,
    "https://www.pressreader.com/canada/harbour-courier/15990101": SHELF,
    "https://www.pressreader.com/canada/harbour-courier/20190314/20190314123456": ISSUE._replace(whole_issue=None),
    "https://www.pressreader.com/canada/harbour-courier/20190314/2816253069044171": ISSUE._replace(whole_issue=None),
    "https://www.pressreader.com/catalog": NOTHING,
    "https://www.pressreader.com/": NOTHING,
    f"https://notpressreader.com/article/9{ID[1:]}": NOTHING,
    "https://web.archive.org/web/20190314080910/": NOTHING,
    "https://web.archive.org/web/20190314080910/https://www.example.com/story": NOTHING,
    "https://web.archive.org/web/20190314": NOTHING,
    "http://www.pressdisplay.com/pressdisplay/viewer.aspx?issue=98762019133100000000001001": NOTHING,
    f"http://www.pressdisplay.com/pressdisplay/viewer.aspx?issue=1{KEY}": NOTHING,
    "canada/harbour-courier": NOTHING,
    "the whole story of a pier": NOTHING,
    "": NOTHING,
}

HOSTILE = [
    "http://[broken",
    f"http://[::1]/canada/a/20190314/{ID}",
    "http://",
    "//",
    "/",
    "?",
    "#",
    "%",
    "http://%",
    "http://www.pressreader.com/canada/a\x00b/20190314/281625306904417",
    "http://www.pressreader.com/canada/a%00b/20190314/281625306904417",
    "http://www.pressreader.com/canada/a\ud800b/20190314/281625306904417",
    "http://www.pressreader.com/canada/\u202ea\u202c/20190314/281625306904417",
    "http://www.pressreader.com/canada/%E2%80%AEa/20190314/281625306904417",
    f"javascript:alert(1)//www.pressreader.com/canada/a/20190314/{ID}",
    f"data:text/html,//www.pressreader.com/canada/a/20190314/{ID}",
    f"mailto:a@www.pressreader.com/canada/a/20190314/{ID}",
    f"file:///pages/canada/a/20190314/{ID}",
    f"ftp://www.pressreader.com/canada/a/20190314/{ID}",
    f"http://www.pressreader.com/canada/{'a' * LONGEST}/20190314/{ID}",
    "http://a.b/" * 12 + ID,
]

REPEATED = (
    "a", "/", ".", "-", "%", "%25", "%2", "&", ";", "=", "?", "#", "@", ":", "\\", "<", "0", "9", "20190314", "20190314/", "p", "p1 ", "page-",
    "http:/", "http://a.b/", "/http://", "http%3A", "www.pressreader.com.", "pressreader-com-", "0-", "\x00", "\ud800", "\u202e", " ", "é", "e\u0301",
    KEY, ID, ID + "-", "3f2a77c0-", "1-of-",
)  # fmt: skip

BEFORE = (
    "http://www.pressreader.com/canada/",
    "https://a.b/?url=",
    "http://a.b/viewer.aspx?issue=",
    "the-courier-20190314-",
)

SAME = {
    f"https://pressreader.com/canada/harbour-courier/20190314/{ID}": SAME_ARTICLE,
    f"https://courier.newspaperdirect.com/epaper/viewer.aspx?article={GUID}&issue={KEY}&page=18": [
        f"http://courier.newspaperdirect.com/epaper/viewer.aspx?issue={KEY}&page=18&article={GUID}&key=a&feed=rss",
        f"HTTP://courier.newspaperdirect.com/epaper/Viewer.aspx?Page=18&Article={{{GUID.upper()}}}&Issue={KEY}#a",
    ],
    "https://pressreader.com/argentina/clar%C3%ADn": [
        "http://www.pressreader.com/argentina/clarín",
        "https://pressreader.com/argentina/clar%25C3%25ADn/",
        "https://pressreader.com/argentina/Clari\u0301n",
    ],
    "https://example.com/Story?a=1&id=7": [
        "http://www.example.com/Story?id=7&a=1",
        "https://example.com:443/Story/?utm_source=x&a=1&id=7&gclid=z#part",
        "//EXAMPLE.com/Story;jsessionid=1?a=1&amp;id=7",
        "https://web.archive.org/web/20190314080910/http://www.example.com/Story?id=7&a=1",
    ],
}

DIFFERENT = [
    "https://example.com/Story?id=7",
    "https://example.com/Story?id=8",
    "https://example.com/story?id=7",
    "https://m.example.com/Story?id=7",
    f"https://www.pressreader.com/canada/harbour-courier/20190314/{ID}",
    f"https://www.pressreader.com/canada/harbour-courier/20190315/{ID}",
    "https://www.pressreader.com/canada/harbour-courier/20190314",
    f"https://www.pressreader.com/article/{ID}",
    f"http://courier.newspaperdirect.com/epaper/viewer.aspx?issue={KEY}&page=18",
    f"http://courier.newspaperdirect.com/epaper/viewer.aspx?issue={KEY}&page=19",
    "not an address",
]

DAYS = {
    "the-courier/2019-03-14/p05.txt": DAY,
    "20180101/the-courier-20190314.txt": DAY,
    f"{KEY}.json": DAY,
    f"dump/issue_{KEY}_p3.json#17": DAY,
    "the-courier-20190229.txt": None,
    f"{ID}.html": None,
    f"1{KEY}.json": None,
    "98762019133100000000001001.json": None,
    "98762019031400000000001002.json": None,
}

PAGES = {
    "the-courier-20190314-p05.txt": "5",
    "the-courier-20190314-p05_copy.txt": "5",
    "the-courier-20190314-p12.txt": "12",
    "the-courier-20190314/P7/story.txt": "7",
    "2019.zip!the-courier/p05/a.html#3": "5",
    "p53.txt": "53",
    "the-courier-20190314-pA12.txt": "A12",
    "page-a12.txt": "A12",
    "the courier page 7.html": "7",
    "20190314_page_012b.html": "12B",
    "el-faro-20190314-pagina-3-cultura.txt": "3",
    "page-1/page-2/x.txt": "2",
    "the-courier-20190314-A12.txt": None,
    "the-courier-20190314-12.txt": None,
    "track.mp3": None,
    "mp05.txt": None,
    "p2p-lending-20190314.txt": None,
    "1080p.txt": None,
    "pa12-20190314.txt": None,
    "notes-on-p53.txt": None,
    "p53-and-its-kin.txt": None,
    "p2019.txt": None,
    "p20190314.txt": None,
    "homepage-12.txt": None,
    "front-page-12-years-later.txt": None,
    "story-20190314-page-1-of-3.txt": None,
    "page-0.txt": None,
    "page-one-20190314.txt": None,
    "": None,
}

IDS = {
    f"{ID}.html": ID,
    f"the-courier-20190314-{ID}.txt": ID,
    f"the_courier_{ID}_p05.txt": ID,
    f"{ID}/page.html": ID,
    f"{ID}-{ID}.txt": ID,
    "28162530690441.html": "28162530690441",
    f"{{{GUID.upper()}}}.html": GUID,
    f"dump/281625306904418/{ID}.html": ID,
    f"{ID}-281625306904418.txt": None,
    f"{KEY}.json": None,
    "scan-20190314123456.txt": None,
    "scan-201903141234567.txt": None,
    "1552521600000.html": None,
    "2816253069044171.html": None,
    f"a{ID}.html": None,
    f"{ID}b.html": None,
    "the-courier-20190314-p05.txt": None,
    "": None,
}


@pytest.mark.parametrize("url", SAME_ARTICLE)
def test_one_article_is_read_of_all_its_spellings(url: str) -> None:
    assert read_url(url) == ARTICLE


@pytest.mark.parametrize("url", TELLS)
def test_an_address_tells_what_it_says_and_no_more(url: str) -> None:
    assert read_url(url) == TELLS[url]


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_tells_nothing(url: str) -> None:
    assert read_url(url) == NOTHING
    canonical_url(url)


@pytest.mark.parametrize(
    "address, view",
    [
        (ARTICLE, "article"),
        (ISSUE, "issue"),
        (SHELF, None),
        (NOTHING, None),
        (ARTICLE._replace(whole_issue=True), "article"),
    ],
)
def test_the_view_is_made_of_what_the_address_tells(address: Address, view: str | None) -> None:
    assert address.view == view


@pytest.mark.parametrize("canonical, urls", SAME.items())
def test_one_address_has_one_form(canonical: str, urls: list[str]) -> None:
    assert {canonical_url(url) for url in (*urls, canonical)} == {canonical}


def test_addresses_of_different_pages_stay_different() -> None:
    assert len({canonical_url(url) for url in DIFFERENT}) == len(DIFFERENT)


@pytest.mark.parametrize(
    "text, said",
    [
        (KEY, ("9876", DAY)),
        ("11252019010400000000001001", ("1125", date(2019, 1, 4))),
        ("EAWA2019031400000012001001", ("eawa", DAY)),
        (f'{{"Issue": "{KEY}"}}', ("9876", DAY)),
        (f"issue_{KEY}.json", ("9876", DAY)),
        (f"98762019133100000000001001 {KEY}", ("9876", DAY)),
        ("98762019133100000000001001", None),
        ("98762019031400000000001002", None),
        ("987620190314000000001001", None),
        (f"1{KEY}", None),
        (f"{KEY}1", None),
        ("9876" + "٢" * 22, None),
        ("", None),
    ],
)
def test_an_issue_key_tells_catalogue_and_day(text: str, said: tuple[str, date] | None) -> None:
    assert read_issue_key(text) == said


@pytest.mark.parametrize("name", DAYS)
def test_a_name_tells_its_day(name: str) -> None:
    assert day_in_name(name) == DAYS[name]


@pytest.mark.parametrize("name", PAGES)
def test_a_name_tells_its_page(name: str) -> None:
    assert page_in_name(name) == PAGES[name]


@pytest.mark.parametrize("name", IDS)
def test_a_name_tells_its_article(name: str) -> None:
    assert id_in_name(name) == IDS[name]


def test_an_issue_key_in_the_name_fills_only_what_the_address_left_open() -> None:
    def read(url: str | None, name: str | None) -> Page:
        return editions.read_published(editions.read_address(Page("", url, name)))

    alone = read(None, f"{KEY}.json#3")
    assert alone.address == Address(issue_key=KEY, catalogue="9876")
    assert (alone.published, alone.evidence) == (DAY, (("published", "name"),))
    both = read(SAME_ARTICLE[0], f"{KEY}.json")
    assert both.address == ARTICLE._replace(issue_key=KEY, catalogue="9876")
    assert both.evidence == (("published", "url"),)
    other_day = read("https://www.pressreader.com/canada/harbour-courier/20190315", f"{KEY}.json")
    assert other_day.address.issue_key is None
    other_paper = read("https://www.pressreader.com/canada/harbour-courier-1107/20190314", f"{KEY}.json")
    assert (other_paper.address.issue_key, other_paper.address.catalogue) == (None, "1107")
    assert read(None, f"{ID}-p05.html").address == Address(source_article_id=ID)


def lists_with_examples(*names: str) -> pytest.MarkDecorator:
    cases = [
        (name, text, side)
        for name in names
        for side in ("examples", "near_misses")
        for text in getattr(getattr(lists(), name), side)
    ]
    return pytest.mark.parametrize("name, text, side", cases)


def test_every_list_has_examples_and_near_misses_and_no_word_twice() -> None:
    for name in type(lists()).__struct_fields__:
        said: Words = getattr(lists(), name)
        assert said.words
        assert said.examples
        assert said.near_misses
        assert len(set(said.words)) == len(said.words)
        assert [word for word in said.words if word != word.lower()] == []


@lists_with_examples("readers")
def test_the_hosts_of_the_service_are_known(name: str, text: str, side: str) -> None:
    parts = take_apart(text)
    assert parts is not None
    assert is_reader(parts.host) is (side == "examples")


@lists_with_examples("archives", "wrappers")
def test_the_address_within_an_address_is_found(name: str, text: str, side: str) -> None:
    parts = take_apart(text)
    assert parts is not None
    assert (parts.host == "www.example.com") is (side == "examples")


@lists_with_examples("scripts", "titles", "articles", "issues", "pages", "catalogues", "days")
def test_a_listed_word_tells_something_and_its_neighbour_nothing(name: str, text: str, side: str) -> None:
    assert (read_url(text) != NOTHING) is (side == "examples")


@lists_with_examples("tracking")
def test_tracking_makes_no_other_address(name: str, text: str, side: str) -> None:
    assert (canonical_url(text) == "https://example.com/a") is (side == "examples")


@lists_with_examples("page_words")
def test_a_page_word_names_a_page(name: str, text: str, side: str) -> None:
    assert (page_in_name(text) is not None) is (side == "examples")


@pytest.mark.parametrize("piece", REPEATED)
def test_a_million_characters_take_no_time(piece: str) -> None:
    longest = [before + piece * ((LONGEST - len(before)) // len(piece)) for before in BEFORE]
    for text in (*longest, piece * (1_000_000 // len(piece))):
        for read in (read_url, canonical_url, read_issue_key, day_in_name, page_in_name, id_in_name):
            start = perf_counter()
            read(text)
            assert perf_counter() - start < SECONDS, f"{read.__name__} on {len(text)} characters"


FRAGMENTS = (
    "http://", "https://", "//", "/", "www.pressreader.com", "courier.newspaperdirect.com", "web.archive.org/web/", "2019", "20190314", "20181345",
    "canada", "en", "harbour-courier", "-1107", ID, GUID, KEY, "textview", "page", "article", "viewer.aspx", "?", "&", "=", ";", "#", "%", "%2F", "%25",
    "%C3%AD", "%ED", "%00", "issue=", "url=", "www-pressreader-com.", "proxy.example.edu", ":80", "@", "[", "]", "{", "}", "\\", "\x00", "\ud800",
    "\u202e", " ", "\n", "í", "i\u0301", ".", "..", "p05", "A12", "-", "_", "!", "'",
)  # fmt: skip
texts = st.one_of(
    st.text(), st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3)), max_size=12).map("".join)
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(texts)
@example("http://www.pressreader.com/%2525252525252541")
@example("//a.b/c?d=%26&%3D=e")
@example("http://a.b/%22c%22/..;/")
def test_whatever_the_text_reading_never_raises_and_tells_only_sound_parts(text: str) -> None:
    address = read_url(text)
    for part in (
        address.country,
        address.slug,
        address.source_article_id,
        address.page_number,
        address.issue_key,
        address.catalogue,
    ):
        assert part is None or part.strip()
        (part or "").encode()
        assert "\x00" not in (part or "")
    once = canonical_url(text)
    assert canonical_url(once) == once
    page_in_name(text)
    id_in_name(text)
    day_in_name(text)
    read_issue_key(text)


@pytest.mark.parametrize("url", [*SAME_ARTICLE, *TELLS])
def test_the_one_form_of_an_address_tells_the_same(url: str) -> None:
    if take_apart(url) and "prcdn" not in url:
        assert read_url(canonical_url(url)) == read_url(url)


_STEPS = st.sampled_from(
    ["canada", "uk", "us", "en", "fr-ca", "korea-republic", "the-province", "sunday-times-1107", "1107", "9876", "a",
     "20180909", "20181345", "283850099252639", "28385009925263", "201809091234567", "textview", "page", "12", "article",
     "Canada", "clar%C3%ADn", "x--y", "the_star", "newspapers", "magazines"]
)  # fmt: skip


@given(
    st.sampled_from(["http://www.", "https://www.", "https://", "http://courier.", "HTTP://www."]),
    st.lists(_STEPS, max_size=5),
    st.sampled_from(["", "/", "?x=1", "#a", " "]),
)
def test_the_usual_address_is_read_as_any_address_is(scheme: str, steps: list[str], end: str) -> None:
    url = f"{scheme}pressreader.com/{'/'.join(steps)}{end}"
    assert addresses.read_url(url) == addresses.read_any_url(url)


@pytest.mark.parametrize("shelf", ["canada", "uk", "korea-republic"])
def test_the_usual_address_of_each_shelf_is_read_as_any_address_is(shelf: str) -> None:
    for slug in ("the-province", "sunday-times-1107", "1107", "24-heures", "i"):
        url = f"https://www.pressreader.com/{shelf}/{slug}/20180909/283850099252639"
        assert addresses.read_url(url) == addresses.read_any_url(url)
        assert addresses.read_url(url).country == shelf
        moment = url.replace("283850099252639", "201809091234567")
        assert addresses.read_url(moment) == addresses.read_any_url(moment)
