"""What coordinators do with planned reminders, against real PostgreSQL."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from meetings.rounds.models import Meeting
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.notifications.delivery import deliver_due
from portal.people.readers import everybody, reader_of
from tests.factories.people import mails
from tests.workinggroup.reminders.conftest import at, digests, run_at
from workinggroup.reminders.models import DigestNote, Reminder
from workinggroup.reminders.operations import plan_all, post_due
from workinggroup.reminders.previewing import previews_of
from workinggroup.reminders.states import Status
from workinggroup.reminders.steering import (
    StaysMandatory,
    WentToday,
    hold_reminders,
    release_reminders,
    send_now,
    write_note,
)

USA = Reader("USA")
NOW = at(date(2026, 4, 20), clock="12:00")
# The item is due on 8 May: an optional reminder on 1 May, a mandatory one on 7 May.
OPTIONAL, MANDATORY = date(2026, 5, 1), date(2026, 5, 7)


@pytest.fixture
def planned(world, item):
    plan_all(now=NOW)


def line(world, day=OPTIONAL):
    with reading_as(USA):
        return Reminder.objects.get(recipient=world.usa.member, kind="action_item", send_on=day)


def does(operation, actor, row, now=NOW, **facts):
    with reading_as(actor.reader):
        return operation(line=row, actor=actor, now=now, **facts)


def test_what_is_held_does_not_go_until_it_is_let_go(world, planned, smtp):
    does(hold_reminders, world.usa.coordinator, line(world), reason="Wait for the ministers.")
    assert plan_all(now=NOW + timedelta(minutes=5)) == 0
    run_at(at(OPTIONAL))
    assert (line(world).status, line(world).reason) == (Status.HELD, "Wait for the ministers.")
    does(release_reminders, world.usa.coordinator, line(world))
    later = at(OPTIONAL + timedelta(3))
    run_at(later)
    run_at(later + timedelta(minutes=1))
    assert line(world).status == Status.POSTED
    with reading_as(USA):
        assert line(world).mail.status == "sent"


def test_nobody_holds_what_is_mandatory_for_themselves(world, planned):
    does(hold_reminders, world.usa.member, line(world), reason="Later.")
    with pytest.raises(StaysMandatory):
        does(hold_reminders, world.usa.member, line(world, MANDATORY), reason="Later.")
    does(hold_reminders, world.usa.coordinator, line(world, MANDATORY), reason="Later.")


def test_only_the_own_side_does_any_of_it(world, planned):
    for actor in (world.usa.negotiator, world.mex.coordinator, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            does(hold_reminders, actor, line(world), reason="x")
        with pytest.raises(NotAllowed):
            does(send_now, actor, line(world))
        with pytest.raises(NotAllowed):
            does(write_note, actor, line(world), text="x")


def test_sent_now_once_a_day(world, planned, smtp):
    does(send_now, world.usa.coordinator, line(world))
    assert line(world).status == Status.POSTED
    run_at(NOW)
    (mail,) = digests(smtp, "member.usa")
    text = mail.get_body(("plain",)).get_content()
    assert "coordinator.usa sent this one at once; others go at 08:00, Washington time, on working days." in text
    with pytest.raises(WentToday):
        does(send_now, world.usa.coordinator, line(world, MANDATORY))
    assert line(world, MANDATORY).status == Status.PLANNED


def test_what_comes_due_after_the_digest_of_the_day_left_goes_in_one_more(world, planned, smtp):
    """What was sent at half past seven does not tell that the credentials, of which no wait tells, are due the next day."""
    leader, day = world.usa.coordinator, date(2026, 4, 29)
    run_at(at(day - timedelta(1)))
    smtp.mails.clear()
    with reading_as(USA):
        ahead = Reminder.objects.get(recipient=leader, kind="ministerial", rung="-7d coordinator")
    early = at(day, clock="07:30")
    does(send_now, leader, ahead, now=early)
    for minutes in (0, 30, 31):
        run_at(early + timedelta(minutes=minutes))
    texts = [mail.get_body(("plain",)).get_content() for mail in digests(smtp, "coordinator.usa")]
    assert ["Credentials are due" in text for text in texts] == [False, True]
    assert ["Digests go at 08:00, Washington time, on working days." in text for text in texts] == [False, True]


def test_what_is_let_go_after_the_hour_says_that_it_came_too_late_for_it(world, planned, smtp):
    does(hold_reminders, world.usa.coordinator, line(world), reason="Wait.")
    does(release_reminders, world.usa.coordinator, line(world))
    run_at(at(OPTIONAL, clock="14:05"))
    (mail,) = digests(smtp, "member.usa")
    text = mail.get_body(("plain",)).get_content()
    assert "It tells what came too late for the digest of 08:00, Washington time." in text
    assert "Digests go" not in text


def test_what_the_digest_of_the_day_told_already_goes_in_no_other(world, planned, smtp):
    early = at(OPTIONAL, clock="07:30")
    does(send_now, world.usa.coordinator, line(world, MANDATORY), now=early)
    for minutes in (0, 30):
        run_at(early + timedelta(minutes=minutes))
    assert line(world).status == Status.POSTED
    assert len(digests(smtp, "member.usa")) == 1


def test_the_next_digest_alone_takes_a_note_along(world, planned, smtp):
    does(write_note, world.usa.coordinator, line(world), text="Call me before you report.")
    run_at(at(OPTIONAL))
    run_at(at(MANDATORY))
    texts = [mail.get_body(("plain",)).get_content() for mail in digests(smtp, "member.usa")]
    assert ["Call me before you report." in text for text in texts] == [True, *[False] * (len(texts) - 1)]
    assert "Note by coordinator.usa" in texts[0]
    assert not any("Call me" in mail.get_body(("plain",)).get_content() for mail in digests(smtp, "coordinator.usa"))


def test_who_may_no_longer_see_the_meeting_is_told_the_rest_without_it(world, planned, follow_up, smtp):
    """The digest is posted, and before it leaves the meeting is no longer the side's to see."""
    does(write_note, world.usa.coordinator, line(world), text="Call me before you report.")
    post_due(now=at(OPTIONAL))
    with reading_as(world.sec.coordinator.reader):
        Meeting.objects.filter(pk=follow_up.pk).update(releasable_to=["SEC", "GTM", "MEX"], delegations=["GTM", "MEX"])
    deliver_due(everybody(), reader_of, clock=lambda: at(OPTIONAL))
    (mail,) = digests(smtp, "member.usa")
    text = mail.get_body(("plain",)).get_content()
    assert "Call me before you report." in text
    assert "Ministerial" not in mail["Subject"] + text


