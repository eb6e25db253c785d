"""What the address of a page tells: country shelf, outlet, day, page, article id, issue key.

http(s)://www.pressreader.com/{country}/{outlet-slug}/{YYYYMMDD}/{article-id}[?tracking]
http(s)://{brand}.pressreader.com/{outlet-slug}/{YYYYMMDD}/{article-id}
http(s)://www.pressreader.com/article/{article-id}
http://{brand}.newspaperdirect.com/epaper/viewer.aspx?issue={issue-key}&page={page}&article={GUID}
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TypeVar
from urllib.parse import quote

from transforms.address.file_names import day_in_name, id_in_name, page_in_name
from transforms.address.parts import AROUND, Parts, Words, is_reader, lists, take_apart
from transforms.address.signs import (
    as_article_id,
    as_catalogue,
    as_day,
    as_page_number,
    find_issue_key,
    read_issue_key,
)
from transforms.record import Address
from transforms.registry import find_country, find_outlets

__all__ = [
    "canonical_url", "day_in_name", "id_in_name", "page_in_name", "read_issue_key",
    "read_url",
]  # fmt: skip

T = TypeVar("T")

_TEXT_VIEW = "textview"
_ARTICLE = "article"
_PAGE = "page"
_IDS_BEGIN = "28"  # every id of 15 digits that was seen; told from other numbers on hosts we do not know
_LANGUAGE = re.compile(r"[a-z]{2}(?:-(?:[a-z]{2}|hans|hant))?")
_SLUG = re.compile(r"[^\s\"<>\\^`{|}\[\]?#%=]{1,120}")  # vowel signs of many scripts are no letters for `\w`
_SUFFIX = re.compile(r"-(\d{4})$", re.ASCII)
_YEAR, _MONTH_OR_DAY = re.compile(r"(?:1[6-9]|20)\d\d", re.ASCII), re.compile(r"\d\d?", re.ASCII)
_USUAL_LENGTH = 200
_SAFE_IN_PATH = "/!$&*+=@"


def read_url(url: str) -> Address:
    """Return what an address tells; an address of another shape tells nothing.

    >>> read_url("http://www.pressreader.com/canada/the-province/20180909/283850099252639")[:4]
    ('canada', 'the-province', datetime.date(2018, 9, 9), '283850099252639')
    >>> address = read_url("//courier.newspaperdirect.com/epaper/viewer.aspx?issue=98762019031400000000001001&page=18")
    >>> address.published, address.page_number, address.catalogue
    (datetime.date(2019, 3, 14), '18', '9876')
    """
    usual = _usual().fullmatch(url) if len(url) <= _USUAL_LENGTH else None
    if usual and (day := as_day(usual["day"])):
        slug, catalogue = _read_slug(usual["slug"])
        return Address(usual["country"], slug, day, as_article_id(usual["article"]), catalogue=catalogue)
    return read_any_url(url)


@cache
def _usual() -> re.Pattern[str]:
    """Return the pattern of nearly all addresses, with nothing that has to be decoded: a tenth of the cost."""
    hosts = "|".join(map(re.escape, lists().readers.words))
    return re.compile(
        rf"https?://(?:www\.)?(?:{hosts})/(?P<country>[a-z]{{3,}}(?:-[a-z]+)*|uk)/(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)"
        r"/(?P<day>\d{8})/(?P<article>\d{15})",
        re.ASCII,
    )


def read_any_url(url: str) -> Address:
    """Return the same for an address of any shape."""
    parts = take_apart(url)
    return _read_query(parts, _read_path(parts)) if parts else Address()


def _read_path(parts: Parts) -> Address:
    """Read the path: around its day, or without one."""
    path = _without_language(tuple(part.lower() for part in parts.path))
    titled = parts.reader and "/".join(path[:2]) in lists().titles.words
    path = path[2:] if titled else path
    place = next((i for i, part in enumerate(path) if as_day(part)), None)
    if place is None:
        return _read_undated(path, reader=parts.reader, titled=titled)
    before, day, after = path[:place], as_day(path[place]), path[place + 1 :]
    article = _first(as_article_id, after)
    whole = (not article and _TEXT_VIEW in after) or (not after and parts.reader) or None
    country = before[-2] if len(before) > 1 else None
    if not parts.reader:
        if not before or not (_TEXT_VIEW in after or (article and article.startswith(_IDS_BEGIN))):
            return Address(published=day)
        country = country if country and find_country(country) else None
    slug, catalogue = _read_slug(before[-1] if before else None, alone=len(before) == 1)
    page = _first(as_page_number, (part for word, part in pairwise(after) if word == _PAGE))
    shelf = country if country and _SLUG.fullmatch(country) else None
    return Address(shelf, slug, day, article, page, catalogue=catalogue, whole_issue=whole)


def _without_language(path: tuple[str, ...]) -> tuple[str, ...]:
    """Drop the language of the service's own pages; `uk` is a shelf, and a slug stands before a day."""
    if len(path) > 1 and _LANGUAGE.fullmatch(path[0]) and not find_country(path[0]) and not as_day(path[1]):
        return path[1:]
    return path


