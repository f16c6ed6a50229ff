"""What of the agendas waits on a person."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.agendas.models import Answer, Proposal
from meetings.agendas.states import ProposalStatus
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait
from portal.people.rules import coordinates


def waits(user: Person, *, now: datetime) -> list[Wait]:
    """For those who coordinate a side: items proposed for an agenda that it has not answered. One SQL query."""
    if not coordinates(user):
        return []
    today = times.local(now, user.zone).date()
    answered = Answer.objects.filter(proposal=OuterRef("pk"), delegation_id=user.code)
    rows = Proposal.objects.visible_to(user).filter(status=ProposalStatus.PROPOSED, answer_by__gt=now)
    rows = rows.filter(agenda__meeting__delegations__contains=[user.code]).exclude(delegation_id=user.code)
    found = []
    for proposal in rows.filter(~Exists(answered)).select_related("agenda__meeting").order_by("answer_by"):
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
    return found
