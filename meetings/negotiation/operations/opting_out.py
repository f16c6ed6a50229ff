"""A party leaves a text."""

from datetime import datetime

from django.db import transaction

from meetings.negotiation import rules
from meetings.negotiation.consensus import check_proposal
from meetings.negotiation.models import TextProposal
from meetings.negotiation.operations.ending import end_if_agreed
from meetings.negotiation.operations.proposing import carry_if_agreed
from meetings.negotiation.queries.ending import standing_ending
from meetings.negotiation.states import ProposalStatus
from meetings.statements.course import SIGNED, turn_statement
from meetings.statements.gate import enter_stage, require_reason
from meetings.statements.models import Party, Statement
from meetings.statements.notices import tell_news
from meetings.statements.states import CLOSING, PartyStatus, Status
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure


@transaction.atomic
def opt_out(*, statement: Statement, actor: Person, now: datetime, reason: str) -> Party:
    """Leave the text as a party, with a reason; consents and positions of the others go on without this side.

    Its own tabled proposals are withdrawn; others that waited for its consent alone are carried, and where its consent alone was
    missing to end the text, the text has ended. A final text stays as it is, but what was signed was agreed with the side that
    left: the others sign anew.

    Refuses `NotInThisStage`, `ReasonNeeded`.
    """
    ensure(rules.can_opt_out(actor, statement))
    statement = enter_stage(statement, Status.NEGOTIATING, *CLOSING)
    party: Party = Party.objects.select_for_update().get(statement=statement, delegation=actor.code)
    if party.status == PartyStatus.ACTIVE:
        party.status, party.opted_out_at, party.reason = PartyStatus.OPTED_OUT, now, require_reason(reason)
        party.save(update_fields=["status", "opted_out_at", "reason"])
        record("meetings.statement.opted_out", party, actor=actor, reason=party.reason)
        if statement.status in SIGNED:
            turn_statement(statement, Status.SIGN_OFF, actor, now, "left", reason=party.reason)
        else:
            tell_news(statement, "opted_out", actor=actor, now=now)
        ending = standing_ending(statement)
        if ending is None or not end_if_agreed(ending, statement, actor, now):
            _settle_without(statement, actor, now)
    return party


def _settle_without(statement: Statement, actor: Person, now: datetime) -> None:
    """What becomes of the tabled proposals when the actor's side has left."""
    tabled = TextProposal.objects.filter(statement=statement, status=ProposalStatus.TABLED)
    for own in tabled.filter(delegation=actor.code):
        own.status, own.settled_at = ProposalStatus.WITHDRAWN, now
        own.save(update_fields=["status", "settled_at"])
        record("meetings.statement.proposal_withdrawn", own, actor=actor)
    waiting = tabled.select_related("paragraph", "after", "base", "bracket")
    for key in tabled.order_by("tabled_at", "id").values_list("pk", flat=True):
        # What was carried before may have changed this one's paragraph, or settled it.
        each = waiting.filter(pk=key).first()
        if each is None:
            continue
        each.statement = statement
        try:
            check_proposal(each, statement)
        except Refused:
            continue
        carry_if_agreed(each, statement, actor, now)
