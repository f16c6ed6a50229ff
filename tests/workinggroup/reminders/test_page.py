"""The page that says what went, what failed and why, and what will go."""

from datetime import date, timedelta

import pytest

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.reader import Reader, reading_as
from tests.factories.work import NOW
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all
from workinggroup.reminders.queries import reminders_for
from workinggroup.reminders.round import run_round

USA = Reader("USA")


def at(day, zone="America/New_York", clock="08:00"):
    return times.instant(day, clock, zone)


def test_the_coordinator_sees_what_will_go_what_went_and_what_failed_and_why(world, item, smtp, sign_in, time_machine):
    plan_all(now=NOW)
    smtp.refuse["member.usa@test.example"] = "550 mailbox full"
    time_machine.move_to(at(date(2026, 4, 7), clock="08:30"), tick=True)
    run_round(clock=lambda: at(date(2026, 4, 7)))
    page = sign_in(world.usa.coordinator).get("/reminders/", secure=True).content.decode()
    failed, will, went = page.index('id="failed"'), page.index('id="will"'), page.index('id="went"')
    assert failed < page.index("550 mailbox full") < will < page.index("14 days before Ministerial") < went
    assert "member.usa" in page[failed:will]
    assert "coordinator.usa" in page[went:]


def test_a_member_sees_own_reminders_alone(world, item, sign_in, time_machine):
    plan_all(now=NOW)
    now = at(date(2026, 3, 20))
    time_machine.move_to(now, tick=True)
    with reading_as(USA):
        mine = reminders_for(world.usa.member, now=now, chosen="all")
        all_of_us = reminders_for(world.usa.coordinator, now=now, chosen="all")
    assert {row.recipient for row in mine.will_go.rows} == {world.usa.member.name}
    assert {row.recipient for row in all_of_us.will_go.rows} == {world.usa.member.name, world.usa.coordinator.name}
    page = sign_in(world.usa.member).get("/reminders/", secure=True).content.decode()
    assert "coordinator.usa" not in page


def test_only_the_next_thirty_days_are_shown(world, item):
    plan_all(now=NOW)
    with reading_as(USA):
        shown = reminders_for(world.usa.member, now=at(date(2026, 3, 20)), chosen="all")
    assert [row.days for row in shown.will_go.rows] == [30]


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_page_costs_the_same_queries_for_any_number(
    world, item, sign_in, count, django_assert_num_queries, time_machine
):
    time_machine.move_to(NOW, tick=True)
    with reading_as(USA):
        meeting = Meeting.objects.get(follows__isnull=False)
        rows = [
            Reminder(
                recipient=world.usa.member, meeting=meeting, rung=str(number), send_on=NOW.date(), due_at=NOW, zone="UTC",
                planned_at=NOW, releasable_to=["USA"], editable_by=["USA"],
            )
            for number in range(count)
        ]  # fmt: skip
        Reminder.objects.bulk_create(rows)
    client = sign_in(world.usa.coordinator)
    client.get("/", secure=True)
    with django_assert_num_queries(13):
        assert client.get("/reminders/", secure=True).status_code == 200


def test_an_empty_page_says_so(world, sign_in):
    page = sign_in(world.usa.coordinator).get("/reminders/", secure=True).content.decode()
    assert "Nothing will go in the next 30 days" in page
    assert "Nothing went in the last 30 days." in page


def test_every_reminder_is_counted_and_on_some_page(world, item):
    with reading_as(USA):
        meeting = Meeting.objects.get(follows__isnull=False)
        facts = {"recipient": world.usa.member, "meeting": meeting, "zone": "UTC", "planned_at": NOW}
        facts |= {"releasable_to": ["USA"], "editable_by": ["USA"], "send_on": NOW.date()}
        planned = [Reminder(**facts, rung=f"p{each}", due_at=NOW + timedelta(minutes=each)) for each in range(1100)]
        dropped = [
            Reminder(**facts, rung=f"d{each}", due_at=NOW - timedelta(minutes=each), status="dropped")
            for each in range(60)
        ]
        Reminder.objects.bulk_create([*planned, *dropped])

        def page(chosen, number):
            return reminders_for(world.usa.coordinator, now=NOW, chosen=chosen, wanted=str(number))

        whole = page("all", 1)
        assert whole.counts == {"all": 1160, "will-go": 1100, "went": 60, "failed": 0}
        assert (whole.will_go.hidden, whole.went.hidden, whole.failed.rows) == (1080, 40, [])
        for chosen, count, pages in (("will-go", 1100, 22), ("went", 60, 2)):
            seen = [row for number in range(1, pages + 1) for row in _shown(page(chosen, number), chosen)]
            assert len({row.key for row in seen}) == len(seen) == count
            assert page(chosen, pages + 1).page.number == page(chosen, pages).page.last == pages
            days = [(row.day, row.clock) for row in seen]
            assert days == sorted(days, reverse=chosen == "went")


def _shown(page, chosen):
    return page.will_go.rows if chosen == "will-go" else page.went.rows
