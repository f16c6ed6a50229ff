"""Counts of reminders are right at once, though no act tells that they were planned, posted or not delivered."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.audit.models import Head
from portal.core.reader import reading_as
from portal.notifications.models import OutgoingMail
from tests.factories.people import make_world
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_statement
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all, post_and_plan, post_due
from workinggroup.reminders.queries import SHOWN, reminders_for


def acts_seen(person) -> int:
    with reading_as(person.reader):
        return Head.objects.get(reader=person.code).acts


def test_each_change_is_counted_at_once(committed):
    world = make_world()
    follow_up = make_follow_up(world.sec.coordinator)
    commitment = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up))
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    now = NOW + timedelta(days=40)

    def counts(person, chosen="all"):
        with reading_as(person.reader):
            found = reminders_for(person, now=now, chosen=chosen)
        for kind, part in (("will-go", found.will_go), ("went", found.went), ("failed", found.failed)):
            assert found.counts[kind] == part.count
            if chosen in {"all", kind}:
                assert len(part.rows) == min(part.count, SHOWN)
        return found.counts

    people = [world.usa.coordinator, world.usa.member, world.mex.member]
    assert [counts(person)["all"] for person in people * 2] == [0] * 6
    acts = acts_seen(world.usa.coordinator)
    plan_all(now=NOW)
    planned = [counts(person) for person in people]
    assert [each["will-go"] for each in planned] == [each["all"] for each in planned]
    assert planned[0]["will-go"] > planned[1]["will-go"] > 0 == planned[2]["all"]
    post_due(now=now)
    settled = [counts(person) for person in people]
    assert settled == [counts(person) for person in people] != planned
    assert settled[1]["went"] > 0 == settled[1]["failed"]
    with reading_as(world.usa.member.reader):
        OutgoingMail.objects.filter(reminders__isnull=False, recipient=world.usa.member).update(status="failed")
    told = counts(world.usa.member)
    assert told["failed"] + told["went"] == settled[1]["went"]
    assert (
        counts(world.usa.member, "went")["failed"] == counts(world.usa.member, "failed")["failed"] == told["failed"] > 0
    )
    assert acts_seen(world.usa.coordinator) == acts, "nothing of this is an act"


def test_a_minute_in_which_nothing_happens_costs_two_queries(committed):
    """Signing who reads is one of them. Whoever acts is planned for in the next minute, and so is whoever is due."""
    world = make_world()
    commitment = make_commitment(
        world.sec.coordinator, make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))
    )
    post_and_plan(now=NOW)
    minute = timedelta(minutes=1)
    with CaptureQueriesContext(connection) as asked:
        post_and_plan(now=NOW + minute)
    assert len([each for each in asked if each["sql"] != "COMMIT"]) == 2
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    post_and_plan(now=NOW + 2 * minute)
    with reading_as(world.usa.member.reader):
        mine = Reminder.objects.filter(recipient=world.usa.member)
        first = mine.order_by("goes_at").first().goes_at
        assert set(mine.values_list("status", flat=True)) == {"planned"}
    post_and_plan(now=first)
    with reading_as(world.usa.member.reader):
        assert set(mine.filter(goes_at=first).values_list("status", flat=True)) == {"posted"}
