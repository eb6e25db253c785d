"""What a segment of a byline is if no person stands in it: an agency, a place, a job, a desk."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.byline.known import agency_of, is_known_paper, is_paper, is_place
from transforms.byline.names import CAPITAL, FULL_NAME, is_abbreviation, opens_person
from transforms.byline.papers import LONGEST_AGENCY, Context, is_wire
from transforms.byline.words import ABOUT, NOBODY, PAPER, Word, covers, is_particle, text_of

_NO_NAME = (*NOBODY, "and", "weak_and", "place", *sorted(PAPER))


class Finding(NamedTuple):
    """What some words are: person, agency, affiliation, job, place, email, generic, nobody, unread."""

    kind: str
    words: Sequence[Word]
    said: str | None = None

    @property
    def text(self) -> str:
        """Return the canonical name if there is one, else the words as printed."""
        return self.said or text_of(self.words).strip(" .,'\"")


def nobody_in(words: list[Word], context: Context) -> list[Finding]:
    """Return what a segment is if no person stands in it, else []."""
    agency = agency_of(words)
    if agency:
        paper = is_paper(agency) and context.peopled and not is_wire(words)
        return [Finding("affiliation", words) if paper else Finding("agency", words, agency)]
    if is_place(words):
        return [Finding("place", words)]
    if all(w.plain for w in words):
        return []
    if context.peopled and covers(words, ("name_suffix", "degree")):
        return [Finding("suffix" if "name_suffix" in words[0].kinds else "nobody", words)]
    return _agency_beside(words) or _nobody(words, context)


def _nobody(words: list[Word], context: Context) -> list[Finding]:
    """Read a desk, a job of somebody before it, or words that are all no name."""
    if any("desk" in w.kinds for w in words) and not opens_person(words):
        return [Finding("generic", words)]
    if _ends_in_job(words) and not opens_person(words) and words[0].shape != "initial":
        if context.behind_person:
            return [] if _is_next_person(words, hung=context.hung) else [Finding("job", words)]
        if is_known_paper(words[:-1]) or (len(words) == FULL_NAME and is_abbreviation(words[0])):
            return [Finding("generic", words)]  # `Daily Mail Reporter`, `HT Correspondent`
    placed = any("place_lead_in" in w.kinds for w in words[1:])
    return _no_name(words, context) if not placed and covers(words, _NO_NAME) else []


def _is_next_person(words: Sequence[Word], *, hung: bool) -> bool:
    """Say whether a name stands before a job: the last person had such a job too, or capitals end at the job."""
    end = next((at for at, w in enumerate(words) if not w.plain and not is_particle(w)), len(words))
    name = words[:end]
    if len(name) < FULL_NAME or not all(w.shape in CAPITAL or is_particle(w) for w in name) or is_place(name):
        return False
    cased = all(w.text.isupper() for w in name) and words[end].text[1:].islower() and not is_abbreviation(name[0])
    return hung or cased


def _ends_in_job(words: Sequence[Word]) -> bool:
    """Say whether the last word is a job and no surname: `Lamp Reporter`, `Lamp Bureau Chief`."""
    if len(words) < FULL_NAME:
        return False
    if any(w.kinds & PAPER for w in words[:-1]):
        return "sure_job" in words[-1].kinds and len(words) == FULL_NAME
    two = len(words) > FULL_NAME and all("job" in w.kinds for w in words[-2:])
    return two or "sure_job" in words[-1].kinds


def _agency_beside(words: list[Word]) -> list[Finding]:
    """Read an agency beside a place, a desk or a job: `EFE Madrid`, `Agencias AFP`, `AP Science Writer`."""
    for at in range(1, min(len(words), LONGEST_AGENCY)):
        head, tail = words[:at], words[at:]
        agency = agency_of(head)
        if agency and not is_paper(agency) and (is_place(tail) or covers(tail, NOBODY)):
            return [Finding("agency", head, agency), Finding("place" if is_place(tail) else "job", tail)]
        agency = agency_of(tail) if at == 1 and ("desk" in words[0].kinds or is_place(head)) else None
        if agency:
            return [Finding("agency", tail, agency), Finding("nobody", head)]
    return []


def _no_name(words: list[Word], context: Context) -> list[Finding]:
    """Read words that are no name: a job if somebody is there to have it, a desk, a kind of text."""
    paper = next((i for i, w in enumerate(words) if not w.kinds & PAPER), len(words))
    if 0 < paper < len(words) and not words[0].kinds & ABOUT and covers(words[paper:], NOBODY):
        return [Finding("affiliation", words[:paper]), Finding("job", words[paper:])]
    jobs = any("job" in w.kinds for w in words)
    plain = covers(words, (*NOBODY, "and", "place"))
    desk = "generic" in words[-1].kinds and not words[-1].kinds & PAPER
    if not (jobs or desk or (plain and len(words) > 1)) or (plain and not any(w.kinds & ABOUT for w in words)):
        return []
    his = context.peopled and context.behind_comma and (jobs or "beat" in words[-1].kinds)
    return [Finding("job" if his else "generic", words)]
