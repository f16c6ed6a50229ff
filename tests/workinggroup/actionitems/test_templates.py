"""Chains of action items that recur: kept under a name, planned, and made in one go."""

from datetime import date

import pytest

from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.core.seen import ChangedMeanwhile, digest
from portal.notifications.models import Notice
from portal.people.workdays.calendars import Calendar
from tests.factories.work import NOW, make_commitment, make_follow_up, make_statement, make_template, move
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.keeping import ChainTemplate
from workinggroup.actionitems.models import ActionItem, ItemDependency
from workinggroup.actionitems.templating import Counted, Fault, Step, as_held, needs_meeting, plan

# 2 March 2026 is a Monday; nobody has a day off.
TODAY, MEETS = date(2026, 3, 2), date(2026, 3, 30)
PLAIN = Calendar()


def before(count, title="Step", role=""):
    return Step(title, count, Counted.BEFORE, role)


def after(count, title="Step", role=""):
    return Step(title, count, Counted.AFTER, role)


def planned(*steps, meets=MEETS):
    return [(each.day, each.workdays_before) for each in plan(steps, meets, TODAY, PLAIN)]


def test_what_follows_a_step_that_moves_with_the_meeting_moves_with_it():
    assert planned(before(15), after(5), before(2)) == [
        (date(2026, 3, 9), 15), (date(2026, 3, 16), 10), (date(2026, 3, 26), 2),
    ]  # fmt: skip
    assert planned(after(5), after(0), before(2)) == [
        (date(2026, 3, 9), None), (date(2026, 3, 9), None), (date(2026, 3, 26), 2),
    ]  # fmt: skip
    assert needs_meeting([after(1), before(1)])
    assert not needs_meeting([after(1)])


@pytest.mark.parametrize(
    ("steps", "fault", "missing"),
    [
        ([before(25), before(1)], Fault.PAST, 5),
        ([before(3), after(5)], Fault.BEYOND, 2),
        ([before(3), before(5)], Fault.BACKWARDS, 2),
        ([after(30), before(15)], Fault.BACKWARDS, 25),
    ],
)
def test_what_does_not_fit_says_by_how_much(steps, fault, missing):
    [wrong] = [each for each in plan(steps, MEETS, TODAY, PLAIN) if each.fault]
    assert (wrong.fault, wrong.missing) == (fault, missing)


@scene
def ground(world):
    meeting = make_follow_up(world.sec.coordinator, date(2090, 5, 4))
    promise = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, meeting), supporting=["MEX"])
    return promise, meeting


def chain(world, *steps, name="Paper"):
    steps = steps or (
        before(20, "Collect", "member"),
        after(5, "Draft", "negotiator"),
        before(2, "Send", "coordinator"),
    )
    return make_template(world.usa.coordinator, name, *steps)


def make(world, promise, template, meeting=None, actor=None, **facts):
    actor = actor or world.usa.coordinator
    with reading_as(actor.reader):
        return operations.apply_template(
            template=template, commitment=promise, actor=actor, now=NOW, meeting=meeting, **facts
        )


def test_a_chain_is_made_in_one_go_and_each_waits_for_the_one_before(world, ground):
    promise, meeting = ground
    items = make(world, promise, chain(world), meeting)
    usa = world.usa
    with reading_as(Reader("MEX")):
        rows = list(ActionItem.objects.order_by("number"))
        waits = list(ItemDependency.objects.order_by("item__number").values_list("item", "predecessor"))
    assert [(row.title, row.assignee_id, row.status) for row in rows] == [
        ("Collect", usa.member.pk, "proposed"), ("Draft", usa.negotiator.pk, "proposed"),
        ("Send", usa.coordinator.pk, "accepted"),
    ]  # fmt: skip
    assert [row.workdays_before for row in rows] == [20, 15, 2]
    assert [row.duration for row in rows] == [None, 5, None]
    assert waits == [(rows[1].pk, rows[0].pk), (rows[2].pk, rows[1].pk)]
    assert [item.reference[-2:] for item in items] == ["01", "02", "03"]
    with reading_as(usa.member.reader):
        assert Notice.objects.filter(person=usa.member, event="workinggroup.actionitem.several").count() == 1
    move(world.sec.coordinator, meeting, date(2090, 6, 5))
    with reading_as(Reader("USA")):
        assert ActionItem.objects.get(title="Send").due_on == date(2090, 6, 1)


