"""Requests for information: two sides alone, each its own steps, and what was said stays."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from openpyxl import load_workbook

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.core.seen import ChangedMeanwhile, digest
from tests.factories.news import notices_of
from tests.factories.requests import NOW, make_answer, make_answer_draft, make_draft_request, make_request
from tests.scenes import scene
from workinggroup.handling.checking import IdentifiesPerson
from workinggroup.handling.operations import (
    answer_release,
    ask_release,
    edit_passage,
    remove_passage,
    share,
    write_passage,
)
from workinggroup.handling.operations.passages import Settled
from workinggroup.handling.operations.sharing import SharedByItsAct, narrow
from workinggroup.handling.papers import make_paper
from workinggroup.requests.models import AnswerPassage, InformationAnswer, InformationRequest, RequestPassage
from workinggroup.requests.operations import (
    ConditionsMissing,
    DraftedAlready,
    NoAnswerOwed,
    NotADraft,
    NotAnotherSide,
    NotNow,
    QuestionMissing,
    SaySomething,
    SentBackAlready,
    ask_clarity,
    change_request,
    clarify_request,
    close_request,
    give_answer,
    refuse_request,
    send_back_request,
    send_request,
    withdraw_request,
)
from workinggroup.requests.operations.drafting import held
from workinggroup.requests.states import Status


@scene
def asked(world):
    return make_request(world.usa, "MEX")


def seen_by(*people):
    """How many requests, passages, answers and passages of answers each of these reads."""
    found = []
    for person in people:
        with reading_as(person.reader):
            models = (InformationRequest, RequestPassage, InformationAnswer, AnswerPassage)
            found.append(tuple(model.objects.count() for model in models))
    return found


def test_a_draft_is_its_sides_own_and_is_numbered_when_it_is_sent(world):
    draft = make_draft_request(world.usa, "MEX", background={"en": "Since July."}, background_marking="RED")
    everybody = (world.usa.member, world.mex.head, world.gtm.head, world.sec.coordinator)
    assert seen_by(*everybody) == [(1, 2, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)]
    assert draft.reference == ""
    with reading_as(world.usa.member.reader), pytest.raises(NotAllowed):
        send_request(asked=draft, actor=world.usa.member, now=NOW)
    with reading_as(world.usa.head.reader):
        sent = send_request(asked=draft, actor=world.usa.head, now=NOW)
    assert seen_by(*everybody) == [(1, 2, 0, 0), (1, 2, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0)]
    assert (sent.reference, sent.status) == (f"RFI-USA-MEX-{sent.number}", "sent")
    assert sorted(sent.originators) == ["MEX", "USA"]
    # Five working days of Mexico, which celebrates on the 16th.
    assert sent.due_on == date(2026, 9, 17)
    news = {each.event for each in notices_of(world.mex.head)}
    assert news == {"workinggroup.request.sent"}
    assert not notices_of(world.gtm.member)
    with reading_as(world.gtm.head.reader):
        assert not Entry.objects.filter(action="workinggroup.request.sent", subject_name=sent.reference).exists()


def test_a_draft_is_rewritten_by_who_saw_it_and_no_more_once_it_is_sent(world):
    draft = make_draft_request(world.usa, "MEX", background={"en": "Since July."})
    with reading_as(world.usa.member.reader):
        there = held(draft)
        said = {name: there[name] for name in ("title", "purpose", "use", "urgency", "question", "question_marking")}
        facts = {"asked": draft, "actor": world.usa.member, "now": NOW, "recipient": draft.recipient}
        with pytest.raises(ChangedMeanwhile):
            change_request(**facts, **said, seen="other")
        with pytest.raises(NotAnotherSide):
            change_request(**facts | {"recipient": world.usa.member.delegation}, **said)
        with pytest.raises(ConditionsMissing):
            change_request(**facts, **said | {"use": "H3"})
        for field, words in (
            ("question", "Who has A123456789?"),
            ("purpose", "Call +502 2345 6789"),
            ("title", "a@b.example"),
        ):
            with pytest.raises(IdentifiesPerson) as refused:
                change_request(**facts, **said | {field: {"es": words}})
            assert refused.value.field == f"{field}_es"
        change_request(**facts, **said | {"question": {"en": "How many?"}}, seen=digest(there))
        [passage] = draft.passages.all()
        assert (passage.text, set(passage.changed_at)) == ({"en": "How many?"}, {"en"})
        change_request(**facts, **said | {"question": {"en": " "}})
        assert not draft.passages.exists()
    with reading_as(world.usa.head.reader):
        with pytest.raises(QuestionMissing):
            send_request(asked=draft, actor=world.usa.head, now=NOW)
        change_request(**facts | {"actor": world.usa.head}, **said)
        send_request(asked=draft, actor=world.usa.head, now=NOW)
        with pytest.raises(NotADraft):
            change_request(**facts | {"actor": world.usa.head}, **said)
        with pytest.raises(NotNow):
            send_request(asked=draft, actor=world.usa.head, now=NOW)


def test_the_clock_stands_still_until_it_is_clear(world, asked):
    usa, mex = world.usa.head, world.mex.head
    with reading_as(mex.reader):
        with pytest.raises(SaySomething):
            ask_clarity(asked=asked, actor=mex, now=NOW, words=" ")
        with pytest.raises(IdentifiesPerson):
            ask_clarity(asked=asked, actor=mex, now=NOW, words="Who is XEXX850101HNEXXXA4?")
        # On the 11th: one of five days was used.
        stopped = ask_clarity(asked=asked, actor=mex, now=NOW + timedelta(days=2), words="Which crossing?")
        assert (stopped.status, stopped.due_on) == (Status.CLARIFYING, None)
        with pytest.raises(NotNow):
            ask_clarity(asked=asked, actor=mex, now=NOW, words="Which?")
        with pytest.raises(NoAnswerOwed):
            refuse_request(asked=asked, actor=mex, now=NOW, ground="law")
        with pytest.raises(NotAllowed):
            clarify_request(asked=asked, actor=mex, now=NOW, words="All.")
    with reading_as(usa.reader):
        clear = clarify_request(asked=asked, actor=usa, now=NOW + timedelta(days=5), words="All of them.")
    assert (clear.status, clear.due_on) == (Status.SENT, date(2026, 9, 21))
    assert {each.event for each in notices_of(usa)} == {"workinggroup.request.unclear"}


def test_it_is_answered_in_parts_by_who_is_asked_and_sent_back_once(world, asked):
    usa, mex = world.usa.head, world.mex.head
    draft = make_answer_draft(world.mex, asked, is_whole=False, limits={"en": "Not the south."}, limits_marking="RED")
    assert seen_by(usa, mex) == [(1, 1, 0, 0), (1, 1, 1, 2)]
    with reading_as(world.mex.member.reader), pytest.raises(NotAllowed):
        give_answer(answer=draft, actor=world.mex.member, now=NOW)
    with reading_as(world.usa.member.reader), pytest.raises(NotAllowed):
        make_answer_draft(world.usa, asked)
    with reading_as(mex.reader):
        part = give_answer(answer=draft, actor=mex, now=NOW)
        assert (str(part), part.valuation, part.asked.status) == (f"{asked.reference}.1", "A1", "answering")
        with pytest.raises(DraftedAlready):
            give_answer(answer=draft, actor=mex, now=NOW)
    assert seen_by(usa, world.gtm.head, world.sec.head) == [(1, 1, 1, 2), (0, 0, 0, 0), (0, 0, 0, 0)]
    with reading_as(usa.reader), pytest.raises(NotNow):
        close_request(asked=asked, actor=usa, now=NOW)
    whole = make_answer(world.mex, asked)
    assert (whole.asked.status, whole.asked.due_on, whole.number) == ("answered", None, 2)
    with reading_as(usa.reader):
        back = send_back_request(asked=asked, actor=usa, now=NOW + timedelta(days=5), words="And by day?")
        assert (back.status, back.due_on) == (Status.SENT, date(2026, 9, 22))
    make_answer(world.mex, asked)
    with reading_as(usa.reader):
        with pytest.raises(SentBackAlready):
            send_back_request(asked=asked, actor=usa, now=NOW, words="Again.")
        assert close_request(asked=asked, actor=usa, now=NOW).status == Status.CLOSED
    with pytest.raises(NoAnswerOwed):
        make_answer_draft(world.mex, asked)


def test_it_is_refused_from_a_closed_list_or_withdrawn(world, asked):
    mex, usa = world.mex.head, world.usa.head
    with reading_as(mex.reader):
        refused = refuse_request(asked=asked, actor=mex, now=NOW, ground="not_held")
        assert (refused.status, refused.due_on, refused.get_ground_display()) == (
            "refused", None, "The information is not held",
        )  # fmt: skip
    other = make_request(world.usa, "MEX")
    with reading_as(mex.reader):
        with pytest.raises(ValueError, match="whim"):
            refuse_request(asked=other, actor=mex, now=NOW, ground="whim")
        with pytest.raises(NotAllowed):
            withdraw_request(asked=other, actor=mex, now=NOW)
    with reading_as(usa.reader):
        assert withdraw_request(asked=other, actor=usa, now=NOW).status == Status.WITHDRAWN
        with pytest.raises(NotNow):
            withdraw_request(asked=asked, actor=usa, now=NOW)
    draft = make_draft_request(world.usa, "MEX")
    with reading_as(world.usa.member.reader):
        dropped = withdraw_request(asked=draft, actor=world.usa.member, now=NOW)
    assert (dropped.status, dropped.reference) == ("withdrawn", "")
    assert seen_by(mex)[0][0] == 2


def refused(person, sql, **values):
    """What the database answers one side that writes SQL itself: the first line of its refusal, "" where it lets it pass."""
    with reading_as(person.reader):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, values)
                return f"{cursor.rowcount} rows"
        except DatabaseError as error:
            return str(error).splitlines()[0]


def test_the_database_holds_every_step_below_the_operations(world, asked):
    usa, mex, gtm = world.usa.head, world.mex.head, world.gtm.head
    change = "UPDATE workinggroup_informationrequest SET {} WHERE id = %(pk)s"
    for person, what, answer in [
        (usa, "status = 'answering'", "not a step of this side: sent answering"),
        (usa, "status = 'refused', ground = 'law', ended_at = now()", "not a step of this side: sent refused"),
        (mex, "status = 'withdrawn', ended_at = now()", "not a step of this side: sent withdrawn"),
        (mex, "status = 'closed', ended_at = now()", "not a step of this side: sent closed"),
        (mex, "status = 'answered'", "not a step of this side: sent answered"),
        (mex, "due_on = due_on + 9", "what was sent stays"),
        (mex, "title = '{}'", "what was sent stays"),
        (usa, "purpose = '{}'", "what was sent stays"),
        (mex, "status = 'clarifying', urgency = 'routine'", "what was asked stays"),
        (mex, "releasable_to = releasable_to || 'GTM'::varchar", "every originator grants a new reader"),
        (usa, "releasable_to = releasable_to || 'GTM'::varchar", "every originator grants a new reader"),
        (mex, "originators = ARRAY['MEX']", "originators stay"),
        (gtm, "status = 'refused'", "0 rows"),
        (world.sec.head, "status = 'refused'", "0 rows"),
    ]:
        assert refused(person, change.format(what), pk=asked.pk) == answer, what
    words = 'UPDATE workinggroup_requestpassage SET text = \'{"en": "x"}\' WHERE asked_id = %(pk)s'
    assert refused(usa, words, pk=asked.pk) == "what was asked stays"
    assert refused(mex, words, pk=asked.pk) == "0 rows"
    assert refused(usa, "DELETE FROM workinggroup_informationrequest WHERE id = %(pk)s", pk=asked.pk) != "1 rows"
    answer = make_answer(world.mex, asked, is_whole=False)
    for person, sql in [
        (mex, "UPDATE workinggroup_informationanswer SET source = 'X' WHERE id = %(pk)s"),
        (mex, "UPDATE workinggroup_answerpassage SET text = '{}' WHERE answer_id = %(pk)s"),
    ]:
        assert refused(person, sql, pk=answer.pk) == "an answer that was given stays"
    copy = (
        "INSERT INTO workinggroup_informationanswer (id, releasable_to, editable_by, originators, marking, mark_then, asked_id,"
        " side_id, source, accuracy, is_whole, by_name, at) VALUES (gen_random_uuid(), %(me)s, %(me)s, %(me)s, 'AMBER', '',"
        " %(pk)s, %(side)s, 'A', 1, true, 'x', now())"
    )
    for person, side in ((usa, "USA"), (usa, "MEX"), (mex, "USA")):
        assert "while an answer is owed" in refused(person, copy, pk=asked.pk, me=[person.code], side=side)
    turn = (
        "INSERT INTO workinggroup_requestturn (id, releasable_to, editable_by, asked_id, side_id, turn, words, by_name, at)"
        " VALUES (gen_random_uuid(), ARRAY['USA', 'MEX'], %(me)s, %(pk)s, %(side)s, %(turn)s, 'x', 'x', now())"
    )
    for person, side, what in ((usa, "MEX", "unclear"), (usa, "USA", "unclear"), (mex, "MEX", "clarified")):
        assert (
            refused(person, turn, pk=asked.pk, me=[person.code], side=side, turn=what)
            == "each of both sides speaks for itself"
        )


def test_a_third_side_reads_it_when_both_have_said_yes(world, asked):
    grant = (
        "INSERT INTO workinggroup_grant (id, releasable_to, editable_by, thing_kind, thing, code, marking, by, by_name, at,"
        " revoked_by_name) VALUES (gen_random_uuid(), ARRAY['USA', 'MEX'], ARRAY[%(by)s], 'request', %(pk)s, 'GTM', 'AMBER',"
        " %(by)s, 'x', now(), '')"
    )
    widen = (
        "UPDATE workinggroup_informationrequest SET releasable_to = releasable_to || 'GTM'::varchar WHERE id = %(pk)s"
    )
    assert refused(world.usa.head, grant, pk=asked.pk, by="USA") == "1 rows"
    assert refused(world.usa.head, widen, pk=asked.pk) == "every originator grants a new reader"
    assert refused(world.mex.head, grant, pk=asked.pk, by="MEX") == "1 rows"
    assert refused(world.mex.head, widen, pk=asked.pk) == "1 rows"
    # The request; of its passages none that its originator did not grant.
    assert seen_by(world.gtm.head) == [(1, 0, 0, 0)]


def test_what_was_sent_or_given_is_neither_rewritten_nor_shared_by_the_pages_of_handling(world, asked):
    draft = make_draft_request(world.usa, "MEX")
    answer = make_answer_draft(world.mex, asked)
    for person, thing in ((world.usa.head, draft), (world.mex.head, answer)):
        with reading_as(person.reader), pytest.raises(SharedByItsAct):
            share(thing=thing, actor=person, now=NOW, sides=["GTM"])
    for person, whole in ((world.usa.head, asked), (world.mex.head, make_answer(world.mex, asked))):
        with reading_as(person.reader):
            passage = whole.passages.select_related(whole.passages.model.seen_through).get()
            with pytest.raises(Settled):
                edit_passage(passage=passage, actor=person, now=NOW, text={"en": "Other."})
            with pytest.raises(Settled):
                remove_passage(passage=passage, actor=person)
            with pytest.raises(Settled):
                write_passage(whole=whole, actor=person, now=NOW, part="question", text={"en": "More."})


def test_both_let_a_third_side_read_it_by_asking_each_other(world, asked):
    usa, mex = world.usa.head, world.mex.head
    with reading_as(usa.reader):
        wanted = ask_release(
            thing=asked, actor=usa, now=NOW, sides=["GTM"], marking="AMBER", purpose="They share the gate."
        )
    assert seen_by(world.gtm.head) == [(0, 0, 0, 0)]
    with reading_as(mex.reader):
        answer_release(asked=wanted, actor=mex, now=NOW, reply="yes")
    assert seen_by(world.gtm.head) == [(1, 0, 0, 0)]
    # Who reads it alone is not even let to its lock.
    with reading_as(world.gtm.head.reader), pytest.raises(InformationRequest.DoesNotExist):
        ask_clarity(asked=asked, actor=world.gtm.head, now=NOW, words="Which?")


def test_who_no_longer_reads_a_request_reads_no_answer_once_it_is_let_in_again(world, asked):
    usa, mex, gtm = world.usa.head, world.mex.head, world.gtm.head
    answer = make_answer(world.mex, asked)

    def let_in(thing):
        with reading_as(usa.reader):
            fresh = type(thing).objects.get(pk=thing.pk)
            wanted = ask_release(thing=fresh, actor=usa, now=NOW, sides=["GTM"], marking="AMBER", purpose="The gate.")
        with reading_as(mex.reader):
            if wanted.is_open:
                answer_release(asked=wanted, actor=mex, now=NOW, reply="yes")

    let_in(asked)
    let_in(answer)
    assert seen_by(gtm) == [(1, 0, 1, 0)]
    with reading_as(mex.reader):
        narrow(thing=asked, actor=mex, now=NOW, code="GTM")
    assert seen_by(gtm) == [(0, 0, 0, 0)]
    with reading_as(mex.reader):
        answer.refresh_from_db()
        assert "GTM" not in answer.releasable_to
    let_in(asked)
    assert seen_by(gtm) == [(1, 0, 0, 0)]


def test_a_paper_holds_what_its_audience_reads_of_the_request_and_of_the_answer(world, asked):
    given = make_answer(world.mex, asked, limits={"en": "Not the south."}, limits_marking="RED")
    for whole, there in ((asked, "How many lanes are open at night?"), (given, "Two of five.")):
        with reading_as(world.usa.head.reader):
            facts = {"actor": world.usa.head, "now": NOW, "audience": ["USA", "MEX"], "form": "xlsx"}
            content, _name = make_paper(whole=whole, **facts)
        words = [
            str(cell)
            for sheet in load_workbook(BytesIO(content))
            for row in sheet.iter_rows(values_only=True)
            for cell in row
        ]
        assert any(there in each for each in words)
        assert not any("Not the south." in each for each in words)
