"""What happens to proposals for an agenda."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.agendas import rules
from meetings.agendas.models import LONGEST, Agenda, Answer, Item, Proposal
from meetings.agendas.notices import tell_proposed
from meetings.agendas.operations.items import ImpossibleLength, add_item
from meetings.agendas.states import NEXT, ProposalStatus, View
from meetings.rounds.models import Meeting
from meetings.rounds.operations import require_open
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.rules import coordinates


class AgendaNotOpen(Refused):
    """Nothing is proposed for an agenda that has no row."""

    sentence = _("The host has not opened the agenda yet.")


class DeadlineTooEarly(Refused):
    """Others need time to answer, and the meeting its agenda."""

    sentence = _("The deadline must be in the future and before the meeting begins.")
    field = "answer_by"


class ReasonNeeded(Refused):
    """An objection says why."""

    sentence = _("Give the reason for your objection.")
    field = "reason"


class OwnProposal(Refused):
    """The others answer."""

    sentence = _("Your own delegation made this proposal.")


class AnswersAreClosed(Refused):
    """After the deadline silence stands; only an objection can still be lifted."""

    sentence = _("The deadline has passed. An objection can still be lifted, not raised.")


class ProposalIsSettled(Refused):
    """Accepted or withdrawn."""

    sentence = _("This proposal was accepted or withdrawn meanwhile.")


class ObjectionStands(Refused):
    """Consensus: one objection keeps an item off the agenda."""

    sentence = _("%(codes)s objects. Accepting waits until the objection is lifted.")


class AnswersAwaited(Refused):
    """Before the deadline everybody must have answered."""

    sentence = _("%(codes)s has not answered, and the deadline has not passed.")


@transaction.atomic
def propose_item(
    *,
    meeting: Meeting,
    actor: Person,
    now: datetime,
    title: Mapping[str, str],
    minutes: int,
    answer_by: datetime,
    reason: str = "",
) -> Proposal:
    """Propose an item of `minutes`; the other delegations answer until `answer_by`, an instant.

    Refuses `AgendaNotOpen`, `MeetingIsOver`, `ImpossibleLength`, `DeadlineTooEarly`.
    """
    ensure(rules.can_propose(actor, meeting))
    agenda = Agenda.objects.visible_to(actor).filter(meeting=meeting).first()
    if agenda is None:
        raise AgendaNotOpen
    require_open(meeting)
    if not 1 <= minutes <= LONGEST:
        raise ImpossibleLength
    if not now < answer_by <= meeting.starts_at:
        raise DeadlineTooEarly
    proposal = Proposal(agenda=agenda, delegation_id=actor.code, title=dict(title), reason=reason, minutes=minutes)
    proposal.answer_by, proposal.created_at = answer_by, now
    proposal.releasable_to = meeting.parties
    proposal.editable_by = list(dict.fromkeys([actor.code, *meeting.editable_by]))
    proposal.save(force_insert=True)
    _record("proposed", proposal, actor, answer_by=answer_by)
    tell_proposed(proposal, actor=actor, now=now)
    return proposal


@transaction.atomic
def answer_proposal(*, proposal: Proposal, actor: Person, now: datetime, view: str, reason: str = "") -> Answer:
    """Say for one's delegation that it has no objection, or object with a reason; the last word counts.

    Refuses `OwnProposal`, `ProposalIsSettled`, `AnswersAreClosed`, `ReasonNeeded`.
    """
    meeting = proposal.agenda.meeting
    ensure(rules.can_propose(actor, meeting))
    if actor.code == proposal.delegation_id:
        raise OwnProposal
    proposal = _lock(proposal)
    _ensure_open(proposal)
    said = Answer.objects.filter(proposal=proposal, delegation=actor.code).first()
    lifts = said is not None and said.view == View.OBJECTION and view == View.NO_OBJECTION
    if now > proposal.answer_by and not lifts:
        raise AnswersAreClosed
    if view == View.OBJECTION and not reason.strip():
        raise ReasonNeeded
    said = said or Answer(proposal=proposal, delegation_id=actor.code)
    said.view, said.reason, said.at = View(view), reason.strip(), now
    said.releasable_to = proposal.releasable_to
    said.editable_by = [actor.code]
    said.save()
    _record("proposal_objected" if view == View.OBJECTION else "proposal_unopposed", proposal, actor)
    return said


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, actor: Person) -> Proposal:
    """Take back a proposal of one's own delegation. Refuses `ProposalIsSettled`."""
    ensure(coordinates(actor) and actor.code == proposal.delegation_id)
    proposal = _lock(proposal)
    _ensure_open(proposal)
    proposal.status = ProposalStatus.WITHDRAWN
    proposal.save(update_fields=["status"])
    _record("proposal_withdrawn", proposal, actor)
    return proposal


@transaction.atomic
def accept_proposal(*, proposal: Proposal, actor: Person, now: datetime) -> Item:
    """Put a proposal on the agenda once nobody objects and everybody answered or the deadline passed.

    Refuses `ProposalIsSettled`, `ObjectionStands`, `AnswersAwaited`.
    """
    meeting = proposal.agenda.meeting
    ensure(rules.can_edit(actor, meeting))
    proposal = _lock(proposal)
    _ensure_open(proposal)
    said = dict(proposal.answers.values_list("delegation_id", "view"))
    if objecting := sorted(code for code, view in said.items() if view == View.OBJECTION):
        raise ObjectionStands(codes=", ".join(objecting))
    awaited = [code for code in meeting.delegations if code != proposal.delegation_id and code not in said]
    if awaited and now <= proposal.answer_by:
        raise AnswersAwaited(codes=", ".join(awaited))
    proposal.status = ProposalStatus.ACCEPTED
    proposal.save(update_fields=["status"])
    _record("proposal_accepted", proposal, actor)
    return add_item(
        meeting=meeting,
        actor=actor,
        title=proposal.title,
        minutes=proposal.minutes,
        lead=proposal.delegation_id,
        proposal=proposal,
    )


def _lock(proposal: Proposal) -> Proposal:
    # Those who answer may not change the proposal, so they cannot lock its row.
    lock_key(f"proposal {proposal.pk}")
    found: Proposal = Proposal.objects.select_related("agenda__meeting").get(pk=proposal.pk)
    return found


def _ensure_open(proposal: Proposal) -> None:
    """Refuse `ProposalIsSettled`, `MeetingIsOver`."""
    if not NEXT[ProposalStatus(proposal.status)]:
        raise ProposalIsSettled
    require_open(proposal.agenda.meeting)


def _record(verb: str, proposal: Proposal, actor: Person, **detail: Any) -> None:
    record(
        f"meetings.agenda.{verb}",
        proposal,
        actor=actor,
        **detail,
    )
