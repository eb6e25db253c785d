"""HTML entities that survived as text."""

import re

from ftfy.fixes import unescape_html

# `&amp;amp;…` is undone in one go, so that a line of nothing else costs one pass and not hundreds.
_AMPERSANDS = re.compile(r"&(?:(?:amp|AMP|#0{0,9}38|#[xX]0{0,9}26);)+")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,24};")
_BREAKS_A_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# A `<` alone is a sign of mathematics or an arrow; a tag or a comment is mark-up.
_MARK_UP = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<[!?][A-Za-z]")


def unescape_entities(text: str) -> str:
    """Read entities that survived as text; those that would break the line stay, as does a line with mark-up.

    >>> unescape_entities("caf&eacute; &amp;amp; bar, AT&T;, R&D, ?a&copy=1")
    'café & bar, AT&T;, R&D, ?a&copy=1'
    >>> unescape_entities("5 < 6 &amp; 7 &gt; 6")
    '5 < 6 & 7 > 6'
    >>> unescape_entities("<b>caf&eacute;</b>")
    '<b>caf&eacute;</b>'
    """
    if "&" not in text or ("<" in text and _MARK_UP.search(text)):
        return text
    return _ENTITY.sub(_unescape, _AMPERSANDS.sub("&", text))


def _unescape(entity: re.Match[str]) -> str:
    character = unescape_html(entity[0])
    return entity[0] if not character or _BREAKS_A_LINE.search(character) else character
