"""The tasks of one phase as bars on the line of its days, at pixels. Pure.

What is drawn follows from what its reader sees. Days are ordinals; a bar ends before the day `finish`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 1184
# Number and side stand left of the bars; a label right of the last one has room.
LEFT = 112
RIGHT = 24
TOP = 30
ROW = 28
BAR = 12
MOST_TICKS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One task: its number, the side that leads it, its span, how many days it may move, and what it is called."""

    number: str
    side: str
    start: int
    finish: int
    slack: int
    is_critical: bool = False
    is_milestone: bool = False
    is_late: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row where it is drawn; `tail` is how far its float reaches, 0 for none."""

    row: Row
    x: int
    y: int
    width: int
    tail: int

    @property
    def label_y(self) -> int:
        return self.y + BAR - 2

    @property
    def middle(self) -> int:
        return self.y + BAR // 2

    @property
    def end(self) -> int:
        return self.x + self.width

    @property
    def tail_end(self) -> int:
        return self.end + self.tail

    @property
    def diamond(self) -> str:
        """The corners of a milestone's diamond."""
        half, x, y = BAR // 2 + 1, self.x, self.middle
        return f"{x},{y - half} {x + half},{y} {x},{y + half} {x - half},{y}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A day with a name on the line: the first of a month, today, the ministerial."""

    day: date
    x: int
    kind: str

    @property
    def label_x(self) -> int:
        return self.x + 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of it; `height` follows from the rows."""

    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    height: int
    width: int = WIDTH
    bar: int = BAR
    top: int = TOP

    @property
    def ticks(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == "month"]

    @property
    def lines(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind != "month"]


def draw(rows: Sequence[Row], days: Sequence[tuple[str, date]] = ()) -> Drawing | None:
    """The bars of these rows in their order; `days` are named lines, each drawn where it lies among the bars. None of no rows."""
    if not rows:
        return None
    first = min(row.start for row in rows)
    last = max(max(row.finish, row.finish + row.slack, row.start + 1) for row in rows)
    length = max(last - first, 1)

    def x(day: int) -> int:
        return LEFT + (day - first) * (WIDTH - LEFT - RIGHT) // length

    bars = tuple(
        Bar(
            row,
            x(row.start),
            TOP + place * ROW + (ROW - BAR) // 2,
            0 if row.is_milestone else max(x(row.finish) - x(row.start), 2),
            max(x(row.finish + row.slack) - x(row.finish), 0) if row.slack > 0 else 0,
        )
        for place, row in enumerate(rows)
    )
    marks = [Mark(day, x(day.toordinal()), "month") for day in _months(first, last)]
    marks += [Mark(day, x(day.toordinal()), kind) for kind, day in days if first <= day.toordinal() <= last]
    return Drawing(bars, tuple(marks), TOP + len(rows) * ROW + 6)


def _months(first: int, last: int) -> list[date]:
    """The first days of months on the line, so many that their labels do not touch."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    count = (end.year - begin.year) * 12 + end.month - begin.month + 1
    step = -(-count // MOST_TICKS)
    found = []
    for place in range(0, count + 1, step):
        year, month = divmod(begin.year * 12 + begin.month - 1 + place, 12)
        day = date(year, month + 1, 1)
        if begin <= day <= end:
            found.append(day)
    return found
