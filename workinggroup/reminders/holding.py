"""How long a reminder stays held: nothing is held for ever, and nothing that was held is lost.

What asks for a thing before its day is held until that day at the latest; what tells of it afterwards, some working days. Then it
goes by itself, if the thing still waits: late, as the digest says of what is late.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.core import times
from portal.people.models import Delegation, User
from portal.people.workdays.calendars import Calendar
from portal.people.workdays.queries import calendar_of
from workinggroup.reminders.cadence import CLOCK, DAY, Rung
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.states import Status

# Of what is overdue.
LONGEST = Rung.read("+5w")


def last_day(due: date, send_on: date, calendar: Calendar) -> date:
    """The working day on which a held reminder goes, unless it was let go before."""
    return calendar.after(due + DAY) if send_on <= due else LONGEST.day(send_on, calendar)


@dataclass(frozen=True, slots=True)
class Held:
    """A held reminder; its hold ends at the instant `ends`."""

    key: UUID
    name: str
    recipient: UUID
    send_on: date
    ends: datetime
    zone: str

    @property
    def last_day(self) -> date:
        return times.local(self.ends, self.zone).date()


def held_on(code: str) -> Sequence[Held]:
    """What is held on a side, in its context, by day. One SQL query, and three where anything is."""
    rows = Reminder.objects.filter(status=Status.HELD).order_by("send_on", "due", "pk")
    found = list(rows.values_list("pk", "recipient_id", "send_on", "due", "zone"))
    if not found:
        return []
    names = dict(User.objects.filter(pk__in={row[1] for row in found}).values_list("pk", "name"))
    calendar = calendar_of(Delegation.objects.get(code=code))
    return [
        Held(pk, names[recipient], recipient, day, times.instant(last_day(due, day, calendar), CLOCK, zone), zone)
        for pk, recipient, day, due, zone in found
    ]


def first_of_each(held: Iterable[Held]) -> list[Held]:
    """One for each person and day: that which goes first."""
    lines: dict[tuple[UUID, date], Held] = {}
    for each in held:
        there = lines.setdefault((each.recipient, each.send_on), each)
        if each.ends < there.ends:
            lines[each.recipient, each.send_on] = each
    return list(lines.values())


def held_until(line: Reminder) -> date | None:
    """The day on which what is held for one person and day goes, the first of it; None where nothing is."""
    held = held_on(line.editable_by[0])
    mine = [each for each in held if (each.recipient, each.send_on) == (line.recipient_id, line.send_on)]
    return min((each.last_day for each in mine), default=None)
