"""The export as EPUB: XHTML with one `div.art-cnt` for each article.

.legal-header, .art-header ("Page 5"), .art-title-area > .title, .subtitle, .byline,
p, .annotation (pull quotes), .img-art > .img-byline (credit), .img-text (caption), .art-divider ("• Page 6 •")
"""

import re

from transforms.grammars.article import Survey
from transforms.grammars.article_blocks import (
    CAPTION,
    CREDIT,
    HEAD,
    HEADLINE,
    PULLQUOTE,
    QUOTE,
    STANDFIRST,
    SUBHEAD,
    TITLE,
    settle,
)  # fmt: skip
from transforms.grammars.blocks import BODY, OTHER_ARTICLE, OUTSIDE, Block, cut_blocks, page_of, pick, squeeze
from transforms.grammars.choosing import find_roots
from transforms.grammars.meta_list import BYLINE
from transforms.grammars.tree import Tag
from transforms.record import Fact, Page
from transforms.registry import find_outlets

_LEGAL = "epub.legal"
_PAGE = "epub.page"
_PHOTO = "photo"
_IN_ARTICLE = f"{BODY} {HEAD}"
_EVERYWHERE = f"{OUTSIDE} {_IN_ARTICLE}"
_MARKS = (pick("root", ".art-cnt"),)
_PICKS = (
    pick(TITLE, "title", OUTSIDE),
    pick(_LEGAL, ".legal-header", _EVERYWHERE),
    pick(_PAGE, ".art-header", _EVERYWHERE),
    pick(_PAGE, ".art-divider", _EVERYWHERE),
    pick(CREDIT, ".img-byline", f"{_IN_ARTICLE} {_PHOTO}"),
    pick(CAPTION, ".img-text", f"{_IN_ARTICLE} {_PHOTO}"),
    pick(CAPTION, ".art-imagetext", f"{_IN_ARTICLE} {_PHOTO}"),
    pick(CAPTION, "figcaption", f"{_IN_ARTICLE} {_PHOTO}"),
    pick(_PHOTO, ".img-art", _IN_ARTICLE),
    pick(HEAD, ".art-title-area", BODY),
    pick(HEADLINE, ".title", _IN_ARTICLE),
    pick(HEADLINE, "h1", _IN_ARTICLE),
    pick(STANDFIRST, ".subtitle", _IN_ARTICLE),
    pick(STANDFIRST, "h2", _IN_ARTICLE),
    pick(BYLINE, ".byline", _IN_ARTICLE),
    pick(PULLQUOTE, ".annotation", _IN_ARTICLE),
    pick(SUBHEAD, "h3,h4,h5,h6", BODY),
    pick(QUOTE, "blockquote,aside", BODY),
)
_NUMBER = re.compile(r"(?<![^\W\d_])[A-Za-z]{0,2}\d{1,4}[A-Za-z]?(?![^\W_])")
_FILE_NAME = re.compile(r"(?=\S*[\d._/])\S+")


def read_epub(tree: Tag, facts: tuple[Fact, ...]) -> tuple[Page, ...]:
    """Return the pages of a strained document, one for each article; none if it is no such export.

    What stands outside of all articles comes with the first.
    """
    roots, others = find_roots(tree, _MARKS)
    if not roots:
        return ()
    stated = (*facts, *_outlet(tree))
    pages: list[Page] = []
    for index, root in enumerate(roots):
        given = others | Survey(root).given
        if index == 0:
            given |= {id(other): OTHER_ARTICLE for other in roots} | {id(root): BODY}
            blocks = [b for b in cut_blocks(tree, _PICKS, OUTSIDE, given) if b.rule != OTHER_ARTICLE]
        else:
            blocks = cut_blocks(root, _PICKS, BODY, given, strained=False)
        pages.append(_page(blocks, stated))
    if len(pages) == 1:
        return (pages[0],)
    return tuple(page._replace(number=number) for number, page in enumerate(pages, 1))


def _page(blocks: list[Block], facts: tuple[Fact, ...]) -> Page:
    found = [_NUMBER.search(block.text) for block in blocks if block.rule == _PAGE]
    numbers = dict.fromkeys(number[0] for number in found if number)
    stated = (*facts, *(Fact("page_number", number, "epub") for number in numbers))
    known = [block._replace(rule=CAPTION) if block.rule == _PHOTO else block for block in blocks]
    return page_of(settle(known, facts, labelled=False), "epub", "xhtml", stated)


def _outlet(tree: Tag) -> tuple[Fact, ...]:
    """The title of a document is the name of the paper, unless it is that of a file."""
    title = tree.find("title")
    name = squeeze(title.get_text()) if title is not None else ""
    is_file = _FILE_NAME.fullmatch(name) and not find_outlets(name, None)  # `Página/12` and `20minutos` are papers
    return (Fact("outlet", name, "title"),) if name and not is_file else ()
