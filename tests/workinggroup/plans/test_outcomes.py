"""What comes of a plan: counts, ratings that are blind, findings and improvements, and its end."""

from datetime import date, timedelta

import pytest

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.news import notices_of
from tests.factories.plans import FIRST, NOW, fresh
from workinggroup.plans import operations as do
from workinggroup.plans.operations.carrying import (
    MonthToCome,
)
from workinggroup.plans.operations.evaluating import (
    AcceptedAlready,
    EveryObjective,
    NotTheSame,
    OthersFirst,
    RatedAlready,
    Unanswered,
    WrittenAlready,
)
from workinggroup.plans.operations.gate import NotNow
from workinggroup.plans.outcomes import ObjectiveRating, PlanCount, QuarterCount
from workinggroup.plans.parts import PlanObjective

BOTH = {"en": "Words.", "es": "Palabras."}


def test_counts_are_exact_for_parties_and_few_for_others(world, active):
    actor, march = world.gtm.member, date(2026, 3, 31)
    with reading_as(actor.reader):
        assert not do.count_month(plan=active, actor=actor, now=NOW, month=march, counts={"rescue": 41, "death": 0})
        assert do.count_month(plan=active, actor=actor, now=NOW, month=march, counts={"death": 2})
        assert not do.count_month(plan=active, actor=actor, now=NOW, month=march, counts={"death": 2}), "said already"
        with pytest.raises(MonthToCome):
            do.count_month(plan=active, actor=actor, now=NOW, month=date(2026, 4, 1), counts={"death": 2})
    assert "workinggroup.plan.grave" in {each.event for each in notices_of(world.usa.head) if each.mail}
    with reading_as(world.usa.head.reader):
        assert Entry.objects.filter(action="workinggroup.plan.grave").count() == 1
    with reading_as(world.mex.member.reader):
        do.count_month(plan=active, actor=world.mex.member, now=NOW, month=march, counts={"rescue": 9})
        exact = PlanCount.objects.order_by("side", "category").values_list("side_id", "category", "number")
        assert list(exact) == [("GTM", "death", 2), ("GTM", "rescue", 41), ("MEX", "rescue", 9)]
        rough = QuarterCount.objects.order_by("category").values_list("quarter", "category", "number")
        assert list(rough) == [(date(2026, 1, 1), "death", None), (date(2026, 1, 1), "rescue", 50)]


def rate(user, plan, result="P", why=""):
    with reading_as(user.reader):
        [key] = {each.anchor for each in PlanObjective.objects.filter(version__plan=plan)}
        do.rate_objectives(plan=plan, actor=user, now=NOW, results={key: result}, why={key: why})
    return key


def test_ratings_are_blind_until_all_are_in_and_weak_ones_are_answered(world, active):
    with reading_as(world.mex.coordinator.reader):
        with pytest.raises(NotNow):
            do.rate_objectives(plan=active, actor=world.mex.coordinator, now=NOW, results={}, why={})
        do.complete_plan(plan=active, actor=world.mex.coordinator, now=NOW)
        with pytest.raises(NotAllowed):
            do.rate_objectives(plan=active, actor=world.mex.member, now=NOW, results={}, why={})
    with pytest.raises(EveryObjective):
        rate(world.mex.coordinator, active, "M")
    key = rate(world.mex.coordinator, active, "M", "Half of the lanes stayed shut.")
    with pytest.raises(RatedAlready):
        rate(world.mex.coordinator, active, "P")
    rate(world.gtm.coordinator, active, "P")
    for side, sees in ((world.mex, {"MEX"}), (world.gtm, {"GTM"}), (world.usa, set())):
        with reading_as(side.coordinator.reader):
            assert {each.side_id for each in ObjectiveRating.objects.all()} == sees
    with reading_as(world.gtm.coordinator.reader), pytest.raises(OthersFirst):
        do.rate_together(plan=active, actor=world.gtm.coordinator, now=NOW, key=key, result="P")
    rate(world.usa.coordinator, active, "S", "With delays.")
    with reading_as(world.gtm.coordinator.reader):
        assert {each.side_id for each in ObjectiveRating.objects.all()} == {"GTM", "MEX", "USA"}
    for code in active.parties:
        actor = getattr(world, code.lower()).coordinator
        with reading_as(actor.reader):
            with pytest.raises(NotTheSame):
                do.evaluate_plan(plan=active, actor=actor, now=NOW)
            do.rate_together(plan=active, actor=actor, now=NOW, key=key, result="M", why="Lanes.")
    with reading_as(world.mex.coordinator.reader):
        do.evaluate_plan(plan=active, actor=world.mex.coordinator, now=NOW)
        with pytest.raises(Unanswered) as told:
            do.close_plan(plan=active, actor=world.mex.coordinator, now=NOW)
        assert "1" in str(told.value)
        finding = do.find_out(plan=active, actor=world.mex.coordinator, now=NOW, key=key, text=BOTH)
        with pytest.raises(Unanswered):
            do.close_plan(plan=active, actor=world.mex.coordinator, now=NOW)
        due = FIRST + timedelta(days=200)
        row = do.improve(finding=finding, actor=world.mex.member, now=NOW, element="training", text=BOTH)
        assert row.item_id is None
        other = {"en": "More.", "es": "Más."}
        with pytest.raises(WrittenAlready):
            do.improve(finding=finding, actor=world.mex.member, now=NOW, element="plan", text=BOTH)
        more = do.improve(finding=finding, actor=world.mex.coordinator, now=NOW, element="plan", text=other, due_on=due)
        assert more.item.due_on == due
        do.close_plan(plan=active, actor=world.mex.coordinator, now=NOW)
        assert fresh(world.mex.coordinator, active).status == "closed"


def test_a_weak_objective_may_be_accepted_with_a_reason(world, active):
    with reading_as(world.mex.coordinator.reader):
        do.complete_plan(plan=active, actor=world.mex.coordinator, now=NOW)
    for code in active.parties:
        key = rate(getattr(world, code.lower()).coordinator, active, "U", "Never begun.")
    for code in active.parties:
        actor = getattr(world, code.lower()).coordinator
        with reading_as(actor.reader):
            do.rate_together(plan=active, actor=actor, now=NOW, key=key, result="U", why="Never begun.")
    with reading_as(world.usa.coordinator.reader):
        do.evaluate_plan(plan=active, actor=world.usa.coordinator, now=NOW)
        finding = do.find_out(plan=active, actor=world.usa.coordinator, now=NOW, key=key, text=BOTH)
        do.accept_finding(finding=finding, actor=world.usa.coordinator, because="The bridge was rebuilt meanwhile.")
        with pytest.raises(AcceptedAlready):
            do.accept_finding(finding=finding, actor=world.usa.coordinator, because="Other words.")
        do.close_plan(plan=active, actor=world.usa.coordinator, now=NOW)
