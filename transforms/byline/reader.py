"""Takes the clauses of a byline in order and gathers its people and agencies."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.byline import splits, told, turned
from transforms.byline.clauses import Clause, chunks_of
from transforms.byline.findings import Finding
from transforms.byline.known import agency_of
from transforms.byline.names import FULL_NAME, bare_name, before_headline, opens_person, untitled, without_echo
from transforms.byline.papers import Context
from transforms.byline.segments import findings
from transforms.byline.words import LEAD_ROLES, Word, covers, phrase_at, text_of
from transforms.folding import fold
from transforms.names import true_case
from transforms.record import Byline, Person

_APART = frozenset("-/|(.:")
_OPENERS = (*LEAD_ROLES, "for")


class Reading(NamedTuple):
    """A byline, and what `looks_like_byline` asks: was it all read, and did a lead-in open it."""

    byline: Byline
    unread: int
    led: bool
    generic: bool
    words: tuple[Word, ...]


class Reader:
    """Takes clauses in order and gathers people and agencies."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.people: list[Person] = []
        self.agencies: list[str] = []
        self.lent: list[str] = []
        self.pending: list[Finding] = []
        self.role = self.outside = "author"
        self.verb = ""
        self.last = 0
        self.before = 0  # how many people stand in the clauses before
        self.told_of: list[int] = []  # people named again, of whom something will be told
        self.hung = False
        self.unread = 0
        self.led = self.generic = self.done = False
        self.turned = False  # a name turned round stands before
        self.writing = False  # a lead-in says that a writer follows, and none has yet

    def expect(self, clauses: Sequence[Clause]) -> None:
        """Look at all clauses before the first is read: are they one list of names turned round."""
        if len(clauses) > 1 and all(clause.opener == ";" for clause in clauses[1:]):
            self.turned = turned.is_turned_list([chunks_of(clause.words) for clause in clauses if clause.words])

    def clause(self, clause: Clause) -> None:
        """Read one clause; a role opened in it lasts over colons, slashes and commas."""
        if clause.opener == "(":
            self.outside = self.role
            if self._mark(clause.words):
                return
        if clause.opener in {")", "]"}:
            self.role = self.outside
        elif clause.opener in {";", ".", "|", "-", "("}:
            self.role = "author"
        self.before, self.told_of, self.hung = len(self.people), [], False
        self.verb = splits.verb_of(clause.words)
        if self.verb == "contributed":
            self.role = "contributor"
        chunks = chunks_of(clause.words)
        lost = len(chunks) > 1 and not chunks[0] and not clause.opener
        if lost and not (agency_of(chunks[1]) or (opens_person(chunks[1]) and len(clause.words) <= FULL_NAME + 1)):
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
            following = chunks[at + 1] if turned_round and at + 1 < len(chunks) else []
            chunk = chunks[at]
            if not turned.opens_turned(chunk, following, listed=self.turned):
                chunk = self._without_lead_ins(chunk)
            trust = not at and not self.led
            given = turned.given_behind(chunk, following, trust=trust, listed=self.turned)
            if given:
                self.turned = True
                self._add(Finding("person", [*given, *turned.surname_in_list(chunk)]))
                chunks[at + 1] = following[len(given) :]
            elif about := splits.biography_at(chunk):
                self._biography(chunk, about)
            elif not self.verb and splits.is_prose(chunk, last=at == len(chunks) - 1 and self._behind_person(at)):
                self._prose(chunk)
            else:
                joined = len(chunk) < len(chunks[at]) and len(chunk) > 1  # a lead-in or `and` says: a person
                behind = (at > 0 or apart) and not joined
                for i, part in enumerate(splits.split_names(chunk)):
                    self._segment(self._without_lead_ins(part), behind_comma=not i and behind)
            at += 1

    def _behind_person(self, at: int) -> bool:
        """Say whether a chunk stands behind the comma of a person who was not led in by another role."""
        return at > 0 and bool(self.people) and self.role == "author"

    def _prose(self, chunk: Sequence[Word]) -> None:
        """Read the writer before a biography; a headline ends the byline."""
        self.done = True
        self.unread += len(chunk)
        writer = splits.before_biography(chunk) or ([] if self.people else before_headline(chunk))
        if writer:
            self._segment(writer, behind_comma=False)

    def _biography(self, chunk: list[Word], about: int) -> None:
        """Read the writers before a sentence about them; a name printed twice leads in as `by` does."""
        self.done = True
        echo = False
        for part in splits.split_names(chunk[:about]):
            name = without_echo(self._without_lead_ins(part))
            echo = echo or len(name) < len(part)
            self._segment(list(name), behind_comma=False)
        self.led = self.led or echo
        self.unread += 0 if echo or not splits.is_prose(chunk) else len(chunk) - about

    def _without_lead_ins(self, words: list[Word]) -> list[Word]:
        """Take lead-ins and dangling conjunctions off the head; a lead-in sets the role."""
        while words and not all(w.plain for w in words[:FULL_NAME]):
            kind, length = splits.lead_in_at(words)
            if not kind:
                kind, length = phrase_at(words, 0, _OPENERS)
            if kind == "for":
                break  # `Collaboration spéciale`
            if kind and splits.opens_names(words, kind, length, alone=not self.people):
                self._lead(kind)
            else:
                kind, length = phrase_at(words, 0, ("and", "weak_and"))
                if not kind or (kind == "weak_and" and (words[0].shape != "lower" or len(words) <= FULL_NAME)):
                    break
            words = words[length:]
        while words and phrase_at(words, len(words) - 1, ("and",))[0]:
            words = words[:-1]
        return words

    def _lead(self, kind: str) -> None:
        """Take over the role a lead-in names; `Text, Fotos: …` is said of one writer."""
        if not (self.writing and kind == "photo_lead_in"):
            self.role = LEAD_ROLES[kind]
        self.led, self.writing = True, kind == "lead_in"

    def _segment(self, words: list[Word], *, behind_comma: bool) -> None:
        if not words:
            return
        named = told.surname_again(words, self.people[: self.before], verb=self.verb)
        if named:
            self._retold(words, named)
            return
        context = Context(self.led, bool(self.people), behind_comma, bool(self.verb), hung=self.hung)
        found = list(findings(words, context))
        kinds = [finding.kind for finding in found]
        self.hung = "job" in kinds[1:] and kinds[0] == "person"
        for finding in found:
            self._add(finding)

    def _retold(self, words: list[Word], named: int) -> None:
        """Take what is told of somebody by surname: `Smith reported from Oslo`; of two Smiths it is told of none."""
        bearers = told.bearers(untitled(words[:named]), self.people[: self.before])
        self.told_of += bearers if len(bearers) == 1 else []
        if len(words) > named:
            place = told.told_place(words[named:])
            for i in self.told_of if place else ():
                self._give(i, "place", text_of(place).strip(" .,"))
            self.told_of = []

    def _add(self, finding: Finding) -> None:
        """File one finding under the person it belongs to."""
        kind, words = finding.kind, finding.words
        if kind in LEAD_ROLES:
            self._lead(kind)
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
        self.writing = False
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
            if self.people[i].role == self.people[self.last].role:
                self._give(i, field, value)

    def _give(self, at: int, field: str, value: str) -> None:
        """Fill a field of a person that is empty."""
        if getattr(self.people[at], field) is None:
            self.people[at] = self.people[at]._replace(**{field: value})

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
