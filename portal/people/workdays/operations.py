"""What happens to a delegation's working days."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people import rules
from portal.people.models import Delegation, WorkdayChange, WorkdayYear
from portal.people.workdays.calendars import Calendar, Change
from portal.people.workdays.queries import calendar_of


class DayIsPast(Refused):
    """What was worked was worked."""

    sentence = _("%(day)s is over. Choose a day to come.")
    field = "day"


class AlreadySo(Refused):
    """The calendar says so without the change."""

    sentence = _("%(day)s is that already; nothing changes.")
    field = "day"


class DayIsEntered(Refused):
    """One entry a day: the earlier one is withdrawn first."""

    sentence = _("%(name)s entered %(day)s already: “%(note)s”. Withdraw that entry first.")
    field = "day"


class YearIsNotAsked(Refused):
    """The coming year alone is asked for."""

    sentence = _("%(year)s is not the coming year.")


class YearHasEntries(Refused):
    """What was entered says itself that somebody looked."""

    sentence = _("Days of %(year)s are entered already.")


@dataclass(frozen=True, slots=True)
class Considered:
    """What an entry would do: the day, and on which days goes what would go on it (reminders before, notices after)."""

    day: date
    is_off: bool
    note: str
    before: date
    after: date


def consider_workday(*, actor: Person, now: datetime, day: date, is_off: bool, note: str) -> Considered:
    """What `enter_workday` would do. Refuses what it refuses, and changes nothing."""
    calendar = _require_change(actor, now, day, is_off)
    changed = Calendar(calendar.country, {**calendar.changes, day: Change(is_off, note)})
    return Considered(day, is_off, note, changed.before(day), changed.after(day))


@transaction.atomic
def enter_workday(*, actor: Person, now: datetime, day: date, is_off: bool, note: str) -> WorkdayChange:
    """Say that the actor's delegation does not work on a day, or that it does; reminders and dates follow from then on. That
    there was nothing to add to the year is so no longer.

    All delegations read it. Refuses `DayIsPast` by the actor's zone, `DayIsEntered`, `AlreadySo`.
    """
    lock_key(f"working days of {actor.code}")
    _require_change(actor, now, day, is_off)
    WorkdayYear.objects.filter(delegation_id=actor.code, year=day.year).delete()
    facts = {"day": day, "is_off": is_off, "note": note, "entered_by": actor.name, "entered_at": now}
    entered = WorkdayChange.objects.create(delegation_id=actor.code, **facts)
    _record("entered", entered, actor)
    return entered


@transaction.atomic
def withdraw_workday(*, actor: Person, entered: WorkdayChange) -> None:
    """Take an entry of the actor's delegation back: the day is again what its country's calendar says."""
    ensure(rules.can_enter_workdays(actor) and entered.delegation_id == actor.code)
    _record("withdrawn", entered, actor)
    entered.delete()


@transaction.atomic
def complete_year(*, actor: Person, now: datetime, year: int) -> None:
    """Say that the actor's delegation has nothing to add to the calendar of the coming year; then it is not asked for it.

    Refuses `YearIsNotAsked`, `YearHasEntries`.
    """
    lock_key(f"working days of {actor.code}")
    ensure(rules.can_enter_workdays(actor))
    if year != times.local(now, actor.zone).year + 1:
        raise YearIsNotAsked(year=year)
    if WorkdayChange.objects.filter(delegation_id=actor.code, day__year=year).exists():
        raise YearHasEntries(year=year)
    facts = {"said_by": actor.name, "said_at": now}
    _row, is_new = WorkdayYear.objects.get_or_create(delegation_id=actor.code, year=year, defaults=facts)
    if is_new:
        everyone = Delegation.objects.values_list("code", flat=True)
        record("people.workday.completed", actor.delegation, actor=actor, releasable_to=everyone, year=year)


def _require_change(actor: Person, now: datetime, day: date, is_off: bool) -> Calendar:
    """The calendar of the actor's delegation, where the entry would change it."""
    ensure(rules.can_enter_workdays(actor))
    side: Any = actor.delegation
    told = {"day": times.long_day(day)}
    if day < times.local(now, actor.zone).date():
        raise DayIsPast(**told)
    if there := WorkdayChange.objects.filter(delegation=side, day=day).first():
        raise DayIsEntered(name=there.entered_by, note=there.note, **told)
    calendar = calendar_of(side)
    if calendar.works_on(day) != is_off:
        raise AlreadySo(**told)
    return calendar


def _record(verb: str, entered: WorkdayChange, actor: Person) -> None:
    everyone = Delegation.objects.values_list("code", flat=True)
    facts: dict[str, Any] = {"day": entered.day, "is_off": entered.is_off, "note": entered.note}
    record(f"people.workday.{verb}", entered.delegation, actor=actor, releasable_to=everyone, **facts)
