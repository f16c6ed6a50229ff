"""Reminders from plan to mailbox, against real PostgreSQL and real SMTP."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connections, transaction

from meetings.rounds.models import Meeting
from meetings.rounds.operations import move_meeting
from portal.core import times
from portal.core.reader import Reader, reading_as
from portal.notifications.delivery import deliver_due
from portal.notifications.models import OutgoingMail
from portal.people.readers import everybody, reader_of, sides
from tests.factories.people import close_account, make_world
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_meeting, make_statement
from tests.mailserver import MailServer
from tests.workinggroup.reminders.conftest import MEETING, at, digests, run_at
from workinggroup.actionitems.operations import reassign_item, report_progress
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all, post_due
from workinggroup.reminders.states import Status

AFTER = MEETING + timedelta(1)
USA, MEX, SEC = Reader("USA"), Reader("MEX"), Reader("SEC")


def planned(reader=USA, recipient=None, **facts):
    """What is planned of the ministerial and of action items, as (kind, rung, day), in the order of days."""
    with reading_as(reader):
        rows = Reminder.objects.filter(status=Status.PLANNED, kind__in=["ministerial", "action_item"], **facts)
        rows = rows.filter(recipient=recipient) if recipient else rows
        return [(row.kind, row.rung, row.send_on) for row in rows.order_by("goes_at", "kind", "rung")]


def ministerial(rung, day):
    return ("ministerial", rung, day)


def of_item(rung, day):
    return ("action_item", rung, day)


OWNERS = [
    ministerial("-30d", date(2026, 4, 7)), ministerial("-14d", date(2026, 4, 23)), of_item("-14d", date(2026, 4, 24)),
    ministerial("-7d", date(2026, 4, 30)), of_item("-7d", date(2026, 5, 1)), ministerial("-3d", date(2026, 5, 4)),
    ministerial("-1d", date(2026, 5, 6)), of_item("-1d", date(2026, 5, 7)), of_item("+1w", date(2026, 5, 11)),
    of_item("+5w", date(2026, 5, 15)),
]  # fmt: skip
COORDINATORS = [
    *(ministerial(f"{rung} coordinator", day) for kind, rung, day in OWNERS if kind == "ministerial"),
    of_item("+1w coordinator", date(2026, 5, 11)),
]


def move(world, meeting, day):
    place = "America/Guatemala"
    with reading_as(world.sec.coordinator.reader):
        move_meeting(
            meeting=Meeting.objects.get(pk=meeting.pk), actor=world.sec.coordinator, now=NOW, time_zone=place,
            starts_at=times.instant(day, "09:00", place), ends_at=times.instant(day, "16:00", place),
            city={"en": "x", "es": "x"}, venue={"en": "x", "es": "x"},
        )  # fmt: skip


def test_the_owner_and_the_coordinator_are_planned_for(world, item):
    assert plan_all(now=NOW) > 0
    assert planned(SEC) == [of_item("+1w secretariat", date(2026, 5, 11))]
    assert planned(recipient=world.usa.member) == OWNERS
    assert planned(recipient=world.usa.coordinator) == COORDINATORS
    assert planned(recipient=world.usa.head) == [
        of_item("+7w deputy", date(2026, 5, 19)), of_item("+10w head", date(2026, 5, 22)),
    ]  # fmt: skip
    assert planned(recipient=world.usa.negotiator) == []
    assert planned(MEX) == []


def test_planning_again_changes_nothing(world, item):
    plan_all(now=NOW)
    assert [plan_all(now=NOW + timedelta(minutes=minute)) for minute in range(10)] == [0] * 10


def test_a_commitment_that_nobody_works_on_reminds_its_coordinator(world, commitment):
    plan_all(now=NOW)
    assert [rung for _kind, rung, _day in planned(recipient=world.usa.coordinator)] == [
        "-30d",
        "-14d",
        "-7d",
        "-3d",
        "-1d",
    ]
    assert planned(recipient=world.usa.member) == []


def test_rungs_that_lie_behind_are_not_planned(world, item):
    plan_all(now=at(date(2026, 4, 30), clock="09:00"))
    assert [rung for _kind, rung, _day in planned(recipient=world.usa.member)] == [
        "-7d",
        "-3d",
        "-1d",
        "-1d",
        "+1w",
        "+5w",
    ]


def test_the_database_plans_each_rung_once(world, item):
    plan_all(now=NOW)
    with reading_as(USA):
        row = Reminder.objects.first()
        copy = {
            field.attname: getattr(row, field.attname)
            for field in Reminder._meta.concrete_fields
            if field.attname != "id"
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            Reminder.objects.create(**copy)


def test_a_moved_ministerial_moves_everything_not_yet_sent(world, item, follow_up, smtp):
    plan_all(now=NOW)
    run_at(at(date(2026, 4, 7)))
    assert len(digests(smtp, "member.usa")) == 1
    move(world, follow_up, date(2026, 5, 21))
    assert [row for row in planned(recipient=world.usa.member) if row[0] == "ministerial"] == [
        ministerial("-14d", date(2026, 5, 7)), ministerial("-7d", date(2026, 5, 14)),
        ministerial("-3d", date(2026, 5, 18)), ministerial("-1d", date(2026, 5, 20)),
    ]  # fmt: skip
    with reading_as(USA):
        old = Reminder.objects.get(recipient=world.usa.member, kind="ministerial", rung="-1d", due=MEETING)
        assert (old.status, old.reason) == (Status.DROPPED, "The date moved.")


def test_what_was_told_is_told_again_only_where_the_date_moved_far(world, item, follow_up, smtp):
    """30 days before was told: 14 days later that is no news, two months later it is."""
    plan_all(now=NOW)
    run_at(at(date(2026, 4, 7)))
    move(world, follow_up, date(2026, 5, 21))
    assert ministerial("-30d", date(2026, 4, 21)) not in planned(recipient=world.usa.member)
    move(world, follow_up, date(2026, 7, 9))
    assert ministerial("-30d", date(2026, 6, 9)) in planned(recipient=world.usa.member)


def test_moving_it_back_and_forth_plans_the_same_again(world, item, follow_up):
    plan_all(now=NOW)
    move(world, follow_up, date(2026, 5, 21))
    move(world, follow_up, MEETING)
    assert planned(recipient=world.usa.member) == OWNERS


def test_one_digest_for_each_person_and_day(world, item, smtp):
    """3 and 1 days before a Monday both fall on Friday, when an item is overdue besides: one mail."""
    make_action_item(world.usa.coordinator, item.commitment, assignee=world.usa.member, title="Second", due_on=MEETING)
    meeting_rows = plan_all(now=NOW)
    assert meeting_rows
    with reading_as(world.sec.coordinator.reader):
        meeting = Meeting.objects.get(follows__isnull=False)
    move(world, meeting, date(2026, 5, 11))
    friday = at(date(2026, 5, 8))
    run_at(friday)
    assert len(digests(smtp, "member.usa")) == 1
    with reading_as(USA):
        rows = Reminder.objects.filter(recipient=world.usa.member, send_on=date(2026, 5, 8), status=Status.POSTED)
        found = set(rows.values_list("kind", "rung", "subject"))
        assert {(kind, rung) for kind, rung, _subject in found} == {("ministerial", "-1d"), ("action_item", "+1w")}
        assert len(found) == 2
        assert len(set(rows.values_list("mail_id", flat=True))) == 1


def test_readers_in_other_zones_get_theirs_when_it_is_eight_there(world, commitment, smtp):
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, due_on=AFTER)
    make_action_item(world.mex.coordinator, commitment, assignee=world.mex.member, due_on=AFTER)
    plan_all(now=NOW)
    run_at(at(date(2026, 4, 7), "America/New_York"))
    assert [len(digests(smtp, f"member.{side}")) for side in ("usa", "mex")] == [1, 0]
    run_at(at(date(2026, 4, 7), "America/Mexico_City"))
    assert [len(digests(smtp, f"member.{side}")) for side in ("usa", "mex")] == [1, 1]


def test_nothing_goes_before_its_hour(world, item, smtp):
    plan_all(now=NOW)
    run_at(at(date(2026, 4, 7)) - timedelta(seconds=1))
    assert digests(smtp, "member.usa@") == []


def test_running_often_sends_once(world, item, smtp):
    plan_all(now=NOW)
    for minute in range(5):
        run_at(at(date(2026, 4, 7)) + timedelta(minutes=minute))
    assert len(digests(smtp, "member.usa")) == 1


def test_whoever_finished_gets_nothing(world, item, smtp):
    plan_all(now=NOW)
    with reading_as(world.usa.member.reader):
        report_progress(item=item, actor=world.usa.member, now=NOW, standing="done", text="Done.")
    post_due(now=at(date(2026, 4, 7)))
    deliver_due(everybody(), reader_of)
    assert digests(smtp, "member.usa") == []
    with reading_as(USA):
        row = Reminder.objects.get(recipient=world.usa.member, rung="-30d")
        assert (row.status, row.reason) == (Status.DROPPED, "It waits no longer.")


def test_finishing_between_posting_and_sending_stops_the_mail(world, item, smtp):
    plan_all(now=NOW)
    post_due(now=at(date(2026, 4, 7)))
    with reading_as(world.usa.member.reader):
        report_progress(item=item, actor=world.usa.member, now=NOW, standing="done", text="Done.")
    deliver_due(everybody(), reader_of)
    assert digests(smtp, "member.usa") == []


@pytest.mark.parametrize("moment", ["before posting", "before sending"])
def test_somebody_who_lost_access_a_second_ago_gets_nothing(world, item, smtp, moment):
    plan_all(now=NOW)
    due = at(date(2026, 4, 7))
    if moment == "before sending":
        post_due(now=due)
    close_account(world.usa.member)
    post_due(now=due)
    deliver_due(everybody(), reader_of)
    assert smtp.to("member.usa@test.example") == []
    with reading_as(USA):
        row = Reminder.objects.select_related("mail").get(recipient=world.usa.member, rung="-30d")
        reason = row.reason or row.mail.reason
    assert "no access any more" in reason


def test_the_item_that_moved_to_a_colleague_is_no_longer_in_my_digest(world, item, smtp):
    plan_all(now=NOW)
    with reading_as(world.usa.coordinator.reader):
        reassign_item(item=item, actor=world.usa.coordinator, now=NOW, assignee=world.usa.negotiator)
    plan_all(now=NOW)
    run_at(at(date(2026, 4, 7)))
    assert digests(smtp, "member.usa") == []
    assert len(digests(smtp, "negotiator.usa")) == 1


def test_a_meeting_that_passed_reminds_nobody_of_itself(world, commitment, smtp):
    plan_all(now=NOW)
    post_due(now=at(date(2026, 5, 20)))
    deliver_due(everybody(), reader_of)
    assert not digests(smtp)
    with reading_as(USA):
        assert set(Reminder.objects.values_list("status", "reason")) == {(Status.DROPPED, "It waits no longer.")}


def test_what_is_late_is_told_after_the_meeting_that_it_led_to(world, item, smtp):
    run_at(NOW)
    run_at(at(date(2026, 5, 8)))
    smtp.mails.clear()
    assert planned(recipient=world.usa.member) == [
        of_item("+1w", date(2026, 5, 11)), of_item("+5w", date(2026, 5, 15)),
    ]  # fmt: skip
    run_at(at(date(2026, 5, 11)))
    (mail,) = digests(smtp, "member.usa")
    assert mail["Subject"] == "1 matter waits for you"
    assert "left until" not in mail.get_body(("plain",)).get_content()


def test_what_is_late_is_told_where_no_follow_up_is_announced(world, smtp):
    """A statement of a meeting that is over, and nothing that follows it."""
    before = make_meeting(world.sec.coordinator, date(2026, 2, 28), status="concluded")
    promise = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, before), lead="USA")
    make_action_item(world.usa.coordinator, promise, assignee=world.usa.member, due_on=date(2026, 3, 13))
    plan_all(now=NOW)
    assert of_item("+1w", date(2026, 3, 16)) in planned(recipient=world.usa.member)
    assert planned(recipient=world.usa.coordinator) == [of_item("+1w coordinator", date(2026, 3, 16))]
    assert planned(MEX) == []
    run_at(at(date(2026, 3, 16)))
    (own,) = digests(smtp, "member.usa")
    assert own["Subject"] == "1 matter waits for you"
    (told,) = digests(smtp, "coordinator.usa")
    assert told["Subject"] == "1 action item of your delegation is late"


def test_the_secretariat_is_told_what_is_late_in_any_delegation(world, commitment, smtp):
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, due_on=date(2026, 3, 13))
    make_action_item(world.mex.coordinator, commitment, title="Nobody's yet", due_on=date(2026, 3, 13))
    make_action_item(world.mex.coordinator, commitment, title="CANARY ours", due_on=date(2026, 3, 13), only_us=True)
    plan_all(now=NOW)
    assert planned(SEC, recipient=world.sec.coordinator) == [of_item("+1w secretariat", date(2026, 3, 16))] * 2
    assert planned(SEC, recipient=world.sec.member) == []
    run_at(at(date(2026, 3, 16), "America/Guatemala"))
    (mail,) = digests(smtp, "coordinator.sec")
    assert mail["Subject"].endswith("2 action items are late")
    text = mail.get_body(("plain",)).get_content()
    # Who owns an item stands on the line below it.
    assert "TWG-2026-USA-GTM-MEX-001 Write the guide member.usa" in " ".join(text.split())
    assert "TWG-2026-MEX-GTM-USA-001 Nobody's yet" in text
    assert "CANARY" not in mail.as_string()
    assert "your delegation" not in text


def test_the_overdue_notice_goes_on_the_next_working_day(world, commitment, smtp):
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, due_on=date(2026, 3, 13))  # a Friday
    plan_all(now=NOW)
    run_at(at(date(2026, 3, 14)))
    smtp.mails.clear()
    run_at(at(date(2026, 3, 15)))
    assert not digests(smtp)
    run_at(at(date(2026, 3, 16)))
    (late,) = digests(smtp, "coordinator.usa")
    assert late["Subject"].endswith("1 action item of your delegation is late")
    assert "member.usa" in late.get_body(("plain",)).get_content()
    assert len(digests(smtp, "member.usa")) == 1


def test_after_an_hour_without_mail_server_each_digest_goes_once(world, item, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    plan_all(now=NOW)
    due = at(date(2026, 4, 7))
    post_due(now=due)
    for minute in (0, 10, 30):
        deliver_due(everybody(), reader_of, clock=lambda minute=minute: due + timedelta(minutes=minute))
    with MailServer() as server:
        settings.EMAIL_PORT = server.port
        for minute in (60, 61, 70):
            deliver_due(everybody(), reader_of, clock=lambda minute=minute: due + timedelta(minutes=minute))
        assert len(digests(server, "member.usa")) == 1


def test_the_second_timer_runs_without_redis(world, item, smtp, settings, time_machine, capsys):
    settings.REDIS_URL = settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    plan_all(now=NOW)
    time_machine.move_to(at(date(2026, 4, 7)), tick=True)
    call_command("dispatch_reminders")
    assert "sent" in capsys.readouterr().out
    assert digests(smtp, "member.usa")


def test_the_celery_task_runs_the_same_round(world, item, smtp, time_machine):
    from workinggroup.reminders.tasks import remind

    plan_all(now=NOW)
    time_machine.move_to(at(date(2026, 4, 7)), tick=True)
    for _ in range(2):
        remind()
    assert len(digests(smtp, "member.usa")) == 1


def test_planners_and_posters_at_once_make_each_row_once(committed, settings):
    """Four rounds run together on real connections."""
    from concurrent.futures import ThreadPoolExecutor

    world = make_world()
    follow_up = make_follow_up(world.sec.coordinator, MEETING)
    commitment = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up))
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, due_on=AFTER)
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port

        def run(now):
            try:
                run_at(now)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(run, [NOW] * 4))
            with reading_as(USA):
                rows = Reminder.objects.filter(kind__in=["ministerial", "action_item"], recipient=world.usa.member)
                assert rows.count() == len(OWNERS)
            list(pool.map(run, [at(date(2026, 4, 7))] * 4))
        told = sorted(mail["To"] for mail in digests(server, ".usa@"))
        assert told == ["coordinator.usa@test.example", "member.usa@test.example"]


def test_many_people_at_one_instant_get_one_each(world, commitment, smtp):
    from tests.factories.people import make_user

    for number in range(60):
        owner = make_user(f"p{number}@test.example", role="member", code="USA")
        make_action_item(world.usa.coordinator, commitment, assignee=owner, due_on=AFTER)
    plan_all(now=NOW)
    run_at(at(date(2026, 4, 7)))
    sent = digests(smtp, "p")
    sent = [mail for mail in sent if mail["To"].startswith("p")]
    assert len(sent) == len({mail["To"] for mail in sent}) == 60


def test_each_side_is_planned_within_its_own_wall(world, commitment):
    make_action_item(world.mex.coordinator, commitment, assignee=world.mex.member)
    plan_all(now=NOW)
    for reader in sides():
        with reading_as(reader):
            assert set(Reminder.objects.values_list("recipient__membership__delegation", flat=True)) <= {reader.code}


def test_the_mail_row_is_the_digests_own(world, item, smtp):
    plan_all(now=NOW)
    post_due(now=at(date(2026, 4, 7)))
    with reading_as(USA):
        mail = OutgoingMail.objects.get(recipient=world.usa.member, message="workinggroup/reminders/digest")
        assert mail.dedupe_key == f"digest:{world.usa.member.pk}:2026-04-07"
