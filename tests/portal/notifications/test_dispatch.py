"""How fast mails leave, through which connection, and what happens where a server takes nothing."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core.reader import PORTAL, Reader, reading_as
from portal.notifications.delivery import HOLD, LEASE, deliver_due, lease_due
from portal.notifications.models import MailServer, OutgoingMail
from portal.notifications.outbox import post
from portal.notifications.pacing import pause_of
from portal.notifications.states import Status
from portal.people.readers import everybody, reader_of

NOW = timezone.now()
USA, MEX = Reader("USA"), Reader("MEX")


def post_notices(person, count=1, now=NOW, key="notice"):
    with reading_as(PORTAL):
        for number in range(count):
            post(
                "people/security", recipient=person, dedupe_key=f"{key}-{person.pk}-{number}", now=now,
                event="role_changed", at=now.isoformat(),
            )  # fmt: skip


def deliver(seconds=0.0):
    return deliver_due(everybody(), reader_of, clock=lambda: NOW + timedelta(seconds=seconds))


def mails(reader=USA, **which):
    with reading_as(reader):
        return list(OutgoingMail.objects.filter(**which).order_by("dedupe_key"))


def test_all_mails_of_a_round_go_through_one_connection(world, smtp):
    for person in (world.usa.member, world.mex.member):
        post_notices(person, 60)
    assert deliver().sent == 120
    assert smtp.connections == 1


@pytest.mark.parametrize("offers", [["250-PIPELINING"], []], ids=["together", "one by one"])
def test_a_connection_outlives_a_mail_that_is_refused(world, smtp, offers):
    smtp.offers = offers
    smtp.refuse["member.usa@test.example"] = "550 5.1.1 unknown"
    for person in (world.usa.member, world.usa.head, world.mex.member):
        post_notices(person, 2)
    tally = deliver()
    assert (tally.sent, tally.failed) == (4, 2)
    assert smtp.connections == 1


@pytest.mark.parametrize("offers", [["250-PIPELINING"], []], ids=["together", "one by one"])
def test_a_connection_that_carried_enough_is_made_anew_at_once(world, smtp, offers):
    smtp.closes_after, smtp.offers = 3, offers
    post_notices(world.usa.member, 8)
    assert deliver().sent == 8
    assert smtp.connections == 3
    assert {mail.attempts for mail in mails()} == {1}


def test_a_full_mailbox_is_tried_again_and_an_unknown_one_is_not(world, smtp):
    smtp.refuse |= {
        "member.usa@test.example": "552 5.2.2 mailbox full",
        "head.usa@test.example": "550 5.1.1 unknown",
    }
    post_notices(world.usa.member)
    post_notices(world.usa.head)
    tally = deliver()
    assert (tally.postponed, tally.failed, tally.away) == (1, 1, "")
    smtp.refuse.clear()
    assert deliver(120).sent == 1


@pytest.mark.parametrize("words", ["550 5.7.60 not permitted to send", "554 5.7.0 sign in", "451 4.3.2 slow down"])
def test_a_server_that_refuses_the_portal_fails_no_mail(world, smtp, words):
    smtp.refuse_sender = words
    post_notices(world.usa.member, 5)
    post_notices(world.mex.member, 5)
    tally = deliver()
    assert (tally.failed, tally.sent, tally.away) == (0, 0, words)
    # Those of the side that was not tried, and of the other all but one, stay due, so that the alarm is raised.
    assert sorted(mail.attempts for mail in [*mails(), *mails(MEX)]) == [0] * 5 + [1] * 5
    assert len([mail for mail in [*mails(), *mails(MEX)] if mail.again_at is None]) == 9
    smtp.refuse_sender = ""
    assert deliver(5).sent == 0, "the server is left alone for a moment"
    assert deliver(90).sent == 10
    assert not MailServer.objects.filter(away_since__isnull=False).exists()


def test_a_server_that_stays_away_is_tried_ever_less_often(world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    post_notices(world.usa.member)
    tried = [second for second in range(0, 3600, 10) if deliver(second).away]
    assert 10 <= len(tried) <= 25
    assert all(later - sooner <= 390 for sooner, later in pairwise(tried))
    server = MailServer.objects.get()
    assert (server.away_since, server.reason) == (NOW, "The mail server does not answer.")
    assert [mail.attempts for mail in mails()] == [1]


def test_a_server_is_known_to_be_back_though_nothing_waits(world, smtp, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    post_notices(world.usa.member)
    assert deliver().away
    with reading_as(USA):
        OutgoingMail.objects.update(status=Status.DROPPED, settled_at=NOW)
    settings.EMAIL_PORT = port
    deliver(60)
    assert not MailServer.objects.filter(away_since__isnull=False).exists()


def test_a_mail_put_off_comes_back_later_each_time_and_not_with_the_others():
    first, second = OutgoingMail(message_id="<a@b>"), OutgoingMail(message_id="<c@d>")
    pauses = []
    for attempt in range(1, 9):
        first.attempts = second.attempts = attempt
        assert pause_of(first) == pause_of(first) != pause_of(second)
        pauses.append(pause_of(first))
    bases = [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 30, 30, 30)]
    assert all(0.75 * base <= pause <= 1.25 * base for base, pause in zip(bases, pauses, strict=True))


def test_when_a_mail_was_due_stays_known_when_it_is_put_off(world, smtp):
    smtp.refuse["member.usa@test.example"] = "451 4.7.1 greylisted"
    post_notices(world.usa.member)
    deliver(30)
    (mail,) = mails()
    assert mail.not_before == NOW
    assert mail.again_at == NOW + timedelta(seconds=30) + pause_of(mail)
    assert deliver(60).postponed == 0


def test_senders_that_died_do_not_make_a_mail_wait_longer(world, smtp):
    post_notices(world.usa.member)
    for died in range(5):
        assert lease_due(USA, now=NOW + died * (LEASE + timedelta(seconds=1)))
    smtp.refuse["member.usa@test.example"] = "451 4.7.1 greylisted"
    deliver(900)
    (mail,) = mails()
    assert mail.attempts == 1
    assert mail.again_at <= NOW + timedelta(seconds=900 + 75)


def test_a_limit_holds_for_every_minute_and_each_side_has_its_part(world, smtp, settings):
    settings.MAIL_PER_MINUTE = 12
    for person in (world.usa.member, world.mex.member):
        post_notices(person, 30)
    sent = []
    for second in range(0, 300, 10):
        deliver(second)
        sent.append(len(smtp.mails))
        if second == 0:
            assert {len(smtp.to(f"member.{side}@test.example")) for side in ("usa", "mex")} == {6}
    assert len(smtp.mails) == 60
    # In no minute, wherever it begins, more than the limit.
    assert all(sent[place + 5] - (sent[place - 1] if place else 0) <= 12 for place in range(25))
    assert sent[24] == 60, "nor less"


def test_mails_whose_lease_ends_too_soon_are_given_back(world, smtp):
    post_notices(world.usa.member, 3)
    too_late, later = NOW + LEASE - HOLD + timedelta(seconds=1), NOW + timedelta(seconds=50)
    moments = iter([NOW, NOW, NOW, too_late, too_late])
    tally = deliver_due([USA], reader_of, clock=lambda: next(moments, later))
    assert (tally.sent, tally.postponed) == (0, 0)
    assert [(mail.status, mail.attempts, mail.again_at) for mail in mails()] == [(Status.QUEUED, 0, None)] * 3


def test_a_mail_costs_claiming_and_marking_less_than_two_queries(world, smtp):
    def queries(count):
        post_notices(world.usa.member, count, key=f"of {count}")
        with CaptureQueriesContext(connection) as asked:
            assert deliver().sent == count
        words = [each["sql"] for each in asked.captured_queries]
        return [word for word in words if "notifications_" in word]

    few, many = queries(2), queries(42)
    assert len(many) - len(few) <= 40 * 1.1


def test_a_round_does_not_wait_for_the_end_of_a_long_queue(world, smtp):
    post_notices(world.usa.member, 120)
    seconds = iter(range(100_000))
    tally = deliver_due([USA], reader_of, clock=lambda: NOW + timedelta(seconds=next(seconds) / 2))
    assert 0 < tally.sent < 120
    assert lease_due(USA, now=NOW + timedelta(seconds=60))
