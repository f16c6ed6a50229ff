"""What the reminders page needs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext

from portal.audit.remembered import Moment, Remembered, this_moment
from portal.core import times
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.core.texts import in_language
from portal.notifications.states import Status as MailStatus
from workinggroup.reminders.models import ReminderTurn
from workinggroup.reminders.rules import can_view_side
from workinggroup.reminders.states import Status

AHEAD = timedelta(days=30)
BACK = timedelta(days=30)
# So many of each kind stand on the page that shows all three.
SHOWN = 20

# The three kinds in the order of the page, and the order in which each is read. What failed is told by the mails, of which
# few fail; the others by the reminders.
KINDS = {"failed": "due_at DESC, id DESC", "will-go": "due_at, id", "went": "due_at DESC, id DESC"}
RULES = {"will-go": "reminder.status = 'planned'", "went": "reminder.status <> 'planned'"}
WITHIN = "reminder.due_at >= %(start)s AND reminder.due_at < %(end)s AND (%(me)s::uuid IS NULL OR reminder.recipient_id = %(me)s)"
NUMBERS = (
    "SELECT count(*) FILTER (WHERE status = 'planned'), count(*) FROM workinggroup_reminder AS reminder WHERE {within}"
)
KEYS = """
SELECT reminder.id FROM workinggroup_reminder AS reminder
WHERE {within} AND {rule} ORDER BY {order} OFFSET %(offset)s LIMIT %(limit)s
"""
FAILED = """
SELECT reminder.id FROM notifications_outgoingmail AS mail JOIN workinggroup_reminder AS reminder ON reminder.mail_id = mail.id
WHERE (mail.status = 'failed' OR (mail.status = 'queued' AND mail.attempts > 0)) AND reminder.status = 'posted' AND {within}
ORDER BY reminder.due_at DESC, reminder.id DESC
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
    """The reminders of the user's side (or the user's own), those next in time first. At most four SQL queries, and three more
    when numbers and keys are not remembered.

    Days are whole ones where the reader lives. The wall alone says who sees what.
    """
    today = times.local(now, user.zone).date()
    start, end = (times.instant(day, "00:00", user.zone) for day in (today - BACK, today + AHEAD + timedelta(days=1)))
    asked = (None if can_view_side(user) else user.pk, start, end)
    moment = _this_moment()
    failed = _failed(*asked)
    planned, settled = NUMBERS_OF(moment, *asked)
    counts = {"failed": len(failed), "will-go": planned, "went": settled - len(failed)}
    part = page(range(counts[chosen]), wanted, count=counts[chosen]) if chosen in KINDS else None
    shown = [chosen] if part else list(KINDS)
    limit, offset = (PAGE, (part.number - 1) * PAGE) if part else (SHOWN, 0)
    keys = {"failed": failed[offset : offset + limit] if "failed" in shown else ()}
    for kind in RULES:
        keys[kind] = KEYS_OF(moment, kind, *asked, offset, limit, failed) if kind in shown and counts[kind] else ()
    rows = _rows([key for found in keys.values() for key in found])
    parts = {kind: Part(counts[kind], [rows[key] for key in keys[kind] if key in rows]) for kind in KINDS}
    return ReminderPage(
        will_go=parts["will-go"],
        went=parts["went"],
        failed=parts["failed"],
        counts={"all": sum(counts.values())} | counts,
        chosen=chosen if part else "all",
        page=part,
    )


def _this_moment() -> Moment:
    """The moment, which moves with the side's reminders, too: planning them is no act. Two SQL queries."""
    moment = this_moment()
    turn = ReminderTurn.objects.filter(delegation=moment.reader).values_list("stamp", flat=True).first()
    return replace(moment, act=moment.act + turn.bytes if moment.act and turn else None)


def _failed(me: Any, start: datetime, end: datetime) -> tuple[UUID, ...]:
    """Those whose mail was not delivered, or not at the first attempt, the last due first. One SQL query, each time."""
    return _keys_by(FAILED.format(within=WITHIN), {"me": me, "start": start, "end": end})


def _numbers(me: Any, start: datetime, end: datetime) -> tuple[int, int]:
    """How many are planned, and how many were posted or dropped. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS.format(within=WITHIN), {"me": me, "start": start, "end": end})
        planned, count = cursor.fetchone()
    return planned, count - planned


def _keys(
    kind: str, me: Any, start: datetime, end: datetime, offset: int, limit: int, failed: tuple[UUID, ...]
) -> tuple[UUID, ...]:
    """A page of those of a kind, apart from what failed. One SQL query."""
    rule = RULES[kind] + (" AND reminder.id <> ALL (%(failed)s)" if failed and kind == "went" else "")
    values: dict[str, Any] = {
        "me": me,
        "start": start,
        "end": end,
        "offset": offset,
        "limit": limit,
        "failed": list(failed),
    }
    return _keys_by(KEYS.format(within=WITHIN, rule=rule, order=KINDS[kind]), values)


def _keys_by(sql: str, values: dict[str, Any]) -> tuple[UUID, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(key for (key,) in cursor.fetchall())


NUMBERS_OF: Remembered[tuple[int, int]] = Remembered(_numbers)
KEYS_OF: Remembered[tuple[UUID, ...]] = Remembered(_keys)


def _rows(keys: Sequence[UUID]) -> dict[UUID, ReminderLine]:
    """Reminders by their keys, as far as the wall shows them. One SQL query, none for no key."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"keys": list(keys)})
        return {row[0]: _line(row) for row in cursor.fetchall()}


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
