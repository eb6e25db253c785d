"""What a word is, wherever words are counted."""

import re

WORD = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")


def find_words(text: str) -> list[str]:
    """Return the words of a text: runs of letters or digits, with inner apostrophes and hyphens.

    >>> find_words("Ada’s twenty-two — 3.5")
    ['Ada’s', 'twenty-two', '3', '5']
    """
    return WORD.findall(text)
