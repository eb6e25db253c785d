"""Where characters may be lost: the text with one `?` for each of them, and what stood there.

Some question marks are none of our business: those of an address, the `??` that a lost icon leaves around a
credit (see `captions`), a run of four that nobody can read.
"""

import re
from typing import NamedTuple

from transforms.damage.lossy_page import Evidence

_MOST = 3  # longer runs say nothing
_ADDRESS = re.compile(r"(?:://|www\.)[^\s?]*|(?<=\?)\w+=")
_ICON = re.compile(r"(?<!\S)\?\?(?!\S)")


class Unit(NamedTuple):
    """One character that may be lost: its place in the plain text and what stands for it in the delivered one.

    `lost` says that it cannot be a question mark.
    """

    at: int
    delivered: str
    lost: bool


class Plain(NamedTuple):
    """A text with one `?` for each unit, and the units in printed order."""

    text: str
    units: tuple[Unit, ...]


def _cut(run: str, evidence: Evidence, *, within: bool, leads: bool) -> list[tuple[str, bool]]:
    """Cut a run of signs into characters; each with whether it is lost for certain.

    Three bytes are a quote or dash, two a letter, a single one is a question mark that was printed. A letter comes
    first `within` a word, and a question mark before a quote; none `leads` a word: four there are `«` and a space.
    """
    sure = evidence.sign != "?"
    if evidence.width == 1:
        return [(sign, sure) for sign in run]
    size = evidence.width
    if (within or leads) and len(run) == 2 * (size - 1):
        return [(run[: size - 1], True), (run[size - 1 :], True)]
    rest = len(run) % size
    head = [(run[:rest], rest > 1)] if rest else []
    whole = [(run[at : at + size], True) for at in range(rest, len(run), size)]
    return whole + head if rest > 1 and not within and whole else head + whole


def _spared(text: str) -> set[int]:
    """Return the places of question marks that belong to an address or to an icon."""
    places = {at for found in _ICON.finditer(text) for at in range(*found.span())}
    for found in _ADDRESS.finditer(text):
        places |= {found.start() - 1, found.end()}
    return places


def find_units(text: str, evidence: Evidence) -> Plain:
    r"""Return the units of a text.

    >>> from transforms.damage.lossy_page import judge
    >>> text = "They don???t know, we???ll see. What?"
    >>> find_units(text, judge(text)).text
    'They don?t know, we?ll see. What?'
    """
    spared = _spared(text)
    plain: list[str] = []
    units: list[Unit] = []
    length = last = 0
    for found in re.finditer(re.escape(evidence.sign) + "+", text):
        between = text[last : found.start()]
        plain.append(between)
        length += len(between)
        last = found.end()
        run = found[0]
        if found.start() in spared or len(run) > _MOST * evidence.width:
            plain.append(run)
            length += len(run)
            continue
        follows, goes_on = (
            text[found.start() - 1 : found.start()] if found.start() else "",
            text[last : last + 1].isalpha(),
        )
        within, leads = follows.isalpha() and goes_on, not follows.strip() and goes_on
        for delivered, lost in _cut(run, evidence, within=within, leads=leads):
            if delivered == "?" and evidence.width > 1:
                plain.append("?")
            else:
                units.append(Unit(length, delivered, lost))
                plain.append("?")
            length += 1
    plain.append(text[last:])
    return Plain("".join(plain), tuple(units))
