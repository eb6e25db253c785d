"""What file names say in a house that names its files in its own way: the setting `name_pattern`.

    {outlet}_{dd}{mm}{yyyy}_{page}        The Courier_03042019_B4.txt
    {yyyy}/{month}/{d}/*-{page}           2019/April/3/courier-12.html

A part in braces stands for what it is called, `*` for anything within one step of the path. The pattern has to
fit the end of the path, with or without its extension.
"""

import re
from functools import lru_cache

from transforms.address.signs import as_page_number
from transforms.dates import read_date
from transforms.record import Fact

_PARTS = {
    "yyyy": r"(?P<yyyy>\d{4})",
    "yy": r"(?P<yy>\d\d)",
    "mm": r"(?P<mm>\d\d)",
    "m": r"(?P<m>\d{1,2})",
    "month": r"(?P<month>[^\W\d_]{3,12})",
    "dd": r"(?P<dd>\d\d)",
    "d": r"(?P<d>\d{1,2})",
    "page": r"(?P<page>[A-Za-z]{0,2}\d{1,3}[a-z]?)",
    "outlet": r"(?P<outlet>[^/]{1,80}?)",
    "section": r"(?P<section>[^/]{1,40}?)",
    "id": r"(?P<id>[0-9A-Za-z-]{1,40}?)",
}
_STAR = r"[^/]{0,80}?"
_MOST_OPEN = 4  # parts without a length of their own; more would take long on a hostile name
_CENTURY = "20"  # of `{yy}`
_WHERE = "name"
_LONGEST = 1024
_TOKEN = re.compile(r"\{([^{}]*)\}|(\*)|([^{}*]+)|(.)")


@lru_cache(maxsize=8)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern of names as a regular expression.

    Raises `ValueError` with the mend, if a part is unknown, stands twice, or too many have no end.
    """
    pieces, seen, loose = [], set(), 0
    for part, star, text, stray in _TOKEN.findall(pattern):
        if stray or (part and part not in _PARTS) or part in seen or (not part and not star and not text):
            message = f"'{pattern}': {{{part or stray}}} is unknown or stands twice; each of {', '.join(_PARTS)} once"
            raise ValueError(message)
        loose += bool(star) or part in {"outlet", "section", "id"}
        seen |= {part} if part else set()
        pieces.append(_PARTS.get(part) or (_STAR if star else re.escape(text)))
    if not seen or loose > _MOST_OPEN:
        message = f"'{pattern}': needs a part in braces, and at most {_MOST_OPEN} of *, {{outlet}}, {{section}}, {{id}}"
        raise ValueError(message)
    return re.compile(rf"(?:.*/)?{''.join(pieces)}(?:\.\w{{1,5}}){{0,2}}")


def facts_in_name(name: str, pattern: str) -> tuple[Fact, ...]:
    """Return what a path states by the house's pattern; nothing if it does not fit, and no day that there is not.

    >>> [fact[:2] for fact in facts_in_name("in/Courier_03042019_B4.txt", "{outlet}_{dd}{mm}{yyyy}_{page}")]
    [('published', '2019-04-03'), ('page_number', 'B4'), ('outlet', 'Courier')]
    """
    found = compile_pattern(pattern).fullmatch(re.sub(r"[\\!]", "/", name[-_LONGEST:]))
    if found is None:
        return ()
    said = found.groupdict()
    stated = (
        ("published", _day(said)),
        ("page_number", as_page_number(said.get("page") or "")),
        ("outlet", (said.get("outlet") or "").replace("_", " ").strip()),
        ("section", (said.get("section") or "").replace("_", " ").strip()),
        ("source_article_id", said.get("id")),
    )
    return tuple(Fact(field, value, _WHERE) for field, value in stated if value)


def _day(said: dict[str, str | None]) -> str | None:
    year = said.get("yyyy") or (_CENTURY + (said.get("yy") or ""))
    month = said.get("month") or said.get("mm") or said.get("m") or ""
    number = said.get("dd") or said.get("d") or ""
    written = f"{number} {month} {year}" if said.get("month") else f"{year}-{month:0>2}-{number:0>2}"
    day = read_date(written)
    return day.isoformat() if day else None
