"""Newspapers and magazines by the name that is printed and by the slug of an address; homonyms are all returned."""

from functools import cache, lru_cache

from transforms.folding import fold
from transforms.papers.titles import (
    country_of,
    edition_of_slug,
    is_region,
    read_slug,
    read_title,
    shorter_names,
    tells_papers_apart,
)
from transforms.record import Outlet
from transforms.rules import Knowledge, load

_MANY_WORDS = 3  # that hardly two papers have in common
_LONG_WORD = 5  # letters of the only word of a name; a shorter one begins many slugs
_LONGEST = 120  # characters of a slug; a longer one names nothing
ARTICLE = "the "  # a name is found with and without it: "Vancouver Sun"


class KnownOutlet(Knowledge, frozen=True):
    """A newspaper of the registry; `slugs` are its names in addresses that no name with hyphens gives."""

    id: str
    name: str
    country: str
    place: str | None = None
    language: str | None = None
    aliases: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    kind: str = "newspaper"


class _Outlets(Knowledge, frozen=True):
    outlet: tuple[KnownOutlet, ...]


@cache
def _outlets() -> tuple[dict[str, list[Outlet]], dict[str, list[Outlet]]]:
    """Return outlets by folded name and by slug; homonyms share a list."""
    by_name: dict[str, list[Outlet]] = {}
    by_slug: dict[str, list[Outlet]] = {}
    for o in load("registry/outlets.toml", _Outlets).outlet:
        outlet = Outlet(o.id, o.name, o.country, o.place, o.language, o.aliases, known=True)
        for key in {fold(n) for n in (o.name, *o.aliases)}:
            by_name.setdefault(key, []).append(outlet)
        for key in {o.id, *o.slugs}:
            by_slug.setdefault(key, []).append(outlet)
    return by_name, by_slug


def find_outlets(name: str | None, slug: str | None) -> list[Outlet]:
    """Return the outlets that bear this printed name or this address slug, homonyms included.

    An edition does not hinder, and a place or country in brackets or at the end of a slug tells homonyms apart.

    >>> [o.outlet_id for o in find_outlets("USA TODAY (International Edition)", None)]
    ['usa-today']
    >>> [o.outlet_id for o in find_outlets(None, "the-herald-zimbabwe-late-edition")]
    ['the-herald-zimbabwe']
    """
    return (_find_by_print(name) if name else []) or (_find_by_slug(slug) if slug else [])


def _find_by_print(name: str) -> list[Outlet]:
    """Look up a line of print; most are no paper's name, and begin like none."""
    key = fold(name)
    words = key.removeprefix(ARTICLE).split(maxsplit=2)
    begins = len(words) > 1 and not _beginnings().isdisjoint((words[0], " ".join(words[:2])))
    return _find_by_name(key) or (_find_by_title(name) if begins else [])


@cache
def _beginnings() -> frozenset[str]:
    """Return the first two words of every name, or its only one, the article left out."""
    by_name, _ = _outlets()
    return frozenset(" ".join(key.removeprefix(ARTICLE).split(maxsplit=2)[:2]) for key in by_name)


def _find_by_name(key: str) -> list[Outlet]:
    """Look up a folded name as it stands, then with its article added or taken away.

    One word alone gains no article: a line that reads "Star" or "Times" names no newspaper.
    """
    by_name, _ = _outlets()
    bare = key.removeprefix(ARTICLE)
    other = bare if bare != key else ARTICLE + key
    return by_name.get(key) or (by_name.get(other, []) if " " in bare else [])


@cache
def _loosely_named() -> dict[tuple[str, str], list[Outlet]]:
    """Return outlets by country and name, whatever article or brackets the registry has with it."""
    met: dict[tuple[str, str], list[Outlet]] = {}
    for outlet in known_outlets():
        names = (name for name in (outlet.name, *outlet.aliases) if _is_national(name, outlet.country))
        for key in {_loose(name) for name in names}:
            met.setdefault((outlet.country or "", key), []).append(outlet)
    return met


def _is_national(name: str, country: str | None) -> bool:
    """Say whether nothing but its country stands beside a name: `The Times (Trenton)` is not the country's Times."""
    return all(country_of(note) == country for note in read_title(name).notes)


def _loose(name: str) -> str:
    return fold(read_title(name).paper).removeprefix(ARTICLE)


def find_in_country(name: str, country: str) -> list[Outlet]:
    """Return the outlets of a country that bear a name, also one that elsewhere belongs to a better known paper.

    >>> [o.outlet_id for o in find_in_country("The Sunday Times", "LK")]
    ['sunday-times-sri-lanka']
    """
    return _loosely_named().get((country, _loose(name)), [])


