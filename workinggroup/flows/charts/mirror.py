"""Two delegations' counts of one flow, the ground between, and for each month a cell that says how far they are apart. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from workinggroup.flows.charts.figures import NONE, Event, Figure, Series, Wording
from workinggroup.flows.charts.lettering import width_of
from workinggroup.flows.charts.lines import end_marks, ends_of, runs
from workinggroup.flows.charts.marks import Box, Drawing, Mark, Path, Size, Text, route
from workinggroup.flows.charts.scales import MONTH_AXIS, Frame, flag_marks
from workinggroup.flows.charts.trend import framed, ground_marks, series_marks
from workinggroup.flows.cube.mirrors import Band, Comparison, compare
from workinggroup.flows.cube.months import Month

LETTERS = {Band.AGREE: "=", Band.WATCH: "~", Band.EXPLAIN: "!"}
CELL, ROW = 24, 18
# A cell needs room for its letter: where there is little, the latest months are drawn.
NARROW_MONTHS = 12
# A gap in percent, and a cause, need so much room in a month.
GAP_ROOM, CAUSE_ROOM = 32, 25


def veiled(one: Series, other: Series) -> Series:
    """The series without what the other side hides: one side's figure would tell the other's."""
    hidden = {month for month, figure in other.figures.items() if figure.is_hidden}
    figures = {
        month: Figure(None, is_hidden=True) if month in hidden else figure for month, figure in one.figures.items()
    }
    for month in hidden - figures.keys():
        figures[month] = Figure(None, is_hidden=True)
    return Series(one.name, one.short, figures, one.hue, one.style)


def comparison(one: Series, other: Series, first: Month, last: Month, *, tolerance: int = 0) -> Comparison:
    """Both sides month by month, where both show a value."""
    one, other = veiled(one, other), veiled(other, one)
    return compare(*(dict(each.shown(first, last)) for each in (one, other)), tolerance=tolerance)


def draw_mirror(
    one: Series,
    other: Series,
    first: Month,
    last: Month,
    wording: Wording,
    size: Size,
    *,
    tolerance: int = 0,
    causes: Mapping[Month, str] | None = None,
    events: Sequence[Event] = (),
) -> Drawing:
    """Draw both series, on a narrow ground the latest twelve months; what one side hides is hidden of the other.

    `tolerance` is how far apart rounding alone may put them; `causes` are codes of agreed causes by month.
    """
    one, other = veiled(one, other), veiled(other, one)
    if size.is_narrow:
        first = max(first, last.plus(1 - NARROW_MONTHS))
    found = comparison(one, other, first, last, tolerance=tolerance)
    names = {code: wording.term(code) for code in ("reading", "gap", "cause")}
    room = 0 if size.is_narrow else 14 + max(width_of(name) for name in names.values())
    frame, known = framed((one, other), first, last, wording, size, events=events, is_padded=True, least_right=room)
    marks: list[Mark] = [
        *ground_marks((one, other), frame, wording),
        *_between(one, other, frame),
        *flag_marks(known, frame),
    ]
    marks += [*series_marks(one, frame), *series_marks(other, frame)]
    marks += end_marks(ends_of((one, other), first, last, wording, is_narrow=size.is_narrow), frame)
    top = frame.bottom + MONTH_AXIS + 2
    marks += _cells(found, frame, top)
    rows = [("reading", top + 16)]
    below = top + CELL + 14
    if frame.step >= GAP_ROOM:
        for month, pair in found.months.items():
            if pair.share is not None:
                marks.append(Text(round(frame.x(month)), below, wording.points(pair.share), "tick", "middle"))
        rows.append(("gap", below))
        below += ROW
    if causes and frame.step >= CAUSE_ROOM:
        marks += [
            Text(round(frame.x(month)), below, causes[month], "cause", "middle")
            for month in found.months
            if month in causes
        ]
        rows.append(("cause", below))
        below += ROW
    if not size.is_narrow:
        marks += [Text(frame.right + 14, y, names[code], "tick") for code, y in rows]
    return Drawing(size.width, below - 8, tuple(marks))


def _between(one: Series, other: Series, frame: Frame) -> Iterator[Mark]:
    """The ground between both lines, where neither has a gap."""
    months = [month for month, _figure in one.within(frame.first, frame.last)]
    both = [(month, one.at(month) if other.at(month).value is not None else NONE) for month in months]
    for run in runs(both):
        upper = [(frame.x(month), frame.y(one.at(month).value or 0)) for month, _figure in run]
        lower = [(frame.x(month), frame.y(other.at(month).value or 0)) for month, _figure in reversed(run)]
        if len(run) > 1:
            yield Path(route([*upper, *lower], closed=True), "between")


def _cells(found: Comparison, frame: Frame, top: int) -> Iterator[Mark]:
    for month, pair in found.months.items():
        left, right = round(frame.x(month) - frame.step / 2) + 1, round(frame.x(month) + frame.step / 2) - 1
        yield Box(left, top, max(1, right - left), CELL - 2, f"cell cell--{pair.band}")
        yield Text((left + right) // 2, top + 16, LETTERS[pair.band], f"letter letter--{pair.band}", "middle")
