"""Repair the lines of a page: what was changed stands beside what stood there."""

import re

from transforms.encoding import is_suspicious, repair_text, repair_with_names
from transforms.record import Line, Page
from transforms.splitting import has_controls, remove_controls

REPLACEMENT = "\ufffd"
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
    lines = page.lines
    if is_suspicious(page.text):
        lines = tuple(map(_repair_encoding, lines))
    if page.media != "text" and _ICONS.search(page.text):
        lines = tuple(map(_drop_icons, lines))
    lines = tuple(map(_trim, lines))
    lost = any(REPLACEMENT in line.text for line in lines) if REPLACEMENT in page.text else False
    flags = (*page.flags, "replacement_character") if lost else page.flags
    return page._replace(lines=lines, flags=flags)


def _repair_encoding(line: Line) -> Line:
    """Undo what encodings did; a control character that is left after that goes."""
    text, names = repair_with_names(line.text)
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
