"""Proposals, adoption, issued revisions, private notes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from meetings.agendas.models import Annotation, Item, Revision, RevisionRow
from meetings.agendas.operations import (
    accept_proposal,
    adopt_agenda,
    annotate_item,
    answer_proposal,
    change_item,
    issue_revision,
    move_item,
    propose_item,
    withdraw_proposal,
)
from meetings.agendas.operations.chair import AlreadyAdopted, NothingToIssue
from meetings.agendas.operations.notes import NotesChangedMeanwhile
from meetings.agendas.operations.proposals import (
    AgendaNotOpen,
    AnswersAreClosed,
    AnswersAwaited,
    DeadlineTooEarly,
    ObjectionStands,
    OwnProposal,
    ProposalIsSettled,
    ReasonNeeded,
)
from meetings.agendas.queries.revisions import revisions_of
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.work import NOW, make_follow_up, make_item
from tests.scenes import scene

LATER = NOW + timedelta(days=7)


@scene
def meeting(world):
    return make_follow_up(world.sec.coordinator)


@scene
def item(world, meeting):
    return make_item(world.sec.coordinator, meeting, 30, "A")


@scene
def proposal(world, meeting, item):
    return propose(world.usa.coordinator, meeting)


def propose(user, meeting, **facts):
    values = {"title": {"en": "New item"}, "minutes": 20, "answer_by": LATER, "now": NOW} | facts
    return run(user, propose_item, meeting=meeting, **values)


def run(user, operation, **facts):
    with reading_as(user.reader):
        return operation(actor=user, **facts)


def answer(user, proposal, view="none", now=NOW, reason=""):
    return run(user, answer_proposal, proposal=proposal, now=now, view=view, reason=reason)


def accept(user, proposal, now=NOW):
    return run(user, accept_proposal, proposal=proposal, now=now)


def test_a_proposal_goes_on_the_agenda_when_all_others_raised_no_objection(world, proposal):
    sec = world.sec.coordinator
    answer(world.mex.coordinator, proposal)
    with pytest.raises(AnswersAwaited, match="GTM has not answered"):
        accept(sec, proposal)
    answer(world.gtm.coordinator, proposal)
    assert accept(sec, proposal).lead_id == "USA"
    with reading_as(world.mex.member.reader):
        assert Item.objects.get(proposal=proposal).minutes == 20
    with pytest.raises(ProposalIsSettled):
        accept(sec, proposal)


def test_silence_until_the_deadline_is_no_objection(world, proposal):
    with pytest.raises(AnswersAwaited):
        accept(world.sec.coordinator, proposal, now=LATER)
    assert accept(world.sec.coordinator, proposal, now=LATER + timedelta(seconds=1)).proposal_id == proposal.pk


def test_one_objection_keeps_it_off_until_it_is_lifted(world, proposal):
    mex = world.mex.coordinator
    with pytest.raises(ReasonNeeded):
        answer(mex, proposal, "objection", reason="  ")
    answer(mex, proposal, "objection", reason="Belongs in the expert meeting.")
    after = LATER + timedelta(days=1)
    with pytest.raises(ObjectionStands, match="MEX"):
        accept(world.gtm.coordinator, proposal, now=after)
    answer(mex, proposal, now=after)
    accept(world.gtm.coordinator, proposal, now=after)


def test_after_the_deadline_nobody_objects_any_more(world, proposal):
    with pytest.raises(AnswersAreClosed):
        answer(world.mex.coordinator, proposal, "objection", now=LATER + timedelta(seconds=1), reason="Too late")


def test_who_may_propose_answer_withdraw_accept(world, meeting, proposal):
    for user in (world.sec.coordinator, world.can.coordinator, world.usa.member):
        with pytest.raises(NotAllowed):
            propose(user, meeting)
    with pytest.raises(OwnProposal):
        answer(world.usa.head, proposal)
    with pytest.raises(NotAllowed):
        answer(world.mex.member, proposal)
    with pytest.raises(NotAllowed):
        accept(world.mex.coordinator, proposal)
    with pytest.raises(NotAllowed):
        run(world.mex.coordinator, withdraw_proposal, proposal=proposal)
    run(world.usa.head, withdraw_proposal, proposal=proposal)
    with pytest.raises(ProposalIsSettled):
        answer(world.mex.coordinator, proposal)


@pytest.mark.parametrize("days", [-1, 0, 90])
def test_the_deadline_lies_between_now_and_the_meeting(world, meeting, item, days):
    with pytest.raises(DeadlineTooEarly):
        propose(world.usa.coordinator, meeting, answer_by=NOW + timedelta(days=days))


def test_nothing_is_proposed_for_an_agenda_that_is_not_open(world, meeting):
    with pytest.raises(AgendaNotOpen):
        propose(world.usa.coordinator, meeting)


def test_another_delegation_cannot_answer_for_one_even_in_sql(world, proposal):
    answer(world.mex.coordinator, proposal, "objection", reason="No")
    with reading_as(world.usa.coordinator.reader):
        assert proposal.answers.update(view="none") == 0


def test_adopting_issues_a_revision_and_what_comes_after_is_late(world, meeting, item):
    sec = world.sec.coordinator
    revision = run(sec, adopt_agenda, meeting=meeting, now=NOW)
    assert (revision.number, revision.is_adopted, str(revision)) == (0, True, "Rev. 0")
    assert make_item(sec, meeting).is_late
    with pytest.raises(AlreadyAdopted):
        run(sec, adopt_agenda, meeting=meeting, now=NOW)
    with pytest.raises(NotAllowed):
        run(world.usa.coordinator, issue_revision, meeting=meeting, now=NOW)


def test_an_empty_agenda_is_not_issued(world, meeting):
    with pytest.raises(NothingToIssue):
        run(world.sec.coordinator, issue_revision, meeting=meeting, now=NOW)


def test_the_difference_between_revisions_as_each_side_may_read_it(world, meeting, item):
    sec = world.sec.coordinator
    second = make_item(sec, meeting, 30, "Second item")
    closed = make_item(sec, meeting, 30, "CANARY", readers=["USA"])
    run(sec, issue_revision, meeting=meeting, now=NOW)
    run(sec, move_item, item=item, side="after", anchor=closed.pk)
    run(sec, change_item, item=second, seen=second.edit, title={"en": "Second point"}, minutes=45)
    run(sec, issue_revision, meeting=meeting, now=NOW)
    for user, words in ((world.usa.member, "CANARY"), (world.mex.member, "Closed item")):
        with reading_as(user.reader):
            page = revisions_of(meeting, user)
            kept = "".join(str(row.title) for row in RevisionRow.objects.all())
        assert [line.title for line in page.lines] == ["Second point", words, "A"]
        told = {change.after.title: change for change in page.changes}
        assert told["A"].is_moved
        assert (told["Second point"].before.minutes, told["Second point"].after.minutes) == (30, 45)
        assert [run.text for run in told["Second point"].words if run.kind == "inserted"] == ["point"]
        assert ("CANARY" in kept) == (user.code == "USA")


def test_an_issued_revision_cannot_be_changed(world, meeting, item):
    run(world.sec.coordinator, issue_revision, meeting=meeting, now=NOW)
    for rows in (Revision.objects, RevisionRow.objects):
        with reading_as(world.sec.coordinator.reader), pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()


def test_private_notes_are_read_by_the_own_delegation_alone(world, item):
    run(world.usa.negotiator, annotate_item, item=item, seen=0, red_lines="CANARY")
    for user, count in ((world.usa.observer, 1), (world.mex.head, 0), (world.sec.coordinator, 0)):
        with reading_as(user.reader):
            assert Annotation.objects.count() == count
            assert Entry.objects.filter(action="meetings.agenda.annotated").count() == count
    with reading_as(world.usa.head.reader):
        assert "CANARY" not in "".join(Entry.objects.values_list("detail", flat=True))
    with reading_as(world.usa.head.reader), pytest.raises(IntegrityError), transaction.atomic():
        Annotation.objects.update(releasable_to=["USA", "SEC"])


def test_a_colleagues_notes_are_not_overwritten_unseen(world, item):
    run(world.usa.negotiator, annotate_item, item=item, seen=0, position="First")
    with pytest.raises(NotesChangedMeanwhile):
        run(world.usa.member, annotate_item, item=item, seen=0, position="Second")
    assert run(world.usa.member, annotate_item, item=item, seen=1, position="Second").version == 2


def test_observers_the_secretariat_and_strangers_write_no_notes(world, item):
    for user in (world.usa.observer, world.sec.coordinator, world.can.coordinator):
        with pytest.raises(NotAllowed):
            run(user, annotate_item, item=item, seen=0, position="x")
