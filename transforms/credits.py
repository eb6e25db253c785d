"""Credits of photographs: where one ends that leads a caption, and whose photograph it names."""

import re
from functools import cache

from transforms.folding import fold
from transforms.names import true_case
from transforms.registry import find_agency, find_outlets
from transforms.rules import Knowledge, load

_LONGEST_LED = 8  # words of a credit that leads a caption
_CAPITAL_NAME = re.compile(r"M[ac]{1,2}[^\W\d_a-zß-ÿ][^a-zß-ÿ]+")  # McINTYRE
_CREDIT_PARTS = re.compile(r"\s*[/|;,]\s*|\s+[—–-]\s+")


class CreditWords(Knowledge, frozen=True):
    """Words around names in credits: `labels` before them, `kinds` behind them, `joints` between two, `not_people`."""

    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    joints: tuple[str, ...]
    not_people: tuple[str, ...]


@cache
def credit_words() -> CreditWords:
    """Return the words of data/rules/credits.toml."""
    return load("rules/credits.toml", CreditWords)


def credit_length(words: list[str]) -> int:
    """Return how many words belong to the credit that leads a caption."""
    capitals = next((i for i, word in enumerate(words) if not _is_capital(word)), len(words))
    if 0 < capitals < len(words) and len(words[capitals - 1]) == 1 and words[capitals - 1].isalpha():
        capitals -= 1  # the article `A` opens the caption
    known = [n for n in range(1, min(len(words), _LONGEST_LED) + 1) if _ends_credit(words[:n])]
    joined = any("/" in word for word in words[known[-1] : capitals]) if known else True
    if joined:
        return capitals if capitals <= _LONGEST_LED else 0
    return known[-1]


def _is_capital(word: str) -> bool:
    return word.isupper() or not any(c.isalnum() for c in word) or _CAPITAL_NAME.fullmatch(word) is not None


def _ends_credit(words: list[str]) -> bool:
    """Tell whether words end as a credit does: with an agency (alone or behind a name), a paper, or `PHOTO`.

    A label alone ends nothing, nor does a paper that no name in capitals and slash stand before.
    """
    last, known = words[-1], credit_words()
    if last.isupper() and not last.endswith(":") and fold(last) in known.kinds:
        return fold(last) not in known.joints and (len(words) > 1 or fold(last) not in known.labels)
    text = _without_labels(" ".join(words))
    name, slash, paper = text.rpartition("/")
    if slash and all(map(_is_capital, name.split())) and find_outlets(paper, None):
        return True
    parts = [part for part in _CREDIT_PARTS.split(text) if part]
    return bool(parts) and _find_supplier(parts[-1]) is not None


def _find_supplier(part: str) -> str | None:
    """Return the agency that a part of a credit names, alone or behind `HANDOUT VIA`."""
    words = part.split()
    joint = next((i for i, word in enumerate(words) if fold(word) in credit_words().joints), len(words))
    return find_agency(" ".join(words[:joint])) or find_agency(" ".join(words[joint + 1 :]))


def read_credit(credit: str) -> tuple[str | None, str | None]:
    """Return agency (canonical) and photographer (in normal case) of a credit as printed.

    >>> read_credit("ROWAN ASHGROVE / THE CANADIAN PRESS")
    ('The Canadian Press', 'Rowan Ashgrove')
    """
    agency = photographer = None
    for part in (p for p in _CREDIT_PARTS.split(_without_labels(credit)) if p):
        name = _find_supplier(part)
        if name:
            agency = agency or name
        elif photographer is None and _is_person(part):
            photographer = true_case(part)
    return agency, photographer


def _without_labels(credit: str) -> str:
    """Take `Photo:` before and `FILE PHOTO` behind the names away, one word at a time."""
    words = credit_words()
    tokens = credit.split()
    while tokens and (not fold(tokens[0]) or fold(tokens[0]) in words.labels):  # `PHOTO : NAME`
        tokens.pop(0)
    while tokens and fold(tokens[-1]) in words.kinds:
        tokens.pop()
    return " ".join(tokens)


def _is_person(part: str) -> bool:
    """Tell whether a part of a credit can be a name: two to four words, none that names no person."""
    tokens = part.split()
    plain = all(t[0].isalpha() for t in tokens) and not any(c.isdigit() for c in part)
    return 2 <= len(tokens) <= 4 and plain and not {fold(t) for t in tokens} & set(credit_words().not_people)  # noqa: PLR2004
