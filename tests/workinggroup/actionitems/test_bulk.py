"""Several action items changed at once, and the filters that find them."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from tests.factories.work import (
    NOW,
    copy_item,
    make_action_item,
    make_commitment,
    make_follow_up,
    make_statement,
    ticked,
)
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.boarding import board
from workinggroup.actionitems.filtering import NOBODY, ItemFilter
from workinggroup.actionitems.lines import lines_of
from workinggroup.actionitems.models import ActionItem, ItemBatch, ItemChange, ItemDependency, ItemFollower, TimeRequest
from workinggroup.actionitems.operations.bulk import MOST_AT_ONCE
from workinggroup.actionitems.queries import action_list, keys_shown_by
from workinggroup.actionitems.states import Change, Priority, ProgressRating, Status
from workinggroup.actionitems.weeks import weeks_of

TODAY = NOW.date()


@scene
def commitment(world):
    follow_up = make_follow_up(world.sec.coordinator)
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up), supporting=["MEX"])


@scene
def items(world, commitment):
    titles = {"Guide 100%": world.usa.member, "Budget": world.usa.negotiator, "Call": None}
    return [make_action_item(world.usa.coordinator, commitment, title=t, assignee=who) for t, who in titles.items()]


def do(operation, actor, items, **facts):
    with reading_as(actor.reader):
        return operation(items=[item.pk for item in items], actor=actor, now=NOW, **facts)


def undo(batch, actor, now=NOW):
    with reading_as(actor.reader):
        return operations.undo_batch(batch=batch, actor=actor, now=now)


def held(items, *names):
    with reading_as(Reader("USA")):
        return [
            tuple(getattr(each, name) for name in names)
            for each in ActionItem.objects.filter(pk__in=[item.pk for item in items]).order_by("number")
        ]


def test_of_several_items_those_that_somebody_has_already_stay_as_they_are(world, items):
    with reading_as(world.usa.member.reader):
        operations.accept_item(item=items[0], actor=world.usa.member, now=NOW)
    batch = do(operations.reassign_items, world.usa.coordinator, items, assignee=world.usa.member)
    assert set(batch.after) == {str(item.pk) for item in items[1:]}
    with reading_as(Reader("USA")):
        assert ActionItem.objects.get(pk=items[0].pk).status == Status.ACCEPTED
    with pytest.raises(operations.HasItAlready):
        do(operations.reassign_items, world.usa.coordinator, items, assignee=world.usa.member)


def test_several_items_change_their_owner_date_and_priority_at_once(world, items):
    coordinator = world.usa.coordinator
    with reading_as(world.usa.member.reader):
        facts = {"due_on": TODAY + timedelta(50), "reason": "x"}
        operations.ask_more_time(item=items[0], actor=world.usa.member, now=NOW, **facts)
    do(operations.reassign_items, coordinator, items, assignee=world.usa.head)
    do(operations.reschedule_items, coordinator, items, due_on=date(2026, 5, 1), reason="New round.")
    do(operations.prioritise_items, coordinator, items, priority=Priority.HIGH)
    assert held(items, "assignee_id", "status", "due_on", "priority") == [
        (world.usa.head.pk, Status.PROPOSED, date(2026, 5, 1), Priority.HIGH)
    ] * 3  # fmt: skip
    with reading_as(world.usa.head.reader):
        assert Notice.objects.filter(person=world.usa.head, event="workinggroup.actionitem.several").count() == 2
        assert TimeRequest.objects.get().answer == "lapsed"
    with reading_as(Reader("MEX")):
        reasons = ItemChange.objects.filter(change=Change.RESCHEDULED).values_list("reason", flat=True)
        assert list(reasons) == ["New round."] * 3
        assert not ItemBatch.objects.exists()


def test_all_are_changed_or_none_is(world, commitment, items):
    coordinator = world.usa.coordinator
    with reading_as(coordinator.reader):
        operations.report_progress(item=items[1], actor=coordinator, now=NOW, standing=ProgressRating.DONE, text="x")
    with pytest.raises(operations.CannotChangeAll, match=items[1].reference):
        do(operations.drop_items, coordinator, items, reason="x")
    theirs = make_action_item(world.mex.coordinator, commitment)
    hidden = make_action_item(world.mex.coordinator, commitment, only_us=True)
    with pytest.raises(operations.CannotChangeAll, match=theirs.reference):
        do(operations.drop_items, coordinator, [items[0], theirs], reason="x")
    with pytest.raises(operations.CannotChangeAll) as refused:
        do(operations.drop_items, coordinator, [items[0], hidden], reason="x")
    assert hidden.reference not in str(refused.value)
    with pytest.raises(operations.NothingTicked):
        do(operations.drop_items, coordinator, [], reason="x")
    with pytest.raises(operations.DueInThePast):
        do(operations.reschedule_items, coordinator, items[:1], due_on=TODAY - timedelta(1))
    with pytest.raises(NotAllowed):
        do(operations.drop_items, world.usa.member, items[:1], reason="x")
    assert [status for (status,) in held(items, "status")] == ["proposed", "done", "proposed"]


def test_a_slip_is_undone_until_somebody_changed_what_it_made(world, items):
    coordinator = world.usa.coordinator
    names = ("assignee_id", "status", "due_on", "reason", "settled_at", "priority")
    before = held(items, *names)
    dropped = do(operations.drop_items, coordinator, items, reason="Slip.")
    with pytest.raises(operations.UndoneAlready):
        undo(dropped, coordinator, NOW + timedelta(hours=2))
    with pytest.raises(NotAllowed):
        undo(dropped, world.usa.member)
    undo(dropped, world.usa.head)
    assert held(items, *names) == before
    with pytest.raises(operations.UndoneAlready):
        undo(dropped, coordinator)
    given = do(operations.reassign_items, coordinator, items, assignee=world.usa.member)
    with reading_as(world.usa.member.reader):
        operations.accept_item(item=items[2], actor=world.usa.member, now=NOW)
    with pytest.raises(operations.CannotUndo, match=items[2].reference):
        undo(given, coordinator)
    moved = do(operations.reschedule_items, coordinator, items, due_on=date(2026, 5, 1))
    undo(moved, coordinator)
    assert {due for (due,) in held(items, "due_on")} == {TODAY + timedelta(20)}


def test_nothing_is_written_over_unseen(world, items):
    """Who changes several items is told which of them somebody else changed since, and changes the others or all."""
    coordinator = world.usa.coordinator
    seen = dict(each.split(":") for each in ticked(items))
    seen = {item.pk: seen[str(item.pk)] for item in items}
    do(operations.reassign_items, world.usa.head, items[:1], assignee=world.usa.head)
    acts = (
        (operations.reassign_items, {"assignee": world.usa.member}),
        (operations.reschedule_items, {"due_on": date(2026, 5, 1)}),
        (operations.prioritise_items, {"priority": Priority.HIGH}),
        (operations.drop_items, {"reason": "x"}),
        (operations.chain_items, {}),
    )
    for operation, facts in acts:
        with pytest.raises(operations.ChangedSince, match=f"changed {items[0].reference}. Below") as refused:
            do(operation, coordinator, items, seen=seen, **facts)
        assert refused.value.changed == {items[0].pk}
    do(operations.reassign_items, coordinator, items[1:], seen=seen, assignee=world.usa.member)
    assert [who for (who,) in held(items, "assignee_id")] == [world.usa.head.pk, *[world.usa.member.pk] * 2]


def test_a_refusal_names_some_and_counts_the_others(world, items):
    copy_item(items[0], range(10, 30), assignee=world.usa.member)
    with reading_as(Reader("USA")):
        found = list(ActionItem.objects.filter(number__gte=10))
    with pytest.raises(operations.ChangedSince, match=r"USA-010, .*, USA-021, 8 more"):
        do(operations.drop_items, world.usa.coordinator, found, reason="x", seen={})


def test_so_many_are_changed_at_once():
    assert MOST_AT_ONCE >= 500


@pytest.mark.parametrize("count", [3, 60])
def test_a_batch_costs_the_same_queries_for_any_number(world, items, count):
    """Also where each item has people who follow it, on several sides, and others that wait for it."""
    copy_item(items[0], range(10, 10 + 2 * count), assignee=world.usa.member)
    with reading_as(Reader("USA")):
        rows = list(ActionItem.objects.filter(number__gte=10).order_by("number"))
    found, waiting = rows[:count], rows[count:]
    people = ((world.mex.member, "watches"), (world.usa.head, "supports"), (world.usa.negotiator, "watches"))
    for person, part in people:
        marks = [person.code] if part == "watches" else found[0].releasable_to
        with reading_as(Reader(person.code)):
            ItemFollower.objects.bulk_create(
                ItemFollower(
                    item=item, person=person, part=part, releasable_to=marks,
                    editable_by=[person.code] if part == "watches" else found[0].editable_by,
                )
                for item in found
            )  # fmt: skip
    with reading_as(Reader("USA")):
        ItemDependency.objects.bulk_create(
            ItemDependency(item=after, predecessor=item, releasable_to=item.releasable_to, editable_by=item.editable_by)
            for item, after in zip(found, waiting, strict=True)
        )
    coordinator, costs = world.usa.coordinator, []
    acts = (
        lambda: do(operations.reschedule_items, coordinator, found, due_on=date(2026, 5, 1)),
        lambda: do(operations.reassign_items, coordinator, found, assignee=world.usa.negotiator),
        lambda: do(operations.prioritise_items, coordinator, found, priority=Priority.HIGH),
        lambda: do(operations.chain_items, coordinator, found),
        lambda: undo(do(operations.prioritise_items, coordinator, found, priority=Priority.LOW), coordinator),
        lambda: do(operations.drop_items, coordinator, found, reason="Not needed any more."),
    )
    for act in acts:
        with CaptureQueriesContext(connection) as asked:
            act()
        costs.append(len(asked))
    assert costs == [36, 35, 12, 14, 25, 54]
    with reading_as(world.mex.member.reader):
        told = Notice.objects.filter(person=world.mex.member, event="workinggroup.actionitem.followed")
        # What happens within half an hour is told once an item.
        assert told.count() == count


def shown(user, **asked):
    with reading_as(user.reader):
        listed = action_list(user, today=TODAY, asked=ItemFilter.read(asked))
        assert listed.page.rows is not None
        titles = {line.title for group in listed.groups for line in group.lines}
        keys = keys_shown_by(user, ItemFilter.read(asked), today=TODAY, most=9)
        assert len(keys) == len(titles) == sum(group.count for group in listed.groups)
        return titles


def test_a_filter_finds_by_what_it_says(world, commitment, items):
    do(operations.prioritise_items, world.usa.coordinator, items[:1], priority=Priority.LOW)
    make_action_item(world.mex.coordinator, commitment, title="Guía", only_us=True)
    usa, slug = world.usa.member, commitment.statement.slug
    everything = {"Guide 100%", "Budget", "Call"}
    assert shown(usa) == shown(usa, statement=slug) == shown(usa, state="proposed") == everything
    assert shown(usa, words="budget") == shown(usa, words=items[1].reference) == {"Budget"}
    series, number = items[1].series, items[1].number
    assert all(shown(usa, words=f"{series[4:]}-{zeros}{number}") == {"Budget"} for zeros in ("", "0", "00", "000"))
    assert shown(usa, words=f"{series}-0{number}9") == set()
    assert shown(usa, words="100%") == {"Guide 100%"}
    assert shown(usa, words="_") == shown(usa, statement="nothing") == shown(usa, state="blocked") == set()
    assert shown(usa, owner=str(world.usa.negotiator.pk)) == {"Budget"}
    assert shown(usa, owner=NOBODY) == {"Call"}
    assert shown(usa, priority="3") == {"Guide 100%"}
    assert shown(usa, owner="' OR 1=1", state="gone", priority="9") == everything
    assert shown(world.mex.member, words="Gu") == {"Guía", "Guide 100%"}
    do(operations.drop_items, world.usa.coordinator, items[2:], reason="x")
    assert shown(usa, state="dropped") == shown(usa, show="dropped") == {"Call"}


def test_the_board_has_a_column_for_each_state(world, items):
    copy_item(items[0], range(10, 30), status="verified", verified_by=world.usa.head)
    with reading_as(world.mex.member.reader):
        columns = board(world.mex.member, today=TODAY, asked=ItemFilter())
    assert [(each.status, each.count, each.hidden) for each in columns] == [
        ("proposed", 3, 0), ("accepted", 0, 0), ("in_progress", 0, 0), ("blocked", 0, 0), ("verified", 20, 8),
    ]  # fmt: skip


def test_weeks_lead_to_the_ministerial(world, items):
    """The ministerial is on Thursday 7 May 2026."""
    days = {"late": -1, "near": 2, "same week": 3, "its week": 65, "after": 70}
    with reading_as(Reader("USA")):
        lines = [
            replace(line, title=title, due=TODAY + timedelta(day), days=day)
            for line in lines_of([items[0].pk], TODAY).values()
            for title, day in days.items()
        ]
    found = weeks_of(lines, ministerial=date(2026, 5, 7))
    assert [([line.title for line in week.lines], week.left, week.is_after) for week in found] == [
        (["late"], None, False), (["near", "same week"], 9, False), (["its week"], 0, False), (["after"], None, True),
    ]  # fmt: skip
    assert [week.first for week in found] == [None, date(2026, 3, 2), date(2026, 5, 4), date(2026, 5, 11)]
    assert [week.left for week in weeks_of(lines, ministerial=None)] == [None] * 4


# ---- Pages -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 400])
def test_board_and_timeline_cost_the_same_queries_for_any_number(
    world, sign_in, items, count, django_assert_num_queries
):
    copy_item(items[0], range(10, 10 + count))
    client = sign_in(world.mex.member)
    client.get("/", secure=True)
    with django_assert_num_queries(16):
        assert client.get("/actions/timeline/", secure=True).status_code == 200
    with django_assert_num_queries(17):
        assert client.get("/actions/board/", secure=True).status_code == 200


def test_the_coordinator_ticks_changes_and_undoes_on_the_page(world, sign_in, items):
    client, keys = sign_in(world.usa.coordinator), [str(item.pk) for item in items]
    assert client.get("/actions/", secure=True).content.decode().count('name="items"') == 3
    assert 'name="items"' not in sign_in(world.mex.coordinator).get("/actions/", secure=True).content.decode()
    page = client.get("/actions/bulk/", {"items": keys[:2]}, secure=True).content.decode()
    assert "2 action items" in page
    assert "3 action items" in client.get("/actions/bulk/?all=1&words=", secure=True).content.decode()
    sent = {"items": ticked(items), "priority": "1"}
    done = client.post("/actions/bulk/priority/", sent, secure=True, follow=True)
    assert "3 action items were changed." in done.content.decode()
    with reading_as(Reader("USA")):
        batch = ItemBatch.objects.get()
    assert reverse("actionitems:bulk-undo", args=[batch.pk]) in done.content.decode()
    client.post(f"/actions/bulk/{batch.pk}/undo/", secure=True)
    assert held(items, "priority") == [(Priority.NORMAL,)] * 3
    refused = client.post("/actions/bulk/drop/", {"items": ticked(items), "reason": ""}, secure=True).content.decode()
    assert "This field is required" in refused


def test_of_two_coordinators_the_second_sees_on_the_page_what_the_first_did(world, sign_in, items):
    client, before = sign_in(world.usa.coordinator), ticked(items)
    do(operations.reassign_items, world.usa.head, items[:1], assignee=world.usa.head)
    sent = {"items": before, "assignee": world.usa.negotiator.pk}
    page = client.post("/actions/bulk/reassign/", sent, secure=True).content.decode()
    assert f"Meanwhile somebody else changed {items[0].reference}." in page
    assert page.count("changed meanwhile") == 1
    assert f'name="without" value="{items[0].pk}"' in page
    # What stands there now is what the next press has seen.
    assert all(page.count(f'value="{each}"') == 5 for each in ticked(items))
    client.post("/actions/bulk/reassign/", sent | {"without": str(items[0].pk)}, secure=True)
    negotiator = world.usa.negotiator.pk
    assert [who for (who,) in held(items, "assignee_id")] == [world.usa.head.pk, negotiator, negotiator]
    bare = {"items": [str(item.pk) for item in items], "reason": "x"}
    assert "somebody else changed" in client.post("/actions/bulk/drop/", bare, secure=True).content.decode()
    chained = client.post("/actions/bulk/chain/", {"items": ticked(items)}, secure=True, follow=True)
    assert "Each of them waits for the one before." in chained.content.decode()


def test_a_file_has_what_is_shown_and_no_formulas(world, sign_in, items):
    with reading_as(Reader("USA")):
        ActionItem.objects.filter(pk=items[1].pk).update(title='=HYPERLINK("x")')
    client = sign_in(world.usa.member)
    text = client.get("/actions/action-items.csv?words=HYPER", secure=True).content.decode("utf-8-sig")
    assert text.splitlines()[1].startswith(f'{items[1].reference},"\'=HYPERLINK(""x"")",USA,')
    assert len(text.splitlines()) == 2
    assert client.get("/actions/action-items.xlsx", secure=True).content[:2] == b"PK"
    assert client.get("/actions/action-items.exe", secure=True).status_code == 404


@pytest.mark.parametrize(
    ("act", "facts"),
    [
        ("reassign_item", {"assignee": None}),
        ("reschedule_item", {"due_on": date(2090, 5, 1)}),
        ("drop_item", {"reason": "Not needed."}),
    ],
)
def test_what_a_coordinator_changes_in_one_item_is_undone_for_an_hour(world, items, sign_in, act, facts):
    one, actor = items[0], world.usa.coordinator
    before = held([one], "assignee_id", "status", "due_on", "settled_at")
    now = timezone.now()
    with reading_as(actor.reader):
        getattr(operations, act)(item=one, actor=actor, now=now, **facts)
    assert held([one], "assignee_id", "status", "due_on", "settled_at") != before
    client = sign_in(actor)
    page = client.get(one.get_absolute_url(), secure=True).content.decode()
    [address] = re.findall(r'action="(/actions/bulk/[^"]+/undo/)"', page)
    assert client.post(address, secure=True).status_code == 302
    assert held([one], "assignee_id", "status", "due_on", "settled_at") == before
    assert address not in client.get(one.get_absolute_url(), secure=True).content.decode()
