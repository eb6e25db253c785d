"""What the registries know of words in a byline: agencies, papers and places."""

from collections.abc import Sequence
from functools import cache, lru_cache

from transforms import registry
from transforms.byline.words import Word, covers, text_of
from transforms.papers.countries import is_country
from transforms.papers.outlets import find_outlets

_SHORT_AGENCY = 4


def agency_of(words: Sequence[Word]) -> str | None:
    """Return the agency that these words name; a short name must be an abbreviation, or spelled as its own (`Lusa`)."""
    if len(words) == 1 and len(words[0].key) <= _SHORT_AGENCY and words[0].shape not in {"upper", "lower"}:
        return _agency_spellings().get(words[0].text)
    if not words or words[-1].key.rpartition(" ")[2] not in _agency_ends():
        return None
    known = registry.agency_names()
    key = " ".join(w.key for w in words if w.key)
    found = known.get(key) or known.get(key.removeprefix("the "))
    return found if found and registry.agencies()[found].kind != "photo" else None


@cache
def _agency_ends() -> frozenset[str]:
    """Return the last words of all names of agencies: most words of a byline are none of them."""
    return frozenset(name.rpartition(" ")[2] for name in registry.agency_names())


@cache
def _agency_spellings() -> dict[str, str]:
    """Return the agencies that supply texts by their names exactly as the registry writes them."""
    wires = (agency for agency in registry.agencies().values() if agency.kind != "photo")
    return {name: agency.name for agency in wires for name in (agency.name, *agency.aliases)}


def is_paper(agency: str) -> bool:
    """Say whether an agency is at home a newspaper, whose named writers are its own."""
    return registry.agencies()[agency].kind == "syndicate"


def is_place(words: Sequence[Word]) -> bool:
    """Say whether these words are a place or a country."""
    return covers(words, ("place",)) or _is_country(text_of(words))


@lru_cache(maxsize=16384)
def _is_country(text: str) -> bool:
    return is_country(text)


def is_known_paper(words: Sequence[Word]) -> bool:
    """Say whether the registry of outlets knows a paper of this name."""
    return _is_outlet_name(text_of(words))


@lru_cache(maxsize=16384)
def _is_outlet_name(text: str) -> bool:
    return bool(find_outlets(text, None))
