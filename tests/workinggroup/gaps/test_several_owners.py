"""A gap of several owners whose measures the others do not see: what each says of its own, and what follows from it."""

import pytest
from django.urls import reverse

from portal.core.reader import reading_as
from tests.attempts import tries
from tests.factories.gaps import NOW, act, fresh, make_draft_gap, make_promise
from tests.factories.work import make_action_item
from tests.scenes import scene
from workinggroup.actionitems.operations import report_progress
from workinggroup.gaps import operations
from workinggroup.gaps.operations.mending import PartWithoutMeasure
from workinggroup.gaps.queries import page_of
from workinggroup.handling.operations import write_passage

EVIDENCE = {"en": "The roster of February."}


def measure(world, side, gap, promise, anchor):
    """A measure of a side for one part, done, that the other owner does not see."""
    member, coordinator = side.member, side.coordinator
    item = make_action_item(coordinator, promise, title="A lamp", assignee=member, only_us=True)
    act("add_measure", coordinator, gap, item=item, threat_part=anchor)
    with reading_as(member.reader):
        report_progress(item=item, actor=member, now=NOW, standing="done", text="It burns.")
    return item


@scene
def both(world):
    """Two parts; Mexico has mended the first and Guatemala the second, and neither sees the other's measure."""
    gtm, mex = world.gtm.coordinator, world.mex.coordinator
    gap = make_draft_gap(gtm, ["GTM", "MEX"])
    with reading_as(gtm.reader):
        write_passage(
            whole=gap, actor=gtm, now=NOW, part="description", text={"en": "A broken lamp.", "es": "Una lámpara rota."}
        )
        keys = list(gap.passages.values_list("pk", flat=True))
        gap = operations.raise_gap(gap=gap, actor=gtm, now=NOW, passages=keys)
        first, second = gap.passages.order_by("position").values_list("anchor", flat=True)
    act("accept_gap", mex, gap)
    promise = make_promise(world, "MEX")
    with reading_as(world.sec.coordinator.reader):
        type(promise).objects.filter(pk=promise.pk).update(supporting=["GTM"])
    promise.supporting = ["GTM"]
    items = measure(world, world.mex, gap, promise, first), measure(world, world.gtm, gap, promise, second)
    return fresh(gtm, gap), (first, second), items


def test_the_one_who_says_it_last_claims_though_neither_sees_all(world, both):
    gap, (_first, second), _items = both
    gtm, mex = world.gtm.coordinator, world.mex.coordinator
    act("say_done", gtm, gap)
    assert fresh(mex, gap).done_parts == [f"GTM:{second}"]
    with reading_as(mex.reader):
        page = page_of(fresh(mex, gap), mex, now=NOW)
        assert [(len(part.measures), list(part.said)) for part in page.parts] == [(1, []), (0, ["GTM"])]
        assert page.is_done
    claimed = act("claim_gap", mex, gap, evidence=EVIDENCE)
    assert (claimed.status, claimed.done_by, claimed.done_parts) == ("claimed", [], [])


def test_a_part_that_nobody_says_is_mended_stays_without(world, both):
    gap, (first, _second), _items = both
    gtm, mex = world.gtm.coordinator, world.mex.coordinator
    with reading_as(gtm.reader):
        write_passage(
            whole=gap,
            actor=gtm,
            now=NOW,
            part="description",
            text={"en": "A broken gate.", "es": "Una puerta rota."},
            readers=["MEX"],
        )
    act("say_done", gtm, gap)
    with pytest.raises(PartWithoutMeasure, match="3"):
        act("claim_gap", mex, gap, evidence=EVIDENCE)
    assert fresh(gtm, gap).done_parts != [f"GTM:{first}"]


def test_what_is_taken_back_is_said_of_no_part(world, both):
    gap, _parts, _items = both
    act("say_done", world.gtm.coordinator, gap)
    act("take_back_done", world.gtm.coordinator, gap)
    assert fresh(world.mex.coordinator, gap).done_parts == []


def test_an_owner_is_told_that_a_measure_of_its_own_is_open_again(world, both, sign_in):
    gap, _parts, (_first, item) = both
    act("say_done", world.gtm.coordinator, gap)
    with reading_as(world.gtm.coordinator.reader):
        type(item).objects.filter(pk=item.pk).update(status="in_progress")
    told = f"{item.reference} is open again"
    for person, sees in ((world.gtm.coordinator, True), (world.mex.coordinator, False)):
        page = sign_in(person).get(gap.get_absolute_url(), secure=True).content.decode()
        assert ("abierta" in page or told in page) is sees
        assert (item.reference in page) is sees
    assert reverse("gaps:done", args=[gap.pk])


def test_by_raw_sql_nobody_says_of_another_owner_which_part_it_mended(world, both):
    gap, (first, second), _items = both
    say = "UPDATE workinggroup_gap SET done_parts = %s WHERE id = %s"
    gtm, mex, usa = world.gtm.coordinator, world.mex.coordinator, world.usa.coordinator
    assert tries(mex, say, [f"GTM:{second}"], gap.pk) is None
    assert tries(usa, say, [f"USA:{second}"], gap.pk) == 0
    act("say_done", gtm, gap)
    assert tries(mex, say, [], gap.pk) is None
    assert tries(mex, say, [f"GTM:{second}", f"MEX:{first}"], gap.pk) == 1
