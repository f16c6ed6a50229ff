"""How the published figures of a series changed from release to release."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from portal.core.people import Person
from workinggroup.flows import captions
from workinggroup.flows.charts.figures import NONE, Figure, published
from workinggroup.flows.charts.triangle import Triangle
from workinggroup.flows.citing import Citation
from workinggroup.flows.cube.months import Month, Span, month_span
from workinggroup.flows.exporting.about import unit
from workinggroup.flows.exporting.shown import NORMAL, STATUSES
from workinggroup.flows.indicators import indicators
from workinggroup.flows.models import FlowSeries, PublishedFigure, Vintage
from workinggroup.flows.naming import name_of_flow
from workinggroup.flows.plates import Plate, triangle_plate
from workinggroup.flows.queries.telling import PROVISIONAL, delegations_by_country
from workinggroup.flows.states import Mark, Status

# What a page shows of a long life: the latest releases and months.
RELEASES, MONTHS = 24, 24
# Of each month what was published: from which day on, the figure, and what its file said of it.
Held = tuple[date, Figure, str]
Cells = dict[Month, list[Held]]


@dataclass(frozen=True)
class Change:
    """A figure as one release gave it, and by how much it changed what was shown before; None where nothing was. `status` is what
    its file said of it."""

    span: Span
    as_of: date
    figure: Figure
    change: int | None
    address: str
    status: str = NORMAL


@dataclass(frozen=True)
class Revisions:
    """A series through all its releases; `changes` are all that was published, month by month."""

    series: FlowSeries
    name: str
    plate: Plate
    releases: Sequence[date]
    changes: Sequence[Change] = field(repr=False)

    @property
    def latest(self) -> date | None:
        return max(self.releases, default=None)


def revisions_of(user: Person, series: FlowSeries) -> Revisions:
    """The triangle of a series, of published cells alone. Three SQL queries."""
    told = _told(user, series)
    days = Vintage.objects.visible_to(user).filter(dataset=series.dataset_id, status=Status.PUBLISHED)
    first = min((day for cells in told.values() for day, _figure, _status in cells), default=None)
    releases = [day for day in days.order_by("as_of").values_list("as_of", flat=True) if first and day >= first]
    whole = Triangle(releases, {month: _in_each(cells, releases) for month, cells in told.items()})
    drawn = whole.latest(RELEASES, MONTHS)
    name = name_of_flow(series.key)
    months = sorted(drawn.figures)
    about = ""
    if months:
        side = series.dataset.delegation
        words = f"{name}, {unit(indicators()[series.indicator].unit)}"
        about = captions.subtitle(words, months[0], months[-1], {side.code: releases[-1]})
    plate = triangle_plate("revisions", name, drawn, about=about, whole=whole)
    return Revisions(series, name, plate, releases, list(_changes(series, told, delegations_by_country())))


def _told(user: Person, series: FlowSeries) -> Cells:
    cells = PublishedFigure.objects.visible_to(user).filter(series=series).order_by("month", "as_of")
    found: Cells = {}
    for day, value, mark, status, as_of in cells.values_list("month", "value", "mark", "status", "as_of"):
        figure = published(value, is_hidden=mark == Mark.HIDDEN, is_provisional=status == PROVISIONAL)
        said = status if status in STATUSES and figure.value is not None else NORMAL
        found.setdefault(Month.of(day), []).append((as_of, figure, said))
    return found


def _in_each(cells: Sequence[Held], releases: Sequence[date]) -> list[Figure]:
    """A month's figure in each release."""
    return [next((figure for day, figure, _status in reversed(cells) if day <= release), NONE) for release in releases]


def _changes(series: FlowSeries, told: Cells, delegations: dict[str, str]) -> Iterator[Change]:
    for month, cells in told.items():
        before: int | None = None
        for day, figure, status in cells:
            change = None if before is None or figure.value is None else figure.value - before
            address = "" if figure == NONE else str(Citation.of(series.key, month_span(month), day, delegations))
            yield Change(month_span(month), day, figure, change, address, status)
            before = figure.value if figure.value is not None else before
