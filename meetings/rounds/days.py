"""The days of a meeting: each opens at its hour and closes at its own; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core import times
from portal.core.errors import Refused

# More than a ministerial and what is held around it; longer ones are meetings of a series.
MOST_DAYS = 7
# A clock up to here, earlier than the one that it follows, is that of the night after.
NIGHT_ENDS = time(6)


class EndsBeforeStart(Refused):
    """A meeting ends after it starts."""

    sentence = _("The meeting would end before it starts.")
    field = "until"


class DaysOverlap(Refused):
    """The days of a meeting follow each other."""

    sentence = _("Each day has a date of its own and begins after the one before it has ended.")
    field = "day_2"


class LongerThanADay(Refused):
    """What lasts longer closes and opens again."""

    sentence = _("A day of a meeting lasts no longer than 24 hours. Give each day its own.")
    field = "until"


class TooManyDays(Refused):
    """Longer ones are meetings of a series."""

    sentence = _("A meeting has at most %(count)s days.")
    field = "day_2"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a meeting: its number from 1, its date at the venue, and the instants between which it is open."""

    number: int
    date: date
    opens_at: datetime
    closes_at: datetime

    def hours(self, place: str) -> str:
        """Its hours by the clock of a place: "09:00–17:00"."""
        return f"{times.clock(self.opens_at, place)}–{times.clock(self.closes_at, place)}"

    def heading(self, place: str, *, in_short: bool = False) -> str:
        """What stands over its part of the agenda; `place` is the venue's zone. In short it is said without the year, for a
        narrow screen, on which the meeting's facts stand above it."""
        day = times.brief_day(self.date) if in_short else times.long_day(self.date)
        words = {"number": self.number, "day": day, "hours": self.hours(place)}
        return gettext("Day %(number)s: %(day)s, %(hours)s") % words


def days_between(starts_at: datetime, nights: Sequence[datetime], ends_at: datetime, place: str) -> list[Day]:
    """The days of a meeting in order; `nights` are the instants at which it closes and opens again, in turn."""
    edges = [starts_at, *nights, ends_at]
    return [
        Day(number, times.local(opens_at, place).date(), opens_at, closes_at)
        for number, (opens_at, closes_at) in enumerate(zip(edges[::2], edges[1::2], strict=True), start=1)
    ]


def require_days(starts_at: datetime, nights: Sequence[datetime], ends_at: datetime, place: str) -> None:
    """Refuse hours that are no days in order: `EndsBeforeStart`, `LongerThanADay`, `DaysOverlap`, `TooManyDays`."""
    days = days_between(starts_at, nights, ends_at, place)
    if any(day.closes_at <= day.opens_at for day in days):
        raise EndsBeforeStart
    if any(day.closes_at - day.opens_at > timedelta(days=1) for day in days):
        raise LongerThanADay
    if any(later.date <= day.date or later.opens_at <= day.closes_at for day, later in pairwise(days)):
        raise DaysOverlap
    if len(days) > MOST_DAYS:
        raise TooManyDays(count=MOST_DAYS)


def are_at_once(days: Sequence[Day], others: Sequence[Day]) -> bool:
    """Whether two meetings are open at the same time on any of their days."""
    return any(day.opens_at < other.closes_at and other.opens_at < day.closes_at for day in days for other in others)


def closing(day: date, begins: time, until: time, place: str) -> datetime:
    """The instant of a day's end by its clock at the venue: an end after midnight, up to 06:00, is that of the night after."""
    after_midnight = until < begins and until <= NIGHT_ENDS
    return times.instant(date.fromordinal(day.toordinal() + after_midnight), f"{until:%H:%M}", place)
