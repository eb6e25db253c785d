"""Read a document whose articles stand in marked elements: the web app's and the viewer's, which share their classes.

root > header (h1 headline, h2 standfirst), .art-meta (paper, date, byline),
columns (the text), .art-imagetext (captions), .annotation (pull quotes)
"""

from transforms.address.signs import as_article_id
from transforms.grammars.article_blocks import (
    CAPTION,
    HEAD,
    HEADLINE,
    LEAD,
    LOOSE,
    PULLQUOTE,
    QUOTE,
    STANDFIRST,
    SUBHEAD,
    TITLE,
    name_dates,
    settle,
)  # fmt: skip
from transforms.grammars.blocks import BODY, OUTSIDE, Pick, classes_of, cut_blocks, page_of, pick, texts_under
from transforms.grammars.choosing import article_id, choose
from transforms.grammars.interface import interface_rule
from transforms.grammars.meta_list import BYLINE, META, META_CLASS, OUTLET, Meta, facts_in, read_meta
from transforms.grammars.tree import Tag
from transforms.record import Fact, Page

_ARTICLE = f"{BODY} {LOOSE} {HEAD}"
_COLUMNS = frozenset({"col", "clear"})
_OWN = frozenset((
    "art-meta", "art-imagetext", "art-author", "pub", "annotation", "col", "clear", "art-cnt", "art-content",
))  # fmt: skip
_LOOKED_AT = 500  # nodes of a column, until one holds text
_PICKS: tuple[Pick, ...] = (
    pick(TITLE, "title", OUTSIDE),
    pick(CAPTION, ".art-imagetext", f"{_ARTICLE} {QUOTE}"),
    pick(CAPTION, "figcaption", f"{_ARTICLE} {QUOTE}"),
    pick(PULLQUOTE, ".annotation", _ARTICLE),
    pick(META, ".art-meta", _ARTICLE),
    pick(OUTLET, ".pub", _ARTICLE),
    pick(BYLINE, ".art-author", _ARTICLE),
    pick(BODY, ".col", f"{LOOSE} {HEAD}"),
    pick(BODY, ".clear", f"{LOOSE} {HEAD}"),
    pick(HEADLINE, "h1", _ARTICLE),
    pick(STANDFIRST, "h2", _ARTICLE),
    pick(SUBHEAD, "h3,h4,h5,h6", _ARTICLE),
    pick(QUOTE, "blockquote,aside", _ARTICLE),
    pick(QUOTE, ".pullquote", _ARTICLE),
    pick(QUOTE, ".pull-quote", _ARTICLE),
    pick(HEAD, "header", f"{BODY} {LOOSE}"),
    pick(LEAD, "p", HEAD),
    pick(BODY, "p,ul,ol,dl,table", LOOSE),
)


class Survey:
    """What is seen of an article before it is cut: its columns, its lists, and what in it is the reader's."""

    def __init__(self, root: Tag) -> None:
        """Look at every tag below the root of an article."""
        self.has_columns = False
        self.lists: list[Tag] = []
        self.given: dict[int, str] = {}
        for tag in root.tags:
            self._see(tag)

    def _see(self, tag: Tag) -> None:
        own = _OWN & classes_of(tag) if tag.attrs else None
        if own:
            self.has_columns = self.has_columns or (bool(own & _COLUMNS) and _holds_text(tag))
            if META_CLASS in own:
                self.lists.append(tag)
            elif tag.name == "li" and tag.parent and not any(tag.parent is one for one in self.lists):
                self.lists += [] if any(META_CLASS in classes_of(up) for up in tag.parents) else [tag.parent]
        elif rule := interface_rule(tag):
            self.given[id(tag)] = rule


def _own_id(root: Tag) -> Fact:
    return Fact("source_article_id", article_id(root) or "", "markup")


def _holds_text(tag: Tag) -> bool:
    return any(isinstance(node, str) and not node.isspace() for node in tag.descendants[:_LOOKED_AT])


def read_articles(
    tree: Tag,
    found: tuple[list[Tag], dict[int, str]],
    facts: tuple[Fact, ...],
    layout: str,
    *,
    labelled: bool,
) -> Page:
    """Return the page of a document whose roots and inner teasers were `found`.

    `labelled` says that a headline may begin with the word `Article`.
    """
    choice = choose(found[0], facts)
    given = found[1] | choice.others
    stated = facts
    for root in choice.read:
        survey = Survey(root)
        meta = read_meta(survey.lists, facts) if survey.lists else Meta({}, ())
        given = survey.given | meta.rules | given | {id(root): LOOSE if survey.has_columns else BODY}
        stated += meta.facts
    blocks = name_dates(cut_blocks(tree, _PICKS, OUTSIDE, given))
    stated += tuple(_own_id(root) for root in choice.read if as_article_id(article_id(root) or ""))
    stated += tuple(fact for fact in facts_in(texts_under(blocks, META)) if fact not in stated)
    blocks = settle(blocks, stated, labelled=labelled)
    if choice.refusal is None:
        return page_of(blocks, layout, "html", stated)
    return page_of(blocks, layout, "html", facts)._replace(reason=choice.refusal[0], detail=choice.refusal[1])
