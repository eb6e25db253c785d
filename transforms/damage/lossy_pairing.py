"""Quotes come in pairs: read all lost characters of a paragraph together.

What was likely for each place alone is weighed by what it makes of the paragraph: a quote that closes
needs one that opened, and a paragraph seldom ends within one, unless the next goes on with it. This is
the forward-backward algorithm over three states: no quote open, one open, one open within another.
"""

from typing import NamedTuple

from transforms.damage.lossy_weights import CLOSES, OPENS, READINGS

# How much less likely each breach is than a paragraph without it; the figures hardly matter.
_CLOSES_NONE = 0.02
_NESTS = 0.05
_NESTS_DEEPER = 0.005
_ENDS_OPEN = 0.02
_GOES_ON = 0.8  # the next paragraph opens the quotation again

_OPENS, _CLOSES = READINGS.index(OPENS), READINGS.index(CLOSES)
_NESTING = (1.0, _NESTS, _NESTS_DEEPER)
_DEEPER, _LESS_DEEP = (1, 2, 2), (0, 0, 1)

_Row = list[float]


class Reading(NamedTuple):
    """What a place most likely is, how surely, and in how many quotes it stands (0.0 to 2.0, expected)."""

    reading: str
    sure: float
    depth: float


def _steps(row: _Row, depth: int) -> tuple[tuple[int, float], ...]:
    """Return where each kind of reading leads from a depth, with its weight: other, opens, closes."""
    other = 1.0 - row[_OPENS] - row[_CLOSES]
    closing = row[_CLOSES] * (_CLOSES_NONE if depth == 0 else 1.0)
    return ((depth, other), (_DEEPER[depth], row[_OPENS] * _NESTING[depth]), (_LESS_DEEP[depth], closing))


def _scaled(row: _Row) -> _Row:
    whole = sum(row)
    return [each / whole for each in row] if whole > 0 else [1.0 / len(row)] * len(row)


def _forward(rows: list[_Row]) -> list[_Row]:
    states = [[1.0, 0.0, 0.0]]
    for row in rows:
        reached = [0.0, 0.0, 0.0]
        for depth, weight in enumerate(states[-1]):
            for target, chance in _steps(row, depth):
                reached[target] += weight * chance
        states.append(_scaled(reached))
    return states


def pair(rows: list[_Row], *, goes_on: bool) -> list[Reading]:
    """Return the reading of each place of one paragraph; `rows` are their likelihoods, in printed order."""
    before = _forward(rows)
    open_at_end = _GOES_ON if goes_on else _ENDS_OPEN
    behind = [1.0, open_at_end, open_at_end * _NESTS]
    found: list[Reading] = []
    for row, states in zip(reversed(rows), reversed(before[:-1]), strict=True):
        ways = [
            [weight * chance * behind[target] for target, chance in _steps(row, depth)]
            for depth, weight in enumerate(states)
        ]
        other, opens, closes = (sum(way[which] for way in ways) for which in range(3))
        found.append(_best(row, other, opens, closes, _scaled([sum(way) for way in ways])))
        behind = _scaled([sum(chance * behind[target] for target, chance in _steps(row, depth)) for depth in range(3)])
    return found[::-1]


def _best(row: _Row, other: float, opens: float, closes: float, depths: _Row) -> Reading:
    rest = 1.0 - row[_OPENS] - row[_CLOSES]
    share = other / rest if rest > 0 else 0.0
    chances = [each * share for each in row]
    chances[_OPENS], chances[_CLOSES] = opens, closes
    chances = _scaled(chances)
    best = max(range(len(chances)), key=chances.__getitem__)
    return Reading(READINGS[best], chances[best], depths[1] + 2 * depths[2])
