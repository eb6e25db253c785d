"""The dash before the credit of a photograph, lost: settled before anything else is asked of the question marks.

    ?? ? AP PHOTO ?? Retired soldiers march.        ?? — AP PHOTO ?? Retired soldiers march.
    ? AP PHOTO Retired soldiers march.              — AP PHOTO Retired soldiers march.

The two question marks are what an icon left (see `captions`) and stay. No page has to be judged for this: nothing
but a dash stands alone behind an icon, and nothing else leads a line that says a caption again.
"""

import re
from collections.abc import Iterator

_DASH = "—"
_LOST = r"\?(?:\?\?)?|\ufffd{1,3}"  # one sign, or one for each byte
_LONGEST = 100  # characters of a credit
_ALONE = (" ? ", "\n? ", "???", "\ufffd")  # a sound page with its icons has none of these, and pays for no more
_ICON_LINE = re.compile(r"^[ \t\xa0]*\?\?[ \t][^\n]*", re.MULTILINE)
_ICON = re.compile(r"(?<!\S)\?\?(?!\S)")
# From the sign to the second icon; a credit may begin with a lost letter, but is none of signs alone.
_TO_ICON = rf"[ \t]+(?=[?\ufffd]{{0,6}}[^\s?\ufffd])(?P<credit>.{{1,{_LONGEST}}}?)(?<=[ \t])\?\?(?!\S)"
_CREDIT = re.compile(rf"(?<!\S)\?\?(?:[ \t]+(?P<dash>{_LOST}|[—–-]))?{_TO_ICON}")
# The no-break space before the first icon, lost too; without a credit only U+FFFD tells it from `???`.
_BLANK = re.compile(
    rf"^(?:\?{{1,3}}(?=\?\?[ \t]+(?:{_LOST}|[—–-]){_TO_ICON})|\ufffd{{1,3}}(?=\?\?[ \t]+\S))", re.MULTILINE
)
_AGAIN = re.compile(rf"^(?P<indent>[ \t]*)(?:{_LOST})(?=[ \t]+(?P<said>\S[^\n]*))", re.MULTILINE)
_WORD_END = re.compile(r"(?<=\S)(?!\S)")


def settle_credits(text: str) -> str:
    r"""Return a text in which the lost dashes of credits are dashes again; it takes only captions with their icon.

    A line says a caption again if it leads, behind a lost sign, with a credit that stands between two icons, or
    if it is such a caption; they are compared as they were delivered, so both may have lost the same letters.

    >>> settle_credits("?? ? AP PHOTO ?? It rained.\n? AP PHOTO It rained.\n? Nobody knows.")
    '?? — AP PHOTO ?? It rained.\n— AP PHOTO It rained.\n? Nobody knows.'
    >>> settle_credits("What?? ? AP PHOTO ??")
    'What?? ? AP PHOTO ??'
    """
    if "?? " not in text or not any(sign in text for sign in _ALONE):
        return text
    text = _BLANK.sub("\xa0", text)
    lines = _ICON_LINE.findall(text)
    if not lines:
        return text
    credits_ = {credit for line in lines for credit in _credits(line)}
    captions = {_caption(line) for line in lines} - {""}

    def dashed(again: re.Match[str]) -> str:
        said = again["said"].rstrip()
        return again["indent"] + _DASH if said in captions or _leads(said, credits_) else again[0]

    return _AGAIN.sub(dashed, _ICON_LINE.sub(_settle_line, text))


def _settle_line(line: re.Match[str]) -> str:
    """Return a line that an icon leads, each lost dash in it a dash; it may hold several captions."""
    pieces, last = [], 0
    for found in _CREDIT.finditer(line[0]):
        if found["dash"] and found["dash"][0] in "?\ufffd":
            pieces += [line[0][last : found.start("dash")], _DASH]
            last = found.end("dash")
    return "".join([*pieces, line[0][last:]])


def _credits(line: str) -> Iterator[str]:
    return (found["credit"].rstrip() for found in _CREDIT.finditer(line))


def _caption(line: str) -> str:
    """Return what stands behind the last icon of a line."""
    return _ICON.split(line)[-1].strip()


def _leads(said: str, credits_: set[str]) -> bool:
    """Tell whether a line begins with one of the credits; it costs the same however many there are."""
    return any(said[: end.start()] in credits_ for end in _WORD_END.finditer(said[: _LONGEST + 1]))
