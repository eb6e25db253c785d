"""Join what the end of a printed line broke: `brief- ings`, and the ligature that became a fraction, `1/2rst`.

Only a proof joins: see `break_proofs`. `is_broken` is the cheap question that sound pages are asked; they
load no list of words. Lost hyphens (`twomonth`) are named and never repaired: nothing tells for certain
that a writer did not mean them.
"""

import re
from functools import cache, lru_cache

from transforms.damage.break_fractions import FRACTION, restore_ligatures
from transforms.damage.break_proofs import BREAK, Proofs, replace_chains
from transforms.damage.break_rules import known_breaks

_SLASHED = re.compile("/2")
_PARTS = re.compile(r"(-\s+)")
_MOST_PARTS = 6  # more hyphens in a row spell something out
_NUMBER = re.compile(r"(?<![\w.,/:-])\d{1,3}\Z")
_COUNTED = re.compile(r"\b(?:an?|the|his|her|its|their|this|that|each|every)\s\d{1,3}\Z", re.IGNORECASE)
_OLD = re.compile(r"\w+(?:-| |- )olds?\b")
_BEFORE = 12  # characters that tell a suspended hyphen before a word
_LOST = re.compile(r"[^\W_]{6,25}")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)[a-z]{3,}")
_PLAIN = bytes(ord(c) if c.isascii() and c.isalnum() else ord(" ") for c in map(chr, range(256)))
_UNKNOWN = 0.05  # times in a million: a word that lists have by accident


def is_broken(text: str) -> bool:
    """Tell, cheaply, whether a text may have a broken word or a ligature that became a fraction.

    >>> is_broken("brief- ings"), is_broken("a well-known ferry - late again")
    (True, False)
    """
    if "-" in text and BREAK.search(text):  # both look for one character: that costs least
        return True
    return _has_fraction(text)


def _has_fraction(text: str) -> bool:
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
        proofs = _proofs(before if page is None else page)
        text = _join_hyphens(before, proofs)
        if text != before:
            names.add("line_end_hyphens")
        restored = restore_ligatures(text, proofs) if _has_fraction(text) else text
        if restored != text:
            names.add("lost_ligatures")
            text = restored
    return text, tuple(sorted(names))


@lru_cache(1)
def _proofs(page: str) -> Proofs:
    """Read a page once for all of its lines."""
    return Proofs(page)


def _join_hyphens(text: str, proofs: Proofs) -> str:
    if "en" in proofs.languages:
        text = _numbered().sub(_join_number, text)
    return replace_chains(text, lambda found: _join_chain(found, proofs))


@cache
def _numbered() -> re.Pattern[str]:
    """Return what a compound looks like that begins with a number: `18- year-old`, `5- day`."""
    words = "|".join(known_breaks().number["en"])
    return re.compile(rf"-(?<=\d-)\s(?=(?:{words})(?!\w))")


def _join_number(found: re.Match[str]) -> str:
    """Join a number to what it counts if an age or an article proves it: `19- year-old`, `a 5- day trip`."""
    text, start = found.string, found.start()
    before = text[max(start - _BEFORE, 0) : start]
    proved = _OLD.match(text, found.end()) or _COUNTED.search(before)
    return "-" if proved and _NUMBER.search(before) else found[0]


def _join_chain(chain: re.Match[str], proofs: Proofs) -> str:
    """Join the parts of one run of hyphens from left to right."""
    pieces = _PARTS.split(chain[0])
    if len(pieces) > 2 * _MOST_PARTS:
        return chain[0]
    start, end, text = chain.start(), chain.end(), chain.string
    before, after = text[max(start - _BEFORE, 0) : start], text[end : end + 2]
    # Two halves may be a word; of three parts one may be the little word between them: `face- to- face`.
    within = "-" if len(pieces) > 3 and not proofs.often("".join(pieces[::2])) else ""  # noqa: PLR2004
    joined, first = pieces[0], pieces[0]
    for place, (gap, last) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True), 2):
        follows = within if 2 * place <= len(pieces) else after[:1] if after[1:].isalpha() else ""
        glue = proofs.glue(first, last, before, follows)
        joined += (gap if glue is None else glue) + last
        first = last if glue != "" else first + last
        before = before if glue == "" else glue or " "
    return joined


@cache
def _lost_words() -> frozenset[bytes]:
    """Return the words that `lost_hyphens` may name, small and with a capital."""
    lost = known_breaks().lost
    joined = {first + last for first in lost["first"] for last in lost["last"]}
    ordinals = {f"{n}{ending}century" for n in range(1, 32) for ending in ("st", "nd", "rd", "th")}
    return frozenset(word.encode() for word in joined | {word.capitalize() for word in joined} | ordinals)


def lost_hyphens(text: str) -> tuple[str, ...]:
    """Return the English words of a text that have lost a hyphen, for a flag; nothing is repaired.

    >>> lost_hyphens("A twomonth strike in the 21stcentury harbour hit lowskilled hands; someone paid sixpence.")
    ('twomonth', '21stcentury', 'lowskilled')
    """
    if _lost_words().isdisjoint(text.encode(errors="surrogatepass").translate(_PLAIN).split()):
        return ()  # nearly every page ends here: bytes are split fastest
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
