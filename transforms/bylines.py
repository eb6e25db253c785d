"""Who wrote it: a byline is cut into clauses, chunks and segments, and each segment is classified.

    text ── words ──▶ clauses (; / | ( ) -) ── chunks (,) ── segments (and) ──▶ head + tail

A segment is one person with what hangs on it (job, paper, agency, place), or one of these
alone, or nothing. The words that decide are data: data/rules/bylines.toml.

    byline/tokens    text → words             byline/tails     where a person's tail begins
    byline/clauses   words → clauses, chunks  byline/cuts      what hangs on a name without a comma
    byline/splits    chunks → segments        byline/findings  what a segment without a person is
    byline/segments  segment → findings       byline/names, papers, known  what words can be
    byline/turned    names turned round
    byline/told      what is told of writers by surname
    byline/reader    findings → people and agencies
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from transforms.byline.clauses import clauses_of
from transforms.byline.known import is_place
from transforms.byline.names import before_echo
from transforms.byline.reader import Reader, Reading
from transforms.byline.tokens import words_of
from transforms.byline.words import PAPER, Word, phrase_at
from transforms.names import case_of, is_particle
from transforms.record import Byline, Person

_LONGEST = 1500
_LONGEST_LINE = 240
_LEAST_HEADLINE = 3
_LOST_LETTER = re.compile(r"\?\w")  # shows that `?` stands for letters: `CHLO? C?T?`, but not `What??`
_SENTENCE_SIGNS = frozenset('!?¿¡«»“”"')


def read_byline(text: str) -> Byline:
    """Return the people of a byline in printed order and the agency that supplied the text.

    Never raises. Generic credits, initials and user names are nobody; several agencies are
    joined by `; `.

    >>> [person.name for person in read_byline("By KAREN DEYOUNG and GREG JAFFE").people]
    ['Karen DeYoung', 'Greg Jaffe']
    """
    return read(text[:_LONGEST]).byline


def with_evidence(byline: Byline, text: str) -> Byline:
    """Return the byline with names printed in capitals spelled as the page's `text` spells them."""
    people = tuple(
        p._replace(name=case_of(p.name.upper(), text).name) if (p.as_printed or "").isupper() else p
        for p in byline.people
    )
    return byline._replace(people=people)


def looks_like_byline(text: str) -> bool:
    """Say whether a line behind a dash is a byline, and no list item, sentence or heading."""
    text = text.strip()
    signs = text.replace("?", "") if _LOST_LETTER.search(text) else text
    if not text or len(text) > _LONGEST_LINE or not _SENTENCE_SIGNS.isdisjoint(signs.replace('"', "", 2)):
        return False
    reading = read(text)
    byline, words = reading.byline, reading.words
    if reading.unread:
        return _before_headline(reading)
    if reading.led or byline.agency:
        return bool(byline.people or byline.agency or reading.generic)
    if any(p.job or p.email or p.role != "author" for p in byline.people):
        return True
    if any(p.affiliation for p in byline.people) and any(w.kinds & PAPER for w in words):
        return True
    return _plausible(words, byline, generic=reading.generic)


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """Read a byline and say how much of it was understood; callers bound its length."""
    words = before_echo(words_of(text[:_LONGEST]))
    reader, clauses = Reader(), tuple(clauses_of(words))
    reader.expect(clauses)
    for clause in clauses:
        reader.clause(clause)
        if reader.done:
            break
    return reader.reading(tuple(words))


def _before_headline(reading: Reading) -> bool:
    """Say whether a headline stands behind a writer's comma: `Ewa Lind, Tides of trade are turning`."""
    people, words = reading.byline.people, reading.words
    comma = next((at for at, w in enumerate(words) if w.text == ","), len(words) - 1)
    headline = words[comma + 1 :]
    if len(headline) < _LEAST_HEADLINE or headline[0].shape == "lower" or words[-1].text == ".":
        return False
    named = "given" in words[0].kinds or any(p.job for p in people)
    return named and bool(people) and all(" " in p.name for p in people)


def _plausible(everything: Sequence[Word], byline: Byline, *, generic: bool) -> bool:
    """Say whether words without a lead-in are rather people than a heading or a list item."""
    words = [w for w in everything if w.shape != "break"]
    people = byline.people
    capital = [w for w in words if w.shape != "lower"] or words
    if any(w.text.endswith(("'s", "’s")) or (w.shape == "number" and not w.kinds) for w in capital):
        return not people and len(words) == 1  # `qvale99`
    if people and _are_things(words, people):
        return False
    if people and any("given" in w.kinds or w.shape == "native" for w in capital):
        return True
    if all(w.shape == "lower" for w in words) and len(words) > 1:
        people = ()
    if generic and not people:
        credit = phrase_at(words, 0, ("generic",))[1] == len(words) > 1  # `La rédaction`
        account = len(words) == 1 and words[0].plain  # `swicary`
        return credit or account or any(w.kinds & {"job", "desk"} for w in words)
    printed = {part for p in people for part in (p.as_printed or "").split()}
    named = [w for w in capital if w.text in printed and w.shape != "initial"]
    if any(w.kinds & {"heading", "prose"} for w in named or capital):
        return False
    return bool(people) and len(capital) > 1 and not is_place(capital[:1])


def _are_things(words: Sequence[Word], people: Sequence[Person]) -> bool:
    """Say whether names are rather things: `Heather and gorse`, `Cain and Abel`, `Macbeth`."""
    low = any(w.shape == "lower" and w.plain and not is_particle(w.key) for w in words)
    return (low and any(w.shape == "title" for w in words)) or (
        all(" " not in p.name for p in people) and words[0].shape != "native"
    )
