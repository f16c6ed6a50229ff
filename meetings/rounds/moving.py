"""What moves when a meeting moves, and what speaks against a date; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.people.workdays.calendars import Calendar, DayOff


@dataclass(frozen=True)
class Move:
    """One thing that moves with a meeting; days are those at the venue."""

    what: str
    before: date
    after: date

    @property
    def is_late_at_once(self) -> bool:
        return self.after < self.before


def next_host(delegations: Sequence[str], hosts: Sequence[str]) -> str:
    """Who is next to host: who never did, else whose turn lies longest back. `hosts` are those of earlier rounds, oldest first.

    "" where no delegation takes part. Ties fall to the order of the delegations.
    """
    last = {code: place for place, code in enumerate(hosts)}
    return min(delegations, key=lambda code: last.get(code, -1), default="")


def days_off_on(days: Sequence[date], calendars: Mapping[str, Calendar]) -> list[tuple[str, DayOff]]:
    """(delegation, day off) for each of these days on which a delegation does not work, weekends apart."""
    return [(code, off) for code, calendar in calendars.items() for day in days if (off := calendar.day_off(day))]
