"""Two delegations' counts are compared, and both say why they differ: nobody alone, nobody for another, nothing lost."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.flows import NOW, agree_cause, make_counts, make_pair, propose_cause
from tests.factories.news import notices_of
from tests.scenes import scene
from workinggroup.flows.operations import (
    AgreedAlready,
    ComparedAlready,
    MonthsBackwards,
    MonthsTaken,
    NotMirrors,
    OthersPair,
    PairClosed,
    ProposedAlready,
    ReasonOver,
    WordsMissing,
    agree_reason,
    close_pair,
    open_pair,
    propose_reason,
    withdraw_reason,
)
from workinggroup.flows.pairs import MirrorPair, MirrorReason

JAN, FEB, MAR, APR = (date(2025, number, 1) for number in (1, 2, 3, 4))
AS_OF = date(2026, 1, 31)


@scene
def counts(world):
    sent = {f"2025-{month:02}": 4000 + month for month in range(1, 13)}
    received = {month: value + 900 for month, value in sent.items()}
    return make_counts(world, sent, received, AS_OF)


@scene
def pair(world, counts):
    return make_pair(world, counts)


def reasons(user):
    with reading_as(user.reader):
        return list(MirrorReason.objects.visible_to(user).order_by("at", "pk"))


def news_of(user):
    return sorted(each.event for each in notices_of(user) if each.event.split(".")[1] in {"mirror", "reason"})


def test_the_secretariat_and_either_delegation_open_a_pair_and_nobody_else(world, counts):
    assert make_pair(world, counts, world.usa.coordinator).sides == ("USA", "GTM")
    for nobody in (world.usa.member, world.usa.observer, world.sec.member, world.admin):
        with reading_as(nobody.reader), pytest.raises(NotAllowed):
            open_pair(actor=nobody, one=counts.one, other=counts.other, now=NOW)
    with reading_as(world.mex.coordinator.reader), pytest.raises(OthersPair):
        open_pair(actor=world.mex.coordinator, one=counts.one, other=counts.other, now=NOW)


def test_only_one_flow_counted_from_both_ends_is_compared_and_once(world, counts, pair):
    sec = world.sec.coordinator
    with reading_as(sec.reader):
        for one, other in ((counts.one, counts.one), (counts.other, counts.other)):
            with pytest.raises(NotMirrors):
                open_pair(actor=sec, one=one, other=other, now=NOW)
        for one, other in ((counts.one, counts.other), (counts.other, counts.one)):
            with pytest.raises(ComparedAlready):
                open_pair(actor=sec, one=one, other=other, now=NOW)
        close_pair(pair=pair, actor=sec, now=NOW)
        open_pair(actor=sec, one=counts.one, other=counts.other, now=NOW)
    assert news_of(world.usa.head) == ["workinggroup.mirror.closed", *["workinggroup.mirror.opened"] * 2]


def test_one_delegation_proposes_and_the_other_agrees(world, pair):
    reason = propose_cause(world.usa.coordinator, pair, JAN, MAR)
    assert not reason.is_agreed
    assert "workinggroup.reason.proposed" in news_of(world.gtm.head)
    assert "workinggroup.reason.proposed" not in news_of(world.usa.head)
    for nobody in (world.usa.head, world.gtm.member, world.mex.coordinator, world.sec.coordinator):
        with reading_as(nobody.reader), pytest.raises(NotAllowed):
            agree_reason(reason=reason, actor=nobody, now=NOW)
    agree_cause(world.gtm.coordinator, reason)
    [agreed] = reasons(world.mex.member)
    assert (agreed.delegation_id, agreed.agreed_by_id, agreed.is_agreed) == ("USA", "GTM", True)
    assert "workinggroup.reason.agreed" in news_of(world.usa.head)
    with reading_as(world.gtm.coordinator.reader):
        with pytest.raises(AgreedAlready):
            agree_reason(reason=reason, actor=world.gtm.coordinator, now=NOW)
        assert {"workinggroup.mirror.opened", "workinggroup.reason.proposed", "workinggroup.reason.agreed"} <= set(
            Entry.objects.values_list("action", flat=True)
        )


def test_neither_the_secretariat_nor_a_third_explains(world, pair):
    for nobody in (world.sec.coordinator, world.mex.coordinator, world.usa.member):
        with reading_as(nobody.reader), pytest.raises(NotAllowed):
            propose_reason(pair=pair, actor=nobody, now=NOW, first=JAN, last=JAN, cause="C0")


def test_a_cause_has_words_and_months_in_their_order(world, pair):
    with pytest.raises(WordsMissing):
        propose_cause(world.usa.coordinator, pair, JAN, MAR, words=" ")
    said = {"cause": "C4", "words": {"en": "By land.", "es": " "}}
    with reading_as(world.usa.coordinator.reader), pytest.raises(WordsMissing) as refusal:
        propose_reason(pair=pair, actor=world.usa.coordinator, now=NOW, first=JAN, last=JAN, **said)
    assert refusal.value.field == "words_es"
    with pytest.raises(MonthsBackwards):
        propose_cause(world.usa.coordinator, pair, MAR, JAN)
    assert propose_cause(world.usa.coordinator, pair, JAN, JAN, cause="C0", words="").words == {}
    with pytest.raises(ProposedAlready):
        propose_cause(world.usa.coordinator, pair, JAN, JAN, cause="C0", words="")


def test_of_a_month_one_thing_is_agreed_until_both_agree_on_another(world, pair):
    usa, gtm = world.usa.coordinator, world.gtm.coordinator
    first = propose_cause(usa, pair, JAN, MAR)
    rival = propose_cause(gtm, pair, MAR, APR, cause="C1")
    agree_cause(gtm, first)
    with pytest.raises(MonthsTaken, match="March 2025"):
        agree_cause(usa, rival)
    with pytest.raises(MonthsTaken, match="January 2025"):
        propose_cause(usa, pair, JAN, JAN, cause="C6")
    other = propose_cause(gtm, pair, JAN, APR, cause="C4", replaces=first)
    assert not reasons(usa)[0].is_over
    agree_cause(usa, other)
    was = next(each for each in reasons(usa) if each.pk == first.pk)
    assert (was.is_replaced, was.is_agreed, was.ended_by_name) == (True, True, usa.name)
    with reading_as(usa.reader), pytest.raises(ReasonOver):
        withdraw_reason(reason=first, actor=usa, now=NOW)
    with pytest.raises(ReasonOver):
        propose_cause(usa, pair, JAN, MAR, replaces=first)


def test_what_is_proposed_is_withdrawn_by_its_side_and_what_is_agreed_by_none(world, pair):
    usa, gtm = world.usa.coordinator, world.gtm.coordinator
    reason = propose_cause(usa, pair, JAN, MAR)
    with reading_as(gtm.reader), pytest.raises(NotAllowed):
        withdraw_reason(reason=reason, actor=gtm, now=NOW)
    with reading_as(usa.reader):
        withdraw_reason(reason=reason, actor=usa, now=NOW)
    with reading_as(gtm.reader), pytest.raises(ReasonOver):
        agree_reason(reason=reason, actor=gtm, now=NOW)
    again = propose_cause(usa, pair, JAN, MAR)
    agree_cause(gtm, again)
    with reading_as(usa.reader), pytest.raises(AgreedAlready):
        withdraw_reason(reason=again, actor=usa, now=NOW)
    assert len(reasons(world.mex.head)) == 2


def test_a_closed_pair_takes_no_more_words(world, pair):
    reason = propose_cause(world.usa.coordinator, pair, JAN, MAR)
    with reading_as(world.gtm.coordinator.reader):
        close_pair(pair=pair, actor=world.gtm.coordinator, now=NOW)
        with pytest.raises(PairClosed):
            agree_reason(reason=reason, actor=world.gtm.coordinator, now=NOW)
    with pytest.raises(PairClosed):
        propose_cause(world.usa.coordinator, pair, APR, APR)


def test_by_sql_nobody_speaks_for_another_and_what_was_said_stays(world, pair):
    usa, gtm = world.usa.coordinator, world.gtm.coordinator
    reason = propose_cause(usa, pair, JAN, MAR)
    said = {"agreed_at": NOW, "agreed_by_id": "GTM", "agreed_by_name": "A"}
    rows = MirrorReason.objects.filter(pk=reason.pk)
    forged = {"pair": pair, "first": JAN, "last": JAN, "cause": "C0", "by_name": "A", "at": NOW}
    marks = {"releasable_to": pair.releasable_to, "editable_by": ["GTM", "USA"]}
    with reading_as(usa.reader):
        for act in (
            lambda: rows.update(**said),
            lambda: rows.update(words={"en": "Theirs."}),
            lambda: rows.update(ended_at=NOW, ended_by_name="A", is_replaced=True),
            rows.delete,
            lambda: MirrorReason.objects.create(delegation_id="GTM", **forged, **marks),
            lambda: MirrorReason.objects.create(delegation_id="USA", **forged, **marks, **said),
            lambda: MirrorPair.objects.update(one_key=["A"] * 6),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
    with reading_as(gtm.reader):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(ended_at=NOW, ended_by_name="A")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**said | {"agreed_by_id": "USA"})
    agree_cause(gtm, reason)
    rival = propose_cause(gtm, pair, APR, APR)
    with reading_as(world.mex.coordinator.reader):
        assert MirrorReason.objects.filter(pk=rival.pk).update(ended_at=NOW, ended_by_name="A") == 0
    with reading_as(world.sec.coordinator.reader):
        assert MirrorReason.objects.filter(pk=rival.pk).update(**said) == 0
