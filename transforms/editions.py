"""Which edition, which page, whose id: what address, document and file name say.

Each field has a stated order of sources; the first that speaks decides, and a flag tells where
two of them disagree.

    url                given with the page (manifest, archive, record), then the document's canonical, og:url, JSON-LD
    source_article_id  address, document, file name
    published          address, document (service, package, title, meta …), printed line, file name; never the clock
    page_numbers       address, document, printed line, file name
    edition            document, printed name of the paper, address
"""

from transforms import addresses
from transforms.address.signs import as_article_id, find_issue_key
from transforms.dates import read_date
from transforms.folios import read_folio
from transforms.layouts import read_meta
from transforms.papers.outlets import find_edition
from transforms.record import Page

_NAME = "name"


def read_url(page: Page) -> Page:
    """Fill `url` from the document where none was given."""
    found = page.fact("url")
    if found is None:
        return page
    if page.url is None:
        return page._replace(url=found.value, evidence=(*page.evidence, ("url", found.where)))
    given, stated = addresses.read_url(page.url), addresses.read_url(found.value)
    differ = any(a and b and a != b for a, b in zip(given, stated, strict=True))
    return page._replace(flags=(*page.flags, "url_conflict")) if differ else page


def read_address(page: Page) -> Page:
    """Fill `address` from the url; where that is silent, the id from document or file name."""
    address = addresses.read_url(page.url) if page.url else page.address
    fact, flags = page.fact("source_article_id"), page.flags
    stated = (as_article_id(fact.value) or fact.value) if fact else None
    if address.source_article_id is None:
        own = stated or (addresses.id_in_name(page.name) if page.name else None)
        address = address._replace(source_article_id=own)
    elif stated and stated != address.source_article_id:
        flags = (*flags, "article_id_conflict")
    issue = find_issue_key(page.name) if page.name and address.issue_key is None else None
    if issue and address.published in {None, issue.published} and address.catalogue in {None, issue.catalogue}:
        address = address._replace(issue_key=issue.key, catalogue=issue.catalogue)
    return page._replace(address=address, flags=flags)


def read_published(page: Page) -> Page:
    """Fill `published` with the date of the edition; never from the clock."""
    said = [("url", page.address.published)]
    said += [(fact.where, read_date(fact.value)) for fact in page.facts if fact.field == "published"]
    said += [(where, meta.published) for meta, where in read_meta(page)]
    said += [(where, folio.published) for folio, where in read_folio(page)]
    if page.name and not any(day for _, day in said):
        said.append((_NAME, addresses.day_in_name(page.name)))
    known = [(where, day) for where, day in said if day]
    if not known:
        return page
    where, published = known[0]
    flags = (*page.flags, "published_conflict") if len({day for _, day in known}) > 1 else page.flags
    return page._replace(published=published, flags=flags, evidence=(*page.evidence, ("published", where)))


def read_page_numbers(page: Page) -> Page:
    """Fill `page_numbers`: an article can run over several pages."""
    facts = [fact for fact in page.facts if fact.field == "page_number"]
    facts = [fact for fact in facts if fact.where != _NAME] or facts  # a name only where the document is silent
    stated = tuple(dict.fromkeys(fact.value for fact in facts))
    where = facts[0].where if facts else "url"
    printed = next(((folio.page_number, line) for folio, line in read_folio(page) if folio.page_number), None)
    if page.address.page_number:
        stated, where = tuple(dict.fromkeys((page.address.page_number, *stated))), "url"
    elif printed and (not stated or where == _NAME):
        stated, where = (printed[0],), printed[1]
    elif not stated and page.name and (number := addresses.page_in_name(page.name)):
        stated, where = (number,), _NAME
    if not stated:
        return page
    return page._replace(page_numbers=stated, evidence=(*page.evidence, ("page_numbers", where)))


def read_edition(page: Page) -> Page:
    """Fill `edition` from the document, else from the printed name of the paper, else from its slug."""
    if found := page.fact("edition"):
        return page._replace(edition=found.value, evidence=(*page.evidence, ("edition", found.where)))
    name, address = page.outlet_as_printed, page.address.slug
    if edition := find_edition(name, None, page.outlet):
        where = next((where for field, where in page.evidence if field == "outlet_as_printed"), "inferred")
    elif edition := find_edition(None, address, page.outlet):
        where = "url"
    else:
        return page
    return page._replace(edition=edition, evidence=(*page.evidence, ("edition", where)))
