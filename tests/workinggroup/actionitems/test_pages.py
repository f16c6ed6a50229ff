"""The pages of action items."""

from datetime import date
from uuid import uuid4

import pytest

from portal.core.reader import Reader, reading_as
from tests.factories.pages import seen_on
from tests.factories.work import (
    NOW,
    copy_item,
    make_action_item,
    make_commitment,
    make_follow_up,
    make_meeting,
    make_statement,
)
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.models import ActionItem, ItemChange
from workinggroup.actionitems.states import ProgressRating

TODAY = NOW.date()


@scene
def follow_up(world):
    return make_follow_up(world.sec.coordinator)


@scene
def commitment(world, follow_up):
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up), supporting=["MEX"])


def report(item, actor, standing=ProgressRating.ON_TRACK, text="Going well.", now=NOW):
    with reading_as(actor.reader):
        return operations.report_progress(item=item, actor=actor, now=now, standing=standing, text=text)


@scene
def coming(world):
    """A commitment whose follow-up lies ahead of the real clock."""
    follow_up = make_follow_up(world.sec.coordinator, date(2090, 5, 4))
    return make_commitment(
        world.sec.coordinator, make_statement(world.sec.coordinator, follow_up), supporting=["MEX"]
    ), follow_up


def form(**facts):
    values = {"title": "Write the guide", "due_on": "2090-01-02"}
    return values | facts


def test_the_coordinator_assigns_on_the_page(world, sign_in, coming):
    commitment, follow_up = coming
    client = sign_in(world.usa.coordinator)
    path = f"/commitments/{commitment.pk}/assign/"
    page = client.get(path, secure=True).content.decode()
    assert "member.usa" in page
    assert "member.mex" not in page
    data = form(assignee=world.usa.member.pk, due_on="", weeks_before="4", counted_from=follow_up.pk, key=uuid4())
    for _ in range(2):
        answer = client.post(path, data, secure=True)
        assert answer.status_code == 302
    with reading_as(Reader("USA")):
        item = ActionItem.objects.get()
    assert (item.assignee, item.due_on) == (world.usa.member, date(2090, 4, 6))
    text = client.get(answer["Location"], secure=True).content.decode()
    assert "4 weeks before Ministerial; it moves with it" in text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"title": ""}, "This field is required"),
        ({"due_on": ""}, "Give either a day, or a number of weeks"),
        ({"weeks_before": "2"}, "Give either a day, or a number of weeks"),
        ({"due_on": "2020-01-01"}, "is in the past"),
        ({"due_on": "", "weeks_before": "-1"}, "greater than or equal to 0"),
        ({"due_on": "", "weeks_before": "9999"}, "less than or equal to"),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"assignee": "00000000-0000-4000-8000-000000000000"}, "Select a valid choice"),
    ],
)
def test_a_bad_form_says_what_is_wrong(world, sign_in, coming, facts, words):
    commitment, follow_up = coming
    data = form(counted_from=follow_up.pk) | facts
    page = (
        sign_in(world.usa.coordinator).post(f"/commitments/{commitment.pk}/assign/", data, secure=True).content.decode()
    )
    assert words in page
    with reading_as(Reader("USA")):
        assert not ActionItem.objects.exists()


def test_anothers_member_is_no_choice(world, sign_in, coming):
    data = form(assignee=world.mex.member.pk)
    page = (
        sign_in(world.usa.coordinator).post(f"/commitments/{coming[0].pk}/assign/", data, secure=True).content.decode()
    )
    assert "Select a valid choice" in page


def test_the_member_reports_on_the_page(world, sign_in, coming):
    item = make_action_item(world.usa.coordinator, coming[0], assignee=world.usa.member)
    client = sign_in(world.usa.member)
    path = item.get_absolute_url()
    assert (
        client.post(path, {"standing": "at_risk", "text": "Half of it.\nThe rest waits."}, secure=True).status_code
        == 302
    )
    page = client.get(path, secure=True).content.decode()
    assert "Half of it.<br>The rest waits." in page
    assert client.post(path, {"standing": "done", "text": "Done."}, secure=True).status_code == 302
    assert "Record the report" not in client.get(path, secure=True).content.decode()
    refused = client.post(path, {"standing": "done", "text": "Again."}, secure=True).content.decode()
    assert "This action item is settled" in refused


