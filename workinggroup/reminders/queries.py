"""What the reminders page needs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext

from portal.core import times
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.core.texts import in_language
from portal.notifications.states import Status as MailStatus
from workinggroup.reminders.rules import can_view_side
from workinggroup.reminders.states import Status

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
ROWS = """
SELECT reminder.id, reminder.due_at, reminder.zone, recipient.name, reminder.rung, meeting.title, reminder.status,
    reminder.reason, mail.status, mail.reason, mail.attempts, mail.settled_at
FROM workinggroup_reminder AS reminder JOIN people_user AS recipient ON recipient.id = reminder.recipient_id
    JOIN meetings_meeting AS meeting ON meeting.id = reminder.meeting_id
    LEFT JOIN notifications_outgoingmail AS mail ON mail.id = reminder.mail_id
WHERE reminder.id = ANY (%(keys)s)
"""


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One reminder in the reader's language, in plain values: the finished row of a page is kept by them.

    `day` and `clock` are those of the recipient's `zone`; `days` is the rung, None for what became overdue. `mail` is the
    mail's status, "" without one, `sent_day` and `sent_clock` when it went, for the reader.
    """

    key: UUID
    day: date
    clock: str
    zone: str
    recipient: str
    days: int | None
    meeting: str
    status: str
    status_words: str
    reason: str
    mail: str
    mail_words: str
    mail_reason: str
    attempts: int
    sent_day: date | None
    sent_clock: str


@dataclass(frozen=True)
class Part:
    """Reminders of one kind: how many there are, and those that the page shows."""

    count: int
    rows: list[ReminderLine]

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
        cursor.execute(ROWS, {"keys": [key for _kind, key in keys]})
        rows = {row[0]: _line(row) for row in cursor.fetchall()}
    lines = {
        kind: Part(counts[kind], [rows[key] for name, key in keys if name == kind and key in rows]) for kind in KINDS
    }
    return ReminderPage(
        will_go=lines["will-go"],
        went=lines["went"],
        failed=lines["failed"],
        counts={"all": sum(counts.values())} | counts,
        chosen=chosen if part else "all",
        page=part,
    )


def _line(row: Sequence[Any]) -> ReminderLine:
    key, due_at, zone, recipient, rung, title, status, reason, mail, mail_reason, attempts, settled_at = row
    here = timezone.get_current_timezone_name()
    return ReminderLine(
        key=key,
        day=times.local(due_at, zone).date(),
        clock=times.clock(due_at, zone),
        zone=zone,
        recipient=recipient,
        days=int(rung) if rung.isdecimal() else None,
        meeting=in_language(json.loads(title)),
        status=status,
        status_words=str(Status(status).label),
        reason=gettext(reason) if reason else "",
        mail=mail or "",
        mail_words=str(MailStatus(mail).label) if mail else "",
        mail_reason=gettext(mail_reason) if mail_reason else "",
        attempts=attempts or 0,
        sent_day=times.local(settled_at, here).date() if settled_at else None,
        sent_clock=times.clock(settled_at, here) if settled_at else "",
    )
