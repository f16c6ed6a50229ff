"""Up to four series by month on one axis from zero, with what happened when. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from workinggroup.flows.charts.figures import Event, Series, Wording, largest
from workinggroup.flows.charts.lines import PROVISIONAL, end_marks, end_room, ends_of, hidden_marks, line_marks
from workinggroup.flows.charts.marks import Box, Drawing, Mark, Size, Text
from workinggroup.flows.charts.scales import (
    MONTH_AXIS,
    Flag,
    Frame,
    flag_marks,
    flag_rows,
    flags,
    month_axis,
    number_axis,
    number_room,
    plot_height,
    scale_to,
)
from workinggroup.flows.cube.months import Month

MOST_LINES = 4
MONTHS = 36


class TooManyLines(ValueError):
    """More series than a reader can keep apart in one chart."""


def draw_trend(
    series: Sequence[Series], first: Month, last: Month, wording: Wording, size: Size, *, events: Sequence[Event] = ()
) -> Drawing:
    """Draw the months from the first to the last; TooManyLines for more than four series.

    Events outside of them are left out. A month without a value is a gap; of a hidden one nothing but its letter is drawn.
    """
    frame, known = framed(series, first, last, wording, size, events=events)
    marks = [*ground_marks(series, frame, wording), *flag_marks(known, frame)]
    for each in series:
        marks += series_marks(each, frame)
    marks += end_marks(ends_of(series, first, last, wording, is_narrow=size.is_narrow), frame)
    return Drawing(size.width, frame.bottom + MONTH_AXIS, tuple(marks))


def framed(
    series: Sequence[Series],
    first: Month,
    last: Month,
    wording: Wording,
    size: Size,
    *,
    events: Sequence[Event] = (),
    is_padded: bool = False,
    least_right: int = 0,
) -> tuple[Frame, list[Flag]]:
    """The frame that leaves room for the numbers, the words at the ends and the labels of events, and those labels."""
    if len(series) > MOST_LINES:
        raise TooManyLines(f"{len(series)} lines in one chart")
    scale = scale_to(largest(series, first, last))
    left = number_room(scale, wording)
    right = size.width - max(end_room(ends_of(series, first, last, wording, is_narrow=size.is_narrow)), least_right)
    months = last.since(first) + 1
    inside = [event for event in events if first <= event.month <= last]
    flat = Frame(left, right, 0, 0, first, months, scale, is_padded)
    known = flags(inside, [flat.x(event.month) for event in inside], left, size.width)
    top = 12 + sum(flag_rows(known)) + (6 if known else 0)
    return Frame(left, right, top, top + plot_height(size), first, months, scale, is_padded), known


def ground_marks(series: Sequence[Series], frame: Frame, wording: Wording) -> list[Mark]:
    """What lies under the lines: bands of months that are provisional, both axes."""
    return [*_soft_bands(series, frame), *number_axis(frame, wording), *month_axis(frame, wording)]


def series_marks(series: Series, frame: Frame) -> list[Mark]:
    """One series as a line in the frame."""
    found = series.within(frame.first, frame.last)
    lines = line_marks(found, frame.place, hue=series.hue, style=series.style)
    return [*lines, *hidden_marks(found, frame.place, hue=series.hue)]


def _soft_bands(series: Sequence[Series], frame: Frame) -> Iterator[Mark]:
    """A band behind each stretch of months in which somebody's figure is provisional."""
    months = [frame.first.plus(place) for place in range(frame.months)]
    half = frame.step / 2
    for is_soft, stretch in groupby(months, key=lambda month: any(each.at(month).is_provisional for each in series)):
        if is_soft:
            found = list(stretch)
            low = max(frame.left, round(frame.x(found[0]) - half))
            high = min(frame.right, round(frame.x(found[-1]) + half))
            yield Box(low, frame.top, high - low, frame.bottom - frame.top, "soft-band")
            yield Text((low + high) // 2, frame.top + 13, PROVISIONAL, "soft-letter", "middle")
