"""A bracket changes nobody's words: what resolves it, who must consent, and what happens to what was written before."""

import pytest

from meetings.negotiation.consensus import TwoPartsNeeded
from meetings.negotiation.states import ProposalKind, ProposalStatus
from meetings.statements.gate import NotInThisStage, VersionIsOutdated
from meetings.statements.models import Bracket, Paragraph
from portal.core.reader import reading_as
from tests.factories.texts import (
    at,
    bracket,
    consent,
    do,
    end,
    propose,
    status_of,
    written_text,
)
from tests.factories.work import make_meeting, make_negotiation

DOUBT = {
    "en": "The delegations [agree to establish] a shared calendar.",
    "es": "Las delegaciones [acuerdan establecer] un calendario común.",
}
BESIDE = {
    "en": "The delegations [agree to establish] [will establish] a shared calendar.",
    "es": "Las delegaciones [acuerdan establecer] [establecerán] un calendario común.",
}
MORE = {
    "en": "The delegations agree to establish a shared calendar [by 2027].",
    "es": "Las delegaciones acuerdan establecer un calendario común [antes de 2027].",
}
STOOD = "The delegations agree to establish a shared calendar."


def only_bracket(actor):
    with reading_as(actor.reader):
        return Bracket.objects.select_related("paragraph__statement__meeting").get(status="open")


def resolve(actor, statement, option):
    return propose(actor, statement, kind=ProposalKind.UNBRACKET, bracket=only_bracket(actor), option=option, texts=[])


@pytest.mark.parametrize(("words", "option"), [(DOUBT, 1), (DOUBT, 2), (BESIDE, 1), (BESIDE, 2), (MORE, 0)])
def test_nobody_changes_agreed_words_alone_by_a_bracket(world, statement, words, option):
    bracket(world.usa.negotiator, statement, **words)
    wish = resolve(world.usa.negotiator, statement, option)
    assert status_of(wish, world.usa.head) == ProposalStatus.TABLED
    consent(wish, world.mex.negotiator)
    assert status_of(wish, world.usa.head) == ProposalStatus.TABLED
    consent(wish, world.gtm.negotiator)
    assert status_of(wish, world.usa.head) == ProposalStatus.ACCEPTED


@pytest.mark.parametrize(("words", "option"), [(DOUBT, 0), (BESIDE, 0), (MORE, 1)])
def test_who_put_a_bracket_takes_it_off_the_words_as_they_stood(world, statement, words, option):
    bracket(world.usa.negotiator, statement, **words)
    wish = resolve(world.usa.negotiator, statement, option)
    assert status_of(wish, world.usa.head) == ProposalStatus.ACCEPTED
    assert written_text(world.mex.member, statement)[1] == STOOD


@pytest.mark.parametrize("act", ["support_option", "add_option"])
def test_what_was_written_against_a_bracket_does_not_carry_its_supporters_off(world, statement, act):
    bracket(world.usa.negotiator, statement, **BESIDE)
    wish = propose(world.usa.negotiator, statement)
    drop = resolve(world.usa.negotiator, statement, 2)
    consent(wish, world.mex.negotiator)
    facts = {"option": 1} if act == "support_option" else {"words": {"en": "may establish", "es": "pueden establecer"}}
    do(world.gtm.negotiator, act, bracket=only_bracket(world.gtm.negotiator), **facts)
    for each in (wish, drop):
        with pytest.raises(VersionIsOutdated):
            consent(each, world.mex.negotiator)
    assert "GTM" in written_text(world.usa.member, statement)[1]
    assert at(world.usa.member, statement)[1].seq == 3


def test_a_paragraph_all_in_brackets_goes_with_its_words(world, statement, sign_in):
    bracket(
        world.usa.negotiator,
        statement,
        en="[The delegations agree to establish a shared calendar.]",
        es="[Las delegaciones acuerdan establecer un calendario común.]",
    )
    consent(resolve(world.usa.negotiator, statement, 2), world.mex.negotiator, world.gtm.negotiator)
    assert len(written_text(world.mex.member, statement)) == 2
    assert sign_in(world.usa.member).get(f"/statements/{statement.slug}/p/p02/").status_code == 200


