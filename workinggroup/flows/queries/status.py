"""Which delegation has reported which month of what, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from workinggroup.flows.charts.status import MONTHS, Reported
from workinggroup.flows.cube.months import Month, months_between
from workinggroup.flows.exporting.shown import Origin
from workinggroup.flows.indicators import annual, indicators
from workinggroup.flows.models import Dataset
from workinggroup.flows.queries.datasets import YEAR, DatasetLine, due_of

# Of each indicator of each dataset, by month, the day on which its first figure came out, and whether what holds is provisional.
FIRST_OUT = KeptStatement("""
SELECT series.dataset_id, series.indicator, figure.month, min(vintage.published_at)::date,
    bool_or(figure.until IS NULL AND figure.status = 'P'), bool_or(figure.until IS NULL)
FROM workinggroup_publishedfigure AS figure
JOIN workinggroup_flowseries AS series ON series.id = figure.series_id
JOIN workinggroup_vintage AS vintage ON vintage.id = figure.since_id
WHERE figure.is_out AND figure.month >= %(first)s AND figure.mark <> '-' AND series.dataset_id = ANY (%(datasets)s)
GROUP BY 1, 2, 3
""")
# So many months ahead the calendar goes.
AHEAD = 12


@dataclass(frozen=True)
class ReportedLine:
    """An indicator of a dataset, "" where it has published none, and how each of its months stands."""

    dataset: Dataset
    indicator: str
    months: Mapping[Month, Reported]


Came = Mapping[Month, tuple[date, bool]]


def reported_by(lines: Sequence[DatasetLine], user: Person, *, today: date) -> list[ReportedLine]:
    """How the latest months of each indicator of each dataset stand. One SQL query. A month that came with a dataset's first
    vintage is on time, for nobody waited for it here."""
    last = Month.of(today).plus(-1)
    first = last.plus(1 - MONTHS["wide"])
    with connection.cursor() as cursor:
        cursor.execute(FIRST_OUT, {"first": first.first, "datasets": [line.dataset.pk for line in lines]})
        rows = cursor.fetchall()
    found: dict[UUID, dict[str, dict[Month, tuple[date, bool]]]] = {}
    held: set[tuple[UUID, str]] = set()
    for pk, indicator, month, day, is_soft, holds in rows:
        found.setdefault(pk, {}).setdefault(indicator, {})[Month.of(month)] = day, is_soft
        if holds:
            held.add((pk, indicator))
    return [
        ReportedLine(line.dataset, indicator, _months(line, indicator, came, first, last, today))
        for line in lines
        for indicator, came in _ordered(found.get(line.dataset.pk, {}))
        # What it tells no more is not missing.
        if not indicator or (line.dataset.pk, indicator) in held
    ]


def _ordered(came: Mapping[str, Came]) -> list[tuple[str, Came]]:
    return [(key, came[key]) for key in indicators() if key in came] or [("", {})]


def _months(
    line: DatasetLine, indicator: str, came: Came, first: Month, last: Month, today: date
) -> dict[Month, Reported]:
    opened = line.dataset.created_at.date()
    begins = max(first, min(came, default=last))
    found = {}
    for month in months_between(begins, last):
        if indicator in annual() and month.number != YEAR and month not in came:
            continue
        due = due_of(line.dataset, month)
        if month not in came:
            is_owed = due < today and line.dataset.origin != Origin.THIRD_PARTY
            found[month] = Reported.MISSING if is_owed else Reported.NOT_DUE
        elif came[month][1]:
            found[month] = Reported.PROVISIONAL
        else:
            found[month] = Reported.LATE if came[month][0] > due >= opened else Reported.ON_TIME
    return found


@dataclass(frozen=True)
class Due:
    """A day on which the figures of a month of a dataset are due."""

    day: date
    dataset: Dataset
    month: Month


def calendar_of(lines: Sequence[DatasetLine], *, today: date) -> list[tuple[date, list[Due]]]:
    """What is due in each of the months ahead, by its first day, what is late first. No SQL query."""
    end = Month.of(today).plus(AHEAD).first
    every: list[Due] = []
    for line in lines:
        month = line.next if line.due else None
        while month and (day := due_of(line.dataset, month)) < end:
            every.append(Due(day, line.dataset, month))
            month = month.plus(line.step)
    every.sort(key=lambda due: (due.day, due.dataset.delegation_id))
    found: dict[date, list[Due]] = {}
    for due in every:
        found.setdefault(max(due.day, today).replace(day=1), []).append(due)
    return list(found.items())
