"""Nothing that people are told of a meeting is lost, and the page says who was told what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.participants.operations import answer_invitation, change_participant, remove_participant
from meetings.participants.queries import participants_of
from meetings.participants.waits import waits
from meetings.rounds.models import Meeting
from meetings.rounds.operations import NotAnnounced, advance_meeting, change_meeting, invite_missing, move_meeting
from meetings.rounds.queries import told_of
from meetings.rounds.states import Status
from portal.audit.remembered import this_moment
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.notifications.delivery import deliver_due, lease_due
from portal.notifications.models import OutgoingMail
from portal.notifications.states import Status as MailStatus
from portal.people.readers import everybody, reader_of, sides
from portal.people.returning import take_message
from tests.factories.people import mails, make_user
from tests.factories.returned import report
from tests.factories.work import NOW, make_meeting, make_participant
from tests.mailserver import read_invitation
from tests.scenes import scene

SOON = NOW + timedelta(minutes=1)


# Where a meeting on 7 May that gets a second day closes and opens again.
CLOSES, OPENS = datetime(2026, 5, 7, 22, tzinfo=UTC), datetime(2026, 5, 8, 15, tzinfo=UTC)


@scene
def draft(world):
    return make_meeting(world.sec.coordinator, status=Status.DRAFT)


def act(operation, actor, now=NOW, /, **facts):
    with reading_as(actor.reader):
        return operation(actor=actor, now=now, **facts)


def announce(world, draft):
    return act(advance_meeting, world.sec.coordinator, meeting=draft, to=Status.ANNOUNCED)


def move(world, meeting, now=NOW, **facts):
    city = {"en": "Antigua", "es": "Antigua"}
    place = {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "time_zone": meeting.time_zone, "city": city}
    place["venue"] = meeting.venue
    return act(move_meeting, world.sec.coordinator, now, meeting=meeting, **place | facts)


def deliver(now=SOON):
    return deliver_due(sides(), reader_of=reader_of, clock=lambda: now)


def sent_to(server, who):
    return [mail for mail in server.mails if f"{who}@" in mail["To"]]


def methods(server, who):
    return [read_invitation(mail)[0] for mail in sent_to(server, who)]


def test_the_invitation_arrives_whatever_stage_is_pressed_next(world, draft, smtp):
    meeting = announce(world, draft)
    act(advance_meeting, world.sec.coordinator, meeting=meeting, to=Status.AGENDA_OPEN)
    act(advance_meeting, world.sec.coordinator, meeting=meeting, to=Status.AGENDA_ADOPTED)
    deliver()
    leaders = [f"{role}.{side}" for side in ("usa", "mex", "gtm") for role in ("head", "coordinator")]
    assert [methods(smtp, who) for who in [*leaders, "coordinator.sec"]] == [["REQUEST"]] * 7


def test_of_two_changes_that_wait_one_mail_tells_both(world, draft, smtp):
    meeting = move(world, announce(world, draft))
    act(change_meeting, world.sec.coordinator, SOON, meeting=meeting, join_address="https://join.example/1")
    deliver(SOON)
    (mail,) = sent_to(smtp, "head.usa")
    words = mail.get_body(("plain",)).get_content()
    assert "The date or the place has changed." in words
    assert "The title or the address to join has changed." in words
    assert "https://join.example/1" in words


def test_a_change_is_told_though_a_newer_mail_went_before_it_was_there(world, draft, smtp):
    """Two acts began in one order and ended in the other: the mail that is older by its clock was posted last."""
    meeting = announce(world, draft)
    move(world, meeting, SOON)
    deliver(SOON)
    move(world, meeting, NOW, city={"en": "Cobán", "es": "Cobán"})
    deliver(SOON)
    first, second = sent_to(smtp, "head.usa")
    assert "Antigua" in first.get_body(("plain",)).get_content()
    assert "Cobán" in second.get_body(("plain",)).get_content()


def test_a_mail_that_another_process_is_sending_takes_nobodys_place(world, draft, smtp):
    """It may have been composed before the change."""
    meeting = move(world, announce(world, draft), SOON)
    lease_due(world.usa.head.reader, now=SOON)
    act(change_meeting, world.sec.coordinator, NOW, meeting=meeting, title={"en": "T", "es": "T"})
    deliver(SOON)
    assert methods(smtp, "head.usa") == ["REQUEST"]


def test_who_is_taken_off_a_list_hears_it_and_who_comes_on_again(world, draft, smtp):
    meeting = announce(world, draft)
    deliver()
    member, coordinator = world.usa.member, world.usa.coordinator
    for _turn in range(2):
        entry = make_participant(coordinator, meeting, person=member, name="")
        deliver()
        act(remove_participant, coordinator, participant=entry)
        deliver()
    assert methods(smtp, "member.usa") == ["REQUEST", "CANCEL"] * 2
    off = sent_to(smtp, "member.usa")[1]
    assert off["Subject"] == "No longer on the list: Ministerial"
    assert read_invitation(off)[1].vevent.uid.value == read_invitation(sent_to(smtp, "head.usa")[0])[1].vevent.uid.value


def test_another_person_in_the_same_place_both_hear_it(world, draft, smtp):
    meeting = announce(world, draft)
    entry = make_participant(world.usa.coordinator, meeting, person=world.usa.member, name="")
    deliver()
    act(change_participant, world.usa.coordinator, participant=entry, person=world.usa.negotiator)
    deliver()
    assert methods(smtp, "member.usa") == ["REQUEST", "CANCEL"]
    assert methods(smtp, "negotiator.usa") == ["REQUEST"]


def test_who_was_listed_and_taken_off_before_the_mail_left_hears_nothing(world, draft, smtp):
    meeting = announce(world, draft)
    entry = make_participant(world.usa.coordinator, meeting, person=world.usa.member, name="")
    act(remove_participant, world.usa.coordinator, SOON, participant=entry)
    deliver()
    assert sent_to(smtp, "member.usa") == []


def test_who_leads_stays_invited_off_the_list(world, draft, smtp):
    meeting = announce(world, draft)
    entry = make_participant(world.usa.coordinator, meeting, person=world.usa.head, name="")
    deliver()
    act(remove_participant, world.usa.coordinator, participant=entry)
    deliver()
    assert methods(smtp, "head.usa") == ["REQUEST"]


@pytest.mark.parametrize(
    ("facts", "again"),
    [
        ({"city": {"en": "Cobán", "es": "Cobán"}}, True),
        ({"starts_at": timedelta(hours=1)}, True),
        ({"starts_at": timedelta(days=1), "ends_at": timedelta(days=1)}, True),
        ({"ends_at": timedelta(days=1), "nights": [CLOSES, OPENS]}, True),
        ({"venue": {"en": "Another hall", "es": "Otra sala"}}, False),
    ],
)
def test_who_is_coming_is_asked_again_when_day_hour_or_city_move(world, draft, smtp, facts, again):
    meeting = announce(world, draft)
    answers = {"member": "coming", "negotiator": "remote", "head": "not_coming"}
    for role, answer in answers.items():
        person = getattr(world.usa, role)
        entry = make_participant(world.usa.coordinator, meeting, person=person, name="")
        with reading_as(person.reader):
            answer_invitation(participant=entry, actor=person, answer=answer)
    deliver()
    smtp.mails.clear()
    moved = {
        name: getattr(meeting, name) + value if isinstance(value, timedelta) else value for name, value in facts.items()
    }
    meeting = move(world, meeting, **({"city": meeting.city} | moved))
    deliver()
    with reading_as(world.mex.member.reader):
        shown = participants_of(meeting, world.mex.member, language="en")
        holding = {row.participant.person_id: row.participant.answer_now for side in shown.sides for row in side.rows}
    stays = dict.fromkeys(answers, "none") | {"head": "not_coming"} if again else answers
    assert holding == {getattr(world.usa, role).pk: answer for role, answer in stays.items()}
    assert shown.coming == (0 if again else 2)
    with reading_as(world.usa.member.reader):
        assert [wait.act for wait in waits(world.usa.member, now=NOW, moment=this_moment()).shown] == (
            ["The meeting moved. Say again whether you come:"] if again else []
        )
    words = sent_to(smtp, "member.usa")[0].get_body(("plain",)).get_content()
    assert ("say again whether you come" in words) == again
    with reading_as(world.usa.member.reader):
        entry = Meeting.objects.get(pk=meeting.pk).participants.get(person=world.usa.member)
        answer_invitation(participant=entry, actor=world.usa.member, answer="coming")
        assert waits(world.usa.member, now=NOW, moment=this_moment()).count == 0


def test_the_page_says_who_was_told_what_and_who_was_not(world, draft, smtp, sign_in):
    meeting = announce(world, draft)
    make_participant(world.mex.coordinator, meeting, person=world.mex.member, name="")
    deliver()
    late = make_user("late.usa@test.example", role="coordinator", code="USA", name="Late Comer")
    with reading_as(world.sec.coordinator.reader):
        rows = told_of(meeting, world.sec.coordinator)
    told = {(row.code, row.name): row.mail.status if row.mail else None for row in rows}
    assert told["MEX", world.mex.member.name] == MailStatus.SENT
    # People of other sides are known by their role until they are on a list.
    assert told["MEX", "Head of delegation"] == MailStatus.SENT
    assert [row.code for row in rows if row.is_missing] == ["USA"]
    with reading_as(world.usa.coordinator.reader):
        own = told_of(meeting, world.usa.coordinator)
    assert {row.code for row in own} == {"USA"}
    assert {row.name for row in own if row.is_missing} == {"Late Comer"}
    page = sign_in(world.sec.coordinator).get(f"/meetings/{meeting.slug}/told/").content.decode()
    assert "Told nothing" in page
    assert "Invite 1 who was not reached" in page
    assert "Late Comer" not in page
    page = sign_in(world.usa.coordinator).get(f"/meetings/{meeting.slug}/told/").content.decode()
    assert "Late Comer" in page
    assert "who was not reached" not in page
    assert act(invite_missing, world.sec.coordinator, meeting=meeting) == 1
    deliver()
    assert methods(smtp, "late.usa") == ["REQUEST"]
    assert act(invite_missing, world.sec.coordinator, meeting=meeting) == 0
    assert late.is_active


def test_a_mail_that_was_refused_counts_as_not_told_and_can_be_sent_again(world, draft):
    meeting = announce(world, draft)
    failed = next(mail for mail in mails() if mail.recipient == world.mex.head)
    with reading_as(world.mex.head.reader):
        OutgoingMail.objects.filter(pk=failed.pk).update(status=MailStatus.FAILED, reason="550 unknown")
    assert act(invite_missing, world.sec.coordinator, meeting=meeting) == 1


def test_the_page_says_what_came_back_and_what_is_only_handed_over(world, draft, smtp, sign_in):
    meeting = announce(world, draft)
    deliver()
    sent = {mail.recipient: mail for mail in mails() if mail.event}
    take_message(report(sent[world.mex.head]), now=NOW)
    take_message(report(sent[world.gtm.head], "sendmail-delayed"), now=NOW)
    page = sign_in(world.sec.coordinator).get(f"/meetings/{meeting.slug}/told/").content.decode()
    assert page.count("Came back") == page.count("550 5.1.1") == 1
    assert "Delayed; the mail server tries on" in page
    # What the other server said names no address of another delegation's.
    assert "head.mex@test.example" not in page
    assert "Handed over" in page
    assert act(invite_missing, world.sec.coordinator, meeting=meeting) == 1


def test_whoever_a_later_change_did_not_reach_is_told_again_though_the_invitation_did(world, draft, smtp):
    meeting = announce(world, draft)
    deliver()
    smtp.refuse[world.usa.head.email] = "550 unknown"
    move(world, meeting, SOON)
    deliver(SOON)
    with reading_as(world.sec.coordinator.reader):
        missing = [row for row in told_of(meeting, world.sec.coordinator) if row.is_missing]
    assert [row.code for row in missing] == ["USA"]
    smtp.refuse.clear()
    assert act(invite_missing, world.sec.coordinator, SOON + timedelta(minutes=1), meeting=meeting) == len(missing)
    deliver(SOON + timedelta(minutes=1))
    assert methods(smtp, "head.usa") == ["REQUEST", "REQUEST"]


def test_only_the_host_and_the_secretariat_invite_and_nobody_to_a_draft(world, draft):
    with pytest.raises(NotAnnounced):
        act(invite_missing, world.sec.coordinator, meeting=draft)
    meeting = announce(world, draft)
    for actor in (world.usa.coordinator, world.sec.member):
        with pytest.raises(NotAllowed):
            act(invite_missing, actor, meeting=meeting)


def test_the_wall_shows_another_sides_mail_to_host_and_secretariat_alone(world, draft):
    announce(world, draft)
    seen = {}
    for reader in everybody():
        with reading_as(reader):
            seen[reader.code] = set(
                OutgoingMail.objects.filter(event__gt="").values_list("recipient__email", flat=True)
            )
    assert seen["SEC"] == seen["GTM"] == seen["USA"] | seen["MEX"] | seen["GTM"] | {world.sec.coordinator.email}
    assert {email.rpartition(".")[0].partition(".")[2] for email in seen["USA"]} == {"usa@test"}


@pytest.mark.parametrize("more", [1, 3, 400])
def test_the_page_costs_the_same_queries_for_any_number(world, draft, sign_in, more):
    meeting = announce(world, draft)
    for number in range(more):
        make_participant(world.usa.coordinator, meeting, f"Guest {number}")
    client = sign_in(world.sec.coordinator)
    client.get(f"/meetings/{meeting.slug}/told/")
    with CaptureQueriesContext(connection) as seen:
        client.get(f"/meetings/{meeting.slug}/told/")
    assert len([each for each in seen if "SAVEPOINT" not in each["sql"]]) <= 14
