"""The ligature that became a fraction: `1/2rst` was `first`, and `1/2p` is a halfpenny.

A font that keeps `fi` where another has `½` made them. A list has to know the word; a number before the
fraction, or a unit after it, says that a half is meant.
"""

import re

from transforms.damage.break_proofs import LETTERS, Proofs
from transforms.damage.break_rules import known_breaks

_HALF = "(?:1[/⁄]2|½)"
_BEFORE = r"(?<![\w/⁄.,-])(?<!\d )(?<!\d\xa0)"
FRACTION = re.compile(rf"{_HALF}(?={LETTERS})|(?<={LETTERS}){_HALF}")
_WORD = re.compile(rf"{_BEFORE}(?:({LETTERS}{{1,20}}){_HALF}({LETTERS}{{0,20}})|{_HALF}({LETTERS}{{1,20}}))(?![\w/⁄])")
_LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")
_PLAIN = 1.0  # times in a million: a word that anybody knows
_SHORT_PLAIN = 100.0  # the same for one letter before the ligature, which is `off`


def restore_ligatures(text: str, proofs: Proofs) -> str:
    """Write the ligature back where a word proves it.

    >>> restore_ligatures("a bene1/2t of 1/2st, o1/2ce hours ½xed", Proofs("the"))
    'a benefit of 1/2st, office hours fixed'
    """
    return _WORD.sub(lambda found: _restore(found, proofs), text)


def _restore(found: re.Match[str], proofs: Proofs) -> str:
    first, last = found[1] or "", found[2] or found[3] or ""
    if not first and (len(last) == 1 or last.casefold() in known_breaks().half["units"]):
        return found[0]
    plain = _SHORT_PLAIN if len(first + last) == 1 else _PLAIN
    often, ligature = max((proofs.often(first + ligature + last), ligature) for ligature in _LIGATURES)
    if often < plain and (first + ligature + last).casefold() not in proofs.words:
        return found[0]
    upper = (first + last).isupper() and len(first + last) > 1
    return first + (ligature.upper() if upper else ligature) + last
