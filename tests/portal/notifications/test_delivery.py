"""The outbox: lease, send, mark; against a real SMTP server."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.db import connections
from django.utils import timezone

from portal.core.reader import PORTAL, Reader, reading_as
from portal.notifications.delivery import LEASE, deliver_due, lease_due
from portal.notifications.messages import REGISTERED, Message, NoLongerWanted
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post
from portal.notifications.states import NEXT, Status
from portal.people.readers import everybody, reader_of
from tests.factories.people import close_account, make_world, move
from tests.mailserver import MailServer

USA = Reader("USA")


def post_notice(person, key: str = "notice", now: datetime | None = None, **facts) -> None:
    now = now or timezone.now()
    with reading_as(PORTAL):
        post(
            "people/security",
            recipient=person,
            dedupe_key=key,
            now=now,
            **({"event": "role_changed", "at": now.isoformat()} | facts),
        )


def mail(key: str = "notice", reader: Reader = USA) -> OutgoingMail:
    with reading_as(reader):
        return OutgoingMail.objects.get(dedupe_key=key)


def deliver(clock=timezone.now):
    return deliver_due(everybody(), reader_of, clock=clock)


def test_a_mail_goes_out_once_with_its_fixed_id(world, smtp):
    post_notice(world.usa.member)
    assert deliver().sent == 1
    assert deliver().sent == 0
    (received,) = smtp.mails
    assert received["To"] == "member.usa@test.example"
    assert received["Message-ID"] == mail().message_id
    assert received["Auto-Submitted"] == "auto-generated"
    assert mail().status == Status.SENT


def test_it_is_written_in_the_readers_language(world, smtp):
    post_notice(world.mex.member, "es")
    post_notice(world.usa.member, "en")
    deliver()
    spanish, english = smtp.to("member.mex@test.example")[0], smtp.to("member.usa@test.example")[0]
    assert "Su cuenta en el portal" in spanish["Subject"]
    assert "Your account in the portal" in english["Subject"]
    assert (spanish["Content-Language"], english["Content-Language"]) == ("es", "en")


def test_a_second_post_with_the_same_key_adds_nothing(world, smtp):
    post_notice(world.usa.member)
    post_notice(world.usa.member)
    assert deliver().sent == 1


def test_a_second_post_returns_the_row_that_is_in_the_outbox(world):
    person, now = world.usa.member, timezone.now()
    with reading_as(person.reader):
        first = post("people/security", recipient=person, dedupe_key="once", now=now, event="x")
        second = post("people/security", recipient=person, dedupe_key="once", now=now, event="y")
    assert first == second == mail("once")
    assert second.payload == {"event": "x"}


def test_a_poster_who_may_not_read_the_row_gets_none(world):
    with reading_as(world.mex.member.reader):
        posted = post("people/security", recipient=world.usa.member, dedupe_key="theirs", now=timezone.now(), event="x")
    assert posted is None
    assert mail("theirs").address == world.usa.member.email


def test_what_the_row_held_is_erased_once_sent(world, smtp):
    post_notice(world.usa.member)
    assert mail().payload
    deliver()
    assert mail().payload == {}


def test_the_row_says_what_it_was_about_after_it_is_sent(world, smtp):
    with reading_as(PORTAL):
        facts = {"event": "role_changed", "at": timezone.now().isoformat()}
        subject = world.usa.member
        post("people/security", subject=subject, recipient=subject, dedupe_key="notice", now=timezone.now(), **facts)
    deliver()
    sent = mail()
    assert (sent.status, sent.payload) == (Status.SENT, {})
    assert (sent.subject_kind, sent.subject_id) == ("people.user", subject.pk)


def test_an_undone_operation_sends_nothing(world, smtp):
    from django.db import transaction

    with transaction.atomic():
        post_notice(world.usa.member)
        transaction.set_rollback(True)
    assert deliver().sent == 0


@pytest.mark.parametrize("change", ["deactivated", "moved to another delegation", "made administrator"])
def test_somebody_who_lost_access_gets_nothing(world, smtp, change):
    post_notice(world.usa.member)
    if change == "deactivated":
        close_account(world.usa.member)
    elif change == "made administrator":
        move(world.usa.member, None, role="administrator")
    else:
        move(world.usa.member, "MEX", role="member")
    assert deliver().dropped == 1
    assert smtp.mails == []
    assert (mail().status, mail().reason) == (Status.DROPPED, "This person has no access any more.")


def test_a_message_that_is_no_longer_wanted_is_dropped_with_its_reason(world, smtp, monkeypatch):
    def prepare(row, *, now):
        raise NoLongerWanted("done meanwhile")

    monkeypatch.setitem(REGISTERED, "people/security", Message("people/security", prepare))
    post_notice(world.usa.member)
    assert deliver().dropped == 1
    assert mail().reason == "done meanwhile"


def test_a_refused_address_is_told_and_not_tried_again(world, smtp):
    smtp.refuse["member.usa@test.example"] = "550 mailbox\x07 full"
    post_notice(world.usa.member)
    assert deliver().failed == 1
    assert (mail().status, mail().reason) == (Status.FAILED, "550 mailbox full")
    assert deliver().sent == 0


def test_a_busy_server_is_tried_again_later(world, smtp):
    smtp.refuse["member.usa@test.example"] = "451 come back"
    post_notice(world.usa.member)
    assert deliver().postponed == 1
    assert mail().status == Status.QUEUED
    smtp.refuse.clear()
    assert deliver().sent == 0
    later = timezone.now() + timedelta(minutes=10)
    assert deliver(lambda: later).sent == 1
    assert len(smtp.mails) == 1


def test_one_refused_mail_does_not_hold_up_the_others(world, smtp):
    smtp.refuse["member.usa@test.example"] = "550 no"
    for person in (world.usa.member, world.usa.head, world.mex.member):
        post_notice(person, person.email)
    tally = deliver()
    assert (tally.sent, tally.failed) == (2, 1)


def test_a_server_that_is_down_for_an_hour_gets_each_mail_once_afterwards(world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    start = timezone.now()
    for number in range(5):
        post_notice(world.usa.member, f"notice-{number}", start)
    for minute in range(0, 60, 2):
        tally = deliver(lambda minute=minute: start + timedelta(minutes=minute))
        assert tally.sent == 0
    with MailServer() as server:
        settings.EMAIL_PORT = server.port
        for minute in range(60, 70):
            deliver(lambda minute=minute: start + timedelta(minutes=minute))
        assert len(server.mails) == 5
        assert len({received["Message-ID"] for received in server.mails}) == 5


def test_after_three_days_it_is_told_as_not_delivered(world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    start = timezone.now()
    post_notice(world.usa.member, now=start)
    for days in (0, 2, 4):
        assert mail().status == Status.QUEUED
        deliver(lambda days=days: start + timedelta(days=days))
    assert mail().status == Status.FAILED
    assert mail().reason == "The mail server does not answer."


@pytest.mark.parametrize("answer", ["451 4.7.1 greylisted", "421 4.3.2 closing"])
def test_a_mail_from_before_a_long_outage_of_the_portal_is_not_given_up_at_once(world, smtp, answer):
    smtp.refuse["member.usa@test.example"] = answer
    start = timezone.now()
    post_notice(world.usa.member, now=start - timedelta(days=5))
    deliver(lambda: start)
    assert mail().status == Status.QUEUED
    smtp.refuse.clear()
    deliver(lambda: start + timedelta(minutes=5))
    assert mail().status == Status.SENT


def test_while_sending_is_paused_nothing_moves(world, smtp, settings):
    settings.SENDING_PAUSED = True
    post_notice(world.usa.member)
    assert deliver().sent == 0
    assert mail().status == Status.QUEUED


def test_a_mail_for_later_waits(world, smtp):
    now = timezone.now()
    with reading_as(PORTAL):
        post(
            "people/security", recipient=world.usa.member, dedupe_key="later", now=now, not_before=now + timedelta(hours=1),
            event="role_changed", at=now.isoformat(),
        )  # fmt: skip
    assert deliver().sent == 0
    assert deliver(lambda: now + timedelta(hours=2)).sent == 1


def test_a_mail_whose_sender_died_is_taken_again(world, smtp):
    post_notice(world.usa.member)
    leased = lease_due(USA, now=timezone.now())
    assert len(leased) == 1
    assert deliver().sent == 0
    after = timezone.now() + LEASE + timedelta(seconds=1)
    assert deliver(lambda: after).sent == 1
    assert smtp.mails[0]["Message-ID"] == leased[0].message_id


def test_a_lost_lease_marks_nothing(world, smtp):
    """The slow first holder must not overwrite what the second one marked."""
    from portal.notifications.delivery import _settle

    post_notice(world.usa.member)
    (slow,) = lease_due(USA, now=timezone.now())
    after = timezone.now() + LEASE + timedelta(seconds=1)
    deliver(lambda: after)
    assert _settle(slow, USA, Status.FAILED, "too late", after) == 0
    assert mail().status == Status.SENT


def test_states_only_move_as_the_table_says():
    assert set(NEXT) == set(Status)
    assert NEXT[Status.SENT] == {Status.RETURNED}
    assert NEXT[Status.RETURNED] == NEXT[Status.FAILED] == NEXT[Status.DROPPED] == set()


def test_two_dispatchers_at_once_send_each_mail_once(committed, settings):
    """Real connections, real commits, SKIP LOCKED."""
    world = make_world()
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        for number in range(60):
            post_notice(world.usa.member, f"notice-{number}")

        def dispatch():
            deliver()
            connections.close_all()

        threads = [Thread(target=dispatch) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.mails) == 60
        assert len({received["Message-ID"] for received in server.mails}) == 60
