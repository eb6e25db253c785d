"""Blank lines, and lines that belong to the reader's shelf and not to the paper."""

from transforms.captions import split_caption
from transforms.marking import mark, match_line, with_marks
from transforms.record import Mark, Page

_DASHES = ("—", "–", "-")


def mark_blank(page: Page) -> Page:
    """Mark lines without a visible character."""
    blank = mark("blank")
    return with_marks(page, {i: blank for i, line in enumerate(page.lines) if not line.text.strip()})


def mark_boilerplate(page: Page) -> Page:
    """Mark what the line rules know: in the whole page, and more in its tail.

    Text outside an article's mark-up may still testify: the shelves of the paper often stand there.
    """
    found: dict[int, Mark] = {}
    tail, outside = tail_start(page), mark("markup.outside")
    for index, line in enumerate(page.lines):
        if page.marks[index] is None or page.marks[index] == outside:
            given = (index >= tail and match_line(line.text, "tail")) or match_line(line.text, "anywhere")
            if given:
                found[index] = given
    return with_marks(page, found, over=outside)


def tail_start(page: Page) -> int:
    """Return the index behind the last line of text: what follows are blanks, captions, boilerplate.

    A line with a dash may be the second copy of a caption or dialogue, so it neither ends
    the tail nor is claimed here.
    """
    for index in range(len(page.lines) - 1, -1, -1):
        line = page.lines[index]
        quiet = (
            page.marks[index] is not None
            or line.text.startswith(_DASHES)
            or match_line(line.text, "tail")
            or match_line(line.text, "anywhere")
            or split_caption(line.text)
        )
        if not quiet:
            return index + 1
    return 0
