"""Tables of three dimensions by the quarter, as somebody sees them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from portal.core.people import Person
from workinggroup.flows.charts.figures import Figure, published
from workinggroup.flows.cube.months import Month, Span, quarter_of
from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.models import CODES, Dataset, PublishedFigure
from workinggroup.flows.quarters import QuarterFigure
from workinggroup.flows.queries.showing import Asked
from workinggroup.flows.queries.telling import PROVISIONAL
from workinggroup.flows.states import Mark

# So many quarters may be chosen.
MOST = 20


@dataclass(frozen=True, slots=True)
class QuarterCell:
    """A cell of a quarter: what it is of, what is shown, and since which day."""

    key: Key
    figure: Figure
    since: date


@dataclass(frozen=True)
class Quarterly:
    """The tables of one quarter of one side, by dataset; `spans` are the quarters that there are, the latest first. `residual`
    are the citizenships that the rest holds, as far as months tell them.
    """

    span: Span
    spans: Sequence[Span]
    cells: Mapping[Dataset, list[QuarterCell]] = field(repr=False)
    residual: Sequence[str] = ()


def quarterly_of(key: str, user: Person, side: str, asked: Asked) -> Quarterly | None:
    """The quarter that is asked for, else the latest; None where the side tells none. One SQL query, three where there are
    quarters, and one more where something is told together.
    """
    rows = QuarterFigure.objects.visible_to(user).as_of(asked.held)
    rows = rows.filter(series__indicator=key, series__dataset__delegation=side).exclude(mark=Mark.GONE)
    firsts = rows.order_by("-month").values_list("month", flat=True).distinct()[:MOST]
    spans = [quarter_of(Month.of(first)) for first in firsts]
    if not spans:
        return None
    span = asked.quarter if asked.quarter in spans else spans[0]
    found: dict[Any, list[QuarterCell]] = {}
    names = [f"series__{name}" for name in CODES]
    facts = ("series__dataset", "value", "mark", "status", "as_of", *names)
    for pk, value, mark, status, since, *codes in (
        rows.filter(month=span.first.first).order_by(*names).values_list(*facts)
    ):
        figure = published(value, is_hidden=mark == Mark.HIDDEN, is_provisional=status == PROVISIONAL)
        found.setdefault(pk, []).append(QuarterCell(tuple(codes), figure, since))
    datasets = Dataset.objects.visible_to(user).filter(pk__in=found).select_related("delegation").order_by("created_at")
    cells = {each: found[each.pk] for each in datasets}
    told = {each.key[CODES.index("citizenship")] for of_it in cells.values() for each in of_it}
    residual = sorted(_counted(key, user, cells, span, asked) - told - {TOTAL}) if OTHER in told else []
    return Quarterly(span, spans, cells, residual)


def _counted(key: str, user: Person, datasets: Mapping[Dataset, Any], span: Span, asked: Asked) -> set[str]:
    """The citizenships of which a month of the quarter tells somebody, shown or hidden. One SQL query."""
    rows = PublishedFigure.objects.visible_to(user).as_of(asked.held)
    rows = rows.filter(Q(value__gt=0) | Q(mark=Mark.HIDDEN), series__indicator=key, series__dataset__in=list(datasets))
    rows = rows.filter(month__gte=span.first.first, month__lte=span.last.first)
    return set(rows.order_by().values_list("series__citizenship", flat=True).distinct())


def cells_told(found: Quarterly | None) -> Iterator[tuple[Dataset, QuarterCell]]:
    """Every cell with its dataset."""
    if found:
        for dataset, cells in found.cells.items():
            for each in cells:
                yield dataset, each
