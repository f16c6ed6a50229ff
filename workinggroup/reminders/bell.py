"""One stroke of the bell, whoever rings it: Celery beat each minute, or `manage.py dispatch_reminders`."""

from datetime import datetime

from portal.notifications.delivery import Tally, deliver_due
from portal.people.readers import everybody, reader_of
from workinggroup.reminders.operations import plan_all, post_due


def ring_once(*, now: datetime) -> Tally:
    """Post what is due, plan what is to come, deliver the outbox. Returns what the delivery did.

    Due rows are posted before planning, so that a reminder whose hour has come is not dropped as no longer ahead.
    """
    post_due(now=now)
    plan_all(now=now)
    return deliver_due(everybody(), reader_of)
