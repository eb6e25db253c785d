"""Grow the files of `data/registry` from public facts. Run by hand; no step of the pipeline needs it.

    python benchmarks/make_registry.py countries data/registry/countries.toml
    python benchmarks/make_registry.py country_names data/registry/country_names.toml I18N_LANGS
    python benchmarks/make_registry.py languages data/registry/languages.toml
    python benchmarks/make_registry.py outlets data/registry/outlets.toml NEWSPAPERS.csv US_TITLES.tsv
    python benchmarks/make_registry.py sort data/registry/agencies.toml

What stands in a file wins: an entry is never removed or renamed, only completed, and new entries
are added after the same rules each time, so a second run changes nothing. `countries` and `languages`
take names from CLDR (babel) and ISO (pycountry) and leave out a name that would stand for two of them.
`country_names` makes its file anew: every name that CLDR or the folder `langs` of i18n-iso-countries (MIT) has in a
language of languages.toml, as a key.

`outlets` reads CC0 extracts of Wikidata: NEWSPAPERS.csv (`qid,name,country,place,language`, several values
joined by `|`) and US_TITLES.tsv (whose `qid` column says which of them are American). A row is taken
if its country is known, its name is not yet taken in that country and has at least two words (one word is
an ordinary word more often than a title: such a paper is for a person to add), and name and language are in
Latin letters: other papers print their name in their own script.
"""

import csv
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages, get_territory_language_info
from babel.localedata import locale_identifiers

from transforms.folding import fold, slug
from transforms.papers.countries import countries, find_country, no_country, variants
from transforms.papers.outlets import ARTICLE
from transforms.registry import find_language, find_language_code

Entry = dict[str, Any]

READERS = ("en", "fr", "es", "de", "pt", "it", "nl")
FACTS = ("id", "code", "alpha_3", "name", "country", "place", "language", "kind")
NAMES = ("aliases", "adjectives", "slugs", "shelves")
LATIN_NAME = re.compile(r"[\w'\u2019.:&/!+\u2013 -]{3,50}")
MOST = 85  # per cent of a people speak the language that its press is in,
SHORTEST = 4  # letters of a name in Latin letters: Vietnamese has `Bỉ`, `Ý`, `Úc`
OTHER_CODES = ("nb", "yue", "fil")  # of CLDR for what the registry calls `no`, `zh`, `tl`
BOTH_SAINT_MARTIN = ("MF", "SX")  # few languages tell them apart
FEW = 50  # and fewer than this another official one


def read(path: Path) -> tuple[str, list[Entry]]:
    """Return the comment at the head of a registry file, and its entries."""
    text = path.read_text("utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    (entries,) = tomllib.loads(text).values()
    return head, entries


def write(path: Path, head: str, table: str, entries: Iterable[Entry]) -> None:
    """Write a registry file: its head, then one entry a line, in the order of the keys."""
    order = sorted(entries, key=lambda e: (e.get("id") or e.get("code") or fold(e["name"]), e["name"]))
    lines = "".join(f"  {{ {', '.join(pairs(e))} }},\n" for e in order)
    path.write_text(f"{head}{table} = [\n{lines}]\n", "utf-8")


def pairs(entry: Entry) -> Iterator[str]:
    """Yield the `key = value` pairs of an entry that hold something; JSON strings are TOML strings."""
    for key in (*FACTS, *NAMES):
        if value := entry.get(key):
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}"


def add_names(entries: list[Entry], names: Callable[[Entry], Iterable[str]]) -> None:
    """Add to each entry the names that no other entry has or could have."""
    offered = {e["code"]: dict.fromkeys(names(e)) for e in entries}
    taken = {fold(n) for e in entries for n in (e["name"], *e.get("aliases", ()))}
    wanted = Counter(key for names in offered.values() for key in {fold(n) for n in names})
    for entry in entries:
        aliases = entry.setdefault("aliases", [])
        for name in offered[entry["code"]]:
            if (key := fold(name)) and wanted[key] == 1 and key not in taken | no_country():
                taken.add(key)
                aliases.append(name)


