"""What is due of the adoption of texts: to object to one under silence before it ends, and to sign one that is final."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.adoption.models import Silence
from meetings.adoption.queries.signing import waiting_day
from meetings.adoption.queries.silence import silences_of, speakers_of
from meetings.adoption.queries.waiting import unsigned_by
from meetings.statements.models import Statement
from portal.core import times
from portal.core.deadlines import Deadline, Kind, Named
from portal.people.models import Membership
from portal.people.states import Role


def find_silences(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Final texts under silence, for all who speak for the side; due on the day on which they end where it sits. Three SQL
    queries at most."""
    if not (found := silences_of(side, now)):
        return
    speakers = speakers_of([side])
    people = tuple(sorted(person.pk for person in speakers))
    zone = speakers[0].delegation.time_zone if speakers and speakers[0].delegation else "UTC"
    for each in found:
        due = times.local(each.deadline_at, zone).date()
        yield Deadline("silence", each.pk, due, side, each.statement.meeting_id, people, at=each.deadline_at)


def name_silences(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Silence.objects.filter(pk__in=keys).select_related("statement")
    return {
        each.pk: Named(str(each.statement), reverse("adoption:silence", args=[each.statement.slug])) for each in rows
    }


def find_unsigned(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Texts that the side has not signed for good, for its heads, due on the day that the text carries, or on which what was
    signed ad referendum lapses. Four SQL queries at most."""
    found = unsigned_by(side)
    if not found:
        return
    heads = Membership.objects.filter(delegation=side, role=Role.HEAD).order_by("user_id")
    people = tuple(heads.values_list("user_id", flat=True))
    for text, given in found:
        yield Deadline("sign_off", text.pk, waiting_day(text.dated, given), side, text.meeting_id, people)


def name_texts(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Statement.objects.filter(pk__in=keys).only("slug", "title")
    return {text.pk: Named(str(text), reverse("adoption:sign-off", args=[text.slug])) for text in rows}


KINDS = [
    Kind("silence", _("Texts under silence"), find_silences, name_silences),
    Kind("sign_off", _("Texts to sign"), find_unsigned, name_texts),
]
