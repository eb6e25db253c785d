"""One segment of a byline: what its words are. Head and tail are told apart, then classified."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from transforms.byline.cuts import Cut, agency_cut, job_cut, leading_job, paper_cut, place_cut
from transforms.byline.findings import Finding, nobody_in
from transforms.byline.known import agency_of, is_paper, is_place
from transforms.byline.names import (
    CAPITAL,
    before_headline,
    is_initials,
    is_name,
    is_user,
    names_apart,
    opens_person,
    untitled,
    without_echo,
)
from transforms.byline.papers import Context, is_his_paper, is_outlet, is_wire, leading_agency
from transforms.byline.tails import tail_at
from transforms.byline.words import ABOUT, LEAD_ROLES, NOBODY, PAPER, Word, covers, phrase_at

Find = Callable[[list[Word], Context], Cut | None]


def findings(words: list[Word], context: Context) -> Iterator[Finding]:
    """Classify a segment: the whole, else its head and its tail."""
    if words[0].shape == "email":
        yield Finding("email", words[:1])
        words = words[1:]
    if not words:
        return
    whole = nobody_in(words, context)
    if whole:
        yield from whole
        return
    if all(w.plain for w in words):
        yield from _cut(words, context, (agency_cut, place_cut))
        return
    at, kind, length = tail_at(words)
    if kind == "for" and at and covers(words[:at], (*NOBODY, "degree")):
        yield Finding("job" if context.peopled else "generic", words)
        return
    if at == len(words):
        yield from _parts(words, context)
    elif at > 1 or kind != "lead_in":
        head = list(without_echo(words[:at])) if kind == "biography" else words[:at]
        yield from _head(head, context)
    yield from _tail(kind, words[at + length :])


def _head(words: list[Word], context: Context) -> Iterator[Finding]:
    """Read a segment without its tail: as a whole, else by its parts."""
    if words:
        yield from nobody_in(words, context) or _parts(words, context)


def _parts(words: list[Word], context: Context) -> Iterator[Finding]:
    """Read a job before a person, else a person with a job, agency, paper or place, or none."""
    if is_his_paper(words, context):
        yield from _paper(words)
        return
    wire = leading_agency(words)
    if wire:
        yield Finding("agency", words[:wire], agency_of(words[:wire]))
        words = words[wire:]
    rest, job = leading_job(words)
    if job:
        held = any(phrase_at(job, at, ("job",))[1] for at in range(len(job)))
        yield Finding("job" if held else "nobody", job)  # `Science Correspondent`, but `COMMENT`
        yield from _head(rest, context)
        return
    yield from _cut(words, context, (agency_cut, job_cut, paper_cut, place_cut))


def _cut(words: list[Word], context: Context, cuts: Iterable[Find]) -> Iterator[Finding]:
    """Read a person, and what one of the cuts finds behind the name."""
    titles = len(words) - len(untitled(words))
    for find in cuts:
        cut = find(words[titles:], context)
        if cut:
            at = cut.at + titles
            yield from _head(words[:at], context._replace(jobbed=cut.kind == "job" or context.jobbed))
            yield from _job(words[at:]) if cut.kind == "job" else [Finding(cut.kind, words[at:], cut.said)]
            return
    yield from _before(words, context)


def _job(words: list[Word]) -> Iterator[Finding]:
    """Read a job, and before it the agency that it is at: `AP Lamp Writer`."""
    agency = agency_of(words[:1]) if len(words) > 1 else None
    if agency:
        yield Finding("agency", words[:1], agency)
    yield Finding("job", words[1:] if agency else words)


def _before(words: list[Word], context: Context) -> Iterator[Finding]:
    """Read what stands before a job, an agency or a place: a person, a paper, or nobody."""
    if len(untitled(words)) < len(words) and is_name(untitled(words)):
        yield Finding("person", words)
    elif is_wire(words):
        yield Finding("agency", words)
    elif context.peopled and all(w.shape == "number" for w in words):
        yield Finding("nobody", words)  # a date
    elif is_outlet(words, context):
        yield from _paper(words)
    elif is_user(words) or is_initials(words):  # `swicary`; but `Por fin` and `By chance` are text
        yield Finding("unread" if context.led and is_user(words) else "nobody", words)
    elif not is_name(words) or _is_heading(words, context):
        name = [] if context.peopled else before_headline(words)
        yield from [Finding("person", name)] if name else []
        yield Finding("unread", words[len(name) :])
    elif _hangs_alone(words, context):
        yield Finding("place", words)
    else:
        for name in names_apart(list(without_echo(words))):
            yield Finding("person", name)


def _is_heading(words: Sequence[Word], context: Context) -> bool:
    """Say whether words are of a heading: all of them, and no lead-in says that a name follows."""
    if context.behind_comma and context.peopled and len(words) > 1 and not opens_person(words):
        return covers(words, ("heading", "beat", "generic", "prose"))
    return not context.led and covers(words, ("heading",))


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
    if kind in LEAD_ROLES:
        yield Finding(kind, words)
        yield from findings(words, Context(led=True)) if words else ()
    elif kind == "for" and words:
        agency = agency_of(words)
        paper = agency is None or (is_paper(agency) and not is_wire(words))
        yield Finding("affiliation", words) if paper else Finding("agency", words, agency)
    elif kind == "reported" and opens_person(words) and is_name(words):
        yield Finding("person", words)  # `writes Ewa Lind`
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
    behind = _behind_place(words)
    if behind:
        yield Finding("person", words[behind:])
        yield Finding("place", words[:behind])
    elif words[0].shape in CAPITAL or is_place(words):
        yield Finding("place", words)
    elif not covers(words, ("beat", "generic", "contributed", "contribution_lead_in")):
        yield Finding("unread", words)


def _behind_place(words: Sequence[Word]) -> int:
    """Return where a person begins behind a place, or 0: `De notre correspondante à Rome Inès Moreau`."""
    for at in range(1, len(words) - 1):
        if is_name(words[at:]) and (is_place(words[:at]) or opens_person(words[at:])):
            return at if not is_place(words) else 0
    return 0