def make_countries(path: Path) -> None:
    """Complete countries.toml: each country of ISO 3166-1, each of its names."""
    head, given = read(path)
    by_code = {e["code"]: e for e in given}
    for iso in pycountry.countries:
        entry = by_code.setdefault(iso.alpha_2, {"code": iso.alpha_2})
        entry["alpha_3"] = iso.alpha_3
        entry.setdefault("name", Locale("en").territories.get(iso.alpha_2, iso.name))
    add_names(list(by_code.values()), country_names)
    write(path, head, "country", by_code.values())


def country_names(entry: Entry) -> Iterator[str]:
    """Yield the names of a country: ISO's official ones, CLDR's, and both forms of "and" and "Saint"."""
    iso = pycountry.countries.get(alpha_2=entry["code"])
    yield from (getattr(iso, key) for key in ("official_name", "common_name") if hasattr(iso, key))
    for reader in READERS:
        if name := Locale(reader).territories.get(entry["code"]):
            yield from (name, name.replace("&", "and"), name.replace("St. ", "Saint "))
    yield entry["name"].replace("Saint ", "St. ")


def make_country_names(path: Path, langs: Path) -> None:
    """Write country_names.toml anew: the keys of all names in the languages of the press, if only one country has them."""
    head = "".join(line for line in path.read_text("utf-8").splitlines(keepends=True) if line.startswith("#"))
    met: dict[str, set[str]] = defaultdict(set)
    for code, name in names_in_the_press(langs):
        if code in countries() and code not in BOTH_SAINT_MARTIN:
            for key in variants(name):
                met[key].add(code)
    by_hand = {key for c in countries().values() for n in (c.name, *c.aliases, *c.shelves) for key in variants(n)}
    keys = defaultdict(list)
    for key, codes in sorted(met.items()):
        if len(codes) == 1 and key not in by_hand | no_country() and (len(key) >= SHORTEST or not key.isascii()):
            keys[next(iter(codes))].append(key)
    lines = "".join(f"{code} = {json.dumps('|'.join(keys[code]), ensure_ascii=False)}\n" for code in sorted(keys))
    path.write_text(f"{head}[names]\n{lines}", "utf-8")


def names_in_the_press(langs: Path) -> Iterator[tuple[str, str]]:
    """Yield code and name of each country in each language of the press."""
    for locale in map(Locale.parse, locales_of_the_press()):
        yield from locale.territories.items()
    for file in sorted(langs.glob("*.json")):
        if is_of_the_press(file.stem):
            for code, names in json.loads(file.read_text("utf-8"))["countries"].items():
                yield from ((code, name) for name in ([names] if isinstance(names, str) else names))


def is_of_the_press(locale: str) -> bool:
    """Tell whether a locale's language stands in languages.toml, under its own code or another."""
    language = locale.partition("_")[0]
    return language in OTHER_CODES or bool(find_language_code(language))


def locales_of_the_press() -> list[str]:
    """Return CLDR's locales, one for each script, of the languages of languages.toml."""
    return sorted(n for n in locale_identifiers() if not Locale.parse(n).territory and is_of_the_press(n))


def make_languages(path: Path) -> None:
    """Complete languages.toml: CLDR's names of each language, in the languages of readers and its own."""
    head, entries = read(path)
    add_names(entries, language_names)
    write(path, head, "language", entries)


def language_names(entry: Entry) -> Iterator[str]:
    """Yield CLDR's names of a language, its own name first."""
    try:
        own = Locale(entry["code"]).languages.get(entry["code"])
    except UnknownLocaleError:
        own = None
    names = (own, *(Locale(reader).languages.get(entry["code"]) for reader in READERS))
    return (name for name in names if name)


def make_outlets(path: Path, newspapers: Path, us_titles: Path) -> None:
    """Add to outlets.toml the newspapers of the extracts that it lacks."""
    head, entries = read(path)
    american = {row["qid"] for row in table(us_titles, "\t") if row["qid"]}
    ids = {i for e in entries for i in (e["id"], *e.get("slugs", ()))}
    taken = {key for e in entries for key in keys(e)}
    for row in sorted(table(newspapers, ","), key=lambda row: int(row["qid"][1:])):
        entry = newspaper(row, is_american=row["qid"] in american)
        if entry and taken.isdisjoint(keys(entry)):
            taken |= keys(entry)
            entry["id"] = next(i for i in possible_ids(entry, row["qid"]) if i not in ids)
            ids.add(entry["id"])
            entries.append(entry)
    write(path, head, "outlet", entries)


