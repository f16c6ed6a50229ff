"""What the reminders page needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.rules import can_view_side

AHEAD = timedelta(days=30)
BACK = timedelta(days=30)
# So many of each kind stand on the page that shows all three.
SHOWN = 20

# The three kinds in the order of the page, as SQL over a reminder and its mail, and the order in which each is read.
FAILED = "reminder.status = 'posted' AND (mail.status = 'failed' OR (mail.status = 'queued' AND mail.attempts > 0))"
KINDS = {
    "failed": (FAILED, "due_at DESC"),
    "will-go": ("reminder.status = 'planned'", "due_at"),
    "went": (f"reminder.status <> 'planned' AND ({FAILED}) IS NOT TRUE", "due_at DESC"),
}
WITHIN = """
FROM workinggroup_reminder AS reminder LEFT JOIN notifications_outgoingmail AS mail ON mail.id = reminder.mail_id
WHERE reminder.due_at BETWEEN %(from)s AND %(to)s {mine}
"""


@dataclass(frozen=True)
class Part:
    """Reminders of one kind: how many there are, and those that the page shows."""

    count: int
    rows: list[Reminder]

    @property
    def hidden(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class ReminderPage:
    """What will go in the next 30 days, what went or failed in the last 30: the first of each, or a page of one kind."""

    will_go: Part
    went: Part
    failed: Part
    counts: dict[str, int]
    chosen: str
    page: Page | None


def reminders_for(user: Person, *, now: datetime, chosen: str, wanted: str | None = None) -> ReminderPage:
    """The reminders of the user's side (or the user's own), those next in time first. Three SQL queries.

    Kinds are counted, then the keys of what is shown are found, then its rows are read; the wall alone says who sees what.
    """
    mine = "" if can_view_side(user) else "AND reminder.recipient_id = %(me)s"
    values: dict[str, Any] = {"from": now - BACK, "to": now + AHEAD, "me": user.pk}
    within = WITHIN.format(mine=mine)
    counted = ", ".join(f"count(*) FILTER (WHERE {rule})" for rule, _order in KINDS.values())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counted} {within}", values)
        counts = dict(zip(KINDS, cursor.fetchone(), strict=True))
        part = page(range(counts[chosen]), wanted, count=counts[chosen]) if chosen in KINDS else None
        shown = [chosen] if part else list(KINDS)
        limit, start = (PAGE, (part.number - 1) * PAGE) if part else (SHOWN, 0)
        parts = [
            f"(SELECT '{kind}', reminder.id {within} AND {KINDS[kind][0]} "
            f"ORDER BY {KINDS[kind][1]}, reminder.id LIMIT {limit} OFFSET {start})"
            for kind in shown
        ]
        cursor.execute(" UNION ALL ".join(parts), values)
        keys = cursor.fetchall()
    rows = Reminder.objects.select_related("recipient", "meeting", "mail").in_bulk([key for _kind, key in keys])
    lines = {kind: Part(counts[kind], [rows[key] for name, key in keys if name == kind]) for kind in KINDS}
    return ReminderPage(
        will_go=lines["will-go"],
        went=lines["went"],
        failed=lines["failed"],
        counts={"all": sum(counts.values())} | counts,
        chosen=chosen if part else "all",
        page=part,
    )
