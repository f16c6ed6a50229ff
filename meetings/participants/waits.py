"""What of the lists of participants waits on a person."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.participants.models import Participant
from meetings.participants.states import Answer
from meetings.rounds.states import COMING
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait


def waits(user: Person, *, now: datetime) -> list[Wait]:
    """Meetings to come whose list the person is on and has not answered. One SQL query."""
    today = times.local(now, user.zone).date()
    listed = Participant.objects.visible_to(user).filter(person_id=user.pk, answer=Answer.NONE)
    coming = listed.filter(meeting__status__in=COMING, meeting__starts_on__gte=today).select_related("meeting")
    return [
        Wait(
            _("Say whether you come:"),
            str(entry.meeting),
            str(entry.meeting),
            reverse("participants:list", args=[entry.meeting.slug]),
            entry.meeting.starts_on,
            (entry.meeting.starts_on - today).days,
            _("You are on your delegation's list."),
        )
        for entry in coming.order_by("meeting__starts_at")
    ]