def _find_by_title(name: str) -> list[Outlet]:
    """Look up a name without its edition, then tell homonyms apart by its notes."""
    for bare, notes in shorter_names(name):
        if found := _find_by_name(fold(bare)):
            for note in filter(tells_papers_apart, notes):
                found = _meant(note, found)
            return found
    found = _find_by_name(fold(read_title(name).paper))
    for note in read_title(name).notes:
        found = _meant(note, found)
    return found


def _meant(note: str, found: list[Outlet]) -> list[Outlet]:
    """Return those of homonyms that a note means; one that nobody understands hinders a name that others may bear."""
    key = f" {fold(note)} "
    if here := [o for o in found if o.place and f" {fold(o.place)} " in key]:
        return here
    if is_region(note):
        return found
    if country := country_of(note):
        return [o for o in found if o.country == country]
    return found if len(found) == 1 and _is_distinct(found[0]) else []


def _is_distinct(outlet: Outlet) -> bool:
    """Say whether hardly another paper can bear the name: it has three words, or its place stands in it."""
    words = fold(outlet.name).removeprefix(ARTICLE).split()
    return len(words) >= _MANY_WORDS or bears_place(outlet)


def bears_place(outlet: Outlet) -> bool:
    """Say whether the place where a paper is made stands in its name."""
    return bool(outlet.place) and f" {fold(outlet.place or '')} " in f" {fold(outlet.name)} "


@lru_cache(maxsize=4096)
def _cut_slug(slug: str) -> tuple[tuple[Outlet, ...], str | None]:
    """Return the papers that a slug means and the edition behind them; most slugs are a name with hyphens."""
    _, by_slug = _outlets()
    words = slug.split("-") if len(slug) <= _LONGEST else []
    for cut in range(len(words), 0, -1):
        known, rest = "-".join(words[:cut]), words[cut:]
        found = by_slug.get(known) or _find_by_name(fold(known))
        if not rest:
            if found:
                return tuple(found), _edition_within(words, found)
            continue
        is_word = cut == 1 and len(fold(known)) < _LONG_WORD
        if found and not is_word and (edition := edition_of_slug(rest)):
            return tuple(found), edition
        if here := _of_place_or_country(known, " ".join(rest), found):
            return tuple(here), None
    return (), None


def _of_place_or_country(slug: str, note: str, found: list[Outlet]) -> list[Outlet]:
    """Return the papers of a slug whose place or country stands behind it: `the-herald-zimbabwe`."""
    country = country_of(note)
    named = [o for o in (*found, *_find_by_name(fold(slug))) if fold(o.place or "") == note or country == o.country]
    return list(dict.fromkeys(named)) or (find_in_country(slug.replace("-", " "), country) if country else [])


def _edition_within(words: list[str], found: list[Outlet]) -> str | None:
    """Return the edition behind a slug that the registry knows as a whole, if the papers have it without one too."""
    for cut in range(1, len(words)):
        bare = _find_by_name(fold(" ".join(words[:cut])))
        if (edition := edition_of_slug(words[cut:])) and any(o in bare for o in found):
            return edition
    return None


def _find_by_slug(slug: str) -> list[Outlet]:
    return list(_cut_slug(slug)[0])


def find_edition(name: str | None, slug: str | None, outlet: Outlet | None) -> str | None:
    """Return the edition that a printed name tells, else an address; of a paper at home elsewhere also a region.

    >>> find_edition("The Globe and Mail (Ontario Edition)", None, None), find_edition(None, "usa-today-late", None)
    ('Ontario Edition', 'Late')
    """
    if name:
        title = read_title(name)
        regions = (note for note in title.notes if outlet and outlet.known and _is_elsewhere(note, outlet))
        edition = title.edition or next(regions, None)
        if edition and not (outlet and fold(edition) in fold(outlet.name)):
            return edition
    if not slug:
        return None
    found, edition = _cut_slug(slug)
    return edition if found else read_slug(slug).edition


def _is_elsewhere(note: str, outlet: Outlet) -> bool:
    at_home = (outlet.place or "", outlet.name, outlet.outlet_id)
    return is_region(note) and not any(f" {fold(note)} " in f" {fold(text)} " for text in at_home)


@cache
def magazines() -> frozenset[str]:
    """Return the ids of magazines, which are sold abroad under a name that no paper there bears."""
    return frozenset(o.id for o in load("registry/outlets.toml", _Outlets).outlet if o.kind == "magazine")


@cache
def outlet_places() -> frozenset[str]:
    """Return the folded names of all places where a paper of the registry is printed."""
    by_name, _ = _outlets()
    return frozenset(fold(o.place) for outlets in by_name.values() for o in outlets if o.place)


def known_outlets() -> tuple[Outlet, ...]:
    """Return every outlet of the registry once."""
    by_name, _ = _outlets()
    return tuple({o.outlet_id: o for outlets in by_name.values() for o in outlets}.values())
