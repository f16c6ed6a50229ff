"""Planning reminders and handing due ones to the outbox."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Min, Q
from django.utils.translation import gettext_noop

from portal.audit.operations import record_each
from portal.core import times
from portal.core.deadlines import find_deadlines
from portal.core.locks import lock_key
from portal.core.reader import PORTAL, Reader, reading_as
from portal.people.models import Delegation, User
from portal.people.readers import sides
from portal.people.workdays.queries import calendar_of
from workinggroup.reminders import notices
from workinggroup.reminders.absences import absences_of
from workinggroup.reminders.answers import answers_of
from workinggroup.reminders.choices import read_choices
from workinggroup.reminders.holding import held_on
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.levels import Choices
from workinggroup.reminders.models import Reminder, ReminderTurn
from workinggroup.reminders.planning import Recipient, Side, Wanted, told_of, wanted_reminders
from workinggroup.reminders.states import STEPS, Status

BATCH = 1000
PART = 10_000
# Even where no act said that anything changed, a side is planned again after this time.
FRESH = timedelta(hours=1)
SETTLED = gettext_noop("It waits no longer.")
NO_ACCESS = gettext_noop("This person has no access any more.")
MOVED = gettext_noop("The date moved.")
RESTS = gettext_noop("Left out as this person asked for.")
AWAY = gettext_noop("This person is away; it reaches the substitute.")
HELD_OVER = gettext_noop("It was held until its day was over.")
NOT_THEIRS = gettext_noop("It is somebody else's now.")

# The sides whose reminders are due, and those that may have to be planned anew.
RESTLESS = """
SELECT side.code, COALESCE(turn.next_at <= %(now)s, true),
    turn.acts IS DISTINCT FROM COALESCE(version.acts, 0) OR turn.planned_at < %(fresh)s
FROM people_delegation AS side LEFT JOIN workinggroup_reminderturn AS turn ON turn.delegation_id = side.code
    LEFT JOIN audit_version AS version ON version.code = side.code AND version.thing = ''
WHERE turn.id IS NULL OR turn.next_at <= %(now)s OR turn.planned_at < %(fresh)s
    OR turn.acts IS DISTINCT FROM COALESCE(version.acts, 0)
ORDER BY side."order", side.code
"""
ACTS = "SELECT COALESCE((SELECT acts FROM audit_version WHERE code = %s AND thing = ''), 0)"
WANTED = """
WITH wanted AS (SELECT * FROM unnest(%(recipient)s::uuid[], %(kind)s::text[], %(subject)s::uuid[], %(due)s::date[],
    %(rung)s::text[], %(send_on)s::date[], %(goes_at)s::timestamptz[], %(zone)s::text[], %(meeting)s::uuid[],
    %(rest)s::int[], %(stands_for)s::uuid[])
    AS wanted (recipient_id, kind, subject, due, rung, send_on, goes_at, zone, meeting_id, rest, stands_for_id))
"""
# Planned rows ahead that nobody wants any more. Rows whose hour has come are left to `post_side`.
DROP = """{wanted}
UPDATE workinggroup_reminder AS row SET status = 'dropped', settled_at = %(now)s, reason = CASE
    WHEN EXISTS (SELECT FROM workinggroup_acknowledgement AS given WHERE (given.person_id, given.kind, given.subject, given.due)
        = (row.recipient_id, row.kind, row.subject, row.due) AND given.withdrawn_at IS NULL AND given.rest_until >= row.send_on)
    THEN %(rests)s
    WHEN EXISTS (SELECT FROM workinggroup_absence AS absence WHERE absence.person_id = row.recipient_id
        AND row.send_on BETWEEN absence.first AND absence.last)
    THEN %(away)s
    WHEN (row.recipient_id, row.kind, row.subject) IN (SELECT recipient_id, kind, subject FROM wanted)
    THEN %(moved)s ELSE %(settled)s END
WHERE row.status IN ('planned', 'held') AND row.goes_at > %(now)s AND (row.recipient_id = ANY (%(people)s)) = %(of_these)s
    AND NOT EXISTS (SELECT FROM wanted WHERE (wanted.recipient_id, wanted.kind, wanted.subject, wanted.due, wanted.rung)
        = (row.recipient_id, row.kind, row.subject, row.due, row.rung))
"""
# What was told shortly before, for a date that moved a little since, is not told again. What was dropped is planned again
# where it is wanted again; what was posted stays as it is.
PLAN = """{wanted}
INSERT INTO workinggroup_reminder AS row (id, releasable_to, editable_by, recipient_id, kind, subject, due, rung, send_on,
    goes_at, zone, meeting_id, stands_for_id, status, reason, planned_at)
SELECT gen_random_uuid(), ARRAY[%(code)s], ARRAY[%(code)s], recipient_id, kind, subject, due, rung, send_on, goes_at, zone,
    meeting_id, stands_for_id, 'planned', '', %(now)s
