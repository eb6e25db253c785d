"""Repair the lines of a page: what was changed stands beside what stood there."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from transforms.damage import breaks, lossy
from transforms.damage.settling import settle
from transforms.encoding import (
    LOST_CHARACTERS,
    OF_A_WHOLE,
    Repair,
    is_suspicious,
    repair_line_by_line,
    repair_text,
)
from transforms.icons import has_glyph
from transforms.record import Line, Page
from transforms.splitting import has_controls, remove_controls

REPLACEMENT = "\ufffd"
_ICONS = re.compile("[\ue000-\uf8ff]+ ?")


class Whole(NamedTuple):
    """The lines of a page, and their texts as one, which every step asks something of."""

    lines: tuple[Line, ...]
    text: str

    def with_lines(self, lines: Iterable[Line]) -> "Whole":
        """Return the page with other lines; itself, if they are the same."""
        lines = tuple(lines)
        return self if lines == self.lines else Whole(lines, "\n".join([line.text for line in lines]))


def repair_facts(page: Page) -> Page:
    """Repair what the document states apart from its lines; a fact of which nothing is left goes."""
    if not page.facts:
        return page
    facts = (fact._replace(value=remove_controls(repair_text(fact.value)).strip()) for fact in page.facts)
    return page._replace(facts=tuple(fact for fact in facts if fact.value))


def repair_lines(page: Page) -> Page:
    """Fill `text` and `repairs` of each line; flag what no repair can bring back.

    The steps are those of `encoding.repair_with_names`, except that lines stay lines.
    """
    lines, text = settle(Whole((), "").with_lines(page.lines), _STEPS if page.media == "text" else _STEPS_OF_MARKUP)
    flags = page.flags
    if lossy.judge(text) or any(LOST_CHARACTERS in line.repairs for line in lines):
        flags = (*flags, LOST_CHARACTERS)
    if REPLACEMENT in text:
        flags = (*flags, "replacement_character")
    return page._replace(lines=lines, flags=flags)


def _repair_encodings(page: Whole) -> Whole:
    # The page is asked once whether anything is suspicious: most pages pay for nothing more.
    return page.with_lines(map(_repair_encoding, page.lines)) if is_suspicious(page.text) else page


def _drop_icons(page: Whole) -> Whole:
    """Drop glyphs of an icon font; `raw` keeps them, and captions are read from there."""
    if not has_glyph(page.text):
        return page
    return page.with_lines(_changed(line, _ICONS.sub("", line.text), ("icons",)) for line in page.lines)


def _trim_lines(page: Whole) -> Whole:
    if "\n".join(map(str.strip, page.text.split("\n"))) == page.text and not any(line.repairs for line in page.lines):
        return page
    return page.with_lines(map(_trim, page.lines))


def _as_one(name: str, repair: Repair) -> Callable[[Whole], Whole]:
    """Return the step that repairs the lines of a page as one text; their number stays the same."""

    def step(page: Whole) -> Whole:
        repaired = repair(page.text)
        if repaired == page.text:
            return page
        texts = repaired.split("\n")
        return page.with_lines(_changed(line, text, (name,)) for line, text in zip(page.lines, texts, strict=True))

    return step


def _join_breaks(page: Whole) -> Whole:
    if not breaks.is_broken(page.text):
        return page
    return page.with_lines(_join_breaks_within(line, page.text) for line in page.lines)


def _join_breaks_within(line: Line, page: str) -> Line:
    return _changed(line, *breaks.join_breaks(line.text, page=page)) if breaks.is_broken(line.text) else line


def _changed(line: Line, text: str, names: tuple[str, ...]) -> Line:
    """Return a line with another text; a repair that is made again is told once."""
    if text == line.text:
        return line
    return line._replace(text=text, repairs=tuple(dict.fromkeys((*line.repairs, *names))))


def _repair_encoding(line: Line) -> Line:
    """Undo what encodings did; a control character that is left after that goes."""
    text, names = repair_line_by_line(line.text)
    if line.repairs or has_controls(text):  # undoing mojibake can bring one to light
        text = remove_controls(text)
    return _changed(line, text, names)


def _trim(line: Line) -> Line:
    """Take white space off both ends: it is layout. A blank line stays as it is."""
    if line.repairs == ("escaped_controls",):
        line = line._replace(text=remove_controls(line.text))
    text = line.text.strip()
    return _changed(line, text, ("outer_spaces",)) if text else line


_WITH_CONTEXT = (*(_as_one(name, repair) for name, repair in OF_A_WHOLE), _join_breaks)
_STEPS = (_repair_encodings, _trim_lines, *_WITH_CONTEXT)
_STEPS_OF_MARKUP = (_repair_encodings, _drop_icons, _trim_lines, *_WITH_CONTEXT)
