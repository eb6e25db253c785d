"""What the name of a file, or of its folders, says of the page in it; each conservative."""

import re
import string
import unicodedata
from datetime import date
from functools import cache

from transforms.address.parts import lists
from transforms.address.signs import as_article_id, as_page_number, find_day, find_issue_key
from transforms.dates import read_date

_NAMED_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:1[6-9]|20)\d\d)(?P<sign>[-_./]?)(?P<month>\d\d)(?P=sign)(?P<day>\d\d)(?!\d)"
)
_YEAR, _MONTH, _DAY = r"(?:1[6-9]|20)\d\d", r"[^\W\d_]{3,12}", r"\d{1,2}(?:st|nd|rd|th|er|[ºª.])?"
_GAP = r"[ _.,/-]{1,3}(?:(?:de|of|del)[ _.-])?"
_LETTERS_DAY = re.compile(
    rf"(?<!\d)(?:{_DAY}(?:{_GAP})?{_MONTH}(?:{_GAP})?{_YEAR}|{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY})(?!\d)"
    rf"|(?<![^\W_]){_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_FIGURES_DAY = re.compile(
    rf"(?<!\d)(?P<one>\d\d)(?P<sign>[-_./ ])(?P<two>\d\d)(?P=sign)(?P<year>{_YEAR})(?!\d)"
    rf"|(?<![^\W_])(?P<a>\d\d)(?P<b>\d\d)(?P<y>{_YEAR})(?![^\W_])"
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
        rf"(?<!{_LETTER_OR_DIGIT})(?:(?i:{words})[ _.-]{{0,2}}{after_word}|[Pp](?:\.[ _-]?)?{after_p})"
        rf"(?!{_LETTER_OR_DIGIT})(?![ _-]?of[ _-]?[0-9])(?P<end>\.[A-Za-z0-9]{{1,5}}$|$)?"
    )


def _steps(name: str) -> list[str]:
    """Return the file's name, then its folders from the inside out; archives count as folders."""
    return [step.partition("#")[0] for step in re.split(r"[/\\!]", name[-_LONGEST:])][::-1]


def day_in_name(name: str) -> date | None:
    """Return the date that a file name or its folders carry, the last one if there are several.

    An issue key tells it too, where nothing plainer does. A time stamp does not: it tells of the scraper.

    >>> day_in_name("the-province/2018-09-09/p05.txt"), day_in_name("Province_09-Sep-2018.txt")
    (datetime.date(2018, 9, 9), datetime.date(2018, 9, 9))
    """
    days = [day for found in _NAMED_DAY.finditer(name) if (day := find_day(found))]
    if days:
        return days[-1]
    issue = find_issue_key(name)
    return issue.published if issue else _written_day(unicodedata.normalize("NFC", name[-_LONGEST:]))


def _written_day(name: str) -> date | None:
    """Return the last day that a name carries with the year behind, or the month in letters; none that is ambiguous."""
    written = [found[0] for found in _LETTERS_DAY.finditer(name)]
    figures = (found.group("one", "two", "year", "a", "b", "y") for found in _FIGURES_DAY.finditer(name))
    texts = [re.sub(r"[_/,-]", " ", text) for text in written] + ["/".join(filter(None, parts)) for parts in figures]
    days = [day for text in texts if (day := read_date(text))]
    return days[-1] if days else None


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