FROM wanted
WHERE NOT EXISTS (SELECT FROM workinggroup_reminder AS told
    WHERE (told.recipient_id, told.kind, told.subject, told.rung)
        = (wanted.recipient_id, wanted.kind, wanted.subject, wanted.rung)
        AND told.due <> wanted.due AND told.status = 'posted' AND abs(wanted.send_on - told.send_on) < wanted.rest)
ON CONFLICT (recipient_id, kind, subject, due, rung) DO UPDATE SET status = 'planned', reason = '', settled_at = NULL,
    send_on = excluded.send_on, goes_at = excluded.goes_at, zone = excluded.zone, meeting_id = excluded.meeting_id,
    stands_for_id = excluded.stands_for_id
WHERE row.status = 'dropped' OR row.status = 'planned'
    AND (row.goes_at, row.zone, row.meeting_id, row.stands_for_id)
        IS DISTINCT FROM (excluded.goes_at, excluded.zone, excluded.meeting_id, excluded.stands_for_id)
"""


def post_and_plan(*, now: datetime) -> None:
    """Post what is due and plan what may have changed, side by side; two SQL queries where there is nothing of either.

    Due rows are posted before planning, so that what is told of them is as of this hour.
    """
    with reading_as(PORTAL), connection.cursor() as cursor:
        cursor.execute(RESTLESS, {"now": now, "fresh": now - FRESH})
        restless = cursor.fetchall()
    for code, is_due, is_stale in restless:
        if is_due:
            post_side(Reader(code), now=now)
        if is_stale:
            plan_side(Reader(code), now=now)


def plan_all(*, now: datetime) -> int:
    """Plan every side's reminders; returns how many rows changed. Safe to run at any time and twice at once."""
    return sum(plan_side(reader, now=now) for reader in sides())


def plan_side(reader: Reader, *, now: datetime) -> int:
    """Bring one side's planned reminders in line with what is due; returns how many rows changed.

    What was posted stays as it is. Planned rows that are no longer wanted are dropped with the reason; wanted rows are
    added. A meeting that moved thus moves everything not yet sent.
    """
    with reading_as(reader):
        lock_key(f"reminders of {reader.code}")
        acts = _acts(reader.code)
        deadlines = find_deadlines(KINDS.values(), reader.code, now=now)
        changed = _write(wanted_reminders(full_side(reader.code, now=now), deadlines, now=now), reader.code, now)
        _turn(reader.code, changed=bool(changed), acts=acts, now=now)
        return changed


def side_of(code: str, choices: Choices | None = None) -> Side:
    """A side as its reminders are planned, by what was chosen. Three SQL queries, and two where `choices` are not given.

    In the context of one of its people the choices of the others are not known: there it tells that person's plan alone.
    """
    choices = choices or read_choices(code)
    people = User.objects.filter(is_active=True, membership__delegation_id=code)
    people = people.select_related("membership__delegation").order_by("membership__since", "pk")
    recipients = [
        Recipient(person.pk, person.zone, STEPS.get(person.role, ""), choices.own(person.pk)) for person in people
    ]
    return Side(code, recipients, calendar_of(Delegation.objects.get(code=code)), choices.cadences())


def full_side(code: str, *, now: datetime) -> Side:
    """A side as `side_of`, with what its people acknowledged and when they are away."""
    return replace(side_of(code), answers=answers_of(code, now=now), absences=absences_of(code, now=now))


def post_due(*, now: datetime) -> int:
    """Hand every due reminder to the outbox, one digest for each person and day; returns how many rows were settled."""
    return sum(post_side(reader, now=now) for reader in sides())


def post_side(reader: Reader, *, now: datetime) -> int:
    """Settle one side's due reminders: posted with a digest, or dropped with the reason; returns how many."""
    settled = 0
    while batch := _post_batch(reader, now=now):
        settled += batch
    return settled


def _post_batch(reader: Reader, *, now: datetime) -> int:
    with reading_as(reader):
        over = [each.key for each in held_on(reader.code) if each.ends <= now]
        ripe = Q(status=Status.PLANNED, goes_at__lte=now) | Q(status=Status.HELD, pk__in=over)
        due = Reminder.objects.select_for_update(of=("self",), skip_locked=True).filter(ripe)
        rows = list(due.order_by("recipient_id", "goes_at")[:BATCH])
        if not rows:
            return 0
        held = {row.pk for row in rows if row.status == Status.HELD}
        gone = [row for row in post_rows(rows, reader.code, now=now) if row.pk in held]
        _let_go(gone)
        return len(rows)


def _let_go(rows: Sequence[Reminder]) -> None:
    """Of those that went because their hold ended: the page and the trail say so, for each person and day once."""
    Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(reason=HELD_OVER)
    lines = {(row.recipient_id, row.send_on): row for row in rows}
    acts = [(row, {"day": times.long_day(row.send_on)}) for row in lines.values()]
    record_each("workinggroup.reminder.hold_ended", acts, actor=None)


