"""Questions about working days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.audit.remembered import Remembered
from portal.core.questions import Question, among
from portal.people.models import Delegation, WorkdayChange, WorkdayYear
from portal.people.states import Kind
from portal.people.workdays.calendars import Calendar, Change, DayOff

# From this day on the coming year is asked for, and by when (month, day).
ASKED_FROM, DUE = (11, 15), (12, 15)


CHANGES: Question[tuple[str, date, bool, str]] = Question(
    lambda codes: (
        WorkdayChange.objects.filter(among("delegation_id", codes))
        .values_list("delegation_id", "day", "is_off", "note")
    ),
    ["a side"],
)  # fmt: skip


def calendars_of(sides: Iterable[tuple[str, str]]) -> dict[str, Calendar]:
    """When delegations work, by code; each is given with its country. One SQL query."""
    countries = dict(sides)
    changes: dict[str, dict[date, Change]] = {code: {} for code in countries}
    for code, day, is_off, note in CHANGES(list(countries)):
        changes[code][day] = Change(is_off, note)
    return {code: Calendar(country, changes[code]) for code, country in countries.items()}


def calendar_of(side: Delegation) -> Calendar:
    """When a delegation works. One SQL query."""
    return calendars_of([(side.code, side.holiday_country)])[side.code]


@dataclass(frozen=True)
class Year:
    """A delegation's days off from one day to another as its calendar has them, and what it entered itself for these days."""

    days_off: list[DayOff]
    entered: list[WorkdayChange]
    last: date
    # The year in which these days end, where the delegation has entered nothing for it; else 0.
    unentered: int
    # That it has nothing to add to it, if it said so.
    complete: WorkdayYear | None


def year_of(side: Delegation, first: date, last: date) -> Year:
    """What the page of working days shows of a delegation. Two SQL queries."""
    rows = list(WorkdayChange.objects.filter(delegation=side).order_by("day"))
    calendar = Calendar(side.holiday_country, {row.day: Change(row.is_off, row.note) for row in rows})
    unentered = 0 if any(row.day.year == last.year for row in rows) else last.year
    entered = [row for row in rows if first <= row.day]
    complete = WorkdayYear.objects.filter(delegation=side, year=last.year).first()
    return Year(list(calendar.days_off(first, last)), entered, last, unentered, complete)


def asks_for_year(today: date) -> bool:
    """Whether the coming year is asked for already."""
    return (today.month, today.day) >= ASKED_FROM


def due_day(year: int) -> date:
    """By when a delegation's days of a year are to be entered."""
    return date(year - 1, *DUE)


def lacks_year(code: str, year: int) -> bool:
    """Whether a side has entered nothing for a year and has not said that there is nothing to add. One SQL query."""
    sides = Delegation.objects.filter(code=code).exclude(kind=Kind.GUESTS)
    sides = sides.exclude(workday_changes__day__year=year).exclude(workday_years__year=year)
    return sides.exists()


LACKS_YEAR: Remembered[bool] = Remembered(lacks_year)
