"""What operators and administrators see of dispatch: `/readyz`, the monitoring page, what Prometheus reads."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from portal import health
from portal.core.reader import PORTAL, Reader, reading_as
from portal.notifications.models import MailServer, OutgoingMail, TimerRun
from portal.notifications.outbox import post
from portal.notifications.states import Status, Timer
from portal.notifications.timers import run_timed
from tests.factories.work import make_meeting
from workinggroup.reminders.models import Reminder

USA, MEX = Reader("USA"), Reader("MEX")
MINUTE = timedelta(minutes=1)


def post_mail(person, key, *, age=timedelta(0), **facts):
    now = timezone.now()
    with reading_as(PORTAL):
        post(
            "people/security", recipient=person, dedupe_key=key, now=now - age, event="role_changed", at=now.isoformat()
        )
    with reading_as(Reader(person.code)):
        OutgoingMail.objects.filter(dedupe_key=key).update(**facts)


def ready():
    answer = Client().get("/readyz", secure=True)
    return answer.status_code, {part for part, fine in answer.json().items() if fine is (part == "sending_paused")}


def test_a_portal_in_order_is_ready(world):
    post_mail(world.usa.member, "fresh", age=4 * MINUTE)
    assert ready() == (200, set())


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"attempts": 1, "reason": "451 later", "again_at": timezone.now() - timedelta(hours=1)},
        {"status": Status.SENDING, "lease": "11111111-1111-1111-1111-111111111111", "lease_until": timezone.now()},
    ],
    ids=["never tried", "not tried again", "whose sender died"],
)
def test_a_mail_due_for_six_minutes_is_not_in_order(world, facts):
    post_mail(world.mex.member, "late", age=6 * MINUTE, **facts)
    assert ready() == (503, {"outbox"})


def test_one_full_mailbox_is_no_trouble_of_the_portals(world):
    post_mail(world.usa.member, "full", age=6 * MINUTE, attempts=3, again_at=timezone.now() + MINUTE)
    assert ready() == (200, set())


def test_a_mail_server_that_takes_nothing_for_six_minutes_is_not_in_order(world):
    now = timezone.now()
    MailServer.objects.create(away_since=now - 4 * MINUTE, again_at=now, tries=9, reason="no")
    assert ready() == (200, set())
    MailServer.objects.update(away_since=now - 6 * MINUTE)
    assert ready() == (503, {"mail_server"})


def test_a_reminder_that_nobody_posts_is_not_in_order(world):
    now = timezone.now()
    with reading_as(world.sec.coordinator.reader):
        meeting = make_meeting(world.sec.coordinator)
    with reading_as(USA):
        reminder = Reminder.objects.create(
            recipient=world.usa.member, kind="ministerial", subject=meeting.pk, due=now.date(), rung="-7d",
            send_on=now.date(), goes_at=now - 4 * MINUTE, zone="UTC", planned_at=now, releasable_to=["USA"], editable_by=["USA"],
        )  # fmt: skip
    assert ready() == (200, set())
    with reading_as(USA):
        Reminder.objects.filter(pk=reminder.pk).update(goes_at=now - 6 * MINUTE)
    assert ready() == (503, {"reminders"})


def test_paused_is_not_in_order(world, settings):
    settings.SENDING_PAUSED = True
    assert ready() == (503, {"sending_paused"})


def test_a_database_that_lacks_a_migration_is_not_in_order(world, monkeypatch):
    there = health._migrations()
    monkeypatch.setattr(health, "_migrations", lambda: there | {("meetings", "9999_to_come")})
    assert ready() == (503, {"migrations"})


def test_a_timer_says_when_its_round_began_and_a_failing_round_does_not_end(world):
    now = timezone.now()
    run_timed(Timer.SECOND, lambda: None, clock=lambda: now)
    with pytest.raises(ZeroDivisionError):
        run_timed(Timer.SECOND, lambda: 1 / 0, clock=lambda: now + MINUTE)
    run = TimerRun.objects.get()
    assert (run.began_at, run.ended_at) == (now + MINUTE, now)


def test_the_page_says_what_is_wrong_and_nothing_of_content(world, sign_in):
    post_mail(world.usa.member, "late", age=6 * MINUTE)
    post_mail(world.mex.member, "sent", status=Status.SENT, attempts=2, settled_at=timezone.now())
    now = timezone.now()
    MailServer.objects.create(
        away_since=now - 6 * MINUTE, again_at=now + MINUTE, tries=9, reason="550 5.7.60 not permitted to send"
    )
    run_timed(Timer.ROUND, lambda: None, clock=timezone.now)
    client = sign_in(world.admin)
    page = client.get("/monitoring/", secure=True).content.decode()
    for words in (
        "Mail waits too long",
        "550 5.7.60 not permitted to send",
        "The mail server takes nothing",
        "Silent",
        "Runs",
    ):
        assert words in page
    for hidden in ("@test.example", world.usa.member.name, "role_changed", "people/security"):
        assert hidden not in page


@pytest.mark.parametrize("who", ["head", "coordinator", "member"])
def test_the_page_is_the_administrators(world, sign_in, who):
    assert sign_in(getattr(world.usa, who)).get("/monitoring/", secure=True).status_code == 403


def test_the_page_costs_the_same_for_any_queue(world, sign_in):
    client, costs = sign_in(world.admin), []
    client.get("/monitoring/", secure=True)
    for number in (1, 2, 27):
        for each in range(number):
            post_mail(world.usa.member, f"{number}-{each}")
        with CaptureQueriesContext(connection) as asked:
            client.get("/monitoring/", secure=True)
        costs.append(len(asked))
    assert len(set(costs)) == 1


def test_without_the_token_there_are_no_metrics(client, world, settings):
    for token, shown in (
        ("", ""),
        ("", "Bearer "),
        ("secret", ""),
        ("secret", "Bearer secre"),
        ("secret", "Bearer wörd"),
    ):
        settings.METRICS_TOKEN = token
        answer = client.get("/metrics", secure=True, headers={"Authorization": shown} if shown else {})
        assert (answer.status_code, b"portal_mails" in answer.content) == (404, False)


def test_prometheus_reads_how_long_mails_waited(client, world, settings):
    settings.METRICS_TOKEN = "secret"
    now = timezone.now()
    for number, waited in enumerate((2, 8, 100, 4000)):
        sent = now - timedelta(hours=1) + timedelta(seconds=waited)
        person = (world.usa if number % 2 else world.mex).member
        post_mail(person, f"sent-{number}", status=Status.SENT, not_before=now - timedelta(hours=1), settled_at=sent)
    post_mail(world.usa.member, "failed", status=Status.FAILED, settled_at=now)
    post_mail(world.usa.member, "late", age=7 * MINUTE)
    run_timed(Timer.OUTBOX, lambda: None, clock=lambda: now)
    answer = client.get("/metrics", secure=True, headers={"Authorization": "Bearer secret"})
    read = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }
    assert read["portal_mail_wait_seconds_count",] == 4
    assert read["portal_mail_wait_seconds_sum",] == pytest.approx(4110)
    for bound, count in (("1.0", 0), ("5.0", 1), ("10.0", 2), ("120.0", 3), ("21600.0", 4), ("+Inf", 4)):
        assert read["portal_mail_wait_seconds_bucket", bound] == count
    assert (read["portal_mails_total", "sent"], read["portal_mails_total", "failed"]) == (4, 1)
    assert read["portal_mails_due",] == 1
    assert 420 <= read["portal_mail_oldest_due_seconds",] < 480
    assert read["portal_timer_began_timestamp_seconds", "outbox"] == pytest.approx(now.timestamp())
    assert "@" not in answer.content.decode()
