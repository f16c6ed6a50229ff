"""By when a gap has a measure: looked at again when its level rises, never later by itself, and never in the past."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.audit.models import Entry
from portal.core.reader import Reader, reading_as
from portal.core.times import local
from portal.notifications.models import Notice
from tests.factories.gaps import NOW, act, fresh, make_gap, make_measure, make_promise, rate
from tests.scenes import scene
from workinggroup.gaps.models import Gap, GapEntry
from workinggroup.gaps.scales import after_months, sooner
from workinggroup.handling.clocks import run_clocks

SOONER, EVENT = "due_sooner", "workinggroup.gap.due_sooner"
LOW = {"threat": 1, "vulnerability": 1, "safety": 1, "control": 1, "trade": 1, "trust": 1}
VERY_HIGH = {"threat": 5, "vulnerability": 5}
TEN_DAYS_ON, LATER = NOW + timedelta(days=10), NOW + timedelta(days=30)
SIDES = [Reader("GTM"), Reader("MEX"), Reader("USA"), Reader("SEC"), Reader("CAN")]


@scene
def accepted(world):
    """Raised by Guatemala on the ground of Mexico; low as both say, so that a measure is due in a year."""
    gap = make_gap(world.gtm.coordinator, ["MEX"])
    for side in (world.gtm, world.mex):
        rate(side.member, gap, **LOW)
    gap = act("accept_gap", world.mex.coordinator, gap)
    assert gap.due_on == date(2027, 3, 2)
    return gap


def again(world, gap, now, *, mex, gtm):
    """All rate anew, Guatemala last."""
    act("open_round", world.gtm.coordinator, gap, now=now)
    rate(world.mex.member, gap, now=now, **mex)
    rate(world.gtm.member, gap, now=now, **gtm)
    return fresh(world.mex.coordinator, gap)


def history(world, gap):
    with reading_as(world.mex.member.reader):
        return list(GapEntry.objects.filter(gap=gap, act=SOONER).order_by("at").values_list("side", flat=True))


@pytest.mark.parametrize(
    ("due", "level", "expected"),
    [
        (date(2027, 3, 2), "V", date(2026, 4, 30)),
        (date(2027, 3, 2), "H", date(2026, 5, 31)),
        (date(2027, 3, 2), "M", date(2026, 9, 30)),
        # Never later by itself, and no day that is past is written anew.
        (date(2026, 4, 30), "V", None),
        (date(2026, 4, 2), "L", None),
        (date(2026, 3, 1), "V", None),
        # Nobody said how grave it is.
        (date(2026, 9, 30), "", None),
        (None, "V", None),
    ],
)
def test_the_day_comes_nearer_with_the_level_and_never_goes_away(due, level, expected):
    assert sooner(due, date(2026, 3, 31), level) == expected


def test_a_level_that_rises_brings_the_day_of_the_measure_forward_and_the_owner_is_told(world, accepted):
    act("open_round", world.gtm.coordinator, accepted, now=TEN_DAYS_ON)
    rate(world.mex.member, accepted, now=TEN_DAYS_ON, **VERY_HIGH)
    # What one says alone is blind still, in the day as well.
    assert fresh(world.mex.coordinator, accepted).due_on == date(2027, 3, 2)
    rate(world.gtm.member, accepted, now=TEN_DAYS_ON)
    gap = fresh(world.mex.coordinator, accepted)
    assert gap.due_on == date(2026, 4, 12)
    assert history(world, accepted) == ["GTM"]
    with reading_as(world.mex.coordinator.reader):
        assert Notice.objects.filter(event=EVENT, person=world.mex.coordinator).count() == 1
        assert not Notice.objects.filter(event=EVENT, person=world.mex.member).exists()
        entry = Entry.objects.get(action=EVENT)
    detail = json.loads(entry.detail)
    assert (detail["before"], detail["after"]) == ("2027-03-02", "2026-04-12")
    with reading_as(world.gtm.coordinator.reader):
        assert not Notice.objects.filter(event=EVENT, person=world.gtm.coordinator).exists()


def test_a_level_that_falls_or_stays_leaves_the_day(world, accepted):
    assert again(world, accepted, TEN_DAYS_ON, mex=VERY_HIGH, gtm={}).due_on == date(2026, 4, 12)
    assert again(world, accepted, LATER, mex=LOW, gtm=LOW).due_on == date(2026, 4, 12)
    assert again(world, accepted, LATER + timedelta(days=1), mex=VERY_HIGH, gtm={}).due_on == date(2026, 4, 12)
    assert history(world, accepted) == ["GTM"]


def test_what_is_late_stays_late(world, accepted):
    gap = again(world, accepted, TEN_DAYS_ON, mex=VERY_HIGH, gtm=VERY_HIGH)
    late = NOW + timedelta(days=90)
    assert again(world, accepted, late, mex=VERY_HIGH, gtm=VERY_HIGH).due_on == gap.due_on < late.date()


def test_what_all_agree_on_counts_in_the_place_of_what_each_said(world, accepted):
    again(world, accepted, TEN_DAYS_ON, mex=LOW, gtm=LOW)
    steps = LOW | VERY_HIGH | {"safety": 5}
    joint = act("propose_joint_rating", world.gtm.coordinator, accepted, now=LATER, **steps)
    assert fresh(world.mex.coordinator, accepted).due_on == date(2027, 3, 2)
    act("agree_to_joint_rating", world.mex.coordinator, accepted, now=LATER, seen=str(joint.pk))
    assert fresh(world.mex.coordinator, accepted).due_on == date(2026, 5, 1)
    assert history(world, accepted) == ["MEX"]


def test_a_round_that_opens_by_its_day_counts_from_when_it_is_looked_at(world):
    """Guatemala lets it pass: what Mexico said is open once the days are over, by the database's clock as well."""
    now = timezone.now()
    gap = make_gap(world.gtm.coordinator, ["MEX"])
    for side in (world.gtm, world.mex):
        rate(side.member, gap, now=now, **LOW)
    due = act("accept_gap", world.mex.coordinator, gap, now=now).due_on
    act("open_round", world.gtm.coordinator, gap, now=now)
    rate(world.mex.member, gap, now=now, **VERY_HIGH)
    run_clocks(SIDES, now=now + timedelta(days=10))
    assert fresh(world.mex.coordinator, gap).due_on == due
    opened = now + timedelta(days=30)
    for day in (opened, opened, opened + timedelta(days=5)):
        run_clocks(SIDES, now=day)
        assert fresh(world.mex.coordinator, gap).due_on == after_months(local(opened, "America/Mexico_City").date(), 1)
    assert history(world, gap) == ["MEX"]
    with reading_as(world.mex.coordinator.reader):
        assert Notice.objects.filter(event=EVENT, person=world.mex.coordinator).count() == 1


