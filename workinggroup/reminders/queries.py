"""What the reminders page needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.core.people import Person
from portal.notifications.states import Status as MailStatus
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.rules import can_view_side
from workinggroup.reminders.states import Status

AHEAD = timedelta(days=30)
BACK = timedelta(days=30)


@dataclass(frozen=True)
class ReminderPage:
    """What will go in the next 30 days, what went or failed in the last 30; counts for the filters."""

    will_go: list[Reminder]
    went: list[Reminder]
    failed: list[Reminder]
    counts: dict[str, int]
    chosen: str


def reminders_for(user: Person, *, now: datetime, chosen: str) -> ReminderPage:
    """The reminders of the user's side (or the user's own). One SQL query."""
    rows = Reminder.objects.visible_to(user).filter(due_at__gte=now - BACK, due_at__lte=now + AHEAD)
    if not can_view_side(user):
        rows = rows.filter(recipient_id=user.pk)
    rows = rows.select_related("recipient", "meeting", "mail").order_by("due_at", "recipient__name")
    listed = list(rows[:1000])
    will_go = [row for row in listed if row.status == Status.PLANNED]
    posted = [row for row in listed if row.status == Status.POSTED]
    failed = [row for row in posted if _has_failed(row.mail)]
    went = [row for row in reversed(listed) if row.status != Status.PLANNED and not _has_failed(row.mail)]
    counts = {
        "all": len(will_go) + len(went) + len(failed),
        "will-go": len(will_go),
        "went": len(went),
        "failed": len(failed),
    }
    return ReminderPage(will_go, went, failed, counts, chosen if chosen in counts else "all")


def _has_failed(mail: Any) -> bool:
    """Whether a mail was given up, or failed and is tried again."""
    return bool(mail and (mail.status == MailStatus.FAILED or (mail.status == MailStatus.QUEUED and mail.attempts)))
