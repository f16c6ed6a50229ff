"""What of the progress moves with a meeting."""

from datetime import date
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from meetings.rounds.moving import Move
from meetings.signals import meeting_moving
from portal.core.people import Person
from workinggroup.progress.models import ReportingRound


@receiver(meeting_moving)
def due_days(sender: Any, meeting: Any, user: Person, starts_on: date, **_rest: Any) -> list[Move]:
    """The days on which reports and ratings are due before the meeting, if they are asked for."""
    rows = ReportingRound.objects.visible_to(user).filter(meeting=meeting)
    return [
        move
        for asked in rows
        for move in (
            Move(_("Progress reports are due"), asked.day_for(meeting.starts_on), asked.day_for(starts_on)),
            Move(
                _("Ratings of reports are due"),
                asked.day_for(meeting.starts_on, rated=True),
                asked.day_for(starts_on, rated=True),
            ),
        )
    ]
