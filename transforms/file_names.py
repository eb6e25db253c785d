"""What the name of a file, or of its folders, says of the page in it; each conservative."""

import re
import string
from datetime import date
from functools import cache

from transforms.address_parts import lists
from transforms.address_signs import as_article_id, as_page_number, find_day, find_issue_key

_NAMED_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:1[6-9]|20)\d\d)(?P<sign>[-_./]?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)(?!\d)"
)
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{14,15}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})(?![0-9A-Za-z])"
)
_LONGEST = 4096  # characters from the end: what a file system allows
_LETTER_OR_DIGIT = r"[^\W_]"


@cache
def _named_page() -> re.Pattern[str]:
    """Return the pattern of a page: `p05`, `pA12`, `page-12`, `Seite 3`; never `1 of 3`, `mp3`, `p2p`."""
    words = "|".join(re.escape(word) for word in lists().page_words.words)
    after_word, after_p = r"(?P<word>[A-Za-z]?[0-9]{1,3}[a-z]?)", r"(?P<bare>[A-Z]?[0-9]{1,3})"
    return re.compile(
        rf"(?<!{_LETTER_OR_DIGIT})(?:(?i:{words})[ _.-]?{after_word}|[Pp]{after_p})"
        rf"(?!{_LETTER_OR_DIGIT})(?![ _-]?of[ _-]?[0-9])(?P<end>\.[A-Za-z0-9]{{1,5}}$|$)?"
    )


def _steps(name: str) -> list[str]:
    """Return the file's name, then its folders from the inside out; archives count as folders."""
    return [step.partition("#")[0] for step in re.split(r"[/\\!]", name[-_LONGEST:])][::-1]


def day_in_name(name: str) -> date | None:
    """Return the date that a file name or its folders carry, the last one if there are several.

    An issue key tells it too, where nothing plainer does.

    >>> day_in_name("the-province/2018-09-09/p05.txt")
    datetime.date(2018, 9, 9)
    """
    days = [day for found in _NAMED_DAY.finditer(name) if (day := find_day(found))]
    if days:
        return days[-1]
    issue = find_issue_key(name)
    return issue.published if issue else None


def page_in_name(name: str) -> str | None:
    """Return the number of the page that a file name carries, the last one if there are several.

    A number in the midst of a name counts only where the name has a day as well, or the number
    a leading zero: `front-page-12-years-later` is a headline.

    >>> page_in_name("the-province-20180909-p05.txt"), page_in_name("front-page-12-years-later.txt")
    ('5', None)
    """
    dated = day_in_name(name[-_LONGEST:]) is not None
    for step in _steps(name):
        for found in reversed(list(_named_page().finditer(step))):
            said: str = found["word"] or found["bare"]
            closed = found["end"] is not None and (found["word"] or found.start() == 0)
            clear = dated or closed or said.lstrip(string.ascii_letters).startswith("0")
            if clear and (page := as_page_number(said)):
                return page
    return None


def id_in_name(name: str) -> str | None:
    """Return the article id that a file name, else one of its folders, carries; None if it carries two.

    >>> id_in_name("the-province-20180909-283850099252639.txt"), id_in_name("scan-20190304123456.txt")
    ('283850099252639', None)
    """
    for step in _steps(name):
        ids = {found for match in _NUMBER.finditer(step) if (found := as_article_id(match[0]))}
        if ids:
            return ids.pop() if len(ids) == 1 else None
    return None