def test_a_deleted_paragraph_is_still_read_with_its_brackets(world, statement, sign_in):
    bracket(world.usa.negotiator, statement, **BESIDE)
    consent(
        propose(world.usa.negotiator, statement, kind=ProposalKind.DELETE, texts=()), world.mex.head, world.gtm.head
    )
    client = sign_in(world.usa.negotiator)
    page = client.get(f"/statements/{statement.slug}/p/p02/")
    assert page.status_code == 200
    assert "will establish" in page.text
    sent = {"seen": str(at(world.usa.member, statement)[1].pk), "text_en": "Mine.", "text_es": "Mío."}
    late = client.post(f"/statements/{statement.slug}/p/p02/propose/table/", sent)
    assert late.status_code == 409
    assert "Mine." in late.text


def merge(world, statement):
    return propose(world.usa.negotiator, statement, kind=ProposalKind.MERGE, texts=[{"en": "Both.", "es": "Ambas."}])


def test_a_merger_holds_both_paragraphs(world, statement, sign_in):
    wish = merge(world, statement)
    page = sign_in(world.gtm.negotiator).get(f"/statements/{statement.slug}/p/p03/").text
    assert f"proposal-{wish.pk}" in page
    change = propose(world.mex.negotiator, statement, 3, texts=[{"en": "Never again.", "es": "Nunca más."}])
    consent(change, world.usa.negotiator, world.gtm.negotiator)
    assert status_of(wish, world.usa.head) == ProposalStatus.SUPERSEDED
    assert written_text(world.mex.member, statement)[1:] == [STOOD, "Never again."]


def test_a_merger_is_of_neighbours_as_they_were_seen(world, statement):
    seen = at(world.usa.negotiator, statement, 3)[1]
    after = at(world.usa.negotiator, statement)[0]
    texts = [{"en": "Between.", "es": "En medio."}]
    new = propose(world.mex.negotiator, statement, kind="insert", paragraph=None, base=None, after=after, texts=texts)
    consent(new, world.usa.negotiator, world.gtm.negotiator)
    with pytest.raises(VersionIsOutdated):
        propose(world.usa.negotiator, statement, kind=ProposalKind.MERGE, second=seen, texts=[{"en": "B.", "es": "A."}])


def test_a_chapeau_moves_with_its_items_and_new_items_are_its_own(world):
    texts = {"en": "They will:\n\n- come;\n\n- go.\n\nThe end.", "es": "Van a:\n\n- venir;\n\n- ir.\n\nFin."}
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    last = at(world.usa.negotiator, statement, 4)[0]
    move = propose(world.usa.negotiator, statement, 1, kind=ProposalKind.MOVE, after=last, texts=[])
    consent(move, world.mex.negotiator, world.gtm.negotiator)
    assert written_text(world.mex.member, statement) == ["The end.", "They will:", "come;", "go."]
    with reading_as(world.mex.member.reader):
        parents = dict(Paragraph.objects.filter(statement=statement).values_list("anchor", "parent__anchor"))
    assert parents == {"p00": None, "p01": None, "p02": "p01", "p03": "p01", "p04": None}


def test_a_split_parts_every_language_at_the_same_places(world, statement):
    parts = [{"en": "One.", "es": "Uno. Dos."}, {"en": "Two.", "es": ""}]
    drafted = propose(world.usa.negotiator, statement, kind=ProposalKind.SPLIT, texts=parts, table=False)
    with pytest.raises(TwoPartsNeeded, match="EN 2, ES 1"):
        do(world.usa.negotiator, "table_proposal", proposal=drafted)


def test_an_instruction_is_given_once(world, statement):
    wish = propose(world.usa.negotiator, statement)
    first, again = (do(world.gtm.head, "instruct", proposal=wish, present=["USA", "MEX", "GTM"]) for _time in range(2))
    assert first.pk == again.pk


def test_a_final_text_has_no_further_revision(world, statement):
    end(statement, world.gtm.head, world.usa.head, world.mex.head)
    with pytest.raises(NotInThisStage):
        do(world.gtm.head, "issue_revision", statement=statement)
