"""What the meeting pages need."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meetings.rounds.models import Meeting
from meetings.rounds.states import Level, Status


@dataclass(frozen=True)
class MeetingList:
    """Meetings to come, nearest first, and meetings held, latest first."""

    coming: list[Meeting]
    held: list[Meeting]


def meetings_for(user: Any, *, now: datetime) -> MeetingList:
    """Every meeting the user may see. One SQL query."""
    rows = list(Meeting.objects.visible_to(user).select_related("host").order_by("starts_at"))
    coming = [meeting for meeting in rows if meeting.ends_at >= now and meeting.status != Status.CANCELLED]
    held = [meeting for meeting in reversed(rows) if meeting not in coming]
    return MeetingList(coming, held)


def follow_up_for(user: Any, *, now: datetime) -> Meeting | None:
    """The nearest announced ministerial to come that the user may see: what everything counts down to. One SQL query."""
    rows = Meeting.objects.visible_to(user).filter(status=Status.ANNOUNCED, level=Level.MINISTERIAL, ends_at__gt=now)
    return rows.select_related("host").order_by("starts_at").first()
