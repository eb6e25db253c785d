"""Ligatures of type that a reader of PDF files kept as one character."""

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"},
)


def separate_ligatures(text: str) -> str:
    """Write the typographic ligatures U+FB00 to U+FB06 as letters; œ, æ and ĳ are letters and stay.

    >>> separate_ligatures("ﬁrst eﬀort, œuvre, ĳs")
    'first effort, œuvre, ĳs'
    """
    return text.translate(_LIGATURES)
