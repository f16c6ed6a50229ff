"""The life of a gap: drafted for oneself, raised, answered, rated blind, mended, claimed, returned, closed, opened again."""

from datetime import date, timedelta

import pytest

from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.notifications.models import Notice
from tests.factories.gaps import (
    LEFT,
    NOW,
    WORDS,
    act,
    fresh,
    make_draft_gap,
    make_gap,
    make_measure,
    make_place,
    make_promise,
    rate,
)
from tests.factories.work import make_action_item, make_commitment, make_follow_up, make_item
from tests.scenes import scene
from workinggroup.actionitems.operations import drop_item, report_progress
from workinggroup.gaps import operations
from workinggroup.gaps.models import Gap, GapPassage, Measure, Rating
from workinggroup.gaps.operations.drafting import (
    ForThemAlone,
    NobodyReads,
    NoOwner,
    NothingDescribed,
    NoTitle,
    NotTheirGround,
)
from workinggroup.gaps.operations.gate import NotNow, SayWhy
from workinggroup.gaps.operations.mending import (
    NoSuchPart,
    NotDoneYet,
    OtherCommitment,
    PartWithoutMeasure,
    ShowEvidence,
    UnderNoCommitment,
)
from workinggroup.gaps.operations.rating import NoRound, OffTheScale, RatedAlready, RoundIsOpen, ScaleRetired
from workinggroup.gaps.operations.verifying import RateWhatIsLeft, VerifiedAlready
from workinggroup.handling.checking import IdentifiesPerson
from workinggroup.handling.operations import share, write_passage

SEEN = {"en": "The roster of February.", "es": "El turno de febrero."}


@scene
def raised(world):
    """By Guatemala, on the ground of Mexico, for it alone."""
    return make_gap(world.gtm.coordinator, ["MEX"])


@scene
def promise(world):
    return make_promise(world)


def told(person):
    with reading_as(person.reader):
        return list(
            Notice.objects.filter(person=person, event__startswith="workinggroup.gap").values_list("event", flat=True)
        )


def test_a_draft_is_its_sides_own_and_is_raised_for_its_owners_alone(world):
    place = make_place(world.sec.coordinator, sides=["MEX"], code="puente", MEX="El Puente")
    for nobody in (world.gtm.observer, world.sec.coordinator, world.admin):
        with pytest.raises(NotAllowed):
            make_draft_gap(nobody)
    with pytest.raises(NoTitle):
        make_draft_gap(world.gtm.member, title={"en": " "})
    with pytest.raises(IdentifiesPerson):
        make_draft_gap(world.gtm.member, title={"en": "Ask jefe@example.org"})
    with pytest.raises(IdentifiesPerson):
        make_draft_gap(world.gtm.member, words={"en": "Call +502 5555 1234 at night."})
    draft = make_draft_gap(world.gtm.member, [], place=place)
    assert draft.reference == "GAP-GTM"
    with reading_as(world.mex.head.reader):
        assert not Gap.objects.exists()
    with reading_as(world.gtm.coordinator.reader):
        keys = list(draft.passages.values_list("pk", flat=True))
    with pytest.raises(NoOwner):
        act("raise_gap", world.gtm.coordinator, draft, passages=keys)
    change = {"title": {"en": "A gate"}, "kind": "coverage", "place": place}
    act("change_gap", world.gtm.member, draft, owners=["GTM"], **change)
    with pytest.raises(NotTheirGround):
        act("raise_gap", world.gtm.coordinator, draft, passages=keys)
    act("change_gap", world.gtm.member, draft, owners=["MEX"], **change)
    with pytest.raises(ForThemAlone):
        act("raise_gap", world.gtm.coordinator, draft, passages=keys, readers=["USA"])
    with pytest.raises(NothingDescribed):
        act("raise_gap", world.gtm.coordinator, draft)
    with pytest.raises(NotAllowed):
        act("raise_gap", world.gtm.member, draft, passages=keys)
    gap = act("raise_gap", world.gtm.coordinator, draft, passages=keys)
    assert (gap.reference, gap.status, gap.originators) == (f"GAP-GTM-{gap.number}", "raised", ["GTM", "MEX"])
    # Twenty working days of Mexico, which does not work on 16 March.
    assert gap.due_on == date(2026, 3, 31)
    with reading_as(world.mex.member.reader):
        assert GapPassage.objects.get(gap=gap).text == WORDS
    for other in (world.usa.head, world.sec.coordinator, world.can.head):
        with reading_as(other.reader):
            assert not Gap.objects.exists()
            assert not Entry.objects.filter(action__startswith="workinggroup.gap").exists()
    assert told(world.mex.coordinator) == ["workinggroup.gap.raised"]
    assert told(world.usa.coordinator) == told(world.mex.member) == []
    with pytest.raises(NotNow):
        act("raise_gap", world.gtm.coordinator, gap, passages=keys)


