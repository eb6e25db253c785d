"""Join what was cut: lines that a column broke, and a word that goes on in the next paragraph.

Lines stay lines, with `raw` and `ending`; a line that continues the one before says so by the name of a repair.
"""

from itertools import pairwise

from transforms.damage import breaks, wrapping
from transforms.record import Line, Page, Role

AFTER_SPACE = "joined_line"  # the line continues the paragraph of the line before
WITHIN_WORD = "joined_word"  # and the very word in which that line ends


def repair_joints(page: Page) -> Page:
    """Name the lines of the body that continue the one before: wrapped at a column, or cut within a word.

    The name is a repair of the line that continues; `read_body` joins what it names.
    """
    if page.media != "text":
        return page
    places = [i for i, given in enumerate(page.marks) if given is not None and given.role is Role.BODY]
    if not _may_continue(page, places):
        return page
    lines = list(page.lines)
    rows = _spaced(places)
    # A column was full as it was delivered: a word that was made whole on the line has shortened it.
    joints = wrapping.joints(["" if i is None else _as_delivered(lines[i]) for i in rows], page.text)
    before = None
    for i, joint in zip(rows, joints, strict=True):
        if joint is not None and before is not None and i is not None:
            _join(lines, before, i, joint, page.text)
        before = before if i is None else i
    return page._replace(lines=tuple(lines))


def _as_delivered(line: Line) -> str:
    return line.raw if "line_end_hyphens" in line.repairs else line.text


def _spaced(places: list[int]) -> list[int | None]:
    """Return the places with a None where other lines stand between: whatever they are, they part two paragraphs."""
    rows: list[int | None] = []
    for last, this in zip([None, *places], places, strict=False):
        rows += [this] if last == this - 1 else [None, this]
    return rows


def _may_continue(page: Page, places: list[int]) -> bool:
    """Tell, cheaply, whether lines of the body stand without a blank one between, or begin in lower case."""
    return any(this == last + 1 or page.lines[this].text[:1].islower() for last, this in pairwise(places))


def _join(lines: list[Line], before: int, this: int, joint: str, whole: str) -> None:
    """Join two lines: a hyphen at the end of the first goes, or stays in a compound, if the whole word is proved."""
    name = AFTER_SPACE if joint else WITHIN_WORD
    first, last = lines[before].text.split(" ")[-1], lines[this].text.split(" ")[0]
    if joint and first.endswith("-"):
        word, _ = breaks.join_breaks(f"{first} {last}", page=whole)
        if word == first[:-1] + last:
            repairs = (*lines[before].repairs, "line_end_hyphens")
            lines[before] = lines[before]._replace(text=lines[before].text[:-1], repairs=repairs)
        name = AFTER_SPACE if " " in word else WITHIN_WORD
    lines[this] = lines[this]._replace(repairs=(*lines[this].repairs, name))


def joint(line: Line) -> str:
    """Return what stands between a line of the body and the one before: an empty line, a space or nothing."""
    if not line.repairs:
        return "\n\n"
    return " " if AFTER_SPACE in line.repairs else "" if WITHIN_WORD in line.repairs else "\n\n"
