"""What is changed of a commitment is said why and told in its history; a delegation that leaves leaves its commitments there."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from meetings.promises.states import Due
from portal.audit.models import Entry
from portal.audit.remembered import this_moment
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.pages import seen_on
from tests.factories.work import make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.commitments import operations
from workinggroup.commitments.dues import DueSaid
from workinggroup.commitments.history import history_of
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.waits import waits

NOW = timezone.now()


@scene
def ground(world):
    text = make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))
    led = make_commitment(world.sec.coordinator, text, supporting=["MEX"], theme="root-causes")
    return led, make_commitment(world.sec.coordinator, text, number=3, lead="MEX", supporting=["USA", "GTM"])


def as_office(world, operation, **facts):
    with reading_as(world.sec.coordinator.reader):
        return operation(actor=world.sec.coordinator, **facts)


def waiting(actor):
    with reading_as(actor.reader):
        return [(each.act, each.thing) for each in waits(actor, now=NOW, moment=this_moment()).shown]


def led_by(reader, key):
    with reading_as(reader):
        row = Commitment.objects.get(pk=key)
        return row.lead_id, row.supporting


def test_a_change_of_what_was_confirmed_is_said_why_and_its_history_tells_it(world, ground, sign_in):
    led, _other = ground
    for lead, supporting in (("GTM", ["MEX"]), ("USA", []), (None, ["MEX"])):
        with pytest.raises(operations.SayWhy):
            as_office(world, operations.name_lead, commitment=led, lead=lead, supporting=supporting)
    # Nobody is taken from it: one more supports.
    as_office(world, operations.name_lead, commitment=led, lead="USA", supporting=["MEX", "GTM"])
    as_office(
        world, operations.name_lead, commitment=led, lead="MEX", supporting=["USA"], reason="Mexico has the office."
    )
    as_office(world, operations.set_theme, commitment=led, theme="coordination", reason="Wrong list.")
    as_office(
        world, operations.set_due, commitment=led, now=NOW, said=DueSaid(Due.YEAR_END, NOW.date().replace(year=2090))
    )
    with pytest.raises(operations.SayWhy):
        as_office(world, operations.undo_decision, commitment=led)
    with reading_as(world.usa.member.reader):
        history = history_of(led, world.usa.member)
    told = [(each.before, each.after, each.reason) for each in history]
    office = world.sec.coordinator
    assert {(each.entry.actor_name, each.entry.delegation) for each in history} == {(office.name, "SEC")}
    assert told == [
        ("–", "by the end of 2090", ""),
        ("Root causes", "Coordination of future ministerials", "Wrong list."),
        ("USA with MEX, GTM", "MEX with USA", "Mexico has the office."),
        ("USA with MEX", "USA with MEX, GTM", ""),
        ("", "", ""),
    ]
    page = sign_in(world.usa.member).get(led.get_absolute_url(), secure=True).content.decode()
    assert "Mexico has the office." in page
    assert page.partition('id="history"')[2].count(f"<b>{office.name}</b>") == 5
    with reading_as(world.can.member.reader):
        assert history_of(led, world.can.member) == []
    with reading_as(world.sec.coordinator.reader), pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(subject_id=str(led.pk)).update(detail="{}")


def test_the_lead_gives_up_and_the_secretariat_is_waited_for(world, ground, sign_in):
    led, _other = ground
    item = make_action_item(world.usa.coordinator, led)
    for actor in (world.usa.member, world.mex.coordinator):
        with reading_as(actor.reader), pytest.raises(NotAllowed):
            operations.give_up_lead(commitment=led, actor=actor, now=NOW, reason="x")
    client, address = sign_in(world.usa.coordinator), f"{led.get_absolute_url()}give-up/"
    assert "Give up the lead" in client.get(led.get_absolute_url(), secure=True).content.decode()
    client.post(address, {"reason": "The programme has ended."}, secure=True)
    assert led_by(world.mex.member.reader, led.pk) == (None, ["MEX"])
    assert waiting(world.sec.coordinator) == [("Name who leads:", "1 commitment without a lead")]
    page = client.get(led.get_absolute_url(), secure=True).content.decode()
    assert "The programme has ended." in page
    assert item.title in page
    # Naming the next asks no reason: nobody is taken from it.
    office = sign_in(world.sec.coordinator)
    facts = {"lead": "GTM", "supporting": ["MEX"], "seen": seen_on(office, led.get_absolute_url(), "lead")}
    assert office.post(led.get_absolute_url(), facts, secure=True).status_code == 302
    assert waiting(world.sec.coordinator) == []


def test_whoever_dissociates_from_a_text_leads_and_supports_nothing_of_it(world, ground):
    led, other = ground
    text = led.statement
    with reading_as(world.usa.head.reader):
        left = operations.leave_commitments(statement=text, delegation="USA", anchors=["p02"])
        assert [each.pk for each in left] == [led.pk]
        assert operations.leave_commitments(statement=text, delegation="USA", anchors=["p02"]) == []
    assert led_by(world.usa.member.reader, led.pk) == (None, ["MEX"])
    assert led_by(world.usa.member.reader, other.pk) == ("MEX", ["USA", "GTM"])
    with reading_as(world.usa.head.reader):
        assert len(operations.leave_commitments(statement=text, delegation="USA", anchors=[])) == 1
    assert led_by(world.usa.member.reader, other.pk) == ("MEX", ["GTM"])
    with reading_as(world.mex.member.reader):
        [change, *_rest] = history_of(other, world.mex.member)
        assert (change.before, change.after) == ("MEX with USA, GTM", "MEX with GTM")
    assert waiting(world.sec.coordinator) == [("Name who leads:", "1 commitment without a lead")]
