"""Countries by any name that people print, and by damaged spellings that can mean only one of them.

`data/registry/countries.toml` holds codes, names, adjectives and the shelves of addresses, made by hand;
`country_names.toml` the names in many languages, generated, already in the form of a key. A text that no name equals
is read in ever freer ways, each of which must lead to a single country: its words in any order, without its form of
state, two names side by side, lost letters, lost spaces, one slip of the pen. Rather none than a wrong one.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from html import unescape

from transforms.folding import fold
from transforms.rules import Knowledge, RuleError, load

_ARTICLE = "the "
_LONGEST = 80  # characters of a name; a longer text is none
_DOUBLED = re.compile(r"(.)\1")
_LOST = re.compile(r"[?\ufffd]")
_BESIDE = re.compile(r"[(/;]")
_APOSTROPHE = re.compile("['’‘ʼ`´]")
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_LETTERS_LEFT = 3  # of a name with lost letters; fewer name nothing
_LONG_ENOUGH = 7  # letters of a name in which a slip can be told from another word


class Country(Knowledge, frozen=True):
    """A country: ISO 3166-1 codes, English name, other names, adjectives, and its shelves in addresses."""

    code: str
    alpha_3: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    shelves: tuple[str, ...] = ()


class _Forms(Knowledge, frozen=True):
    """What names of countries are made of, and names that are no country's; described in the file."""

    fillers: tuple[str, ...]
    short: dict[str, str]
    states: tuple[str, ...]
    republics: tuple[str, ...]
    told_apart: tuple[str, ...]
    no_country: tuple[str, ...]


class _Countries(Knowledge, frozen=True):
    country: tuple[Country, ...]


class _Names(Knowledge, frozen=True):
    names: dict[str, str]


@cache
def countries() -> dict[str, Country]:
    """Return every country by its alpha-2 code."""
    return {c.code: c for c in load("registry/countries.toml", _Countries).country}


@cache
def _forms() -> _Forms:
    return load("registry/country_forms.toml", _Forms)


@cache
def no_country() -> frozenset[str]:
    """Return the keys of names that are no country's, or several countries'."""
    return frozenset(map(country_key, _forms().no_country))


def country_key(name: str) -> str:
    """Return the folded name, vowel signs kept: in the scripts of India they tell Togo from Tonga.

    >>> country_key("Côte d’Ivoire"), country_key("टोगो") == country_key("टोंगा")
    ('cote divoire', False)
    """
    if (key := fold(name)).isascii():
        return key
    marks = (c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in marks if c not in "'’‘ʼ`´")
    return " ".join("".join(kept).split())


def variants(name: str) -> set[str]:
    """Return the keys of a name: an apostrophe is nothing or a hyphen, and ö is o or oe.

    >>> sorted(variants("Côte d'Ivoire")), sorted(variants("Österreich"))
    (['cote d ivoire', 'cote divoire'], ['oesterreich', 'osterreich'])
    """
    return {country_key(form) for form in {name, _APOSTROPHE.sub(" ", name), name.translate(_SPELLED_OUT)}}


