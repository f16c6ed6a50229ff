"""What of the planned reminders changes if a meeting moves; asked before it does, and nothing of it is kept."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.rounds.models import Meeting
from meetings.rounds.moving import Move
from meetings.rounds.states import Status as MeetingStatus
from portal.core import times
from portal.core.deadlines import Deadline, find_deadlines
from portal.core.people import Person
from portal.core.reader import Reader, reading_as
from portal.people.models import User
from workinggroup.actionitems.operations import shift_days
from workinggroup.reminders.cadence import CLOCK, Rung
from workinggroup.reminders.explaining import because
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import full_side
from workinggroup.reminders.planning import Difference, Sent, Side, differences, wanted_reminders
from workinggroup.reminders.states import Status

# A side's plan can have more lines than anybody reads before confirming.
MOST = 300


def foresee(meeting: Meeting, user: Person, hours: Mapping[str, Any], *, now: datetime) -> list[Move]:
    """The reminders of the user's side that would move with a meeting, would go no more or are new, person by person.

    The planner is asked twice, as things stand and with the meeting moved; that is undone before the answer is given. A
    constant number of SQL queries.
    """
    with reading_as(Reader(user.code)):
        side = full_side(user.code, now=now)
        before = list(wanted_reminders(side, find_deadlines(KINDS.values(), side.code, now=now), now=now))
        with _moved(meeting, hours):
            deadlines = find_deadlines(KINDS.values(), side.code, now=now)
        after = list(wanted_reminders(side, deadlines, now=now))
        changed = differences(before, after, _sent({each.subject for each in [*before, *after]}))
    changed.sort(key=lambda each: (each.wanted.goes_at, each.wanted.kind, each.wanted.rung))
    return _told(changed[:MOST], {(each.kind, each.subject): each for each in deadlines}, side, now)


@contextmanager
def _moved(meeting: Meeting, hours: Mapping[str, Any]) -> Iterator[None]:
    """The meeting is moved inside the block, and as it was after it."""
    point = transaction.savepoint()
    try:
        there = Meeting.objects.get(pk=meeting.pk)
        there.place(**hours)
        there.schedule_version += 1
        if there.status == MeetingStatus.POSTPONED:
            there.status = MeetingStatus.ANNOUNCED
        there.save()
        shift_days(there)
        yield
    finally:
        transaction.savepoint_rollback(point)


def _sent(subjects: set[UUID]) -> list[Sent]:
    """One SQL query."""
    rows = Reminder.objects.filter(status=Status.POSTED, subject__in=subjects)
    return [Sent(*row) for row in rows.values_list("recipient_id", "kind", "subject", "rung", "due", "send_on")]


def _told(
    changed: Iterable[Difference], deadlines: Mapping[tuple[str, UUID], Deadline], side: Side, now: datetime
) -> list[Move]:
    """Names as the reader knows them. One SQL query, and one for each kind of deadline."""
    changed = list(changed)
    subjects: dict[str, set[UUID]] = {}
    for each in changed:
        subjects.setdefault(each.wanted.kind, set()).add(each.wanted.subject)
    names = {kind: KINDS[kind].name(list(found)) for kind, found in subjects.items()}
    people = dict(User.objects.filter(pk__in={each.wanted.recipient for each in changed}).values_list("pk", "name"))
    moves = []
    for each in changed:
        wanted, rung = each.wanted, Rung.read(each.wanted.rung)
        named = names[wanted.kind].get(wanted.subject)
        moves.append(
            Move(
                named.name if named else str(KINDS[wanted.kind].label),
                each.before.send_on if each.before else None,
                each.after.send_on if each.after else None,
                people.get(wanted.recipient, ""),
                f"{KINDS[wanted.kind].label} · {because(rung.key)}",
                "" if each.after else _why(each, rung, deadlines.get((wanted.kind, wanted.subject)), side, now),
            )
        )
    return moves


def _why(change: Difference, rung: Rung, deadline: Deadline | None, side: Side, now: datetime) -> str:
    if change.sent:
        return _("it went on %(day)s and does not go again") % {"day": times.brief_day(change.sent)}
    if not deadline:
        return _("nothing is due then")
    day = rung.day(deadline.due, side.calendar)
    if times.instant(day, CLOCK, change.wanted.zone) <= now:
        return _("its day would be over: %(day)s") % {"day": times.brief_day(day)}
    return _("another one goes on that day")
