"""Series of published figures as somebody sees them, as of a day or the latest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from portal.core.people import Person
from portal.people.models import Delegation
from workinggroup.flows.charts.figures import Figure, published
from workinggroup.flows.citing import by_country
from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing.layouts import DIMENSIONS, Key, Meaning
from workinggroup.flows.models import CODES, AsOf, Dataset, FlowSeries, PublishedFigure, Vintage
from workinggroup.flows.states import Mark, Status

PROVISIONAL = "P"


@dataclass(frozen=True)
class Told:
    """One series with its figures by month, each as it was released, and what its file said of each that is no normal one.

    `since` are the days from which the figures hold, where they are later than the first.
    """

    pk: UUID
    key: Key
    dataset: Dataset
    figures: Mapping[Month, Figure] = field(repr=False)
    statuses: Mapping[Month, str] = field(repr=False, default_factory=dict)
    since: Mapping[Month, date] = field(repr=False, default_factory=dict)

    def code(self, meaning: Meaning) -> str:
        return self.key[DIMENSIONS.index(meaning)]

    @property
    def last(self) -> Month | None:
        """The latest month of which there is a figure."""
        return max(self.figures, default=None)


def told(
    user: Person,
    *,
    as_of: AsOf = None,
    first: Month | None = None,
    last: Month | None = None,
    datasets: Iterable[UUID] | None = None,
    keys: Iterable[UUID] | None = None,
    **codes: str,
) -> list[Told]:
    """The series with these codes, in the order of the delegations and their codes. Two SQL queries.

    `codes` are those of `FlowSeries`; what is not named may be anything.
    """
    rows = FlowSeries.objects.visible_to(user).filter(**codes).select_related("dataset__delegation")
    if datasets is not None:
        rows = rows.filter(dataset__in=list(datasets))
    if keys is not None:
        rows = rows.filter(pk__in=list(keys))
    series = {row.pk: row for row in rows.order_by("dataset__delegation__order", "dataset__created_at", *CODES)}
    cells = PublishedFigure.objects.visible_to(user).as_of(as_of).filter(series__in=list(series))
    if first:
        cells = cells.filter(month__gte=first.first)
    if last:
        cells = cells.filter(month__lte=last.first)
    return _put_together(series, cells.exclude(mark=Mark.GONE))


def _put_together(series: Mapping[UUID, FlowSeries], cells: Any) -> list[Told]:
    figures: dict[UUID, dict[Month, Figure]] = {pk: {} for pk in series}
    statuses: dict[UUID, dict[Month, str]] = {pk: {} for pk in series}
    since: dict[UUID, dict[Month, date]] = {pk: {} for pk in series}
    facts = ("series_id", "month", "value", "mark", "status", "as_of")
    for pk, day, value, mark, status, as_of in cells.order_by("month").values_list(*facts):
        month = Month.of(day)
        is_soft = status == PROVISIONAL
        figures[pk][month] = published(value, is_hidden=mark == Mark.HIDDEN, is_provisional=is_soft)
        since[pk][month] = as_of
        if status not in {"A", PROVISIONAL}:
            statuses[pk][month] = status
    return [
        Told(pk, row.key, row.dataset, figures[pk], statuses[pk], since[pk])
        for pk, row in series.items()
        if figures[pk]
    ]


def totals_of(found: Sequence[Told], *but: Meaning) -> list[Told]:
    """The series that are summed over everything that may be, except over these dimensions, which they tell."""
    free = [Meaning.COUNTERPART, Meaning.AREA, Meaning.CITIZENSHIP, Meaning.GROUP]
    return [each for each in found if all((each.code(meaning) == TOTAL) != (meaning in but) for meaning in free)]


def latest_vintages(user: Person, datasets: Iterable[UUID], *, as_of: date | None = None) -> dict[UUID, date]:
    """The day of the vintage that holds, of each of these datasets that has one. One SQL query."""
    rows = Vintage.objects.visible_to(user).filter(dataset__in=list(datasets), status=Status.PUBLISHED)
    if as_of:
        rows = rows.filter(as_of__lte=as_of)
    return dict(rows.order_by().values_list("dataset").annotate(day=Max("as_of")))


def delegations_by_country() -> dict[str, str]:
    """The codes of delegations by those of their countries. One SQL query."""
    return by_country(Delegation.objects.filter(kind="delegation").order_by("order").values_list("code", flat=True))
