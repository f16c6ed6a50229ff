"""Acknowledging from the page and from the mail, against real PostgreSQL."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.people.states import Role
from tests.factories.people import make_user
from tests.workinggroup.reminders.conftest import MEETING, at, digests, run_at
from workinggroup.actionitems.operations import report_progress, reschedule_item
from workinggroup.reminders.answering import (
    DayOfPause,
    NotDue,
    ReasonOfPause,
    acknowledge_deadlines,
    withdraw_acknowledgement,
)
from workinggroup.reminders.models import Acknowledgement, Reminder
from workinggroup.reminders.operations import plan_all
from workinggroup.reminders.states import Status

USA = Reader("USA")
# The item is due on a Friday, 8 May.
NOW = at(date(2026, 5, 11), clock="09:00")


def acknowledge(person, item, now=NOW, **facts):
    with reading_as(person.reader):
        (given,) = acknowledge_deadlines(things=[("action_item", item.pk)], actor=person, now=now, **facts)
        return given


def climbing(reader=USA):
    """What is planned for those above the owner, by rung."""
    with reading_as(reader):
        rows = Reminder.objects.filter(status=Status.PLANNED, kind="action_item", rung__regex="[a-z]{3}")
        return dict(rows.values_list("rung", "send_on"))


def test_nothing_goes_up_while_it_holds_and_a_report_lets_it_hold_on(world, item):
    plan_all(now=NOW)
    assert climbing() == {"+7w deputy": date(2026, 5, 19), "+10w head": date(2026, 5, 22)}
    acknowledge(world.usa.member, item)
    # It holds until 18 May; Memorial Day is on the 25th. The coordinators' rung of the 11th lies ahead again.
    held = {"+1w coordinator": date(2026, 5, 19), "+7w deputy": date(2026, 5, 28), "+10w head": date(2026, 6, 2)}
    assert climbing() == held
    later = at(date(2026, 5, 14), clock="12:00")
    with reading_as(world.usa.member.reader):
        report_progress(item=item, actor=world.usa.member, now=later, standing="at_risk", text="Late.")
    plan_all(now=later)
    assert climbing()["+1w coordinator"] == date(2026, 5, 22)


def test_a_deputy_is_told_before_the_head(world, item):
    deputy = make_user("deputy.usa@test.example", role=Role.DEPUTY, code="USA")
    plan_all(now=NOW)
    with reading_as(USA):
        told = dict(Reminder.objects.filter(kind="action_item").values_list("rung", "recipient"))
    assert (told["+7w deputy"], told["+10w head"]) == (deputy.pk, world.usa.head.pk)


def test_no_acknowledgement_reaches_another_side(world, item):
    plan_all(now=at(date(2026, 5, 8)))
    acknowledge(world.usa.member, item, now=at(date(2026, 5, 8), clock="09:00"))
    assert climbing(Reader("SEC")) == {"+1w secretariat": date(2026, 5, 11)}
    with reading_as(Reader("SEC")):
        assert not Acknowledgement.objects.exists()


def test_a_pause_leaves_out_what_is_optional_and_says_so(world, item):
    early = at(date(2026, 4, 28), clock="09:00")
    plan_all(now=early)
    acknowledge(world.usa.member, item, now=early, rest_until=date(2026, 5, 7), reason="At the border.")
    with reading_as(USA):
        rows = Reminder.objects.filter(recipient=world.usa.member, kind="action_item")
        assert {row.rung: row.reason for row in rows.filter(status=Status.DROPPED)} == {
            "-7d": "Left out as this person asked for."
        }
        assert "-1d" in rows.filter(status=Status.PLANNED).values_list("rung", flat=True)


def test_another_due_day_ends_it(world, item):
    acknowledge(world.usa.member, item)
    with reading_as(world.usa.coordinator.reader):
        reschedule_item(item=item, actor=world.usa.coordinator, now=NOW, due_on=date(2026, 5, 15))
    plan_all(now=NOW)
    assert climbing()["+1w coordinator"] == date(2026, 5, 18)


def test_what_is_refused(world, item):
    for person in (world.usa.negotiator, world.mex.member, world.usa.coordinator):
        with pytest.raises(NotDue):
            acknowledge(person, item)
    today = NOW.date()
    for day in (today - timedelta(1), today + timedelta(32)):
        with pytest.raises(DayOfPause):
            acknowledge(world.usa.member, item, rest_until=day, reason="x")
    with pytest.raises(ReasonOfPause):
        acknowledge(world.usa.member, item, rest_until=today, reason=" ")
    acknowledge(world.usa.member, item)
    with pytest.raises(NotDue):
        acknowledge(world.usa.member, item)


def test_what_was_said_stays_said_and_may_be_withdrawn_once(world, item):
    given = acknowledge(world.usa.member, item)
    with reading_as(world.usa.negotiator.reader), pytest.raises(NotAllowed):
        withdraw_acknowledgement(given=given, actor=world.usa.negotiator, now=NOW)
    with reading_as(world.usa.coordinator.reader):
        for change in ({"reason": "x"}, {"rest_until": NOW.date()}, {"person": world.usa.head}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Acknowledgement.objects.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            Acknowledgement.objects.all().delete()
        withdraw_acknowledgement(given=given, actor=world.usa.coordinator, now=NOW)
        acts = Entry.objects.filter(subject_id=str(given.pk)).values_list("action", flat=True)
        assert set(acts) == {"workinggroup.acknowledgement.given", "workinggroup.acknowledgement.withdrawn"}
    assert "+1w coordinator" not in climbing()


def test_nobody_acknowledges_for_another(world, item):
    given = acknowledge(world.usa.member, item)
    given.pk = given.id = None
    given.person, given.is_late, given.due = world.usa.negotiator, True, given.due
    with reading_as(world.usa.member.reader), pytest.raises(DatabaseError, match="own"), transaction.atomic():
        Acknowledgement.objects.bulk_create([given])


def test_the_mail_leads_to_one_page_which_changes_nothing_by_itself(world, item, smtp, sign_in, time_machine):
    morning = at(date(2026, 5, 11))
    time_machine.move_to(morning + timedelta(hours=1), tick=True)
    plan_all(now=at(MEETING))
    run_at(morning)
    (mail,) = digests(smtp, "member.usa")
    assert "/reminders/acknowledge/" in mail.get_body(("plain",)).get_content()
    client = sign_in(world.usa.member)
    page = client.get("/reminders/acknowledge/", secure=True).content.decode()
    assert "checked" in page
    with reading_as(USA):
        assert not Acknowledgement.objects.exists()
    said = {"things": [f"action_item:{item.pk}"], "rest_until": "2026-05-13", "reason": "At the border."}
    answer = client.post("/reminders/acknowledge/", said, secure=True, follow=True).content.decode()
    assert "At the border." in answer
    seen = sign_in(world.usa.coordinator).get("/reminders/", secure=True).content.decode()
    assert "At the border." in seen
    assert "member.usa" in seen[seen.index('id="given"') :]


def test_the_coordinators_digest_says_who_paused_what_and_why(world, item, smtp):
    acknowledge(world.usa.member, item, now=at(date(2026, 5, 1)), rest_until=date(2026, 5, 6), reason="At the border.")
    run_at(at(date(2026, 5, 4)))
    (told,) = digests(smtp, "coordinator.usa")
    text = told.get_body(("plain",)).get_content()
    assert "member.usa, up to and on" in text
    assert "At the border." in text
