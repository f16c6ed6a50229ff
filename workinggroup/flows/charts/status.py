"""Who has reported what: delegation and indicator by month, on time, late, provisional or missing. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workinggroup.flows.charts.figures import Wording
from workinggroup.flows.charts.lettering import lines_of
from workinggroup.flows.charts.marks import Box, Drawing, Mark, Path, Size, Text, across, marker, route
from workinggroup.flows.charts.scales import LINE
from workinggroup.flows.cube.months import Month, months_between

ROW = 34
MONTHS = {"wide": 24, "middle": 12, "narrow": 6}
NAMES = {"wide": 300, "middle": 240, "narrow": 166}


class Reported(StrEnum):
    """How one month of one indicator stands."""

    ON_TIME = "on-time"
    LATE = "late"
    PROVISIONAL = "provisional"
    MISSING = "missing"
    NOT_DUE = "not-due"


@dataclass(frozen=True)
class Line:
    """One delegation's indicator: its names, the delegation's code and hue, and how each month stands."""

    name: str
    short: str
    hue: str
    months: Mapping[Month, Reported]


def shape(state: Reported, x: float, y: float) -> Path:
    """Each state has a shape of its own, so that none needs its colour."""
    look = f"state state--{state}"
    match state:
        case Reported.ON_TIME:
            return Path(marker(x, y, 0, 5), look)
        case Reported.LATE:
            return Path(marker(x, y, 2, 6), look)
        case Reported.PROVISIONAL:
            half = f"M{x:g},{y - 5:g}a5,5 0 0 1 0,10Z"
            return Path(marker(x, y, 0, 5) + half, look)
        case Reported.MISSING:
            return Path(marker(x, y, 0, 5), look)
        case _:
            return Path(route([(x - 4, y), (x + 4, y)]), look)


def draw_status(lines: Sequence[Line], last: Month, wording: Wording, size: Size) -> Drawing:
    """Draw the latest months, as many as there is room for; the lines of one delegation stand together as given."""
    months = list(months_between(last.plus(1 - MONTHS[size.name]), last))
    left = NAMES[size.name]
    step = (size.width - left) / len(months)
    marks: list[Mark] = []
    for place, month in enumerate(months):
        x = round(left + step * (place + 0.5))
        marks.append(Text(x, 30, wording.month_alone(month.number), "tick", "middle"))
        if place == 0 or month.number == 1:
            marks.append(Text(x, 14, str(month.year), "year", "middle"))
    marks.append(Path(across(0, 38.5, size.width), "base"))
    y = 39
    for line in lines:
        words = lines_of(line.name, left - 58)
        height = max(ROW, LINE * len(words) + 16)
        marks += [Box(0, y + 8, 3, height - 16, "bar", line.hue), Text(9, y + 21, line.short, "code")]
        marks += [Text(50, y + 21 + LINE * place, each, "name") for place, each in enumerate(words)]
        for place, month in enumerate(months):
            if (state := line.months.get(month)) is not None:
                marks.append(shape(state, round(left + step * (place + 0.5)), y + height // 2))
        y += height
        marks.append(Path(across(0, y - 0.5, size.width), "grid"))
    return Drawing(size.width, y + 1, tuple(marks))
