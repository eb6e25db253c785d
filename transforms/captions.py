"""Photo captions in text: an icon that became `??`, the credit, the caption, and all of it again.

    ?? — AP PHOTO ?? Retired soldiers march for their pensions.
    — AP PHOTO Retired soldiers march for their pensions.

The two question marks stand where a glyph of an icon font was lost: layout, not encoding. They
are real text elsewhere ("What??"), so a caption needs the whole shape at the start of its line.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from transforms.credits import credit_length, read_credit
from transforms.encoding import repair_text
from transforms.icons import has_glyph
from transforms.marking import mark, match_line, with_marks
from transforms.record import Caption, Line, Mark, Page, Role

_LED = r"\s*\?\?(?:\s*(?P<dash>[—–-]))?"
# Signs before a letter are lost letters if an icon stands apart behind them: `?? — K??NER ?? It rained`.
_CREDITED_APART = re.compile(
    rf"{_LED}(?P<credit>[^?]*(?:(?:\?(?!\?)|\?{{2,}}(?=\w))[^?]*)*)(?<=\s)\?\?(?!\S)(?P<caption>.*)"
)
_CREDITED = re.compile(rf"{_LED}(?P<credit>[^?]*(?:\?(?!\?)[^?]*)*)\?\?(?P<caption>.*)")
_LONGEST_CREDIT = 100  # a longer one is a sentence between two lost characters
_UNCREDITED = re.compile(r"\s*\?\?\s+(?:\?\?\s*)?(?P<caption>[^\s?].*)")
_GLYPHS = re.compile("[\ue000-\uf8ff](?: ?[\ue000-\uf8ff])*")  # where the icon's glyph was not lost
_DASHES = ("—", "–", "-")
_PHOTO = frozenset({"PHOTO", "PHOTOS", "FOTO", "FOTOS"})
_SHORTEST_CREDIT = 2  # letters of a mark that is also a word: `NA`, `PA`
_LONGEST_TAIL = 120
_MOST_COPIES = 10
_PHOTO_ROLES = frozenset({Role.CAPTION, Role.CREDIT, Role.REPEAT})
_NOT_LETTER = re.compile(r"[\W_]+")
_DASH = re.compile(r"[—–-]\s*")


class Shape(NamedTuple):
    """What a caption line says: credit and caption, each None if it has none."""

    credit: str | None
    caption: str | None


def split_caption(raw: str) -> Shape | None:
    """Return credit and caption of a line in the icon's shape, None if it has another shape.

    >>> split_caption(" ?? — AP PHOTO ?? A harbour at dawn.")
    Shape(credit='AP PHOTO', caption='A harbour at dawn.')
    >>> split_caption("What?? — he said") is None
    True
    """
    if not _has_icon(raw):
        return None
    raw = raw if raw.isascii() else _GLYPHS.sub("??", raw)
    for grammar in (_CREDITED_APART, _CREDITED):
        credited = grammar.fullmatch(raw)
        credit = credited["credit"].strip() if credited else ""
        if credited and (credited["dash"] or credit.isupper() or any(read_credit(credit))):
            shape = Shape(credit or None, credited["caption"].strip() or None)
            return shape if len(credit) <= _LONGEST_CREDIT and any(shape) else None
    bare = _UNCREDITED.fullmatch(raw)
    return Shape(None, bare["caption"].strip()) if bare else None


def _has_icon(text: str) -> bool:
    """Tell whether a text has a glyph or what is left of one."""
    return "??" in text or has_glyph(text)


def _key(text: str) -> str:
    """Two copies of a caption are one if they agree in this: one may have lost what the other kept."""
    return _NOT_LETTER.sub("", text.casefold())


def mark_captions(page: Page) -> Page:
    """Mark captions, lone credits and the second copy that is printed of each."""
    found = _marked_icons(page) if _has_icon(page.text) else {}
    return with_marks(page, found | _marked_dashes(page, found))


def _marked_icons(page: Page) -> dict[int, Mark]:
    glyphs = has_glyph(page.text)
    firsts = {
        i: shape
        for i, line in enumerate(page.lines)
        if ("??" in line.text or glyphs) and page.marks[i] is None and (shape := split_caption(line.text))
    }
    if not firsts:
        return {}
    copies = _Copies(page, firsts)
    found: dict[int, Mark] = {}
    seen: set[str] = set()
    for index, shape in firsts.items():
        whole = _key(f"{shape.credit or ''} {shape.caption or ''}")
        again = copies.of(index, shape, first=whole not in seen)
        if not (shape.credit or page.lines[index].raw[:1].isspace() or again or index > copies.end):
            continue
        if whole in seen:
            found[index] = mark("caption.repeat")
        else:
            found[index] = mark("caption.icon" if shape.caption else "caption.credit")
        seen.add(whole)
        found |= dict.fromkeys(again, mark("caption.repeat"))
    return found


def _marked_dashes(page: Page, others: Mapping[int, Mark]) -> dict[int, Mark]:
    """Mark captions of which only the second form is left, where no story stands behind them."""
    found: dict[int, Mark] = {}
    for index in range(len(page.lines) - 1, -1, -1) if page.media == "text" else ():
        text = page.lines[index].text
        if page.marks[index] is not None or index in others:
            continue
        if _is_dashed(text):
            found[index] = mark("caption.dash")
        elif len(text) > _LONGEST_TAIL or not match_line(text, "tail"):
            return found
    return {}  # nothing stands above: no story, so no photograph of it


def _is_dashed(text: str) -> bool:
    """Tell whether a line is a dash, a credit in capitals and a caption; a short mark alone may be a word (`NA`)."""
    if text[:1] not in _DASHES or not text[1:].strip():
        return False
    credit, caption = split_led_caption(text)
    if not credit or not caption or not credit.isupper() or not caption[0].isupper() or " " not in caption:
        return False
    words = credit.split()
    if words[-1] not in _PHOTO and read_credit(credit)[0] is None:
        return False
    return len(credit) > _SHORTEST_CREDIT


class _Copies:
    """The lines that may say a caption again: with its dash anywhere below, without it close by.

    Few lines are compared for each caption, so that a page of nothing else costs no more than its length.
    Behind line `end` nothing but blanks, boilerplate, dashes and icons follows.
    """

    def __init__(self, page: Page, firsts: dict[int, Shape]) -> None:
        self.dashed: dict[str, list[int]] = {}
        self.lines = page.lines
        self.next_plain: list[int] = [len(page.lines)] * (len(page.lines) + 1)
        self.end = -1
        following = len(page.lines)
        for index in range(len(page.lines) - 1, -1, -1):
            text = page.lines[index].text
            if page.marks[index] is None and index not in firsts:
                if _DASH.match(text):
                    self.dashed.setdefault(_key(text), []).append(index)
                else:
                    following = index
                    if self.end < 0 and not match_line(text, "tail"):
                        self.end = index
            self.next_plain[index] = following
        for below in self.dashed.values():
            below.reverse()

    def of(self, index: int, shape: Shape, *, first: bool) -> list[int]:
        """Return the lines that say the caption of line `index` again; only a `first` one looks far below."""
        whole, bare = _key(f"{shape.credit or ''} {shape.caption or ''}"), _key(shape.caption or "")
        copies = [i for i in self.dashed.get(whole, ()) if i > index] if first else []
        near = self.next_plain[index + 1]
        while len(copies) < _MOST_COPIES and self._says(near, {whole, bare}):
            copies.append(near)
            near = self.next_plain[near + 1]
        if bare and bare != whole:
            below = self.dashed.get(bare, [])
            start = bisect_right(below, index)
            copies += [i for i in below[start : start + _MOST_COPIES] if i < near]
        return copies

    def _says(self, index: int, keys: set[str]) -> bool:
        key = _key(self.lines[index].text) if index < len(self.lines) else ""
        return key != "" and key in keys


def _printed(line: Line) -> str:
    """Return a line with its icons as `??`: a repair has taken the glyphs out of `text`."""
    return _GLYPHS.sub("??", repair_text(line.raw)) if _GLYPHS.search(line.raw) else line.text


def _shape(text: str, role: Role) -> Shape:
    """Return credit and caption of a line that is known to belong to a photograph."""
    if shape := split_caption(text):
        return shape
    return Shape(_undashed(text), None) if role is Role.CREDIT else split_led_caption(text)


def _undashed(credit: str) -> str:
    return credit[dash.end() :] if (dash := _DASH.match(credit)) else credit


def _credits_apart(page: Page, photo: list[int]) -> dict[int, int]:
    """Return the credit line of each caption line that has its own beside it.

    A page prints all its credits before their captions, as the EPUB export does, or all behind them, as
    news sites do; where its lines fit both, that decides.
    """
    if page.media == "text":
        return {}
    roles = {i: page.marks[i].role for i in photo}  # type: ignore[union-attr]
    credits_ = [i for i, role in roles.items() if role is Role.CREDIT]
    before, behind = (
        {i + step: i for i in credits_ if roles.get(i + step, Role.CREDIT) is not Role.CREDIT} for step in (1, -1)
    )
    return behind if len(behind) + (page.layout == "news") > len(before) else before


def split_led_caption(text: str) -> Shape:
    """Cut a caption that begins with its credit, as services and HTML write it: `— {CREDIT} {caption}`.

    The credit is in capitals, or ends with an agency; a caption in capitals alone stays a caption.

    >>> split_led_caption("— AP PHOTO A harbour at dawn.")
    Shape(credit='AP PHOTO', caption='A harbour at dawn.')
    >>> split_led_caption("A harbour at dawn.")
    Shape(credit=None, caption='A harbour at dawn.')
    """
    dash = _DASH.match(text)
    words = text[dash.end() :].split() if dash else []
    if not words:
        return Shape(None, text)
    count = credit_length(words)
    return Shape(" ".join(words[:count]) or None, " ".join(words[count:]) or None)


def read_captions(page: Page) -> Page:
    """Fill `captions`: one for each photograph, however often it is printed."""
    captions: list[Caption] = []
    places: dict[str, int] = {}
    photo = [i for i, given in enumerate(page.marks) if given is not None and given.role in _PHOTO_ROLES]
    apart = _credits_apart(page, photo)
    own_lines = set(apart.values())
    for index in photo:
        role, text = page.marks[index].role, _printed(page.lines[index])  # type: ignore[union-attr]
        shape = _shape(text, role)
        if index in own_lines:
            continue
        if index in apart:
            shape = Shape(_undashed(page.lines[apart[index]].text), shape.caption)
        keys = {_key(f"{shape.credit or ''} {shape.caption or ''}"), _key(shape.caption or "")} - {""}
        if role is Role.REPEAT and (known := next((places[k] for k in keys if k in places), None)) is not None:
            captions[known] = captions[known]._replace(times_printed=captions[known].times_printed + 1)
        elif role is not Role.REPEAT and any(shape):
            agency, photographer = read_credit(shape.credit) if shape.credit else (None, None)
            places |= {key: len(captions) for key in keys if key not in places}
            captions.append(Caption(shape.caption, shape.credit, agency, photographer, 1))
    return page._replace(captions=tuple(captions)) if captions else page