def post_rows(rows: list[Reminder], code: str, *, now: datetime, sent_by: str = "") -> list[Reminder]:
    """Settle these locked rows of a side, in its context; returns those that go, at once where somebody sends them (`sent_by`).
    The others are dropped, with the reason."""
    live = _settle(rows, code, now)
    mails = notices.tell_digests(live, now=now, sent_by=sent_by)
    for row in live:
        row.status, row.mail, row.reason = Status.POSTED, mails[row.recipient_id], ""
    Reminder.objects.bulk_update(rows, ["status", "reason", "mail", "settled_at"])
    ReminderTurn.objects.filter(delegation=code).update(stamp=uuid4(), next_at=_next(code))
    return live


def _settle(rows: Iterable[Reminder], code: str, now: datetime) -> list[Reminder]:
    """Decide about due rows: returns those that go; the others are dropped, with the reason."""
    side = side_of(code)
    members = {person.id for person in side.people}
    standing = {(each.kind, each.subject): each for each in find_deadlines(KINDS.values(), code, now=now)}
    live = []
    for row in rows:
        deadline = standing.get((row.kind, row.subject))
        row.settled_at, row.status = now, Status.DROPPED
        if row.recipient_id not in members:
            row.reason = NO_ACCESS
        elif deadline is None:
            row.reason = SETTLED
        elif deadline.due != row.due:
            row.reason = MOVED
        elif (row.stands_for_id or row.recipient_id) not in told_of(deadline, side):
            row.reason = NOT_THEIRS
        else:
            live.append(row)
    return live


def _acts(code: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(ACTS, [code])
        return int(cursor.fetchone()[0])


def _write(wanted: Iterable[Wanted], code: str, now: datetime) -> int:
    """Write the difference to what is planned; returns how many rows changed. Two SQL queries for each `PART` of rows, and one
    for those to whom nothing goes any more.
    """
    rows = sorted(wanted, key=lambda each: each.recipient)
    known = {"code": code, "now": now, "moved": MOVED, "settled": SETTLED, "rests": RESTS, "away": AWAY}
    changed = _execute([DROP], [], known | {"people": _people(rows), "of_these": False})
    for first, last in _parts(rows):
        part = rows[first:last]
        changed += _execute([DROP, PLAN], part, known | {"people": _people(part), "of_these": True})
    return changed


def _people(rows: Iterable[Wanted]) -> list[UUID]:
    """To whom these rows go, which stand by person."""
    return [key for key, _group in groupby(rows, key=lambda each: each.recipient)]


def _parts(rows: Sequence[Wanted]) -> Iterator[tuple[int, int]]:
    """Where parts begin and end, about `PART` rows each, so that one person's rows stay together."""
    first = 0
    while first < len(rows):
        last = min(first + PART, len(rows))
        while last < len(rows) and rows[last].recipient == rows[last - 1].recipient:
            last += 1
        yield first, last
        first = last


def _execute(statements: Iterable[str], rows: Sequence[Wanted], known: dict[str, Any]) -> int:
    columns = zip(*rows, strict=True) if rows else ([] for _name in Wanted._fields)
    values = known | {name: _array(column) for name, column in zip(Wanted._fields, columns, strict=True)}
    changed = 0
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql.format(wanted=WANTED), values)
            changed += cursor.rowcount
    return changed


class _Elements(dict[Any, str]):
    """Values as they stand in an array, each written once."""

    def __missing__(self, value: Any) -> str:
        quoted = str(value).replace("\\", "\\\\").replace('"', '\\"')
        self[value] = written = "NULL" if value is None else f'"{quoted}"'
        return written


def _array(column: Iterable[Any]) -> str:
    """A column as PostgreSQL reads an array: the driver would ask anew for each of a million values how it is written."""
    return "{" + ",".join(map(_Elements().__getitem__, column)) + "}"


def _turn(code: str, *, changed: bool, acts: int, now: datetime) -> None:
    """Say how far the side's reminders are; the last thing that a transaction does, since others wait for it."""
    facts = {"acts": acts, "planned_at": now, "next_at": _next(code)}
    marks = {"releasable_to": [code, PORTAL.code], "editable_by": [code], "stamp": uuid4()}
    defaults = facts | ({"stamp": uuid4()} if changed else {})
    ReminderTurn.objects.update_or_create(delegation_id=code, defaults=defaults, create_defaults=facts | marks)


def _next(code: str) -> datetime | None:
    """When the side's next reminder goes, by its hour or because its hold ends."""
    planned = Reminder.objects.filter(status=Status.PLANNED).aggregate(next=Min("goes_at"))["next"]
    return min([*([planned] if planned else []), *(each.ends for each in held_on(code))], default=None)
