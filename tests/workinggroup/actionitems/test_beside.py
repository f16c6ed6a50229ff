"""What stands beside an item: its checklist, each side's own note, who supports it and who watches it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.core.seen import ChangedMeanwhile, digest
from portal.notifications.models import Notice
from tests.factories.pages import seen_on
from tests.factories.people import close_account, move, reload_user
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.lines import lines_of
from workinggroup.actionitems.models import ItemFollower, ItemNote, ItemStep
from workinggroup.actionitems.states import ProgressRating

TODAY = NOW.date()


@scene
def item(world):
    follow_up = make_follow_up(world.sec.coordinator)
    statement = make_statement(world.sec.coordinator, follow_up)
    commitment = make_commitment(world.sec.coordinator, statement, supporting=["MEX"])
    return make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)


@scene
def steps(world, item):
    with reading_as(world.usa.member.reader):
        return [operations.add_step(item=item, actor=world.usa.member, text=text) for text in ("One", "Two", "Three")]


def do(operation, actor, **facts):
    with reading_as(actor.reader):
        return operation(actor=actor, **facts)


def checklist(code="USA"):
    with reading_as(Reader(code)):
        rows = ItemStep.objects.order_by("number").values_list("text", "done_by_name")
        return [f"{text} {name}".strip() for text, name in rows]


def told(person, event="followed"):
    with reading_as(person.reader):
        return Notice.objects.filter(person=person, event=f"workinggroup.actionitem.{event}").count()


def test_steps_are_ticked_moved_and_removed(world, item, steps):
    member = world.usa.member
    do(operations.tick_step, member, step=steps[1], now=NOW, is_done=True)
    do(operations.tick_step, world.usa.coordinator, step=steps[1], now=NOW, is_done=True)
    do(operations.move_step, member, step=steps[1])
    do(operations.move_step, member, step=steps[1])
    assert checklist("MEX") == [f"Two {member.name}", "One", "Three"]
    with reading_as(Reader("MEX")):
        line = lines_of([item.pk], TODAY)[item.pk]
    assert (line.steps, line.steps_done) == (3, 1)
    do(operations.tick_step, member, step=steps[1], now=NOW, is_done=False)
    do(operations.remove_step, member, step=steps[0])
    with pytest.raises(operations.StepIsGone):
        do(operations.tick_step, member, step=steps[0], now=NOW, is_done=True)
    do(operations.add_step, member, item=item, text="Four")
    assert checklist() == ["Two", "Three", "Four"]


def test_others_only_read_the_checklist_and_a_settled_one_stays(world, item, steps):
    for person in (world.usa.negotiator, world.mex.coordinator):
        with pytest.raises(NotAllowed):
            do(operations.tick_step, person, step=steps[0], now=NOW, is_done=True)
    facts = {"item": item, "now": NOW, "standing": ProgressRating.DONE, "text": "It is there."}
    do(operations.report_progress, world.usa.member, **facts)
    with pytest.raises(operations.ItemIsSettled):
        do(operations.tick_step, world.usa.member, step=steps[0], now=NOW, is_done=True)


def test_a_checklist_is_not_endless(world, item, steps, monkeypatch):
    monkeypatch.setattr("workinggroup.actionitems.operations.steps.MOST_STEPS", 3)
    with pytest.raises(operations.TooManySteps, match="3"):
        do(operations.add_step, world.usa.member, item=item, text="Four")


def test_a_note_is_its_own_sides_alone(world, item):
    do(operations.note_item, world.usa.member, item=item, now=NOW, text="Ask Mexico first.")
    do(operations.note_item, world.mex.negotiator, item=item, now=NOW, text="They will ask us.")
    seen = {}
    for code in ("USA", "MEX", "GTM", "SEC", "CAN"):
        with reading_as(Reader(code)):
            seen[code] = list(ItemNote.objects.values_list("text", flat=True))
            told_of = Entry.objects.filter(action="workinggroup.actionitem.noted").count()
            assert told_of == len(seen[code])
    assert seen == {"USA": ["Ask Mexico first."], "MEX": ["They will ask us."], "GTM": [], "SEC": [], "CAN": []}
    with pytest.raises(NotAllowed):
        do(operations.note_item, world.usa.observer, item=item, now=NOW, text="x")
    with pytest.raises(ChangedMeanwhile):
        do(operations.note_item, world.usa.head, item=item, now=NOW, text="x", seen=digest({"text": ""}))
    with pytest.raises(IntegrityError), reading_as(Reader("USA")), transaction.atomic():
        ItemNote.objects.update(releasable_to=["USA", "MEX"])


def test_whoever_sees_an_item_watches_it_and_only_the_own_side_knows(world, item):
    for person in (world.mex.member, world.usa.negotiator, world.usa.member):
        do(operations.watch_item, person, item=item)
        do(operations.watch_item, person, item=item)
    do(operations.add_supporter, world.usa.member, item=item, now=NOW, person=world.usa.head)
    with pytest.raises(NotAllowed):
        do(operations.watch_item, world.can.member, item=item)
    with pytest.raises(operations.NotInYourDelegation):
        do(operations.add_supporter, world.usa.member, item=item, now=NOW, person=world.mex.member)
    with reading_as(Reader("MEX")):
        assert {row.person_id for row in ItemFollower.objects.all()} == {world.mex.member.pk, world.usa.head.pk}
    assert told(world.usa.head, "supported") == 1
    facts = {"item": item, "now": NOW, "due_on": date(2026, 5, 1)}
    do(operations.reschedule_item, world.usa.coordinator, **facts)
    people = (world.mex.member, world.usa.negotiator, world.usa.head, world.usa.member, world.gtm.member)
    # Its owner hears of it as its owner.
    assert [told(person) for person in people] == [1, 1, 1, 0, 0]
    do(operations.stop_watching, world.mex.member, item=item)
    do(operations.remove_supporter, world.usa.head, item=item, person=world.usa.head)
    with reading_as(Reader("USA")):
        assert {row.person_id for row in ItemFollower.objects.all()} == {
            world.usa.negotiator.pk, world.usa.member.pk,
        }  # fmt: skip


def test_another_delegation_supports_an_item_by_one_of_its_own_people(world, item, sign_in):
    """It makes nothing its own; it alone says when that ends; the neutral secretariat and who sees nothing do not."""
    path = item.get_absolute_url()
    client = sign_in(world.mex.coordinator)
    assert f"{path}support/" in client.get(path, secure=True).content.decode()
    assert client.post(f"{path}support/", {"person": world.mex.member.pk}, secure=True).status_code == 302
    page = sign_in(world.usa.member).get(path, secure=True).content.decode()
    assert "member.mex" in page
    assert [told(person, "backed") for person in (world.usa.member, world.usa.coordinator, world.mex.member)] == [
        1,
        1,
        0,
    ]
    assert told(world.mex.member, "supported") == 1
    for actor, person in ((world.usa.coordinator, world.mex.member), (world.gtm.member, world.gtm.head)):
        with pytest.raises((NotAllowed, operations.NotInYourDelegation)):
            do(operations.add_supporter, actor, item=item, now=NOW, person=person)
    with pytest.raises(NotAllowed):
        do(operations.add_supporter, world.sec.coordinator, item=item, now=NOW, person=world.sec.coordinator)
    with pytest.raises(NotAllowed):
        do(operations.remove_supporter, world.usa.coordinator, item=item, person=world.mex.member)
    do(operations.reschedule_item, world.usa.coordinator, item=item, now=NOW, due_on=date(2026, 5, 1))
    assert told(world.mex.member) == 1
    assert client.post(f"{path}support-no-more/", {"person": world.mex.member.pk}, secure=True).status_code == 302
    with reading_as(Reader("USA")):
        assert not ItemFollower.objects.filter(person=world.mex.member).exists()


def test_who_changes_sides_supports_and_watches_no_more_for_the_side_that_they_left(world, item, sign_in):
    """The side that named them says so at once; the portal sees to it by itself."""
    for person in (world.usa.head, world.usa.negotiator):
        do(operations.add_supporter, world.usa.member, item=item, now=NOW, person=person)
    do(operations.watch_item, world.usa.negotiator, item=item)
    do(operations.watch_item, world.mex.member, item=item)
    move(world.usa.head, "MEX", role="member")
    move(world.usa.negotiator, "MEX", role="member")
    moved = reload_user(world.usa.head)
    with pytest.raises(NotAllowed):
        do(operations.remove_supporter, world.mex.coordinator, item=item, person=moved)
    path = item.get_absolute_url()
    answer = sign_in(world.usa.member).post(f"{path}support-no-more/", {"person": moved.pk}, secure=True)
    assert answer.status_code == 302
    with reading_as(Reader("USA")):
        assert {row.person_id for row in ItemFollower.objects.all()} == {world.usa.negotiator.pk}
    operations.free_items(now=NOW)
    operations.free_items(now=NOW)
    with reading_as(Reader("USA")):
        assert not ItemFollower.objects.exists()
        acts = Entry.objects.filter(action__in=[
            "workinggroup.actionitem.unsupported", "workinggroup.actionitem.watcher_left",
        ])  # fmt: skip
        assert acts.count() == 3
    with reading_as(Reader("MEX")):
        assert {row.person_id for row in ItemFollower.objects.all()} == {world.mex.member.pk}
        assert not Entry.objects.filter(action="workinggroup.actionitem.watcher_left").exists()


def test_what_is_settled_within_a_side_is_not_told_to_who_follows(world, item):
    do(operations.watch_item, world.mex.member, item=item)
    facts = {"item": item, "now": NOW, "due_on": date(2026, 6, 1), "reason": "Too short."}
    do(operations.ask_more_time, world.usa.member, **facts)
    assert told(world.mex.member) == 0


def test_who_left_is_not_told_and_their_coordinators_are(world, item):
    do(operations.watch_item, world.usa.negotiator, item=item)
    do(operations.watch_item, world.mex.member, item=item)
    close_account(world.usa.negotiator)
    close_account(world.usa.member)
    assert operations.free_items(now=NOW) == 1
    assert told(world.mex.member) == 1
    with reading_as(Reader("USA", world.usa.negotiator.pk)):
        assert not Notice.objects.filter(event="workinggroup.actionitem.followed").exists()
    assert told(world.usa.coordinator, "left") == 1


def test_the_page_shows_each_side_what_is_its_own(world, sign_in, item, steps):
    path = f"/actions/{item.pk}/"
    client = sign_in(world.usa.member)
    said = {"text": "Ask Mexico first.", "seen": seen_on(client, f"{path}note/")}
    assert client.post(f"{path}note/", said, secure=True).status_code == 302
    client.post(f"{path}steps/tick/", {"step": steps[0].pk, "is_done": "on"}, secure=True)
    client.post(f"{path}support/", {"person": world.usa.head.pk}, secure=True)
    client.post(f"{path}watch/", {}, secure=True)
    page = client.get(path, secure=True).content.decode()
    assert "Ask Mexico first." in page
    assert "1/3" in page
    assert "Watch no more" in page
    theirs = sign_in(world.mex.member).get(path, secure=True).content.decode()
    assert "Ask Mexico first." not in theirs
    assert world.usa.head.name in theirs
    assert 'name="is_done"' not in theirs
    for ending in ("csv", "xlsx"):
        assert b"Ask Mexico" not in client.get(f"/actions/action-items.{ending}", secure=True).content
    assert "1 of 3 steps" in client.get("/actions/", secure=True).content.decode()
    client.post(f"{path}steps/tick/", {"step": steps[0].pk}, secure=True)
    assert checklist() == ["One", "Two", "Three"]