def test_a_gap_in_treatment_keeps_the_day_of_its_review(world, accepted):
    make_measure(world, accepted, world.mex, make_promise(world), done=False)
    review = fresh(world.mex.coordinator, accepted).due_on
    act("open_round", world.gtm.coordinator, accepted, now=NOW)
    rate(world.mex.member, accepted, **VERY_HIGH)
    rate(world.gtm.member, accepted, **VERY_HIGH)
    assert fresh(world.mex.coordinator, accepted).due_on == review == date(2027, 3, 2)
    assert history(world, accepted) == []


def test_what_is_tolerated_no_more_has_a_measure_by_its_level(world, accepted):
    """A graver rating ends it: not a year, but as many months as the level has."""
    act("propose_toleration", world.mex.head, accepted, until=date(2026, 12, 1), reason="The bridge is rebuilt.")
    act("consent_to_toleration", world.gtm.head, accepted)
    assert again(world, accepted, TEN_DAYS_ON, mex=VERY_HIGH, gtm=VERY_HIGH).status == "tolerated"
    run_clocks(SIDES, now=TEN_DAYS_ON)
    gap = fresh(world.mex.coordinator, accepted)
    assert (gap.status, gap.due_on) == ("accepted", date(2026, 4, 12))


@pytest.mark.parametrize("later", [date(2027, 3, 3), None])
def test_nobody_moves_the_day_away_by_hand(world, accepted, later):
    for reader in (world.mex.head.reader, world.gtm.head.reader):
        with reading_as(reader), pytest.raises(DatabaseError, match="no later"), transaction.atomic():
            Gap.objects.filter(pk=accepted.pk).update(due_on=later)
