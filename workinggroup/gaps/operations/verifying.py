"""Whether a gap is mended: a side that never owned it says so, and closes it or returns it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.core import times
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.gaps import rules
from workinggroup.gaps.models import Gap, Rating, Verification
from workinggroup.gaps.operations.gate import enter, lock, not_now, parties, require_reason, turn
from workinggroup.gaps.operations.rating import RatedAlready, last_round, rate_gap
from workinggroup.gaps.scales import REVIEW_MONTHS, after_months
from workinggroup.gaps.states import Act, Moment, Outcome, Status
from workinggroup.handling.checking import refuse_identifiers


class VerifiedAlready(Refused):
    """A side looks once at each claim."""

    sentence = _("Your delegation has verified this claim already.")


class RateWhatIsLeft(Refused):
    """Residual is what the verifier finds."""

    sentence = _("Rate what is left of the gap: yours counts, the owner's is a proposal.")


class NotAllVerified(Refused):
    """The secretariat records what all owners verified."""

    sentence = _("%(sides)s have not verified yet what the other owners did.")


@transaction.atomic
def verify_gap(
    *,
    gap: Gap,
    actor: Person,
    now: datetime,
    method: str,
    outcome: str,
    reason: str = "",
    rating: Mapping[str, Any] | None = None,
) -> Verification:
    """Say for a side that never owned a gap that it is mended, which closes it, or that it is not, and why.

    Where all sides own it, each verifies what the others did, and the secretariat records the closing. What is left is rated by
    whoever closes, and by whoever returns it and likes to. Refuses `NotNow`, `SayWhy`, `RateWhatIsLeft`, `VerifiedAlready`, and
    what a rating is refused for.
    """
    gap = lock(gap)
    ensure(rules.can_verify(actor, gap))
    if gap.status != Status.CLAIMED:
        raise not_now(gap)
    if Verification.objects.filter(gap=gap, turn=gap.turn, side=actor.code).exists():
        raise VerifiedAlready
    is_mended = outcome == Outcome.CLOSED
    said = reason.strip() if is_mended else require_reason(reason)
    refuse_identifiers([said])
    left = _left(gap, actor, now, rating) if is_mended or rating else None
    found = Verification(gap=gap, turn=gap.turn, side_id=actor.code, method=method, outcome=outcome, rating=left)
    found.reason, found.by_name, found.at = said, actor.name, now
    found.releasable_to, found.editable_by = gap.releasable_to, [actor.code]
    found.save(force_insert=True)
    if not is_mended:
        review = after_months(times.local(now, actor.zone).date(), REVIEW_MONTHS)
        turn(gap, Status.TREATING, now, due_on=review)
        enter(Act.RETURNED, gap, actor, now, said)
    elif rules.is_owned_by_all(gap):
        enter(Act.VERIFIED, gap, actor, now, said)
    else:
        turn(gap, Status.CLOSED, now, due_on=None, verified_by=actor.code)
        enter(Act.CLOSED, gap, actor, now, said)
    return found


@transaction.atomic
def record_closing(*, gap: Gap, actor: Person, now: datetime) -> Gap:
    """Record for the secretariat that a gap which all sides own is closed: each has verified what the others did.

    Refuses `NotNow`, `NotAllVerified`.
    """
    gap = lock(gap)
    ensure(rules.can_record_closing(actor, gap))
    if gap.status != Status.CLAIMED:
        raise not_now(gap)
    rows = Verification.objects.filter(gap=gap, turn=gap.turn, outcome=Outcome.CLOSED)
    there = set(rows.values_list("side", flat=True))
    if missing := [code for code in parties(gap) if code not in there]:
        raise NotAllVerified(sides=", ".join(missing))
    found = Verification(gap=gap, turn=gap.turn, side_id=actor.code, method="documents", outcome=Outcome.CLOSED)
    found.by_name, found.at, found.releasable_to, found.editable_by = actor.name, now, gap.releasable_to, [actor.code]
    found.save(force_insert=True)
    turn(gap, Status.CLOSED, now, due_on=None, verified_by=actor.code)
    enter(Act.CLOSED, gap, actor, now)
    return gap


@transaction.atomic
def reopen_gap(*, gap: Gap, actor: Person, now: datetime, reason: str) -> Gap:
    """Open a closed gap again, and say why. Refuses `NotNow`, `SayWhy`."""
    gap = lock(gap)
    ensure(rules.can_resume(actor, gap))
    if gap.status != Status.CLOSED:
        raise not_now(gap)
    reason = require_reason(reason)
    review = after_months(times.local(now, actor.zone).date(), REVIEW_MONTHS)
    turn(gap, Status.TREATING, now, due_on=review, verified_by=None)
    enter(Act.REOPENED, gap, actor, now, reason)
    return gap


def _left(gap: Gap, actor: Person, now: datetime, rating: Mapping[str, Any] | None) -> Rating:
    """What the side says is left: its rating in this claim's round, given now or before."""
    found = last_round(gap, Moment.RESIDUAL)
    if found and actor.code in found.rated:
        if rating:
            raise RatedAlready
        there: Rating = Rating.objects.get(round=found, side=actor.code)
        return there
    if not rating:
        raise RateWhatIsLeft
    return rate_gap(gap=gap, actor=actor, now=now, moment=Moment.RESIDUAL, **rating)
