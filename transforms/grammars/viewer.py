"""The old e-paper viewer: `div.art-content` with h1, h2, `ul.art-meta`, and the text in `div.clear`.

The entries of the list carry no classes: paper, date, byline. The last is the byline; where it is
the paper again, there is none.
"""

from bs4 import BeautifulSoup, Tag

from transforms.grammars.article import read_articles
from transforms.grammars.blocks import pick
from transforms.grammars.choosing import find_roots
from transforms.record import Fact, Page

_MARKS = (pick("root", ".art-content"),)
_WEB_APP = "aid"


def read_viewer(soup: BeautifulSoup, facts: tuple[Fact, ...]) -> Page | None:
    """Return the page of a strained document, None if it is not the viewer's."""
    found = find_roots(soup, _MARKS)
    if not found[0] or any(_WEB_APP in tag.attrs for tag in soup.descendants if isinstance(tag, Tag)):
        return None
    return read_articles(soup, found, facts, "viewer", labelled=False)
