"""What is due of the agendas: answers to items that others proposed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Proposal
from meetings.agendas.waits import unanswered_by
from portal.core import times
from portal.core.deadlines import Deadline, Kind, Named


def find_answers(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Items proposed by others that the side has not answered; due on the day at the venue. One SQL query."""
    rows = unanswered_by(side).filter(answer_by__gt=now)
    columns = ("pk", "answer_by", "agenda__meeting_id", "agenda__meeting__time_zone")
    for key, answer_by, meeting, zone in rows.values_list(*columns):
        yield Deadline("proposal", key, times.local(answer_by, zone).date(), side, meeting, at=answer_by)


def name_proposals(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Proposal.objects.filter(pk__in=keys).select_related("agenda__meeting")
    return {each.pk: Named(str(each), reverse("agendas:proposals", args=[each.agenda.meeting.slug])) for each in rows}


KINDS = [Kind("proposal", _("Answers to proposed items"), find_answers, name_proposals)]
