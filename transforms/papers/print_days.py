"""Days on which the newspapers of a country do not appear: `data/registry/no_print_days.toml`."""

from datetime import date
from functools import cache

from transforms.papers.countries import countries
from transforms.rules import Knowledge, RuleError, load

_FILE = "registry/no_print_days.toml"
_COMMON_YEAR = 2001  # 29 February is in none
_FARTHEST = 100  # days from Easter; a feast that moves with it lies nearer


class NoPrintDay(Knowledge, frozen=True):
    """A day without newspapers: a month and a day, or days from Easter Sunday; and in which countries."""

    why: str
    countries: tuple[str, ...]
    month: int | None = None
    day: int | None = None
    easter: int | None = None


class _Days(Knowledge, frozen=True):
    day: tuple[NoPrintDay, ...]


@cache
def no_print_days() -> tuple[NoPrintDay, ...]:
    """Return all days that the file knows.

    Raises `RuleError` if one names no day, another country than the registry, or a country twice.
    """
    found = load(_FILE, _Days).day
    for entry in found:
        if wrong := _fault(entry):
            message = f"data/{_FILE}: '{entry.why}': {wrong}; mend it"
            raise RuleError(message)
    return found


def _fault(entry: NoPrintDay) -> str | None:
    """Say what is wrong with an entry, None if nothing is."""
    if unknown := [code for code in entry.countries if code not in countries()]:
        return f"no country '{unknown[0]}'"
    if not entry.countries or len(set(entry.countries)) < len(entry.countries):
        return "name each country once, and at least one"
    if (entry.easter is None) != (entry.month is not None and entry.day is not None):
        return "give `month` and `day`, or `easter`"
    if entry.easter is not None:
        alone = entry.month is None and entry.day is None and abs(entry.easter) <= _FARTHEST
        return None if alone else f"give `easter` alone, at most {_FARTHEST} days"
    try:
        date(_COMMON_YEAR, entry.month or 0, entry.day or 0)
    except ValueError:
        return f"no day {entry.day} in month {entry.month} of every year"
    return None
