"""Commitments marked while a text is negotiated: their words are the paragraph's, their time is what the words say."""

from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from meetings.promises import operations
from meetings.promises.queries import promises_page, when_said
from meetings.promises.states import Basis, Due
from meetings.statements.gate import NotInThisStage, OptedOut, VersionIsOutdated
from meetings.statements.states import Status
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.core.seen import ChangedMeanwhile, digest
from tests.factories import closing
from tests.factories.texts import CALENDAR, align, at, bracket, consent, do, make_promise, propose, reload, run
from tests.factories.work import NOW, make_meeting, make_negotiation

TIMES = {
    "en": "The delegations will open an office within two months.\n\nThey will lift the measure beyond May 11, 2027. They "
    "will publish a guide by 30 June 2027.",
    "es": "Las delegaciones abrirán una oficina dentro de dos meses.\n\nLevantarán la medida después del 11 de mayo de 2027. "
    "Publicarán una guía a más tardar el 30 de junio de 2027.",
}


def page(actor, statement, **facts):
    with reading_as(actor.reader):
        return promises_page(reload(statement), actor, **facts)


def test_any_party_marks_a_passage_and_all_parties_see_what_it_lacks(world, statement):
    promise = make_promise(world.usa.negotiator, statement, supporting=["MEX"])
    for side in (world.usa, world.mex, world.gtm, world.sec):
        [line] = page(side.coordinator, statement).lines
        assert (line.promise.quotes, line.label, line.lacks) == (CALENDAR, 2, ["no lead", "no date"])
    changed = {"quotes": CALENDAR, "strength": "core", "lead": "GTM", "supporting": ["MEX"], "due": Due.DATE}
    time = {"basis": "", "due_text": {}, "due_on": date(2027, 3, 1)}
    do(world.mex.negotiator, "change_promise", promise=promise, **changed, **time)
    assert page(world.usa.member, statement).lines[0].lacks == []


