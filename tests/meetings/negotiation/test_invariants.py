"""What must hold of a negotiated text whatever people do, each tried by the operations and past them, by SQL.

The numbers are those of the invariants in docs/architecture.md; the play of three delegations is in `test_play`, two
connections at once in `test_races`.
"""

import json

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from meetings.negotiation.models import Comment, Position, ProposalReply, TextProposal
from meetings.negotiation.operations import proposing
from meetings.negotiation.operations import stages as staging
from meetings.negotiation.states import ProposalKind, Reply
from meetings.revisions.models import TextRevision
from meetings.statements import writing as text
from meetings.statements.gate import VersionIsOutdated
from meetings.statements.models import Paragraph, ParagraphVersion
from meetings.statements.present import read_present
from meetings.texts.canonical import CanonicalLine, hashes_of
from portal.audit.models import Entry
from portal.audit.verifying import faults
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.people.readers import everybody
from tests.factories.people import mails
from tests.factories.texts import (
    EN,
    ES,
    at,
    bracket,
    consent,
    do,
    propose,
    run,
    status_of,
    written_text,
)
from tests.factories.work import NOW, make_meeting, make_negotiation

SECRET = {"en": "CANARY-DRAFT words.", "es": "CANARY-DRAFT palabras."}
BRACKETED = {
    "en": "The [delegations] agree to establish a shared calendar.",
    "es": "Las [delegaciones] acuerdan establecer un calendario común.",
}


