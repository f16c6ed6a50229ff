"""The alignment stage: who edits and reviews which language, who vouches, and when the text is final."""

import pytest
from django.db import IntegrityError, connection, transaction

from meetings.alignment import operations as aligning
from meetings.alignment.models import Certificate, LanguageReview
from meetings.alignment.queries import alignment_blockers, alignment_of
from meetings.negotiation.consensus import NothingChanges
from meetings.negotiation.models import Position, TextProposal
from meetings.negotiation.operations import proposing
from meetings.negotiation.states import ProposalStatus
from meetings.revisions.models import TextRevision
from meetings.statements import writing as text
from meetings.statements.course import NotFromHere
from meetings.statements.gate import NotInThisStage, OptedOut, ReasonNeeded, VersionIsOutdated
from meetings.statements.models import ParagraphVersion, Reviewer
from meetings.statements.present import read_present
from meetings.statements.states import Status
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.texts import align, at, certify_by, do, name, reload, review_all
from tests.factories.work import make_meeting, make_negotiation
from tests.scenes import scene

OTHER = "Las delegaciones convienen en establecer un calendario común."


@scene
def negotiated(world):
    return make_negotiation(world, make_meeting(world.sec.coordinator))


@scene
def statement(world, negotiated):
    """In alignment, with a reviewer of each language from USA and MEX."""
    for side in (world.usa, world.mex):
        for language in ("en", "es"):
            name(side, negotiated, side.member, language)
    return align(world, negotiated)


def edit(actor, statement, number=2, **facts):
    paragraph, version = at(actor, statement, number)
    values = {"paragraph": paragraph, "seen": version, "language": "es", "text": OTHER, "reason": "Closer."}
    return do(actor, "edit_language", **(values | facts))


def answer(actor, found, reply="consent"):
    return do(actor, "answer_edit", edit=found, reply=reply)


def spanish(actor, statement):
    with reading_as(actor.reader):
        return read_present(statement).body[1].texts["es"]


def blockers(actor, statement):
    with reading_as(actor.reader):
        return [each.sentence for each in alignment_blockers(reload(statement), actor)]


def ready(world, statement):
    review_all(world.usa.member, statement, "en")
    review_all(world.mex.member, statement, "es")
    certify_by(world.usa.member, statement)
    certify_by(world.mex.member, statement)


def test_a_party_names_its_own_people_and_nobody_else_does(world, negotiated):
    named = name(world.usa, negotiated, world.usa.negotiator, "es")
    assert name(world.usa, negotiated, world.usa.negotiator, "es").pk == named.pk
    with pytest.raises(aligning.NotYourPerson):
        name(world.usa, negotiated, world.mex.member, "es")
    with pytest.raises(aligning.NotYourPerson):
        name(world.usa, negotiated, world.usa.observer, "es")
    with pytest.raises(aligning.NoSuchLanguage):
        name(world.usa, negotiated, world.usa.member, "fr")
    for actor in (world.usa.member, world.sec.coordinator, world.can.head):
        with pytest.raises(NotAllowed):
            do(actor, "name_reviewer", statement=negotiated, person=actor, language="es")
    with pytest.raises(NotAllowed):
        do(world.mex.head, "remove_reviewer", reviewer=named)
    do(world.usa.coordinator, "remove_reviewer", reviewer=named)
    with reading_as(world.mex.member.reader):
        assert not Reviewer.objects.exists()


def test_an_edit_waits_for_a_reviewer_of_another_party(world, statement):
    before = spanish(world.gtm.member, statement)
    found = edit(world.usa.member, statement)
    assert spanish(world.gtm.member, statement) == before
    with pytest.raises(proposing.OwnProposal):
        answer(world.usa.member, found)
    with pytest.raises(NotAllowed):
        answer(world.gtm.head, found)
    answer(world.mex.member, found, "decline")
    assert spanish(world.gtm.member, statement) == before
    answer(world.mex.member, found)
    assert spanish(world.gtm.member, statement) == OTHER
    _paragraph, version = at(world.gtm.member, statement)
    with reading_as(world.gtm.member.reader):
        first = ParagraphVersion.objects.get(paragraph=version.paragraph_id, seq=1)
        review = LanguageReview.objects.get()
    assert version.proposal_id == found.pk
    assert version.nodes["en"] == first.nodes["en"]
    assert (review.version_id, review.language, review.delegation_id) == (version.pk, "es", "MEX")
    with pytest.raises(proposing.ProposalIsSettled):
        answer(world.mex.member, found)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"language": "en"}, aligning.NegotiatedLanguage),
        ({"reason": " "}, ReasonNeeded),
        ({"text": " "}, text.NoWords),
        ({"text": "Las [delegaciones."}, text.UnbalancedText),
        ({"text": "Las [delegaciones] acuerdan."}, text.BracketsDiffer),
        ({"text": "Las delegaciones  acuerdan establecer un calendario común."}, NothingChanges),
    ],
)
def test_edits_that_are_none_are_refused(world, statement, facts, error):
    with pytest.raises(error):
        edit(world.usa.member, statement, **facts)


