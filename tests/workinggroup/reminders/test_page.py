"""The page that says what went, what failed and why, and what will go."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.reader import Reader, reading_as
from portal.people.returning import take_message
from tests.factories.people import mails
from tests.factories.returned import report
from tests.factories.work import NOW, make_action_item
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.operations import report_progress
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all
from workinggroup.reminders.queries import Chosen, reminders_for
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
    assert failed < page.index("550 mailbox full") < will < page.index("14 days before") < went
    assert "member.usa" in page[failed:will]
    assert "coordinator.usa" in page[went:]


def test_a_reminder_that_came_back_stands_among_those_not_delivered(world, item, smtp, sign_in, time_machine):
    plan_all(now=NOW)
    now = at(date(2026, 4, 7), clock="08:30")
    time_machine.move_to(now, tick=True)
    run_round(clock=lambda: at(date(2026, 4, 7)))
    mail = next(each for each in mails() if each.recipient == world.usa.member and each.message.endswith("digest"))
    client = sign_in(world.usa.coordinator)
    assert "Handed over" in client.get("/reminders/", secure=True).content.decode()
    take_message(report(mail), now=now)
    page = client.get("/reminders/", secure=True).content.decode()
    failed, will = page.index('id="failed"'), page.index('id="will"')
    assert "Came back" in page[failed:will]
    assert "550 5.1.1" in page[failed:will]
    assert "Mail comes back" in client.get("/people/?show=returned", secure=True).content.decode()


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
    assert [(row.day, [thing.because for thing in row.things]) for row in shown.will_go.rows] == [
        (date(2026, 4, 7), [("30 days before",)])
    ]


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_page_costs_the_same_queries_for_any_number(
    world, item, sign_in, count, django_assert_num_queries, time_machine
):
    time_machine.move_to(NOW, tick=True)
    with reading_as(USA):
        meeting = Meeting.objects.get(follows__isnull=False)
        rows = [
            Reminder(
                recipient=world.usa.member, kind="ministerial", subject=meeting.pk, due=NOW.date() - timedelta(number),
                meeting=meeting, rung="-1d", send_on=NOW.date() - timedelta(number), goes_at=NOW, zone="UTC",
                planned_at=NOW, releasable_to=["USA"], editable_by=["USA"],
            )
            for number in range(count)
        ]  # fmt: skip
        Reminder.objects.bulk_create(rows)
    client = sign_in(world.usa.coordinator)
    client.get("/", secure=True)
    with django_assert_num_queries(18):
        assert client.get("/reminders/", secure=True).status_code == 200


def test_an_empty_page_says_so(world, sign_in):
    page = sign_in(world.usa.coordinator).get("/reminders/", secure=True).content.decode()
    assert "Nothing will go in the next 30 days" in page
    assert "Nothing went in the last 30 days." in page


def test_every_reminder_is_counted_and_on_some_page(world, item):
    with reading_as(USA):
        meeting = Meeting.objects.get(follows__isnull=False)
        facts = {"recipient": world.usa.member, "meeting": meeting, "zone": "UTC", "planned_at": NOW}
        facts |= {"releasable_to": ["USA"], "editable_by": ["USA"], "rung": "-1d", "kind": "ministerial"}
        facts |= {"subject": meeting.pk}
        first = NOW.date()
        planned = [
            Reminder(
                **facts,
                due=first + timedelta(each),
                send_on=first + timedelta(each),
                goes_at=NOW + timedelta(minutes=each),
            )
            for each in range(1100)
        ]
        dropped = [
            Reminder(
                **facts,
                due=first - timedelta(each + 1),
                send_on=first - timedelta(each + 1),
                goes_at=NOW - timedelta(minutes=each),
                status="dropped",
            )
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


def rows_of(user, now, chosen="all"):
    with reading_as(user.reader):
        return reminders_for(user, now=now, chosen=chosen)


def of_kind(rows, kind):
    """Each day's things of a kind: (day, name, why)."""
    return [(row.day, thing.name, *thing.because) for row in rows for thing in row.things if thing.kind == kind]


def test_a_reminder_names_what_it_is_about_and_says_why_then(world, commitment, follow_up, sign_in, time_machine):
    late = make_action_item(
        world.usa.coordinator, commitment, assignee=world.usa.member, title="Print", due_on=date(2026, 3, 6)
    )
    make_action_item(world.mex.coordinator, commitment, assignee=world.mex.member, title="CANARY theirs")
    plan_all(now=NOW)
    rows = rows_of(world.usa.member, at(date(2026, 3, 8))).will_go.rows
    assert of_kind(rows, "Action items") == [
        (date(2026, 3, 5), "TWG-2026-USA-GTM-MEX-001 Print", "1 day before"),
        (date(2026, 3, 9), "TWG-2026-USA-GTM-MEX-001 Print", "1 working day after"),
        (date(2026, 3, 13), "TWG-2026-USA-GTM-MEX-001 Print", "5 working days after"),
    ]
    assert of_kind(rows, "The follow-up ministerial") == [(date(2026, 4, 7), "Ministerial", "30 days before")]
    assert {thing.address for row in rows for thing in row.things} == {
        late.get_absolute_url(), follow_up.get_absolute_url(),
    }  # fmt: skip
    time_machine.move_to(at(date(2026, 3, 8)), tick=True)
    page = sign_in(world.usa.member).get("/reminders/", secure=True).content.decode()
    assert f'href="{late.get_absolute_url()}"' in page
    assert "CANARY" not in page


