"""Where a byline is cut into clauses, and clauses into chunks at their commas."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from transforms.byline.known import agency_of
from transforms.byline.words import LEAD_ROLES, Word, covers, phrase_at

_LONGEST_LABEL = 5


class Clause(NamedTuple):
    """Words between two separators that are no commas, and the separator before them."""

    opener: str
    words: list[Word]


def clauses_of(words: Iterable[Word]) -> Iterator[Clause]:
    """Cut at everything but commas; what stands in parentheses is a clause of its own.

    A title in parentheses is left out, so that `Col. (Retd) …` stays one clause.
    """
    outer: Clause | None = None
    clause = Clause("", [])
    for word in words:
        if word.shape != "break" or word.text in ",、，":
            clause.words.append(word)
        elif word.text in "([":
            yield from [outer] if outer else []
            outer, clause = clause, Clause("(", [])
        elif word.text in ")]" and outer and covers(clause.words, ("honorific", "degree")):
            clause, outer = outer, None
        else:
            if word.text == ":" and _opens_headline(clause.words):
                continue
            yield from [outer] if outer else []
            end = len(clause.words) - (_label(clause.words) if word.text == ":" else 0)
            yield clause._replace(words=clause.words[:end])
            yield from [Clause(":", clause.words[end:])] if end < len(clause.words) else []
            outer, clause = None, Clause(word.text, [])
    yield from [outer] if outer else []
    yield clause


def _opens_headline(words: Sequence[Word]) -> bool:
    """Say whether what stands before a colon belongs to a headline behind a writer: `Ewa Lind, Tides: What rises`."""
    head = chunks_of(words)[-1]
    if len(head) == len(words) or not head or agency_of(head) or _label(words):
        return False
    return not phrase_at(head, 0, (*LEAD_ROLES, "text_mark", "photo_mark"))[1]


def _label(words: Sequence[Word]) -> int:
    """Return how many words before a colon are its label: `… Text und Fotos:` begins something new."""
    for length in range(min(len(words), _LONGEST_LABEL), 0, -1):
        if phrase_at(words, len(words) - length, tuple(LEAD_ROLES))[1] == length:
            return length if length < len(words) else 0
    return 0


def chunks_of(words: Sequence[Word]) -> list[list[Word]]:
    """Cut a clause at its commas."""
    chunks: list[list[Word]] = [[]]
    for word in words:
        if word.shape == "break":
            chunks.append([])
        else:
            chunks[-1].append(word)
    return chunks
