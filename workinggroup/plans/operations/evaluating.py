"""After a plan: each side rates the objectives by itself, then all together; what was weak becomes an improvement."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.texts import in_language
from workinggroup.actionitems.operations import assign_action_item
from workinggroup.gaps.models import Gap
from workinggroup.handling.checking import refuse_identifiers
from workinggroup.plans import notices, rules
from workinggroup.plans.models import Plan
from workinggroup.plans.operations.gate import locked, own_rows, parties_rows, require_status, said, turn
from workinggroup.plans.outcomes import ObjectiveRating, PlanFinding, PlanImprovement, RatedSide
from workinggroup.plans.parts import PlanObjective
from workinggroup.plans.states import WEAK, Element, Moment, Result, Stage, Status


class EveryObjective(Refused):
    """A side rates all of them."""

    sentence = _("Rate every objective, and say why where it was not simply done.")


class RatedAlready(Refused):
    """What was said blind stays."""

    sentence = _("Your delegation has rated the objectives already.")


class OthersFirst(Refused):
    """Together comes after apart."""

    sentence = _("Not every party has rated by itself yet: %(codes)s.")


class NoSuchObjective(Refused):
    """What was agreed is rated."""

    sentence = _("This objective is not among those that were agreed.")


class NotTheSame(Refused):
    """Rated together means that all say the same."""

    sentence = _("The parties do not say the same of every objective yet: %(numbers)s.")


class Unanswered(Refused):
    """What was weak is answered."""

    sentence = _(
        "These objectives were done with major challenges or not at all, and nobody says yet what changes: %(numbers)s."
    )


class SaysNothing(Refused):
    """A finding has words."""

    sentence = _("Say why it is accepted.")
    field = "because"


class AcceptedAlready(Refused):
    """What a party said stays."""

    sentence = _("A party has said already why this finding is accepted.")


class WrittenAlready(Refused):
    """The same is written once."""

    sentence = _("Your delegation has written this already.")


@transaction.atomic
def rate_objectives(
    *, plan: Plan, actor: Person, now: datetime, results: Mapping[UUID, str], why: Mapping[UUID, str]
) -> None:
    """Rate every objective for one's side, unread by the others until all parties have. Refuses `NotNow`, `RatedAlready`,
    `EveryObjective`, `IdentifiesPerson`."""
    plan = locked(plan)
    require_status(plan, Status.COMPLETED)
    ensure(rules.can_rate(actor, plan))
    if RatedSide.objects.filter(plan=plan, side=actor.code).exists():
        raise RatedAlready
    for key in objectives_of(plan):
        result, words = results.get(key, ""), why.get(key, "").strip()
        if result not in Result.values or (result != Result.DONE and not words):
            raise EveryObjective
        _rate(plan, key, actor, now, Moment.BLIND, result, words)
    rated = RatedSide(plan=plan, side_id=actor.code, by_name=actor.name, at=now, **own_rows(plan, actor.code))
    rated.save(force_insert=True)
    record("workinggroup.plan.rated", plan, actor=actor, releasable_to=plan.parties)
    notices.tell_plan(plan, actor, "rated", now=now)


@transaction.atomic
def rate_together(*, plan: Plan, actor: Person, now: datetime, key: UUID, result: str, why: str = "") -> None:
    """Say for one's side what all say of an objective, once each has rated by itself. Refuses `NotNow`, `OthersFirst`,
    `NoSuchObjective`, `EveryObjective`, `IdentifiesPerson`."""
    plan = locked(plan)
    require_status(plan, Status.COMPLETED)
    ensure(rules.can_rate(actor, plan))
    if missing := sorted(set(plan.parties) - rated_sides(plan)):
        raise OthersFirst(codes=", ".join(missing))
    if key not in objectives_of(plan):
        raise NoSuchObjective
    if result != Result.DONE and not why.strip():
        raise EveryObjective
    _rate(plan, key, actor, now, Moment.JOINT, result, why.strip())
    record("workinggroup.plan.rated_together", plan, actor=actor, releasable_to=plan.parties)
    notices.tell_plan(plan, actor, "rated_together", now=now)


@transaction.atomic
def evaluate_plan(*, plan: Plan, actor: Person, now: datetime) -> None:
    """Say that it is evaluated: all parties say the same of every objective. Refuses `NotNow`, `NotTheSame`."""
    plan = locked(plan)
    ensure(rules.can_lead(actor, plan))
    require_status(plan, Status.COMPLETED)
    numbers, joint = objectives_of(plan), joint_of(plan)
    if apart := [str(number) for key, number in numbers.items() if key not in joint]:
        raise NotTheSame(numbers=", ".join(apart))
    turn(plan, Status.EVALUATED, actor, now, "evaluated")


@transaction.atomic
def find_out(*, plan: Plan, actor: Person, now: datetime, key: UUID, text: Mapping[str, str]) -> PlanFinding:
    """Write down what went wrong with an objective. Refuses `NotNow`, `NoSuchObjective`, `WrittenAlready`,
    `BothLanguages`, `IdentifiesPerson`."""
    plan = locked(plan)
    require_status(plan, Status.COMPLETED, Status.EVALUATED)
    ensure(rules.can_improve(actor, plan))
    if key not in objectives_of(plan):
        raise NoSuchObjective
    words = said(text)
    if PlanFinding.objects.filter(plan=plan, anchor=key, by=actor.code, text=words).exists():
        raise WrittenAlready
    finding = PlanFinding(plan=plan, anchor=key, text=words, by_id=actor.code, by_name=actor.name, at=now)
    finding.releasable_to, finding.editable_by = parties_rows(plan).values()
    finding.save(force_insert=True)
    record("workinggroup.plan.found", plan, actor=actor, releasable_to=plan.parties)
    return finding


@transaction.atomic
def accept_finding(*, finding: PlanFinding, actor: Person, because: str) -> None:
    """Say why nothing changes, once. Refuses `NotNow`, `SaysNothing`, `AcceptedAlready`, `IdentifiesPerson`."""
    plan = locked(finding.plan)
    require_status(plan, Status.COMPLETED, Status.EVALUATED)
    ensure(rules.can_lead(actor, plan))
    if not because.strip():
        raise SaysNothing
    refuse_identifiers([because])
    if not PlanFinding.objects.filter(pk=finding.pk, accepted_because="").update(accepted_because=because.strip()):
        raise AcceptedAlready
    record("workinggroup.plan.accepted", plan, actor=actor, releasable_to=plan.parties)


@transaction.atomic
def improve(
    *,
    finding: PlanFinding,
    actor: Person,
    now: datetime,
    element: str,
    text: Mapping[str, str],
    due_on: date | None = None,
    gap: Gap | None = None,
) -> PlanImprovement:
    """Say what one's side changes because of a finding, with a day as an action item of its own, perhaps to mend a gap.

    Refuses `NotNow`, `WrittenAlready`, `BothLanguages`, `IdentifiesPerson`, and what `assign_action_item` does."""
    plan = locked(finding.plan)
    require_status(plan, Status.COMPLETED, Status.EVALUATED)
    ensure(rules.can_improve(actor, plan))
    words = said(text)
    if PlanImprovement.objects.filter(finding=finding, side=actor.code, text=words).exists():
        raise WrittenAlready
    row = PlanImprovement(finding=finding, element=Element(element), side_id=actor.code, text=words, gap=gap)
    row.by_name, row.at = actor.name, now
    row.releasable_to, row.editable_by = own_rows(plan, actor.code).values()
    if due_on is not None:
        title = f"{plan.reference} {in_language(words)}"[:300]
        row.item = assign_action_item(commitment=plan.commitment, actor=actor, now=now, title=title, due_on=due_on)
    row.save(force_insert=True)
    record("workinggroup.plan.improved", plan, actor=actor, releasable_to=plan.parties)
    return row


@transaction.atomic
def close_plan(*, plan: Plan, actor: Person, now: datetime) -> None:
    """Close an evaluated plan whose weak objectives are all answered. Refuses `NotNow`, `Unanswered`."""
    plan = locked(plan)
    ensure(rules.can_lead(actor, plan))
    require_status(plan, Status.EVALUATED)
    if open_ones := unanswered(plan):
        raise Unanswered(numbers=", ".join(str(each) for each in open_ones))
    turn(plan, Status.CLOSED, actor, now, "closed")


def objectives_of(plan: Plan) -> dict[UUID, int]:
    """The objectives that were agreed, with their numbers. One SQL query."""
    rows = PlanObjective.objects.filter(version__plan=plan, version__stage=Stage.AGREED).order_by("number")
    return dict(rows.values_list("anchor", "number"))


def rated_sides(plan: Plan) -> set[str]:
    """The parties that have rated by themselves. One SQL query."""
    return set(RatedSide.objects.filter(plan=plan).values_list("side_id", flat=True))


def joint_of(plan: Plan) -> dict[UUID, str]:
    """What all parties say of an objective, where they say the same. One SQL query."""
    rows = ObjectiveRating.objects.filter(plan=plan, moment=Moment.JOINT).order_by("at")
    return agreed_among(rows, plan.parties)


def agreed_among(ratings: Collection[ObjectiveRating], parties: Collection[str]) -> dict[UUID, str]:
    """The same of joint ratings in the order in which they were said."""
    last = {(rating.anchor, rating.side_id): rating.result for rating in ratings if rating.moment == Moment.JOINT}
    found: dict[UUID, str] = {}
    for key in {key for key, _side in last}:
        results = {last.get((key, side)) for side in parties}
        if len(results) == 1 and (result := results.pop()):
            found[key] = result
    return found


def unanswered(plan: Plan) -> list[int]:
    """The numbers of weak objectives without an improvement or a reason why they are accepted. Four SQL queries."""
    weak = {key for key, result in joint_of(plan).items() if result in WEAK}
    findings = {each.pk: each for each in PlanFinding.objects.filter(plan=plan)}
    improved = set(PlanImprovement.objects.filter(finding__in=list(findings)).values_list("finding_id", flat=True))
    answered = {each.anchor for each in findings.values() if each.accepted_because or each.pk in improved}
    return [number for key, number in objectives_of(plan).items() if key in weak - answered]


def _rate(plan: Plan, key: UUID, actor: Person, now: datetime, moment: Moment, result: str, why: str) -> None:
    refuse_identifiers([why])
    rating = ObjectiveRating(plan=plan, anchor=key, side_id=actor.code, moment=moment, result=Result(result), why=why)
    rating.by_name, rating.at = actor.name, now
    rating.releasable_to, rating.editable_by = own_rows(plan, actor.code).values()
    rating.save(force_insert=True)