def test_a_row_names_three_things_and_says_how_many_more(world, commitment):
    for _ in range(3):
        make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, due_on=date(2026, 3, 12))
    plan_all(now=NOW)
    row = rows_of(world.usa.member, NOW).will_go.rows[0]
    assert (len(row.things), row.more) == (3, 0)
    for _ in range(2):
        make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, due_on=date(2026, 3, 12))
    plan_all(now=NOW)
    row = rows_of(world.usa.member, NOW).will_go.rows[0]
    assert (len(row.things), row.more) == (3, 2)


def test_all_that_goes_to_a_person_on_a_day_is_one_row(world, item, smtp):
    """3 and 1 days before a Monday both go on Friday, when an item becomes overdue besides."""
    monday = date(2026, 5, 11)
    make_action_item(world.usa.coordinator, item.commitment, assignee=world.usa.member, due_on=date(2026, 5, 7))
    with reading_as(world.sec.coordinator.reader):
        meeting = Meeting.objects.get(follows__isnull=False)
        Meeting.objects.filter(pk=meeting.pk).update(
            starts_at=at(monday), ends_at=at(monday, clock="12:00"), starts_on=monday
        )
    plan_all(now=NOW)
    friday = at(date(2026, 5, 8))
    before = rows_of(world.usa.member, friday - timedelta(hours=1))
    [row] = [row for row in before.will_go.rows if row.day == friday.date()]
    assert [thing.because for thing in row.things] == [("1 working day after",), ("1 day before",)]
    assert before.counts["will-go"] == before.will_go.count == len(before.will_go.rows)
    run_round(clock=lambda: friday)
    after = rows_of(world.usa.member, friday + timedelta(hours=1))
    [row] = [row for row in after.went.rows if row.day == friday.date()]
    assert ([thing.because for thing in row.things], row.mail) == (
        [("1 working day after",), ("1 day before",)],
        "sent",
    )


def test_one_person_one_meeting_one_day(world, item, follow_up, sign_in, time_machine):
    """Everything that is planned for it, however far away."""
    plan_all(now=NOW)
    with reading_as(USA):

        def shown(**few):
            return reminders_for(world.usa.coordinator, now=NOW, chosen="all", few=Chosen(**few)).will_go.rows

        assert {row.recipient for row in shown(person=world.usa.member.pk)} == {"member.usa"}
        assert shown(person=world.usa.member.pk)[-1].day == date(2026, 5, 15)
        assert {row.day for row in shown(day=date(2026, 5, 11))} == {date(2026, 5, 11)}
        of_meeting = shown(meeting=follow_up.pk)
        assert {thing.name for row in of_meeting for thing in row.things} >= {"Ministerial"}
        assert shown(meeting=item.pk) == []
        mine = reminders_for(world.usa.member, now=NOW, chosen="all", few=Chosen(person=world.usa.coordinator.pk))
        assert {row.recipient for row in mine.will_go.rows} == {"member.usa"}
    time_machine.move_to(NOW, tick=True)
    client = sign_in(world.usa.coordinator)
    for asked in (
        "person=x",
        "day=2026-02-30",
        "day=9999-12-31",
        "day=0001-01-01",
        "meeting=",
        f"person={world.mex.member.pk}",
    ):
        assert client.get(f"/reminders/?{asked}", secure=True).status_code == 200


def test_what_was_called_off_stands_under_what_went_once_its_day_has_come(world, item):
    plan_all(now=NOW)
    with reading_as(world.usa.member.reader):
        report_progress(item=item, actor=world.usa.member, now=NOW, standing="done", text="Done.")
    plan_all(now=NOW)
    assert rows_of(world.usa.member, at(date(2026, 4, 1))).counts["all"] == 0
    [row] = rows_of(world.usa.member, at(date(2026, 4, 7))).went.rows
    assert row.reason == "It waits no longer."


def test_what_will_go_is_not_under_what_happened(world, item, sign_in, time_machine):
    plan_all(now=NOW)
    time_machine.move_to(at(date(2026, 3, 20)), tick=True)
    page = sign_in(world.usa.member).get("/reminders/", secure=True).content.decode()
    assert "why then" in page
    assert "What happened" not in page


def test_acknowledging_what_waits_no_longer_is_refused_with_a_sentence(world, sign_in):
    answer = sign_in(world.usa.negotiator).post("/reminders/acknowledge/", {"things": "action_item:x"}, secure=True)
    assert (answer.status_code, "waits on you no longer" in answer.content.decode()) == (409, True)


def test_what_is_to_be_acknowledged_and_what_one_line_says_cost_the_same_queries_for_any_number(
    world, item, sign_in, time_machine
):
    """However many slices ask what waits: as many queries for 400 things as for one."""
    time_machine.move_to(at(date(2026, 5, 12), clock="09:00"), tick=True)
    facts = {each.attname: getattr(item, each.attname) for each in item._meta.concrete_fields if each.attname != "id"}
    asked, had = [], 1
    for count in (1, 3, 400):
        with reading_as(USA):
            ActionItem.objects.bulk_create(
                ActionItem(**facts | {"number": 100 + number}) for number in range(had, count)
            )
            plan_all(now=NOW)
            mine = Reminder.objects.filter(recipient=world.usa.member, kind="action_item")
            line = mine.order_by("goes_at", "pk").first()
        had = count
        pages = {world.usa.member: "/reminders/acknowledge/", world.usa.coordinator: f"/reminders/lines/{line.pk}/"}
        found = []
        for person, path in pages.items():
            client = sign_in(person)
            client.get("/", secure=True)
            with CaptureQueriesContext(connection) as queries:
                page = client.get(path, secure=True)
            assert page.status_code == 200
            found.append(len(queries))
            if "acknowledge" in path:
                assert page.content.decode().count('name="things"') == min(count, 100)
        asked.append(found)
    assert asked[0] == asked[1] == asked[2]
