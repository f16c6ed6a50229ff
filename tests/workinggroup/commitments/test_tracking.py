"""Milestones and indicators: kept by the delegation that leads and has accepted, read by all who see the commitment."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.work import make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.commitments import operations
from workinggroup.commitments.models import Commitment, CommitmentIndicator, CommitmentMilestone, IndicatorFigure
from workinggroup.commitments.queries import measured_of
from workinggroup.commitments.tracks import HEIGHT, MARGIN, WIDTH, track, way_done

NOW = timezone.now()
TODAY = NOW.date()
NAME = {"en": "First office open", "es": "Primera oficina abierta"}
SHARE = {
    "name": {"en": "Requests answered in time", "es": "Solicitudes a tiempo"},
    "unit": {"en": "percent", "es": "por ciento"},
}
NUMBERS = st.decimals(-9999, 9999, places=2)


@scene
def led(world):
    return make_commitment(
        world.sec.coordinator, make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))
    )


def as_lead(world, operation, **facts):
    with reading_as(world.usa.coordinator.reader):
        return operation(actor=world.usa.coordinator, **facts)


def test_the_lead_alone_keeps_them_and_the_database_holds_it(world, led):
    facts = {"commitment": led, "now": NOW, "name": NAME, "due_on": TODAY}
    for actor in (world.mex.coordinator, world.usa.member, world.sec.coordinator):
        with reading_as(actor.reader), pytest.raises(NotAllowed):
            operations.add_milestone(actor=actor, **facts)
    made = as_lead(world, operations.add_milestone, **facts)
    with reading_as(world.mex.member.reader):
        assert [each.pk for each in CommitmentMilestone.objects.all()] == [made.pk]
        assert CommitmentMilestone.objects.filter(pk=made.pk).update(due_on=TODAY) == 0
    with reading_as(world.can.member.reader):
        assert not CommitmentMilestone.objects.exists()
    values = {
        "commitment": led,
        "name": NAME,
        "due_on": TODAY,
        "by_name": "x",
        "at": NOW,
        "releasable_to": led.releasable_to,
    }
    for reader, code, owner in ((world.mex, "MEX", "MEX"), (world.mex, "USA", "MEX"), (world.usa, "USA", "GTM")):
        with reading_as(reader.coordinator.reader), pytest.raises(DatabaseError), transaction.atomic():
            CommitmentMilestone.objects.create(delegation_id=code, editable_by=[owner], **values)
    # Nothing is its before it accepts.
    with reading_as(world.sec.coordinator.reader):
        Commitment.objects.update(asks_acceptance=True)
    with reading_as(world.usa.coordinator.reader):
        asked = Commitment.objects.select_related("statement").get()
        with pytest.raises(NotAllowed):
            operations.add_milestone(actor=world.usa.coordinator, **facts | {"commitment": asked})
        with pytest.raises(DatabaseError, match="leads"), transaction.atomic():
            CommitmentMilestone.objects.create(delegation_id="USA", editable_by=["USA"], **values)


def test_a_milestone_is_late_until_it_is_reached_once(world, led, sign_in):
    made = as_lead(
        world, operations.add_milestone, commitment=led, now=NOW, name=NAME, due_on=TODAY - timedelta(days=3)
    )
    client, root = sign_in(world.usa.coordinator), led.get_absolute_url()
    assert "Late" in client.get(root, secure=True).content.decode()
    with reading_as(world.sec.coordinator.reader):
        Commitment.objects.filter(pk=led.pk).update(lead="MEX", supporting=[])
    page = client.get(root, secure=True).content.decode()
    assert "Of the former lead" in page
    assert "Late" not in page
    with reading_as(world.sec.coordinator.reader):
        Commitment.objects.filter(pk=led.pk).update(lead="USA")
    address = f"{root}milestones/{made.pk}/"
    page = client.post(address, {"done_on": str(TODAY + timedelta(days=2))}, secure=True).content.decode()
    assert "That day is still to come." in page
    said = {"done_on": str(TODAY - timedelta(days=1)), "evidence": "The sign is up."}
    assert client.post(address, said, secure=True).status_code == 302
    page = sign_in(world.gtm.member).get(root, secure=True).content.decode()
    assert "The sign is up." in page
    assert "milestones/new" not in page
    with pytest.raises(operations.ReachedAlready):
        as_lead(world, operations.reach_milestone, milestone=made, today=TODAY, done_on=TODAY)


def test_a_new_lead_takes_over_what_the_former_one_left_open(world, led, sign_in):
    day = TODAY + timedelta(days=9)
    made, reached = (
        as_lead(world, operations.add_milestone, commitment=led, now=NOW, name=NAME, due_on=day) for _ in "ab"
    )
    as_lead(world, operations.reach_milestone, milestone=reached, today=TODAY, done_on=TODAY)
    with pytest.raises(operations.NothingToTakeOver):
        as_lead(world, operations.take_over_milestones, commitment=led, now=NOW)
    with reading_as(world.sec.coordinator.reader):
        Commitment.objects.filter(pk=led.pk).update(lead="MEX", supporting=[])
    with pytest.raises(NotAllowed):
        as_lead(world, operations.take_over_milestones, commitment=led, now=NOW)
    root, client = led.get_absolute_url(), sign_in(world.mex.coordinator)
    address = f"{root}milestones/take-over/"
    assert address not in sign_in(world.usa.coordinator).get(root, secure=True).content.decode()
    assert address in client.get(root, secure=True).content.decode()
    assert client.post(address, secure=True).status_code == 302
    with reading_as(world.usa.member.reader):
        [taken] = CommitmentMilestone.objects.filter(delegation="MEX")
        assert (taken.continues_id, taken.name, taken.due_on) == (made.pk, NAME, day)
        assert CommitmentMilestone.objects.filter(pk=made.pk, done_on=None).exists()
    page = client.get(root, secure=True).content.decode()
    assert address not in page
    assert "asumido de" in page
    assert f"{root}milestones/{taken.pk}/" in page


def test_an_indicator_shows_its_figures_one_a_day_and_how_far_they_are(world, led, sign_in):
    facts = {"commitment": led, "now": NOW, **SHARE, "baseline": Decimal(80)}
    with pytest.raises(operations.GoesNowhere):
        as_lead(world, operations.add_indicator, **facts, target=Decimal(80))
    measured = as_lead(world, operations.add_indicator, **facts, target=Decimal(40))
    for days, value in ((20, 70), (10, 65), (10, 60)):
        more = {"day": TODAY - timedelta(days=days), "value": Decimal(value), "source": "Quarterly count"}
        as_lead(world, operations.add_figure, indicator=measured, now=timezone.now(), today=TODAY, **more)
    with pytest.raises(operations.NotYet):
        as_lead(
            world,
            operations.add_figure,
            indicator=measured,
            now=NOW,
            today=TODAY,
            **more | {"day": TODAY + timedelta(1)},
        )
    with reading_as(world.mex.member.reader):
        [found] = measured_of(led, world.mex.member)
        assert [each.value for each in found.figures] == [60, 70]
        assert found.done == 50
    with reading_as(world.can.member.reader):
        assert measured_of(led, world.can.member) == []
        assert not CommitmentIndicator.objects.exists()
    with reading_as(world.usa.coordinator.reader), pytest.raises(DatabaseError), transaction.atomic():
        IndicatorFigure.objects.update(value=1)
    page = sign_in(world.usa.coordinator).get(led.get_absolute_url(), secure=True).content.decode()
    assert "50 % of the way" in page
    assert page.count("<circle") == 2
    assert "From 80 to 40, percent" in page


@given(
    st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2100, 1, 1)), NUMBERS), unique_by=lambda each: each[0]),
    NUMBERS,
    NUMBERS,
)
def test_every_figure_stands_in_the_box_in_its_order(figures, baseline, target):
    figures = sorted(figures)
    drawn = track(figures, baseline, target)
    places = [x for x, _y in drawn.dots]
    assert places == sorted(places)
    assert all(MARGIN <= x <= WIDTH - MARGIN for x in places)
    assert all(MARGIN <= y <= HEIGHT - MARGIN for y in [drawn.baseline, drawn.target, *(y for _x, y in drawn.dots)])
    if baseline != target:
        assert (drawn.baseline > drawn.target) == (target > baseline) or abs(target - baseline) < 600
        assert (way_done(baseline, baseline, target), way_done(target, baseline, target)) == (0, 100)
