"""From the signed text to the public: the plan, what each party says to it, holds, and the instant."""

from datetime import UTC, datetime, timedelta

import pytest

from meetings.release.gate import (
    IsHeld,
    NoPlan,
    PlanChanged,
    TooLateToConfirm,
    require_plan,
    standing_of,
)
from meetings.release.models import Hold, ReleasedText, ReleasePlan
from meetings.release.operations import (
    confirm_plan,
    lift_embargo,
    lift_hold,
    place_hold,
    propose_plan,
    release_due,
    say_event,
    withdraw_plan,
)
from meetings.release.operations.planning import (
    ChairFirst,
    EventNeeded,
    HeldAlready,
    LiftedAlready,
    NoEvent,
    NotLater,
    PlanStands,
    SaidAlready,
    SecondParty,
)
from meetings.release.states import Mode
from meetings.statements.gate import NotInThisStage, ReasonNeeded, StaysAsReleased
from meetings.statements.states import Status
from portal.core.errors import NotAllowed
from portal.core.reader import NOBODY, Reader, reading_as
from tests.factories.closing import turn
from tests.factories.texts import reload

NOW = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)
AT = NOW + timedelta(days=1)
SECOND = timedelta(seconds=1)
EVENT = {"en": "The ministers have left the hall.", "es": "Los ministros han salido de la sala."}


def as_(person, operation, now=NOW, **facts):
    with reading_as(person.reader):
        return operation(actor=person, clock=lambda: now, **facts)


def propose(world, text, *, now=NOW, at=AT, mode=Mode.AT, **facts):
    return as_(world.gtm.head, propose_plan, now, statement=text, mode=mode, at=at, **facts)


def confirm(world, text, plan, *sides, now=NOW):
    for side in sides or (world.usa, world.mex, world.gtm):
        as_(side.press, confirm_plan, now, statement=text, plan=plan)


def scheduled(world, text, **facts):
    plan = propose(world, text, **facts)
    confirm(world, text, plan)
    return plan


def status_of(text):
    with reading_as(Reader("SEC")):
        return reload(text).status


def public():
    with reading_as(NOBODY):
        return list(ReleasedText.objects.all())


def release(now):
    return release_due(lambda: now)


def test_every_party_confirms_and_the_text_is_out_at_the_instant(world, signed):
    plan = propose(world, signed)
    confirm(world, signed, plan, world.usa, world.mex)
    assert status_of(signed) == Status.SIGNED
    assert release(AT) == []
    confirm(world, signed, plan, world.gtm)
    assert status_of(signed) == Status.SCHEDULED
    assert (release(AT - SECOND), public()) == ([], [])
    (released,) = release(AT)
    assert status_of(signed) == Status.RELEASED
    assert release(AT + SECOND) == []
    (seen,) = public()
    assert (seen.pk, seen.released_at, seen.slug) == (released.pk, AT, "2026-05-07-joint-statement")
    assert [each["code"] for each in seen.facts["parties"]] == ["USA", "MEX", "GTM"]
    assert seen.facts["parties"][2]["signed_by"] == world.gtm.head.name
    assert seen.facts["meeting"]["starts_on"] == "2026-05-07"


def test_a_second_after_the_instant_it_is_out_too(world, signed):
    scheduled(world, signed)
    assert [each.released_at for each in release(AT + SECOND)] == [AT + SECOND]


def test_the_hour_passes_under_a_hold_and_nothing_is_out(world, signed):
    """Acceptance 13: also when the hold is lifted later; then it is planned anew."""
    scheduled(world, signed)
    hold = as_(world.mex.head, place_hold, AT - SECOND, statement=signed, reason="A minister's plane is late.")
    assert (release(AT + SECOND), public()) == ([], [])
    assert status_of(signed) == Status.SIGNED
    as_(world.mex.head, lift_hold, AT + 2 * SECOND, hold=hold)
    assert (release(AT + timedelta(hours=1)), public()) == ([], [])
    later = AT + timedelta(days=1)
    plan = propose(world, signed, now=AT + timedelta(hours=1), at=later)
    confirm(world, signed, plan, now=AT + timedelta(hours=1))
    assert len(release(later)) == 1


