"""A text ends without an agreement by the chair with the consent of all, or by the secretariat when the meeting is over."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from meetings.negotiation.deadlines import find_endings, name_endings
from meetings.negotiation.models import Ending, EndingReply
from meetings.negotiation.operations.ending import AlreadyProposed, EndingIsVoid, MeetingNotOver, NotYetOpen, OwnEnding
from meetings.negotiation.queries.ending import ending_page
from meetings.negotiation.states import Reply
from meetings.negotiation.waits import awaited, waits
from meetings.statements.course import NotFromHere
from meetings.statements.gate import OptedOut, ReasonNeeded
from meetings.statements.models import Statement
from portal.audit.models import Entry
from portal.audit.remembered import this_moment
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from tests.factories.texts import do, reload, run
from tests.factories.work import NOW, conclude, make_meeting, make_negotiation
from tests.scenes import scene

WHY = "The capitals will not move this year."


@scene
def statement(world):
    return make_negotiation(world, make_meeting(world.sec.coordinator))


@scene
def ending(world, statement):
    return do(world.gtm.head, "propose_ending", statement=statement, reason=f" {WHY} ")


def status(world, statement):
    with reading_as(world.usa.member.reader):
        return Statement.objects.get(pk=statement.pk).status


def reply(actor, ending, reply="consent", **facts):
    return do(actor, "answer_ending", ending=ending, reply=reply, **facts)


def seen(person, statement):
    with reading_as(person.reader):
        return ending_page(reload(statement), person)


def desk(person):
    with reading_as(person.reader):
        return [each.act for each in waits(person, now=NOW, moment=this_moment()).shown if "#ending" in each.address]


def asked(world):
    office = world.sec.coordinator
    with reading_as(office.reader):
        groups = awaited(office, now=NOW, moment=this_moment(), most=9)
        return [row.sides for group in groups if "end without" in group.title for row in group.shown]


def test_with_the_last_consent_the_text_has_ended(world, statement, ending):
    assert (ending.reason, ending.delegation_id) == (WHY, "GTM")
    assert desk(world.usa.head) == desk(world.mex.head) == ["Say whether to end the text:"]
    assert desk(world.gtm.head) == desk(world.usa.negotiator) == []
    assert asked(world) == [("MEX", "USA")]
    reply(world.usa.head, ending, "decline", note="Not yet.")
    assert asked(world) == [("MEX",)]
    assert desk(world.usa.head) == []
    reply(world.mex.head, ending)
    page = seen(world.usa.head, statement)
    assert (page.missing, page.may_answer, page.may_withdraw) == (["USA"], True, False)
    assert {each.code: each.look[2] for each in page.answers} == {
        "GTM": "Consents by proposing", "MEX": "Consents", "USA": "Does not consent",
    }  # fmt: skip
    assert status(world, statement) == "negotiating"
    reply(world.usa.head, ending)
    assert status(world, statement) == "abandoned"
    assert seen(world.usa.head, statement) is None
    with reading_as(world.usa.head.reader):
        acts = list(Entry.objects.filter(action__contains="ending_").values_list("action", flat=True))
        assert EndingReply.objects.filter(ending=ending, delegation="USA").count() == 2
    assert sorted(act.rpartition("_")[2] for act in acts) == ["consent", "consent", "decline", "proposed"]
    with pytest.raises(EndingIsVoid):
        reply(world.mex.head, ending)
    with pytest.raises(NotFromHere):
        do(world.gtm.head, "propose_ending", statement=statement, reason=WHY)


def test_who_may_and_what_is_refused(world, statement, ending):
    for person in (world.usa.negotiator, world.usa.coordinator, world.sec.coordinator):
        with pytest.raises(PermissionDenied):
            reply(person, ending)
    for person in (world.usa.head, world.sec.coordinator, world.gtm.negotiator):
        with pytest.raises(PermissionDenied):
            do(person, "withdraw_ending", ending=ending)
        with pytest.raises(PermissionDenied):
            do(person, "propose_ending", statement=statement, reason=WHY)
    with pytest.raises(OwnEnding):
        reply(world.gtm.head, ending, "decline")
    with pytest.raises(AlreadyProposed):
        do(world.gtm.head, "propose_ending", statement=statement, reason=WHY)
    with pytest.raises(PermissionDenied):
        do(world.gtm.head, "abandon_statement", statement=statement, reason=WHY)
    do(world.gtm.head, "withdraw_ending", ending=ending)
    with pytest.raises(ReasonNeeded):
        do(world.gtm.head, "propose_ending", statement=statement, reason=" ")


def test_a_withdrawal_or_another_stage_voids_what_was_said(world, statement, ending):
    reply(world.usa.head, ending)
    do(world.gtm.head, "withdraw_ending", ending=ending)
    with pytest.raises(EndingIsVoid):
        reply(world.mex.head, ending)
    again = do(world.gtm.head, "propose_ending", statement=statement, reason=WHY)
    reply(world.usa.head, again)
    do(world.gtm.head, "suspend_negotiation", statement=statement, reason="Lunch.")
    do(world.gtm.head, "resume_negotiation", statement=statement, reason="After lunch.")
    assert seen(world.usa.head, statement) is None
    assert desk(world.mex.head) == asked(world) == []
    for voided in (lambda: reply(world.mex.head, again), lambda: do(world.gtm.head, "withdraw_ending", ending=again)):
        with pytest.raises(EndingIsVoid):
            voided()
    assert status(world, statement) == "negotiating"
    third = do(world.gtm.head, "propose_ending", statement=statement, reason=WHY)
    assert seen(world.mex.head, statement).missing == ["USA", "MEX"]
    assert third.pk != again.pk


def test_who_leaves_is_asked_no_more_and_may_have_been_the_last(world, statement, ending):
    reply(world.mex.head, ending)
    do(world.usa.head, "opt_out", statement=statement, reason="Elections.")
    assert status(world, statement) == "abandoned"


def test_who_left_says_nothing_and_a_chair_alone_needs_nobody(world, statement):
    ending = do(world.gtm.head, "propose_ending", statement=statement, reason=WHY)
    do(world.usa.head, "opt_out", statement=statement, reason="Elections.")
    with pytest.raises(OptedOut):
        reply(world.usa.head, ending)
    do(world.gtm.head, "withdraw_ending", ending=ending)
    do(world.mex.head, "opt_out", statement=statement, reason="Elections.")
    do(world.gtm.head, "propose_ending", statement=statement, reason=WHY)
    assert status(world, statement) == "abandoned"


def test_the_secretariat_ends_any_text_when_the_meeting_is_over(world, statement):
    office = world.sec.coordinator
    with pytest.raises(MeetingNotOver):
        do(office, "abandon_statement", statement=statement, reason=WHY)
    conclude(statement.meeting)
    do(office, "abandon_statement", statement=statement, reason=WHY)
    assert status(world, statement) == "abandoned"


def test_before_the_negotiation_the_chair_ends_it_alone(world):
    planned = make_negotiation(world, make_meeting(world.sec.coordinator), begun=False)
    with pytest.raises(NotYetOpen):
        do(world.gtm.head, "propose_ending", statement=planned, reason=WHY)
    do(world.gtm.head, "abandon_statement", statement=planned, reason=WHY)
    assert status(world, planned) == "abandoned"


def test_the_database_ends_no_text_without_all_and_takes_no_word_for_another(world, statement, ending):
    reply(world.usa.head, ending)
    end = "UPDATE meetings_statement SET status = 'abandoned', turns = turns + 1 WHERE id = %s"
    for person in (world.gtm.head, world.usa.head, world.sec.coordinator):
        with reading_as(person.reader), pytest.raises(DatabaseError, match="consent of all"):
            run(end, statement.pk)
    said = EndingReply(ending=ending, delegation_id="MEX", number=1, reply=Reply.CONSENT, by_name="x", at=NOW)
    for editors in (["MEX"], ["USA"]):
        said.releasable_to, said.editable_by = statement.releasable_to, editors
        with reading_as(world.usa.head.reader), pytest.raises(DatabaseError), transaction.atomic():
            said.save(force_insert=True)
    with reading_as(world.gtm.head.reader):
        for change in ({"reason": "Other."}, {"delegation": "USA"}, {"turn": 9}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Ending.objects.filter(pk=ending.pk).update(**change)
    with reading_as(world.usa.head.reader), pytest.raises(DatabaseError), transaction.atomic():
        EndingReply.objects.update(reply=Reply.DECLINE)


def test_it_is_due_for_the_heads_who_have_said_nothing(world, statement, ending):
    def due(code):
        with reading_as(Reader(code)):
            return [(each.subject, each.due, each.people) for each in find_endings(code, now=NOW)]

    mine = (statement.pk, statement.dated, (world.mex.head.pk,))
    assert (due("MEX"), due("GTM")) == ([mine], [])
    with reading_as(world.mex.head.reader):
        assert name_endings([statement.pk])[statement.pk].address == f"/statements/{statement.slug}/stage/#ending"
    reply(world.mex.head, ending, "decline")
    assert due("MEX") == []


def test_all_are_told_of_each_step(world, statement, ending):
    reply(world.usa.head, ending, "decline")
    do(world.gtm.head, "withdraw_ending", ending=ending)
    with reading_as(world.mex.head.reader):
        kinds = Notice.objects.filter(event__contains="ending_").values_list("event", flat=True)
        assert {each.rpartition("ending_")[2] for each in kinds} == {"proposed", "decline", "withdrawn"}


def test_the_page_of_the_stage_and_the_table(world, statement, sign_in):
    stage, chair = f"/statements/{statement.slug}/stage/", sign_in(world.gtm.head)
    asks = f'action="{stage}ending/"'
    assert asks in chair.get(stage).text
    assert asks not in sign_in(world.usa.head).get(stage).text
    chair.post(stage + "ending/", {"reason": WHY})
    with reading_as(world.usa.head.reader):
        made = Ending.objects.get()
    answer = f"{stage}ending/{made.pk}/answer/"
    head = sign_in(world.usa.head)
    assert WHY in head.get(stage).text
    assert asks not in chair.get(stage).text
    assert "proposes to end this text" in head.get(statement.get_absolute_url()).text
    assert sign_in(world.usa.negotiator).post(answer, {"reply": "consent"}).status_code == 403
    head.post(answer, {"reply": "consent", "note": "With regret."})
    for person, button in ((world.mex.head, True), (world.mex.negotiator, False)):
        page = sign_in(person).get(stage).text
        assert "With regret." in page
        assert (f'action="{answer}"' in page) is button
    sign_in(world.mex.head).post(answer, {"reply": "consent"})
    page = head.get(stage).text
    assert "all parties consented" in page
    assert status(world, statement) == "abandoned"
