"""Who wrote it: a byline is cut into clauses, chunks and segments, and each segment is classified.

    text ── words ──▶ clauses (; / | ( ) -) ── chunks (,) ── segments (and) ──▶ head + tail

A segment is one person with what hangs on it (job, paper, agency, place), or one of these
alone, or nothing. The words that decide are data: data/rules/bylines.toml.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from transforms import byline_splits as splits
from transforms.byline_names import Context, bare_name, plausible
from transforms.byline_segments import Finding, findings
from transforms.byline_words import Word, covers, phrase_at, text_of, words_of
from transforms.folding import fold
from transforms.names import case_of, true_case
from transforms.record import Byline, Person

_LONGEST = 1500
_LONGEST_LINE = 240
_APART = frozenset("-/|(.:")
_LEAD_ROLES = {
    "lead_in": "author",
    "editor_lead_in": "editor",
    "photo_lead_in": "photographer",
    "contribution_lead_in": "contributor",
}
_SENTENCE_SIGNS = frozenset('!?¿¡«»“”"')


class Reading(NamedTuple):
    """A byline, and what `looks_like_byline` asks: was it all read, and did a lead-in open it."""

    byline: Byline
    unread: int
    led: bool
    generic: bool
    words: tuple[Word, ...]


class _Clause(NamedTuple):
    opener: str
    words: list[Word]


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
    if not text or len(text) > _LONGEST_LINE or not _SENTENCE_SIGNS.isdisjoint(text.replace('"', "", 2)):
        return False
    reading = read(text)
    if reading.unread:
        return False
    if reading.led or reading.byline.agency:
        return bool(reading.byline.people or reading.byline.agency or reading.generic)
    if any(p.job or p.affiliation or p.email or p.role != "author" for p in reading.byline.people):
        return True
    return plausible(reading.words, people=len(reading.byline.people), generic=reading.generic)


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """Read a byline and say how much of it was understood; callers bound its length."""
    words = words_of(text[:_LONGEST])
    reader = _Reader()
    for clause in _clauses(words):
        reader.clause(clause)
        if reader.done:
            break
    return reader.reading(tuple(words))


def _clauses(words: Iterable[Word]) -> Iterator[_Clause]:
    """Cut at everything but commas; what stands in parentheses is a clause of its own.

    A title in parentheses is left out, so that `Col. (Retd) …` stays one clause.
    """
    outer: _Clause | None = None
    clause = _Clause("", [])
    for word in words:
        if word.shape != "break" or word.text in ",、，":
            clause.words.append(word)
        elif word.text in "([":
            yield from [outer] if outer else []
            outer, clause = clause, _Clause("(", [])
        elif word.text in ")]" and outer and covers(clause.words, ("honorific", "degree")):
            clause, outer = outer, None
        else:
            yield from [outer] if outer else []
            end = len(clause.words) - (_label(clause.words) if word.text == ":" else 0)
            yield clause._replace(words=clause.words[:end])
            yield from [_Clause(":", clause.words[end:])] if end < len(clause.words) else []
            outer, clause = None, _Clause(word.text, [])
    yield from [outer] if outer else []
    yield clause


def _label(words: Sequence[Word]) -> int:
    """Return how many words before a colon are its label: `… Fotos:` begins something new."""
    return int(len(words) > 1 and bool(phrase_at(words, len(words) - 1, tuple(_LEAD_ROLES))[0]))


def _chunks(words: Sequence[Word]) -> list[list[Word]]:
    chunks: list[list[Word]] = [[]]
    for word in words:
        if word.shape == "break":
            chunks.append([])
        else:
            chunks[-1].append(word)
    return chunks


class _Reader:
    """Takes clauses in order and gathers people and agencies."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.agencies: list[str] = []
        self.lent: list[str] = []
        self.pending: list[Finding] = []
        self.role = self.outside = "author"
        self.verb = ""
        self.last = 0
        self.unread = 0
        self.led = self.generic = self.done = False

    def clause(self, clause: _Clause) -> None:
        """Read one clause; a role opened in it lasts over colons, slashes and commas."""
        if clause.opener == "(":
            self.outside = self.role
            if self._mark(clause.words):
                return
        if clause.opener in {")", "]"}:
            self.role = self.outside
        elif clause.opener in {";", ".", "|", "-", "("}:
            self.role = "author"
        self.verb = splits.verb_of(clause.words)
        if self.verb == "contributed":
            self.role = "contributor"
        chunks = _chunks(clause.words)
        if len(chunks) > 1 and not chunks[0] and not clause.opener:
            self.unread += len(clause.words)  # the author is lost, a headline follows
            return
        parted = splits.run_together(chunks)
        self._read_chunks(parted, apart=clause.opener in _APART, turned_round=len(parted) == len(chunks))

    def _mark(self, words: Sequence[Word]) -> bool:
        """Take `(Fotos)` or `(Text)` as said of the person before it."""
        if covers(words, ("photo_mark",)) and self.people:
            self.people[-1] = self.people[-1]._replace(role="photographer")
            return True
        return covers(words, ("text_mark", "photo_mark"))

    def _read_chunks(self, chunks: list[list[Word]], *, apart: bool, turned_round: bool) -> None:
        at = 0
        while at < len(chunks) and not self.done:
            chunk = self._without_lead_ins(chunks[at])
            following = chunks[at + 1] if at + 1 < len(chunks) else []
            given = splits.given_behind(chunk, following) if turned_round else []
            if given:
                self._add(Finding("person", [*given, *chunk]))
                chunks[at + 1] = following[len(given) :]
            elif not self.verb and splits.is_prose(chunk):
                self._prose(chunk)
            else:
                for i, part in enumerate(splits.split_names(chunk)):
                    self._segment(self._without_lead_ins(part), behind_comma=not i and (at > 0 or apart))
            at += 1

    def _prose(self, chunk: Sequence[Word]) -> None:
        """Read the writer before a biography; a headline ends the byline."""
        self.done = True
        self.unread += len(chunk)
        writer = splits.before_biography(chunk)
        if writer:
            self._segment(writer, behind_comma=False)

    def _without_lead_ins(self, words: list[Word]) -> list[Word]:
        """Take lead-ins and dangling conjunctions off the head; a lead-in sets the role."""
        while words:
            kind, length = phrase_at(words, 0, tuple(_LEAD_ROLES))
            if kind and splits.opens_names(words, kind, length, alone=not self.people):
                self.role = _LEAD_ROLES[kind]
                self.led = True
            else:
                kind, length = phrase_at(words, 0, ("and",))
                if not kind:
                    break
            words = words[length:]
        while words and phrase_at(words, len(words) - 1, ("and",))[0]:
            words = words[:-1]
        return words

    def _segment(self, words: list[Word], *, behind_comma: bool) -> None:
        if not words:
            return
        context = Context(self.led, bool(self.people), behind_comma, bool(self.verb))
        for finding in findings(words, context):
            self._add(finding)

    def _add(self, finding: Finding) -> None:
        """File one finding under the person it belongs to."""
        kind, words = finding.kind, finding.words
        if kind in _LEAD_ROLES:
            self.role, self.led = _LEAD_ROLES[kind], True
        elif kind == "person":
            self._person(words)
        elif kind == "agency":
            self._agency(finding)
        elif kind == "generic":
            self.generic = True
        elif kind == "suffix":
            person = self.people[self.last]
            self.people[self.last] = person._replace(name=f"{person.name} {true_case(text_of(finding.words))}")
        elif kind == "unread":
            self.unread += len(words)
        elif kind == "nobody":
            self.generic = self.generic or not self.people
        elif self.people:
            self._attach(kind, finding.text)
        else:
            self.pending.append(finding)

    def _person(self, words: Sequence[Word]) -> None:
        printed = text_of(words)
        name = true_case(bare_name(words))
        key = fold(name)
        for i, known in enumerate(self.people):
            if fold(known.name) == key:
                self.last = i
                return
        self.people.append(Person(name, self.role, as_printed=printed))
        self.last = len(self.people) - 1
        waiting, self.pending = self.pending, [f for f in self.pending if f.kind == "affiliation"]
        for finding in waiting:
            if finding.kind != "affiliation":
                self._attach(finding.kind, finding.text)

    def _agency(self, finding: Finding) -> None:
        name = finding.text
        target = self.lent if self.role == "contributor" else self.agencies
        if name not in target:
            target.append(name)

    def _attach(self, field: str, value: str) -> None:
        """Give a job, place, address or paper to the last person, a paper to those before too."""
        everyone = field == "affiliation" or (field == "job" and value.endswith("s"))
        for i in range(len(self.people)) if everyone else (self.last,):
            person = self.people[i]
            if getattr(person, field) is None and person.role == self.people[self.last].role:
                self.people[i] = person._replace(**{field: value})

    def reading(self, words: tuple[Word, ...]) -> Reading:
        """Return what was gathered; a paper without a writer supplied the text."""
        papers = [f.text for f in self.pending if f.kind == "affiliation"]
        if not self.people and len(papers) < len(self.pending):
            papers = []  # a desk of the paper, not the paper
        for paper in papers if self.people else ():
            self._attach("affiliation", paper)
        agencies = self.agencies or self.lent
        if not self.people and papers:
            agencies = [*agencies, *(true_case(p) for p in papers)]
        agency = "; ".join(dict.fromkeys(agencies)) or None
        generic = self.generic or bool(self.pending)
        return Reading(Byline(tuple(self.people), agency), self.unread, self.led, generic, words)
