"""What one delegation publishes of one series, whichever of its datasets tell it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Concat

from portal.core.people import Person
from portal.people.models import Delegation
from workinggroup.flows.charts.figures import Figure, Series
from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.indicators import indicators
from workinggroup.flows.models import CODES, Dataset, FlowSeries, PublishedFigure, Vintage
from workinggroup.flows.naming import style_of
from workinggroup.flows.queries.telling import Told, told
from workinggroup.flows.states import Status

BETWEEN = "|"


@dataclass(frozen=True)
class Side:
    """One side of a comparison: whose count, of what, and its figures with the days since which they hold.

    `days` are those of the vintages of its datasets, latest first; `as_of` is the one that is compared, None where there is none.
    `tellers` are the series that count, by month; `stands` the day of each dataset's vintage that is compared.
    """

    delegation: Delegation
    key: Key
    series: Series
    since: Mapping[Month, date] = field(repr=False)
    datasets: Sequence[Dataset] = ()
    days: Sequence[date] = ()
    as_of: date | None = None
    told_by: UUID | None = None
    tellers: Mapping[Month, Told] = field(default_factory=dict, repr=False)
    stands: Sequence[tuple[Dataset, date]] = ()

    @property
    def code(self) -> str:
        return self.delegation.code

    @property
    def rounding(self) -> int:
        return max((each.rounding for each in self.datasets), default=0)


def merged(found: Sequence[Told]) -> dict[Month, Told]:
    """Which of several datasets that tell one series counts, by month: one that hides it, else the oldest."""
    tellers: dict[Month, Told] = {}
    for each in found:
        for month, figure in each.figures.items():
            if month not in tellers or (figure.is_hidden and not tellers[month].figures[month].is_hidden):
                tellers[month] = each
    return dict(sorted(tellers.items()))


def sides_of(user: Person, wanted: Iterable[tuple[Delegation, Key]], *, as_of: date | None = None) -> dict[Key, Side]:
    """These series as somebody sees them, by their keys. Four SQL queries."""
    by_key = {key: delegation for delegation, key in wanted}
    names = [BETWEEN.join(key) for key in by_key]
    rows = FlowSeries.objects.visible_to(user).filter(
        indicator__in={key[0] for key in by_key}, reporting__in={key[1] for key in by_key}
    )
    keys = rows.alias(name=_joined()).filter(name__in=names).values_list("pk", flat=True)
    found: dict[Key, list[Told]] = {}
    for each in told(user, as_of=as_of, keys=list(keys)):
        found.setdefault(each.key, []).append(each)
    days = _days(user, {each.dataset.pk for tellings in found.values() for each in tellings})
    return {
        key: _side(delegation, key, sorted(found.get(key, []), key=lambda each: each.dataset.created_at), days, as_of)
        for key, delegation in by_key.items()
    }


def comparable(user: Person) -> list[FlowSeries]:
    """The series of which something is published and whose indicator has a mirror: of several datasets with one series the
    oldest has it. One SQL query."""
    mirrored = [key for key, each in indicators().items() if each.mirror]
    out = PublishedFigure.objects.visible_to(user).filter(series=OuterRef("pk"))
    rows = FlowSeries.objects.visible_to(user).filter(Exists(out), indicator__in=mirrored)
    found: dict[Key, FlowSeries] = {}
    for each in rows.select_related("dataset__delegation").order_by(
        "dataset__delegation__order", "dataset__created_at", *CODES
    ):
        found.setdefault(each.key, each)
    return list(found.values())


def series_of(delegation: Delegation, figures: Mapping[Month, Figure]) -> Series:
    """Figures under the name of a delegation, in its colour and its kind of line."""
    return Series(str(delegation), delegation.code, figures, delegation.colour, style_of(delegation))


def _side(
    delegation: Delegation, key: Key, found: Sequence[Told], days: Mapping[UUID, list[date]], as_of: date | None
) -> Side:
    tellers = merged(found)
    figures = {month: each.figures[month] for month, each in tellers.items()}
    known = sorted({day for each in found for day in days.get(each.dataset.pk, [])}, reverse=True)
    return Side(
        delegation,
        key,
        series_of(delegation, figures),
        {month: each.since[month] for month, each in tellers.items()},
        [each.dataset for each in found],
        known,
        _latest(known, as_of),
        found[0].pk if found else None,
        tellers,
        [(each.dataset, day) for each in found if (day := _latest(days.get(each.dataset.pk, []), as_of))],
    )


def _latest(days: Sequence[date], as_of: date | None) -> date | None:
    """The latest of these days, which are the latest first, that is not after the one asked for."""
    return next((day for day in days if as_of is None or day <= as_of), None)


def _days(user: Person, datasets: Iterable[UUID]) -> dict[UUID, list[date]]:
    """The days of all published vintages, by dataset."""
    rows = Vintage.objects.visible_to(user).filter(dataset__in=list(datasets), status=Status.PUBLISHED)
    found: dict[UUID, list[date]] = {}
    for dataset, day in rows.order_by("-as_of").values_list("dataset", "as_of"):
        found.setdefault(dataset, []).append(day)
    return found


def _joined() -> Any:
    parts: list[Any] = []
    for name in CODES:
        parts += [F(name), Value(BETWEEN)]
    return Concat(*parts[:-1])