def test_only_a_reviewer_of_that_language_edits_and_only_in_alignment(world, negotiated):
    name(world.usa, negotiated, world.usa.member, "en")
    aligned = align(world, negotiated)
    for actor in (world.usa.member, world.usa.head, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            edit(actor, aligned)
    name(world.usa, aligned, world.usa.member, "es")
    do(world.mex.negotiator, "resume_negotiation", statement=aligned, reason="A word is missing.")
    with pytest.raises(NotInThisStage):
        edit(world.usa.member, aligned)


def test_an_edit_of_words_that_went_on_is_refused(world, statement):
    _paragraph, seen = at(world.usa.member, statement)
    answer(world.mex.member, edit(world.usa.member, statement))
    with pytest.raises(VersionIsOutdated):
        edit(world.usa.member, statement, seen=seen, text="Otras palabras.")


def test_a_second_edit_of_the_same_side_takes_the_place_of_the_first(world, statement):
    first, second = edit(world.usa.member, statement), edit(world.usa.member, statement, text="Otras palabras.")
    with pytest.raises(proposing.ProposalIsSettled):
        answer(world.mex.member, first)
    theirs = edit(world.mex.member, statement, text="Palabras distintas.")
    answer(world.mex.member, second)
    with reading_as(world.gtm.member.reader):
        assert TextProposal.objects.get(pk=theirs.pk).status == ProposalStatus.SUPERSEDED


def test_an_edit_is_withdrawn_by_its_own_side(world, statement):
    found = edit(world.usa.member, statement)
    with pytest.raises(NotAllowed):
        do(world.mex.member, "withdraw_edit", edit=found)
    do(world.usa.member, "withdraw_edit", edit=found)
    with pytest.raises(proposing.ProposalIsSettled):
        answer(world.mex.member, found)


def test_an_edit_voids_positions_and_a_review_does_not(world, statement):
    _paragraph, version = at(world.gtm.head, statement)
    do(world.gtm.head, "take_position", version=version, value="agree")
    review_all(world.usa.member, statement, "es")
    assert at(world.gtm.head, statement)[1].pk == version.pk
    answer(world.mex.member, edit(world.usa.member, statement))
    _paragraph, after = at(world.gtm.head, statement)
    with reading_as(world.gtm.head.reader):
        assert not Position.objects.filter(version=after).exists()


def test_a_review_of_one_language_stands_when_the_other_is_edited(world, statement):
    review_all(world.usa.member, statement, "en")
    review_all(world.usa.member, statement, "es")
    answer(world.mex.member, edit(world.usa.member, statement))
    with reading_as(world.gtm.member.reader):
        row = alignment_of(statement, world.gtm.member).rows[2]
    assert {side.language: side.reviewed_by for side in row.sides} == {"en": ["USA"], "es": ["MEX"]}


def test_a_review_is_of_the_words_that_were_seen(world, statement):
    _paragraph, seen = at(world.usa.member, statement)
    answer(world.mex.member, edit(world.usa.member, statement))
    with pytest.raises(VersionIsOutdated):
        do(world.usa.member, "mark_reviewed", statement=statement, language="es", versions=[seen.pk])
    with pytest.raises(NotAllowed):
        review_all(world.gtm.head, statement, "es")


@pytest.mark.parametrize("table", ["languagereview", "certificate"])
@pytest.mark.parametrize("act", ["UPDATE meetings_{} SET by_name = 'x'", "DELETE FROM meetings_{}"])
def test_reviews_and_certificates_never_change_even_by_sql(world, statement, table, act):
    review_all(world.usa.member, statement, "en")
    certify_by(world.usa.member, statement)
    with reading_as(world.usa.member.reader), pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(act.format(table))


def test_the_text_is_final_when_all_is_there(world, statement):
    missing = blockers(world.sec.coordinator, statement)
    assert len(missing) == 3, missing
    ready(world, statement)
    assert blockers(world.sec.coordinator, statement) == []
    for actor in (world.gtm.head, world.usa.head, world.sec.member):
        with pytest.raises(NotAllowed):
            do(actor, "freeze_final", statement=statement)
    revision = do(world.sec.coordinator, "freeze_final", statement=statement)
    with reading_as(world.mex.member.reader):
        assert reload(statement).status == Status.FINAL_TEXT
        kept = TextRevision.objects.get(pk=revision.pk)
        assert kept.is_final
        assert [each.hashes for each in Certificate.objects.all()] == [kept.hashes, kept.hashes]
    for actor, operation in ((world.usa.member, "certify"), (world.sec.coordinator, "freeze_final")):
        with pytest.raises((NotInThisStage, NotFromHere)):
            do(actor, operation, statement=statement)


def test_two_certificates_of_one_delegation_do_not_suffice(world, statement):
    name(world.usa, statement, world.usa.negotiator, "es")
    ready_but_one(world, statement)
    with pytest.raises(aligning.CertifiedAlready):
        certify_by(world.usa.negotiator, statement)
    with pytest.raises(aligning.NotFinal, match="1 more certificate"):
        do(world.sec.coordinator, "freeze_final", statement=statement)
    with reading_as(world.usa.negotiator.reader):
        given = Certificate.objects.get()
        given.pk, given.by_name = None, "another"
        given.save(force_insert=True)
        assert Certificate.objects.count() == 2
    with pytest.raises(aligning.NotFinal, match="1 more certificate"):
        do(world.sec.coordinator, "freeze_final", statement=statement)


def ready_but_one(world, statement):
    review_all(world.usa.member, statement, "en")
    review_all(world.mex.member, statement, "es")
    certify_by(world.usa.member, statement)


def test_neither_the_secretariat_nor_one_who_was_not_named_certifies(world, statement):
    for actor in (world.sec.coordinator, world.sec.head, world.usa.head, world.gtm.head, world.can.head):
        with pytest.raises(NotAllowed):
            certify_by(actor, statement)
    with pytest.raises(NotAllowed):
        do(world.sec.head, "name_reviewer", statement=statement, person=world.sec.coordinator, language="en")


def test_a_certificate_is_void_after_an_edit(world, statement):
    ready(world, statement)
    answer(world.mex.member, edit(world.usa.member, statement))
    with reading_as(world.gtm.member.reader):
        stage = alignment_of(statement, world.gtm.member)
    assert [each.is_void for each in stage.certificates] == [True, True]
    with pytest.raises(aligning.NotFinal, match="2 more certificates"):
        do(world.sec.coordinator, "freeze_final", statement=statement)


def test_one_certifies_the_text_that_one_read(world, statement):
    with reading_as(world.usa.member.reader):
        seen = alignment_of(statement, world.usa.member).hashes[""]
    answer(world.mex.member, edit(world.usa.member, statement))
    with pytest.raises(aligning.TextMoved):
        do(world.usa.member, "certify", statement=statement, seen=seen)


def test_an_edit_that_waits_holds_the_final_text(world, statement):
    ready(world, statement)
    edit(world.usa.member, statement)
    with pytest.raises(aligning.NotFinal, match="¶ 2: an edit of USA waits"):
        do(world.sec.coordinator, "freeze_final", statement=statement)


def test_an_error_holds_the_final_text(world, statement):
    wrong = "Las delegaciones acuerdan establecer 3 calendarios comunes."
    answer(world.mex.member, edit(world.usa.member, statement, text=wrong))
    ready(world, statement)
    with pytest.raises(aligning.NotFinal, match="1 error"):
        do(world.sec.coordinator, "freeze_final", statement=statement)


def test_any_party_opens_alignment_again_and_the_final_text_goes_back_with_the_chair(world, statement):
    ready(world, statement)
    do(world.sec.coordinator, "freeze_final", statement=statement)
    with pytest.raises(NotAllowed):
        do(world.usa.head, "resume_negotiation", statement=statement, reason="A word is missing.")
    do(world.gtm.head, "resume_negotiation", statement=statement, reason="A word is missing.")
    assert blockers(world.sec.coordinator, statement) == ["The text is not in alignment."]
    with pytest.raises(NotFromHere):
        do(world.sec.coordinator, "freeze_final", statement=statement)


def test_who_opted_out_vouches_no_more(world, statement):
    ready(world, statement)
    do(world.mex.head, "resume_negotiation", statement=statement, reason="We leave.")
    do(world.mex.head, "opt_out", statement=statement, reason="We leave.")
    align(world, statement)
    with pytest.raises(OptedOut):
        certify_by(world.mex.member, statement)
    with pytest.raises(aligning.NotFinal, match="1 more certificate"):
        do(world.sec.coordinator, "freeze_final", statement=statement)
