"""Which paper, and in which country: the sources of each in a stated order.

    country  tail line, document, shelf in the address, registry
    outlet   printed name, address; the registry's where it knows the paper, else the name as printed

A country in the text of the story counts for nothing. Tail, document and shelf say where the service sells a paper,
the registry where it is at home. Of witnesses who differ the first is right whom the registry confirms, else the
first. A paper that can be no other one (a magazine, or one with its place in its name) stays at home on a
foreign shelf. Either way a flag tells of it.
"""

from functools import lru_cache

from transforms.folding import fold, slug
from transforms.marking import testimony
from transforms.papers.countries import find_country, find_country_code
from transforms.papers.outlets import bears_place, find_in_country, find_outlets, magazines
from transforms.papers.titles import country_of, in_words, read_slug, read_title
from transforms.record import Address, Outlet, Page

_CONFLICT = "country_conflict"


def read_country(page: Page) -> Page:
    """Fill `country` from the tail line, else from document or shelf in the address; flag a conflict."""
    said = testimony(page, "country")
    tail = find_country_code(said[0]) if said else None
    stated = page.fact("country")
    issue = find_country_code(stated.value) if stated else None
    shelf = find_country(page.address.country) if page.address.country else None
    if said and tail is None:
        page = page._replace(flags=(*page.flags, "unknown_country"))
    witnesses = [
        (country, where)
        for country, where in (
            (tail, f"line {said[1]}" if said else ""), (issue, stated.where if stated else ""), (shelf, "url"),
        )
        if country
    ]  # fmt: skip
    if not witnesses:
        return page
    country, where = witnesses[0]
    if any(other != country for other, _ in witnesses):
        homes = {o.country for o in find_outlets(page.outlet_as_printed, _slug(page.address))}
        country, where = next((witness for witness in witnesses if witness[0] in homes), witnesses[0])
        page = page._replace(flags=(*page.flags, _CONFLICT))
    return page._replace(country=country, evidence=(*page.evidence, ("country", where)))


def read_outlet(page: Page) -> Page:
    """Fill `outlet`: the registry's by printed name, else by address; else the name as printed, without its edition.

    Homonyms are told apart by country, place and address. A paper that the registry does not know keeps its
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
    here = [o for o in found if country is None or o.country is None or o.country == country]
    if country and not here:
        here = find_in_country(name or read_slug(address or "").paper.replace("-", " "), country)
    here = [o for o in here if name in (o.name, *o.aliases)] or here  # `Récord` and `Record` are two papers
    if address and len(here) > 1:
        by_address = {o.outlet_id for o in find_outlets(None, address)}
        here = [o for o in here if o.outlet_id in by_address] or here
    if len(here) == 1 or (here and country):
        return here[0], len(here) > 1
    if here:
        return Outlet(slug(here[0].name), here[0].name), True
    if len(found) == 1 and _is_no_other(found[0]):
        return found[0], False
    return _unknown(name, address, country, taken=bool(found)), False


def _is_no_other(outlet: Outlet) -> bool:
    """Say whether a paper on a foreign shelf is still this one: a magazine, or its place stands in its name."""
    return outlet.outlet_id in magazines() or bears_place(outlet)


def _unknown(name: str | None, address: str | None, country: str | None, *, taken: bool) -> Outlet:
    """Make an outlet of a name; one that the registry gives to another country says where it is."""
    shown = _without_edition(name, country) if name else in_words(read_slug(address or "").paper.split("-"))
    made = slug(shown) or (read_slug(address).paper if address else None) or fold(shown) or "unnamed"
    return Outlet(f"{made}-{country.lower()}" if taken and country else made, shown)


def _without_edition(name: str, country: str | None) -> str:
    """Return a printed name with neither its edition nor the country that the page tells anyway."""
    title = read_title(name)
    notes = (note for note in title.notes if country is None or country_of(note) != country)
    return title.paper + "".join(f" ({note})" for note in notes)


def read_country_of_outlet(page: Page) -> Page:
    """Fill `country` from the registry where nothing told it, or another country that cannot be the paper's."""
    home = page.outlet.country if page.outlet else None
    if home is None or page.country == home:
        return page
    flags = (*page.flags, _CONFLICT) if page.country and _CONFLICT not in page.flags else page.flags
    others = tuple(pair for pair in page.evidence if pair[0] != "country")
    return page._replace(country=home, flags=flags, evidence=(*others, ("country", "registry")))
