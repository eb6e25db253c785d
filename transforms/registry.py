"""Who is who: countries, languages, outlets and agencies, looked up by folded name."""

import re
from collections.abc import Iterable
from functools import cache

from transforms.folding import fold
from transforms.record import Outlet
from transforms.rules import Knowledge, RuleError, load

ARTICLE = "the "  # a name is found with and without it: "the Netherlands", "Vancouver Sun"


class Country(Knowledge, frozen=True):
    """A country: ISO 3166-1 codes, English name, other names, and its shelves in addresses."""

    code: str
    alpha_3: str
    name: str
    aliases: tuple[str, ...] = ()
    shelves: tuple[str, ...] = ()


class Language(Knowledge, frozen=True):
    """A language: ISO 639-1 code, English name, other names."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


class Agency(Knowledge, frozen=True):
    """Who supplies texts or photographs: canonical name, other names, home, what it supplies."""

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    kind: str = "wire"


class KnownOutlet(Knowledge, frozen=True):
    """A newspaper of the registry; `slugs` are its names in addresses that no name with hyphens gives."""

    id: str
    name: str
    country: str
    place: str | None = None
    language: str | None = None
    aliases: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()


class _Countries(Knowledge, frozen=True):
    country: tuple[Country, ...]


class _Languages(Knowledge, frozen=True):
    language: tuple[Language, ...]


class _Agencies(Knowledge, frozen=True):
    agency: tuple[Agency, ...]


class _Readers(Knowledge, frozen=True):
    names: tuple[str, ...]


class _Outlets(Knowledge, frozen=True):
    outlet: tuple[KnownOutlet, ...]


def _index(file: str, named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map each folded name to its canonical value; one name for two things is an error."""
    index: dict[str, str] = {}
    for name, value in named:
        if index.setdefault(fold(name), value) != value:
            message = f"data/registry/{file}: '{name}' stands for {index[fold(name)]} and {value}; keep one"
            raise RuleError(message)
    return index


@cache
def countries() -> dict[str, Country]:
    """Return every country by its alpha-2 code."""
    return {c.code: c for c in load("registry/countries.toml", _Countries).country}


@cache
def _country_names() -> dict[str, str]:
    named = ((n, c.code) for c in countries().values() for n in (c.name, *c.aliases, *c.shelves))
    return _index("countries.toml", named)


def find_country(name: str) -> str | None:
    """Return the alpha-2 code of a country by any of its names or address shelves."""
    key = fold(name)
    return _country_names().get(key) or _country_names().get(key.removeprefix(ARTICLE))


def find_country_code(text: str) -> str | None:
    """Return the alpha-2 code that a service writes in any case, or of the country it names.

    >>> find_country_code("gb"), find_country_code("GBR"), find_country_code("xx")
    ('GB', 'GB', None)
    """
    code = text.strip().upper()
    by_alpha_3 = {c.alpha_3: c.code for c in countries().values()} if len(code) == 3 else {}  # noqa: PLR2004
    return code if code in countries() else by_alpha_3.get(code) or find_country(text)


@cache
def _language_names() -> dict[str, str]:
    languages = load("registry/languages.toml", _Languages).language
    return _index("languages.toml", ((n, g.code) for g in languages for n in (g.name, *g.aliases)))


def find_language(name: str) -> str | None:
    """Return the ISO 639-1 code of a language by any of its names."""
    return _language_names().get(fold(name))


def find_language_code(text: str) -> str | None:
    """Return the ISO 639-1 code of a language tag (`en`, `pt_BR`, `de-DE`), or of the language it names.

    >>> find_language_code("pt_BR"), find_language_code("Deutsch"), find_language_code("xx")
    ('pt', 'de', None)
    """
    code = re.split(r"[-_]", text.strip().lower(), maxsplit=1)[0]
    return code if code in set(_language_names().values()) else find_language(text)


@cache
def agencies() -> dict[str, Agency]:
    """Return every agency by its canonical name."""
    return {a.name: a for a in load("registry/agencies.toml", _Agencies).agency}


@cache
def agency_names() -> dict[str, str]:
    """Return the canonical name of every agency by each of its folded names."""
    named = ((n, a.name) for a in agencies().values() for n in (a.name, *a.aliases))
    return _index("agencies.toml", named)


def find_agency(name: str) -> str | None:
    """Return the canonical name of an agency by any of its names."""
    return agency_names().get(fold(name))


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
    """Return the outlets that bear this printed name or this address slug, homonyms included."""
    return (_find_by_name(fold(name)) if name else []) or (_find_by_slug(slug) if slug else [])


def _find_by_name(key: str) -> list[Outlet]:
    """Look up a folded name as it stands, then with its article added or taken away.

    One word alone gains no article: a line that reads "Star" or "Times" names no newspaper.
    """
    by_name, _ = _outlets()
    bare = key.removeprefix(ARTICLE)
    other = bare if bare != key else ARTICLE + key
    return by_name.get(key) or (by_name.get(other, []) if " " in bare else [])


def _find_by_slug(slug: str) -> list[Outlet]:
    """Look up an address slug; most are a name with hyphens, so only the others stand in the data."""
    _, by_slug = _outlets()
    return by_slug.get(slug) or _find_by_name(fold(slug))


@cache
def reader_names() -> frozenset[str]:
    """Return the folded names of the services that show newspapers: none of them is an outlet."""
    return frozenset(map(fold, load("registry/readers.toml", _Readers).names))


@cache
def outlet_places() -> frozenset[str]:
    """Return the folded names of all places where a paper of the registry is printed."""
    by_name, _ = _outlets()
    return frozenset(fold(o.place) for outlets in by_name.values() for o in outlets if o.place)


def known_outlets() -> tuple[Outlet, ...]:
    """Return every outlet of the registry once."""
    by_name, _ = _outlets()
    return tuple({o.outlet_id: o for outlets in by_name.values() for o in outlets}.values())
