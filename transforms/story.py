"""The parts of the story as its lines print them: headline, standfirst, section, byline, body."""

from collections.abc import Sequence

from transforms import bylines
from transforms.damage import breaks
from transforms.folding import fold
from transforms.folios import read_folio
from transforms.joining import joint
from transforms.layouts import Meta, split_dash_line, split_meta
from transforms.marking import lines_by_rule, lines_with, mark, unmarked, with_marks
from transforms.names import Cased, case_of
from transforms.record import BODY_ROLES, Page, Person, Role
from transforms.registry import reader_names
from transforms.words import count_words


def mark_body(page: Page) -> Page:
    """Mark every line that no rule has claimed as body: what nobody knows is kept."""
    return with_marks(page, dict.fromkeys(unmarked(page), mark("body.rest")))


def _joined(page: Page, found: Sequence[int]) -> str:
    return " ".join(page.lines[i].text for i in found)


def _where(found: Sequence[int]) -> str:
    return f"line {found[0] + 1}"


def read_headline(page: Page) -> Page:
    """Fill `headline` from its lines, else from what the document states."""
    if not (found := lines_with(page, Role.HEADLINE)):
        return _from_fact(page, "headline")
    evidence = (*page.evidence, ("headline", _where(found)))
    return page._replace(headline=_joined(page, found), evidence=evidence)


def _from_fact(page: Page, field: str) -> Page:
    """Fill a field with what the document states of it apart from its lines."""
    if not (fact := page.fact(field)):
        return page
    return page._replace(**{field: fact.value}, evidence=(*page.evidence, (field, fact.where)))  # type: ignore[arg-type]


def read_kicker(page: Page) -> Page:
    """Fill `kicker`."""
    if not (found := lines_with(page, Role.KICKER)):
        return _from_fact(page, "kicker")
    return page._replace(kicker=_joined(page, found), evidence=(*page.evidence, ("kicker", _where(found))))


def read_standfirst(page: Page) -> Page:
    """Fill `standfirst`."""
    if not (found := lines_with(page, Role.STANDFIRST)):
        return page
    evidence = (*page.evidence, ("standfirst", _where(found)))
    return page._replace(standfirst=_joined(page, found), evidence=evidence)


def _meta(page: Page) -> tuple[Meta | None, str]:
    """Return what V1's meta line says, and where it stands."""
    found = lines_by_rule(page, "v1.meta")
    return (split_meta(page.lines[found[0]].text), _where(found)) if found else (None, "")


def read_outlet_as_printed(page: Page) -> Page:
    """Fill `outlet_as_printed` with the name that stands in the head, else with what the document states."""
    meta, where = _meta(page)
    if meta:
        evidence = (*page.evidence, ("outlet_as_printed", where))
        return page._replace(outlet_as_printed=meta.outlet, evidence=evidence)
    if not (found := lines_with(page, Role.OUTLET)):
        for folio, line in read_folio(page):
            if folio.outlet:
                evidence = (*page.evidence, ("outlet_as_printed", line))
                return page._replace(outlet_as_printed=folio.outlet, evidence=evidence)
        fact = page.fact("outlet")
        if fact is None or fold(fact.value) in reader_names():
            return page
        evidence = (*page.evidence, ("outlet_as_printed", fact.where))
        return page._replace(outlet_as_printed=fact.value, evidence=evidence)
    evidence = (*page.evidence, ("outlet_as_printed", _where(found)))
    return page._replace(outlet_as_printed=_joined(page, found), evidence=evidence)


def read_section(page: Page) -> Page:
    """Fill `section` from V1's meta line, a line of its own, or what the document states."""
    meta, where = _meta(page)
    if meta is None or meta.section is None:
        if not (found := lines_with(page, Role.SECTION)):
            printed = next(((folio.section, line) for folio, line in read_folio(page) if folio.section), None)
            if printed is None:
                return _from_fact(page, "section")
            return page._replace(section=printed[0], evidence=(*page.evidence, ("section", printed[1])))
        return page._replace(section=_joined(page, found), evidence=(*page.evidence, ("section", _where(found))))
    return page._replace(section=meta.section, evidence=(*page.evidence, ("section", where)))


def read_byline(page: Page) -> Page:
    """Fill `byline` as printed, without the dash of its line."""
    meta, where = _meta(page)
    text = meta.byline if meta else None
    if found := lines_with(page, Role.BYLINE):
        printed = (page.lines[i].text for i in found)  # the web app gives each author a line
        text, where = ", ".join(filter(None, map(_undashed, printed))), _where(found)
    if not text:
        return _from_fact(page, "byline") if not found else page
    return page._replace(byline=text, evidence=(*page.evidence, ("byline", where)))


def _undashed(line: str) -> str | None:
    byline = split_dash_line(line)
    return line if byline is None else byline


def read_people(page: Page) -> Page:
    """Fill `people` and `agency` from the byline; the page's text decides how capitals are spelled."""
    if not page.byline:
        return page
    read = bylines.read_byline(page.byline)
    people = tuple(_spelled(person, page.text) for person in read.people)
    named = (("authors", bool(read.people)), ("agency", bool(read.agency)))
    evidence = (*page.evidence, *((field, "byline") for field, is_there in named if is_there))
    return page._replace(people=people, agency=read.agency, evidence=evidence)


def _spelled(person: Person, text: str) -> Person:
    """Return a person with the name spelled as the page does elsewhere, and with who decided that."""
    printed = person.as_printed or ""
    if case_of(printed).source == "printed":
        return person
    cased = case_of(person.name.upper(), text) if printed.isupper() else Cased(person.name, "rules")
    return person._replace(name=cased.name, name_source=cased.source)


def read_body(page: Page) -> Page:
    """Fill `body` and `word_count`: paragraphs joined by an empty line, word for word."""
    pieces: list[str] = []
    for line, given in zip(page.lines, page.marks, strict=True):
        if given is not None and given.role in BODY_ROLES:
            pieces += [joint(line), line.text]
    body = "".join(pieces[1:])  # before the first line there is nothing to join
    words = count_words(body)
    if not words:  # signs alone are no text
        return page
    flags = (*page.flags, "lost_hyphens") if breaks.lost_hyphens(body) else page.flags
    return page._replace(body=body, word_count=words, flags=flags)
