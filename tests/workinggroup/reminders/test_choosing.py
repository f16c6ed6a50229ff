"""When reminders go: chosen for everybody, for a delegation, for oneself."""

import pytest
from django.db import DatabaseError, connection, transaction

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.core.seen import ChangedMeanwhile, digest
from tests.factories.pages import fields_of
from tests.factories.work import NOW
from workinggroup.reminders.cadence import read_cadence, usual_cadences
from workinggroup.reminders.choices import read_choices
from workinggroup.reminders.choosing import choose_cadence, reset_cadence
from workinggroup.reminders.models import ChosenCadence, GroupCadence, Reminder
from workinggroup.reminders.operations import RESTLESS, plan_all
from workinggroup.reminders.states import Level, Status


def choose(actor, level, *rungs, kind="action_item", seen=None):
    with reading_as(actor.reader):
        facts = {"level": level, "kind": kind, "actor": actor, "now": NOW, "seen": seen}
        choose_cadence(**facts, rungs=read_cadence(rungs))


def reset(actor, level):
    with reading_as(actor.reader):
        reset_cadence(level=level, kind="action_item", actor=actor, now=NOW)


def rungs_of(person):
    """What is planned of the action item for a person."""
    with reading_as(Reader(person.code)):
        rows = Reminder.objects.filter(recipient=person, kind="action_item", status=Status.PLANNED)
        return [row.rung for row in rows.order_by("goes_at")]


USUAL = ["-14d", "-7d", "-1d", "+1w", "+5w"]


def test_planning_follows_each_level_in_the_same_transaction(world, item):
    plan_all(now=NOW)
    member = world.usa.member
    assert rungs_of(member) == USUAL
    choose(world.sec.coordinator, Level.GROUP, "-20d")
    assert rungs_of(member) == ["-20d", "-1d", "+1w"]
    choose(world.usa.coordinator, Level.SIDE, "-10d", "-8d !")
    assert rungs_of(member) == ["-10d", "-8d", "-1d", "+1w"]
    choose(member, Level.OWN, "-3d")
    assert rungs_of(member) == ["-8d", "-3d", "-1d", "+1w"]
    reset(member, Level.OWN)
    reset(world.usa.coordinator, Level.SIDE)
    reset(world.sec.coordinator, Level.GROUP)
    assert rungs_of(member) == USUAL


def test_what_was_planned_by_a_choice_is_not_planned_again_by_the_round(world, item):
    plan_all(now=NOW)
    choose(world.usa.member, Level.OWN, "-3d")
    with reading_as(Reader("PORTAL")), connection.cursor() as cursor:
        cursor.execute(RESTLESS, {"now": NOW, "fresh": NOW})
        assert [code for code, _due, stale in cursor.fetchall() if stale] == []
    plan_all(now=NOW)
    assert rungs_of(world.usa.member) == ["-3d", "-1d", "+1w"]


def test_a_delegation_cannot_tell_the_secretariats_reminder_off(world, item):
    plan_all(now=NOW)
    choose(world.usa.coordinator, Level.SIDE)
    with reading_as(Reader("SEC")):
        assert Reminder.objects.get(kind="action_item").rung == "+1w secretariat"


def test_nobody_sees_what_another_side_or_another_person_chose(world):
    choose(world.usa.coordinator, Level.SIDE, "-10d")
    choose(world.usa.member, Level.OWN, "-3d")
    seen = {}
    readers = (world.usa.member, world.usa.coordinator, world.usa.head, world.mex.coordinator, world.sec.coordinator)
    for person in (*readers, world.admin):
        with reading_as(person.reader):
            seen[person.email.split("@")[0]] = sorted(row.rungs[0] for row in ChosenCadence.objects.all())
    assert seen == {
        "member.usa": ["-10d", "-3d"], "coordinator.usa": ["-10d"], "head.usa": ["-10d"],
        "coordinator.mex": [], "coordinator.sec": [], "admin": [],
    }  # fmt: skip
    with reading_as(world.usa.coordinator.reader):
        acts = Entry.objects.filter(action="workinggroup.cadence.own_chosen")
        assert [entry.detail for entry in acts] == ["{}"]


