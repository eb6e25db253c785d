"""Geometry of the pictures: numbers in, shapes out; the templates draw them as SVG."""

from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

Row = dict[str, Any]

# The flow: everything stands in a field this wide, so that it can be read on a phone.
WIDTH, HEIGHT, BAR = 520, 240, 12
_MIDDLE, _RIGHT = 190, 508
_ROW, _GAP, _THINNEST = 18, 5, 1.5
_REASONS = 7  # of each status; the others are one

# A day of the calendar.
PITCH, CELL = 9, 7
_LOW = 6 * PITCH + CELL
# One shape each, so that states can be told without their colours.
_SHAPES = {
    "present": "M{x} {y}h7v7h-7z",
    "short": "M{x} {z}h7v3h-7z",
    "missing": "M{x} {y}l7 7m0-7l-7 7",
    "unexpected": "M{x} {e}l3.5-7 3.5 7z",
    "no_print": "M{m} {n}h2v2h-2z",
}
STATES = tuple(_SHAPES)
_MONTHS = 120


class Node(NamedTuple):
    """What became of some pages: a bar with a label, and the ribbon that leads to it."""

    status: str
    label: str
    pages: int
    y: float
    height: float
    label_y: float
    ribbon: Markup


class Flow(NamedTuple):
    """The pages delivered, parted by what became of them."""

    pages: int
    top: float
    height: float
    nodes: list[Node]
    canvas: float
    ribbon: Markup


class Months(NamedTuple):
    """The months that are drawn, and for each newspaper its bars and its largest month."""

    first: date | None
    last: date | None
    length: int
    bars: list[Markup]
    peaks: list[tuple[int, date | None]]


class Calendar(NamedTuple):
    """A year of a newspaper: counts, and one path for each state."""

    outlet: str
    year: int
    counts: dict[str, int]
    paths: dict[str, Markup]
    track: Markup
    months: list[tuple[int, str]]


def _path(shape: str) -> Markup:
    """Return a shape as the template takes it: it holds numbers, and may be long."""
    return Markup(shape)  # noqa: S704


def draw_flow(rows: list[Row]) -> Flow:
    """Return the picture of pages by status and reason; accepted pages come first."""
    total = sum(row["pages"] for row in rows)
    scale = HEIGHT / max(total, 1)
    nodes: list[Node] = []
    start = y = 6.0
    for status, label, pages in _parted(rows):
        height = max(pages * scale, _THINNEST)
        ribbon = _ribbon((BAR, start, pages * scale), (_MIDDLE, y, height))
        middle = y + max(height / 2 + 5, 5) if height < _ROW else y + 15
        nodes.append(Node(status, label, pages, round(y, 1), round(height, 1), round(middle, 1), ribbon))
        start, y = start + pages * scale, y + max(height, _ROW) + _GAP
    first = nodes[0] if nodes and nodes[0].status == "accepted" else None
    to_articles = (
        _ribbon((_MIDDLE + BAR, first.y, first.height), (_RIGHT - BAR, first.y, first.height)) if first else _path("")
    )
    return Flow(total, 6, round(total * scale, 1), nodes, round(max(y, HEIGHT + 6), 1), to_articles)


def legend() -> dict[str, Markup]:
    """Return the shape of each state."""
    return {state: _path(shape.format(x=0, y=0, z=4, e=CELL, m=3, n=3)) for state, shape in _SHAPES.items()}


def _parted(rows: list[Row]) -> list[tuple[str, str, int]]:
    """Return status, label and number of pages, rare reasons of a status as one."""
    found = []
    for status in ("accepted", "duplicate", "quarantined"):
        of_status = [row for row in rows if row["status"] == status]
        found += [(status, row["reason"] or status, row["pages"]) for row in of_status[:_REASONS]]
        if rest := of_status[_REASONS:]:
            found.append((status, f"{len(rest)} other reasons", sum(row["pages"] for row in rest)))
    return found


def _ribbon(start: tuple[float, float, float], end: tuple[float, float, float]) -> Markup:
    """Return a band between two bars, each as its x, its top and its height."""
    (x, y, h), (to_x, to_y, to_h) = start, end
    half = (x + to_x) / 2
    return _path(
        f"M{x} {y:.1f}C{half} {y:.1f} {half} {to_y:.1f} {to_x} {to_y:.1f}v{to_h:.1f}"
        f"C{half} {to_y + to_h:.1f} {half} {y + h:.1f} {x} {y + h:.1f}z"
    )


def draw_months(newspapers: list[list[Row]]) -> Months:
    """Return bars for each newspaper over the same months, the newest ten years at most."""
    months = [entry["month"] for entries in newspapers for entry in entries]
    if not months:
        return Months(None, None, 0, [_path("")] * len(newspapers), [(0, None)] * len(newspapers))
    last = _place(max(months))
    first = max(_place(min(months)), last - _MONTHS + 1)
    bars, peaks = [], []
    for entries in newspapers:
        drawn = [(_place(e["month"]) - first, e["articles"], e["month"]) for e in entries]
        drawn = [entry for entry in drawn if entry[0] >= 0]
        most, when = max(((n, m) for _, n, m in drawn), default=(0, None), key=lambda peak: peak[0])
        tall = [(x, max(1, round(20 * n / most))) for x, n, _ in drawn]
        bars.append(_path("".join(f"M{3 * x} {20 - h}h2v{h}h-2z" for x, h in tall)))
        peaks.append((most, when))
    return Months(date(first // 12, first % 12 + 1, 1), max(months), last - first + 1, bars, peaks)


def _place(month: date) -> int:
    return month.year * 12 + month.month - 1


def draw_calendar(row: Row) -> Calendar:
    """Return a year with a column for each week and a row for each weekday, Monday first."""
    paths = dict.fromkeys(STATES, "")
    begin = date(row["year"], 1, 1)
    for day in row["days"] or []:
        place = (day["date"] - begin).days + begin.weekday()
        x, y = place // 7 * PITCH, place % 7 * PITCH
        paths[day["state"]] += _SHAPES[day["state"]].format(x=x, y=y, z=y + 4, e=y + CELL, m=x + 3, n=y + 3)
    counts = {name: row[name] for name in ("editions", "short", "missing", "unexpected")}
    shapes = {state: _path(path) for state, path in paths.items() if path}
    starts = [(date(row["year"], n, 1) - begin).days + begin.weekday() for n in range(1, 13)]
    months = [(place // 7 * PITCH, letter) for place, letter in zip(starts, "JFMAMJJASOND", strict=True)]
    return Calendar(row["outlet"], row["year"], counts, shapes, _track(begin), months)


def _track(begin: date) -> Markup:
    """Return the ground on which the days of a year lie, without those of the years beside it."""
    first, last = begin.weekday(), begin.weekday() + (date(begin.year, 12, 31) - begin).days
    top, bottom, width = first * PITCH, last % 7 * PITCH + CELL, last // 7 * PITCH + CELL
    left = PITCH - 1 if top else 0
    right = last // 7 * PITCH - 1 if bottom < _LOW else width
    return _path(f"M0 {top}V{_LOW}H{right}V{bottom}H{width}V0H{left}V{top}z")
