"""Characters that nobody sees: byte order marks, zero-width characters, soft hyphens."""

import re

SOFT_HYPHEN = "\xad"
_BYTE_ORDER_MARK = "\ufeff"
_ALWAYS_ZERO = "\u200b\u2060"
_JOINERS = "\u200c\u200d"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"  # without the signs × and ÷ that stand among the letters

# Joiners shape Persian, Indic and emoji sequences; between Latin letters and spaces they do nothing.
_ZERO_WIDTH = re.compile(rf"[{_ALWAYS_ZERO}]+|(?<![^{_LATIN}\s])[{_JOINERS}]+(?![^{_LATIN}\s])")


def remove_byte_order_marks(text: str) -> str:
    r"""Drop U+FEFF: it marks the start of a file, and inside one it is left over from gluing files.

    >>> remove_byte_order_marks("\ufeffTwo files\ufeff in one")
    'Two files in one'
    """
    return text.replace(_BYTE_ORDER_MARK, "")


def remove_zero_width(text: str) -> str:
    r"""Drop characters without width, but leave joiners where a script or an emoji needs them.

    >>> remove_zero_width("news\u200bpaper, ed\u200ditor")
    'newspaper, editor'
    >>> remove_zero_width("👩\u200d🚀 می\u200cشود") == "👩\u200d🚀 می\u200cشود"
    True
    """
    return _ZERO_WIDTH.sub("", text)


def remove_soft_hyphens(text: str) -> str:
    r"""Drop U+00AD, which only says where a word may be broken, in a word and at its start.

    >>> remove_soft_hyphens("pol\xaditical \xadnews")
    'political news'
    """
    return text.replace(SOFT_HYPHEN, "")
