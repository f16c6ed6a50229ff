"""Dates that are counted from a meeting: they move with it, and whose they are is told once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from portal.notifications.news import DESCRIBED, Occasion
from portal.people.workdays.calendars import Calendar
from portal.people.workdays.operations import enter_workday
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_statement, move
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.counting import counted_day
from workinggroup.actionitems.models import ActionItem, ItemChange
from workinggroup.actionitems.receivers import due_dates
from workinggroup.actionitems.states import Change

MOVED = "workinggroup.actionitem.moved"


@scene
def follow_up(world):
    return make_follow_up(world.sec.coordinator)


@scene
def commitment(world, follow_up):
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up), supporting=["MEX"])


def of_side(item):
    with reading_as(Reader(item.delegation_id)):
        return ActionItem.objects.get(pk=item.pk)


def told(person):
    with reading_as(person.reader):
        return Notice.objects.filter(person=person, event=MOVED).count()


def test_working_days_are_those_of_whoever_is_to_be_ready():
    """The first of May and the fifth are days off in Mexico, none is in the United States."""
    begins = date(2026, 5, 7)
    assert counted_day(begins, None, 5, Calendar("US")) == date(2026, 4, 30)
    assert counted_day(begins, None, 5, Calendar("MX")) == date(2026, 4, 28)
    assert counted_day(begins, 2, None, Calendar("MX")) == date(2026, 4, 23)
    assert counted_day(begins, None, 0, Calendar("MX")) == begins


def test_what_is_counted_moves_with_the_meeting_and_its_history_says_why(world, commitment, follow_up):
    facts = {"counted_from": follow_up, "due_on": None}
    ours = [
        make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, **facts, **rule)
        for rule in ({"workdays_before": 5, "weeks_before": None}, {"weeks_before": 1})
    ]
    nobodys = make_action_item(world.mex.coordinator, commitment, weeks_before=1, **facts)
    given = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.negotiator)
    assert [item.due_on for item in ours] == [date(2026, 4, 30)] * 2
    with reading_as(Reader("USA")):
        foreseen = due_dates(None, meeting=follow_up, user=world.usa.member, starts_on=date(2026, 5, 28))
    move(world.sec.coordinator, follow_up, date(2026, 5, 28))
    # The United States do not work on Monday 25 May.
    days = [of_side(item).due_on for item in [*ours, nobodys]]
    assert days == [date(2026, 5, 20), date(2026, 5, 21), date(2026, 5, 21)]
    assert sorted(each.after for each in foreseen) == sorted(days)
    assert of_side(given).due_on == given.due_on
    with reading_as(Reader("MEX")):
        entries = ItemChange.objects.filter(change=Change.MOVED, item__in=ours).order_by("after")
        said = [(each.before, each.after, each.author_name) for each in entries]
    name = world.sec.coordinator.name
    assert said == [("2026-04-30", "2026-05-20", name), ("2026-04-30", "2026-05-21", name)]
    people = (world.usa.member, world.usa.negotiator, world.usa.coordinator, world.mex.coordinator)
    assert [told(person) for person in people] == [1, 0, 0, 1]
    with reading_as(world.usa.member.reader):
        occasion = Occasion(follow_up, world.usa.member, NOW, NOW)
        words = DESCRIBED[MOVED].words(occasion)
    assert [each.partition(" ")[0] for each in words] == [item.reference for item in ours]


def test_nothing_is_told_of_what_did_not_move(world, commitment, follow_up):
    item = make_action_item(
        world.usa.coordinator, commitment, assignee=world.usa.member, weeks_before=1, counted_from=follow_up
    )
    with reading_as(world.usa.member.reader):
        facts = {"standing": "done", "text": "It is there."}
        operations.report_progress(item=item, actor=world.usa.member, now=NOW, **facts)
    assert operations.follow_meeting(follow_up, now=NOW) == 0
    move(world.sec.coordinator, follow_up, date(2026, 6, 4))
    assert of_side(item).due_on == item.due_on
    assert told(world.usa.member) == 0


def test_a_day_off_that_is_entered_moves_what_is_counted_in_working_days(world, commitment, follow_up):
    facts = {"due_on": None, "weeks_before": None, "workdays_before": 5, "counted_from": follow_up}
    item = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, **facts)
    assert operations.follow_working_days(now=NOW) == 0
    with reading_as(world.usa.coordinator.reader):
        enter_workday(actor=world.usa.coordinator, now=NOW, day=date(2026, 5, 4), is_off=True, note="Moving house.")
    assert operations.follow_working_days(now=NOW) == 1
    assert operations.follow_working_days(now=NOW) == 0
    assert of_side(item).due_on == date(2026, 4, 29)
    with reading_as(Reader("MEX")):
        assert ItemChange.objects.get(item=item, change=Change.COUNTED_ANEW).after == "2026-04-29"
    assert told(world.usa.member) == 1


def test_one_rule_alone(world, commitment, follow_up):
    with reading_as(world.usa.coordinator.reader), pytest.raises(operations.OneDueDate):
        operations.assign_action_item(
            commitment=commitment, actor=world.usa.coordinator, now=NOW, title="x",
            weeks_before=1, workdays_before=2, counted_from=follow_up,
        )  # fmt: skip
    item = make_action_item(world.usa.coordinator, commitment, weeks_before=1, counted_from=follow_up)
    with pytest.raises(IntegrityError), reading_as(Reader("USA")), transaction.atomic():
        ActionItem.objects.filter(pk=item.pk).update(workdays_before=2)
