"""What of the action items moves with a meeting."""

from datetime import date, timedelta
from typing import Any

from django.dispatch import receiver

from meetings.rounds.moving import Move
from meetings.signals import meeting_moving
from portal.core.people import Person
from workinggroup.actionitems.queries import items_visible_to
from workinggroup.actionitems.states import OPEN

MOST = 200


@receiver(meeting_moving)
def due_dates(sender: Any, meeting: Any, user: Person, starts_on: date, **_: Any) -> list[Move]:
    """The open items counted from the meeting that the user may see, earliest first."""
    rows = (
        items_visible_to(user).filter(counted_from=meeting, status__in=OPEN).order_by("due", "series", "number")[:MOST]
    )
    return [
        Move(f"{item.reference} {item.title}", item.due, starts_on - timedelta(weeks=item.weeks_before))
        for item in rows
    ]
