"""The registries: facts as tables, every entry in order, look-ups blind to spelling, broken files named."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import registry, rules
from transforms.folding import fold
from transforms.papers import countries, outlets
from transforms.papers.countries import find_country
from transforms.papers.outlets import find_outlets
from transforms.registry import find_agency, find_language
from transforms.rules import RuleError

FILES = {
    "countries.toml": "country",
    "languages.toml": "language",
    "agencies.toml": "agency",
    "outlets.toml": "outlet",
}


def entries(file: str) -> list[dict[str, Any]]:
    text = (rules.data_folder() / "registry" / file).read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)[FILES[file]]
    return found


COUNTRIES, LANGUAGES, AGENCIES, OUTLETS = (entries(file) for file in FILES)
ALL = {"countries": COUNTRIES, "languages": LANGUAGES, "agencies": AGENCIES, "outlets": OUTLETS}
REGISTRIES = pytest.mark.parametrize("rows", ALL.values(), ids=ALL)

COUNTRY_FACTS = """
CA: Canada | canada | CANADA | Kanada
US: USA | U.S. | U.S.A. | usa | the United States | United States of America
US: the USA | America | Estados Unidos
GB: UK | uk | U.K. | the United Kingdom | Great Britain | England | Scotland | Northern Ireland | Royaume-Uni
ZA: South Africa | south-africa | the Republic of South Africa | Südafrika
CZ: Czech Republic | the Czech Republic | Czechia
NL: the Netherlands | Holland | Nederland | Pays-Bas
KR: Korea Republic | korea-republic | South Korea | Korea
KP: North Korea
RU: Russian Federation | the Russian Federation | Russia
AE: uae | UAE | United Arab Emirates | the United Arab Emirates
HK: Hong Kong SAR | Hong Kong | hong-kong | Hong Kong SAR China
MO: Macau
CI: Ivory Coast | Côte d'Ivoire | Cote dIvoire
MM: Burma | Myanmar | Myanmar (Burma)
SZ: Swaziland
TR: Turkey | Türkiye
MK: Macedonia | North Macedonia
ES: Spain | España | Espagne | spain
DE: Germany | Deutschland | Allemagne | germany
FR: France | Frankreich | Francia
MC: Monaco
MN: mongolia
AR: argentina
TW: Taiwan
VN: Viet Nam
BA: Bosnia and Herzegovina | Bosnia & Herzegovina
CD: DR Congo | Democratic Republic of the Congo
CG: Congo
PH: the Philippines | philippines
IE: Ireland | Republic of Ireland
GM: The Gambia
"""

LANGUAGE_FACTS = """
en: English | english | American English | English (UK)
fr: French | Français | français | French (Canada)
es: Spanish | Castilian | Español
de: German | Deutsch
pt: Portuguese | Portuguese (Brazil) | Brazilian Portuguese
zh: Chinese | Chinese (Simplified) | Traditional Chinese | Chinese (Traditional)
fa: Farsi | Persian
no: Norwegian | Norwegian Bokmål | Bokmål
nn: Nynorsk
nl: Dutch | Flemish
tl: Filipino | Tagalog
ms: Malay | Bahasa Malaysia
id: Indonesian | Bahasa Indonesia
ca: Catalan
gl: Galician | Galego
af: Afrikaans
zu: Zulu | isiZulu
sl: Slovene | Slovenian
"""

AGENCY_FACTS = """
The Canadian Press: CP | THE CANADIAN PRESS | Canadian Press | La Presse canadienne
The Associated Press: AP | ASSOCIATED PRESS
Agence France-Presse: AFP | Agence France Presse
Reuters: Reuter | Thomson Reuters
Press Association: PA | PA Media
Deutsche Presse-Agentur: dpa | DPA
Agencia EFE: EFE | efe
The New York Times News Service: New York Times Service | NYT
The Washington Post: WASHINGTON POST
Tribune News Service: MCT | McClatchy-Tribune
Canwest News Service: CNS | CanWest News Service
Keystone-SDA: SDA | ATS
Télam: Telam | TÉLAM
Getty Images: GETTY | AFP/Getty Images
European Pressphoto Agency: EPA
CP Images: CP Images
"""

OUTLET_FACTS = """
the-province CA en: The Province | The Vancouver Province (British Columbia) | #the-province
vancouver-sun CA en: Vancouver Sun | THE VANCOUVER SUN | #vancouver-sun
national-post CA en: National Post (f/k/a The Financial Post) | #national-post-latest-edition
the-globe-and-mail CA en: The Globe & Mail | Globe and Mail | #the-globe-and-mail-metro-ontario-edition
winnipeg-free-press CA en: Winnipeg Free Press
la-presse CA fr: La Presse
le-devoir CA fr: LE DEVOIR
le-journal-de-montreal CA fr: Le Journal de Montreal
the-guardian GB en: The Guardian
the-guardian-charlottetown CA en: The Guardian | The Guardian (Charlottetown) | #the-guardian-charlottetown
the-sunday-times GB en: The Sunday Times | Sunday Times
sunday-times-south-africa ZA en: Sunday Times | #sunday-times-1107
el-pais ES es: El País | EL PAIS
el-pais-uruguay UY es: El País | #el-pais-uruguay
el-pais-cali CO es: El País
the-herald GB en: The Herald
the-herald-zimbabwe ZW en: The Herald
the-herald-south-africa ZA en: The Herald | #the-herald-south-africa
the-star-malaysia MY en: The Star | #the-star-malaysia
the-star-kenya KE en: The Star
the-star-south-africa ZA en: The Star
la-prensa-panama PA es: La Prensa
la-prensa-honduras HN es: La Prensa
clarin AR es: Clarín | CLARIN | #clarin | #clarín
la-nacion-argentina AR es: La Nación
usa-today US en: USA TODAY | #usa-today-us-edition
el-nuevo-herald US es: El Nuevo Herald
frankfurter-allgemeine-zeitung DE de: Frankfurter Allgemeine | FAZ
neue-zurcher-zeitung CH de: Neue Zurcher Zeitung | NZZ
lorient-le-jour LB fr: lorient-le-jour | L'Orient Le Jour
de-standaard BE nl: De Standaard
le-soir BE fr: Le Soir
die-burger ZA af: Die Burger
the-times-of-india IN en: Times of India
the-straits-times SG en: The Straits Times
folha-de-s-paulo BR pt: Folha de S. Paulo
"""


def facts(table: str) -> list[tuple[str, str]]:
    """Return (what is right, a name that must lead there) of a table of `right: name | name` lines."""
    rows = (line.partition(": ") for line in table.strip().splitlines())
    return [(right, name.strip()) for right, _, names in rows for name in names.split(" | ")]


@pytest.mark.parametrize(("code", "name"), facts(COUNTRY_FACTS))
def test_a_country_is_found_by_any_of_its_names(code: str, name: str) -> None:
    assert find_country(name) == code


@pytest.mark.parametrize(("code", "name"), facts(LANGUAGE_FACTS))
def test_a_language_is_found_by_any_of_its_names(code: str, name: str) -> None:
    assert find_language(name) == code


@pytest.mark.parametrize(("agency", "name"), facts(AGENCY_FACTS))
def test_an_agency_is_found_by_its_marks(agency: str, name: str) -> None:
    assert find_agency(name) == agency


@pytest.mark.parametrize(("right", "name"), facts(OUTLET_FACTS))
def test_an_outlet_is_found_by_its_name_or_slug_with_country_and_language(right: str, name: str) -> None:
    found = find_outlets(None, name[1:]) if name.startswith("#") else find_outlets(name, None)
    assert right in {f"{o.outlet_id} {o.country} {o.language}" for o in found}
    assert all(o.known for o in found)


@pytest.mark.parametrize(
    "name", ["", "?", "I", "the", "The", "Star", "Province", "Times", "Newspapers", "the-", "Virgin Islands"]
)
def test_a_word_that_names_nothing_finds_nothing(name: str) -> None:
    found = (find_country(name), find_language(name), find_agency(name), find_outlets(name, name))
    assert found == (None, None, None, [])


def test_a_printed_name_counts_before_the_slug() -> None:
    assert [o.outlet_id for o in find_outlets("Le Devoir", "the-province")] == ["le-devoir"]
    assert [o.outlet_id for o in find_outlets("No Such Newspaper", "the-province")] == ["the-province"]


def test_every_iso_country_stands_there_with_its_codes() -> None:
    right = {c.alpha_2: c.alpha_3 for c in pycountry.countries}
    assert {c["code"]: c["alpha_3"] for c in COUNTRIES} == right
    assert {c.code: c.alpha_3 for c in countries.countries().values()} == right


@pytest.mark.parametrize("iso", list(pycountry.countries), ids=lambda iso: iso.alpha_2)
def test_no_iso_name_leads_to_another_country(iso: Any) -> None:
    names = {getattr(iso, key, iso.name) for key in ("name", "official_name", "common_name")}
    assert {find_country(name) for name in names} <= {iso.alpha_2, None}


def test_language_codes_are_iso_639_1() -> None:
    codes = [g["code"] for g in LANGUAGES]
    assert [c for c in codes if pycountry.languages.get(alpha_2=c) is None] == []
    assert len(codes) == len(set(codes)) >= 60


@pytest.mark.parametrize("rows", [AGENCIES, OUTLETS], ids=["agencies", "outlets"])
def test_countries_and_languages_of_entries_are_known_codes(rows: list[dict[str, Any]]) -> None:
    codes, languages = {c["code"] for c in COUNTRIES}, {g["code"] for g in LANGUAGES}
    assert [e for e in rows if e["country"] not in codes] == []
    assert [e for e in rows if e.get("language", "en") not in languages] == []


def test_agencies_have_one_of_the_four_kinds() -> None:
    kinds = Counter(a["kind"] for a in AGENCIES)
    assert set(kinds) == {"wire", "chain", "syndicate", "photo"}
    assert len(AGENCIES) >= 60


def test_outlet_ids_are_unique_slugs_and_no_slug_of_another_outlet() -> None:
    addresses = Counter(a for o in OUTLETS for a in (o["id"], *o.get("slugs", ())))
    assert [a for a, times in addresses.items() if times > 1] == []
    assert [o["id"] for o in OUTLETS if fold(o["id"]).replace(" ", "-") != o["id"]] == []
    assert len(OUTLETS) >= 1500


def test_outlets_of_one_name_and_country_differ_in_place() -> None:
    standing = Counter((fold(o["name"]), o["country"], o.get("place")) for o in OUTLETS)
    assert [key for key, times in standing.items() if times > 1] == []


@REGISTRIES
def test_no_string_is_empty_or_padded(rows: list[dict[str, Any]]) -> None:
    texts = [t for e in rows for v in e.values() for t in (v if isinstance(v, list) else [v])]
    assert [t for t in texts if not fold(t) or t != t.strip()] == []


@REGISTRIES
def test_no_entry_has_a_name_twice(rows: list[dict[str, Any]]) -> None:
    repeated = [
        (e["name"], name)
        for e in rows
        for name, times in Counter(fold(n) for n in (e["name"], *e.get("aliases", ()))).items()
        if times > 1
    ]
    assert repeated == []


@REGISTRIES
def test_entries_stand_in_order(rows: list[dict[str, Any]]) -> None:
    order = [e.get("id") or e.get("code") or fold(e["name"]) for e in rows]
    assert order == sorted(order)


FINDERS = {
    "countries": (find_country, "code"),
    "languages": (find_language, "code"),
    "agencies": (find_agency, "name"),
}
NAMES = [
    (kind, name, row[FINDERS[kind][1]])
    for kind in FINDERS
    for row in ALL[kind]
    for name in (row["name"], *row.get("aliases", ()), *row.get("shelves", ()))
]
OUTLET_NAMES = [(n, o["id"]) for o in OUTLETS for n in (o["name"], *o.get("aliases", ()))]


def respelled(name: str, how: int) -> str:
    return [name.upper(), name.lower(), f"  {name}. ", name.replace("'", "\u2019"), name.replace(" ", "-")][how]


@given(st.sampled_from(NAMES), st.integers(0, 4))
def test_a_name_is_found_however_it_is_spelled(fact: tuple[str, str, str], how: int) -> None:
    kind, name, right = fact
    assert FINDERS[kind][0](respelled(name, how)) == right


@given(st.sampled_from(OUTLET_NAMES), st.integers(0, 4))
def test_an_outlet_is_found_however_it_is_spelled(fact: tuple[str, str], how: int) -> None:
    name, right = fact
    assert right in {o.outlet_id for o in find_outlets(respelled(name, how), None)}


@given(st.text())
def test_no_text_makes_a_look_up_fail(text: str) -> None:
    assert isinstance(find_outlets(text, text), list)
    assert {type(f(text)) for f in (find_country, find_language, find_agency)} <= {str, type(None)}


TWO_OF_A_NAME = """country = [
  { code = "CA", alpha_3 = "CAN", name = "Canada" },
  { code = "XX", alpha_3 = "XXX", name = "CANADA" },
]"""
BROKEN = {
    "countries.toml": (
        find_country,
        [
            ('country = [{ code = "CA", name = "Canada" }]', "alpha_3"),
            ('country = [{ code = "CA", alpha_3 = "CAN", name = "Canada", capital = "Ottawa" }]', "capital"),
            (TWO_OF_A_NAME, "CANADA"),
        ],
    ),
    "languages.toml": (find_language, [('language = [{ code = "en", name = 1 }]', "name")]),
    "agencies.toml": (
        find_agency,
        [
            ('agency = [{ name = "A B", aliases = "AB" }]', "aliases"),
            ('agency = [{ name = "A B", aliases = ["X"] }, { name = "C D", aliases = ["x"] }]', "'x'"),
            ("agency = [", "TOML"),
        ],
    ),
    "outlets.toml": (
        lambda name: find_outlets(name, None),
        [('outlet = [{ id = "the-x", name = "The X" }]', "country"), ("title = 1", "title")],
    ),
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of data of our own; what was read from it is forgotten afterwards."""
    (tmp_path / "registry").mkdir()
    monkeypatch.setattr(rules, "data_folder", lambda: tmp_path)
    forget()
    yield tmp_path / "registry"
    forget()


def forget() -> None:
    for module in (countries, outlets, registry):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


@pytest.mark.parametrize(
    ("file", "text", "key"), [(file, text, key) for file, (_, cases) in BROKEN.items() for text, key in cases]
)
def test_a_broken_file_is_named_with_its_key(data: Path, file: str, text: str, key: str) -> None:
    (data / file).write_text(text, "utf-8")
    with pytest.raises(RuleError) as raised:
        BROKEN[file][0]("anything")
    assert f"data/registry/{file}" in str(raised.value)
    assert key in str(raised.value)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(data: Path, file: str) -> None:
    assert not (data / file).exists()
    with pytest.raises(RuleError, match=f"data/registry/{file}: the file is missing"):
        BROKEN[file][0]("anything")