def test_who_may_not_mark(world, statement):
    for actor in (world.usa.member, world.usa.observer, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            make_promise(actor, statement)
    do(world.mex.head, "opt_out", statement=statement, reason="Our capital.")
    with pytest.raises(OptedOut):
        make_promise(world.mex.negotiator, statement)
    with pytest.raises(operations.NotAParty):
        make_promise(world.usa.negotiator, statement, lead="MEX")


@pytest.mark.parametrize(
    ("quotes", "refusal"),
    [
        ({"en": "The delegations agreed", "es": ""}, operations.NotTheseWords),
        ({"en": CALENDAR["en"], "es": "Las delegaciones establecen"}, operations.NotTheseWords),
        ({"en": "e"}, operations.NotTheseWords),
        ({"es": CALENDAR["es"]}, operations.NoWordsMarked),
        ({"en": " \n"}, operations.NoWordsMarked),
    ],
)
def test_a_quote_is_an_exact_piece_that_stands_once(world, statement, quotes, refusal):
    with pytest.raises(refusal):
        make_promise(world.usa.negotiator, statement, quotes=quotes)


def test_what_is_marked_stands_outside_brackets(world, statement):
    doubted = {
        "en": "The delegations agree to establish a [shared calendar].",
        "es": "Las delegaciones acuerdan establecer un [calendario común].",
    }
    bracket(world.usa.negotiator, statement, **doubted)
    # Around the bracket "a ." stands in the plain words; nobody agreed to that.
    with pytest.raises(operations.NotTheseWords):
        make_promise(world.usa.negotiator, statement, quotes={"en": "establish a ."})
    make_promise(world.usa.negotiator, statement, quotes={"en": "agree to establish"})
    assert page(world.usa.negotiator, statement).lines[0].lacks[0] == "not marked in ES"


def test_a_passage_is_marked_once_also_in_part(world, statement):
    promise = make_promise(world.usa.negotiator, statement)
    with pytest.raises(operations.AlreadyMarked):
        make_promise(world.mex.negotiator, statement, quotes={"en": "a shared calendar"})
    do(world.mex.negotiator, "withdraw_promise", promise=promise)
    make_promise(world.mex.negotiator, statement, quotes={"en": "a shared calendar"})
    with pytest.raises(operations.AlreadyWithdrawn):
        do(world.usa.negotiator, "withdraw_promise", promise=promise)
    assert page(world.usa.member, statement).counts == {"missing": 1, "all": 1, "changed": 0, "withdrawn": 1}


def test_changed_words_ask_to_mark_again_and_drop_nothing(world, statement):
    promise = make_promise(world.usa.negotiator, statement, lead="USA", due=Due.CONTINUOUS)
    carried = propose(world.mex.negotiator, statement)
    consent(carried, world.usa.negotiator, world.gtm.negotiator)
    [line] = page(world.gtm.member, statement).lines
    assert (line.stands, line.lacks) == (False, ["words changed: mark again"])
    said = {name: value for name, value in promise.said().items() if name != "quotes"}
    # What is said of it can be changed without marking it again; it stays asked.
    do(world.usa.negotiator, "change_promise", promise=promise, quotes=CALENDAR, **said | {"lead": "MEX"})
    assert page(world.gtm.member, statement).lines[0].lacks == ["words changed: mark again"]
    new = {"en": "establish a shared calendar", "es": "establecerán un calendario común"}
    do(world.usa.negotiator, "change_promise", promise=promise, quotes=new, **said)
    assert page(world.gtm.member, statement).lines[0].lacks == []


def test_a_paragraph_that_left_the_text_keeps_its_marks_in_the_list(world, statement):
    make_promise(world.usa.negotiator, statement)
    gone = propose(world.mex.negotiator, statement, kind="delete", texts=())
    consent(gone, world.usa.negotiator, world.gtm.negotiator)
    [line] = page(world.gtm.member, statement).lines
    assert line.label == "not in the text"
    assert line.lacks == ["the paragraph left the text: mark it elsewhere, or take it back"]


def test_of_two_who_change_the_second_is_stopped(world, statement):
    promise = make_promise(world.usa.negotiator, statement)
    said, seen = promise.said(), digest(promise.said())
    do(world.mex.negotiator, "change_promise", promise=promise, seen=seen, **said | {"lead": "MEX"})
    with pytest.raises(ChangedMeanwhile):
        do(world.gtm.negotiator, "change_promise", promise=promise, seen=seen, **said | {"lead": "GTM"})


def test_a_changed_paragraph_is_read_first_and_a_final_text_is_marked_no_more(world, statement):
    paragraph, version = at(world.usa.negotiator, statement)
    consent(propose(world.mex.negotiator, statement), world.usa.negotiator, world.gtm.negotiator)
    with pytest.raises(VersionIsOutdated):
        do(world.usa.negotiator, "mark_promise", paragraph=paragraph, seen=version.pk, quotes={"en": "calendar"})
    aligned = align(world, statement)
    make_promise(world.usa.negotiator, aligned, quotes={"en": "calendar"})
    closing.freeze(aligned, world.sec.coordinator, NOW)
    with pytest.raises(NotInThisStage):
        make_promise(world.usa.negotiator, aligned, quotes={"en": "delegations"})


def test_beyond_a_day_is_no_due_date_and_within_two_months_asks_from_when(world):
    """Acceptance test 9."""
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=TIMES)
    office, measure, guide = page(world.usa.negotiator, statement).suggested
    assert [each.due for each in (office, measure, guide)] == [Due.RELATIVE, Due.NOT_BEFORE, Due.DATE]
    for passage in (office, measure, guide):
        number = passage.line.number
        facts = {"due": passage.due, "due_text": passage.due_text, "lead": "USA"}
        make_promise(world.usa.negotiator, statement, number, passage.quote, **facts)
    lines = page(world.usa.negotiator, statement).lines
    assert [line.lacks for line in lines] == [
        ["counted from which day?"],
        ["a beginning, but no date by when"],
        [],
    ]
    assert [line.promise.due_on for line in lines] == [None, None, date(2027, 6, 30)]
    assert [line.promise.is_dated for line in lines] == [False, False, True]
    said = lines[0].promise.said()
    from_meeting = do(
        world.mex.negotiator, "change_promise", promise=lines[0].promise, **said | {"basis": Basis.MEETING}
    )
    assert from_meeting.due_on == date(2026, 7, 7)
    from_release = do(world.mex.negotiator, "change_promise", promise=from_meeting, **said | {"basis": Basis.RELEASE})
    assert (from_release.due_on, from_release.is_basis_asked) == (None, False)
    said = lines[1].promise.said() | {"due_on": date(2027, 5, 11)}
    with pytest.raises(operations.NoDeadline):
        do(world.mex.negotiator, "change_promise", promise=lines[1].promise, **said)


