"""What the database itself refuses of a release, each guard broken once past the operations."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError
from django.utils import timezone

from meetings.adoption.models import SignOff
from meetings.release.models import EmbargoGrant, Hold, PlanWord, ReleasedText, ReleasePlan
from meetings.release.states import Mode, WordKind
from meetings.statements.states import Status
from portal.core.reader import Reader, reading_as
from tests.factories.closing import freeze, heads_of, release, say, schedule, sign, sign_all, turn
from tests.factories.texts import run
from tests.factories.work import make_meeting, make_negotiation
from tests.scenes import scene

OUT = timezone.now() - timedelta(minutes=5)


@scene
def final(world):
    office = world.sec.coordinator
    return freeze(make_negotiation(world, make_meeting(office)), office, OUT - timedelta(hours=5))


@scene
def signed(world, final):
    return sign_all(final, heads_of(world), world.sec.coordinator, OUT - timedelta(hours=4))


@scene
def scheduled(world, signed):
    schedule(signed, heads_of(world), world.sec.coordinator, OUT - timedelta(hours=3), at=OUT)
    return signed


def refused(world, text, words, now=OUT, **facts):
    with pytest.raises(IntegrityError, match=words):
        release(text, world.sec.coordinator, now, **facts)


def hold(world, text, since, until=None):
    with reading_as(world.mex.head.reader):
        marks = {"releasable_to": text.releasable_to, "editable_by": ["MEX"]}
        facts = {"by_name": "x", "reason": "Wait.", "at": since, "lifted_at": until}
        return Hold.objects.create(statement=text, delegation_id="MEX", **facts, **marks)


def test_as_it_should_be_it_goes_through(world, scheduled):
    assert release(scheduled, world.sec.coordinator, OUT).released_at == OUT


def test_only_what_is_scheduled(world, signed):
    refused(world, signed, "only a text that is scheduled")


def test_only_the_words_that_were_signed(world, scheduled):
    refused(world, scheduled, "not what was signed", canonical="{}")
    refused(world, scheduled, "not what was signed", hashes={"": "0" * 64})


def test_only_what_all_have_signed(world, final):
    heads = heads_of(world)
    text = turn(final, Status.SIGN_OFF, world.sec.coordinator)
    for head in (heads["GTM"], heads["USA"]):
        sign(text, head, OUT - timedelta(hours=4))
    text = turn(text, Status.SIGNED, world.sec.coordinator, signed_at=OUT - timedelta(hours=4))
    schedule(text, heads, world.sec.coordinator, OUT - timedelta(hours=3), at=OUT)
    refused(world, text, "not every party has signed")


def test_a_revoked_signature_counts_no_more(world, scheduled):
    with reading_as(world.usa.head.reader):
        SignOff.objects.filter(delegation="USA").update(revoked_at=OUT, revoked_by_name="x", reason="No.")
    refused(world, scheduled, "not every party has signed")


def test_nothing_under_a_hold_nor_after_one_that_outlived_the_instant(world, scheduled):
    hold(world, scheduled, OUT - timedelta(hours=1))
    refused(world, scheduled, "a party holds this text")


def test_nothing_after_a_hold_that_outlived_the_instant(world, scheduled):
    hold(world, scheduled, OUT - timedelta(hours=1), OUT + timedelta(minutes=1))
    refused(world, scheduled, "passed under a hold", now=OUT + timedelta(minutes=2))


def test_nothing_before_its_time_or_ahead_of_the_clock(world, scheduled):
    refused(world, scheduled, "its time has not come", now=OUT - timedelta(seconds=1))
    refused(world, scheduled, "ahead of its time", now=timezone.now() + timedelta(seconds=30))
    refused(world, scheduled, "ahead of its time", released_at=None)


def plan_of(world, text, **facts):
    """A plan past the operations, confirmed by those of `ready`."""
    heads, ready = heads_of(world), facts.pop("ready", ("GTM", "USA", "MEX"))
    with reading_as(world.gtm.head.reader):
        values = {"mode": Mode.AT, "at": OUT, "signed_at": text.signed_at, "number": 1, "proposed_by_name": "x"}
        values |= {"proposed_by_id": "GTM", "proposed_at": OUT - timedelta(hours=3)} | facts
        marks = {"releasable_to": text.releasable_to, "editable_by": text.editable_by}
        plan = ReleasePlan.objects.create(statement=text, **values, **marks)
    for code in ready:
        say(plan, heads[code], WordKind.READY, OUT - timedelta(hours=2))
    turn(text, Status.SCHEDULED, world.sec.coordinator)
    return plan


@pytest.mark.parametrize(
    "facts",
    [{"ready": ("GTM", "USA")}, {"withdrawn_at": OUT}, {"signed_at": OUT - timedelta(hours=9)}],
    ids=["not confirmed by all", "withdrawn", "of another signing"],
)
def test_no_release_without_a_plan_that_stands(world, signed, facts):
    plan_of(world, signed, **facts)
    refused(world, signed, "no plan of release stands")


def test_an_event_has_two_witnesses_unless_all_lift_the_embargo(world, signed):
    heads = heads_of(world)
    plan = plan_of(world, signed, mode=Mode.ON_EVENT, at=None, event={"en": "x"})
    say(plan, heads["GTM"], WordKind.EVENT, OUT)
    refused(world, signed, "two parties say")
    for head in heads.values():
        say(plan, head, WordKind.LIFT, OUT)
    assert release(signed, world.sec.coordinator, OUT)


def change_as(reader, sql):
    with reading_as(reader):
        run(sql)


def test_what_was_said_and_planned_stays(world, scheduled):
    hold(world, scheduled, OUT - timedelta(hours=2), OUT - timedelta(hours=1))
    released = release(scheduled, world.sec.coordinator, OUT)
    mexico, office = world.mex.head.reader, Reader("SEC")
    for table, change, reader in (
        ("releasedtext", "slug = 'other'", office),
        ("planword", "by_name = 'other'", mexico),
        ("hold", "reason = 'other'", mexico),
        ("releaseplan", "at = now()", office),
    ):
        for sql in (f"UPDATE meetings_{table} SET {change}", f"DELETE FROM meetings_{table}"):
            with pytest.raises(IntegrityError):
                change_as(reader, sql)
    with reading_as(Reader("SEC")):
        assert ReleasedText.objects.get(pk=released.pk).slug == released.slug
        assert PlanWord.objects.count() == 3


def test_of_a_hold_a_plan_and_a_copy_one_act_is_written_once(world, scheduled):
    held = hold(world, scheduled, OUT - timedelta(hours=2))
    plan = ReleasePlan.objects
    with reading_as(world.gtm.head.reader):
        key = plan.get().pk
        marks = {"releasable_to": scheduled.releasable_to, "editable_by": ["GTM"], "granted_at": OUT}
        facts = {"recipient": "A", "organisation": "B", "language": "en", "token_hash": "h", "by_name": "x"}
        copy = EmbargoGrant.objects.create(plan_id=key, delegation_id="GTM", **facts, **marks)
    mexico, guatemala = world.mex.head.reader, world.gtm.head.reader
    lifted, void = (
        "lifted_at = clock_timestamp(), lifted_by_name = 'y'",
        "withdrawn_at = clock_timestamp(), reason = 'y'",
    )
    accepted, revoked = "terms_accepted_at = clock_timestamp()", "revoked_at = clock_timestamp(), revoked_by_name = 'y'"
    for table, row, reader, ways in (
        ("hold", held.pk, mexico, [("reason = 'y'", lifted), (lifted, ""), ("lifted_at = NULL", "")]),
        ("releaseplan", key, guatemala, [("reason = 'y'", void), (void, ""), ("withdrawn_at = NULL", "")]),
        (
            "embargogrant", copy.pk, guatemala,
            [("recipient = 'y'", accepted), (accepted, revoked), (revoked, ""), ("terms_accepted_at = NULL", "")],
        ),
    ):  # fmt: skip
        for refused_change, next_act in ways:
            with pytest.raises(IntegrityError, match="takes once"):
                change_as(reader, f"UPDATE meetings_{table} SET {refused_change} WHERE id = '{row}'")
            if next_act:
                change_as(reader, f"UPDATE meetings_{table} SET {next_act} WHERE id = '{row}'")
        with pytest.raises(IntegrityError, match="takes once"):
            change_as(reader, f"DELETE FROM meetings_{table} WHERE id = '{row}'")


def test_nobody_says_a_word_for_another_party(world, signed):
    plan = plan_of(world, signed, ready=("GTM", "USA"))
    heads = heads_of(world)
    forged = {"delegation_id": "MEX", "editable_by": ["MEX"]}
    with pytest.raises(ProgrammingError, match="row-level security"):
        say(plan, heads["USA"], WordKind.READY, OUT, **forged)
