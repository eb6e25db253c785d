"""PressReader's web app: `article[aid]` until 2021, `[data-articleid]`, `[data-article-id]`, `[role=article]` after.

The later marks are met on other sites too: without a sign of the reader, a document that names a
site of its own is none of ours.
"""

from transforms.folding import fold
from transforms.grammars.article import read_articles
from transforms.grammars.blocks import classes_of, pick
from transforms.grammars.choosing import article_id, find_roots, stated_ids
from transforms.grammars.tree import Tag
from transforms.record import Fact, Page
from transforms.registry import reader_names

_OLD = "aid"
_MARKS = (pick("root", "[aid][data-articleid][data-article-id][role=article]"),)
_CLASSES = frozenset({"art-meta", "art-author", "art-imagetext"})
_NAMING = frozenset({"og", "json-ld", "meta"})  # where a site says what it is


def read_web(tree: Tag, facts: tuple[Fact, ...]) -> Page | None:
    """Return the page of a strained document, None if it is not the web app's."""
    found = find_roots(tree, _MARKS)
    roots = found[0]
    if not roots:
        return None
    is_old = any(_OLD in root.attrs for root in roots)
    if not is_old and not _is_of_reader(tree, roots, facts):
        return None
    return read_articles(tree, found, facts, "web", labelled=not is_old)


def _is_of_reader(tree: Tag, roots: list[Tag], facts: tuple[Fact, ...]) -> bool:
    """Tell whether a document is the reader's, or at least nobody else's."""
    if not stated_ids(facts).isdisjoint({article_id(root) for root in roots}):
        return True
    if not any(fact.where in _NAMING for fact in facts):
        return True
    if any(_CLASSES & classes_of(tag) for root in roots for tag in root.tags):
        return True
    said = [tag.get_text() or str(tag.attrs.get("content", "")) for tag in tree.find_all("title", "meta")]
    return any(name in f" {fold(text[:300])} " for text in said for name in (f" {name} " for name in reader_names()))
