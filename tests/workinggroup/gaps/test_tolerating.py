"""Tolerated by the heads of all sides, until a day, on the ratings as they were: each ends it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from tests.factories.gaps import NOW, act, fresh, make_gap, rate
from tests.scenes import scene
from workinggroup.gaps.models import Toleration, TolerationConsent
from workinggroup.gaps.operations.gate import NotNow, SayWhy
from workinggroup.gaps.operations.tolerating import (
    ConsentedAlready,
    NothingProposed,
    ProposedAlready,
    ProposedOtherwise,
    RatedOtherwise,
    TooLong,
)
from workinggroup.handling.clocks import run_clocks

UNTIL = date(2026, 6, 1)
SIDES = [Reader("GTM"), Reader("MEX"), Reader("USA"), Reader("SEC"), Reader("CAN")]


@scene
def accepted(world):
    """On Guatemala's own ground, read by all three and rated by all."""
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["MEX", "USA"])
    for side in (world.gtm, world.mex, world.usa):
        rate(side.member, gap)
    return act("accept_gap", world.gtm.coordinator, gap)


@scene
def borne(world, accepted):
    act("propose_toleration", world.gtm.head, accepted, until=UNTIL, reason="The bridge is rebuilt in summer.")
    act("consent_to_toleration", world.mex.head, accepted)
    act("consent_to_toleration", world.usa.head, accepted)
    return fresh(world.gtm.head, accepted)


def test_heads_alone_consent_and_the_last_consent_counts(world, accepted):
    propose = {"until": UNTIL, "reason": "The bridge is rebuilt in summer."}
    for nobody in (world.gtm.coordinator, world.mex.head):
        with pytest.raises(NotAllowed):
            act("propose_toleration", nobody, accepted, **propose)
    for day in (date(2027, 3, 3), NOW.date()):
        with pytest.raises(TooLong):
            act("propose_toleration", world.gtm.head, accepted, **{**propose, "until": day})
    with pytest.raises(SayWhy):
        act("propose_toleration", world.gtm.head, accepted, **{**propose, "reason": ""})
    with pytest.raises(NothingProposed):
        act("consent_to_toleration", world.mex.head, accepted)
    act("propose_toleration", world.gtm.head, accepted, **propose)
    with pytest.raises(ProposedAlready):
        act("propose_toleration", world.gtm.head, accepted, **propose)
    with pytest.raises(ConsentedAlready):
        act("consent_to_toleration", world.gtm.head, accepted)
    with pytest.raises(NotAllowed):
        act("consent_to_toleration", world.mex.coordinator, accepted)
    act("consent_to_toleration", world.mex.head, accepted)
    assert fresh(world.gtm.head, accepted).status == "accepted"
    act("consent_to_toleration", world.usa.head, accepted)
    tolerated = fresh(world.gtm.head, accepted)
    assert (tolerated.status, tolerated.due_on) == ("tolerated", UNTIL)


def test_it_ends_on_its_day_in_the_raisers_zone_and_once(world, borne):
    # One minute to midnight in Guatemala, six hours behind.
    before = datetime(2026, 6, 1, 5, 59, tzinfo=UTC)
    assert run_clocks(SIDES, now=before) == 0
    assert fresh(world.mex.head, borne).status == "tolerated"
    assert run_clocks(SIDES, now=before + timedelta(minutes=1)) == 1
    assert run_clocks(SIDES, now=before + timedelta(minutes=1)) == 0
    assert fresh(world.mex.head, borne).status == "accepted"


def test_a_changed_rating_ends_it_once_it_is_known_to_all(world, borne):
    later = NOW + timedelta(days=1)
    act("open_round", world.usa.coordinator, borne, now=later)
    for side in (world.gtm, world.mex):
        rate(side.member, borne, now=later)
    assert run_clocks(SIDES, now=later) == 0
    rate(world.usa.member, borne, now=later)
    # All say what they said before.
    assert run_clocks(SIDES, now=later) == 0
    act("open_round", world.usa.coordinator, borne, now=later + timedelta(hours=1))
    for side in (world.gtm, world.mex):
        rate(side.member, borne, now=later + timedelta(hours=1))
    rate(world.usa.member, borne, now=later + timedelta(hours=1), trust=3)
    assert run_clocks(SIDES, now=later + timedelta(hours=1)) == 1
    assert fresh(world.mex.head, borne).status == "accepted"


def test_a_head_says_yes_or_no_to_what_was_read(world, accepted, sign_in):
    now = timezone.now()
    propose = {"now": now, "until": now.date() + timedelta(days=60)}
    act("propose_toleration", world.gtm.head, accepted, reason="The bridge is rebuilt in summer.", **propose)
    client, address = sign_in(world.mex.head), accepted.get_absolute_url()
    page = client.get(address, secure=True).content.decode()
    with reading_as(world.mex.head.reader):
        read = Toleration.objects.get(ended_at=None)
    assert f'name="seen" value="{read.pk}"' in page
    declining = f"{reverse('gaps:decline', args=[accepted.pk])}?seen={read.pk}"
    assert declining in page
    assert f'value="{read.pk}"' in client.get(declining, secure=True).content.decode()
    act("decline_toleration", world.usa.head, accepted, reason="No.", now=now)
    act("propose_toleration", world.gtm.head, accepted, reason="For ever, if need be.", **propose)
    for seen in (str(read.pk), ""):
        answer = client.post(f"{address}consent/", {"seen": seen}, secure=True, follow=True)
        assert "Ahora se propone otra cosa." in answer.content.decode()
        with pytest.raises(ProposedOtherwise):
            act("decline_toleration", world.mex.head, accepted, reason="No.", seen=seen)
        with pytest.raises(ProposedOtherwise):
            act("consent_to_toleration", world.mex.head, accepted, seen=seen)
    with reading_as(world.mex.head.reader):
        standing = Toleration.objects.get(ended_at=None)
        assert not TolerationConsent.objects.filter(toleration=standing, side="MEX").exists()
    client.post(f"{address}consent/", {"seen": standing.pk}, secure=True)
    with reading_as(world.mex.head.reader):
        assert TolerationConsent.objects.filter(toleration=standing, side="MEX").exists()


def test_any_side_ends_it_with_a_reason_and_a_consent_to_other_ratings_is_none(world, borne):
    with pytest.raises(SayWhy):
        act("end_toleration", world.usa.coordinator, borne, reason="")
    with pytest.raises(NotAllowed):
        act("end_toleration", world.usa.member, borne, reason="x")
    act("end_toleration", world.usa.coordinator, borne, reason="Two more were found.")
    with pytest.raises(NotNow):
        act("end_toleration", world.usa.coordinator, borne, reason="Again.")
    act("propose_toleration", world.gtm.head, borne, until=UNTIL, reason="Once more.")
    later = NOW + timedelta(days=1)
    act("open_round", world.usa.coordinator, borne, now=later)
    for side in (world.gtm, world.mex, world.usa):
        rate(side.member, borne, now=later, threat=5)
    with pytest.raises(RatedOtherwise):
        act("consent_to_toleration", world.mex.head, borne, now=later)
    act("propose_toleration", world.gtm.head, borne, now=later, until=UNTIL, reason="As it is rated now.")
    act("consent_to_toleration", world.mex.head, borne, now=later)
