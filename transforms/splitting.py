"""Cut the decoded text into lines, so that `raw` + `ending` rebuilds it exactly."""

import re
from operator import attrgetter

from transforms.record import Line, Page

# Tab and line ends are layout; every other control character, and half of a surrogate pair, would
# corrupt a table, a log or a terminal. C1 controls are mojibake more often than not: see `repair_lines`.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]|\r(?!\n)")
_IN_LINE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(?:\\|x([0-9a-f]{2})|u([0-9a-f]{4}))")
_TO_ESCAPE = re.compile(rf"\\|{_IN_LINE.pattern}")
_RAW = attrgetter("raw")
_EMPTY = Line("", "\n", "")  # half of the lines of a page


def escape_controls(text: str) -> str:
    r"""Write control characters as `\xNN`, lone surrogates as `\uNNNN`, backslashes doubled.

    >>> print(escape_controls("a\\b\x1b"))
    a\\b\x1b
    """

    def escaped(found: re.Match[str]) -> str:
        code = ord(found[0])
        if found[0] == "\\":
            return "\\\\"
        return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 (one byte)

    return _TO_ESCAPE.sub(escaped, text)


def unescape_controls(text: str) -> str:
    r"""Undo `escape_controls`.

    >>> unescape_controls(escape_controls("a\\b\x1b")) == "a\\b\x1b"
    True
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)) if found[1] or found[2] else "\\", text)


def remove_controls(text: str) -> str:
    """Return `text` without the characters that `escape_controls` writes as escapes."""
    return _IN_LINE.sub("", text)


def has_controls(text: str) -> bool:
    """Tell whether one line holds a character that may not reach a table."""
    return _IN_LINE.search(text) is not None


def split_lines(page: Page) -> Page:
    r"""Fill `lines`: one for each `\n` or `\r\n`, one for what follows the last; and `marks`, unless a grammar has."""
    pieces = page.text.split("\n")
    last = pieces.pop()
    lines = [_EMPTY if not piece else _ended(piece) for piece in pieces]
    if last:
        lines.append(Line(last, "", last))
    # Most lines are printable throughout, which is a cheaper question than where a control character is.
    if not all(map(str.isprintable, map(_RAW, lines))) and CONTROL.search(page.text):
        lines = [_with_escapes(line) for line in lines]
    return page._replace(lines=tuple(lines), marks=page.marks or (None,) * len(lines))


def _ended(piece: str) -> Line:
    return Line(piece[:-1], "\r\n", piece[:-1]) if piece[-1] == "\r" else Line(piece, "\n", piece)


def _with_escapes(line: Line) -> Line:
    """Escape `raw`; `text` keeps the characters until mojibake has been undone."""
    if not has_controls(line.raw):
        return line
    return line._replace(raw=escape_controls(line.raw), repairs=("escaped_controls",))
