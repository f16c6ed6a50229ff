"""Charts ready for a page: the finding, what is counted, drawings for three grounds, and the same as a table and in words.

Each function takes figures as everybody sees them and gives a `Plate` in the reader's language, which the templates in
`workinggroup/flows/charts/` show. Nothing is read from the database here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core import numbers, printing, times
from workinggroup.flows import captions
from workinggroup.flows.charts.figures import Event, Figure, Series
from workinggroup.flows.charts.findings import Latest, largest_revision, latest_of, reported_of, season_of, standing_of
from workinggroup.flows.charts.lines import HIDDEN
from workinggroup.flows.charts.marks import SIZES, SPARK, WIDE, Drawing, Size
from workinggroup.flows.charts.mirror import LETTERS, comparison, draw_mirror, veiled
from workinggroup.flows.charts.multiples import draw_multiples
from workinggroup.flows.charts.season import draw_season, year_number, years_to
from workinggroup.flows.charts.spark import MONTHS as SPARK_MONTHS
from workinggroup.flows.charts.spark import draw_spark
from workinggroup.flows.charts.status import MONTHS as STATUS_MONTHS
from workinggroup.flows.charts.status import Line, draw_status
from workinggroup.flows.charts.svg import Sheet
from workinggroup.flows.charts.trend import draw_trend
from workinggroup.flows.charts.triangle import Step, Triangle, draw_triangle
from workinggroup.flows.cube.months import Month, months_between

JANUARY = Month(2000, 1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table: its words, whether it is hidden or provisional, and what else to say of it."""

    words: str
    is_hidden: bool = False
    is_provisional: bool = False
    note: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under heads; a row with no cells is the name of the group below it."""

    caption: str
    heads: list[str]
    rows: list[tuple[str, list[Cell]]]


@dataclass(frozen=True)
class Plate:
    """A chart for a page. `key` is unlike that of any other on the page; `told` says the drawing to those who do not see it."""

    key: str
    title: str
    about: str
    told: str
    drawings: list[tuple[Size, Drawing]]
    table: Table
    has_hidden: bool = False
    has_provisional: bool = False
    notes: list[str] = field(default_factory=list)

    def sheet(self, notes: Sequence[str], size: Size = WIDE) -> Sheet:
        """The chart as a file, with lines that name its source, its day and its licence."""
        drawing = next(drawing for each, drawing in self.drawings if each == size)
        return Sheet(self.title, self.about, drawing, notes, (get_language() or "en")[:2], self.told)


def trend_plate(
    key: str,
    name: str,
    series: Sequence[Series],
    first: Month,
    last: Month,
    *,
    about: str,
    events: Sequence[Event] = (),
    is_fiscal: bool = False,
) -> Plate:
    """Up to four series by month; the table by calendar years, or by fiscal years of the United States."""
    return Plate(
        key,
        captions.trend_title(name, series, first, last),
        about,
        captions.trend_told(series, first, last),
        _each_size(lambda size: draw_trend(series, first, last, captions.Words(), size, events=events)),
        _by_year(name, series, first, last, is_fiscal=is_fiscal),
        *_marks_of(series, first, last),
    )


def multiples_plate(
    key: str, name: str, parts: Sequence[Series], first: Month, last: Month, *, about: str, is_fiscal: bool = False
) -> Plate:
    """The parts of a whole in the order given, each in a panel of its own."""
    return Plate(
        key,
        captions.composition_title(name, parts, first, last),
        about,
        captions.trend_told(parts, first, last),
        _each_size(lambda size: draw_multiples(parts, first, last, captions.Words(), size)),
        _by_year(name, parts, first, last, is_fiscal=is_fiscal),
        *_marks_of(parts, first, last),
    )


def mirror_plate(
    key: str,
    name: str,
    one: Series,
    other: Series,
    first: Month,
    last: Month,
    *,
    about: str,
    tolerance: int = 0,
    causes: Mapping[Month, str] | None = None,
    events: Sequence[Event] = (),
) -> Plate:
    """Two delegations' counts of one flow; what one of them hides is hidden of both."""
    found = comparison(one, other, first, last, tolerance=tolerance)
    one, other = veiled(one, other), veiled(other, one)
    rows: list[tuple[str, list[Cell]]] = []
    for month in reversed(list(months_between(first, last))):
        pair = found.months.get(month)
        share = pair.share if pair else None
        rows.append(
            (
                times.brief_month(month.first),
                [
                    cell_of(one.at(month)),
                    cell_of(other.at(month)),
                    Cell(numbers.number(pair.gap, signed=True) if pair else ""),
                    Cell(numbers.percent(share, signed=True, is_exact=True) if share is not None else ""),
                    Cell(f"{LETTERS[pair.band]} {captions.reading(pair.band)}" if pair else ""),
                    Cell((causes or {}).get(month, "")),
                ],
            )
        )
    words = captions.Words()
    heads = [one.name, other.name, _("Difference"), words.term("gap"), words.term("reading"), words.term("cause")]
    return Plate(
        key,
        captions.mirror_title(one.name, other.name, standing_of(found)),
        about,
        captions.mirror_told(one, other, found, first, last),
        _each_size(
            lambda size: draw_mirror(
                one, other, first, last, words, size, tolerance=tolerance, causes=causes, events=events
            )
        ),
        Table(name, heads, rows),
        *_marks_of((one, other), first, last),
    )


