"""Mojibake of code pages that ftfy reads seldom or not at all: UTF-8 read as cp437, cp1251 or koi8.

For each code page one table says what the letters and signs of the press become. A line is repaired
with the code page that explains it: of the page's own alphabet (box drawings, Cyrillic, Greek, `Ă`)
nothing may be left over, because sound text in that alphabet is never made of damaged pairs alone.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from transforms.damage.misreading import LETTERS, SIGNS, WESTERN, any_of, misread
from transforms.damage.mojibake import is_settled

_BOXES = "\u2500-\u259f"
_CYRILLIC = "\u0400-\u04ff№"
_GREEK = "\u0370-\u03ff"

# Code page -> the alphabet of which a repair may leave nothing over. The first of equals wins.
ALPHABETS: Mapping[str, str] = {
    "cp437": _BOXES + "Γ",
    "cp850": _BOXES,
    "cp858": _BOXES,
    "cp852": _BOXES,
    "mac-roman": "√≈",
    "sloppy-windows-1251": _CYRILLIC,
    "koi8-r": _CYRILLIC + _BOXES,
    "cp866": _CYRILLIC + _BOXES,
    "sloppy-windows-1250": "ĂĹ",
    "iso8859-2": "ĂĹ",
    "sloppy-windows-1253": _GREEK,
    "sloppy-windows-1257": "Ć",
}
# ‘ is E2 80 98, and 98 is no sign of this page: a strict reader dropped it or wrote a replacement. (In cp1250
# it is none either, but `â€` there cannot be told from the lost ” of cp1252.)
_LOST_98 = {"sloppy-windows-1251": "вЂ"}

# Pairs that sound text may hold: in capitals (`ORĂŞTIE`, `BYĆ»`), or in mathematics (√π).
_IN_CAPITALS = re.compile(r"[ĂĹĆÂ][şŞ”’»›…–—®™\xa0]|Â\w")
_IN_FORMULAS = re.compile(r"[√≈][π∞µ∂∫∏∑Ω∆±°≤≥]|¬[´ª¨]")
# Dashes, guilders, single letters and Nordic words are repaired beside other damage only.
_NEVER_FIRST = re.compile(r"[─ƒ]|[ĂГΓĆВΒÂĀ] |[ÄÅ]\w")
# What readings of the press hold seldom: a capital within a word or alone, ß after a consonant, letters of the North.
_SELDOM = re.compile("[a-zß-öø-ÿ][À-ÖØ-ÞŠŽ]|(?<=[a-z] )[À-ÖØ-Þ](?= [a-z])|(?<![aeiouyäöüAEIOUÄÖÜ])ß|[þðåÞÐ]")
_LATIN = re.compile("[A-Za-z0-9]")
_WHOLE_WORD_A = re.compile(r"([ГΓĂĆ]) (?! |(?:s|quilo|quel[ae]s?)(?![\w'’]))")


class CodePage(NamedTuple):
    """One code page: its table, what finds the keys, and what finds proof and counter-proof."""

    table: Mapping[str, str]
    keys: re.Pattern[str]
    decisive: re.Pattern[str]
    alphabet: re.Pattern[str]


@cache
def _code_page(charset: str) -> CodePage:
    table = {damaged: c for c in LETTERS + SIGNS if (damaged := misread(c, charset))}
    # What Western readers make too is not for this page to decide.
    table = {damaged: c for damaged, c in table.items() if damaged not in {misread(c, west) for west in WESTERN}}
    for c in "à\xa0":  # a reader that took the byte A0 for a plain space
        damaged = misread(c, charset)
        if damaged and damaged[1] == "\xa0":
            table[f"{damaged[0]} "] = c
    if lead := _LOST_98.get(charset):
        table |= dict.fromkeys((lead, f"{lead}\ufffd", f"{lead}?"), "‘")
    first = [damaged for damaged in table if not _NEVER_FIRST.match(damaged)]
    capitals = [damaged for damaged in first if _IN_CAPITALS.match(damaged)]
    formulas = [damaged for damaged in first if _IN_FORMULAS.match(damaged)]
    decisive = any_of({*first} - {*capitals, *formulas})
    decisive += f"|(?<![A-ZÀ-ÞĂŢŞȚȘ]){any_of(capitals)}" if capitals else ""
    decisive += f"|(?<=[A-Za-z]){any_of(formulas)}|{any_of(formulas)}(?=[A-Za-z])" if formulas else ""
    patterns = (any_of(table), decisive, f"[{ALPHABETS[charset]}]")
    return CodePage(table, *map(re.compile, patterns))


def decode_code_pages(text: str) -> str:
    """Undo UTF-8 read as a code page of DOS, the Mac, Eastern Europe, Greece or Russia.

    >>> decode_code_pages("ΓÇ£Caf├⌐ΓÇ¥ and МГЎlaga")
    '“Café” and МГЎlaga'
    >>> decode_code_pages("Г bien renseigner sur le mГ©dicament")
    'à bien renseigner sur le médicament'
    >>> decode_code_pages("Гімн, ЦГЄ, ├── tree, √2, Γάμος") == "Гімн, ЦГЄ, ├── tree, √2, Γάμος"
    True
    """
    if text.isascii() or is_settled(text):
        return text
    readings = [reading for charset in ALPHABETS if (reading := _read_again(text, charset))]
    return min(readings, key=_oddness, default=text)


def _read_again(text: str, charset: str) -> str | None:
    """Return `text` with the pairs of one code page undone, if that page explains it."""
    page = _code_page(charset)
    if not page.decisive.search(text):
        return None
    text = _WHOLE_WORD_A.sub(r"\1  ", text) if charset.startswith("sloppy") else text
    rest = page.keys.sub("", text)
    if page.alphabet.search(rest) or not _LATIN.search(rest):
        return None
    return page.keys.sub(lambda found: page.table[found[0]], text)


def _oddness(reading: str) -> int:
    """Return less for the better reading: more pairs undone, less that the press seldom prints."""
    return len(reading) + 2 * len(_SELDOM.findall(reading))
