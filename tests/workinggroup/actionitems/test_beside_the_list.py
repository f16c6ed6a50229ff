"""What the list says beside its rows: how long before the ministerial each is due, where all came from, who is told."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from portal.audit.remembered import this_moment
from portal.core.reader import reading_as
from tests.factories.work import (
    NOW,
    conclude,
    make_action_item,
    make_commitment,
    make_follow_up,
    make_item,
    make_meeting,
    make_round,
    make_statement,
)
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.filtering import ItemFilter
from workinggroup.actionitems.lines import lines_of
from workinggroup.actionitems.queries import action_list
from workinggroup.reminders.cadence import Rung, read_cadence, usual_cadences
from workinggroup.reminders.explaining import told_after
from workinggroup.signals import said_beside_items

TODAY = NOW.date()


@scene
def meeting(world):
    return make_follow_up(world.sec.coordinator, date(2090, 5, 4))


@scene
def commitment(world, meeting):
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, meeting), supporting=["MEX"])


def line(person, item, today=TODAY, **facts):
    with reading_as(person.reader):
        return lines_of([item.pk], today, this_moment(), **facts)[item.pk]


def words(person, item):
    with override("en"):
        return line(person, item).days_before


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2090, 3, 25), "40 days"), (date(2090, 5, 3), "1 day"), (date(2090, 5, 4), "same day"),
        (date(2090, 5, 5), "1 day after"), (date(2090, 5, 9), "5 days after"),
    ],
)  # fmt: skip
def test_the_days_lie_between_the_due_day_and_the_ministerial(world, commitment, due, said):
    assert words(world.mex.member, make_action_item(world.usa.coordinator, commitment, due_on=due)) == said


def test_it_is_the_ministerial_that_the_item_leads_to(world, meeting, commitment):
    """The one it is counted from, else the nearest of its own delegation: experts' meetings and those held count for none."""
    make_meeting(world.sec.coordinator, date(2090, 1, 9), level="technical", follows=meeting)
    conclude(make_meeting(world.sec.coordinator, date(2090, 1, 10), follows=meeting))
    item = make_action_item(world.usa.coordinator, commitment, due_on=date(2090, 1, 1))
    assert line(world.usa.member, item).before == 123
    counted = make_action_item(world.usa.coordinator, commitment, counted_from=meeting, weeks_before=1)
    sooner = make_meeting(world.sec.coordinator, date(2090, 2, 1), follows=meeting)
    assert line(world.usa.member, item).before == 31
    assert line(world.usa.member, counted).before == 7
    assert line(world.usa.member, item, is_listed=False).before is None
    assert line(world.usa.member, item, today=sooner.starts_on).before == 31
    assert line(world.usa.member, item, today=sooner.starts_on + timedelta(days=1)).before == 123


def test_a_meeting_that_the_reader_may_not_see_counts_for_nothing(world, meeting, commitment):
    item = make_action_item(world.usa.coordinator, commitment, due_on=date(2090, 1, 1))
    before = line(world.mex.member, item)
    among = {"delegations": ["USA", "GTM"], "follows": meeting}
    make_meeting(world.sec.coordinator, date(2090, 2, 1), **among)
    make_meeting(world.sec.coordinator, date(2090, 1, 20), status="draft", follows=meeting)
    assert line(world.mex.member, item) == before
    assert line(world.gtm.member, item).before == 31
    assert line(world.usa.member, item).before == 31


def test_a_delegation_counts_to_the_meetings_in_which_it_takes_part(world, meeting, commitment):
    make_meeting(world.sec.coordinator, date(2090, 2, 1), delegations=["MEX", "GTM"], follows=meeting)
    item = make_action_item(world.usa.coordinator, commitment, due_on=date(2090, 1, 1))
    assert line(world.sec.coordinator, item).before == 123


def test_what_is_settled_leads_to_none(world, commitment):
    item = make_action_item(world.usa.coordinator, commitment, due_on=date(2090, 1, 1))
    with reading_as(world.usa.coordinator.reader):
        operations.drop_item(item=item, actor=world.usa.coordinator, now=NOW, reason="Not needed.")
    assert line(world.usa.member, item).before is None


def test_without_a_ministerial_to_come_there_is_no_column(world, sign_in):
    held = make_meeting(world.sec.coordinator, date(2026, 2, 28), status="concluded")
    commitment = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, held))
    make_action_item(world.usa.coordinator, commitment, due_on=date(2090, 5, 3))
    client = sign_in(world.usa.member)
    page = client.get("/actions/", secure=True).text
    assert "Before ministerial</th>" not in page
    assert 'value="before" checked' in page
    make_meeting(world.sec.coordinator, date(2090, 5, 4), follows=held)
    page = client.get("/actions/", secure=True).text
    assert "Before ministerial</th>" in page
    assert '">1 day</td>' in page
    assert "Before ministerial</th>" not in client.get("/actions/?columns=lead.due", secure=True).text
    assert (
        "1 day"
        in client.get(
            reverse("actionitems:export", args=["csv"]), {"columns": "due.before"}, secure=True
        ).content.decode()
    )


