"""What of the agendas waits on a person."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.agendas.models import Answer, Proposal
from meetings.agendas.states import ProposalStatus
from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.core.waiting import Awaited, Awaiting, Wait, Waits
from portal.people.rules import coordinates

# Items proposed, and who of those who sit at the meeting has neither proposed nor answered.
WITHOUT_ANSWER = KeptStatement("""
SELECT proposal.id, array_agg(code ORDER BY code)
FROM meetings_proposal AS proposal JOIN meetings_agenda AS agenda ON agenda.id = proposal.agenda_id
    JOIN meetings_meeting AS meeting ON meeting.id = agenda.meeting_id CROSS JOIN unnest(meeting.delegations) AS code
WHERE proposal.status = 'proposed' AND code <> proposal.delegation_id AND NOT EXISTS (
    SELECT FROM meetings_answer AS answer WHERE answer.proposal_id = proposal.id AND answer.delegation_id = code)
GROUP BY proposal.id
""")


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
                str(meeting),
            )
        )
    return Waits(found[:most], len(found))


def awaited(user: Person, *, now: datetime, moment: Moment, most: int) -> list[Awaiting]:
    """Items proposed for agendas that delegations have not answered yet. One SQL query where there are some, and one more
    when their keys are not remembered."""
    silent: dict[UUID, tuple[str, ...]] = dict(SILENT(moment))
    if not silent:
        return []
    today = times.local(now, user.zone).date()
    rows = Proposal.objects.read_with(user.code).filter(pk__in=silent, answer_by__gt=now)
    found = [
        Awaited(
            str(proposal),
            reverse("agendas:proposals", args=[proposal.agenda.meeting.slug]),
            silent[proposal.pk],
            "",
            last := times.local(proposal.answer_by, user.zone).date(),
            (last - today).days,
            _("%(delegation)s proposed it for %(meeting)s.")
            % {"delegation": proposal.delegation_id, "meeting": proposal.agenda.meeting},
        )
        for proposal in rows.select_related("agenda__meeting").order_by("answer_by")
    ]
    return [Awaiting(_("Answers to proposed items"), len(found), tuple(found[:most]))] if found else []


def _silent() -> tuple[tuple[UUID, tuple[str, ...]], ...]:
    """Which delegations have not answered which proposal. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_ANSWER)
        return tuple((key, tuple(codes)) for key, codes in cursor.fetchall())


SILENT: Remembered[tuple[tuple[UUID, tuple[str, ...]], ...]] = Remembered(_silent)


def unanswered_by(code: str) -> QuerySet[Proposal]:
    """Items proposed by others for agendas of a side's meetings, which it has not answered."""
    answered = Answer.objects.filter(proposal=OuterRef("pk"), delegation_id=code)
    rows = Proposal.objects.read_with(code).filter(status=ProposalStatus.PROPOSED)
    rows = rows.filter(agenda__meeting__delegations__contains=[code]).exclude(delegation_id=code)
    return rows.filter(~Exists(answered))


def _unanswered(code: str) -> tuple[UUID, ...]:
    return tuple(unanswered_by(code).values_list("pk", flat=True))


UNANSWERED: Remembered[tuple[UUID, ...]] = Remembered(_unanswered)
