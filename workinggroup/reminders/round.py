"""One round of reminding, whoever rings: Celery beat each minute, or `manage.py dispatch_reminders`."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.utils import timezone

from portal.core.limits import end_overstayers
from portal.notifications.delivery import Tally, deliver_due
from portal.people.daily import tell_daily_head
from portal.people.readers import everybody, reader_of
from workinggroup.reminders.operations import plan_all, post_due


def run_round(*, clock: Callable[[], datetime] = timezone.now) -> Tally:
    """Post what is due, plan what is to come, deliver the outbox. Returns what the delivery did.

    Due rows are posted before planning, so that a reminder whose hour has come is not dropped as no longer ahead. What waits
    is asked when a digest is posted and again when it leaves: a mail says what is true at that second. First of all, whoever
    keeps others waiting is ended. Once a day the head of the trail goes out with it.
    """
    with connection.cursor() as cursor:
        end_overstayers(cursor)
    now = clock()
    post_due(now=now)
    plan_all(now=now)
    tell_daily_head(now=now)
    return deliver_due(everybody(), reader_of, clock=clock)
