"""Photo captions in text: an icon that became `??`, the credit, the caption, and all of it again.

    ?? — AP PHOTO ?? Retired soldiers march for their pensions.
    — AP PHOTO Retired soldiers march for their pensions.

The two question marks stand where a glyph of an icon font was lost: layout, not encoding. They
are real text elsewhere ("What??"), so a caption needs the whole shape at the start of its line.
"""

import re
from functools import cache
from typing import NamedTuple

from transforms.folding import fold
from transforms.marking import mark, match_line, with_marks
from transforms.names import true_case
from transforms.record import Caption, Mark, Page, Role
from transforms.registry import find_agency
from transforms.rules import Knowledge, load

_CREDITED = re.compile(r"\s*\?\?\s*(?P<dash>[—–-]?)\s*(?P<credit>[^?]*(?:\?(?!\?)[^?]*)*)\?\?(?P<caption>.*)")
_LONGEST_CREDIT = 100  # a longer one is a sentence between two lost characters
_UNCREDITED = re.compile(r"\s*\?\?\s+(?:\?\?\s*)?(?P<caption>[^\s?].*)")
_NOT_LETTER = re.compile(r"[\W_]+")
_DASH = re.compile(r"[—–-]\s*")
_CREDIT_PARTS = re.compile(r"\s*[/|;,]\s*|\s+[—–-]\s+")


class CreditWords(Knowledge, frozen=True):
    """Words around names in credits: `labels` before them, `kinds` behind them, `not_people`."""

    labels: tuple[str, ...]
    kinds: tuple[str, ...]
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
    if "??" not in raw:
        return None
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
    if "??" not in page.text:
        return page
    firsts = {i: shape for i, line in enumerate(page.lines) if (shape := split_caption(line.text))}
    found: dict[int, Mark] = {}
    seen: set[str] = set()
    for index, shape in firsts.items():
        copies = _copies(page, index, shape)
        if not (shape.credit or page.lines[index].raw[:1].isspace() or copies or _ends_page(page, index)):
            continue
        whole = _key(f"{shape.credit or ''} {shape.caption or ''}")
        if whole in seen:
            found[index] = mark("caption.repeat")
        else:
            found[index] = mark("caption.icon" if shape.caption else "caption.credit")
        seen.add(whole)
        found |= dict.fromkeys(copies, mark("caption.repeat"))
    return with_marks(page, found)


def _copies(page: Page, index: int, shape: Shape) -> list[int]:
    """Return the lines that say the caption again: with its dash anywhere, without it close by."""
    whole = _key(f"{shape.credit or ''} {shape.caption or ''}")
    bare = _key(shape.caption or "")
    copies = []
    near = True
    for other in range(index + 1, len(page.lines)):
        text = page.lines[other].text
        if page.marks[other] is not None or split_caption(page.lines[other].text):
            continue
        dashed = bool(_DASH.match(text))
        key = _key(text)
        if (key == whole and (dashed or near)) or (near and bare and key == bare):
            copies.append(other)
        elif not dashed:
            near = False
    return copies


def _ends_page(page: Page, index: int) -> bool:
    """Tell whether nothing but blanks, boilerplate and dashes or icons of captions follows."""
    for other in range(index + 1, len(page.lines)):
        line = page.lines[other]
        quiet = page.marks[other] is not None or match_line(line.text, "tail")
        if not (quiet or _DASH.match(line.text) or split_caption(line.text)):
            return False
    return True


def read_captions(page: Page) -> Page:
    """Fill `captions`: one for each photograph, however often it is printed."""
    captions: list[Caption] = []
    for line, given in zip(page.lines, page.marks, strict=True):
        if given is None or given.role not in {Role.CAPTION, Role.CREDIT, Role.REPEAT}:
            continue
        if given.role is Role.REPEAT:
            captions = _count_again(captions, line.text)
            continue
        shape = split_caption(line.text) or Shape(line.text, None)
        agency, photographer = read_credit(shape.credit) if shape.credit else (None, None)
        captions.append(Caption(shape.caption, shape.credit, agency, photographer, 1))
    return page._replace(captions=tuple(captions)) if captions else page


def _count_again(captions: list[Caption], text: str) -> list[Caption]:
    """Count one more print of the caption that `text` repeats."""
    shape = split_caption(text)
    key = _key(f"{shape.credit or ''} {shape.caption or ''}" if shape else text)
    for place, c in enumerate(captions):
        if key in (_key(f"{c.credit or ''} {c.caption or ''}"), _key(c.caption or "")):
            again = c._replace(times_printed=c.times_printed + 1)
            return [*captions[:place], again, *captions[place + 1 :]]
    return captions


def read_credit(credit: str) -> tuple[str | None, str | None]:
    """Return agency (canonical) and photographer (in normal case) of a credit as printed.

    >>> read_credit("ROWAN ASHGROVE / THE CANADIAN PRESS")
    ('The Canadian Press', 'Rowan Ashgrove')
    """
    agency = photographer = None
    for part in (p for p in _CREDIT_PARTS.split(_without_labels(credit)) if p):
        name = find_agency(part)
        if name:
            agency = agency or name
        elif photographer is None and _is_person(part):
            photographer = true_case(part)
    return agency, photographer


def _without_labels(credit: str) -> str:
    """Take `Photo:` before and `FILE PHOTO` behind the names away, one word at a time."""
    words = credit_words()
    tokens = credit.split()
    while tokens and fold(tokens[0]) in words.labels:
        tokens.pop(0)
    while tokens and fold(tokens[-1]) in words.kinds:
        tokens.pop()
    return " ".join(tokens)


def _is_person(part: str) -> bool:
    """Tell whether a part of a credit can be a name: two to four words, none that names no person."""
    tokens = part.split()
    plain = all(t[0].isalpha() for t in tokens) and not any(c.isdigit() for c in part)
    return 2 <= len(tokens) <= 4 and plain and not {fold(t) for t in tokens} & set(credit_words().not_people)  # noqa: PLR2004
