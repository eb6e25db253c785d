"""How UTF-8 looks to a reader of another charset: what all modules on mojibake share."""

import re
from collections.abc import Iterable
from itertools import groupby

import ftfy.bad_codecs  # noqa: F401 (makes the codecs `sloppy-*` known: holes of a charset stay control characters)

# What the Western and Central European press prints beyond ASCII.
LETTERS = "".join(c for c in map(chr, range(0xC0, 0x17F)) if c.isalpha() and c not in "ŉĸ")
ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u0327"  # of letters written in two characters
_SYMBOLS = "−←↑→↓≈≤≥■▪●★✓✔✅❌①②③④⑤⑥⑦⑧⑨⑩"
_INVISIBLE = "\u2009\u202f\u200b\ufeff"
SIGNS = ACCENTS + "\xa0¡¢£¥§©ª«\xad®°²³·´º»¼½¾¿±×÷¹¶‐‑‒–—―‘’‚“”„†‡•…‰′″‹›⁄€™" + _SYMBOLS + _INVISIBLE

WESTERN = ("latin-1", "sloppy-windows-1252")  # in the order of trust


def misread(text: str, charset: str) -> str | None:
    r"""Return what UTF-8 `text` looks like when read as `charset`; None if that charset cannot read it.

    >>> misread("é’", "cp437"), misread("”", "cp1252"), misread("”", "cp1251")
    ('├⌐ΓÇÖ', None, 'вЂќ')
    """
    try:
        return text.encode("utf-8").decode(charset)
    except UnicodeDecodeError:
        return None


def any_of(keys: Iterable[str]) -> str:
    """Return a pattern for strings that share most of their beginnings.

    >>> any_of(["Ã©", "Ã³", "â€™"])
    '(?:â€[™]|Ã[©³])'
    """
    heads = groupby(sorted(keys, key=lambda key: (-len(key), key)), key=lambda key: key[:-1])
    lasts = (f"{re.escape(head)}[{''.join(re.escape(key[-1]) for key in group)}]" for head, group in heads)
    return f"(?:{'|'.join(lasts)})"


def is_whole(text: str) -> bool:
    """Tell whether all of a line is UTF-8 read as Western with no byte lost: then no other reading is asked for.

    >>> is_whole("Itâ€™s Ã©tÃ©"), is_whole("Itâ€™s été"), is_whole("It’s")
    (True, False, False)
    """
    return read_whole(text) is not None


def read_whole(text: str) -> str | None:
    """Return what a line was before all of it was read as Western; None if that cannot be.

    >>> read_whole("Itâ€™s Ã©tÃ©"), read_whole("It’s")
    ('It’s été', None)
    """
    for charset in WESTERN:
        try:
            read = text.encode(charset).decode("utf-8")
        except UnicodeError:
            continue
        if read != text:
            return read
    return None
