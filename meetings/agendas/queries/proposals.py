"""What the proposals page needs."""

from dataclasses import dataclass
from datetime import datetime

from meetings.agendas.models import Answer, Proposal
from meetings.agendas.states import ProposalStatus, View
from meetings.rounds.models import Meeting
from portal.core.people import Person


@dataclass(frozen=True)
class Proposed:
    """One proposal: who answered what, who is awaited, and what the reader may do now."""

    proposal: Proposal
    answers: list[Answer]
    awaited: list[str]
    objecting: list[str]
    is_over: bool
    may_answer: bool
    may_object: bool

    @property
    def is_open(self) -> bool:
        return self.proposal.status == ProposalStatus.PROPOSED

    @property
    def is_ready(self) -> bool:
        return self.is_open and not self.objecting and (self.is_over or not self.awaited)


def proposals_for(meeting: Meeting, user: Person, *, now: datetime) -> list[Proposed]:
    """Every proposal for a meeting's agenda, open ones first. Two SQL queries."""
    rows = Proposal.objects.visible_to(user).filter(agenda__meeting=meeting).prefetch_related("answers")
    found = [_proposed(each, meeting, user, now) for each in rows.order_by("created_at", "id")]
    return sorted(found, key=lambda each: not each.is_open)


def _proposed(proposal: Proposal, meeting: Meeting, user: Person, now: datetime) -> Proposed:
    answers = sorted(proposal.answers.all(), key=lambda answer: answer.at)
    said = {answer.delegation_id: answer.view for answer in answers}
    others = [code for code in meeting.delegations if code != proposal.delegation_id]
    is_over = now > proposal.answer_by
    mine = said.get(user.code)
    is_open = proposal.status == ProposalStatus.PROPOSED and user.code in others
    return Proposed(
        proposal=proposal,
        answers=answers,
        awaited=[code for code in others if code not in said],
        objecting=sorted(code for code, view in said.items() if view == View.OBJECTION),
        is_over=is_over,
        may_answer=is_open and mine != View.NO_OBJECTION and (not is_over or mine == View.OBJECTION),
        may_object=is_open and not is_over and mine != View.OBJECTION,
    )
