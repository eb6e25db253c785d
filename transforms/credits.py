"""Credits of photographs: where one ends that leads a caption, and whose photograph it names."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from transforms.credit.parts import Part, credit_parts, credit_words, folded, without_kinds
from transforms.credit.people import has_given_name, is_surname, people_in
from transforms.damage.spacing import equal_spaces
from transforms.folding import fold
from transforms.names import is_given, is_particle, true_case
from transforms.registry import agencies, agency_names, find_agency, find_outlets

_LONGEST_LED = 10  # words of a credit that leads a caption
_SHORTEST = 3  # letters of an agency beside a name that no sign parts from it; `NA` is a surname
_LONGEST = 200  # characters of a credit
_CAPITAL_NAME = re.compile(r"M[ac]{1,2}[^\W\d_a-zß-ÿ][^a-zß-ÿ]+")  # McINTYRE


def credit_length(words: list[str]) -> int:
    """Return how many words belong to the credit that leads a caption."""
    opened = _label_length(words)
    capitals = next((i for i, word in enumerate(words) if i >= opened and not _is_capital(word)), len(words))
    if opened < capitals < len(words) and len(words[capitals - 1]) == 1 and words[capitals - 1].isalpha():
        capitals -= 1  # the article `A` opens the caption
    slashed = any("/" in word for word in words[:_LONGEST_LED])
    near = [n for n, word in enumerate(words[:_LONGEST_LED], 1) if slashed or _can_end(word)]
    known = [n for n in near if _ends_credit(tuple(words[:n]))]
    joined = not known or any("/" in word for word in words[known[-1] : capitals])
    if joined or _goes_on(words[:capitals], known[-1]):
        if opened and capitals < opened + 2 and (name := _name_length(words[opened:])) != 1:
            capitals = opened + name if name else 0  # a label alone is no credit
        return capitals if capitals <= _LONGEST_LED else 0
    return known[-1]


def _label_length(words: list[str]) -> int:
    """Return how many words are the label of a credit in any case: `Foto:`, `Photo by`, `©`."""
    if words[0] == "©":
        return 1
    end = next((n for n in (1, 2, 3) if words[n - 1 : n] and words[n - 1].endswith(":")), 0)
    return end if end and fold(" ".join(words[:end])) in folded("labels") else 0


def _name_length(words: list[str]) -> int:
    """Return how many words a name behind a label has, where a given name or initial shows that it is one.

    One if the label stands before a single word in capitals: `FOTO: DPA`, `Foto: PRIVAT`.
    """
    if not words or not _opens_name(words[0]):
        return int(bool(words) and len(fold(words[0])) > 1 and words[0].isupper())
    end = 1
    while end < len(words) - 1 and (is_particle(fold(words[end])) or _opens_name(words[end])):
        end += 1
    return end + 1 if end < len(words) and words[end][0].isupper() else 0


def _opens_name(word: str) -> bool:
    return is_given(fold(word)) or (word.endswith(".") and word.isupper())


def _goes_on(words: list[str], end: int) -> bool:
    """Tell whether a credit in capitals goes on behind a known end: `AP PHOTO BY …`, `A, SPECIAL TO …`."""
    if end >= len(words):
        return False
    following = (
        fold(" ".join(words[start : start + size])) for start in (end - 1, end) for size in (1, 2) if start + size > end
    )
    return words[end - 1].endswith(":") or any(phrase in folded("markers") for phrase in following)


def _is_capital(word: str) -> bool:
    return word.isupper() or not any(c.isalnum() for c in word) or _CAPITAL_NAME.fullmatch(word) is not None


@cache
def _last_words() -> frozenset[str]:
    return folded("kinds") | {name.rpartition(" ")[2] for name in agency_names()}


def _can_end(word: str) -> bool:
    """Tell whether a credit can end with a word; most words are ruled out by this alone."""
    return fold(word).rpartition(" ")[2] in _last_words()


@lru_cache(maxsize=4096)
def _ends_credit(words: tuple[str, ...]) -> bool:
    """Tell whether words end as a credit does: with an agency (alone or behind a name), a paper, or `PHOTO`.

    A label alone ends nothing, nor does a paper that no name in capitals and slash stand before.
    """
    last = words[-1]
    if last.isupper() and not last.endswith(":") and fold(last) in folded("kinds"):
        return fold(last) not in folded("joints") and (len(words) > 1 or fold(last) not in folded("labels"))
    text = " ".join(words)
    if len(words) > 1 and "/" in text and fold(last.strip(",")) in folded("kinds"):
        return any(_find_supplier(part.words) for part in credit_parts(text))  # `AP Photo/Ada Marsh, File`
    name, slash, paper = text.rpartition("/")
    if slash and all(map(_is_capital, name.split())) and find_outlets(paper, None):
        return True
    parts = list(credit_parts(text))
    whole = bool(parts) and text.rstrip(" )]").endswith(parts[-1].words[-1])
    return whole and _find_supplier(parts[-1].words) is not None


def _find_supplier(words: Sequence[str]) -> str | None:
    """Return the agency that the words of a part name, with or without the kind of picture behind it."""
    name = " ".join(without_kinds(words))
    found = find_agency(name)
    return None if found and _is_shared(found, name) else found


@lru_cache(maxsize=1024)
def _is_shared(agency: str, name: str) -> bool:
    """Tell whether papers of several countries bear the name, so that it names no supplier: `THE OBSERVER`."""
    papers = agencies()[agency].kind == "syndicate"
    return papers and len({outlet.country for outlet in find_outlets(name, None)}) > 1


@lru_cache(maxsize=8192)
def read_credit(credit: str) -> tuple[str | None, str | None]:
    """Return agency (canonical) and photographer (in normal case) of a credit as printed.

    The first agency counts; several photographers are joined by `; `. Who gave a picture or ordered it is none.

    >>> read_credit("ROWAN ASHGROVE / THE CANADIAN PRESS")
    ('The Canadian Press', 'Rowan Ashgrove')
    >>> read_credit("PHOTO COURTESY OF ROWAN ASHGROVE")
    (None, None)
    """
    parts = list(credit_parts(equal_spaces(credit[:_LONGEST])))
    agency: str | None = None
    people: list[str] = []
    for part in parts:
        supplier, names = _read_part(part, beside=len(parts) > 1)
        if agency is None or (supplier and part.mode == "joint" and agencies()[agency].kind in {"chain", "syndicate"}):
            agency = supplier or agency  # `A PAPER VIA AN AGENCY`
        people = _joined(people, names, part)
    return agency, "; ".join(people) or None


def _joined(people: list[str], names: list[str], part: Part) -> list[str]:
    """Return the photographers with those of the next part: who stands behind a name and a slash is its paper.

    Of two that stand apart, a given name tells the photographer: `PORT ECHO/ADA MARSH`.
    """
    if not people or not names:
        return people or names
    if part.sign in {",", ";", ")", ""} and (part.label in folded("plurals") or all(map(has_given_name, names))):
        return list(dict.fromkeys([*people, *names]))
    return people if any(map(has_given_name, people)) or not all(map(has_given_name, names)) else names


def _read_part(part: Part, *, beside: bool) -> tuple[str | None, list[str]]:
    """Return agency and photographers of one part; a bare surname needs a label or a neighbour."""
    if supplier := _find_supplier(part.words):
        return supplier, []
    words = without_kinds(part.words)
    if part.mode != "plain" or not words:
        return None, []
    for cut in range(1, len(words) - 1):  # `ADA MARSH REUTERS`, `AFP ADA MARSH`
        for mark, rest in ((words[-cut:], words[:-cut]), (words[:cut], words[cut:])):
            led = mark[0] is words[0] and has_given_name(" ".join(words[:2]))
            supplier = None if led or len(mark[0]) < _SHORTEST else _find_supplier(mark)
            if supplier and (names := people_in(rest)):
                return supplier, names
    if names := people_in(words):
        return None, names
    alone = len(words) == 1 and (part.label or beside) and is_surname(words[0])
    return None, [true_case(words[0])] if alone else []


__all__ = ["credit_length", "credit_words", "read_credit"]
