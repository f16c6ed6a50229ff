"""Items that wait for others: in which order, for how long, and who knows of it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.audit.remembered import this_moment
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from portal.people.workdays.calendars import Calendar
from tests.factories.pages import seen_on
from tests.factories.work import NOW, copy_item, make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.chaining import Link, circle, last_days, too_long
from workinggroup.actionitems.dependencies import place_of, with_chains
from workinggroup.actionitems.lines import lines_of
from workinggroup.actionitems.models import ActionItem, ItemChange, ItemDependency
from workinggroup.actionitems.states import Change, ProgressRating

TODAY = NOW.date()


@scene
def commitment(world):
    follow_up = make_follow_up(world.sec.coordinator)
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up), supporting=["MEX"])


@scene
def items(world, commitment):
    """Two of the United States and one of Mexico."""
    ours = [make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member) for _ in range(2)]
    return [*ours, make_action_item(world.mex.coordinator, commitment, assignee=world.mex.member)]


def wait(item, actor, other):
    with reading_as(actor.reader):
        return operations.add_dependency(item=item, actor=actor, now=NOW, reference=other.reference)


def settle(item, actor):
    with reading_as(actor.reader):
        operations.report_progress(item=item, actor=actor, now=NOW, standing=ProgressRating.DONE, text="It is there.")


def told(person):
    with reading_as(person.reader):
        return Notice.objects.filter(person=person, event="workinggroup.actionitem.predecessor").count()


def test_a_circle_is_found_in_the_order_of_waiting():
    assert circle("a", "b", {"b": ["x", "c"], "c": ["a"], "x": []}) == ["a", "b", "c"]
    assert circle("a", "a", {}) == ["a"]
    assert circle("a", "b", {"b": ["c"], "c": ["b"]}) == []


def test_a_chain_takes_the_working_days_of_each_side():
    calendars = {"USA": Calendar("US"), "MEX": Calendar("MX")}
    links = {"a": Link("MEX", 2), "b": Link("USA", None, ("a",)), "c": Link("USA", 3, ("a", "b"))}
    # Monday 16 March 2026 is a holiday in Mexico.
    ends = last_days(links, calendars, date(2026, 3, 13))
    assert ends == {"a": date(2026, 3, 17), "b": date(2026, 3, 18), "c": date(2026, 3, 23)}
    assert too_long(ends["c"], date(2026, 3, 19), date(2026, 3, 13), calendars["USA"]) == 2
    assert too_long(ends["c"], date(2026, 3, 23), date(2026, 3, 13), calendars["USA"]) == 0
    assert too_long(ends["c"], date(2026, 3, 1), date(2026, 3, 13), calendars["USA"]) == 7


def test_what_waits_in_a_circle_never_ends_and_a_long_chain_stops_somewhere():
    links = {"a": Link("USA", 1, ("b",)), "b": Link("USA", 1, ("a",)), "c": Link("USA", 1)}
    assert last_days(links, {}, TODAY) == {"c": TODAY}
    row = {n: Link("USA", 1000, (n - 1,)) for n in range(1, 2000)} | {0: Link("USA", 1000)}
    assert last_days(row, {}, TODAY)[1999] < TODAY + timedelta(6_000)


def test_an_item_waits_for_one_of_another_delegation(world, items):
    wait(items[0], world.usa.member, items[2])
    with reading_as(world.mex.member.reader):
        page = place_of(items[2], due=items[2].due_on, today=TODAY)
        assert [each.item.pk for each in page.after] == [items[0].pk]
        [entry] = ItemChange.objects.filter(change=Change.WAITS)
        assert entry.after == items[2].reference
    with pytest.raises(operations.WaitsAlready, match=items[2].reference):
        wait(items[0], world.usa.member, items[2])
    with pytest.raises(NotAllowed):
        wait(items[0], world.mex.coordinator, items[2])
    with pytest.raises(NotAllowed):
        wait(items[0], world.usa.negotiator, items[2])


def test_a_circle_is_refused_by_its_items_in_order(world, items):
    first, second, theirs = items
    wait(first, world.usa.member, second)
    wait(second, world.usa.member, theirs)
    words = " → ".join([theirs.reference, first.reference, second.reference, theirs.reference])
    with pytest.raises(operations.WouldWaitForItself, match=words):
        wait(theirs, world.mex.member, first)
    with pytest.raises(operations.WouldWaitForItself, match=f"{first.reference} → {first.reference}"):
        wait(first, world.usa.member, first)
    with pytest.raises(operations.NoSuchItem, match="mex-p-77"), reading_as(world.usa.member.reader):
        operations.add_dependency(item=first, actor=world.usa.member, now=NOW, reference=" mex-p-77 ")


def test_nobody_learns_of_an_item_that_he_does_not_see(world, commitment, items):
    """Neither by a refusal nor by a number: Mexico's own item closes a circle that the United States cannot know of."""
    ours, _second, theirs = items
    hidden = make_action_item(world.mex.coordinator, commitment, only_us=True, assignee=world.mex.member)
    with pytest.raises(operations.NoSuchItem):
        wait(ours, world.usa.member, hidden)
    for item in (ours, theirs, hidden):
        with reading_as(Reader(item.delegation_id)):
            ActionItem.objects.filter(pk=item.pk).update(duration=15)
    with reading_as(Reader("USA")):
        before = with_chains(lines_of([theirs.pk], TODAY), TODAY)
    wait(theirs, world.mex.member, hidden)
    wait(hidden, world.mex.member, ours)
    wait(ours, world.usa.member, theirs)
    with reading_as(Reader("USA")):
        after = with_chains(lines_of([ours.pk, theirs.pk], TODAY), TODAY)
        assert after[theirs.pk] == before[theirs.pk]
        assert after[ours.pk].waits_for == (theirs.reference,)
        assert after[ours.pk].too_long == 16
        assert ItemDependency.objects.count() == 1
        assert not ItemChange.objects.filter(change=Change.WAITS, after=hidden.reference).exists()
    with reading_as(Reader("MEX")):
        theirs.refresh_from_db()
        assert place_of(theirs, due=theirs.due_on, today=TODAY).is_circle
    settle(ours, world.usa.member)
    assert told(world.mex.member) == 1


