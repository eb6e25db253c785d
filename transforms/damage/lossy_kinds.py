"""Which quote, which dash: the kind that a place has in the page's house style.

That a lost character was a quote or a dash is nearly certain; which one it was follows the house. Double
quotes stand outside: whether a page prefers single ones cannot be known, for the words in them look
alike. Dashes without spaces are long, those between figures short, those with spaces long where the page
is set in the North American manner.
"""

from transforms.damage.lossy_page import Evidence
from transforms.damage.lossy_weights import APOSTROPHE, CLOSES, DASH, ELLIPSIS, OPENS

_OUTER, _INNER = {OPENS: "“", CLOSES: "”"}, {OPENS: "‘", CLOSES: "’"}
_WITHIN = 0.5


def sign_for(reading: str, depth: float, left: str, right: str, evidence: Evidence) -> str | None:
    """Return the character that a reading stands for; None for one that cannot be known.

    `depth` tells in how many quotes the place stands, `left` and `right` are the kinds of its neighbours.

    >>> evidence = Evidence("?", 1, {}, long_dashes=True)
    >>> sign_for("d", 0.0, "0", "0", evidence), sign_for("d", 0.0, "a", "a", evidence)
    ('–', '—')
    >>> sign_for("o", 0.0, " ", "A", evidence), sign_for("o", 1.0, " ", "A", evidence)
    ('“', '‘')
    """
    if reading == APOSTROPHE:
        return "’"
    if reading == ELLIPSIS:
        return "…"
    if reading == DASH:
        return _dash(left, right, evidence)
    if reading not in _OUTER:
        return None
    inside = depth - (reading == CLOSES) > _WITHIN
    return (_INNER if inside else _OUTER)[reading]


def _dash(left: str, right: str, evidence: Evidence) -> str:
    if left == "0" and right == "0":
        return "–"
    spaced = left in " ^" and right in " ^"
    return "–" if spaced and not evidence.long_dashes else "—"
