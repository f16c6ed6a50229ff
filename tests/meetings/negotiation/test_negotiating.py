"""Who changes a text, and how: proposals, consents, brackets, positions."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from meetings.negotiation.models import Position, TextProposal
from meetings.negotiation.operations import bracketing, proposing
from meetings.negotiation.states import ProposalKind, ProposalStatus
from meetings.statements import writing as text
from meetings.statements.course import NotFromHere
from meetings.statements.gate import NotInThisStage, OptedOut, VersionIsOutdated
from meetings.statements.models import Bracket, Paragraph
from meetings.statements.states import Status
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.texts import EN, at, bracket, consent, do, propose, run, status_of, written_text
from tests.factories.work import NOW, make_meeting, make_negotiation


def test_the_text_changes_when_every_active_party_has_consented(world, statement):
    usa, mex, gtm = world.usa.negotiator, world.mex.negotiator, world.gtm.negotiator
    proposal = propose(usa, statement)
    assert written_text(mex, statement)[1] == "The delegations agree to establish a shared calendar."
    consent(proposal, mex)
    assert status_of(proposal, mex) == ProposalStatus.TABLED
    consent(proposal, gtm)
    assert status_of(proposal, mex) == ProposalStatus.ACCEPTED
    assert written_text(mex, statement)[1] == EN
    paragraph, version = at(mex, statement)
    assert (version.seq, version.proposal_id, paragraph.anchor) == (2, proposal.pk, "p02")


def test_an_internal_draft_is_known_to_nobody_else(world, statement):
    drafted = propose(world.usa.member, statement, table=False)
    for side in (world.mex, world.gtm, world.sec):
        with reading_as(side.coordinator.reader):
            assert not TextProposal.objects.exists()
            assert not Entry.objects.filter(subject_id=str(drafted.pk)).exists()
    with pytest.raises(NotAllowed):
        do(world.usa.member, "table_proposal", proposal=drafted)
    do(world.usa.negotiator, "table_proposal", proposal=drafted)
    with reading_as(world.mex.member.reader):
        assert TextProposal.objects.get().rationale == ""


def test_what_is_tabled_never_changes_even_by_sql(world, statement):
    proposal = propose(world.usa.negotiator, statement)
    for change in ("texts = '[]'", "rationale = 'x'", "delegation_id = 'MEX'", "kind = 'delete'"):
        sql = f"UPDATE meetings_textproposal SET {change} WHERE id = %s"
        with reading_as(world.usa.negotiator.reader), pytest.raises(IntegrityError, match="never changes"):
            run(sql, proposal.pk)


def test_one_who_may_not_speak_for_a_party_does_not(world, statement):
    proposal = propose(world.usa.negotiator, statement)
    for actor in (world.mex.member, world.mex.observer, world.sec.coordinator, world.can.head):
        with pytest.raises(NotAllowed):
            do(actor, "answer_proposal", proposal=proposal, reply="consent")
    with pytest.raises(proposing.OwnProposal):
        do(world.usa.head, "answer_proposal", proposal=proposal, reply="consent")


def test_a_word_against_holds_the_text_until_it_is_taken_back(world, statement):
    proposal = propose(world.usa.negotiator, statement)
    do(world.mex.head, "answer_proposal", proposal=proposal, reply="decline", note="too strong")
    consent(proposal, world.gtm.head)
    assert status_of(proposal, world.usa.head) == ProposalStatus.TABLED
    consent(proposal, world.mex.negotiator)
    assert status_of(proposal, world.usa.head) == ProposalStatus.ACCEPTED


def test_who_consented_may_say_no_as_long_as_the_text_stands(world, statement):
    proposal = propose(world.usa.negotiator, statement)
    consent(proposal, world.mex.negotiator)
    do(world.mex.head, "answer_proposal", proposal=proposal, reply="decline")
    consent(proposal, world.gtm.head)
    assert status_of(proposal, world.usa.head) == ProposalStatus.TABLED


def test_of_two_proposals_on_one_version_the_second_is_superseded(world, statement):
    first, second = (
        propose(world.usa.negotiator, statement),
        propose(world.mex.negotiator, statement, texts=[{"en": "Other words.", "es": "Otras palabras."}]),
    )
    consent(second, world.usa.negotiator)
    consent(first, world.mex.negotiator, world.gtm.negotiator)
    assert status_of(second, world.gtm.head) == ProposalStatus.SUPERSEDED
    with pytest.raises(proposing.ProposalIsSettled):
        consent(second, world.gtm.negotiator)


def test_who_saw_an_older_version_is_told_and_changes_nothing(world, statement):
    _paragraph, old = at(world.mex.negotiator, statement)
    proposal = propose(world.usa.negotiator, statement)
    consent(proposal, world.mex.negotiator, world.gtm.negotiator)
    with pytest.raises(VersionIsOutdated):
        propose(world.mex.negotiator, statement, base=old)
    with pytest.raises(VersionIsOutdated):
        do(world.mex.negotiator, "take_position", version=old, value="agree")


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        (
            ProposalKind.DELETE,
            {"texts": []},
            ["The delegations met in Guatemala City.", "They will meet again in 2027."],
        ),
        (
            ProposalKind.SPLIT,
            {"texts": [{"en": "One.", "es": "Uno."}, {"en": "Two.", "es": "Dos."}]},
            ["The delegations met in Guatemala City.", "One.", "Two.", "They will meet again in 2027."],
        ),
        (
            ProposalKind.MERGE,
            {"texts": [{"en": "Both.", "es": "Ambos."}]},
            ["The delegations met in Guatemala City.", "Both."],
        ),
    ],
)
def test_paragraphs_go_are_split_and_merge_and_their_anchors_stay_theirs(world, statement, kind, facts, expected):
    proposal = propose(world.usa.negotiator, statement, kind=kind, **facts)
    consent(proposal, world.mex.negotiator, world.gtm.negotiator)
    assert written_text(world.gtm.member, statement) == expected
    inserted = propose(
        world.usa.negotiator,
        statement,
        kind=ProposalKind.INSERT,
        paragraph=None,
        base=None,
        texts=[{"en": "New.", "es": "Nuevo."}],
    )
    consent(inserted, world.mex.negotiator, world.gtm.negotiator)
    assert written_text(world.gtm.member, statement) == ["New.", *expected]
    with reading_as(world.gtm.member.reader):
        anchors = list(Paragraph.objects.filter(statement=statement).values_list("anchor", flat=True))
    assert len(anchors) == len(set(anchors))
    assert {"p01", "p02", "p03"} < set(anchors)


def test_a_paragraph_moves(world, statement):
    first, _version = at(world.usa.negotiator, statement, 3)
    proposal = propose(world.usa.negotiator, statement, 1, kind=ProposalKind.MOVE, after=first, texts=[])
    consent(proposal, world.mex.negotiator, world.gtm.negotiator)
    assert written_text(world.gtm.member, statement)[-1] == "The delegations met in Guatemala City."


def test_any_party_brackets_at_once_in_its_own_name(world, statement):
    bracket(
        world.usa.negotiator,
        statement,
        en="The delegations [agree to establish] a shared calendar [by 2027].",
        es="Las delegaciones [acuerdan establecer] un calendario común [para 2027].",
    )
    assert written_text(world.mex.member, statement)[1] == (
        "The delegations [agree to establish] [USA: –] a shared calendar [USA: by 2027]."
    )
    bracket(
        world.mex.negotiator,
        statement,
        en="The delegations [agree to establish] [USA: –] a [shared] [common] calendar [USA: by 2027].",
        es="Las delegaciones [acuerdan establecer] [USA: –] un calendario [común] [compartido] [USA: para 2027].",
    )
    assert written_text(world.gtm.member, statement)[1] == (
        "The delegations [agree to establish] [USA: –] a [shared] [MEX: common] calendar [USA: by 2027]."
    )
    with reading_as(world.gtm.member.reader):
        assert Bracket.objects.filter(status="open").count() == 3


@pytest.mark.parametrize(
    ("en", "es", "error"),
    [
        ("The delegations [agree] a calendar.", "Las delegaciones [acuerdan] un calendario.", bracketing.ChangesText),
        ("The delegations agree to establish a shared calendar.", None, bracketing.NoBracket),
        ("The [delegations agree to establish a shared calendar.", None, text.UnbalancedText),
        ("The [delegations [agree] to] establish a shared calendar.", None, text.UnbalancedText),
        ("The [delegations] agree to establish a shared calendar.", None, text.BracketsDiffer),
        ("The [MEX: delegations] agree to establish a shared calendar.", "Las [MEX: delegaciones] acuerdan establecer un calendario común.", bracketing.OnlyYourName),  # noqa: E501
        ("The [CAN: delegations] agree to establish a shared calendar.", "Las [CAN: delegaciones] acuerdan establecer un calendario común.", text.NotAParty),  # noqa: E501
    ],
)  # fmt: skip
def test_brackets_that_change_words_or_do_not_fit_are_refused(world, statement, en, es, error):
    spanish = "Las delegaciones acuerdan establecer un calendario común."
    before = written_text(world.usa.member, statement)
    with pytest.raises(error):
        bracket(world.usa.negotiator, statement, en=en, es=spanish if es is None else es)
    assert written_text(world.usa.member, statement) == before


def test_a_bracket_is_resolved_by_its_sponsors_and_those_who_took_a_position(world, statement):
    bracket(
        world.usa.negotiator,
        statement,
        en="The delegations [agree to establish] [will establish] a shared calendar.",
        es="Las delegaciones [acuerdan establecer] [establecerán] un calendario común.",
    )
    _paragraph, version = at(world.mex.negotiator, statement)
    do(world.mex.negotiator, "take_position", version=version, value="reserve")
    with reading_as(world.gtm.negotiator.reader):
        found = Bracket.objects.get()
    resolving = propose(world.gtm.negotiator, statement, kind=ProposalKind.UNBRACKET, bracket=found, option=1, texts=[])
    consent(resolving, world.usa.negotiator)
    assert status_of(resolving, world.usa.head) == ProposalStatus.TABLED
    consent(resolving, world.mex.negotiator)
    assert written_text(world.gtm.member, statement)[1] == EN
    with reading_as(world.gtm.member.reader):
        assert Bracket.objects.get().status == "resolved"


def test_a_change_voids_the_positions_on_that_paragraph_alone(world, statement):
    for number in (1, 2):
        _paragraph, version = at(world.mex.negotiator, statement, number)
        do(world.mex.negotiator, "take_position", version=version, value="agree")
    consent(propose(world.usa.negotiator, statement), world.mex.negotiator, world.gtm.negotiator)
    with reading_as(world.gtm.member.reader):
        standing = {
            number: Position.objects.filter(version=at(world.gtm.member, statement, number)[1]).count()
            for number in (1, 2)
        }
    assert standing == {1: 1, 2: 0}


def test_the_secretariat_carries_out_what_the_chair_instructed_with_all_present(world, statement):
    proposal = propose(world.usa.negotiator, statement)
    secretariat, chair = world.sec.coordinator, world.gtm.head
    with pytest.raises(proposing.NotInstructed):
        do(secretariat, "carry_out_instruction", proposal=proposal)
    with pytest.raises(proposing.NotInstructed):
        do(chair, "instruct", proposal=proposal, present=["USA", "GTM"])
    for actor in (world.usa.negotiator, secretariat):
        with pytest.raises(NotAllowed):
            do(actor, "instruct", proposal=proposal, present=["USA", "MEX", "GTM"])
    do(chair, "instruct", proposal=proposal, present=["USA", "MEX", "GTM"])
    with pytest.raises(NotAllowed):
        do(chair, "carry_out_instruction", proposal=proposal)
    do(secretariat, "carry_out_instruction", proposal=proposal)
    assert written_text(world.mex.member, statement)[1] == EN


def test_the_secretariat_takes_no_position_and_proposes_nothing(world, statement):
    _paragraph, version = at(world.sec.coordinator, statement)
    for operation, facts in (
        ("take_position", {"version": version, "value": "agree"}),
        ("draft_proposal", {"statement": statement, "kind": ProposalKind.DELETE}),
    ):
        with pytest.raises(NotAllowed):
            do(world.sec.coordinator, operation, **facts)


def test_a_party_that_opts_out_is_no_longer_waited_for(world, statement):
    proposal = propose(world.usa.negotiator, statement)
    consent(proposal, world.gtm.negotiator)
    do(world.mex.head, "opt_out", statement=statement, reason="Not our text.")
    with pytest.raises(OptedOut):
        consent(proposal, world.mex.negotiator)
    assert status_of(proposal, world.usa.head) == ProposalStatus.ACCEPTED


def test_what_a_party_tabled_leaves_with_it(world, statement):
    proposal = propose(world.mex.negotiator, statement)
    do(world.mex.head, "opt_out", statement=statement, reason="Not our text.")
    assert status_of(proposal, world.usa.head) == ProposalStatus.WITHDRAWN


def test_nothing_is_said_about_a_text_that_is_not_open(world):
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), begun=False)
    with pytest.raises(NotInThisStage):
        propose(world.usa.negotiator, statement)
    with pytest.raises(NotAllowed):
        do(world.mex.head, "begin_negotiation", statement=statement)
    do(world.gtm.head, "begin_negotiation", statement=statement)
    with pytest.raises(NotFromHere):
        do(world.gtm.head, "begin_negotiation", statement=statement)
    do(world.gtm.head, "suspend_negotiation", statement=statement, reason="Lunch.")
    with pytest.raises(NotInThisStage):
        propose(world.usa.negotiator, statement)
    assert do(world.gtm.head, "resume_negotiation", statement=statement, reason="Back.").status == Status.NEGOTIATING


def test_brackets_in_the_chairs_text_become_records(world):
    texts = {"en": "We [agree] [USA: will see].", "es": "Nosotros [acordamos] [USA: veremos]."}
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    assert written_text(world.mex.member, statement) == ["We [agree] [USA: will see]."]
    with reading_as(world.mex.member.reader):
        assert Bracket.objects.get().options[1]["texts"] == {"en": "will see", "es": "veremos"}


def test_text_and_brackets_cannot_part_even_by_sql(world, statement):
    bracket(
        world.usa.negotiator,
        statement,
        en="The [delegations] agree to establish a shared calendar.",
        es="Las [delegaciones] acuerdan establecer un calendario común.",
    )
    with reading_as(world.usa.negotiator.reader), pytest.raises(IntegrityError, match="brackets in the text"):
        run("UPDATE meetings_bracket SET status = 'resolved'")


def test_a_revision_is_the_text_as_it_stood_and_never_changes(world, statement):
    first = do(world.gtm.head, "issue_revision", statement=statement)
    consent(propose(world.usa.negotiator, statement), world.mex.negotiator, world.gtm.negotiator)
    second = do(world.sec.coordinator, "issue_revision", statement=statement)
    with reading_as(world.mex.member.reader):
        assert [line.texts["en"] for line in first.lines.order_by("position")][2].endswith(
            "agree to establish a shared calendar."
        )
        assert second.lines.get(position=3).texts["en"] == EN
        assert (first.number, second.number) == (0, 1)
        assert first.hashes[""] != second.hashes[""]
    with pytest.raises(NotAllowed):
        do(world.mex.head, "issue_revision", statement=statement)
    for table in ("meetings_textrevision", "meetings_revisionline"):
        with reading_as(world.sec.coordinator.reader), pytest.raises(IntegrityError):
            run(f"DELETE FROM {table}")


@pytest.mark.parametrize("editors", [["USA"], ["MEX"], ["USA", "MEX"]])
def test_nobody_speaks_for_another_even_past_the_operations(world, statement, editors):
    """The policy wants the writer among the editors, the constraint the delegation that is named as the only one."""
    _paragraph, version = at(world.usa.negotiator, statement)
    forged = Position(version=version, delegation_id="MEX", number=1, value="agree", by_name="x", at=NOW)
    forged.releasable_to, forged.editable_by = statement.releasable_to, editors
    with reading_as(world.usa.negotiator.reader), pytest.raises(DatabaseError), transaction.atomic():
        forged.save(force_insert=True)


def test_a_draft_cannot_be_laid_into_another_delegation(world, statement):
    paragraph, base = at(world.usa.negotiator, statement)
    forged = TextProposal(
        statement=statement,
        delegation_id="MEX",
        author=world.usa.negotiator,
        kind=ProposalKind.DELETE,
        paragraph=paragraph,
    )
    forged.base, forged.created_at, forged.releasable_to, forged.editable_by = base, NOW, ["USA"], ["USA"]
    with reading_as(world.usa.negotiator.reader), pytest.raises(DatabaseError), transaction.atomic():
        forged.save(force_insert=True)
