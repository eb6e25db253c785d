"""What a word is, wherever words are counted."""

import re

JOINERS = "'’-‐‑"
_WORD = re.compile(rf"[^\W_]+(?:[{re.escape(JOINERS)}][^\W_]+)*")


def find_words(text: str) -> list[str]:
    """Return the words of a text: runs of letters or digits, with inner apostrophes and hyphens.

    >>> find_words("Ada’s twenty-two — 3.5")
    ['Ada’s', 'twenty-two', '3', '5']
    """
    return _WORD.findall(text)
