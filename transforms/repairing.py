"""Repair the lines of a page: what was changed stands beside what stood there."""

import re

from transforms.damage import breaks, lossy
from transforms.damage.question_marks import restore_question_marks
from transforms.encoding import LOST_CHARACTERS, QUESTION_MARKS, is_suspicious, repair_line_by_line, repair_text
from transforms.record import Line, Page
from transforms.splitting import has_controls, remove_controls

REPLACEMENT = "\ufffd"
# What only a whole page can prove; none of them changes the number of lines.
_OF_A_PAGE = ((LOST_CHARACTERS, lossy.repair_lost_characters), (QUESTION_MARKS, restore_question_marks))
# Glyphs of an icon font: in mark-up they are drawn as a camera or an arrow and are no text.
_ICONS = re.compile("[\ue000-\uf8ff]+ ?")


def repair_facts(page: Page) -> Page:
    """Repair what the document states apart from its lines; a fact of which nothing is left goes."""
    if not page.facts:
        return page
    facts = (fact._replace(value=remove_controls(repair_text(fact.value)).strip()) for fact in page.facts)
    return page._replace(facts=tuple(fact for fact in facts if fact.value))


def repair_lines(page: Page) -> Page:
    """Fill `text` and `repairs` of each line; flag what no repair can bring back.

    The whole page is asked once whether anything is suspicious: most pages pay for nothing more.
    """
    lines, flags = page.lines, page.flags
    if is_suspicious(page.text):
        lines = tuple(map(_repair_encoding, lines))
    if page.media != "text" and _ICONS.search(page.text):
        lines = tuple(map(_drop_icons, lines))
    lines = tuple(map(_trim, lines))
    whole = "\n".join(line.text for line in lines)
    if lossy.judge(whole):
        flags = (*flags, LOST_CHARACTERS)
    for name, repair in _OF_A_PAGE:
        repaired = repair(whole)
        if repaired != whole:
            lines, whole = _with_texts(lines, repaired, name), repaired
    if breaks.is_broken(whole):
        lines = tuple(_join_breaks(line, whole) for line in lines)
    if REPLACEMENT in whole and any(REPLACEMENT in line.text for line in lines):
        flags = (*flags, "replacement_character")
    return page._replace(lines=lines, flags=flags)


def _with_texts(lines: tuple[Line, ...], whole: str, name: str) -> tuple[Line, ...]:
    """Return the lines with the texts of a page that was repaired as a whole; their number is the same."""
    return tuple(
        line if line.text == text else line._replace(text=text, repairs=(*line.repairs, name))
        for line, text in zip(lines, whole.split("\n"), strict=True)
    )


def _join_breaks(line: Line, whole: str) -> Line:
    if not breaks.is_broken(line.text):
        return line
    text, names = breaks.join_breaks(line.text, page=whole)
    return line._replace(text=text, repairs=(*line.repairs, *names)) if names else line


def _repair_encoding(line: Line) -> Line:
    """Undo what encodings did; a control character that is left after that goes."""
    text, names = repair_line_by_line(line.text)
    if line.repairs or has_controls(text):  # undoing mojibake can bring one to light
        text = remove_controls(text)
    return line if text == line.text else line._replace(text=text, repairs=(*line.repairs, *names))


def _drop_icons(line: Line) -> Line:
    """Drop glyphs of an icon font; `raw` keeps them, and captions are read from there."""
    text = _ICONS.sub("", line.text)
    return line if text == line.text else line._replace(text=text, repairs=(*line.repairs, "icons"))


def _trim(line: Line) -> Line:
    """Take white space off both ends: it is layout. A blank line stays as it is."""
    if line.repairs == ("escaped_controls",):
        line = line._replace(text=remove_controls(line.text))
    text = line.text.strip()
    if not text or text == line.text:
        return line
    return line._replace(text=text, repairs=(*line.repairs, "outer_spaces"))
