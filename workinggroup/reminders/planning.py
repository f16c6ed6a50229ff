"""Which reminders are wanted: people of one side, what is open, when the meeting is. Pure.

The planner compares what is wanted with what is planned and changes only the difference, so it can run at every tick, after
every change, and twice at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.people.workdays.calendars import Calendar
from workinggroup.reminders.cadence import before_meeting, overdue

Slot = tuple[UUID, UUID, date, str]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can be reminded, with zone and calendar."""

    id: UUID
    zone: str
    calendar: Calendar
    coordinates: bool


@dataclass(frozen=True, slots=True)
class Open:
    """An open action item: whose it is (None: nobody's yet), when it is due, which meeting its reminders belong to: the
    one it leads to, or where none is to come the one whose statement promised it."""

    assignee: UUID | None
    due: date
    meeting: UUID


@dataclass(frozen=True, slots=True)
class Wanted:
    """One reminder that should be planned."""

    recipient: UUID
    meeting: UUID
    send_on: date
    rung: str
    due_at: datetime
    zone: str

    @property
    def slot(self) -> Slot:
        return (self.recipient, self.meeting, self.send_on, self.rung)


def wanted_reminders(
    people: Iterable[Recipient],
    items: Iterable[Open],
    meetings: Mapping[UUID, date],
    unassigned: Mapping[UUID, int],
    *,
    now: datetime,
) -> dict[Slot, Wanted]:
    """Every reminder of one side that lies ahead of `now`, by its slot.

    `meetings` gives each coming meeting's day at its venue; `unassigned` counts, for each meeting, the commitments this
    side leads without an action item. Owners are reminded of their items; coordinators of everything that is open on their
    side. Overdue notices go to the owner and to the coordinators, whether or not a meeting is to come.
    """
    found: dict[Slot, Wanted] = {}
    rows = list(items)
    for person in people:
        concerned = rows if person.coordinates else [item for item in rows if item.assignee == person.id]
        for meeting in {*meetings, *(item.meeting for item in concerned)}:
            mine = [item for item in concerned if item.meeting == meeting]
            rings = overdue((item.due for item in mine), person.zone, person.calendar)
            if meeting in meetings and (mine or (person.coordinates and unassigned.get(meeting))):
                rings += before_meeting(meetings[meeting], person.zone, person.calendar)
            for ring in rings:
                wanted = Wanted(person.id, meeting, ring.send_on, ring.rung, ring.due_at, person.zone)
                if ring.due_at > now:
                    found[wanted.slot] = wanted
    return found
