"""Mojibake whose last byte was lost: UTF-8 read as Windows-1252 by a reader that dropped what it could not show.

Windows-1252 has no sign for the bytes 81, 8D, 8F, 90 and 9D; A0 became a plain space, AD (a soft hyphen)
went. Readers dropped such a byte or wrote `?`, U+FFFD or a space. Of what the press prints this hits ”
above all (E2 80 9D), then à (C3 A0), í (C3 AD), Á (C3 81) and Í (C3 8D). Where several characters are
possible, the place decides (a quotation mark after a word closes), or the damage stays. What is put back is the
byte as Windows-1252 shows it: `mojibake` reads the line when it is whole again.
"""

import re
from functools import cache

from transforms.damage.misreading import is_whole
from transforms.rules import Knowledge, load

_LETTERS = re.compile("[A-Za-z]")  # without any, nothing tells which end of a word a sign stands at
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
_SMALL = "a-zß-öø-ÿ±§©¡³º¼"  # small letters, and what ends one that is still broken
_LOST = "[\ufffd?]"
_NEXT = "\x80-\xbfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"  # what the bytes 80-BF look like in Windows-1252

# Twice broken: the second reading lost the last byte of ” (as it stands in `â€”`, a dash) or of a C1 control.
_DASH_TWICE = re.compile(f"(?<=Ã¢â‚¬)â€{_LOST}?(?![{_NEXT}])")
_QUOTE_TWICE = re.compile(f"(?<=Ã¢â‚¬Â){_LOST}?(?![{_NEXT}])")

# Behind the lost byte only ASCII may stand: ” and — are bytes of Windows-1252 themselves.
_CLOSING = re.compile(rf"(?<=\S)â€{_LOST}?(?=[\s.,;:!?)\]}}'\"/-]|â€|$)")
_OPENING = re.compile(rf"(?<![^\s(\[{{—–-])â€{_LOST}?(?=[{_LETTER}0-9])")
_APOSTROPHE = re.compile(rf"(?<=[{_LETTER}])â€{_LOST}(?=[{_LETTER}])")
# A space in the place of the byte: after it comes another, or what no space stands before, or nothing.
_SPACE = re.compile(r"(?<=\S)â€ (?=[ .,;:!?)\]]|$)")
_INTACT = re.compile("â€[\x80-\x9f“”‘’•–—˜™œ¢¦ž]|[“‘’]")

# Within a word of small letters the soft hyphen went; before anything but a letter, a no-break space.
_I_ACUTE = re.compile(f"(?<=[A-Z{_SMALL}])Ã(?=[a-z])")
_A_GRAVE = re.compile(
    rf"(?<=[{_SMALL}])Ã(?:(?=[,.;:!)\]'\"-]|\?(?!\S)|$)| (?=[ ,.;:!?)\]]|-[a-z]))"
    r"|(?<=-)Ã (?=-)|(?<![^\s('’(«“-])Ã (?= )"
    rf"|(?<![{_LETTER}]|[-'’])Ã ?(?=(?:s|quilo|quel[ae]s?)(?![\w'’]))",
)
_NO_BREAK_SPACE = re.compile(rf"(?<=[{_SMALL}])Â(?=[;:!?])|(?<=: )Â (?=[\d(])")


class _Initial(Knowledge, frozen=True):
    letter: str
    stems: list[str]
    after_a_space: list[str]
    example: list[str]
    near_miss: str


class _Initials(Knowledge, frozen=True):
    initial: list[_Initial]


@cache
def initials() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what finds a lost capital, and its two bytes. Raises `RuleError` if the file is wrong."""
    rows = load("rules/mojibake.toml", _Initials).initial
    return tuple((re.compile(_initial_pattern(row)), row.letter.encode().decode("latin-1")) for row in rows)


def _initial_pattern(row: _Initial) -> str:
    stems, after_a_space = ("|".join(map(re.escape, words)) for words in (row.stems, row.after_a_space))
    return rf"(?<![{_LETTER}])Ã(?:{_LOST}?(?={stems})| (?={after_a_space}))"


def restore_lost_bytes(text: str) -> str:
    r"""Put back what mojibake lost with its last byte, where the place leaves one answer.

    >>> restore_lost_bytes("â€œover the horizonâ€. â€œYes,â€? she said")
    'â€œover the horizonâ€\x9d. â€œYes,â€\x9d she said'
    >>> restore_lost_bytes("un dÃa en Ãfrica, voilÃ, dÃ©jÃ -vu")
    'un dÃ\xada en Ã\x81frica, voilÃ\xa0, dÃ©jÃ\xa0-vu'
    >>> restore_lost_bytes("wellâ€known, AMANHÃ”, MANHÃ, NÃO")
    'wellâ€known, AMANHÃ”, MANHÃ, NÃO'
    """
    if not _LETTERS.search(text) or is_whole(text):
        return text
    if "â€" in text or "Ã¢â‚¬" in text:
        text = _restore_quotes(text)
    if "Ã" in text:
        text = _restore_letters(text)
    return _NO_BREAK_SPACE.sub("Â\xa0", text) if "Â" in text else text


def _restore_quotes(text: str) -> str:
    text = _QUOTE_TWICE.sub("\x9d", _DASH_TWICE.sub("â€\x9d", text))
    if not _INTACT.search(text):  # every last byte was lost, not only 9D
        text = _OPENING.sub("â€œ", _APOSTROPHE.sub("â€™", text))
    text = _SPACE.sub("â€\x9d", text)
    return _CLOSING.sub("â€\x9d", _OPENING.sub("â€\x9d", text))


def _restore_letters(text: str) -> str:
    for pattern, letter in initials():
        text = pattern.sub(letter, text)
    return _A_GRAVE.sub("Ã\xa0", _I_ACUTE.sub("Ã\xad", text))