def season_plate(key: str, name: str, series: Series, last: Month, *, about: str, is_fiscal: bool = False) -> Plate:
    """The latest five years over one another."""
    years = [
        year
        for year in years_to(last, is_fiscal=is_fiscal)
        if any(year.first <= month <= year.last for month in series.figures)
    ]
    rows = [
        (
            captions.year_name(year),
            [
                cell_of(series.at(month)) if month <= last else Cell("")
                for month in months_between(year.first, year.last)
            ],
        )
        for year in reversed(years)
    ]
    heads = [times.month_alone(month.first) for month in months_between(years[0].first, years[0].last)]
    return Plate(
        key,
        captions.season_title(name, season_of(series, last, is_fiscal=is_fiscal)),
        about,
        captions.season_told(years, series, last),
        _each_size(lambda size: draw_season(series, last, captions.Words(), size, is_fiscal=is_fiscal)),
        Table(name, heads, rows),
        *_marks_of([series], years[0].first, last),
    )


def triangle_plate(key: str, name: str, triangle: Triangle, *, about: str, whole: Triangle | None = None) -> Plate:
    """How figures changed from release to release; the means of 1, 3 and 12 months are notes, over the `whole` where not all
    of it is shown."""
    means = [(after, (whole or triangle).mean_after(after)) for after in (1, 3, 12)]
    told = [captions.mean_revision(after, mean) for after, mean in means if mean is not None]
    notes = [_("Mean revision: %(means)s.") % {"means": ", ".join(told)}] if told else []
    title = captions.revision_title(largest_revision(triangle))
    rows = [(times.brief_month(month.first), [_step(step) for step in steps]) for month, steps in triangle.rows.items()]
    figures = [figure for each in triangle.figures.values() for figure in each]
    return Plate(
        key,
        title,
        about,
        f"{title}. {' '.join(notes)}".strip(),
        _each_size(lambda size: draw_triangle(triangle, captions.Words(), size)),
        Table(name, [times.dated(day) for day in triangle.releases], rows),
        any(figure.is_hidden for figure in figures),
        any(figure.is_provisional for figure in figures),
        notes,
    )


def status_plate(key: str, name: str, lines: Sequence[Line], last: Month, *, about: str) -> Plate:
    """Who has reported which month of what."""
    first = last.plus(1 - STATUS_MONTHS[WIDE.name])
    within = [
        Line(
            line.name,
            line.short,
            line.hue,
            {month: state for month, state in line.months.items() if first <= month <= last},
        )
        for line in lines
    ]
    rows: list[tuple[str, list[Cell]]] = []
    for year in range(last.year, first.year - 1, -1):
        rows.append((str(year), []))
        for line in within:
            states = [line.months.get(Month(year, number)) for number in range(1, 13)]
            rows.append(
                (f"{line.short} {line.name}", [Cell(captions.reported(state) if state else "") for state in states])
            )
    counts = reported_of(within)
    return Plate(
        key,
        captions.status_title(counts),
        about,
        captions.status_told(counts),
        _each_size(lambda size: draw_status(within, last, captions.Words(), size)),
        Table(name, _twelve(), rows),
    )