def test_a_gap_on_the_own_ground_is_shown_to_whom_one_likes_and_its_number_tells_of_no_other(world):
    with pytest.raises(NobodyReads):
        make_gap(world.usa.coordinator, ["USA"])
    dropped = make_draft_gap(world.usa.member, ["USA"])
    act("drop_gap", world.usa.coordinator, dropped)
    # Numbers are drawn: of those in a row a neighbour could tell how many there are that it does not read.
    gaps = [make_gap(world.usa.coordinator, ["USA"], ["MEX", "GTM"]) for _each in range(3)]
    numbers = [gap.number for gap in gaps]
    assert len({1000 <= number <= 9999 for number in numbers}) == 1
    assert numbers != list(range(numbers[0], numbers[0] + 3))
    assert (gaps[0].reference, gaps[0].originators) == (f"GAP-USA-{numbers[0]}", ["USA"])


def test_an_owner_contests_with_a_reason_and_the_raiser_says_it_otherwise_or_drops_it(world, raised):
    with pytest.raises(NotAllowed):
        act("contest_gap", world.gtm.coordinator, raised, reason="No.")
    with pytest.raises(SayWhy):
        act("contest_gap", world.mex.coordinator, raised, reason=" ")
    act("contest_gap", world.mex.coordinator, raised, reason="The gate is closed since May.")
    words = {"title": {"en": "A gate without a lock"}, "kind": "equipment"}
    with pytest.raises(NotAllowed):
        act("change_gap", world.mex.coordinator, raised, **words)
    act("change_gap", world.gtm.member, raised, **words)
    act("raise_gap", world.gtm.coordinator, raised)
    act("contest_gap", world.mex.coordinator, raised, reason="It has a lock.")
    act("drop_gap", world.gtm.coordinator, raised)
    with pytest.raises(NotNow):
        act("accept_gap", world.mex.coordinator, raised)
    assert [name.rpartition(".")[2] for name in told(world.mex.coordinator)].count("reworded") == 1


def test_each_side_rates_once_blind_and_what_follows_is_looked_up(world, raised):
    with pytest.raises(NotAllowed):
        rate(world.mex.observer, raised)
    with pytest.raises(OffTheScale):
        rate(world.mex.member, raised, threat=6)
    with pytest.raises(ScaleRetired):
        rate(world.mex.member, raised, scale=7)
    with pytest.raises(NotNow):
        rate(world.mex.member, raised, moment="residual")
    first = rate(world.mex.member, raised)
    assert (first.likelihood, first.impact, first.level) == (4, 4, "H")
    with pytest.raises(RatedAlready):
        rate(world.mex.head, raised)
    with reading_as(world.gtm.member.reader):
        assert not Rating.objects.exists()
    with pytest.raises(RoundIsOpen):
        act("open_round", world.gtm.coordinator, raised)
    rate(world.gtm.member, raised, threat=5, vulnerability=5)
    for person in (world.gtm.observer, world.mex.observer):
        with reading_as(person.reader):
            assert sorted(Rating.objects.values_list("side", "level")) == [("GTM", "V"), ("MEX", "H")]
    accepted = act("accept_gap", world.mex.coordinator, raised)
    # The graver rating counts: one month.
    assert accepted.due_on == date(2026, 4, 2)
    act("open_round", world.gtm.coordinator, raised)
    rate(world.mex.member, raised, threat=1)


