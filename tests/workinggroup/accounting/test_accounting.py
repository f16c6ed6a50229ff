"""A text goes to its adoption when it says of every commitment of earlier rounds what becomes of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from meetings.adoption.gate import NotAccountedFor, closing_blockers
from meetings.rounds.models import Meeting, Series
from meetings.statements.models import Party, Statement
from meetings.statements.states import Status
from portal.audit.models import Entry
from portal.audit.remembered import this_moment
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from tests.factories import closing, silences
from tests.factories.texts import reload, run
from tests.factories.work import NOW, make_action_item, make_commitment, make_meeting, make_negotiation, make_statement
from workinggroup.accounting import operations
from workinggroup.accounting.deadlines import find_unaccounted, name_texts
from workinggroup.accounting.models import CommitmentAccount
from workinggroup.accounting.queries import accounting_of, owed_by
from workinggroup.accounting.waits import awaited, waits
from workinggroup.actionitems.operations import report_progress
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.operations import accept_commitment, decline_commitment


def say(actor: Any, text: Any, commitment: Any, outcome: str = "kept", **facts: Any) -> CommitmentAccount:
    with reading_as(actor.reader):
        return operations.account_for(
            statement=text, commitment=commitment, actor=actor, now=NOW, outcome=outcome, **facts
        )


def say_all(world, text, promised, outcome="kept"):
    for actor, each in zip((world.usa.coordinator, world.mex.head, world.sec.coordinator), promised, strict=True):
        say(actor, text, each, outcome)


def due(side):
    with reading_as(Reader(side)):
        found = find_unaccounted(side, now=NOW)
        return [(each.subject, each.due, each.meeting, each.people) for each in found]


def owed(actor, text):
    with reading_as(actor.reader):
        return {each.commitment: (each.side, each.outcome) for each in owed_by(reload(text))}


def test_a_text_accounts_for_what_earlier_rounds_of_its_parties_promised(world, promised, text):
    usa, mex, nobody = promised
    sides = {usa.pk: ("USA", None), mex.pk: ("MEX", None), nobody.pk: ("SEC", None)}
    for actor in (world.usa.member, world.gtm.head, world.sec.coordinator):
        assert owed(actor, text) == sides
    with reading_as(world.can.member.reader):
        assert owed_by(text) == []


def test_neither_its_own_round_nor_a_later_one_nor_others_texts_are_accounted_for(world, promised, text, earlier):
    office = world.sec.coordinator
    own = make_statement(office, text.meeting)
    two = make_statement(office, make_meeting(office, date(2026, 2, 27), delegations=["USA", "GTM"]))
    later = make_statement(office, make_meeting(office, date(2026, 6, 1)))
    with reading_as(office.reader):
        Statement.objects.filter(pk=later.pk).update(dated=date(2026, 6, 1))
    for other in (own, two, later):
        make_commitment(office, other, lead="USA")
    assert set(owed(world.usa.head, text)) == {each.pk for each in promised}
    # A text of two accounts for what the three promised in the same series.
    with reading_as(office.reader):
        series = Series.objects.create(
            title={"en": "Talks"}, releasable_to=["USA", "MEX", "GTM", "SEC"], editable_by=["SEC"]
        )
        meeting = make_meeting(office, date(2026, 5, 9), delegations=["MEX", "GTM"])
        for each in (earlier.meeting, meeting):
            type(each).objects.filter(pk=each.pk).update(series=series)
    assert owed(world.mex.head, make_negotiation(world, meeting)) == {
        promised[0].pk: ("SEC", None), promised[1].pk: ("MEX", None), promised[2].pk: ("SEC", None),
    }  # fmt: skip


def test_what_a_party_to_the_text_does_not_know_is_not_accounted_for(world, promised, text, earlier):
    with reading_as(world.sec.coordinator.reader):
        Statement.objects.filter(pk=earlier.pk).update(releasable_to=["USA", "MEX", "SEC"])
    assert owed(world.usa.head, text) == {}


def test_who_leads_says_it_and_the_secretariat_where_nobody_does(world, promised, text):
    usa, _mex, nobody = promised
    for actor, each in [
        (world.mex.head, usa), (world.sec.coordinator, usa), (world.usa.negotiator, usa), (world.usa.member, usa),
        (world.usa.head, nobody), (world.sec.member, nobody),
    ]:  # fmt: skip
        with pytest.raises(NotAllowed):
            say(actor, text, each)
    say_all(world, text, promised)
    assert {side for side, _outcome in owed(world.gtm.head, text).values()} == {"USA", "MEX", "SEC"}
    with reading_as(world.gtm.member.reader):
        rows = CommitmentAccount.objects.order_by("delegation")
        assert list(rows.values_list("delegation", "outcome", "number")) == [
            ("MEX", "kept", 1), ("SEC", "kept", 1), ("USA", "kept", 1),
        ]  # fmt: skip
        entry = Entry.objects.filter(action="workinggroup.account.kept").first()
        assert entry.subject_kind == "CommitmentAccount"
        assert Notice.objects.filter(event="workinggroup.statement.accounted").count() == 0
    with reading_as(world.gtm.head.reader):
        assert Notice.objects.filter(event="workinggroup.statement.accounted", person=world.gtm.head).count() == 1


def test_a_lead_that_opted_out_or_declined_is_none(world, promised, text):
    usa, mex, _nobody = promised
    with reading_as(world.usa.head.reader):
        Party.objects.filter(statement=text, delegation="USA").update(status="opted_out", opted_out_at=NOW)
    with reading_as(world.sec.coordinator.reader):
        Commitment.objects.filter(pk=mex.pk).update(asks_acceptance=True)
    with reading_as(world.mex.head.reader):
        decline_commitment(commitment=mex, actor=world.mex.head, now=NOW, reason="No.")
    assert [side for side, _outcome in owed(world.gtm.head, text).values()] == ["SEC"] * 3
    with reading_as(world.mex.head.reader):
        accept_commitment(commitment=mex, actor=world.mex.head, now=NOW)
    assert owed(world.gtm.head, text)[mex.pk] == ("MEX", None)
    say(world.mex.head, text, mex)
    say(world.sec.coordinator, text, usa)


def test_refusals_name_what_is_in_the_way(world, promised, text, earlier):
    usa, mex, _nobody = promised
    lead = world.usa.head
    for outcome in ("dropped", "amended"):
        with pytest.raises(operations.WhyNeeded):
            say(lead, text, usa, outcome, reason=" ")
    with pytest.raises(operations.NotInThisText):
        say(lead, text, usa, "amended", reason="New words", anchor="p99")
    said = say(lead, text, usa, "amended", reason=" New words ", anchor="p02")
    assert (said.reason, said.paragraph.anchor) == ("New words", "p02")
    with pytest.raises(operations.SaidMeanwhile, match=f"{lead.name} said “Amended”"):
        say(world.usa.coordinator, text, usa, after=0)
    assert say(world.usa.coordinator, text, usa, "dropped", reason="Over", after=1).number == 2
    assert owed(world.mex.member, text)[usa.pk] == ("USA", "dropped")
    own = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, text.meeting), lead="USA")
    with pytest.raises(operations.NotOwed, match=own.reference):
        say(lead, text, own)
    closing.turn(text, Status.SUSPENDED, world.sec.coordinator)
    say(lead, text, usa)
    closing.turn(closing.freeze(text, world.sec.coordinator, NOW), Status.SIGN_OFF, world.sec.coordinator)
    with pytest.raises(operations.AccountingClosed, match="Sign-off"):
        say(lead, text, usa)
    with pytest.raises(operations.NotOwed):
        say(world.mex.head, text, mex)


def test_many_are_kept_at_once_and_only_ones_own(world, promised, text):
    say(world.mex.head, text, promised[1], "done")

    def keep(actor):
        with reading_as(actor.reader):
            keys = {each.pk for each in promised}
            return operations.keep_commitments(statement=text, actor=actor, now=NOW, keys=keys)

    assert [row.commitment_id for row in keep(world.sec.coordinator)] == [promised[2].pk]
    with pytest.raises(NotAllowed):
        keep(world.usa.negotiator)
    for actor in (world.sec.coordinator, world.mex.coordinator, world.gtm.head):
        with pytest.raises(operations.NothingLeft):
            keep(actor)
    assert owed(world.usa.head, text)[promised[1].pk] == ("MEX", "done")


def test_the_text_stays_until_the_last_is_accounted_for_and_then_goes(world, promised, text, settings):
    """To silence, and to sign-off without one."""
    settings.SILENCE_REQUIRED = False
    closing.freeze(text, world.sec.coordinator, NOW)
    acts = (lambda: silences.open_silence(world, text), lambda: silences.run(world.gtm.head, "skip_silence", text, NOW))
    for number, (actor, each) in enumerate(
        zip((world.usa.head, world.mex.head, world.sec.coordinator), promised, strict=True)
    ):
        for go in acts:
            with pytest.raises(NotAccountedFor, match=f"^{3 - number} of 3 commitments .* on the page “Accounting”"):
                go()
        with reading_as(actor.reader):
            [block] = closing_blockers(reload(text), actor)
        assert block.mine
        assert actor.code in block.who
        assert (block.url, block.by) == (f"/statements/{text.slug}/accounting/?show=mine", text.meeting.starts_at)
        say(actor, text, each)
    for go, stage in zip(acts, (Status.SILENCE, Status.SIGN_OFF), strict=True):
        with reading_as(world.gtm.head.reader):
            assert closing_blockers(reload(text), world.gtm.head) == []
        go()
        with reading_as(world.gtm.head.reader):
            assert reload(text).status == stage
        closing.turn(text, Status.FINAL_TEXT, world.sec.coordinator)


@pytest.mark.parametrize("ending", ["adopted", "withdrawn"])
def test_what_is_confirmed_while_a_silence_runs_stops_nothing_and_is_for_the_next_text(world, promised, text, ending):
    """The parties were told of one text and one instant. A text that comes back asks for it as any other does."""
    late = promised.pop(1)

    def decided(status):
        with reading_as(world.sec.coordinator.reader):
            Commitment.objects.filter(pk=late.pk).update(status=status)

    decided("undecided")
    closing.freeze(text, world.sec.coordinator, NOW)
    for actor, each in zip((world.usa.coordinator, world.sec.coordinator), promised, strict=True):
        say(actor, text, each)
    silence = silences.open_silence(world, text)
    decided("confirmed")
    with reading_as(world.mex.head.reader):
        assert late.pk not in {row.commitment for row in owed_by(reload(text))}
        assert closing_blockers(reload(text), world.mex.head) == []
    if ending == "adopted":
        silences.deliver()
        assert silences.close(silence, silences.ENDS).status == "adopted"
        assert silences.now_of(world.mex.head, text).status == Status.SIGN_OFF
        following = make_negotiation(world, make_meeting(world.sec.coordinator, date(2026, 6, 3), slug="june"))
        assert owed(world.mex.head, following)[late.pk] == ("MEX", None)
        return
    silences.run(world.gtm.head, "withdraw_silence", text, silences.OPENED, reason="A doubt.")
    assert owed(world.mex.head, text)[late.pk] == ("MEX", None)
    with pytest.raises(NotAccountedFor):
        silences.open_silence(world, text)


def test_what_an_earlier_text_closed_is_over_for_good(world, promised, text):
    usa, mex, nobody = promised
    say(world.usa.head, text, usa, "done")
    say(world.mex.head, text, mex, "dropped", reason="Over")
    say(world.sec.coordinator, text, nobody)
    following = make_negotiation(world, make_meeting(world.sec.coordinator, date(2027, 5, 7)))
    with reading_as(world.sec.coordinator.reader):
        Statement.objects.filter(pk=following.pk).update(dated=date(2027, 5, 7))
    # Not before it is released.
    assert set(owed(world.usa.head, following)) == {each.pk for each in promised}
    closing.make_released(text, closing.heads_of(world), world.sec.coordinator, timezone.now() - timedelta(minutes=1))
    assert set(owed(world.usa.head, following)) == {nobody.pk}
    assert owed(world.usa.head, text) == {
        usa.pk: ("USA", "done"),
        mex.pk: ("MEX", "dropped"),
        nobody.pk: ("SEC", "kept"),
    }


def test_the_database_holds_it(world, promised, text, earlier):
    usa = promised[0]
    said = say(world.usa.head, text, usa)
    marks = {"releasable_to": said.releasable_to, "by_name": "x", "at": NOW, "outcome": "kept", "number": 2}

    def write(code, **facts):
        values = {"statement": text, "commitment": usa, "delegation_id": code, "editable_by": [code]} | marks | facts
        with reading_as(Reader(code)):
            CommitmentAccount.objects.create(**values)

    for code, facts in [
        ("MEX", {}), ("SEC", {}), ("USA", {"outcome": "dropped"}), ("USA", {"paragraph": usa.paragraph}),
        ("USA", {"outcome": "amended", "reason": "x", "paragraph": usa.paragraph}), ("USA", {"statement": earlier}),
        ("USA", {"editable_by": ["USA", "MEX"]}),
    ]:  # fmt: skip
        with pytest.raises(IntegrityError):
            write(code, **facts)
    for sql in (
        "UPDATE workinggroup_commitmentaccount SET outcome = 'done'",
        "DELETE FROM workinggroup_commitmentaccount",
    ):
        with reading_as(world.usa.head.reader), pytest.raises(IntegrityError, match="append-only"):
            run(sql)
    # Whoever loses the commitment from sight loses what was said of it.
    with reading_as(world.sec.coordinator.reader):
        Statement.objects.filter(pk=earlier.pk).update(releasable_to=["USA", "SEC"])
    for actor, count in ((world.usa.member, 1), (world.mex.member, 0)):
        with reading_as(actor.reader):
            assert CommitmentAccount.objects.count() == count


def test_it_waits_on_those_who_may_say_it(world, promised, text, earlier):
    def found(actor):
        with reading_as(actor.reader):
            return waits(actor, now=NOW, moment=this_moment())

    [wait] = found(world.usa.coordinator).shown
    assert (wait.thing, wait.discreet) == (f"1 commitment of {earlier}, in {text}", "1 earlier commitment")
    assert (wait.address, wait.due) == (f"/statements/{text.slug}/accounting/?show=mine", date(2026, 5, 7))
    assert [found(actor).count for actor in (world.usa.member, world.gtm.head, world.sec.coordinator)] == [0, 0, 1]
    with reading_as(world.sec.coordinator.reader):
        [group] = awaited(world.sec.coordinator, now=NOW, moment=this_moment(), most=5)
        assert group.shown[0].sides == ("MEX", "SEC", "USA")
    assert due("USA") == due("SEC") == [(text.pk, date(2026, 5, 7), text.meeting_id, ())]
    assert due("GTM") == []
    say_all(world, text, promised)
    assert found(world.usa.coordinator).count == 0
    assert due("USA") == []


def test_it_is_due_on_the_first_day_of_a_meeting_that_is_held(world, promised, text):
    with reading_as(world.sec.coordinator.reader):
        Meeting.objects.filter(pk=text.meeting_id).update(status="cancelled")
    assert due("USA") == []
    with reading_as(world.usa.member.reader):
        assert name_texts([text.pk])[text.pk].address == f"/statements/{text.slug}/accounting/?show=mine"


def test_what_seems_to_have_become_of_it_is_suggested_and_never_said(world, promised, text):
    item = make_action_item(world.usa.coordinator, promised[0], assignee=world.usa.member)
    with reading_as(world.usa.member.reader):
        report_progress(item=item, actor=world.usa.member, now=NOW, standing="done", text="It is out.")
    other = make_negotiation(world, make_meeting(world.sec.coordinator, date(2026, 5, 6)))
    say(world.mex.head, other, promised[1], "dropped", reason="Over")

    def suggested(actor):
        with reading_as(actor.reader):
            groups = accounting_of(reload(text), actor).groups
        return [line.suggestion and line.suggestion.outcome for _text, lines in groups for line in lines]

    assert suggested(world.usa.head) == ["done", "dropped", None]
    assert {outcome for _side, outcome in owed(world.usa.head, text).values()} == {None}