def test_a_preview_is_the_mail_in_both_languages_and_leaves_nothing(world, planned, smtp):
    run_at(at(OPTIONAL - timedelta(1)))
    smtp.mails.clear()
    does(write_note, world.usa.coordinator, line(world), text="Call me.")
    before = len(mails())
    with reading_as(world.usa.coordinator.reader):
        english, spanish = previews_of(line(world), now=NOW)
        assert DigestNote.objects.get().mail is None
    assert len(mails()) == before
    run_at(at(OPTIONAL))
    (mail,) = digests(smtp, "member.usa")
    # Whoever looks at it cannot switch anything off for its recipient.
    text = mail.get_body(("plain",)).get_content().replace(mail["List-Unsubscribe"].strip("<>"), "…")
    assert (english.subject, english.body.split()) == (mail["Subject"], text.split())
    assert (english.is_theirs, spanish.is_theirs) == (True, False)
    assert "espera su respuesta" in spanish.subject


def test_the_database_holds_nothing_without_a_reason(world, planned):
    with reading_as(USA), pytest.raises(DatabaseError), transaction.atomic():
        Reminder.objects.filter(pk=line(world).pk).update(status=Status.HELD, reason="")


def test_a_coordinator_does_it_from_the_page(world, planned, sign_in, time_machine):
    time_machine.move_to(NOW, tick=True)
    client, row = sign_in(world.usa.coordinator), line(world)
    address = f"/reminders/lines/{row.pk}/"
    assert address in client.get("/reminders/", secure=True).content.decode()
    assert "espera su respuesta" in client.get(address, secure=True).content.decode()
    held = client.post(f"{address}hold/", {"reason": "Wait."}, secure=True, follow=True).content.decode()
    assert "Let it go" in held
    assert "Wait." in client.get("/reminders/", secure=True).content.decode()
    assert client.post(f"{address}send/", {}, secure=True).status_code == 302
    assert line(world).status == Status.POSTED
