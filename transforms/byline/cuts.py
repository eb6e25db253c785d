"""What hangs on a name without a comma: where the agency, the job, the paper or the place begins."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms import names
from transforms.byline.known import agency_of, is_known_paper, is_paper, is_place
from transforms.byline.names import FULL_NAME, SHORT, inside_name, is_name, opens_person
from transforms.byline.papers import Context, is_wire
from transforms.byline.words import NOBODY, PAPER, Word, phrase_at

_RANK = frozenset({"rank", "label"})
_LONGEST_AGENCY = 6
_LONGEST_PLACE = 4


class Cut(NamedTuple):
    """Where something begins behind a name, what it is, and its canonical name if it has one."""

    at: int
    kind: str
    said: str | None = None


def leading_job(words: list[Word]) -> tuple[list[Word], list[Word]]:
    """Take `Science Correspondent` or `COMMENT` off the head of a segment if a name follows."""
    run, end = 0, 0
    while run < len(words):
        kind, length = phrase_at(words, run, NOBODY)
        if not length or words[run].shape == "initial":
            break
        run += length
        end = run if kind == "job" else end
    if end == 1 and ("honorific" in words[0].kinds or len(words) <= FULL_NAME):
        return words, []
    named = 0 < run <= len(words) - FULL_NAME and opens_person(words[run:])
    paper = names.is_particle(words[0].key) or words[0].kinds & {"article", "foreign_article"}
    if named and not opens_person(words) and not paper:
        end = run
    return words[end:], words[:end]


def agency_cut(words: list[Word], _: Context) -> Cut | None:
    """Find an agency behind a name; a paper of that kind is where the writer works."""
    for at in range(max(1, len(words) - _LONGEST_AGENCY), len(words)):
        agency = agency_of(words[at:])
        if agency and (at >= FULL_NAME or (at == len(words) - 1 and not _is_person(words[:at]))):
            paper = is_paper(agency) and not is_wire(words[at:])
            return Cut(at, "affiliation") if paper else Cut(at, "agency", agency)
    return _wire_cut(words)


def _wire_cut(words: list[Word]) -> Cut | None:
    """Find a news service that no registry knows behind a full name."""
    if len(words) < FULL_NAME + SHORT or not is_wire(words):
        return None
    at = case_break(words)
    if not at and _is_person(words):
        at = FULL_NAME
    return Cut(at, "agency") if at else None


def case_break(words: Sequence[Word]) -> int:
    """Return where capitals end behind a full name: `EWA LIND Harbour bureau`; 0 if nowhere."""
    for at in range(FULL_NAME, len(words)):
        if words[at].text[1:].islower():
            shouting = all(w.shape in {"upper", "initial"} or w.text[1:].isupper() for w in words[:at])
            return at if shouting and words[at - 1].shape != "initial" else 0
    return 0


def _is_person(words: Sequence[Word]) -> bool:
    return opens_person(words) or words[0].shape == "initial"


def paper_cut(words: list[Word], context: Context) -> Cut | None:
    """Find a paper that stands behind a full name without a comma."""
    last = words[-1].kinds & PAPER
    if not last or len(words) <= FULL_NAME:
        return None
    for at in range(FULL_NAME, len(words) - 1):
        if is_known_paper(words[at:]):
            return Cut(at, "affiliation")
    if inside_name(words, len(words) - 1):
        return None
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
        surname = at < FULL_NAME or (at == len(words) - 1 and inside_name(words, at))
        if surname and words[at].shape not in {"lower", "native"}:
            continue
        if words[at].shape == "native" and words[0].shape == "native":
            return Cut(1, "job")  # 김하늘 산업2부 기자
        return Cut(_name_end(words, _widen(words, at)), "job")
    at = len(words)
    step = _beat_before(words, at, ("beat",))
    while step and at - step >= FULL_NAME and not inside_name(words, at - step):
        at -= step
        step = _beat_before(words, at, ("beat", "and"))
    ranks = (i for i in range(FULL_NAME, at) if words[i].kinds & _RANK and not inside_name(words, i))
    at = next(ranks, at)
    return Cut(at, "job") if at < len(words) else None


def _name_end(words: Sequence[Word], at: int) -> int:
    """Return where a name before a job ends if words stand between that are of the job: `Ewa Lind Lamp Oil Editor`."""
    if at < FULL_NAME + FULL_NAME or not opens_person(words):
        return at
    end = 1
    while end < at and (opens_person(words[end:]) or words[end].shape == "initial" or inside_name(words, end + 1)):
        end += 1
    end += 1
    if end < at and "weak_and" in words[end].kinds:
        return at  # `Ewa Lind y Vega`
    between = words[end:at]
    known = len(between) < FULL_NAME or between[-1].kinds & PAPER or agency_of(between) or is_place(between)
    return at if known else end


def _widen(words: Sequence[Word], at: int) -> int:
    """Move the start of a job left over what it is about."""
    while at > 1:
        word = words[at - 1]
        lower = word.shape == "lower" and not names.is_particle(word.key)
        step = 1 if lower or "and" in word.kinds else _beat_before(words, at, ("beat", "weak_beat", "place"))
        if not step or (not lower and (at - step < FULL_NAME or inside_name(words, at - step))):
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
        if not inside_name(words, at) and is_place(words[at:]):
            return Cut(at, "place")
    return None
