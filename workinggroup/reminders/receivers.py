"""What happens to reminders when a meeting moves, and what would; what the list of action items says of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from meetings.rounds.models import Meeting
from meetings.rounds.moving import Move
from meetings.signals import meeting_moved, meeting_moving
from portal.core.people import Person
from workinggroup.reminders import notices  # noqa: F401 - registers the digest
from workinggroup.reminders.cadence import usual_cadences
from workinggroup.reminders.explaining import told_after
from workinggroup.reminders.foreseeing import foresee
from workinggroup.reminders.operations import plan_all
from workinggroup.signals import BESIDE_LATE, Said, items_listed


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


@receiver(items_listed)
def who_is_told(sender: Any, **_: Any) -> list[Said]:
    """Who is told of a late item, and when: what holds for every delegation, because nobody can switch it off."""
    return [Said(BESIDE_LATE, words) for words in told_after(usual_cadences()["action_item"])]