@pytest.mark.parametrize("table", ["meetings_paragraphversion", "meetings_textrevision", "meetings_revisionline"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET editable_by = editable_by", "DELETE FROM {}"])
def test_i1_versions_and_revisions_never_change(world, statement, table, sql):
    do(world.gtm.head, "issue_revision", statement=statement)
    for actor in (world.gtm.head, world.sec.coordinator):
        with reading_as(actor.reader), pytest.raises(DatabaseError):
            run(sql.format(table))
    with reading_as(world.admin.reader), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("what", ["bracket", "proposal", "reserve", "object", "silence"])
def test_i2_nothing_open_goes_to_alignment(world, statement, what):
    for number in (1, 2, 3):
        for side in (world.usa, world.mex, world.gtm):
            _paragraph, version = at(side.negotiator, statement, number)
            if (what, number, side.code) != ("silence", 2, "MEX"):
                do(side.negotiator, "take_position", version=version, value="agree")
    if what == "bracket":
        bracket(world.usa.negotiator, statement, **BRACKETED)
    if what == "proposal":
        propose(world.usa.negotiator, statement, kind=ProposalKind.DELETE, texts=())
    if what in {"reserve", "object"}:
        do(world.mex.negotiator, "take_position", version=at(world.mex.negotiator, statement)[1], value=what)
    wanted = staging.StillTabled if what == "proposal" else staging.StillOpen
    with pytest.raises(wanted):
        do(world.gtm.head, "start_alignment", statement=statement)


def test_i4_a_change_voids_positions_of_that_paragraph_and_whoever_spoke_speaks_again(world, statement):
    do(world.mex.negotiator, "take_position", version=at(world.mex.head, statement)[1], value="agree")
    consent(propose(world.usa.negotiator, statement), world.mex.negotiator, world.gtm.negotiator)
    with reading_as(world.mex.head.reader):
        assert not Position.objects.filter(version=at(world.mex.head, statement)[1]).exists()
        old = ParagraphVersion.objects.select_related("paragraph__statement__meeting").get(
            paragraph__anchor="p02", seq=1
        )
    with pytest.raises(VersionIsOutdated):
        do(world.mex.negotiator, "take_position", version=old, value="agree")


@pytest.mark.parametrize("texts", [{"en": "", "es": ""}, {"en": " ", "es": "\u00ad"}])
def test_i5_a_paragraph_without_words_is_refused(world, statement, texts):
    with pytest.raises(text.NoWords):
        propose(world.usa.negotiator, statement, texts=[texts])


def test_i5_both_languages_of_a_paragraph_are_one_row_with_one_place(world, statement):
    consent(
        propose(
            world.usa.negotiator,
            statement,
            kind="insert",
            paragraph=None,
            base=None,
            after=at(world.usa.negotiator, statement, 1)[0],
        ),
        world.mex.negotiator,
        world.gtm.negotiator,
    )
    with reading_as(world.mex.head.reader):
        for paragraph in Paragraph.objects.filter(withdrawn_at__isnull=True):
            assert set(paragraph.versions.latest("seq").nodes) == {"en", "es"}
        lines = [CanonicalLine(each.anchor, each.kind, "", each.texts) for each in read_present(statement).body]
    assert [line.anchor for line in lines] == ["p01", "p04", "p02", "p03"]
    whole = hashes_of(str(statement.pk), statement.title, lines, ["en", "es"], numbered=False)
    other = [*lines[:1], lines[2], lines[1], *lines[3:]]
    moved = hashes_of(str(statement.pk), statement.title, other, ["en", "es"], numbered=False)
    assert len({whole[""], whole["en"], whole["es"], moved[""], moved["en"]}) == 5


@pytest.mark.parametrize(
    "nodes",
    [
        {"en": [{"t": "s", "v": "A [letter]."}], "es": [{"t": "s", "v": "Una letra."}]},
        {"en": [{"t": "b", "id": "00000000-0000-4000-8000-000000000001"}], "es": [{"t": "s", "v": "Una letra."}]},
    ],
)
def test_i6_no_literal_bracket_and_no_place_without_its_record_even_by_sql(world, statement, nodes):
    usa = world.usa.negotiator
    proposal = propose(usa, statement)
    sql = (
        "INSERT INTO meetings_paragraphversion (id, paragraph_id, seq, nodes, author_name, delegation, created_at, reason,"
        " language_states, releasable_to, editable_by, proposal_id)"
        " SELECT gen_random_uuid(), paragraph_id, 2, %s, 'x', 'USA', now(), '', '{}', releasable_to, editable_by, %s"
        " FROM meetings_paragraphversion WHERE id = %s"
    )
    with reading_as(usa.reader):
        run("UPDATE meetings_textproposal SET status = 'accepted' WHERE id = %s", proposal.pk)
        version = at(usa, statement)[1]
        with pytest.raises(IntegrityError, match=r"a record, not a letter|brackets in the text"):
            run(sql, json.dumps(nodes), proposal.pk, version.pk)


def test_i6_brackets_are_checked_before_whoever_wrote_them_stops_reading(world, statement):
    usa = world.usa.negotiator
    bracket(usa, statement, **BRACKETED)
    with pytest.raises(IntegrityError, match="brackets in the text"):
        part_brackets_from_text(usa)
    with pytest.raises(IntegrityError, match="brackets in the text"):
        part_brackets_from_text(usa, lambda: written_text(world.can.negotiator, statement))


def test_i6_brackets_are_not_passed_unseen_where_nobody_reads_their_paragraph_any_more(world, statement):
    usa = world.usa.negotiator
    bracket(usa, statement, **BRACKETED)
    with pytest.raises(IntegrityError, match="for somebody who reads their paragraph"):
        part_brackets_from_text(usa, lambda: run("SELECT set_config('portal.context', '', true)"))


def test_i6_another_may_read_while_whole_brackets_wait_for_the_end(world, statement):
    usa = world.usa.negotiator
    with reading_as(usa.reader):
        bracket(usa, statement, **BRACKETED)
        with reading_as(world.can.negotiator.reader):
            assert not Paragraph.objects.exists()
        assert Paragraph.objects.exists()


def part_brackets_from_text(actor, then=lambda: None):
    with reading_as(actor.reader):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE meetings_bracket SET status = 'resolved'")
        then()


@pytest.mark.parametrize("status", ["internal", "tabled", "withdrawn", "of another text", "none"])
def test_i7_only_a_carried_proposal_makes_a_version_even_by_sql(world, statement, status):
    usa = world.usa.negotiator
    paragraph, version = at(usa, statement)
    named = propose(usa, statement, table=status != "internal")
    if status == "withdrawn":
        named = do(usa, "withdraw_proposal", proposal=named)
    if status == "of another text":
        other = make_negotiation(world, make_meeting(world.sec.coordinator, slug="another"))
        named = propose(usa, other)
        consent(named, world.mex.negotiator, world.gtm.negotiator)
    forged = ParagraphVersion(paragraph=paragraph, seq=2, nodes=version.nodes, author_name="x", delegation="USA")
    forged.created_at, forged.proposal = NOW, None if status == "none" else named
    forged.reason = "I may, says I" if status == "none" else ""
    forged.releasable_to, forged.editable_by = paragraph.releasable_to, paragraph.editable_by
    with reading_as(usa.reader), pytest.raises(DatabaseError, match="carried proposal"), transaction.atomic():
        forged.save(force_insert=True)


def test_i7_tabling_answering_and_talking_leave_the_text_alone(world, statement):
    before = written_text(world.gtm.head, statement)
    proposal = propose(world.usa.negotiator, statement)
    do(world.mex.head, "answer_proposal", proposal=proposal, reply="decline", note="no")
    do(world.gtm.head, "take_position", version=at(world.gtm.head, statement)[1], value="object")
    do(world.sec.coordinator, "issue_revision", statement=statement)
    do(world.gtm.head, "instruct", proposal=proposal, present=["USA", "MEX", "GTM"])
    assert written_text(world.gtm.head, statement) == before


def test_i8_a_draft_and_an_internal_comment_are_nowhere_for_the_others(world, statement, sign_in):
    """Pages, filters, counts, exports, the trail, mails, and answers to guessed addresses."""
    usa = world.usa.negotiator
    paragraph, base = at(usa, statement)
    draft = propose(usa, statement, table=False, texts=[SECRET], rationale="CANARY-WHY")
    do(usa, "write_comment", paragraph=paragraph, text="CANARY-NOTE", is_shared=False)
    root = statement.get_absolute_url()
    addresses = [
        "",
        "?show=all",
        f"p/{paragraph.anchor}/",
        "revisions/",
        "concordance/",
        "export/",
        "export/?look=bracketed",
    ]
    for side in (world.mex, world.sec):
        client: Client = sign_in(side.coordinator)
        for address in [
            *(root + each for each in addresses),
            "/",
            "/audit/",
            "/statements/",
        ]:
            answer = client.get(address, secure=True)
            assert "CANARY" not in answer.content.decode(errors="replace"), address
        with reading_as(side.coordinator.reader):
            assert not TextProposal.objects.filter(pk=draft.pk).exists()
            assert not Comment.objects.exists()
            assert not Entry.objects.filter(subject_id=str(draft.pk)).exists()
            assert base.proposals.count() == 0
    assert "CANARY" not in "".join(f"{mail.payload}{mail.dedupe_key}" for mail in mails())
    page = sign_in(usa).get(f"{root}p/{paragraph.anchor}/", secure=True).content.decode()
    assert "CANARY-DRAFT" in page
    assert "CANARY-NOTE" in page


@pytest.mark.parametrize("operation", ["answer_proposal", "withdraw_proposal", "table_proposal"])
def test_i8_an_error_says_no_more_of_a_draft_than_of_nothing(world, statement, operation):
    draft = propose(world.usa.negotiator, statement, table=False)
    facts = {"reply": "consent"} if operation == "answer_proposal" else {}
    with pytest.raises((NotAllowed, TextProposal.DoesNotExist)) as found:
        do(world.mex.head, operation, proposal=draft, **facts)
    assert EN not in str(found.value)
    assert "draft" not in str(found.value).lower()


def test_i8_nobody_consents_for_another_even_by_sql(world, statement):
    proposal = propose(world.mex.negotiator, statement)
    forged = ProposalReply(proposal=proposal, delegation_id="GTM", number=1, reply=Reply.CONSENT, by_name="x", at=NOW)
    for editors in (["GTM"], ["USA"]):
        forged.releasable_to, forged.editable_by = statement.releasable_to, editors
        with reading_as(world.usa.negotiator.reader), pytest.raises(DatabaseError), transaction.atomic():
            forged.save(force_insert=True)
    with pytest.raises(NotAllowed):
        do(world.usa.negotiator, "withdraw_proposal", proposal=proposal)


def test_i9_the_secretariat_takes_no_position_even_by_sql(world, statement):
    _paragraph, version = at(world.sec.coordinator, statement)
    forged = Position(version=version, delegation_id="SEC", number=1, value="agree", by_name="x", at=NOW)
    forged.releasable_to, forged.editable_by = statement.releasable_to, ["SEC"]
    with (
        reading_as(world.sec.coordinator.reader),
        pytest.raises(IntegrityError, match="only a party"),
        transaction.atomic(),
    ):
        forged.save(force_insert=True)


def test_i9_who_opted_out_speaks_no_more_even_by_sql(world, statement):
    do(world.mex.head, "opt_out", statement=statement, reason="Our parliament decides first.")
    _paragraph, version = at(world.mex.head, statement)
    forged = Position(version=version, delegation_id="MEX", number=1, value="agree", by_name="x", at=NOW)
    forged.releasable_to, forged.editable_by = statement.releasable_to, ["MEX"]
    with reading_as(world.mex.head.reader), pytest.raises(IntegrityError, match="only a party"), transaction.atomic():
        forged.save(force_insert=True)


def test_i11_both_languages_change_in_one_version(world, statement):
    consent(propose(world.usa.negotiator, statement), world.mex.negotiator, world.gtm.negotiator)
    _paragraph, version = at(world.mex.head, statement)
    assert {language: nodes[0]["v"] for language, nodes in version.nodes.items()} == {"en": EN, "es": ES}
    with reading_as(world.mex.head.reader):
        assert ParagraphVersion.objects.filter(paragraph__anchor="p02").count() == 2


def test_i12_an_anchor_is_never_used_again(world, statement):
    usa, others = world.usa.negotiator, (world.mex.negotiator, world.gtm.negotiator)
    consent(propose(usa, statement, 3, kind=ProposalKind.DELETE, texts=()), *others)
    place = at(usa, statement, 2)[0]
    consent(propose(usa, statement, kind=ProposalKind.INSERT, paragraph=None, base=None, after=place), *others)
    with reading_as(usa.reader):
        assert list(Paragraph.objects.order_by("rank").values_list("anchor", flat=True)) == [
            "p00",
            "p01",
            "p02",
            "p04",
            "p03",
        ]
    for sql in ("UPDATE meetings_paragraph SET anchor = 'p09' WHERE anchor = 'p03'", "DELETE FROM meetings_paragraph"):
        with reading_as(usa.reader), pytest.raises(IntegrityError, match="keeps its anchor"):
            run(sql)


def test_i15_everything_done_to_a_text_is_in_the_trail_and_the_trail_verifies(world, statement):
    proposal = propose(world.usa.negotiator, statement)
    consent(proposal, world.mex.negotiator, world.gtm.negotiator)
    bracket(
        world.usa.negotiator,
        statement,
        en="The [delegations] will establish a shared calendar.",
        es="Las [delegaciones] establecerán un calendario común.",
    )
    do(world.gtm.head, "issue_revision", statement=statement)
    with reading_as(world.mex.coordinator.reader):
        acts = list(Entry.objects.filter(action__startswith="meetings.statement.").order_by("at"))
    assert faults(everybody())[0] == []
    verbs = [act.action.rpartition(".")[2] for act in acts]
    assert verbs[-6:] == ["tabled", "proposal_consent", "proposal_consent", "accepted", "bracketed", "revision_issued"]


def test_i16_of_two_on_one_version_one_wins_and_the_other_is_told(world, statement):
    usa, mex, gtm = world.usa.negotiator, world.mex.negotiator, world.gtm.negotiator
    first = propose(usa, statement)
    second = propose(mex, statement, texts=[{"en": "Other words.", "es": "Otras palabras."}])
    late = propose(gtm, statement, table=False, texts=[{"en": "Late words.", "es": "Palabras tardías."}])
    consent(first, mex, gtm)
    assert status_of(second, gtm) == "superseded"
    with pytest.raises(proposing.ProposalIsSettled):
        consent(second, usa)
    with pytest.raises(VersionIsOutdated):
        do(gtm, "table_proposal", proposal=late)
    with reading_as(gtm.reader):
        assert TextRevision.objects.count() == 0
        assert written_text(gtm, statement)[1] == EN
