"""From what was said in the room to records that the next round approves."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from meetings.agendas.models import Item
from meetings.records import operations
from meetings.records.models import Amendment, Outcome, Readout, Records
from meetings.records.queries import records_of
from meetings.records.states import AmendmentStatus, OutcomeKind, Status
from meetings.rounds.models import Meeting
from meetings.rounds.states import Status as MeetingStatus
from portal.core.reader import reading_as
from tests.factories.work import NOW, conclude, make_item, make_meeting
from tests.scenes import scene

LATER = NOW + timedelta(minutes=1)
WORDS = {"en": "The guide is adopted.", "es": "Se adopta la guía."}


@scene
def meeting(world):
    """Concluded, with two items; another round follows it."""
    held = make_meeting(world.sec.coordinator)
    make_item(world.sec.coordinator, held, title="Guide")
    make_item(world.sec.coordinator, held, title="Fair")
    return conclude(held)


@scene
def follow_up(world, meeting):
    coming = make_meeting(world.sec.coordinator, timezone.localdate() + timedelta(days=90), follows=meeting)
    make_item(world.sec.coordinator, coming, title="Opening")
    make_item(world.sec.coordinator, coming, title="Guide")
    return coming


def act(user, operation, **facts):
    with reading_as(user.reader):
        return operation(actor=user, **({"now": NOW} | facts))


def items(meeting, user):
    with reading_as(user.reader):
        return list(Item.objects.filter(agenda__meeting=meeting).order_by("rank"))


def write(world, meeting, user=None, **facts):
    values = {"item": items(meeting, world.sec.member)[0], "kind": OutcomeKind.DECISION, "text": WORDS} | facts
    return act(user or world.sec.coordinator, operations.write_outcome, **values)


def page_of(user, meeting):
    with reading_as(user.reader):
        return records_of(meeting, user)


def test_outcomes_stand_under_their_item_for_all_parties(world, meeting):
    write(world, meeting)
    write(
        world, meeting, world.gtm.coordinator, kind=OutcomeKind.INFORMATION, text={"en": "Noted.", "es": ""}, now=LATER
    )
    for person in (world.usa.member, world.sec.member):
        lines = page_of(person, meeting).lines
        assert [(line.number, len(line.outcomes)) for line in lines] == [(1, 2), (2, 0)]
    assert lines[0].outcomes[1].text == {"en": "Noted."}
    assert page_of(world.can.coordinator, meeting).lines == []


def test_only_host_and_secretariat_write(world, meeting):
    for person in (world.gtm.member, world.sec.member):
        with pytest.raises(PermissionDenied):
            write(world, meeting, person)
    with pytest.raises(Item.DoesNotExist):  # The wall gives the item to nobody else for writing.
        write(world, meeting, world.usa.coordinator)
    with pytest.raises(operations.NoWords):
        write(world, meeting, text={"en": "  ", "es": ""})


def test_a_meeting_that_goes_on_is_not_circulated(world):
    going = make_meeting(world.sec.coordinator, status=MeetingStatus.IN_SESSION)
    with pytest.raises(operations.MeetingGoesOn):
        act(world.sec.coordinator, operations.circulate_records, meeting=going)


def test_circulated_records_change_no_more(world, meeting):
    outcome = write(world, meeting)
    act(world.sec.coordinator, operations.circulate_records, meeting=meeting)
    with pytest.raises(operations.RecordsAreOut):
        write(world, meeting)
    with pytest.raises(operations.RecordsAreOut):
        act(world.sec.coordinator, operations.remove_outcome, outcome=outcome)
    with pytest.raises(operations.RecordsAreOut):
        act(world.sec.coordinator, operations.circulate_records, meeting=meeting)


def test_the_approval_appears_by_itself_on_the_next_rounds_agenda_once(world, meeting, follow_up):
    act(world.sec.coordinator, operations.circulate_records, meeting=meeting)
    act(world.sec.coordinator, operations.put_on_agenda, meeting=meeting)
    titles = [item.title for item in items(follow_up, world.usa.member)]
    assert titles == [
        {"en": "Opening", "es": "Opening"},
        {"en": "Approval of the records: Ministerial", "es": "Aprobación de las actas: Reunión ministerial"},
        {"en": "Guide", "es": "Guide"},
    ]


def test_the_approval_of_records_that_are_not_out_is_refused(world, meeting, follow_up):
    with pytest.raises(operations.NotCirculated):
        act(world.sec.coordinator, operations.put_on_agenda, meeting=meeting)
    assert [item.title["en"] for item in items(follow_up, world.usa.member)] == ["Opening", "Guide"]


def test_a_round_scheduled_later_gets_the_approval_when_it_is_asked_for(world, meeting):
    act(world.sec.coordinator, operations.circulate_records, meeting=meeting)
    later = make_meeting(world.sec.coordinator, timezone.localdate() + timedelta(days=90), follows=meeting)
    act(world.sec.coordinator, operations.put_on_agenda, meeting=meeting)
    assert len(items(later, world.sec.member)) == 1


def test_amendments_are_asked_for_answered_and_then_the_records_are_approved(world, meeting, follow_up):
    with pytest.raises(operations.NotCirculated):
        act(world.usa.coordinator, operations.propose_amendment, meeting=meeting, text="x")
    act(world.sec.coordinator, operations.circulate_records, meeting=meeting)
    amendment = act(world.usa.coordinator, operations.propose_amendment, meeting=meeting, text="Say “adopted by all”.")
    assert [each.text for each in page_of(world.mex.member, meeting).amendments] == ["Say “adopted by all”."]
    with pytest.raises(operations.AmendmentsOpen):
        act(world.sec.coordinator, operations.approve_records, meeting=meeting)
    with pytest.raises(PermissionDenied):
        act(world.gtm.coordinator, operations.answer_amendment, amendment=amendment, status=AmendmentStatus.TAKEN)
    act(world.sec.coordinator, operations.answer_amendment, amendment=amendment, status=AmendmentStatus.TAKEN)
    with pytest.raises(operations.AlreadyAnswered):
        act(world.sec.coordinator, operations.answer_amendment, amendment=amendment, status=AmendmentStatus.DECLINED)
    records = act(world.sec.coordinator, operations.approve_records, meeting=meeting)
    assert records.status == Status.APPROVED
    with reading_as(world.usa.member.reader):
        assert Meeting.objects.get(pk=meeting.pk).status == MeetingStatus.RECORDS_APPROVED
    with pytest.raises(operations.NotCirculated):
        act(world.usa.coordinator, operations.propose_amendment, meeting=meeting, text="too late")


def test_who_did_not_attend_asks_for_nothing(world, meeting):
    act(world.sec.coordinator, operations.circulate_records, meeting=meeting)
    for person in (world.usa.member, world.can.coordinator):
        with pytest.raises(PermissionDenied):
            act(person, operations.propose_amendment, meeting=meeting, text="x")
    with reading_as(world.sec.coordinator.reader):
        assert not Amendment.objects.exists()


def test_a_readout_is_its_delegations_own_until_it_is_shared(world, meeting):
    act(world.usa.coordinator, operations.write_readout, meeting=meeting, text=WORDS)
    others = (world.mex.coordinator, world.gtm.coordinator, world.sec.coordinator)
    assert [page_of(person, meeting).readouts for person in others] == [[], [], []]
    for person in others:
        with reading_as(person.reader):
            assert not Readout.objects.exists()
    act(world.usa.coordinator, operations.write_readout, meeting=meeting, text=WORDS, is_shared=True)
    assert [len(page_of(person, meeting).readouts) for person in others] == [1, 1, 1]
    act(world.usa.coordinator, operations.write_readout, meeting=meeting, text=WORDS)
    assert [page_of(person, meeting).readouts for person in others] == [[], [], []]


# ---- Pages ------------------------------------------------------------------------------------------------------------


def test_the_whole_way_on_the_page(world, sign_in, meeting, follow_up):
    client, path = sign_in(world.sec.coordinator), f"/meetings/{meeting.slug}/records/"
    first = items(meeting, world.sec.member)[0]
    answer = client.post(
        f"{path}items/{first.pk}/", {"kind": "decision", "text_en": "<b>Adopted</b>", "text_es": ""}, secure=True
    )
    assert answer["Location"] == f"{path}#item-{first.pk}"
    page = client.get(path, secure=True).content.decode()
    assert "&lt;b&gt;Adopted&lt;/b&gt;" in page
    client.post(f"{path}steps/circulate/", secure=True)
    usa = sign_in(world.usa.coordinator)
    usa.post(f"{path}amendments/", {"text": "Please amend."}, secure=True)
    assert "Please amend." in client.get(path, secure=True).content.decode()
    with reading_as(world.sec.coordinator.reader):
        amendment = Amendment.objects.get()
    client.post(f"{path}amendments/{amendment.pk}/", {"status": "declined", "answer": "It stands."}, secure=True)
    client.post(f"{path}steps/approve/", secure=True)
    page = sign_in(world.usa.member).get(path, secure=True).content.decode()
    assert "It stands." in page
    assert "Approved on" in page


def test_an_empty_outcome_is_told_and_nothing_is_written(world, sign_in, meeting):
    first = items(meeting, world.sec.member)[0]
    path = f"/meetings/{meeting.slug}/records/items/{first.pk}/"
    page = sign_in(world.sec.coordinator).post(path, {"kind": "decision"}, secure=True, follow=True).content.decode()
    assert "Write it in one language at least." in page
    assert (
        "Select a valid choice"
        in sign_in(world.sec.coordinator).post(path, {"kind": "x"}, secure=True, follow=True).content.decode()
    )
    with reading_as(world.sec.member.reader):
        assert not Outcome.objects.exists()
        assert not Records.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_page_costs_the_same_queries_for_any_number(world, sign_in, meeting, count, django_assert_num_queries):
    one = write(world, meeting)
    with reading_as(world.sec.coordinator.reader):
        facts = {name: getattr(one, name) for name in ("item", "kind", "text", "written_at", "author_name")}
        marks = {"releasable_to": one.releasable_to, "editable_by": one.editable_by}
        Outcome.objects.bulk_create(Outcome(**facts, **marks) for _ in range(count - 1))
    client = sign_in(world.usa.member)
    client.get("/", secure=True)
    with django_assert_num_queries(14):
        assert client.get(f"/meetings/{meeting.slug}/records/", secure=True).status_code == 200
