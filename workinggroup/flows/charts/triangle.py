"""How the figures of past months changed from release to release: the triangle of revisions. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from workinggroup.flows.charts.figures import NONE, Figure, Wording
from workinggroup.flows.charts.lettering import width_of
from workinggroup.flows.charts.lines import HIDDEN, PROVISIONAL
from workinggroup.flows.charts.marks import Box, Drawing, Mark, Path, Size, Text, across
from workinggroup.flows.charts.scales import LINE
from workinggroup.flows.cube.months import Month

MODERATE, LARGE = Fraction(2, 100), Fraction(10, 100)
CELL = 40
HEAD = 38


class Extent(StrEnum):
    """How much a figure changed against the release before."""

    NONE = "none"
    SMALL = "small"
    MODERATE = "moderate"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Step:
    """A figure in one release, and its change against the latest earlier release that shows it; None where there is none."""

    figure: Figure
    before: int | None = None

    @property
    def change(self) -> int | None:
        return None if self.figure.value is None or self.before is None else self.figure.value - self.before

    @property
    def share(self) -> Fraction | None:
        """The change as a part of what it was; None where there was nothing to compare, or zero."""
        return Fraction(self.change, self.before) if self.change is not None and self.before else None

    @property
    def extent(self) -> Extent:
        if not self.change:
            return Extent.NONE
        if self.share is None or abs(self.share) > LARGE:
            return Extent.LARGE
        return Extent.MODERATE if abs(self.share) > MODERATE else Extent.SMALL


@dataclass(frozen=True)
class Triangle:
    """Releases by their day, oldest first; and for each month its figure in each of them."""

    releases: Sequence[date]
    figures: Mapping[Month, Sequence[Figure]]

    @property
    def rows(self) -> dict[Month, list[Step]]:
        """Each month, in order, with its figure and change in each release."""
        return {month: self._steps(self.figures[month]) for month in sorted(self.figures)}

    def mean_after(self, months: int) -> Fraction | None:
        """The mean size of the change from a month's first figure to that in force so many months after its first release; None
        where no month is that old."""
        found = []
        for figures in self.figures.values():
            shown = [
                (day, figure.value)
                for day, figure in zip(self.releases, figures, strict=True)
                if figure.value is not None
            ]
            if not shown or Month.of(self.releases[-1]).since(Month.of(shown[0][0])) < months or not shown[0][1]:
                continue
            first_day, first = shown[0]
            later = [value for day, value in shown if Month.of(day).since(Month.of(first_day)) <= months]
            found.append(abs(Fraction(later[-1] - first, first)))
        return sum(found, Fraction(0)) / len(found) if found else None

    def latest(self, releases: int, months: int) -> "Triangle":
        """The latest so many releases and months; the changes against earlier ones are lost."""
        chosen = sorted(self.figures)[-months:]
        return Triangle(self.releases[-releases:], {month: self.figures[month][-releases:] for month in chosen})

    def _steps(self, figures: Sequence[Figure]) -> list[Step]:
        steps: list[Step] = []
        before: int | None = None
        for figure in figures:
            steps.append(Step(figure, before))
            before = figure.value if figure.value is not None else before
        return steps


def draw_triangle(triangle: Triangle, wording: Wording, size: Size, *, months: int = 24) -> Drawing:
    """Draw the latest releases, as many as there is room for: a cell's value, and its change with sign and shade."""
    rows = dict(list(triangle.rows.items())[-months:])
    left = 14 + max((width_of(wording.month(month), bold=True) for month in rows), default=0)
    numbers = [step.figure.value or 0 for steps in rows.values() for step in steps]
    least = max(width_of(wording.day(day)) for day in triangle.releases) if triangle.releases else 0
    least = 12 + max(least, width_of(wording.number(max(numbers, default=0)) + " " + PROVISIONAL), width_of("+000 %"))
    count = max(1, min(len(triangle.releases), (size.width - left) // least))
    width = min(120, (size.width - left) // count)
    shown = range(max(0, len(triangle.releases) - count), len(triangle.releases))
    marks: list[Mark] = []
    for column, place in enumerate(shown):
        day, right = triangle.releases[place], left + width * (column + 1) - 8
        marks.append(Text(right, 29, wording.day(day), "tick", "end"))
        if column == 0 or day.year != triangle.releases[place - 1].year:
            marks.append(Text(right, 14, str(day.year), "year", "end"))
    marks.append(Path(across(0, HEAD - 0.5, left + width * count), "base"))
    for row, (month, steps) in enumerate(rows.items()):
        y = HEAD + CELL * row
        marks.append(Text(0, y + 17, wording.month(month), "title"))
        for column, place in enumerate(shown):
            marks += _cell(steps[place], left + width * column, y, width, wording)
        marks.append(Path(across(0, y + CELL - 0.5, left + width * count), "grid"))
    return Drawing(size.width, HEAD + CELL * len(rows) + 2, tuple(marks))


def _cell(step: Step, x: int, y: int, width: int, wording: Wording) -> list[Mark]:
    if step.figure == NONE:
        return []
    right = x + width - 8
    if step.figure.is_hidden or step.figure.value is None:
        return [Text(right, y + 17, HIDDEN, "hidden", "end")]
    marks: list[Mark] = []
    if step.extent != Extent.NONE:
        marks.append(Box(x + 2, y + 1, width - 4, CELL - 3, f"shade shade--{step.extent}"))
    number = wording.number(step.figure.value) + (f" {PROVISIONAL}" if step.figure.is_provisional else "")
    marks.append(Text(right, y + 17, number, "value" if step.extent == Extent.NONE else "value-changed", "end"))
    if step.change:
        said = wording.percent(step.share, signed=True) if step.share is not None else f"+{wording.number(step.change)}"
        marks.append(Text(right, y + 17 + LINE, said, "change", "end"))
    return marks
