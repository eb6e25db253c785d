"""Names printed in capitals get the spelling people use: `KAREN DEYOUNG` is Karen DeYoung.

Evidence comes first: the same name in mixed case in the text of the page. Without it, lists
(data/rules/names.toml, surnames.toml, given_names.toml) and a few rules decide. A name in mixed
case stays as printed.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from transforms.folding import fold
from transforms.naming import words as name_words
from transforms.naming.evidence import spelling_in
from transforms.naming.lists import among, is_english, is_french, is_given, is_particle, key_of, lists
from transforms.naming.words import Place, as_suffix, in_capitals, is_initials, mended, shouts, spell

__all__ = ["Cased", "case_of", "is_given", "is_particle", "true_case"]

_WORD = re.compile(r"[^\s,]+")
_LONGEST = 120


class Cased(NamedTuple):
    """A name in normal case and who decided.

    `printed`: it was in mixed case; `page`: the text of the page; `rules`: the lists and rules, which
    better evidence may correct, above all where two spellings are in use (MacKay and Mackay).
    """

    name: str
    source: str


def true_case(name: str, evidence: str | None = None) -> str:
    """Return `name` in normal case; a spelling in mixed case in `evidence` wins.

    >>> true_case("HAMISH MCRAE")
    'Hamish McRae'
    """
    return case_of(name, evidence).name


def case_of(name: str, evidence: str | None = None) -> Cased:
    """Return `name` in normal case and the source of the decision.

    `evidence` may be any text; only an occurrence of the name, or of its surname alone, counts that
    stands in mixed case as words of its own.

    >>> case_of("TOM MACDONALD", "Mr. Macdonald wrote")
    Cased(name='Tom Macdonald', source='page')
    >>> case_of("TOM MACDONALD", "Ross Macdonald wrote")
    Cased(name='Tom MacDonald', source='rules')
    """
    cased = _by_rules(name)
    if evidence and cased.source != "printed" and len(name) <= _LONGEST:
        found = spelling_in(evidence, cased.name)
        if found and _by_rules(found).source == "printed":
            return Cased(found, "page")
    return cased


@lru_cache(maxsize=8192)
def _by_rules(name: str) -> Cased:
    """Case a name word by word; what already has mixed case stays."""
    words = _WORD.findall(name)
    if name.islower() and len(words) > 1 and words[0][:1].islower():
        name = name.upper()
        words = _WORD.findall(name)
    elif not any(map(shouts, words)):
        return Cased(name, "printed")
    spelled = _whole(words) if in_capitals(name) else [mended(word) for word in words]
    _join_pairs(spelled)
    pieces = _WORD.split(name)
    cased = "".join(a + b for a, b in zip(pieces, [*spelled, ""], strict=True))
    return Cased(cased, "printed" if cased == name else "rules")


def _whole(words: list[str]) -> list[str]:
    """Case the words of a name that is in capitals throughout, each by its place."""
    keys = [key_of(word) for word in words]
    last = _last(keys)
    given = fold(words[0])
    english, french = is_english(given), is_french(given)
    spelled: list[str] = []
    for i, (word, key) in enumerate(zip(words, keys, strict=True)):
        before = spelled[-1] if spelled else ""
        after = keys[i + 1] if i < last else None
        suffix = as_suffix(word, key) if i > last else None
        if suffix:
            spelled.append(suffix)
        elif _is_lower(key, i, before, after, english=english):
            spelled.append(word.lower())
        elif is_initials(word, key, i, last):
            spelled.append(word)
        else:
            spelled.append(spell(word, Place(i, i == last, before, french)))
    return spelled


def _last(keys: list[str]) -> int:
    """Return the index of the last word that is no suffix; the first word never is one."""
    last = len(keys) - 1
    while last > 0 and as_suffix(keys[last], keys[last]):
        last -= 1
    return last


def _is_lower(key: str, index: int, before: str, after: str | None, *, english: bool) -> bool:
    """Say whether a small word at this place of a name is lower case; `after` is None at the end."""
    if after is None:
        return False
    if index == 0:
        return among("head_particle", key)
    if among("follower", key):
        return before.islower()
    if among("link", key):
        return index > 1 and len(before.rstrip(".")) > 1
    if english and among("americanised", key) and not is_particle(after):
        return False
    return among("particle", key)


def _join_pairs(words: list[str]) -> None:
    """Correct two words that together make a surname known for its spelling."""
    pairs, low = lists()["pair"], lists()["lower_pair"]
    for i in range(len(words) - 1):
        key = key_of(f"{words[i]} {words[i + 1]}")
        known = pairs.get(key) or low.get(key)
        if known:
            words[i : i + 2] = known.split(" ")


def forget() -> None:
    """Forget the names met so far, and the lists: for those who measure or change them."""
    _by_rules.cache_clear()
    name_words.forget()
