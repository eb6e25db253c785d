"""Open a document: which grammar reads it, and the pages it holds.

A grammar is chosen by evidence in the document itself, never by a file's name. Each one turns its
kind of document into pages whose text is the document's own text nodes, one block a line, and
marks the lines it is sure of; the steps do the rest, as for a page of plain text.
"""

from collections.abc import Callable

from transforms.grammars.epub import read_epub
from transforms.grammars.markup import UnreadableError, find_excess, is_markup, strained
from transforms.grammars.metadata import read_facts
from transforms.grammars.news import read_news
from transforms.grammars.service import is_service, read_service
from transforms.grammars.titles import read_title
from transforms.grammars.tree import Tag
from transforms.grammars.viewer import read_viewer
from transforms.grammars.web import read_web
from transforms.record import Fact, Page
from transforms.refusal.shapes import find_root

Read = Callable[[Tag, tuple[Fact, ...]], Page | tuple[Page, ...] | None]

_TIME = "time"

# In order of certainty: the export's container, the viewer's, then the web app's many marks.
# Each finds its evidence in the tree, and reads nothing where there is none.
GRAMMARS: tuple[Read, ...] = (read_epub, read_viewer, read_web)


def open_pages(text: str) -> tuple[Page, ...]:
    """Return the pages of a decoded document, one or more; their steps are still to be taken.

    A document that no parser may touch comes back as one page with `reason` and `detail`.
    """
    if is_markup(text):
        return _open_markup(text)
    if is_service(text):
        return read_service(text)
    return (Page(text),)


def _open_markup(text: str) -> tuple[Page, ...]:
    if excess := find_excess(text) or find_root(text):
        return (_refused(text, *excess),)
    try:
        tree = strained(text)
    except UnreadableError as error:
        return (_refused(text, error.reason, error.detail),)
    facts = _facts(tree)
    read = next((pages for grammar in GRAMMARS if (pages := grammar(tree, facts))), None) or read_news(text, facts)
    pages = (read,) if isinstance(read, Page) else read
    share = len(text) // len(pages)
    return tuple(page._replace(characters_markup=max(share - len(page.text), 0)) for page in pages)


def _facts(tree: Tag) -> tuple[Fact, ...]:
    """Return what a document states of itself; its title is to be trusted less than its head, more than its times."""
    stated = read_facts(tree)
    title = tree.find("title")
    titled = read_title(title.get_text()) if title is not None else ()
    times = tuple(fact for fact in stated if fact.where == _TIME)
    return (*(fact for fact in stated if fact.where != _TIME), *titled, *times)


def _refused(text: str, reason: str, detail: str) -> Page:
    return Page("", media="html", reason=reason, detail=detail, characters_markup=len(text))
