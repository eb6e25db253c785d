"""Join what the end of a printed line broke: `brief- ings`, and the ligature that became a fraction, `1/2rst`.

Only a proof joins: see `break_proofs`. `is_broken` is the cheap question that sound pages are asked; they
load no list of words. Lost hyphens (`twomonth`) are named and never repaired: nothing tells for certain
that a writer did not mean them.
"""

import re

from transforms.damage.break_fractions import FRACTION, restore_ligatures
from transforms.damage.break_proofs import CHAIN, LETTERS, Proofs, known_breaks

_BREAK = re.compile(rf"-(?<={LETTERS}-)(?: |[ \t]{{0,3}}\r?\n[ \t]{{0,3}})(?={LETTERS})")
_SLASHED = re.compile("/2")
_PARTS = re.compile(r"(-\s+)")
_MOST_PARTS = 6  # more hyphens in a row spell something out
_LOST = re.compile(r"[^\W_]{6,25}")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)[a-z]{3,}")
_UNKNOWN = 0.05  # times in a million: a word that lists have by accident


def is_broken(text: str) -> bool:
    """Tell, cheaply, whether a text may have a broken word or a ligature that became a fraction.

    >>> is_broken("brief- ings"), is_broken("a well-known ferry - late again")
    (True, False)
    """
    if "-" in text and _BREAK.search(text):  # both look for one character: that costs least
        return True
    half = "½" in text or ("/" in text and _SLASHED.search(text)) or "⁄" in text
    return bool(half) and FRACTION.search(text) is not None


def join_breaks(text: str, page: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text with its broken words whole, and the names of the repairs that changed it.

    `text` is one line or several; `page` is the whole page that it stands on, for the proof. A word that goes
    over a line end brings the next line up. Never raises.

    >>> join_breaks("The brief- ings on low- and middle-income homes")
    ('The briefings on low- and middle-income homes', ('line_end_hyphens',))
    >>> join_breaks("The 1/2rst order, at 1/2p a page")
    ('The first order, at 1/2p a page', ('lost_ligatures',))
    """
    names: set[str] = set()
    before = None
    # A word made whole may be the proof of another. Every change uses up a break, so this ends.
    while text != before and is_broken(text):
        before = text
        proofs = Proofs(before if page is None else page)
        text = _join_hyphens(before, proofs)
        if text != before:
            names.add("line_end_hyphens")
        restored = restore_ligatures(text, proofs)
        if restored != text:
            names.add("lost_ligatures")
            text = restored
    return text, tuple(sorted(names))


def _join_hyphens(text: str, proofs: Proofs) -> str:
    return CHAIN.sub(lambda found: _join_chain(found[0], proofs), text)


def _join_chain(chain: str, proofs: Proofs) -> str:
    """Join the parts of one run of hyphens from left to right."""
    pieces = _PARTS.split(chain)
    if len(pieces) > 2 * _MOST_PARTS:
        return chain
    joined, first = pieces[0], pieces[0]
    for gap, last in zip(pieces[1::2], pieces[2::2], strict=True):
        glue = proofs.glue(first, last)
        joined += (gap if glue is None else glue) + last
        first = last if glue != "" else first + last
    return joined


def lost_hyphens(text: str) -> tuple[str, ...]:
    """Return the English words of a text that have lost a hyphen, for a flag; nothing is repaired.

    >>> lost_hyphens("A twomonth strike in the 21stcentury harbour hit lowskilled hands; someone paid sixpence.")
    ('twomonth', '21stcentury', 'lowskilled')
    """
    candidates = [word for word in _LOST.findall(text) if _looks_lost(word.casefold())]
    if not candidates:
        return ()
    proofs = Proofs(text)
    if "en" not in proofs.languages:
        return ()
    return tuple(word for word in dict.fromkeys(candidates) if proofs.often(word) < _UNKNOWN)


def _looks_lost(word: str) -> bool:
    if word[0].isdigit():
        return _ORDINAL.fullmatch(word) is not None and word.endswith(known_breaks().lost["last"])
    lost = known_breaks().lost
    return word.startswith(lost["first"]) and any(
        word == first + last for first in lost["first"] if word.startswith(first) for last in lost["last"]
    )
