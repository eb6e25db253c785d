"""Photo captions in text: an icon that became `??`, the credit, the caption, and all of it again.

    ?? — AP PHOTO ?? Retired soldiers march for their pensions.
    — AP PHOTO Retired soldiers march for their pensions.

The two question marks stand where a glyph of an icon font was lost: layout, not encoding. They
are real text elsewhere ("What??"), so a caption needs the whole shape at the start of its line.
"""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from transforms.encoding import repair_text
from transforms.folding import fold
from transforms.marking import mark, match_line, with_marks
from transforms.names import true_case
from transforms.record import Caption, Line, Mark, Page, Role
from transforms.registry import find_agency, find_outlets
from transforms.rules import Knowledge, load

_CREDITED = re.compile(r"\s*\?\?\s*(?P<dash>[—–-]?)\s*(?P<credit>[^?]*(?:\?(?!\?)[^?]*)*)\?\?(?P<caption>.*)")
_LONGEST_CREDIT = 100  # a longer one is a sentence between two lost characters
_UNCREDITED = re.compile(r"\s*\?\?\s+(?:\?\?\s*)?(?P<caption>[^\s?].*)")
_GLYPHS = re.compile("[\ue000-\uf8ff](?: ?[\ue000-\uf8ff])*")  # where the icon's glyph was not lost
_ICON = re.compile("\\?\\?|[\ue000-\uf8ff]")
_MOST_COPIES = 10
_LONGEST_LED = 8  # words of a credit that leads a caption
_PHOTO_ROLES = frozenset({Role.CAPTION, Role.CREDIT, Role.REPEAT})
_NOT_LETTER = re.compile(r"[\W_]+")
_DASH = re.compile(r"[—–-]\s*")
_CAPITAL_NAME = re.compile(r"M[ac]{1,2}[^\W\d_a-zß-ÿ][^a-zß-ÿ]+")  # McINTYRE
_CREDIT_PARTS = re.compile(r"\s*[/|;,]\s*|\s+[—–-]\s+")


class CreditWords(Knowledge, frozen=True):
    """Words around names in credits: `labels` before them, `kinds` behind them, `joints` between two, `not_people`."""

    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    joints: tuple[str, ...]
    not_people: tuple[str, ...]


@cache
def credit_words() -> CreditWords:
    """Return the words of data/rules/credits.toml."""
    return load("rules/credits.toml", CreditWords)


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
    if not _ICON.search(raw):
        return None
    raw = _GLYPHS.sub("??", raw)
    credited = _CREDITED.fullmatch(raw)
    credit = credited["credit"].strip() if credited else ""
    if credited and (credited["dash"] or credit.isupper() or find_agency(credit)):
        shape = Shape(credit or None, credited["caption"].strip() or None)
        return shape if len(credit) <= _LONGEST_CREDIT and any(shape) else None
    bare = _UNCREDITED.fullmatch(raw)
    return Shape(None, bare["caption"].strip()) if bare else None


def _key(text: str) -> str:
    """Two copies of a caption are one if they agree in this: one may have lost what the other kept."""
    return _NOT_LETTER.sub("", text.casefold())


def mark_captions(page: Page) -> Page:
    """Mark captions, lone credits and the second copy that is printed of each."""
    if not _ICON.search(page.text):
        return page
    firsts = {
        i: shape for i, line in enumerate(page.lines) if page.marks[i] is None and (shape := split_caption(line.text))
    }
    if not firsts:
        return page
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
    return with_marks(page, found)


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
    count = _credit_length(words)
    return Shape(" ".join(words[:count]) or None, " ".join(words[count:]) or None)


def _credit_length(words: list[str]) -> int:
    """Return how many words belong to the credit that leads a caption."""
    capitals = next((i for i, word in enumerate(words) if not _is_capital(word)), len(words))
    if 0 < capitals < len(words) and len(words[capitals - 1]) == 1 and words[capitals - 1].isalpha():
        capitals -= 1  # the article `A` opens the caption
    known = [n for n in range(1, min(len(words), _LONGEST_LED) + 1) if _ends_credit(words[:n])]
    joined = any("/" in word for word in words[known[-1] : capitals]) if known else True
    if joined:
        return capitals if capitals <= _LONGEST_LED else 0
    return known[-1]


def _is_capital(word: str) -> bool:
    return word.isupper() or not any(c.isalnum() for c in word) or _CAPITAL_NAME.fullmatch(word) is not None


def _ends_credit(words: list[str]) -> bool:
    """Tell whether words end as a credit does: with an agency (alone or behind a name), a paper, or `PHOTO`.

    A label alone ends nothing, nor does a paper that no name in capitals and slash stand before.
    """
    last, known = words[-1], credit_words()
    if last.isupper() and not last.endswith(":") and fold(last) in known.kinds:
        return fold(last) not in known.joints and (len(words) > 1 or fold(last) not in known.labels)
    text = _without_labels(" ".join(words))
    name, slash, paper = text.rpartition("/")
    if slash and all(map(_is_capital, name.split())) and find_outlets(paper, None):
        return True
    parts = [part for part in _CREDIT_PARTS.split(text) if part]
    return bool(parts) and _find_supplier(parts[-1]) is not None


def _find_supplier(part: str) -> str | None:
    """Return the agency that a part of a credit names, alone or behind `HANDOUT VIA`."""
    words = part.split()
    joint = next((i for i, word in enumerate(words) if fold(word) in credit_words().joints), len(words))
    return find_agency(" ".join(words[:joint])) or find_agency(" ".join(words[joint + 1 :]))


def read_captions(page: Page) -> Page:
    """Fill `captions`: one for each photograph, however often it is printed."""
    captions: list[Caption] = []
    places: dict[str, int] = {}
    photo = [i for i, given in enumerate(page.marks) if given is not None and given.role in _PHOTO_ROLES]
    apart = _credits_apart(page, photo)
    for index in photo:
        role, text = page.marks[index].role, _printed(page.lines[index])  # type: ignore[union-attr]
        shape = _shape(text, role)
        if index in apart.values():
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


def read_credit(credit: str) -> tuple[str | None, str | None]:
    """Return agency (canonical) and photographer (in normal case) of a credit as printed.

    >>> read_credit("ROWAN ASHGROVE / THE CANADIAN PRESS")
    ('The Canadian Press', 'Rowan Ashgrove')
    """
    agency = photographer = None
    for part in (p for p in _CREDIT_PARTS.split(_without_labels(credit)) if p):
        name = _find_supplier(part)
        if name:
            agency = agency or name
        elif photographer is None and _is_person(part):
            photographer = true_case(part)
    return agency, photographer


def _without_labels(credit: str) -> str:
    """Take `Photo:` before and `FILE PHOTO` behind the names away, one word at a time."""
    words = credit_words()
    tokens = credit.split()
    while tokens and (not fold(tokens[0]) or fold(tokens[0]) in words.labels):  # `PHOTO : NAME`
        tokens.pop(0)
    while tokens and fold(tokens[-1]) in words.kinds:
        tokens.pop()
    return " ".join(tokens)


def _is_person(part: str) -> bool:
    """Tell whether a part of a credit can be a name: two to four words, none that names no person."""
    tokens = part.split()
    plain = all(t[0].isalpha() for t in tokens) and not any(c.isdigit() for c in part)
    return 2 <= len(tokens) <= 4 and plain and not {fold(t) for t in tokens} & set(credit_words().not_people)  # noqa: PLR2004
