"""What is due of the figures: the month after the last that a dataset has published."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from portal.core.deadlines import Deadline, Kind, Named
from portal.core.postgresql.plans import KeptStatement
from workinggroup.flows.cube.months import Month
from workinggroup.flows.indicators import annual
from workinggroup.flows.models import Dataset

YEAR = 12
# Of each dataset of a side its last published month, where no later vintage is approved and waits for its hour alone. Of what
# others collected nobody owes the next month.
LAST = KeptStatement("""
SELECT dataset.id, dataset.due_after, max(figure.month), bool_and(series.indicator = ANY (%(annual)s))
FROM workinggroup_dataset AS dataset
JOIN workinggroup_flowseries AS series ON series.dataset_id = dataset.id
CROSS JOIN LATERAL (SELECT month FROM workinggroup_publishedfigure WHERE series_id = series.id
    AND until IS NULL AND is_out AND mark <> '-' ORDER BY month DESC LIMIT 1) AS figure
WHERE dataset.delegation_id = %(side)s AND dataset.origin <> 'third_party' AND NOT EXISTS (
    SELECT FROM workinggroup_vintage AS vintage
    WHERE vintage.dataset_id = dataset.id AND vintage.status IN ('queued', 'working', 'ready'))
GROUP BY 1, 2 ORDER BY 1
""")


def find_due(side: str, *, now: datetime) -> Iterable[Deadline]:
    """The next month of each dataset of the side, or the next year, for its coordinators. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(LAST, {"side": side, "annual": annual()})
        rows = cursor.fetchall()
    for key, days, last, is_annual in rows:
        due = Month.of(last).plus((YEAR if is_annual else 1) + 1).first + timedelta(days=days - 1)
        yield Deadline("figures", key, due, side)


def name_datasets(keys: Sequence[UUID]) -> dict[UUID, Named]:
    return {each.pk: Named(str(each), each.get_absolute_url()) for each in Dataset.objects.filter(pk__in=keys)}


KINDS = [Kind("figures", _("Figures of the next month are due"), find_due, name_datasets, waits=False)]
