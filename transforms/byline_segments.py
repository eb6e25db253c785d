"""One segment of a byline: what its words are. Head and tail are told apart, then classified."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms import names
from transforms.byline_cuts import agency_cut, job_cut, leading_job, paper_cut, place_cut
from transforms.byline_names import (
    CAPITAL,
    FULL_NAME,
    Context,
    is_initials,
    is_name,
    is_outlet,
    is_user,
    is_wire,
    names_apart,
)
from transforms.byline_words import (
    ABOUT,
    NOBODY,
    PAPER,
    TAILS,
    Word,
    agency_of,
    covers,
    is_paper,
    is_place,
    phrase_at,
    text_of,
)

_NO_NAME = (*NOBODY, "and", "place", *sorted(PAPER))
_FIRST = frozenset({"place_lead_in", "for", "reported"})  # tails that may have no head


class Finding(NamedTuple):
    """What some words are: person, agency, affiliation, job, place, email, generic, nobody, unread."""

    kind: str
    words: Sequence[Word]
    said: str | None = None

    @property
    def text(self) -> str:
        """Return the canonical name if there is one, else the words as printed."""
        return self.said or text_of(self.words).strip(" .,'\"")


def findings(words: list[Word], context: Context) -> Iterator[Finding]:
    """Classify a segment: the whole, else its head and its tail."""
    if words[0].shape == "email":
        yield Finding("email", words[:1])
        words = words[1:]
    if not words:
        return
    whole = _whole(words, context)
    if whole:
        yield from whole
        return
    at, kind, length = _tail_at(words)
    if kind == "for" and at and covers(words[:at], (*NOBODY, "degree")):
        yield Finding("job" if context.peopled else "generic", words)
        return
    if at == len(words):
        yield from _parts(words, context)
    elif at > 1 or kind != "lead_in":
        yield from _head(words[:at], context)
    yield from _tail(kind, words[at + length :])


def _whole(words: list[Word], context: Context) -> list[Finding]:
    """Return what a segment is if no person stands in it, else []."""
    agency = agency_of(words)
    if agency:
        paper = is_paper(agency) and context.peopled and not is_wire(words)
        return [Finding("affiliation", words) if paper else Finding("agency", words, agency)]
    if is_place(words):
        return [Finding("place", words)]
    if context.peopled and covers(words, ("name_suffix", "degree")):
        return [Finding("suffix" if "name_suffix" in words[0].kinds else "nobody", words)]
    if context.peopled and context.behind_comma and len(words) == FULL_NAME and "sure_job" in words[-1].kinds:
        return [Finding("job", words)]
    placed = any("place_lead_in" in w.kinds for w in words[1:])
    return _nobody(words, context) if not placed and covers(words, _NO_NAME) else []


def _nobody(words: list[Word], context: Context) -> list[Finding]:
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


def _tail_at(words: Sequence[Word]) -> tuple[int, str, int]:
    """Return where the tail begins, what opens it, and how many words that takes."""
    shouting = all(w.shape in {"upper", "initial"} for w in words)
    for at, word in enumerate(words):
        if not word.opens and word.kinds.isdisjoint(TAILS):
            continue
        kind, length = phrase_at(words, at, TAILS)
        if kind and (at or kind in _FIRST) and _opens_tail(words, at, (kind, length), shouting=shouting):
            return at, kind, length
    return len(words), "", 0


def _opens_tail(words: Sequence[Word], at: int, phrase: tuple[str, int], *, shouting: bool) -> bool:
    """Say whether a phrase opens a tail here, and is no part of a name or a job."""
    word, (kind, length) = words[at], phrase
    if kind in {"biography", "photo_lead_in"}:
        return word.shape == "lower" and at >= FULL_NAME if kind == "biography" else length > 1
    if kind == "lead_in":
        return at > 0 and length == 1 and "beat" not in word.kinds and not names.is_particle(word.key)
    if kind in {"place_lead_in", "reported"} and at == 0:
        return len(words) > 1
    if kind == "place_lead_in" and word.shape != "lower":
        return at + 1 < len(words) and (shouting or "job" in words[at - 1].kinds)
    return word.shape == "lower" or shouting or (kind == "for" and (length > 1 or at >= FULL_NAME or at == 0))


def _head(words: list[Word], context: Context) -> Iterator[Finding]:
    """Read a segment without its tail: as a whole, else by its parts."""
    if words:
        yield from _whole(words, context) or _parts(words, context)


def _parts(words: list[Word], context: Context) -> Iterator[Finding]:
    """Read a job before a person, else a person with a job, agency, paper or place, or none."""
    rest, job = leading_job(words)
    if job:
        yield Finding("job", job)
        yield from _head(rest, context)
        return
    titles = next((i for i, w in enumerate(words) if "honorific" not in w.kinds), 0)
    for find in (agency_cut, job_cut, paper_cut, place_cut):
        cut = find(words[titles:], context)
        if cut:
            at = cut.at + titles
            yield from _head(words[:at], context._replace(jobbed=cut.kind == "job" or context.jobbed))
            yield Finding(cut.kind, words[at:], cut.said)
            return
    yield from _before(words, context)


def _before(words: list[Word], context: Context) -> Iterator[Finding]:
    """Read what stands before a job, an agency or a place: a person, a paper, or nobody."""
    if is_wire(words):
        yield Finding("agency", words)
    elif is_outlet(words, context):
        yield from _paper(words)
    elif is_user(words) or is_initials(words):  # `swicary`; but `Por fin` and `By chance` are text
        yield Finding("unread" if context.led and is_user(words) else "nobody", words)
    elif not is_name(words) or (not context.led and covers(words, ("heading",))):
        yield Finding("unread", words)
    elif _hangs_alone(words, context):
        yield Finding("place", words)
    else:
        for name in names_apart(words):
            yield Finding("person", name)


def _hangs_alone(words: Sequence[Word], context: Context) -> bool:
    """Say whether one word behind a person's comma is rather where this person was."""
    if len(words) > 1 or words[0].shape == "native":
        return False
    return context.behind_comma and context.peopled and not context.told


