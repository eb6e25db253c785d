"""Which lines of a text continue the line before them: paragraphs wrapped at a column, words cut over a paragraph.

Whoever wraps at a column breaks a line only where the next word would not have fitted. Headlines, bylines,
captions, lists, verse and tables break elsewhere: a text counts as wrapped only if nearly all its neighbouring
lines pass that test, and then only those that pass it are joined.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from transforms.damage.break_proofs import LETTERS, Proofs

_NARROWEST, _WIDEST = 45, 100  # columns
_FEWEST = 2  # places where a line was wrapped
_MOST_FULL = 0.9  # of the neighbouring lines of a wrapped text break where the next word did not fit
_LOWER_CASE = 0.2  # of the continuing lines of prose begin in lower case
_STOPS = ".!?:;”“»\"'"
_RUNNING = 0.6  # or go over its end
_ITEM = re.compile(r"[-–—•*·▪■►+>|]|\d{1,3}[.)] |\|")
_DASHED = re.compile("[-–—] ")
_SMALL = re.compile("\n[a-zªµºß-öø-ÿ\u0100-\u1fff\u2071-\U0010ffff]")  # any small letter, and a few signs
_LAST_WORD = re.compile(rf"(?<!{LETTERS})({LETTERS}{{2,20}})$")
_HYPHENED = re.compile(rf"({LETTERS}{{2,20}})-$")
_FIRST_WORD = re.compile(rf"({LETTERS}{{2,20}})(?!{LETTERS})")
_WORDS_OF_A_PARAGRAPH = 6
_NO_WORD, _PLAIN = 0.3, 0.3  # times in a million
_MORE_OFTEN = 3.0


def continues(lines: Sequence[str], page: str | None = None) -> tuple[bool, ...]:
    """Tell for each line whether it continues the last line before it that is not blank.

    >>> continues(["It rained on the pier.", "", "The years of the light", "house are over."])
    (False, False, False, False)
    """
    return tuple(joint is not None for joint in joints(lines, page))


def joints(lines: Sequence[str], page: str | None = None) -> tuple[str | None, ...]:
    """Return what stands between each line and the one it continues: a space or nothing; None if it begins anew.

    >>> joints(["The ferry sails whenever a fog has left the har", "", "bour to the gulls."])
    (None, None, '')
    """
    bare = [line.strip() for line in lines]
    found: list[str | None] = [None] * len(bare)
    for place in _wrapped(bare):
        found[place] = " "
    cuts = tuple(_cut_words(bare))
    proofs = Proofs("\n".join(lines) if page is None else page) if cuts else None
    for first, last in cuts:
        if proofs:
            found[last] = _joint(bare[first], bare[last], proofs)
    return tuple(found)


def join_wrapped(text: str) -> str:
    r"""Return the text with each wrapped paragraph on one line; a text that is not wrapped stays as it is.

    >>> from textwrap import fill
    >>> text = "The ferry left at noon with a piano, and nobody on the pier could say " + "who had paid. " * 4
    >>> fill(text, 60).count("\n"), join_wrapped(fill(text, 60)) == text.strip()
    (2, True)
    >>> join_wrapped("Pier opens\nBy Ada Marsh\nIt rained.")
    'Pier opens\nBy Ada Marsh\nIt rained.'
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    if not (text[0].islower() or _SMALL.search(text) or _may_be_wrapped(lines)):
        return text
    out: list[str] = []
    for line, joint in zip(lines, joints(lines), strict=True):
        if joint is None:
            out.append(line)
            continue
        while out and not out[-1].strip():
            out.pop()
        out[-1] = out[-1].rstrip() + joint + line.lstrip()
    return "\n".join(out)


def _may_be_wrapped(lines: Sequence[str]) -> bool:
    """Tell, cheaply, whether two lines stand together, and none is too long for a column."""
    return max(map(len, lines)) <= 2 * _WIDEST and any(map(all, pairwise(lines)))


def _wrapped(lines: Sequence[str]) -> list[int]:
    """Return the places of lines that continue a wrapped paragraph; none if the text is not wrapped."""
    places = [place for place in range(1, len(lines)) if lines[place] and lines[place - 1]]
    if len(places) < _FEWEST:
        return []
    width = max(len(lines[place - 1]) for place in places)
    if not _NARROWEST <= width <= _WIDEST or any(len(line) > 2 * _WIDEST for line in lines):
        return []
    inner = [place for place in places if not _is_item(lines[place], lines[place - 1])]
    full = [place for place in inner if _is_full(lines[place - 1], lines[place], width)]
    if len(full) < max(_FEWEST, len(inner) * _MOST_FULL) or not _is_prose(lines, full):
        return []
    return full


def _is_prose(lines: Sequence[str], full: list[int]) -> bool:
    """Tell whether sentences go over the line ends; in German a noun often begins the line, in a capital."""
    lower = sum(lines[place][0].islower() for place in full)
    running = sum(lines[place - 1][-1] not in _STOPS for place in full)
    return lower >= len(full) * _LOWER_CASE or (lower > 0 and running >= len(full) * _RUNNING)


def _is_item(line: str, before: str) -> bool:
    """Tell whether a line begins an item of a list; a dash after a bare word goes on with the sentence."""
    if _DASHED.match(line) and before[-1].isalnum() and not _ITEM.match(before):
        return False
    return _ITEM.match(line) is not None


def _is_full(line: str, after: str, width: int) -> bool:
    """Tell whether the first word of the line after would not have fitted; half a word never did."""
    return _HYPHENED.search(line) is not None or len(line) + 1 + len(after.partition(" ")[0]) > width


def _cut_words(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield neighbouring paragraphs of which one may end within a word: no stop there, and the next goes on small."""
    first = None
    for last, line in enumerate(lines):
        if not line:
            continue
        if first is not None and last - first > 1 and line[0].islower() and _may_be_cut(lines[first]):
            yield first, last
        first = last


def _may_be_cut(line: str) -> bool:
    return (line[-1].isalpha() or line[-1] == "-") and line.count(" ") + 1 >= _WORDS_OF_A_PARAGRAPH


def _joint(before: str, after: str, proofs: Proofs) -> str | None:
    """Return how two paragraphs are joined if a word runs over their ends: a hyphen is left to `join_breaks`."""
    last = _FIRST_WORD.match(after)
    hyphened, first = _HYPHENED.search(before), _LAST_WORD.search(before)
    if last and hyphened:
        return " " if proofs.glue(hyphened[1], last[1]) is not None else None
    return "" if last and first and _is_cut(first[1], last[1], proofs) else None


def _is_cut(first: str, last: str, proofs: Proofs) -> bool:
    """Tell whether two pieces are halves of one word: a half is no word, and the whole is met more often."""
    one, two, whole = proofs.often(first), proofs.often(last), proofs.often(first + last)
    return (
        whole >= _PLAIN
        and min(one, two) < _NO_WORD
        and whole > _MORE_OFTEN * min(one, two)
        and proofs.outweighs(first, last)
    )
