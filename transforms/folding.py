"""Two spellings of one thing become one key: the only place where text is folded."""

import re
import unicodedata
from itertools import filterfalse

_NOT_WORD = re.compile(r"[\W_]+")
_QUOTES = str.maketrans("", "", "'’‘ʼ`´")


def fold(text: str) -> str:
    """Return `text` without case, accents, apostrophes and punctuation, words one space apart.

    >>> fold("  L’Écho — du Nord ")
    'lecho du nord'
    """
    if text.isascii() and text.isalpha():  # most names in the lists are such words
        return text.lower()
    text = text.translate(_QUOTES)
    if not text.isascii():
        text = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text)))
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def slug(name: str) -> str:
    """Return the id that a name makes: its folded words joined by hyphens.

    >>> slug("The Globe & Mail")
    'the-globe-mail'
    """
    return fold(name).replace(" ", "-")
