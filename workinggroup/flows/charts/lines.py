"""A series as a line: whole runs of months, gaps where nothing is shown, provisional parts apart, its name at the end. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from workinggroup.flows.charts.figures import Figure, Series, Wording
from workinggroup.flows.charts.lettering import width_of
from workinggroup.flows.charts.marks import Mark, Path, Point, Text, apart, marker, route
from workinggroup.flows.charts.scales import LINE, Frame
from workinggroup.flows.cube.months import Month

HIDDEN, PROVISIONAL = "c", "P"
Found = tuple[Month, Figure]


def runs(found: Sequence[Found]) -> list[list[Found]]:
    """The stretches of months without a gap."""
    stretches = groupby(found, key=lambda each: each[1].value is not None)
    return [list(stretch) for is_shown, stretch in stretches if is_shown]


def line_marks(
    found: Sequence[Found], place: Callable[[Month, int], Point], *, hue: str, style: int, look: str = "line"
) -> list[Mark]:
    """The line with a marker at its end and on months that stand alone; those of provisional figures are hollow."""
    marks: list[Mark] = []
    stretches = runs(found)
    for run in stretches:
        spots = [(place(month, figure.value or 0), figure.is_provisional) for month, figure in run]
        for is_soft, steps in groupby(pairwise(spots), key=lambda step: step[0][1] or step[1][1]):
            pieces = list(steps)
            points = [pieces[0][0][0], *(after[0] for _before, after in pieces)]
            marks.append(Path(route(points), f"{look} soft" if is_soft else f"{look} {look}--{style}", hue))
    for run in stretches:
        for month, figure in run:
            is_end = run is stretches[-1] and month == run[-1][0]
            if len(run) == 1 or is_end or figure.is_provisional:
                x, y = place(month, figure.value or 0)
                shape = marker(x, y, style, 4 if is_end or len(run) == 1 else 3)
                marks.append(Path(shape, "hollow" if figure.is_provisional else "dot", hue))
    return marks


def hidden_marks(found: Sequence[Found], place: Callable[[Month, int], Point], *, hue: str) -> list[Mark]:
    """The letter for hidden figures in the gap that each leaves, at a height between the shown figures around it: it says nothing
    of its own."""
    shown = [(month, figure.value) for month, figure in found if figure.value is not None]
    marks: list[Mark] = []
    for month, figure in found:
        if figure.is_hidden:
            before = next(((each, value) for each, value in reversed(shown) if each < month), None)
            after = next(((each, value) for each, value in shown if each > month), None)
            x, y = place(month, 0)[0], _height(month, before, after, place)
            marks.append(Text(round(x), round(y) + 4, HIDDEN, "hidden", "middle", hue))
    return marks


def _height(
    month: Month,
    before: tuple[Month, int] | None,
    after: tuple[Month, int] | None,
    place: Callable[[Month, int], Point],
) -> float:
    if before and after:
        part = month.since(before[0]) / after[0].since(before[0])
        return place(*before)[1] * (1 - part) + place(*after)[1] * part
    one = before or after
    return place(*one)[1] if one else place(month, 0)[1] - 10


@dataclass(frozen=True, slots=True)
class End:
    """The latest value that a series shows, and the words beside it, in two lines where room is scarce."""

    lines: tuple[str, ...]
    month: Month
    value: int
    hue: str


def ends_of(series: Sequence[Series], first: Month, last: Month, wording: Wording, *, is_narrow: bool) -> list[End]:
    """The ends of all series that show a value, with the month where it is not the last."""
    found = []
    for each in series:
        shown = each.shown(first, last)
        if not shown:
            continue
        month, value = shown[-1]
        number = wording.number(value) + (f" {PROVISIONAL}" if each.at(month).is_provisional else "")
        when = "" if month == last else f", {wording.month_alone(month.number)}"
        lines = (each.short, number) if is_narrow else (f"{each.name} {number}{when}",)
        found.append(End(lines, month, value, each.hue))
    return found


def end_room(ends: Sequence[End]) -> int:
    """How much room the words at the ends need."""
    return max((width_of(line, bold=True) for end in ends for line in end.lines), default=0) + 16


def end_marks(ends: Sequence[End], frame: Frame) -> list[Mark]:
    """The words laid apart right of the plot, each with a fine line to its end where it had to move or the line ends earlier."""
    if not ends:
        return []
    gap = LINE * len(ends[0].lines) + 3
    below = frame.bottom - (gap - LINE)
    places = apart([frame.y(end.value) for end in ends], gap, frame.top - 2, below)
    marks: list[Mark] = []
    for end, y in zip(ends, places, strict=True):
        x, own = frame.x(end.month), frame.y(end.value)
        if abs(y - own) > 4 or end.month != frame.last:
            marks.append(Path(route([(x + 7, own), (frame.right + 7, y), (frame.right + 11, y)]), "leader", end.hue))
        for row, words in enumerate(end.lines):
            marks.append(
                Text(frame.right + 14, round(y) + 4 + LINE * row, words, "number" if row else "end", hue=end.hue)
            )
    return marks
