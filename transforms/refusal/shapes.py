"""Tell files that are no pages (style sheets, source code, tables, logs, encoded bytes) by the shape of their text.

Counts of a few signs acquit prose at once. What remains is read as both ends of the text: a shape is
told when its pieces make up nearly all characters, so that an article that quotes code stays one.
"""

import re
from functools import cache
from itertools import pairwise
from string import ascii_letters

from transforms.record import Page
from transforms.rules import Knowledge, load

_ENDS = 10_000  # characters from each end
_GLANCE = 800  # as many for the counts
_SIGNS = b"{}=_/\\|<>;\t+[()"
_MOST_SIGNS = 0.015  # of the characters of prose
_FEWEST_SPACES = 0.11  # in prose of a language that has them
_MOST_COLONS = 0.012
_DELIMITERS = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": "commas"}
_HEADER = re.compile(r"\"?[a-z_]{1,40}\"?(?:[,;|\t]\"?[a-z_]{1,40}\"?){2,100}\s*")
_LEAST_ROWS = 3
_EVEN_ROWS = 0.9
_LETTERS, _VOWELS = ascii_letters.encode(), b"aeiouyAEIOUY"
_FEWEST_VOWELS = 0.26  # of the ASCII letters
_LEAST_LETTERS = 80
_MOST_ODD = 0.4  # of the words
_WORD = re.compile(r"[a-zA-Z]{4,40}")
_ODD = re.compile(r"(?i)[^aeiouy]{5,}|^[^aeiouy]+$")
_ROOT = re.compile(
    r"\ufeff?\s{0,1000}(?:<\?xml[^>]{0,500}\?>|<!--[^>]{0,2000}-->|<\?[^>]{0,500}\?>|<!DOCTYPE[^>\[]{0,500}>|\s){0,20}<([A-Za-z_][\w:.-]{0,60})"
)


class Shape(Knowledge, frozen=True):
    """A kind of file by the pieces it is made of; see the head of the file of rules."""

    reason: str
    what: str
    piece: str
    needs: str
    share: float
    least: int
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


class Roots(Knowledge, frozen=True):
    """Root elements of XML that is no page, and what they are the root of."""

    names: dict[str, str]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


class Rules(Knowledge, frozen=True, forbid_unknown_fields=False):
    """What `data/rules/refusals.toml` knows about shapes."""

    shape: tuple[Shape, ...]
    roots: Roots


@cache
def rules() -> Rules:
    """Return the shapes and roots that are known."""
    return load("rules/refusals.toml", Rules)


@cache
def _compiled(shape: Shape) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(shape.piece), re.compile(shape.needs)


def find_root(text: str) -> tuple[str, str] | None:
    """Return reason and detail if a document in XML has the root of something that is no page.

    >>> find_root("<rss version='2.0'><channel/></rss>")
    ('data_file', 'The document is a feed: its root element is <rss>.')
    """
    found = _ROOT.match(text)
    what = rules().roots.names.get(found[1]) if found else None
    return ("data_file", f"The document is {what}: its root element is <{found[1]}>.") if found and what else None


def find_shape(page: Page) -> tuple[str, str] | None:
    """Return reason and detail if the text of a page is a file of another kind."""
    text = page.text
    if _is_prose(text):
        return None
    if len(text) > 2 * _ENDS:
        text = text[:_ENDS] + "\n" + text[-_ENDS:]
    text = text.replace("\r\n", "\n")
    characters = len("".join(text.split()))
    for shape in rules().shape:
        if (share := _share(shape, text, characters)) >= shape.share:
            return shape.reason, f"The text is {shape.what}: {share:.0%} of it has that shape."
    return _find_table(text) or _find_gibberish(text)


def _is_prose(text: str) -> bool:
    """Acquit by counts alone: few signs, enough spaces, vowels among the letters at the top."""
    if len(text) > 2 * _GLANCE:
        text = text[:_GLANCE] + "\n" + text[-_GLANCE:]
    size = len(text) or 1
    return (
        _count(text, _SIGNS) <= _MOST_SIGNS * size
        and (text.count(" ") + text.count("\n") >= _FEWEST_SPACES * size or not text.isascii())
        and text.count(":") <= _MOST_COLONS * size
        and text.count(",") <= text.count(", ") + text.count(",\n") + _MOST_SIGNS * size
        and not _lacks_vowels(text[:400])
    )


def _lacks_vowels(text: str) -> bool:
    letters = _count(text, _LETTERS)
    return letters >= _LEAST_LETTERS and _count(text, _VOWELS) < _FEWEST_VOWELS * letters


def _count(text: str, characters: bytes) -> int:
    """Return how many of a text are of these characters of ASCII: bytes are taken out in no time."""
    data = text.encode("utf-8", "surrogatepass")
    return len(data) - len(data.translate(None, characters))


def _share(shape: Shape, text: str, characters: int) -> float:
    """Return the share of visible characters that the pieces of a shape make up; 0 if it lacks what it needs."""
    piece, needs = _compiled(shape)
    if not characters or not needs.search(text):
        return 0
    pieces = [found[0] for found in piece.finditer(text)]
    return sum(len("".join(p.split())) for p in pieces) / characters if len(pieces) >= shape.least else 0


def _find_table(text: str) -> tuple[str, str] | None:
    """Tell a table with delimiters: its first row has as many as the others; prose has a space behind a comma."""
    rows = [line for line in text.split("\n") if line.strip()]
    if len(rows) < _LEAST_ROWS:
        return None
    for delimiter, name in _DELIMITERS.items():
        columns = rows[0].count(delimiter)
        loose = rows[0].count(delimiter + " ") if delimiter != "\t" else 0
        least = 1 if delimiter == "\t" or f'"{delimiter}"' in rows[0] else 2
        even = sum(row.count(delimiter) == columns for row in rows)
        headed = (
            columns >= least and _HEADER.fullmatch(rows[0]) and sum(row.count(delimiter) for row in rows[1:]) > columns
        )
        if columns > loose and columns >= least and (even >= _EVEN_ROWS * len(rows) or headed):
            return "data_file", f"The text is a table of {len(rows)} rows, its columns divided by {name}."
    return None


def _find_gibberish(text: str) -> tuple[str, str] | None:
    """Tell letters without language: words that no mouth could say."""
    words = _WORD.findall(text)
    odd = sum(_ODD.search(word) is not None for word in words)
    if sum(map(len, words)) < _LEAST_LETTERS or odd < _MOST_ODD * len(words) or all(a == b for a, b in pairwise(words)):
        return None
    return "data_file", f"The text has no language: {odd} of {len(words)} words are strings of consonants."
