"""Absences and substitutes, against real PostgreSQL."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.core import times
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from tests.workinggroup.reminders.conftest import MEETING, at, digests, run_at
from workinggroup.reminders.being_away import (
    AwayAlready,
    DaysOfAbsence,
    SubstituteElsewhere,
    enter_absence,
    withdraw_absence,
)
from workinggroup.reminders.models import Absence, Reminder
from workinggroup.reminders.operations import plan_all
from workinggroup.reminders.states import Status

USA = Reader("USA")
# The item is due on a Friday, 8 May.
NOW = at(MEETING, clock="09:00")
DAYS = {"first": date(2026, 5, 9), "last": date(2026, 5, 12)}


def enter(person, substitute, actor=None, **facts):
    actor = actor or person
    with reading_as(actor.reader):
        return enter_absence(person=person, substitute=substitute, actor=actor, **({"now": NOW} | DAYS | facts))


def planned(recipient):
    with reading_as(USA):
        rows = Reminder.objects.filter(status=Status.PLANNED, kind="action_item", recipient=recipient)
        return {(row.rung, row.send_on, row.stands_for_id) for row in rows}


def test_whoever_assigns_reads_who_is_away_and_who_stands_in(world, item, sign_in):
    day = timezone.localdate()
    facts = {"first": day + timedelta(2), "last": day + timedelta(9)}
    enter(world.usa.member, world.usa.negotiator, world.usa.coordinator, now=timezone.now(), **facts)
    client = sign_in(world.usa.coordinator)
    for address in (
        f"/actions/{item.pk}/change/",
        f"/actions/bulk/?items={item.pk}",
        f"/commitments/{item.commitment_id}/assign/",
    ):
        page = client.get(address, secure=True).content.decode()
        assert page.count("; negotiator.usa stands in)") == 1
        assert f"member.usa (away from {times.short_day(facts['first'])} to" in page


def test_the_substitute_gets_the_mail_and_reads_for_whom(world, item, smtp):
    plan_all(now=NOW)
    enter(world.usa.member, world.usa.negotiator)
    assert planned(world.usa.negotiator) == {("+1w", date(2026, 5, 11), world.usa.member.pk)}
    assert planned(world.usa.member) == {("+1w", date(2026, 5, 13), None), ("+5w", date(2026, 5, 15), None)}
    run_at(at(date(2026, 5, 11)))
    (mail,) = digests(smtp, "negotiator.usa")
    assert "for member.usa, who is away" in mail.get_body(("plain",)).get_content()
    assert not digests(smtp, "member.usa")


def test_back_after_all(world, item):
    plan_all(now=NOW)
    before = planned(world.usa.member)
    absence = enter(world.usa.member, world.usa.negotiator)
    with reading_as(USA):
        away = Reminder.objects.filter(status=Status.PLANNED, recipient=world.usa.member, send_on__range=DAYS.values())
        assert not away.exists()
    with reading_as(world.usa.coordinator.reader):
        withdraw_absence(absence=absence, actor=world.usa.coordinator, now=NOW)
    assert (planned(world.usa.member), planned(world.usa.negotiator)) == (before, set())


def test_what_is_refused(world):
    usa, mex = world.usa, world.mex
    for substitute in (mex.member, usa.member):
        with pytest.raises(SubstituteElsewhere):
            enter(usa.member, substitute)
    for days in ({"last": date(2026, 5, 8)}, {"first": date(2026, 4, 1), "last": date(2026, 4, 2)}):
        with pytest.raises(DaysOfAbsence):
            enter(usa.member, usa.head, **days)
    for actor in (usa.negotiator, mex.coordinator):
        with pytest.raises(NotAllowed):
            enter(usa.member, usa.head, actor=actor)
    enter(usa.member, usa.head, actor=usa.coordinator)
    with pytest.raises(AwayAlready):
        enter(usa.member, usa.negotiator, first=DAYS["last"], last=DAYS["last"] + timedelta(3))


def test_the_database_takes_no_substitute_of_another_side(world):
    marks = {"releasable_to": ["USA"], "editable_by": ["USA"], "entered_at": NOW, **DAYS}
    usa, mex = world.usa, world.mex
    for person, substitute in ((usa.member, mex.member), (mex.member, usa.member), (usa.member, usa.member)):
        with reading_as(USA), pytest.raises(DatabaseError), transaction.atomic():
            Absence.objects.create(person=person, substitute=substitute, **marks)


def test_a_member_says_it_on_a_page_and_a_coordinator_sees_it(world, sign_in, time_machine):
    time_machine.move_to(NOW, tick=True)
    client = sign_in(world.usa.member)
    said = {
        "person": world.usa.member.pk,
        "substitute": world.usa.negotiator.pk,
        "first": "2026-05-09",
        "last": "2026-05-12",
    }
    assert (
        "negotiator.usa stands in" in client.post("/reminders/away/", said, secure=True, follow=True).content.decode()
    )
    assert "member.usa" in sign_in(world.usa.coordinator).get("/reminders/away/", secure=True).content.decode()
    other = sign_in(world.usa.observer).get("/reminders/away/", secure=True).content.decode()
    assert "negotiator.usa stands in" not in other


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_page_costs_the_same_queries_for_any_number(world, sign_in, count, django_assert_num_queries, time_machine):
    time_machine.move_to(NOW, tick=True)
    marks = {"releasable_to": ["USA"], "editable_by": ["USA"], "entered_at": NOW}
    with reading_as(USA):
        for number in range(count):
            first = NOW.date() + timedelta(number)
            facts = {"person": world.usa.member, "substitute": world.usa.head, "first": first, "last": first}
            Absence.objects.create(**facts, **marks)
    client = sign_in(world.usa.coordinator)
    client.get("/", secure=True)
    with django_assert_num_queries(11):
        client.get("/reminders/away/", secure=True)
