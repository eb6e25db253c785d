"""Repair the lines of a page: what was changed stands beside what stood there."""

from transforms.encoding import is_suspicious, repair_with_names
from transforms.record import Line, Page
from transforms.splitting import has_controls, remove_controls

REPLACEMENT = "\ufffd"


def repair_lines(page: Page) -> Page:
    """Fill `text` and `repairs` of each line; flag what no repair can bring back.

    The whole page is asked once whether anything is suspicious: most pages pay for nothing more.
    """
    lines = page.lines
    if is_suspicious(page.text):
        lines = tuple(map(_repair_encoding, lines))
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


def _trim(line: Line) -> Line:
    """Take white space off both ends: it is layout. A blank line stays as it is."""
    if line.repairs == ("escaped_controls",):
        line = line._replace(text=remove_controls(line.text))
    text = line.text.strip()
    if not text or text == line.text:
        return line
    return line._replace(text=text, repairs=(*line.repairs, "outer_spaces"))
