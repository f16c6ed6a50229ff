"""What of the lists of participants waits on a person."""

from datetime import datetime

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.participants.models import Participant
from meetings.participants.states import ATTENDING, Answer
from meetings.rounds.states import COMING
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait


def waits(user: Person, *, now: datetime) -> list[Wait]:
    """Meetings to come whose list the person is on, and has not answered or answered before they moved. One SQL query."""
    today = times.local(now, user.zone).date()
    moved = Q(answer__in=ATTENDING) & ~Q(answered_for=F("meeting__schedule_version"))
    listed = Participant.objects.visible_to(user).filter(Q(answer=Answer.NONE) | moved, person_id=user.pk)
    coming = listed.filter(meeting__status__in=COMING, meeting__starts_on__gte=today).select_related("meeting")
    return [
        Wait(
            _("The meeting moved. Say again whether you come:") if entry.is_asked_again else _("Say whether you come:"),
            str(entry.meeting),
            str(entry.meeting),
            reverse("participants:list", args=[entry.meeting.slug]),
            entry.meeting.starts_on,
            (entry.meeting.starts_on - today).days,
            _("You are on your delegation's list."),
        )
        for entry in coming.order_by("meeting__starts_at")
    ]
