"""What happens to reminders when a meeting moves."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from meetings.signals import meeting_moved
from workinggroup.reminders import notices  # noqa: F401 - registers the digest
from workinggroup.reminders.operations import plan_all


@receiver(meeting_moved)
def plan_again(sender: Any, now: datetime, **_: Any) -> None:
    """Everything not yet sent moves in the same transaction."""
    plan_all(now=now)
