"""What a page as a whole tells of its lost characters: that some are lost, how, and in which house style.

A writer that knew only ASCII put one sign for each character it could not write (`don?t`), or one for
each of its bytes in UTF-8 (`don???t`). Sound pages have question marks too, so a page is judged by
places at which no question mark can stand; one that still has its curly quotes has lost none.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from transforms import rules

REPLACEMENT = "\ufffd"
_MOST = 0.12  # more than this share of a text is no damage that can be mended: it is no text
_MOST_SIGNS = 20_000
_ENOUGH = 2  # two places without an apostrophe between them
_A_FEW, _SOME, _MANY = 2, 4, 10  # the steps in which counts are told
_CODE = 3  # characters: `x?y` is code
_CLEARLY = 3


class LossyWords(rules.Knowledge, frozen=True):
    """What `lossy.toml` holds: the endings behind an apostrophe and words that tell a house style."""

    endings: frozenset[str]
    contracting: frozenset[str]
    uncontracted: frozenset[str]
    asking: dict[str, frozenset[str]]
    asking_first: dict[str, frozenset[str]]
    name_heads: frozenset[str]
    apostrophised: frozenset[str]
    elisions: dict[str, frozenset[str]]
    british: tuple[str, ...]
    american: tuple[str, ...]


class Evidence(NamedTuple):
    """A damaged page: the sign that stands for what is lost, and how many of them for a character.

    `style` is what the weights ask of the page: a value for each question of `read_style`; `long_dashes` says
    that its dashes between spaces are long ones, as in American and Canadian papers.
    """

    sign: str
    width: int
    style: dict[str, str]
    long_dashes: bool


class _Patterns(NamedTuple):
    apostrophe: re.Pattern[str]
    british: re.Pattern[str]
    american: re.Pattern[str]


@cache
def words() -> LossyWords:
    """Return what `data/rules/lossy.toml` knows."""
    return rules.load("rules/lossy.toml", LossyWords)


@cache
def _patterns() -> _Patterns:
    known = words()
    endings = "|".join(sorted(known.endings))
    return _Patterns(
        re.compile(rf"([?\ufffd](?<=[^\W\d_].)(?:(?<=\?)\?*|(?<=\ufffd)\ufffd*))(?i:{endings})(?![\w=])"),
        re.compile(rf"\b(?:{'|'.join(known.british)})\b"),
        re.compile(rf"\b(?:{'|'.join(known.american)})\b"),
    )


# Nearly all these patterns begin with the sign and look back over it, because a sign is found at once.
# Not two: `??` before a word is what a lost icon leaves.
_OPENING = re.compile(r"([?\ufffd](?<![^\s(\[].)(?:(?<=\?)(?:\?\?)?|(?<=\ufffd)\ufffd*))(?=[^\W_])")
_INSIDE = re.compile(r"(?<![\w=&?/.%-])[^\W\d_]++(\?+|\ufffd+)(?=([^\W\d_A-Z]+)(?![\w=&/.%-]))")
_QUOTE = re.compile("[“”‘’]")
_AMERICAN_STOP = re.compile(r"\?(?<=[^\W\d_][,.]\?)(?=\s|$)")  # said,? and not said?,
_BRITISH_STOP = re.compile(r"\?(?<=[^\W\d_]{2}\?)[,.](?=\s|$)")
_SPACED = re.compile(r"\?(?<=[^?] \?) (?=[^?])")
_CLOSED = re.compile(r"\?(?<=[^\W\d_]{3}\?)[^\W\d_]{3}")
_SPACES = re.compile(  # lost no-break spaces
    r"\?(?:(?<=[.:,]\?) ?(?=[A-Z][a-z])|(?:(?<=[a-z]\?)|(?<=[a-z] \?))(?= [a-z])|(?<=\d\?)[a-z]{2})"
)
_DATELINE = re.compile(r"^[A-Z][A-Z.,' -]{3,40}(?: \([A-Z]\w+\))? \? [A-Z]", re.MULTILINE)  # WASHINGTON ? The
_CONTRACTED = re.compile(r"'(?<=\w')\w")


def told(count: int) -> str:
    """Return a count in the steps that the weights know."""
    return "0" if not count else "1" if count < _A_FEW else "2" if count < _SOME else "4" if count < _MANY else "x"


def _goes_on(sign: str, text: str) -> bool:
    """Tell, cheaply, whether a letter follows one of the signs at once: behind a printed question mark none does."""
    at = text.find(sign)
    while at >= 0:
        if text[at + 1 : at + 2].isalnum():
            return True
        at = text.find(sign, at + 1)
    return False


@lru_cache(1)  # a repaired page is judged again by each round, which are many more than it has states
def judge(text: str) -> Evidence | None:
    """Return how a text has lost characters, or None: it has lost none, or nothing can be known.

    >>> judge("Is that so? He asked twice: what?") is None
    True
    >>> judge("They don?t know; ?We were told,? she said.").width
    1
    """
    if not (_goes_on("?", text) or _goes_on(REPLACEMENT, text)):
        return None
    places = [found[1] for found in _patterns().apostrophe.finditer(text)]
    sure = len(places)
    places += [found[1] for found in _OPENING.finditer(text)]
    places += [found[1] for found in _INSIDE.finditer(text) if len(found[0] + found[2]) > _CODE]
    signs = [place for place in places if place[0] == REPLACEMENT] or places
    if not signs or (sure == 0 and signs[0][0] == "?" and len(signs) < _ENOUGH):
        return None
    sign, count = signs[0][0], len(signs)
    width = 3 if sum(len(place) > 1 for place in signs) * 2 >= count else 1  # bytes of a quote
    lost = text.count(sign) // width
    if len(_QUOTE.findall(text)) > count or lost > min(_MOST * len(text) + _MANY, _MOST_SIGNS):
        return None
    plain = text if (sign, width) == ("?", 1) else text.replace(sign * width, "?")
    style = read_style(plain)
    closed = style["closed"] not in {"0", "1"}  # a house with closed dashes sets short ones between spaces
    long_dashes = _DATELINE.search(plain) is not None or (style["stops"] == "american" and not closed)
    return Evidence(sign, width, style, long_dashes)


def _which(one: int, other: int, names: tuple[str, str]) -> str:
    if one and one >= _CLEARLY * other:
        return names[0]
    return names[1] if other and other >= _CLEARLY * one else "mixed" if one or other else "none"


def read_style(text: str) -> dict[str, str]:
    """Return what the page says of the house it comes from, by the name of each question."""
    american, british = len(_AMERICAN_STOP.findall(text)), len(_BRITISH_STOP.findall(text))
    spelled = _which(
        len(_patterns().british.findall(text)), len(_patterns().american.findall(text)), ("british", "american")
    )
    return {
        "stops": _which(american, british, ("american", "british")),
        "spelling": spelled,
        "straight": str('"' in text),
        "contracted": str(_CONTRACTED.search(text) is not None),
        "spaced": told(len(_SPACED.findall(text))),
        "closed": told(len(_CLOSED.findall(text))),
        "spaces": told(len(_SPACES.findall(text))),
    }
