"""One axis of numbers from zero, and one of months. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workinggroup.flows.charts.figures import Event, Wording
from workinggroup.flows.charts.lettering import lines_of, width_of
from workinggroup.flows.charts.marks import Mark, Path, Point, Size, Text, across, down
from workinggroup.flows.cube.months import Month

# Between the numbers at an axis, in tenths of a power of ten.
STEPS = (10, 20, 25, 50)
MOST_STEPS = 4
LINE = 15
# Between a mark and its label.
AIR = 6
# Room for a month's name and the air beside it.
MONTH_ROOM = 36
MONTH_STEPS = (1, 2, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Scale:
    """From 0 to `top` in equal steps."""

    step: int
    top: int

    @property
    def ticks(self) -> list[int]:
        return list(range(0, self.top + 1, self.step))


def scale_to(most: int, steps: int = MOST_STEPS) -> Scale:
    """The finest scale of round numbers that reaches `most` in so many steps."""
    power = 1
    while True:
        for tenths in STEPS:
            if (tenths * power) % 10 == 0 and (step := tenths * power // 10) * steps >= most:
                return Scale(step, step * max(1, -(-most // step)))
        power *= 10


@dataclass(frozen=True, slots=True)
class Frame:
    """Where months and numbers lie. `is_padded` keeps half a month free at both sides, for cells below."""

    left: int
    right: int
    top: int
    bottom: int
    first: Month
    months: int
    scale: Scale
    is_padded: bool = False

    @property
    def last(self) -> Month:
        return self.first.plus(self.months - 1)

    @property
    def step(self) -> float:
        """The width of a month."""
        return (self.right - self.left) / max(1, self.months - (not self.is_padded))

    def x(self, month: Month) -> float:
        return self.left + self.step * (month.since(self.first) + self.is_padded / 2)

    def y(self, value: int) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.scale.top

    def place(self, month: Month, value: int) -> Point:
        return self.x(month), self.y(value)


def number_room(scale: Scale, wording: Wording) -> int:
    """How wide the numbers at an axis are, with the air beside them."""
    return max(width_of(wording.number(tick)) for tick in scale.ticks) + 10


def number_axis(frame: Frame, wording: Wording) -> list[Mark]:
    """Level lines with their numbers; that of zero is stronger."""
    marks: list[Mark] = []
    for tick in frame.scale.ticks:
        y = frame.y(tick)
        marks.append(Path(across(frame.left, round(y) + 0.5, frame.right), "grid" if tick else "base"))
        marks.append(Text(frame.left - 10, round(y) + 4, wording.number(tick), "tick", "end"))
    return marks


def month_axis(frame: Frame, wording: Wording) -> list[Mark]:
    """The names of some months, as many as there is room for, with the year below the first and each January."""
    step = next((step for step in MONTH_STEPS if step * frame.step >= MONTH_ROOM), MONTH_STEPS[-1])
    marks: list[Mark] = []
    said: Text | None = None
    for place in range(frame.months):
        month = frame.first.plus(place)
        if (month.number - 1) % step:
            continue
        x = round(frame.x(month))
        marks.append(Path(down(x + 0.5, frame.bottom, frame.bottom + 5), "base"))
        marks.append(Text(x, frame.bottom + 19, wording.month_alone(month.number), "tick", "middle"))
        if said is None or said.words != str(month.year):
            if said and x - said.x < width_of(said.words) + AIR:
                # The first months of the ground are few, and the year that follows says which theirs is.
                marks.remove(said)
            said = Text(x, frame.bottom + 19 + LINE, str(month.year), "year", "middle")
            marks.append(said)
    return marks


MONTH_AXIS = 19 + LINE + 6


@dataclass(frozen=True, slots=True)
class Flag:
    """An event's label: its lines, from where to where it reaches, and how many labels are below it."""

    x: float
    when: str
    what: tuple[str, ...]
    low: float
    high: float
    row: int = 0

    def covers(self, other: "Flag") -> bool:
        """Whether the other's mark would run through this label."""
        return self.low - AIR < other.x < self.high + AIR and self.x != other.x

    def meets(self, other: "Flag") -> bool:
        return self.low - AIR < other.high and other.low - AIR < self.high


def flags(events: Sequence[Event], places: Sequence[float], low: float, high: float) -> list[Flag]:
    """The labels of events, laid out so that none lies on another or on the mark of another.

    Each begins at its mark, or earlier where there is no room; where marks are dense, the earlier event is the higher.
    """
    found: list[Flag] = []
    for event, x in sorted(zip(events, places, strict=True), key=lambda each: -each[1]):
        found.append(_flag(event, x, found, low, high))
    found.reverse()
    wanted = [0] * len(found)
    # Each pass lifts what must be higher than another; a circle, which dense marks at the edge can make, ends with the passes.
    for _pass in found:
        for place in range(len(found)):
            below = [wanted[other] for other in range(len(found)) if other != place and _is_above(found, place, other)]
            wanted[place] = min(max((row + 1 for row in below), default=0), len(found) - 1)
    rows: dict[int, int] = {}
    for place in sorted(range(len(found)), key=lambda place: (wanted[place], -place)):
        taken = [row for other, row in rows.items() if found[place].meets(found[other])]
        rows[place] = max(wanted[place], max(taken, default=-1) + 1)
    return [replace(flag, row=rows[place]) for place, flag in enumerate(found)]


def _flag(event: Event, x: float, later: Sequence[Flag], low: float, high: float) -> Flag:
    what = tuple(lines_of(event.what, max(120, min(230, int(high - low) // 2))))
    width = AIR + max(width_of(event.when, bold=True), *(width_of(line) for line in what))
    start = max(low, min(x, high - width))
    flag = Flag(x, event.when, what, start, start + width)
    if x - width >= low and any(flag.covers(other) and other.covers(flag) for other in later):
        return Flag(x, event.when, what, x - width, x)
    return flag


def _is_above(found: Sequence[Flag], place: int, other: int) -> bool:
    """Whether one label must be higher than the other: it covers the other's mark, or both overlap and it is the earlier."""
    one, two = found[place], found[other]
    if one.covers(two) != two.covers(one):
        return one.covers(two)
    return one.meets(two) and place < other


def flag_rows(found: Sequence[Flag]) -> list[int]:
    """The heights of the rows of labels, from the lowest."""
    rows = 1 + max((flag.row for flag in found), default=-1)
    return [
        max((LINE * (1 + len(flag.what)) for flag in found if flag.row == row), default=0) + 6 for row in range(rows)
    ]


def flag_marks(found: Sequence[Flag], frame: Frame) -> list[Mark]:
    """The upright marks with their labels above the plot."""
    heights = flag_rows(found)
    marks: list[Mark] = []
    for flag in found:
        top = frame.top - 6 - sum(heights[: flag.row + 1])
        is_left = flag.high <= flag.x
        at, anchor = (round(flag.x) - AIR, "end") if is_left else (round(flag.low) + AIR, "start")
        begins = top if is_left or flag.low >= flag.x else top + LINE * (1 + len(flag.what)) + 2
        marks.append(Path(down(round(flag.x) + 0.5, begins, frame.bottom), "event"))
        marks.append(Text(at, top + 11, flag.when, "event-when", anchor))
        marks += [
            Text(at, top + 11 + LINE * (place + 1), line, "event-what", anchor) for place, line in enumerate(flag.what)
        ]
    return marks


def plot_height(size: Size) -> int:
    """How high the plot is; what stands above and below comes in addition."""
    return size.height - MONTH_AXIS - 12