def test_each_part_has_its_own_measure_and_what_is_claimed_is_done(world, raised, promise):
    with reading_as(world.gtm.member.reader):
        more = write_passage(
            whole=raised,
            actor=world.gtm.member,
            now=NOW,
            part="description",
            text={"en": "The lamp is out."},
            readers=["MEX"],
        )
    item = make_action_item(world.mex.coordinator, promise, title="Mend the lamp")
    with pytest.raises(NotNow):
        act("add_measure", world.mex.coordinator, raised, item=item, threat_part=more.anchor)
    act("accept_gap", world.mex.coordinator, raised)
    with pytest.raises(NoSuchPart):
        act("add_measure", world.mex.coordinator, raised, item=item, threat_part="elsewhere")
    with pytest.raises(NotAllowed):
        act("add_measure", world.gtm.coordinator, raised, item=item, threat_part=more.anchor)
    act("add_measure", world.mex.coordinator, raised, item=item, threat_part=more.anchor)
    gap = fresh(world.gtm.coordinator, raised)
    assert (gap.status, gap.commitment_id) == ("treating", promise.pk)
    with pytest.raises(PartWithoutMeasure, match="Part 1"):
        act("claim_gap", world.mex.coordinator, gap, evidence=SEEN)
    make_measure(world, gap, world.mex, promise, done=False)
    with pytest.raises(NotDoneYet):
        act("claim_gap", world.mex.coordinator, gap, evidence=SEEN)
    with reading_as(world.mex.coordinator.reader):
        for measure in Measure.objects.filter(gap=gap).select_related("item").distinct("item"):
            if measure.item.title == "Mend the lamp":
                drop_item(item=measure.item, actor=world.mex.coordinator, now=NOW, reason="The lamp was replaced.")
            else:
                report_progress(item=measure.item, actor=world.mex.coordinator, now=NOW, standing="done", text="Done.")
    with pytest.raises(ShowEvidence):
        act("claim_gap", world.mex.coordinator, gap, evidence={"en": ""})
    claimed = act("claim_gap", world.mex.coordinator, gap, evidence=SEEN, rating={**LEFT, "confidence": "high"})
    assert (claimed.status, claimed.turn) == ("claimed", 1)
    with reading_as(world.gtm.member.reader):
        assert GapPassage.objects.filter(gap=gap, part="evidence").get().text == SEEN
        # What the owner proposes is left is not seen before the verifier has said what it finds.
        assert not Rating.objects.filter(moment="residual").exists()


def test_another_side_returns_it_with_reasons_then_closes_it_and_any_opens_it_again(world, raised, promise):
    act("accept_gap", world.mex.coordinator, raised)
    make_measure(world, raised, world.mex, promise)
    act("claim_gap", world.mex.coordinator, raised, evidence=SEEN)
    looked = {"method": "visit", "outcome": "returned"}
    with pytest.raises(NotAllowed):
        act("verify_gap", world.mex.head, raised, **looked, reason="x")
    with pytest.raises(SayWhy):
        act("verify_gap", world.gtm.coordinator, raised, **looked)
    act("verify_gap", world.gtm.coordinator, raised, **looked, reason="The watch leaves at ten.")
    with pytest.raises(NotNow):
        act("verify_gap", world.gtm.coordinator, raised, **looked, reason="Again.")
    act("claim_gap", world.mex.coordinator, raised, evidence=SEEN)
    with pytest.raises(RateWhatIsLeft):
        act("verify_gap", world.gtm.coordinator, raised, method="visit", outcome="closed")
    act("verify_gap", world.gtm.head, raised, method="visit", outcome="closed", rating={**LEFT, "confidence": "high"})
    closed = fresh(world.mex.member, raised)
    assert (closed.status, closed.verified_by, closed.due_on) == ("closed", "GTM", None)
    with pytest.raises(SayWhy):
        act("reopen_gap", world.mex.coordinator, raised, reason="")
    act("reopen_gap", world.gtm.coordinator, raised, reason="The watch is gone again.")
    assert (fresh(world.mex.member, raised).status, fresh(world.mex.member, raised).verified_by) == ("treating", None)