def test_a_hold_that_outlived_the_instant_voids_the_plan_though_no_round_ran_meanwhile(world, signed):
    plan = scheduled(world, signed)
    hold = as_(world.mex.head, place_hold, AT - SECOND, statement=signed, reason="Wait.")
    as_(world.mex.head, lift_hold, AT + SECOND, hold=hold)
    assert (status_of(signed), public(), release(AT + SECOND)) == (Status.SIGNED, [], [])
    with reading_as(Reader("SEC")):
        assert ReleasePlan.objects.get(pk=plan.pk).withdrawn_at == AT + SECOND


def test_a_hold_that_is_lifted_in_time_changes_nothing(world, signed):
    scheduled(world, signed)
    hold = as_(world.mex.head, place_hold, NOW, statement=signed, reason="Wait.")
    as_(world.mex.head, lift_hold, AT - SECOND, hold=hold)
    assert release(AT - SECOND) == []
    assert len(release(AT)) == 1


def test_a_hold_comes_before_the_instant_or_not_at_all(world, signed):
    scheduled(world, signed)
    for late in (AT, AT + SECOND):
        with pytest.raises(StaysAsReleased):
            as_(world.mex.head, place_hold, late, statement=signed, reason="Too late.")
    plan = standing(world, signed).plan
    with pytest.raises(StaysAsReleased):
        as_(world.gtm.head, withdraw_plan, AT, statement=signed, plan=plan, reason="Too late.")


def standing(world, text):
    with reading_as(world.gtm.head.reader):
        return standing_of(reload(text))


def test_each_party_lifts_its_own_hold(world, signed):
    hold = as_(world.mex.head, place_hold, statement=signed, reason="Wait.")
    with pytest.raises(HeldAlready):
        as_(world.mex.head, place_hold, statement=signed, reason="Again.")
    as_(world.usa.head, place_hold, statement=signed, reason="We, too.")
    for person in (world.usa.head, world.gtm.head, world.mex.press, world.mex.coordinator):
        with pytest.raises(NotAllowed):
            as_(person, lift_hold, hold=hold)
    as_(world.mex.head, lift_hold, hold=hold)
    with pytest.raises(LiftedAlready):
        as_(world.mex.head, lift_hold, hold=hold)
    assert [each.delegation_id for each in standing(world, signed).holding] == ["USA"]
    with pytest.raises(ReasonNeeded):
        as_(world.gtm.head, place_hold, statement=signed, reason=" ")


def test_a_plan_is_ahead_and_one_stands(world, signed):
    for late in (NOW, NOW - SECOND, None):
        with pytest.raises(NotLater):
            propose(world, signed, at=late)
    propose(world, signed, at=NOW + SECOND)
    with pytest.raises(PlanStands):
        propose(world, signed)
    with pytest.raises(EventNeeded) as refusal:
        propose(world, signed, mode=Mode.ON_EVENT, event={"en": EVENT["en"]})
    assert "Spanish" in str(refusal.value)


def test_a_plan_whose_time_passed_before_all_confirmed_gives_way(world, signed):
    plan = propose(world, signed)
    confirm(world, signed, plan, world.usa, world.mex)
    with pytest.raises(TooLateToConfirm):
        confirm(world, signed, plan, world.gtm, now=AT)
    assert public() == []
    again = propose(world, signed, now=AT, at=AT + SECOND)
    assert again.number == 2
    with pytest.raises(PlanChanged):
        confirm(world, signed, plan, world.gtm, now=AT)


