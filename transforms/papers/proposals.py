"""What the registry could say about a paper that it does not know: a line for `data/registry/outlets.toml`."""

import json
from collections.abc import Mapping

from transforms.folding import fold, slug
from transforms.papers.countries import countries
from transforms.papers.outlets import find_in_country, find_outlets
from transforms.papers.titles import in_words, read_slug, read_title

_SURE = 0.9  # of the articles that name one
_ASK = "# "  # before a line that a person must complete: the registry loads without it


def propose_entry(
    names: Mapping[str, int],
    slugs: Mapping[str, int] | None = None,
    seen_in: Mapping[str, int] | None = None,
    languages: Mapping[str, int] | None = None,
) -> str:
    """Return the entry of an unknown paper as a line of TOML, from what was seen in how many articles.

    `names` are as printed, `slugs` of addresses, `seen_in` alpha-2 codes, `languages` ISO 639-1. A line that lacks
    a sure country is a comment, and so is one whose name another paper of the country has.

    >>> names = {"The Fenland Gazette": 30, "Fenland Gazette (Late Edition)": 4}
    >>> print(propose_entry(names, {}, {"GB": 34}, {"en": 33, "fr": 1}))
      { id = "the-fenland-gazette", name = "The Fenland Gazette", country = "GB", language = "en" }, # 34 articles
    >>> print(propose_entry({}, {"harbour-courier-9876": 2}, {"CA": 1, "US": 1}))
    # { id = "harbour-courier", name = "Harbour Courier" }, # 2 articles; country: CA 1, US 1
    """
    printed, addressed = _bare_names(names), _bare_slugs(slugs or {})
    ranked = printed or {in_words(bare.split("-")): times for bare, times in addressed.items()}
    name = max(ranked, key=lambda said: (ranked[said], said), default="")
    country, language = _sure(seen_in or {}), _sure(languages or {})
    key = fold(name).removeprefix("the ")
    entry: dict[str, object] = {"id": _free_id(name, country), "name": name, "country": country, "language": language}
    entry["aliases"] = sorted(said for said in ranked if fold(said).removeprefix("the ") != key)
    forms = {slug(said) for said in (name, *ranked)} | {slug(f"the {said}") for said in (name, *ranked)}
    entry["slugs"] = sorted(bare for bare in addressed if slug(bare) not in forms | {str(entry["id"])})
    pairs = ", ".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in entry.items() if v)
    told = [f"{sum((names or slugs or {}).values())} articles"]
    if seen_in and not country:
        told.append(f"country: {_counted(seen_in)}")
    if country and find_in_country(name, country):
        told.append("another paper of the country has the name")
    ready = country and name and len(told) == 1
    return f"{'  ' if ready else _ASK}{{ {pairs} }}, # {'; '.join(told)}"


def _bare_names(names: Mapping[str, int]) -> dict[str, int]:
    """Return how often each name was printed, editions and countries behind it left out; the first spelling stays."""
    counted: dict[str, int] = {}
    for printed, times in sorted(names.items(), key=lambda item: (-item[1], item[0])):
        title = read_title(printed)
        counted[title.paper] = counted.get(title.paper, 0) + times
    return {name: times for name, times in counted.items() if fold(name)}


def _bare_slugs(slugs: Mapping[str, int]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for address, times in sorted(slugs.items()):
        bare = read_slug(address).paper
        counted[bare] = counted.get(bare, 0) + times
    return counted


def _sure(seen: Mapping[str, int]) -> str | None:
    """Return what nearly all articles name."""
    best = max(seen, key=lambda code: (seen[code], code), default=None)
    return best if best and seen[best] >= _SURE * sum(seen.values()) else None


def _counted(seen: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {times}" for code, times in sorted(seen.items(), key=lambda x: (-x[1], x[0])))


def _free_id(name: str, country: str | None) -> str:
    """Return the id that the name makes, with its country where another paper has it."""
    made = slug(name)
    if country and any(o.outlet_id == made for o in find_outlets(None, made)):
        return f"{made}-{slug(countries()[country].name)}"
    return made
