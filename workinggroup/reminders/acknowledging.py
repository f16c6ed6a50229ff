"""How long an acknowledgement holds, and what it holds back. Pure.

While it holds, nothing goes up the ladder; then the ladder begins anew from its last day. Mandatory reminders of those whose
the thing is go on. An acknowledgement is of one due day: when that moves it holds no longer.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.people.workdays.calendars import Calendar
from workinggroup.reminders.cadence import Rung

# How long it holds from the day on which it was given, or on which progress was reported after it.
HOLDS = Rung.read("+5w")
# No pause is longer.
LONGEST_REST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody whose the thing is has said: on which day, until when they asked for a pause, when they last reported."""

    person: UUID
    given_on: date
    rest_until: date | None = None
    heard_on: date | None = None

    def last_day(self, calendar: Calendar) -> date:
        """The last day on which it holds: the day until which a pause was asked for; without one, or after a report, so many
        working days.
        """
        counted = [self.heard_on] if self.heard_on and self.heard_on > self.given_on else []
        counted += [] if self.rest_until else [self.given_on]
        days = [HOLDS.day(day, calendar) for day in counted]
        return max([*days, self.rest_until] if self.rest_until else days)

    def rests(self, rung: Rung, day: date) -> bool:
        """Whether a reminder of its person is left out by it: an optional one, until the day asked for."""
        return bool(self.rest_until and day <= self.rest_until and rung.is_own and not rung.is_mandatory)
