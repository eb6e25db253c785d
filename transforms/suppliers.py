"""Who supplied a text, as brackets and credit lines name them: `(AP)`, `dpa/AFP`, `Reuters and The Canadian Press`.

A mark of few letters counts only as it is printed: `sid` is an agency, `Sid` a man. Agencies that sell nothing but
pictures supply no text.
"""

import re
from functools import cache, lru_cache

from transforms.folding import fold
from transforms.registry import agencies, agency_names, find_agency
from transforms.rules import Knowledge, load

_SHORT = 4  # letters of a mark that is also a name or a word
_LOW = 3  # letters of a mark that German papers print in lower case: `afp`
_INITIALS = 3  # letters of the initials of an editor: `(dpa/mz)`
_JOINT = re.compile(r"\s*[/,;+&|–—]\s*|\s+-\s+|\s+(?:and|und|et|y|e|with|mit|avec|con|com)\s+")


class AgencyExample(Knowledge, frozen=True):
    """The end of a text and the agency that its credit names."""

    text: str
    agency: str


class AgencyRules(Knowledge, frozen=True):
    """Words around agencies (see data/rules/agencies.toml), and ends of texts with and without a credit."""

    companions: tuple[str, ...]
    lead_ins: tuple[str, ...]
    sentences: tuple[str, ...]
    examples: tuple[AgencyExample, ...]
    near_misses: tuple[str, ...]


@cache
def agency_rules() -> AgencyRules:
    """Return the rules of data/rules/agencies.toml."""
    return load("rules/agencies.toml", AgencyRules)


@cache
def _short_marks() -> dict[str, frozenset[str]]:
    """Return how each agency of few letters is printed, by its folded name."""
    named: dict[str, set[str]] = {}
    for agency in agencies().values():
        for name in (agency.name, *agency.aliases):
            if len(name) <= _SHORT:
                named.setdefault(fold(name), set()).add(name)
    return {key: frozenset(names) for key, names in named.items()}


def find_text_agency(name: str, *, bracketed: bool = False) -> str | None:
    """Return the canonical name of an agency that supplies texts; brackets make `Efe` one.

    >>> find_text_agency("dpa"), find_text_agency("Sid"), find_text_agency("Getty Images")
    ('Deutsche Presse-Agentur', None, None)
    """
    found = find_agency(name)
    if found is None or agencies()[found].kind == "photo":
        return None
    marks = _short_marks().get(fold(name))
    low = name.islower() and len(name) >= _LOW
    return found if not marks or bracketed or low or name.isupper() or name in marks else None


@cache
def first_words() -> frozenset[str]:
    """Return the folded first word of each name of an agency: a line without any of them names none."""
    return frozenset(name.partition(" ")[0] for name in agency_names())


@cache
def _names_by_first_word() -> dict[str, tuple[str, ...]]:
    named: dict[str, list[str]] = {}
    for name in agency_names():
        named.setdefault(name.partition(" ")[0], []).append(name)
    return {word: tuple(names) for word, names in named.items()}


def has_agency(key: str) -> bool:
    """Tell whether the name of an agency stands anywhere in a folded text; most lines are ruled out by this alone.

    >>> has_agency("the ferry was late"), has_agency("with files from the canadian press")
    (False, True)
    """
    named = _names_by_first_word()
    padded = f" {key} "
    return any(f" {name} " in padded for word in first_words().intersection(key.split()) for name in named[word])


@cache
def _companions() -> frozenset[str]:
    return frozenset(map(fold, agency_rules().companions))


@lru_cache(maxsize=4096)
def find_suppliers(text: str, *, bracketed: bool = False) -> str | None:
    """Return the agencies that a text names and nothing else, joined by `; `; initials may stand beside them.

    >>> find_suppliers("dpa/AFP/mz"), find_suppliers("AP and other agencies")
    ('Deutsche Presse-Agentur; Agence France-Presse', None)
    """
    if whole := find_text_agency(text, bracketed=bracketed):
        return whole
    parts = [part for part in _JOINT.split(text) if part]
    found = [find_text_agency(part, bracketed=bracketed) for part in parts]
    for part, name in zip(parts, found, strict=True):
        if name is None and len(part.rstrip(".")) > _INITIALS and fold(part) not in _companions():
            return None
    return "; ".join(dict.fromkeys(filter(None, found))) or None