def test_words_are_read_for_what_they_say_of_when(world, statement):
    quotes = {"en": "They will do so beyond May 11, 2027.", "es": "Lo harán."}
    assert when_said(quotes, statement).due == Due.NOT_BEFORE
    assert when_said({"en": "We will act."}, statement).due == Due.NONE


def test_the_same_sentence_of_the_other_language_is_proposed(world):
    texts = {
        "en": "The weather is fine. The delegations will open an office.",
        "es": "Hace buen tiempo. La oficina de las delegaciones.",
    }
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    [passage] = page(world.usa.member, statement).suggested
    assert passage.quote["es"] == "La oficina de las delegaciones."
    make_promise(world.usa.negotiator, statement, 1, passage.quote)
    assert page(world.usa.member, statement).suggested == []


def test_the_database_holds_what_a_mark_is(world, statement):
    promise = make_promise(world.usa.negotiator, statement)
    other = make_promise(world.usa.negotiator, statement, 1, {"en": "The delegations met in Guatemala City."})
    attempts = [
        ("UPDATE meetings_promise SET quotes = '{\"en\": \"another promise\"}' WHERE id = %s", promise.pk),
        ("UPDATE meetings_promise SET quotes = '{}' WHERE id = %s", promise.pk),
        ("UPDATE meetings_promise SET by_name = 'Somebody' WHERE id = %s", promise.pk),
        ("UPDATE meetings_promise SET due = 'not_before', due_on = '2027-05-11' WHERE id = %s", promise.pk),
        ("DELETE FROM meetings_promise WHERE id = %s", promise.pk),
        (
            "INSERT INTO meetings_promise SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(),"
            " 'delegation_id', 'CAN'))).* FROM meetings_promise AS p WHERE id = %s", other.pk,
        ),
    ]  # fmt: skip
    for sql, key in attempts:
        with reading_as(world.usa.negotiator.reader), pytest.raises(DatabaseError):
            run(sql, key)
    do(world.usa.negotiator, "withdraw_promise", promise=promise)
    with reading_as(world.usa.negotiator.reader), pytest.raises(DatabaseError):
        run("UPDATE meetings_promise SET withdrawn_at = NULL WHERE id = %s", promise.pk)
    closing.turn(statement, Status.FINAL_TEXT, world.sec.coordinator)
    with reading_as(world.usa.negotiator.reader), pytest.raises(DatabaseError):
        run("UPDATE meetings_promise SET lead_id = 'USA' WHERE id = %s", other.pk)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_costs_the_same_queries_for_any_number(world, count):
    texts = {
        "en": "\n\n".join(f"The delegations will open office {number}." for number in range(count)),
        "es": "\n\n".join(f"Las delegaciones abrirán la oficina {number}." for number in range(count)),
    }
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    for number in range(1, count + 1):
        make_promise(world.usa.negotiator, statement, number, {"en": f"The delegations will open office {number - 1}."})
    with reading_as(world.usa.negotiator.reader), CaptureQueriesContext(connection) as queries:
        assert len(promises_page(statement, world.usa.negotiator).lines) == count
    assert len(queries) <= 8
