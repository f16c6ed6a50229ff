"""What of the lists of participants waits on a person."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.participants.models import Participant
from meetings.participants.states import ATTENDING, Answer
from meetings.rounds.states import COMING
from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait, Waits


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """Meetings to come whose list the person is on, and has not answered or answered before they moved. One SQL query where
    there are some, and one more when their keys are not remembered."""
    today = times.local(now, user.zone).date()
    keys = UNANSWERED(moment, user.pk, today)
    if not keys:
        return Waits([], 0)
    listed = Participant.objects.filter(pk__in=keys[:most]).select_related("meeting")
    found = [
        Wait(
            _("The meeting moved. Say again whether you come:") if entry.is_asked_again else _("Say whether you come:"),
            str(entry.meeting),
            str(entry.meeting),
            reverse("participants:list", args=[entry.meeting.slug]),
            entry.meeting.starts_on,
            (entry.meeting.starts_on - today).days,
            _("You are on your delegation's list."),
        )
        for entry in listed.order_by("meeting__starts_at")
    ]
    return Waits(found, len(keys))


def _unanswered(me: Any, today: date) -> tuple[UUID, ...]:
    """The person's entries on lists of meetings to come that lack an answer, the nearest first. One SQL query."""
    moved = Q(answer__in=ATTENDING) & ~Q(answered_for=F("meeting__schedule_version"))
    listed = Participant.objects.filter(Q(answer=Answer.NONE) | moved, person_id=me)
    coming = listed.filter(meeting__status__in=COMING, meeting__starts_on__gte=today)
    return tuple(coming.order_by("meeting__starts_at").values_list("pk", flat=True))


UNANSWERED: Remembered[tuple[UUID, ...]] = Remembered(_unanswered)
