"""One round of reminding, whichever timer starts it: Celery beat each minute, or `manage.py dispatch_reminders`."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import connection
from django.db.models import Min
from django.utils import timezone

from meetings.adoption.operations.silence import close_due_silences
from meetings.release.operations import release_due
from meetings.release.operations.checking import check_released
from portal.core.limits import end_overstayers
from portal.core.reader import Reader, reading_as
from portal.notifications.delivery import Tally, deliver_due
from portal.notifications.states import Timer
from portal.notifications.timers import run_timed
from portal.people.bell.operations import forget_notices
from portal.people.daily import tell_daily_head
from portal.people.readers import everybody, reader_of
from portal.people.returning import take_refusal
from workinggroup.actionitems.operations import follow_working_days, free_items
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import post_and_plan
from workinggroup.reminders.states import Status


def run_round(*, timer: Timer = Timer.SECOND, clock: Callable[[], datetime] = timezone.now) -> Tally:
    """Post what is due, plan what is to come, deliver the outbox. Returns what the delivery did.

    Due rows are posted before planning, so that a reminder whose hour has come is not dropped as no longer ahead. What waits
    is asked when a digest is posted and again when it leaves: a mail says what is true at that second. First of all, whoever
    keeps others waiting is ended, silences whose end has come are closed, what is due to be released goes out, who left keeps
    no action items, and dates that are counted in working days follow these. Once a day the head of the trail goes out with it,
    what is public is held against what was signed, and old notices are let go of. What fails before it does not keep the mails
    back.
    """
    return run_timed(timer, lambda: _round(clock), clock=clock)


def oldest_due(sides: Iterable[Reader], *, now: datetime) -> datetime | None:
    """When the reminder was due that is due longest and not handed to the outbox yet."""
    found = []
    for reader in sides:
        with reading_as(reader):
            due = Reminder.objects.filter(status=Status.PLANNED, goes_at__lte=now)
            found.append(due.aggregate(oldest=Min("goes_at"))["oldest"])
    return min((each for each in found if each), default=None)


def _round(clock: Callable[[], datetime]) -> Tally:
    try:
        with connection.cursor() as cursor:
            end_overstayers(cursor)
        close_due_silences()
        release_due()
        now = clock()
        free_items(now=now)
        follow_working_days(now=now)
        post_and_plan(now=now)
        if tell_daily_head(now=now):
            check_released()
            forget_notices(now=now)
    finally:
        tally = deliver_due(everybody(), reader_of, clock=clock, refused=lambda mail: take_refusal(mail, now=clock()))
    return tally
