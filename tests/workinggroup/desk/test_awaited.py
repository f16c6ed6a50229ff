"""What the delegations are waited for, on the desk of the secretariat."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from meetings.agendas.operations import answer_proposal, propose_item
from meetings.negotiation.operations.speaking import take_position
from meetings.participants.operations import answer_invitation
from meetings.rounds.models import Meeting
from meetings.statements.models import ParagraphVersion
from portal.core.reader import reading_as
from tests.factories.gaps import make_gap
from tests.factories.texts import propose
from tests.factories.work import (
    NOW,
    copy_item,
    make_action_item,
    make_commitment,
    make_credentials,
    make_follow_up,
    make_item,
    make_meeting,
    make_negotiation,
    make_participant,
    make_statement,
)
from tests.scenes import scene
from workinggroup.desk.queries import awaited_by, desk_of
from workinggroup.handling.operations import share


@scene
def commitment(world):
    return make_commitment(
        world.sec.coordinator, make_statement(world.sec.coordinator, held(world)), supporting=["MEX"]
    )


def held(world):
    """A meeting that nobody is waited for any more."""
    return make_meeting(world.sec.coordinator, date(2026, 2, 28), status="concluded")


def awaited(user, now=NOW):
    """By title: what, of whom, by when."""
    with reading_as(user.reader):
        return {
            group.title: [(row.thing, row.sides, row.days) for row in group.shown]
            for group in awaited_by(user, now=now)
        }


def test_late_items_and_items_without_owner_of_any_delegation(world, commitment):
    late = {"due_on": NOW.date() + timedelta(1)}
    make_action_item(world.usa.coordinator, commitment, title="Late", assignee=world.usa.member, **late)
    make_action_item(world.mex.coordinator, commitment, title="Nobody's")
    make_action_item(world.mex.coordinator, commitment, title="CANARY ours", only_us=True, **late)
    make_action_item(world.usa.coordinator, commitment, title="Fine", assignee=world.usa.member)
    assert awaited(world.sec.coordinator, NOW + timedelta(days=3)) == {
        "Late action items": [("TWG-2026-USA-GTM-MEX-001 Late", ("USA",), -2)],
        "Action items without an owner": [("TWG-2026-MEX-GTM-USA-001 Nobody's", ("MEX",), 17)],
    }
    assert awaited(world.sec.member, NOW + timedelta(days=3)) == awaited(world.sec.coordinator, NOW + timedelta(days=3))


def test_the_cell_is_awaited_by_references_of_what_the_secretariat_reads(world, commitment):
    """Of what it does not read it learns nothing, and of the rest which thing waits on whom, and not a word of it."""
    assert "Security gaps" not in awaited(world.sec.coordinator)
    gap = make_gap(world.mex.coordinator, ["MEX"], ["GTM", "USA"], title={"en": "CANARY gate", "es": "CANARY puerta"})
    make_gap(world.gtm.coordinator, ["GTM"], ["MEX"])
    before = awaited(world.sec.coordinator)
    assert not {"Security gaps", "Requests for information", "Plans that wait for consent"} & set(before)
    with reading_as(world.mex.coordinator.reader):
        share(thing=gap, actor=world.mex.coordinator, now=NOW, sides=["SEC"])
    found = awaited(world.sec.coordinator)
    assert [(thing, sides) for thing, sides, _days in found["Security gaps"]] == [(gap.reference, ("MEX",))]
    assert "CANARY" not in str(found)


def test_credentials_are_awaited_until_they_are_there(world):
    meeting = make_meeting(world.sec.coordinator)
    found = awaited(world.sec.coordinator)
    assert found["Credentials"] == [("Ministerial", ("GTM", "MEX", "USA"), 66 - 7)]
    assert found["Lists of participants"] == [("Ministerial", ("GTM", "MEX", "USA"), 66)]
    make_credentials(world.usa.coordinator, meeting)
    make_participant(world.mex.coordinator, meeting)
    found = awaited(world.sec.coordinator)
    assert found["Credentials"] == [("Ministerial", ("GTM", "MEX"), 66 - 7)]
    assert found["Lists of participants"] == [("Ministerial", ("GTM", "USA"), 66)]


def test_people_on_a_list_are_waited_for_until_they_answer_and_again_when_it_moved(world):
    meeting = make_meeting(world.sec.coordinator)
    listed = make_participant(world.usa.coordinator, meeting, person=world.usa.member)
    make_participant(world.mex.coordinator, meeting, "Somebody without account")
    assert awaited(world.sec.coordinator)["Answers of participants"] == [("Ministerial", ("USA",), 66)]
    with reading_as(world.usa.member.reader):
        answer_invitation(participant=listed, actor=world.usa.member, answer="coming")
    assert "Answers of participants" not in awaited(world.sec.coordinator)
    with reading_as(world.sec.coordinator.reader):
        Meeting.objects.update(schedule_version=2)
    assert awaited(world.sec.coordinator)["Answers of participants"] == [("Ministerial", ("USA",), 66)]


def test_answers_to_a_proposed_item_are_awaited_of_those_who_have_not_answered(world):
    meeting = make_meeting(world.sec.coordinator)
    make_item(world.sec.coordinator, meeting)
    mexico, words = world.mex.coordinator, {"en": "Pensions", "es": "Pensiones"}
    with reading_as(mexico.reader):
        wish = propose_item(
            meeting=meeting, actor=mexico, now=NOW, title=words, minutes=5, answer_by=NOW + timedelta(days=9)
        )
    title = "Answers to proposed items"
    assert awaited(world.sec.coordinator)[title] == [("Pensions", ("GTM", "USA"), 9)]
    with reading_as(world.usa.coordinator.reader):
        answer_proposal(proposal=wish, actor=world.usa.coordinator, now=NOW, view="none")
    assert awaited(world.sec.coordinator)[title] == [("Pensions", ("GTM",), 9)]
    assert title not in awaited(world.sec.coordinator, NOW + timedelta(days=10))


def test_paragraphs_are_not_settled_until_all_parties_agree(world):
    text = make_negotiation(world, make_meeting(world.sec.coordinator))
    title = "Paragraphs that are not settled"
    assert awaited(world.sec.coordinator)[title] == [("Joint statement", ("GTM", "MEX", "USA"), 66)]
    assert title not in awaited(world.can.coordinator)

    def speak(person, value, **of):
        with reading_as(person.reader):
            for version in ParagraphVersion.objects.filter(**of).select_related("paragraph__statement__meeting"):
                take_position(version=version, actor=person, now=NOW, value=value)

    speak(world.usa.head, "agree")
    speak(world.mex.head, "object")
    assert awaited(world.sec.coordinator)[title] == [("Joint statement", ("GTM",), 66)]
    speak(world.gtm.head, "agree_ad_ref")

    def shown():
        with reading_as(world.sec.coordinator.reader):
            [group] = [group for group in awaited_by(world.sec.coordinator, now=NOW) if group.title == title]
        [row] = group.shown
        return row.sides, row.why

    assert shown() == ((), "3 of 3 paragraphs are not settled. Every party has spoken.")
    speak(world.mex.head, "agree", paragraph__kind="paragraph")
    assert shown() == (
        (),
        "All paragraphs are settled; the title, a heading or a proposed paragraph is not. Every party has spoken.",
    )
    speak(world.mex.head, "agree")
    assert title not in awaited(world.sec.coordinator)
    propose(
        world.usa.negotiator,
        text,
        kind="insert",
        paragraph=None,
        base=None,
        after=None,
        texts=[{"en": "New.", "es": "Nuevo."}],
    )
    sides, why = shown()
    assert sides == ("GTM", "MEX")
    assert why == (
        "All paragraphs are settled; the title, a heading or a proposed paragraph is not. Not spoken on yet: GTM 1 paragraph;"
        " MEX 1 paragraph."
    )


def test_the_desk_of_the_secretariat_shows_it_and_other_desks_do_not(world, commitment, sign_in):
    make_action_item(world.mex.coordinator, commitment, title="Nobody's", due_on=timezone.now().date())
    page = sign_in(world.sec.member).get("/", secure=True).content.decode()
    assert "Waits on the delegations" in page
    assert "TWG-2026-MEX-GTM-USA-001 Nobody" in page
    for person in (world.usa.coordinator, world.mex.member):
        assert "Waits on the delegations" not in sign_in(person).get("/", secure=True).content.decode()


def test_a_desk_that_waits_for_nobody_says_so(world, sign_in):
    page = sign_in(world.sec.coordinator).get("/", secure=True).content.decode()
    assert "Nothing that the secretariat may see waits on a delegation." in page


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_desk_of_the_secretariat_costs_the_same_queries_for_any_number(
    world, sign_in, count, django_assert_num_queries
):
    today = timezone.now().date()
    follow_up = make_follow_up(world.sec.coordinator, today + timedelta(days=40))
    make_negotiation(world, follow_up)
    make_participant(world.usa.coordinator, follow_up, person=world.usa.member)
    one = make_action_item(
        world.usa.coordinator,
        make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up)),
        due_on=today,
    )
    copy_item(one, range(2, count + 1))
    if count > 1:
        copies = [_copy(follow_up, number) for number in range(min(count, 50))]
        with reading_as(world.sec.coordinator.reader):
            Meeting.objects.bulk_create(copies)
    client = sign_in(world.sec.coordinator)
    client.get("/meetings/", secure=True)
    with django_assert_num_queries(49):
        assert client.get("/", secure=True).status_code == 200


def _copy(meeting, number):
    facts = {field.attname: getattr(meeting, field.attname) for field in Meeting._meta.concrete_fields}
    for own in ("id", "slug", "guests", "number", "series_id", "follows_id"):
        facts.pop(own)
    return Meeting(slug=f"copy-{number}", **facts)


def test_a_long_list_shows_the_first_and_counts_the_rest(world, commitment):
    one = make_action_item(world.usa.coordinator, commitment)
    copy_item(one, range(2, 12))
    with reading_as(world.sec.coordinator.reader):
        desk = desk_of(world.sec.coordinator, now=NOW)
    assert [(group.count, len(group.shown), group.hidden) for group in desk.awaited] == [(11, 6, 5)]
