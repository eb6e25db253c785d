"""What a word is, wherever words are counted."""

import re
from functools import cache

import numpy as np
import numpy.typing as npt

JOINERS = "'’-‐‑"
_WORD = re.compile(rf"[^\W_]+(?:[{re.escape(JOINERS)}][^\W_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
DASH_OR_QUOTE = re.compile(b"\xe2\x80.", re.DOTALL)  # in UTF-8: U+2000 to U+203F, none of which is a letter
_ASCII = bytes(range(0x80))
_BARE = bytes(code if code >= len(_ASCII) or chr(code).isalpha() else ord(" ") for code in range(0x100))
_LAST = 0xFFFF  # of the characters that a table knows; beyond are hardly any but emoji

Mask = npt.NDArray[np.bool_]  # for each character of a text


def find_words(text: str) -> list[str]:
    """Return the words of a text: runs of letters or digits, with inner apostrophes and hyphens.

    >>> find_words("Ada’s twenty-two — 3.5")
    ['Ada’s', 'twenty-two', '3', '5']
    """
    return _WORD.findall(text)


def count_words(text: str) -> int:
    """Return how many words `find_words` finds, in a tenth of its time.

    >>> count_words("The 19-year-old didn’t go.")
    4
    """
    return int(np.count_nonzero(starts_of_words(text)))


def starts_of_words(text: str) -> Mask:
    """Tell for each character whether one of the words of `find_words` begins there."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if codes.size and codes.max() > _LAST:
        within = np.fromiter(map(str.isalnum, text), np.bool_, len(text))
        codes = np.minimum(codes, _LAST)
    else:
        within = _is_alphanumeric()[codes]
    starts = within.copy()
    starts[1:] &= ~within[:-1]
    starts[2:] &= ~(_is_joiner()[codes[1:-1]] & within[:-2])
    return starts


def split_letters(text: str) -> list[bytes]:
    """Return the runs of letters of a text in UTF-8, in a quarter of the time that a pattern takes.

    >>> split_letters("L’été, don't 2x") == [b"L", "été".encode(), b"don", b"t", b"x"]
    True
    """
    data = DASH_OR_QUOTE.sub(b" ", text.encode("utf-8", "surrogatepass"))
    for character in set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass")):
        if not _LETTER.match(character):
            data = data.replace(character.encode("utf-8", "surrogatepass"), b" ")
    return data.translate(_BARE).split()


@cache
def _is_alphanumeric() -> Mask:
    return np.fromiter(map(str.isalnum, map(chr, range(_LAST + 1))), np.bool_, _LAST + 1)


@cache
def _is_joiner() -> Mask:
    table = np.zeros(_LAST + 1, np.bool_)
    table[[ord(joiner) for joiner in JOINERS]] = True
    return table