def listed(person, **asked):
    with reading_as(person.reader), override("en"):
        return action_list(person, today=TODAY, asked=ItemFilter(**asked))


def test_the_sentence_says_how_many_are_open_and_what_they_came_from(world, meeting, commitment):
    usa = world.usa.coordinator
    assert listed(usa).sentence == "0 open."
    items = [make_action_item(usa, commitment) for _each in range(3)]
    other = make_commitment(world.sec.coordinator, commitment.statement, number=3)
    make_action_item(usa, other)
    assert listed(usa).sentence == "4 open, from 2 commitments."
    with reading_as(usa.reader):
        operations.drop_item(item=items[0], actor=usa, now=NOW, reason="Not needed.")
    assert listed(world.mex.member).sentence == "3 open, from 2 commitments."
    make_action_item(usa, None, agenda_item=make_item(world.sec.coordinator, meeting))
    assert listed(usa).sentence == "4 open, from 2 commitments and 1 agenda item."
    assert listed(usa, lead="USA").sentence == "4 open."
    assert listed(usa, lead="MEX").sentence == "0 open."
    assert listed(usa, state="dropped").sentence == "0 open."
    assert listed(usa, words="no such words").sentence == "0 open."


def test_items_that_the_reader_does_not_see_are_not_counted(world, commitment):
    make_action_item(world.usa.coordinator, commitment, only_us=True)
    assert listed(world.mex.member).sentence == "0 open."
    assert listed(world.usa.member).sentence == "1 open, from 1 commitment."


def said(person, today=TODAY):
    with reading_as(person.reader), override("en"):
        return said_beside_items(person, today, this_moment())


def test_the_next_reports_are_those_of_the_nearest_round_to_come(world, meeting):
    assert "under_title" not in said(world.usa.member)
    asked = make_round(world.sec.coordinator, meeting, days_before=21)
    for person in (world.usa.member, world.mex.coordinator, world.sec.coordinator):
        (words,) = said(person)["under_title"]
        assert words == ("The next progress reports are due on Thu 13 Apr, 21 days before the ministerial.")
    assert "under_title" in said(world.usa.member, today=asked.due_on)
    assert "under_title" not in said(world.usa.member, today=asked.due_on + timedelta(days=1))


def test_a_round_that_the_reader_may_not_see_is_not_the_next(world, meeting):
    sooner = make_meeting(world.sec.coordinator, date(2090, 2, 1), delegations=["USA", "GTM"], follows=meeting)
    make_round(world.sec.coordinator, sooner, days_before=1)
    assert "under_title" not in said(world.mex.member)
    assert "1 day before" in said(world.usa.member)["under_title"][0]


def test_a_round_before_a_meeting_of_experts_says_so(world, meeting):
    experts = make_meeting(world.sec.coordinator, date(2090, 2, 1), level="technical", follows=meeting)
    make_round(world.sec.coordinator, experts, days_before=2)
    assert said(world.usa.member)["under_title"][0].endswith("2 days before the meeting.")


def test_who_is_told_of_a_late_item_is_what_nobody_can_switch_off(world):
    (words,) = said(world.usa.member)["beside_late"]
    assert words == ("a reminder goes to the owner, to the coordinators and to the secretariat, 1 working day after")
    held = [rung for rung in usual_cadences()["action_item"] if rung.is_mandatory and rung.is_after]
    assert {str(rung.audience) for rung in held} == {"owner", "coordinator", "secretariat"}
    assert {rung.days for rung in held} == {1}


def test_each_day_on_which_somebody_is_told_is_said():
    with override("en"):
        said = told_after(read_cadence(["-1d !", "+1w", "+2w !", "+30d head !", "+30d deputy !"]))
    assert said == [
        "a reminder goes to the owner, 2 working days after",
        "a reminder goes to the deputy head of delegation and to the head of delegation, 30 days after",
    ]
    assert Rung.read("+1w").is_mandatory is False


def test_the_groups_of_a_list_say_what_they_mean(world, commitment, sign_in):
    make_action_item(world.usa.coordinator, commitment, due_on=date(2090, 1, 1), assignee=None)
    page = sign_in(world.usa.member).get("/actions/", secure=True).text
    assert "without an owner, reported at risk or blocked, or due within 7 days without a report" in page
    assert "a reminder goes" not in page
