"""How a gap is borne for a time: by consent of the heads of all sides that read it, until a day, on the ratings as they are."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.core import times
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader
from portal.core.seen import ChangedMeanwhile
from workinggroup.gaps import rules
from workinggroup.gaps.models import Gap, Toleration, TolerationConsent
from workinggroup.gaps.operations.gate import (
    enter,
    lock,
    not_now,
    parties,
    require,
    require_reason,
    saved_alone,
    turn,
    zone_of,
)
from workinggroup.gaps.operations.rating import is_rated_otherwise, level_of, rating_hash, standing_toleration
from workinggroup.gaps.scales import REVIEW_MONTHS, after_months, months_to_measures
from workinggroup.gaps.states import TOLERATED_AT_MOST, Act, Status


class TooLong(Refused):
    """Nothing is borne for ever."""

    sentence = _("Choose a day to come, at most %(months)s months from now.")
    field = "until"


class ProposedAlready(Refused):
    """One proposal at a time."""

    sentence = _("It is proposed already to tolerate this.")


class NothingProposed(Refused):
    """A head consents to a proposal."""

    sentence = _("Nobody proposes to tolerate this.")


class ConsentedAlready(Refused):
    """A side consents once."""

    sentence = _("Your delegation has consented already.")


class RatedOtherwise(Refused):
    """A consent is to what is known."""

    sentence = _("The ratings changed since this was proposed. It can be proposed anew.")


class ProposedOtherwise(ChangedMeanwhile):
    """A consent is to the terms that were read."""

    sentence = _("Something else is proposed by now. Read it, then say yes or no to that.")


@transaction.atomic
def propose_toleration(*, gap: Gap, actor: Person, now: datetime, until: date, reason: str) -> Toleration:
    """Propose, as head of an owner, that all sides bear a gap until a day; that is the own consent.

    Refuses `NotNow`, `TooLong`, `SayWhy`, `ProposedAlready`.
    """
    gap = lock(gap)
    ensure(rules.can_propose_toleration(actor, gap))
    require(gap, Status.TOLERATED)
    today = times.local(now, actor.zone).date()
    if not today < until <= after_months(today, TOLERATED_AT_MOST):
        raise TooLong(months=TOLERATED_AT_MOST)
    reason = require_reason(reason)
    if (standing := standing_toleration(gap)) and not is_overtaken(gap, standing, now):
        raise ProposedAlready
    if standing:
        _end(standing, now)
    sides = parties(gap)
    borne = Toleration(gap=gap, parties=sides, until=until, rating_hash=rating_hash(gap, sides, now), reason=reason)
    borne.by_side, borne.by_name, borne.at = actor.code, actor.name, now
    borne.releasable_to, borne.editable_by = gap.releasable_to, sides
    if not saved_alone(borne):
        raise ProposedAlready
    enter(Act.PROPOSED, gap, actor, now, reason)
    _consent(borne, gap, actor, now)
    return borne


@transaction.atomic
def consent_to_toleration(*, gap: Gap, actor: Person, now: datetime, seen: str) -> Gap:
    """Consent as head of a side to the proposal that was read, by its key; with the last consent the gap is tolerated. Refuses
    `NothingProposed`, `ProposedOtherwise`, `ConsentedAlready`, `RatedOtherwise`."""
    gap = lock(gap)
    ensure(rules.can_consent(actor, gap))
    borne = _read(gap, seen)
    if is_overtaken(gap, borne, now):
        raise RatedOtherwise
    if TolerationConsent.objects.filter(toleration=borne, side=actor.code).exists():
        raise ConsentedAlready
    _consent(borne, gap, actor, now)
    return gap


@transaction.atomic
def decline_toleration(*, gap: Gap, actor: Person, now: datetime, reason: str, seen: str) -> Gap:
    """Say no as head of a side to the proposal that was read, by its key, and why: it ends. Refuses `NothingProposed`,
    `ProposedOtherwise`, `ConsentedAlready`, `SayWhy`."""
    gap = lock(gap)
    ensure(rules.can_consent(actor, gap))
    borne = _read(gap, seen)
    if TolerationConsent.objects.filter(toleration=borne, side=actor.code).exists():
        raise ConsentedAlready
    said = require_reason(reason)
    _end(borne, now)
    enter(Act.DECLINED, gap, actor, now, said)
    return gap


@transaction.atomic
def end_toleration(*, gap: Gap, actor: Person, now: datetime, reason: str) -> Gap:
    """End a toleration for a side that reads the gap, and say why. Refuses `NotNow`, `SayWhy`."""
    gap = lock(gap)
    ensure(rules.can_resume(actor, gap))
    if gap.status != Status.TOLERATED:
        raise not_now(gap)
    _resume(gap, Act.RESUMED, actor, now, require_reason(reason))
    return gap


def lapse_tolerations(reader: Reader, now: datetime) -> int:
    """End what is tolerated no more for a side that reads it, and what is proposed and overtaken: the day came, a rating or the
    readers changed. Safe to repeat.

    Runs in the side's context, each gap in a transaction of its own.
    """
    ended = 0
    rows = Toleration.objects.filter(ended_at=None, editable_by__contains=[reader.code])
    for borne in rows.select_related("gap"):
        with transaction.atomic():
            ended += _lapse(borne.gap, reader.code, now)
    return ended


def _lapse(gap: Gap, side: str, now: datetime) -> bool:
    gap = lock(gap)
    borne = standing_toleration(gap)
    if borne is None:
        return False
    if gap.status != Status.TOLERATED:
        if not is_overtaken(gap, borne, now):
            return False
        _end(borne, now)
        enter(Act.OVERTAKEN, gap, None, now, side=side)
        return True
    over = times.local(now, gap.raised_by.time_zone).date() >= borne.until
    if not over and not is_rated_otherwise(gap, borne, now):
        return False
    _resume(gap, Act.LAPSED, None, now, side=side)
    return True


def _resume(gap: Gap, act: Act, actor: Person | None, now: datetime, words: str = "", *, side: str = "") -> None:
    if borne := standing_toleration(gap):
        _end(borne, now)
    # What is mended already is looked at in a year; what has no measure has one as soon as its level says.
    status = Status.TREATING if gap.commitment_id else Status.ACCEPTED
    months = REVIEW_MONTHS if gap.commitment_id else months_to_measures(level_of(gap, now))
    turn(gap, status, now, due_on=after_months(times.local(now, zone_of(gap.owners)).date(), months))
    enter(act, gap, actor, now, words, side=side)


def _read(gap: Gap, seen: str) -> Toleration:
    """What is proposed, if it is what was read."""
    borne = standing_toleration(gap)
    if borne is None or gap.status == Status.TOLERATED:
        raise NothingProposed
    if seen != str(borne.pk):
        raise ProposedOtherwise
    return borne


def _end(borne: Toleration, now: datetime) -> None:
    borne.ended_at = now
    borne.save(update_fields=["ended_at"])


def is_overtaken(gap: Gap, borne: Toleration, now: datetime) -> bool:
    """Whether what is proposed was overtaken: by its day, by a rating, or by a new reader."""
    over = times.local(now, gap.raised_by.time_zone).date() >= borne.until
    return over or set(parties(gap)) != set(borne.parties) or rating_hash(gap, borne.parties, now) != borne.rating_hash


def _consent(borne: Toleration, gap: Gap, actor: Person, now: datetime) -> None:
    given = TolerationConsent(toleration=borne, side_id=actor.code, by_name=actor.name, at=now)
    given.releasable_to, given.editable_by = borne.releasable_to, [actor.code]
    given.save(force_insert=True)
    there = set(TolerationConsent.objects.filter(toleration=borne).values_list("side", flat=True))
    if there >= set(borne.parties):
        turn(gap, Status.TOLERATED, now, due_on=borne.until)
        enter(Act.TOLERATED, gap, actor, now)
    elif actor.code != borne.by_side:
        enter(Act.CONSENTED, gap, actor, now)
