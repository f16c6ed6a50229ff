"""What blocks the final text, as a checklist with links; and the course of the brackets over the revisions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.alignment.blocking import checklist_of
from meetings.revisions.queries import brackets_over_time
from meetings.statements.models import Statement
from portal.core.reader import reading_as
from tests.factories.texts import at, bracket, do, end, propose
from tests.factories.work import make_meeting, make_negotiation

BRACKETED = {
    "en": "The [delegations] agree to establish a shared calendar.",
    "es": "Las [delegaciones] acuerdan establecer un calendario común.",
}


def missing(user, statement):
    with reading_as(user.reader):
        return checklist_of(Statement.objects.select_related("meeting").get(pk=statement.pk), user)


def agree(world, statement, *numbers):
    for side in (world.usa, world.mex, world.gtm):
        for number in numbers:
            do(side.negotiator, "take_position", version=at(side.negotiator, statement, number)[1], value="agree")


def test_each_paragraph_says_what_it_lacks_and_leads_there(world, statement):
    agree(world, statement, 1)
    bracket(world.usa.negotiator, statement, **BRACKETED)
    do(world.mex.negotiator, "take_position", version=at(world.mex.head, statement, 3)[1], value="object")
    propose(world.gtm.negotiator, statement, 3, kind="delete", texts=())
    found = missing(world.usa.member, statement)
    assert [each.sentence for each in found.now] == [
        "Title: no position yet by GTM, MEX, USA",
        "¶ 2: 1 bracket; no position yet by GTM, MEX, USA",
        "¶ 3: objected to by MEX; no position yet by GTM, USA; 1 proposal waits for answers",
    ]
    assert [each.url.rpartition("/p/")[2] for each in found.now] == ["p00/", "p02/", "p03/"]
    assert (found.agreed, found.total) == (1, 3)


def test_a_draft_is_no_blocker_and_an_agreed_text_has_none(world, statement, sign_in):
    agree(world, statement, 0, 1, 2, 3)
    propose(world.usa.negotiator, statement, table=False)
    found = missing(world.mex.member, statement)
    assert (found.now, found.later) == ([], [])
    page = sign_in(world.usa.member).get(f"{statement.get_absolute_url()}missing/", secure=True).content.decode()
    assert "The text can go to alignment" in page


def test_a_text_that_rests_or_ended_says_so(world, statement, sign_in):
    do(world.gtm.head, "suspend_negotiation", statement=statement, reason="Enough for today.")
    page = f"{statement.get_absolute_url()}missing/"
    assert "suspended" in sign_in(world.usa.member).get(page).text
    end(statement, world.gtm.head, world.usa.head, world.mex.head)
    assert "ended without a final form" in sign_in(world.usa.member).get(page).text


def test_what_the_languages_do_not_say_alike_is_told_beforehand(world):
    texts = {"en": "They will meet on 3 June 2027.", "es": "Se reunirán el 4 de junio de 2027."}
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    found = missing(world.usa.member, statement)
    assert [each.sentence for each in found.later] == ["1 error of the concordance."]


def test_the_course_of_the_brackets(world, statement, sign_in):
    do(world.gtm.head, "issue_revision", statement=statement)
    bracket(world.usa.negotiator, statement, **BRACKETED)
    do(world.gtm.head, "issue_revision", statement=statement)
    with reading_as(world.mex.member.reader):
        (trend,) = brackets_over_time(statement, world.mex.member)
    assert (trend.anchor, trend.counts, trend.words) == ("p02", [0, 1, 1], "Chair's text: 0, Rev. 1: 1, Now: 1")
    page = sign_in(world.mex.member).get(f"{statement.get_absolute_url()}revisions/", secure=True).content.decode()
    assert "Rev. 1: 1" in page


@pytest.mark.parametrize("count", [3, 40])
def test_the_list_costs_the_same_queries_for_any_length(world, count):
    texts = {
        "en": "\n\n".join(f"Sentence {n} [here]." for n in range(count)),
        "es": "\n\n".join(f"Frase {n} [aquí]." for n in range(count)),
    }
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    do(world.gtm.head, "issue_revision", statement=statement)
    with reading_as(world.usa.negotiator.reader), CaptureQueriesContext(connection) as queries:
        assert len(checklist_of(statement, world.usa.negotiator).now) == count + 1
        assert len(brackets_over_time(statement, world.usa.negotiator)) == count
    assert len(queries) == 17
