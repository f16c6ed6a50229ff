"""What of the agendas waits on a person."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.agendas.models import Answer, Proposal
from meetings.agendas.states import ProposalStatus
from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait, Waits
from portal.people.rules import coordinates


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who coordinate a side: items proposed for an agenda that it has not answered. One SQL query where there
    are some, and one more when their keys are not remembered."""
    if not coordinates(user) or not (keys := UNANSWERED(moment, user.code)):
        return Waits([], 0)
    today = times.local(now, user.zone).date()
    rows = Proposal.objects.filter(pk__in=keys, answer_by__gt=now)
    found = []
    for proposal in rows.select_related("agenda__meeting").order_by("answer_by"):
        meeting, last = proposal.agenda.meeting, times.local(proposal.answer_by, user.zone).date()
        why = _("%(delegation)s proposed it for %(meeting)s. Silence counts as no objection.")
        found.append(
            Wait(
                _("Answer the proposal:"),
                str(proposal),
                _("an item proposed for %(meeting)s") % {"meeting": meeting},
                reverse("agendas:proposals", args=[meeting.slug]),
                last,
                (last - today).days,
                why % {"delegation": proposal.delegation_id, "meeting": meeting},
            )
        )
    return Waits(found[:most], len(found))


def _unanswered(code: str) -> tuple[UUID, ...]:
    answered = Answer.objects.filter(proposal=OuterRef("pk"), delegation_id=code)
    rows = Proposal.objects.read_with(code).filter(status=ProposalStatus.PROPOSED)
    rows = rows.filter(agenda__meeting__delegations__contains=[code]).exclude(delegation_id=code)
    return tuple(rows.filter(~Exists(answered)).values_list("pk", flat=True))


UNANSWERED: Remembered[tuple[UUID, ...]] = Remembered(_unanswered)
