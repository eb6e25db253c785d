"""The spelling of one word of a name printed in capitals: by list, by prefix, by its first letter."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from transforms.naming import lists as name_lists
from transforms.naming.lists import among, key_of, lists

_MAC = re.compile(r"mac[^aeiouhky]..")  # Machado, Macias, Mackie: a vowel, h or k says Mac is no prefix
_VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôûåæøœ")
_SYLLABLE = re.compile(r"(?:[ckpstz]?h|ts|hs|[ghkmnprsw]y|[ghk]w|[b-df-hj-np-tw-z])?[aeiouyü]{1,3}(?:ng|[nktpmlhr])?")
_SHORT = 3


class Place(NamedTuple):
    """Where in its name a word stands: its index, whether it is the last, the word before, a French given name."""

    at: int
    at_end: bool
    before: str
    french: bool


def in_capitals(text: str) -> bool:
    """Say whether all letters that have a capital are capitals: `ROßMANN` is in capitals."""
    return text.isupper() or ("ß" in text and text.replace("ß", "").isupper())


def shouts(word: str) -> bool:
    """Say whether a word is in capitals and no initial, or has capitals behind a prefix."""
    if in_capitals(word):
        return sum(map(str.isalpha, word)) > 1
    return not word.islower() and _prefixed().fullmatch(word) is not None


def mended(word: str) -> str:
    """Case a capital word among words in mixed case: `Xavier TORRÓN`, `Hamish McRAE`."""
    prefixed = _prefixed().fullmatch(word)
    if prefixed:
        return prefixed[1] + _capital(prefixed[2])
    if not in_capitals(word) or sum(map(str.isalpha, word)) < _SHORT or word[:1] in "\"'“‘":
        return word
    key = key_of(word)
    suffix = as_suffix(word, key)
    if suffix or is_initials(word, key, 1, 2):
        return suffix or word
    return spell(word, Place(1, at_end=True, before="", french=False))


@cache
def _prefixed() -> re.Pattern[str]:
    prefixes = "|".join(lists()["printed_prefix"].values()).replace("'", "['’]")
    return re.compile(rf"({prefixes})([^\W\d_a-z]{{2,}})")


def is_initials(word: str, key: str, at: int, last: int) -> bool:
    """Say whether capitals are initials: `E.`, `J.D.`, `TJ`; `NG` is a name, and so is what ends a short name.

    `at` is the place of the word in its name, `last` that of the surname.
    """
    letters = [c for c in key if c.isalpha()]
    if len(letters) == 1 or (("." in word[:-1]) and len(letters) <= _SHORT):
        return True
    if at == last == 1 or word.endswith(".") or len(letters) > _SHORT or among("short_name", key):
        return False
    return (at == 0 and among("initials", key)) or not _VOWELS.intersection(letters)


def as_suffix(word: str, key: str) -> str | None:
    """Return a suffix as its list spells it, with the full stops of the page (`PH.D.` is Ph.D.), or None."""
    listed = lists()["suffix"].get(key.replace(".", ""))
    if listed is None or word[:1] == ".":
        return None
    letters = iter(listed)
    return "".join("." if c == "." else next(letters) for c in word)


def spell(word: str, place: Place) -> str:
    """Case a word that is neither particle nor initials, by its place in the name."""
    if "-" in word:
        return _hyphenated(word, place)
    if place.french and among("french_form", key_of(word)):
        return _capital(word)
    return _spelled(word, head=place.at == 0 and not place.at_end)


def _hyphenated(word: str, place: Place) -> str:
    parts = word.split("-")
    if _is_asian(parts, place):
        return f"{_capital(parts[0])}-{parts[1].lower()}"
    cased = []
    for i, part in enumerate(parts):
        low = 0 < i < len(parts) - 1 and among("lower_link", key_of(part))
        cased.append(part.lower() if low else _spelled(part, head=False))
    return "-".join(cased)


def _is_asian(parts: list[str], place: Place) -> bool:
    """Say whether `YING-WAI` stands behind a Chinese or Korean surname."""
    two = place.at_end and len(parts) == 2 and among("asian_surname", key_of(place.before))  # noqa: PLR2004
    return two and all(_SYLLABLE.fullmatch(part.lower()) for part in parts)


@lru_cache(maxsize=8192)
def _spelled(word: str, *, head: bool) -> str:
    """Case one simple word; at the head of a longer name it is a given name."""
    key = key_of(word)
    plain = key.rstrip(".")
    known = lists()
    listed = known["given_spelling"].get(plain) if head else None
    listed = listed or known["elision"].get(plain) or known["short_name"].get(plain)
    if listed:
        return _in_capitals_of(listed, word)
    prefix = _prefix_of(key, head=head)
    if prefix:
        rest = word[len(prefix) :]
        chosen = known["spelling"].get(key_of(rest))
        return prefix[0] + word[1 : len(prefix)].lower() + (chosen or _capital(rest))
    chosen = known["spelling"].get(plain) or known["french_form"].get(plain)
    chosen = chosen or (None if head else known["mac"].get(plain))
    if chosen:
        return _in_capitals_of(chosen, word)
    if _MAC.match(plain) and not among("plain_mac", plain):
        return "Mac" + _capital(word[3:])
    return _capital(word)


def _prefix_of(key: str, *, head: bool) -> str | None:
    """Return the prefix of a word that a capital follows; at the head, that of a given name too."""
    known = lists()
    for low, prefix in known["prefix"].items():
        if key.startswith(low) and len(key) > len(low) + 1:
            return prefix
    given = known["given_prefix"].get(key[: key.find("'") + 1]) if head else None
    return given if given and key[len(given) : len(given) + 1] not in _VOWELS else None


def _in_capitals_of(listed: str, word: str) -> str:
    """Write `word`, with its own apostrophe and full stop, in the capitals of a listed spelling."""
    cased = (w.upper() if s.isupper() else w.lower() for s, w in zip(listed, word, strict=False))
    return "".join(cased) + word[len(listed) :]


def _capital(word: str) -> str:
    """Make the first letter a capital and the others small, also behind a quote mark or a full stop."""
    return ".".join(map(_initial_capital, word.split("."))) if "." in word[:-1] else _initial_capital(word)


def _initial_capital(word: str) -> str:
    for i, c in enumerate(word):
        if c.isalpha() or (c in "?\ufffd" and word[i + 1 : i + 2].isalpha()):  # the letter that was lost is the capital
            return word[: i + 1] + word[i + 1 :].lower()
    return word


def forget() -> None:
    """Forget the words met so far, and the lists: for those who measure or change them."""
    name_lists.forget()
    _prefixed.cache_clear()
    _spelled.cache_clear()
