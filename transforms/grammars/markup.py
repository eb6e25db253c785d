"""Parse HTML and XHTML: cheap limits first (`find_excess`), then one of two trees of what lxml's parser finds.

The grammars of PressReader read our own tree, which is grown by the parser's events. BeautifulSoup reads what
lxml alone gives up on, as it tries other ways, and the documents of any other site. The tests hold both
trees to each other, on broken mark-up too.
"""

import re
from typing import TYPE_CHECKING

from lxml import etree

from transforms.grammars.growing import grow
from transforms.grammars.limits import HUGE, MOST_DEPTH, MOST_TAGS, UnreadableError, check_loss, find_excess
from transforms.grammars.repairs import repair_markup
from transforms.grammars.tree import Tag

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

__all__ = ["MOST_DEPTH", "MOST_TAGS", "UnreadableError", "find_excess", "is_markup", "parsed", "strained"]

STARTS = re.compile(r"\ufeff?\s{0,1000}<(?:!|\?xml|[a-zA-Z][a-zA-Z0-9]{0,15}(?::[a-zA-Z][a-zA-Z0-9]{0,15})?[\s/>])")


def is_markup(text: str) -> bool:
    """Tell whether a document begins like HTML or XML.

    >>> is_markup("<!doctype html><p>Rain"), is_markup("<3 and other signs")
    (True, False)
    """
    return STARTS.match(text) is not None


def strained(text: str) -> Tag:
    """Parse a document for the grammars of PressReader; the caller has asked `find_excess`.

    Raises `UnreadableError` if the parser gives up, or finds a tree that is far deeper than its tags say.
    """
    text = repair_markup(text)
    try:
        tree = grow(text)
    except (UnicodeDecodeError, LookupError, etree.LxmlError):
        from transforms.grammars.soup import as_tree, read_soup  # noqa: PLC0415 (0.1 s that most runs never pay)

        tree = as_tree(read_soup(text, strained=True))
    if len(text) > HUGE:
        check_loss(text, [tree, *tree.tags])
    return tree


def parsed(text: str) -> "BeautifulSoup":
    """Parse a whole document, as `strained` parses what the grammars of PressReader read."""
    from transforms.grammars.soup import read_soup  # noqa: PLC0415 (as above)

    text = repair_markup(text)
    soup = read_soup(text, strained=False)
    if len(text) > HUGE:
        check_loss(text, [soup, *soup.find_all(name=True)])
    return soup