def test_confirming_counts_once_for_a_party_and_by_whom_it_speaks(world, signed):
    plan = propose(world, signed)
    as_(world.usa.head, confirm_plan, statement=signed, plan=plan)
    with pytest.raises(SaidAlready):
        as_(world.usa.press, confirm_plan, statement=signed, plan=plan)
    for person in (world.mex.coordinator, world.mex.negotiator, world.mex.observer, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            as_(person, confirm_plan, statement=signed, plan=plan)
    assert standing(world, signed).missing("ready") == ["MEX", "GTM"]


def test_withdrawn_it_must_be_confirmed_anew(world, signed):
    plan = scheduled(world, signed)
    with pytest.raises(NotAllowed):
        as_(world.usa.head, withdraw_plan, statement=signed, plan=plan, reason="No.")
    as_(world.gtm.head, withdraw_plan, statement=signed, plan=plan, reason="Another day.")
    assert (status_of(signed), release(AT)) == (Status.SIGNED, [])
    with pytest.raises(NoPlan):
        require_plan(standing(world, signed))


def test_two_parties_say_that_the_event_has_taken_place(world, signed):
    plan = scheduled(world, signed, mode=Mode.ON_EVENT, at=None, event=EVENT)
    assert release(AT + timedelta(days=30)) == []
    with pytest.raises(ChairFirst):
        as_(world.usa.press, say_event, AT, statement=signed, plan=plan)
    as_(world.gtm.head, say_event, AT, statement=signed, plan=plan)
    assert public() == []
    with pytest.raises(SecondParty):
        as_(world.gtm.press, say_event, AT, statement=signed, plan=plan)
    as_(world.usa.press, say_event, AT + SECOND, statement=signed, plan=plan)
    assert [each.released_at for each in public()] == [AT + SECOND]


def test_not_before_its_instant_though_the_event_has_taken_place(world, signed):
    plan = scheduled(world, signed, mode=Mode.NOT_BEFORE, event=EVENT)
    as_(world.gtm.head, say_event, NOW, statement=signed, plan=plan)
    as_(world.mex.head, say_event, NOW, statement=signed, plan=plan)
    assert release(AT - SECOND) == []
    assert len(release(AT)) == 1


def test_under_a_hold_neither_event_nor_lift_counts(world, signed):
    plan = scheduled(world, signed, mode=Mode.ON_EVENT, at=None, event=EVENT)
    as_(world.usa.head, place_hold, statement=signed, reason="Wait.")
    for operation in (say_event, lift_embargo):
        with pytest.raises(IsHeld) as refusal:
            as_(world.gtm.head, operation, statement=signed, plan=plan)
        assert "USA" in str(refusal.value)


def test_an_instant_alone_waits_for_no_event(world, signed):
    plan = scheduled(world, signed)
    with pytest.raises(NoEvent):
        as_(world.gtm.head, say_event, statement=signed, plan=plan)


def test_all_parties_together_lift_the_embargo_at_once(world, signed):
    plan = scheduled(world, signed)
    for side in (world.usa, world.mex):
        as_(side.press, lift_embargo, statement=signed, plan=plan)
        assert public() == []
    with pytest.raises(SaidAlready):
        as_(world.usa.head, lift_embargo, statement=signed, plan=plan)
    as_(world.gtm.press, lift_embargo, NOW + SECOND, statement=signed, plan=plan)
    assert [each.released_at for each in public()] == [NOW + SECOND]
    with pytest.raises(NotInThisStage):
        as_(world.gtm.head, place_hold, NOW + SECOND, statement=signed, reason="Late.")


def test_a_revoked_signature_voids_the_plan(world, signed):
    plan = scheduled(world, signed)
    turn(signed, Status.SIGN_OFF, world.sec.coordinator, signed_at=None)
    assert release(AT) == []
    turn(signed, Status.SIGNED, world.sec.coordinator, signed_at=NOW)
    assert standing(world, signed).plan is None
    with pytest.raises(PlanChanged):
        confirm(world, signed, plan, world.usa)


def test_holds_are_rows_of_their_party_alone(world, signed):
    hold = as_(world.mex.head, place_hold, statement=signed, reason="Wait.")
    with reading_as(world.usa.head.reader):
        assert Hold.objects.filter(pk=hold.pk).update(lifted_at=NOW) == 0