def test_its_owner_is_told_when_what_it_waits_for_is_settled(world, items):
    first, second, theirs = items
    wait(first, world.usa.member, theirs)
    wait(second, world.usa.member, theirs)
    settle(theirs, world.mex.member)
    assert told(world.usa.member) == 2
    assert told(world.mex.member) == 0


def test_dropped_is_settled_too(world, items):
    wait(items[2], world.mex.member, items[0])
    with reading_as(world.usa.coordinator.reader):
        operations.drop_items(items=[items[0].pk], actor=world.usa.coordinator, now=NOW, reason="No money.")
    assert told(world.mex.member) == 1


def test_several_are_put_in_a_row_by_their_days(world, commitment):
    coordinator = world.usa.coordinator
    days = [date(2026, 4, 3), date(2026, 4, 1), date(2026, 4, 2)]
    third, first, second = [make_action_item(coordinator, commitment, due_on=day) for day in days]
    with reading_as(coordinator.reader):
        operations.chain_items(items=[third.pk, first.pk, second.pk], actor=coordinator, now=NOW)
        operations.chain_items(items=[third.pk, first.pk, second.pk], actor=coordinator, now=NOW)
        rows = set(ItemDependency.objects.values_list("item", "predecessor"))
    assert rows == {(second.pk, first.pk), (third.pk, second.pk)}
    with pytest.raises(operations.NotEnoughToChain), reading_as(coordinator.reader):
        operations.chain_items(items=[first.pk], actor=coordinator, now=NOW)


def test_a_list_costs_the_same_with_many_chains(world, items):
    first, second, _theirs = items
    wait(first, world.usa.member, second)
    copy_item(first, range(101, 201), assignee=world.usa.member)
    with reading_as(Reader("USA")):
        rows = list(ActionItem.objects.filter(number__gt=100).order_by("number"))
        facts = {"releasable_to": ["USA"], "editable_by": ["USA"]}
        ItemDependency.objects.bulk_create(ItemDependency(item=b, predecessor=a, **facts) for a, b in pairwise(rows))
        costs = []
        for keys in ([first.pk], [row.pk for row in rows]):
            lines = lines_of(keys, TODAY)
            with CaptureQueriesContext(connection) as captured:
                chained = with_chains(lines, TODAY)
            costs.append(len(captured))
    assert costs[0] == costs[1] == 3
    assert chained[rows[-1].pk].waits_for == (rows[-2].reference,)
    assert chained[rows[-1].pk].too_long > 70


def test_a_page_asks_what_waits_once_and_reads_what_is_behind_it_each_time(world, items):
    first, second, theirs = items
    keys = [first.pk, second.pk]

    def waits(code):
        with reading_as(Reader(code)):
            moment, lines, costs = this_moment(), lines_of(keys, TODAY), []
            for _ in range(2):
                with CaptureQueriesContext(connection) as captured:
                    chained = with_chains(lines, TODAY, moment)
                costs.append(len(captured))
        return costs, [set(chained[key].waits_for) for key in keys]

    assert waits("USA") == ([1, 0], [set(), set()])
    wait(first, world.usa.member, theirs)
    wait(first, world.usa.member, second)
    costs, found = waits("USA")
    assert found == [{theirs.reference, second.reference}, set()]
    assert costs[0] - costs[1] == 1
    settle(theirs, world.mex.member)
    assert waits("USA")[1] == [{second.reference}, set()]


def test_the_pages_say_what_an_item_waits_for(world, sign_in, items):
    first, second, theirs = items
    wait(first, world.usa.member, theirs)
    client = sign_in(world.usa.member)
    path = f"/actions/{first.pk}/"
    for page in (path, "/actions/", "/actions/board/", "/actions/timeline/"):
        assert theirs.reference in client.get(page, secure=True).content.decode()
    answer = client.post(f"{path}waits-for/", {"reference": second.reference}, secure=True)
    assert answer.status_code == 302
    answer = client.post(f"{path}waits-for/", {"reference": first.reference}, secure=True)
    assert "in a circle" in answer.content.decode()
    with reading_as(Reader("USA")):
        row = ItemDependency.objects.get(predecessor=second)
    client.post(f"{path}waits-no-more/", {"dependency": row.pk}, secure=True)
    said = {"duration": "40", "seen": seen_on(client, f"{path}waits-for/")}
    client.post(f"{path}duration/", said, secure=True)
    with reading_as(Reader("USA")):
        assert not ItemDependency.objects.filter(predecessor=second).exists()
        assert ActionItem.objects.get(pk=first.pk).duration == 40
