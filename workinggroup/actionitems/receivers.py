"""What of the action items moves with a meeting."""

from datetime import date, datetime
from typing import Any

from django.dispatch import receiver

from meetings.rounds.moving import Move
from meetings.signals import meeting_moved, meeting_moving
from portal.core.people import Person
from portal.people.models import Delegation
from portal.people.workdays.queries import calendars_of
from workinggroup.actionitems.counting import counted_day
from workinggroup.actionitems.operations import follow_meeting
from workinggroup.actionitems.queries import items_visible_to
from workinggroup.actionitems.states import OPEN

MOST = 200


@receiver(meeting_moved)
def follow(sender: Any, meeting: Any, actor: Person, now: datetime, **_: Any) -> None:
    """What is counted from the meeting moves in the same transaction."""
    follow_meeting(meeting, now=now, author=actor.name)


@receiver(meeting_moving)
def due_dates(sender: Any, meeting: Any, user: Person, starts_on: date, **_: Any) -> list[Move]:
    """The open items counted from the meeting that the user may see, earliest first."""
    rows = (
        items_visible_to(user)
        .filter(counted_from=meeting, status__in=OPEN)
        .order_by("due_on", "series", "number")[:MOST]
    )
    sides: Any = Delegation.objects.filter(code__in={item.delegation_id for item in rows})
    calendars = calendars_of(sides.values_list("code", "holiday_country"))
    return [
        Move(
            f"{item.reference} {item.title}",
            item.due_on,
            counted_day(starts_on, item.weeks_before, item.workdays_before, calendars[item.delegation_id]),
        )
        for item in rows
    ]
