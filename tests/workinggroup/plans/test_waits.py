"""Plans wait on those who may do the next thing; the last day for consent is told to heads."""

from datetime import UTC, datetime, time, timedelta

import pytest

from portal.core.deadlines import Deadline
from portal.core.reader import Reader, reading_as
from portal.core.texts import in_language
from tests.factories.plans import EXPIRES, NOW, answer, table
from workinggroup.desk.queries import waiting_on
from workinggroup.plans import operations as do
from workinggroup.plans.deadlines import find_tabled, name_versions
from workinggroup.plans.models import PlanTask
from workinggroup.plans.parts import PlanObjective
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all


def waits(user):
    with reading_as(user.reader):
        found = waiting_on(user, now=NOW).shown
        return [(wait.act, wait.days, wait.address) for wait in found if wait.address.startswith("/plans/")]


def due(side):
    with reading_as(Reader(side)):
        return list(find_tabled(side, now=NOW))


def test_what_is_tabled_waits_on_heads_alone_until_they_say_yes(world, draft):
    assert waits(world.gtm.head) == due("GTM") == []
    version = table(world.mex.coordinator, draft)
    place = f"/plans/{draft.pk}/consent/"
    tabled = [("Consent to the plan, or not:", (EXPIRES - NOW.date()).days, place)]
    for side in (world.mex, world.gtm, world.usa):
        assert waits(side.head) == tabled
    with reading_as(world.usa.head.reader):
        assert [(wait.thing, wait.discreet) for wait in waiting_on(world.usa.head, now=NOW).shown] == [
            (f"{draft.reference} {in_language(draft.title)}", draft.reference)
        ]
    for nobody in (world.gtm.coordinator, world.gtm.member, world.can.head, world.sec.head):
        assert waits(nobody) == []
    assert due("GTM") == [Deadline("plan_consent", version.pk, EXPIRES, "GTM", people=(world.gtm.head.pk,))]
    assert due("CAN") == due("SEC") == []
    with reading_as(Reader("GTM")):
        [named] = name_versions([version.pk]).values()
        assert (named.name, named.address) == (f"{draft.reference} v1", place)
    with reading_as(Reader("CAN")):
        assert name_versions([version.pk]) == {}
    plan_all(now=NOW)
    with reading_as(Reader("GTM")):
        told = Reminder.objects.filter(kind="plan_consent", subject=version.pk).values_list("recipient_id", flat=True)
        assert set(told) == {world.gtm.head.pk}
    answer(world.gtm.head, draft, "ad_referendum")
    assert waits(world.gtm.head) == tabled
    assert len(due("GTM")) == 1
    answer(world.gtm.head, draft)
    assert waits(world.gtm.head) == due("GTM") == []
    assert waits(world.usa.head) == tabled
    with reading_as(world.mex.coordinator.reader):
        do.take_back_plan(plan=draft, actor=world.mex.coordinator, now=NOW)
    assert waits(world.usa.head) == due("USA") == []


def test_the_last_day_ends_at_each_heads_own_seat(world, draft, sign_in, time_machine):
    """Guatemala is six hours behind Greenwich, Washington five until summer time and four after."""
    over = datetime.combine(EXPIRES + timedelta(days=1), time(4, 30), tzinfo=UTC)
    table(world.mex.coordinator, draft)
    address = f"/plans/{draft.pk}/consent/"

    def offered(side, now):
        time_machine.move_to(now, tick=False)
        with reading_as(side.head.reader):
            waiting = [wait for wait in waiting_on(side.head, now=now).shown if wait.address == address]
        client = sign_in(side.head)
        button = address in client.get(draft.get_absolute_url(), secure=True).content.decode()
        form = 'name="answer"' in client.get(address, secure=True).content.decode()
        assert len({bool(waiting), button, form}) == 1, (side.code, now)
        return form

    assert offered(world.usa, over - timedelta(hours=1))
    assert not offered(world.usa, over)
    assert offered(world.gtm, over)
    assert not offered(world.gtm, over + timedelta(hours=2))


def test_tasks_that_are_not_taken_over_wait_on_those_who_coordinate_who_leads_them(world, agreed):
    wait = [("Take over tasks of:", None, f"/plans/{agreed.pk}/?tab=timeline")]
    assert waits(world.mex.coordinator) == waits(world.mex.head) == waits(world.gtm.coordinator) == wait
    assert waits(world.mex.member) == waits(world.usa.coordinator) == waits(world.sec.coordinator) == []
    mexican = world.mex.coordinator
    with reading_as(mexican.reader):
        found = waiting_on(mexican, now=NOW).shown
        assert "Your delegation leads 2 tasks that are not taken over." in {each.why for each in found}
        keys = list(PlanTask.objects.filter(version__plan=agreed, lead="MEX").values_list("anchor", flat=True))
        do.take_over_tasks(plan=agreed, actor=mexican, now=NOW, keys=keys[:1])
    assert waits(mexican) == wait, "one of two is left"
    with reading_as(mexican.reader):
        do.take_over_tasks(plan=agreed, actor=mexican, now=NOW, keys=keys)
    assert waits(mexican) == []
    assert waits(world.gtm.coordinator) == wait


def test_objectives_of_what_is_carried_out_wait_to_be_rated_alone_then_together(world, active):
    parties = [getattr(world, code.lower()).coordinator for code in active.parties]
    place = f"/plans/{active.pk}/?tab=evaluation"
    alone, together = [("Rate the objectives of:", None, place)], [("Rate together the objectives of:", None, place)]
    assert [waits(each) for each in parties] == [[], [], []]
    with reading_as(parties[0].reader):
        do.complete_plan(plan=active, actor=parties[0], now=NOW)
        [key] = set(PlanObjective.objects.filter(version__plan=active).values_list("anchor", flat=True))
    assert [waits(each) for each in parties] == [alone, alone, alone]
    assert waits(world.gtm.member) == waits(world.sec.coordinator) == []
    for place_in, each in enumerate(parties, 1):
        with reading_as(each.reader):
            do.rate_objectives(plan=active, actor=each, now=NOW, results={key: "P"}, why={})
        assert waits(each) == (together if place_in == len(parties) else [])
    assert [waits(each) for each in parties] == [together, together, together]
    with reading_as(parties[0].reader):
        do.rate_together(plan=active, actor=parties[0], now=NOW, key=key, result="P")
    assert [waits(each) for each in parties] == [[], together, together]


@pytest.mark.parametrize("count", [1, 3])
def test_waits_cost_the_same_for_any_number(world, draft, promise, count, django_assert_num_queries):
    from portal.audit.remembered import this_moment
    from tests.factories.plans import fill, make_plan, share
    from workinggroup.plans.waits import waits as of_plans

    table(world.mex.coordinator, draft)
    for _number in range(count - 1):
        plan = make_plan(world.mex.coordinator, promise, ("GTM", "USA"))
        fill(world.mex, plan)
        table(world.mex.coordinator, share(world.mex.coordinator, plan))
    with reading_as(world.gtm.head.reader):
        moment = this_moment()
        with django_assert_num_queries(2):
            assert of_plans(world.gtm.head, now=NOW, moment=moment).count == count
        with django_assert_num_queries(3):
            found = of_plans(world.gtm.head, now=NOW, moment=moment).shown
            assert len(list(find_tabled("GTM", now=NOW))) == len(found) == count
