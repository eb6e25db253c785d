"""What hangs on a name without a comma: where the agency, the job, the paper or the place begins."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms import names
from transforms.byline_names import FULL_NAME, SHORT, Context, is_known_paper, is_name, is_wire
from transforms.byline_words import NOBODY, PAPER, Word, agency_of, is_paper, is_place, phrase_at

_LONGEST_AGENCY = 6
_LONGEST_PLACE = 4


class Cut(NamedTuple):
    """Where something begins behind a name, what it is, and its canonical name if it has one."""

    at: int
    kind: str
    said: str | None = None


def leading_job(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Take `Science Correspondent` off the head of a segment if a name follows."""
    run, end = 0, 0
    while run < len(words):
        kind, length = phrase_at(words, run, NOBODY)
        if not length:
            break
        run += length
        end = run if kind == "job" else end
    if end == 1 and ("honorific" in words[0].kinds or len(words) <= FULL_NAME):
        return words, []
    return words[end:], words[:end]


def agency_cut(words: list[Word], _: Context) -> Cut | None:
    """Find an agency behind a name; a paper of that kind is where the writer works."""
    for at in range(max(1, len(words) - _LONGEST_AGENCY), len(words)):
        agency = agency_of(words[at:])
        if agency and (at >= FULL_NAME or at == len(words) - 1):
            paper = is_paper(agency) and not is_wire(words[at:])
            return Cut(at, "affiliation") if paper else Cut(at, "agency", agency)
    return None


def paper_cut(words: list[Word], context: Context) -> Cut | None:
    """Find a paper that stands behind a full name without a comma."""
    last = words[-1].kinds & PAPER
    if not last or len(words) <= FULL_NAME:
        return None
    for at in range(FULL_NAME, len(words) - 1):
        if is_known_paper(words[at:]):
            return Cut(at, "affiliation")
    if "outlet" in last and len(words) > SHORT and names.is_given(words[0].key):
        return Cut(FULL_NAME, "affiliation")
    shout = words[-1].shape == "upper" and len(words) == SHORT
    alone = is_name(words[:-1]) and (shout or (context.jobbed and not (context.peopled and context.behind_comma)))
    return Cut(len(words) - 1, "affiliation") if alone else None


def job_cut(words: list[Word], _: Context) -> Cut | None:
    """Find where a job begins behind a name; a rank or beat cut short counts behind a full name."""
    for at in range(1, len(words)):
        if not phrase_at(words, at, ("job", "native_job"))[0]:
            continue
        if at < FULL_NAME and words[at].shape not in {"lower", "native"}:
            continue
        return Cut(_widen(words, at), "job")
    at = len(words)
    step = _beat_before(words, at, ("beat",))
    while step and at - step >= FULL_NAME:
        at -= step
        step = _beat_before(words, at, ("beat",))
    return Cut(at, "job") if at < len(words) else None


def _widen(words: Sequence[Word], at: int) -> int:
    """Move the start of a job left over what it is about."""
    while at > 1:
        word = words[at - 1]
        lower = word.shape == "lower" and not names.is_particle(word.key)
        step = 1 if lower or "and" in word.kinds else _beat_before(words, at, ("beat", "place"))
        if not step or (at - step < FULL_NAME and not lower):
            break
        at -= step
    return at


def _beat_before(words: Sequence[Word], at: int, kinds: Sequence[str]) -> int:
    """Return how many words a beat takes that ends at this place."""
    for length in (FULL_NAME, 1):
        if at >= length and phrase_at(words, at - length, kinds)[1] == length:
            return length
    return int("place" in kinds and at > FULL_NAME and is_place(words[at - 1 : at]))


def place_cut(words: list[Word], _: Context) -> Cut | None:
    """Find a place behind a full name; `Jack B. London` is a name."""
    for at in range(max(FULL_NAME, len(words) - _LONGEST_PLACE), len(words)):
        if words[at - 1].shape != "initial" and is_place(words[at:]):
            return Cut(at, "place")
    return None
