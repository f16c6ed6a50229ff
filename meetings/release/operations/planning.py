"""The plan of a release: proposed, confirmed, withdrawn, held; its event witnessed, its embargo lifted.

Who waited for the lock on the text may have waited past the instant: each act reads the clock of the database after it.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.release import rules
from meetings.release.gate import (
    TooLateToConfirm,
    require_plan,
    require_unheld,
    standing_of,
)
from meetings.release.models import Hold, PlanWord, ReleasePlan
from meetings.release.notices import tell_release
from meetings.release.operations.releasing import release_locked
from meetings.release.states import Mode, WordKind
from meetings.statements.course import turn_statement
from meetings.statements.gate import enter, enter_stage, lock_statement, require_reason
from meetings.statements.models import Statement
from meetings.statements.states import CLOSING, Status
from portal.audit.operations import record
from portal.core.clock import Clock, database_now, stopped
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.texts import word_for_language


class NotLater(Refused):
    """A release is planned ahead."""

    sentence = _("Choose an instant that is still to come.")
    field = "day"


class EventNeeded(Refused):
    """What is waited for is said in every language of the text."""

    sentence = _("Say which event the release waits for, in every language of the text. Missing: %(languages)s.")
    field = "event"


class PlanStands(Refused):
    """One plan at a time."""

    sentence = _("A plan stands already. Withdraw it before you propose another one.")


class SaidAlready(Refused):
    """One word of each kind for a party."""

    sentence = _("Your delegation has said so already.")


class NoEvent(Refused):
    """The plan names an instant alone."""

    sentence = _("This release waits for no event.")


class ChairFirst(Refused):
    """The chair says it, somebody of another party confirms it."""

    sentence = _("The chair says first that the event has taken place; then a second party confirms it.")


class SecondParty(Refused):
    """Two parties witness the event."""

    sentence = _("Your delegation has said so already. Somebody of another party confirms it.")


class HeldAlready(Refused):
    """One hold of a party stands."""

    sentence = _("Your delegation holds this release already.")


class LiftedAlready(Refused):
    """A hold is lifted once."""

    sentence = _("This hold is lifted already.")


@transaction.atomic
def propose_plan(
    *,
    statement: Statement,
    actor: Person,
    mode: str,
    at: datetime | None = None,
    event: Mapping[str, str] | None = None,
    clock: Clock = database_now,
) -> ReleasePlan:
    """Propose when a signed text goes out: at an instant, on an event, or not before an instant and then on an event.

    A plan whose time passed before all confirmed it gives way. Refuses `NotInThisStage`, `NotLater`, `EventNeeded`,
    `PlanStands`.
    """
    ensure(rules.can_chair(actor, statement))
    clock = stopped(clock)
    statement = enter_stage(statement, Status.SIGNED, clock=clock)
    now, standing = clock(), standing_of(statement)
    if mode != Mode.ON_EVENT and (at is None or at <= now):
        raise NotLater
    said = {code: ((event or {}).get(code) or "").strip() for code in statement.languages} if mode != Mode.AT else {}
    if missing := [word_for_language(code) for code, words in said.items() if not words]:
        raise EventNeeded(languages=", ".join(missing))
    if standing.plan and not standing.is_late(now):
        raise PlanStands
    if standing.plan:
        _void(standing.plan, now)
    plan = ReleasePlan(statement=statement, mode=mode, at=None if mode == Mode.ON_EVENT else at, event=said)
    assert statement.signed_at
    plan.signed_at, plan.proposed_at = statement.signed_at, now
    plan.number = ReleasePlan.objects.filter(statement=statement).count() + 1
    plan.proposed_by_id, plan.proposed_by_name = actor.code, actor.name
    plan.releasable_to, plan.editable_by = statement.releasable_to, statement.editable_by
    plan.save(force_insert=True)
    record("meetings.statement.plan_proposed", plan, actor=actor, mode=mode, at=plan.at)
    tell_release(statement, "plan_proposed", actor=actor, now=now)
    return plan


@transaction.atomic
def withdraw_plan(
    *, statement: Statement, actor: Person, plan: ReleasePlan, reason: str, clock: Clock = database_now
) -> ReleasePlan:
    """Take a plan back; its confirmations and copies under embargo end with it.

    Refuses `NotInThisStage`, `NoPlan`, `PlanChanged`, `ReasonNeeded`.
    """
    ensure(rules.can_chair(actor, statement))
    clock = stopped(clock)
    statement = enter_stage(statement, Status.SIGNED, Status.SCHEDULED, clock=clock)
    now, standing = clock(), standing_of(statement)
    plan = require_plan(standing, plan)
    _void(plan, now, require_reason(reason))
    if statement.status == Status.SCHEDULED:
        turn_statement(statement, Status.SIGNED, actor, now, "plan_withdrawn", reason=plan.reason)
    else:
        record("meetings.statement.plan_withdrawn", plan, actor=actor, reason=plan.reason)
        tell_release(statement, "plan_withdrawn", actor=actor, now=now)
    return plan


@transaction.atomic
def confirm_plan(*, statement: Statement, actor: Person, plan: ReleasePlan, clock: Clock = database_now) -> PlanWord:
    """Say for one's party that it is ready for this plan; with the last party's word the release is scheduled.

    Refuses `NotInThisStage`, `OptedOut`, `NoPlan`, `PlanChanged`, `TooLateToConfirm`, `SaidAlready`.
    """
    ensure(rules.can_confirm(actor, statement))
    clock = stopped(clock)
    statement = enter(statement, actor, Status.SIGNED, clock=clock)
    now, standing = clock(), standing_of(statement)
    plan = require_plan(standing, plan)
    if standing.is_late(now):
        raise TooLateToConfirm
    word = _say(plan, actor, WordKind.READY, now)
    record("meetings.statement.plan_confirmed", word, actor=actor)
    if standing.missing(WordKind.READY) == [actor.code]:
        turn_statement(statement, Status.SCHEDULED, actor, now, "scheduled", at=plan.at)
    else:
        tell_release(statement, "plan_confirmed", actor=actor, now=now)
    return word


@transaction.atomic
def place_hold(*, statement: Statement, actor: Person, reason: str, clock: Clock = database_now) -> Hold:
    """Hold the release for one's party, until it lifts the hold itself; up to the very instant.

    Refuses `NotInThisStage` of a text that is not final or is out, `OptedOut`, `HeldAlready`,
    `ReasonNeeded`.
    """
    ensure(rules.can_hold(actor, statement))
    clock = stopped(clock)
    statement = enter(statement, actor, *CLOSING, clock=clock)
    now, standing = clock(), standing_of(statement)
    if any(hold.delegation_id == actor.code for hold in standing.holding):
        raise HeldAlready
    hold = Hold(
        statement=statement, delegation_id=actor.code, by_name=actor.name, reason=require_reason(reason), at=now
    )
    hold.releasable_to, hold.editable_by = statement.releasable_to, [actor.code]
    hold.save(force_insert=True)
    record("meetings.statement.held", hold, actor=actor, reason=hold.reason)
    tell_release(statement, "held", actor=actor, now=now)
    return hold


@transaction.atomic
def lift_hold(*, hold: Hold, actor: Person, clock: Clock = database_now) -> Hold:
    """Lift a hold of one's own party. Where the instant passed under it nothing goes out: the plan is void.

    Refuses `LiftedAlready`.
    """
    ensure(rules.can_hold(actor, hold.statement) and hold.delegation_id == actor.code)
    clock = stopped(clock)
    statement, now = lock_statement(hold.statement, clock), clock()
    hold = Hold.objects.get(pk=hold.pk)
    if hold.lifted_at:
        raise LiftedAlready
    hold.lifted_at, hold.lifted_by_name = now, actor.name
    hold.save(update_fields=["lifted_at", "lifted_by_name"])
    record("meetings.statement.hold_lifted", hold, actor=actor)
    tell_release(statement, "hold_lifted", actor=actor, now=now)
    release_locked(statement, lambda: now)
    return hold


@transaction.atomic
def say_event(*, statement: Statement, actor: Person, plan: ReleasePlan, clock: Clock = database_now) -> PlanWord:
    """Say that the event of the plan has taken place: the chair first, then somebody of another party, who confirms it.

    With the second word the text goes out, if its instant has come. Refuses `NotInThisStage`, `OptedOut`, `PlanChanged`,
    `NoEvent`, `IsHeld`, `ChairFirst`, `SecondParty`.
    """
    ensure(rules.can_chair(actor, statement) or rules.can_confirm(actor, statement))
    clock = stopped(clock)
    statement = enter(statement, actor, Status.SCHEDULED, clock=clock)
    now, standing = clock(), standing_of(statement)
    plan = require_plan(standing, plan)
    if plan.mode == Mode.AT:
        raise NoEvent
    require_unheld(standing)
    said = [word.delegation_id for word in standing.said(WordKind.EVENT)]
    if actor.code in said:
        raise SecondParty
    if not said and not rules.can_chair(actor, statement):
        raise ChairFirst
    ensure(not said or rules.can_confirm(actor, statement))
    word = _say(plan, actor, WordKind.EVENT, now)
    record("meetings.statement.event_said", word, actor=actor)
    tell_release(statement, "event_said", actor=actor, now=now)
    release_locked(statement, lambda: now)
    return word


@transaction.atomic
def lift_embargo(*, statement: Statement, actor: Person, plan: ReleasePlan, clock: Clock = database_now) -> PlanWord:
    """Agree for one's party that the text goes out now; with the last party's word it does.

    Refuses `NotInThisStage`, `OptedOut`, `PlanChanged`, `IsHeld`, `SaidAlready`.
    """
    ensure(rules.can_confirm(actor, statement))
    clock = stopped(clock)
    statement = enter(statement, actor, Status.SCHEDULED, clock=clock)
    now, standing = clock(), standing_of(statement)
    plan = require_plan(standing, plan)
    require_unheld(standing)
    word = _say(plan, actor, WordKind.LIFT, now)
    record("meetings.statement.lift_agreed", word, actor=actor)
    tell_release(statement, "lift_agreed", actor=actor, now=now)
    release_locked(statement, lambda: now)
    return word


def _say(plan: ReleasePlan, actor: Person, kind: str, now: datetime) -> PlanWord:
    if PlanWord.objects.filter(plan=plan, delegation=actor.code, kind=kind).exists():
        raise SaidAlready
    word = PlanWord(plan=plan, delegation_id=actor.code, kind=kind, by_name=actor.name, at=now)
    word.releasable_to, word.editable_by = plan.releasable_to, [actor.code]
    word.save(force_insert=True)
    return word


def _void(plan: ReleasePlan, now: datetime, reason: str = "") -> None:
    plan.withdrawn_at, plan.reason = now, reason
    plan.save(update_fields=["withdrawn_at", "reason"])
