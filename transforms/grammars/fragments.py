"""A text of a service may hold line ends and simple tags: cut it into lines, without the tags.

No parser: a hundred thousand of these stand in one answer, and `a < b` is text.
"""

import re
from html import unescape

from transforms.grammars.blocks import squeeze

_BLOCKS = "p|div|li|ul|ol|h[1-6]|blockquote|tr|td|th|table|tbody|section|article|figure|figcaption|hr"
_INLINE = "a|abbr|b|big|cite|code|em|font|i|ins|mark|nobr|q|s|small|span|strike|strong|sub|sup|tt|u|wbr|img"
_BREAK = re.compile(r"(?i)(?:<|&lt;)br\s{0,9}/?\s{0,9}(?:>|&gt;)(\s*+(?:<|&lt;)br\s{0,9}/?\s{0,9}(?:>|&gt;))*+")
_TAG = re.compile(
    rf"(?i)<(?:/?(?P<block>{_BLOCKS})|/?(?:{_INLINE}))(?:\s[^<>=]{{0,200}}=[^<>]{{0,2000}})?\s{{0,9}}/?>"
    rf"|&lt;(?:/?(?P<escaped>{_BLOCKS})|/?(?:{_INLINE}))(?:\s[^<>&=]{{0,200}}=[^<>&]{{0,2000}})?\s{{0,9}}/?&gt;"
)
_ENDS = re.compile(r"\r\n?|\n")
_FOLDS = re.compile(r"[ \t]*+[\r\n][\s]*+")


def split_fragment(text: str, *, lines: bool) -> list[str]:
    r"""Return the lines of a text without its tags; if not `lines`, the one line that it makes.

    One `<br>` is a space, two are the end of a paragraph; a text with tags has entities too.
    Empty lines are layout and left out.

    >>> split_fragment("<p>The <b>pier</b> is</p><p>open if a < b.</p>\r\nIt rained.", lines=True)
    ['The pier is', 'open if a < b.', 'It rained.']
    >>> split_fragment("Pier<br>opens\nagain", lines=False)
    ['Pier opens again']
    """
    if "<" in text or "&lt;" in text:
        text = _without_tags(text)
    if "\n" not in text and "\r" not in text:
        return [text] if text else []
    if not lines:
        return [folded] if (folded := _FOLDS.sub(" ", text).strip()) else []
    return [line for line in _ENDS.split(text) if line]


def _without_tags(text: str) -> str:
    plain = _TAG.sub(_replacement, _BREAK.sub(lambda found: "\n" if found[1] else " ", text))
    if plain == text:
        return text
    return "\n".join(squeeze(line) for line in _ENDS.split(unescape(plain)))


def _replacement(tag: re.Match[str]) -> str:
    return "\n" if tag["block"] or tag["escaped"] else ""
