"""Who leads a commitment: named by the secretariat, accepted or declined by the delegation itself."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Statement
from portal.audit.operations import record, record_each
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader, reading_as
from portal.core.seen import require_seen
from portal.people.rules import SECRETARIAT
from workinggroup.commitments import rules
from workinggroup.commitments.models import Commitment, LeadAnswer
from workinggroup.commitments.operations.reasons import said_why
from workinggroup.commitments.states import Status


class LeadSupports(Refused):
    """A delegation leads or supports, not both."""

    sentence = _("%(code)s cannot lead and support the same commitment.")
    field = "supporting"


class NotAParty(Refused):
    """Only parties to the statement lead or support."""

    sentence = _("%(code)s is not a party to this statement.")
    field = "lead"


class NotConfirmed(Refused):
    """The secretariat confirms first."""

    sentence = _(
        "This commitment is not confirmed yet. The secretariat confirms it; then the lead delegation accepts it."
    )


class AlreadyAccepted(Refused):
    """An acceptance is given once."""

    sentence = _("Your delegation has accepted this commitment already.")


class NothingToAccept(Refused):
    """A text on record was accepted elsewhere."""

    sentence = _("%(reference)s comes from a text on record. There is nothing to accept; assign action items under it.")


class ReasonNeeded(Refused):
    """Whoever declines says why."""

    sentence = _("Say why your delegation does not lead this commitment; all parties read it.")
    field = "reason"


@transaction.atomic
def name_lead(
    *,
    commitment: Commitment,
    actor: Person,
    lead: str | None,
    supporting: Sequence[str],
    reason: str = "",
    seen: str | None = None,
) -> Commitment:
    """Name (or change) who leads and who supports.

    `seen` is the digest of both as the form was opened with. Whoever is no longer named, and has not declined, is told why.
    Refuses `ChangedMeanwhile`, `LeadSupports`, `NotAParty`, `SayWhy`.
    """
    commitment = Commitment.objects.select_for_update(of=("self",)).select_related("statement").get(pk=commitment.pk)
    ensure(rules.can_decide(actor, commitment.statement))
    before = commitment.led_by()
    require_seen(seen, before)
    require_parties(commitment.statement, lead, supporting)
    answer = commitment.last_answer
    stays = {commitment.lead_id} - {None, commitment.lead_id if answer and not answer.accepts else None}
    left = stays - {lead} | set(commitment.supporting) - {lead, *supporting}
    reason = said_why(reason, is_needed=bool(left))
    commitment.lead_id, commitment.supporting = lead, list(supporting)
    commitment.save(update_fields=["lead", "supporting"])
    after = commitment.led_by()
    record("workinggroup.commitment.lead_named", commitment, actor=actor, before=before, after=after, reason=reason)
    return commitment


@transaction.atomic
def accept_commitment(*, commitment: Commitment, actor: Person, now: datetime) -> LeadAnswer:
    """Accept for one's delegation to lead a commitment: from here on it is the delegation's.

    Refuses `NotConfirmed`, `NothingToAccept`, `AlreadyAccepted`.
    """
    answer = _answer(commitment, actor, now, accepts=True)
    record("workinggroup.commitment.accepted", answer.commitment, actor=actor, lead=actor.code)
    return answer


@transaction.atomic
def decline_commitment(*, commitment: Commitment, actor: Person, now: datetime, reason: str) -> LeadAnswer:
    """Say that one's delegation does not lead a commitment, and why; the secretariat names another, or asks again.

    Refuses `NotConfirmed`, `NothingToAccept`, `AlreadyAccepted`, `ReasonNeeded`.
    """
    if not reason.strip():
        raise ReasonNeeded
    answer = _answer(commitment, actor, now, accepts=False, reason=reason.strip())
    record("workinggroup.commitment.declined", answer.commitment, actor=actor, lead=actor.code, reason=answer.reason)
    return answer


@transaction.atomic
def give_up_lead(*, commitment: Commitment, actor: Person, now: datetime, reason: str) -> Commitment:
    """Say that one's delegation leads a commitment no longer, and why: it stays, nobody leads it, and the secretariat names
    another lead. Action items that it gave its own people stay theirs.

    Refuses `NotConfirmed`, `ReasonNeeded`.
    """
    if not reason.strip():
        raise ReasonNeeded
    lock_key(f"lead of {commitment.pk}")
    commitment = Commitment.objects.select_related("statement").get(pk=commitment.pk)
    ensure(rules.can_answer(actor, commitment))
    if commitment.status != Status.CONFIRMED:
        raise NotConfirmed
    _say(commitment, actor, now, accepts=False, reason=reason.strip())
    record(
        "workinggroup.commitment.given_up", commitment, actor=actor, before=commitment.led_by(), reason=reason.strip()
    )
    with reading_as(Reader(SECRETARIAT)):
        Commitment.objects.filter(pk=commitment.pk).update(lead=None)
    return commitment


@transaction.atomic
def leave_commitments(*, statement: Statement, delegation: str, anchors: Sequence[str]) -> list[Commitment]:
    """Take a delegation that dissociates itself from a released text, or from some of its paragraphs, out of the lead and the
    support of what is promised there. The commitments stay; where it led, nobody leads, and the secretariat names another.

    The portal acts itself, as the secretariat. Safe to run again. Three SQL queries at most.
    """
    with reading_as(Reader(SECRETARIAT)):
        named = Q(lead=delegation) | Q(supporting__contains=[delegation])
        rows = Commitment.objects.select_for_update(of=("self",)).filter(named, statement=statement).order_by("number")
        if anchors:
            rows = rows.filter(Q(paragraph__anchor__in=anchors) | Q(paragraph__parent__anchor__in=anchors))
        acts = []
        for row in rows:
            before = row.led_by()
            row.lead_id = None if row.lead_id == delegation else row.lead_id
            row.supporting = [code for code in row.supporting if code != delegation]
            acts.append((row, {"before": before, "after": row.led_by(), "left": delegation}))
        if acts:
            Commitment.objects.bulk_update([row for row, _facts in acts], ["lead", "supporting"])
        record_each("workinggroup.commitment.left", acts, actor=None)
    return [row for row, _facts in acts]


def _answer(commitment: Commitment, actor: Person, now: datetime, *, accepts: bool, reason: str = "") -> LeadAnswer:
    lock_key(f"lead of {commitment.pk}")
    commitment = Commitment.objects.select_related("statement").get(pk=commitment.pk)
    ensure(rules.can_answer(actor, commitment))
    if commitment.status != Status.CONFIRMED:
        raise NotConfirmed
    if not commitment.asks_acceptance:
        raise NothingToAccept(reference=commitment.reference)
    earlier = LeadAnswer.objects.filter(commitment=commitment, delegation=actor.code).order_by("-number").first()
    if earlier and earlier.accepts:
        raise AlreadyAccepted
    return _say(commitment, actor, now, accepts=accepts, reason=reason)


def _say(commitment: Commitment, actor: Person, now: datetime, *, accepts: bool, reason: str) -> LeadAnswer:
    """What a delegation answers, after what it answered before."""
    earlier = LeadAnswer.objects.filter(commitment=commitment, delegation=actor.code).order_by("-number").first()
    answer = LeadAnswer(commitment=commitment, delegation_id=actor.code, accepts=accepts, reason=reason)
    answer.number, answer.by_name, answer.at = (earlier.number if earlier else 0) + 1, actor.name, now
    answer.releasable_to, answer.editable_by = commitment.releasable_to, [actor.code]
    answer.save(force_insert=True)
    return answer


def require_parties(statement: Statement, lead: str | None, supporting: Sequence[str]) -> None:
    for code in filter(None, [lead, *supporting]):
        if code not in statement.parties:
            raise NotAParty(code=code)
    if lead and lead in supporting:
        raise LeadSupports(code=lead)