def _read_slug(part: str | None, *, alone: bool = False) -> tuple[str | None, str | None]:
    """Return slug and catalogue number; some brands have the number in the slug's place."""
    if part is None or not _SLUG.fullmatch(part := "-".join(part.split())):
        return None, None
    if alone and as_catalogue(part) and not part.isalpha():
        return None, part
    suffix = _SUFFIX.search(part)
    return (part[: suffix.start()] or None, suffix[1]) if suffix else (part, None)


def _read_undated(path: tuple[str, ...], *, reader: bool, titled: bool) -> Address:
    """Read a path without a day: an article's own address, a title's shelf, else a news site's day."""
    named = path if reader else [part for word, part in pairwise(path) if word == _ARTICLE]
    article = _first(as_article_id, named)
    if not reader:
        ours = article if article and path[-1].startswith(_IDS_BEGIN) else None
        return Address(published=_day_in_steps(path), source_article_id=ours)
    whole = True if _TEXT_VIEW in path else None
    if titled:
        country, titles = None, path[:1]
    elif path and find_country(path[0]):
        country, titles = path[0], path[1:2]
    else:  # a brand's own host: any word may stand here, so the registry must know the paper
        country, titles = None, tuple(part for part in path[:1] if find_outlets(None, _read_slug(part)[0]))
    slug, catalogue = _read_slug(titles[0] if titles else None)
    return Address(country, slug, None, article, catalogue=catalogue, whole_issue=whole)


def _day_in_steps(path: tuple[str, ...]) -> date | None:
    """Return the day of an address such as `/2019/03/04/story`."""
    for year, month, day in zip(path, path[1:], path[2:], strict=False):
        if _YEAR.fullmatch(year) and _MONTH_OR_DAY.fullmatch(month) and _MONTH_OR_DAY.fullmatch(day):
            return as_day(f"{year}{month:0>2}{day:0>2}")
    return None


def _read_query(parts: Parts, address: Address) -> Address:
    """Fill what the path left open from an issue key in path or query, and from the viewer's parameters."""
    rules = lists()
    issue = _first(find_issue_key, (*_values(parts, rules.issues), *parts.path))
    if not parts.reader and issue is None:
        return address
    articles = _values(parts, rules.articles)
    number = issue.catalogue if issue else _first(as_catalogue, _values(parts, rules.catalogues))
    day = issue.published if issue else _first(as_day, _values(parts, rules.days)) if number else None
    filled = address._replace(
        published=address.published or day,
        source_article_id=address.source_article_id or _first(as_article_id, articles),
        page_number=address.page_number or _first(as_page_number, _values(parts, rules.pages)),
        issue_key=issue.key if issue else None,
        catalogue=number or address.catalogue,
    )
    one = filled.page_number or filled.source_article_id or any(find_issue_key(value) is None for value in articles)
    return filled._replace(whole_issue=True) if issue and parts.reader and not one else filled


def _first(read: Callable[[str], T | None], texts: Iterable[str]) -> T | None:
    """Return what the first text tells that tells anything."""
    return next((said for text in texts if (said := read(text)) is not None), None)


def _values(parts: Parts, names: Words) -> list[str]:
    """Return the values of the parameters so named, in the order of the names."""
    return [value for name in names.words for key, value in parts.query if key.lower() == name]


def canonical_url(url: str) -> str:
    """Return one form for all spellings of an address; what is no address of the web comes back stripped.

    Scheme, port, `www.`, fragment, tracking, session, archive, proxy and encoding make no
    difference; of an address of the service only what tells article, issue, page or day is kept.

    >>> canonical_url("HTTP://m.PressReader.com:80/canada//the-province/20180909/283850099252639/?utm_source=a#b")
    'https://pressreader.com/canada/the-province/20180909/283850099252639'
    """
    parts = take_apart(url)
    if parts is None or not parts.host:
        return url.strip(AROUND)
    host, path = parts.host.removeprefix("www."), parts.path
    if parts.reader:
        host = host.removeprefix("m.") if is_reader(host) else host
        path = _without_language(tuple(part.lower() for part in path))
    kept = sorted({pair for key, value in parts.query if (pair := _kept(key, value, reader=parts.reader))})
    query = "&".join(f"{quote(key, safe='')}={quote(value, safe='')}" for key, value in kept)
    return (
        f"https://{host}" + "".join(f"/{quote(p, safe=_SAFE_IN_PATH)}" for p in path) + (f"?{query}" if query else "")
    )


def _kept(key: str, value: str, *, reader: bool) -> tuple[str, str] | None:
    """Return a parameter as it is compared, None if it makes no other address."""
    rules, name = lists(), key.lower()
    if reader:
        named = (rules.articles, rules.issues, rules.pages, rules.catalogues, rules.days)
        return (name, as_article_id(value) or value.lower()) if any(name in said.words for said in named) else None
    came = any(name.startswith(word) if word.endswith("_") else name == word for word in rules.tracking.words)
    return None if came else (key, value)