def test_what_all_own_each_verifies_for_the_others_and_the_secretariat_records_it(world):
    gap = make_gap(world.gtm.coordinator, ["GTM", "MEX"])
    promise = make_promise(world, "GTM")
    act("accept_gap", world.mex.coordinator, gap)
    make_measure(world, gap, world.gtm, promise)
    act("say_done", world.mex.coordinator, gap)
    act("claim_gap", world.gtm.coordinator, gap, evidence=SEEN)
    looked = {"method": "data", "outcome": "closed", "rating": {**LEFT, "confidence": "low"}}
    act("verify_gap", world.mex.coordinator, gap, **looked)
    assert fresh(world.gtm.head, gap).status == "claimed"
    with pytest.raises(VerifiedAlready):
        act("verify_gap", world.mex.coordinator, gap, **looked)
    act("verify_gap", world.gtm.coordinator, gap, **looked)
    # The secretariat does not read it, and so cannot record anything.
    with pytest.raises(NotAllowed):
        act("record_closing", world.sec.coordinator, gap)
    assert fresh(world.gtm.head, gap).status == "claimed"


def test_a_side_that_is_not_asked_rates_in_a_round_of_its_own(world, raised):
    later = NOW + timedelta(days=30)
    rate(world.mex.member, raised)
    rate(world.gtm.member, raised)
    with pytest.raises(RatedAlready):
        rate(world.gtm.member, raised, now=later)
    act("open_round", world.mex.coordinator, raised, now=later)
    rate(world.gtm.member, raised, now=later)
    with pytest.raises(NoRound), reading_as(world.gtm.member.reader):
        operations.rate_gap(
            gap=make_gap_without_round(world), actor=world.gtm.member, now=NOW, confidence="low",
            threat=1, vulnerability=1, safety=1, control=1, trade=1, trust=1,
        )  # fmt: skip


def test_a_review_sets_the_next(world, raised, promise):
    """The yearly look at a gap in treatment is a new round of ratings, by any side that reads it; a day for a measure stays."""
    act("accept_gap", world.mex.coordinator, raised)
    for_measure, later = fresh(world.mex.coordinator, raised).due_on, NOW + timedelta(days=380)
    all_rate(world, raised)
    act("open_round", world.gtm.coordinator, raised)
    assert fresh(world.mex.coordinator, raised).due_on == for_measure
    make_measure(world, raised, world.mex, promise, done=False)
    review = fresh(world.mex.coordinator, raised).due_on
    assert review == date(NOW.year + 1, NOW.month, NOW.day)
    all_rate(world, raised)
    act("open_round", world.gtm.coordinator, raised, now=later)
    assert fresh(world.mex.coordinator, raised).due_on == date(2028, 3, 17)


def all_rate(world, gap):
    for side in (world.mex, world.gtm):
        rate(side.member, gap)


def make_gap_without_round(world):
    gap = make_draft_gap(world.gtm.coordinator, ["MEX"])
    with reading_as(world.gtm.coordinator.reader):
        share(thing=gap, actor=world.gtm.coordinator, now=NOW, sides=["MEX"], by_its_act=True)
        Gap.objects.filter(pk=gap.pk).update(status="raised", number=99, raised_at=NOW, ever_owners=["MEX"])
    return gap


def test_other_commitments_items_are_no_measures(world, raised, promise):
    with reading_as(world.sec.coordinator.reader):
        statement = promise.statement
    other = make_commitment(world.sec.coordinator, statement, lead="MEX", number=3)
    act("accept_gap", world.mex.coordinator, raised)
    make_measure(world, raised, world.mex, promise)
    item = make_action_item(world.mex.coordinator, other, title="Else")
    with reading_as(world.mex.coordinator.reader):
        anchor = raised.passages.get().anchor
    with pytest.raises(OtherCommitment):
        act("add_measure", world.mex.coordinator, raised, item=item, threat_part=anchor)
    row = make_item(world.sec.coordinator, make_follow_up(world.sec.coordinator, date(2090, 7, 4)))
    item = make_action_item(world.mex.coordinator, None, agenda_item=row)
    with pytest.raises(UnderNoCommitment):
        act("add_measure", world.mex.coordinator, raised, item=item, threat_part=anchor)
