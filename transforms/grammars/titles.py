"""Read the title of a page of the web app: `PressReader - {outlet}: {date} - {headline}`.

Names of papers hold dashes and colons themselves, so the date decides where the name ends.
"""

import re

from transforms.dates import read_date
from transforms.folding import fold
from transforms.record import Fact
from transforms.registry import reader_names

_WHERE = "title"
_LONGEST = 1000  # characters; a longer title is a text
_LONGEST_DATE = 60
_READER = re.compile(r"\s*(?P<reader>[^\s–—-]{1,40})\s+[-–—]\s+")
_COLON = re.compile(r":\s+")
_DASH = re.compile(r"\s+[-–—]\s+|\s*$")


def read_title(text: str) -> tuple[Fact, ...]:
    """Return the outlet, date and headline that a title states, nothing for a title of another shape.

    >>> [fact.value for fact in read_title("PressReader - Tribune - Sunday: 9 Sep 2018 - Pier opens - at last")]
    ['Tribune - Sunday', '2018-09-09', 'Pier opens - at last']
    """
    opening = _READER.match(text)
    if len(text) > _LONGEST or not opening or fold(opening["reader"]) not in reader_names():
        return ()
    for colon in _COLON.finditer(text, opening.end()):
        for dash in _DASH.finditer(text, colon.end(), colon.end() + _LONGEST_DATE):
            if day := read_date(text[colon.end() : dash.start()]):
                said = (
                    ("outlet", text[opening.end() : colon.start()].strip()),
                    ("published", day.isoformat()),
                    ("headline", text[dash.end() :].strip()),
                )
                return tuple(Fact(field, value, _WHERE) for field, value in said if value)
    return ()
