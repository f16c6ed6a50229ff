"""By when a request for information is to be answered. Pure: a calendar and the times in which the clock ran in, a day out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.people.workdays.calendars import Calendar

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Running:
    """A time in which the clock runs: after the day `since`, up to the day before `until`; None as long as it runs."""

    since: date
    until: date | None = None


def due_on(calendar: Calendar, days: int, times: Sequence[Running]) -> date | None:
    """The last of so many working days on which the clock ran, by the calendar of the side that answers.

    The day on which it starts is not counted, nor that on which it stops. None while it stands still with days left.
    """
    left = days
    for each in times:
        day = calendar.after(each.since + DAY)
        while each.until is None or day < each.until:
            left -= 1
            if left == 0:
                return day
            day = calendar.after(day + DAY)
    return None


def days_left(calendar: Calendar, days: int, times: Sequence[Running], today: date) -> int:
    """How many of so many working days are left after today; 0 once they are over."""
    used = 0
    for each in times:
        last = today if each.until is None else min(today, each.until - DAY)
        if last > each.since:
            used += calendar.worked(each.since, last)
    return max(0, days - used)
