"""Mojibake whose last byte was lost: UTF-8 read as Windows-1252 by a reader that dropped what it could not show.

Windows-1252 has no sign for the bytes 81, 8D, 8F, 90 and 9D; A0 became a plain space, AD (a soft hyphen)
went. Readers dropped such a byte or wrote `?`, U+FFFD or a space. Of what the press prints this hits ”
above all (E2 80 9D), then à (C3 A0), í (C3 AD), Á (C3 81) and Í (C3 8D). Where several characters are
possible, the place decides (a quotation mark after a word closes), or the damage stays. What is put back is the
byte as Windows-1252 shows it: `mojibake` reads the line when it is whole again.
"""

import re
from functools import lru_cache

from transforms.damage.misreading import is_whole
from transforms.damage.mojibake_words import restore_words

_LETTERS = re.compile("[A-Za-z]")  # without any, nothing tells which end of a word a sign stands at
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
_SMALL = "a-zß-öø-ÿ±§©¡³º¼"  # small letters, and what ends one that is still broken
_LOST = "[\ufffd?]"
_NEXT = "\x80-\xbfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"  # what the bytes 80-BF look like in Windows-1252

# Twice broken: the second reading lost the last byte of ” (as it stands in `â€”`, a dash) or of a C1 control.
_DASH_TWICE = re.compile(f"(?<=Ã¢â‚¬)â€{_LOST}?(?![{_NEXT}])")
_QUOTE_TWICE = re.compile(f"(?<=Ã¢â‚¬Â){_LOST}?(?![{_NEXT}])")

# Behind the lost byte only ASCII may stand: ” and — are bytes of Windows-1252 themselves.
_CLOSING = re.compile(rf"(?<=\S)â€{_LOST}?(?=[\s.,;:!)\]}}'\"/-]|\?(?![A-Za-z])|â€|$)")
_OPENING = re.compile(rf"(?<![^\s(\[{{—–-])â€{_LOST}?(?=[{_LETTER}0-9])")
_SPACE = re.compile(r"(?<=\S)â€ (?=[ .,;:!?)\]]|$)")  # the byte became a space
_END = re.compile(f"({_SPACE.pattern}|{_CLOSING.pattern})")
_ELIDED = "[CDJLMNSTcdjlmnst]|(?:[Jj]us|[Ll]ors|[Pp]uis)?[Qq]u|Qu|(?:[Dd]e|[Aa]|[Dd]a|[Nn]e|[Ss]u|[Cc]o|[Qq]ue)ll|[Uu]n"
_APOSTROPHE = re.compile(
    rf"(?<=[{_LETTER}])()â€(?:{_LOST}| )?(?=(?:s|t|d|m|ll|re|ve)(?![{_LETTER}]))"
    rf"|(?<![{_LETTER}])({_ELIDED})â€(?:{_LOST}| )?(?=[aeiouhAEIOUHÃÉÈéèêàâ])"
)
_ANY_BYTE = re.compile(rf"(?<!\S)â€{_LOST}?(?=\s|[{_LETTER}0-9])|[{_LETTER}]â€{_LOST}?(?=[{_LETTER}])")
_OPEN = re.compile("â€œ|(?<![€ÃÅÄÂ])“")
_DOUBLE = re.compile("â€[œ\x9d]|(?<![€ÃÅÄÂ])[“”]")
_SAME_SENTENCE = re.compile(r" \w")
_NEAR = 2000
_INTACT = re.compile("â€[\x80-\x9f“”‘’•–—˜™œ¢¦ž]|[“‘’]")

_NO_BREAK_SPACE = re.compile(rf"(?<=[{_SMALL}])Â(?=[;:!]|\?(?:$|\s+[^a-z\s]))|(?<![{_LETTER}])Â ")


def restore_lost_bytes(text: str) -> str:
    r"""Put back what mojibake lost with its last byte, where the place leaves one answer.

    >>> restore_lost_bytes("â€œover the horizonâ€. â€œYes,â€? she said")
    'â€œover the horizonâ€\x9d. â€œYes,â€\x9d she said'
    >>> restore_lost_bytes("un dÃa en Ãfrica, voilÃ, dÃ©jÃ -vu")
    'un dÃ\xada en Ã\x81frica, voilÃ\xa0, dÃ©jÃ\xa0-vu'
    >>> restore_lost_bytes("wellâ€known, AMANHÃ”, MANHÃ, NÃO")
    'wellâ€known, AMANHÃ”, MANHÃ, NÃO'
    """
    return _restored(text)


@lru_cache(1)  # a line is asked twice: `is_settled` wants to know whether anything else is lost
def _restored(text: str) -> str:
    if not _LETTERS.search(text) or is_whole(text):
        return text
    if "â€" in text or "Ã¢â‚¬" in text:
        text = _restore_quotes(text)
    if "Ã" in text:
        text = restore_words(text)
    return _NO_BREAK_SPACE.sub("Â\xa0", text) if "Â" in text else text


def _restore_quotes(text: str) -> str:
    text = _QUOTE_TWICE.sub("\x9d", _DASH_TWICE.sub("â€\x9d", text))
    all_lost = text.count("â€") > 1 and not _INTACT.search(text)
    text = _APOSTROPHE.sub(r"\1\2â€™", text)
    if all_lost:  # every last byte was lost, not only 9D
        return _CLOSING.sub("â€\x9d", _SPACE.sub("â€\x9d", _OPENING.sub("â€œ", text)))
    doubtful = bool(_ANY_BYTE.search(text))
    pieces = _END.split(text)
    for n in range(1, len(pieces), 2):
        if _closes("".join(pieces[:n])[-_NEAR:], pieces[n + 1], pieces[n], doubtful=doubtful):
            pieces[n] = "â€\x9d"
    return "".join(pieces)


def _closes(before: str, after: str, lost: str, *, doubtful: bool) -> bool:
    """Tell whether ” stands between; in doubt (bytes beside 9D were lost) only if “ is open and nothing closes it."""
    opened = max((found.end() for found in _OPEN.finditer(before)), default=0)
    closed = max(before.rfind("”"), before.rfind("â€\x9d"))
    following = _DOUBLE.search(after)
    if opened > closed + 1:
        return following is None or following[0] in {"“", "â€œ"}
    if doubtful or before.endswith("s") or max(before.rfind("‘"), before.rfind("â€˜")) > before.rfind("’"):
        return False
    return before[-1:] in ".,!?" or not _SAME_SENTENCE.match(after) or lost != "â€"
