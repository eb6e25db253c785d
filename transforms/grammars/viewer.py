"""The old e-paper viewer: `div.art-content` with h1, h2, `ul.art-meta`, and the text in `div.clear`.

The entries of the list carry no classes: paper, date, byline. The last is the byline; where it is
the paper again, there is none.
"""

from transforms.grammars.article import read_articles
from transforms.grammars.blocks import pick
from transforms.grammars.choosing import find_roots
from transforms.grammars.tree import Tag
from transforms.record import Fact, Page

_MARKS = (pick("root", ".art-content"),)
_WEB_APP = "aid"


def read_viewer(tree: Tag, facts: tuple[Fact, ...]) -> Page | None:
    """Return the page of a strained document, None if it is not the viewer's."""
    found = find_roots(tree, _MARKS)
    if not found[0] or any(_WEB_APP in tag.attrs for tag in tree.tags):
        return None
    return read_articles(tree, found, facts, "viewer", labelled=False)