def test_nothing_is_made_of_a_chain_for_which_there_is_no_time(world, ground):
    promise, meeting = ground
    with pytest.raises(operations.DoesNotFit, match="“Late”: it would be due 3 working days after the meeting"):
        make(world, promise, chain(world, before(2, "Early"), after(5, "Late")), meeting)
    with pytest.raises(operations.NeedsMeeting):
        make(world, promise, chain(world, name="Other"))
    with reading_as(Reader("USA")):
        assert not ActionItem.objects.exists()


def test_what_was_shown_is_what_is_made(world, ground):
    promise, meeting = ground
    template, actor = chain(world), world.usa.coordinator
    with reading_as(actor.reader):
        shown = operations.plan_chain(template=template, actor=actor, now=NOW, meeting=meeting)
        seen = digest(as_held(each.planned for each in shown))
        operations.change_template(template=template, actor=actor, now=NOW, name="Paper", steps=[after(1), after(2)])
        template.refresh_from_db()
        with pytest.raises(ChangedMeanwhile):
            make(world, promise, template, meeting, seen=seen)


def test_a_template_is_its_sides_own_and_the_secretariats_is_everybodys(world, ground):
    promise, _meeting = ground
    own = chain(world, after(1), after(2))
    with reading_as(Reader("MEX")):
        assert not ChainTemplate.objects.exists()
    shared = make_template(world.sec.coordinator, "Shared")
    assert len(make(world, promise, shared, actor=world.mex.coordinator)) == 2
    for actor in (world.usa.member, world.mex.coordinator):
        with reading_as(actor.reader), pytest.raises(NotAllowed):
            operations.withdraw_template(template=own, actor=actor, now=NOW)
    with pytest.raises(NotAllowed):
        make_template(world.usa.member, "Mine")
    with pytest.raises(NotAllowed):
        make(world, promise, shared, actor=world.gtm.coordinator)


def test_a_name_is_used_once_and_again_after_it_is_withdrawn(world):
    own, actor = chain(world), world.usa.coordinator
    with pytest.raises(operations.TemplateIsThere):
        make_template(actor, "paper")
    with pytest.raises(operations.NoSteps):
        make_template(actor, "Short", after(1))
    with reading_as(actor.reader):
        operations.withdraw_template(template=own, actor=actor, now=NOW)
    assert make_template(actor, "Paper").pk != own.pk


@pytest.mark.parametrize("count", [2, 12])
def test_a_chain_costs_the_same_queries_for_any_length(world, ground, count, django_assert_num_queries):
    promise, _meeting = ground
    template, actor = chain(world, *[after(1, f"Step {each}") for each in range(count)]), world.usa.coordinator
    with reading_as(actor.reader), django_assert_num_queries(13):
        operations.apply_template(template=template, commitment=promise, actor=actor, now=NOW)


def test_a_chain_is_kept_shown_and_made_on_its_pages(world, ground, sign_in):
    promise, meeting = ground
    client = sign_in(world.usa.coordinator)
    words = {
        "name": "Paper", "title_1": "Collect", "count_1": "10", "counted_1": "before", "title_2": "Draft", "count_2": "",
        "counted_2": "after",
    }  # fmt: skip
    page = client.post("/actions/templates/new/", words, secure=True).content.decode()
    assert "Say how many working days." in page
    assert client.post("/actions/templates/new/", words | {"count_2": "20"}, secure=True).status_code == 302
    with reading_as(Reader("USA")):
        kept = ChainTemplate.objects.get()
    assert "Collect" in client.get("/actions/templates/", secure=True).content.decode()
    address, asked = f"/commitments/{promise.pk}/chain/", {"template": kept.pk, "meeting": meeting.pk}
    page = client.get(address, asked, secure=True).content.decode()
    assert "It would be due 10 working days after the meeting." in page
    assert "Make 2 action items" not in page
    own = f"/actions/templates/{kept.pk}/"
    seen = client.get(own, secure=True).context["form"].initial["seen"]
    assert client.post(own, words | {"count_2": "5", "seen": seen}, secure=True).status_code == 302
    answer = client.get(address, asked, secure=True)
    assert "Make 2 action items" in answer.content.decode()
    sent = asked | {"seen": answer.context["plan_seen"]}
    assert client.post(address, sent, secure=True).status_code == 302
    with reading_as(Reader("USA")):
        assert ActionItem.objects.count() == 2
    assert client.post(f"{own}withdraw/", secure=True).status_code == 302
    assert client.get(own, secure=True).status_code == 404