def _indexed(said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map each key to its country; one name for two countries is an error."""
    index: dict[str, str] = {}
    for name, code in said:
        for key in variants(name):
            if index.setdefault(key, code) != code:
                message = f"data/registry/countries.toml: '{name}' stands for {index[key]} and {code}; keep one"
                raise RuleError(message)
    return index


@cache
def _plain_names() -> dict[str, str]:
    """Return the country of each name in `countries.toml`."""
    return _indexed((n, c.code) for c in countries().values() for n in (c.name, *c.aliases, *c.shelves))


@cache
def _adjectives() -> dict[str, str]:
    return _indexed((n, c.code) for c in countries().values() for n in c.adjectives)


@cache
def _all_names() -> dict[str, str]:
    """Return the country of each name in any language; what stands in `countries.toml` counts first."""
    first = _plain_names()
    names = load("registry/country_names.toml", _Names).names
    return {key: code for code, keys in names.items() for key in keys.split("|")} | first


def is_country(text: str) -> bool:
    """Say whether a text is the name of a country as it stands in English or a main language of the press.

    >>> is_country("the Netherlands"), is_country("French"), is_country("Netherland")
    (True, False, False)
    """
    key = country_key(text)
    return key in _plain_names() or key.removeprefix(_ARTICLE) in _plain_names()


@lru_cache(maxsize=8192)
def find_country(name: str) -> str | None:
    """Return the alpha-2 code of a country by a name, an adjective or a shelf, however it is spelled.

    >>> find_country("Korea, Republic of"), find_country("C?te d?Ivoire"), find_country("Phillipines")
    ('KR', 'CI', 'PH')
    >>> find_country("Ira?"), find_country("Siberia"), find_country("Yugoslavia")
    (None, None, None)
    """
    if len(name) > _LONGEST:
        return None
    text = unescape(name)
    key = country_key(text)
    if not key:
        return None
    if _LOST.search(text):
        return _with_lost_letters(text)
    found = _all_names().get(key) or _adjectives().get(key) or _all_names().get(key.removeprefix(_ARTICLE))
    if found or key in no_country():
        return found
    return next((code for read in _FREER if (code := read(text, key))), None)


def find_country_code(text: str) -> str | None:
    """Return the alpha-2 code that a service writes in any case, or of the country it names.

    >>> find_country_code("gb"), find_country_code("GBR"), find_country_code("xx")
    ('GB', 'GB', None)
    """
    code = text.strip().upper()
    by_alpha_3 = {c.alpha_3: c.code for c in countries().values()} if len(code) == 3 else {}  # noqa: PLR2004
    return code if code in countries() else by_alpha_3.get(code) or find_country(text)


def _only(codes: Iterable[str]) -> str | None:
    """Return the one country of these, None if there are several or none."""
    met = set(codes)
    return met.pop() if len(met) == 1 else None


@lru_cache(maxsize=64)
def _words(name: str) -> tuple[str, ...]:
    """Return the words that tell a name from others, in the order of the alphabet, none shortened."""
    words = (_forms().short.get(word, word) for word in country_key(_APOSTROPHE.sub(" ", name)).split())
    return tuple(sorted(word for word in words if word not in _forms().fillers))


@cache
def _regrouped(read: Callable[[str], object]) -> dict[object, str]:
    """Return the countries by what `read` makes of their names; what two countries share is left out."""
    met: dict[object, set[str]] = {}
    for key, code in _all_names().items():
        met.setdefault(read(key), set()).add(code)
    return {form: next(iter(codes)) for form, codes in met.items() if len(codes) == 1 and form}


def _in_other_order(text: str, _: str) -> str | None:
    """Read `Korea, Republic of`, `Trinidad Tobago`, `Cayman Is.`."""
    return _regrouped(_words).get(_words(text))


def _without_form_of_state(text: str, _: str) -> str | None:
    """Read `Kingdom of Sweden`, but not where the form of state tells two countries apart."""
    words, forms = _words(text), _forms()
    rest = tuple(word for word in words if word not in (*forms.states, *forms.republics))
    if not 0 < len(rest) < len(words):
        return None
    code = _regrouped(_words).get(rest)
    if code is None and any(word in forms.republics for word in words):
        code = _adjectives().get(" ".join(rest))
    return None if code in forms.told_apart else code


def _side_by_side(text: str, _: str) -> str | None:
    """Read `Myanmar (Burma)`, `Czechia/Czech Republic`: two names of one country."""
    parts = [part for part in _BESIDE.split(text) if fold(part)]
    return _only(find_country(part) or "" for part in parts) or None if len(parts) > 1 else None


def _squeezed(key: str) -> str:
    return key.replace(" ", "")


def _without_spaces(_: str, key: str) -> str | None:
    """Read `NewZealand`."""
    form = _squeezed(key)
    return _regrouped(_squeezed).get(form) if len(form) >= _LONG_ENOUGH else None


@cache
def _single_letters() -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Return the English names by their first letter, and all names with their country, each doubled letter once."""
    english: dict[str, list[str]] = {}
    for country in countries().values():
        single = _DOUBLED.sub(r"\1", country_key(country.name))
        english.setdefault(single[0], []).append(single)
    return english, [(_DOUBLED.sub(r"\1", name), code) for name, code in _all_names().items()]


def _with_a_slip(_: str, key: str) -> str | None:
    """Read `Phillipines`: an English name with letters doubled or not, and one more, less or other, or two swapped."""
    if len(key) < _LONG_ENOUGH:
        return None
    english, names = _single_letters()
    single = _DOUBLED.sub(r"\1", key)
    if not any(_is_slip(name, single) for name in english.get(single[0], ())):
        return None
    return _only(code for name, code in names if _is_slip(name, single))


def _is_slip(one: str, two: str) -> bool:
    """Say whether two texts that begin alike differ at most in one letter, or in two that swapped places."""
    if abs(len(one) - len(two)) > 1 or one[0] != two[0]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    a, b = one[at:], two[at:]
    return a[1:] == b[1:] or a == b[1:] or a[1:] == b or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _with_lost_letters(text: str) -> str | None:
    """Read `C?te d?Ivoire`, where each letter outside ASCII was lost; all names that fit must be one country's."""
    key = country_key(_LOST.sub("0", text)).removeprefix(_ARTICLE)
    if sum(map(str.isalpha, key)) < max(_LETTERS_LEFT, 2 * key.count("0")):
        return None
    pattern = re.compile(re.sub("0+", ".{0,3}", re.escape(key)))
    return _only(code for name, code in _all_names().items() if pattern.fullmatch(name))


_FREER = (_in_other_order, _without_form_of_state, _side_by_side, _without_spaces, _with_a_slip)
