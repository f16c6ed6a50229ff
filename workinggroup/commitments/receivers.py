"""What becomes of the commitments that were marked in a text when it is released, and what moves with a meeting."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.dispatch import receiver

from meetings.rounds.models import Meeting
from meetings.rounds.moving import Move
from meetings.signals import meeting_moved, meeting_moving, statement_dissociated, statement_released
from meetings.statements.models import Statement
from portal.core.people import Person
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.operations import follow_meeting, leave_commitments
from workinggroup.commitments.operations.dating import reckoned_on
from workinggroup.commitments.states import Status
from workinggroup.commitments.taking import take_promises

MOST = 200


@receiver(statement_released)
def take(sender: Any, statement: Statement, now: datetime, **_: Any) -> None:
    """In the transaction of the release: all of them, or no release."""
    take_promises(statement=statement, now=now)


@receiver(meeting_moved)
def follow(sender: Any, meeting: Meeting, actor: Person, now: datetime, **_: Any) -> None:
    """What is due at the meeting, or counted from it, moves in the same transaction."""
    follow_meeting(meeting, now=now, author=actor.name)


@receiver(meeting_moving)
def due_days(sender: Any, meeting: Meeting, user: Person, starts_on: date, **_: Any) -> list[Move]:
    """The commitments due at the meeting, or counted from it, that the user may see."""
    rows = Commitment.objects.visible_to(user).filter(due_meeting=meeting, status=Status.CONFIRMED)
    found = rows.select_related("statement__meeting").order_by("due_on", "reference")[:MOST]
    return [Move(f"{row.reference} {row}", row.due_on, reckoned_on(row, meeting, starts_on)) for row in found]


@receiver(statement_dissociated)
def leave(sender: Any, statement: Statement, delegation: str, anchors: Sequence[str], **_: Any) -> None:
    """In the transaction of the dissociation."""
    leave_commitments(statement=statement, delegation=delegation, anchors=anchors)
