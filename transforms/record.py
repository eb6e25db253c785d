"""The one record that every step reads and returns.

A page is never changed: a step returns a copy with one thing filled in. Lines are
parallel tuples, `lines[i]` (what stands there) and `marks[i]` (what it is), so that giving a
line its role costs no new line. `None` always means "not known".
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a line of a page is. The article is the lines whose role is not noise."""

    OUTLET = "outlet"
    HEADLINE = "headline"
    KICKER = "kicker"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    SECTION = "section"
    BODY = "body"
    SUBHEAD = "subhead"
    PULLQUOTE = "pullquote"
    CAPTION = "caption"
    CREDIT = "credit"
    REPEAT = "repeat"
    BOILERPLATE = "boilerplate"
    PROMO = "promo"
    BLANK = "blank"
    MARKUP = "markup"


BODY_ROLES = frozenset({Role.BODY, Role.SUBHEAD})
# The same list stands in sql/macros/is_kept.sql; a test holds them equal.
NOISE_ROLES = frozenset({Role.REPEAT, Role.BOILERPLATE, Role.PROMO, Role.BLANK, Role.MARKUP})


class Mark(NamedTuple):
    """The role of a line and the id of the rule that gave it."""

    role: Role
    rule: str


class Line(NamedTuple):
    """One line: `raw` + `ending` is what was decoded, `text` is what people read."""

    raw: str
    ending: str
    text: str
    repairs: tuple[str, ...] = ()


class Person(NamedTuple):
    """One person of a byline; `role` is author, contributor, editor or photographer.

    `name_source` says who decided how the name is spelled: `printed` in the byline, or for one in capitals
    the text of the `page`, else `rules`.
    """

    name: str
    role: str = "author"
    affiliation: str | None = None
    job: str | None = None
    place: str | None = None
    email: str | None = None
    as_printed: str | None = None
    name_source: str = "printed"


class Byline(NamedTuple):
    """Who wrote the text: people in printed order, and the agency that supplied it."""

    people: tuple[Person, ...] = ()
    agency: str | None = None


class Caption(NamedTuple):
    """One photograph: its caption and its credit, apart, and how often it was printed."""

    caption: str | None
    credit: str | None
    agency: str | None
    photographer: str | None
    times_printed: int


class Outlet(NamedTuple):
    """A newspaper. `known` says that it stands in the registry."""

    outlet_id: str
    name: str
    country: str | None = None
    place: str | None = None
    language: str | None = None
    aliases: tuple[str, ...] = ()
    known: bool = False


class Address(NamedTuple):
    """What the address of a page tells; each part None where it is silent.

    `catalogue` is the paper's number in the service (4 characters); `issue_key` begins with it.
    """

    country: str | None = None
    slug: str | None = None
    published: date | None = None
    source_article_id: str | None = None
    page_number: str | None = None
    issue_key: str | None = None
    catalogue: str | None = None
    whole_issue: bool | None = None

    @property
    def view(self) -> str | None:
        """What the address shows: `article`, `issue` (a whole one, or its text view), else None."""
        return "article" if self.source_article_id else "issue" if self.whole_issue else None


class Fact(NamedTuple):
    """What a document states apart from its text: a field, its value as stated, and where.

    `field` is `url published outlet country language section page_number source_article_id kicker byline
    headline`; `where` is the word that `evidence` shows: `canonical`, `service`, `title` …
    """

    field: str
    value: str
    where: str


_NO_ADDRESS = Address()


class Page(NamedTuple):
    """One page on its way from decoded text to an article.

    A named tuple, because a copy with one field changed costs a fifth of a frozen dataclass's.

    The first block is given by the grammar that opened the document: `facts` in order of their
    trust, `number` counted from 1 where one file holds several articles, `reason` and `detail` where
    it holds none. The second is filled by `split_*`, `repair_*` and `mark_*` (the grammar of a
    structured document has marked its lines already), the third by `read_*`: each step fills
    what it is named after and may add flags and evidence.
    """

    text: str
    url: str | None = None
    name: str | None = None
    media: str = "text"
    number: int | None = None
    facts: tuple[Fact, ...] = ()
    characters_markup: int = 0
    reason: str | None = None
    detail: str | None = None
    slice: tuple[int, int] | None = None  # the article in the text of its document, from and to

    lines: tuple[Line, ...] = ()
    marks: tuple[Mark | None, ...] = ()
    layout: str | None = None

    address: Address = _NO_ADDRESS
    outlet: Outlet | None = None
    outlet_as_printed: str | None = None
    country: str | None = None
    language: str | None = None
    published: date | None = None
    edition: str | None = None
    section: str | None = None
    page_numbers: tuple[str, ...] = ()
    headline: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    people: tuple[Person, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    captions: tuple[Caption, ...] = ()
    body: str | None = None
    word_count: int = 0

    flags: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()

    def fact(self, field: str) -> Fact | None:
        """Return the first fact about a field, the one to trust most."""
        return next((fact for fact in self.facts if fact.field == field), None)
