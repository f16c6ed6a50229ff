"""What waits on whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.agendas.operations import answer_proposal, propose_item
from meetings.negotiation.operations.speaking import take_position
from meetings.participants.operations import answer_invitation
from meetings.statements.models import ParagraphVersion
from portal.core.reader import reading_as
from tests.factories.texts import at, propose
from tests.factories.work import (
    NOW,
    make_action_item,
    make_commitment,
    make_follow_up,
    make_item,
    make_meeting,
    make_negotiation,
    make_participant,
    make_statement,
)
from tests.scenes import scene
from workinggroup.actionitems.operations import ask_more_time, report_progress, verify_item
from workinggroup.desk.queries import desk_of, waiting_on


@scene
def statement(world):
    return make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))


def waits(user, now=NOW):
    with reading_as(user.reader):
        return [(wait.act, wait.thing, wait.days) for wait in waiting_on(user, now=now).shown]


def test_a_new_statement_waits_on_the_secretariat(world, statement):
    assert waits(world.sec.coordinator) == [("Confirm the commitments of:", "Joint statement", None)]
    assert waits(world.sec.member) == waits(world.usa.coordinator) == []


def test_a_commitment_without_lead_waits_on_the_secretariat(world, statement):
    make_commitment(world.sec.coordinator, statement, lead=None)
    assert waits(world.sec.coordinator) == [("Name who leads:", "1 commitment without a lead", None)]


def test_a_commitment_without_item_waits_on_its_leads_coordinator(world, statement):
    make_commitment(world.sec.coordinator, statement, lead="USA")
    assert waits(world.usa.coordinator) == [
        ("Assign an action item:", "The delegations will publish a common guide.", None)
    ]
    assert waits(world.usa.head) == waits(world.usa.coordinator)
    assert waits(world.usa.member) == waits(world.mex.coordinator) == []


def test_an_item_waits_on_its_owner_or_on_the_coordinator(world, statement):
    commitment = make_commitment(world.sec.coordinator, statement, lead="USA")
    make_action_item(world.usa.coordinator, commitment, title="Owned", assignee=world.usa.member)
    make_action_item(world.usa.coordinator, commitment, title="Unowned", due_on=NOW.date() + timedelta(3))
    assert waits(world.usa.member) == [("Accept or refuse:", "Owned", 20)]
    assert waits(world.usa.coordinator) == [("Name an owner:", "Unowned", 3)]


def test_a_proposed_item_waits_on_the_other_delegations_until_they_answer(world):
    meeting = make_meeting(world.sec.coordinator)
    make_item(world.sec.coordinator, meeting)
    words = {"en": "Pensions", "es": "Pensiones"}
    mexico = world.mex.coordinator
    with reading_as(mexico.reader):
        wish = propose_item(
            meeting=meeting, actor=mexico, now=NOW, title=words, minutes=5, answer_by=NOW + timedelta(days=9)
        )
    assert waits(world.usa.coordinator) == waits(world.gtm.head)
    assert [(act, days) for act, _thing, days in waits(world.usa.coordinator)] == [("Answer the proposal:", 9)]
    assert (
        waits(mexico) == waits(world.sec.coordinator) == waits(world.usa.member) == waits(world.can.coordinator) == []
    )
    with reading_as(world.usa.coordinator.reader):
        answer_proposal(proposal=wish, actor=world.usa.coordinator, now=NOW, view="none")
    assert waits(world.usa.coordinator) == []
    assert waits(world.gtm.coordinator, now=NOW + timedelta(days=10)) == []


def test_a_text_waits_on_those_who_speak_for_a_party_until_they_have(world):
    text = make_negotiation(world, make_meeting(world.sec.coordinator))
    assert [(act, days) for act, _thing, days in waits(world.usa.negotiator)] == [("Speak on the text:", 66)]
    assert waits(world.usa.member) == waits(world.sec.coordinator) == waits(world.can.head) == []
    with reading_as(world.usa.head.reader):
        for version in ParagraphVersion.objects.select_related("paragraph__statement__meeting"):
            take_position(version=version, actor=world.usa.head, now=NOW, value="agree")
    assert waits(world.usa.negotiator) == []
    assert text.get_absolute_url() not in str(waits(world.mex.member))


def test_a_listed_person_is_asked_whether_they_come_until_they_say_so(world):
    meeting = make_meeting(world.sec.coordinator)
    listed = make_participant(world.usa.coordinator, meeting, person=world.usa.member)
    assert [act for act, _thing, _days in waits(world.usa.member)] == ["Say whether you come:"]
    assert waits(world.usa.negotiator) == []
    with reading_as(world.usa.member.reader):
        answer_invitation(participant=listed, actor=world.usa.member, answer="coming")
    assert waits(world.usa.member) == []


def test_many_items_without_owner_are_one_thing_to_do(world, statement):
    commitment = make_commitment(world.sec.coordinator, statement, lead="USA")
    for days in (5, 3, 8, 9):
        make_action_item(world.usa.coordinator, commitment, due_on=NOW.date() + timedelta(days))
    assert waits(world.usa.coordinator) == [("Name owners:", "4 action items", 3)]


def test_a_full_desk_shows_the_nearest_and_counts_the_rest(world, statement):
    commitment = make_commitment(world.sec.coordinator, statement, lead="USA")
    for _ in range(27):
        make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    with reading_as(world.usa.member.reader):
        desk = desk_of(world.usa.member, now=NOW)
    assert (desk.waits.count, len(desk.waits.shown), desk.waits.hidden) == (27, 25, 2)


def test_the_nearest_comes_first_and_late_ones_say_so(world, statement):
    commitment = make_commitment(world.sec.coordinator, statement, lead="USA")
    for title, days in (("later", 30), ("soon", 2), ("late", 0)):
        make_action_item(
            world.usa.coordinator,
            commitment,
            title=title,
            assignee=world.usa.member,
            due_on=NOW.date() + timedelta(days),
        )
    found = waits(world.usa.member, NOW + timedelta(days=1))
    assert [(thing, days) for _act, thing, days in found] == [("late", -1), ("soon", 1), ("later", 29)]


def test_what_is_done_waits_on_a_second_person(world, statement):
    commitment = make_commitment(world.sec.coordinator, statement, lead="USA")
    item = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    with reading_as(world.usa.member.reader):
        report_progress(item=item, actor=world.usa.member, now=NOW, standing="done", text="x")
    assert waits(world.usa.member) == waits(world.mex.coordinator) == []
    assert waits(world.usa.coordinator) == waits(world.usa.head) == [("Verify:", "Write the guide", None)]
    with reading_as(world.usa.head.reader):
        verify_item(item=item, actor=world.usa.head, now=NOW)
    assert waits(world.usa.coordinator) == []


def test_who_asks_for_more_time_waits_on_the_coordinators(world, statement):
    commitment = make_commitment(world.sec.coordinator, statement, lead="USA")
    item = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    with reading_as(world.usa.member.reader):
        ask_more_time(item=item, actor=world.usa.member, now=NOW, due_on=NOW.date() + timedelta(30), reason="x")
    assert waits(world.usa.head) == [("Answer the request for more time:", "Write the guide", 20)]
    assert waits(world.mex.coordinator) == waits(world.sec.coordinator) == []


def report(person, item, now):
    with reading_as(person.reader):
        report_progress(item=item, actor=person, now=now, standing="on_track", text="x")


def test_what_was_just_reported_on_waits_again_after_a_week(world, statement):
    commitment = make_commitment(world.sec.coordinator, statement, lead="USA")
    item = make_action_item(world.usa.coordinator, commitment, title="Told", assignee=world.usa.member)
    make_action_item(world.usa.coordinator, commitment, title="Not told", assignee=world.usa.member)
    report(world.usa.member, item, NOW)
    for days in range(7):
        assert [thing for _act, thing, _days in waits(world.usa.member, NOW + timedelta(days))] == ["Not told"]
    later = [thing for _act, thing, _days in waits(world.usa.member, NOW + timedelta(7))]
    assert sorted(later) == ["Not told", "Told"]


def test_a_report_from_before_the_due_day_holds_no_longer_than_to_it(world, statement):
    commitment = make_commitment(world.sec.coordinator, statement, lead="USA")
    due = NOW.date() + timedelta(2)
    item = make_action_item(world.usa.coordinator, commitment, title="x", assignee=world.usa.member, due_on=due)
    report(world.usa.member, item, NOW)
    assert waits(world.usa.member, NOW + timedelta(2)) == []
    late = NOW + timedelta(3)
    assert waits(world.usa.member, late) == [("Report progress:", "x", -1)]
    report(world.usa.member, item, late)
    assert waits(world.usa.member, late) == []
    assert waits(world.usa.member, late + timedelta(7)) == [("Report progress:", "x", -8)]


def test_the_desk_counts_days_where_the_reader_lives(world, statement):
    with reading_as(world.usa.member.reader):
        desk = desk_of(world.usa.member, now=NOW)
    assert (str(desk.ministerial), desk.days) == ("Ministerial", 66)
    assert [deadline.label for deadline in desk.deadlines] == [
        "Today", "Call for agenda items ends", "Agenda is frozen", "Papers are circulated", "Credentials are due", "Ministerial",
    ]  # fmt: skip


def test_the_map_of_the_text_stands_beside_what_waits(world, sign_in):
    text = make_negotiation(world, make_follow_up(world.sec.coordinator, timezone.now().date() + timedelta(days=40)))
    with reading_as(world.usa.head.reader):
        first = ParagraphVersion.objects.select_related("paragraph__statement__meeting").order_by("paragraph__rank")[0]
        take_position(version=first, actor=world.usa.head, now=NOW, value="agree")
    page = sign_in(world.usa.negotiator).get("/", secure=True).content.decode()
    assert page.count('<li class="map__cell') == 4
    assert page.count("map__cell--ours") == 3
    assert f'href="{text.get_absolute_url()}p/p01/"' in page
    assert "0 of 3 paragraphs agreed or ad ref." in page
    assert "Framed: 3 wait on us." in page
    assert "wait on us, too" not in page
    after, told = at(world.mex.negotiator, text, 2)[0], [{"en": "New.", "es": "Nuevo."}]
    propose(world.mex.negotiator, text, kind="insert", paragraph=None, base=None, after=after, texts=told)
    page = sign_in(world.usa.negotiator).get("/", secure=True).content.decode()
    assert "Framed: 3 wait on us.</b> 1 heading or new paragraph waits on us, too." in page
    assert "map__cell--ours" not in sign_in(world.sec.coordinator).get("/", secure=True).content.decode()
    assert "map__cell" not in sign_in(world.can.coordinator).get("/", secure=True).content.decode()


def test_the_line_shows_the_deadlines_of_the_meeting_and_never_drops_ones_own(world, statement):
    commitment = make_commitment(world.sec.coordinator, statement, lead="USA")
    for days in (1, 24, 26, 30):
        make_action_item(
            world.usa.coordinator,
            commitment,
            assignee=world.usa.coordinator if days == 30 else world.usa.member,
            due_on=NOW.date() + timedelta(days),
        )
    with reading_as(world.usa.member.reader):
        line = desk_of(world.usa.member, now=NOW).deadlines
    assert [(point.label, point.second, point.is_ours) for point in line if point.is_named] == [
        ("Today", "yours: Tue 3 Mar", True),
        ("Call for agenda items ends", "yours: Thu 26 Mar, Sat 28 Mar", True),
        ("Agenda is frozen", "", False),
        ("Ministerial", "", True),
    ]
    assert [point.day.day for point in line] == [2, 3, 26, 28, 16, 23, 30, 7]


def test_an_empty_desk_says_what_comes_next(world, sign_in):
    page = sign_in(world.usa.member).get("/", secure=True).content.decode()
    assert "Nothing waits on you." in page
    assert "No follow-up ministerial is announced yet." in page


def test_the_administrators_desk_shows_accounts_and_no_content(world, sign_in):
    make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))
    page = sign_in(world.admin).get("/", secure=True).content.decode()
    assert "Accounts without a second factor" in page
    assert "Joint statement" not in page


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_desk_costs_the_same_queries_for_any_number(world, sign_in, count, django_assert_num_queries):
    from workinggroup.actionitems.models import ActionItem

    follow_up = make_follow_up(world.sec.coordinator, timezone.now().date() + timedelta(days=40))
    commitment = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up))
    one = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.coordinator)
    with reading_as(world.usa.coordinator.reader):
        copies = [
            ActionItem(
                commitment=commitment, delegation_id="USA", series="USA", number=number, title="x",
                assignee=world.usa.coordinator, due_on=timezone.now().date() + timedelta(days=number % 60), created_at=NOW,
                releasable_to=one.releasable_to, editable_by=one.editable_by,
            )
            for number in range(2, count + 1)
        ]  # fmt: skip
        ActionItem.objects.bulk_create(copies)
    client = sign_in(world.usa.coordinator)
    client.get("/meetings/", secure=True)
    with django_assert_num_queries(44):
        assert client.get("/", secure=True).status_code == 200
