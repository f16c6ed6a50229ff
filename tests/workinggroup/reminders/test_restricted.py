"""Mails about what is narrowly marked: that something waits, and nothing of what it is and where."""

from datetime import date, timedelta

import pytest

from portal.audit.remembered import this_moment
from portal.core.reader import reading_as
from tests.factories.gaps import make_gap
from tests.factories.people import make_user
from tests.factories.plans import fill, make_plan, share, table
from tests.factories.practices import make_practice
from tests.factories.requests import make_draft_request
from tests.factories.work import NOW
from tests.workinggroup.reminders.conftest import at, digests, run_at
from workinggroup.handling import operations as handling
from workinggroup.handling.waits import waits
from workinggroup.reminders.answering import acknowledge_deadlines
from workinggroup.reminders.being_away import enter_absence
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.operations import plan_all
from workinggroup.requests.operations import send_request

MARKINGS = ["AMBER", "AMBER+STRICT", "RED"]
DAY = date(2026, 3, 20)  # a Friday


def mark(person, thing, marking, **facts):
    with reading_as(person.reader):
        return handling.mark(thing=thing, actor=person, now=NOW, marking=marking, **facts)


def marked_gap(world, marking):
    gap = make_gap(world.gtm.coordinator, ("GTM",), ("USA",))
    mark(world.gtm.coordinator, gap, marking)
    return "gap", gap.pk


def marked_plan(world, commitment, marking):
    plan = make_plan(world.usa.coordinator, commitment, ("MEX",))
    mark(world.usa.coordinator, plan, marking)
    fill(world.usa, plan, "MEX")
    plan = share(world.usa.coordinator, plan)
    return "plan_consent", table(world.usa.coordinator, plan).pk


def marked_request(world, marking):
    asked = make_draft_request(world.usa, "GTM")
    mark(world.usa.coordinator, asked, marking)
    with reading_as(world.usa.coordinator.reader):
        return "information_request", send_request(asked=asked, actor=world.usa.coordinator, now=NOW).pk


def marked_practice(world, marking):
    practice = make_practice(world.gtm, ["MEX"], now=NOW)
    mark(world.gtm.coordinator, practice, marking)
    return "practice_review", practice.pk


@pytest.mark.parametrize("marking", MARKINGS)
def test_every_kind_says_which_of_its_things_are_restricted(world, commitment, marking):
    gap, practice = marked_gap(world, marking), marked_practice(world, marking)
    asked, plan = marked_request(world, marking), marked_plan(world, commitment, marking)
    gtm = [gap, ("marks", gap[1]), practice, asked]
    for (kind, key), side in [*((each, world.gtm) for each in gtm), (plan, world.mex)]:
        with reading_as(side.head.reader):
            named = KINDS[kind].name([key])[key]
        assert named.is_restricted is (marking != "AMBER"), kind


@pytest.mark.parametrize("marking", MARKINGS)
def test_a_restricted_mark_that_ran_out_waits_restricted(world, marking):
    gtm = world.gtm.coordinator
    mark(gtm, make_gap(gtm, ("MEX",)), marking, mark_until=date(2026, 3, 5))
    with reading_as(gtm.reader):
        [wait] = waits(gtm, now=at(date(2026, 3, 6)), moment=this_moment()).shown
    assert wait.is_restricted is (marking != "AMBER")


def words_of(mail):
    return "\n".join([mail["Subject"], *(mail.get_body((form,)).get_content() for form in ("plain", "html"))])


@pytest.mark.parametrize("marking", MARKINGS)
def test_a_digest_says_of_a_restricted_mark_that_runs_out_that_something_waits(world, smtp, marking):
    gap = make_gap(world.gtm.coordinator, ("MEX",), ("MEX",))
    mark(world.gtm.coordinator, gap, marking, mark_until=DAY)
    plan_all(now=NOW)
    run_at(at(date(2026, 3, 17), "America/Guatemala"))
    said = words_of(digests(smtp, "coordinator.gtm")[0])
    telling = [gap.reference, str(gap.pk), "marca"]
    assert [word in said for word in telling] == [marking == "AMBER"] * 3, said
    assert ("Algo espera" in said) is (marking != "AMBER")
    assert "20 de marzo" in said, "when it is due is told"


@pytest.mark.parametrize("marking", MARKINGS)
def test_a_substitute_reads_no_more_of_it(world, smtp, marking):
    gap = make_gap(world.gtm.coordinator, ("GTM",), ("MEX",))
    mark(world.gtm.coordinator, gap, marking)
    gtm = world.gtm.coordinator
    with reading_as(gtm.reader):
        gap.refresh_from_db()
        days = {"first": gap.due_on - timedelta(14), "last": gap.due_on + timedelta(14)}
        enter_absence(person=gtm, substitute=world.gtm.member, actor=gtm, now=NOW, **days)
    plan_all(now=NOW)
    run_at(at(gap.due_on + timedelta(14), "America/Guatemala"))
    said = words_of(digests(smtp, "member.gtm")[0])
    assert [word in said for word in (gap.reference, str(gap.pk), "Brechas")] == [marking == "AMBER"] * 3, said
    assert gtm.name in said


@pytest.mark.parametrize("marking", MARKINGS)
def test_who_coordinates_reads_who_pauses_and_no_more(world, smtp, marking):
    gap = make_gap(world.gtm.coordinator, ("GTM",), ("MEX",))
    mark(world.gtm.coordinator, gap, marking)
    make_user("second@test.example", role="coordinator", code="GTM")
    gtm = world.gtm.coordinator
    with reading_as(gtm.reader):
        gap.refresh_from_db()
        rest = {"rest_until": gap.due_on, "reason": "The gate is rebuilt."}
        acknowledge_deadlines(things=[("gap", gap.pk)], actor=gtm, now=at(gap.due_on - timedelta(8)), **rest)
    plan_all(now=at(gap.due_on - timedelta(8)))
    run_at(at(gap.due_on - timedelta(7), "America/Guatemala"))
    said = words_of(digests(smtp, "second@")[0])
    assert [word in said for word in (gap.reference, str(gap.pk), "is rebuilt")] == [marking == "AMBER"] * 3, said
    assert gtm.name in said
