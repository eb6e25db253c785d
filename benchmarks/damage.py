"""Damage clean text in the ways that scraped pages show: pure functions, chance only by seed.

Each kind is one function `(text, rng) -> pieces`; see `benchmarks.pieces`. A kind that a text cannot have
(no character to lose, no word to break) returns pieces without a place.

>>> from benchmarks.pieces import text_of
>>> text_of(KINDS["mojibake"]("Zoë’s café", random.Random(1)))
'ZoÃ«â€™s cafÃ©'
>>> text_of(KINDS["lossy"]("“Zoë’s?”", random.Random(1)))
'?Zo??s??'
"""

import random
import re
from collections.abc import Callable
from functools import partial
from html.entities import codepoint2name

from benchmarks.damage_breaks import break_words, insert_soft_hyphens, insert_zero_width
from benchmarks.damage_mojibake import (
    CP1250,
    CP1251,
    CP1252,
    LOST,
    lose_last_bytes,
    lose_nbsp,
    lose_undefined,
    mixed_mojibake,
    mojibake,
    one_line,
    upper_case,
)
from benchmarks.pieces import Piece, class_of, cut, untouched

Damage = Callable[[str, random.Random], list[Piece]]

BEYOND_OR_MARK = re.compile(r"[^\x00-\x7f]|\?")
SPECIAL = re.compile(r"""[^\x00-\x7f]|[&<>"]""")


def entities(text: str, rng: random.Random, *, named: bool, rounds: int = 1) -> list[Piece]:
    """Write every special character as an HTML entity; a second round escapes the ampersand of the first."""
    form = rng.choice(["&#{};", "&#x{:x};", "&#0{};"])

    def damage(found: re.Match[str]) -> Piece:
        code = ord(found[0])
        entity = f"&{codepoint2name[code]};" if named and code in codepoint2name else form.format(code)
        return Piece(found[0], entity.replace("&", "&" + "amp;" * (rounds - 1)), class_of(found[0]))

    return cut(text, SPECIAL, damage)


def lossy(text: str, _rng: random.Random, instead: str = "?", *, by_bytes: bool = False) -> list[Piece]:
    """Turn every character beyond ASCII, or each of its UTF-8 bytes, into a mark; genuine `?` are traps."""

    def damage(found: re.Match[str]) -> Piece:
        if found[0] == "?":
            return Piece("?", "?", "genuine")
        times = len(found[0].encode("utf-8", "surrogatepass")) if by_bytes else 1
        return Piece(found[0], instead * times, class_of(found[0]))

    return cut(text, BEYOND_OR_MARK, damage)


def headline_mark(text: str, _rng: random.Random) -> list[Piece]:
    """Turn the question mark that ends the headline into an apostrophe; any other headline is quoted: a trap."""
    headline, end, rest = text.partition("\n")
    if headline.endswith("?"):
        return [untouched(headline[:-1]), Piece("?", "'", "?"), untouched(end + rest)]
    return [untouched(f"'{headline}"), Piece("'", "'", "quoted"), untouched(end + rest)]


def nothing(text: str, _rng: random.Random) -> list[Piece]:
    """Damage nothing: what a repair changes here is harm; question marks are traps."""
    return cut(text, re.compile(r"\?"), lambda found: Piece(found[0], found[0], "genuine"))


KINDS: dict[str, Damage] = {
    "clean": nothing,
    "mojibake": partial(mojibake, charsets=(CP1252,)),
    "mojibake twice": partial(mojibake, charsets=(CP1252,) * 2),
    "mojibake thrice": partial(mojibake, charsets=(CP1252,) * 3),
    "mojibake latin-1": partial(mojibake, charsets=("latin-1",)),
    "mojibake cp1250": partial(mojibake, charsets=(CP1250,)),
    "mojibake MacRoman": partial(mojibake, charsets=("mac-roman",)),
    "mojibake cp437": partial(mojibake, charsets=("cp437",)),
    "mojibake cp850": partial(mojibake, charsets=("cp850",)),
    "mojibake cp1251": partial(mojibake, charsets=(CP1251,)),
    "mojibake mixed": mixed_mojibake,
    "mojibake in one line": one_line,
    "mojibake in capitals": upper_case,
    **{f"lost byte {name}": partial(lose_undefined, instead=instead) for name, instead in LOST.items()},
    "lost byte, any": lose_last_bytes,
    "lost NBSP byte": lose_nbsp,
    "entities named": partial(entities, named=True),
    "entities numeric": partial(entities, named=False),
    "entities twice": partial(entities, named=True, rounds=2),
    "lossy": lossy,
    "lossy bytes": partial(lossy, by_bytes=True),
    "lossy U+FFFD": partial(lossy, instead="\ufffd"),
    "headline mark": headline_mark,
    "soft hyphens": insert_soft_hyphens,
    "zero width": insert_zero_width,
}


def damage(kind: str, text: str, language: str, seed: str) -> list[Piece]:
    """Return the pieces of `text` after one kind of damage; the same seed gives the same pieces.

    >>> from benchmarks.pieces import text_of
    >>> text_of(damage("entities named", "Zoë & Co", "en", "7"))
    'Zo&euml; &amp; Co'
    """
    rng = random.Random(f"{seed} {kind} {language} {len(text)}")
    if kind == "line-end hyphens":
        return break_words(text, rng, language)
    return KINDS[kind](text, rng)


ALL_KINDS = (*KINDS, "line-end hyphens")
