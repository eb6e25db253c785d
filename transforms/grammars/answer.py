r"""Find the articles in a service's answer: the exact place of each, and what stands around them.

    {"Issue": {…}, "Pages": [{"Page": 5, "Articles": [{…}, {…}]}]}
     around        around                            articles

An answer of 30 MB is never parsed as a whole: a scan finds the articles, the frame (each article
replaced by its number) is parsed once, and an article when it is read.
The standard library reads them: msgspec and orjson are a third faster, but refuse half of a
surrogate pair, `NaN`, long numbers and control characters, which real answers hold.
"""

import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from transforms.grammars.scanning import MOST_VALUES, TOO_MANY, Refusal, Scan, fold_key

MOST_ARTICLES = 50_000

Json = Any
Object = dict[str, Json]

# A mark, a note, a guard against scripts, or the call of one: what may stand before JSON.
LEAD = re.compile(
    r"[\ufeff\s]*+(?:(?://[^\n]*+\n|/\*(?:[^*]|\*(?!/))*+\*/)\s*+)*+"
    r"(?:\)\]\}'?,?\s*+|(?:while\s?\(1\)|for\s?\(;;\));\s*+)?(?P<call>[\w$.]{1,100}\s{0,9}\(\s*+)?"
)
_SPACE = re.compile(r"[\s\ufeff]*+")
_NUMBERED = "\0"  # the key of what stands for an article in the frame


class Number(str):
    """A number as it was written: ids keep their digits, and no size is too large."""

    __slots__ = ()


class Article(NamedTuple):
    """Where an article stands in the document, and the objects around it, innermost first."""

    start: int
    end: int
    around: tuple[Object, ...] = ()


class Answer(NamedTuple):
    """The articles of an answer in order, and the reason why it is none or is not whole."""

    articles: tuple[Article, ...]
    refusal: Refusal | None = None


def _object(pairs: list[tuple[str, Json]]) -> Object:
    """Make an object with folded keys; of a key that comes twice the last counts, the others are kept."""
    found: Object = {}
    for key, value in pairs:
        name = fold_key(key)
        if name in found:
            found[f"{name}\0{len(found)}"] = found[name]
        found[name] = value
    return found


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=Number, parse_float=Number, parse_constant=lambda _: None, strict=False
)
# Keeps nothing of an object but its first keys.
_CHECKER = json.JSONDecoder(
    object_pairs_hook=lambda pairs: tuple(dict.fromkeys(key[:30] for key, _ in pairs[:9])),
    parse_int=lambda _: None,
    parse_float=lambda _: None,
    strict=False,
)


def read_article(text: str) -> Object | Refusal:
    """Parse one article; a refusal says where it is no JSON."""
    try:
        found = _DECODER.decode(text)
    except (json.JSONDecodeError, RecursionError) as error:
        return "broken_json", _say(error, 0)
    return found if isinstance(found, dict) else {}


def _say(error: Exception, moved: int) -> str:
    place = f" at character {error.pos + moved + 1:,}" if isinstance(error, json.JSONDecodeError) else ""
    return f"Invalid JSON{place}: {getattr(error, 'msg', 'nested too deep')}."


def open_answer(text: str) -> Answer:
    """Find the articles of a document; limits on depth and number of values decide first.

    Articles before the place where a document is broken are found; the refusal stands beside them.
    """
    lead = LEAD.match(text)
    start = lead.end() if lead else 0
    scan = Scan(text, start)
    if scan.refusal and scan.refusal[0] != "broken_json":
        return Answer((), scan.refusal)
    end = len(text.rstrip("\n\r\t ;)")) if lead and lead["call"] else len(text)
    if len(scan.found) > MOST_ARTICLES:
        detail = f"{len(scan.found):,} articles; an answer may have {MOST_ARTICLES:,}."
        return Answer((), ("too_many_articles", detail))
    if not scan.found:
        return Answer((), scan.refusal or _look(text[start:end], start))
    frame, refusal = _parse(_pieces(text, start, end, scan.found), _DECODER)
    if scan.refusal or refusal:
        last = scan.found[-1][1]
        frame, _ = _parse([*_pieces(text, start, last, scan.found), (scan.closers, last)], _DECODER)
    around: dict[str, tuple[Object, ...]] = {}
    _find_around(frame, (), around)
    articles = (Article(*place, around.get(str(n), ())) for n, place in enumerate(scan.found))
    return Answer(tuple(articles), scan.refusal or refusal)


def _pieces(text: str, start: int, end: int, found: Iterable[tuple[int, int]]) -> list[tuple[str, int]]:
    """Return the frame, a number for each article, as pieces with their places in the document."""
    pieces = []
    for number, (opened, closed) in enumerate(found):
        pieces += [(text[start:opened], start), (f'{{"\\u0000":{number}}}', opened)]
        start = closed
    return [*pieces, (text[start:end], start)]


def _parse(pieces: list[tuple[str, int]], decoder: json.JSONDecoder) -> tuple[list[Json], Refusal | None]:
    """Parse the values that follow each other in a frame; a refusal says where they end."""
    text = "".join(piece for piece, _ in pieces)
    values: list[Json] = []
    at = _SPACE.match(text).end()  # type: ignore[union-attr]
    while at < len(text):
        if len(values) > MOST_VALUES:
            return values, TOO_MANY
        try:
            value, at = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            return values, ("broken_json", _say(error, _moved(pieces, getattr(error, "pos", 0))))
        values.append(value)
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
    return values, None


def _moved(pieces: list[tuple[str, int]], at: int) -> int:
    """Return how far a place in the frame is from its place in the document."""
    begun = moved = 0
    for piece, place in pieces:
        if begun > at:
            break
        moved = place - begun
        begun += len(piece)
    return moved


def _find_around(value: Json, around: tuple[Object, ...], found: dict[str, tuple[Object, ...]]) -> None:
    if isinstance(value, list):
        for one in value:
            _find_around(one, around, found)
    elif isinstance(value, dict):
        number = value.get(_NUMBERED)
        if isinstance(number, Number):
            found[number] = around
        else:
            for one in value.values():
                _find_around(one, (value, *around), found)


def _look(text: str, start: int) -> Refusal:
    """Say what a document is that holds no article."""
    values, refusal = _parse([(text, start)], _CHECKER)
    if refusal:
        return refusal
    if len(values) != 1:
        return "no_article", f"JSON of another kind: {len(values):,} values, and no article."
    return "no_article", f"JSON of another kind: {_describe(values[0])}, and no article."


def _describe(value: Json) -> str:
    if isinstance(value, tuple):
        return f"an object with the keys {', '.join(value)}" if value else "an empty object"
    if isinstance(value, list):
        return f"a list of {len(value):,}" if value else "an empty list"
    return "a string" if isinstance(value, str) else "a single value"
