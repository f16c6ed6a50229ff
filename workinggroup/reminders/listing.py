"""Which reminders stand on a page, as whoever asks sees them: their numbers and keys, and what is shown of them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from portal.audit.remembered import Remembered
from portal.core.postgresql.plans import KeptStatement

# So many things are named in one row.
NAMED = 3

# The three kinds in the order of the page, and the order in which each is read. What failed is told by the mails, of which
# few fail; the others by the reminders. All that goes to one person on one day is one row: it goes in one mail.
PARTS_OF_PAGE = {"failed": "DESC", "will-go": "", "went": "DESC"}
SETTLED = "reminder.status IN ('posted', 'dropped') AND reminder.goes_at < %(tomorrow)s"
RULES = {"will-go": "reminder.status IN ('planned', 'held')", "went": SETTLED}
WITHIN = """reminder.goes_at >= %(start)s AND reminder.goes_at < %(end)s
    AND (%(person)s::uuid IS NULL OR reminder.recipient_id = %(person)s)
    AND (%(meeting)s::uuid IS NULL OR reminder.meeting_id = %(meeting)s)"""
NUMBERS = """
SELECT count(DISTINCT (recipient_id, send_on)) FILTER (WHERE status IN ('planned', 'held')),
    count(DISTINCT (recipient_id, send_on)) FILTER (WHERE {settled})
FROM workinggroup_reminder AS reminder WHERE {within}
"""
# The key of a row is that of its first reminder, of one that was posted if any was.
KEY = "(array_agg(reminder.id ORDER BY reminder.status = 'posted' DESC, reminder.goes_at, reminder.id))[1]"
GROUPED = (
    "GROUP BY reminder.recipient_id, reminder.send_on ORDER BY min(reminder.goes_at) {way}, reminder.recipient_id {way}"
)
KEYS = """
SELECT {key} FROM workinggroup_reminder AS reminder
WHERE {within} AND {rule} {grouped} OFFSET %(offset)s LIMIT %(limit)s
"""
NOT_FAILED = """ AND (reminder.recipient_id, reminder.send_on) NOT IN (
    SELECT recipient_id, send_on FROM workinggroup_reminder WHERE id = ANY (%(failed)s))"""
FAILED = """
SELECT {key} FROM notifications_outgoingmail AS mail JOIN workinggroup_reminder AS reminder ON reminder.mail_id = mail.id
WHERE (mail.status IN ('failed', 'returned') OR (mail.status = 'queued' AND mail.attempts > 0))
    AND reminder.status = 'posted' AND {within}
{grouped}
"""
# Each with the first things that go to the same person on the same day, of one meeting alone where one is asked for, those
# nearest to their day first, and how many there are.
ROWS = KeptStatement("""
SELECT reminder.id, reminder.goes_at, reminder.zone, recipient.id, recipient.name, reminder.status, reminder.reason,
    mail.status, mail.reason, mail.attempts, mail.settled_at, mail.note, mail.noted_at, about.told, about.sum
FROM workinggroup_reminder AS reminder JOIN people_user AS recipient ON recipient.id = reminder.recipient_id
    LEFT JOIN notifications_outgoingmail AS mail ON mail.id = reminder.mail_id
    CROSS JOIN LATERAL (
        SELECT json_agg(json_build_array(kind, subject, due, rungs, absent)) AS told, max(thing.sum) AS sum FROM (
            SELECT beside.kind, beside.subject, beside.due, array_agg(DISTINCT beside.rung) AS rungs,
                min(away.name) AS absent, count(*) OVER () AS sum
            FROM workinggroup_reminder AS beside LEFT JOIN people_user AS away ON away.id = beside.stands_for_id
            WHERE beside.recipient_id = reminder.recipient_id
                AND beside.send_on = reminder.send_on AND beside.status = reminder.status
                AND (%(meeting)s::uuid IS NULL OR beside.meeting_id = %(meeting)s::uuid)
            GROUP BY beside.kind, beside.subject, beside.due
            ORDER BY beside.due, beside.kind, beside.subject LIMIT %(named)s) AS thing) AS about
WHERE reminder.id = ANY (%(keys)s)
""")
PARTS = {"key": KEY, "within": WITHIN}


class Asked(NamedTuple):
    """Whose reminders (None: all of the side's), of which meeting (None: any), from when to when; they count as gone until
    `tomorrow`."""

    person: Any
    meeting: Any
    start: datetime
    tomorrow: datetime
    end: datetime


def failed_among(asked: Asked) -> tuple[UUID, ...]:
    """Those whose mail came back or was not delivered, or not at the first attempt, the last due first.
    One SQL query, each time."""
    return _keys_by(_failed_keys(), asked._asdict())


@cache
def _failed_keys() -> KeptStatement:
    return KeptStatement(FAILED.format(**PARTS, grouped=GROUPED.format(way="DESC")))


def _numbers(asked: Asked) -> tuple[int, int]:
    """How many rows are planned, and how many were posted or dropped by now. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS.format(settled=SETTLED, within=WITHIN), asked._asdict())
        planned, settled = cursor.fetchone()
    return planned, settled


def _keys(kind: str, asked: Asked, offset: int, limit: int, failed: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """A page of those of a kind, apart from what failed. One SQL query."""
    rule = RULES[kind] + (NOT_FAILED if failed and kind == "went" else "")
    values = asked._asdict() | {"offset": offset, "limit": limit, "failed": list(failed)}
    return _keys_by(KEYS.format(**PARTS, rule=rule, grouped=GROUPED.format(way=PARTS_OF_PAGE[kind])), values)


def _keys_by(sql: str, values: dict[str, Any]) -> tuple[UUID, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(key for (key,) in cursor.fetchall())


NUMBERS_OF: Remembered[tuple[int, int]] = Remembered(_numbers)
KEYS_OF: Remembered[tuple[UUID, ...]] = Remembered(_keys)


def rows_at(keys: Sequence[UUID], meeting: UUID | None) -> list[Sequence[Any]]:
    """Rows by their keys, as far as the wall shows them. One SQL query, none for no key."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"keys": list(keys), "meeting": meeting, "named": NAMED})
        return list(cursor.fetchall())
