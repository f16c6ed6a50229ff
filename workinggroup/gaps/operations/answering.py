"""What the owners of a gap answer."""

from datetime import datetime

from django.db import transaction

from portal.core import times
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.gaps import rules
from workinggroup.gaps.models import Gap
from workinggroup.gaps.operations.gate import enter, lock, require_reason, turn
from workinggroup.gaps.operations.rating import level_of
from workinggroup.gaps.scales import after_months, months_to_measures
from workinggroup.gaps.states import Act, Status


@transaction.atomic
def accept_gap(*, gap: Gap, actor: Person, now: datetime) -> Gap:
    """Say for an owner that it is so; it has a measure within as many months as its level says. Refuses `NotNow`."""
    gap = lock(gap)
    ensure(rules.can_answer(actor, gap))
    due = after_months(times.local(now, actor.zone).date(), months_to_measures(level_of(gap, now)))
    turn(gap, Status.ACCEPTED, now, due_on=due)
    enter(Act.ACCEPTED, gap, actor, now)
    return gap


@transaction.atomic
def contest_gap(*, gap: Gap, actor: Person, now: datetime, reason: str) -> Gap:
    """Say for an owner that it is not so, and why; the raiser says it otherwise, or drops it. Refuses `NotNow`, `SayWhy`."""
    gap = lock(gap)
    ensure(rules.can_answer(actor, gap))
    reason = require_reason(reason)
    turn(gap, Status.CONTESTED, now, due_on=None)
    enter(Act.CONTESTED, gap, actor, now, reason)
    return gap
