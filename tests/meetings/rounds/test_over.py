"""What was held stays as it was held: every act on it is refused with a sentence, and a corrigendum stands beside it."""

import io
import uuid
from datetime import time, timedelta

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from meetings.agendas import operations as agendas
from meetings.agendas.exporting import as_pdf, sheet_of
from meetings.agendas.models import Item, Live
from meetings.participants import operations as participants
from meetings.rounds import operations as rounds
from meetings.rounds.models import Corrigendum, Meeting
from meetings.rounds.operations import MeetingIsOver
from meetings.rounds.states import Part, Status
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.people.lists.lines import Line
from tests.factories.people import mails
from tests.factories.work import NOTE, NOW, conclude, make_credentials, make_item, make_meeting, make_participant
from tests.scenes import scene

WORDS = {"en": "Item 2 was led by Mexico.", "es": "México dirigió el punto 2."}
LATER = NOW + timedelta(days=1)


@scene
def held(world):
    """A concluded meeting with two items, a proposal, participants and credentials."""
    meeting = make_meeting(world.sec.coordinator)
    first, second = (make_item(world.sec.coordinator, meeting, title=title) for title in ("Guide", "Fair"))
    gone = make_item(world.sec.coordinator, meeting, title="Gone")
    act(world.sec.coordinator, agendas.take_off_item, item=gone)
    proposal = act(
        world.usa.coordinator,
        agendas.propose_item,
        meeting=meeting,
        title={"en": "P"},
        minutes=5,
        answer_by=LATER,
        now=NOW,
    )
    listed = make_participant(world.usa.coordinator, meeting, person=world.usa.member, name="")
    note = make_credentials(world.usa.coordinator, meeting)
    return {
        "meeting": conclude(meeting), "first": first, "second": second, "gone": gone,
        "proposal": proposal, "listed": listed, "note": note,
    }  # fmt: skip


def act(actor, operation, **facts):
    with reading_as(actor.reader):
        return operation(actor=actor, **facts)


