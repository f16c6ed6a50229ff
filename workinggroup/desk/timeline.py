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
    """A day on the line, with its words, which are drawn where it `is_named`. `position` runs from 0 (today) to 1000 (the
    last)."""

    day: date
    label: str
    second: str
    is_ours: bool
    position: int
    is_named: bool = True

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


def named_days(
    own: Iterable[date], others: Iterable[date], today: date, last: date
) -> tuple[list[date], dict[date, list[date]]]:
    """Days whose labels do not touch, at least a sixth of the line apart from each other and from both ends: own days before
    `others`, which come in the order in which they are wanted. And own days that have no room, by the nearest day that is
    named or an end: its label tells them."""
    chosen, told = [today, last], dict[date, list[date]]()
    room = max((last - today).days / 6, 1)
    mine = sorted(own)
    for day in [*mine, *(each for each in others if each not in mine)]:
        near = min(chosen, key=lambda each: abs((each - day).days))
        if abs((near - day).days) >= room:
            chosen.append(day)
        elif day in mine and day != near:
            told.setdefault(near, []).append(day)
    return sorted(chosen[2:]), told


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
