"""When reminders ring. Pure: days and zones in, days and instants out.

A reminder goes at 08:00 where its reader lives. If its day is a weekend or a public holiday of the reader's country it
goes on the working day before; an overdue notice goes on the working day after, because it must not come before the
thing is overdue.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from portal.core import times
from portal.core.later import Later

if TYPE_CHECKING:
    import holidays
else:
    holidays = Later("holidays")

RUNGS = (30, 14, 7, 3, 1)
OVERDUE = "overdue"
CLOCK = "08:00"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ring:
    """One reminder to come: its rung ("30" … "1" or "overdue"), the day it goes, and the instant (UTC)."""

    rung: str
    send_on: date
    due_at: datetime


def before_meeting(meeting_on: date, zone: str, country: str) -> list[Ring]:
    """The rungs before a meeting for a reader in `zone` and `country` (ISO 3166, "" for weekends alone).

    Two rungs may fall on one day after they moved; they still are two rings, and go in one mail.
    """
    return [_ring(str(rung), working_day_before(meeting_on - rung * DAY, country), zone) for rung in RUNGS]


def overdue(due_days: Iterable[date], zone: str, country: str) -> list[Ring]:
    """One ring for each day on which things become overdue: the first working day after it was due."""
    days = {working_day_after(day + DAY, country) for day in due_days}
    return [_ring(OVERDUE, day, zone) for day in sorted(days)]


def working_day_before(day: date, country: str) -> date:
    """The day itself if people work on it, else the nearest working day before."""
    while not is_working_day(day, country):
        day -= DAY
    return day


def working_day_after(day: date, country: str) -> date:
    """The day itself if people work on it, else the nearest working day after."""
    while not is_working_day(day, country):
        day += DAY
    return day


def is_working_day(day: date, country: str) -> bool:
    """Whether people work on that day: not a weekend, not a public holiday. Unknown countries have weekends alone."""
    calendar = _calendar(country)
    return day.weekday() < 5 if calendar is None else bool(calendar.is_working_day(day))


@cache
def _calendar(country: str) -> "holidays.HolidayBase | None":
    try:
        return holidays.country_holidays(country) if country else None
    except NotImplementedError:
        return None


def _ring(rung: str, day: date, zone: str) -> Ring:
    return Ring(rung, day, times.instant(day, CLOCK, zone))
