"""The cheap test before all repairs of a line: may it be damaged at all?"""

import re

# The letters of Western and Central Europe without the signs × and ÷ that stand among them.
_LATIN = "À-ÖØ-öø-ɏ"
LOWER = "".join(c for c in map(chr, range(0xDF, 0x250)) if c.islower())

# The test of `is_suspicious`. The first class finds a candidate (all but ASCII and the signs that never
# begin a damage), then one of the conditions must hold; a test shows that none is missing.
_COMMON = "\xa0·´–—―…’"  # in sound text these follow any letter
_QUOTES = "‘‚“„”«»‹›¡¿©®•™"  # these too, but not within a word
_ALONE = "\x80-\x9f¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊√≈\ufffd\u2500-\u259f\xad\u200b-\u200d\u2060\ufeff\ufb00-\ufb06"
_SUSPICIOUS = re.compile(
    rf"[^\x00-%'-\x7f{_COMMON}‘“„«¡¿•©](?!(?<=[ß-öø-ÿ])[\x00-\x7f])(?:"  # a small letter before ASCII begins no damage
    rf"(?<=[{_ALONE}])"  # hardly met outside mojibake, or what another repair removes
    r"|(?<=[^\x00-\x7f][ªº])"  # sound after a figure or a letter of ASCII: 2.º, 1ª
    r"|(?<=&)#?[0-9A-Za-z]{1,24};"
    r"|(?<=[ÂÃ]) "
    r"|(?<=Ã)[a-z?]"
    rf"|(?<=[a-z{LOWER}©±§³¡º¼][ÃÂ])"
    r"|(?<=[Œœ])[^A-Za-z]"
    r"|(?<=[ÂÃÎÐØÙĂĹĀĆÔ\u0370-\u04ff])[^\x00-\x7f]"
    # two characters beyond ASCII, unless sound text has such pairs: éè, é’, É— and é” at the end of a word
    rf"|[^\x00-\x7f{_COMMON}{_QUOTES}{LOWER}]"
    rf"|(?<![{_LATIN}])[{LOWER}]"
    r"|(?<=[âãäåî])[©•‹‚„œšžÿ¡«¿]"
    r"|(?<=ã)\xa0"
    r"|(?<=[âā])[–—ś‘’]|(?<=ď)ť"
    rf"|(?<![{LOWER}”»›])[{_QUOTES}]"
    rf"|[{_QUOTES}][^\x00-/:-@\[-`{{-\x7f{_COMMON}]"
    r")",
)


def is_suspicious(text: str) -> bool:
    """Tell whether any line of `text`, a line or a whole page, may need a repair of `REPAIRS`.

    False is certain, True is not: sound text that looks odd only costs time.

    >>> is_suspicious("“It’s café society,” she said — and smiled…")
    False
    >>> is_suspicious("â€œIt’s")
    True
    """
    if text.isascii() and "&" not in text:
        return False
    return _SUSPICIOUS.search(text) is not None