def test_the_coordinator_changes_owner_and_date_on_the_page(world, sign_in, coming):
    item = make_action_item(world.usa.coordinator, coming[0], due_on=date(2090, 1, 2))
    client = sign_in(world.usa.coordinator)
    path = item.get_absolute_url()
    owner, due = ({"seen": seen_on(client, f"{path}change/", field)} for field in ("assignee", "due_on"))
    client.post(f"{path}reassign/", owner | {"assignee": world.usa.member.pk}, secure=True)
    client.post(f"{path}reschedule/", due | {"due_on": "2091-01-02", "weeks_before": ""}, secure=True)
    with reading_as(Reader("USA")):
        found = ActionItem.objects.get()
    assert (found.assignee, found.due_on) == (world.usa.member, date(2091, 1, 2))
    past = {"seen": seen_on(client, f"{path}change/", "due_on"), "due_on": "2020-01-02"}
    assert "is in the past" in client.post(f"{path}reschedule/", past, secure=True).content.decode()


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_list_costs_the_same_queries_for_any_number(world, sign_in, commitment, count, django_assert_num_queries):
    one = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    copy_item(one, range(2, count + 1), assignee=world.usa.member)
    client = sign_in(world.mex.member)
    client.get("/", secure=True)
    with django_assert_num_queries(20):
        assert client.get("/actions/", secure=True).status_code == 200


def test_a_meeting_without_follow_up_offers_no_weeks(world, sign_in):
    statement = make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator))
    commitment = make_commitment(world.sec.coordinator, statement)
    page = sign_in(world.usa.coordinator).post(
        f"/commitments/{commitment.pk}/assign/", form(due_on="", weeks_before="2"), secure=True
    )
    assert "There is no follow-up ministerial to count from" in page.content.decode()


def test_the_owner_answers_on_the_page(world, sign_in, coming):
    item = make_action_item(world.usa.coordinator, coming[0], assignee=world.usa.member, due_on=date(2090, 1, 2))
    path, client, coordinator = item.get_absolute_url(), sign_in(world.usa.member), sign_in(world.usa.coordinator)
    assert "Refuse or hand on" in client.get(path, secure=True).content.decode()
    assert "Say why" not in client.post(f"{path}refuse/", {"reason": "x" * 2001}, secure=True).content.decode()
    client.post(f"{path}accept/", secure=True)
    asked = client.post(f"{path}more-time/", {"due_on": "2090-03-01", "reason": "CANARY"}, secure=True)
    assert asked.status_code == 302
    page = coordinator.get(path, secure=True).content.decode()
    assert "CANARY" in page
    assert "CANARY" not in sign_in(world.mex.coordinator).get(path, secure=True).content.decode()
    with reading_as(Reader("USA")):
        request = item.time_requests.get()
    coordinator.post(f"{path}grant-time/", {"asked": request.pk}, secure=True)
    late = coordinator.post(f"{path}refuse-time/", {"asked": request.pk, "reason": "No."}, secure=True, follow=True)
    assert "This request is not open any more." in late.content.decode()
    client.post(f"{path}hand-on/", {"assignee": world.usa.negotiator.pk}, secure=True)
    with reading_as(Reader("USA")):
        found = ActionItem.objects.get()
    assert (found.status, found.assignee, found.due_on) == ("proposed", world.usa.negotiator, date(2090, 3, 1))


def test_the_coordinator_verifies_drops_and_opens_again_on_the_page(world, sign_in, coming):
    item = make_action_item(world.usa.coordinator, coming[0], assignee=world.usa.member, due_on=date(2090, 1, 2))
    report(item, world.usa.member, ProgressRating.DONE)
    path, client = item.get_absolute_url(), sign_in(world.usa.coordinator)
    states = []
    for act, facts in (("verify", {}), ("reopen", {"reason": "Page 4."}), ("drop", {"reason": "Not needed."})):
        assert client.post(f"{path}{act}/", facts, secure=True).status_code == 302
        with reading_as(Reader("MEX")):
            states.append(ActionItem.objects.get().status)
    assert states == ["verified", "in_progress", "dropped"]
    page = sign_in(world.mex.member).get(path, secure=True).content.decode()
    assert "Not needed." in page
    assert "Page 4." in page
    assert "settled" in client.post(f"{path}drop/", {"reason": "Again."}, secure=True).content.decode()


@pytest.mark.parametrize("count", [1, 3, 400])
def test_an_item_costs_the_same_queries_for_any_history(world, sign_in, commitment, count, django_assert_num_queries):
    item = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    with reading_as(Reader("USA")):
        one = item.changes.get()
        marks = {"releasable_to": one.releasable_to, "editable_by": one.editable_by}
        facts = marks | {"item": item, "change": "reassigned", "author_name": "A", "at": NOW}
        ItemChange.objects.bulk_create(ItemChange(**facts) for _ in range(count))
    client = sign_in(world.usa.member)
    client.get("/", secure=True)
    with django_assert_num_queries(20):
        assert client.get(item.get_absolute_url(), secure=True).status_code == 200
