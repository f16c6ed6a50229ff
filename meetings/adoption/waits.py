"""What of the adoption of texts waits on a person: to object to one under silence, to sign one that is final."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.adoption.queries.signing import waiting_day
from meetings.adoption.queries.silence import silences_waiting
from meetings.adoption.queries.waiting import unsigned_by
from portal.audit.remembered import Moment
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait, Waits
from portal.people.sides import home_city
from portal.people.states import Role


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who speak for a party: final texts under silence; for its head also those to sign. One SQL query for each of
    both where there are some, one more when the keys of silences are not remembered, and two more where texts are to sign.
    """
    found = [*_silences(user, now, moment), *_unsigned(user, now)]
    found.sort(key=lambda each: (each.due, each.address))
    return Waits(found[:most], len(found))


def _silences(user: Person, now: datetime, moment: Moment) -> Iterable[Wait]:
    today = times.local(now, user.zone).date()
    for silence in silences_waiting(user, moment, now):
        ends, statement = times.local(silence.deadline_at, user.zone).date(), silence.statement
        said = times.in_places(silence.deadline_at, [(user.zone, home_city(user))])
        yield Wait(
            _("Object or stay silent:"),
            str(statement),
            _("a final text under silence"),
            reverse("adoption:silence", args=[statement.slug]),
            ends,
            (ends - today).days,
            _("The silence ends %(instant)s; an objection must be in writing before that.") % {"instant": said},
            str(statement.meeting),
        )


def _unsigned(user: Person, now: datetime) -> Iterable[Wait]:
    if user.role != Role.HEAD or not user.code:
        return
    today = times.local(now, user.zone).date()
    for text, given in unsigned_by(user.code):
        due = waiting_day(text.dated, given)
        why = (
            _("Your delegation signed it ad referendum; that counts for nothing until you confirm.")
            if given
            else _("It is released only when all parties have signed.")
        )
        yield Wait(
            _("Confirm your signature:") if given else _("Sign:"),
            str(text),
            _("a final text"),
            reverse("adoption:sign-off", args=[text.slug]),
            due,
            (due - today).days,
            why,
            str(text.meeting),
        )
