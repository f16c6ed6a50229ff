"""The burn-up of a round: on which days it is read, and where its lines run on a drawing of some width. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# The latest so many days are read: month ends, and today.
MOST_DAYS = 12
LEFT, RIGHT, TOP, BOTTOM = 30, 34, 12, 26
WIDE, NARROW, HEIGHT = 720, 340, 220
# Between the numbers at the ends of two lines.
GAP = 15
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Fate:
    """The days on which a commitment was confirmed, its lead's last report said it is complete, and all agreed so; None for
    what did not come."""

    known: date
    reported: date | None = None
    agreed: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How many commitments there are on a day, how many of them are reported as complete, and how many agreed to be."""

    day: date
    known: int
    reported: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the drawing: its name, its points, and the number at its end, which one of several with the same tells."""

    name: str
    points: str
    number: int
    y: int
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of some width: lines, ticks of numbers as (y, number), and the first and last day as (x, anchor, day)."""

    width: int
    height: int
    lines: tuple[Line, ...]
    ticks: tuple[tuple[int, int], ...]
    days: tuple[tuple[int, str, date], ...]
    left: int = LEFT

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def label_x(self) -> int:
        return self.right + 6

    @property
    def label_y(self) -> int:
        return self.height - 6


def reading_days(first: date, today: date) -> list[date]:
    """The first day, the ends of months after it, and today; the latest of them."""
    days, day = {first, today}, today.replace(day=1) - timedelta(days=1)
    while day > first and len(days) < MOST_DAYS:
        days.add(day)
        day = day.replace(day=1) - timedelta(days=1)
    return sorted(days)[-MOST_DAYS:]


def readings(fates: Sequence[Fate], today: date) -> list[Reading]:
    """How many there were at the end of each of these days; nothing where there is no commitment."""
    if not fates:
        return []
    first = min(today, *(fate.known for fate in fates))
    return [
        Reading(
            day,
            _by(day, (fate.known for fate in fates)),
            _by(day, (fate.reported for fate in fates)),
            _by(day, (fate.agreed for fate in fates)),
        )
        for day in reading_days(first, today)
    ]


def draw(found: Sequence[Reading], width: int, height: int = HEIGHT) -> Drawing | None:
    """The lines of what was read; None for less than two days."""
    if len(found) < 2:
        return None
    most = max(reading.known for reading in found) or 1
    first, span = found[0].day, (found[-1].day - found[0].day).days

    def x(day: date) -> int:
        return LEFT + (day - first).days * (width - LEFT - RIGHT) // span

    def y(number: int) -> int:
        return height - BOTTOM - number * (height - TOP - BOTTOM) // most

    lines = []
    for name in ("known", "reported", "agreed"):
        numbers = [(reading.day, getattr(reading, name)) for reading in found]
        points = " ".join(f"{x(day)},{y(number)}" for day, number in numbers)
        lines.append(Line(name, points, numbers[-1][1], y(numbers[-1][1]) + 4))
    days = (LEFT, "start", first), (width - RIGHT, "end", found[-1].day)
    return Drawing(width, height, tuple(_apart(lines, height)), tuple((y(each), each) for each in _ticks(most)), days)


def _by(day: date, days: Iterable[date | None]) -> int:
    return sum(each is not None and each <= day for each in days)


def _ticks(most: int) -> list[int]:
    """Numbers from 0 to at most the largest, five of them or fewer."""
    unit = 1
    while True:
        for step in STEPS:
            if most // (step * unit) < 5:
                return list(range(0, most + 1, step * unit))
        unit *= 10


def _apart(lines: Sequence[Line], height: int) -> list[Line]:
    """The lines with the numbers at their ends laid apart; equal ones are told once."""
    found: list[Line] = []
    below = height - BOTTOM + 4 + GAP
    for line in sorted(lines, key=lambda each: each.y, reverse=True):
        is_told = line.number not in (each.number for each in found)
        below = min(line.y, below - GAP) if is_told else below
        found.append(Line(line.name, line.points, line.number, below, is_told))
    return found
