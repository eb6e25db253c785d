"""What a search shows: filtered hits with their article, and the place in the text that answers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from flows.catalogue import quoted
from flows.rows import offer
from flows.search.finding import Hit, Match, Search, Stem
from flows.search.queries import Query, SearchError, phrases
from transforms.papers.countries import find_country_code
from transforms.registry import find_language_code, language_name

Row = dict[str, Any]
SHOWN = ("article_id", "outlet", "outlet_id", "published", "country", "language", "headline", "byline", "agency")
_BEFORE, _WORDS = 10, 40  # words of a snippet, and how many of them before the first that answers
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits must be; several values of one kind are alternatives."""

    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    countries: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()

    def conditions(self) -> Iterator[str]:
        """Yield conditions on `a`, a row of `articles`.

        Raises `SearchError` if a value is none of its kind.
        """
        if self.outlets:
            yield " OR ".join(
                f"a.outlet_id = {quoted(outlet)} OR folded(a.outlet) = folded({quoted(outlet)})"
                for outlet in self.outlets
            )
        if self.since:
            yield f"a.published::VARCHAR >= {quoted(_day(self.since))}"
        if self.until:
            yield f"left(a.published::VARCHAR, {len(self.until)}) <= {quoted(_day(self.until))}"
        if self.countries:
            yield f"a.country IN ({', '.join(_codes(self.countries, find_country_code, 'country'))})"
        if self.languages:
            yield f"a.language IN ({', '.join(_codes(self.languages, find_language_code, 'language'))})"
        if self.authors:
            said = " OR ".join(f"contains(spaced(name), spaced({quoted(author)}))" for author in self.authors)
            yield f"a.article_id IN (SELECT article_id FROM main.bylines WHERE {said})"
        if self.agencies:
            yield " OR ".join(f"contains(spaced(a.agency), spaced({quoted(agency)}))" for agency in self.agencies)


def refuse_unknown_outlets(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Raise `SearchError` if the corpus holds no newspaper of one of these names or ids: no hit would tell nothing."""
    for name in names:
        known = "SELECT 1 FROM articles WHERE outlet_id = $name OR folded(outlet) = folded($name) LIMIT 1"
        if con.execute(known, {"name": name}).fetchone() is None:
            message = f"--outlet {name}: the corpus holds no newspaper of this name; broadsheet sql 'FROM outlets'"
            raise SearchError(message)


def _day(text: str) -> str:
    try:
        date.fromisoformat(text + "2000-01-01"[len(text) :])
        is_day = _DAY.fullmatch(text)
    except ValueError:
        is_day = None
    if not is_day:
        message = f"{text}: write a day, month or year as 2019-03-14, 2019-03 or 2019"
        raise SearchError(message)
    return text


def _codes(names: Iterable[str], find: Any, kind: str) -> Iterator[str]:
    for name in names:
        if (code := find(name)) is None:
            message = f"{name}: no {kind} is known by this name"
            raise SearchError(message)
        yield quoted(code)


def stemmer(language: str) -> Stem:
    """Return what brings a word to its stem in a language.

    Raises `SearchError` if there are no rules for it.
    """
    import tantivy  # noqa: PLC0415

    name = language_name(find_language_code(language) or "") or language
    chosen = tantivy.Filter.stemmer(name)
    try:
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(chosen).build()
    except ValueError as error:
        message = f"--stem {language}: there are no rules for the stems of this language"
        raise SearchError(message) from error
    return lambda word: str((analyzer.analyze(word) or [word])[0])


def answer(search: Search, query: Query, filters: Filters, limit: int) -> tuple[list[Row], int]:
    """Return the best hits as rows of `articles`, and how many there are in all.

    A row has a `snippet` too: printed words, each with whether it answers.
    """
    conditions = list(filters.conditions())
    hits, count = search.find(query, None if conditions else limit)
    if not hits:
        return [], 0
    best, found = _choose(search, hits, conditions, limit)
    matches = [[search.matcher(word) for word in phrase.words] for phrase in phrases(query)]
    near = [phrase.most_between is not None for phrase in phrases(query)]
    rows = []
    for row in best:
        marked = _marked(row.pop("words"), matches, near)
        rows.append(row | {"snippet": _snippet(row.pop("pieces"), marked)})
    return rows, found if conditions else count


def _choose(search: Search, hits: list[Hit], conditions: list[str], limit: int) -> tuple[list[Row], int]:
    """Return the articles of the best hits that fulfil the conditions, the best first, and how many do."""
    parts, places, scores = (list(column) for column in zip(*hits, strict=True))
    con = search.con
    offer(con, "hits", pa.table({"part": parts, "place": places, "score": scores}))
    files = ", ".join(quoted(f"{search.snapshot}/articles/{part}.parquet") for part in sorted(set(parts)))
    articles = f"read_parquet([{files}], filename = true, file_row_number = true)"
    joined = (
        f"hits AS h JOIN {articles} AS a ON h.part = parse_filename(a.filename, true) AND h.place = a.file_row_number"
    )
    chosen = con.execute(f"""
        SELECT h.part, h.place, h.score, count(*) OVER () AS found
        FROM {joined}
        WHERE {" AND ".join(f"({condition})" for condition in conditions) or "true"}
        ORDER BY h.score DESC, a.published DESC NULLS LAST, a.article_id
        LIMIT {limit}
    """).to_arrow_table()
    if not chosen.num_rows:
        return [], 0
    offer(con, "hits", chosen)
    told = con.execute(f"""
        SELECT {", ".join(f"a.{name}" for name in SHOWN)}, round(h.score, 3) AS score,
            pieces(a.body) AS pieces, string_split(folded(a.body), ' ') AS words
        FROM {joined}
        ORDER BY h.score DESC, a.published DESC NULLS LAST, a.article_id
    """).to_arrow_table()
    return told.to_pylist(), chosen["found"][0].as_py()


def _marked(words: list[str], matches: list[list[Match]], near: list[bool]) -> set[int]:
    """Return the places of the words that answer."""
    found: set[int] = set()
    for phrase, is_near in zip(matches, near, strict=True):
        if is_near:
            found.update(at for at, word in enumerate(words) if any(fits(word) for fits in phrase))
            continue
        for at in range(len(words) - len(phrase) + 1):
            if all(fits(word) for fits, word in zip(phrase, words[at:], strict=False)):
                found.update(range(at, at + len(phrase)))
    return found


def _snippet(pieces: list[str], marked: set[int]) -> list[tuple[str, bool]]:
    """Return the printed words about the first that answers."""
    start = max(min(marked, default=0) - _BEFORE, 0)
    chosen = range(start, min(start + _WORDS, len(pieces)))
    return [(" ".join(pieces[at].split()) + " " * pieces[at][-1:].isspace(), at in marked) for at in chosen]
