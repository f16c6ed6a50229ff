"""The line of deadlines from today to the ministerial, as it is drawn: which days are named on it, and where. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# The drawing is so wide, with a margin for the first and the last dot.
WIDTH = 1184
MARGIN = 8
# On a line of more days than this no weekends are drawn.
MOST_DAYS = 120


@dataclass(frozen=True)
class Point:
    """A day on the line, with its words. `position` runs from 0 (today) to 1000 (the last)."""

    day: date
    label: str
    second: str
    is_ours: bool
    position: int

    @property
    def x(self) -> int:
        """Where the dot lies on the drawing."""
        return _drawn(self.position)

    @property
    def anchor(self) -> str:
        return {0: "start", 1000: "end"}.get(self.position, "middle")

    @property
    def text_x(self) -> int:
        return {0: 0, 1000: WIDTH}.get(self.position, self.x)


def position_of(day: date, today: date, last: date) -> int:
    """Where a day lies between today (0) and the last day (1000)."""
    return (day - today).days * 1000 // (last - today).days


def days_apart(days: Iterable[date], today: date, last: date) -> list[date]:
    """Days whose labels do not touch: at least a seventh of the line between neighbours and from both ends."""
    chosen: list[date] = []
    room = max((last - today).days / 7, 1)
    for day in sorted(days):
        before = chosen[-1] if chosen else today
        if (day - before).days >= room and (last - day).days >= room:
            chosen.append(day)
    return chosen


def weekends(today: date, last: date) -> list[tuple[int, int]]:
    """Saturdays and Sundays on the drawing as (x, width)."""
    span = (last - today).days
    if span <= 0 or span > MOST_DAYS:
        return []
    days = [offset for offset in range(span) if date.fromordinal(today.toordinal() + offset).weekday() >= 5]
    width = max(_scaled(1000 // span), 1)
    return [(_drawn(offset * 1000 // span), width) for offset in days]


def _drawn(position: int) -> int:
    return MARGIN + _scaled(position)


def _scaled(length: int) -> int:
    return length * (WIDTH - 2 * MARGIN) // 1000
