"""Spaces: the one policy.

*Text keeps its spaces as delivered.* A no-break or thin space is what was printed: French sets one inside
« … » and before ; : ! ?, numbers and units hold together by one (`3,5 %`, `12 000`, `20 °C`). Where it is noise
(the padding of a web page) no reader sees a difference, and nothing tells the two apart for certain, so no
repair touches it. The ends of a line are layout and are trimmed (`repairing`); line ends are the splitter's.

*Whoever compares texts compares them with equal spaces*: `equal_spaces` is that form. Nothing stores it.
A no-break space that mojibake lost (`Â `, `Ã `) is a matter of `mojibake`.
"""

import re

# Every character that is a space within a line, those of typography and of mark-up alike.
_SPACES = re.compile("[\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NO_SPACE = re.compile("[\xad\u200b-\u200d\u2060\ufeff]")
_LINE_END = re.compile(" ?(?:\r\n|[\r\n\x85\u2028\u2029]) ?")


def equal_spaces(text: str) -> str:
    r"""Return `text` for a comparison: one kind of space, one at a time, one kind of line end, nothing invisible.

    >>> equal_spaces("«\xa0Vrai\u202f?\xa0»  3,5\xa0%\r\nof\xad\ufefffice ")
    '« Vrai ? » 3,5 %\noffice'
    """
    # No space is printable but the plain one, nor is what is invisible.
    if "  " not in text and text.isprintable():
        return text.strip(" ")
    return _LINE_END.sub("\n", _SPACES.sub(" ", _NO_SPACE.sub("", text))).strip(" ")
