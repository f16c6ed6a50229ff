"""Letting a finding of the concordance stand: two delegations, with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.concordance import rules
from meetings.concordance.models import Waiver
from meetings.concordance.queries import findings_of
from meetings.statements.gate import enter, require_reason
from meetings.statements.models import Statement
from meetings.statements.present import read_present
from meetings.statements.states import Status
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure

# The stages in which findings are looked at.
LOOKED_AT = (Status.NEGOTIATING, Status.ALIGNMENT)


class FindingGone(Refused):
    """The text or the glossary changed meanwhile."""

    sentence = _("This finding is not there any more: the text or the glossary has changed.")


class ErrorIsMended(Refused):
    """Errors are few and sure."""

    sentence = _("This is an error. It is mended in the text; only a warning can stand.")


class WaivedAlready(Refused):
    """Somebody was faster."""

    sentence = _("%(code)s has asked already to let this stand.")


class SameSide(Refused):
    """A waiver needs two delegations."""

    sentence = _("It is your own delegation's waiver. Another delegation has to second it.")


@transaction.atomic
def waive_finding(*, statement: Statement, actor: Person, now: datetime, finding_key: str, reason: str) -> Waiver:
    """Ask to let a warning stand, with a reason; it stands when another delegation seconds it.

    `finding_key` names the finding on the words that the person saw. Refuses `NotInThisStage`, `OptedOut`, `ReasonNeeded`,
    `FindingGone`, `ErrorIsMended`, `WaivedAlready`.
    """
    ensure(rules.can_negotiate(actor, statement))
    statement = enter(statement, actor, *LOOKED_AT)
    reason = require_reason(reason)
    shown = next(
        (each for each in findings_of(read_present(statement), actor) if each.finding_key == finding_key), None
    )
    if shown is None:
        raise FindingGone
    if shown.is_error:
        raise ErrorIsMended
    if shown.waiver:
        raise WaivedAlready(code=shown.waiver.delegation_id)
    waiver = Waiver(
        statement=statement, finding_key=finding_key, rule=shown.finding.rule, anchor=shown.finding.anchor, at=now
    )
    waiver.reason, waiver.delegation_id, waiver.by_name = reason, actor.code, actor.name
    waiver.releasable_to, waiver.editable_by = statement.releasable_to, statement.editable_by
    waiver.save(force_insert=True)
    record("meetings.statement.waived", waiver, actor=actor, reason=waiver.reason)
    return waiver


@transaction.atomic
def second_waiver(*, waiver: Waiver, actor: Person, now: datetime) -> Waiver:
    """Let a warning stand as another delegation asked. Refuses `NotInThisStage`, `OptedOut`, `SameSide`, `FindingGone`."""
    ensure(rules.can_negotiate(actor, waiver.statement))
    statement = enter(waiver.statement, actor, *LOOKED_AT)
    waiver = Waiver.objects.select_for_update(of=("self",)).get(pk=waiver.pk)
    if waiver.delegation_id == actor.code:
        raise SameSide
    if waiver.finding_key not in {each.finding_key for each in findings_of(read_present(statement), actor)}:
        raise FindingGone
    if waiver.second_id is None:
        waiver.second_id, waiver.second_name, waiver.second_at = actor.code, actor.name, now
        waiver.save(update_fields=["second", "second_name", "second_at"])
        record("meetings.statement.waiver_seconded", waiver, actor=actor)
    return waiver


@transaction.atomic
def lift_waiver(*, waiver: Waiver, actor: Person, now: datetime) -> None:
    """Take one's word back: either of the two delegations, and the finding is open again. Refuses `NotInThisStage`."""
    ensure(rules.can_negotiate(actor, waiver.statement) and actor.code in {waiver.delegation_id, waiver.second_id})
    enter(waiver.statement, actor, *LOOKED_AT)
    record("meetings.statement.waiver_lifted", waiver, actor=actor)
    waiver.delete()
