"""What is told of writers by surname behind their names: `…; Smith reported from Oslo, and Jones from Lima`."""

from collections.abc import Sequence

from transforms.byline.known import is_place
from transforms.byline.names import SHORT, untitled
from transforms.byline.words import Word, is_particle, phrase_at, text_of
from transforms.folding import fold
from transforms.record import Person

_VERBS = ("contributed", "reported", "place_lead_in")


def surname_again(words: Sequence[Word], people: Sequence[Person], *, verb: str) -> int:
    """Return how many words are the surname of one of `people`, alone or before what tells of them; else 0."""
    if not people:
        return 0
    start = len(words) - len(untitled(words))
    for end in range(start + 1, min(len(words), start + SHORT) + 1):
        if _may_end(words, end, verb) and bearers(words[start:end], people):
            return end
    return 0


def _may_end(words: Sequence[Word], end: int, verb: str) -> bool:
    """Say whether nothing, a verb or a place stands behind; `Jones de Lima` is told only behind a verb."""
    if end == len(words):
        return True
    if words[end].shape != "lower":
        return False
    if phrase_at(words, end, _VERBS)[1]:
        return True
    return bool(verb) and is_particle(words[end]) and is_place(words[end + 1 :])


def bearers(words: Sequence[Word], people: Sequence[Person]) -> list[int]:
    """Return which people have this surname."""
    surname = " " + fold(text_of(words))
    return [i for i, person in enumerate(people) if fold(person.name).endswith(surname)]


def told_place(words: Sequence[Word]) -> list[Word]:
    """Return the place in what is told of somebody: `reported from Oslo on Monday`, `de Lima`; else []."""
    at = 1 if is_particle(words[0]) else 0
    while at < len(words):
        _, length = phrase_at(words, at, _VERBS)
        if not length or words[at].shape not in {"lower", "initial"}:
            break
        at += length
    end = next(
        (i for i in range(at, len(words)) if words[i].shape == "lower" and not is_particle(words[i])), len(words)
    )
    place = list(words[at:end])
    return place if place and all(w.shape in {"upper", "title"} for w in (place[0], place[-1])) else []
