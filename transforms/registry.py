"""Who is who: languages and agencies, looked up by folded name; countries and outlets have modules of their own."""

import re
from collections.abc import Iterable
from functools import cache

from transforms.folding import fold
from transforms.papers.countries import countries, find_country, find_country_code
from transforms.papers.outlets import find_outlets, known_outlets, outlet_places
from transforms.rules import Knowledge, RuleError, load

__all__ = [
    "agencies", "agency_names", "countries", "find_agency", "find_country", "find_country_code", "find_language",
    "find_language_code", "find_outlets", "known_outlets", "outlet_places", "reader_names",
]  # fmt: skip


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


class _Languages(Knowledge, frozen=True):
    language: tuple[Language, ...]


class _Agencies(Knowledge, frozen=True):
    agency: tuple[Agency, ...]


class _Readers(Knowledge, frozen=True):
    names: tuple[str, ...]


def _index(file: str, named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map each folded name to its canonical value; one name for two things is an error."""
    index: dict[str, str] = {}
    for name, value in named:
        if index.setdefault(fold(name), value) != value:
            message = f"data/registry/{file}: '{name}' stands for {index[fold(name)]} and {value}; keep one"
            raise RuleError(message)
    return index


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


def language_name(code: str) -> str | None:
    """Return the English name of a language by its ISO 639-1 code.

    >>> language_name("de"), language_name("xx")
    ('German', None)
    """
    return next((g.name for g in load("registry/languages.toml", _Languages).language if g.code == code), None)


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
def reader_names() -> frozenset[str]:
    """Return the folded names of the services that show newspapers: none of them is an outlet."""
    return frozenset(map(fold, load("registry/readers.toml", _Readers).names))