@dataclass(frozen=True)
class Tile:
    """A series in little: its line, its `latest` value with what it is in words, and the change on the year in words."""

    drawing: Drawing
    told: str
    number: str
    month: str
    change: str
    is_provisional: bool
    latest: Latest


def tile(series: Series, last: Month) -> Tile | None:
    """The last two years of a series as a tile; None where it shows nothing."""
    first = last.plus(1 - SPARK_MONTHS)
    latest = latest_of(series, first, last)
    if latest is None:
        return None
    change = latest.on_year
    return Tile(
        draw_spark(series, last, SPARK),
        captions.trend_told([series], first, last),
        numbers.number(latest.value),
        times.brief_month(latest.month.first),
        ""
        if change is None
        else _("%(share)s on %(month)s")
        % {
            "share": numbers.percent(change, signed=True),
            "month": times.brief_month(latest.month.plus(-12).first),
        },
        latest.is_provisional,
        latest,
    )


def source_notes(source: str, as_of: Mapping[str, date], licence: str) -> list[str]:
    """The lines that are burnt into a chart that leaves the portal."""
    days = ", ".join(f"{code} {times.dated(day)}" for code, day in as_of.items())
    return [
        _("Source: %(source)s. As of: %(days)s.") % {"source": source, "days": days},
        _("Licence: %(licence)s.") % {"licence": licence},
    ]


def png(sheet: Sheet) -> bytes:
    """A sheet as a picture, twice its size; the same facts make the same bytes."""
    return printing.picture(sheet.svg(), sheet.width, sheet.height)


def _each_size(draw: Callable[[Size], Drawing]) -> list[tuple[Size, Drawing]]:
    return [(size, draw(size)) for size in SIZES]


def _marks_of(series: Sequence[Series], first: Month, last: Month) -> tuple[bool, bool]:
    """Whether anything is hidden, and provisional."""
    figures = [figure for each in series for _month, figure in each.within(first, last)]
    return any(figure.is_hidden for figure in figures), any(figure.is_provisional for figure in figures)


def _by_year(name: str, series: Sequence[Series], first: Month, last: Month, *, is_fiscal: bool = False) -> Table:
    """A row for each series and year, the latest year first, months across."""
    count = year_number(last, is_fiscal=is_fiscal) - year_number(first, is_fiscal=is_fiscal) + 1
    years = years_to(last, is_fiscal=is_fiscal, years=count)
    rows: list[tuple[str, list[Cell]]] = []
    for year in reversed(years):
        if len(series) > 1:
            rows.append((captions.year_name(year), []))
        months = list(months_between(year.first, year.last))
        for each in series:
            cells = [cell_of(each.at(month)) if first <= month <= last else Cell("") for month in months]
            rows.append((each.name if len(series) > 1 else captions.year_name(year), cells))
    return Table(name, _twelve(years[0].first), rows)


def _twelve(first: Month = JANUARY) -> list[str]:
    return [times.month_alone(month.first) for month in months_between(first, first.plus(11))]


def cell_of(figure: Figure) -> Cell:
    if figure.is_hidden:
        return Cell(HIDDEN, is_hidden=True)
    if figure.value is None:
        return Cell("–")
    return Cell(numbers.number(figure.value), is_provisional=figure.is_provisional)


def _step(step: Step) -> Cell:
    cell = cell_of(step.figure)
    if step.change:
        return Cell(cell.words, is_provisional=cell.is_provisional, note=numbers.number(step.change, signed=True))
    return Cell("") if step.figure.value is None and not step.figure.is_hidden else cell
