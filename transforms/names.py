"""Names printed in capitals get the spelling people use: `KAREN DEYOUNG` is Karen DeYoung.

Evidence comes first: the same name in mixed case in the text of the page. Without it, lists
(data/rules/names.toml) and a few rules decide. A name in mixed case stays as printed.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from transforms.rules import Knowledge, load

Kind = Literal[
    "particle", "head_particle", "follower", "link", "suffix", "short_name", "initials", "lower_link",
    "head_link", "elision", "plain_mac", "spelling", "pair", "prefix", "given",
]  # fmt: skip

_WORD = re.compile(r"[^\s,]+")
_PREFIXED = re.compile(r"(Mc|Mac|De|Di|Da|Du|Le|La|Fitz|Van|O['’]|D['’])([^\W\d_a-z]{2,})")
_CURLY = str.maketrans("’‘ʼ", "'''")
_MAC_PLAIN_AFTER = frozenset("aeiouhky")  # Machado, Macias, Mackie: a vowel, h or k says Mac is no prefix
_VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôûåæøœ")
_SHORT = 3
_MIN_MAC = 6
_MIN_EVIDENCE = 4
_LONGEST = 120


class Case(Knowledge, frozen=True):
    """A name as printed and how it must read."""

    name: str
    reads: str


class Words(Knowledge, frozen=True):
    """One list of words that decide the spelling of names, with its examples."""

    kind: Kind
    note: str
    words: tuple[str, ...]
    examples: tuple[Case, ...]
    near_misses: tuple[Case, ...]


class NameRules(Knowledge, frozen=True):
    """The file of name lists."""

    words: tuple[Words, ...]


class Cased(NamedTuple):
    """A name in normal case and who decided: `printed`, `page` or `rules`."""

    name: str
    source: str


def rules() -> NameRules:
    """Return the lists of data/rules/names.toml; raises `RuleError` if they are wrong."""
    return load("rules/names.toml", NameRules)


@cache
def _lists() -> dict[Kind, dict[str, str]]:
    """Return for each kind its words by lower-case key."""
    return {w.kind: {word.lower(): word for word in w.words} for w in rules().words}


def _is(kind: Kind, key: str) -> bool:
    return key in _lists()[kind]


def _key(word: str) -> str:
    return word.translate(_CURLY).lower()


def is_particle(key: str) -> bool:
    """Say whether a lower-case word can stand inside a name: `von`, `de`, `la`."""
    return _is("particle", key) or _is("follower", key)


def is_given(key: str) -> bool:
    """Say whether a folded word is a common given name and no common surname."""
    return _is("given", key)


def true_case(name: str, evidence: str | None = None) -> str:
    """Return `name` in normal case; a spelling in mixed case in `evidence` wins.

    >>> true_case("HAMISH MCRAE")
    'Hamish McRae'
    """
    return case_of(name, evidence).name


def case_of(name: str, evidence: str | None = None) -> Cased:
    """Return `name` in normal case and the source of the decision.

    `evidence` may be any text; only an occurrence of the name, or of its surname, counts that
    stands in mixed case as words of its own.
    """
    by_rules = _by_rules(name)
    if by_rules == name:
        return Cased(name, "printed")
    if evidence and len(name) <= _LONGEST:
        found = _spelling_in(evidence, by_rules)
        if found:
            return Cased(found, "page")
    return Cased(by_rules, "rules")


@lru_cache(maxsize=8192)
def _by_rules(name: str) -> str:
    """Case a name word by word; what already has mixed case stays."""
    words = _WORD.findall(name)
    if name.islower() and len(words) > 1:
        name = name.upper()
    elif not any(_shouts(word) for word in words) or not words:
        return name
    whole = name == name.upper()
    spelled: list[str] = []
    pieces = _WORD.split(name)
    words = _WORD.findall(name)
    for i, word in enumerate(words):
        before = spelled[-1] if spelled else ""
        spelled.append(_cased(word, i, len(words), before) if whole else _mend(word, i, len(words)))
    _join_pairs(spelled)
    return "".join(a + b for a, b in zip(pieces, [*spelled, ""], strict=True))


def _shouts(word: str) -> bool:
    """Say whether a word is in capitals and no initial, or has capitals behind a prefix."""
    return (word.isupper() and sum(map(str.isalpha, word)) > 1) or _PREFIXED.fullmatch(word) is not None


def _join_pairs(words: list[str]) -> None:
    pairs = _lists()["pair"]
    for i in range(1, len(words) - 1):
        pair = pairs.get(f"{words[i]} {words[i + 1]}".lower())
        if pair:
            words[i : i + 2] = pair.split(" ")


def _mend(word: str, index: int, count: int) -> str:
    """Case a capital word among words in mixed case: `Xavier TORRÓN`, `Hamish McRAE`."""
    prefixed = _PREFIXED.fullmatch(word)
    if prefixed:
        return prefixed[1] + _cased(prefixed[2], 1, 2, "")
    letters = sum(map(str.isalpha, word))
    if not word.isupper() or letters < _SHORT or word[:1] in "\"'“‘":
        return word
    return _cased(word, max(index, 1), count, "")


def _cased(word: str, index: int, count: int, before: str) -> str:
    """Case one word of a name in capitals by its place in the name."""
    key = _key(word)
    lists = _lists()
    suffix = lists["suffix"].get(key.replace(".", ""))
    if suffix and index and index == count - 1:
        return f"{suffix}." if word.endswith(".") else suffix
    if _is_lower(key, index, count, before):
        return word.lower()
    if _is_initials(word, key):
        return word
    if "-" in word:
        return _hyphenated(word, index)
    return _spelled(word)


def _is_lower(key: str, index: int, count: int, before: str) -> bool:
    """Say whether a particle at this place is lower case."""
    if count == 1 or index == count - 1:
        return False
    if index == 0:
        return _is("head_particle", key)
    if _is("follower", key) and before.islower():
        return True
    return _is("particle", key) or (index > 1 and _is("link", key))


def _is_initials(word: str, key: str) -> bool:
    """Say whether capitals are initials: `E.`, `J.D.`, `TJ`; `NG` is a name."""
    letters = [c for c in key if c.isalpha()]
    if len(letters) == 1 or (("." in word[:-1]) and len(letters) <= _SHORT):
        return True
    if len(letters) > _SHORT or _is("short_name", key.rstrip(".")):
        return False
    return _is("initials", key) or not _VOWELS.intersection(letters)


def _hyphenated(word: str, index: int) -> str:
    parts = word.split("-")
    cased = []
    for i, part in enumerate(parts):
        key = _key(part)
        low = _is("lower_link", key) if 0 < i < len(parts) - 1 else (i == 0 < index and _is("head_link", key))
        cased.append(part.lower() if low else _spelled(part))
    return "-".join(cased)


@lru_cache(maxsize=8192)
def _spelled(word: str) -> str:
    """Case one simple word: by list, by prefix, by its first letter."""
    key = _key(word)
    lists = _lists()
    plain = key.rstrip(".")
    listed = lists["spelling"].get(plain) or lists["elision"].get(plain) or lists["short_name"].get(plain)
    if listed:
        return _in_capitals_of(listed, word)
    for prefix in lists["prefix"].values():
        if key.startswith(prefix.lower()) and len(key) > len(prefix) + 1:
            rest = word[len(prefix) :]
            listed = lists["spelling"].get(_key(rest))
            return prefix[0] + word[1 : len(prefix)].lower() + (listed or _capital(rest))
    if key.startswith("mac") and len(key) >= _MIN_MAC and key not in lists["plain_mac"]:
        return "Mac" + _capital(word[3:]) if key[3] not in _MAC_PLAIN_AFTER else _capital(word)
    return _capital(word)


def _in_capitals_of(listed: str, word: str) -> str:
    """Write `word`, with its own apostrophe and full stop, in the capitals of a listed spelling."""
    cased = (w.upper() if s.isupper() else w.lower() for s, w in zip(listed, word, strict=False))
    return "".join(cased) + word[len(listed) :]


def _capital(word: str) -> str:
    """Make the first letter a capital and the others small, also behind a quote mark."""
    for i, c in enumerate(word):
        if c.isalpha():
            return word[: i + 1] + word[i + 1 :].lower()
    return word


def _spelling_in(evidence: str, name: str) -> str | None:
    """Return the name as `evidence` spells it, or its surname's spelling put in its place."""
    found = _mixed(evidence, name)
    if found:
        return found
    given, _, surname = name.rpartition(" ")
    found = _mixed(evidence, surname) if given and len(surname) >= _MIN_EVIDENCE else None
    return f"{given} {found}" if found else None


def _mixed(evidence: str, words: str) -> str | None:
    """Return the first occurrence of `words` in mixed case that stands as words of its own."""
    small = evidence.lower()
    if len(small) != len(evidence):
        return None  # a letter whose small form is longer: places in the two texts differ
    for start in _occurrences(small, words.lower()):
        end = start + len(words)
        printed = evidence[start:end]
        alone = not evidence[start - 1 : start].isalnum() and not evidence[end : end + 1].isalnum()
        if alone and printed[-1:].islower() and not printed.islower():
            return printed
    return None


def _occurrences(text: str, part: str) -> Iterable[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
