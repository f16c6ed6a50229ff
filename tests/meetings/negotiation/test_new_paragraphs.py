"""A proposed paragraph: seen where it would stand, answered on its own page, counted as waiting, gone with its place."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.alignment.blocking import checklist_of
from meetings.negotiation.models import TextProposal
from meetings.negotiation.queries.paragraph import new_page
from meetings.negotiation.queries.table import table_of
from meetings.negotiation.queries.waiting import queue_of, waiting_texts
from meetings.negotiation.states import ProposalKind, ProposalStatus
from portal.audit.remembered import this_moment
from portal.core.reader import reading_as
from tests.factories.texts import at, consent, do, propose, status_of, written_text


def insertion(actor, statement, number=2, words="New.", **facts):
    after = at(actor, statement, number)[0] if number else None
    texts = [{"en": words, "es": "Nuevo."}]
    return propose(actor, statement, kind="insert", paragraph=None, base=None, after=after, texts=texts, **facts)


def page_of(proposal):
    return f"/statements/{proposal.statement.slug}/proposals/{proposal.pk}/"


def test_it_stands_on_the_table_where_it_would_stand_in_the_text(world, statement):
    insertion(world.usa.negotiator, statement, 2)
    insertion(world.usa.negotiator, statement, None, words="First.")
    with reading_as(world.mex.negotiator.reader):
        table = table_of(statement, world.mex.negotiator)
    assert [len(row.new) for row in table.map] == [0, 0, 1, 0]
    assert ["First." in new.texts["en"] for new in table.first] == [True]
    assert (table.waiting, table.total) == ("5", 3)
    assert [chip.code for chip in table.map[2].new[0].chips] == ["GTM", "MEX"]


def test_another_party_consents_on_its_page_and_the_text_has_it(world, statement, sign_in):
    proposal = insertion(world.usa.negotiator, statement)
    table = sign_in(world.mex.negotiator).get(statement.get_absolute_url()).text
    assert page_of(proposal) in table
    for side in (world.mex, world.gtm):
        client = sign_in(side.negotiator)
        page = client.get(page_of(proposal))
        assert 'value="consent"' in page.text
        client.post(page_of(proposal) + "answer/", {"reply": "consent"})
    assert written_text(world.usa.member, statement)[2] == "New."
    assert 'value="consent"' not in sign_in(world.mex.negotiator).get(page_of(proposal)).text


def test_a_draft_of_one_is_on_the_table_for_its_own_side_alone(world, statement, sign_in):
    drafted = insertion(world.usa.member, statement, words="CANARY.", table=False)
    ours = sign_in(world.usa.member)
    assert "CANARY." in ours.get(statement.get_absolute_url()).text
    assert "CANARY." in ours.get(page_of(drafted)).text
    theirs = sign_in(world.mex.head)
    assert "CANARY." not in theirs.get(statement.get_absolute_url()).text
    assert theirs.get(page_of(drafted)).status_code == 404
    assert theirs.post(page_of(drafted) + "withdraw/").status_code == 404
    sign_in(world.usa.negotiator).post(page_of(drafted) + "table/")
    assert status_of(drafted, world.mex.head) == ProposalStatus.TABLED


def test_it_waits_in_the_queue_after_the_paragraph_before_it(world, statement):
    proposal = insertion(world.usa.negotiator, statement)
    with reading_as(world.mex.negotiator.reader):
        assert [tuple(each.places) for each in waiting_texts(world.mex.negotiator, this_moment())] == [(4, 1, 0)]
        first = queue_of(statement, world.mex.negotiator, "p02")
        assert (first.total, first.place) == (5, 3)
        assert first.next_address == page_of(proposal)
        here = queue_of(statement, world.mex.negotiator, str(proposal.pk))
        assert (here.place, here.next_address.endswith("/p/p03/")) == (4, True)
        assert queue_of(statement, world.mex.negotiator, "p03").next_address.endswith("/p/p00/")
    do(world.mex.negotiator, "answer_proposal", proposal=proposal, reply="decline")
    with reading_as(world.mex.negotiator.reader):
        assert queue_of(statement, world.mex.negotiator, "").total == 4
    for onlooker in (world.usa.negotiator, world.mex.observer, world.sec.coordinator):
        with reading_as(onlooker.reader):
            assert queue_of(statement, onlooker, str(proposal.pk)).place == 0


def test_it_is_on_the_list_of_what_is_missing(world, statement):
    proposal = insertion(world.usa.negotiator, statement)
    with reading_as(world.gtm.head.reader):
        lines = checklist_of(statement, world.gtm.head).now
    assert [line.url for line in lines].count(page_of(proposal)) == 1


def test_when_its_place_goes_it_is_superseded(world, statement):
    proposal = insertion(world.usa.negotiator, statement)
    gone = propose(world.mex.negotiator, statement, 2, kind=ProposalKind.DELETE, texts=())
    consent(gone, world.usa.negotiator, world.gtm.negotiator)
    assert status_of(proposal, world.gtm.head) == ProposalStatus.SUPERSEDED


def test_other_proposals_lead_to_their_paragraph(world, statement, sign_in):
    proposal = propose(world.usa.negotiator, statement)
    answer = sign_in(world.mex.head).get(page_of(proposal))
    assert answer["Location"].endswith(f"/p/p02/#proposal-{proposal.pk}")
    assert sign_in(world.can.head).get(page_of(proposal)).status_code == 404


def test_who_is_refused_stays_on_its_page(world, statement, sign_in):
    proposal = insertion(world.usa.negotiator, statement)
    answer = sign_in(world.usa.head).post(page_of(proposal) + "answer/", {"reply": "consent"})
    assert answer["Location"] == page_of(proposal)
    done = sign_in(world.usa.head).post(page_of(proposal) + "withdraw/")
    assert done["Location"] == statement.get_absolute_url()


def test_the_page_costs_seven_queries(world, statement):
    proposal = insertion(world.usa.negotiator, statement)
    with reading_as(world.mex.head.reader):
        found = TextProposal.objects.select_related("after").get(pk=proposal.pk)
        with CaptureQueriesContext(connection) as queries:
            new_page(statement, found, world.mex.head)
    assert len(queries) == 7
