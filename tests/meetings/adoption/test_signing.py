"""Signing a final text, taking it back, notes, ad referendum; what makes a signature void."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from meetings.adoption.models import SignOff
from meetings.adoption.operations import signing
from meetings.adoption.queries.signing import signing_page
from meetings.adoption.queries.standing import has_lapsed, standing_of
from meetings.documents.storing import Stored
from meetings.negotiation.operations import abandon_statement, opt_out, resume_negotiation
from meetings.negotiation.operations.ending import MeetingNotOver
from meetings.statements.course import NotFromHere, require_step
from meetings.statements.gate import NotInThisStage, OptedOut, ReasonNeeded
from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.core.reader import reading_as
from tests.factories.closing import freeze, heads_of, schedule, turn
from tests.factories.people import make_user
from tests.factories.texts import end, reload
from tests.factories.work import conclude, make_meeting, make_negotiation

NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)
PDF = Stored("a-key", "note.pdf", 10, "ab" * 32, "application/pdf")
SECOND = timedelta(seconds=1)


def fresh(statement: Statement, person: Any) -> Statement:
    with reading_as(person.reader):
        return Statement.objects.select_related("meeting", "final").get(pk=statement.pk)


def sign(statement: Any, head: Any, kind: str = "final", seen: str = "", now: datetime = NOW, **facts: Any) -> SignOff:
    with reading_as(head.reader):
        text = reload(statement)
        shown = seen or (text.final.hashes[""] if text.final else "0" * 64)
        values = {"kind": kind, "seen": shown, "capacity": "Minister", "clock": lambda: now} | facts
        return signing.sign_off(statement=text, actor=head, **values)


def revoke(statement: Any, head: Any, reason: str = "The cabinet wants to look again.", now: datetime = NOW) -> Any:
    with reading_as(head.reader):
        return signing.revoke_sign_off(statement=reload(statement), actor=head, reason=reason, clock=lambda: now)


def note(statement: Any, office: Any, side: Any, **facts: Any) -> SignOff:
    with reading_as(office.reader):
        text = reload(statement)
        values = {"seen": text.final.hashes[""], "signatory": "A. Minister", "capacity": "Minister", "note": PDF}
        return signing.record_note(
            statement=text, actor=office, delegation=side.head.delegation, clock=lambda: NOW, **(values | facts)
        )


def leave(statement: Any, head: Any) -> Any:
    with reading_as(head.reader):
        return opt_out(statement=reload(statement), actor=head, now=NOW, reason="The capital decided so.")


def reopen(statement: Any, chair: Any) -> Statement:
    with reading_as(chair.reader):
        return resume_negotiation(statement=reload(statement), actor=chair, now=NOW, reason="A comma.")


def page_of(statement: Any, person: Any, now: datetime = NOW) -> Any:
    with reading_as(person.reader):
        return signing_page(reload(statement), person, now)


def standing(statement: Any, person: Any) -> list[tuple[str, str]]:
    with reading_as(person.reader):
        return [(each.delegation_id, each.kind) for each in standing_of(reload(statement))]


def test_the_last_final_signature_makes_the_text_signed(world, signable):
    heads = list(heads_of(world).values())
    for head in heads[:2]:
        sign(signable, head)
        assert fresh(signable, head).status == Status.SIGN_OFF
    sign(signable, heads[2], now=NOW + SECOND)
    text = fresh(signable, world.sec.member)
    assert (text.status, text.signed_at) == (Status.SIGNED, NOW + SECOND)


def test_ad_referendum_does_not_count_until_it_is_confirmed(world, signable):
    """Acceptance 12: one party signs ad ref; the text cannot be scheduled until it signs for good."""
    usa, mex, gtm = world.usa.head, world.mex.head, world.gtm.head
    sign(signable, usa, "ad_ref", expires_on=date(2026, 4, 9))
    sign(signable, mex)
    sign(signable, gtm)
    text = fresh(signable, usa)
    assert text.status == Status.SIGN_OFF
    assert page_of(signable, mex).numbered == len(page_of(signable, mex).rows) - 1  # the title has no number
    assert [each.look[0] for each in page_of(signable, mex).signatures] == ["ok", "ok", "wait"]
    with pytest.raises(NotFromHere):
        require_step(text, Status.SCHEDULED)
    sign(signable, usa)
    assert fresh(signable, usa).status == Status.SIGNED
    assert [(each.code, each.is_final) for each in page_of(signable, mex).signatures] == [
        ("GTM", True), ("MEX", True), ("USA", True),
    ]  # fmt: skip


@pytest.mark.parametrize("day", [None, date(2026, 4, 1)])
def test_ad_referendum_needs_a_day_to_come(world, signable, day):
    with pytest.raises(signing.NeedsExpiry):
        sign(signable, world.usa.head, "ad_ref", expires_on=day)


@pytest.mark.parametrize(("after", "lapsed"), [(-SECOND, False), (timedelta(), True), (SECOND, True)])
@pytest.mark.parametrize(
    ("code", "midnight"),
    [
        # The day ends where the delegation sits: in summer time four hours after UTC's midnight in Washington, six elsewhere.
        ("usa", datetime(2026, 4, 10, 4, tzinfo=UTC)),
        ("mex", datetime(2026, 4, 10, 6, tzinfo=UTC)),
        ("gtm", datetime(2026, 4, 10, 6, tzinfo=UTC)),
    ],
)
def test_ad_referendum_lapses_when_its_day_has_ended_at_the_seat(world, signable, code, midnight, after, lapsed):
    side = getattr(world, code)
    sign(signable, side.head, "ad_ref", expires_on=date(2026, 4, 9))
    page = page_of(signable, world.sec.member, midnight + after)
    (row,) = (each for each in page.signatures if each.code == side.code)
    assert (row.lapsed, row.look[2]) == (lapsed, "Lapsed" if lapsed else "Signed ad ref")


def test_what_has_lapsed_is_signed_ad_referendum_anew_and_else_once(world, signable):
    usa = world.usa.head
    sign(signable, usa, "ad_ref", expires_on=date(2026, 4, 9))
    with pytest.raises(signing.SignedAlready):
        sign(signable, usa, "ad_ref", expires_on=date(2026, 4, 20))
    later = NOW + timedelta(days=10)
    sign(signable, usa, "ad_ref", expires_on=date(2026, 4, 20), now=later)
    page = page_of(signable, usa, later)
    assert [each.why for each in page.past] == ["lapsed and given anew"]
    assert not has_lapsed(page.mine.given, date(2026, 4, 20))


def test_only_the_text_that_was_read_is_signed(world, signable):
    for seen in ("0" * 64, "", "nonsense"):
        with pytest.raises(signing.TextDiffers):
            sign(signable, world.usa.head, seen=seen or " ")
    assert standing(signable, world.usa.head) == []


def test_a_comma_voids_every_signature_and_the_same_words_do_not_bring_them_back(world, signable):
    """Acceptance 11, with the same words frozen anew."""
    heads, office = heads_of(world), world.sec.coordinator
    for head in heads.values():
        sign(signable, head)
    before = fresh(signable, office).final.hashes[""]
    reopen(signable, world.gtm.head)
    text = fresh(signable, office)
    assert (text.final, text.signed_at, standing(signable, office)) == (None, None, [])
    for step in (Status.SCHEDULED, Status.RELEASED, Status.SIGNED):
        with pytest.raises(NotFromHere):
            require_step(text, step)
    with pytest.raises(NotInThisStage):
        sign(signable, world.usa.head)
    turn(freeze(signable, office, NOW), Status.SIGN_OFF, office)
    assert fresh(signable, office).final.hashes[""] == before
    assert standing(signable, office) == []
    assert {each.why for each in page_of(signable, office).past} == {"void: the text was opened again"}
    sign(signable, world.usa.head)
    assert fresh(signable, office).status == Status.SIGN_OFF


def test_words_that_changed_past_the_operations_are_not_signed(world, signable):
    with reading_as(world.gtm.head.reader):
        Statement.objects.filter(pk=signable.pk).update(numbered=True)
    with pytest.raises(signing.TextDiffers):
        sign(signable, world.usa.head)


def test_who_signs_is_the_head_of_a_party(world, signable):
    usa = world.usa
    deputy = make_user("deputy.usa@test.example", role="deputy", code="USA")
    for person in (deputy, usa.coordinator, usa.negotiator, usa.member, usa.observer, world.sec.head, world.can.head):
        with pytest.raises(PermissionDenied):
            sign_as(signable, person)
    assert standing(signable, world.sec.member) == []


def sign_as(statement: Any, person: Any) -> Any:
    """Past what the person may see: the rule is asked first."""
    facts = {"kind": "final", "seen": "0" * 64, "capacity": "x", "clock": lambda: NOW}
    with reading_as(person.reader):
        return signing.sign_off(statement=statement, actor=person, **facts)


FORGED = [
    # who, for whom, method, by whom
    ("usa.head", "MEX", "in_portal", "mex.head"),
    ("usa.head", "MEX", "in_portal", "usa.head"),
    ("usa.head", "USA", "in_portal", "usa.member"),
    ("usa.negotiator", "USA", "in_portal", "usa.negotiator"),
    ("usa.negotiator", "USA", "in_portal", "usa.head"),
    ("usa.head", "MEX", "note", ""),
    ("usa.head", "USA", "note", ""),
    ("sec.coordinator", "USA", "in_portal", "usa.head"),
]


@pytest.mark.parametrize(("who", "code", "method", "by"), FORGED)
def test_nobody_signs_for_another_by_sql(world, signable, who, code, method, by):
    def person(name: str) -> Any:
        side, _, role = name.partition(".")
        return getattr(getattr(world, side), role)

    actor = person(who)
    text = fresh(signable, actor)
    editors = sorted({code, actor.code}) if method == "note" else [code]
    facts = {"kind": "final", "method": method, "by": person(by) if by else None, "by_name": "x", "capacity": "x"}
    facts |= {"parties": text.parties, "text_hash": text.final.hashes[""], "at": NOW}
    facts |= {"key": "k", "note_hash": "h", "note_name": "n"} if method == "note" else {}
    marks = {"releasable_to": text.releasable_to, "editable_by": editors}
    refusal = "nobody signs for another|the secretariat records notes|own_words|row-level security"
    with reading_as(actor.reader), pytest.raises(DatabaseError, match=refusal), transaction.atomic():
        SignOff.objects.create(statement=text, revision=text.final, delegation_id=code, **facts, **marks)


def test_a_signature_is_never_changed_and_revoked_once(world, signable):
    given, head = sign(signable, world.usa.head), world.usa.head
    with reading_as(head.reader):
        mine = SignOff.objects.filter(pk=given.pk)
        for facts in ({"kind": "ad_ref", "expires_on": NOW}, {"text_hash": "0" * 64}, {"by_name": "y"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                mine.update(**facts)
        with pytest.raises(IntegrityError), transaction.atomic():
            mine.delete()
    revoke(signable, head)
    with reading_as(head.reader), pytest.raises(IntegrityError), transaction.atomic():
        mine.update(revoked_at=None, reason="")
    with reading_as(world.mex.head.reader):
        assert SignOff.objects.filter(pk=given.pk).update(reason="y") == 0


def test_a_revocation_takes_a_signed_and_a_scheduled_text_back(world, signable):
    heads, office = heads_of(world), world.sec.coordinator
    for stage in (Status.SIGNED, Status.SCHEDULED):
        for code, head in heads.items():
            if (code, "final") not in standing(signable, head):
                sign(signable, head)
        if stage == Status.SCHEDULED:
            schedule(fresh(signable, office), heads, office, NOW)
        assert fresh(signable, office).status == stage
        revoke(signable, world.usa.head)
        text = fresh(signable, office)
        assert (text.status, text.signed_at) == (Status.SIGN_OFF, None)
        assert {code for code, _kind in standing(signable, office)} == {"MEX", "GTM"}
    assert {each.reason for each in page_of(signable, office).past} == {"The cabinet wants to look again."}


def test_a_revocation_needs_a_signature_and_a_reason(world, signable):
    with pytest.raises(signing.NothingSigned):
        revoke(signable, world.usa.head)
    sign(signable, world.usa.head)
    with pytest.raises(ReasonNeeded):
        revoke(signable, world.usa.head, reason=" ")
    with pytest.raises(PermissionDenied):
        revoke(signable, world.usa.coordinator)


def test_a_note_counts_as_the_partys_own_and_only_that_party_takes_it_back(world, signable):
    office = world.sec.coordinator
    given = note(signable, office, world.mex)
    assert (given.delegation_id, given.by_id, given.note_hash) == ("MEX", None, PDF.sha256)
    for head in (world.usa.head, world.gtm.head):
        sign(signable, head)
    assert fresh(signable, office).status == Status.SIGNED
    assert [each.look[2] for each in page_of(signable, office).signatures] == ["Signed", "Signed by note", "Signed"]
    with pytest.raises(PermissionDenied):
        revoke(signable, office)
    revoke(signable, world.mex.head)
    assert fresh(signable, office).status == Status.SIGN_OFF


def test_notes_are_recorded_by_the_secretariat_alone_and_of_parties_alone(world, signable):
    for person in (world.usa.head, world.gtm.head, world.sec.member):
        with pytest.raises(PermissionDenied):
            note(signable, person, world.mex)
    with pytest.raises(signing.NoSuchParty):
        note(signable, world.sec.coordinator, world.can)


THREE = {
    "en": "The three delegations met.\n\nThey agree to a trilateral calendar.\n\nThey meet again.",
    "es": "Las tres delegaciones se reunieron.\n\nAcuerdan un calendario trilateral.\n\nSe reúnen de nuevo.",
}


def test_words_that_count_the_parties_are_flagged_when_one_has_left(world):
    """Acceptance 16."""
    office = world.sec.coordinator
    text = freeze(make_negotiation(world, make_meeting(office), texts=THREE), office, NOW)
    assert page_of(text, office).miscounts == []
    leave(text, world.usa.head)
    found = [(each.label, each.words) for each in page_of(text, office).miscounts]
    assert found == [("¶ 1", "“The three delegations”, “Las tres delegaciones”"), ("¶ 2", "“trilateral”")]


def test_who_opts_out_makes_the_others_sign_anew(world, signable):
    """Acceptance 16: no earlier signature counts."""
    heads, office = heads_of(world), world.sec.coordinator
    for head in heads.values():
        sign(signable, head)
    assert page_of(signable, office).miscounts == []
    leave(signable, world.mex.head)
    text = fresh(signable, office)
    assert (text.status, text.signed_at, standing(signable, office)) == (Status.SIGN_OFF, None, [])
    with pytest.raises(OptedOut):
        sign(signable, world.mex.head)
    page = page_of(signable, office)
    assert [each.code for each in page.signatures] == ["GTM", "USA"]
    assert {each.why for each in page.past} == {"void: the parties changed"}
    for code in ("USA", "GTM"):
        sign(signable, heads[code])
    assert fresh(signable, office).status == Status.SIGNED


def test_one_party_alone_signs_nothing(world, signable):
    leave(signable, world.mex.head)
    leave(signable, world.gtm.head)
    with pytest.raises(signing.OneAlone):
        sign(signable, world.usa.head)


def test_a_reading_stands_beside_the_text_for_good(world, signable):
    with reading_as(world.usa.head.reader):
        made = signing.add_interpretation(
            statement=reload(signable), actor=world.usa.head, words={"en": " As we read it. ", "es": ""}, is_public=True
        )
        assert made.texts == {"en": "As we read it."}
        with pytest.raises(signing.NoWordsGiven):
            signing.add_interpretation(statement=reload(signable), actor=world.usa.head, words={"fr": "x"})
    with reading_as(world.usa.negotiator.reader), pytest.raises(PermissionDenied):
        signing.add_interpretation(statement=reload(signable), actor=world.usa.negotiator, words={"en": "x"})
    assert [each.texts for each in page_of(signable, world.mex.member).interpretations] == [{"en": "As we read it."}]


def test_a_final_text_is_ended_by_all_or_by_the_secretariat_when_the_meeting_is_over(world, signable):
    office = world.sec.coordinator

    def end_it() -> Statement:
        with reading_as(office.reader):
            return abandon_statement(statement=reload(signable), actor=office, now=NOW, reason="No signatures.")

    with pytest.raises(MeetingNotOver):
        end_it()
    with reading_as(world.usa.head.reader), pytest.raises(PermissionDenied):
        abandon_statement(statement=reload(signable), actor=world.usa.head, now=NOW, reason="No signatures.")
    conclude(signable.meeting)
    assert end_it().status == Status.ABANDONED


def test_the_chair_ends_a_final_text_with_all_that_have_not_left_and_its_signatures_are_void(world, signable):
    sign(signable, world.usa.head)
    leave(signable, world.mex.head)
    end(signable, world.gtm.head, world.usa.head)
    found = page_of(signable, world.usa.member)
    assert found.statement.status == Status.ABANDONED
    assert found.revision is None
    assert [each.why for each in found.past] == ["void: the text ended without an agreement"]
