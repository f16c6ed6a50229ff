"""How long a reminder stays held: until its thing is due at the latest; then it goes, and those who coordinate saw it coming."""

from datetime import date, timedelta

import pytest

from portal.audit.models import Entry
from portal.core.reader import Reader, reading_as
from portal.people.workdays.calendars import Calendar
from tests.factories.work import make_action_item
from tests.workinggroup.reminders.conftest import MEETING, at, digests, run_at
from workinggroup.actionitems.operations import drop_item
from workinggroup.reminders.holding import last_day
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all
from workinggroup.reminders.queries import reminders_for
from workinggroup.reminders.round import oldest_due
from workinggroup.reminders.states import Status
from workinggroup.reminders.steering import hold_reminders, release_reminders

USA = Reader("USA")
NOW = at(date(2026, 4, 20), clock="12:00")
# The item is due on Friday 8 May; its reminder of a week before is held.
DUE, SEND, MONDAY = date(2026, 5, 8), date(2026, 5, 1), date(2026, 5, 11)


@pytest.mark.parametrize(
    ("due", "send_on", "day"),
    [
        (date(2026, 5, 8), date(2026, 5, 1), date(2026, 5, 11)),
        (date(2026, 5, 6), date(2026, 5, 6), date(2026, 5, 7)),
        (date(2026, 5, 22), date(2026, 5, 15), date(2026, 5, 26)),  # over a weekend and Memorial Day
        (date(2026, 5, 8), date(2026, 5, 11), date(2026, 5, 18)),  # told after its day: five working days
    ],
)
def test_a_hold_ends_on_the_working_day_after_the_due_day(due, send_on, day):
    assert last_day(due, send_on, Calendar("US")) == day


def line(person, send_on=SEND):
    with reading_as(USA):
        return Reminder.objects.get(recipient=person, kind="action_item", send_on=send_on)


@pytest.fixture
def held(world, item):
    """The member's reminder of a week before, held; the item accepts no reminder but this one."""
    plan_all(now=NOW)
    with reading_as(world.usa.coordinator.reader):
        row = line(world.usa.member)
        hold_reminders(line=row, actor=world.usa.coordinator, now=NOW, reason="Wait for the ministers.")
    return row


def tells(mails, words):
    return [words in mail.get_body(("plain",)).get_content() for mail in mails]


def test_what_is_held_over_its_due_day_goes_the_working_day_after_and_the_trail_says_so(world, held, smtp):
    for day in (SEND, DUE, MONDAY - timedelta(1)):
        run_at(at(day))
        assert line(world.usa.member).status == Status.HELD
    smtp.mails.clear()
    run_at(at(MONDAY) - timedelta(minutes=1))
    assert line(world.usa.member).status == Status.HELD
    run_at(at(MONDAY))
    run_at(at(MONDAY) + timedelta(minutes=1))
    found = line(world.usa.member)
    assert (found.status, found.reason) == (Status.POSTED, "It was held until its day was over.")
    (mail,) = digests(smtp, "member.usa")
    text = mail.get_body(("plain",)).get_content()
    assert text.index("Late") < text.index("Write the guide")
    with reading_as(world.usa.coordinator.reader):
        assert Entry.objects.filter(action="workinggroup.reminder.hold_ended", subject_id=str(found.pk)).count() == 1
        assert oldest_due([USA], now=at(MONDAY)) is None


def test_what_is_done_by_then_is_not_told(world, held, item, smtp):
    with reading_as(world.usa.coordinator.reader):
        drop_item(item=item, actor=world.usa.coordinator, now=NOW, reason="It was settled otherwise.")
    run_at(at(MONDAY))
    found = line(world.usa.member)
    assert (found.status, found.reason) == (Status.DROPPED, "It waits no longer.")
    assert not any(tells(digests(smtp, "member.usa"), "Write the guide"))


def test_those_who_coordinate_read_of_it_before_it_goes_and_nobody_else(world, held, smtp):
    run_at(at(SEND))
    told = "Goes on Monday 11 May 2026, unless somebody lets it go before"
    assert tells(digests(smtp, "coordinator.usa"), told) == [True] * len(digests(smtp, "coordinator.usa"))
    assert digests(smtp, "coordinator.usa")
    assert not any(tells(digests(smtp, "member.usa"), "Held reminders"))
    with reading_as(world.usa.coordinator.reader):
        page = reminders_for(world.usa.coordinator, now=at(SEND), chosen="will-go")
    assert [row.held_until for row in page.will_go.rows if row.status == "held"] == [MONDAY]


def test_the_page_of_the_line_says_when_it_goes_all_the_same(world, held, sign_in, time_machine):
    time_machine.move_to(at(SEND), tick=True)
    page = sign_in(world.usa.coordinator).get(f"/reminders/lines/{held.pk}/", secure=True).content.decode()
    assert "It goes on Monday 11 May 2026, unless somebody lets it go before." in page
    listed = sign_in(world.usa.coordinator).get("/reminders/", secure=True).content.decode()
    assert "It goes on Mon 11 May, unless somebody lets it go before." in listed


def test_of_one_line_each_reminder_is_held_by_its_own_day(world, commitment, item, smtp):
    """Two things of one person on one day, of which one is due later."""
    later = make_action_item(
        world.usa.coordinator, commitment, assignee=world.usa.member, title="Later", due_on=SEND + timedelta(14)
    )
    plan_all(now=NOW)
    with reading_as(world.usa.coordinator.reader):
        row = Reminder.objects.get(recipient=world.usa.member, subject=item.pk, send_on=SEND)
        assert hold_reminders(line=row, actor=world.usa.coordinator, now=NOW, reason="Wait.") == 2
    run_at(at(MONDAY))
    with reading_as(USA):
        there = dict(Reminder.objects.filter(send_on=SEND, kind="action_item").values_list("subject", "status"))
        assert there == {item.pk: Status.POSTED, later.pk: Status.HELD}
    with reading_as(world.usa.coordinator.reader):
        row.refresh_from_db()
        release_reminders(line=row, actor=world.usa.coordinator, now=at(MONDAY))
    run_at(at(MONDAY) + timedelta(minutes=1))
    with reading_as(USA):
        assert not Reminder.objects.filter(send_on=SEND, kind="action_item", status=Status.HELD).exists()


def test_a_hold_of_what_is_overdue_ends_too(world, item, smtp):
    """The escalation to those who coordinate, one working day after: held for five working days at most."""
    plan_all(now=NOW)
    assert MEETING < DUE
    row = line(world.usa.coordinator, MONDAY)
    with reading_as(world.usa.coordinator.reader):
        hold_reminders(line=row, actor=world.usa.coordinator, now=NOW, reason="We speak on Tuesday.")
    run_at(at(date(2026, 5, 15)))
    assert line(world.usa.coordinator, MONDAY).status == Status.HELD
    run_at(at(date(2026, 5, 18)))
    assert line(world.usa.coordinator, MONDAY).status == Status.POSTED
