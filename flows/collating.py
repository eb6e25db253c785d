"""Two printings of a story word by word: what both have, and what only one of them.

Editors of old texts call it collation. Words are compared without case, accents, punctuation and kind of quotes,
so that a scan's damage is no difference; each paragraph shows the words as its own page prints them.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

import duckdb

from flows.inspecting import find_page
from flows.sources import SourceError
from transforms.folding import fold

Kind = Literal["same", "first", "second", "break"]
_TOKEN = re.compile(r"\n\n|\S+")
_BREAK = "\n\n"


class Run(NamedTuple):
    """Words that stand in both texts, only in the `first`, or only in the `second`; or the end of a paragraph."""

    kind: Kind
    text: str


class Printing(NamedTuple):
    """An article as it is compared: where it stood, and its text."""

    article_id: str
    outlet: str | None
    published: object
    headline: str | None
    word_count: int
    body: str


def find_printing(con: duckdb.DuckDBPyConnection, asked: str) -> Printing:
    """Return the article that an id, the beginning of one, a page_id or a source names.

    Raises `SourceError` if there is none, or several.
    """
    columns = ", ".join(Printing._fields)
    query = f"SELECT {columns} FROM articles WHERE length($asked) >= 6 AND starts_with(article_id, $asked) LIMIT 2"
    found = con.execute(query, {"asked": asked}).fetchall()
    if not found:
        page = {"page": find_page(con, asked)}
        chosen = "SELECT article_id FROM pages WHERE page_id = $page"
        found = con.execute(f"SELECT {columns} FROM articles WHERE article_id IN ({chosen}) LIMIT 2", page).fetchall()
    if len(found) != 1:
        message = f"{asked}: {'several articles' if found else 'no article'}; name an article_id or a source"
        raise SourceError(message)
    return Printing(*found[0])


def collate(first: str, second: str) -> Iterator[Run]:
    """Yield two texts as one: runs of words in order, those of one text alone where they stand in it.

    >>> [(run.kind, run.text) for run in collate("The “old” ferry sank.", 'The "old" boat sank.')]
    [('same', 'The “old”'), ('first', 'ferry'), ('second', 'boat'), ('same', 'sank.')]
    """
    ours, theirs = _TOKEN.findall(first), _TOKEN.findall(second)
    matcher = SequenceMatcher(None, [*map(_key, ours)], [*map(_key, theirs)])
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        if ours[start:end] and [*map(_key, ours[start:end])] == [*map(_key, theirs[other_start:other_end])]:
            yield from _runs("same", ours[start:end])
        else:
            yield from _runs("first", ours[start:end])
            yield from _runs("second", theirs[other_start:other_end])


def _key(token: str) -> str:
    return token if token == _BREAK else fold(token) or token


def _runs(kind: Kind, tokens: list[str]) -> Iterator[Run]:
    """Yield tokens as runs between the ends of paragraphs."""
    held: list[str] = []
    for token in tokens:
        if token != _BREAK:
            held.append(token)
            continue
        if held:
            yield Run(kind, " ".join(held))
        yield Run("break", "")
        held = []
    if held:
        yield Run(kind, " ".join(held))
