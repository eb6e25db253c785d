"""The credit at the end of a text: who supplied it, where neither byline nor dateline says so.

    … the ferry sails again on Friday. (AFP)
    — The Associated Press
    With files from Ada Marsh, The Canadian Press

A credit is a short line of its own, or stands behind the last sentence. It stays part of the body, word for word:
the role `credit` is a photograph's. Agencies of photographs are never read here.
"""

import re
from functools import cache, lru_cache
from itertools import islice

from transforms.bylines import read_byline
from transforms.dateline.words import is_region
from transforms.folding import fold
from transforms.marking import lines_with
from transforms.record import Page, Role
from transforms.suppliers import agency_rules, find_suppliers, find_text_agency, has_agency

_BODY, _SUBHEAD = Role.BODY, Role.SUBHEAD
_LONGEST = 120  # characters of a credit in a line of its own
_LONGEST_NAME = 6  # words of the name of an agency
_LAST_LINES = 3  # an address or a biography may stand below the credit
_MOST_PEELED = 4  # words and phrases around the name of an agency
_EDGES = " \t\xa0—–-•*■_.,:;©()[]«»|/"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b,?")
_ELISION = re.compile(r"\b[dlDL]['’](?=[^\W\d_])")
_WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
_GLUED = re.compile(
    r"[.!?…”\"»’')]\s*(?:(?P<dash>[—–-]{1,2})\s*)?(?:\((?P<inside>[^()]{2,60})\)|(?<=\s)(?P<bare>[^\W\d_][^.!?()—–”]{1,60}))\.?$"
)


_LED = re.compile(r"\((?P<inside>[^()]{2,40})\)\s*(?:[—–|:_]|\.?-{1,2})\s*(?=[“\"«¿¡‘'„]?[^\W_])")


@cache
def _lead_ins() -> tuple[frozenset[str], int]:
    """Return the phrases that open a credit, and how many words the longest has."""
    phrases = frozenset(map(fold, agency_rules().lead_ins))
    return phrases, max(len(phrase.split()) for phrase in phrases)


def _peeled(text: str) -> str:
    """Return a credit without the words that open it, its year and its signs."""
    text = _YEAR.sub("", text).strip(_EDGES)
    for _ in range(_MOST_PEELED):
        bare = _without_lead_in(text).strip(_EDGES)
        if bare == text or find_suppliers(text, bracketed=True):
            break
        text = bare
    return text


def _without_lead_in(text: str) -> str:
    phrases, longest = _lead_ins()
    for word in reversed(list(islice(_WORD.finditer(text), longest))):
        if fold(text[: word.end()]) in phrases:
            return text[word.end() :]
    return text


@lru_cache(maxsize=4096)
def find_credit(line: str) -> str | None:
    """Return the agencies that a line of its own credits, joined by `; `, None if it is anything else.

    >>> find_credit("With files from The Canadian Press")
    'The Canadian Press'
    >>> find_credit("He read it in The Guardian.") is None
    True
    """
    line = _ELISION.sub("", line)
    if not has_agency(fold(line)):
        return None
    bare = _peeled(line)
    return find_suppliers(bare, bracketed=line.startswith("(")) or _first(bare) or _signed(line, bare) or _told(line)


def _first(bare: str) -> str | None:
    """Return the first of several credits: `The Canadian Press, with files from The Associated Press`."""
    found = [find_suppliers(_peeled(part)) for part in bare.split(",")]
    return found[0] if all(found) else None


def _signed(line: str, bare: str) -> str | None:
    """Return the agency behind the names of people: `With files from Ada Marsh, The Canadian Press`."""
    people, sign, agency = bare.rpartition("," if "," in bare else "/")
    agency = agency.strip()
    doubtful = not sign or is_region(agency) or any(c.isdigit() for c in people)  # `Pittsburgh, PA`
    found = None if doubtful else find_suppliers(agency)
    names = read_byline(line).people if found else ()
    return found if names and all(fold(person.name) in fold(people) for person in names) else None


