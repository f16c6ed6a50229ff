"""The exact figures of a dataset, for its delegation alone: what holds now, and how a vintage's changes are written.

Rows are written by one statement each, however many there are, and figures that did not change are not written again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection

from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.importing.rows import At, Figure
from workinggroup.flows.models import CODES, Dataset, FlowSeries, Observation, Vintage
from workinggroup.flows.states import Status

SERIES = """
INSERT INTO workinggroup_flowseries (id, dataset_id, releasable_to, editable_by, indicator, reporting, counterpart, area,
    citizenship, "group")
SELECT each.id, %(dataset)s, ARRAY[%(side)s], ARRAY[%(side)s], each.a, each.b, each.c, each.d, each.e, each.f
FROM unnest(%(ids)s::uuid[], %(a)s::text[], %(b)s::text[], %(c)s::text[], %(d)s::text[], %(e)s::text[], %(f)s::text[])
    AS each (id, a, b, c, d, e, f)
"""
OBSERVATIONS = """
INSERT INTO workinggroup_observation (delegation_id, series_id, month, value, status, since_id)
SELECT %(side)s, each.* , %(vintage)s
FROM unnest(%(series)s::uuid[], %(months)s::date[], %(values)s::bigint[], %(statuses)s::text[]) AS each
"""
# What a vintage changes ends what held before it.
CLOSE = """
UPDATE workinggroup_observation AS old SET until_id = %(vintage)s
FROM workinggroup_observation AS new
WHERE new.since_id = %(vintage)s AND old.series_id = new.series_id AND old.month = new.month
    AND old.until_id IS NULL AND old.since_id <> %(vintage)s
"""


@dataclass(frozen=True)
class Held:
    """The exact figures of a dataset, with what is said of each, and the keys of its series."""

    figures: Mapping[At, tuple[int, str]]
    series: Mapping[Key, UUID]

    @property
    def values(self) -> dict[At, int]:
        return {at: value for at, (value, _status) in self.figures.items()}


def current(dataset: Dataset, *, draft: Vintage | None = None) -> Held:
    """What holds of a dataset: as last published, or as it will be with `draft`. Two SQL queries."""
    series = keys_of(dataset)
    by_id = {pk: key for key, pk in series.items()}
    rows = Observation.objects.filter(series__dataset=dataset, until__isnull=True)
    figures: dict[At, tuple[int, str]] = {}
    drafted: list[tuple[At, int | None, str]] = []
    facts = ("series_id", "month", "value", "status", "since_id", "since__status")
    for pk, month, value, status, since, stands in rows.values_list(*facts).iterator(chunk_size=10_000):
        at = by_id[pk], Month.of(month)
        if draft is not None and since == draft.pk:
            drafted.append((at, value, status))
        elif stands == Status.PUBLISHED and value is not None:
            figures[at] = value, status
    for at, changed, said in drafted:
        figures.pop(at, None)
        if changed is not None:
            figures[at] = changed, said
    return Held(figures, series)


def keys_of(dataset: Dataset) -> dict[Key, UUID]:
    """The series of a dataset by their codes. One SQL query."""
    return {tuple(codes): pk for pk, *codes in FlowSeries.objects.filter(dataset=dataset).values_list("id", *CODES)}


def earlier(dataset: Dataset, *, vintages: int = 3) -> list[dict[At, int]]:
    """What stood in the vintages before the one that holds, the latest first, of figures that were changed since: by them a
    revision that goes back is recognised. Two SQL queries."""
    by_id = {pk: key for key, pk in keys_of(dataset).items()}
    rows = Observation.objects.filter(series__dataset=dataset, until__isnull=False, value__isnull=False)
    found: dict[int, dict[At, int]] = {}
    for pk, month, value, number in rows.values_list("series_id", "month", "value", "until__number"):
        found.setdefault(number, {})[by_id[pk], Month.of(month)] = value or 0
    return [found[number] for number in sorted(found, reverse=True)[:vintages]]


def write(vintage: Vintage, held: Held, figures: Mapping[At, Figure]) -> None:
    """Write what a vintage changes, its marks too, and the series that are new. Two SQL queries."""
    rows: list[tuple[At, int | None, str]] = [
        (at, figure.value, figure.status)
        for at, figure in figures.items()
        if held.figures.get(at) != (figure.value, figure.status)
    ]
    rows += [(at, None, "A") for at in held.figures if at not in figures]
    keys = add_series(vintage.dataset, held.series, (at[0] for at, _value, _status in rows))
    with connection.cursor() as cursor:
        cursor.execute(
            OBSERVATIONS,
            {
                "side": vintage.delegation_id,
                "vintage": vintage.pk,
                "series": [keys[key] for (key, _month), _value, _status in rows],
                "months": [month.first for (_key, month), _value, _status in rows],
                "values": [value for _at, value, _status in rows],
                "statuses": [status for _at, _value, status in rows],
            },
        )


def add_series(dataset: Dataset, known: Mapping[Key, UUID], wanted: Iterable[Key]) -> dict[Key, UUID]:
    """The keys of all these series, those that are not there yet made, their delegation's own affair. At most one SQL query."""
    new = {key: uuid4() for key in sorted(set(wanted) - known.keys())}
    if new:
        columns = dict(zip("abcdef", map(list, zip(*new, strict=True)), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(
                SERIES, {"dataset": dataset.pk, "side": dataset.delegation_id, "ids": list(new.values()), **columns}
            )
    return {**known, **new}


def close(vintage: Vintage) -> None:
    """End what held before a vintage that is published. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(CLOSE, {"vintage": vintage.pk})


def drop(vintage: Vintage) -> None:
    """Remove the figures of a vintage that is withdrawn, and the series that only it had. Two SQL queries."""
    Observation.objects.filter(since=vintage).delete()
    FlowSeries.objects.filter(
        dataset=vintage.dataset_id, observations__isnull=True, published__isnull=True, quarters__isnull=True
    ).delete()


def changed_months(vintage: Vintage) -> set[Month]:
    """The months of which a vintage changes something. One SQL query."""
    return {
        Month.of(each) for each in Observation.objects.filter(since=vintage).values_list("month", flat=True).distinct()
    }
