"""Names turned round, surname first: `Böll, Sven; Müller, Peter`."""

from collections.abc import Sequence

from transforms.byline.names import FULL_NAME, SHORT, is_abbreviation, is_bare, is_initials, opens_person
from transforms.byline.splits import is_prose
from transforms.byline.words import Word, is_particle


def given_behind(chunk: Sequence[Word], following: Sequence[Word], *, trust: bool, listed: bool = False) -> list[Word]:
    """Return the given names if two chunks are a name turned round: `Böll, Sven`; else [].

    `trust` says that the place in the list speaks for it: then `Sun, Ewa` and `England, Tom` are such names;
    `listed` says that one of them stands before.
    """
    surname = [w for w in chunk if not is_particle(w)] or list(chunk)
    last = len(following) - 1
    ands = (i for i, w in enumerate(following) if "and" in w.kinds or (0 < i < last and "weak_and" in w.kinds))
    end = next(ands, len(following))
    given = list(following[:end])
    if not surname or not given or (given[0].kinds & {"beat", "heading", "generic"} and not opens_person(given)):
        return []
    if len(surname) > _most_surnames(surname, given, listed=trust and listed):
        return []
    sure = trust and all("given" in w.kinds or w.shape == "initial" for w in given)
    if not is_bare(given, sure=sure) or not is_bare(surname, sure=sure):
        return []
    if surname[0].shape in {"initial", "native"} or len(given) > SHORT or _is_mark(surname[0], given, trust=trust):
        return []
    return [] if is_prose(following) or (end < len(following) and len(given) > 1) else given


def _is_mark(surname: Word, given: Sequence[Word], *, trust: bool) -> bool:
    """Say whether a few capitals before a comma are somebody's mark and no surname: `GCA, SZ`, but `TAN, EWA`."""
    if not is_abbreviation(surname):
        return False
    return not trust or is_initials([surname, surname]) or is_abbreviation(given[0])


def opens_turned(chunk: Sequence[Word], following: Sequence[Word], *, listed: bool) -> bool:
    """Say whether a particle that could be a lead-in opens a name turned round: `von Aue, Mathis`, `VON AUE, MATHIS`.

    With a capital it may lead in the first writer of a list, so a single surname and a known given name must follow,
    unless such a name stands before (`listed`).
    """
    if not chunk or not is_particle(chunk[0]):
        return False
    given = given_behind(chunk, following, trust=True)
    if chunk[0].shape == "lower":
        return bool(given)
    end = next((at for at, w in enumerate(chunk) if not is_particle(w)), len(chunk))
    known = all("given" in w.kinds or w.shape == "initial" for w in given)
    return bool(given) and len(given) == len(following) and end == len(chunk) - 1 and (known or listed or end > 1)


def _most_surnames(surname: Sequence[Word], given: Sequence[Word], *, listed: bool) -> int:
    """Two surnames stand before one given name, if lists know which is which or such a name stands before."""
    known = opens_person(given) and not opens_person(surname)
    return FULL_NAME if len(given) == 1 and (known or listed) else 1


def surname_in_list(words: Sequence[Word]) -> list[Word]:
    """Return a surname without the capital that its place in a list gave it: `Von der Aue` shows by its `der`."""
    if len(words) > FULL_NAME and words[0].shape == "title" and all(map(is_particle, words[:FULL_NAME])):
        return (
            [words[0]._replace(text=words[0].text.lower(), shape="lower"), *words[1:]]
            if words[1].shape == "lower"
            else list(words)
        )
    return list(words)


def is_turned_list(clauses: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Say whether names turned round fill all clauses: one of them shows it for all, `MORA VEGA, EWA; LIND, TOM`."""
    if len(clauses) < FULL_NAME or not all(len(chunks) == FULL_NAME and all(chunks) for chunks in clauses):
        return False
    return any(
        len(c) == 1 and opens_person(g) and not opens_person(c) and given_behind(c, g, trust=True) for c, g in clauses
    )
