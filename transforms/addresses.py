"""What the address of a page tells: country shelf, outlet, date of the edition, article id.

http(s)://www.pressreader.com/{country}/{outlet-slug}/{YYYYMMDD}/{article-id}[?tracking]
http(s)://{brand}.pressreader.com/{outlet-slug}/{YYYYMMDD}/{article-id}
http(s)://www.pressreader.com/article/{article-id}
"""

import re
from datetime import date
from urllib.parse import unquote, urlsplit

from transforms.record import Address, Page

_DAY = re.compile(r"(?P<year>(?:1[6-9]|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_ARTICLE_ID = re.compile(r"\d{14,15}")
_CATALOGUE_NUMBER = re.compile(r"-\d{4}$")
_NAMED_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:1[6-9]|20)\d\d)(?P<sign>[-_./]?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)(?!\d)"
)


def read_url(url: str) -> Address:
    """Return what an address tells; an address of another shape tells nothing.

    >>> read_url("http://www.pressreader.com/canada/the-province/20180909/283850099252639")
    Address(country='canada', slug='the-province', published=datetime.date(2018, 9, 9), \
source_article_id='283850099252639')
    """
    try:
        parts = [unquote(part) for part in urlsplit(url.strip()).path.split("/") if part]
    except ValueError:  # `http://[broken`
        return Address()
    day = next((place for place, part in enumerate(parts) if _as_day(_DAY.fullmatch(part))), None)
    article_id = next((part for part in parts if _ARTICLE_ID.fullmatch(part)), None)
    if day is None:
        return Address(source_article_id=article_id)
    before = parts[:day]
    slug = _CATALOGUE_NUMBER.sub("", before[-1].casefold()) if before else None
    country = before[-2].casefold() if len(before) > 1 else None
    return Address(country, slug, _as_day(_DAY.fullmatch(parts[day])), article_id)


def day_in_name(name: str) -> date | None:
    """Return the date that a file name or its folders carry, the last one if there are several.

    >>> day_in_name("the-province/2018-09-09/p05.txt")
    datetime.date(2018, 9, 9)
    """
    days = [day for found in _NAMED_DAY.finditer(name) if (day := _as_day(found))]
    return days[-1] if days else None


def _as_day(found: re.Match[str] | None) -> date | None:
    """Return the date a pattern found, None if there is no such day."""
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None


def read_address(page: Page) -> Page:
    """Fill `address` from the page's url."""
    return page._replace(address=read_url(page.url)) if page.url else page


def read_published(page: Page) -> Page:
    """Fill `published` from the address, else from the file name; never from the clock."""
    if page.address.published:
        evidence = (*page.evidence, ("published", "url"))
        return page._replace(published=page.address.published, evidence=evidence)
    day = day_in_name(page.name) if page.name else None
    if day is None:
        return page
    return page._replace(published=day, evidence=(*page.evidence, ("published", "name")))
