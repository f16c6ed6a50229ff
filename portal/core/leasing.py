"""Work that a person asks for and whichever timer comes first does: its oldest row is taken by one worker at a time.

Such a row has `status`, `started_at`, `attempts`, `done`, and `requested_at`. It waits as "queued"; it is "working" from when it
is taken until it is settled. A worker that dies leaves it there, and after a while another takes it over: `attempts` says whose
it is.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from portal.core.reader import Reader, reading_as

QUEUED, WORKING = "queued", "working"
STALLED = timedelta(minutes=15)
# So often a row is taken before it is given up.
MOST_ATTEMPTS = 3


def lease(rows: QuerySet[Any], side: Reader, *, now: datetime) -> Any:
    """Take the oldest of a side's rows that wait or whose worker has said nothing for 15 minutes; None where there is none.

    Two who ask at the same moment never get the same row, and neither waits for the other. Two SQL queries.
    """
    with reading_as(side):
        waiting = Q(status=QUEUED) | Q(status=WORKING, started_at__lt=now - STALLED)
        free = rows.select_for_update(skip_locked=True, of=("self",)).filter(waiting)
        row = free.order_by("requested_at", "pk").first()
        if row is not None:
            row.status, row.started_at, row.attempts, row.done = WORKING, now, row.attempts + 1, 0
            row.save(update_fields=["status", "started_at", "attempts", "done"])
        return row
