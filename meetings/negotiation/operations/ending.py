"""A text ends without an agreement: by the chair and all parties, or by the secretariat when the meeting is over."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.negotiation import rules
from meetings.negotiation.models import Ending, EndingReply
from meetings.negotiation.queries.ending import last_replies, missing_consents, standing_ending
from meetings.negotiation.states import Reply
from meetings.rounds.states import Status as MeetingStatus
from meetings.statements.course import require_step, turn_statement
from meetings.statements.gate import lock_statement, require_party, require_reason
from meetings.statements.models import Statement
from meetings.statements.notices import tell_news
from meetings.statements.states import Status
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure


class MeetingNotOver(Refused):
    """Until then it is the parties' own."""

    sentence = _("The meeting is not over. Until then a text is ended by its parties, not by the secretariat.")


class NotYetOpen(Refused):
    """Nobody has negotiated it, so nobody needs to be asked."""

    sentence = _("The negotiation is not open yet: the chair ends the text alone.")


class AlreadyProposed(Refused):
    """One proposal at a time."""

    sentence = _("It is proposed already to end this text. Withdraw that proposal first, or wait for the answers.")


class EndingIsVoid(Refused):
    """What was asked is asked no more."""

    sentence = _(
        "This proposal to end the text counts no more: it was withdrawn, or the text is in another stage since. Nothing was"
        " recorded."
    )


class OwnEnding(Refused):
    """Who proposes consents."""

    sentence = _("Your delegation proposes to end the text, and so consents. Withdraw the proposal to change that.")


def is_over(statement: Statement) -> bool:
    """Whether the meeting of a text is over, or will not be."""
    return statement.meeting.status in {
        MeetingStatus.CONCLUDED,
        MeetingStatus.RECORDS_APPROVED,
        MeetingStatus.CANCELLED,
    }


@transaction.atomic
def abandon_statement(*, statement: Statement, actor: Person, now: datetime, reason: str) -> Statement:
    """End a text without an agreement; the parties keep reading it. The chair does so alone before the negotiation is open, the
    secretariat in any stage when the meeting is over; for all else see `propose_ending`.

    Refuses `NotFromHere`, `ReasonNeeded`, `MeetingNotOver`.
    """
    statement = lock_statement(statement)
    ensure(rules.can_end(actor, statement))
    require_step(statement, Status.ABANDONED)
    if not rules.can_chair(actor, statement) and not is_over(statement):
        raise MeetingNotOver
    return turn_statement(statement, Status.ABANDONED, actor, now, "abandoned", reason=require_reason(reason))


@transaction.atomic
def propose_ending(*, statement: Statement, actor: Person, now: datetime, reason: str) -> Ending:
    """Ask all parties, as the chair, to end the text without an agreement; where nobody else is left, it ends at once.

    Refuses `NotFromHere`, `NotYetOpen`, `ReasonNeeded`, `AlreadyProposed`.
    """
    ensure(rules.can_chair(actor, statement))
    statement = lock_statement(statement)
    require_step(statement, Status.ABANDONED)
    if statement.status == Status.PLANNED:
        raise NotYetOpen
    if standing_ending(statement) is not None:
        raise AlreadyProposed
    made = Ending(statement=statement, delegation_id=actor.code, turn=statement.turns, reason=require_reason(reason))
    made.by_name, made.at = actor.name, now
    made.releasable_to, made.editable_by = statement.releasable_to, [actor.code]
    made.save(force_insert=True)
    record("meetings.statement.ending_proposed", made, actor=actor, reason=made.reason)
    if not end_if_agreed(made, statement, actor, now):
        tell_news(statement, "ending_proposed", actor=actor, now=now)
    return made


@transaction.atomic
def answer_ending(*, ending: Ending, actor: Person, now: datetime, reply: str, note: str = "") -> EndingReply:
    """Consent for one's delegation, as its head, to end the text, or say that it does not; the last word counts. With the last
    consent the text has ended, in the same transaction.

    Refuses `EndingIsVoid`, `OptedOut`, `OwnEnding`.
    """
    ensure(rules.can_answer_ending(actor, ending.statement))
    statement, ending = _entered(ending)
    require_party(statement, actor)
    if ending.delegation_id == actor.code:
        raise OwnEnding
    before = last_replies(ending).get(actor.code)
    said = EndingReply(ending=ending, delegation_id=actor.code, reply=Reply(reply), note=note.strip(), at=now)
    said.number = before.number + 1 if before else 1
    said.by_name, said.releasable_to, said.editable_by = actor.name, ending.releasable_to, [actor.code]
    said.save(force_insert=True)
    record(f"meetings.statement.ending_{said.reply}", ending, actor=actor, note=said.note)
    if not end_if_agreed(ending, statement, actor, now):
        tell_news(statement, f"ending_{said.reply}", actor=actor, now=now)
    return said


@transaction.atomic
def withdraw_ending(*, ending: Ending, actor: Person, now: datetime) -> Ending:
    """Take the proposal back, as the chair; what was said to it is void. Refuses `EndingIsVoid`."""
    ensure(rules.can_chair(actor, ending.statement))
    statement, ending = _entered(ending)
    ending.withdrawn_at, ending.withdrawn_by_name = now, actor.name
    ending.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
    record("meetings.statement.ending_withdrawn", ending, actor=actor)
    tell_news(statement, "ending_withdrawn", actor=actor, now=now)
    return ending


def end_if_agreed(ending: Ending, statement: Statement, actor: Person, now: datetime) -> bool:
    """End a locked text whose ending is proposed if no party's consent is missing; whether it did."""
    if missing_consents(ending, statement):
        return False
    turn_statement(statement, Status.ABANDONED, actor, now, "abandoned", reason=ending.reason)
    return True


def _entered(ending: Ending) -> tuple[Statement, Ending]:
    """The statement locked, and the proposal as it stands then. Refuses `EndingIsVoid`."""
    statement = lock_statement(ending.statement)
    found = standing_ending(statement)
    if found is None or found.pk != ending.pk:
        raise EndingIsVoid
    found.statement = statement
    return statement, found
