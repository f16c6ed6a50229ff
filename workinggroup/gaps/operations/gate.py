"""What acts on a gap must pass, and the steps that they share."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import UniqueViolation

from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.models import Delegation
from portal.people.workdays.calendars import Calendar
from portal.people.workdays.queries import calendars_of
from workinggroup.gaps import notices
from workinggroup.gaps.models import Gap, GapEntry
from workinggroup.gaps.states import NEXT, Act, Status
from workinggroup.handling.checking import refuse_identifiers


class NotNow(Refused):
    """A state follows on another."""

    sentence = _("%(gap)s is in another state: %(status)s. This cannot be done now.")


class SayWhy(Refused):
    """What others have to live with has a reason."""

    sentence = _("Say why.")
    field = "reason"


def lock(gap: Gap) -> Gap:
    """The gap as it is now, while nobody else acts on it or on a passage of it."""
    lock_key(gap.pk)
    rows = Gap.objects.select_related("raised_by", "place", "commitment")
    found: Gap | None = rows.filter(pk=gap.pk).first()
    ensure(found is not None)
    assert found
    return found


def require(gap: Gap, status: Status) -> None:
    """Refuse `NotNow` where this state does not follow on the gap's."""
    if status not in NEXT[Status(gap.status)]:
        raise not_now(gap)


def not_now(gap: Gap) -> NotNow:
    return NotNow(gap=gap.reference, status=gap.get_status_display())


def require_reason(reason: str) -> str:
    """The reason without spaces around it. Refuses `SayWhy`, `IdentifiesPerson`."""
    said = reason.strip()
    if not said:
        raise SayWhy
    refuse_identifiers([said])
    return said


def turn(gap: Gap, status: Status, now: datetime, **facts: object) -> None:
    """Bring a gap into a state, with what else is written with it."""
    require(gap, status)
    gap.status, gap.changed_at = status, now
    for name, value in facts.items():
        setattr(gap, name, value)
    gap.save(update_fields=["status", "changed_at", *facts])


def saved_alone(row: Any) -> bool:
    """Write a new row, unless there is one beside which it cannot stand: who reads a gap later than others does not see that."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            return False
        raise
    return True


def enter(
    act: Act,
    gap: Gap,
    actor: Person | None,
    now: datetime,
    words: str = "",
    *,
    side: str = "",
    readers: Sequence[str] | None = None,
    asked: Sequence[str] | None = None,
    **detail: Any,
) -> None:
    """Write an act into the gap's history and into the trail, there with its details, and tell whom it concerns. `side` acted
    where nobody did; `readers` are those who may know of it, by default all who read the gap; where it asks some of them, `asked`
    alone are told."""
    code = actor.code if actor else side
    entry = GapEntry(gap=gap, act=act, side=code, words=words, by_name=actor.name if actor else "", at=now)
    entry.releasable_to, entry.editable_by = list(readers or gap.releasable_to), [code]
    entry.save(force_insert=True)
    record(f"workinggroup.gap.{act.value}", gap, actor=actor, releasable_to=readers, **detail)
    notices.tell(act, gap, actor, now=now, among=readers if asked is None else asked)


def zone_of(codes: Iterable[str]) -> str:
    """The clock of the first of these sides. One SQL query."""
    sides = Delegation.objects.filter(code__in=list(codes)).order_by("order", "code")
    return sides.values_list("time_zone", flat=True)[0]


def calendar_for(codes: Iterable[str]) -> Calendar:
    """The working days of the first of these sides. Two SQL queries."""
    sides = Delegation.objects.filter(code__in=list(codes)).order_by("order", "code")
    known = calendars_of(sides.values_list("code", "holiday_country"))
    return next(iter(known.values()), Calendar())


def workdays_later(now: datetime, days: int, codes: Iterable[str]) -> date:
    """So many working days of a side after today."""
    return calendar_for(codes).later(times.local(now, "UTC").date(), days)


def parties(gap: Gap) -> list[str]:
    """The delegations that read a gap; the secretariat is none."""
    return [code for code in gap.releasable_to if code != "SEC"]