def table(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a delimited file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def keys(entry: Entry) -> set[tuple[str, str]]:
    """Return what an entry takes: its names without article, in its country."""
    names = (entry["name"], *entry.get("aliases", ()))
    return {(fold(name).removeprefix(ARTICLE), entry["country"]) for name in names}


def newspaper(row: dict[str, str], *, is_american: bool) -> Entry | None:
    """Return the entry of one row, or None if it lacks what an entry needs."""
    name, country = " ".join(row["name"].split()), home(row, is_american=is_american)
    if not country or not is_title(name):
        return None
    language = main_language(row, country)
    if language and not is_written_in_latin(language):
        return None
    place = row["place"] if is_latin(row["place"]) else None
    entry = {"name": name, "country": country, "place": place, "language": language}
    return entry | {"aliases": other_forms(name)}


def home(row: dict[str, str], *, is_american: bool) -> str | None:
    """Return the one country of a row."""
    named = {find_country(c) for c in row["country"].split("|")} - {None}
    homes = named or ({"US"} if is_american else set())
    return homes.pop() if len(homes) == 1 else None


def main_language(row: dict[str, str], country: str) -> str | None:
    """Return the language of a row: its only one, or the usual one of the country unless others are named."""
    named = {find_language(g) for g in row["language"].split("|") if g}
    usual = usual_language(country)
    if not named or usual in named:
        return usual
    return named.pop() if len(named) == 1 else None


def is_title(name: str) -> bool:
    """Tell whether a name is in Latin letters and of two words or more, a "the" not counted."""
    return is_latin(name) and " " in fold(name).removeprefix(ARTICLE)


def is_latin(text: str) -> bool:
    """Tell whether a text is short and in Latin letters."""
    return bool(LATIN_NAME.fullmatch(text)) and fold(text).isascii()


def is_written_in_latin(language: str | None) -> bool:
    """Tell whether a language is written in Latin letters; an unknown one is not."""
    return "_Latn_" in get_global("likely_subtags").get(language or "", "")


def usual_language(country: str) -> str | None:
    """Return the language that nearly all press of a country is in, or None where that is not sure."""
    info = get_territory_language_info(country)
    shares: dict[str | None, float] = defaultdict(float)
    for code in get_official_languages(country, de_facto=True):
        shares[find_language_of(code)] += float(info[code]["population_percent"] or 0)
    ranked = sorted(shares.items(), key=lambda item: -item[1])
    (first, most), (_, second) = [*ranked, (None, 0.0), (None, 0.0)][:2]
    return first if second == 0 or (most >= MOST and second < FEW) else None


def find_language_of(code: str) -> str | None:
    """Return the registry's code for a CLDR code, which may be longer or another: `zh_Hant`, `nb`."""
    name = Locale("en").languages.get(code.partition("_")[0])
    return find_language(name) if name else None


def other_forms(name: str) -> list[str]:
    """Return the name with "&" for "and", or the other way round."""
    swapped = name.replace(" & ", " and ") if " & " in name else name.replace(" and ", " & ")
    return [swapped] if swapped != name else []


def possible_ids(entry: Entry, last: str) -> Iterator[str]:
    """Yield ids from the shortest to one that is surely free."""
    name = slug(entry["name"])
    yield name
    yield f"{name}-{slug(countries()[entry['country']].name)}"
    if entry["place"]:
        yield f"{name}-{slug(entry['place'])}"
    yield f"{name}-{last.lower()}"


def sort(path: Path) -> None:
    """Put the entries of a file in order and form; add nothing."""
    head, entries = read(path)
    (name,) = tomllib.loads(path.read_text("utf-8"))
    write(path, head, name, entries)


COMMANDS: dict[str, Callable[..., None]] = {
    "countries": make_countries,
    "country_names": make_country_names,
    "languages": make_languages,
    "outlets": make_outlets,
    "sort": sort,
}

if __name__ == "__main__":
    command, *paths = sys.argv[1:]
    COMMANDS[command](*map(Path, paths))
