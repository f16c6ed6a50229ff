"""What happens to reminders when a meeting moves, and what would."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from meetings.rounds.models import Meeting
from meetings.rounds.moving import Move
from meetings.signals import meeting_moved, meeting_moving
from portal.core.people import Person
from workinggroup.reminders import notices  # noqa: F401 - registers the digest
from workinggroup.reminders.foreseeing import foresee
from workinggroup.reminders.operations import plan_all


@receiver(meeting_moved)
def plan_again(sender: Any, now: datetime, **_: Any) -> None:
    """Everything not yet sent moves in the same transaction."""
    plan_all(now=now)


@receiver(meeting_moving)
def say_before(
    sender: Any, meeting: Meeting, user: Person, hours: Mapping[str, Any], now: datetime, **_: Any
) -> list[Move]:
    """The reminders of the user's side, before and after; those of others are not the user's to see."""
    return foresee(meeting, user, hours, now=now)
