"""Planning reminders and handing due ones to the outbox."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import Q
from django.utils.translation import gettext_noop

from meetings.rounds.models import Meeting
from meetings.rounds.states import COMING, Level
from portal.core.locks import lock_key
from portal.core.reader import Reader, reading_as
from portal.people.models import Delegation, User
from portal.people.readers import sides
from portal.people.rules import SECRETARIAT
from portal.people.states import Role
from portal.people.workdays.queries import calendar_of
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.queries import late_on_side
from workinggroup.actionitems.states import Status as ItemStatus
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status as CommitmentStatus
from workinggroup.desk.queries import waiting_on
from workinggroup.reminders import notices
from workinggroup.reminders.cadence import OVERDUE
from workinggroup.reminders.models import Reminder, ReminderTurn
from workinggroup.reminders.planning import Open, Recipient, Wanted, wanted_reminders
from workinggroup.reminders.states import Status

BATCH = 200
NOTHING_WAITS = gettext_noop("Nothing waits on this person any more.")
NO_ACCESS = gettext_noop("This person has no access any more.")
MOVED = gettext_noop("The date moved.")
OVER = gettext_noop("The meeting is over.")


def plan_all(*, now: datetime) -> int:
    """Plan every side's reminders; returns how many rows changed. Safe to run at every tick and twice at once."""
    return sum(plan_side(reader, now=now) for reader in sides())


def plan_side(reader: Reader, *, now: datetime) -> int:
    """Bring one side's planned reminders in line with what is open and when its meetings are.

    What was posted stays as it is. Planned rows that are no longer wanted are dropped with the reason; wanted rows are
    added. A meeting that moved thus moves everything not yet sent.
    """
    with reading_as(reader):
        lock_key(f"reminders of {reader.code}")
        wanted = _wanted(reader, now)
        rows = Reminder.objects.select_for_update().filter(Q(status=Status.PLANNED) | Q(due_at__gt=now))
        there = {(row.recipient_id, row.meeting_id, row.send_on, row.rung): row for row in rows}
        changed = _drop_unwanted(there, wanted, now)
        changed += _revive(there, wanted, now)
        new = [_row(each, reader, now) for slot, each in wanted.items() if slot not in there]
        Reminder.objects.bulk_create(new, ignore_conflicts=True)
        changed += len(new)
        if changed:
            _turn(reader)
        return changed


def post_due(*, now: datetime) -> int:
    """Hand every due reminder to the outbox, one digest for each person and day; returns how many rows were settled."""
    return sum(post_side(reader, now=now) for reader in sides())


def post_side(reader: Reader, *, now: datetime) -> int:
    """Settle one side's due reminders: posted with a digest, or dropped with the reason."""
    settled = 0
    while batch := _post_batch(reader, now=now):
        settled += batch
    return settled


def _post_batch(reader: Reader, *, now: datetime) -> int:
    with reading_as(reader):
        due = Reminder.objects.select_for_update(skip_locked=True).filter(status=Status.PLANNED, due_at__lte=now)
        rows = list(due.order_by("due_at", "recipient_id")[:BATCH])
        by_person: dict[Any, list[Reminder]] = {}
        for row in rows:
            by_person.setdefault(row.recipient_id, []).append(row)
        people = User.objects.select_related("membership__delegation").in_bulk(list(by_person))
        over = set(
            Meeting.objects.filter(pk__in={row.meeting_id for row in rows}, ends_at__lt=now).values_list(
                "pk", flat=True
            )
        )
        for key, group in by_person.items():
            _settle(people[key], group, over, reader, now)
        Reminder.objects.bulk_update(rows, ["status", "reason", "mail", "settled_at"])
        if rows:
            _turn(reader)
        return len(rows)


def _turn(reader: Reader) -> None:
    """Say that the side's reminders changed; the last thing that a transaction does, since others wait for it."""
    mark = [reader.code]
    turn = ReminderTurn(delegation_id=reader.code, stamp=uuid4(), releasable_to=mark, editable_by=mark)
    ReminderTurn.objects.bulk_create(
        [turn], update_conflicts=True, unique_fields=["delegation"], update_fields=["stamp"]
    )


