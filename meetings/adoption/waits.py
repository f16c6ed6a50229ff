"""What of the adoption of texts waits on a person."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.adoption.queries.silence import silences_waiting
from portal.audit.remembered import Moment
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait, Waits


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who speak for a party: final texts under silence. One SQL query where there are some, and one more when their
    keys are not remembered."""
    today = times.local(now, user.zone).date()
    found = []
    for silence in silences_waiting(user, moment, now):
        ends, statement = times.local(silence.deadline_at, user.zone).date(), silence.statement
        said = times.in_places(silence.deadline_at, [(user.zone, times.zone_city(user.zone))])
        found.append(
            Wait(
                _("Object or stay silent:"),
                str(statement),
                _("a final text under silence"),
                reverse("adoption:silence", args=[statement.slug]),
                ends,
                (ends - today).days,
                _("The silence ends %(instant)s; an objection must be in writing before that.") % {"instant": said},
                str(statement.meeting),
            )
        )
    return Waits(found[:most], len(found))
