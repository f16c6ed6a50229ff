"""The digest: what it says, in whose language, and what its one button opens."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.rounds.models import Meeting
from portal.audit.remembered import this_moment
from portal.core.reader import reading_as
from portal.notifications.delivery import deliver_due
from portal.notifications.kinds import Ways
from portal.notifications.models import OutgoingMail
from portal.people.bell.operations import choose_ways
from portal.people.readers import everybody, reader_of
from tests.factories.people import make_user
from tests.factories.work import NOW, make_action_item, make_meeting, make_participant
from tests.workinggroup.reminders.conftest import MEETING, at, digests, run_at
from workinggroup.actionitems.lines import LINES
from workinggroup.desk.queries import waiting_on, waiting_on_each
from workinggroup.reminders import notices
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.notices import gather_digests, tell_digests
from workinggroup.reminders.operations import plan_all

AFTER = MEETING + timedelta(1)
BUTTON = re.compile(r'<a href="([^"]+)" style="display:block[^>]*>([^<]+)</a>')


def test_the_digest_says_what_waits_in_the_readers_language(world, commitment, smtp):
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, title="Print the guide")
    make_action_item(world.mex.coordinator, commitment, assignee=world.mex.member, title="Imprimir la guía")
    plan_all(now=NOW)
    run_at(at(date(2026, 4, 7), "America/Mexico_City"))
    (english,), (spanish,) = digests(smtp, "member.usa"), digests(smtp, "member.mex")
    assert english["Subject"] == "Ministerial, in 30 days: 1 matter waits for you"
    assert spanish["Subject"].endswith(", en 30 días: 1 asunto espera su respuesta")
    assert "Print the guide" in english.get_body(("plain",)).get_content()
    assert "Imprimir la guía" in spanish.get_body(("html",)).get_content()


def test_the_button_of_the_digest_opens_the_nearest_decision(world, commitment, smtp):
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, due_on=AFTER, title="Later")
    near = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, title="Near", due_on=MEETING)
    plan_all(now=NOW)
    run_at(at(date(2026, 4, 7)))
    (mail,) = digests(smtp, "member.usa")
    (button,) = BUTTON.findall(mail.get_body(("html",)).get_content())
    assert button == (settings.PORTAL_ADDRESS + near.get_absolute_url(), "Accept or refuse: Near")
    assert f"Open my desk: {settings.PORTAL_ADDRESS}/" in mail.get_body(("plain",)).get_content()


def test_where_nothing_waits_the_button_opens_what_is_late_longest(world, commitment, smtp):
    late = make_action_item(
        world.usa.coordinator, commitment, assignee=world.usa.member, title="Late", due_on=date(2026, 3, 13)
    )
    plan_all(now=NOW)
    run_at(at(date(2026, 3, 16)))
    (mail,) = digests(smtp, "coordinator.usa")
    (button,) = BUTTON.findall(mail.get_body(("html",)).get_content())
    assert button == (settings.PORTAL_ADDRESS + late.get_absolute_url(), f"{late.reference} Late")


def test_while_a_meeting_of_several_days_sits_the_digest_counts_no_days(world, item, follow_up, smtp):
    """Its second day is neither late nor so many days away."""
    with reading_as(world.sec.coordinator.reader):
        held = Meeting.objects.get(pk=follow_up.pk)
    with reading_as(world.usa.member.reader):
        tell_digests([Reminder(recipient=world.usa.member, meeting=held)], now=held.starts_at + timedelta(hours=1))
    deliver_due(everybody(), reader_of, clock=lambda: held.starts_at + timedelta(hours=2))
    (mail,) = digests(smtp, "member.usa")
    assert mail["Subject"] == "Ministerial, today: 1 matter waits for you"
    assert "Ministerial meets today in Guatemala City." in mail.get_body(("plain",)).get_content()


def test_mails_never_carry_the_words_of_a_statement(world, commitment, smtp):
    """The coordinator is asked to assign an item for a commitment: the mail names its number, not its text."""
    plan_all(now=NOW)
    run_at(at(date(2026, 4, 7)))
    (mail,) = smtp.to("coordinator.usa@test.example")
    text = mail.get_body(("plain",)).get_content() + mail.get_body(("html",)).get_content() + mail["Subject"]
    assert f"commitment {commitment.reference}" in text
    assert "common guide" not in text


def test_digests_of_one_side_ask_as_often_for_sixty_people_as_for_six(world, commitment, smtp):
    """Two dozen rounds of people do not add questions: what waits is found for all of them at once."""

    def asked_for(people):
        owners = [make_user(f"p{each}@test.example", role="member", code="USA") for each in people]
        for owner in owners:
            make_action_item(world.usa.coordinator, commitment, assignee=owner, due_on=AFTER)
        mails = [OutgoingMail(pk=owner.pk, recipient=owner, language="en") for owner in owners]
        with reading_as(world.usa.coordinator.reader), CaptureQueriesContext(connection) as asked:
            found = gather_digests(mails, now=NOW)
        assert [len(found[owner.pk].waits) for owner in owners] == [1] * len(owners)
        return len(asked)

    assert asked_for(range(6)) == asked_for(range(100, 160))


def test_the_items_of_all_are_read_together(world, commitment):
    """Also those of the ones who coordinate, whose desk asks for more."""
    people = [world.usa.member, world.usa.coordinator, world.usa.head]
    for person in people:
        make_action_item(world.usa.coordinator, commitment, assignee=person, due_on=AFTER)
    mails = [OutgoingMail(pk=person.pk, recipient=person, language="en") for person in people]
    with reading_as(world.usa.coordinator.reader), CaptureQueriesContext(connection) as asked:
        found = gather_digests(mails, now=NOW)
    assert all(found[person.pk].waits for person in people)
    lines = LINES.format(ministerial="NULL").split("FROM")[0]
    assert len([each for each in asked if each["sql"].startswith(lines)]) == 1


def test_what_is_found_for_many_is_what_is_found_for_each(world, commitment):
    people = [world.usa.member, world.usa.coordinator, world.usa.negotiator, world.usa.head]
    now = NOW + timedelta(5)
    for person, days in ((world.usa.member, 2), (world.usa.member, 8), (world.usa.negotiator, 14)):
        make_action_item(world.usa.coordinator, commitment, assignee=person, due_on=NOW.date() + timedelta(days))
    with reading_as(world.usa.coordinator.reader):
        each = {person.pk: waiting_on(person, now=now) for person in people}
        assert waiting_on_each(people, now=now, moment=this_moment()) == each
        assert [each[person.pk].count for person in people] == [2, 0, 1, 0]


@pytest.mark.parametrize("wrong", ["SELECT 1", "SELECT 1 / 0"], ids=["in Python", "in the database"])
def test_one_digest_that_cannot_be_composed_keeps_no_other_back(world, commitment, smtp, monkeypatch, wrong):
    for owner in (world.usa.member, world.usa.negotiator):
        make_action_item(world.usa.coordinator, commitment, assignee=owner, due_on=AFTER)
    plan_all(now=NOW)
    found = notices.late_on_side

    def fails_for_one(person, **facts):
        if person.pk == world.usa.member.pk:
            with connection.cursor() as cursor:
                cursor.execute(wrong)
            raise ZeroDivisionError
        return found(person, **facts)

    monkeypatch.setattr(notices, "late_on_side", fails_for_one)
    due = at(date(2026, 4, 7))
    for minute in (0, 2):
        run_at(due + timedelta(minutes=minute))
    assert len(digests(smtp, "negotiator.usa")) == 1
    assert not digests(smtp, "member.usa")
    monkeypatch.undo()
    run_at(due + timedelta(minutes=10))
    assert len(digests(smtp, "member.usa")) == 1


def test_what_waits_is_told_by_meeting(world, commitment, follow_up, smtp):
    """What is late first, then the work between meetings, then each meeting under its name."""
    owner = world.usa.member
    make_action_item(world.usa.coordinator, commitment, assignee=owner, title="Soon", due_on=MEETING)
    make_action_item(
        world.usa.coordinator, commitment, assignee=owner, title="Long ago", due_on=NOW.date() + timedelta(2)
    )
    other = make_meeting(
        world.sec.coordinator, date(2026, 6, 3), title={"en": "Experts", "es": "Expertos"}, level="technical"
    )
    for meeting in (follow_up, other):
        make_participant(world.usa.coordinator, meeting, name="", person=owner)
    plan_all(now=NOW)
    run_at(at(date(2026, 4, 7)))
    (mail,) = digests(smtp, "member.usa")
    text = mail.get_body(("plain",)).get_content()
    parts = ["Late", "Long ago", "Soon", "Waits for you: Ministerial", "Waits for you: Experts"]
    assert sorted(parts, key=text.index) == parts
    html = mail.get_body(("html",)).get_content()
    assert "Waits for you: Ministerial" in html


def test_news_that_somebody_wants_in_the_digest_is_told_once_on_the_next_working_day(world, commitment, smtp):
    """Chosen for the digest alone: no mail at once, one digest on Tuesday, nothing more on Wednesday."""
    person = world.usa.member
    with reading_as(person.reader):
        choose_ways(actor=person, chosen={"given": Ways(bell=True, digest=True)})
    make_action_item(world.usa.coordinator, commitment, assignee=person, title="Write it", due_on=date(2026, 9, 1))
    for hours in (1, 10):
        run_at(NOW + timedelta(hours=hours))
    assert not smtp.to("member.usa@test.example")
    run_at(at(date(2026, 3, 3)))
    (mail,) = smtp.to("member.usa@test.example")
    text = mail.get_body(("plain",)).get_content()
    assert "News" in text
    assert "Write it" in text
    run_at(at(date(2026, 3, 4)))
    assert len(smtp.to("member.usa@test.example")) == 1
