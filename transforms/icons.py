"""Glyphs of an icon font: characters of private use, drawn as a camera or an arrow. They are no text."""

import re

_GLYPH = re.compile("[\ue000-\uf8ff]")
_FIRST_BYTES = (b"\xee", b"\xef")  # of a glyph in UTF-8, and of few other letters


def has_glyph(text: str) -> bool:
    r"""Tell whether a text has a glyph; bytes are searched faster than letters.

    >>> has_glyph("\ue91a Pier opens"), has_glyph("“Pier” opens")
    (True, False)
    """
    if text.isascii():
        return False
    data = text.encode("utf-8", "surrogatepass")
    return any(first in data for first in _FIRST_BYTES) and _GLYPH.search(text) is not None
