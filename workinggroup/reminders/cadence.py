"""When reminders ring. Pure: days and zones in, days and instants out.

A reminder goes at 08:00 where its reader lives. If nobody works there on its day it goes on the
working day before; an overdue notice goes on the working day after, because it must not come before the thing is overdue.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.core import times
from portal.people.workdays.calendars import Calendar

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


def before_meeting(meeting_on: date, zone: str, calendar: Calendar) -> list[Ring]:
    """The rungs before a meeting for a reader in `zone` who works by `calendar`.

    Two rungs may fall on one day after they moved; they still are two rings, and go in one mail.
    """
    return [_ring(str(rung), calendar.before(meeting_on - rung * DAY), zone) for rung in RUNGS]


def overdue(due_days: Iterable[date], zone: str, calendar: Calendar) -> list[Ring]:
    """One ring for each day on which things become overdue: the first working day after it was due."""
    days = {calendar.after(day + DAY) for day in due_days}
    return [_ring(OVERDUE, day, zone) for day in sorted(days)]


def _ring(rung: str, day: date, zone: str) -> Ring:
    return Ring(rung, day, times.instant(day, CLOCK, zone))