def test_nobody_writes_for_another(world):
    choose(world.usa.member, Level.OWN, "-3d")
    choose(world.sec.coordinator, Level.GROUP, "-20d")
    with reading_as(world.usa.coordinator.reader):
        assert ChosenCadence.objects.update(rungs=[]) == 0
        assert ChosenCadence.objects.all().delete()[0] == 0
        marks = {"releasable_to": ["USA"], "editable_by": ["USA"], "chosen_at": NOW, "delegation_id": "USA"}
        with pytest.raises(DatabaseError), transaction.atomic():
            ChosenCadence.objects.create(person=world.usa.head, kind="papers", rungs=[], **marks)
        for change in (GroupCadence.objects.all().delete, lambda: GroupCadence.objects.update(rungs=[])):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert read_choices("USA").group == {"action_item": read_cadence(["-20d"])}
    for person, level in ((world.usa.coordinator, Level.GROUP), (world.usa.member, Level.SIDE)):
        with pytest.raises(NotAllowed):
            choose(person, level, "-3d")


def test_of_two_coordinators_the_second_is_stopped(world):
    with reading_as(world.usa.coordinator.reader):
        seen = read_choices("USA").standing(Level.SIDE, "action_item").seen
    choose(world.usa.coordinator, Level.SIDE, "-10d", seen=digest(seen))
    with pytest.raises(ChangedMeanwhile):
        choose(world.usa.head, Level.SIDE, "-9d", seen=digest(seen))


def test_the_page_tells_each_rung_and_its_day_by_the_readers_calendar(world, sign_in, time_machine):
    """Due on Tuesday 5 January 2027: the day before is a Monday, 14 days before the Tuesday before Christmas."""
    time_machine.move_to(NOW, tick=False)
    choose(world.usa.member, Level.OWN, "-2d", "-4w")
    page = sign_in(world.usa.member).get("/reminders/cadence/?due=2027-01-05", secure=True).content.decode()
    part = page[page.index('id="kind-action_item"') :].partition("</section>")[0]
    assert "Chosen by you." in part
    assert part.index("4 working days before") < part.index("Tue 29 Dec") < part.index("2 days before")
    assert part.index("2 days before") < part.index("Thu 31 Dec") < part.index("nobody can switch it off")
    assert "not to you" in part
    assert "14 days before" not in part
    assert "for everybody</a>" not in page
    assert sign_in(world.usa.member).get("/reminders/cadence/?due=0", secure=True).status_code == 200


def test_a_form_saves_rows_and_is_set_back(world, sign_in, time_machine):
    time_machine.move_to(NOW, tick=False)
    client, address = sign_in(world.usa.coordinator), "/reminders/cadence/delegation/papers/"
    page = client.get(address, secure=True).content.decode()
    assert "Set back" not in page
    values, _action = fields_of(page, "days_1")
    assert (values["days_1"], values["way_1"], values["to_1"]) == (["7"], ["d-"], ["owner"])
    values |= {"days_1": [""], "days_2": ["3"], "way_2": ["w+"], "to_2": ["head"], "fast_2": ["on"]}
    assert client.post(address, values, secure=True).status_code == 302
    with reading_as(world.usa.coordinator.reader):
        assert ChosenCadence.objects.get().rungs == ["+3w head !"]
    assert "Set back" in client.get(address, secure=True).content.decode()
    client.post(f"{address}reset/", secure=True)
    with reading_as(world.usa.coordinator.reader):
        assert not ChosenCadence.objects.exists()
    assert client.get("/reminders/cadence/mine/nothing/", secure=True).status_code == 404


@pytest.mark.parametrize("count", [0, 3, 9])
def test_the_page_costs_the_same_queries_whatever_was_chosen(
    world, sign_in, count, django_assert_num_queries, time_machine
):
    time_machine.move_to(NOW, tick=False)
    for kind in list(usual_cadences())[:count]:
        choose(world.usa.coordinator, Level.OWN, "-2d", kind=kind)
        choose(world.usa.coordinator, Level.SIDE, "-3d", kind=kind)
    client = sign_in(world.usa.coordinator)
    client.get("/", secure=True)
    with django_assert_num_queries(12):
        assert client.get("/reminders/cadence/", secure=True).status_code == 200
