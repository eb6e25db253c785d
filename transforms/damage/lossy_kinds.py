"""Which quote, which dash: the kind that a place has in the page's house style.

That a lost character was a quote or a dash is nearly certain; which one it was follows the house. Double
quotes stand outside and single ones within. A house that sets its stops outside the quotes may print `‘words’` in
single ones and `“He said so.”` in double ones, so that a few words without a stop of their own are left to the reader.
Dashes without spaces are long, those of figures short; dashes between spaces are long where the page sets its stops as
North Americans do and has no others, or begins as they begin a report.
"""

from transforms.damage.lossy_page import Evidence
from transforms.damage.lossy_weights import APOSTROPHE, DASH, ELLIPSIS

Quotes = tuple[str, str]

DOUBLE, SINGLE = ("“", "”"), ("‘", "’")
_A_FEW = 3  # words that may be a term and no speech
_STOPS = tuple(",.!?…")


def sign_for(reading: str, left: str, right: str, evidence: Evidence) -> str | None:
    """Return the character that a reading stands for; None for one that cannot be known, and for quotes.

    `left` and `right` are the kinds of its neighbours.

    >>> evidence = Evidence("?", 1, {}, long_dashes=True)
    >>> [sign_for("d", *sides, evidence) for sides in ("00", "0$", "aa", "  ")]
    ['–', '–', '—', '—']
    """
    if reading == DASH:
        return _dash(left, right, evidence)
    return {APOSTROPHE: "’", ELLIPSIS: "…"}.get(reading)


def _dash(left: str, right: str, evidence: Evidence) -> str:
    if left == "0" and right not in "aA ^":
        return "–"
    spaced = left in " ^" and right in " ^"
    return "–" if spaced and not evidence.long_dashes else "—"


def quotes_of(quoted: str, evidence: Evidence, *, within: bool) -> Quotes | None:
    """Return the quotes around `quoted`, which stands `within` others or not; None if that cannot be known.

    >>> house = Evidence("?", 1, {"stops": "british", "spelling": "none", "straight": "False"}, long_dashes=False)
    >>> quotes_of("a few words", house, within=False), quotes_of("We know.", house, within=False)
    (None, ('“', '”'))
    """
    if within:
        return SINGLE
    few = quoted.count(" ") < _A_FEW and not quoted.endswith(_STOPS)
    return None if few and _may_be_single(evidence.style) else DOUBLE


def _may_be_single(style: dict[str, str]) -> bool:
    """Tell whether a house may print terms in single quotes: a British one, or one that has straight ones too."""
    if style["stops"] == "none":
        return style["straight"] == "True"
    return style["stops"] == "british" or (style["stops"] == "mixed" and style["spelling"] == "british")
