"""From a mark in a negotiated text to a commitment that its lead accepts, by the release."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from meetings.promises.states import Basis, Due
from meetings.release.operations import corrigenda
from meetings.release.operations.releasing import release_due
from meetings.signals import statement_released
from meetings.statements.models import Statement
from portal.audit.models import Entry
from portal.audit.remembered import this_moment
from portal.core import times
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from tests.factories import closing
from tests.factories.texts import CALENDAR, consent, do, make_promise, propose, reload, run
from tests.factories.work import make_action_item, make_commitment, make_meeting, make_negotiation
from tests.scenes import scene
from workinggroup.actionitems.operations import NotAccepted
from workinggroup.actionitems.waits import IDLE_OF
from workinggroup.commitments import operations
from workinggroup.commitments.deadlines import KINDS
from workinggroup.commitments.filtering import CommitmentFilter
from workinggroup.commitments.listing import commitments_for
from workinggroup.commitments.models import Commitment, LeadAnswer
from workinggroup.commitments.queries import review_of
from workinggroup.commitments.states import Status
from workinggroup.commitments.waits import waits

MEET = {"en": "They will meet again in 2027.", "es": "Se reunirán de nuevo en 2027."}


@scene
def statement(world):
    """Three marks: a calendar that USA leads, a sentence whose words changed, one that was taken back and is marked anew."""
    text = make_negotiation(world, make_meeting(world.sec.coordinator))
    time = {"due": Due.RELATIVE, "basis": Basis.RELEASE, "due_text": {"en": "within two months"}}
    make_promise(world.usa.negotiator, text, lead="USA", supporting=["MEX"], **time)
    make_promise(world.usa.negotiator, text, 1, {"en": "The delegations met"})
    gone = make_promise(world.mex.negotiator, text, 3, MEET)
    do(world.mex.negotiator, "withdraw_promise", promise=gone)
    make_promise(world.mex.negotiator, text, 3, {"en": MEET["en"]})
    texts = [{"en": "The ministers met in Guatemala City.", "es": "Se reunieron en la Ciudad de Guatemala."}]
    changed = propose(world.mex.negotiator, text, 1, texts=texts)
    consent(changed, world.usa.negotiator, world.gtm.negotiator)
    return text


def release(world, statement):
    now = timezone.now() - timedelta(minutes=5)
    released = closing.make_released(statement, closing.heads_of(world), world.sec.coordinator, now)
    with reading_as(Reader("SEC")):
        text = reload(statement)
        statement_released.send(Statement, statement=text, released=released, now=released.released_at)
    return released


def commitments(actor):
    with reading_as(actor.reader):
        return list(Commitment.objects.select_related("paragraph").order_by("number"))


def confirm(world, statement):
    office = world.sec.coordinator
    with reading_as(office.reader):
        passages = review_of(reload(statement), office).passages
        decisions = [
            operations.Decision(each.line.id, each.spans, each.strength, each.due_text, each.due_on, each.lead or None)
            for each in passages
        ]
        return operations.confirm_commitments(
            statement=statement, actor=office, now=timezone.now(), decisions=decisions
        )


def test_the_release_itself_makes_them(world, statement):
    """By the operation that the timers start, at its instant."""
    now = timezone.now() - timedelta(minutes=5)
    heads, office = closing.heads_of(world), world.sec.coordinator
    text = closing.sign_all(closing.freeze(statement, office, now), heads, office, now)
    closing.schedule(text, heads, office, now, at=now + timedelta(minutes=1))
    assert release_due()
    assert release_due() == []
    assert [each.quote for each in commitments(world.usa.member)] == [CALENDAR, MEET]


def test_two_marks_of_one_sentence_in_the_language_negotiated_keep_no_text_back(world):
    """In the other language one sentence stands for both; each becomes a commitment and is confirmed by itself."""
    text = make_negotiation(world, make_meeting(world.sec.coordinator))
    closing.turn(text, "negotiating", world.sec.coordinator, drafted_in="es")
    for words in ("Las delegaciones acuerdan", "un calendario común"):
        make_promise(world.mex.negotiator, text, 2, {"es": words})
    release(world, text)
    first, second = commitments(world.sec.coordinator)
    assert first.quote["en"] == second.quote["en"] == CALENDAR["en"]
    assert {first.quote["es"], second.quote["es"]} == {"Las delegaciones acuerdan", "un calendario común"}
    confirm(world, text)
    assert [each.status for each in commitments(world.sec.coordinator)][:2] == [Status.CONFIRMED] * 2


def answer(actor, commitment, *, accepts=True, **facts):
    operation = operations.accept_commitment if accepts else operations.decline_commitment
    with reading_as(actor.reader):
        return operation(commitment=commitment, actor=actor, now=timezone.now(), **facts)


def test_what_is_marked_and_still_stands_is_suggested_at_the_release(world, statement):
    released = release(world, statement)
    calendar, meet = commitments(world.mex.member)
    assert [calendar.status, meet.status] == [Status.SUGGESTED, Status.SUGGESTED]
    assert (calendar.quote, calendar.lead_id, calendar.supporting) == (CALENDAR, "USA", ["MEX"])
    # The words were marked in English alone: the other language's sentence is theirs.
    assert (meet.quote, meet.lead_id) == (MEET, None)
    assert [calendar.number, meet.number] == [1, 2]
    assert calendar.reference.startswith("C-2026-")
    for each in (calendar, meet):
        for code, words in each.quote.items():
            assert words in released.canonical, code
    # The day counts where the meeting is held: there it may be another month than in Greenwich.
    month = (times.local(released.released_at, statement.meeting.time_zone).month + 1) % 12 + 1
    assert calendar.due_on.month == month


def test_the_page_of_decisions_names_the_marks_that_fell_away(world, statement, sign_in):
    release(world, statement)
    with reading_as(world.sec.coordinator.reader):
        review = review_of(reload(statement), world.sec.coordinator)
    assert [(each.label, each.promise.quotes) for each in review.fallen] == [(1, {"en": "The delegations met"})]
    page = sign_in(world.sec.coordinator).get(f"/commitments/of/{statement.slug}/", secure=True)
    assert "its words were changed" in page.content.decode()


def test_the_register_shows_apart_what_its_lead_has_not_accepted(world, statement):
    release(world, statement)
    confirm(world, statement)

    def waiting():
        with reading_as(world.mex.member.reader):
            found = commitments_for(world.mex.member, asked=CommitmentFilter("unaccepted"), today=date(2026, 4, 10))
        return [line.key for _text, lines in found.groups for line in lines], found.counts["unaccepted"]

    calendar, _meet = commitments(world.sec.coordinator)
    assert waiting() == ([calendar.pk], 1)
    answer(world.usa.head, calendar, accepts=False, reason="Not ours.")
    assert waiting() == ([calendar.pk], 1)
    answer(world.usa.head, calendar)
    assert waiting() == ([], 0)


def test_a_signal_that_comes_twice_makes_one_commitment_of_each_mark(world, statement):
    released = release(world, statement)
    with reading_as(Reader("SEC")):
        for _ in range(2):
            statement_released.send(Statement, statement=reload(statement), released=released, now=released.released_at)
        assert Commitment.objects.count() == 2
        assert Entry.objects.filter(action="workinggroup.commitment.suggested").count() == 2


def test_the_secretariat_confirms_then_the_lead_accepts_then_work_is_assigned(world, statement):
    release(world, statement)
    suggested = commitments(world.sec.coordinator)[0]
    with pytest.raises(operations.NotConfirmed):
        answer(world.usa.coordinator, suggested)
    with reading_as(world.sec.coordinator.reader):
        assert [each.is_marked for each in review_of(reload(statement), world.sec.coordinator).passages] == [True, True]
    confirm(world, statement)
    calendar, _meet = commitments(world.sec.coordinator)
    assert (calendar.status, calendar.quote, calendar.due_on) == (Status.CONFIRMED, CALENDAR, suggested.due_on)
    facts = {"due_on": date(2090, 1, 1)}
    with pytest.raises(NotAccepted):
        make_action_item(world.usa.coordinator, calendar, **facts)
    for stranger in (world.usa.negotiator, world.mex.coordinator, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            answer(stranger, calendar)
    answer(world.usa.head, calendar)
    with pytest.raises(operations.AlreadyAccepted):
        answer(world.usa.coordinator, calendar)
    assert make_action_item(world.usa.coordinator, calendar, **facts).delegation_id == "USA"


def test_who_declines_says_why_and_may_accept_later(world, statement):
    release(world, statement)
    confirm(world, statement)
    calendar = commitments(world.sec.coordinator)[0]
    with pytest.raises(operations.ReasonNeeded):
        answer(world.usa.coordinator, calendar, accepts=False, reason=" ")
    answer(world.usa.coordinator, calendar, accepts=False, reason="Mexico has the office.")
    with pytest.raises(NotAccepted):
        make_action_item(world.usa.coordinator, calendar, due_on=date(2090, 1, 1))
    assert answer(world.usa.coordinator, calendar).number == 2


def test_another_lead_accepts_anew(world, statement):
    release(world, statement)
    confirm(world, statement)
    calendar = commitments(world.sec.coordinator)[0]
    answer(world.usa.coordinator, calendar)
    with reading_as(world.sec.coordinator.reader):
        operations.name_lead(
            commitment=calendar, actor=world.sec.coordinator, lead="GTM", supporting=[], reason="They host it."
        )
    calendar = commitments(world.sec.coordinator)[0]
    with pytest.raises(NotAccepted):
        make_action_item(world.gtm.coordinator, calendar, due_on=date(2090, 1, 1))


def test_what_is_set_aside_or_undone_keeps_what_was_marked(world, statement):
    release(world, statement)
    calendar = commitments(world.sec.coordinator)[0]
    facts = {"actor": world.sec.coordinator, "now": timezone.now(), "spans": calendar.spans}
    with reading_as(world.sec.coordinator.reader):
        operations.set_aside(statement=statement, paragraph=calendar.paragraph, **facts)
        operations.undo_decision(commitment=calendar, actor=world.sec.coordinator)
    again = commitments(world.sec.coordinator)[0]
    assert (again.status, again.lead_id, again.due_on) == (Status.SUGGESTED, "USA", calendar.due_on)


@pytest.mark.parametrize("status", ["negotiating", "alignment", "final_text", "sign_off", "signed", "scheduled"])
def test_no_commitment_comes_of_a_text_that_is_not_out(world, status):
    """Whatever may still be stopped or changed promises nothing yet."""
    text = make_negotiation(world, make_meeting(world.sec.coordinator))
    closing.turn(text, status, world.sec.coordinator)
    with pytest.raises(operations.TextIsNotSettled):
        make_commitment(world.sec.coordinator, text)


def test_a_quote_of_a_released_text_is_its_exact_words_for_ever(world, statement):
    """I13, past the operations."""
    release(world, statement)
    calendar = commitments(world.sec.coordinator)[0]
    attempts = [
        'UPDATE workinggroup_commitment SET quote = quote || \'{"en": "The delegations agree"}\' WHERE id = %s',
        "UPDATE workinggroup_commitment SET spans = spans || '{\"en\": [1, 9]}' WHERE id = %s",
        "UPDATE workinggroup_commitment SET quote = quote - 'es' WHERE id = %s",
    ]
    for sql in attempts:
        with reading_as(world.sec.coordinator.reader), pytest.raises(DatabaseError, match="exactly"):
            run(sql, calendar.pk)
    with (
        reading_as(world.sec.coordinator.reader),
        pytest.raises(DatabaseError, match="workinggroup_commitment_promise"),
    ):
        run(
            "INSERT INTO workinggroup_commitment SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(),"
            " 'number', 99, 'reference', 'C-1', 'place', 'x'))).* FROM workinggroup_commitment AS c WHERE id = %s",
            calendar.pk,
        )


def test_no_side_answers_for_another_past_the_operations(world, statement):
    """I14: the secretariat names, the delegation itself accepts."""
    release(world, statement)
    confirm(world, statement)
    calendar = commitments(world.sec.coordinator)[0]
    values = {"commitment": calendar, "number": 1, "accepts": True, "by_name": "A", "at": timezone.now()}
    values["releasable_to"] = calendar.releasable_to
    for reader, code, owner in (("SEC", "USA", "SEC"), ("MEX", "USA", "MEX"), ("MEX", "MEX", "MEX")):
        with reading_as(Reader(reader)), pytest.raises(DatabaseError):
            LeadAnswer.objects.create(delegation_id=code, editable_by=[owner], **values)
    made = answer(world.usa.coordinator, calendar)
    with reading_as(world.usa.coordinator.reader), pytest.raises(DatabaseError):
        run("UPDATE workinggroup_leadanswer SET accepts = false, reason = 'x' WHERE id = %s", made.pk)


def test_both_are_waited_for_and_have_a_day(world, statement):
    released = release(world, statement)
    assert waiting(world.sec.coordinator) == ["Confirm the commitments of:"]
    assert kinds_due("SEC") == {"confirmation": (released.released_at + timedelta(days=7)).date()}
    confirm(world, statement)
    assert waiting(world.sec.coordinator) == ["Name who leads:"]
    assert waiting(world.usa.coordinator) == ["Accept, or decline to lead:"]
    assert waiting(world.mex.coordinator) == []
    calendar, meet = commitments(world.sec.coordinator)
    assert kinds_due("USA") == {"acceptance": (calendar.decided_at + timedelta(days=14)).date()}
    with reading_as(world.sec.coordinator.reader):
        operations.name_lead(commitment=meet, actor=world.sec.coordinator, lead="GTM", supporting=[])
    answer(world.gtm.head, meet, accepts=False, reason="We host already.")
    assert waiting(world.sec.coordinator) == ["Name who leads:"]
    answer(world.usa.coordinator, calendar)
    assert waiting(world.usa.coordinator) == []
    assert kinds_due("USA") == {}
    # What is accepted is assigned next.
    with reading_as(world.usa.coordinator.reader):
        assert IDLE_OF(this_moment(), "USA", 9).keys == (calendar.pk,)


def test_the_page_says_that_a_corrigendum_touched_the_paragraph_and_the_quote_stays(world, statement, sign_in):
    released = release(world, statement)
    confirm(world, statement)
    calendar, meet = commitments(world.sec.coordinator)
    quote = calendar.quote
    entries = [{"anchor": "p02", "language": "en", "old": "a shared calendar", "new": "one calendar"}]
    reason = {"en": "A word.", "es": "Una palabra."}
    facts = {"text": released, "entries": entries, "reason": reason, "one_language": True}
    with reading_as(world.gtm.head.reader):
        row = corrigenda.propose_corrigendum(actor=world.gtm.head, **facts)
    client, link = sign_in(world.usa.member), f"/releases/{released.slug}/#corrigendum-1"
    assert link not in client.get(calendar.get_absolute_url(), secure=True).content.decode()
    for side in (world.gtm, world.usa, world.mex):
        with reading_as(side.head.reader):
            corrigenda.sign_corrigendum(actor=side.head, corrigendum=row, seen=row.text_hash)
    page = client.get(calendar.get_absolute_url(), secure=True).content.decode()
    assert link in page
    assert "replaced words in this paragraph" in page
    assert quote["en"] in page
    assert link not in client.get(meet.get_absolute_url(), secure=True).content.decode()
    assert commitments(world.sec.coordinator)[0].quote == quote


def test_the_page_asks_the_lead_alone_and_leads_back_to_the_released_text(world, statement, sign_in):
    released = release(world, statement)
    confirm(world, statement)
    calendar = commitments(world.sec.coordinator)[0]
    page = sign_in(world.usa.coordinator).get(calendar.get_absolute_url(), secure=True).content.decode()
    assert "Accept for your delegation" in page
    assert f"/releases/{released.slug}/#p02" in page
    assert "Assign an action item" not in page
    page = sign_in(world.usa.member).get(calendar.get_absolute_url(), secure=True).content.decode()
    assert "Accept for" not in page
    assert "has not accepted it yet" in page
    client = sign_in(world.usa.coordinator)
    client.post(f"{calendar.get_absolute_url()}decline/", {"reason": "Mexico has the office."}, secure=True)
    assert "Mexico has the office." in client.get(calendar.get_absolute_url(), secure=True).content.decode()
    client.post(f"{calendar.get_absolute_url()}accept/", secure=True)
    page = client.get(calendar.get_absolute_url(), secure=True).content.decode()
    assert "Accepted by" in page
    assert "Assign an action item" in page


def test_the_secretariat_finds_what_was_marked_with_its_lead(world, statement, sign_in):
    release(world, statement)
    page = sign_in(world.sec.coordinator).get(f"/commitments/of/{statement.slug}/", secure=True).content.decode()
    assert page.count("Marked while it was negotiated") == 2
    assert "<option selected>USA</option>" in page


def waiting(actor):
    with reading_as(actor.reader):
        return [each.act for each in waits(actor, now=timezone.now(), moment=this_moment()).shown]


def kinds_due(side):
    with reading_as(Reader(side)):
        return {each.kind: each.due for kind in KINDS for each in kind.find(side, now=timezone.now())}
