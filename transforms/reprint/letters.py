"""The letters of a text that survive: vowels and what carries accents go, with spaces, case and punctuation.

What print and scans do to a copy (straight quotes, lost accents, `?` for every letter beyond ASCII, words broken
at line ends, other dashes) changes none of the letters that are left. About a third of a text remains, so a
window of 8 of them spans about four words.
"""

import unicodedata
from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int32]
Reader = Callable[[str], bytes]

# é à ü ø ñ ç š ž and their like are what damage takes: their plain letters go, too.
_KEPT = "bdfghjklmpqrtvwx0123456789"
_LOWER = bytes(range(256)).translate(bytes.maketrans(_KEPT.upper().encode(), _KEPT.encode()))
_OTHERS = bytes(set(range(256)) - set((_KEPT + _KEPT.upper()).encode()))
_IS_LETTER = np.array([chr(c) in _KEPT + _KEPT.upper() for c in range(256)], np.int32)
_FEW = 8  # of a text in Latin letters every third remains; of one in another script hardly any
_FIRST_IDEOGRAPH = "\u2e80"
_MULTIPLIER = 0x9E3779B97F4A7C15


def letters(text: str) -> bytes:
    """Return what is compared of a text, a byte for each letter that is left.

    >>> letters("Nicol?s didn?t reply, he con- fessed.") == letters("Nicolás didn’t reply, he confessed.")
    True
    """
    return read_letters(text)[0]


def read_letters(text: str) -> tuple[bytes, Reader]:
    """Return the same, and what reads the letters of each piece of this text, by the script it is written in."""
    found = latin_letters(text)
    if len(found) * _FEW >= len(text):
        return found, latin_letters
    return letters_of_any_script(text), letters_of_any_script


def latin_letters(text: str) -> bytes:
    """Return the letters of a text in Latin script.

    >>> latin_letters("The Straße in 1924")
    b'thtr1924'
    """
    return text.encode("utf-8", "ignore").translate(_LOWER, _OTHERS)


def letters_of_any_script(text: str) -> bytes:
    """Return a byte for every second letter of an alphabet, and for each ideograph."""
    folded = (c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isalnum())
    return bytes(ord(c) & 255 for c in folded if ord(c) & 1 or c >= _FIRST_IDEOGRAPH)


def is_letter(text: str, read: Reader) -> Places:
    """Return for each character of a text how many letters it is.

    >>> is_letter("a big dog", latin_letters).tolist()
    [0, 0, 1, 0, 1, 0, 1, 0, 1]
    """
    if read is latin_letters:
        return _IS_LETTER[np.frombuffer(text.encode("ascii", "replace"), np.uint8)]
    return np.array([len(read(character)) for character in text], np.int32)


def windows(found: bytes, length: int) -> Hashes:
    """Return the hash of each window of `length` letters, in order; none of a shorter text.

    Windows of 1, 2, 4 … letters are joined two and two, the last step by two that overlap: a few steps for all.
    """
    hashes = np.frombuffer(found, np.uint8).astype(np.uint64)
    size = 1
    while size < length and len(hashes):
        step = min(size, length - size)
        hashes = hashes[:-step] * _power(size) + hashes[step:]
        size += step
    return _mixed(hashes)


@cache
def _power(size: int) -> np.uint64:
    """Return an odd number for windows of this size."""
    return np.uint64(pow(_MULTIPLIER, size, 2**64))


def _mixed(hashes: Hashes) -> Hashes:
    """Return hashes of which every bit hangs on every letter."""
    hashes = hashes ^ (hashes >> np.uint64(33))
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xC4CEB9FE1A85EC53)
    hashes ^= hashes >> np.uint64(33)
    return hashes