ACTS = {
    "add_item": ("sec", agendas.add_item, {"meeting": "meeting", "title": {"en": "X"}, "minutes": 5}),
    "move_item": ("sec", agendas.move_item, {"item": "first", "side": "after", "anchor": uuid.uuid4()}),
    "move_item_to_day": ("sec", agendas.move_item_to_day, {"item": "first", "day": 1}),
    "take_off_item": ("sec", agendas.take_off_item, {"item": "first"}),
    "put_back_item": ("sec", agendas.put_back_item, {"item": "gone"}),
    "defer_item": ("sec", agendas.defer_item, {"item": "first"}),
    "begin_section": ("sec", agendas.begin_section, {"item": "first", "title": {"en": "S"}}),
    "end_section": ("sec", agendas.end_section, {"item": "first"}),
    "adopt_agenda": ("sec", agendas.adopt_agenda, {"meeting": "meeting", "now": NOW}),
    "issue_revision": ("sec", agendas.issue_revision, {"meeting": "meeting", "now": NOW}),
    "steer_meeting": ("sec", agendas.steer_meeting, {"meeting": "meeting", "now": NOW, "act": "start"}),
    "propose_item": (
        "mex", agendas.propose_item,
        {"meeting": "meeting", "title": {"en": "Q"}, "minutes": 5, "answer_by": LATER, "now": NOW},
    ),
    "answer_proposal": ("mex", agendas.answer_proposal, {"proposal": "proposal", "now": NOW, "view": "no_objection"}),
    "withdraw_proposal": ("usa", agendas.withdraw_proposal, {"proposal": "proposal"}),
    "accept_proposal": ("sec", agendas.accept_proposal, {"proposal": "proposal", "now": LATER + timedelta(days=1)}),
    "enter_participant": ("mex", participants.enter_participant, {"meeting": "meeting", "now": NOW, "name": "Ada"}),
    "change_participant": ("usa", participants.change_participant, {"participant": "listed", "now": NOW, "name": "X"}),
    "remove_participant": ("usa", participants.remove_participant, {"participant": "listed", "now": NOW}),
    "answer_invitation": ("usa", participants.answer_invitation, {"participant": "listed", "answer": "coming"}),
    "import_participants": ("mex", participants.import_participants, {"meeting": "meeting", "lines": [Line(1, "Ada")]}),
    "send_credentials": (
        "mex", participants.send_credentials, {"meeting": "meeting", "now": NOW, "document": NOTE, "filename": "n.pdf"},
    ),
    "accept_credentials": ("sec", participants.accept_credentials, {"credentials": "note", "now": NOW}),
    "change_meeting": ("sec", rounds.change_meeting, {"meeting": "meeting", "now": NOW, "title": {"en": "T", "es": "T"}}),
    "set_deadlines": ("sec", rounds.set_deadlines, {"meeting": "meeting", "now": NOW, "days": {"items": 3}}),
    "move_meeting": (
        "sec", rounds.move_meeting,
        {"meeting": "meeting", "now": NOW, "starts_at": LATER, "ends_at": LATER + timedelta(hours=1),
         "time_zone": "America/Guatemala", "city": {"en": "C", "es": "C"}, "venue": {"en": "V", "es": "V"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("status", [Status.CONCLUDED, Status.RECORDS_APPROVED, Status.CANCELLED])
@pytest.mark.parametrize("name", ACTS)
def test_every_act_on_what_was_held_is_refused(world, held, name, status):
    side, operation, facts = ACTS[name]
    with reading_as(world.sec.coordinator.reader):
        Meeting.objects.filter(pk=held["meeting"].pk).update(status=status)
    # Named things are those of the scene, as a page that was opened before the end still holds them.
    given = {key: held[value] if isinstance(value, str) and value in held else value for key, value in facts.items()}
    with pytest.raises(MeetingIsOver):
        act(getattr(world, side).coordinator, operation, **given)


def test_changing_an_item_is_refused_too(world, held):
    facts = {"title": {"en": "X"}, "note": {}, "lead": None, "supporting": [], "minutes": 10, "fixed_at": time(9)}
    with pytest.raises(MeetingIsOver):
        act(world.sec.coordinator, agendas.change_item, item=held["first"], seen=held["first"].edit, **facts)


def test_every_operation_on_agenda_and_lists_is_among_these():
    """One that is new must say whether it works on what was held."""
    private = {"annotate_item", "close_session", "ask_floor", "give_floor", "end_speech"}
    named = {name for name in agendas.__all__ if name[0].islower()} | {
        name for name, each in vars(participants).items()
        if callable(each) and getattr(each, "__module__", "") == participants.__name__ and name.islower() and name[0] != "_"
    }  # fmt: skip
    assert named - private - {"change_item"} == {name for name in ACTS if name not in vars(rounds)}


def test_a_list_is_open_while_the_meeting_is_in_session(world):
    meeting = make_meeting(world.sec.coordinator, status=Status.IN_SESSION)
    assert make_participant(world.usa.coordinator, meeting).rank == 1


def test_what_runs_ends_with_the_meeting(world):
    meeting = make_meeting(world.sec.coordinator, status=Status.IN_SESSION)
    make_item(world.sec.coordinator, meeting)
    act(world.sec.coordinator, agendas.steer_meeting, meeting=meeting, now=NOW, act="start")
    act(world.sec.coordinator, rounds.advance_meeting, meeting=meeting, now=NOW, to=Status.CONCLUDED)
    with reading_as(world.sec.coordinator.reader):
        assert Live.objects.get(agenda__meeting=meeting).item is None


def test_a_corrigendum_stands_beside_and_is_told(world, held, sign_in):
    meeting = held["meeting"]
    facts = {"meeting": meeting, "now": NOW, "part": Part.AGENDA, "text": WORDS}
    issued = act(world.sec.coordinator, rounds.issue_corrigendum, **facts)
    assert issued.number == 1
    with reading_as(world.usa.member.reader):
        assert [str(item) for item in Item.objects.filter(agenda__meeting=meeting, status="on")] == ["Guide", "Fair"]
        pdf = PdfReader(io.BytesIO(as_pdf(sheet_of(meeting, world.usa.member), languages=["en"], now=NOW)))
    assert "Corrigendum 1 (Agenda): Item 2 was led by Mexico." in " ".join(pdf.pages[0].extract_text().split())
    told = {mail.recipient for mail in mails() if mail.event == "meetings.meeting.corrected"}
    assert {world.usa.head, world.mex.coordinator} <= told
    assert world.sec.coordinator not in told
    assert world.can.coordinator not in told
    page = sign_in(world.usa.member).get(meeting.get_absolute_url()).content.decode()
    assert "Item 2 was led by Mexico." in page
    assert "Issue a corrigendum" not in page
    assert "Issue a corrigendum" in sign_in(world.sec.coordinator).get(meeting.get_absolute_url()).content.decode()


def test_a_corrigendum_is_for_what_is_over_and_never_changes(world, held):
    coming = make_meeting(world.sec.coordinator)
    facts = {"now": NOW, "part": Part.FACTS, "text": WORDS}
    with pytest.raises(rounds.NotOver):
        act(world.sec.coordinator, rounds.issue_corrigendum, meeting=coming, **facts)
    with pytest.raises(rounds.NoWords):
        act(
            world.sec.coordinator,
            rounds.issue_corrigendum,
            meeting=held["meeting"],
            **(facts | {"text": {"en": "X", "es": " "}}),
        )
    with pytest.raises(NotAllowed):
        act(world.usa.coordinator, rounds.issue_corrigendum, meeting=held["meeting"], **facts)
    issued = act(world.sec.coordinator, rounds.issue_corrigendum, meeting=held["meeting"], **facts)
    with reading_as(world.sec.coordinator.reader), pytest.raises(DatabaseError), transaction.atomic():
        Corrigendum.objects.filter(pk=issued.pk).update(number=2)
