"""What happens to lists of participants, held by the rules, the constraints and the wall."""

import pytest
from django.db import IntegrityError, transaction

from meetings.participants import operations
from meetings.participants.listing import WANTED, lines_to_enter
from meetings.participants.models import Credentials, Needs, Participant
from meetings.rounds.operations import MeetingIsOver
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.people.lists.files import read_pasted
from tests.factories.work import NOTE, NOW, make_credentials, make_meeting, make_participant
from tests.scenes import scene


@scene
def meeting(world):
    return make_meeting(world.sec.coordinator)


def read_list(text):
    return lines_to_enter(read_pasted(text, WANTED))


def act(name, actor, /, **facts):
    with reading_as(actor.reader):
        return getattr(operations, name)(actor=actor, **facts)


def test_a_coordinator_lists_the_own_side_alone(world, meeting):
    entered = make_participant(world.usa.coordinator, meeting, person=world.usa.member, name="")
    assert (entered.delegation_id, entered.name, entered.rank) == ("USA", world.usa.member.name, 1)
    assert make_participant(world.usa.head, meeting).rank == 2
    for actor in (world.usa.member, world.can.coordinator):
        with pytest.raises(NotAllowed):
            make_participant(actor, meeting)
    with pytest.raises(operations.NotOfYourSide):
        make_participant(world.usa.coordinator, meeting, person=world.mex.member)


def test_a_delegation_has_one_head_and_nobody_stands_there_twice(world, meeting):
    usa = world.usa.coordinator
    make_participant(usa, meeting, "Ada", kind="head", person=world.usa.head)
    make_participant(world.mex.coordinator, meeting, "Eva", kind="head")
    with pytest.raises(operations.SecondHead) as refusal:
        make_participant(usa, meeting, "Bea", kind="head")
    assert "Ada" in str(refusal.value)
    with pytest.raises(operations.ListedAlready):
        make_participant(usa, meeting, person=world.usa.head)
    with pytest.raises(operations.WithoutName):
        make_participant(usa, meeting, "")
    with reading_as(usa.reader):
        bea = Participant(meeting=meeting, delegation_id="USA", name="Bea", kind="head", rank=9)
        bea.releasable_to, bea.editable_by = meeting.releasable_to, ["USA"]
        with pytest.raises(IntegrityError, match="one_head"), transaction.atomic():
            bea.save()


def test_the_person_or_the_coordinator_answers(world, meeting):
    entered = make_participant(world.usa.coordinator, meeting, person=world.usa.member)
    assert act("answer_invitation", world.usa.member, participant=entered, answer="remote").answer == "remote"
    assert act("answer_invitation", world.usa.coordinator, participant=entered, answer="coming").answer == "coming"
    for actor in (world.usa.negotiator, world.mex.coordinator, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            act("answer_invitation", actor, participant=entered, answer="not_coming")


def test_another_side_neither_changes_nor_removes(world, meeting):
    entered = make_participant(world.usa.coordinator, meeting)
    for actor in (world.mex.coordinator, world.gtm.coordinator, world.sec.coordinator, world.usa.member):
        for name, facts in (("change_participant", {"name": "X", "now": NOW}), ("remove_participant", {"now": NOW})):
            with pytest.raises(NotAllowed):
                act(name, actor, participant=entered, **facts)


def test_needs_are_read_by_the_own_side_and_the_host_alone(world, meeting):
    entered = make_participant(world.usa.coordinator, meeting, dietary="no nuts", access="step-free")
    for side, seen in ((world.usa, 1), (world.gtm, 1), (world.mex, 0), (world.sec, 0), (world.can, 0)):
        with reading_as(side.coordinator.reader):
            assert Needs.objects.count() == seen, side.code
            assert not Entry.objects.filter(detail__contains="nuts").exists()
    act("change_participant", world.usa.coordinator, participant=entered, name="Ada", now=NOW)
    with reading_as(world.usa.coordinator.reader):
        assert not Needs.objects.exists()


def test_removing_takes_what_the_person_needs_along(world, meeting):
    entered = make_participant(world.usa.coordinator, meeting, dietary="no nuts")
    act("remove_participant", world.usa.coordinator, participant=entered, now=NOW)
    with reading_as(world.usa.coordinator.reader):
        assert not Participant.objects.exists()
        assert Entry.objects.filter(action="meetings.participant.removed").count() == 1


@pytest.mark.parametrize("status", ["concluded", "cancelled"])
def test_the_list_of_a_meeting_that_is_over_stays(world, status):
    meeting = make_meeting(world.sec.coordinator, status=status)
    for name, facts in (
        ("enter_participant", {"name": "Ada", "now": NOW}),
        ("import_participants", {"lines": read_list("Ada")}),
        ("send_credentials", {"now": NOW, "document": NOTE, "filename": "n.pdf"}),
    ):
        with pytest.raises(MeetingIsOver):
            act(name, world.usa.coordinator, meeting=meeting, **facts)


def test_an_import_enters_what_is_ready_and_nothing_if_the_list_has_changed(world, meeting):
    usa = world.usa.coordinator
    lines = read_list("Ada;Minister;head\nBea;;astronaut\nCleo;;press")
    assert act("import_participants", usa, meeting=meeting, lines=lines) == 2
    with pytest.raises(operations.ListedAlready):
        act("import_participants", usa, meeting=meeting, lines=read_list("Dora\nCleo"))
    with reading_as(usa.reader):
        assert list(Participant.objects.order_by("rank").values_list("name", "kind", "rank")) == [
            ("Ada", "head", 1),
            ("Cleo", "press", 2),
        ]


def test_credentials_are_received_then_accepted_by_the_host_or_the_secretariat(world, meeting):
    sent = make_credentials(world.usa.coordinator, meeting)
    make_credentials(world.usa.coordinator, meeting, NOTE + b"again\n")
    for side, seen in ((world.usa, 1), (world.gtm, 1), (world.sec, 1), (world.mex, 0)):
        with reading_as(side.coordinator.reader):
            assert Credentials.objects.count() == seen, side.code
    for actor in (world.usa.coordinator, world.gtm.member, world.mex.coordinator):
        with pytest.raises(NotAllowed):
            act("accept_credentials", actor, credentials=sent, now=NOW)
    accepted = act("accept_credentials", world.gtm.coordinator, credentials=sent, now=NOW)
    assert (accepted.status, accepted.accepted_at) == ("accepted", NOW)
    with pytest.raises(operations.CredentialsAccepted):
        make_credentials(world.usa.coordinator, meeting)
    with pytest.raises(operations.CredentialsAccepted):
        act("accept_credentials", world.sec.coordinator, credentials=sent, now=NOW)


def test_the_host_does_not_accept_its_own(world, meeting):
    sent = make_credentials(world.gtm.coordinator, meeting)
    with pytest.raises(NotAllowed):
        act("accept_credentials", world.gtm.coordinator, credentials=sent, now=NOW)
    assert act("accept_credentials", world.sec.coordinator, credentials=sent, now=NOW).status == "accepted"
