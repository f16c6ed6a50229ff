"""Which delegation has reported which month of what, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from portal.core.people import Person
from workinggroup.flows.charts.status import MONTHS, Reported
from workinggroup.flows.cube.months import Month, months_between
from workinggroup.flows.models import Dataset
from workinggroup.flows.queries.datasets import DatasetLine

# For each dataset and month the day on which the first figure of it came out, and whether what holds is provisional.
FIRST_OUT = """
SELECT series.dataset_id, figure.month, min(vintage.published_at)::date,
    bool_or(figure.until IS NULL AND figure.status = 'P')
FROM workinggroup_publishedfigure AS figure
JOIN workinggroup_flowseries AS series ON series.id = figure.series_id
JOIN workinggroup_vintage AS vintage ON vintage.id = figure.since_id
WHERE figure.is_out AND figure.month >= %(first)s AND figure.mark <> '-' AND series.dataset_id = ANY (%(datasets)s)
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class ReportedLine:
    """A dataset and how each of its months stands."""

    dataset: Dataset
    name: str
    months: Mapping[Month, Reported]


def reported_by(lines: Sequence[DatasetLine], user: Person, *, today: date) -> list[ReportedLine]:
    """How the latest months of each dataset stand. One SQL query. A month that came with a dataset's first vintage is on time,
    for nobody waited for it here."""
    last = Month.of(today).plus(-1)
    first = last.plus(1 - MONTHS["wide"])
    with connection.cursor() as cursor:
        cursor.execute(FIRST_OUT, {"first": first.first, "datasets": [line.dataset.pk for line in lines]})
        rows = cursor.fetchall()
    found: dict[UUID, dict[Month, tuple[date, bool]]] = {}
    for pk, month, day, is_soft in rows:
        found.setdefault(pk, {})[Month.of(month)] = day, is_soft
    return [
        ReportedLine(line.dataset, str(line.dataset), _months(line, found.get(line.dataset.pk, {}), first, last, today))
        for line in lines
    ]


def _months(
    line: DatasetLine, came: Mapping[Month, tuple[date, bool]], first: Month, last: Month, today: date
) -> dict[Month, Reported]:
    opened = line.dataset.created_at.date()
    begins = max(first, min(came, default=last))
    found = {}
    for month in months_between(begins, last):
        due = month.plus(1).first + timedelta(days=line.dataset.due_after - 1)
        if month not in came:
            found[month] = Reported.NOT_DUE if due >= today else Reported.MISSING
        elif came[month][1]:
            found[month] = Reported.PROVISIONAL
        else:
            found[month] = Reported.LATE if came[month][0] > due >= opened else Reported.ON_TIME
    return found
