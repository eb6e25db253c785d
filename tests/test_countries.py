"""Countries by every kind of name; near misses that must stay without an answer."""

import json
import tomllib
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import rules
from transforms.papers import countries
from transforms.papers.countries import country_key, find_country, find_country_code, is_country

KINDS = {
    "adjective": """
        CA: Canadian | Canadienne | canadiense | kanadisch
        GB: British | Scottish | Britannique
        DE: German | Deutsche | alemana
        US: American | estadounidense | US-amerikanisch
        IE: Irish
        DO: Dominican
        NE: Nigerien
        NG: Nigerian
    """,
    "inverted": """
        KR: Korea, Republic of | korea-republic-of | Korea (Republic of) | Korea (South)
        KP: Korea, Democratic People's Republic of | korea-democratic-peoples-republic-of
        CD: Congo, Democratic Republic of the | congo-the-democratic-republic-of-the
        CG: Congo, Republic of the
        IR: Iran, Islamic Republic of | Iran (Islamic Republic of) | Iran (République islamique d')
        TZ: Tanzania, United Republic of
        BS: Bahamas, The
        VG: Virgin Islands (British) | virgin-islands-british
        VI: Virgin Islands, U.S.
        FM: Micronesia (Federated States of)
    """,
    "slug": """
        KR: korea-republic
        TT: trinidad-tobago | trinidad-and-tobago
        CI: cote-d-ivoire | cote-divoire | C%F4te d'Ivoire | C&ocirc;te d&#39;Ivoire
        LA: lao-people-s-democratic-republic | lao-pdr
        VC: saint-vincent-grenadines | st-vincent-and-the-grenadines
        AT: osterreich | oesterreich
        GB: uk | united-kingdom | UK
        BA: bosnia_and_herzegovina | bosnia-herzegovina
    """,
    "short": """
        US: U.S. | U.S.A. | USA | U.S
        GB: U.K. | G.B.
        TW: R.O.C. | ROC | Republic of China
        CN: PRC | P.R.C. | People's Republic of China | China PR
        KP: DPRK | D.P.R.K.
        AE: UAE | U.A.E.
        CD: DRC | Dem. Rep. Congo
        KY: Cayman Is.
        CZ: Czech Rep.
        ZA: S. Africa | RSA
        LC: St Lucia | St. Lucia | Saint Lucia
    """,
    "former": """
        MM: Burma
        CD: Zaire
        BF: Upper Volta
        LK: Ceylon
        TH: Siam
        ZW: Rhodesia
        ZM: Northern Rhodesia
        BJ: Dahomey
        KH: Kampuchea
        DE: East Germany | West Germany | GDR
        TZ: Tanganyika
        SZ: Swaziland
    """,
    "of many languages": """
        GR: Ελλάδα | Yunanistan | Görögország
        JP: 日本 | Япония | اليابان
        FI: Suomi | Finsko | Финляндия
        DE: Niemcy | Saksa | 독일 | ألمانيا | Tyskland
        US: Yhdysvallat | Spojené státy | 美国
        TG: टोगो
        TO: टोंगा
        CA: Канада | 加拿大
    """,
    "form of state": """
        SE: Kingdom of Sweden | Königreich Schweden | Royaume de Suède
        AO: République d'Angola
        GA: Gabonese Republic | République gabonaise
        IT: Repubblica Italiana
    """,
    "damaged": """
        CI: C?te d'Ivoire | C?te d?Ivoire | C\ufffdte d'Ivoire | C??te d'Ivoire
        MX: M?xico
        ES: Espa?a
        AT: ?sterreich
        TR: T?rkiye
        NZ: NewZealand
        PH: Phillipines | Philipines
        VE: Venezuala
        MM: Myanmar (Burma)
        CZ: Czechia / Czech Republic
    """,
}
CASES = [
    (kind, code, name.strip())
    for kind, table in KINDS.items()
    for line in table.strip().splitlines()
    for code, _, names in [line.strip().partition(": ")]
    for name in names.split(" | ")
    if "%" not in name
]

NOT_ONE = [
    "Europe", "Africa", "Latin America", "West Indies", "Virgin Islands", "Yugoslavia", "Czechoslovakia", "Soviet Union", "USSR", "Kosovo",
    "Netherlands Antilles", "Serbia and Montenegro", "Guianas", "Kongo", "Congolese", "Siberia", "Prussia", "Iberia", "Columbia", "Granada City",
    "Texas", "Indiana", "Quebec", "Norfolk", "Rutland", "Ira?", "?", "??", "???ia", "Nige? ia x", "Northern Cyprus", "Serbian Republic", "Indian Territory",
    "British Commonwealth", "Georgia (USA)", "Guinea (Ghana)", "Paris (France)", "Zimbabwe Independent", "The Australian", "", "the", "Republic of", "of the", "X" * 5000,
]  # fmt: skip


@pytest.mark.parametrize(("kind", "code", "name"), CASES)
def test_a_country_is_read_from_any_kind_of_name(kind: str, code: str, name: str) -> None:
    assert find_country(name) == code, kind


@pytest.mark.parametrize("name", NOT_ONE)
def test_what_is_no_country_or_several_has_no_answer(name: str) -> None:
    assert find_country(name) is None


def test_codes_are_read_only_where_codes_stand() -> None:
    assert [find_country(code) for code in ("CA", "DE", "IN", "LA")] == [None] * 4
    assert [find_country_code(code) for code in ("ca", "DEU", "in", "la")] == ["CA", "DE", "IN", "LA"]


def test_a_name_alone_is_told_from_an_adjective_and_a_slip() -> None:
    assert [is_country(name) for name in ("Canada", "the Gambia", "Pays-Bas")] == [True] * 3
    assert [is_country(name) for name in ("French", "English", "Phillipines", "Norge?")] == [False, False, False, True]


def test_generated_names_are_keys_of_one_country_that_no_hand_made_name_gainsays() -> None:
    names = tomllib.loads((rules.data_folder() / "registry" / "country_names.toml").read_text("utf-8"))["names"]
    keys = [key for listed in names.values() for key in listed.split("|")]
    assert [key for key in keys if country_key(key) != key] == []
    assert len(keys) == len(set(keys)) >= 15_000
    assert set(names) <= set(countries.countries())
    assert set(keys).isdisjoint(countries._plain_names())
    assert countries.no_country().isdisjoint({*keys, *countries._plain_names()})


def test_an_adjective_is_no_name_of_another_country() -> None:
    clashes = {
        key: (code, countries._all_names()[key])
        for key, code in countries._adjectives().items()
        if countries._all_names().get(key, code) != code
    }
    assert clashes == {}


@pytest.mark.parametrize("text", ["?" * 80, "a?" * 40, "(" * 80, "a (" * 26, "republic of " * 6, "x" * 80, "? ?" * 26])
def test_no_text_is_slow(text: str) -> None:
    find_country("Canada")
    begun = perf_counter()
    find_country(text)
    assert perf_counter() - begun < 0.2


@given(st.text(max_size=90))
def test_no_text_fails(text: str) -> None:
    found = find_country(text)
    assert found is None or (json.dumps(found) and len(found) == 2)
