"""What a person asks, as a tree: words, phrases, and how they go together."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, takewhile

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
_DEEPEST = 50
_TOKEN = re.compile(r'\s*(?:(-?)"([^"]*)"(?:~(\d+))?|([()])|([^\s()"]+))')


class SearchError(Exception):
    """A search is refused: the message says why."""


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, or how words begin."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, or in any order with at most so many others between them."""

    words: tuple[Word, ...]
    most_between: int | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """All of these."""

    of: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of these."""

    of: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not this."""

    of: "Query"


Query = Phrase | Every | Some | Without
Fold = Callable[[str], str]


def parse(asked: str, fold: Fold) -> Query:
    """Return what is asked: words are all of them, `"…"` a phrase, also OR, NOT or -, parentheses, `pre*`, `"a b"~5`.

    Raises `SearchError` if it cannot be answered.
    """
    text = asked.translate(_QUOTES)
    if text.count('"') % 2:
        message = 'a phrase has no end: close its quotes: "…"'
        raise SearchError(message)
    tokens = list(_TOKEN.finditer(text))
    depths = list(accumulate((token[4] == "(") - (token[4] == ")") for token in tokens))
    if depths and (min(depths) < 0 or depths[-1]):
        message = "a ( is not closed" if depths[-1] > 0 else "a ) has no ( before it"
        raise SearchError(message)
    if max(depths, default=0) > _DEEPEST:
        message = f"more than {_DEEPEST} ( inside each other"
        raise SearchError(message)
    found = _some(iter(tokens), fold)
    if not _finds(found):
        message = "nothing to look for: name a word that texts hold, not only words they must not hold"
        raise SearchError(message)
    return found


def phrases(query: Query, *, all_: bool = False) -> Iterator[Phrase]:
    """Yield the phrases that a hit may hold, or all of them."""
    if isinstance(query, Phrase):
        yield query
    elif isinstance(query, Every | Some):
        for part in query.of:
            yield from phrases(part, all_=all_)
    elif all_:
        yield from phrases(query.of, all_=True)


def _some(tokens: Iterator[re.Match[str]], fold: Fold) -> Query:
    """Read to the end of a parenthesis: what stands between OR."""
    inside = list(_inside(tokens))
    groups: list[list[re.Match[str]]] = [[]]
    depth = 0
    for token in inside:
        depth += (token[4] == "(") - (token[4] == ")")
        if token[5] == "OR" and not depth:
            groups.append([])
        else:
            groups[-1].append(token)
    found = [_every(iter(group), fold) for group in groups]
    return found[0] if len(found) == 1 else Some(tuple(found))


def _inside(tokens: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield tokens up to the parenthesis that closes."""
    depth = 0

    def goes_on(token: re.Match[str]) -> bool:
        nonlocal depth
        depth += (token[4] == "(") - (token[4] == ")")
        return depth >= 0

    yield from takewhile(goes_on, tokens)


def _every(tokens: Iterator[re.Match[str]], fold: Fold) -> Query:
    """Read what stands side by side."""
    found: list[Query] = []
    is_not = False
    for token in tokens:
        minus, phrase, near, bracket, word = token.groups()
        if word in {"NOT", "-"}:
            is_not = True
            continue
        if word == "AND":
            continue
        if bracket:
            part: Query | None = _some(tokens, fold)
        elif word:
            minus, word = ("-", word[1:]) if word[0] == "-" else ("", word)
            part = _phrase(word, None, fold)
        else:
            part = _phrase(phrase, int(near) if near else None, fold)
        if part is not None:
            found.append(Without(part) if minus or is_not else part)
        is_not = False
    return found[0] if len(found) == 1 else Every(tuple(found))


def _phrase(printed: str, most_between: int | None, fold: Fold) -> Phrase | None:
    """Return the words of a phrase; punctuation alone is none."""
    words: list[Word] = []
    for part in printed.split():
        folded = fold(part.removesuffix("*")).split()
        if "*" in part.removesuffix("*") or (part.endswith("*") and not folded):
            message = f"{part}: a star stands at the end of a word: minist*"
            raise SearchError(message)
        words += (Word(word) for word in folded)
        if part.endswith("*"):
            words[-1] = Word(words[-1].text, is_prefix=True)
    return Phrase(tuple(words), most_between if len(words) > 1 else None) if words else None


def _finds(query: Query) -> bool:
    """Tell whether each way to answer names a word."""
    if isinstance(query, Some):
        return bool(query.of) and all(map(_finds, query.of))
    if isinstance(query, Every):
        return any(map(_finds, query.of))
    return isinstance(query, Phrase)