def _paper(words: list[Word]) -> Iterator[Finding]:
    """Read a paper, and behind it what is no name of a paper: `Gazette Sports Desk`."""
    end = len(words)
    while end > 1 and words[end - 1].kinds & ABOUT and not words[end - 1].kinds & PAPER:
        end -= 1
    yield Finding("affiliation", words[:end])
    if end < len(words):
        yield Finding("job", words[end:])


def _tail(kind: str, words: list[Word]) -> Iterator[Finding]:
    """Read what a tail's opener opens: a place, a paper, helpers, more people."""
    if kind in {"contribution_lead_in", "photo_lead_in", "lead_in"}:
        yield Finding(kind, words)
        yield from findings(words, Context(led=True)) if words else ()
    elif kind == "for" and words:
        agency = agency_of(words)
        paper = agency is None or (is_paper(agency) and not is_wire(words))
        yield Finding("affiliation", words) if paper else Finding("agency", words, agency)
    elif words and kind != "biography":
        yield from _place_tail(words)


def _place_tail(words: list[Word]) -> Iterator[Finding]:
    """Read a place, and behind a verb the person: `in Oslo`, `Aus Oslo berichtet GRETA ALT`."""
    for at, word in enumerate(words):
        kind, length = phrase_at(words, at, ("reported", "place_lead_in", "for"))
        if not kind or word.shape == "title":
            continue
        if at and kind == "reported":
            yield from _head(words[at + length :], Context(led=True, told=True))
            yield Finding("place", words[:at])
        elif words[at + length :]:
            yield from _place_tail(words[at + length :])
        return
    if words[0].shape in CAPITAL or is_place(words):
        yield Finding("place", words)
    elif not covers(words, ("beat", "generic", "contributed", "contribution_lead_in")):
        yield Finding("unread", words)
