r"""What became of each damaged place: the repaired text is laid beside the pieces of the damaged one.

Lines are compared one by one. A line that is as it was, or as it was damaged, needs no alignment. If clean,
damaged and repaired pieces are equally long, as with a lossy `?`, characters are compared position by position.
Otherwise the untouched pieces are the anchors; only a line whose untouched text was changed too falls back to
a comparison token by token.

>>> from benchmarks.pieces import Piece, untouched
>>> pieces = [Piece("“", "?", "“"), untouched("Don"), Piece("’", "?", "’"), untouched("t!")]
>>> [verdict for _, verdict, _ in align(pieces, "?Don’t!").places]
['left', 'restored']
>>> align(pieces, "“Don't!").places[1][1:]
('wrong', "'")
>>> align(pieces, "“Dan’t!").harm
1
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import NamedTuple

from benchmarks.pieces import Piece, clean_of, lines_of, text_of

RESTORED, LEFT, WRONG = "restored", "left", "wrong"
ANCHOR = 12  # characters of untouched text that tell where a place ends
REACH = 40  # characters within which a place's end is looked for
TOKENS = re.compile(r"\w+|.", re.DOTALL)
MANY_TOKENS = 5000  # difflib may take short cuts

Place = tuple[Piece, str, str | None]


class Verdicts(NamedTuple):
    """Each labelled piece with its verdict and what stands there now, and how many untouched characters changed."""

    places: list[Place]
    harm: int = 0
    lines: int = 1
    exact_lines: int = 0


def align(pieces: Sequence[Piece], repaired: str) -> Verdicts:
    """Tell what a repair made of a damaged text."""
    whole, found = lines_of(pieces), repaired.split("\n")
    if len(whole) != len(found):
        return _align_line(pieces, repaired)
    verdicts = [_align_line(line, text) for line, text in zip(whole, found, strict=True)]
    return Verdicts(
        [place for verdict in verdicts for place in verdict.places],
        sum(verdict.harm for verdict in verdicts),
        len(verdicts),
        sum(verdict.exact_lines for verdict in verdicts),
    )


def _align_line(pieces: Sequence[Piece], repaired: str) -> Verdicts:
    clean, damaged = clean_of(pieces), text_of(pieces)
    places = [piece for piece in pieces if piece.label]
    if repaired == clean:
        return Verdicts([(piece, RESTORED, piece.clean) for piece in places], exact_lines=1)
    if repaired == damaged:
        return Verdicts([(piece, _verdict(piece, piece.damaged), piece.damaged) for piece in places])
    if len(repaired) == len(damaged) and all(len(piece.clean) == len(piece.damaged) for piece in pieces):
        return _by_position(pieces, repaired)
    return _by_anchors(pieces, repaired) or _by_tokens(pieces, repaired)


def _verdict(piece: Piece, now: str) -> str:
    # U+FFFD says that a character is lost: it claims nothing.
    return RESTORED if now == piece.clean else LEFT if now in {piece.damaged, "\ufffd"} else WRONG


def _by_position(pieces: Sequence[Piece], repaired: str) -> Verdicts:
    places: list[Place] = []
    at = harm = 0
    for piece in pieces:
        now = repaired[at : at + len(piece.damaged)]
        at += len(now)
        if piece.label:
            places.append((piece, _verdict(piece, now), now))
        elif now != piece.clean:
            harm += sum(a != b for a, b in zip(now, piece.clean, strict=True))
    return Verdicts(places, harm)


def _by_anchors(pieces: Sequence[Piece], repaired: str) -> Verdicts | None:
    """Walk along the repaired line; None if an untouched piece is not where it should be."""
    places: list[Place] = []
    at = 0
    for n, piece in enumerate(pieces):
        if not piece.label:
            if not repaired.startswith(piece.clean, at):
                return None
            at += len(piece.clean)
            continue
        end = _end_of_place(piece, pieces[n + 1 : n + 2], repaired, at)
        if end is None:
            return None
        now = repaired[at:end]
        places.append((piece, _verdict(piece, now), now))
        at = end
    return Verdicts(places) if at == len(repaired) else None


def _end_of_place(piece: Piece, following: Sequence[Piece], repaired: str, at: int) -> int | None:
    anchor = following[0].clean[:ANCHOR] if following and not following[0].label else ""
    for form in (piece.clean, piece.damaged):
        end = at + len(form)
        if repaired.startswith(form, at) and repaired.startswith(anchor, end) and (following or end == len(repaired)):
            return end
    if not following:
        return len(repaired)
    end = repaired.find(anchor, at, at + REACH + ANCHOR) if anchor else -1
    return None if end < 0 else end


def _by_tokens(pieces: Sequence[Piece], repaired: str) -> Verdicts:
    """Compare with difflib, which is slow, and cannot say what stands at a wrong place."""
    from_clean, from_damaged = _kept(clean_of(pieces), repaired), _kept(text_of(pieces), repaired)
    clean_ends = accumulate((len(piece.clean) for piece in pieces), initial=0)
    damaged_ends = accumulate((len(piece.damaged) for piece in pieces), initial=0)
    places: list[Place] = []
    harm = 0
    for piece, (a, b), (c, d) in zip(pieces, pairwise(clean_ends), pairwise(damaged_ends), strict=True):
        if not piece.label:
            harm += sum(not (old or new) for old, new in zip(from_clean[a:b], from_damaged[c:d], strict=True))
        elif all(from_clean[max(a - 1, 0) : b + 1]):
            places.append((piece, RESTORED, None))
        else:
            left = not piece.is_trap and all(from_damaged[max(c - 1, 0) : d + 1])
            places.append((piece, LEFT if left else WRONG, None))
    if all(piece.is_trap for piece, _, _ in places):  # whatever was put in is harm
        harm = max(harm, len(repaired) - sum(from_clean))
    return Verdicts(places, harm)


def _kept(before: str, after: str) -> list[bool]:
    """Tell for every character of `before` whether its token stands in `after` too."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    starts = list(accumulate(map(len, old), initial=0))
    kept = [False] * len(before)
    for block in SequenceMatcher(None, old, new, autojunk=len(old) > MANY_TOKENS).get_matching_blocks():
        first, last = starts[block.a], starts[block.a + block.size]
        kept[first:last] = [True] * (last - first)
    return kept
