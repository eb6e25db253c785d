"""Hits: a query put to the index of every part, ranked as if there were one index."""

from bisect import bisect_left
from collections.abc import Callable
from heapq import nlargest
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import tantivy
from tantivy import Occur
from tantivy import Query as Asked

from flows.search.indexing import fill, indexes, open_new, parts, texts
from flows.search.queries import Every, Phrase, Query, Some, Without, Word, phrases

Stem = Callable[[str], str]
Match = Callable[[str], bool]


class Hit(NamedTuple):
    """An article by its part and its place there, and how well it answers."""

    part: str
    row: int
    score: float


class Shelf(NamedTuple):
    """A part with its opened index."""

    part: Path
    schema: Any
    searcher: Any


class Search:
    """A snapshot that is looked through: the index of each part, and where there is none one made of its texts now."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, snapshot: Path, whole: frozenset[str], stem: Stem | None = None
    ) -> None:
        """Open the parts of a snapshot; only the indexes of parts that are `whole` are looked into."""
        self.con, self.snapshot, self._stem = con, snapshot, stem
        known = indexes(snapshot)
        self.shelves = [
            self._open(part, known.get(name) if name in whole else None) for name, part in parts(snapshot).items()
        ]
        self._articles = sum(shelf.searcher.num_docs for shelf in self.shelves)

    def find(self, query: Query, most: int | None = None) -> tuple[list[Hit], int]:
        """Return the best hits, or all of them, and how many there are."""
        frequencies = self._frequencies(query)
        hits: list[Hit] = []
        count = 0
        for shelf in self.shelves:
            asked = self._asked(query, shelf, frequencies)
            wanted = shelf.searcher.num_docs if most is None else most
            if not wanted:
                continue
            found = shelf.searcher.search(asked, wanted)
            count += found.count
            addresses = [address for _, address in found.hits]
            rows = shelf.searcher.fast_field_values("row", addresses)
            hits += (Hit(shelf.part.stem, int(row), score) for row, (score, _) in zip(rows, found.hits, strict=True))
        return nlargest(len(hits) if most is None else most, hits, lambda hit: (hit.score, hit.part, -hit.row)), count

    def matcher(self, word: Word) -> Match:
        """Return what tells whether a word of a text is one that is asked for."""
        if word.is_prefix:
            return lambda found: found.startswith(word.text)
        if self._stem is None:
            return lambda found: found == word.text
        stem, stem_of = self._stem(word.text), self._stem
        return lambda found: stem_of(found) == stem

    def _open(self, part: Path, index: Path | None) -> Shelf:
        try:
            opened = tantivy.Index.open(str(index)) if index else None
        except (ValueError, OSError):
            opened = None
        if opened is None:
            opened = open_new(None)
            fill(opened, texts(self.con, part))
            opened.reload()
        return Shelf(part, opened.schema, opened.searcher())

    def _frequencies(self, query: Query) -> dict[str, int]:
        """Return in how many articles each whole word stands."""
        words = {word.text for phrase in phrases(query, all_=True) for word in phrase.words}
        return {word: sum(shelf.searcher.doc_freq("text", word) for shelf in self.shelves) for word in words}

    def _asked(self, query: Query, shelf: Shelf, frequencies: dict[str, int]) -> Any:
        """Return the query as the index of a part understands it."""
        if isinstance(query, Phrase):
            return self._phrase(query, shelf, frequencies)
        if isinstance(query, Without):
            inner = (Occur.Must, Asked.all_query()), (Occur.MustNot, self._asked(query.of, shelf, frequencies))
            return Asked.boolean_query(list(inner))
        occur = Occur.Should if isinstance(query, Some) else Occur.Must
        clauses = [
            (Occur.MustNot, self._asked(part.of, shelf, frequencies))
            if isinstance(part, Without) and isinstance(query, Every)
            else (occur, self._asked(part, shelf, frequencies))
            for part in query.of
        ]
        return Asked.boolean_query(clauses)

    def _phrase(self, phrase: Phrase, shelf: Shelf, frequencies: dict[str, int]) -> Any:
        if phrase.most_between is not None:
            return self._near(phrase, shelf, frequencies)
        if len(phrase.words) == 1:
            return self._word(phrase.words[0], shelf, frequencies)
        if self._stem is None and not any(word.is_prefix for word in phrase.words):
            words = [word.text for word in phrase.words]
            return self._weighed(Asked.phrase_query(shelf.schema, "text", list(words)), words, shelf, frequencies)
        patterns: list[Any] = []
        for word in phrase.words:
            found = self._alternatives(word, shelf)
            if not found:
                return Asked.empty_query()
            patterns.append("|".join(found))
        return Asked.regex_phrase_query(shelf.schema, "text", patterns)

    def _word(self, word: Word, shelf: Shelf, frequencies: dict[str, int]) -> Any:
        if self._stem is None and not word.is_prefix:
            asked = Asked.term_query(shelf.schema, "text", word.text, index_option="freq")
            return self._weighed(asked, [word.text], shelf, frequencies)
        return Asked.term_set_query(shelf.schema, "text", self._alternatives(word, shelf))

    def _alternatives(self, word: Word, shelf: Shelf) -> list[str]:
        """Return the words of a part that a word, or a beginning, or its stem, stands for."""
        if word.is_prefix:
            return [found for found, _ in shelf.searcher.terms_with_prefix("text", word.text)]
        if self._stem is None:
            return [word.text]
        # Stemmers change ends: what has the same stem begins alike.
        stem, fits = self._stem(word.text), self.matcher(word)
        beginning = stem[: max(1, len(stem) - 2)]
        return [found for found, _ in shelf.searcher.terms_with_prefix("text", beginning) if fits(found)]

    def _weighed(self, asked: Any, words: list[str], shelf: Shelf, frequencies: dict[str, int]) -> Any:
        """Let a word count as much as it is rare in all articles, not in those of a part."""
        searcher = shelf.searcher
        here = sum(_rarity(searcher.num_docs, searcher.doc_freq("text", word)) for word in words)
        return Asked.boost_query(asked, sum(_rarity(self._articles, frequencies[word]) for word in words) / here)

    def _near(self, phrase: Phrase, shelf: Shelf, frequencies: dict[str, int]) -> Any:
        """Look for all the words, then how near they stand to each other."""
        alternatives = [frozenset(self._alternatives(word, shelf)) for word in phrase.words]
        every = Every(tuple(Phrase((word,)) for word in phrase.words))
        asked = self._asked(every, shelf, frequencies)
        found = shelf.searcher.search(asked, max(1, shelf.searcher.num_docs)).hits
        rows = set(shelf.searcher.fast_field_values("row", [address for _, address in found]))
        told = texts(self.con, shelf.part, rows) if rows else []
        most = phrase.most_between or 0
        near = [row for row, text in told if stands_near(text.split(), alternatives, most)]
        chosen = Asked.const_score_query(Asked.term_set_query(shelf.schema, "row", near), 0.0)
        return Asked.boolean_query([(Occur.Must, asked), (Occur.Must, chosen)])


def stands_near(words: list[str], sought: list[frozenset[str]], most_between: int) -> bool:
    """Tell whether words stand in any order with at most so many others between them, each at a place of its own."""
    places = [[at for at, word in enumerate(words) if word in some] for some in sought]
    span = most_between + len(sought)
    return any(
        _seated([near[bisect_left(near, start) : bisect_left(near, start + span)] for near in places])
        for start in sorted({at for near in places for at in near})
    )


def _seated(places: list[list[int]]) -> bool:
    """Tell whether each can have one of its places for itself: the first free one, or that of who can move."""
    holders: dict[int, int] = {}

    def seat(who: int, tried: set[int]) -> bool:
        for at in places[who]:
            if at not in tried:
                tried.add(at)
                if at not in holders or seat(holders[at], tried):
                    holders[at] = who
                    return True
        return False

    return all(places) and all(seat(who, set()) for who in range(len(places)))


def _rarity(articles: int, holding: int) -> float:
    return log(1 + (articles - holding + 0.5) / (holding + 0.5))