def _told(line: str) -> str | None:
    """Return the agencies inside a sentence of credit, the longest name first at each word."""
    key = fold(line)
    if not any(sentence in key for sentence in agency_rules().sentences):
        return None
    words = list(_WORD.finditer(line))
    found: dict[str, None] = {}
    start = 0
    while start < len(words):
        spans = range(min(start + _LONGEST_NAME, len(words)), start, -1)
        named = ((end, find_text_agency(line[words[start].start() : words[end - 1].end()])) for end in spans)
        end, name = next(((end, name) for end, name in named if name), (start + 1, None))
        found |= {name: None} if name else {}
        start = end
    return "; ".join(found) or None


def find_glued_credit(paragraph: str) -> str | None:
    """Return the agencies that stand behind the last sentence of a paragraph.

    >>> find_glued_credit("The ferry sails again on Friday. (AFP)")
    'Agence France-Presse'
    >>> find_glued_credit("He once worked for Reuters.") is None
    True
    """
    found = _GLUED.search(paragraph[-_LONGEST:])
    if not found:
        return None
    if found["inside"]:
        return find_suppliers(_peeled(_ELISION.sub("", found["inside"])), bracketed=True)
    return None if paragraph.endswith(".") else find_suppliers(_peeled(found["bare"]))


def find_leading_credit(paragraph: str) -> str | None:
    """Return the agencies in brackets and before a dash that open a paragraph without a place.

    >>> find_leading_credit("(Reuters) - The council met.")
    'Reuters'
    >>> find_leading_credit("(AP) is what the card said.") is None
    True
    """
    found = _LED.match(paragraph) if paragraph[:1] == "(" else None
    return find_suppliers(found["inside"].strip(), bracketed=True) if found else None


def _credits(page: Page) -> list[int]:
    """Return which lines can credit an agency: the last of the body, and its first."""
    body = lines_with(page, _BODY)
    last = sorted([*body[-_LAST_LINES:], *lines_with(page, _SUBHEAD)[-_LAST_LINES:]])[: -_LAST_LINES - 1 : -1]
    return last if not body or body[0] in last else [*last, body[0]]


def _is_own(agency: str, page: Page) -> bool:
    """Tell whether the agency is the paper itself: nobody supplies a text to himself."""
    return page.outlet is not None and fold(agency).removeprefix("the ") == fold(page.outlet.name).removeprefix("the ")


def read_agency(page: Page) -> Page:
    """Fill `agency` from the credit at the end of the text, unless byline or dateline have named one."""
    if page.agency:
        return page
    body = lines_with(page, _BODY)
    for count, index in enumerate(_credits(page)):
        text = page.lines[index].text
        agency = find_credit(text) if len(text) <= _LONGEST else None
        if agency is None and index in body[:1]:
            agency = find_leading_credit(text)
        if agency is None and count == 0:
            agency = find_glued_credit(text)
        if agency and not _is_own(agency, page):
            return page._replace(agency=agency, evidence=(*page.evidence, ("agency", f"line {index + 1}")))
    return page


def read_contributors(page: Page) -> Page:
    """Add to `people` whom the credit at the end of the text names: `With files from Ada Marsh, The Canadian Press`."""
    for index in _credits(page):
        text = page.lines[index].text
        if len(text) > _LONGEST or not (_is_shared(text) or find_credit(text)):
            continue
        known = {fold(person.name) for person in page.people}
        people = tuple(p for p in read_byline(text.strip(_EDGES)).people if p.role == "contributor")
        if new := tuple(person for person in people if fold(person.name) not in known):
            evidence = (*page.evidence, ("contributors", f"line {index + 1}"))
            return page._replace(people=(*page.people, *new), evidence=evidence)
    return page


@cache
def _shared() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Return what opens and what closes a line that says that others had a part, and the outermost words of both."""
    opening = tuple(f"{phrase} " for phrase in sorted(_lead_ins()[0]) if phrase.count(" ") > 1)
    closing = agency_rules().sentences
    outer = {phrase.split()[0] for phrase in opening} | {phrase.split()[-1] for phrase in closing}
    return opening, closing, frozenset(outer)


def _is_shared(line: str) -> bool:
    """Tell whether a line says so: `With files from Ada Marsh`, `Ada Marsh contributed to this report`."""
    opening, closing, outer = _shared()
    bare = line.strip(_EDGES).casefold()
    if bare.partition(" ")[0] not in outer and bare.rpartition(" ")[2] not in outer:
        return False
    key = fold(bare)
    return key.startswith(opening) or key.endswith(closing)