def _settle(person: User, rows: list[Reminder], over: set[Any], reader: Reader, now: datetime) -> None:
    """Decide about one person's due rows, and post one digest if any of them may go."""
    for row in rows:
        row.settled_at = now
        is_over = row.rung != OVERDUE and row.meeting_id in over
        row.status, row.reason = Status.DROPPED, OVER if is_over else ""
    live = [row for row in rows if not row.reason]
    if not person.is_active or person.code != reader.code:
        reason, mail = NO_ACCESS, None
    elif live and not waiting_on(person, now=now, most=1).count and not late_on_side(person, now=now):
        reason, mail = NOTHING_WAITS, None
    else:
        reason, mail = "", notices.tell_digest(person, live, now=now) if live else None
    for row in live:
        row.reason = reason
        if mail:
            row.status, row.mail = Status.POSTED, mail


def _wanted(reader: Reader, now: datetime) -> dict[Any, Wanted]:
    """What one side is to be reminded of. The secretariat's coordinators hear of what is late in any delegation."""
    across = reader.code == SECRETARIAT
    coming = Meeting.objects.filter(status__in=COMING, level=Level.MINISTERIAL, follows__isnull=False, ends_at__gt=now)
    coming = coming if across else coming.filter(delegations__contains=[reader.code])
    meetings = dict(coming.order_by("starts_at").values_list("pk", "starts_on"))
    nearest = next(iter(meetings), None)
    delegation = Delegation.objects.get(code=reader.code)
    calendar = calendar_of(delegation)
    people = [
        Recipient(person.pk, person.zone, calendar, person.role == Role.COORDINATOR)
        for person in User.objects.filter(is_active=True, membership__delegation_id=reader.code).select_related(
            "membership__delegation"
        )
    ]
    rows = ActionItem.objects.with_due().filter(status=ItemStatus.OPEN)
    rows = rows if across else rows.filter(delegation_id=reader.code)
    items = [
        Open(assignee, due, counted if counted in meetings else nearest or origin)
        for assignee, due, counted, origin in rows.values_list(
            "assignee_id", "due", "counted_from_id", "commitment__statement__meeting_id"
        )
    ]
    if across:
        return wanted_reminders(people, items, {}, {}, now=now)
    led = Commitment.objects.filter(status=CommitmentStatus.CONFIRMED, lead_id=reader.code)
    idle = led.exclude(action_items__delegation_id=reader.code).count() if nearest else 0
    return wanted_reminders(people, items, meetings, {nearest: idle} if nearest else {}, now=now)


def _drop_unwanted(there: dict[Any, Reminder], wanted: dict[Any, Wanted], now: datetime) -> int:
    """Planned rows ahead that nobody wants any more. Rows already due are left to `post_due`."""
    gone = []
    rungs = {(slot[0], slot[1], slot[3]) for slot in wanted}
    for slot, row in there.items():
        if row.status == Status.PLANNED and row.due_at > now and slot not in wanted:
            row.status, row.settled_at = Status.DROPPED, now
            row.reason = MOVED if (slot[0], slot[1], slot[3]) in rungs else NOTHING_WAITS
            gone.append(row)
    return Reminder.objects.bulk_update(gone, ["status", "settled_at", "reason"]) if gone else 0


def _revive(there: dict[Any, Reminder], wanted: dict[Any, Wanted], now: datetime) -> int:
    """Dropped rows that are wanted again, and planned rows whose reader moved to another zone."""
    again = []
    for slot, row in there.items():
        want = wanted.get(slot)
        if want is None or row.status == Status.POSTED:
            continue
        if row.status == Status.DROPPED or row.due_at != want.due_at or row.zone != want.zone:
            row.status, row.reason, row.settled_at = Status.PLANNED, "", None
            row.due_at, row.zone = want.due_at, want.zone
            again.append(row)
    fields = ["status", "reason", "settled_at", "due_at", "zone"]
    return Reminder.objects.bulk_update(again, fields) if again else 0


def _row(want: Wanted, reader: Reader, now: datetime) -> Reminder:
    return Reminder(
        recipient_id=want.recipient,
        meeting_id=want.meeting,
        rung=want.rung,
        send_on=want.send_on,
        due_at=want.due_at,
        zone=want.zone,
        planned_at=now,
        releasable_to=[reader.code],
        editable_by=[reader.code],
    )
