"""The same twelve months of several years over one another, the latest year strongest. Pure."""

from dataclasses import dataclass
from functools import partial

from workinggroup.flows.charts.figures import Series, Wording, largest
from workinggroup.flows.charts.lettering import width_of
from workinggroup.flows.charts.lines import hidden_marks, line_marks
from workinggroup.flows.charts.marks import Drawing, Mark, Path, Point, Size, Text, apart, down, route
from workinggroup.flows.charts.scales import LINE, MONTH_ROOM, Frame, number_axis, number_room, plot_height, scale_to
from workinggroup.flows.cube.months import FIRST_FISCAL, Month

YEARS = 5
AXIS = 26


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months that are told as a year, by the number of the year that they end in."""

    number: int
    is_fiscal: bool
    first: Month
    last: Month


def year_number(month: Month, *, is_fiscal: bool = False) -> int:
    """The calendar or fiscal year that a month is in."""
    return month.fiscal_year if is_fiscal else month.year


def years_to(last: Month, *, is_fiscal: bool = False, years: int = YEARS) -> list[Year]:
    """The years up to that of the month, the latest last."""
    year = year_number(last, is_fiscal=is_fiscal)
    begins = Month(year - 1, FIRST_FISCAL) if is_fiscal else Month(year, 1)
    found = []
    for back in reversed(range(years)):
        first = begins.plus(-12 * back)
        found.append(Year(year - back, is_fiscal, first, first.plus(11)))
    return found


def draw_season(
    series: Series, last: Month, wording: Wording, size: Size, *, is_fiscal: bool = False, years: int = YEARS
) -> Drawing:
    """Draw the calendar or fiscal years up to the month's, each named at its end."""
    told = years_to(last, is_fiscal=is_fiscal, years=years)
    names = [wording.year(year.number, is_fiscal=is_fiscal) for year in told]
    scale = scale_to(largest([series], told[0].first, last))
    left, room = number_room(scale, wording), 20 + max(width_of(name, bold=True) for name in names)
    frame = Frame(left, size.width - room, 18, 18 + plot_height(size), told[-1].first, 12, scale)
    marks: list[Mark] = [*number_axis(frame, wording), *_months(frame, wording)]
    ends: list[tuple[str, float, float]] = []
    for place, year in enumerate(told):
        is_latest = place == len(told) - 1
        shift = told[-1].first.since(year.first)
        found = series.within(year.first, min(year.last, last))
        hue, place_of = series.hue if is_latest else "", partial(_place, frame, shift)
        marks += hidden_marks(found, place_of, hue=hue)
        marks += line_marks(
            found,
            place_of,
            hue=hue,
            style=0 if is_latest else 3 - place % 4,
            look="strong" if is_latest else "year-line",
        )
        shown = series.shown(year.first, min(year.last, last))
        if shown:
            ends.append((names[place], frame.x(shown[-1][0].plus(shift)), frame.y(shown[-1][1])))
    marks += _names(ends, names[-1], series.hue, frame)
    return Drawing(size.width, frame.bottom + AXIS, tuple(marks))


def _place(frame: Frame, shift: int, month: Month, value: int) -> Point:
    """Where a month of an earlier year lies among those of the latest."""
    return frame.place(month.plus(shift), value)


def _months(frame: Frame, wording: Wording) -> list[Mark]:
    step = 1 if frame.step >= MONTH_ROOM - 6 else 3
    marks: list[Mark] = []
    for place in range(0, 12, step):
        month = frame.first.plus(place)
        x = round(frame.x(month))
        marks.append(Path(down(x + 0.5, frame.bottom, frame.bottom + 5), "base"))
        marks.append(Text(x, frame.bottom + 19, wording.month_alone(month.number), "tick", "middle"))
    return marks


def _names(ends: list[tuple[str, float, float]], latest: str, hue: str, frame: Frame) -> list[Mark]:
    """Each year's name at its end; one that ends within the plot is named above its end."""
    marks: list[Mark] = []
    at_right = [end for end in ends if end[1] >= frame.right - 1]
    places = apart([y for _name, _x, y in at_right], LINE + 1, frame.top - 2, frame.bottom)
    for (name, x, own), y in zip(at_right, places, strict=True):
        if abs(y - own) > 4:
            marks.append(Path(route([(x + 7, own), (frame.right + 11, y)]), "leader"))
        look, own_hue = ("end", hue) if name == latest else ("year-name", "")
        marks.append(Text(frame.right + 14, round(y) + 4, name, look, hue=own_hue))
    for name, x, y in ends:
        if x < frame.right - 1:
            look, own_hue = ("end", hue) if name == latest else ("year-name", "")
            marks.append(Text(round(x), round(y) - 11, name, look, "middle", own_hue))
    return marks
