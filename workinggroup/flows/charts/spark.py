"""The last two years of a series as a small line from zero, for a tile. Pure."""

from workinggroup.flows.charts.figures import Series
from workinggroup.flows.charts.lines import line_marks
from workinggroup.flows.charts.marks import SPARK, Drawing, Mark, Path, Size, across
from workinggroup.flows.charts.scales import Frame, Scale
from workinggroup.flows.cube.months import Month

MONTHS = 24


def draw_spark(series: Series, last: Month, size: Size = SPARK, *, months: int = MONTHS) -> Drawing:
    """Draw the months up to the last, from zero at the foot to the largest shown at the top."""
    first = last.plus(1 - months)
    most = max((value for _month, value in series.shown(first, last)), default=0)
    frame = Frame(4, size.width - 8, 8, size.height - 6, first, months, Scale(max(1, most), max(1, most)))
    marks: list[Mark] = [Path(across(0, frame.bottom + 0.5, size.width), "base")]
    found = series.within(first, last)
    marks += line_marks(found, frame.place, hue=series.hue, style=series.style)
    return Drawing(size.width, size.height, tuple(marks))
