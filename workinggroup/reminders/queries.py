"""What the reminders page needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from portal.audit.remembered import Moment, Remembered, this_moment
from portal.core import times
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.core.texts import in_language
from portal.notifications.states import Status as MailStatus
from portal.people.rules import SECRETARIAT
from portal.people.states import Role
from portal.people.workdays.calendars import Calendar
from portal.people.workdays.queries import calendars_of
from workinggroup.actionitems.tally import COUNTED
from workinggroup.reminders.cadence import DAY, OVERDUE
from workinggroup.reminders.models import ReminderTurn
from workinggroup.reminders.rules import can_view_side
from workinggroup.reminders.states import Status

AHEAD = timedelta(days=30)
BACK = timedelta(days=30)
# So many of each kind stand on the page that shows all three.
SHOWN = 20

# So many action items are named in one row.
NAMED = 3

# The three kinds in the order of the page, and the order in which each is read. What failed is told by the mails, of which
# few fail; the others by the reminders. All that goes to one person on one day is one row: it goes in one mail.
KINDS = {"failed": "DESC", "will-go": "", "went": "DESC"}
SETTLED = "reminder.status <> 'planned' AND reminder.due_at < %(tomorrow)s"
RULES = {"will-go": "reminder.status = 'planned'", "went": SETTLED}
WITHIN = "reminder.due_at >= %(start)s AND reminder.due_at < %(end)s AND (%(me)s::uuid IS NULL OR reminder.recipient_id = %(me)s)"
NUMBERS = """
SELECT count(DISTINCT (recipient_id, send_on)) FILTER (WHERE status = 'planned'),
    count(DISTINCT (recipient_id, send_on)) FILTER (WHERE {settled})
FROM workinggroup_reminder AS reminder WHERE {within}
"""
# The key of a row is that of its first reminder, of one that was posted if any was.
KEY = "(array_agg(reminder.id ORDER BY reminder.status = 'posted' DESC, reminder.due_at, reminder.id))[1]"
GROUPED = (
    "GROUP BY reminder.recipient_id, reminder.send_on ORDER BY min(reminder.due_at) {way}, reminder.recipient_id {way}"
)
KEYS = """
SELECT {key} FROM workinggroup_reminder AS reminder
WHERE {within} AND {rule} {grouped} OFFSET %(offset)s LIMIT %(limit)s
"""
NOT_FAILED = """ AND (reminder.recipient_id, reminder.send_on) NOT IN (
    SELECT recipient_id, send_on FROM workinggroup_reminder WHERE id = ANY (%(failed)s))"""
FAILED = """
SELECT {key} FROM notifications_outgoingmail AS mail JOIN workinggroup_reminder AS reminder ON reminder.mail_id = mail.id
WHERE (mail.status = 'failed' OR (mail.status = 'queued' AND mail.attempts > 0)) AND reminder.status = 'posted' AND {within}
{grouped}
"""
ROWS = """
SELECT reminder.id, reminder.due_at, reminder.send_on, reminder.zone, recipient.id, recipient.name, side.code,
    side.holiday_country, place.role, reminder.status, reminder.reason, mail.status, mail.reason, mail.attempts,
    mail.settled_at, (
        SELECT json_agg(json_build_array(ring.rung, meeting.title, meeting.slug) ORDER BY meeting.starts_at, meeting.slug)
        FROM workinggroup_reminder AS ring JOIN meetings_meeting AS meeting ON meeting.id = ring.meeting_id
        WHERE ring.recipient_id = reminder.recipient_id AND ring.send_on = reminder.send_on AND ring.status = reminder.status)
FROM workinggroup_reminder AS reminder JOIN people_user AS recipient ON recipient.id = reminder.recipient_id
    JOIN people_delegation AS side ON side.code = reminder.releasable_to[1]
    LEFT JOIN people_membership AS place ON place.user_id = recipient.id
    LEFT JOIN notifications_outgoingmail AS mail ON mail.id = reminder.mail_id
WHERE reminder.id = ANY (%(keys)s)
"""
# The first items that were open at an instant, of a person or a side ("" for every side), due between two days.
ITEMS = """
SELECT asked.place, item.id, item.series, item.number, item.title
FROM unnest(%(people)s::uuid[], %(sides)s::text[], %(first)s::date[], %(last)s::date[], %(at)s::timestamptz[])
    WITH ORDINALITY AS asked (person, side, first, last, at, place)
CROSS JOIN LATERAL (
    SELECT id, series, number, title, due
    FROM (SELECT *, COALESCE(due_on, {counted}) AS due FROM workinggroup_actionitem
          WHERE (asked.person IS NULL OR assignee_id = asked.person) AND (asked.side = '' OR delegation_id = asked.side)
              AND (settled_at IS NULL OR settled_at > asked.at)) AS found
    WHERE due BETWEEN asked.first AND asked.last ORDER BY due, series, number LIMIT {most}
) AS item
ORDER BY asked.place, item.due, item.series, item.number
"""
PARTS = {"key": KEY, "within": WITHIN}
EVER = (date.min, date.max)


class Asked(NamedTuple):
    """Whose reminders (None: all of the side's), and from when to when; they count as gone until `tomorrow`."""

    me: Any
    start: datetime
    tomorrow: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """What a reminder is about: its name, and where it is."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """All that goes to one person on one day, in the reader's language and in plain values: the finished row of a page is
    kept by them.

    `day` and `clock` are those of the recipient's `zone`. `meetings` are those that come nearer, `days` how many days before
    each it goes; `is_overdue` says that something is late by then; `items` are the first action items that it is about,
    `more` whether there are others. `mail` is the mail's status, "" without one, `sent_day` and `sent_clock` when it went,
    for the reader.
    """

    key: UUID
    day: date
    clock: str
    zone: str
    recipient: str
    meetings: tuple[Subject, ...]
    days: tuple[int, ...]
    is_overdue: bool
    items: tuple[Subject, ...]
    more: bool
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
    """Rows of one kind: how many there are, and those that the page shows."""

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
    """The reminders of the user's side (or the user's own), those next in time first, a row for each person and day. At most
    five SQL queries, and three more when numbers and keys are not remembered.

    Days are whole ones where the reader lives. The wall alone says who sees what.
    """
    today = times.local(now, user.zone).date()
    days = (today - BACK, today + timedelta(days=1), today + AHEAD + timedelta(days=1))
    asked = Asked(None if can_view_side(user) else user.pk, *(times.instant(day, "00:00", user.zone) for day in days))
    moment = _this_moment()
    failed = _failed(asked)
    planned, settled = NUMBERS_OF(moment, asked)
    counts = {"failed": len(failed), "will-go": planned, "went": settled - len(failed)}
    part = page(range(counts[chosen]), wanted, count=counts[chosen]) if chosen in KINDS else None
    shown = [chosen] if part else list(KINDS)
    limit, offset = (PAGE, (part.number - 1) * PAGE) if part else (SHOWN, 0)
    keys = {"failed": failed[offset : offset + limit] if "failed" in shown else ()}
    for kind in RULES:
        keys[kind] = KEYS_OF(moment, kind, asked, offset, limit, failed) if kind in shown and counts[kind] else ()
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


def _failed(asked: Asked) -> tuple[UUID, ...]:
    """Those whose mail was not delivered, or not at the first attempt, the last due first. One SQL query, each time."""
    return _keys_by(FAILED.format(**PARTS, grouped=GROUPED.format(way="DESC")), asked._asdict())


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
    return _keys_by(KEYS.format(**PARTS, rule=rule, grouped=GROUPED.format(way=KINDS[kind])), values)


def _keys_by(sql: str, values: dict[str, Any]) -> tuple[UUID, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(key for (key,) in cursor.fetchall())


NUMBERS_OF: Remembered[tuple[int, int]] = Remembered(_numbers)
KEYS_OF: Remembered[tuple[UUID, ...]] = Remembered(_keys)


def _rows(keys: Sequence[UUID]) -> dict[UUID, ReminderLine]:
    """Rows by their keys, as far as the wall shows them. Two SQL queries, none for no key."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"keys": list(keys)})
        rows = cursor.fetchall()
    return {row[0]: _line(row, items) for row, items in zip(rows, _items(rows), strict=True)}


def _items(rows: Sequence[Sequence[Any]]) -> list[list[Subject]]:
    """The first action items that each row is about, one more than it names where there are more. Two SQL queries."""
    calendars = calendars_of((row[6], row[7]) for row in rows if row[6])
    wanted = [_asked(row, calendars.get(row[6], Calendar())) for row in rows]
    asked = {each: number for number, each in enumerate(wanted)}
    names = ("people", "sides", "first", "last", "at")
    values = {name: list(column) for name, column in zip(names, zip(*asked, strict=True), strict=True)}
    found: dict[Any, list[Subject]] = {each: [] for each in asked}
    by_place = list(asked)
    with connection.cursor() as cursor:
        cursor.execute(ITEMS.format(counted=COUNTED, most=NAMED + 1), values)
        for place, key, series, number, title in cursor.fetchall():
            address = reverse("actionitems:item", args=[key])
            found[by_place[place - 1]].append(Subject(f"{series}-{number:02} {title}", address))
    return [found[each] for each in wanted]


def _asked(row: Sequence[Any], calendar: Calendar) -> tuple[Any, str, date, date, datetime]:
    """Whose items a row is about (a coordinator's: all of the side; of the secretariat: of all sides), due when, open when.

    What became overdue was due on the days since the working day before.
    """
    _key, due_at, send_on, _zone, person, _name, side, _country, role, *_rest, rings = row
    first, last = EVER
    if all(rung == OVERDUE for rung, *_meeting in rings or ()):
        first, last = calendar.before(send_on - DAY), send_on - DAY
    if role == Role.COORDINATOR:
        return None, "" if side == SECRETARIAT else side, first, last, due_at
    return person, "", first, last, due_at


def _line(row: Sequence[Any], items: Sequence[Subject]) -> ReminderLine:
    key, due_at, _send_on, zone, _person, recipient, _side, _country, _role, *rest, rings = row
    status, reason, mail, mail_reason, attempts, settled_at = rest
    here = timezone.get_current_timezone_name()
    # Two rungs that fall on one day are one reminder: the one that says how many days are left.
    days: dict[str, int] = {}
    for rung, _title, slug in rings or ():
        if rung != OVERDUE:
            days[slug] = max(days.get(slug, 0), int(rung))
    titles = {slug: title for _rung, title, slug in rings or ()}
    return ReminderLine(
        key=key,
        day=times.local(due_at, zone).date(),
        clock=times.clock(due_at, zone),
        zone=zone,
        recipient=recipient,
        meetings=tuple(Subject(in_language(titles[slug]), reverse("agendas:meeting", args=[slug])) for slug in days),
        days=tuple(days.values()),
        is_overdue=any(rung == OVERDUE for rung, *_meeting in rings or ()),
        items=tuple(items[:NAMED]),
        more=len(items) > NAMED,
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
